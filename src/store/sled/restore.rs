//! Puts a backup back into an empty data folder: beside its place until it is whole, then at once. Never overwrites anything,
//! and never lets a number be given out twice.

use std::fs::{self, File};
use std::io::{self, BufReader};
use std::path::{Path, PathBuf};

use jiff::Timestamp;

use super::census::{self, Census};
use super::examine;
use super::folder::{Disk, Folder, LOCK_FILE, RESTORING_FOLDER, await_engine, sync_folder};
use super::load::{Next, seal_in};
use super::mark::{self, Keeper, Mark};
use super::modes;
use super::name::{Name, RUN_KEY, SEALED_KEY};
use super::records::{RunRecord, encode};
use super::rewrite;
use super::trees::{Trees, Writes, broken, damaged};
use super::unlock;
use crate::callback::RequestId;
use crate::store::backup::{BackupFault, Reader};
use crate::store::seal::Scheme;
use crate::store::{
    Contents, Examination, Finding, Lost, Portion, Protection, RestoreFault, RestoreOptions, Restored, StoreFault,
    StoredRow,
};

/// What else may lie in an empty folder: what systems put there.
const LEFT_ALONE: [&str; 1] = ["lost+found"];

/// Bytes written in one transaction: enough to be fast, few enough to be kept in memory.
const PORTION_BYTES: usize = 4 * 1024 * 1024;

/// Numbers of requests left out for each day since the backup was begun, where no mark tells which were given out: more than
/// a desk books in a day, and few enough to be read.
const REQUESTS_A_DAY: u64 = 1000;
/// The same of rows and commits, of which nobody reads the numbers: a hundred a second, all day long.
const ROWS_A_DAY: u64 = 10_000_000;

/// Puts a backup back.
///
/// # Errors
/// When it cannot be trusted or opened, or the folder is not empty: then nothing was changed; and when the disk fails: then the
/// folder holds an unfinished copy, which no desk takes for data and the next restore removes.
pub fn restore(
    file: &Path,
    path: &Path,
    protection: &Protection,
    options: &RestoreOptions,
    now: Timestamp,
) -> Result<Restored, RestoreFault> {
    let examination = examine::backup(file, open(file)?, protection, path)?;
    let (contents, made_at) = trusted(file, &examination)?;
    check_empty(path)?;
    let marks = marks(path, options, contents)?;
    let plan = Plan::of(contents, &marks, options, made_at, now);

    let folder = Folder::take(path)?;
    let step = |what: &str, outcome: io::Result<()>| outcome.map_err(|error| folder.cannot(what, &error));
    let new = folder.path().join(RESTORING_FOLDER);
    step("removing an unfinished restore", rewrite::remove(&new))?;
    let (db, disk) = folder.open_engine(&new)?;
    let trees = Trees::open(db).map_err(broken)?;
    let rows = put(file, &trees, &disk)?;
    let trees = seal(file, path, trees, contents, protection)?;
    write_last(&trees, &disk, contents, &plan)?;
    drop((trees, disk));
    step("closing the data", await_engine(&new))?;
    step("syncing the data", rewrite::sync_all(&new))?;
    step("putting the data in their place", fs::rename(&new, folder.engine()))?;
    step("syncing the folder", sync_folder(folder.path()))?;
    begin_marks(&folder, contents, &plan).map_err(|error| folder.cannot("writing the mark", &error))?;
    let next_request = plan.next.request;
    Ok(Restored { rows, made_at, commit: contents.commit, next_request, lost: plan.lost(&examination, &marks) })
}

fn open(file: &Path) -> Result<BufReader<File>, RestoreFault> {
    let opened = File::open(file).map(BufReader::new);
    opened.map_err(|error| RestoreFault::Backup { file: file.to_owned(), fault: error.into() })
}

/// What a backup holds, if it is what was written.
fn trusted<'e>(file: &Path, examination: &'e Examination) -> Result<(&'e Contents, Timestamp), RestoreFault> {
    let spoiled = examination.findings.iter().filter(|(finding, _)| finding.spoils_a_backup());
    let findings: Vec<String> =
        spoiled.map(|(finding, found)| format!("{} {finding} ({})", found.count, found.places.join("; "))).collect();
    match (&examination.contents, examination.made_at) {
        (Some(contents), Some(made_at)) if findings.is_empty() => Ok((contents, made_at)),
        _ => Err(RestoreFault::Unsound { file: file.to_owned(), findings: findings.join("; ") }),
    }
}

fn check_empty(path: &Path) -> Result<(), RestoreFault> {
    let cannot = |error: io::Error| StoreFault::CannotOpen {
        folder: path.display().to_string(),
        reason: format!("looking into it: {error}"),
    };
    let entries = match fs::read_dir(path) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(cannot(error).into()),
    };
    for entry in entries {
        let name = entry.map_err(cannot)?.file_name();
        let name = name.to_string_lossy();
        if ![LOCK_FILE, RESTORING_FOLDER].iter().chain(&LEFT_ALONE).any(|known| *known == name) {
            return Err(RestoreFault::NotEmpty { folder: path.to_owned(), found: name.into_owned() });
        }
    }
    Ok(())
}

/// The marks of the lost data: the one beside the folder and the one that is given.
fn marks(path: &Path, options: &RestoreOptions, contents: &Contents) -> Result<Vec<(PathBuf, Mark)>, RestoreFault> {
    let mut marks = Vec::new();
    for (file, given) in unlock::mark_beside(path)
        .map(|file| (file, false))
        .into_iter()
        .chain(options.mark.clone().map(|file| (file, true)))
    {
        let unreadable = |reason: &str| RestoreFault::Mark { mark: file.clone(), reason: reason.to_owned() };
        match mark::read(&file).map_err(|error| unreadable(&error.to_string()))? {
            mark::Found::Mark(mark) if mark.store == contents.store => marks.push((file, mark)),
            mark::Found::Mark(mark) => {
                let (marked, restored) = (mark.store.to_string(), contents.store.to_string());
                return Err(RestoreFault::OtherStore { mark: file, marked, restored });
            }
            mark::Found::Unreadable => return Err(unreadable("it is damaged; move it away to go on without it")),
            mark::Found::None if given => return Err(unreadable("there is no such file")),
            mark::Found::None => {}
        }
    }
    Ok(marks)
}

/// How the numbers go on.
struct Plan {
    next: Next,
    commit: u64,
}

impl Plan {
    fn of(
        contents: &Contents,
        marks: &[(PathBuf, Mark)],
        options: &RestoreOptions,
        made_at: Timestamp,
        now: Timestamp,
    ) -> Self {
        let told = Next { row: contents.next_row, request: RequestId(contents.next_request) };
        let mut next = marks.iter().fold(told, |next, (_, mark)| {
            next.or_later(Next { row: mark.next_row, request: RequestId(mark.next_request) })
        });
        let mut commit = marks.iter().map(|(_, mark)| mark.commit).fold(contents.commit, u64::max);
        if marks.is_empty() {
            let hours = now.duration_since(made_at).as_hours().max(0).unsigned_abs();
            let days = hours / 24 + 1;
            next.row = next.row.saturating_add(days.saturating_mul(ROWS_A_DAY));
            commit = commit.saturating_add(days.saturating_mul(ROWS_A_DAY));
            if options.above.is_none() {
                next.request.0 = next.request.0.saturating_add(days.saturating_mul(REQUESTS_A_DAY));
            }
        }
        if let Some(above) = options.above {
            next.request = next.request.max(RequestId(above.0.saturating_add(1)));
        }
        Self { next, commit }
    }

    /// What the latest mark tells of what came after the backup.
    fn lost(&self, examination: &Examination, marks: &[(PathBuf, Mark)]) -> Option<Lost> {
        let (file, mark) = marks.iter().max_by_key(|(_, mark)| mark.commit)?;
        let commit = examination.contents.as_ref()?.commit;
        let first = examination.next_request.unwrap_or(self.next.request);
        let end = RequestId(mark.next_request).max(first);
        Some(Lost { mark: file.clone(), commits: mark.commit.saturating_sub(commit), first, end })
    }
}

/// Writes the rows of a backup as they are.
fn put(file: &Path, trees: &Trees, disk: &Disk) -> Result<u64, RestoreFault> {
    let of_file = |fault: BackupFault| RestoreFault::Backup { file: file.to_owned(), fault };
    let mut reader = Reader::open(open(file)?).map_err(of_file)?;
    let (mut writes, mut bytes) = (Writes::new(), 0);
    while let Some(Portion { tree, rows }) = reader.portion().map_err(of_file)? {
        let what = || BackupFault::Damaged { at: 0, what: format!("{tree} is no tree of this program") };
        let name = Name::ALL.into_iter().find(|name| name.as_str() == tree).ok_or_else(what).map_err(of_file)?;
        for StoredRow { key, value } in rows {
            bytes += key.len() + value.len();
            writes.insert((name, key), Some(value));
        }
        if bytes >= PORTION_BYTES {
            trees.put_stored(&std::mem::take(&mut writes))?;
            disk.sync()?;
            bytes = 0;
        }
    }
    trees.put_stored(&writes)?;
    disk.sync()?;
    Ok(reader.rows())
}

/// The trees through the vault of their key, when all rows are there that the backup counts.
fn seal(
    file: &Path,
    path: &Path,
    trees: Trees,
    contents: &Contents,
    protection: &Protection,
) -> Result<Trees, RestoreFault> {
    let scheme = trees.bytes(Name::Meta, SEALED_KEY)?.and_then(|row| seal_in(&row)).map(|(_, scheme)| scheme);
    let scheme = scheme.unwrap_or(Scheme::Hkdf);
    let trees = trees.through(examine::seal_of(file, contents.key.as_deref(), scheme, protection, path)?);
    let written = Census { store: contents.store.clone(), commit: contents.commit, counts: contents.counts.clone() };
    match written.differs_from(&census::count(&trees)?) {
        None => Ok(trees),
        Some(differences) => {
            let findings = format!("{}: {differences}", Finding::OtherRows);
            Err(RestoreFault::Unsound { file: file.to_owned(), findings })
        }
    }
}

/// What is not put back: who had signed out since would be in again.
const LEFT_OUT: [Name; 2] = [Name::Attempts, Name::Sessions];

/// The commit of the restore itself: where the numbers go on, that no run was cut off, and that nobody is signed in.
fn write_last(trees: &Trees, disk: &Disk, contents: &Contents, plan: &Plan) -> Result<(), StoreFault> {
    let (store, counts) = (contents.store.clone(), contents.counts.clone());
    *trees.census() = Some(Census { store, commit: plan.commit, counts });
    let mut writes = plan.next.writes()?;
    let run = encode(&RunRecord::default()).map_err(|reason| damaged(Name::Meta, RUN_KEY, reason))?;
    writes.insert((Name::Meta, RUN_KEY.to_vec()), Some(run));
    for name in LEFT_OUT {
        for row in trees.rows(name) {
            writes.insert((name, row?.key), None);
        }
    }
    trees.apply(&writes)?;
    disk.sync()
}

fn begin_marks(folder: &Folder, contents: &Contents, plan: &Plan) -> io::Result<()> {
    let mark = Mark {
        store: contents.store.clone(),
        schema: contents.schema,
        sealed: contents.key.clone(),
        commit: plan.commit.saturating_add(1),
        next_row: plan.next.row,
        next_request: plan.next.request.0,
    };
    let beside = unlock::mark_beside(folder.path()).filter(|path| !modes::is_shared(path));
    let inside = folder.path().join(mark::MARK_FILE);
    Keeper::begin(mark.clone(), std::slice::from_ref(&inside))?;
    // The one beside may not be writable: the next start tries again.
    if let Some(beside) = beside
        && let Err(error) = Keeper::begin(mark, &[beside])
    {
        tracing::debug!(%error, "no copy of the mark can be kept beside the data");
    }
    Ok(())
}
