//! The folder of backups: how they are called, how one is written so that no half one is ever taken for whole, and which are
//! removed for newer ones. Touches nothing that is no backup of the same store.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufReader, Write};
use std::os::unix::fs::{DirBuilderExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::read::Reader;
use crate::store::StoreId;

/// How the name of a backup ends.
pub const ENDING: &str = ".backup";
/// How it begins.
const BEGINNING: &str = "ringback-";
/// Stands behind the name of one that is not whole yet.
const PART: &str = ".part";

/// Where a backup is to go.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    /// Into this folder, under a name that tells time and commit.
    Folder(PathBuf),
    /// Into this file, which must not be there yet.
    File(PathBuf),
}

/// Why a backup cannot be written, with its place.
#[derive(Debug, thiserror::Error)]
#[error("cannot {what} {}: {reason}", path.display())]
pub struct PartFault {
    what: &'static str,
    path: PathBuf,
    reason: io::Error,
}

/// What a backup is called that was begun then.
pub fn file_name(made_at: Timestamp, commit: u64) -> String {
    let time = made_at.to_zoned(TimeZone::UTC).strftime("%Y-%m-%dT%H-%M-%SZ").to_string();
    format!("{BEGINNING}{time}-commit-{commit}{ENDING}")
}

impl Target {
    /// What is meant by a path: a file when it ends as backups do, else a folder.
    pub fn of(path: &Path) -> Self {
        let is_file = !path.is_dir() && path.to_string_lossy().ends_with(ENDING);
        if is_file { Self::File(path.to_owned()) } else { Self::Folder(path.to_owned()) }
    }

    /// Makes the folder, for its owner alone, where there is none.
    ///
    /// # Errors
    /// When the system cannot.
    pub fn prepare(&self) -> Result<(), PartFault> {
        let Self::Folder(folder) = self else { return Ok(()) };
        let made = fs::DirBuilder::new().recursive(true).mode(0o700).create(folder);
        made.map_err(|reason| PartFault { what: "make the folder", path: folder.clone(), reason })
    }

    /// The file of a backup that was begun then.
    pub fn file(&self, made_at: Timestamp, commit: u64) -> PathBuf {
        match self {
            Self::Folder(folder) => folder.join(file_name(made_at, commit)),
            Self::File(file) => file.clone(),
        }
    }
}

/// A backup that is being written, under a name of its own. Removed when it is dropped before it is whole.
pub struct Part {
    file: File,
    part: PathBuf,
    whole: PathBuf,
    finished: bool,
}

impl Part {
    /// Begins the file, for its owner alone. Others see by its lock that it is being written.
    ///
    /// # Errors
    /// When there is such a file already, or the system cannot.
    pub fn begin(whole: PathBuf) -> Result<Self, PartFault> {
        let mut part = whole.clone().into_os_string();
        part.push(PART);
        let part = PathBuf::from(part);
        let fault = |what, reason| PartFault { what, path: whole.clone(), reason };
        if whole.try_exists().map_err(|reason| fault("look for", reason))? {
            return Err(fault("write", io::Error::new(io::ErrorKind::AlreadyExists, "there is such a file already")));
        }
        let file = OpenOptions::new().create(true).truncate(false).write(true).mode(0o600).open(&part);
        let file = file.map_err(|reason| PartFault { what: "write", path: part.clone(), reason })?;
        let locked = file.try_lock().map_err(|error| match error {
            TryLockError::Error(error) => error,
            TryLockError::WouldBlock => io::Error::new(io::ErrorKind::ResourceBusy, "another backup is writing it"),
        });
        locked.and_then(|()| file.set_len(0)).map_err(|reason| fault("write", reason))?;
        Ok(Self { file, part, whole, finished: false })
    }

    /// Has it on the disk itself and gives it its name; which that is.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn finish(mut self) -> Result<PathBuf, PartFault> {
        let fault = |reason| PartFault { what: "write", path: self.whole.clone(), reason };
        self.file.sync_all().map_err(fault)?;
        fs::rename(&self.part, &self.whole).map_err(fault)?;
        self.finished = true;
        let folder = self.whole.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(folder).and_then(|folder| folder.sync_all()).map_err(fault)?;
        Ok(self.whole.clone())
    }

    /// What is wrong with writing it.
    pub fn fault(&self, reason: io::Error) -> PartFault {
        PartFault { what: "write", path: self.part.clone(), reason }
    }
}

impl Write for Part {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Part {
    fn drop(&mut self) {
        if !self.finished
            && let Err(error) = fs::remove_file(&self.part)
        {
            tracing::debug!(%error, "an unfinished backup was not removed");
        }
    }
}

/// A backup in a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Its commit: they rise, through every restore.
    pub commit: u64,
    /// When it was begun.
    pub made_at: Timestamp,
    /// Where it is.
    pub path: PathBuf,
}

/// Removes all backups of a store in a folder but the newest so many, and this one in any case; those that were removed.
///
/// # Errors
/// When the system cannot.
pub fn remove_older(folder: &Path, store: &StoreId, keep: usize, this: &Path) -> Result<Vec<Kept>, PartFault> {
    let mut kept: Vec<Kept> = in_folder(folder, store, ENDING)?;
    kept.retain(|backup| backup.path != this);
    kept.sort_by_key(|backup| (backup.commit, backup.made_at));
    let older: Vec<Kept> = kept.into_iter().rev().skip(keep.saturating_sub(1)).collect();
    for backup in &older {
        let removed = fs::remove_file(&backup.path);
        removed.map_err(|reason| PartFault { what: "remove the older backup", path: backup.path.clone(), reason })?;
    }
    Ok(older)
}

/// Removes what runs that were killed left of backups of a store in a folder; how many. What is being written stays.
///
/// # Errors
/// When the system cannot.
pub fn remove_unfinished(folder: &Path, store: &StoreId) -> Result<usize, PartFault> {
    let mut removed = 0;
    for left in in_folder(folder, store, &format!("{ENDING}{PART}"))? {
        let free = File::open(&left.path).is_ok_and(|file| file.try_lock().is_ok());
        if free {
            let gone = fs::remove_file(&left.path);
            gone.map_err(|reason| PartFault { what: "remove", path: left.path.clone(), reason })?;
            removed += 1;
        }
    }
    Ok(removed)
}

/// Files of our names whose heads say that they are of this store.
fn in_folder(folder: &Path, store: &StoreId, ending: &str) -> Result<Vec<Kept>, PartFault> {
    let fault = |reason| PartFault { what: "look into", path: folder.to_owned(), reason };
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).map_err(fault)? {
        let entry = entry.map_err(fault)?;
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let ours = name.starts_with(BEGINNING) && name.ends_with(ending);
        if !ours || !entry.file_type().map_err(fault)?.is_file() {
            continue;
        }
        // One that cannot be read is nobody's to remove.
        let Ok(file) = File::open(entry.path()) else { continue };
        let Ok(reader) = Reader::open(BufReader::new(file)) else { continue };
        let head = reader.head();
        if head.contents.store == *store {
            found.push(Kept { commit: head.contents.commit, made_at: head.made_at, path: entry.path() });
        }
    }
    Ok(found)
}
