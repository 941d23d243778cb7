//! Looks at the data folder of a desk that is stopped: at a copy of the engine's files, for the engine writes when it opens.
//! The folder itself is only read.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::Path;

use super::file::key_of;
use super::rows::{Examined, Examiner};
use crate::store::sled::folder::{Folder, LOCK_FILE};
use crate::store::sled::heal::{self, guarded};
use crate::store::sled::load::Found;
use crate::store::sled::mark::{self, MARK_FILE, Mark};
use crate::store::sled::name::Name;
use crate::store::sled::{modes, rewrite, unlock};
use crate::store::{Contents, Examination, Finding, Protection, StoreFault};

/// Looks at a data folder.
///
/// # Errors
/// When it cannot be looked at: there are no data, a desk uses them, the key is missing or another, a newer program wrote them,
/// or there is no room for a copy.
pub fn folder(path: &Path, protection: &Protection) -> Result<Examination, StoreFault> {
    let shown = path.display().to_string();
    let cannot = |reason: String| StoreFault::CannotOpen { folder: shown.clone(), reason };
    let system = |what: &str, error: io::Error| cannot(format!("{what}: {error}"));
    if !path.is_dir() {
        return Err(cannot("there is no such folder".to_owned()));
    }
    let _lock = lock(path)?;
    let mut examination = Examination::default();
    let marks = marks(path, &mut examination).map_err(|error| system("reading the mark", error))?;
    if modes::is_open_to_others(path).map_err(|error| system("looking at its mode", error))? {
        examination.find(Finding::Exposed, 1, shown.clone());
    }
    let protection = match key_of(path, protection)? {
        Some(key) => Protection::Key(key),
        None => protection.clone(),
    };
    let scratch = tempfile::tempdir().map_err(|error| system("making a folder for a copy", error))?;
    let copy = scratch.path().join("data");
    copy_engine(path, &copy).map_err(|error| {
        let to = scratch.path().display();
        cannot(format!("copying its files to {to}, to look at them: {error}; TMPDIR names a folder with more room"))
    })?;
    let copied = Folder::copy_of(path, &copy)?;
    rewrite::finish(&copied)?;
    if copied.is_empty() {
        let commit = marks.iter().map(|mark| mark.commit).max();
        let Some(commit) = commit else { return Err(cannot("there are no data in it".to_owned())) };
        examination.find(Finding::Gone, 1, format!("{shown}: there were data up to commit {commit}"));
        return Ok(examination);
    }
    match rows(&copied, &protection, &mut examination) {
        Ok(Some(examined)) => Ok(held_against(&marks, examined, examination)),
        Ok(None) => Ok(examination),
        Err(StoreFault::Ruined { reason, .. } | StoreFault::Rotten(reason)) => {
            examination.find(Finding::DamagedEngine, 1, reason);
            Ok(examination)
        }
        Err(StoreFault::Damaged { key, reason }) => {
            examination.find(Finding::Unreadable, 1, format!("{key}: {reason}"));
            Ok(examination)
        }
        Err(fault) => Err(fault),
    }
}

/// Whether a folder holds data, or did: there is an engine in it, or a mark.
pub fn holds_data(path: &Path) -> bool {
    rewrite::PLACES.iter().chain(&[MARK_FILE]).any(|name| path.join(name).exists())
}

/// Sees to it that no desk begins meanwhile. Makes no file.
fn lock(path: &Path) -> Result<Option<File>, StoreFault> {
    let Ok(lock) = File::open(path.join(LOCK_FILE)) else { return Ok(None) };
    match lock.try_lock() {
        Err(TryLockError::WouldBlock) => Err(StoreFault::InUse { folder: path.display().to_string() }),
        // A file system without locks has no desk either.
        _ => Ok(Some(lock)),
    }
}

fn marks(path: &Path, examination: &mut Examination) -> io::Result<Vec<Mark>> {
    let mut marks = Vec::new();
    let inside = path.join(MARK_FILE);
    for file in std::iter::once(inside.clone()).chain(unlock::mark_beside(path)) {
        match mark::read(&file)? {
            mark::Found::Mark(mark) => marks.push(mark),
            mark::Found::Unreadable => examination.find(Finding::UnreadableMark, 1, file.display().to_string()),
            // The one beside is not everywhere.
            mark::Found::None if file == inside => examination.find(Finding::NoMark, 1, file.display().to_string()),
            mark::Found::None => {}
        }
    }
    Ok(marks)
}

/// Copies what an engine may lie in.
fn copy_engine(from: &Path, to: &Path) -> io::Result<()> {
    modes::make(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (path, copy) = (entry.path(), to.join(entry.file_name()));
        let ours = entry.file_name().to_str().is_some_and(|name| rewrite::PLACES.contains(&name));
        if !ours {
            continue;
        }
        if path.is_dir() { copy_folder(&path, &copy)? } else { fs::copy(&path, &copy).map(drop)? }
    }
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> io::Result<()> {
    modes::make(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (path, copy) = (entry.path(), to.join(entry.file_name()));
        let kind = entry.file_type()?;
        if kind.is_dir() {
            copy_folder(&path, &copy)?;
        } else if kind.is_file() {
            fs::copy(&path, &copy)?;
        }
    }
    Ok(())
}

/// Looks at all rows; `None` when there are none.
fn rows(
    copied: &Folder,
    protection: &Protection,
    examination: &mut Examination,
) -> Result<Option<Examined>, StoreFault> {
    let before = heal::aside(&copied.engine());
    let unlocked = unlock::as_it_is(copied, protection)?;
    for file in heal::aside(&copied.engine()).difference(&before) {
        examination.find(Finding::DamagedEngine, 1, format!("{file}; it follows from the data, and is made anew"));
    }
    if matches!(unlocked.found, Found::New) {
        examination.find(Finding::Gone, 1, "the engine has no rows");
        return Ok(None);
    }
    if let Found::Older(schema) = unlocked.found {
        let older =
            format!("an older Ringback wrote it (schema {schema}); start this version once, which brings it up");
        return Err(copied.cannot("looking at its rows", &io::Error::other(older)));
    }
    let engine = unlocked.trees.engine();
    let schema = unlocked.schema();
    guarded(copied, &engine, move || {
        let mut examiner = Examiner::new(unlocked.trees.vault());
        for name in Name::ALL {
            for row in unlocked.trees.stored_after(name, None) {
                examiner.row(name, &row?);
            }
        }
        let mut examined = examiner.finish();
        examined.examination.contents = examined.census.as_ref().map(|census| Contents {
            store: census.store.clone(),
            schema,
            key: unlocked.id.map(|id| id.to_string()),
            commit: census.commit,
            next_row: examined.next.0.unwrap_or_default(),
            next_request: examined.next.1.unwrap_or_default(),
            counts: census.counts.clone(),
        });
        Ok(Some(examined))
    })
}

/// Holds the census against the marks, and puts all that was found together.
fn held_against(marks: &[Mark], examined: Examined, about: Examination) -> Examination {
    let Examined { mut examination, census, .. } = examined;
    for (finding, found) in about.findings {
        examination.findings.insert(finding, found);
    }
    let Some(census) = census else { return examination };
    let foreign = marks.iter().filter(|mark| mark.store != census.store);
    for mark in foreign {
        examination.find(
            Finding::OtherStore,
            1,
            format!("the mark is of {}, the data are of {}", mark.store, census.store),
        );
    }
    let known = marks.iter().filter(|mark| mark.store == census.store).map(|mark| mark.commit).max();
    if let Some(from) = known.filter(|from| *from > census.commit) {
        let to = census.commit;
        examination.find(Finding::WentBack, from - to, format!("the data went back from commit {from} to {to}"));
    }
    examination
}
