//! Opens a store: finds out whether the data that lie there are those that this program left, all of them and no others, and
//! refuses what somebody has to look at. The one place that decides what becomes of data that are missing.

use std::io;
use std::path::PathBuf;

use super::census::{self, Census};
use super::folder::{Disk, Folder, RESTORING_FOLDER};
use super::heal::guarded;
use super::load::{self, Found, Next};
use super::mark::{self, Keeper, Mark};
use super::memory::Memory;
use super::migrate;
use super::modes;
use super::rewrite;
use super::trees::{CENSUS_KEY, Name, SCHEMA_KEY, SEALED_KEY, Trees, Writes, damaged};
use super::unlock::{self, Unlocked};
use super::vault::Vault;
use crate::callback::RequestId;
use crate::store::census::StoreId;
use crate::store::key::DataKey;
use crate::store::seal::Scheme;
use crate::store::{AfterLoss, Protection, Rekeyed, StoreFault};

/// A store that can begin to work.
pub struct Ready {
    /// The trees.
    pub trees: Trees,
    /// The disk below them.
    pub disk: Disk,
    /// What is kept in memory.
    pub memory: Memory,
    /// The mark beside the engine.
    pub mark: Keeper,
}

/// Opens the store in a folder.
///
/// # Errors
/// As [`super::super::open`].
pub fn ready(folder: &Folder, protection: &Protection, after: AfterLoss) -> Result<Ready, StoreFault> {
    let marks = Marks::find(folder, after)?;
    let unlocked = unlock::as_it_is(folder, protection)?;
    let begins = matches!(unlocked.found, Found::New);
    let unlocked = if begins {
        marks.allow_a_beginning(folder, after)?;
        begin(folder, unlocked, protection)?
    } else {
        let plain = unlocked.id.is_none();
        let unlocked = known(folder, unlocked, &marks, after)?;
        if plain { seal_first(folder, unlocked, protection, &marks)? } else { unlocked }
    };
    let Unlocked { trees, disk, id, found } = unlocked;
    let engine = trees.engine();
    let (memory, next) = guarded(folder, &engine, || {
        // What was lost may have been told: no number of it is used again.
        let lost = marks.any() && (begins || trees.census().as_ref().is_none_or(|census| marks.lost(census)));
        let floor = if lost { marks.floor() } else { Next::FIRST };
        if let Found::Older(schema) = found {
            migrate::bring_up(&trees, &disk, schema)?;
        }
        let load::Loaded { memory, crashes, next } = load::load(&trees, floor)?;
        let mut writes = load::first_writes(crashes)?;
        writes.extend(next.writes()?);
        trees.apply(&writes)?;
        disk.sync()?;
        Ok((memory, next))
    })?;
    let census = trees.census().clone().ok_or_else(|| damaged(Name::Meta, CENSUS_KEY, "it is missing"))?;
    let floor = next.or_later(marks.floor());
    let mark = Mark {
        store: census.store,
        schema: load::SCHEMA,
        sealed: id.map(|id| id.to_string()),
        commit: census.commit,
        next_row: floor.row,
        next_request: floor.request.0,
    };
    let mark = marks.begin(mark).map_err(|error| folder.cannot("writing the mark", &error))?;
    Ok(Ready { trees, disk, memory, mark })
}

/// Seals a folder with a new key.
///
/// # Errors
/// As [`super::super::rekey`].
pub fn rekey(folder: &Folder, protection: &Protection, new: &DataKey) -> Result<Rekeyed, StoreFault> {
    let marks = Marks::find(folder, AfterLoss::Refuse)?;
    // A run that was killed when it had all but ended has changed the key already.
    let unlocked = match unlock::as_it_is(folder, &Protection::Key(new.clone())) {
        Ok(Unlocked { id: Some(_), .. }) => return Ok(Rekeyed::Already),
        Ok(unlocked) => unlocked,
        Err(StoreFault::KeyWrong { .. }) => unlock::as_it_is(folder, protection)?,
        Err(fault) => return Err(fault),
    };
    let unlocked = known(folder, unlocked, &marks, AfterLoss::Refuse)?;
    Ok(Rekeyed::Done { rows: rewrite::seal(folder, unlocked, new)? })
}

/// Seals a folder that is not sealed.
///
/// # Errors
/// As [`super::super::encrypt`].
pub fn encrypt(folder: &Folder, protection: &Protection) -> Result<Rekeyed, StoreFault> {
    let marks = Marks::find(folder, AfterLoss::Refuse)?;
    let unlocked = unlock::as_it_is(folder, protection)?;
    if unlocked.id.is_some() {
        return Ok(Rekeyed::Already);
    }
    let unlocked = known(folder, unlocked, &marks, AfterLoss::Refuse)?;
    let key = match unlock::given_key(folder, protection)? {
        Some(key) => key,
        None => unlock::make_key(folder)?,
    };
    Ok(Rekeyed::Done { rows: rewrite::seal(folder, unlocked, &key)? })
}

/// Writes the first rows of a store that has none.
fn begin(folder: &Folder, unlocked: Unlocked, protection: &Protection) -> Result<Unlocked, StoreFault> {
    let given = unlock::given_key(folder, protection)?;
    let shown = folder.shown();
    if given.is_some() && matches!(protection, Protection::KeyBeside) {
        tracing::warn!(
            folder = shown,
            "there is a key but no data: beginning anew; if this desk had data, stop it and restore a backup"
        );
    } else {
        tracing::info!(folder = shown, "beginning anew: there are no data yet");
    }
    let key = match (protection, given) {
        (Protection::Off, _) => None,
        (_, Some(key)) => Some(key),
        (_, None) => Some(unlock::make_key(folder)?),
    };
    let trees = match &key {
        Some(key) => unlocked.trees.through(Vault::sealed(key, Scheme::Hkdf)),
        None => unlocked.trees,
    };
    let id = key.as_ref().map(DataKey::id);
    let schema = ((Name::Meta, SCHEMA_KEY.to_vec()), Some(load::SCHEMA.to_be_bytes().to_vec()));
    let sealed = id.map(|id| ((Name::Meta, SEALED_KEY.to_vec()), Some(load::seal_row(id))));
    *trees.census() = Some(Census::empty(StoreId::new()?, 0));
    trees.apply(&std::iter::once(schema).chain(sealed).collect::<Writes>())?;
    unlocked.disk.sync()?;
    Ok(Unlocked { trees, id, ..unlocked })
}

/// Takes the census of a store that has rows, and refuses one that is not what was left.
fn known(folder: &Folder, unlocked: Unlocked, marks: &Marks, after: AfterLoss) -> Result<Unlocked, StoreFault> {
    let engine = unlocked.trees.engine();
    guarded(folder, &engine, move || {
        let trees = &unlocked.trees;
        let written: Option<Census> = trees.get(Name::Meta, CENSUS_KEY)?;
        let older = matches!(unlocked.found, Found::Older(_));
        if matches!(unlocked.found, Found::New) {
            return Err(folder.cannot("looking at its data", &io::Error::other("there are none yet")));
        }
        if written.is_none() && !older {
            return Err(damaged(Name::Meta, CENSUS_KEY, "it is missing"));
        }
        let refused = marks.refusal(folder, written.as_ref().filter(|_| !older));
        allow(refused, after)?;
        let counts = census::count(trees)?;
        let written = match written {
            Some(written) if !older => {
                if let Some(differences) = written.differs_from(&counts) {
                    // What cannot be read at all is told more exactly by reading it.
                    load::load(trees, Next::FIRST)?;
                    allow(Some(StoreFault::Tampered { folder: folder.shown(), differences }), after)?;
                }
                written
            }
            Some(written) => written,
            None => Census::empty(StoreId::new()?, 0),
        };
        if !older && !marks.any() {
            tracing::warn!(
                folder = folder.shown(),
                "the mark of these data is missing and made anew; whether they went back cannot be told"
            );
        }
        *trees.census() = Some(Census { counts, ..written });
        Ok(unlocked)
    })
}

/// Passes a refusal on, or says that it was overruled.
fn allow(refused: Option<StoreFault>, after: AfterLoss) -> Result<(), StoreFault> {
    match refused {
        None => Ok(()),
        Some(fault) if after == AfterLoss::Accept => {
            tracing::error!("going on as --accept-loss says: {fault}");
            Ok(())
        }
        Some(fault) => Err(fault),
    }
}

/// Seals rows that lie there as they are, unless they may be somebody else's.
fn seal_first(
    folder: &Folder,
    unlocked: Unlocked,
    protection: &Protection,
    marks: &Marks,
) -> Result<Unlocked, StoreFault> {
    let not_sealed = |why: String| Err(StoreFault::NotSealed { folder: folder.shown(), why });
    if let Some(key) = marks.sealed() {
        return not_sealed(format!("their mark says that they were, with the key {key}"));
    }
    match protection {
        Protection::Off => return Ok(unlocked),
        Protection::Key(_) => return not_sealed("a key is given".to_owned()),
        Protection::KeyBeside => {}
    }
    if let (Some(_), Some(file)) = (unlock::given_key(folder, protection)?, unlock::key_file(folder)) {
        return not_sealed(format!("there is a key in {}", file.display()));
    }
    tracing::warn!(folder = folder.shown(), "the data are not encrypted yet; encrypting them now");
    let key = unlock::make_key(folder)?;
    let found = unlocked.found;
    rewrite::seal(folder, unlocked, &key)?;
    let sealed = unlock::as_it_is(folder, &Protection::Key(key))?;
    let census = sealed.trees.get(Name::Meta, CENSUS_KEY)?;
    *sealed.trees.census() = census;
    Ok(Unlocked { found, ..sealed })
}

/// The mark inside the folder and its copy beside it, as they were found.
struct Marks(Vec<(PathBuf, mark::Found)>);

impl Marks {
    /// Reads them, and refuses a folder that holds nothing any more.
    fn find(folder: &Folder, after: AfterLoss) -> Result<Self, StoreFault> {
        let marks = Self::read(folder)?;
        // Of a change of key that was killed, the data may still lie in its copy.
        rewrite::finish(folder)?;
        if folder.is_empty() {
            if folder.path().join(RESTORING_FOLDER).exists() {
                let unfinished = "a restore was begun in it and has not ended; give `ringback restore` again";
                return Err(folder.cannot("looking at its data", &io::Error::other(unfinished)));
            }
            marks.allow_a_beginning(folder, after)?;
        }
        Ok(marks)
    }

    fn read(folder: &Folder) -> Result<Self, StoreFault> {
        let inside = Some(folder.path().join(mark::MARK_FILE));
        let paths = inside.into_iter().chain(unlock::mark_beside(folder.path()));
        let read = |path: PathBuf| mark::read(&path).map(|found| (path, found));
        let marks = paths.map(read).collect::<io::Result<Vec<_>>>();
        Ok(Self(marks.map_err(|error| folder.cannot("reading the mark", &error))?))
    }

    fn each(&self) -> impl Iterator<Item = (&PathBuf, &Mark)> {
        self.0.iter().filter_map(|(path, found)| match found {
            mark::Found::Mark(mark) => Some((path, mark)),
            _ => None,
        })
    }

    /// Whether anything tells of data.
    fn any(&self) -> bool {
        self.0.iter().any(|(_, found)| *found != mark::Found::None)
    }

    /// All numbers given out lie below these.
    fn floor(&self) -> Next {
        self.each().fold(Next::FIRST, |floor, (_, mark)| {
            floor.or_later(Next { row: mark.next_row, request: RequestId(mark.next_request) })
        })
    }

    /// The id of the key that the data were sealed with.
    fn sealed(&self) -> Option<&str> {
        self.each().find_map(|(_, mark)| mark.sealed.as_deref())
    }

    /// Refuses to begin where there were data, unless somebody says so.
    fn allow_a_beginning(&self, folder: &Folder, after: AfterLoss) -> Result<(), StoreFault> {
        let told = self.0.iter().find(|(_, found)| *found != mark::Found::None);
        let Some((path, _)) = told.filter(|_| after != AfterLoss::BeginAnew) else { return Ok(()) };
        let commit = self.each().map(|(_, mark)| mark.commit).max();
        Err(StoreFault::Gone { folder: folder.shown(), mark: path.display().to_string(), commit })
    }

    /// Whether less is there than was, or something else.
    fn lost(&self, census: &Census) -> bool {
        self.each().any(|(_, mark)| mark.store != census.store || mark.commit > census.commit)
    }

    /// Why a store with this census is not what was left; one from before there was a census has made no commit.
    fn refusal(&self, folder: &Folder, census: Option<&Census>) -> Option<StoreFault> {
        let foreign = self.each().find(|(_, mark)| census.is_some_and(|census| mark.store != census.store));
        if let Some((path, _)) = foreign {
            return Some(StoreFault::Foreign { folder: folder.shown(), mark: path.display().to_string() });
        }
        let (from, to) = (self.each().map(|(_, mark)| mark.commit).max()?, census.map_or(0, |census| census.commit));
        (from > to).then(|| StoreFault::WentBack { folder: folder.shown(), from, to })
    }

    /// Begins to keep the mark in the folder, and beside it unless others could write there.
    fn begin(&self, mark: Mark) -> io::Result<Keeper> {
        let beside = self.0.get(1).is_some_and(|(path, _)| !modes::is_shared(path));
        let paths: Vec<_> = self.0.iter().map(|(path, _)| path.clone()).collect();
        let (inside, both) = (paths.get(..1).unwrap_or_default(), paths.as_slice());
        if !beside {
            return Keeper::begin(mark, inside);
        }
        Keeper::begin(mark.clone(), both).or_else(|error| {
            tracing::debug!(%error, "no copy of the mark can be kept beside the data");
            Keeper::begin(mark, inside)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Data as the first programs sealed them: keys by labels, and no census.
    #[test]
    fn data_that_were_sealed_the_old_way_open_and_are_sealed_the_new_way_with_the_next_key() -> Result<(), StoreFault> {
        let home = tempfile::tempdir().map_err(|error| StoreFault::Broken(error.to_string()))?;
        let of =
            |digits: &str| DataKey::parse(&digits.repeat(32)).map_err(|error| StoreFault::Broken(error.to_string()));
        let (key, next) = (of("5e")?, of("a7")?);
        let folder = Folder::take(home.path())?;
        let (db, disk) = folder.open()?;
        let trees =
            Trees::open(db).map_err(crate::store::sled::trees::broken)?.through(Vault::sealed(&key, Scheme::Labels));
        let rows = [
            (SCHEMA_KEY, 2_u32.to_be_bytes().to_vec()),
            (SEALED_KEY, [&[1], key.id().bytes().as_slice()].concat()),
            (b"next_request", b"\x011042".to_vec()),
        ];
        let rows = rows.map(|(name, value)| ((Name::Meta, name.to_vec()), Some(value)));
        trees.apply(&rows.into())?;
        disk.sync()?;
        drop((trees, disk));

        let protection = Protection::Key(key);
        let opened = ready(&folder, &protection, AfterLoss::Refuse)?;
        assert_eq!(opened.memory.reserve_request(), RequestId(1042));
        assert_eq!(load::sealed_with(&opened.trees)?.map(|(_, scheme)| scheme), Some(Scheme::Labels));
        assert_eq!(load::schema(&opened.trees)?, Found::Known);
        drop(opened);
        assert!(matches!(rekey(&folder, &protection, &next)?, Rekeyed::Done { .. }));
        let opened = ready(&folder, &Protection::Key(next), AfterLoss::Refuse)?;
        assert_eq!(opened.memory.reserve_request(), RequestId(1042));
        assert_eq!(load::sealed_with(&opened.trees)?.map(|(_, scheme)| scheme), Some(Scheme::Hkdf));
        Ok(())
    }
}
