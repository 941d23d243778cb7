//! Opens a folder with the key that it needs: finds out which that is, makes the first one, and has rows sealed that are
//! not yet. Refuses a missing key and a wrong one.

use std::io;
use std::path::PathBuf;

use super::folder::{Disk, Folder};
use super::load::{self, Found};
use super::rewrite;
use super::trees::{Name, SCHEMA_KEY, SEALED_KEY, Trees};
use super::vault::Vault;
use crate::store::key::{DataKey, KeyFileFault, KeyId, file_beside};
use crate::store::{Protection, StoreFault};

/// The open trees of a folder, and its disk.
pub struct Unlocked {
    /// The trees.
    pub trees: Trees,
    /// The disk below them.
    pub disk: Disk,
    /// The id of the key they are sealed with, if they are.
    pub id: Option<KeyId>,
}

/// Opens the trees of a folder, sealed from now on if that is wanted.
///
/// # Errors
/// As [`super::super::open`].
pub fn unlock(folder: &Folder, protection: &Protection) -> Result<Unlocked, StoreFault> {
    let unlocked = as_it_is(folder, protection)?;
    if unlocked.id.is_some() || matches!(protection, Protection::Off) {
        return Ok(unlocked);
    }
    let key = first_key(folder, protection)?;
    if matches!(load::schema(&unlocked.trees)?, Found::New) {
        let rows = [
            ((Name::Meta, SCHEMA_KEY.to_vec()), Some(load::SCHEMA.to_be_bytes().to_vec())),
            ((Name::Meta, SEALED_KEY.to_vec()), Some(load::seal_row(key.id()))),
        ];
        unlocked.trees.apply(&rows.into())?;
        unlocked.disk.sync()?;
        let trees = unlocked.trees.through(Vault::new(Some(&key)));
        return Ok(Unlocked { trees, id: Some(key.id()), ..unlocked });
    }
    tracing::warn!(folder = %folder.path().display(), "the data are not encrypted yet; encrypting them now");
    rewrite::seal(folder, unlocked, &key)?;
    as_it_is(folder, &Protection::Key(key))
}

/// Opens the trees of a folder as they lie there: with their key if they are sealed, else without one.
///
/// # Errors
/// When the key is missing or wrong, a newer program wrote them, or the engine fails.
pub fn as_it_is(folder: &Folder, protection: &Protection) -> Result<Unlocked, StoreFault> {
    rewrite::finish(folder)?;
    let (db, disk) = folder.open()?;
    let trees = Trees::open(db)
        .map_err(|error| StoreFault::CannotOpen { folder: folder.shown(), reason: error.to_string() })?;
    if let Found::Newer(found) = load::schema(&trees)? {
        return Err(StoreFault::Newer { folder: folder.shown(), found, known: load::SCHEMA });
    }
    let Some(needed) = load::sealed_with(&trees)? else {
        return Ok(Unlocked { trees, disk, id: None });
    };
    let key = match protection {
        Protection::Off => return Err(StoreFault::Encrypted { folder: folder.shown(), needed }),
        Protection::Key(key) => key.clone(),
        Protection::KeyBeside => {
            let file = key_file(folder);
            let found = file.as_deref().map(DataKey::read).transpose();
            found
                .or_else(absent)
                .map_err(|reason| unreadable(file.clone(), reason))?
                .ok_or_else(|| StoreFault::KeyMissing { folder: folder.shown(), needed, beside: file.clone() })?
        }
    };
    if key.id() != needed {
        return Err(StoreFault::KeyWrong { folder: folder.shown(), needed, given: key.id() });
    }
    Ok(Unlocked { trees: trees.through(Vault::new(Some(&key))), disk, id: Some(needed) })
}

/// The key for a folder that has none yet.
fn first_key(folder: &Folder, protection: &Protection) -> Result<DataKey, StoreFault> {
    if let Protection::Key(key) = protection {
        return Ok(key.clone());
    }
    let Some(file) = key_file(folder) else {
        let error = io::Error::other("there is no place beside it for its key; set RINGBACK_KEY_FILE");
        return Err(folder.cannot("making a key", &error));
    };
    let found = DataKey::read(&file).map(Some).or_else(absent);
    if let Some(key) = found.map_err(|reason| unreadable(Some(file.clone()), reason))? {
        return Ok(key);
    }
    let made = DataKey::generate().and_then(|key| key.write(&file).map(|()| key).map_err(KeyFileFault::from));
    let key = made.map_err(|reason| StoreFault::KeyFile { file: file.clone(), verb: "made", reason })?;
    tracing::warn!(
        file = %file.display(),
        key = %key.id(),
        "made a key for the data; keep a copy of it apart from theirs: nobody can read them without it"
    );
    Ok(key)
}

fn key_file(folder: &Folder) -> Option<PathBuf> {
    // A path like "." has no name of its own; the folder has.
    file_beside(folder.path()).or_else(|| file_beside(&folder.path().canonicalize().ok()?))
}

/// No file is no fault.
fn absent(fault: KeyFileFault) -> Result<Option<DataKey>, KeyFileFault> {
    match fault {
        KeyFileFault::System(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        other => Err(other),
    }
}

fn unreadable(file: Option<PathBuf>, reason: KeyFileFault) -> StoreFault {
    StoreFault::KeyFile { file: file.unwrap_or_default(), verb: "read", reason }
}
