//! What the desk remembers of a chat between two messages. Small: a few hundred bytes a chat.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Allowance, Booking, Heard};
use crate::callback::{DispositionCode, RequestId};
use crate::matching::IntentId;
use crate::safety::{MailAllowance, Phone};
use crate::text::Locale;

/// The state of one private chat, a customer's or an agent's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Conversation {
    /// Which texts they read.
    pub language: LanguageChoice,
    /// Where the talk stands.
    pub step: Step,
    /// What an agent's next text is for.
    #[serde(default)]
    pub agent: AgentStep,
    /// When the agent was asked for that text: after a while, the next text is no answer any more.
    #[serde(default)]
    pub agent_asked_at: Option<Timestamp>,
    /// Messages in a row that matched nothing.
    pub misses: u8,
    /// The last topic of the talk, so that a call knows what it is about.
    pub topic: Option<IntentId>,
    /// The last words that found no answer, so that they need not be typed again for a call.
    pub unanswered: Option<String>,
    /// Bookings begun so far; a button of an earlier one is old.
    pub bookings: u32,
    /// When the talk was last about a phrase, a key, a password or a code, so that pictures are met with a warning.
    #[serde(default)]
    pub secrets_at: Option<Timestamp>,
    /// When the person first wrote; `None` of talks that began before this was kept.
    #[serde(default)]
    pub since: Option<Timestamp>,
    /// When the talk was last about something that must not wait.
    #[serde(default)]
    pub urgent_at: Option<Timestamp>,
    /// Where they are, once it was guessed or they said it; else times are the desk's.
    #[serde(default)]
    pub zone: Option<ZoneChoice>,
    /// What was last looked at and is not ours: what a report would be about.
    #[serde(default)]
    pub suspects: Vec<Suspect>,
    /// When the customer last reported a fake.
    #[serde(default)]
    pub reported_at: Option<Timestamp>,
    /// When they were last told what we never ask for.
    #[serde(default)]
    pub never_ask_at: Option<Timestamp>,
    /// The number of the last call they booked, so that it need not be given again; gone with the talk.
    #[serde(default)]
    pub known_phone: Option<Phone>,
    /// The mails that the person caused of late, over all their requests.
    #[serde(default)]
    pub mails: MailAllowance,
    /// When the person last wrote or pressed something: what they write next answers what they were asked since.
    #[serde(default)]
    pub heard_at: Option<Timestamp>,
    /// What was said of late.
    #[serde(default)]
    pub heard: Heard,
    /// How many messages may still come before the chat is asked to slow down.
    pub allowance: Allowance,
}

/// Something that is not ours.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suspect {
    /// What reports of it are gathered under.
    pub key: String,
    /// As it was written.
    pub written: String,
}

/// Which texts a person reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LanguageChoice {
    /// The texts in use.
    pub locale: Locale,
    /// Chosen by the person: what they write no longer changes it.
    pub fixed: bool,
}

/// In which time zone a person reads times.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneChoice {
    /// Its IANA name.
    pub name: String,
    /// Chosen by the person: another number no longer changes it.
    pub chosen: bool,
}

/// Where the talk with a customer stands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "at")]
pub enum Step {
    /// Free talk.
    #[default]
    Idle,
    /// Booking a call.
    Booking(Booking),
    /// Answering what to have ready for the call.
    Preparing {
        /// The call.
        request: RequestId,
        /// The question asked now, counted from 0.
        item: u8,
    },
    /// The next words are for a request.
    Awaiting {
        /// Which.
        request: RequestId,
        /// What they are.
        what: Awaited,
    },
    /// The next words are a place.
    Place,
    /// Asked whether to call this number instead.
    OtherNumber {
        /// For which request.
        request: RequestId,
        /// The number.
        phone: Phone,
    },
}

/// What a customer's next words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Awaited {
    /// Something the agent should know before the call.
    Information,
    /// Another number to call.
    Number,
    /// What they want to add to their rating.
    Comment,
}

/// What an agent's next text is for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgentStep {
    /// Nothing special.
    #[default]
    Idle,
    /// A note on this request.
    Note(RequestId),
    /// What was agreed in the call on this request; the customer reads it.
    Summary(RequestId),
    /// The address to which this request's code goes.
    Address(RequestId),
    /// Why the agent has put this request off.
    Reason(RequestId),
    /// The note without which this outcome of the request is not taken.
    Outcome(RequestId, DispositionCode),
    /// A question to the customer of this request.
    Question(RequestId),
    /// The right number of this request.
    Number(RequestId),
    /// Until when to put this request off.
    Snooze(RequestId),
    /// Why the details of this request, which is not theirs, are to be shown.
    Reveal(RequestId),
    /// Why a lead looks for requests with this number.
    Search(Phone),
    /// Nothing: they wrote this unasked, and say by a press where it goes.
    Stray {
        /// The message.
        message: i64,
        /// Its words, shortened to a note's length.
        text: String,
    },
    /// Nothing: they try the desk as a customer would.
    Trying,
}

/// How long an agent may take over a text that was asked for: a break, but not the next call.
pub(in crate::conversation) const AGENT_TEXT_WITHIN: SignedDuration = SignedDuration::from_mins(30);

/// How long after words about something urgent the talk goes first: the steps told, a call booked, a question after it.
const URGENT_FOR: SignedDuration = SignedDuration::from_mins(30);

/// How long a chat is new: who makes accounts for a joke or an attack uses them the same day.
const NEW_FOR: SignedDuration = SignedDuration::from_hours(24);

impl AgentStep {
    /// Whether the agent was asked for a text.
    pub(in crate::conversation) fn awaits_text(&self) -> bool {
        !matches!(self, Self::Idle | Self::Stray { .. } | Self::Trying)
    }

    /// The step as a word, for a page's form; `None` of those that no page asks for.
    pub fn word(&self) -> Option<&'static str> {
        Some(match self {
            Self::Note(_) => "note",
            Self::Summary(_) => "summary",
            Self::Address(_) => "address",
            Self::Reason(_) => "reason",
            Self::Outcome(..) => "outcome",
            Self::Question(_) => "question",
            Self::Number(_) => "number",
            Self::Snooze(_) => "snooze",
            Self::Reveal(_) => "reveal",
            Self::Idle | Self::Search(_) | Self::Stray { .. } | Self::Trying => return None,
        })
    }

    /// The step with this word about this request; an outcome's note is for the outcome with this code.
    pub fn named(word: &str, request: RequestId, outcome: Option<DispositionCode>) -> Option<Self> {
        Some(match word {
            "note" => Self::Note(request),
            "summary" => Self::Summary(request),
            "address" => Self::Address(request),
            "reason" => Self::Reason(request),
            "outcome" => Self::Outcome(request, outcome?),
            "question" => Self::Question(request),
            "number" => Self::Number(request),
            "snooze" => Self::Snooze(request),
            "reveal" => Self::Reveal(request),
            _ => return None,
        })
    }

    /// The request that the next text is about.
    pub fn request(&self) -> Option<RequestId> {
        match self {
            Self::Idle | Self::Search(_) | Self::Stray { .. } | Self::Trying => None,
            Self::Note(id)
            | Self::Summary(id)
            | Self::Reveal(id)
            | Self::Address(id)
            | Self::Reason(id)
            | Self::Outcome(id, _)
            | Self::Question(id)
            | Self::Number(id)
            | Self::Snooze(id) => Some(*id),
        }
    }
}

impl Conversation {
    /// A state in which nothing has been said yet.
    pub(in crate::conversation) fn blank(language: LanguageChoice, bookings: u32, allowance: Allowance) -> Self {
        Self {
            language,
            step: Step::Idle,
            agent: AgentStep::Idle,
            agent_asked_at: None,
            misses: 0,
            topic: None,
            unanswered: None,
            bookings,
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
            heard: Heard::default(),
            allowance,
        }
    }

    /// Whether a text comes too late to be what the agent was asked for.
    pub(in crate::conversation) fn agent_is_late(&self, now: Timestamp) -> bool {
        self.agent_asked_at.is_none_or(|at| now.duration_since(at) > AGENT_TEXT_WITHIN)
    }

    /// Whether what the person writes now belongs to something that must not wait.
    pub fn is_urgent(&self, now: Timestamp) -> bool {
        self.urgent_at.is_some_and(|at| now.duration_since(at).abs() < URGENT_FOR)
    }

    /// Whether the person wrote here for the first time not long ago.
    pub fn is_new(&self, now: Timestamp) -> bool {
        self.since.is_some_and(|since| now.duration_since(since) < NEW_FOR)
    }
}
