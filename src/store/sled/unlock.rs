//! Opens a folder with the key that it needs: finds out which that is, and makes the first one. Refuses a missing key and a
//! wrong one; looks into no row but those that tell how to read the others.

use std::io;
use std::path::{Path, PathBuf};

use super::folder::{Disk, Folder};
use super::heal::guarded;
use super::load::{self, Found};
use super::rewrite;
use super::trees::Trees;
use super::vault::Vault;
use crate::store::key::{DataKey, KeyFileFault, KeyId, beside, file_beside};
use crate::store::{Protection, StoreFault};

/// The open trees of a folder, and its disk.
pub struct Unlocked {
    /// The trees.
    pub trees: Trees,
    /// The disk below them.
    pub disk: Disk,
    /// The id of the key they are sealed with, if they are.
    pub id: Option<KeyId>,
    /// What their layout is.
    pub found: Found,
}

impl Unlocked {
    /// The number of their layout.
    pub fn schema(&self) -> u32 {
        match self.found {
            Found::Older(schema) | Found::Newer(schema) => schema,
            Found::New | Found::Known => load::SCHEMA,
        }
    }
}

/// Opens the trees of a folder as they lie there: with their key if they are sealed, else without one.
///
/// # Errors
/// When the key is missing or wrong, a newer program wrote them, or the engine fails.
pub fn as_it_is(folder: &Folder, protection: &Protection) -> Result<Unlocked, StoreFault> {
    rewrite::finish(folder)?;
    let (db, disk) = folder.open()?;
    guarded(folder, &db.clone(), move || {
        let trees = Trees::open(db).map_err(super::trees::broken)?;
        let found = load::schema(&trees)?;
        if let Found::Newer(found) = found {
            return Err(StoreFault::Newer { folder: folder.shown(), found, known: load::SCHEMA });
        }
        let Some((needed, scheme)) = load::sealed_with(&trees)? else {
            return Ok(Unlocked { trees, disk, id: None, found });
        };
        let key = match protection {
            Protection::Off => return Err(StoreFault::Encrypted { folder: folder.shown(), needed }),
            Protection::Key(key) => key.clone(),
            Protection::KeyBeside => key_beside(folder)?.ok_or_else(|| StoreFault::KeyMissing {
                folder: folder.shown(),
                needed,
                beside: key_file(folder),
            })?,
        };
        if key.id() != needed {
            return Err(StoreFault::KeyWrong { folder: folder.shown(), needed, given: key.id() });
        }
        Ok(Unlocked { trees: trees.through(Vault::sealed(&key, scheme)), disk, id: Some(needed), found })
    })
}

/// The key that a folder has before its first row: given, found beside it, or none.
///
/// # Errors
/// [`StoreFault::KeyFile`] when there is a file that cannot be read or holds no key.
pub fn given_key(folder: &Folder, protection: &Protection) -> Result<Option<DataKey>, StoreFault> {
    match protection {
        Protection::Key(key) => Ok(Some(key.clone())),
        Protection::KeyBeside => key_beside(folder),
        Protection::Off => Ok(None),
    }
}

fn key_beside(folder: &Folder) -> Result<Option<DataKey>, StoreFault> {
    let Some(file) = key_file(folder) else { return Ok(None) };
    let unreadable = |reason| StoreFault::KeyFile { file: file.clone(), verb: "read", reason };
    let key = match DataKey::read(&file) {
        Ok(key) => key,
        Err(KeyFileFault::System(error)) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(fault) => return Err(unreadable(fault)),
    };
    super::modes::close(&file).map_err(|error| unreadable(error.into()))?;
    Ok(Some(key))
}

/// Makes a key for a folder that has none.
///
/// # Errors
/// When there is no place for it, or the system cannot write it there.
pub fn make_key(folder: &Folder) -> Result<DataKey, StoreFault> {
    let Some(file) = key_file(folder) else {
        let error = io::Error::other("there is no place beside it for its key; set RINGBACK_KEY_FILE");
        return Err(folder.cannot("making a key", &error));
    };
    let made = DataKey::generate().and_then(|key| key.write(&file).map(|()| key).map_err(KeyFileFault::from));
    let key = made.map_err(|reason| StoreFault::KeyFile { file: file.clone(), verb: "made", reason })?;
    tracing::warn!(
        file = %file.display(),
        key = %key.id(),
        "made a key for the data; keep a copy of it apart from the data and from their backups, which do not hold it: nobody can read them without it"
    );
    Ok(key)
}

/// Where the key of a folder lies when no other place is named.
pub fn key_file(folder: &Folder) -> Option<PathBuf> {
    // A path like "." has no name of its own; the folder has.
    let known_as = folder.known_as();
    file_beside(known_as).or_else(|| file_beside(&known_as.canonicalize().ok()?))
}

/// Where the copy of a folder's mark lies.
pub fn mark_beside(folder: &Path) -> Option<PathBuf> {
    let of = |path: &Path| beside(path, super::mark::BESIDE_ENDING);
    of(folder).or_else(|| of(&folder.canonicalize().ok()?))
}
