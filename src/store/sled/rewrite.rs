//! Seals a whole folder anew, by a copy beside the engine's folder that takes its place: nothing is left of the old rows, and
//! a kill at any moment leaves either all of the old or all of the new.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::census::Census;
use super::folder::{Disk, ENGINE_FOLDER, Folder, await_engine, sync_folder};
use super::load;
use super::trees::{CENSUS_KEY, Name, SEALED_KEY, Trees, Writes};
use super::unlock::Unlocked;
use super::vault::{Row, Vault};
use crate::store::StoreFault;
use crate::store::census::StoreId;
use crate::store::key::DataKey;
use crate::store::seal::Scheme;

/// The copy while it is made.
const NEW_FOLDER: &str = "sled.new";
/// What the copy replaced, until it is removed.
const OLD_FOLDER: &str = "sled.old";
/// Says that these two are of our making. Others of these names are left alone.
const OURS_FILE: &str = "rewrite";

/// All places in a data folder where an engine may lie, with that note.
pub const PLACES: [&str; 4] = [ENGINE_FOLDER, NEW_FOLDER, OLD_FOLDER, OURS_FILE];

/// Bytes written in one transaction: enough to be fast, few enough to be kept in memory.
const PORTION_BYTES: usize = 4 * 1024 * 1024;

/// Seals all rows with a new key; how many there are. The trees must be opened anew afterwards.
///
/// # Errors
/// When the engine or the disk fails, or a row cannot be read: then the folder stays as it was.
pub fn seal(folder: &Folder, unlocked: Unlocked, key: &DataKey) -> Result<u64, StoreFault> {
    let (new, old, engine) = (folder.path().join(NEW_FOLDER), folder.path().join(OLD_FOLDER), folder.engine());
    let step = |what: &str, result: io::Result<()>| result.map_err(|error| folder.cannot(what, &error));
    for (path, name) in [(&new, NEW_FOLDER), (&old, OLD_FOLDER)] {
        let taken = io::Error::new(io::ErrorKind::AlreadyExists, "this program did not make it; move it away first");
        step(&format!("making {name}"), if path.exists() { Err(taken) } else { Ok(()) })?;
    }
    step("saying what the copy is for", claim(folder))?;
    let rows = copy(folder, &unlocked, &new, key)?;
    drop(unlocked);
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
    let ours = folder.path().join(OURS_FILE);
    let step = |what: &str, result: io::Result<()>| result.map_err(|error| folder.cannot(what, &error));
    if !ours.exists() {
        for left in [new, old].iter().filter(|left| left.exists()) {
            tracing::warn!(folder = %left.display(), "left alone: this program did not make it, or an older one did");
        }
        return Ok(());
    }
    // The old data are only put aside once the copy is whole and on the disk.
    if !engine.exists() && old.exists() && new.exists() {
        step("putting the new data in place", fs::rename(&new, &engine))?;
        step("syncing the folder", sync_folder(folder.path()))?;
    }
    if engine.exists() {
        step("removing an unfinished copy", remove(&new))?;
        step("removing the old data", remove(&old))?;
        step("removing the note on the copy", fs::remove_file(&ours))?;
        step("syncing the folder", sync_folder(folder.path()))?;
    }
    Ok(())
}

/// Writes down that a copy of ours is under way.
fn claim(folder: &Folder) -> io::Result<()> {
    let mut file = fs::File::create(folder.path().join(OURS_FILE))?;
    file.write_all(b"sled.new and sled.old are copies that ringback makes while it encrypts, and removes\n")?;
    file.sync_all()?;
    sync_folder(folder.path())
}

fn copy(folder: &Folder, unlocked: &Unlocked, new: &Path, key: &DataKey) -> Result<u64, StoreFault> {
    let from = &unlocked.trees;
    let (db, disk) = folder.open_engine(new)?;
    let trees = Trees::open(db)
        .map_err(|error| StoreFault::CannotOpen { folder: folder.shown(), reason: error.to_string() })?
        .through(Vault::sealed(key, Scheme::Hkdf));
    let before = from.census().clone();
    *trees.census() = Some(match before {
        Some(census) => Census::empty(census.store, census.commit),
        None => Census::empty(StoreId::new()?, 0),
    });
    let mut copied = 0;
    let mut portion = Portion { trees: &trees, disk: &disk, writes: Writes::new(), bytes: 0 };
    for name in Name::ALL {
        for row in from.rows(name) {
            let Row { key, value } = row?;
            if name == Name::Meta && key == CENSUS_KEY {
                continue; // the copy keeps its own
            }
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
        // The single values gain the one that names the key, and the census; a record that an older program kept in one row
        // may be too long for one now.
        let gains = matches!(name, Name::Meta | Name::Pieces);
        if copied < before || (copied > before && !gains) {
            let reason = format!("the copy of {} has {copied} rows, not {before}", name.as_str());
            return Err(StoreFault::Broken(reason));
        }
    }
    Ok(())
}

/// Removes a folder that may not be there.
pub fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Has every file of a folder on the disk itself, and then their names.
pub fn sync_all(folder: &Path) -> io::Result<()> {
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
