//! Opens an engine whose files may be damaged: puts aside what it can do without, and makes a refusal of its panics. Never
//! touches the file that holds the data.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::mem;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use sled::Db;

use super::folder::{Folder, await_engine};
use crate::store::StoreFault;

/// Stands before the name of a file that was put aside, so that the engine takes it for nothing of its own.
const ASIDE: &str = "damaged.";

/// Opens the engine with `open`. Its settings and its snapshot follow from the data: damaged ones are put aside.
///
/// # Errors
/// [`StoreFault::CannotOpen`] when the system fails, [`StoreFault::Ruined`] when it cannot be opened without them either.
pub fn open(folder: &Folder, engine: &Path, open: impl Fn() -> sled::Result<Db>) -> Result<Db, StoreFault> {
    let try_open = || catch_unwind(AssertUnwindSafe(&open));
    let first = match try_open() {
        Ok(Ok(db)) => return Ok(db),
        Ok(Err(error)) => error,
        Err(_) => return Err(ruined(folder, "the engine panicked over it")),
    };
    // Without a place in the data file, it is another file that is damaged.
    let of_the_data = match &first {
        sled::Error::Corruption { at, .. } => at.is_some(),
        sled::Error::Io(error) => !matches!(error.kind(), io::ErrorKind::UnexpectedEof | io::ErrorKind::InvalidData),
        _ => false,
    };
    if of_the_data {
        return Err(refusal(folder, &first));
    }
    let cannot = |error: io::Error| folder.cannot("putting a damaged file aside", &error);
    for (what, is_it) in [("settings", is_settings as fn(&str) -> bool), ("snapshot", is_snapshot)] {
        let moved = put_aside(engine, is_it).map_err(cannot)?;
        if moved.is_empty() {
            continue;
        }
        await_engine(engine).map_err(|error| folder.cannot("waiting for the engine's lock", &error))?;
        if let Ok(Ok(db)) = try_open() {
            let files: Vec<_> = moved.iter().map(|(_, aside)| aside.display().to_string()).collect();
            let files = files.join(", ");
            tracing::warn!(files, "the engine's {what} was damaged; it was put aside and made anew from the data");
            return Ok(db);
        }
        put_back(&moved).map_err(cannot)?;
    }
    Err(refusal(folder, &first))
}

/// Runs what reads an open engine; a panic of it is a damaged folder.
///
/// # Errors
/// What `work` says, or [`StoreFault::Ruined`].
pub fn guarded<T>(folder: &Folder, db: &Db, work: impl FnOnce() -> Result<T, StoreFault>) -> Result<T, StoreFault> {
    // Closing an engine that has panicked panics again, and that would abort.
    let held = db.clone();
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Err(StoreFault::Rotten(reason))) => Err(ruined(folder, &reason)),
        Ok(outcome) => outcome,
        Err(_) => {
            mem::forget(held);
            Err(ruined(folder, "the engine panicked over it"))
        }
    }
}

fn ruined(folder: &Folder, reason: &str) -> StoreFault {
    StoreFault::Ruined { folder: folder.shown(), reason: reason.to_owned() }
}

fn refusal(folder: &Folder, error: &sled::Error) -> StoreFault {
    match error {
        sled::Error::Io(system) if system.kind() != io::ErrorKind::UnexpectedEof => {
            StoreFault::CannotOpen { folder: folder.shown(), reason: system.to_string() }
        }
        sled::Error::Corruption { at: Some(at), .. } => ruined(folder, &format!("its data file, at {at}")),
        sled::Error::Corruption { at: None, .. } => ruined(folder, "not in its settings or snapshot alone"),
        other => ruined(folder, &other.to_string()),
    }
}

/// The files of an engine that were put aside.
pub fn aside(engine: &Path) -> BTreeSet<String> {
    let entries = fs::read_dir(engine).into_iter().flatten().flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    names.filter_map(|name| name.strip_prefix(ASIDE).map(str::to_owned)).collect()
}

fn is_settings(name: &str) -> bool {
    name == "conf"
}

fn is_snapshot(name: &str) -> bool {
    name.starts_with("snap.")
}

/// Renames these files; what they were and are called now.
fn put_aside(engine: &Path, is_it: fn(&str) -> bool) -> io::Result<Vec<(PathBuf, PathBuf)>> {
    let mut moved = Vec::new();
    for entry in fs::read_dir(engine)? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        if is_it(&name) {
            let (from, to) = (engine.join(&*name), engine.join(format!("{ASIDE}{name}")));
            fs::rename(&from, &to)?;
            moved.push((from, to));
        }
    }
    Ok(moved)
}

fn put_back(moved: &[(PathBuf, PathBuf)]) -> io::Result<()> {
    moved.iter().try_for_each(|(from, aside)| fs::rename(aside, from))
}
