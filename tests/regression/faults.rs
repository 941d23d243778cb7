//! The faults of disk, log, clock, settings and folder (`fault_01` to 05, 10 to 12, 14 to 16, 18).

use std::fs;
use std::io::Read as _;
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use ringback::callback::{RequestId, State};
use ringback::stand_in::{NewPerson, Options, Person, StandIn};
use ringback::store::{self, AfterLoss, Protection, Store, StoreFault};
use tempfile::TempDir;

use crate::program::{Home, Running, ringback, run};
use crate::store::damaged::{Became, campaign, copy_folder};
use crate::store::samples::*;

const SOON: Duration = Duration::from_secs(60);

/// How many damaged copies of each kind, and from which seed.
fn number(name: &str, usual: usize) -> usize {
    std::env::var(name).ok().and_then(|number| number.parse().ok()).unwrap_or(usual)
}

#[expect(clippy::print_stdout, reason = "the table is for who asks for more copies")]
#[tokio::test]
async fn fault_01_damaged_copies_are_whole_or_refused() {
    let seed = u64::try_from(number("RINGBACK_DAMAGE_SEED", 1)).unwrap();
    let table = campaign(number("RINGBACK_DAMAGED_COPIES", 3), seed).await;
    let mut wrong = Vec::new();
    for ((kind, second_life), became) in &table {
        println!("{kind}, {}: {became:?}", if *second_life { "restarted" } else { "first life" });
        if became.keys().any(|became| matches!(became, Became::Less | Became::NumbersAgain)) {
            wrong.push((kind, second_life, became));
        }
    }
    assert!(wrong.is_empty(), "less than was written, in silence: {wrong:#?}");
    for kind in ["nothing", "conf gone", "conf of garbage", "unfinished snapshot of garbage", "snapshot gone"] {
        for life in [false, true] {
            assert_eq!(table[&(kind, life)].keys().collect::<Vec<_>>(), [&Became::Whole], "{kind}");
        }
    }
    for kind in ["db emptied", "db gone", "sled gone", "db cut to a half"] {
        for life in [false, true] {
            assert_eq!(table[&(kind, life)].keys().collect::<Vec<_>>(), [&Became::Refused], "{kind}");
        }
    }
}

async fn book(store: &dyn Store, customer: i64) -> RequestId {
    let id = store.reserve_request_id().await.unwrap();
    let mut changes = talks(customer, new(conversation(1)));
    changes.requests.push((id, new(request(id, customer, State::New))));
    store.commit(None, changes, at(0)).await.unwrap();
    id
}

fn refused(data: &Path) -> StoreFault {
    store::open(data, &Protection::KeyBeside).map(drop).unwrap_err()
}

#[tokio::test]
async fn fault_01_data_that_vanish_are_missed_and_no_number_is_given_out_again() {
    let vanish: [fn(&Path); 4] = [
        |data| fs::remove_dir_all(data.join("sled")).unwrap(),
        |data| fs::remove_dir_all(data).unwrap(),
        |data| fs::remove_file(data.join("sled/db")).unwrap(),
        |data| fs::File::create(data.join("sled/db")).map(drop).unwrap(),
    ];
    for vanish in vanish {
        let home = TempDir::new().unwrap();
        let data = home.path().join("data");
        let store = store::open(&data, &Protection::KeyBeside).unwrap();
        let last = book(&*store, 7).await;
        store.close().await.unwrap();
        drop(store);
        vanish(&data);
        let sentence = refused(&data).to_string();
        assert!(sentence.starts_with("the data of this desk are gone: "), "{sentence}");
        assert!(sentence.contains("restore a backup, or start anew with `ringback serve --new`"), "{sentence}");
        let loss = store::open_after(&data, &Protection::KeyBeside, AfterLoss::Accept).map(drop);
        assert!(matches!(loss, Err(StoreFault::Gone { .. })), "some loss is not all");
        // A snapshot of data that are gone is of no use.
        let _ = fs::remove_dir_all(data.join("sled"));
        let store = store::open_after(&data, &Protection::KeyBeside, AfterLoss::BeginAnew).unwrap();
        assert!(store.request(last).await.unwrap().is_none());
        assert!(book(&*store, 8).await > last);
        store.close().await.unwrap();
        drop(store);
        store::open(&data, &Protection::KeyBeside).unwrap().close().await.unwrap();
    }
}

#[tokio::test]
async fn fault_01_an_old_copy_that_is_put_back_is_seen() {
    let home = TempDir::new().unwrap();
    let data = home.path().join("data");
    let old = home.path().join("old");
    let store = store::open(&data, &Protection::KeyBeside).unwrap();
    book(&*store, 7).await;
    store.close().await.unwrap();
    drop(store);
    fs::create_dir(&old).unwrap();
    copy_folder(&data, &old);
    let store = store::open(&data, &Protection::KeyBeside).unwrap();
    let last = book(&*store, 8).await;
    store.close().await.unwrap();
    drop(store);
    // The whole folder, with the mark in it: the copy beside it remembers.
    fs::remove_dir_all(&data).unwrap();
    fs::rename(&old, &data).unwrap();
    let StoreFault::WentBack { from, to, .. } = refused(&data) else { panic!("{}", refused(&data)) };
    assert!(from > to, "{from} {to}");
    let store = store::open_after(&data, &Protection::KeyBeside, AfterLoss::Accept).unwrap();
    assert!(book(&*store, 9).await > last, "RB-{last} was told to somebody");
    store.close().await.unwrap();
    drop(store);
    store::open(&data, &Protection::KeyBeside).unwrap().close().await.unwrap();
}

#[tokio::test]
async fn fault_01_data_that_are_forgotten_on_purpose_are_not_missed() {
    let home = TempDir::new().unwrap();
    let data = home.path().join("data");
    for _ in 0..2 {
        let store = store::open(&data, &Protection::KeyBeside).unwrap();
        assert_eq!(book(&*store, 7).await, RequestId::FIRST, "as the sandbox begins anew");
        store.close().await.unwrap();
        drop(store);
        store::forget(&data).unwrap();
    }
    assert!(home.path().join("data.key").exists() && !home.path().join("data.mark").exists());
}

#[tokio::test]
async fn fault_01_a_killed_run_leaves_a_mark_that_agrees() {
    let (live, copy) = (TempDir::new().unwrap(), TempDir::new().unwrap());
    let store = store::open(live.path(), &sealed()).unwrap();
    for customer in 1..30 {
        book(&*store, customer).await;
    }
    copy_folder(live.path(), copy.path());
    let again = store::open(copy.path(), &sealed()).unwrap();
    assert_eq!(again.reserve_request_id().await.unwrap(), RequestId(RequestId::FIRST.0 + 29), "no number is left out");
}

async fn telegram() -> (StandIn, Person) {
    let telegram = StandIn::start(Options::default()).await.unwrap();
    let ann = telegram.person(NewPerson::named("Ann").id(11).language("en"));
    (telegram, ann)
}

async fn is_answered(telegram: &StandIn, ann: &Person) {
    let asked = ann.says("what are the fees?");
    telegram.wait_until("the answer", SOON, || ann.view().since(asked).shows("The trading fee is 0.1%")).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fault_01_the_program_says_that_its_data_are_gone() {
    let home = Home::new();
    let (telegram, ann) = telegram().await;
    let running = home.start(&telegram);
    is_answered(&telegram, &ann).await;
    assert_eq!(running.terminate(), Some(0), "{}", home.log());
    fs::remove_dir_all(home.path("data")).unwrap();
    for _ in 0..2 {
        let (code, _, err) = run(&mut home.serve(&telegram.url(), telegram.token()));
        assert_eq!(code, 2);
        assert!(err.contains("the data of this desk are gone") && err.contains("--new"), "{err}");
    }
    let anew = home.serve(&telegram.url(), telegram.token()).arg("--new").stderr(Stdio::null()).spawn().unwrap();
    let running = Running::of(anew);
    is_answered(&telegram, &ann).await;
    assert_eq!(running.terminate(), Some(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fault_02_a_log_that_cannot_be_written_stops_nobody() {
    let full = || Stdio::from(fs::File::options().write(true).open("/dev/full").unwrap());
    let closed = || {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        Stdio::from(writer)
    };
    for log in [&full as &dyn Fn() -> Stdio, &closed] {
        let home = Home::new();
        let (telegram, ann) = telegram().await;
        let mut serve = home.serve(&telegram.url(), telegram.token());
        let running = Running::of(serve.env("RINGBACK_LOG", "trace").stderr(log()).spawn().unwrap());
        is_answered(&telegram, &ann).await;
        assert_eq!(running.terminate(), Some(0));
        let mut refused = home.serve("http://127.0.0.1:9", "no token");
        let code = refused.stderr(log()).stdout(log()).status().unwrap().code();
        assert_eq!(code, Some(2), "the last words cannot be told, the exit code can");
    }
}

#[test]
fn fault_02_a_reader_that_goes_away_changes_no_exit_code() {
    let home = Home::new();
    fs::write(home.path("intents/broken.toml"), "this is no intent").unwrap();
    let commands: [(&[&str], i32); 5] = [
        (&["check"], 1),
        (&["check", "--json"], 1),
        (&["ask", "--intents", "nowhere", "fees"], 2),
        (&["key", "new"], 0),
        (&["--help"], 0),
    ];
    for (arguments, expected) in commands {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let other = writer.try_clone().unwrap();
        let mut command = ringback();
        let status = command.current_dir(home.path("")).args(arguments).stdout(writer).stderr(other).status().unwrap();
        assert_eq!(status.code(), Some(expected), "{arguments:?}");
    }
}

#[test]
fn fault_02_there_is_one_way_to_print() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders = vec![root];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("cli/print.rs") {
                let text = fs::read_to_string(&path).unwrap();
                let code = text.split("#[cfg(test)]").next().unwrap_or_default();
                let code: Vec<_> = code.lines().filter(|line| !line.trim_start().starts_with("//")).collect();
                let code = code.join("\n");
                let ways = ["println!", "eprintln!", " print!(", "eprint!("].into_iter();
                found.extend(ways.filter(|way| code.contains(way)).map(|way| format!("{way} in {}", path.display())));
            }
        }
    }
    assert_eq!(found, Vec::<String>::new(), "they panic when nobody reads");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fault_16_a_log_that_nobody_reads_slows_nobody() {
    let home = Home::new();
    let (telegram, ann) = telegram().await;
    let (mut reader, writer) = std::io::pipe().unwrap();
    let mut serve = home.serve(&telegram.url(), telegram.token());
    // A trace of one answer is far more than a pipe holds.
    let running = Running::of(serve.env("RINGBACK_LOG", "trace").stderr(writer).spawn().unwrap());
    drop(serve);
    for _ in 0..3 {
        is_answered(&telegram, &ann).await;
    }
    assert_eq!(running.terminate(), Some(0));
    let mut log = Vec::new();
    reader.read_to_end(&mut log).unwrap();
    assert!(log.len() >= 4096, "{} bytes: the pipe was never full", log.len());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fault_03_settings_that_are_suddenly_empty_dismiss_nobody() {
    let home = Home::new();
    let (telegram, ann) = telegram().await;
    let agent = |name, id| telegram.person(NewPerson::named(name).id(id).language("en"));
    let agents = [agent("Lin", 1001), agent("Maya", 1002)];
    for agent in &agents {
        agent.says("/start");
    }
    let running = home.start(&telegram);
    is_answered(&telegram, &ann).await;
    let file = home.path("ringback.toml");
    let settings = fs::read_to_string(&file).unwrap();
    let before_agents = settings.split("[agents]").next().unwrap().to_owned();
    let no_lead = settings.replace(", role = \"lead\"", "");
    for broken in ["", &before_agents, &no_lead] {
        let errors = home.log().matches("look like a mishap").count();
        fs::write(&file, broken).unwrap();
        home.logs("look like a mishap", errors).await;
    }
    for agent in &agents {
        let told = || agent.view().shows("Everybody stays on the roster");
        telegram.wait_until("everybody is told", SOON, told).await.unwrap();
    }
    fs::write(&file, settings.replace("}]", "}, { id = 1003, name = \"Sam\" }]")).unwrap();
    let told = || agents[0].view().shows("The changed roster is in use now");
    telegram.wait_until("what is meant is used", SOON, told).await.unwrap();
    assert_eq!(running.terminate(), Some(0), "{}", home.log());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fault_03_a_folder_of_intents_that_is_suddenly_empty_changes_nothing() {
    let home = Home::new();
    let (telegram, ann) = telegram().await;
    let lin = telegram.person(NewPerson::named("Lin").id(1001).language("en"));
    lin.says("/start");
    let running = home.start(&telegram);
    is_answered(&telegram, &ann).await;
    fs::rename(home.path("intents"), home.path("aside")).unwrap();
    fs::create_dir(home.path("intents")).unwrap();
    let told = || lin.view().shows("The folder of intents is suddenly empty");
    telegram.wait_until("the lead is told", SOON, told).await.unwrap();
    is_answered(&telegram, &ann).await;
    assert_eq!(running.terminate(), Some(0), "{}", home.log());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fault_04_a_folder_that_goes_away_ends_the_desk_at_once() {
    let ways: [fn(&Home); 4] = [
        |home| fs::remove_dir_all(home.path("data")).unwrap(),
        |home| fs::rename(home.path("data"), home.path("elsewhere")).unwrap(),
        |home| fs::remove_file(home.path("data/sled/db")).unwrap(),
        |home| {
            let db = fs::read(home.path("data/sled/db")).unwrap();
            fs::remove_file(home.path("data/sled/db")).unwrap();
            fs::write(home.path("data/sled/db"), db).unwrap();
        },
    ];
    for way in ways {
        let home = Home::new();
        let (telegram, ann) = telegram().await;
        let running = home.start(&telegram);
        is_answered(&telegram, &ann).await;
        way(&home);
        // Nobody writes: the watchdog alone sees it.
        assert_eq!(running.ended(), Some(2), "{}", home.log());
        assert!(home.log().contains("while the desk ran"), "{}", home.log());
    }
}

#[tokio::test]
async fn fault_04_nothing_is_confirmed_into_a_folder_that_is_gone() {
    let folder = TempDir::new().unwrap();
    let data = folder.path().join("data");
    let store = store::open(&data, &sealed()).unwrap();
    store.commit(None, talks(7, new(conversation(1))), at(0)).await.unwrap();
    fs::rename(&data, folder.path().join("elsewhere")).unwrap();
    let confirmed = store.commit(None, talks(8, new(conversation(1))), at(0)).await;
    let Err(StoreFault::Broken(reason)) = confirmed else { panic!("{confirmed:?}") };
    assert!(reason.ends_with("sled/db was removed or moved away while the desk ran"), "{reason}");
}

#[tokio::test]
async fn fault_10_a_panic_of_the_engine_is_a_refusal_and_what_heals_is_put_aside() {
    let folder = TempDir::new().unwrap();
    let store = store::open(folder.path(), &sealed()).unwrap();
    book(&*store, 7).await;
    store.close().await.unwrap();
    drop(store);
    store::open(folder.path(), &sealed()).unwrap().close().await.unwrap();
    let engine = folder.path().join("sled");
    let names = || -> Vec<String> {
        let entries = fs::read_dir(&engine).unwrap();
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    };
    for damaged in ["conf", "snap."] {
        let name = names().into_iter().find(|name| name.starts_with(damaged)).unwrap();
        fs::write(engine.join(&name), "garbage of more than twelve bytes").unwrap();
        let store = store::open(folder.path(), &sealed()).unwrap();
        assert!(store.request(RequestId::FIRST).await.unwrap().is_some());
        store.close().await.unwrap();
        drop(store);
        assert!(names().contains(&format!("damaged.{name}")), "{:?}", names());
    }
    // The engine panics over a snapshot of data that are gone; `fault_01_damaged_copies` has other ways.
    fs::File::create(engine.join("db")).unwrap();
    fs::remove_file(folder.path().join("mark")).unwrap();
    let fault = store::open(folder.path(), &sealed()).map(drop).unwrap_err();
    assert!(matches!(fault, StoreFault::Ruined { .. }) && fault.to_string().contains("restore a backup"), "{fault}");
}

#[tokio::test]
async fn fault_11_settings_of_the_engine_that_a_power_cut_halved_are_made_anew() {
    let folder = TempDir::new().unwrap();
    let store = store::open(folder.path(), &sealed()).unwrap();
    book(&*store, 7).await;
    store.close().await.unwrap();
    drop(store);
    let conf = folder.path().join("sled/conf");
    let whole = fs::read(&conf).unwrap();
    for half in 0..whole.len() {
        fs::write(&conf, &whole[..half]).unwrap();
        let store = store::open(folder.path(), &sealed()).unwrap();
        assert!(store.request(RequestId::FIRST).await.unwrap().is_some(), "{half} of {} bytes", whole.len());
        store.close().await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fault_15_signals_stop_it_in_order_or_not_at_all() {
    let home = Home::new();
    let (telegram, ann) = telegram().await;
    let running = home.start(&telegram);
    is_answered(&telegram, &ann).await;
    assert!(home.path("data/desk.sock").exists());
    for (signal, words) in [("HUP", "(SIGHUP)"), ("USR1", "SIGUSR1 means nothing"), ("USR2", "SIGUSR2 means nothing")] {
        running.signal(signal);
        home.logs(words, 0).await;
        is_answered(&telegram, &ann).await;
    }
    running.signal("QUIT");
    assert_eq!(running.ended(), Some(0), "{}", home.log());
    assert!(home.log().contains("stopped in order"), "{}", home.log());
    assert!(!home.path("data/desk.sock").exists());
}

#[test]
fn fault_18_too_little_of_the_system_is_told_as_what_it_is() {
    let home = Home::new();
    let serve = "ulimit -v 400000; exec \"$0\" serve";
    let mut limited = std::process::Command::new("sh");
    limited.args(["-c", serve, env!("CARGO_BIN_EXE_ringback")]).current_dir(home.path(""));
    let (code, _, err) = run(limited.env("RINGBACK_TOKEN", "4242:a-token-of-tests"));
    assert_eq!(code, 2, "{err}");
    assert!(err.contains("the address space of this process is limited to 390 MiB"), "{err}");
    // No descriptor left: nothing is known of the files, so nothing is wrong with them.
    for (system, is_want) in [(24, true), (23, true), (12, true), (2, false), (13, false)] {
        assert_eq!(ringback::intents::is_want(&std::io::Error::from_raw_os_error(system)), is_want, "{system}");
    }
}
