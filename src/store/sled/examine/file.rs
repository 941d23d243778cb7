//! Looks at a backup: its bytes first, then its rows with the key. Reads it as it comes, with no more in memory than what the
//! rows say of each other.

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use super::rows::{Examined, Examiner};
use crate::store::backup::{BackupFault, Reader};
use crate::store::key::{DataKey, KeyFileFault, file_beside};
use crate::store::seal::Scheme;
use crate::store::sled::load::{SCHEMA, seal_in};
use crate::store::sled::name::{Name, SEALED_KEY};
use crate::store::sled::vault::Vault;
use crate::store::{Examination, Finding, Portion, Protection, RestoreFault, StoreFault, StoredRow};

/// The key that is given for a data folder, without a change to anything.
///
/// # Errors
/// [`StoreFault::KeyFile`] when there is a file that cannot be read or holds no key.
pub fn key_of(folder: &Path, protection: &Protection) -> Result<Option<DataKey>, StoreFault> {
    match protection {
        Protection::Key(key) => Ok(Some(key.clone())),
        Protection::Off => Ok(None),
        Protection::KeyBeside => {
            let of = |path: &Path| file_beside(path);
            let Some(file) = of(folder).or_else(|| of(&folder.canonicalize().ok()?)) else { return Ok(None) };
            match DataKey::read(&file) {
                Ok(key) => Ok(Some(key)),
                Err(KeyFileFault::System(error)) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
                Err(reason) => Err(StoreFault::KeyFile { file, verb: "read", reason }),
            }
        }
    }
}

/// What the rows of a backup are opened by; `needed` is the key that it names.
///
/// # Errors
/// When that is not the key that is given.
pub fn seal_of(
    file: &Path,
    needed: Option<&str>,
    scheme: Scheme,
    protection: &Protection,
    folder: &Path,
) -> Result<Vault, RestoreFault> {
    let given = key_of(folder, protection)?;
    let file = file.to_owned();
    match (needed, given, protection) {
        (None, None, Protection::Off) => Ok(Vault::Open),
        (None, ..) => Err(RestoreFault::NotEncrypted { file }),
        (Some(needed), _, Protection::Off) => Err(RestoreFault::Encrypted { file, needed: needed.to_owned() }),
        (Some(needed), None, _) => {
            let beside = file_beside(folder).unwrap_or_else(|| folder.to_owned());
            Err(RestoreFault::KeyMissing { file, needed: needed.to_owned(), beside })
        }
        (Some(needed), Some(key), _) if key.id().to_string() != needed => {
            Err(RestoreFault::KeyWrong { file, needed: needed.to_owned(), given: key.id().to_string() })
        }
        (Some(_), Some(key), _) => Ok(Vault::sealed(&key, scheme)),
    }
}

/// Looks at a copy of the rows as it comes: of a backup, or of a running desk. `folder` is the data folder whose key it has.
///
/// # Errors
/// When it cannot be looked at: it is of a newer program, the key is missing or another, or it is none at all.
pub fn backup(
    file: &Path,
    from: impl Read,
    protection: &Protection,
    folder: &Path,
) -> Result<Examination, RestoreFault> {
    let of_file = |fault| RestoreFault::Backup { file: file.to_owned(), fault };
    let mut reader = match Reader::open(from) {
        Ok(reader) => reader,
        Err(fault @ (BackupFault::Torn { .. } | BackupFault::Damaged { .. })) => return Ok(damaged(&fault)),
        Err(fault) => return Err(of_file(fault)),
    };
    let head = reader.head().clone();
    let found = head.contents.schema;
    if found > SCHEMA {
        return Err(RestoreFault::NewerSchema { file: file.to_owned(), found, known: SCHEMA });
    }
    let mut rows = Rows::Unknown(Vec::new());
    loop {
        match reader.portion() {
            Ok(Some(portion)) => {
                rows.take(portion, |scheme| seal_of(file, head.contents.key.as_deref(), scheme, protection, folder))?
            }
            Ok(None) => break,
            Err(fault @ (BackupFault::Torn { .. } | BackupFault::Damaged { .. })) => {
                // What follows says nothing any more.
                return Ok(Examination { made_at: Some(head.made_at), ..damaged(&fault) });
            }
            Err(fault) => return Err(of_file(fault)),
        }
    }
    let vault = |scheme| seal_of(file, head.contents.key.as_deref(), scheme, protection, folder);
    let Examined { mut examination, census, next } = rows.examiner(vault)?.finish();
    let contents = &head.contents;
    let of_census = census.map(|census| (census.store, census.commit, census.counts));
    if of_census.is_some_and(|of_rows| of_rows != (contents.store.clone(), contents.commit, contents.counts.clone())) {
        examination.find(Finding::WrongHead, 1, "which store it is, its commit or its counts");
    }
    if next.0.is_some_and(|next| next > contents.next_row) || next.1.is_some_and(|next| next > contents.next_request) {
        examination.find(Finding::WrongHead, 1, "its next numbers");
    }
    Ok(Examination { made_at: Some(head.made_at), contents: Some(head.contents), ..examination })
}

fn damaged(fault: &BackupFault) -> Examination {
    let mut examination = Examination::default();
    examination.find(Finding::DamagedFile, 1, fault.to_string());
    examination
}

/// Rows on their way to the examiner: how they are sealed stands among the first of them.
enum Rows {
    Unknown(Vec<StoredRow>),
    Known(Box<Examiner>),
}

impl Rows {
    fn take(
        &mut self,
        portion: Portion,
        vault: impl FnOnce(Scheme) -> Result<Vault, RestoreFault>,
    ) -> Result<(), RestoreFault> {
        let name = Name::ALL.into_iter().find(|name| name.as_str() == portion.tree);
        if let (Self::Unknown(single), Some(Name::Meta)) = (&mut *self, name) {
            single.extend(portion.rows);
            return Ok(());
        }
        let examiner = self.known(vault)?;
        match name {
            Some(name) => portion.rows.iter().for_each(|row| examiner.row(name, row)),
            None => examiner.stranger(&portion),
        }
        Ok(())
    }

    fn known(
        &mut self,
        vault: impl FnOnce(Scheme) -> Result<Vault, RestoreFault>,
    ) -> Result<&mut Examiner, RestoreFault> {
        if let Self::Unknown(single) = self {
            let sealed = single.iter().find(|row| row.key == SEALED_KEY);
            let scheme = sealed.and_then(|row| seal_in(&row.value)).map_or(Scheme::Hkdf, |(_, scheme)| scheme);
            let mut examiner = Examiner::new(Arc::new(vault(scheme)?));
            single.iter().for_each(|row| examiner.row(Name::Meta, row));
            *self = Self::Known(Box::new(examiner));
        }
        match self {
            Self::Known(examiner) => Ok(examiner),
            Self::Unknown(_) => Err(StoreFault::Closed.into()), // it was made known just now
        }
    }

    fn examiner(mut self, vault: impl FnOnce(Scheme) -> Result<Vault, RestoreFault>) -> Result<Examiner, RestoreFault> {
        self.known(vault)?;
        match self {
            Self::Known(examiner) => Ok(*examiner),
            Self::Unknown(_) => Err(StoreFault::Closed.into()), // as above
        }
    }
}
