//! A lead changes today's hours: who was promised a time that is now closed gets another, with others one tap away.

use insta::assert_snapshot;
use jiff::SignedDuration;
use jiff::civil::Date;
use ringback::callback::{Board, CallbackRequest, ChatId, OpenSpan, Promised, State, UserId};
use ringback::conversation::{Body, Decision, Facts, Keyboard, is_affected, promise_affected};
use ringback::desk::Clock;

use super::{House, LIN, knowledge, phrasebook, profile};

/// What a message shows, with its buttons.
fn shown(out: &Decision, chat: i64) -> String {
    let to = ringback::conversation::Recipient::Chat(ChatId(chat));
    let texts = out.outbox.iter().filter(|message| message.to == to).map(|message| match &message.body {
        Body::Say { text, keyboard: Keyboard::Inline(rows), .. } => {
            let rows = rows.iter().map(|row| {
                let buttons = row.iter().map(|button| format!("[{}]", button.label));
                buttons.collect::<Vec<_>>().join(" ")
            });
            format!("{}\n{}", text.source(), rows.collect::<Vec<_>>().join("\n"))
        }
        Body::Say { text, .. } => text.source().to_owned(),
        other => format!("{other:?}"),
    });
    texts.collect::<Vec<_>>().join("\n")
}

/// Closes today at 16:00 and gives other promises; gives the requests as they are then, and what was said.
async fn closes_at_four(house: &House, board: &Board, customers: &[i64]) -> (Vec<CallbackRequest>, Decision) {
    let profile = profile(true);
    let knowledge = knowledge();
    let hours = board.hours_over(&profile.hours);
    let phrasebook = phrasebook();
    let facts = Facts {
        now: house.clock.now(),
        desk: &profile.name,
        languages: &profile.languages,
        hours: &hours,
        rules: &profile.rules,
        dispositions: &profile.dispositions,
        roster: &profile.roster,
        board,
        handling: SignedDuration::from_mins(10),
        has_group: true,
        unsent_to_group: 0,
        unsent_to_agents: 0,
        country: profile.country,
        official: &profile.official,
        texts: &profile.texts,
        fresh_code: None,
        mails: profile.mails,
        code_key: &profile.code_key,
        retention: profile.retention,
        library: &knowledge.library,
        matcher: &knowledge.matcher,
        phrasebook: &phrasebook,
    };
    let lead = profile.roster.agent(UserId(LIN)).unwrap();
    let mut promised: Promised = house.store.promised().await.unwrap().value;
    let mut out = Decision::default();
    let mut requests = Vec::new();
    for customer in customers {
        let mut request = house.store.open_request_of(ChatId(*customer)).await.unwrap().unwrap().value;
        if is_affected(&facts, &request) {
            promise_affected(&facts, &mut promised, &mut out, lead, &mut request);
        }
        requests.push(request);
    }
    (requests, out)
}

#[tokio::test]
async fn who_cannot_be_called_any_more_is_told_and_promised_another_time() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    let wei = house.wei();
    house.says(&wei, "/call").await;
    house.presses(&wei, "其他问题").await;
    wei.shares_contact().unwrap();
    house.settle().await;
    house.presses(&wei, "选其他日期").await;
    house.presses(&wei, "今天").await;
    house.presses(&wei, "17:00–18:00").await;
    let today = Date::constant(2026, 11, 23);
    let board = Board { hours: [(today, vec![OpenSpan::new(9 * 60, 16 * 60).unwrap()])].into(), ..Board::default() };
    let (requests, out) = closes_at_four(&house, &board, &[ann.id(), wei.id()]).await;
    assert_eq!(shown(&out, ann.id()), "", "a promise that still can be kept is left alone");
    assert_snapshot!("hours-changed", shown(&out, wei.id()));
    let moved = &requests[1];
    assert_eq!(moved.promise.from.to_string(), "2026-11-24T01:00:00Z", "who chose five o'clock is not called at ten");
    assert_eq!((moved.state, moved.attempts), (State::Scheduled, 0));
    assert!(out.promises && out.requests == [moved.clone()]);
    // Tomorrow is all that is left when today is closed at once.
    let closed = Board { hours: [(today, vec![])].into(), ..Board::default() };
    let (requests, out) = closes_at_four(&house, &closed, &[ann.id(), wei.id()]).await;
    assert_snapshot!("hours-closed", format!("{}\n\n{}", shown(&out, ann.id()), shown(&out, wei.id())));
    assert!(requests.iter().all(|request| request.state == State::Scheduled));
    house.close().await;
}
