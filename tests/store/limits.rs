//! The largest that the rules of the desk allow, of each record that grows: the store keeps it whole.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use ringback::callback::{
    Actor, Block, Board, CallbackRequest, Cause, ChatId, CheckKind, CustomerNote, FileKind, FileRef, MAX_BLOCK_REASON,
    MAX_BLOCKS, OpenSpan, RequestId, Role, Roster, Rules, Shift, Shown, State, Transition, UserId,
};
use ringback::conversation::{Body, Booking, BookingStep, Keyboard, Outgoing, Said, Slot, Step, Suspect, Wish};
use ringback::safety::{CallCode, CodeKey};
use ringback::store::{Changes, Commit, PutBoard, Store};
use ringback::text::Language;
use ringback::words::Markdown;

use super::contract::Engine;
use super::embedded::Folder;
use super::samples::*;

/// The longest text that Telegram carries, characters.
const LONGEST: usize = 4096;

/// Characters that take the most: in UTF-8, as JSON, as Markdown.
fn worst() -> impl Strategy<Value = char> {
    prop_oneof![
        Just('😀'),
        Just('长'),
        Just('\u{1}'),
        Just('"'),
        Just('\\'),
        Just('\n'),
        Just('*'),
        Just('\u{10ffff}'),
        any::<char>()
    ]
}

/// A request in which everything that people can add was added until there was no room.
fn fullest_request(c: char, words: usize) -> CallbackRequest {
    let text = || c.to_string().repeat(words.clamp(1, LONGEST));
    let roster = Roster::new().with(UserId(5), "Lin", &[Language::En], Role::Agent);
    let agent = roster.agent(UserId(5)).unwrap();
    let mut request = request(RequestId::FIRST, 7, State::New);
    request.customer.name = c.to_string().repeat(200);
    let file = || FileRef { id: c.to_string().repeat(200), kind: FileKind::Document };
    for number in 0.. {
        let added = match number % 3 {
            0 => request.add_file(file(), text(), at(number)),
            _ => request.add_to_story(text(), at(number)),
        };
        if !added {
            break;
        }
    }
    while request.add_note(agent, text(), at(1)) {}
    for number in 0.. {
        if !request.prepare(format!("{number} {}", c.to_string().repeat(300)), text()) {
            break;
        }
    }
    for number in 0..1000 {
        request.record_check(CheckKind::Contact, true, Actor::Agent(UserId(i64::MAX)), at(number));
    }
    // Claimed and called again and again.
    for _ in 0..200 {
        let _ = request.claim(agent, &Rules::default(), at(2));
        let _ = request.call(agent, &Rules::default(), CallCode::fresh(7, at(2)), at(2));
        let _ = request.release(agent, Cause::Released, at(2));
    }
    request.rate(5, Some(text()), at(3));
    request
}

/// A board with everything on it that the rules allow.
fn fullest_board(c: char) -> Board {
    let mut board = Board { alerted_at: Some(at(1)), ..Board::default() };
    let marks = CodeKey::derive(b"a secret");
    for thing in 0..400 {
        for person in 0..120 {
            board.reported.add(&marks, &format!("tel:+{thing}"), ChatId(person), at(thing));
        }
    }
    for number in 0..1000 {
        let (user, request) = (UserId(i64::MAX - number), RequestId(u64::MAX - number.unsigned_abs()));
        board.alarms.insert(request);
        board.shown.push(Shown { request, to: user, until: at(number) });
        board.shifts.insert(user, Shift { on: false, since: at(number) });
        if number < 100 {
            for _ in 0..20 {
                board.watch(user, at(number)).reveal(at(number));
            }
        }
    }
    for number in 0..MAX_BLOCKS as i64 {
        let reason = c.to_string().repeat(MAX_BLOCK_REASON);
        let (request, by) = (RequestId(u64::MAX), UserId(i64::MIN));
        board.blocks.add(ChatId(number), Block { request, by, at: at(0), until: at(600), reason });
    }
    let mut day = at(0).to_zoned(jiff::tz::TimeZone::UTC).date();
    for _ in 0..100 {
        board.hours.insert(day, vec![OpenSpan::ALL_DAY; 20]);
        day = day.tomorrow().unwrap();
    }
    board
}

fn fullest_conversation(c: char) -> ringback::conversation::Conversation {
    let text = || c.to_string().repeat(LONGEST + 1);
    let note = || CustomerNote { at: at(0), text: text(), file: Some(FileRef { id: text(), kind: FileKind::Photo }) };
    let booking = Booking {
        story: Some(text()),
        // As many words as are kept of what is told meanwhile.
        said: (0..4).map(|_| Said { message: i64::MAX, at: at(0), text: text() }).collect(),
        wish: Some(Wish { text: text(), at: at(0) }),
        files: (0..10).map(|_| note()).collect(),
        ..Booking::new(u32::MAX, BookingStep::Timing)
    };
    let mut talk = conversation(u32::MAX);
    talk.step = Step::Booking(booking);
    talk.unanswered = Some(text());
    // As many things as one message can name, each with a key as long as itself.
    talk.suspects =
        (0..LONGEST / 4).map(|_| Suspect { key: c.to_string().repeat(8), written: c.to_string().repeat(8) }).collect();
    talk
}

fn fullest_message(c: char) -> Outgoing {
    // A page of ours, with every character protected, and words of a customer on top.
    let text = Markdown::literal(&c.to_string().repeat(4 * LONGEST));
    let body = Body::Say { text, keyboard: Keyboard::None, slot: Some(Slot::Card(RequestId(u64::MAX))), protect: true };
    Outgoing { to: to(7), body }
}

/// Everything that people and the program add to a request until it says that it is full, written and read back.
async fn is_kept_whole(c: char, words: usize) {
    let folder = Folder::new();
    let store = folder.open();
    let (request, board) = (fullest_request(c, words), fullest_board(c));
    let (talk, message) = (fullest_conversation(c), fullest_message(c));
    let changes = Changes {
        conversations: talks(7, new(talk.clone())).conversations,
        requests: vec![(request.id, new(request.clone()))],
        outbox: vec![message.clone()],
        board: Some(PutBoard::over(None, board.clone())),
        ..Changes::default()
    };
    assert_eq!(store.commit(None, changes, at(0)).await.unwrap(), Commit::Done);
    let check = async |store: &dyn Store| {
        assert_eq!(store.request(request.id).await.unwrap().unwrap().value, request);
        assert_eq!(store.board().await.unwrap().unwrap().value, board);
        assert_eq!(store.conversation(ChatId(7)).await.unwrap().unwrap().value, talk);
        let kept = store.kept_of(ChatId(7)).await.unwrap();
        assert_eq!((kept.requests, kept.unsent), (vec![request.clone()], vec![message.clone()]));
    };
    check(&*store).await;
    store.close().await.unwrap();
    drop(store);
    check(&*folder.open()).await;
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 6, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_largest_records_that_the_rules_allow_fit(c in worst(), words in prop_oneof![1..=LONGEST, Just(LONGEST), Just(1_usize)]) {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(is_kept_whole(c, words));
    }
}

#[test]
fn a_full_request_takes_a_fraction_of_what_a_record_may() {
    let mut largest = BTreeMap::new();
    for c in ['😀', '长', '\u{1}', 'a', '"'] {
        for words in [1, 300, LONGEST] {
            let json = serde_json::to_vec(&fullest_request(c, words)).unwrap();
            largest.insert(json.len(), (c, words));
        }
    }
    let (bytes, (c, words)) = largest.last_key_value().unwrap();
    // Store records hold two mebibytes.
    assert!(*bytes < 1024 * 1024, "{bytes} bytes of {words} {c:?}");
    let story: usize = fullest_request('😀', 1000).story.iter().map(|note| note.text.chars().count()).sum();
    assert!(story >= 50_000, "a story of {story} emoji is not generous");
}

#[test]
fn a_line_of_history_is_short() {
    let code = serde_json::from_value(serde_json::json!("x".repeat(ringback::callback::MAX_CODE_BYTES))).unwrap();
    let line = Transition {
        at: Timestamp::MAX,
        by: Actor::Agent(UserId(i64::MIN)),
        from: ringback::callback::Surface::Telegram,
        to: State::Calling { by: UserId(i64::MIN), since: Timestamp::MAX - SignedDuration::from_nanos(1) },
        why: Cause::Outcome(code),
    };
    assert!(serde_json::to_vec(&line).unwrap().len() < 500);
}
