//! Seals a whole folder anew, by a copy beside the engine's folder that takes its place: nothing is left of the old rows, and
//! a kill at any moment leaves either all of the old or all of the new.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::folder::{Disk, Folder, await_engine, sync_folder};
use super::load;
use super::trees::{Name, SEALED_KEY, Trees, Writes};
use super::unlock::Unlocked;
use super::vault::{Row, Vault};
use crate::store::StoreFault;
use crate::store::key::DataKey;

/// The copy while it is made.
const NEW_FOLDER: &str = "sled.new";
/// What the copy replaced, until it is removed.
const OLD_FOLDER: &str = "sled.old";

/// Bytes written in one transaction: enough to be fast, few enough to be kept in memory.
const PORTION_BYTES: usize = 4 * 1024 * 1024;

/// Seals all rows with a new key; how many there are. The trees must be opened anew afterwards.
///
/// # Errors
/// When the engine or the disk fails, or a row cannot be read: then the folder stays as it was.
pub fn seal(folder: &Folder, unlocked: Unlocked, key: &DataKey) -> Result<u64, StoreFault> {
    let (new, old, engine) = (folder.path().join(NEW_FOLDER), folder.path().join(OLD_FOLDER), folder.engine());
    let rows = copy(folder, &unlocked.trees, &new, key)?;
    drop(unlocked);
    let step = |what: &str, result: io::Result<()>| result.map_err(|error| folder.cannot(what, &error));
    step("closing the old data", await_engine(&engine))?;
    step("closing the new data", await_engine(&new))?;
    step("syncing the new data", sync_all(&new))?;
    step("putting the old data aside", fs::rename(&engine, &old))?;
    step("syncing the folder", sync_folder(folder.path()))?;
    finish(folder)?;
    tracing::info!(rows, key = %key.id(), "the data are encrypted");
    Ok(rows)
}

/// Brings to its end what an interrupted run has begun: a copy that is whole takes its place, one that is not is removed.
///
/// # Errors
/// When the disk fails.
pub fn finish(folder: &Folder) -> Result<(), StoreFault> {
    let (new, old, engine) = (folder.path().join(NEW_FOLDER), folder.path().join(OLD_FOLDER), folder.engine());
    let step = |what: &str, result: io::Result<()>| result.map_err(|error| folder.cannot(what, &error));
    // The old data are only put aside once the copy is whole and on the disk.
    if !engine.exists() && old.exists() && new.exists() {
        step("putting the new data in place", fs::rename(&new, &engine))?;
        step("syncing the folder", sync_folder(folder.path()))?;
    }
    if engine.exists() {
        step("removing an unfinished copy", remove(&new))?;
        step("removing the old data", remove(&old))?;
    }
    Ok(())
}

fn copy(folder: &Folder, from: &Trees, new: &Path, key: &DataKey) -> Result<u64, StoreFault> {
    remove(new).map_err(|error| folder.cannot("removing an unfinished copy", &error))?;
    let (db, disk) = folder.open_engine(new)?;
    let trees = Trees::open(db)
        .map_err(|error| StoreFault::CannotOpen { folder: folder.shown(), reason: error.to_string() })?
        .through(Vault::new(Some(key)));
    let mut copied = 0;
    let mut portion = Portion { trees: &trees, disk: &disk, writes: Writes::new(), bytes: 0 };
    for name in Name::ALL {
        for row in from.rows(name) {
            let Row { key, value } = row?;
            portion.add(name, key, value)?;
            copied += 1;
        }
    }
    portion.add(Name::Meta, SEALED_KEY.to_vec(), load::seal_row(key.id()))?;
    portion.write()?;
    check(from, &trees)?;
    Ok(copied)
}

/// Rows that are written together.
struct Portion<'a> {
    trees: &'a Trees,
    disk: &'a Disk,
    writes: Writes,
    bytes: usize,
}

impl Portion<'_> {
    fn add(&mut self, name: Name, key: Vec<u8>, value: Vec<u8>) -> Result<(), StoreFault> {
        self.bytes += key.len() + value.len();
        self.writes.insert((name, key), Some(value));
        if self.bytes < PORTION_BYTES { Ok(()) } else { self.write() }
    }

    fn write(&mut self) -> Result<(), StoreFault> {
        self.trees.apply(&self.writes)?;
        self.writes.clear();
        self.bytes = 0;
        self.disk.sync()
    }
}

/// Reads every row of the copy back: the original is about to be removed.
fn check(from: &Trees, copy: &Trees) -> Result<(), StoreFault> {
    for name in Name::ALL {
        let mut copied = 0_usize;
        for row in copy.rows(name) {
            row?;
            copied += 1;
        }
        let before = from.keys(name).count();
        // The single values gain the one that names the key.
        if copied < before || (name != Name::Meta && copied > before) {
            let reason = format!("the copy of {} has {copied} rows, not {before}", name.as_str());
            return Err(StoreFault::Broken(reason));
        }
    }
    Ok(())
}

fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Has every file of a folder on the disk itself, and then their names.
fn sync_all(folder: &Path) -> io::Result<()> {
    let mut folders: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                fs::File::open(path)?.sync_all()?;
            }
        }
        sync_folder(&folder)?;
    }
    Ok(())
}
