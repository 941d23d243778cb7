//! Presses that nobody may make: forged, replayed, of other people's buttons, in the wrong chat. None has an effect, and
//! each is answered exactly once.

use jiff::SignedDuration;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use ringback::admission::AttemptCode;
use ringback::callback::{
    Board, CallbackRequest, ChatId, DispositionCode, Look, RequestId, Role, Roster, State, UserId,
};
use ringback::conversation::{
    AgentClick, BookClick, Click, CustomerClick, Disclosed, Panel, QueueFilter, SnoozeFor, TimeChoice, WorkClick,
};
use ringback::matching::IntentId;
use ringback::stand_in::{Call, NewPerson};
use ringback::text::{Language, Locale};
use serde_json::json;

use super::{GROUP, House, LIN, MAYA};

/// A colleague who does not lead.
const NIA: i64 = 1003;
/// Was on the roster once.
const OLGA: i64 = 1004;
const ANN: i64 = 11;
const WEI: i64 = 12;
const MALLORY: i64 = 66;
/// A group that anybody could have made.
const FOREIGN_GROUP: i64 = -1_009_999_999_999;

/// Makes a list of buttons and an exhaustive match from the same lines: a variant without a line is a compile error, and a
/// line without a button of its variant fails.
macro_rules! one_of_each {
    ($($pattern:pat => [$($click:expr),+ $(,)?],)+) => {{
        let mut all = Vec::new();
        $($(
            let click = $click;
            assert!(matches!(click, $pattern), "{click:?} stands in the wrong line");
            all.push(click);
        )+)+
        for click in &all {
            match click {
                $($pattern => {})+
            }
        }
        all
    }};
}

/// One of every button there is, about Ann's request where it is about one.
fn every_click() -> Vec<Click> {
    let ann = RequestId(1001);
    let withdraw = IntentId::new("withdraw");
    let mut clicks = one_of_each! {
        Click::Customer(CustomerClick::Topics) => [Click::Customer(CustomerClick::Topics)],
        Click::Customer(CustomerClick::Topic(_)) => [Click::Customer(CustomerClick::Topic(withdraw.clone()))],
        Click::Customer(CustomerClick::Solved) => [Click::Customer(CustomerClick::Solved)],
        Click::Customer(CustomerClick::More(_)) => [Click::Customer(CustomerClick::More(withdraw.clone()))],
        Click::Customer(CustomerClick::Languages) => [Click::Customer(CustomerClick::Languages)],
        Click::Customer(CustomerClick::Human(_)) => [Click::Customer(CustomerClick::Human(None)), Click::Customer(CustomerClick::Human(Some(withdraw.clone())))],
        Click::Customer(CustomerClick::NoneOfThese) => [Click::Customer(CustomerClick::NoneOfThese)],
        Click::Customer(CustomerClick::Speak(_)) => [Click::Customer(CustomerClick::Speak(None)), Click::Customer(CustomerClick::Speak(Some(Locale::ZhHant)))],
        // With every answer, below.
        Click::Customer(CustomerClick::Book(..)) => [Click::Customer(CustomerClick::Book(1, BookClick::Back))],
        Click::Customer(CustomerClick::Status) => [Click::Customer(CustomerClick::Status)],
        Click::Customer(CustomerClick::Verify) => [Click::Customer(CustomerClick::Verify)],
        Click::Customer(CustomerClick::Forget) => [Click::Customer(CustomerClick::Forget)],
        Click::Customer(CustomerClick::ReallyForget(_)) => [Click::Customer(CustomerClick::ReallyForget(None)), Click::Customer(CustomerClick::ReallyForget(Some(ann)))],
        Click::Customer(CustomerClick::KeepData) => [Click::Customer(CustomerClick::KeepData)],
        Click::Customer(CustomerClick::Report) => [Click::Customer(CustomerClick::Report)],
        Click::Customer(CustomerClick::Told(_)) => [Click::Customer(CustomerClick::Told(Disclosed::Phrase))],
        Click::Customer(CustomerClick::Move(..)) => [
            Click::Customer(CustomerClick::Move(ann, TimeChoice::Next)),
            Click::Customer(CustomerClick::Move(ann, TimeChoice::Soon)),
            Click::Customer(CustomerClick::Move(ann, TimeChoice::Now)),
            Click::Customer(CustomerClick::Move(ann, TimeChoice::At(i64::MAX))),
        ],
        Click::Customer(CustomerClick::AddInfo(_)) => [Click::Customer(CustomerClick::AddInfo(ann))],
        Click::Customer(CustomerClick::NewNumber(_)) => [Click::Customer(CustomerClick::NewNumber(ann))],
        Click::Customer(CustomerClick::CallThis(..)) => [
            Click::Customer(CustomerClick::CallThis(ann, true)),
            Click::Customer(CustomerClick::CallThis(ann, false)),
        ],
        Click::Customer(CustomerClick::HeadsUpRead(_)) => [Click::Customer(CustomerClick::HeadsUpRead(ann))],
        Click::Customer(CustomerClick::AskZone) => [Click::Customer(CustomerClick::AskZone)],
        Click::Customer(CustomerClick::InZone(_)) => [Click::Customer(CustomerClick::InZone("Europe/Berlin".to_owned()))],
        Click::Customer(CustomerClick::Helped(..)) => [Click::Customer(CustomerClick::Helped(ann, true)), Click::Customer(CustomerClick::Helped(ann, false))],
        Click::Customer(CustomerClick::Rate(..)) => [Click::Customer(CustomerClick::Rate(ann, 5))],
        Click::Customer(CustomerClick::NoComment(_)) => [Click::Customer(CustomerClick::NoComment(ann))],
        Click::Customer(CustomerClick::Reopen(..)) => [Click::Customer(CustomerClick::Reopen(ann, TimeChoice::Soon))],
        Click::Customer(CustomerClick::Cancel(_)) => [Click::Customer(CustomerClick::Cancel(ann))],
        Click::Customer(CustomerClick::ReallyCancel(..)) => [Click::Customer(CustomerClick::ReallyCancel(ann, true)), Click::Customer(CustomerClick::ReallyCancel(ann, false))],
        Click::Customer(CustomerClick::Prepare(_)) => [Click::Customer(CustomerClick::Prepare(ann))],
        Click::Customer(CustomerClick::SkipItem(..)) => [Click::Customer(CustomerClick::SkipItem(ann, 0))],
        Click::Customer(CustomerClick::StopPreparing(_)) => [Click::Customer(CustomerClick::StopPreparing(ann))],
        Click::Customer(CustomerClick::Prove(_)) => [Click::Customer(CustomerClick::Prove(ann))],
        Click::Customer(CustomerClick::CodeAgain(_)) => [Click::Customer(CustomerClick::CodeAgain(ann))],
        Click::Agent(AgentClick::Claim(_)) => [Click::Agent(AgentClick::Claim(ann))],
        Click::Agent(AgentClick::Release(_)) => [Click::Agent(AgentClick::Release(ann))],
        Click::Agent(AgentClick::Calling(_)) => [Click::Agent(AgentClick::Calling(ann))],
        Click::Agent(AgentClick::Finish(..)) => [
            Click::Agent(AgentClick::Finish(ann, DispositionCode::new("resolved").unwrap())),
            Click::Agent(AgentClick::Finish(ann, DispositionCode::new("no_such_code").unwrap())),
        ],
        Click::Agent(AgentClick::Undo(_)) => [Click::Agent(AgentClick::Undo(ann))],
        Click::Agent(AgentClick::ClaimAnyway(_)) => [Click::Agent(AgentClick::ClaimAnyway(ann))],
        Click::Agent(AgentClick::Note(_)) => [Click::Agent(AgentClick::Note(ann))],
        Click::Agent(AgentClick::NoNote(_)) => [Click::Agent(AgentClick::NoNote(ann))],
        Click::Agent(AgentClick::MailCheck(_)) => [Click::Agent(AgentClick::MailCheck(ann))],
        Click::Agent(AgentClick::AskAddress(_)) => [Click::Agent(AgentClick::AskAddress(ann))],
        Click::Agent(AgentClick::CodeToNamed(_)) => [Click::Agent(AgentClick::CodeToNamed(ann))],
        Click::Agent(AgentClick::AddressIsRight(_)) => [Click::Agent(AgentClick::AddressIsRight(ann))],
        Click::Agent(AgentClick::Block(..)) => [
            Click::Agent(AgentClick::Block(ann, DispositionCode::new("which_bank").unwrap())),
            Click::Agent(AgentClick::Block(ann, DispositionCode::new("no_such_text").unwrap())),
        ],
        Click::Agent(AgentClick::Checked(..)) => [Click::Agent(AgentClick::Checked(ann, true)), Click::Agent(AgentClick::Checked(ann, false))],
        Click::Agent(AgentClick::KeepClaim(_)) => [Click::Agent(AgentClick::KeepClaim(ann))],
        Click::Agent(AgentClick::Reveal(_)) => [Click::Agent(AgentClick::Reveal(ann))],
        Click::Agent(AgentClick::Hide(_)) => [Click::Agent(AgentClick::Hide(ann))],
        Click::Agent(AgentClick::Allow(_)) => [Click::Agent(AgentClick::Allow(UserId(LIN))), Click::Agent(AgentClick::Allow(UserId(NIA)))],
        // With everything else an agent does, below.
        Click::Agent(AgentClick::Work(..)) => [Click::Agent(AgentClick::Work(ann, WorkClick::Details))],
        Click::Agent(AgentClick::TakeNext) => [Click::Agent(AgentClick::TakeNext)],
        Click::Agent(AgentClick::Queue(..)) => [Click::Agent(AgentClick::Queue(QueueFilter::All, 0)), Click::Agent(AgentClick::Queue(QueueFilter::Later, 7))],
        Click::Agent(AgentClick::StrayNote(_)) => [Click::Agent(AgentClick::StrayNote(ann))],
        Click::Agent(AgentClick::StrayAsk) => [Click::Agent(AgentClick::StrayAsk)],
        Click::Agent(AgentClick::StrayDrop) => [Click::Agent(AgentClick::StrayDrop)],
        Click::Agent(AgentClick::Assign(_)) => [Click::Agent(AgentClick::Assign(ann))],
        Click::Agent(AgentClick::AssignTo(..)) => [Click::Agent(AgentClick::AssignTo(ann, UserId(LIN)))],
        Click::Agent(AgentClick::ReleaseMine) => [Click::Agent(AgentClick::ReleaseMine)],
        Click::Agent(AgentClick::SignIn(..)) => [Click::Agent(AgentClick::SignIn(AttemptCode::new([7; 5]), 42))],
        Click::Agent(AgentClick::NotMe(_)) => [Click::Agent(AgentClick::NotMe(AttemptCode::new([7; 5])))],
    };
    let answers = one_of_each! {
        BookClick::About(_) => [BookClick::About(withdraw.clone())],
        BookClick::AboutOther => [BookClick::AboutOther],
        BookClick::When(_) => [BookClick::When(TimeChoice::Soon), BookClick::When(TimeChoice::Days(1))],
        BookClick::KnownNumber => [BookClick::KnownNumber],
        BookClick::Number(_) => [BookClick::Number(0), BookClick::Number(u8::MAX)],
        BookClick::OtherNumber => [BookClick::OtherNumber],
        BookClick::Back => [BookClick::Back],
        BookClick::Abandon => [BookClick::Abandon],
    };
    clicks.extend(answers.into_iter().map(|answer| Click::Customer(CustomerClick::Book(1, answer))));
    let work = one_of_each! {
        WorkClick::Details => [WorkClick::Details],
        WorkClick::Show(_) => [WorkClick::Show(Panel::Main), WorkClick::Show(Panel::Transfer)],
        WorkClick::HeadsUp => [WorkClick::HeadsUp],
        WorkClick::Snooze(_) => [WorkClick::Snooze(SnoozeFor::Minutes(30)), WorkClick::Snooze(SnoozeFor::Own)],
        WorkClick::Give(_) => [WorkClick::Give(UserId(NIA))],
        WorkClick::GiveTo(_) => [WorkClick::GiveTo(Language::En)],
        WorkClick::Question => [WorkClick::Question],
        WorkClick::Number => [WorkClick::Number],
    };
    clicks.extend(work.into_iter().map(|work| Click::Agent(AgentClick::Work(ann, work))));
    clicks
}

/// All that a press could change and nobody else's press may.
#[derive(Debug, PartialEq)]
struct Held {
    requests: Vec<Option<CallbackRequest>>,
    board: Board,
    looks: Vec<Look>,
}

impl House {
    /// A press as only a forged update can have it: any data, by anybody, under a message in any chat.
    async fn forges(&self, number: u64, by: i64, chat: i64, data: &str) -> String {
        let press = format!("forged-{number}");
        let kind = if chat < 0 { "supergroup" } else { "private" };
        let bot = json!({"id": 42, "is_bot": true, "first_name": "Desk", "username": "desk_bot"});
        let update = json!({"callback_query": {
            "id": press,
            "from": {"id": by, "is_bot": false, "first_name": "Forger", "language_code": "en"},
            "chat_instance": "1",
            "data": data,
            "message": {"message_id": 1, "date": 1, "from": bot, "text": "x", "chat": {"id": chat, "type": kind, "title": "x"}},
        }});
        self.clock.advance(SignedDuration::from_secs(1));
        self.telegram.inject(update).unwrap();
        self.settle().await;
        press
    }

    async fn held(&self) -> Held {
        let mut requests = Vec::new();
        for id in 1001..1010 {
            requests.push(self.store.request(RequestId(id)).await.unwrap().map(|request| request.value));
        }
        let board = self.store.board().await.unwrap().map(|board| board.value).unwrap_or_default();
        Held { requests, board, looks: self.store.looks(None).await.unwrap() }
    }

    /// Presses, and checks that it was answered once, changed nothing, and that nobody but the presser heard of it.
    async fn in_vain(&self, number: u64, by: i64, chat: i64, data: &str) {
        let before = self.held().await;
        let last = self.telegram.counts().values().sum();
        let press = self.forges(number, by, chat, data).await;
        let context = format!("{data:?} by {by} in {chat}");
        let calls = self.telegram.calls_after(last);
        let news = calls.iter().filter(|call| !["getUpdates", "setMyCommands"].contains(&call.method.as_str()));
        let (answers, others): (Vec<_>, Vec<_>) = news.partition(|call| call.method == "answerCallbackQuery");
        let answered = answers.iter().filter(|call| call.parameter("callback_query_id") == Some(&json!(press))).count();
        assert_eq!((answered, answers.len()), (1, 1), "{context}: answers");
        // The group's list is turned by whoever works there.
        let turns_list = by == NIA && chat == GROUP && data.starts_with("queue:");
        let is_theirs = |call: &Call| {
            call.chat_id() == Some(by)
                || (turns_list && call.chat_id() == Some(GROUP) && call.method == "editMessageText")
        };
        for call in others {
            assert!(is_theirs(call), "{context}: somebody else heard of it: {call:?}");
            let told = call.parameters.to_string();
            for secret in ["2025550143", "202 555", "3 USDT", "1380013"] {
                assert!(!told.contains(secret), "{context}: told {told}");
            }
        }
        assert_eq!(self.held().await, before, "{context}");
    }

    /// Ann's request is Lin's, Wei has none; Nia is a colleague, Olga was one.
    async fn with_everybody() -> Self {
        let house = Self::with_mail(&[]).await;
        house.ann_books().await;
        house.wei().says("/start");
        for (id, name) in [(NIA, "Nia"), (OLGA, "Olga")] {
            house.telegram.person(NewPerson::named(name).id(id).language("en")).says("/start");
        }
        house.settle().await;
        house.employ(&[(LIN, Role::Agent), (MAYA, Role::Lead), (NIA, Role::Agent), (OLGA, Role::Lead)]).await;
        let lin = house.lin.in_group(house.group.as_ref().unwrap());
        house.presses(&lin, "认领").await;
        house.employ(&[(LIN, Role::Agent), (MAYA, Role::Lead), (NIA, Role::Agent)]).await;
        house
    }

    /// Whatever became of Ann's request, Lin has it again.
    async fn lin_has_it(&self, number: &mut u64) {
        let owner = async || self.store.request(RequestId(1001)).await.unwrap().unwrap().value.state.owner();
        for data in ["release:1001", "claim:1001"] {
            let by = match owner().await {
                Some(UserId(LIN)) => return,
                Some(UserId(other)) => other,
                None => LIN,
            };
            self.forges(*number, by, by, data).await;
            *number += 1;
        }
        assert_eq!(owner().await, Some(UserId(LIN)));
    }

    /// From now on these work here.
    pub async fn employ(&self, members: &[(i64, Role)]) {
        let roster = members.iter().fold(Roster::new(), |roster, (id, role)| {
            let name = match *id {
                LIN => "Lin",
                MAYA => "Maya",
                NIA => "Nia",
                _ => "Olga",
            };
            let languages = if *id == MAYA { [Language::Zh, Language::En] } else { [Language::En, Language::Zh] };
            roster.with(UserId(*id), name, &languages, *role)
        });
        self.desk.employ(roster).await.unwrap();
    }
}

#[tokio::test]
async fn no_press_of_another_s_button_has_an_effect_and_each_is_answered() {
    let house = House::with_everybody().await;
    let mut number = 0;
    for click in every_click() {
        let data = String::from(click.clone());
        // Another customer, somebody who was an agent, a stranger: each in private, in the agents' group, in a group of
        // their own; and a colleague where she has no business.
        let mut tries = vec![(WEI, GROUP), (OLGA, GROUP), (MALLORY, GROUP), (ANN, GROUP)];
        tries.extend([LIN, NIA, MAYA, WEI, OLGA, MALLORY].map(|by| (by, FOREIGN_GROUP)));
        // A stranger who begins to book does so for herself.
        let stranger = 10_000 + i64::try_from(number).unwrap();
        tries.extend([WEI, OLGA, stranger].map(|by| (by, by)));
        let of_a_customer = matches!(click, Click::Customer(_));
        if of_a_customer || !matches!(click, Click::Agent(AgentClick::Reveal(_))) {
            tries.push((NIA, GROUP));
            tries.push((NIA, NIA));
        }
        if of_a_customer {
            tries.extend([(LIN, GROUP), (LIN, LIN), (MAYA, GROUP)]);
        }
        // Whoever reports a fake does so for themselves.
        tries.retain(|(by, chat)| by != chat || click != Click::Customer(CustomerClick::Report));
        for (by, chat) in tries {
            number += 1;
            house.in_vain(number, by, chat, &data).await;
        }
    }
    let request = house.store.request(RequestId(1001)).await.unwrap().unwrap().value;
    assert!(matches!(request.state, State::Claimed { by: UserId(LIN), .. }), "{:?}", request.state);
    house.close().await;
}

#[tokio::test]
async fn no_made_up_button_has_an_effect_and_each_is_answered() {
    let house = House::with_everybody().await;
    let verbs = "(topics|topic|human|speak|book|move|moveto|cancel|cancelyes|cancelno|claim|release|calling|finish|note|\
                 nonote|keep|reveal|hide|allow|mail|askmail|named|passed|failed|prepare|skip|later|prove|\
                 code|told|work|releasemine|block|owner|admin)";
    let near = format!("{verbs}(:-?[0-9]{{1,20}}(:[a-z_:0-9]{{0,20}})?)?");
    let data = prop_oneof![".{0,16}", "\\PC{0,20}", near.as_str()];
    let mut runner = TestRunner::deterministic();
    for number in 0..300 {
        let data = data.new_tree(&mut runner).unwrap().current();
        let stranger = 20_000 + i64::try_from(number).unwrap();
        let (by, chat) = match number % 5 {
            0 => (WEI, WEI),
            1 => (MALLORY, GROUP),
            2 => (NIA, FOREIGN_GROUP),
            3 => (OLGA, GROUP),
            _ => (stranger, stranger),
        };
        house.in_vain(number, by, chat, &data).await;
    }
    house.close().await;
}

#[tokio::test]
async fn a_press_made_again_changes_nothing_more() {
    let house = House::with_everybody().await;
    let mut number = 5000;
    for click in every_click().into_iter().filter(|click| !matches!(click, Click::Agent(AgentClick::Finish(..)))) {
        house.lin_has_it(&mut number).await;
        // The first press is the claimer's own and may do something; the same once more must not.
        let data = String::from(click.clone());
        house.forges(number, LIN, LIN, &data).await;
        let before = house.held().await;
        house.forges(number + 1, LIN, LIN, &data).await;
        let after = house.held().await;
        number += 2;
        assert_eq!(after.board, before.board, "{data}");
        // What may be done more than once: a longer claim, a fresh call code, another check.
        if matches!(
            click,
            Click::Agent(AgentClick::KeepClaim(_))
                | Click::Agent(AgentClick::Calling(_))
                | Click::Agent(AgentClick::Checked(..))
        ) {
            let what =
                |held: &Held| held.requests.iter().flatten().map(|r| (r.state.owner(), r.attempts)).collect::<Vec<_>>();
            assert_eq!(what(&after), what(&before), "{data}");
        } else {
            assert_eq!(after.requests, before.requests, "{data}");
        }
    }
    // An outcome counts once, however often it is pressed, and so does giving back.
    house.lin_has_it(&mut number).await;
    house.forges(number, LIN, LIN, "calling:1001").await;
    number += 1;
    house.forges(number, LIN, LIN, "finish:1001:no_answer").await;
    for again in ["finish:1001:no_answer", "finish:1001:resolved", "release:1001", "calling:1001"] {
        number += 1;
        house.in_vain(number, LIN, LIN, again).await;
    }
    house.undo_is_over().await;
    let once = house.held().await;
    assert_eq!(once.requests[0].as_ref().unwrap().attempts, 1);
    for again in ["finish:1001:no_answer", "finish:1001:resolved", "release:1001", "calling:1001", "undo:1001"] {
        number += 1;
        house.in_vain(number, LIN, LIN, again).await;
    }
    assert_eq!(house.store.open_request_of(ChatId(ANN)).await.unwrap().unwrap().value.attempts, 1);
    house.close().await;
}
