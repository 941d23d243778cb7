//! The encrypted data folder: what lies in it, which key opens it, and changing that key, killed at any step.

use std::fs;
use std::path::Path;

use memchr::memmem;
use ringback::callback::{ChatId, RequestId, State};
use ringback::conversation::Outlet;
use ringback::safety::secrets::SecretKind;
use ringback::store::{self, DataKey, Protection, Rekeyed, Store, StoreFault};
use serde_json::json;
use tempfile::TempDir;

use super::contract::{Engine, TTL};
use super::embedded::Folder;
use super::opening::behind_its_back;
use super::samples::*;

/// What must not be found on the disk.
const SAID: &str = "my withdrawal is gone since Tuesday";
const NUMBER: &str = "+12025550143";
const NAME: &str = "Sample";
const REASON: &str = "could not read the name";

fn other_key() -> DataKey {
    DataKey::parse(&"a7".repeat(32)).unwrap()
}

/// Fills a folder with one of everything.
async fn fill(store: &dyn Store) {
    let mut waits = update(41, 7);
    waits.json = format!(r#"{{"update_id":41,"text":"{SAID}","phone":"{NUMBER}"}}"#);
    let mut dies = update(42, 8);
    dies.json = waits.json.clone();
    store.intake(vec![waits, dies], at(0)).await.unwrap();
    let works = [store.lease(at(0), TTL).await.unwrap().unwrap(), store.lease(at(0), TTL).await.unwrap().unwrap()];
    let dead = works.iter().find(|work| work.update.update_id == 42).unwrap();
    store.fail(dead.id, REASON, 1, vec![say(to(1001), SAID)], at(0)).await.unwrap();
    let mut talk = conversation(1);
    talk.unanswered = Some(SAID.into());
    let mut changes = talks(123_456_789, new(talk));
    for (customer, state) in [(7, State::New), (9, State::Resolved)] {
        let id = store.reserve_request_id().await.unwrap();
        changes.requests.push((id, new(request(id, customer, state))));
    }
    changes.outbox.push(say(to(7), &format!("{NAME}, we call {NUMBER}")));
    changes.incidents.insert(SecretKind::Card);
    store.commit(None, changes, at(0)).await.unwrap();
}

/// Reads everything back that [`fill`] wrote.
async fn check(store: &dyn Store) {
    assert_eq!(store.backlog().await.unwrap().inbox, 1);
    let work = store.lease(at(0), TTL).await.unwrap().unwrap();
    assert!(work.update.json.contains(SAID));
    assert_eq!(store.dead_letters().await.unwrap(), 1);
    let talk = store.conversation(ChatId(123_456_789)).await.unwrap().unwrap();
    assert_eq!((talk.version, talk.value.unanswered.as_deref()), (1, Some(SAID)));
    let request = store.open_request_of(ChatId(7)).await.unwrap().unwrap();
    assert_eq!(request.value.phone.reveal(), NUMBER);
    assert!(store.request(RequestId(request.value.id.0 + 1)).await.unwrap().is_some());
    let rows = store.lease_outbox(Outlet::Telegram, at(0), 10, TTL).await.unwrap().rows;
    assert_eq!(rows.iter().map(|row| words(&row.message)).collect::<Vec<_>>(), ["Sample, we call +12025550143", SAID]);
    assert_eq!(store.incidents().await.unwrap()[&SecretKind::Card], 1);
}

/// Every byte below a folder.
fn bytes(folder: &Path) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                bytes.extend(fs::read(path).unwrap());
            }
        }
    }
    bytes
}

fn found_in(folder: &Path) -> Vec<&'static str> {
    let bytes = bytes(folder);
    let holds = |sought: &[u8]| memmem::find(&bytes, sought).is_some();
    let chat = (123_456_789_u64 ^ (1 << 63)).to_be_bytes();
    let texts = [SAID, NUMBER, NAME, REASON].into_iter().filter(|text| holds(text.as_bytes()));
    texts.chain(holds(&chat).then_some("the chat")).collect()
}

fn refusal(folder: &Path, protection: &Protection) -> String {
    match store::open(folder, protection) {
        Ok(_) => panic!("it opened"),
        Err(fault) => fault.to_string().replace(&folder.parent().unwrap().display().to_string(), "HOME"),
    }
}

#[tokio::test]
async fn nothing_that_people_told_can_be_read_on_the_disk() {
    let (open, sealed) = (Folder::unsealed(), Folder::new());
    for folder in [&open, &sealed] {
        let store = store::open(folder.0.path(), &folder.1).unwrap();
        fill(&*store).await;
        store.close().await.unwrap();
    }
    let everything = [SAID, NUMBER, NAME, REASON, "the chat"];
    assert_eq!(found_in(open.0.path()), everything, "what is sought is found where it is not encrypted");
    assert_eq!(found_in(sealed.0.path()), Vec::<&str>::new());
    check(&*store::open(sealed.0.path(), &sealed.1).unwrap()).await;
}

#[tokio::test]
async fn unencrypted_data_are_encrypted_and_nothing_is_left_of_them() {
    let folder = Folder::unsealed();
    let store = store::open(folder.0.path(), &Protection::Off).unwrap();
    fill(&*store).await;
    store.close().await.unwrap();
    assert!(matches!(store::encrypt(folder.0.path(), &sealed()), Ok(Rekeyed::Done { .. })));
    assert_eq!(store::encrypt(folder.0.path(), &sealed()).unwrap(), Rekeyed::Already);
    let store = store::open(folder.0.path(), &sealed()).unwrap();
    assert_eq!(found_in(folder.0.path()), Vec::<&str>::new());
    check(&*store).await;
    store.close().await.unwrap();
    assert_eq!(found_in(folder.0.path()), Vec::<&str>::new());
}

#[tokio::test]
async fn a_missing_or_wrong_key_is_refused() {
    let home = TempDir::new().unwrap();
    let folder = home.path().join("data");
    store::open(&folder, &sealed()).unwrap().close().await.unwrap();
    assert_eq!(
        refusal(&folder, &Protection::KeyBeside),
        "the data folder HOME/data is encrypted with the key dd874693499b1d48, which was not given: set \
         RINGBACK_KEY_FILE to the file that holds it (or RINGBACK_KEY to the key itself), or put the file back at \
         HOME/data.key"
    );
    assert_eq!(
        refusal(&folder, &Protection::Key(other_key())),
        "the data folder HOME/data is encrypted with the key dd874693499b1d48, but the key given is c887af8330eda87c: \
         give the key that belongs to this folder"
    );
    assert_eq!(
        refusal(&folder, &Protection::Off),
        "the data folder HOME/data is encrypted with the key dd874693499b1d48, but encryption is switched off: take \
         encryption = \"off\" out of [data] and give that key, or choose another folder"
    );
    fs::write(home.path().join("data.key"), "no key").unwrap();
    assert_eq!(
        refusal(&folder, &Protection::KeyBeside),
        "the key file HOME/data.key cannot be read: it holds no key: expected 32 random bytes as 64 hex digits or as \
         base64, as `ringback key new` makes them; set RINGBACK_KEY_FILE to a file that `ringback key new` made"
    );
    fs::remove_file(home.path().join("data.key")).unwrap();
    key().write(&home.path().join("data.key")).unwrap();
    store::open(&folder, &Protection::KeyBeside).unwrap().close().await.unwrap();
}

#[tokio::test]
async fn the_first_start_makes_a_key_and_the_next_ones_use_it() {
    let home = TempDir::new().unwrap();
    let folder = home.path().join("data");
    let store = store::open(&folder, &Protection::KeyBeside).unwrap();
    fill(&*store).await;
    store.close().await.unwrap();
    let made = DataKey::read(&home.path().join("data.key")).unwrap();
    check(&*store::open(&folder, &Protection::KeyBeside).unwrap()).await;
    store::open(&folder, &Protection::Key(made)).unwrap();
}

#[tokio::test]
async fn rows_that_changed_places_are_told() {
    let folder = Folder::new();
    let store = store::open(folder.0.path(), &folder.1).unwrap();
    fill(&*store).await;
    store.close().await.unwrap();
    behind_its_back(folder.0.path(), |db| {
        let (open, ended) = (db.open_tree("requests_open").unwrap(), db.open_tree("requests_ended").unwrap());
        let (_, of_another) = ended.first().unwrap().unwrap();
        let (place, _) = open.first().unwrap().unwrap();
        open.insert(place, of_another).unwrap();
    });
    let place = "the record requests_open/1001 cannot be read: ";
    let forged = "it cannot be decrypted: it was changed, moved, or written with another key";
    assert_eq!(refusal(folder.0.path(), &folder.1), format!("{place}{forged}"));
    behind_its_back(folder.0.path(), |db| {
        let open = db.open_tree("requests_open").unwrap();
        let (place, _) = open.first().unwrap().unwrap();
        open.insert(place, b"\x01{}").unwrap();
    });
    assert_eq!(refusal(folder.0.path(), &folder.1), format!("{place}it is not encrypted"));
}

#[tokio::test]
async fn the_key_is_changed() {
    let folder = Folder::new();
    let store = store::open(folder.0.path(), &folder.1).unwrap();
    fill(&*store).await;
    let Err(StoreFault::InUse { .. }) = store::rekey(folder.0.path(), &folder.1, &other_key()) else {
        panic!("a desk uses it")
    };
    store.close().await.unwrap();
    let before = bytes(&folder.0.path().join("sled"));
    let Rekeyed::Done { rows } = store::rekey(folder.0.path(), &folder.1, &other_key()).unwrap() else { panic!() };
    assert!(rows > 10, "{rows}");
    assert_eq!(store::rekey(folder.0.path(), &folder.1, &other_key()).unwrap(), Rekeyed::Already);
    assert!(matches!(store::open(folder.0.path(), &folder.1).map(drop), Err(StoreFault::KeyWrong { .. })));
    assert_ne!(bytes(&folder.0.path().join("sled")), before);
    check(&*store::open(folder.0.path(), &Protection::Key(other_key())).unwrap()).await;
}

#[tokio::test]
async fn with_a_wrong_key_nothing_is_changed() {
    let folder = Folder::new();
    store::open(folder.0.path(), &folder.1).unwrap().close().await.unwrap();
    let wrong = Protection::Key(DataKey::parse(&"b8".repeat(32)).unwrap());
    let changed = store::rekey(folder.0.path(), &wrong, &other_key());
    assert!(matches!(changed, Err(StoreFault::KeyWrong { .. })), "{changed:?}");
    store::open(folder.0.path(), &folder.1).unwrap();
}

/// The folder as a run leaves it that is killed while it changes the key, at each of its steps.
#[tokio::test]
async fn killed_at_any_step_a_change_of_key_is_undone_or_done() {
    let (old, new) = (Folder::new(), Folder::new());
    let store = store::open(old.0.path(), &old.1).unwrap();
    fill(&*store).await;
    store.close().await.unwrap();
    copy_folder(old.0.path(), new.0.path());
    store::rekey(new.0.path(), &new.1, &other_key()).unwrap();
    let key = |new: bool| if new { Protection::Key(other_key()) } else { sealed() };
    // Which folders are there, each made of: the old data, the new data, or half of the new data.
    let half = TempDir::new().unwrap();
    copy_folder(&new.0.path().join("sled"), half.path());
    fs::OpenOptions::new().write(true).open(half.path().join("db")).unwrap().set_len(1000).unwrap();
    let (old, new, half) = (old.0.path().join("sled"), new.0.path().join("sled"), half.path().to_owned());
    let steps: [(&[(&str, &Path)], bool); 5] = [
        (&[("sled", &old), ("sled.new", &half)], false),
        (&[("sled", &old), ("sled.new", &new)], false),
        (&[("sled.old", &old), ("sled.new", &new)], true),
        (&[("sled.old", &old), ("sled", &new)], true),
        (&[("sled", &new)], true),
    ];
    for (folders, changed) in steps {
        let home = TempDir::new().unwrap();
        for (name, content) in folders {
            fs::create_dir(home.path().join(name)).unwrap();
            copy_folder(content, &home.path().join(name));
        }
        fs::write(home.path().join("rewrite"), "").unwrap();
        fs::copy(old.with_file_name("mark"), home.path().join("mark")).unwrap();
        assert!(matches!(store::open(home.path(), &key(!changed)).map(drop), Err(StoreFault::KeyWrong { .. })));
        let store = store::open(home.path(), &key(changed)).unwrap();
        check(&*store).await;
        store.close().await.unwrap();
        let left: Vec<_> = fs::read_dir(home.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(left.len(), 3, "the engine, the lock and the mark: {left:?}");
        assert_eq!(
            store::rekey(home.path(), &sealed(), &other_key()).unwrap() == Rekeyed::Already,
            changed,
            "the run that was killed can be repeated"
        );
        check(&*store::open(home.path(), &key(true)).unwrap()).await;
    }
}

fn copy_folder(from: &Path, to: &Path) {
    for entry in fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let copy = to.join(path.file_name().unwrap());
        if path.is_dir() {
            fs::create_dir_all(&copy).unwrap();
            copy_folder(&path, &copy);
        } else {
            fs::copy(&path, copy).unwrap();
        }
    }
}

#[tokio::test]
async fn an_old_record_that_is_too_long_for_one_row_is_encrypted_whole() {
    let folder = Folder::unsealed();
    let store = folder.open();
    fill(&*store).await;
    store.close().await.unwrap();
    drop(store);
    // As schema 2 had it: the whole board in one row, however long, and nothing counted.
    behind_its_back(folder.0.path(), |db| {
        let alarms: Vec<u64> = (1..20_000).collect();
        let board = json!({ "v": 7, "value": { "alarms": alarms } }).to_string();
        assert!(board.len() > 64 * 1024);
        let meta = db.open_tree("meta").unwrap();
        meta.insert("board", format!("\x01{board}").as_bytes()).unwrap();
        meta.remove("census").unwrap();
        meta.insert("schema", &2_u32.to_be_bytes()).unwrap();
    });
    fs::remove_file(folder.0.path().join("mark")).unwrap();
    assert!(matches!(store::encrypt(folder.0.path(), &sealed()).unwrap(), Rekeyed::Done { .. }));
    for _ in 0..2 {
        let store = store::open(folder.0.path(), &sealed()).unwrap();
        assert_eq!(store.board().await.unwrap().unwrap().value.alarms.len(), 19_999);
        check(&*store).await;
        store.close().await.unwrap();
    }
}
