//! How many messages and taps a call costs, case by case, as `docs/taps.md` tells it. The table is written anew with
//! `RINGBACK_WRITE_TAPS=1 cargo test --test tests taps`; it fails when the desk asks for more than it says, or than is aimed at.

use std::cell::Cell;
use std::fmt::Write as _;
use std::path::Path;

use jiff::SignedDuration;
use ringback::callback::Rules;
use ringback::stand_in::Person;

use super::calendar::nine_to_six;
use super::{MONDAY_MORNING, Stage, Tongue};

/// Monday, 23:30 in Shanghai.
const NIGHT: &str = "2026-11-23T15:30:00Z";

/// A customer whose messages and taps are counted; the button that shares the number is two: Telegram asks once more.
struct Counted {
    stage: Stage,
    messages: Cell<u32>,
    taps: Cell<u32>,
}

impl Counted {
    async fn at(tongue: Tongue, start: &str) -> Self {
        let stage = Stage::with_hours(tongue, start, nine_to_six(), Rules::default()).await;
        Self { stage, messages: Cell::new(0), taps: Cell::new(0) }
    }

    fn customer(&self) -> &Person {
        &self.stage.customer
    }

    fn counts_from_here(&self) {
        (self.messages.set(0), self.taps.set(0)).0
    }

    async fn tells(&self, zh: &str, en: &str) {
        self.messages.set(self.messages.get() + 1);
        self.stage.tells(self.customer(), zh, en).await;
    }

    async fn types(&self, text: &str) {
        self.tells(text, text).await;
    }

    async fn taps(&self, key: &str) {
        let shares = key.starts_with("button-share");
        self.taps.set(self.taps.get() + if shares { 2 } else { 1 });
        self.stage.taps(self.customer(), key).await;
    }

    async fn taps_first(&self) {
        self.taps.set(self.taps.get() + 1);
        self.stage.taps_first(self.customer()).await;
    }

    async fn taps_what_says(&self, words: &str) {
        self.taps.set(self.taps.get() + 1);
        self.stage.taps_what_says(self.customer(), words).await;
    }

    /// What it cost, once the call is owed, or is not any more.
    async fn cost(self, is_owed: bool) -> (u32, u32) {
        let chat = ringback::callback::ChatId(self.customer().chat_id());
        let owed = self.stage.store.open_request_of(chat).await.unwrap().is_some();
        assert_eq!(owed, is_owed, "{}", self.customer().view());
        let cost = (self.messages.get(), self.taps.get());
        self.stage.close().await;
        cost
    }
}

async fn robbed(tongue: Tongue, start: &str) -> (u32, u32) {
    let counted = Counted::at(tongue, start).await;
    counted.tells("我的账户被盗了", "my account was stolen").await;
    counted.taps("button-share-and-call").await;
    counted.cost(true).await
}

async fn robbed_with_a_known_number(tongue: Tongue) -> (u32, u32) {
    let counted = Counted::at(tongue, MONDAY_MORNING).await;
    counted.stage.books("withdraw").await;
    counted.stage.calls("resolved").await;
    counted.counts_from_here();
    counted.tells("我的账户被盗了", "my account was stolen").await;
    counted.taps_first().await;
    counted.cost(true).await
}

async fn turned_urgent(tongue: Tongue) -> (u32, u32) {
    let counted = Counted::at(tongue, MONDAY_MORNING).await;
    counted.stage.asks_for_a_call(counted.customer(), Some("fees")).await;
    counted.tells("我的币被偷了", "my coins were stolen").await;
    counted.cost(true).await
}

async fn about_a_topic(tongue: Tongue, start: &str) -> (u32, u32) {
    let counted = Counted::at(tongue, start).await;
    counted.tells("提币没到账怎么办", "my withdrawal is pending").await;
    counted.taps("button-human").await;
    counted.taps("button-share-contact").await;
    counted.taps_first().await;
    counted.cost(true).await
}

async fn asks_for_a_person(tongue: Tongue) -> (u32, u32) {
    let counted = Counted::at(tongue, MONDAY_MORNING).await;
    counted.tells("我想和真人说话", "I want to talk to a human").await;
    counted.taps("button-other-topic").await;
    counted.taps("button-share-contact").await;
    counted.taps_first().await;
    counted.cost(true).await
}

async fn types_the_number(tongue: Tongue) -> (u32, u32) {
    let counted = Counted::at(tongue, MONDAY_MORNING).await;
    counted.tells("提币没到账怎么办", "my withdrawal is pending").await;
    counted.taps("button-human").await;
    counted.types("+44 20 7946 0018").await;
    counted.taps_first().await;
    counted.cost(true).await
}

async fn with_topic_and_time(tongue: Tongue) -> (u32, u32) {
    let counted = Counted::at(tongue, MONDAY_MORNING).await;
    counted.tells("明天下午三点打给我，提币没到账", "call me at 3pm tomorrow, my withdrawal is pending").await;
    counted.taps("button-share-contact").await;
    counted.taps_first().await;
    counted.cost(true).await
}

async fn moved(tongue: Tongue) -> (u32, u32) {
    let counted = Counted::at(tongue, MONDAY_MORNING).await;
    counted.stage.books("withdraw").await;
    counted.counts_from_here();
    counted.taps("button-move").await;
    counted.taps_what_says(" 15:00–").await;
    counted.cost(true).await
}

async fn cancelled(tongue: Tongue) -> (u32, u32) {
    let counted = Counted::at(tongue, MONDAY_MORNING).await;
    counted.stage.books("withdraw").await;
    counted.stage.minutes(1).await;
    counted.counts_from_here();
    counted.taps("button-cancel-request").await;
    counted.taps("button-cancel-yes").await;
    counted.cost(false).await
}

async fn left(tongue: Tongue) -> (u32, u32) {
    let counted = Counted::at(tongue, MONDAY_MORNING).await;
    counted.stage.says(counted.customer(), "/call").await;
    counted.stage.pass(SignedDuration::from_secs(1)).await;
    counted.tells("算了", "never mind").await;
    counted.cost(false).await
}

/// Every case with what it costs and what is aimed at: messages and taps.
async fn table(tongue: Tongue) -> Vec<(&'static str, (u32, u32), (u32, u32))> {
    vec![
        ("Stolen account, told for the first time", robbed(tongue, MONDAY_MORNING).await, (1, 2)),
        ("Stolen account, the number known from an earlier call", robbed_with_a_known_number(tongue).await, (1, 1)),
        ("Stolen account, at night", robbed(tongue, NIGHT).await, (1, 2)),
        ("Stolen account, told in the midst of a booking with a number", turned_urgent(tongue).await, (1, 0)),
        ("A call about what was asked first", about_a_topic(tongue, MONDAY_MORNING).await, (1, 4)),
        ("The same while the desk is closed", about_a_topic(tongue, NIGHT).await, (1, 4)),
        ("\"I want to talk to a person\", the topic by a button", asks_for_a_person(tongue).await, (1, 4)),
        ("A call with a typed number", types_the_number(tongue).await, (2, 2)),
        ("Topic and time in the first message", with_topic_and_time(tongue).await, (1, 3)),
        ("An owed call moved", moved(tongue).await, (0, 2)),
        ("An owed call cancelled", cancelled(tongue).await, (0, 2)),
        ("A booking left in words", left(tongue).await, (1, 0)),
    ]
}

#[tokio::test]
async fn a_call_costs_as_few_messages_and_taps_as_the_table_says() {
    let (zh, en) = (table(Tongue::Zh).await, table(Tongue::En).await);
    assert_eq!(zh, en, "the languages differ");
    let mut text = String::from(
        "# What a call costs the customer\n\n\
         Counted by playing each case in Chinese and in English against the stand-in Telegram; sharing the number is two taps, for\n\
         Telegram asks once more. Written by `RINGBACK_WRITE_TAPS=1 cargo test --test tests taps`, which fails when a case costs\n\
         more than it is to.\n\n\
         | case | messages | taps | at most |\n| --- | --- | --- | --- |\n",
    );
    for (case, (messages, taps), (most_messages, most_taps)) in &en {
        assert!(messages <= most_messages && taps <= most_taps, "{case}: {messages} messages, {taps} taps");
        writeln!(text, "| {case} | {messages} | {taps} | {most_messages} + {most_taps} |").unwrap();
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/taps.md");
    if std::env::var_os("RINGBACK_WRITE_TAPS").is_some() {
        std::fs::write(&file, &text).unwrap();
    }
    assert_eq!(std::fs::read_to_string(&file).unwrap_or_default(), text, "docs/taps.md is not what the desk does");
}
