//! The mark beside the engine: which store lies here, how far it had come, and which numbers may have been given out. What the
//! engine loses without a word is seen by it at the next start. Holds nothing personal; repairs nothing.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::os::unix::fs::{FileExt as _, OpenOptionsExt as _};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::folder::sync_folder;
use crate::store::census::StoreId;
use crate::store::key::to_hex;

/// The mark inside the data folder.
pub const MARK_FILE: &str = "mark";
/// How the name of its copy beside the folder ends.
pub const BESIDE_ENDING: &str = ".mark";

/// Bytes of one of the two places in the file: a sector, which a disk writes whole or not at all.
const PLACE_BYTES: usize = 512;
/// Digits of the checksum in front of a place's JSON.
const SUM_DIGITS: usize = 16;

/// Numbers of requests that are covered at a time: few, for people read them.
const REQUESTS: u64 = 100;
/// Numbers of rows that are covered at a time: many, for nobody reads them, and each time costs a wait for the disk.
const ROWS: u64 = 10_000;

/// What the mark says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Which store it is of.
    pub store: StoreId,
    /// The layout of its trees.
    pub schema: u32,
    /// The id of the key that it is sealed with, if it is.
    pub sealed: Option<String>,
    /// The last commit that is known to be on the disk.
    pub commit: u64,
    /// All numbers of rows given out are below this one.
    pub next_row: u64,
    /// All numbers of requests given out are below this one.
    pub next_request: u64,
}

#[derive(Serialize, Deserialize)]
struct Written {
    turn: u64,
    #[serde(flatten)]
    mark: Mark,
}

/// What was found of a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// There is none.
    None,
    /// There is a file, and nothing in it can be read.
    Unreadable,
    /// This.
    Mark(Mark),
}

/// Reads a mark. Of its two places the later counts, and the earlier when that was torn.
///
/// # Errors
/// When the system cannot read the file.
pub fn read(file: &Path) -> io::Result<Found> {
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Found::None),
        Err(error) => return Err(error),
    };
    let places = bytes.chunks(PLACE_BYTES).take(2).filter_map(place);
    let latest = places.max_by_key(|written| written.turn);
    Ok(latest.map_or(Found::Unreadable, |written| Found::Mark(written.mark)))
}

fn place(bytes: &[u8]) -> Option<Written> {
    let text = std::str::from_utf8(bytes).ok()?.trim_end();
    let (sum, json) = text.split_once(' ')?;
    if sum == checksum(json) { serde_json::from_str(json).ok() } else { None }
}

fn checksum(json: &str) -> String {
    let mut digits = to_hex(&Sha256::digest(json.as_bytes()));
    digits.truncate(SUM_DIGITS);
    digits
}

/// Keeps the mark of a store that is open.
pub struct Keeper {
    state: Mutex<State>,
    /// In the order in which they are written; the first is the one inside the folder.
    files: Vec<(PathBuf, Arc<File>)>,
}

struct State {
    mark: Mark,
    turn: u64,
    synced: u64,
}

impl Keeper {
    /// Writes a mark to these files, made if they are not there, and has it on the disk itself.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn begin(mark: Mark, paths: &[PathBuf]) -> io::Result<Self> {
        let state = State { synced: mark.commit, mark, turn: 1 };
        let text = text(&state)?;
        let files = paths.iter().map(|path| Ok((path.clone(), Arc::new(replace(path, &text)?))));
        Ok(Self { files: files.collect::<io::Result<_>>()?, state: Mutex::new(state) })
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The mark as it is.
    pub fn mark(&self) -> Mark {
        self.state().mark.clone()
    }

    /// Sees to it that these numbers are covered before anybody is told one.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn cover(&self, next_row: Option<u64>, next_request: Option<u64>) -> io::Result<()> {
        let mut state = self.state();
        let raised = |floor: u64, next: Option<u64>, block: u64| match next {
            Some(next) if next > floor => next.saturating_add(block),
            _ => floor,
        };
        let rows = raised(state.mark.next_row, next_row, ROWS);
        let requests = raised(state.mark.next_request, next_request, REQUESTS);
        if (rows, requests) == (state.mark.next_row, state.mark.next_request) {
            return Ok(());
        }
        (state.mark.next_row, state.mark.next_request) = (rows, requests);
        self.write(&mut state)?;
        drop(state);
        self.sync()
    }

    /// A commit is on the disk itself. The mark is with the system when this returns, and with the disk soon after
    /// ([`Keeper::sync`]): a process that is killed loses nothing of it.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn committed(&self, commit: u64) -> io::Result<()> {
        let mut state = self.state();
        state.mark.commit = commit;
        self.write(&mut state)
    }

    /// Has on the disk itself what was written.
    ///
    /// # Errors
    /// When the disk fails.
    pub fn sync(&self) -> io::Result<()> {
        let commit = self.state().mark.commit;
        // Not under the lock: the writer is not to wait for the disk more often than it must.
        self.files.iter().try_for_each(|(_, file)| file.sync_data())?;
        self.state().synced = commit;
        Ok(())
    }

    /// Whether something was written since the last [`Keeper::sync`].
    pub fn is_behind(&self) -> bool {
        let state = self.state();
        state.mark.commit != state.synced
    }

    /// Into the place that was written the longest ago, so that the other is whole at any moment.
    fn write(&self, state: &mut State) -> io::Result<()> {
        state.turn = state.turn.wrapping_add(1);
        let text = text(state)?;
        let at = u64::try_from(PLACE_BYTES).unwrap_or_default() * (state.turn % 2);
        self.files.iter().try_for_each(|(_, file)| file.write_all_at(&text, at))
    }
}

/// One place of the file.
fn text(state: &State) -> io::Result<Vec<u8>> {
    let json = serde_json::to_string(&Written { turn: state.turn, mark: state.mark.clone() })?;
    let mut text = format!("{} {json}", checksum(&json)).into_bytes();
    if text.len() >= PLACE_BYTES {
        return Err(io::Error::other("the mark is too long for its place"));
    }
    text.resize(PLACE_BYTES - 1, b' ');
    text.push(b'\n');
    Ok(text)
}

/// Puts a file with this in both its places where there may be another.
fn replace(path: &Path, text: &[u8]) -> io::Result<File> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    match fs::remove_file(&part) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = OpenOptions::new().create_new(true).read(true).write(true).mode(0o600).open(&part)?;
    file.write_all(&[text, text].concat())?;
    file.sync_all()?;
    fs::rename(&part, path)?;
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    sync_folder(folder)?;
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::StoreFault;

    fn mark(commit: u64) -> Result<Mark, StoreFault> {
        let store = StoreId::new()?;
        Ok(Mark { store, schema: 3, sealed: Some("ab".into()), commit, next_row: 1, next_request: 1001 })
    }

    #[test]
    fn a_mark_is_read_back_and_survives_a_torn_place() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join(MARK_FILE);
        assert_eq!(read(&file)?, Found::None);
        let keeper = Keeper::begin(mark(7)?, std::slice::from_ref(&file))?;
        keeper.cover(Some(5), Some(1004))?;
        assert!(!keeper.is_behind());
        for commit in 8..=9 {
            keeper.committed(commit)?;
        }
        assert!(keeper.is_behind());
        keeper.sync()?;
        assert!(!keeper.is_behind());
        let commits = |bytes: &[u8]| -> io::Result<Option<u64>> {
            fs::write(&file, bytes)?;
            Ok(match read(&file)? {
                Found::Mark(mark) => Some(mark.commit),
                _ => None,
            })
        };
        let whole = fs::read(&file)?;
        assert_eq!(commits(&whole)?, Some(9));
        let mut seen = std::collections::BTreeSet::new();
        for at in 0..whole.len() {
            let mut torn = whole.clone();
            if let Some(byte) = torn.get_mut(at) {
                *byte ^= 0x10;
            }
            seen.insert(commits(&torn)?);
        }
        assert!(seen.iter().all(|commit| [Some(8), Some(9)].contains(commit)), "one of both is always whole: {seen:?}");
        assert_eq!(commits(&[])?, None);
        assert_eq!(read(&file)?, Found::Unreadable);
        Ok(())
    }

    #[test]
    fn numbers_are_covered_before_they_are_given_out() -> Result<(), Box<dyn std::error::Error>> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join(MARK_FILE);
        let keeper = Keeper::begin(mark(1)?, std::slice::from_ref(&file))?;
        let floors = || -> io::Result<(u64, u64)> {
            match read(&file)? {
                Found::Mark(mark) => Ok((mark.next_row, mark.next_request)),
                _ => Err(io::Error::other("no mark")),
            }
        };
        keeper.cover(Some(1), None)?;
        assert_eq!(floors()?, (1, 1001));
        keeper.cover(Some(2), Some(1002))?;
        assert_eq!(floors()?, (2 + ROWS, 1002 + REQUESTS));
        keeper.cover(Some(3), Some(1003))?;
        assert_eq!(floors()?, (2 + ROWS, 1002 + REQUESTS), "written rarely");
        Ok(())
    }
}
