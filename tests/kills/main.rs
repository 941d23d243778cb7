//! Kills the real binary again and again under a mixed load and says whether anything was lost or doubled:
//! `cargo build --release && cargo run --release --example kills -- --seed 7 --kills 300`. Exits with 1 when it was.
#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measuring program that cannot go on should stop loudly"
)]

#[path = "mod.rs"]
mod kills;

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

/// Pulls the plug on the desk while customers and agents do everything they can.
#[derive(Parser)]
struct Args {
    /// Of everybody's choices and of the moments
    #[arg(long, default_value_t = 7)]
    seed: u64,
    /// How often the plug is pulled
    #[arg(long, default_value_t = 300)]
    kills: usize,
    /// How many customers there are
    #[arg(long, default_value_t = 16)]
    customers: u16,
    /// The program; without it, the one beside this example
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
}

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() -> ExitCode {
    let Args { seed, kills, customers, program } = Args::parse();
    let here = std::env::current_exe().unwrap();
    let beside = here.parent().and_then(|examples| examples.parent()).unwrap().join("ringback");
    let program = program.unwrap_or(beside);
    if !program.is_file() {
        eprintln!("expected the program in {}: build it first", program.display());
        return ExitCode::from(2);
    }
    let program = program.canonicalize().unwrap(); // it is started in another folder
    match kills::run(&kills::Plan { program, seed, kills, customers }).await {
        Ok(report) => {
            println!("{report}");
            if report.faults.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(fault) => {
            println!("{fault}");
            ExitCode::FAILURE
        }
    }
}
