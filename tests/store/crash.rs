//! Processes that die: by SIGKILL at any moment, by an update that kills them, and on a disk that is full. The children
//! are this test binary again, told by the environment to play the part of a desk.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{BufRead, BufReader, Write, stdout};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use futures_util::future::join_all;
use ringback::callback::ChatId;
use ringback::conversation::Outlet;
use ringback::store::{self, Commit, Delivery, Failed, Store, StoreFault, Work};

use tokio::time::timeout;

use super::contract::{Engine, TTL};
use super::embedded::Folder;
use super::samples::*;
use crate::desk::SOON;

/// The data folder of a child, and the number of its first update.
const CHILD_FOLDER: &str = "RINGBACK_TEST_CHILD_FOLDER";
const CHILD_FIRST: &str = "RINGBACK_TEST_CHILD_FIRST";

const KILLS: i64 = 25;
const LANES: i64 = 7;
const WORKERS: usize = 5;
/// Numbers of updates a child may use; more than it lives to take in.
const UPDATES_PER_CHILD: i64 = 1_000_000;

/// What a desk does with an update: counts it in its chat, and says its number there.
async fn work_off(store: &dyn Store, work: &Work) {
    let (id, chat) = (work.update.update_id, ChatId(work.update.lane));
    let put = match store.conversation(chat).await.unwrap() {
        None => new(conversation(1)),
        Some(found) => over(found.version, conversation(found.value.bookings + 1)),
    };
    let mut changes = talks(chat.0, put);
    changes.outbox.push(say(to(chat.0), &id.to_string()));
    assert_eq!(store.commit(Some(work.id), changes, at(0)).await.unwrap(), Commit::Done);
}

fn tell(what: &str, id: i64) {
    stdout().write_all(format!("\n{what} {id}\n").as_bytes()).unwrap();
}

/// Plays the desk until it is killed. Without the environment of a child there is no part to play.
#[tokio::test]
async fn child_that_works_until_it_is_killed() {
    let Ok(folder) = std::env::var(CHILD_FOLDER) else { return };
    let first: i64 = std::env::var(CHILD_FIRST).unwrap().parse().unwrap();
    let store = store::open(Path::new(&folder), &sealed()).unwrap();
    let intake = async {
        let mut next = first;
        loop {
            // Each batch brings the last of the batch before once more.
            let batch: Vec<_> = (next.max(first + 1) - 1..next + 1 + next % 6).collect();
            let updates = batch.iter().map(|id| update(*id, id % LANES)).collect();
            store.intake(updates, at(0)).await.unwrap();
            for id in &batch {
                tell("took", *id);
            }
            next = batch.last().unwrap() + 1;
        }
    };
    let workers = join_all((0..WORKERS).map(|_| async {
        loop {
            match store.lease(at(0), TTL).await.unwrap() {
                None => tokio::task::yield_now().await,
                Some(work) => {
                    work_off(&*store, &work).await;
                    tell("did", work.update.update_id);
                }
            }
        }
    }));
    let ((), _) = futures_util::join!(intake, workers);
}

fn spawn_child(test: &str, folder: &Path, first: i64, limit: Option<&str>) -> Child {
    let exe = std::env::current_exe().unwrap();
    let mut command = match limit {
        None => Command::new(exe),
        Some(limit) => {
            let mut shell = Command::new("sh");
            shell.args(["-c", &format!("{limit}; exec \"$0\" \"$@\"")]).arg(exe);
            shell
        }
    };
    command.args(["--exact", test, "--nocapture", "--test-threads=1"]);
    command.env(CHILD_FOLDER, folder).env(CHILD_FIRST, first.to_string());
    command.stdout(Stdio::piped()).stderr(if limit.is_some() { Stdio::piped() } else { Stdio::null() }).spawn().unwrap()
}

#[tokio::test]
async fn killed_at_any_moment_nothing_acknowledged_is_lost_or_done_twice() {
    let folder = Folder::new();
    let (mut took, mut did) = (BTreeSet::new(), BTreeSet::new());
    for round in 0..KILLS {
        let test = "store::crash::child_that_works_until_it_is_killed";
        let mut child = spawn_child(test, folder.0.path(), round * UPDATES_PER_CHILD, None);
        // The first rounds die while they open, the later ones deeper and deeper in their work.
        let lines_to_live = usize::try_from(round * round * 3).unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut hear = |line: String| {
            let Some((what, id)) = line.split_once(' ') else { return 0 };
            let Ok(id) = id.parse::<i64>() else { return 0 };
            match what {
                "took" => drop(took.insert(id)),
                "did" => assert!(did.insert(id), "{id} was done twice"),
                _ => return 0,
            }
            1
        };
        let mut told = 0;
        while told < lines_to_live
            && let Some(line) = lines.next()
        {
            told += hear(line.unwrap());
        }
        child.kill().unwrap();
        // What it said before it died counts, though its end may have cut a line short.
        told += lines.map_while(Result::ok).map(hear).sum::<usize>();
        assert!(told >= lines_to_live, "round {round} ended by itself");
        assert!(!child.wait().unwrap().success());
    }
    assert!(did.len() > 100, "only {} updates were worked off in {KILLS} rounds", did.len());

    let store = folder.open();
    let mut second = 0;
    while store.backlog().await.unwrap().inbox > 0 {
        while let Some(work) = store.lease(at(second), TTL).await.unwrap() {
            work_off(&*store, &work).await;
        }
        // What was on trial when a child died rests for a while.
        second += 1;
        assert!(second < 60, "something waits for ever");
    }
    assert_eq!(store.dead_letters().await.unwrap(), 0);
    let mut said = BTreeMap::<i64, Vec<i64>>::new();
    loop {
        let rows = store.lease_outbox(Outlet::Telegram, at(0), usize::MAX, TTL).await.unwrap().rows;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            let id: i64 = words(&row.message).parse().unwrap();
            assert_eq!(row.message.to, to(id % LANES));
            said.entry(id % LANES).or_default().push(id);
        }
        let sent = rows.iter().map(|row| (row.id, Delivery::Sent { message: None })).collect();
        store.settle(sent, at(0)).await.unwrap();
    }
    for (lane, ids) in &said {
        assert!(ids.is_sorted_by(|a, b| a < b), "lane {lane} was worked off in order, and each update once: {ids:?}");
        let counted = store.conversation(ChatId(*lane)).await.unwrap().unwrap().value.bookings;
        assert_eq!(counted as usize, ids.len(), "lane {lane}");
    }
    let said: BTreeSet<_> = said.into_values().flatten().collect();
    assert_eq!(took.union(&did).filter(|id| !said.contains(id)).collect::<Vec<_>>(), Vec::<&i64>::new());
}

#[tokio::test]
async fn an_update_that_kills_the_process_is_buried_and_no_other() {
    const POISON: i64 = 3;
    const MAX_DEATHS: u32 = 3;
    let folder = Folder::new();
    let store = folder.open();
    store.intake((0..20).map(|id| update(id, id % LANES)).collect(), at(0)).await.unwrap();
    drop(store);

    let mut deaths = 0_u32;
    let buried = 'lives: loop {
        let store: Arc<dyn Store> = folder.open();
        let mut second = 0;
        // Several workers, so that others are at work whenever the process dies.
        let mut held = Vec::new();
        loop {
            while held.len() < 3
                && let Some(work) = store.lease(at(second), TTL).await.unwrap()
            {
                held.push(work);
            }
            let Some(work) = held.pop() else {
                if store.backlog().await.unwrap().inbox == 0 {
                    break 'lives store;
                }
                // What it died of before rests for a while.
                second += 1;
                assert!(second < 60, "something waits for ever");
                continue;
            };
            if work.deaths >= MAX_DEATHS {
                assert_eq!(work.update.update_id, POISON);
                let failed = store.fail(work.id, "the process died of it", 1, Vec::new(), at(0)).await;
                assert_eq!(failed.unwrap(), Failed::Dead);
            } else if work.update.update_id == POISON {
                deaths += 1;
                assert!(deaths < 20, "it goes on dying");
                continue 'lives;
            } else {
                work_off(&*store, &work).await;
            }
        }
    };
    assert_eq!(buried.dead_letters().await.unwrap(), 1);
    assert!((MAX_DEATHS..MAX_DEATHS + 4).contains(&deaths), "buried after {deaths} deaths");
    let mut counted = 0;
    for lane in 0..LANES {
        counted += buried.conversation(ChatId(lane)).await.unwrap().unwrap().value.bookings;
    }
    assert_eq!(counted, 19, "all the others were worked off once");
}

/// Writes until the disk is full. Without the environment of a child there is no part to play.
#[tokio::test]
async fn child_that_fills_its_disk() {
    let Ok(folder) = std::env::var(CHILD_FOLDER) else { return };
    let store = store::open(Path::new(&folder), &sealed()).unwrap();
    let mut acknowledged = 0;
    let fault = loop {
        let mut large = conversation(1);
        large.unanswered = Some("x".repeat(20_000));
        match store.commit(None, talks(acknowledged, new(large)), at(0)).await {
            Ok(_) => acknowledged += 1,
            Err(fault) => break fault,
        }
    };
    assert!(matches!(fault, StoreFault::Broken(_)), "{fault}");
    // Not `now_or_never`: a task whose turn is over is told "not yet" of what has long happened.
    assert!(timeout(SOON, store.failed()).await.is_ok(), "whoever watches is told");
    let later = [
        store.commit(None, talks(-1, new(conversation(1))), at(0)).await.map(drop),
        store.intake(vec![update(1, 1)], at(0)).await.map(drop),
        store.lease(at(0), TTL).await.map(drop),
        store.lease_outbox(Outlet::Telegram, at(0), 1, TTL).await.map(drop),
        store.settle(Vec::new(), at(0)).await,
        store.close().await,
    ];
    assert!(later.iter().all(|result| matches!(result, Err(StoreFault::Broken(_)))), "{later:?}");
    assert!(store.conversation(ChatId(0)).await.unwrap().is_some(), "it can still be read");
    tell("took", acknowledged);
    drop(store);
}

#[cfg(unix)]
#[tokio::test]
async fn on_a_full_disk_it_stops_and_loses_nothing() {
    let folder = Folder::new();
    // A file that may not grow beyond 4 MiB (blocks of 512 bytes); the signal that goes with it is left aside.
    let limit = "trap '' XFSZ; ulimit -f 8192";
    let child = spawn_child("store::crash::child_that_fills_its_disk", folder.0.path(), 0, Some(limit));
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    let acknowledged: i64 =
        said.lines().find_map(|line| line.strip_prefix("took ")).expect("it tells").trim().parse().unwrap();
    assert!(acknowledged > 10, "{acknowledged}");
    let store = folder.open();
    for chat in 0..acknowledged {
        assert!(store.conversation(ChatId(chat)).await.unwrap().is_some(), "{chat} of {acknowledged} is missing");
    }
}
