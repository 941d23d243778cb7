//! What a decision is made from: the desk's facts, and the records that the event is about.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use phonenumber::country::Id as Country;

use super::agent::{Order, stats_days};
use super::{Awaited, ChatKind, Click, Conversation, Incoming, Retention, Step, TextBlocks, What};
use crate::callback::{
    Ahead, Board, CallbackRequest, Capacity, Customer, Dispositions, Line, Look, Promised, Report, RequestId, Roster,
    Rules, ServiceHours, Wait, zone_named,
};
use crate::intents::IntentLibrary;
use crate::matching::Matcher;
use crate::safety::official::Official;
use crate::safety::{CallCode, CodeKey, CodeSeed};
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

    /// How long somebody who speaks this language waits behind these, while the desk is open.
    pub fn wait(&self, ahead: &Ahead, language: Language) -> Wait {
        Line { roster: self.roster, board: self.board, handling: self.handling }.behind(ahead, language)
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
}

/// The records that an event is about.
#[derive(Clone, Debug, Default)]
pub struct Situation {
    /// The state of the chat.
    pub conversation: Option<Conversation>,
    /// The open request of the person who wrote.
    pub own: Option<CallbackRequest>,
    /// Who stands before it in line.
    pub ahead: Ahead,
    /// The calls that are promised and not made yet, the writer's own left out.
    pub promised: Promised,
    /// How many open calls were booked lately with unproved numbers, when somebody books.
    pub unproved: u64,
    /// Whether the event comes from the agents' own group.
    pub in_agents_group: bool,
    /// Whether the agent who pressed can be written to in private.
    pub agent_reachable: bool,
    /// The request that the pressed button, or the text an agent is asked for, is about.
    pub named: Option<CallbackRequest>,
    /// Whether the customer of the named request can be written to.
    pub named_reachable: bool,
    /// The open request of the named request's customer, when a lead blocks them.
    pub named_open: Option<CallbackRequest>,
    /// Who saw the details of the named request, when a lead asks.
    pub looks: Vec<Look>,
    /// A guest gave a command in a group, and more of them did than get a hint.
    pub crowded: bool,
    /// What can be called now.
    pub ready: Part,
    /// What agents have.
    pub worked: Part,
    /// What waits for its time.
    pub later: Part,
    /// What the agent who wrote has.
    pub mine: Part,
    /// What was promised for the time that changed hours concern.
    pub concerned: Vec<CallbackRequest>,
    /// The numbers of the days that a lead asked for.
    pub report: Option<Report>,
    /// A number for a request, should one be booked now.
    pub fresh: Option<RequestId>,
    /// Random bytes for a one-time code, should one be sent now.
    pub seed: Option<CodeSeed>,
}

/// The head of a part of the queue.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// The first of it, in the queue's order.
    pub requests: Vec<CallbackRequest>,
    /// How many there are in all.
    pub count: usize,
}

/// Which records an event needs beyond the chat's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// The writer's open request.
    pub own: bool,
    /// This request.
    pub named: Option<RequestId>,
    /// The open request of the same customer.
    pub named_open: bool,
    /// Who saw the named request's details.
    pub looks: bool,
    /// Whether a guest's command in a group can be answered now.
    pub admission: bool,
    /// In place of a named request, the first that this agent can call now.
    pub next: bool,
    /// The parts of the queue.
    pub queue: bool,
    /// What the agent who writes has.
    pub mine: bool,
    /// What was promised between these times, and what is promised to everybody.
    pub promised_between: Option<(Timestamp, Timestamp)>,
    /// The numbers of these days.
    pub report: Option<(Date, Date)>,
}

/// The days that a lead asks about in private.
fn report(facts: &Facts<'_>, incoming: &Incoming) -> Option<(Date, Date)> {
    let What::Text { text, .. } = &incoming.what else { return None };
    let lead = facts.roster.agent(incoming.person.id)?.leads() && incoming.kind == ChatKind::Private;
    (lead && incoming.what.command() == Some("stats")).then(|| stats_days(facts, text)).flatten()
}

/// Tells which records a decision on this event needs, given the state of its chat.
pub fn needs(facts: &Facts<'_>, conversation: Option<&Conversation>, incoming: &Incoming) -> Needs {
    let agent = facts.roster.agent(incoming.person.id);
    let private = incoming.kind == ChatKind::Private;
    let anonymous = incoming.what == What::Anonymous;
    let guest = !private && (anonymous || incoming.what.command().is_some());
    let own = Needs { own: private, admission: agent.is_none() && guest, ..Needs::default() };
    let clicked = match &incoming.what {
        What::Click { click: Some(click), .. } => Some(click),
        _ => None,
    };
    let awaited = conversation.and_then(|conversation| conversation.agent.request()).filter(|_| agent.is_some());
    let rated = conversation.and_then(|conversation| match conversation.step {
        Step::Awaiting { request, what: Awaited::Comment } => Some(request),
        _ => None,
    });
    let named = clicked.and_then(Click::request).or(awaited).or(rated);
    let mine = agent.is_some() && clicked == Some(&Click::ReleaseMine);
    let next = agent.is_some() && clicked == Some(&Click::TakeNext);
    let needs = Needs { named, mine, next, report: report(facts, incoming), ..own };
    match (incoming.what.command_line(), agent) {
        (Some((name @ ("block" | "unblock" | "looks"), rest)), Some(agent)) if agent.leads() => Needs {
            named: rest.split_whitespace().next().and_then(|reference| reference.parse().ok()),
            named_open: name == "block",
            looks: name == "looks",
            ..own
        },
        (Some(_), Some(agent)) => Order::read(&incoming.what).map_or(needs, |order| order.needs(facts, agent, own)),
        _ => needs,
    }
}
