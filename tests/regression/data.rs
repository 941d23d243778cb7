//! Data at rest: plain data, roll-back, modes, keys, tokens (S7, S12, D3). That data sealed the old way open is tested in
//! `src/store/sled/opening.rs`, the derivation itself in `src/safety/keyed.rs`.

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use jiff::Timestamp;
use ringback::callback::{ChatId, Reported, State, Why};
use ringback::safety::CodeKey;
use ringback::stand_in::{Options, StandIn};
use ringback::store::{self, AfterLoss, DataKey, Protection, Rekeyed, StoreFault};
use ringback::telegram::{ApiFailure, Bot, Token};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;

use crate::program::{Home, ringback, run};
use crate::store::damaged::copy_folder;
use crate::store::opening::behind_its_back;
use crate::store::samples::*;

const SOON: Duration = Duration::from_secs(60);

fn mode(path: impl AsRef<Path>) -> u32 {
    fs::metadata(path).unwrap().permissions().mode() & 0o777
}

fn set_mode(path: impl AsRef<Path>, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

/// A folder with a talk in it, opened and closed.
async fn filled(data: &Path, protection: &Protection) {
    let store = store::open(data, protection).unwrap();
    store.commit(None, talks(7, new(conversation(1))), at(0)).await.unwrap();
    store.close().await.unwrap();
}

fn refused(data: &Path, protection: &Protection) -> StoreFault {
    store::open(data, protection).map(drop).unwrap_err()
}

#[tokio::test]
async fn s7_plain_data_are_refused_where_there_is_a_key() {
    let home = TempDir::new().unwrap();
    let data = home.path().join("data");
    filled(&data, &Protection::Off).await;
    let told = refused(&data, &sealed()).to_string();
    assert!(
        told.contains("are not encrypted, although a key is given") && told.contains("`ringback key encrypt`"),
        "{told}"
    );
    key().write(&home.path().join("data.key")).unwrap();
    let told = refused(&data, &Protection::KeyBeside).to_string();
    assert!(told.contains("although there is a key in"), "{told}");
    filled_again(&data, &Protection::Off).await;
    assert!(matches!(store::encrypt(&data, &Protection::KeyBeside), Ok(Rekeyed::Done { .. })));
    filled_again(&data, &sealed()).await;
}

async fn filled_again(data: &Path, protection: &Protection) {
    let store = store::open(data, protection).unwrap();
    assert!(store.conversation(ChatId(7)).await.unwrap().is_some());
    store.close().await.unwrap();
}

#[tokio::test]
async fn s7_somebody_else_s_data_in_the_place_of_ours_are_refused() {
    for protection in [sealed(), Protection::KeyBeside] {
        let home = TempDir::new().unwrap();
        let (data, other) = (home.path().join("data"), home.path().join("other"));
        filled(&data, &protection).await;
        filled(&other, &Protection::Off).await;
        fs::remove_dir_all(data.join("sled")).unwrap();
        fs::rename(other.join("sled"), data.join("sled")).unwrap();
        assert!(matches!(refused(&data, &protection), StoreFault::Foreign { .. }));
        let overruled = store::open_after(&data, &protection, AfterLoss::Accept).map(drop).unwrap_err();
        assert!(matches!(overruled, StoreFault::NotSealed { .. }), "{overruled}");
        let switched_off = store::open_after(&data, &Protection::Off, AfterLoss::Accept).map(drop).unwrap_err();
        assert!(matches!(switched_off, StoreFault::NotSealed { .. }), "{switched_off}");
    }
}

#[tokio::test]
async fn s7_a_row_that_is_put_back_taken_out_or_doubled_is_seen() {
    let sealed = sealed();
    for protection in [&sealed, &Protection::Off] {
        let folder = TempDir::new().unwrap();
        let data = folder.path();
        filled(data, protection).await;
        let mut before = Vec::new();
        behind_its_back(data, |db| {
            let rows = db.open_tree("conversations").unwrap();
            before.extend(rows.iter().map(Result::unwrap));
        });
        let store = store::open(data, protection).unwrap();
        store.commit(None, talks(7, over(1, conversation(2))), at(0)).await.unwrap();
        store.close().await.unwrap();
        drop(store);
        let (place, old) = before.pop().unwrap();
        let mut now = None;
        behind_its_back(data, |db| now = db.open_tree("conversations").unwrap().insert(&place, old).unwrap());
        let told = refused(data, protection).to_string();
        assert!(told.contains("of the 1 rows of conversations some are not those that were written"), "{told}");
        behind_its_back(data, |db| drop(db.open_tree("conversations").unwrap().remove(&place).unwrap()));
        let told = refused(data, protection).to_string();
        assert!(told.contains("conversations has 0 rows, 1 were written"), "{told}");
        behind_its_back(data, |db| drop(db.open_tree("conversations").unwrap().insert(&place, now.unwrap()).unwrap()));
        filled_again(data, protection).await;
        let copied = |db: &sled::Db| {
            let looks = db.open_tree("looks").unwrap();
            looks.insert(b"more", b"rows").unwrap();
        };
        behind_its_back(data, copied);
        let told = refused(data, protection).to_string();
        assert!(told.contains("looks has 1 rows, 0 were written"), "{told}");
    }
}

#[tokio::test]
async fn s7_an_older_engine_in_the_place_of_ours_is_seen() {
    let (folder, old) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let data = folder.path();
    filled(data, &sealed()).await;
    copy_folder(&data.join("sled"), old.path());
    filled_again(data, &sealed()).await;
    fs::remove_dir_all(data.join("sled")).unwrap();
    fs::create_dir(data.join("sled")).unwrap();
    copy_folder(old.path(), &data.join("sled"));
    let told = refused(data, &sealed()).to_string();
    assert!(told.contains("went back from commit"), "{told}");
    filled_after_loss(data).await;
}

async fn filled_after_loss(data: &Path) {
    store::open_after(data, &sealed(), AfterLoss::Accept).unwrap().close().await.unwrap();
    filled_again(data, &sealed()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s7_the_program_refuses_plain_data_until_it_is_told_that_they_are_ours() {
    let home = Home::new();
    filled(&home.path("data"), &Protection::Off).await;
    let telegram = StandIn::start(Options::default()).await.unwrap();
    let key = "5e".repeat(32);
    let (code, _, err) = run(home.serve(&telegram.url(), telegram.token()).env("RINGBACK_KEY", &key));
    assert_eq!(code, 2);
    assert!(err.contains("`ringback key encrypt`"), "{err}");
    let encrypt = || run(ringback().current_dir(home.path("")).args(["key", "encrypt"]).env("RINGBACK_KEY", &key));
    let (code, out, err) = encrypt();
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("rows of data are encrypted now"), "{out}");
    let (code, out, _) = encrypt();
    assert_eq!((code, out.as_str()), (0, "data is encrypted already.\n"));
    filled_again(&home.path("data"), &sealed()).await;
}

#[tokio::test]
async fn s12_what_others_could_read_is_closed_to_them() {
    let home = TempDir::new().unwrap();
    let data = home.path().join("data");
    filled(&data, &Protection::KeyBeside).await;
    for path in [data.clone(), data.join("sled"), data.join("sled/db"), home.path().join("data.key")] {
        set_mode(path, 0o755);
    }
    filled_again(&data, &Protection::KeyBeside).await;
    assert_eq!((mode(&data), mode(data.join("sled")), mode(data.join("sled/db"))), (0o700, 0o700, 0o600));
    assert_eq!(mode(home.path().join("data.key")) & 0o077, 0);
    assert_eq!((mode(data.join("mark")), mode(home.path().join("data.mark"))), (0o600, 0o600));
    set_mode(&data, 0o1777);
    let told = refused(&data, &Protection::KeyBeside).to_string();
    assert!(told.contains("is shared by everybody on this machine"), "{told}");
}

#[test]
fn s12_a_secret_s_file_that_everybody_can_read_is_told() {
    let home = TempDir::new().unwrap();
    let file = home.path().join("token");
    fs::write(&file, "4242:secret").unwrap();
    set_mode(&file, 0o644);
    let told = store::exposure(&file).unwrap();
    assert!(told.contains("everybody on this machine can read") && told.contains("(mode 0644)"), "{told}");
    set_mode(&file, 0o640);
    assert_eq!(store::exposure(&file), None);
}

#[tokio::test]
async fn s12_a_backup_in_the_data_folder_is_not_removed() {
    let folder = TempDir::new().unwrap();
    let backup = folder.path().join("sled.old");
    filled(folder.path(), &sealed()).await;
    fs::create_dir(&backup).unwrap();
    fs::write(backup.join("db"), "somebody's backup").unwrap();
    filled_again(folder.path(), &sealed()).await;
    let other = DataKey::parse(&"a7".repeat(32)).unwrap();
    let told = store::rekey(folder.path(), &sealed(), &other).unwrap_err().to_string();
    assert!(told.contains("making sled.old: this program did not make it; move it away first"), "{told}");
    assert_eq!(fs::read_to_string(backup.join("db")).unwrap(), "somebody's backup");
    fs::remove_dir_all(&backup).unwrap();
    assert!(matches!(store::rekey(folder.path(), &sealed(), &other), Ok(Rekeyed::Done { .. })));
    assert!(!backup.exists() && !folder.path().join("rewrite").exists());
}

/// A server that gives every request this answer; `{path}` is the path that was asked.
async fn server(status: &'static str, answer: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = vec![0; 4096];
            let read = stream.read(&mut request).await.unwrap_or_default();
            let request = String::from_utf8_lossy(&request[..read]).into_owned();
            let path = request.split(' ').nth(1).unwrap_or_default();
            let body = answer.replace("{path}", path);
            let head = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n", body.len());
            let _ = stream.write_all(head.as_bytes()).await;
            let _ = stream.write_all(body.as_bytes()).await;
        }
    });
    format!("http://{address}")
}

#[tokio::test]
async fn s12_a_token_that_is_echoed_is_taken_out() {
    let token = Token::parse("123456789:AAFakeTokenOfTestsOnly_0123456789-x").unwrap();
    let echoes = [
        ("400 Bad Request", r#"{"ok":false,"error_code":400,"description":"no route {path}"}"#),
        ("403 Forbidden", r#"{"ok":false,"error_code":403,"description":"Forbidden: {path}"}"#),
        ("200 OK", "<html>{path} is not here</html>"),
        ("200 OK", r#"{"ok":false,"description":"can't parse AAFakeTokenOfTestsOnly_0123456789-x"}"#),
    ];
    for (status, answer) in echoes {
        let bot = Bot::new(&token, &server(status, answer.to_owned()).await).unwrap();
        let failure = bot.post("sendMessage", &serde_json::json!({}), SOON).await.unwrap_err();
        let mut shown = format!("{failure} {failure:?}");
        if let ApiFailure::Garbled(body) = &failure {
            shown.push_str(body.text());
        }
        assert!(!shown.contains("AAFake"), "{shown}");
    }
    assert_eq!(
        token.taken_out_of("a bot123456789%3AAAFakeTokenOfTestsOnly_0123456789-x/getMe"),
        "a bot123456789%3A…/getMe"
    );
}

#[tokio::test]
async fn s12_an_answer_that_is_too_long_is_asked_for_in_parts() {
    let token = Token::parse("123456789:AAFakeTokenOfTestsOnly_0123456789-x").unwrap();
    let long = format!(r#"{{"ok":true,"result":[{{"update_id":77,"message":"{}"}}]}}"#, "x".repeat(17 << 20));
    let bot = Bot::new(&token, &server("200 OK", long).await).unwrap();
    let failure = bot.post("getUpdates", &serde_json::json!({}), SOON).await.unwrap_err();
    let ApiFailure::Garbled(body) = failure else { panic!("the next is asked for alone only after this: {failure}") };
    assert!(body.text().contains("\"update_id\":77"), "and its number is known");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s12_a_crash_leaves_no_memory_on_the_disk() {
    let home = Home::new();
    let telegram = StandIn::start(Options::default()).await.unwrap();
    let running = home.start(&telegram);
    telegram.wait_until("it polls", SOON, || telegram.polls_begun() > 0).await.unwrap();
    let limits = fs::read_to_string(format!("/proc/{}/limits", running.id())).unwrap();
    let core = limits.lines().find(|line| line.starts_with("Max core file size")).unwrap();
    assert_eq!(core.split_whitespace().skip(4).take(2).collect::<Vec<_>>(), ["0", "0"], "{core}");
    assert_eq!(running.terminate(), Some(0));
}

#[tokio::test]
async fn s12_the_stand_in_serves_no_web_page() {
    let telegram = StandIn::start(Options::default()).await.unwrap();
    let ask = async |header: &str, value: String| {
        let request = reqwest::Client::new().get(format!("{}/bot{}/getMe", telegram.url(), telegram.token()));
        request.header(header, value).send().await.unwrap().status().as_u16()
    };
    let port = telegram.address().port();
    assert_eq!(ask("host", format!("127.0.0.1:{port}")).await, 200);
    assert_eq!(ask("host", format!("telegram:{port}")).await, 200, "a container's name");
    assert_eq!(ask("host", format!("evil.example:{port}")).await, 403);
    assert_eq!(ask("origin", "http://evil.example".to_owned()).await, 403);
    assert_eq!(ask("origin", telegram.url()).await, 403, "no page of ours asks it");
}

#[test]
fn s12_every_sandbox_has_a_token_of_its_own() {
    let token = || {
        let mut command = ringback();
        command.args(["sandbox", "--api-only", "--addr", "127.0.0.1:0"]).stdin(Stdio::null()).stderr(Stdio::null());
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        std::io::BufRead::read_line(&mut std::io::BufReader::new(child.stdout.take().unwrap()), &mut line).unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
        line.trim().rsplit_once(' ').unwrap().1.to_owned()
    };
    let (one, other) = (token(), token());
    assert!(Token::parse(&one).is_ok() && one.len() > 30, "{one}");
    assert_ne!(one, other);
}

#[tokio::test]
async fn s12_who_writes_a_customer_s_data_out_leaves_a_look() {
    let home = Home::new();
    let store = store::open(&home.path("data"), &Protection::KeyBeside).unwrap();
    let id = store.reserve_request_id().await.unwrap();
    let mut changes = talks(7, new(conversation(1)));
    changes.requests.push((id, new(request(id, 7, State::New))));
    store.commit(None, changes, at(0)).await.unwrap();
    store.close().await.unwrap();
    drop(store);
    let (code, _, err) = run(ringback().current_dir(home.path("")).args(["export", "--customer", "7"]));
    assert_eq!(code, 0, "{err}");
    let store = store::open(&home.path("data"), &Protection::KeyBeside).unwrap();
    let looks = store.looks(Some(id)).await.unwrap();
    assert_eq!(looks.iter().map(|look| &look.why).collect::<Vec<_>>(), [&Why::Exported]);
    store.close().await.unwrap();
    drop(store);
    let (code, out, _) = run(ringback().current_dir(home.path("")).args(["looks", "RB-1001"]));
    assert_eq!(code, 0);
    assert!(out.contains("RB-1001 ringback export: written out for the customer"), "{out}");
}

#[test]
fn s12_an_import_does_not_write_through_a_link() {
    let home = TempDir::new().unwrap();
    let out = home.path().join("out");
    fs::create_dir(&out).unwrap();
    let precious = home.path().join("precious");
    fs::write(&precious, "as it was").unwrap();
    fs::write(home.path().join("data.tsv"), "text\tintent\nwhat does it cost\tfees\n").unwrap();
    std::os::unix::fs::symlink(&precious, out.join("fees.toml")).unwrap();
    let mut import = ringback();
    import.current_dir(home.path()).args(["import", "data.tsv", "--lang", "en", "--out", "out", "--force"]);
    let (code, _, err) = run(&mut import);
    assert!(code < 2, "{err}");
    assert_eq!(fs::read_to_string(&precious).unwrap(), "as it was");
    assert!(fs::symlink_metadata(out.join("fees.toml")).unwrap().is_file());
    assert!(fs::read_to_string(out.join("fees.toml")).unwrap().contains("what does it cost"));
}

#[test]
fn d3_what_was_reported_is_known_again_with_the_key_alone() {
    let (ours, other) = (CodeKey::derive(b"123456:secret"), CodeKey::derive(b"123456:another"));
    let mut reported = Reported::default();
    reported.add(&ours, "tel:+12025550143", ChatId(7), Timestamp::UNIX_EPOCH);
    assert_eq!(reported.people(&ours, "tel:+12025550143"), 1);
    assert_eq!(reported.people(&other, "tel:+12025550143"), 0, "nobody can try all numbers out");
}
