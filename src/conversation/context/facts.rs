//! What is true of the desk at this moment, whoever writes: time, hours, people, rules, texts. Reads nothing by itself.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use phonenumber::country::Id as Country;

use super::{Allowance, Conversation, LanguageChoice, Retention, TextBlocks};
use crate::callback::{
    Ahead, Board, Capacity, Customer, Dispositions, Line, Promised, Roster, Rules, ServiceHours, Wait, zone_named,
};
use crate::conversation::input::Incoming;
use crate::intents::IntentLibrary;
use crate::matching::Matcher;
use crate::safety::official::Official;
use crate::safety::{CallCode, CodeKey};
use crate::text::{Language, Locale};
use crate::words::{Phrasebook, Words};

/// What is true of the desk at this moment.
#[derive(Clone, Copy)]
pub struct Facts<'a> {
    /// The time.
    pub now: Timestamp,
    /// The name customers read.
    pub desk: &'a str,
    /// The languages spoken, the default first.
    pub languages: &'a [Language],
    /// When the desk is open, changed days included, and its time zone.
    pub hours: &'a ServiceHours,
    /// The numbers the queue goes by.
    pub rules: &'a Rules,
    /// How long what people told is kept.
    pub retention: Retention,
    /// The outcomes that agents can choose.
    pub dispositions: &'a Dispositions,
    /// Who works here.
    pub roster: &'a Roster,
    /// Who is at work, and which hours were changed.
    pub board: &'a Board,
    /// How long a call takes with its paperwork, as measured of late.
    pub handling: SignedDuration,
    /// Whether the agents have a group; without one their cards go to each of them.
    pub has_group: bool,
    /// How many messages wait for the agents' group.
    pub unsent_to_group: usize,
    /// How many wait for the agent with the most of them, where cards go to each.
    pub unsent_to_agents: usize,
    /// The country of numbers typed without one.
    pub country: Option<Country>,
    /// What is really the desk's.
    pub official: &'a Official,
    /// What agents send with one press.
    pub texts: &'a TextBlocks,
    /// A code for a call, should one be made now; `None` when none could be made.
    pub fresh_code: Option<CallCode>,
    /// Whether the desk can send e-mails.
    pub mails: bool,
    /// The key of one-time codes.
    pub code_key: &'a CodeKey,
    /// What the desk knows.
    pub library: &'a IntentLibrary,
    /// Who tells what is meant.
    pub matcher: &'a Matcher,
    /// How things are said.
    pub phrasebook: &'a Phrasebook,
}

impl<'a> Facts<'a> {
    /// What can be promised to somebody who speaks this language, given what is promised.
    pub fn capacity(&self, promised: &'a Promised, language: Language) -> Capacity<'a> {
        Capacity {
            hours: self.hours,
            rules: self.rules,
            roster: self.roster,
            board: self.board,
            promised,
            handling: self.handling,
            language,
            held_back: false,
            now: self.now,
        }
    }

    /// Who calls, and how fast.
    pub fn line(&self) -> Line<'a> {
        Line { roster: self.roster, board: self.board, handling: self.handling }
    }

    /// How long somebody who speaks this language waits behind these, while the desk is open.
    pub fn wait(&self, ahead: &Ahead, language: Language) -> Wait {
        self.line().behind(ahead, language)
    }

    /// The time zone that a customer reads times in: their own, if this machine knows it, else the desk's.
    pub fn zone_of(&self, customer: &Customer) -> TimeZone {
        customer.zone.as_deref().and_then(zone_named).unwrap_or_else(|| self.hours.zone.clone())
    }

    /// Whether the agents have a group that can be written to.
    pub fn group_works(&self) -> bool {
        self.has_group && self.board.silence.is_none()
    }

    /// The texts in one locale.
    pub fn words(&self, locale: Locale) -> Words<'a> {
        self.phrasebook.page(locale)
    }

    /// What people read of whom we know nothing, and what the agents' group reads.
    pub fn default_locale(&self) -> Locale {
        self.languages.first().copied().unwrap_or(Language::En).into()
    }

    /// The locale itself when the desk speaks it, else the default.
    pub fn spoken(&self, locale: Locale) -> Locale {
        if self.languages.contains(&locale.language()) { locale } else { self.default_locale() }
    }

    /// The state of a chat that has just begun: Telegram's hint decides the language until the person writes.
    pub(in crate::conversation) fn new_conversation(&self, incoming: &Incoming) -> Conversation {
        let hint = incoming.person.language_tag.as_deref().and_then(Locale::from_tag);
        let locale = hint.map_or(self.default_locale(), |locale| self.spoken(locale));
        let choice = LanguageChoice { locale, fixed: false };
        Conversation { since: Some(self.now), ..Conversation::blank(choice, 0, Allowance::full(self.now)) }
    }
}
