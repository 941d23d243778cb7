//! kill -9 at any moment under the mixed load of all deeds: nothing that people were told is lost, and nothing is doubled.

use std::path::PathBuf;

use crate::kills::{Plan, run};

/// The command of the documents runs the same with more of everything (`tests/kills/main.rs`).
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_or_doubled_over_many_kills() {
    let program = PathBuf::from(env!("CARGO_BIN_EXE_ringback"));
    let report =
        run(&Plan { program, seed: 7, kills: 22, customers: 12 }).await.unwrap_or_else(|fault| panic!("{fault}"));
    assert!(report.faults.is_empty(), "{report}");
    assert!(
        report.moments.with_people_waiting > 0 && report.moments.with_unconfirmed > 0,
        "no kill met work: {report}"
    );
}
