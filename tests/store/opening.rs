//! What the embedded engine does with a folder that is not as it should be: it says what is wrong, and where.

use std::fs;
use std::path::Path;

use ringback::callback::{ChatId, RequestId, State};
use ringback::store::{self, AfterLoss, Protection, StoreFault};

use super::contract::{Engine, TTL};
use super::embedded::Folder;
use super::samples::*;

/// Opens the engine, once its threads have let go of the folder.
fn open_engine(folder: &Path) -> sled::Result<sled::Db> {
    let data = fs::File::open(folder.join("sled/db")).unwrap();
    data.lock().unwrap();
    data.unlock().unwrap();
    sled::open(folder.join("sled"))
}

/// Opens the engine's trees behind the store's back.
pub fn behind_its_back(folder: &Path, work: impl FnOnce(&sled::Db)) {
    let db = open_engine(folder).unwrap();
    work(&db);
    db.flush().unwrap();
}

fn put(db: &sled::Db, tree: &str, key: impl AsRef<[u8]>, value: &[u8]) {
    db.open_tree(tree).unwrap().insert(key, value).unwrap();
}

fn refusal(folder: &Path) -> String {
    match store::open(folder, &Protection::Off) {
        Ok(_) => panic!("it opened"),
        Err(fault) => fault.to_string().replace(&folder.display().to_string(), "DATA"),
    }
}

/// A folder with an update, a conversation, a message and a request in it.
async fn filled() -> Folder {
    let folder = Folder::unsealed();
    let store = folder.open();
    store.intake(vec![update(41, 7)], at(0)).await.unwrap();
    let mut changes = talks(-7, new(conversation(1)));
    let id = store.reserve_request_id().await.unwrap();
    changes.requests.push((id, new(request(id, 7, State::New))));
    changes.outbox.push(say(to(7), "hello"));
    store.commit(None, changes, at(0)).await.unwrap();
    store.close().await.unwrap();
    folder
}

#[test]
fn a_second_one_is_told_that_the_folder_is_in_use() {
    let folder = Folder::unsealed();
    let store = folder.open();
    assert_eq!(
        refusal(folder.0.path()),
        "the data folder DATA is in use by another Ringback (process lock held); stop it first or choose another \
         folder with RINGBACK_DATA"
    );
    drop(store);
    folder.open();
}

#[test]
fn what_is_no_folder_is_refused() {
    let folder = Folder::unsealed();
    let file = folder.0.path().join("file");
    fs::write(&file, "").unwrap();
    let Err(StoreFault::CannotOpen { reason, .. }) = store::open(&file, &Protection::Off).map(drop) else { panic!() };
    assert!(reason.starts_with("making the folder: "), "{reason}");
}

#[cfg(unix)]
#[test]
fn nobody_else_can_look_into_the_folder() {
    use std::os::unix::fs::PermissionsExt;
    let folder = Folder::unsealed();
    let data = folder.0.path().join("deep/data");
    drop(store::open(&data, &Protection::Off).unwrap());
    assert_eq!(fs::metadata(data).unwrap().permissions().mode() & 0o777, 0o700);
}

#[tokio::test]
async fn a_snapshot_that_was_never_finished_is_removed() {
    for content in [&b""[..], b"torn"] {
        let folder = filled().await;
        let snapshot = folder.0.path().join("sled/snap.FFFFFFFFFFFFFFFF.generating");
        fs::write(&snapshot, content).unwrap();
        assert!(open_engine(folder.0.path()).is_err(), "the engine can do without this by now");
        let store = folder.open();
        assert!(!snapshot.exists());
        assert!(store.lease(at(0), TTL).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn a_newer_layout_is_refused() {
    let folder = filled().await;
    behind_its_back(folder.0.path(), |db| put(db, "meta", "schema", &4_u32.to_be_bytes()));
    assert_eq!(
        refusal(folder.0.path()),
        "the data folder DATA was written by a newer Ringback (schema 4, this program knows 3); run that version or \
         restore a backup"
    );
    behind_its_back(folder.0.path(), |db| put(db, "meta", "schema", &0_u32.to_be_bytes()));
    assert_eq!(refusal(folder.0.path()), "the record meta/schema cannot be read: no program ever wrote schema 0");
    behind_its_back(folder.0.path(), |db| drop(db.open_tree("meta").unwrap().remove("schema")));
    assert_eq!(refusal(folder.0.path()), "the record meta/schema cannot be read: it is missing");
}

#[tokio::test]
async fn what_waits_and_cannot_be_read_is_named() {
    let row = 1_u64.to_be_bytes();
    let request = 1001_u64.to_be_bytes();
    let copied = |db: &sled::Db, key: &[u8]| db.open_tree("requests_open").unwrap().get(key).unwrap().unwrap();
    let seen = (1_u64 << 63).to_be_bytes();
    type Damage = Box<dyn Fn(&sled::Db)>;
    let cases: Vec<(Damage, &str)> = vec![
        (
            Box::new(move |db| put(db, "inbox", row, b"\x02{}")),
            "the record inbox/1 cannot be read: a newer program wrote it (record version 2, this one knows 1)",
        ),
        (
            Box::new(move |db| put(db, "inbox", row, b"\x01{\"update_id\":")),
            "the record inbox/1 cannot be read: EOF while parsing a value at line 1 column 13",
        ),
        (
            Box::new(move |db| drop(db.open_tree("seen_pages").unwrap().remove(seen))),
            "the record inbox/1 cannot be read: update 41 is not among those known",
        ),
        (
            Box::new(move |db| drop(db.open_tree("raw").unwrap().clear())),
            "the record inbox/1 cannot be read: piece 0 of its 1 is missing",
        ),
        (Box::new(|db| put(db, "outbox", 2_u64.to_be_bytes(), b"")), "the record outbox/2 cannot be read: it is empty"),
        (
            Box::new(|db| put(db, "meta", "next_row", b"\x012")),
            "the record outbox/2 cannot be read: the next number to give out is 2",
        ),
        (
            Box::new(|db| put(db, "meta", "next_request", b"\x011001")),
            "the record requests_open/1001 cannot be read: the next number to give out is RB-1001",
        ),
        (
            Box::new(move |db| put(db, "requests_ended", request, &copied(db, &request))),
            "the record requests_open/1001 cannot be read: it stands with the ended ones too",
        ),
        (
            Box::new(move |db| put(db, "requests_open", 1000_u64.to_be_bytes(), &copied(db, &request))),
            "the record requests_open/1000 cannot be read: it says that it is RB-1001",
        ),
        (
            Box::new(move |db| {
                let other = String::from_utf8(copied(db, &request).to_vec()).unwrap().replace("1001", "1000");
                put(db, "requests_open", 1000_u64.to_be_bytes(), other.as_bytes());
            }),
            "the record requests_open/1001 cannot be read: its customer has RB-1000 open too",
        ),
        (
            Box::new(move |db| {
                let ended = String::from_utf8(copied(db, &request).to_vec()).unwrap().replace("new", "resolved");
                put(db, "requests_open", request, ended.as_bytes());
            }),
            "the record requests_open/1001 cannot be read: it has ended",
        ),
    ];
    for (damage, expected) in cases {
        let folder = filled().await;
        behind_its_back(folder.0.path(), damage);
        let found = store::examine(folder.0.path(), &folder.1).unwrap();
        assert_eq!(refusal(folder.0.path()), expected);
        let place = expected.trim_start_matches("the record ").replacen(" cannot be read", "", 1);
        let mut places = found.findings.values().flat_map(|found| &found.places);
        assert!(
            places.any(|found| *found == place),
            "a check finds what a start refuses: {place}: {:?}",
            found.findings
        );
    }
}

#[tokio::test]
async fn a_damaged_record_fails_those_who_need_it_alone() {
    let folder = filled().await;
    let key = ((-7_i64).cast_unsigned() ^ (1 << 63)).to_be_bytes();
    behind_its_back(folder.0.path(), |db| put(db, "conversations", key, b"\x01nonsense"));
    assert_eq!(
        refusal(folder.0.path()),
        "the data in DATA are not as this program wrote them: of the 1 rows of conversations some are not those that \
         were written; restore a backup, or go on with what is there with `ringback serve --accept-loss`"
    );
    let store = store::open_after(folder.0.path(), &folder.1, AfterLoss::Accept).unwrap();
    let message = "the record conversations/-7 cannot be read: expected ident at line 1 column 2";
    assert_eq!(store.conversation(ChatId(-7)).await.unwrap_err().to_string(), message);
    let write = talks(-7, over(1, conversation(2)));
    assert_eq!(store.commit(None, write, at(0)).await.unwrap_err().to_string(), message);
    store.commit(None, talks(8, new(conversation(2))), at(0)).await.unwrap();
    assert!(store.request(RequestId::FIRST).await.unwrap().is_some());
}
