//! Copies of a data folder, damaged in every way that disks and people have: each must open whole or be refused with a
//! sentence. Never silently less, never a number given out again, never a panic.
//!
//! A handful of each kind runs with the suite. More, with a table of what became of them:
//! `RINGBACK_DAMAGED_COPIES=40 cargo test --locked --test tests fault_01_damaged -- --nocapture`

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{FileExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};

use rand::{RngExt as _, SeedableRng as _, rngs::ChaCha8Rng};
use ringback::callback::{RequestId, State};
use ringback::store::{self, Protection, Store};
use tempfile::TempDir;

use super::samples::*;

/// Customers of a folder, each with a call.
const CUSTOMERS: i64 = 40;
/// A page of most disks, and a larger piece of the file.
const PAGE: u64 = 4096;
const PIECE: u64 = 65_536;

/// What became of a copy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Became {
    Whole,
    Refused,
    Less,
    NumbersAgain,
}

/// A way to damage a data folder.
type Damage = fn(&Path, &mut ChaCha8Rng);

const KINDS: [(&str, Damage); 18] = [
    ("nothing", |_, _| {}),
    ("1 bit of db flipped", |data, random| flip(data, random, 1)),
    ("64 bits of db flipped", |data, random| flip(data, random, 64)),
    ("4 KiB of db zeroed", |data, random| zero(data, random, PAGE)),
    ("64 KiB of db zeroed", |data, random| zero(data, random, PIECE)),
    ("1 to 4096 bytes off the end of db", |data, random| cut(data, random.random_range(1..=PAGE))),
    ("64 KiB off the end of db", |data, _| cut(data, PIECE)),
    ("db cut to a half", |data, _| keep(data, 2)),
    ("db cut to a tenth", |data, _| keep(data, 10)),
    ("db emptied", |data, _| fs::OpenOptions::new().write(true).open(db(data)).unwrap().set_len(0).unwrap()),
    ("db gone", |data, _| fs::remove_file(db(data)).unwrap()),
    ("sled gone", |data, _| fs::remove_dir_all(data.join("sled")).unwrap()),
    ("conf gone", |data, _| fs::remove_file(data.join("sled/conf")).unwrap()),
    ("conf of garbage", |data, _| fs::write(data.join("sled/conf"), b"garbage").unwrap()),
    ("unfinished snapshot of garbage", |data, _| fs::write(data.join("sled/snap.FFFF.generating"), "no").unwrap()),
    ("snapshot gone", |data, _| snapshots(data).iter().for_each(|file| fs::remove_file(file).unwrap())),
    ("snapshot emptied", |data, _| snapshots(data).iter().for_each(|file| fs::write(file, "").unwrap())),
    ("snapshot flipped", |data, random| {
        for file in snapshots(data) {
            let mut bytes = fs::read(&file).unwrap();
            let at = random.random_range(0..bytes.len());
            bytes[at] ^= 1 << random.random_range(0..8);
            fs::write(&file, bytes).unwrap();
        }
    }),
];

fn db(data: &Path) -> PathBuf {
    data.join("sled/db")
}

fn length(data: &Path) -> u64 {
    fs::metadata(db(data)).unwrap().len()
}

/// The end of what was written: the engine makes its file larger than that.
fn used(data: &Path) -> u64 {
    let bytes = fs::read(db(data)).unwrap();
    let last = bytes.iter().rposition(|byte| *byte != 0).unwrap_or_default();
    u64::try_from(last).unwrap() + 1
}

fn flip(data: &Path, random: &mut ChaCha8Rng, bits: usize) {
    let mut bytes = fs::read(db(data)).unwrap();
    let used = usize::try_from(used(data)).unwrap();
    for _ in 0..bits {
        let at = random.random_range(0..used);
        bytes[at] ^= 1 << random.random_range(0..8);
    }
    fs::write(db(data), bytes).unwrap();
}

fn zero(data: &Path, random: &mut ChaCha8Rng, size: u64) {
    let at = random.random_range(0..used(data).div_ceil(size)) * size;
    let zeros = vec![0; usize::try_from(size.min(length(data).saturating_sub(at))).unwrap()];
    fs::OpenOptions::new().write(true).open(db(data)).unwrap().write_all_at(&zeros, at).unwrap();
}

fn cut(data: &Path, bytes: u64) {
    let left = used(data).saturating_sub(bytes);
    fs::OpenOptions::new().write(true).open(db(data)).unwrap().set_len(left).unwrap();
}

fn keep(data: &Path, part: u64) {
    let left = used(data) / part;
    fs::OpenOptions::new().write(true).open(db(data)).unwrap().set_len(left).unwrap();
}

fn snapshots(data: &Path) -> Vec<PathBuf> {
    let files = fs::read_dir(data.join("sled")).unwrap().map(|file| file.unwrap().path());
    files.filter(|file| file.file_name().is_some_and(|name| name.to_string_lossy().starts_with("snap."))).collect()
}

async fn book(store: &dyn Store, customers: std::ops::Range<i64>) {
    for customer in customers {
        let id = store.reserve_request_id().await.unwrap();
        let mut changes = talks(customer, new(conversation(1)));
        changes.requests.push((id, new(request(id, customer, State::New))));
        store.commit(None, changes, at(0)).await.unwrap();
    }
}

/// A folder as a run leaves it that is killed: in its first life, or after it was started anew.
async fn killed(second_life: bool) -> TempDir {
    let (live, copy) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let mut store = store::open(live.path(), &sealed()).unwrap();
    book(&*store, 1..CUSTOMERS / 2).await;
    if second_life {
        store.close().await.unwrap();
        drop(store);
        store = store::open(live.path(), &sealed()).unwrap();
    }
    book(&*store, CUSTOMERS / 2..CUSTOMERS + 1).await;
    copy_folder(live.path(), copy.path());
    copy
}

pub fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let copy = to.join(path.file_name().unwrap());
        if path.is_dir() {
            fs::create_dir_all(&copy).unwrap();
            copy_folder(&path, &copy);
        } else if path.is_file() {
            fs::copy(&path, copy).unwrap();
        }
    }
}

/// Opens a copy and looks for everybody; the sentence, where it is refused.
async fn look(data: &Path, protection: &Protection) -> (Became, String) {
    let store = match store::open(data, protection) {
        Ok(store) => store,
        Err(fault) => return (Became::Refused, fault.to_string()),
    };
    let next = store.reserve_request_id().await.unwrap();
    let mut found = 0;
    for number in 0..CUSTOMERS.cast_unsigned() {
        found += u64::from(matches!(store.request(RequestId(RequestId::FIRST.0 + number)).await, Ok(Some(_))));
    }
    let became = match (next.0 >= RequestId::FIRST.0 + CUSTOMERS.cast_unsigned(), found == CUSTOMERS.cast_unsigned()) {
        (false, _) => Became::NumbersAgain,
        (true, false) => Became::Less,
        (true, true) => Became::Whole,
    };
    (became, String::new())
}

/// Damages copies and tells what became of them, by kind and life.
pub async fn campaign(copies: usize, seed: u64) -> BTreeMap<(&'static str, bool), BTreeMap<Became, usize>> {
    let mut table = BTreeMap::new();
    for second_life in [false, true] {
        let folder = killed(second_life).await;
        for (kind, damage) in KINDS {
            let mut random = ChaCha8Rng::seed_from_u64(seed);
            for _ in 0..if kind.contains("bit") || kind.contains("zeroed") { copies } else { 1 } {
                let copy = TempDir::new().unwrap();
                copy_folder(folder.path(), copy.path());
                damage(copy.path(), &mut random);
                fs::set_permissions(copy.path(), fs::Permissions::from_mode(0o700)).unwrap();
                let found = store::examine(copy.path(), &sealed());
                let sound = found.as_ref().is_ok_and(|found| found.is_sound());
                let (became, sentence) = look(copy.path(), &sealed()).await;
                assert!(!sound || became == Became::Whole, "{kind}: a check finds nothing wrong with it");
                assert!(sound || kind != "nothing", "a check finds something wrong where nothing is: {found:?}");
                let row: &mut BTreeMap<_, _> = table.entry((kind, second_life)).or_default();
                *row.entry(became).or_default() += 1;
                if became == Became::Refused {
                    let helps = ["restore a backup", "cannot be opened", "cannot be read"];
                    assert!(helps.iter().any(|help| sentence.contains(help)), "{kind}: {sentence}");
                }
            }
        }
    }
    table
}
