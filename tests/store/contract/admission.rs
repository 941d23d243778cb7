//! Who may come in by a browser: sign-ins, sessions, and the record of what was done.

use ringback::admission::{Attempt, AttemptCode, Browser, Happened, Record, SecretHash, Session, Stage, Way};
use ringback::callback::{Role, Surface};
use ringback::store::Replace;

use super::*;

const KEEP: Retention = Retention { requests_days: 90, conversations_days: 30, dead_letters_days: 14, audit_days: 365 };

fn browser() -> Browser {
    Browser { name: "Firefox · Linux".to_owned(), address: Some([203, 0, 113, 7].into()) }
}

pub fn attempt() -> Attempt {
    let secret = SecretHash::new(b"secret");
    Attempt { number: 42, choices: [17, 42, 88], secret, made_at: at(0), browser: browser(), stage: Stage::Shown }
}

pub fn session(who: i64, second: i64) -> Session {
    let (made_at, used_at) = (at(second), at(second));
    Session {
        who: UserId(who),
        role: Role::Agent,
        made_at,
        used_at,
        way: Way::Number,
        browser: browser(),
        attempt: None,
    }
}

pub fn signed_in(second: i64) -> Record {
    let what = Happened::SignedIn { way: Way::Number, browser: browser() };
    Record { at: at(second), by: Some(UserId(5)), surface: Surface::Console, what }
}

pub async fn a_sign_in_is_used_once_and_a_session_outlives_a_restart(engine: &impl Engine) {
    let store = engine.open();
    let (code, other) = (AttemptCode::new([1; 5]), AttemptCode::new([2; 5]));
    let begin = |code| Changes {
        attempts: vec![(code, Replace { expect: None, value: Some(attempt()) })],
        ..Changes::default()
    };
    done(&*store, begin(code)).await;
    done(&*store, begin(other)).await;
    assert_eq!(store.commit(None, begin(code), at(0)).await.unwrap(), Commit::Conflict, "no code twice");
    let id = |token: &[u8]| SecretHash::new(token);
    let come_in = |token: &[u8]| Changes {
        attempts: vec![(code, Replace { expect: Some(1), value: None })],
        sessions: vec![(id(token), Replace { expect: None, value: Some(session(5, 0)) })],
        audit: vec![signed_in(0)],
        ..Changes::default()
    };
    done(&*store, come_in(b"one")).await;
    assert_eq!(store.commit(None, come_in(b"two"), at(0)).await.unwrap(), Commit::Conflict);
    let elses = vec![(id(b"else"), Replace { expect: None, value: Some(session(6, 0)) })];
    done(&*store, Changes { sessions: elses, ..Changes::default() }).await;

    let store = reopened(engine, store).await;
    assert_eq!(store.attempt(code).await.unwrap(), None);
    assert_eq!(store.attempt(other).await.unwrap().map(|found| (found.version, found.value)), Some((1, attempt())));
    assert_eq!(store.session(&id(b"two")).await.unwrap(), None, "a conflict writes nothing");
    let mine = store.sessions_of(UserId(5)).await.unwrap();
    assert_eq!(mine.len(), 1);
    assert_eq!((&mine[0].0, mine[0].1.version, &mine[0].1.value), (&id(b"one"), 1, &session(5, 0)));
    assert_eq!(store.audit(at(1), 10).await.unwrap(), [signed_in(0)]);
    let end = vec![(id(b"one"), Replace { expect: Some(1), value: None })];
    done(&*store, Changes { sessions: end.clone(), ..Changes::default() }).await;
    let again = Changes { sessions: end, ..Changes::default() };
    assert_eq!(store.commit(None, again, at(0)).await.unwrap(), Commit::Conflict);
    assert!(store.sessions_of(UserId(5)).await.unwrap().is_empty());

    // Their time ends by itself.
    let purged = async |second| store.purge(KEEP, 10, at(second)).await.unwrap();
    assert_eq!(purged(179).await, 0);
    assert_eq!(purged(180).await, 1, "the sign-in that nobody used");
    assert_eq!(purged(30 * 60).await, 1, "the session that nobody used");
    assert!(store.session(&id(b"else")).await.unwrap().is_none() && store.attempt(other).await.unwrap().is_none());
}

pub async fn what_was_done_is_told_newest_first_and_ends(engine: &impl Engine) {
    const DAY: i64 = 86_400;
    let store = engine.open();
    for second in [3, 1, 2, 2] {
        done(&*store, Changes { audit: vec![signed_in(second)], ..Changes::default() }).await;
    }
    let store = reopened(engine, store).await;
    let seconds = |records: Vec<Record>| records.iter().map(|record| record.at).collect::<Vec<_>>();
    assert_eq!(seconds(store.audit(at(9), 10).await.unwrap()), [at(3), at(2), at(2), at(1)]);
    assert_eq!(seconds(store.audit(at(9), 2).await.unwrap()), [at(3), at(2)]);
    assert_eq!(seconds(store.audit(at(2), 10).await.unwrap()), [at(1)], "before that");
    assert_eq!(store.purge(KEEP, 10, at(365 * DAY)).await.unwrap(), 0);
    assert_eq!(store.purge(KEEP, 10, at(365 * DAY + 2)).await.unwrap(), 3);
    assert_eq!(seconds(store.audit(at(9), 10).await.unwrap()), [at(3)]);
}
