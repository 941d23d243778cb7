//! Backups: what is in one, what is seen of a damaged one, and how one is put back.

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use rand::{RngExt as _, SeedableRng as _, rngs::ChaCha8Rng};
use ringback::admission::{AttemptCode, SecretHash};
use ringback::callback::{ChatId, RequestId, State};
use ringback::conversation::Outlet;
use ringback::store::backup::{self, Encoder, Head, Part, Reader, Target};
use ringback::store::{
    self, Changes, Contents, DataKey, Examination, Finding, Portion, Protection, Replace, RestoreFault, RestoreOptions,
    Restored, Snapshot, Store, StoreFault,
};
use tempfile::TempDir;

use super::contract::TTL;
use super::contract::admission::{attempt, session, signed_in};
use super::damaged::copy_folder;
use super::opening::behind_its_back;
use super::samples::*;

/// A backup that is being made.
pub struct Making {
    snapshot: Box<dyn Snapshot>,
    encoder: Encoder,
    bytes: Vec<u8>,
}

impl Making {
    pub async fn begin(store: &dyn Store, made_at: Timestamp) -> Self {
        let snapshot = store.snapshot().await.unwrap();
        let mut encoder = Encoder::default();
        let contents = snapshot.contents().clone();
        let bytes = encoder.begin(&Head { made_at, program: "0.1.0".into(), contents }).unwrap();
        Self { snapshot, encoder, bytes }
    }

    /// Goes on with the next rows; the whole backup, once it is.
    pub async fn go_on(&mut self) -> Option<Vec<u8>> {
        match self.snapshot.next().await.unwrap() {
            Some(portion) => {
                self.bytes.extend(self.encoder.rows(&portion));
                None
            }
            None => Some([std::mem::take(&mut self.bytes), self.encoder.end()].concat()),
        }
    }
}

/// A backup as a command gets it.
pub async fn bytes_of(store: &dyn Store, made_at: Timestamp) -> Vec<u8> {
    let mut making = Making::begin(store, made_at).await;
    loop {
        if let Some(bytes) = making.go_on().await {
            return bytes;
        }
    }
}

async fn book(store: &dyn Store, customers: std::ops::Range<i64>) -> Vec<RequestId> {
    let mut booked = Vec::new();
    for customer in customers {
        let id = store.reserve_request_id().await.unwrap();
        let mut changes = talks(customer, new(conversation(1)));
        changes.requests.push((id, new(request(id, customer, State::New))));
        changes.outbox.push(say(to(customer), "booked"));
        store.commit(None, changes, at(0)).await.unwrap();
        booked.push(id);
    }
    booked
}

/// A place with the data of a desk, and where they may be put back.
struct Place {
    home: TempDir,
}

impl Place {
    fn new() -> Self {
        Self { home: TempDir::new().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    fn write(&self, name: &str, bytes: &[u8]) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    fn restore(&self, backup: &Path, to: &str, options: &RestoreOptions) -> Result<Restored, RestoreFault> {
        store::restore(backup, &self.path(to), &sealed(), options, at(3600))
    }

    fn refusal(&self, backup: &Path, to: &str, protection: &Protection, options: &RestoreOptions) -> String {
        let fault = store::restore(backup, &self.path(to), protection, options, at(0)).unwrap_err();
        fault.to_string().replace(&self.home.path().display().to_string(), "HOME")
    }

    /// A desk with bookings and a backup of it, and some bookings after that; all of them, and how many were before.
    async fn lost(&self) -> (PathBuf, Vec<RequestId>, usize) {
        let store = store::open(&self.path("data"), &sealed()).unwrap();
        store.intake(vec![update(41, 7)], at(0)).await.unwrap();
        let mut booked = book(&*store, 1..21).await;
        let before = booked.len();
        let backup = self.write("noon.backup", &bytes_of(&*store, at(0)).await);
        booked.extend(book(&*store, 21..30).await);
        store.close().await.unwrap();
        (backup, booked, before)
    }
}

pub fn looked_at(bytes: &[u8]) -> Result<Examination, RestoreFault> {
    store::examine_copy(Path::new("x.backup"), Cursor::new(bytes), &sealed(), Path::new("nowhere"))
}

#[tokio::test]
async fn a_backup_is_put_back_with_every_booking_and_the_numbers_go_on() {
    let place = Place::new();
    let (backup, booked, before) = place.lost().await;
    let found = looked_at(&fs::read(&backup).unwrap()).unwrap();
    assert_eq!(found.findings, BTreeMap::new());
    assert_eq!((found.rows["requests_open"], found.rows["inbox"], found.made_at), (20, 1, Some(at(0))));

    // The folder is gone, the mark beside it is left.
    fs::remove_dir_all(place.path("data")).unwrap();
    let restored = place.restore(&backup, "data", &RestoreOptions::default()).unwrap();
    let lost = restored.lost.unwrap();
    assert_eq!((lost.commits, &lost.mark), (10, &place.path("data.mark")));
    assert_eq!((lost.first, restored.next_request), (booked[before], lost.end));
    assert!(lost.end > *booked.last().unwrap() && lost.end.0 <= booked.last().unwrap().0 + 101, "{lost:?}");
    assert_eq!(store::examine(&place.path("data"), &sealed()).unwrap().findings, BTreeMap::new());
    assert_eq!(fs::metadata(place.path("data")).unwrap().permissions().mode() & 0o777, 0o700);

    let store = store::open(&place.path("data"), &sealed()).unwrap();
    for (number, id) in booked.iter().enumerate() {
        assert_eq!(store.request(*id).await.unwrap().is_some(), number < before, "{id}");
    }
    let next = book(&*store, 40..41).await;
    assert_eq!(next, [restored.next_request], "no number is given out twice");
    assert_eq!(store.lease(at(0), TTL).await.unwrap().unwrap().update.update_id, 41, "and no try was counted");
    assert_eq!(store.lease_outbox(Outlet::Telegram, at(0), 100, TTL).await.unwrap().rows.len(), 21);
    let known = store.intake(vec![update(41, 7)], at(0)).await.unwrap();
    assert_eq!((known.fresh, known.known), (0, 1));
}

#[tokio::test]
async fn without_a_mark_numbers_are_left_out_and_a_saved_one_is_read() {
    let place = Place::new();
    let (backup, booked, before) = place.lost().await;
    let last = *booked.last().unwrap();
    let blind = place.restore(&backup, "blind", &RestoreOptions::default()).unwrap();
    assert_eq!(blind.lost, None);
    assert!(blind.next_request.0 >= last.0 + 1000, "{blind:?}");
    let week = store::restore(&backup, &place.path("week"), &sealed(), &RestoreOptions::default(), at(7 * 86_400));
    assert!(week.unwrap().next_request.0 >= last.0 + 8000 - 100);
    let above = RestoreOptions { above: Some(RequestId(5000)), ..RestoreOptions::default() };
    assert_eq!(place.restore(&backup, "above", &above).unwrap().next_request, RequestId(5001));
    for (mark, to) in [("data/mark", "from-inside"), ("data.mark", "from-beside")] {
        let saved = RestoreOptions { mark: Some(place.path(mark)), ..RestoreOptions::default() };
        let restored = place.restore(&backup, to, &saved).unwrap();
        assert_eq!(restored.lost.unwrap().first, booked[before]);
        let store = store::open(&place.path(to), &sealed()).unwrap();
        assert_eq!(store.reserve_request_id().await.unwrap(), restored.next_request);
    }
}

#[tokio::test]
async fn what_was_put_back_is_backed_up_and_lost_and_put_back_again() {
    let place = Place::new();
    let (first, ..) = place.lost().await;
    fs::remove_dir_all(place.path("data")).unwrap();
    place.restore(&first, "data", &RestoreOptions::default()).unwrap();
    let store = store::open(&place.path("data"), &sealed()).unwrap();
    let booked = book(&*store, 50..53).await;
    let second = place.write("second.backup", &bytes_of(&*store, at(1)).await);
    store.close().await.unwrap();
    let commit = |file: &Path| Reader::open(fs::File::open(file).unwrap()).unwrap().head().contents.commit;
    assert!(commit(&second) > commit(&first) + 10, "commits rise through what was lost, too");
    fs::remove_dir_all(place.path("data")).unwrap();
    let restored = place.restore(&second, "data", &RestoreOptions::default()).unwrap();
    assert_eq!(restored.lost.map(|lost| (lost.commits, lost.first)), Some((1, RequestId(booked[2].0 + 1))));
    // The older one in place of the newer is seen.
    drop(store);
    let older = Place::new();
    fs::copy(place.path("data.mark"), older.path("data.mark")).unwrap();
    let lost = older.restore(&first, "data", &RestoreOptions::default()).unwrap().lost.unwrap();
    assert!(lost.commits > 10);
}

#[tokio::test]
async fn nothing_is_overwritten_and_every_refusal_names_thing_and_place() {
    let place = Place::new();
    let (backup, ..) = place.lost().await;
    let usual = RestoreOptions::default();
    let before = contents_of(&place.path("data"));
    assert_eq!(
        place.refusal(&backup, "data", &sealed(), &usual),
        "HOME/data is not empty: FOUND is in it, and nothing is ever overwritten; move it away (and keep its file \
         `mark`: give it with --mark), or choose another folder with --data"
            .replace("FOUND", &first_in(&place.path("data")))
    );
    assert_eq!(contents_of(&place.path("data")), before);

    let other = Protection::Key(DataKey::parse(&"77".repeat(32)).unwrap());
    let refused = |protection: &Protection, options: &RestoreOptions, says: &str| {
        let sentence = place.refusal(&backup, "new", protection, options);
        assert!(sentence.contains(says), "{sentence}");
        assert!(!place.path("new").exists(), "nothing was changed: {says}");
    };
    refused(&other, &usual, "HOME/noon.backup is encrypted with the key");
    refused(&other, &usual, "but the key given is");
    refused(&Protection::KeyBeside, &usual, "which was not given: set RINGBACK_KEY_FILE");
    refused(&Protection::KeyBeside, &usual, "or put the file at HOME/new.key");
    refused(&Protection::Off, &usual, "but encryption is switched off");
    let mark = |name: &str| RestoreOptions { mark: Some(place.path(name)), ..RestoreOptions::default() };
    refused(&sealed(), &mark("nowhere"), "HOME/nowhere is no mark that can be read: there is no such file");
    place.write("garbage", b"garbage");
    refused(&sealed(), &mark("garbage"), "HOME/garbage is no mark that can be read: it is damaged");
    drop(store::open(&place.path("stranger"), &sealed()).unwrap());
    refused(&sealed(), &mark("stranger/mark"), "HOME/stranger/mark tells of the data of another desk");
    let missing = place.refusal(&place.path("no.backup"), "new", &sealed(), &usual);
    assert!(missing.contains("the backup HOME/no.backup: it cannot be read: No such file"), "{missing}");
    let none = place.refusal(&place.path("garbage"), "new", &sealed(), &usual);
    assert!(none.contains("the backup HOME/garbage: it is no backup of a Ringback"), "{none}");
    let newer = place.write("newer.backup", b"ringback backup 2\nand so on");
    let newer = place.refusal(&newer, "new", &sealed(), &usual);
    assert!(newer.contains("a newer Ringback made it (form 2, this program knows 1)"), "{newer}");
}

fn first_in(folder: &Path) -> String {
    let mut entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    entries.find(|name| name != "lock").unwrap()
}

/// Every file below a folder, with its bytes and mode.
fn contents_of(folder: &Path) -> BTreeMap<PathBuf, (u32, Vec<u8>)> {
    let mut found = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(contents_of(&path));
        } else {
            let mode = fs::metadata(&path).unwrap().permissions().mode();
            found.insert(path.clone(), (mode, fs::read(&path).unwrap()));
        }
    }
    found
}

#[tokio::test]
async fn a_restore_that_was_killed_is_no_desk_and_is_given_again() {
    let place = Place::new();
    let (backup, ..) = place.lost().await;
    fs::create_dir_all(place.path("half/sled.restoring")).unwrap();
    fs::write(place.path("half/sled.restoring/db"), "half").unwrap();
    let fault = store::open(&place.path("half"), &sealed()).map(drop).unwrap_err();
    assert!(fault.to_string().contains("give `ringback restore` again"), "{fault}");
    place.restore(&backup, "half", &RestoreOptions::default()).unwrap();
    assert!(!place.path("half/sled.restoring").exists());
    store::open(&place.path("half"), &sealed()).unwrap();
}

#[tokio::test]
async fn data_without_encryption_are_backed_up_and_put_back_without_it_alone() {
    let place = Place::new();
    let store = store::open(&place.path("data"), &Protection::Off).unwrap();
    book(&*store, 1..4).await;
    let backup = place.write("plain.backup", &bytes_of(&*store, at(0)).await);
    drop(store);
    let refused = place.refusal(&backup, "new", &sealed(), &RestoreOptions::default());
    assert!(refused.contains("is not encrypted, and the data are to be"), "{refused}");
    store::restore(&backup, &place.path("new"), &Protection::Off, &RestoreOptions::default(), at(0)).unwrap();
    let store = store::open(&place.path("new"), &Protection::Off).unwrap();
    assert!(store.request(RequestId::FIRST).await.unwrap().is_some());
}

#[tokio::test]
async fn a_hundred_damaged_backups_are_all_seen_and_none_is_put_back() {
    let place = Place::new();
    let (backup, ..) = place.lost().await;
    let whole = fs::read(&backup).unwrap();
    let mut random = ChaCha8Rng::seed_from_u64(7);
    for number in 0..100 {
        let mut bytes = whole.clone();
        let at = random.random_range(0..bytes.len());
        let what = match number % 6 {
            0 => {
                bytes[at] ^= 1 << random.random_range(0..8);
                "a bit flipped"
            }
            1 => {
                (0..64).for_each(|_| bytes[random.random_range(0..whole.len())] ^= 1 << random.random_range(0..8));
                "64 bits flipped"
            }
            2 => {
                bytes.truncate(at);
                "cut"
            }
            3 => {
                let end = whole.len().min(at + random.random_range(1..4096));
                bytes[at..end].fill(0);
                "zeros inside"
            }
            4 => {
                let (size, other) = (random.random_range(1..2000), random.random_range(0..whole.len()));
                let (low, high) = (at.min(other), at.max(other));
                let size = size.min(high - low).min(whole.len() - high);
                let (front, back) = bytes.split_at_mut(high);
                front[low..low + size].swap_with_slice(&mut back[..size]);
                "pieces swapped"
            }
            _ => {
                bytes.fill(0);
                "zero altogether"
            }
        };
        if bytes == whole {
            continue; // zeros over zeros, or a piece for its like
        }
        if let Ok(found) = looked_at(&bytes) {
            assert!(
                found.findings.contains_key(&Finding::DamagedFile),
                "{number}: {what} at {at}: {:?}",
                found.findings
            );
        }
        let file = place.write("damaged.backup", &bytes);
        let refused = place.restore(&file, "new", &RestoreOptions::default());
        assert!(refused.is_err() && !place.path("new").exists(), "{number}: {what} at {at}");
    }
}

/// The rows of a backup, to be written again with right checksums.
fn forged(bytes: &[u8], change: impl FnOnce(&mut Head, &mut Vec<Portion>)) -> Vec<u8> {
    let mut reader = Reader::open(Cursor::new(bytes)).unwrap();
    let mut portions = Vec::new();
    while let Some(portion) = reader.portion().unwrap() {
        portions.push(portion);
    }
    let mut head = reader.head().clone();
    change(&mut head, &mut portions);
    let mut encoder = Encoder::default();
    let mut forged = encoder.begin(&head).unwrap();
    portions.iter().for_each(|portion| forged.extend(encoder.rows(portion)));
    forged.extend(encoder.end());
    forged
}

#[tokio::test]
async fn a_forged_backup_with_right_checksums_is_seen_by_its_seals_and_its_census() {
    let place = Place::new();
    let (backup, ..) = place.lost().await;
    let whole = fs::read(&backup).unwrap();
    let of = |tree: &'static str| move |portion: &&mut Portion| portion.tree == tree;
    let found = |change: &dyn Fn(&mut Head, &mut Vec<Portion>)| {
        let bytes = forged(&whole, |head, portions| change(head, portions));
        let file = place.write("forged.backup", &bytes);
        assert!(place.restore(&file, "new", &RestoreOptions::default()).is_err() && !place.path("new").exists());
        looked_at(&bytes).unwrap().findings.into_keys().collect::<Vec<_>>()
    };
    let removed = found(&|_, portions| drop(portions.iter_mut().find(of("requests_open")).unwrap().rows.pop()));
    assert_eq!(removed, [Finding::MissingRows]);
    let twice = found(&|_, portions| {
        let rows = &mut portions.iter_mut().find(of("requests_open")).unwrap().rows;
        let mut row = rows.last().unwrap().clone();
        *row.key.last_mut().unwrap() += 1;
        rows.push(row);
    });
    assert!(twice.contains(&Finding::ExtraRows) && twice.contains(&Finding::Sealed), "{twice:?}");
    let changed = found(&|_, portions| {
        let rows = &mut portions.iter_mut().find(of("outbox")).unwrap().rows;
        *rows[0].value.last_mut().unwrap() ^= 1;
    });
    assert!(changed.contains(&Finding::Sealed), "{changed:?}");
    let promoted = found(&|head, _| head.contents.commit += 5);
    assert_eq!(promoted, [Finding::WrongHead]);
    let lowered = found(&|head, _| head.contents.next_request = 1001);
    assert_eq!(lowered, [Finding::WrongHead]);
    let stranger = found(&|_, portions| portions.last_mut().unwrap().tree = "strangers".into());
    assert!(stranger.contains(&Finding::ExtraRows), "{stranger:?}");
}

#[tokio::test]
async fn a_check_finds_what_no_start_would_and_changes_nothing() {
    let row = |number: u64| number.to_be_bytes();
    let copied = |db: &sled::Db, tree: &str, key: &[u8]| db.open_tree(tree).unwrap().get(key).unwrap().unwrap();
    type Damage = Box<dyn Fn(&sled::Db)>;
    let put = |tree: &'static str, key: Vec<u8>, value: &'static [u8]| -> Damage {
        Box::new(move |db| drop(db.open_tree(tree).unwrap().insert(key.clone(), value).unwrap()))
    };
    let cases: Vec<(Damage, Finding, &str)> = vec![
        (put("outbox", row(3).to_vec(), b"\x01{}"), Finding::Unreadable, "outbox/3: its values are not as expected"),
        (put("conversations", row(9).to_vec(), b"\x01no"), Finding::Unreadable, "conversations/"),
        (put("raw", [&row(99)[..], &[0, 0]].concat(), b"{}"), Finding::Contradiction, "it is of no update"),
        (put("pieces", b"outbox\0abc\0\0".to_vec(), b"12345678"), Finding::Contradiction, "it belongs to no record"),
        (put("seen", row(1).to_vec(), b"x"), Finding::Contradiction, "no program of today writes such rows"),
        (put("outbox", row(1 << 40).to_vec(), b"\x01{}"), Finding::Unreadable, "outbox/"),
        (
            Box::new(move |db| drop(db.open_tree("raw").unwrap().clear())),
            Finding::NamesMissing,
            "inbox/1: piece 0 of its 1 is missing",
        ),
        (
            Box::new(move |db| {
                let open = copied(db, "requests_open", &row(1001));
                drop(db.open_tree("requests_ended").unwrap().insert(row(1001), open).unwrap());
            }),
            Finding::Contradiction,
            "requests_ended/1001: it has not ended",
        ),
        (
            Box::new(move |db| drop(db.open_tree("meta").unwrap().insert("next_request", b"\x011001").unwrap())),
            Finding::NumberAhead,
            "requests_open/1001: the next number to give out is RB-1001",
        ),
        (
            Box::new(move |db| drop(db.open_tree("requests_open").unwrap().remove(row(1002)).unwrap())),
            Finding::MissingRows,
            "requests_open has 19 rows, 20 were written",
        ),
    ];
    let home = TempDir::new().unwrap();
    let data = home.path().join("whole");
    let store = store::open(&data, &Protection::Off).unwrap();
    store.intake(vec![update(41, 7)], at(0)).await.unwrap();
    book(&*store, 1..21).await;
    store.close().await.unwrap();
    drop(store);
    assert_eq!(store::examine(&data, &Protection::Off).unwrap().findings, BTreeMap::new());
    for (number, (damage, finding, place)) in cases.into_iter().enumerate() {
        let copy = home.path().join(number.to_string());
        fs::create_dir(&copy).unwrap();
        fs::set_permissions(&copy, fs::Permissions::from_mode(0o700)).unwrap();
        copy_folder(&data, &copy);
        behind_its_back(&copy, damage);
        let before = contents_of(&copy);
        let found = store::examine(&copy, &Protection::Off).unwrap().findings;
        assert!(found.get(&finding).is_some_and(|found| found.places.iter().any(|at| at.contains(place))), "{found:?}");
        assert_eq!(contents_of(&copy), before, "it only reads");
    }
}

#[tokio::test]
async fn marks_and_modes_are_looked_at_and_a_desk_that_runs_is_left_alone() {
    let place = Place::new();
    let (..) = place.lost().await;
    let data = place.path("data");
    let found = || store::examine(&data, &sealed()).unwrap().findings;
    assert_eq!(found(), BTreeMap::new());
    let mark = fs::read(data.join("mark")).unwrap();
    fs::remove_file(data.join("mark")).unwrap();
    assert_eq!(found().into_keys().collect::<Vec<_>>(), [Finding::NoMark]);
    fs::write(data.join("mark"), "no mark").unwrap();
    assert_eq!(found().into_keys().collect::<Vec<_>>(), [Finding::UnreadableMark]);
    fs::write(data.join("mark"), &mark).unwrap();

    let old = place.path("old");
    fs::create_dir(&old).unwrap();
    copy_folder(&data, &old);
    fs::set_permissions(&old, fs::Permissions::from_mode(0o755)).unwrap();
    let store = store::open(&data, &sealed()).unwrap();
    let busy = store::examine(&data, &sealed()).map(drop).unwrap_err();
    assert!(matches!(busy, StoreFault::InUse { .. }), "{busy}");
    book(&*store, 60..62).await;
    store.close().await.unwrap();
    fs::copy(data.join("mark"), old.join("mark")).unwrap();
    let back = store::examine(&old, &sealed()).unwrap().findings;
    assert_eq!(back.keys().copied().collect::<Vec<_>>(), [Finding::WentBack, Finding::Exposed]);
    // The start, two bookings and the end.
    assert_eq!(back[&Finding::WentBack].count, 4, "{back:?}");
    fs::remove_dir_all(data.join("sled")).unwrap();
    assert_eq!(found().into_keys().collect::<Vec<_>>(), [Finding::Gone]);
    let other = Protection::Key(DataKey::parse(&"77".repeat(32)).unwrap());
    let fault = store::examine(&old, &other).map(drop).unwrap_err().to_string();
    assert!(fault.contains("old is encrypted with the key") && fault.contains("but the key given is"), "{fault}");
}

/// A file of a folder of backups.
fn shelved(folder: &Path, store: &store::StoreId, commit: u64, second: i64) -> PathBuf {
    let contents = Contents {
        store: store.clone(),
        schema: 3,
        key: None,
        commit,
        next_row: 1,
        next_request: 1001,
        counts: BTreeMap::new(),
    };
    let head = Head { made_at: at(second), program: "0.1.0".into(), contents };
    let file = Target::Folder(folder.to_owned()).file(head.made_at, commit);
    let mut encoder = Encoder::default();
    let bytes = [encoder.begin(&head).unwrap(), encoder.end()].concat();
    let mut part = Part::begin(file).unwrap();
    std::io::Write::write_all(&mut part, &bytes).unwrap();
    part.finish().unwrap()
}

#[test]
fn the_newest_are_kept_and_nothing_else_is_ever_removed() {
    let folder = TempDir::new().unwrap();
    let path = folder.path();
    let (ours, other) = (store::StoreId::new().unwrap(), store::StoreId::new().unwrap());
    // The clock went back before the fourth, and it is the newest nevertheless.
    let made: Vec<PathBuf> =
        [(1, 10), (2, 20), (3, 30), (4, 5)].iter().map(|(commit, at)| shelved(path, &ours, *commit, *at)).collect();
    let strangers = shelved(path, &other, 1, 1);
    let damaged = path.join("ringback-2026-01-01T00-00-00Z-commit-1.backup");
    fs::write(&damaged, "nobody knows whose").unwrap();
    let mine = path.join("holiday.backup");
    fs::copy(&made[0], &mine).unwrap();
    assert_eq!(fs::metadata(&made[0]).unwrap().permissions().mode() & 0o777, 0o600);

    assert_eq!(backup::remove_older(path, &ours, 4, &made[3]).unwrap(), []);
    let removed = backup::remove_older(path, &ours, 2, &made[3]).unwrap();
    assert_eq!(removed.iter().map(|kept| kept.commit).collect::<Vec<_>>(), [2, 1]);
    let left = |files: &[&PathBuf]| files.iter().map(|file| file.exists()).collect::<Vec<_>>();
    assert_eq!(left(&[&made[0], &made[1], &made[2], &made[3]]), [false, false, true, true]);
    assert_eq!(left(&[&strangers, &damaged, &mine]), [true; 3]);
    assert_eq!(backup::remove_older(path, &ours, 1, &made[3]).unwrap().len(), 1);

    // One that is being written, and one that a kill left.
    let writing = Part::begin(path.join(backup::file_name(at(40), 5))).unwrap();
    assert!(Part::begin(path.join(backup::file_name(at(40), 5))).is_err(), "two at once");
    let killed = path.join(format!("{}.part", backup::file_name(at(50), 6)));
    fs::copy(&made[3], &killed).unwrap();
    assert_eq!(backup::remove_unfinished(path, &ours).unwrap(), 1);
    assert!(!killed.exists() && made[3].exists());
    drop(writing);
    assert_eq!(fs::read_dir(path).unwrap().count(), 4, "what is given up leaves nothing");
    let again = Part::begin(made[3].clone()).map(drop).unwrap_err().to_string();
    assert!(again.contains("there is such a file already"), "{again}");
}

#[tokio::test]
async fn what_is_put_back_is_what_was_there() {
    let place = Place::new();
    let store = store::open(&place.path("data"), &sealed()).unwrap();
    // A record in pieces among them.
    let mut long = conversation(1);
    long.unanswered = Some("x".repeat(150_000));
    store.commit(None, talks(5, new(long.clone())), at(0)).await.unwrap();
    let first = bytes_of(&*store, at(0)).await;
    assert_eq!(looked_at(&first).unwrap().findings, BTreeMap::new());
    let backup = place.write("first.backup", &first);
    place.restore(&backup, "new", &RestoreOptions::default()).unwrap();
    let new = store::open(&place.path("new"), &sealed()).unwrap();
    assert_eq!(new.conversation(ChatId(5)).await.unwrap().unwrap().value, long);
}

#[tokio::test]
async fn nobody_is_signed_in_after_a_restore() {
    let place = Place::new();
    let store = store::open(&place.path("data"), &sealed()).unwrap();
    let (code, id) = (AttemptCode::new([1; 5]), SecretHash::new(b"token"));
    let changes = Changes {
        attempts: vec![(code, Replace { expect: None, value: Some(attempt()) })],
        sessions: vec![(id.clone(), Replace { expect: None, value: Some(session(5, 0)) })],
        audit: vec![signed_in(0)],
        ..Changes::default()
    };
    store.commit(None, changes, at(0)).await.unwrap();
    let backup = place.write("in.backup", &bytes_of(&*store, at(0)).await);
    assert!(store.session(&id).await.unwrap().is_some() && store.attempt(code).await.unwrap().is_some());
    place.restore(&backup, "new", &RestoreOptions::default()).unwrap();
    assert_eq!(store::examine(&place.path("new"), &sealed()).unwrap().findings, BTreeMap::new());
    let new = store::open(&place.path("new"), &sealed()).unwrap();
    assert_eq!(new.session(&id).await.unwrap(), None, "they may have signed out since");
    assert_eq!(new.attempt(code).await.unwrap(), None);
    assert_eq!(new.audit(Timestamp::MAX, 9).await.unwrap(), [signed_in(0)], "what was done stays written down");
}
