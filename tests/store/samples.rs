//! Small values that the store's tests write.

use jiff::{SignedDuration, Timestamp};
use ringback::callback::{CallbackRequest, ChatId, Customer, NewRequest, Promise, RequestId, State, UserId};
use ringback::conversation::{
    AgentStep, Allowance, Body, Conversation, Keyboard, LanguageChoice, Mail, MessageRef, Outgoing, Recipient, Slot,
    Step,
};
use ringback::intents::Priority;
use ringback::safety::{CodeSeed, Email, MailAllowance};
use ringback::store::{Changes, DataKey, Protection, Put, RawUpdate};
use ringback::text::Locale;
use ringback::words::Markdown;

/// A key that is always the same.
pub fn key() -> DataKey {
    DataKey::parse(&"5e".repeat(32)).unwrap()
}

/// Sealed with that key.
pub fn sealed() -> Protection {
    Protection::Key(key())
}

/// This many seconds after the tests' day began.
pub fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_800_000_000 + second).unwrap()
}

pub fn hours(count: i64) -> SignedDuration {
    SignedDuration::from_hours(count)
}

pub fn update(update_id: i64, lane: i64) -> RawUpdate {
    RawUpdate { update_id, lane, json: format!(r#"{{"update_id":{update_id}}}"#), mark: 0, urgent: false, piece: None }
}

/// A state that a number can be read from again.
pub fn conversation(mark: u32) -> Conversation {
    Conversation {
        language: LanguageChoice { locale: Locale::En, fixed: false },
        step: Step::Idle,
        agent: AgentStep::Idle,
        agent_asked_at: None,
        misses: 0,
        topic: None,
        unanswered: None,
        bookings: mark,
        secrets_at: None,
        since: None,
        urgent_at: None,
        zone: None,
        suspects: Vec::new(),
        reported_at: None,
        never_ask_at: None,
        known_phone: None,
        mails: MailAllowance::default(),
        heard_at: None,
        heard: Default::default(),
        allowance: Allowance::full(at(0)),
    }
}

pub fn request(id: RequestId, customer: i64, state: State) -> CallbackRequest {
    let new = NewRequest {
        id,
        customer: Customer { chat: ChatId(customer), name: "Sample".into(), locale: Locale::ZhHans, zone: None },
        topic: None,
        priority: Priority::Normal,
        phone: serde_json::from_value(serde_json::json!({ "e164": "+12025550143", "verified": false })).unwrap(),
        story: None,
        promise: Promise { from: at(600), to: at(1200) },
    };
    CallbackRequest { state, ..CallbackRequest::book(new, at(0)) }
}

pub fn claimed(by: i64) -> State {
    State::Claimed { by: UserId(by), since: at(1) }
}

pub fn to(chat: i64) -> Recipient {
    Recipient::Chat(ChatId(chat))
}

pub fn say(to: Recipient, text: &str) -> Outgoing {
    Outgoing {
        to,
        body: Body::Say { text: Markdown::trusted(text), keyboard: Keyboard::None, slot: None, protect: false },
    }
}

pub fn say_in(to: Recipient, slot: Slot, text: &str) -> Outgoing {
    let body = Body::Say { text: Markdown::trusted(text), keyboard: Keyboard::None, slot: Some(slot), protect: false };
    Outgoing { to, body }
}

/// The card of a request.
pub fn card(to: Recipient, id: u64, urgent: bool, text: &str) -> Outgoing {
    let body = Body::Card { request: RequestId(id), urgent, text: Markdown::trusted(text), keyboard: Keyboard::None };
    Outgoing { to, body }
}

pub fn edit(to: Recipient, slot: Slot, text: &str) -> Outgoing {
    let body = Body::Edit { message: MessageRef::Slot(slot), text: Markdown::trusted(text), keyboard: Keyboard::None };
    Outgoing { to, body }
}

pub fn unbutton(to: Recipient, slot: Slot) -> Outgoing {
    Outgoing { to, body: Body::Unbutton { message: MessageRef::Slot(slot) } }
}

pub fn delete(to: Recipient, slot: Slot) -> Outgoing {
    Outgoing { to, body: Body::Delete { message: MessageRef::Slot(slot) } }
}

pub fn mail(customer: i64, subject: &str) -> Outgoing {
    let mail = Mail {
        address: Email::typed("ann@example.com").unwrap(),
        subject: subject.to_owned(),
        text: String::new(),
        seed: CodeSeed::new([0; 16]),
        request: RequestId::FIRST,
        until: at(600),
    };
    Outgoing { to: Recipient::Mailbox(ChatId(customer)), body: Body::Mail(mail) }
}

pub fn answer_click(to: Recipient, press: &str) -> Outgoing {
    Outgoing { to, body: Body::AnswerClick { press: press.into(), toast: None, alert: false } }
}

/// What a message says, short enough to compare lists of them.
pub fn words(message: &Outgoing) -> String {
    match &message.body {
        Body::Say { text, .. } | Body::Card { text, .. } | Body::Edit { text, .. } => text.source().to_owned(),
        Body::Unbutton { .. } => "unbutton".into(),
        Body::File { file, .. } => file.id.clone(),
        Body::Delete { .. } => "delete".into(),
        Body::AnswerClick { press, .. } => press.clone(),
        Body::Mail(mail) => mail.subject.clone(),
    }
}

pub fn new<T>(value: T) -> Put<T> {
    Put { expect: None, value }
}

pub fn over<T>(version: u64, value: T) -> Put<T> {
    Put { expect: Some(version), value }
}

pub fn sends(outbox: impl IntoIterator<Item = Outgoing>) -> Changes {
    Changes { outbox: outbox.into_iter().collect(), ..Changes::default() }
}

pub fn talks(chat: i64, put: Put<Conversation>) -> Changes {
    Changes { conversations: vec![(ChatId(chat), put)], ..Changes::default() }
}

pub fn books(put: Put<CallbackRequest>) -> Changes {
    Changes { requests: vec![(put.value.id, put)], ..Changes::default() }
}
