//! One story, played in both languages: buttons are pressed by their names in the language files, and what everybody
//! sees is kept as one snapshot a language. A story that works in one language alone belongs elsewhere.

mod agent;
mod amid;
mod calendar;
mod call;
mod customer;
mod handing;
mod identity;
mod lead;
mod numbers;
mod outcomes;
mod taps;
mod times;
mod urgent;

use std::cell::Cell;
use std::ops::Deref;
use std::sync::Arc;

use insta::Settings;
use jiff::SignedDuration;
use ringback::callback::{DispositionCode, Role, Roster, Rules, ServiceHours, UserId};
use ringback::desk::Profile;
use ringback::matching::IntentId;
use ringback::stand_in::{ChatView, NewPerson, Person};
use ringback::text::{Language, Locale};
use ringback::words::{Args, Phrasebook, Value};

use super::{DEFAULTS, House, LIN, MAYA, MONDAY_MORNING, knowledge, phrasebook, profile};
use crate::mail::server::SmtpServer;

/// Makes two tests of a story: `story::zh` and `story::en`.
macro_rules! in_both {
    ($($story:ident),* $(,)?) => {$(
        mod $story {
            use crate::desk::both::Tongue;

            #[tokio::test]
            async fn zh() {
                super::$story(Tongue::Zh).await;
            }

            #[tokio::test]
            async fn en() {
                super::$story(Tongue::En).await;
            }
        }
    )*};
}
use in_both;

/// The language of a story: of its customer, its agent and the agents' group.
#[derive(Clone, Copy, PartialEq)]
pub enum Tongue {
    Zh,
    En,
}

impl Tongue {
    /// The language itself.
    pub fn language(self) -> Language {
        match self {
            Self::Zh => Language::Zh,
            Self::En => Language::En,
        }
    }

    /// The one that the colleague reads.
    pub fn other(self) -> Language {
        match self {
            Self::Zh => Language::En,
            Self::En => Language::Zh,
        }
    }

    /// What is written in this language.
    pub fn says<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

/// A desk whose people all read one language; a colleague reads the other and speaks both.
pub struct Stage {
    house: House,
    pub tongue: Tongue,
    /// Waits to be called.
    pub customer: Person,
    /// Leads, and reads the story's language.
    pub agent: Person,
    /// Leads, and reads the other language.
    pub colleague: Person,
    book: Arc<Phrasebook>,
    began: Cell<[i64; 3]>,
}

impl Deref for Stage {
    type Target = House;

    fn deref(&self) -> &House {
        &self.house
    }
}

impl Stage {
    /// Monday morning, from nine to six.
    pub async fn open(tongue: Tongue) -> Self {
        Self::build(tongue, MONDAY_MORNING, desk_of(tongue), None).await
    }

    /// A desk that sends mails.
    pub async fn with_mail(tongue: Tongue) -> Self {
        Self::build(tongue, MONDAY_MORNING, desk_of(tongue), Some(SmtpServer::start(&[]).await)).await
    }

    /// A desk with hours and rules of its own, at a time of its own.
    pub async fn with_hours(tongue: Tongue, start: &str, hours: ServiceHours, rules: Rules) -> Self {
        Self::build(tongue, start, Profile { hours, rules, ..desk_of(tongue) }, None).await
    }

    async fn build(tongue: Tongue, start: &str, profile: Profile, smtp: Option<SmtpServer>) -> Self {
        let house = House::build(start, profile, knowledge(), smtp).await;
        let (customer, agent, colleague) = match tongue {
            Tongue::Zh => (house.wei(), house.maya.clone(), house.lin.clone()),
            Tongue::En => (house.ann(), house.lin.clone(), house.maya.clone()),
        };
        let book = phrasebook();
        let stage = Self { house, tongue, customer, agent, colleague, book, began: Cell::new([0; 3]) };
        stage.begin();
        stage
    }

    /// What was said before is no part of the story.
    pub fn begin(&self) {
        let last = |view: ChatView| view.messages.last().map_or(0, |message| message.id);
        self.began.set([last(self.customer.view()), last(self.agent.view()), last(self.colleague.view())]);
    }

    /// What the customer has seen since the story began.
    pub fn customer_view(&self) -> ChatView {
        self.customer.view().since(self.began.get()[0])
    }

    /// What the agent has seen since the story began.
    pub fn agent_view(&self) -> ChatView {
        self.agent.view().since(self.began.get()[1])
    }

    /// What the colleague has seen since the story began.
    pub fn colleague_view(&self) -> ChatView {
        self.colleague.view().since(self.began.get()[2])
    }

    /// What the group shows, with the cards from before the story.
    pub fn group_chat(&self) -> ChatView {
        self.group.as_ref().unwrap().view()
    }

    /// Keeps what these chats show as the story's snapshot in its language.
    pub fn keep(&self, story: &str, chats: &[ChatView]) {
        let told: Vec<String> = chats.iter().map(|chat| format!("=== {} ===\n{chat}", chat.title)).collect();
        self.keep_text(story, &told.join("\n\n"));
    }

    /// Keeps a text as a snapshot in the story's language.
    pub fn keep_text(&self, name: &str, text: &str) {
        let mut settings = Settings::clone_current();
        settings.set_snapshot_suffix(self.tongue.language().code());
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, text));
    }

    /// A sentence without markup in the story's language.
    pub fn label(&self, key: &str, args: Args<'_>) -> String {
        self.book.page(Locale::from(self.tongue.language())).label(key, args)
    }

    /// Presses a button by its name in the language files.
    pub async fn taps(&self, person: &Person, key: &str) {
        self.presses(person, &self.label(key, &[])).await;
    }

    /// Presses a button whose label has a value in it.
    pub async fn taps_with(&self, person: &Person, key: &str, name: &'static str, value: impl Into<Value>) {
        self.presses(person, &self.label(key, &[(name, value.into())])).await;
    }

    /// Presses the last button with these words in its label, like the beginning of a window.
    pub async fn taps_what_says(&self, person: &Person, words: &str) {
        let view = person.view();
        let mut buttons = view.messages.iter().rev().flat_map(|message| message.buttons.iter().flatten());
        let label = buttons.find(|button| button.label.contains(words)).map(|button| button.label.clone());
        self.presses(person, &label.unwrap_or_else(|| panic!("no button says {words}:\n{view}"))).await;
    }

    /// Presses the first button below the last message: the soonest time.
    pub async fn taps_first(&self, person: &Person) {
        let view = person.view();
        let label = view.last_from_bot().unwrap().buttons[0][0].label.clone();
        self.presses(person, &label).await;
    }

    /// Writes what the two languages have for it.
    pub async fn tells(&self, person: &Person, zh: &str, en: &str) {
        self.says(person, self.tongue.says(zh, en)).await;
    }

    /// Presses the button of an outcome and lets it stand.
    pub async fn outcome(&self, agent: &Person, code: &str) {
        self.writes_down(agent, &self.outcome_name(code)).await;
    }

    /// What an outcome's button says.
    pub fn outcome_name(&self, code: &str) -> String {
        let named = DEFAULTS.dispositions.named(&DispositionCode::new(code).unwrap()).unwrap();
        named.names[&self.tongue.language()].clone()
    }

    /// Asks for a call, up to the question for a time; `topic` is an intent.
    pub async fn asks_for_a_call(&self, person: &Person, topic: Option<&str>) {
        self.says(person, "/call").await;
        match topic {
            Some(topic) => {
                let knowledge = knowledge();
                let text = knowledge.library.text(&IntentId::new(topic), self.tongue.language()).unwrap();
                self.presses(person, &text.title).await;
            }
            None => self.taps(person, "button-other-topic").await,
        }
        // What is urgent is booked with the number alone.
        if person.view().offers(&self.label("button-share-and-call", &[])) {
            return self.taps(person, "button-share-and-call").await;
        }
        self.taps(person, "button-share-contact").await;
        // Only a number of a country with many time zones has to tell its place, and only for a certain time.
        let other = self.label("button-choose-time", &[]);
        let view = person.view();
        if view.last_from_bot().unwrap().buttons.iter().flatten().any(|button| button.label == other) {
            let city = self.book.page(Locale::from(self.tongue.language())).city("Asia/Shanghai");
            self.taps(person, "button-choose-time").await;
            self.taps_what_says(person, &format!("{city} ·")).await;
        }
    }

    /// Books a call about this, as soon as possible.
    pub async fn books(&self, topic: &str) {
        self.asks_for_a_call(&self.customer, Some(topic)).await;
        self.takes_soonest(&self.customer).await;
    }

    /// As soon as possible, unless the call is booked already.
    pub async fn takes_soonest(&self, person: &Person) {
        if !person.view().offers(&self.label("button-cancel-request", &[])) {
            self.taps_first(person).await;
        }
    }

    /// Books a call about this for a time today.
    pub async fn books_at(&self, topic: &str, from: &str) {
        self.asks_for_a_call(&self.customer, Some(topic)).await;
        self.taps_what_says(&self.customer, &format!(" {from}–")).await;
    }

    /// The agent takes the request in the group.
    pub async fn claims(&self) {
        self.taps(&self.agent.in_group(self.group.as_ref().unwrap()), "button-claim").await;
    }

    /// The agent takes it, dials, and writes an outcome down.
    pub async fn calls(&self, outcome: &str) {
        self.claims().await;
        self.taps(&self.agent, "button-calling").await;
        self.outcome(&self.agent, outcome).await;
    }

    /// Minutes pass.
    pub async fn minutes(&self, minutes: i64) {
        self.pass(SignedDuration::from_mins(minutes)).await;
    }

    /// Stops the desk in order.
    pub async fn close(self) {
        self.house.close().await;
    }

    /// Somebody else who reads the story's language.
    pub fn another(&self, id: i64, name: &str, phone: &str) -> Person {
        let person = NewPerson::named(name).id(id).language(self.tongue.says("zh-hans", "en"));
        self.telegram.person(person.phone(phone))
    }
}

fn desk_of(tongue: Tongue) -> Profile {
    let (own, other) = (tongue.language(), tongue.other());
    let (agent, colleague) = match tongue {
        Tongue::Zh => ((MAYA, "Maya"), (LIN, "Lin")),
        Tongue::En => ((LIN, "Lin"), (MAYA, "Maya")),
    };
    let roster = Roster::new().with(UserId(agent.0), agent.1, &[own, other], Role::Lead);
    let roster = roster.with(UserId(colleague.0), colleague.1, &[other, own], Role::Lead);
    Profile { languages: vec![own, other], roster, ..profile(true) }
}
