//! Backup, check and restore with the real program: under load, killed, on disks that are full, and on another machine.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::os::unix::fs::PermissionsExt as _;
use std::os::unix::net::UnixListener;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use ringback::stand_in::{NewPerson, Options, Person, StandIn};

use super::scripted::{SOON, presses};
use super::{Home, ringback, run};

fn command(home: &Home, args: &[&str]) -> Command {
    let mut command = ringback();
    command.current_dir(home.path("")).args(args);
    command
}

/// Runs a command that must do well; what it printed.
fn does(home: &Home, args: &[&str]) -> String {
    let (code, out, err) = run(&mut command(home, args));
    assert_eq!(code, 0, "{args:?}: {out}{err}");
    out
}

fn backups(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files
}

/// Books a call; its reference, once it was told.
async fn books(telegram: &StandIn, id: i64) -> String {
    let phone = format!("+1202555{:04}", id % 10_000);
    let person = telegram.person(NewPerson::named("Ann").id(id).language("en").phone(&phone));
    person.says("/call");
    presses(telegram, &person, "Withdrawals").await.unwrap();
    presses(telegram, &person, "Share my number").await.unwrap();
    presses(telegram, &person, "As soon as").await.unwrap();
    let told = || {
        let texts = person.view().messages.into_iter().map(|message| message.text).collect::<String>();
        let told = texts.contains("Your call is booked").then_some(texts)?;
        told.split(|c: char| !c.is_alphanumeric() && c != '-').find(|word| word.starts_with("RB-")).map(str::to_owned)
    };
    telegram.wait_for("the reference", SOON, told).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_desk_that_is_lost_after_noon_is_put_back_elsewhere_with_every_booking_told_before() {
    let telegram = StandIn::start(Options::default()).await.unwrap();
    let home = Home::new();
    let running = home.start(&telegram);
    let mut before = Vec::new();
    for id in 7001..7006 {
        before.push(books(&telegram, id).await);
    }
    // Others write all the while.
    let crowd: Vec<Person> =
        (8000..8020).map(|id| telegram.person(NewPerson::named("Bo").id(id).language("en"))).collect();
    for person in &crowd {
        person.says("what are the fees?");
    }
    let out = does(&home, &["backup", "shelf"]);
    assert!(out.contains("rows of the running desk as they were at commit"), "{out}");
    assert!(out.contains("is not in it, and without that key nobody can read it"), "{out}");
    let key = fs::read_to_string(home.path("data.key")).unwrap();
    let [backup] = backups(&home.path("shelf")).try_into().unwrap();
    let modes =
        [home.path("shelf"), backup.clone()].map(|path| fs::metadata(path).unwrap().permissions().mode() & 0o777);
    assert_eq!(modes, [0o700, 0o600]);
    assert!(!String::from_utf8_lossy(&fs::read(&backup).unwrap()).contains(key.trim()), "the key is not in it");
    for path in [backup.as_path(), Path::new("shelf"), Path::new("data")] {
        let out = does(&home, &["verify", path.to_str().unwrap()]);
        assert!(out.contains("nothing wrong was found"), "{out}");
    }
    assert!(does(&home, &["verify", "--json"]).contains("\"kind\":\"running_desk\""));
    let after = books(&telegram, 7100).await;
    running.kill();

    // Another machine: the backup, the key, the settings, and the mark that was saved.
    let elsewhere = Home::new();
    fs::copy(home.path("data.key"), elsewhere.path("data.key")).unwrap();
    fs::copy(home.path("data.mark"), elsewhere.path("saved.mark")).unwrap();
    fs::copy(&backup, elsewhere.path("noon.backup")).unwrap();
    let out = does(&elsewhere, &["restore", "noon.backup", "--mark", "saved.mark"]);
    assert!(out.contains("rows are back as they were at commit") && out.contains("commits."), "{out}");
    assert!(out.contains(&format!("{after} to RB-")), "{out}");
    let (code, _, err) = run(&mut command(&elsewhere, &["restore", "noon.backup"]));
    assert_eq!((code, err.contains("data is not empty")), (2, true), "{err}");
    assert!(does(&elsewhere, &["verify"]).contains("nothing wrong was found"));

    let running = elsewhere.start(&telegram);
    for (reference, id) in before.iter().zip(7001..) {
        let person = telegram.person(NewPerson::named("Ann").id(id).language("en"));
        let asked = person.says("/status");
        telegram.wait_until("the status", SOON, || person.view().since(asked).shows(reference)).await.unwrap();
    }
    let next = books(&telegram, 7200).await;
    let number = |reference: &str| reference.trim_start_matches("RB-").parse::<u64>().unwrap();
    assert!(number(&next) > number(&after), "{next} after {after}");
    assert!(!elsewhere.log().contains("accept-loss"), "{}", elsewhere.log());
    assert_eq!(running.terminate(), Some(0), "{}", elsewhere.log());
}

/// A home with a desk that has talked with somebody and stopped.
async fn stopped() -> (Home, StandIn) {
    let telegram = StandIn::start(Options::default()).await.unwrap();
    let home = Home::new();
    let running = home.start(&telegram);
    books(&telegram, 7001).await;
    assert_eq!(running.terminate(), Some(0), "{}", home.log());
    (home, telegram)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn older_backups_go_when_the_new_one_is_whole_and_damage_is_told_by_the_exit_code() {
    let (home, telegram) = stopped().await;
    fs::create_dir(home.path("shelf")).unwrap();
    fs::write(home.path("shelf/notes.txt"), "mine").unwrap();
    for _ in 0..3 {
        // Each start of a store is a commit, and each backup has a name of its own.
        let out = does(&home, &["backup", "shelf", "--keep", "2"]);
        assert!(out.contains("rows of the desk, which does not run, as they were"), "{out}");
    }
    let files = backups(&home.path("shelf"));
    assert_eq!(files.len(), 3, "two and the notes: {files:?}");
    assert!(files.iter().any(|file| file.ends_with("notes.txt")));
    does(&home, &["backup", "one.backup"]);
    for (args, says) in [
        (&["backup", "one.backup"][..], "there is such a file already"),
        (&["backup", "two.backup", "--keep", "2"], "--keep needs a folder for backups"),
        (&["backup", "data/shelf"], "data/shelf lies in the data folder data, and would be lost with it"),
        (&["backup", "ringback.toml/shelf"], "cannot make the folder ringback.toml/shelf"),
        (&["backup", "shelf", "--keep", "0"], "0 is not in 1.."),
        (&["backup", "shelf", "--data", "nowhere"], "there is no data folder nowhere"),
        (&["verify", "nowhere"], "cannot look at nowhere"),
        (&["verify", "intents"], "there are no data in it"),
        (&["verify", "ringback.toml"], "it is no backup of a Ringback"),
        (&["restore", "ringback.toml", "--data", "new"], "it is no backup of a Ringback"),
    ] {
        let (code, _, err) = run(&mut command(&home, args));
        assert_eq!((code, err.contains(says)), (2, true), "{args:?}: {err}");
    }
    let mut bytes = fs::read(home.path("one.backup")).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    fs::write(home.path("one.backup"), bytes).unwrap();
    let (code, out, _) = run(&mut command(&home, &["verify", "one.backup"]));
    assert_eq!((code, out.contains("WRONG: 1 damaged places in the file")), (1, true), "{out}");
    let (code, _, err) = run(&mut command(&home, &["restore", "one.backup", "--data", "new"]));
    assert_eq!((code, err.contains("cannot be trusted")), (2, true), "{err}");
    assert!(!home.path("new").exists());

    // A full disk, met midway: 512 bytes are let through, and the desk goes on.
    let running = home.start(&telegram);
    let polls = telegram.polls_begun();
    telegram.wait_until("it polls", SOON, || telegram.polls_begun() > polls).await.unwrap();
    let mut full = Command::new("sh");
    full.args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$0\" backup shelf --keep 1"])
        .arg(env!("CARGO_BIN_EXE_ringback"));
    let (code, _, err) = run(full.current_dir(home.path("")).env_remove("RINGBACK_DATA"));
    assert_eq!((code, err.contains("cannot write shelf/ringback-")), (2, true), "{err}");
    assert_eq!(backups(&home.path("shelf")), files, "nothing was removed for it, and nothing is left of it");
    assert_eq!(running.terminate(), Some(0), "{}", home.log());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_killed_midway_leaves_the_older_ones_and_counts_for_nothing() {
    let (home, _telegram) = stopped().await;
    does(&home, &["backup", "shelf"]);
    let [first] = backups(&home.path("shelf")).try_into().unwrap();
    let whole = fs::read(&first).unwrap();
    let end = whole.len() / 2;

    // A desk that stops in the middle of its copy: it is played here.
    fs::rename(home.path("data"), home.path("data.away")).unwrap();
    fs::create_dir(home.path("data")).unwrap();
    let desk = UnixListener::bind(home.path("data/desk.sock")).unwrap();
    let backup = || {
        let mut command = command(&home, &["backup", "shelf", "--keep", "1"]);
        command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap()
    };
    // Another commit, for another name.
    let half = |bytes: &[u8]| {
        let (mut stream, _) = desk.accept().unwrap();
        let mut question = String::new();
        BufReader::new(&stream).read_line(&mut question).unwrap();
        assert_eq!(question, "\"copy\"\n");
        stream.write_all(bytes).unwrap();
        stream
    };
    fs::rename(&first, home.path("shelf/ringback-2026-01-01T00-00-00Z-commit-1.backup")).unwrap();
    let mut child = backup();
    let stream = half(&whole[..end]);
    let since = Instant::now();
    let part = loop {
        let part = backups(&home.path("shelf")).into_iter().find(|file| file.to_string_lossy().ends_with(".part"));
        match part {
            Some(part) if fs::metadata(&part).unwrap().len() > 0 => break part,
            _ => assert!(since.elapsed() < SOON, "no part of a backup appears"),
        }
        std::thread::yield_now();
    };
    child.kill().unwrap();
    child.wait().unwrap();
    drop(stream);
    assert!(part.exists(), "a kill leaves it");

    // One that ends in the middle is refused.
    let child = backup();
    drop(half(&whole[..end]));
    let ended = child.wait_with_output().unwrap();
    let err = String::from_utf8(ended.stderr).unwrap();
    assert_eq!((ended.status.code(), err.contains("it is cut short")), (Some(2), true), "{err}");

    fs::remove_dir_all(home.path("data")).unwrap();
    fs::rename(home.path("data.away"), home.path("data")).unwrap();
    let out = does(&home, &["verify", "shelf"]);
    assert_eq!(out.matches("nothing wrong was found").count(), 1, "the older one alone counts: {out}");
    does(&home, &["backup", "shelf"]);
    let left = backups(&home.path("shelf"));
    assert_eq!((left.len(), part.exists()), (2, false), "what the kill left is gone: {left:?}");
}
