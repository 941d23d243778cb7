//! The data folder: its lock, its engine's files, and getting bytes onto the disk itself. Sees when it goes away. Knows
//! nothing of records.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::MetadataExt as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use sled::Db;

use super::health::PATIENCE;
use super::{heal, modes};
use crate::store::StoreFault;

/// The lock of the folder, an empty file.
pub const LOCK_FILE: &str = "lock";
/// Where a backup is put back until it is whole.
pub const RESTORING_FOLDER: &str = "sled.restoring";
/// The folder of the engine.
pub const ENGINE_FOLDER: &str = "sled";
/// The engine's only file of data.
const DATA_FILE: &str = "db";
/// The engine's own settings.
const SETTINGS_FILE: &str = "conf";

/// How long a lock may be held by nobody: a child that another thread starts has everything open that we have, a lock just given
/// back among it, until it becomes its own program.
const BETWEEN_FORK_AND_EXEC: Duration = Duration::from_millis(500);

/// Between two looks at a lock.
const LOCK_PAUSE: Duration = Duration::from_millis(5);

/// The engine's page cache, bytes. The memory in use becomes about four times that (measured with 1,000,000 rows), and
/// the whole program is to stay below 150 MB; what a desk touches often is far smaller.
const CACHE_BYTES: u64 = 16 * 1024 * 1024;

/// A locked data folder. Dropping it gives the lock back, so it goes after the engine.
pub struct Folder {
    path: PathBuf,
    /// The folder that people know: another one, of a copy.
    known_as: PathBuf,
    lock: File,
}

/// The engine's file, for getting bytes onto the disk itself.
pub struct Disk {
    path: PathBuf,
    data: File,
    presence: Arc<Presence>,
}

/// Files that are open, and where they are to be found.
pub struct Presence(Vec<(PathBuf, u64, u64)>);

impl Folder {
    /// Takes the folder, made if it is not there.
    ///
    /// # Errors
    /// [`StoreFault::InUse`] when another process has it, [`StoreFault::CannotOpen`] for any other reason.
    pub fn take(path: &Path) -> Result<Self, StoreFault> {
        let cannot_io = |what: &str, error: io::Error| cannot_open(path, what, &error);
        modes::make(path).map_err(|error| cannot_io("making the folder", error))?;
        modes::close(path).map_err(|error| cannot_io("closing the folder to others", error))?;
        let lock = OpenOptions::new().create(true).truncate(false).write(true).open(path.join(LOCK_FILE));
        let lock = lock.map_err(|error| cannot_io("making the lock file", error))?;
        let until = Instant::now() + BETWEEN_FORK_AND_EXEC;
        let mut locked = lock.try_lock();
        while matches!(locked, Err(TryLockError::WouldBlock)) && Instant::now() < until {
            std::thread::sleep(LOCK_PAUSE);
            locked = lock.try_lock();
        }
        match locked {
            Ok(()) => Ok(Self { path: path.to_owned(), known_as: path.to_owned(), lock }),
            Err(TryLockError::WouldBlock) => Err(StoreFault::InUse { folder: path.display().to_string() }),
            Err(TryLockError::Error(error)) => Err(cannot_io("locking the folder", error)),
        }
    }

    /// Takes the copy of a folder, and speaks of that one.
    ///
    /// # Errors
    /// As [`Folder::take`].
    pub fn copy_of(folder: &Path, copy: &Path) -> Result<Self, StoreFault> {
        Self::take(copy).map(|mut copy| {
            copy.known_as = folder.to_owned();
            copy
        })
    }

    /// The folder that people know.
    pub fn known_as(&self) -> &Path {
        &self.known_as
    }

    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The engine's own folder.
    pub fn engine(&self) -> PathBuf {
        self.path.join(ENGINE_FOLDER)
    }

    /// Whether there is nothing of an engine in it.
    pub fn is_empty(&self) -> bool {
        std::fs::metadata(self.engine().join(DATA_FILE)).map_or(true, |data| data.len() == 0)
    }

    /// Opens the engine.
    ///
    /// # Errors
    /// [`StoreFault::CannotOpen`], [`StoreFault::Ruined`].
    pub fn open(&self) -> Result<(Db, Disk), StoreFault> {
        self.open_engine(&self.engine())
    }

    /// Opens an engine in a folder inside this one. What is damaged and not needed is put aside.
    ///
    /// # Errors
    /// [`StoreFault::CannotOpen`], [`StoreFault::Ruined`].
    pub fn open_engine(&self, engine: &Path) -> Result<(Db, Disk), StoreFault> {
        let cannot_io = |what: &str, error: io::Error| self.cannot(what, &error);
        remove_unfinished_snapshots(engine).map_err(|error| cannot_io("removing unfinished snapshots", error))?;
        await_engine(engine).map_err(|error| cannot_io("waiting for the engine's lock", error))?;
        let open = || sled::Config::new().path(engine).cache_capacity(CACHE_BYTES).use_compression(false).open();
        let db = heal::open(self, engine, open)?;

        // New files are only found again after a power cut when their folders are on disk as well; the engine syncs
        // neither them nor its settings.
        let sync = |file: &str| File::open(engine.join(file))?.sync_all();
        sync(SETTINGS_FILE).map_err(|error| cannot_io("syncing the engine's settings", error))?;
        let data = File::open(engine.join(DATA_FILE)).map_err(|error| cannot_io("opening the data file", error))?;
        let above = self.path.parent().filter(|above| !above.as_os_str().is_empty());
        for folder in [engine, &self.path] {
            sync_folder(folder).map_err(|error| cannot_io("syncing the folder", error))?;
        }
        if let Some(above) = above
            && let Err(error) = sync_folder(above)
        {
            tracing::debug!(%error, "the folder above the data cannot be synced");
        }
        modes::close_all(engine).map_err(|error| cannot_io("closing the engine's files to others", error))?;
        let presence = self.presence(engine, &data).map_err(|error| cannot_io("looking at the data file", error))?;
        Ok((db, Disk { path: self.path.clone(), data, presence: Arc::new(presence) }))
    }

    fn presence(&self, engine: &Path, data: &File) -> io::Result<Presence> {
        let of = |path: PathBuf, file: &File| file.metadata().map(|found| (path, found.dev(), found.ino()));
        Ok(Presence(vec![of(engine.join(DATA_FILE), data)?, of(self.path.join(LOCK_FILE), &self.lock)?]))
    }

    /// A fault of this folder.
    pub fn cannot(&self, what: &str, error: &io::Error) -> StoreFault {
        cannot_open(&self.known_as, what, error)
    }

    /// Its path as people read it.
    pub fn shown(&self) -> String {
        self.known_as.display().to_string()
    }
}

impl Disk {
    /// Waits until everything flushed before is on the disk itself. The engine's own flush does not (it leaves the disk's
    /// cache and the file's length to a thread that comes by every half second).
    ///
    /// # Errors
    /// [`StoreFault::Broken`] when the disk fails.
    pub fn sync(&self) -> Result<(), StoreFault> {
        self.data
            .sync_data()
            .map_err(|error| StoreFault::Broken(format!("syncing {}: {error}", self.path.display())))?;
        // What is written into files that nobody will find again is not written.
        self.presence.check().map_err(StoreFault::Broken)
    }

    /// What tells whether the files are still there.
    pub fn presence(&self) -> Arc<Presence> {
        Arc::clone(&self.presence)
    }
}

impl Presence {
    /// Whether the files that are open are those that would be found.
    ///
    /// # Errors
    /// What became of them.
    pub fn check(&self) -> Result<(), String> {
        for (path, device, inode) in &self.0 {
            let what = match std::fs::metadata(path) {
                Ok(found) if (found.dev(), found.ino()) == (*device, *inode) => continue,
                Ok(_) => "replaced",
                Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                    "removed or moved away"
                }
                // Whoever cannot look knows nothing.
                Err(error) => {
                    tracing::debug!(%error, "the data folder cannot be looked at");
                    continue;
                }
            };
            return Err(format!("{} was {what} while the desk ran", path.display()));
        }
        Ok(())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // Closing the file alone would leave the lock with a child process that is just being started.
        if let Err(error) = self.lock.unlock() {
            tracing::warn!(%error, "the lock of the data folder was not given back");
        }
    }
}

fn cannot_open(folder: &Path, what: &str, error: &io::Error) -> StoreFault {
    StoreFault::CannotOpen { folder: folder.display().to_string(), reason: format!("{what}: {error}") }
}

/// Removes what the engine leaves behind when it is killed while it writes a snapshot, which happens at every start: it
/// would be read first at the next start, and taken for a damaged store (sled issues 1527 and 1533). The snapshot before
/// it is only removed once the new one has its final name. To be called with the lock held.
fn remove_unfinished_snapshots(engine: &Path) -> io::Result<()> {
    let files = match engine.read_dir() {
        Ok(files) => files,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    for file in files {
        let file = file?;
        let name = file.file_name();
        let name = name.to_string_lossy();
        if name.starts_with("snap.") && name.ends_with(".generating") {
            tracing::warn!(file = %name, "removing a snapshot that was never finished; a run was killed while it started");
            std::fs::remove_file(file.path())?;
        }
    }
    Ok(())
}

/// Waits until the engine's own lock is free. Threads of the engine keep it for a moment after a store of this very
/// process was closed; no other process can have it, as the folder's lock is ours.
pub fn await_engine(engine: &Path) -> io::Result<()> {
    let data = match File::open(engine.join(DATA_FILE)) {
        Ok(data) => data,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let since = Instant::now();
    loop {
        match data.try_lock() {
            Ok(()) => return data.unlock(),
            Err(TryLockError::WouldBlock) if since.elapsed() < PATIENCE => std::thread::sleep(LOCK_PAUSE),
            Err(error) => return Err(error.into()),
        }
    }
}

/// Has the names in a folder on the disk itself.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    // Elsewhere folders cannot be opened as files, and need not be.
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}
