//! What is handed out: the unit, the container's files, completions and manual pages. Each is used, not only read.

mod container;
mod manuals;
mod unit;

use std::path::PathBuf;

fn contrib(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("contrib").join(path)
}
