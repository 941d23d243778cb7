//! Conversations, requests, looks and counts: one winner of every conflict, and nothing lost by a restart.

use ringback::admission::{AttemptCode, SecretHash};
use ringback::safety::CodeKey;
use ringback::store::Replace;

use super::admission::{attempt, session, signed_in};
use super::*;

pub async fn a_conflict_writes_nothing(engine: &impl Engine) {
    let store = engine.open();
    done(&*store, talks(7, new(conversation(1)))).await;
    take_in(&*store, &[(1, 7)], 0).await;
    let work = lease(&*store, 0).await.unwrap();
    let id = store.reserve_request_id().await.unwrap();
    let changes = Changes {
        conversations: vec![(ChatId(8), new(conversation(8))), (ChatId(7), new(conversation(2)))],
        requests: vec![(id, new(request(id, 7, State::New)))],
        outbox: vec![say(to(7), "never")],
        group: Some(ChatId(-5)),
        ..Changes::default()
    };
    assert_eq!(store.commit(Some(work.id), changes, at(0)).await.unwrap(), Commit::Conflict);

    assert_eq!(store.conversation(ChatId(8)).await.unwrap(), None);
    assert_eq!(store.conversation(ChatId(7)).await.unwrap().unwrap().value.bookings, 1);
    assert_eq!(store.request(id).await.unwrap(), None);
    assert_eq!(store.open_request_of(ChatId(7)).await.unwrap(), None);
    assert_eq!(store.group().await.unwrap(), None);
    assert_eq!(messages(&*store, 1).await, []);
    finish(&*store, &work).await;
}

pub async fn versions_rise_from_one(engine: &impl Engine) {
    let store = engine.open();
    let chat = ChatId(-7);
    done(&*store, talks(-7, new(conversation(1)))).await;
    assert_eq!(store.conversation(chat).await.unwrap().unwrap().version, 1);
    done(&*store, talks(-7, over(1, conversation(2)))).await;
    let found = store.conversation(chat).await.unwrap().unwrap();
    assert_eq!((found.version, found.value), (2, conversation(2)));
    for stale in [new(conversation(3)), over(1, conversation(3)), over(3, conversation(3))] {
        assert_eq!(store.commit(None, talks(-7, stale), at(0)).await.unwrap(), Commit::Conflict);
    }
    let missing = talks(1, over(1, conversation(1)));
    assert_eq!(store.commit(None, missing, at(0)).await.unwrap(), Commit::Conflict);
}

pub async fn a_customer_has_one_open_request(engine: &impl Engine) {
    let store = engine.open();
    let commits = (0..20).map(|_| async {
        let id = store.reserve_request_id().await.unwrap();
        (id, store.commit(None, books(new(request(id, 7, State::New))), at(0)).await.unwrap())
    });
    let won: Vec<_> =
        join_all(commits).await.into_iter().filter(|(_, commit)| *commit == Commit::Done).map(|(id, _)| id).collect();
    let [id] = won[..] else { panic!("{won:?} are all open") };
    assert_eq!(store.open_request_of(ChatId(7)).await.unwrap().unwrap().value.id, id);
    store.close().await.unwrap();

    let store = engine.open();
    let second = store.reserve_request_id().await.unwrap();
    let again = || books(new(request(second, 7, State::New)));
    assert_eq!(store.commit(None, again(), at(0)).await.unwrap(), Commit::Conflict);
    done(&*store, books(over(1, request(id, 7, State::Resolved)))).await;
    assert_eq!(store.open_request_of(ChatId(7)).await.unwrap(), None);
    done(&*store, again()).await;
    let reopened = books(over(2, request(id, 7, State::New)));
    assert_eq!(store.commit(None, reopened, at(0)).await.unwrap(), Commit::Conflict, "nor by opening an ended one");
    assert_eq!(store.request(id).await.unwrap().unwrap().value.state, State::Resolved);
}

pub async fn one_of_many_claims_wins(engine: &impl Engine) {
    let store = engine.open();
    for round in 0..20 {
        let id = store.reserve_request_id().await.unwrap();
        done(&*store, books(new(request(id, round, State::New)))).await;
        let claims = (1..=8).map(|agent| {
            let claim = books(over(1, request(id, round, claimed(agent))));
            let store = &store;
            async move { (agent, store.commit(None, claim, at(0)).await.unwrap()) }
        });
        let won: Vec<_> = join_all(claims).await.into_iter().filter(|(_, commit)| *commit == Commit::Done).collect();
        let [(agent, _)] = won[..] else { panic!("{won:?} all have it") };
        assert_eq!(store.request(id).await.unwrap().unwrap().value.state, claimed(agent));
    }
}

pub async fn conflicts_spoil_nobody_elses_commit(engine: &impl Engine) {
    let store = engine.open();
    let commits = (0..200).map(|n: u32| {
        let put = if n.is_multiple_of(3) { over(5, conversation(n)) } else { new(conversation(n)) };
        let changes = Changes { outbox: vec![say(to(1), &n.to_string())], ..talks(i64::from(n), put) };
        store.commit(None, changes, at(0))
    });
    let commits: Vec<_> = join_all(commits).await.into_iter().map(Result::unwrap).collect();
    for (n, commit) in commits.iter().enumerate() {
        let expected = if n % 3 == 0 { Commit::Conflict } else { Commit::Done };
        assert_eq!(*commit, expected, "{n}");
        let found = store.conversation(ChatId(n as i64)).await.unwrap();
        assert_eq!(found.is_some(), expected == Commit::Done, "{n}");
    }
    let mut sent: Vec<usize> = send_all(&*store, 0).await.iter().map(|text| text.parse().unwrap()).collect();
    sent.sort_unstable();
    assert_eq!(sent, (0..200).filter(|n| n % 3 != 0).collect::<Vec<_>>());
}

pub async fn numbers_are_given_out_once(engine: &impl Engine) {
    let store = engine.open();
    let first = store.reserve_request_id().await.unwrap();
    assert_eq!(first, RequestId::FIRST);
    let mut given: Vec<_> =
        join_all((0..50).map(|_| store.reserve_request_id())).await.into_iter().map(Result::unwrap).collect();
    given.push(first);
    given.sort_unstable();
    given.dedup();
    assert_eq!(given.len(), 51);
    let used = given[20];
    done(&*store, books(new(request(used, 1, State::Resolved)))).await;
    done(&*store, books(new(request(given[3], 2, State::New)))).await;
    store.close().await.unwrap();

    let store = engine.open();
    let next = store.reserve_request_id().await.unwrap();
    assert!(next > used, "{next} may have been used before");
}

pub async fn looks_are_kept_by_request(engine: &impl Engine) {
    let store = engine.open();
    let look = |id, second| Look { at: at(second), by: UserId(5), request: RequestId(id), why: Why::Claimed };
    let (early, late, other) = (look(1001, 5), look(1001, 9), look(1002, 7));
    done(&*store, Changes { looks: vec![late.clone(), other.clone()], ..Changes::default() }).await;
    // Two in one millisecond are two.
    done(&*store, Changes { looks: vec![early.clone(), late.clone()], ..Changes::default() }).await;
    store.close().await.unwrap();
    let store = engine.open();
    let of_one = [early, late.clone(), late];
    assert_eq!(store.looks(Some(RequestId(1001))).await.unwrap(), of_one);
    assert_eq!(store.looks(Some(RequestId(1003))).await.unwrap(), []);
    assert_eq!(store.looks(None).await.unwrap(), [of_one.as_slice(), &[other]].concat());
}

pub async fn secrets_are_counted(engine: &impl Engine) {
    let store = engine.open();
    assert_eq!(store.incidents().await.unwrap(), [].into());
    let sent = |kinds: &[SecretKind]| Changes { incidents: kinds.iter().copied().collect(), ..Changes::default() };
    // At the same time, so that they are written together.
    let (first, second) = futures_util::join!(
        store.commit(None, sent(&[SecretKind::Card, SecretKind::Password]), at(0)),
        store.commit(None, sent(&[SecretKind::Card]), at(0)),
    );
    assert_eq!((first.unwrap(), second.unwrap()), (Commit::Done, Commit::Done));
    let conflict =
        Changes { conversations: talks(7, over(9, conversation(1))).conversations, ..sent(&[SecretKind::Card]) };
    assert_eq!(store.commit(None, conflict, at(0)).await.unwrap(), Commit::Conflict);
    assert_eq!(store.incidents().await.unwrap(), [(SecretKind::Card, 2), (SecretKind::Password, 1)].into());
}

/// A conversation with so much in it.
fn long_talk(mark: u32, bytes: usize) -> ringback::conversation::Conversation {
    let mut long = conversation(mark);
    long.unanswered = Some(format!("{mark}").repeat(bytes));
    long
}

pub async fn a_long_record_is_kept_whole(engine: &impl Engine) {
    let mut store = engine.open();
    let mut version = None;
    // Longer and shorter again, over the bounds of a row and of its pieces.
    for (mark, bytes) in [(1, 10), (2, 65_000), (3, 500_000), (4, 70_000), (5, 130_000), (6, 900_000), (7, 10)] {
        let talk = long_talk(mark, bytes);
        let put = Put { expect: version, value: talk.clone() };
        let mut changes = talks(7, put);
        changes.outbox.push(say(to(9), &"长".repeat(bytes / 3)));
        done(&*store, changes).await;
        let found = store.conversation(ChatId(7)).await.unwrap().unwrap();
        assert_eq!(found.value, talk, "{bytes}");
        version = Some(found.version);
        assert_eq!(send_all(&*store, 1).await, ["长".repeat(bytes / 3)]);
        store = reopened(engine, store).await;
        assert_eq!(store.conversation(ChatId(7)).await.unwrap(), Some(found), "{bytes}");
        let kept = store.kept_of(ChatId(7)).await.unwrap();
        assert_eq!(kept.conversation, Some(talk));
    }
    // Read while it is written: what is read is always one whole writing of it.
    let writing = async {
        for mark in 1..30 {
            let put = Put { expect: version, value: long_talk(mark % 9 + 1, 200_000) };
            done(&*store, talks(7, put)).await;
            version = version.map(|version| version + 1);
        }
    };
    let reading = async {
        for _ in 0..200 {
            let found = store.conversation(ChatId(7)).await.unwrap().unwrap().value;
            let text = found.unanswered.unwrap();
            assert!(text.bytes().all(|byte| Some(byte) == text.bytes().next()), "half of one and half of another");
        }
    };
    futures_util::join!(writing, reading);
    let mut erased = 0;
    for _ in 0..3 {
        erased += store.purge(Retention::default(), 50, at(100 * 86_400)).await.unwrap();
    }
    assert_eq!((erased, store.conversation(ChatId(7)).await.unwrap()), (1, None), "and is erased whole");
}

pub async fn what_a_decision_relied_on_is_part_of_its_commit(engine: &impl Engine) {
    let store = engine.open();
    let relies = |relied_on| Changes { relied_on, ..sends([say(to(7), "decided")]) };
    let board = |part, version| relies(ReliedOn { board: [(part, version)].into(), ..ReliedOn::default() });
    let commit = async |changes| store.commit(None, changes, at(0)).await.unwrap();
    let shift = Board { shifts: [(UserId(5), Shift { on: true, since: at(5) })].into(), ..Board::default() };
    let put = Some(PutBoard::over(None, shift));
    assert_eq!(commit(board(BoardPart::Service, None)).await, Commit::Done);
    assert_eq!(commit(board(BoardPart::Service, Some(1))).await, Commit::Conflict, "never written");
    assert_eq!(commit(Changes { board: put, ..Changes::default() }).await, Commit::Done);
    assert_eq!(commit(board(BoardPart::Service, None)).await, Commit::Conflict);
    assert_eq!(commit(board(BoardPart::Service, Some(1))).await, Commit::Done);
    assert_eq!(commit(board(BoardPart::Blocks, None)).await, Commit::Done, "another part");

    let version = store.promised().await.unwrap().version;
    let promised = || relies(ReliedOn { promised: Some(version), ..ReliedOn::default() });
    assert_eq!(commit(promised()).await, Commit::Done);
    let id = store.reserve_request_id().await.unwrap();
    done(&*store, books(new(request(id, 7, State::New)))).await;
    assert_eq!(commit(promised()).await, Commit::Conflict);

    let roster = |version| relies(ReliedOn { roster: Some(version), ..ReliedOn::default() });
    let before = store.roster().await.unwrap();
    assert_eq!(commit(roster(before)).await, Commit::Done);
    // In one group with the change itself, whichever comes first.
    let hired = Changes { roster: true, ..Changes::default() };
    let (hired, late) = futures_util::join!(commit(hired), commit(roster(before)));
    assert_eq!((hired, late), (Commit::Done, Commit::Conflict));
    assert_eq!(store.roster().await.unwrap(), before + 1);
    let said = send_all(&*store, 1).await;
    assert_eq!(said, ["decided"; 5], "a conflict sends nothing");
}

pub async fn the_parts_of_the_board_have_their_own_versions(engine: &impl Engine) {
    let store = engine.open();
    assert_eq!(store.board().await.unwrap(), None);
    let put = async |read: Option<&BoardRead>, board: &Board| {
        let changes = Changes { board: Some(PutBoard::over(read, board.clone())), ..Changes::default() };
        store.commit(None, changes, at(0)).await.unwrap()
    };
    let marks = CodeKey::derive(b"a secret");
    let mut first = Board::default();
    first.reported.add(&marks, "tel:1", ChatId(1), at(0));
    first.alarms.extend((0..1000).map(RequestId));
    assert_eq!(put(None, &first).await, Commit::Done);
    let read = store.board().await.unwrap().unwrap();
    assert_eq!(read.value, first);
    assert_eq!(read.versions, [(BoardPart::Reports, 1), (BoardPart::Alarms, 1)].into());

    // Two who read the same board and change different parts of it.
    let (mut shift, mut report) = (first.clone(), first.clone());
    shift.shifts.insert(UserId(5), Shift { on: true, since: at(5) });
    report.reported.add(&marks, "tel:1", ChatId(2), at(0));
    report.alarms.clear();
    let (one, other) = futures_util::join!(put(Some(&read), &shift), put(Some(&read), &report));
    assert_eq!((one, other), (Commit::Done, Commit::Done));
    assert_eq!(put(Some(&read), &report).await, Commit::Conflict, "the same part again");
    let both = Board { shifts: shift.shifts, ..report };
    assert_eq!(store.board().await.unwrap().unwrap().value, both);
    let store = reopened(engine, store).await;
    let found = store.board().await.unwrap().unwrap();
    assert_eq!(found.value, both);
    let versions = [(BoardPart::Service, 1), (BoardPart::Reports, 2), (BoardPart::Alarms, 2)];
    assert_eq!(found.versions, versions.into());
}

pub async fn too_large_a_record_is_refused_alone(engine: &impl Engine) {
    let store = engine.open();
    let mut large = conversation(1);
    large.unanswered = Some("长".repeat(1_000_000));
    let (refused, taken) = futures_util::join!(
        store.commit(None, Changes { group: Some(ChatId(-1)), ..talks(7, new(large)) }, at(0)),
        store.commit(None, talks(8, new(conversation(2))), at(0)),
    );
    let Err(StoreFault::TooLarge { key, bytes, limit }) = refused else { panic!("{refused:?}") };
    assert!(key.contains('7') && bytes > limit, "{key} {bytes} {limit}");
    assert_eq!(taken.unwrap(), Commit::Done);
    assert_eq!(store.group().await.unwrap(), None);
    done(&*store, talks(7, new(conversation(3)))).await;
}

pub async fn everything_outlives_a_restart(engine: &impl Engine) {
    let store = engine.open();
    take_in(&*store, &[(1, 7), (2, 7), (3, -8)], 5).await;
    let work = lease(&*store, 6).await.unwrap();
    let id = store.reserve_request_id().await.unwrap();
    let booked = request(id, 7, State::Scheduled);
    let day = Date::constant(2026, 11, 23);
    let counted = TallyKey { day, hour: 9, measure: Measure::Booked, topic: None, agent: None };
    let shift = Shift { on: true, since: at(5) };
    let mut board = Board { shifts: [(UserId(5), shift)].into(), ..Board::default() };
    board.hours.insert(day, vec![OpenSpan::ALL_DAY]);
    board.shown.push(Shown { request: id, to: UserId(5), until: at(60) });
    board.watch(UserId(5), at(5)).reveal(at(5));
    let look = Look { at: at(6), by: UserId(5), request: id, why: Why::Reason("a colleague is ill".into()) };
    let changes = Changes {
        also_done: Vec::new(),
        conversations: vec![(ChatId(7), new(conversation(4)))],
        requests: vec![(id, new(booked.clone()))],
        outbox: vec![say(to(7), "booked"), say(GROUP, "card")],
        group: Some(ChatId(-100)),
        incidents: [SecretKind::Card].into(),
        board: Some(PutBoard::over(None, board.clone())),
        tally: [(counted.clone(), 3)].into(),
        looks: vec![look.clone()],
        attempts: vec![(AttemptCode::new([1; 5]), Replace { expect: None, value: Some(attempt()) })],
        sessions: vec![(SecretHash::new(b"one"), Replace { expect: None, value: Some(session(5, 0)) })],
        audit: vec![signed_in(6)],
        relied_on: ReliedOn {
            promised: Some(store.promised().await.unwrap().version),
            board: [(BoardPart::Blocks, None)].into(),
            roster: Some(0),
        },
        roster: true,
        erase: None,
    };
    assert_eq!(store.commit(Some(work.id), changes, at(7)).await.unwrap(), Commit::Done);
    store.close().await.unwrap();

    let store = engine.open();
    assert_eq!(lease_all(&*store, 8).await, [2, 3]);
    assert_eq!(store.conversation(ChatId(7)).await.unwrap().unwrap().value, conversation(4));
    let found = store.request(id).await.unwrap().unwrap();
    assert_eq!((found.version, &found.value), (1, &booked));
    assert_eq!(store.open_request_of(ChatId(7)).await.unwrap(), Some(found.clone()));
    assert_eq!(store.queue(5).await.unwrap().requests, std::slice::from_ref(&found));
    assert_eq!(store.due(at(600), 5).await.unwrap(), std::slice::from_ref(&found));
    assert_eq!(store.promised().await.unwrap().value, [((booked.owed().unwrap(), booked.language()), 1)]);
    assert_eq!(store.promised_between(at(1199), at(1300), 5).await.unwrap(), std::slice::from_ref(&found));
    assert_eq!(store.promised_between(at(0), at(600), 5).await.unwrap(), []);
    let standing = store.standing(at(1300)).await.unwrap();
    assert_eq!((standing.open, standing.ready, standing.later, standing.overdue), (1, 0, 1, 1));
    assert_eq!(store.board().await.unwrap().map(|board| board.value), Some(board));
    assert_eq!(store.roster().await.unwrap(), 1);
    assert_eq!(store.looks(None).await.unwrap(), [look]);
    assert_eq!(store.attempt(AttemptCode::new([1; 5])).await.unwrap().map(|found| found.value), Some(attempt()));
    assert_eq!(store.session(&SecretHash::new(b"one")).await.unwrap().map(|found| found.value), Some(session(5, 0)));
    assert_eq!(store.audit(at(9), 9).await.unwrap(), [signed_in(6)]);
    assert_eq!(store.tally(day, day).await.unwrap(), [(counted, 3)].into());
    assert_eq!(store.tally(day.tomorrow().unwrap(), Date::MAX).await.unwrap(), [].into());
    assert_eq!(store.group().await.unwrap(), Some(ChatId(-100)));
    assert_eq!(store.incidents().await.unwrap(), [(SecretKind::Card, 1)].into());
    let rows = messages(&*store, 8).await;
    assert_eq!(said(&rows), ["booked", "card"]);
    assert_eq!((rows[0].written_at, rows[0].tries), (at(7), 0));
}

pub async fn a_closed_store_says_so(engine: &impl Engine) {
    let store = engine.open();
    assert_eq!(store.failed().now_or_never(), None);
    store.close().await.unwrap();
    let closed = [
        store.intake(vec![update(1, 1)], at(0)).await.map(drop),
        store.lease(at(0), TTL).await.map(drop),
        store.commit(None, Changes::default(), at(0)).await.map(drop),
        store.conversation(ChatId(1)).await.map(drop),
        store.queue(1).await.map(drop),
        store.queue_at(&[Place::Later], 1).await.map(drop),
        store.places().await.map(drop),
        store.reserve_request_id().await.map(drop),
        store.lease_outbox(Outlet::Telegram, at(0), 1, TTL).await.map(drop),
        store.dead_letters().await.map(drop),
        store.close().await,
    ];
    for (command, result) in closed.into_iter().enumerate() {
        assert!(matches!(result, Err(StoreFault::Closed)), "{command}: {result:?}");
    }
    assert_eq!(store.failed().now_or_never(), None);
}
