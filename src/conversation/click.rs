//! The buttons of our messages and their wire form of at most 64 bytes. Rights are checked on every press, never here.

use serde::{Deserialize, Serialize};

use super::{Pick, WorkClick};
use crate::callback::{DispositionCode, RequestId, UserId};
use crate::matching::IntentId;
use crate::text::Locale;

/// A press of an inline button.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum Click {
    /// Show the topics.
    Topics,
    /// Answer this topic.
    Topic(IntentId),
    /// The answer helped.
    Solved,
    /// Talk to a person, about this topic if one is known.
    Human(Option<IntentId>),
    /// None of the suggestions.
    NoneOfThese,
    /// Read and be read in this language; `None` follows what the customer writes.
    Speak(Option<Locale>),
    /// In the booking with this number: an answer to its present question.
    Book(u32, BookClick),
    /// Show the customer's own request.
    Status,
    /// Is this you?
    Verify,
    /// Report that somebody poses as the desk.
    Report,
    /// This was given away to a fake.
    Told(Disclosed),
    /// Offer other times for the customer's own request, or take one.
    Move(RequestId, Pick),
    /// Ask what else the agent should know.
    AddInfo(RequestId),
    /// Ask for another number.
    NewNumber(RequestId),
    /// The customer has read that the call comes.
    HeadsUpRead(RequestId),
    /// Ask where the customer is.
    AskZone,
    /// Read times in this IANA zone.
    InZone(String),
    /// After the call: whether it helped.
    Helped(RequestId, bool),
    /// Rate the help with so many stars.
    Rate(RequestId, u8),
    /// Nothing to add to the rating.
    NoComment(RequestId),
    /// Offer times for an ended request to be opened again, or take one.
    Reopen(RequestId, Pick),
    /// Ask whether to cancel the own request.
    Cancel(RequestId),
    /// Cancel it, or keep it.
    ReallyCancel(RequestId, bool),
    /// Answer what to have ready for the own call.
    Prepare(RequestId),
    /// Leave this question out.
    SkipItem(RequestId, u8),
    /// Leave the other questions for later.
    StopPreparing(RequestId),
    /// Prove the own e-mail address before the call.
    Prove(RequestId),
    /// Send another code to the same address.
    CodeAgain(RequestId),
    /// Ask whether to erase what is kept of the customer.
    Forget,
    /// Erase it, and cancel this request, which the question was about.
    ReallyForget(Option<RequestId>),
    /// Do not erase it.
    KeepData,
    /// An agent takes a request.
    Claim(RequestId),
    /// An agent gives it back.
    Release(RequestId),
    /// An agent dials now.
    Calling(RequestId),
    /// An agent wants to write an outcome down.
    Finish(RequestId, DispositionCode),
    /// An agent wants to add a note.
    Note(RequestId),
    /// An agent has nothing to add to the outcome.
    NoNote(RequestId),
    /// An agent wants a code sent by e-mail.
    MailCheck(RequestId),
    /// An agent has the customer name the address.
    AskAddress(RequestId),
    /// An agent has the code sent to the address that the customer named.
    CodeToNamed(RequestId),
    /// An agent has compared the address that the customer named: it is the account's.
    AddressIsRight(RequestId),
    /// An agent sends this prepared text in place of the words they were asked for.
    Block(RequestId, DispositionCode),
    /// An agent has checked who the customer is; passed or not.
    Checked(RequestId, bool),
    /// An agent needs more time before the claim ends.
    KeepClaim(RequestId),
    /// An agent who does not have a request wants to see its details.
    Reveal(RequestId),
    /// They have seen enough.
    Hide(RequestId),
    /// A lead lets an agent see details again.
    Allow(UserId),
    /// An agent does something else with a request.
    Work(RequestId, WorkClick),
    /// An agent takes the first request of the queue.
    TakeNext,
    /// An agent gives everything back.
    ReleaseMine,
}

/// What a customer gave away to a fake.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Disclosed {
    /// Nothing.
    Nothing,
    /// A password or a code.
    Code,
    /// A recovery phrase or a private key.
    Phrase,
    /// Money or coins.
    Money,
    /// The device: a program was installed, the screen shared.
    Device,
}

impl Disclosed {
    /// Everything that is asked after.
    pub const ALL: [Self; 5] = [Self::Nothing, Self::Code, Self::Phrase, Self::Money, Self::Device];

    /// Its name in buttons and in texts that choose by it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Code => "code",
            Self::Phrase => "phrase",
            Self::Money => "money",
            Self::Device => "device",
        }
    }
}

/// An answer to a question of a booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookClick {
    /// It is about this topic.
    About(IntentId),
    /// It is about something else.
    AboutOther,
    /// Nothing to tell beforehand.
    SkipStory,
    /// Show times, or take one.
    When(Pick),
    /// The summary is right.
    Confirm,
    /// Change what was told.
    ChangeStory,
    /// Change the number.
    ChangePhone,
    /// Change the time.
    ChangeTime,
    /// Do not book.
    Abandon,
}

/// Telegram's limit of `callback_data`, bytes.
pub const MAX_CLICK_BYTES: usize = 64;

impl From<Click> for String {
    fn from(click: Click) -> Self {
        use Click as C;
        let locale = |locale| match locale {
            None => "auto",
            Some(Locale::ZhHans) => "hans",
            Some(Locale::ZhHant) => "hant",
            Some(Locale::En) => "en",
        };
        match click {
            C::Topics => "topics".into(),
            C::Topic(id) => format!("topic:{id}"),
            C::Solved => "solved".into(),
            C::Human(None) => "human".into(),
            C::Human(Some(id)) => format!("human:{id}"),
            C::NoneOfThese => "none".into(),
            C::Speak(choice) => format!("speak:{}", locale(choice)),
            C::Book(booking, answer) => format!("book:{booking}:{}", Self::from(answer)),
            C::Status => "status".into(),
            C::Verify => "verify".into(),
            C::Report => "report".into(),
            C::Told(disclosed) => format!("told:{}", disclosed.code()),
            C::Move(RequestId(id), pick) => format!("move:{id}:{}", pick.encode()),
            C::AddInfo(RequestId(id)) => format!("add:{id}"),
            C::NewNumber(RequestId(id)) => format!("number:{id}"),
            C::HeadsUpRead(RequestId(id)) => format!("ready:{id}"),
            C::AskZone => "askzone".into(),
            C::InZone(zone) => format!("zone:{zone}"),
            C::Helped(RequestId(id), true) => format!("helped:{id}"),
            C::Helped(RequestId(id), false) => format!("nothelped:{id}"),
            C::Rate(RequestId(id), stars) => format!("rate:{id}:{stars}"),
            C::NoComment(RequestId(id)) => format!("nocomment:{id}"),
            C::Reopen(RequestId(id), pick) => format!("reopen:{id}:{}", pick.encode()),
            C::Cancel(RequestId(id)) => format!("cancel:{id}"),
            C::ReallyCancel(RequestId(id), true) => format!("cancelyes:{id}"),
            C::ReallyCancel(RequestId(id), false) => format!("cancelno:{id}"),
            C::Prepare(RequestId(id)) => format!("prepare:{id}"),
            C::SkipItem(RequestId(id), item) => format!("skip:{id}:{item}"),
            C::StopPreparing(RequestId(id)) => format!("later:{id}"),
            C::Prove(RequestId(id)) => format!("prove:{id}"),
            C::CodeAgain(RequestId(id)) => format!("code:{id}"),
            C::Forget => "forget".into(),
            C::ReallyForget(None) => "forgetyes".into(),
            C::ReallyForget(Some(RequestId(id))) => format!("forgetyes:{id}"),
            C::KeepData => "forgetno".into(),
            C::Claim(RequestId(id)) => format!("claim:{id}"),
            C::Release(RequestId(id)) => format!("release:{id}"),
            C::Calling(RequestId(id)) => format!("calling:{id}"),
            C::Finish(RequestId(id), code) => format!("finish:{id}:{code}"),
            C::Note(RequestId(id)) => format!("note:{id}"),
            C::NoNote(RequestId(id)) => format!("nonote:{id}"),
            C::MailCheck(RequestId(id)) => format!("mail:{id}"),
            C::AskAddress(RequestId(id)) => format!("askmail:{id}"),
            C::CodeToNamed(RequestId(id)) => format!("named:{id}"),
            C::AddressIsRight(RequestId(id)) => format!("address:{id}"),
            C::Block(RequestId(id), code) => format!("block:{id}:{code}"),
            C::Checked(RequestId(id), true) => format!("passed:{id}"),
            C::Checked(RequestId(id), false) => format!("failed:{id}"),
            C::KeepClaim(RequestId(id)) => format!("keep:{id}"),
            C::Reveal(RequestId(id)) => format!("reveal:{id}"),
            C::Hide(RequestId(id)) => format!("hide:{id}"),
            C::Allow(UserId(id)) => format!("allow:{id}"),
            C::Work(RequestId(id), work) => format!("work:{id}:{}", work.encode()),
            C::TakeNext => "takenext".into(),
            C::ReleaseMine => "releasemine".into(),
        }
    }
}

impl From<BookClick> for String {
    fn from(answer: BookClick) -> Self {
        match answer {
            BookClick::About(id) => format!("about:{id}"),
            BookClick::AboutOther => "other".into(),
            BookClick::SkipStory => "skip".into(),
            BookClick::When(pick) => pick.encode(),
            BookClick::Confirm => "yes".into(),
            BookClick::ChangeStory => "story".into(),
            BookClick::ChangePhone => "phone".into(),
            BookClick::ChangeTime => "time".into(),
            BookClick::Abandon => "no".into(),
        }
    }
}

/// The press of a button that is none of ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a button of ours")]
pub struct UnknownClick;

impl TryFrom<String> for Click {
    type Error = UnknownClick;

    fn try_from(data: String) -> Result<Self, UnknownClick> {
        Self::decode(&data).ok_or(UnknownClick)
    }
}

impl Click {
    /// Whether only agents have such a button.
    pub fn is_for_agents(&self) -> bool {
        matches!(
            self,
            Self::Claim(_)
                | Self::Release(_)
                | Self::Calling(_)
                | Self::Finish(..)
                | Self::Note(_)
                | Self::NoNote(_)
                | Self::MailCheck(_)
                | Self::AskAddress(_)
                | Self::CodeToNamed(_)
                | Self::AddressIsRight(_)
                | Self::Block(..)
                | Self::Checked(..)
                | Self::KeepClaim(_)
                | Self::Reveal(_)
                | Self::Hide(_)
                | Self::Allow(_)
                | Self::Work(..)
                | Self::TakeNext
                | Self::ReleaseMine
        )
    }

    /// The request that the button is about.
    pub fn request(&self) -> Option<RequestId> {
        match self {
            Self::Move(id, _)
            | Self::AddInfo(id)
            | Self::NewNumber(id)
            | Self::HeadsUpRead(id)
            | Self::Helped(id, _)
            | Self::Rate(id, _)
            | Self::NoComment(id)
            | Self::Reopen(id, _)
            | Self::Cancel(id)
            | Self::ReallyCancel(id, _)
            | Self::Prepare(id)
            | Self::SkipItem(id, _)
            | Self::StopPreparing(id)
            | Self::Prove(id)
            | Self::CodeAgain(id)
            | Self::Claim(id)
            | Self::Release(id)
            | Self::Calling(id)
            | Self::Finish(id, _)
            | Self::Note(id)
            | Self::NoNote(id)
            | Self::MailCheck(id)
            | Self::AskAddress(id)
            | Self::CodeToNamed(id)
            | Self::AddressIsRight(id)
            | Self::Block(id, _)
            | Self::Checked(id, _)
            | Self::KeepClaim(id)
            | Self::Reveal(id)
            | Self::Hide(id)
            | Self::Work(id, _) => Some(*id),
            _ => None,
        }
    }

    /// Reads a button's data; `None` for anything that no button of ours carries.
    pub fn decode(data: &str) -> Option<Self> {
        if data.len() > MAX_CLICK_BYTES {
            return None;
        }
        let (verb, rest) = data.split_once(':').map_or((data, None), |(verb, rest)| (verb, Some(rest)));
        let Some(rest) = rest else {
            return Some(match verb {
                "topics" => Self::Topics,
                "solved" => Self::Solved,
                "human" => Self::Human(None),
                "none" => Self::NoneOfThese,
                "status" => Self::Status,
                "takenext" => Self::TakeNext,
                "releasemine" => Self::ReleaseMine,
                "askzone" => Self::AskZone,
                "forget" => Self::Forget,
                "forgetyes" => Self::ReallyForget(None),
                "forgetno" => Self::KeepData,
                "verify" => Self::Verify,
                "report" => Self::Report,
                _ => return None,
            });
        };
        let id = || rest.parse().ok().map(RequestId);
        let (head, tail) = rest.split_once(':').unwrap_or((rest, ""));
        Some(match verb {
            "topic" => Self::Topic(IntentId::new(rest)),
            "human" => Self::Human(Some(IntentId::new(rest))),
            "speak" => Self::Speak(match rest {
                "auto" => None,
                "hans" => Some(Locale::ZhHans),
                "hant" => Some(Locale::ZhHant),
                "en" => Some(Locale::En),
                _ => return None,
            }),
            "told" => Self::Told(Disclosed::ALL.into_iter().find(|disclosed| disclosed.code() == rest)?),
            "book" => Self::Book(head.parse().ok()?, BookClick::decode(tail)?),
            "move" => Self::Move(RequestId(head.parse().ok()?), Pick::decode(tail)?),
            "add" => Self::AddInfo(id()?),
            "number" => Self::NewNumber(id()?),
            "ready" => Self::HeadsUpRead(id()?),
            "zone" => Self::InZone(rest.to_owned()),
            "helped" => Self::Helped(id()?, true),
            "nothelped" => Self::Helped(id()?, false),
            "rate" => Self::Rate(RequestId(head.parse().ok()?), tail.parse().ok()?),
            "nocomment" => Self::NoComment(id()?),
            "reopen" => Self::Reopen(RequestId(head.parse().ok()?), Pick::decode(tail)?),
            "cancel" => Self::Cancel(id()?),
            "cancelyes" => Self::ReallyCancel(id()?, true),
            "cancelno" => Self::ReallyCancel(id()?, false),
            "prepare" => Self::Prepare(id()?),
            "skip" => Self::SkipItem(RequestId(head.parse().ok()?), tail.parse().ok()?),
            "later" => Self::StopPreparing(id()?),
            "prove" => Self::Prove(id()?),
            "code" => Self::CodeAgain(id()?),
            "forgetyes" => Self::ReallyForget(Some(id()?)),
            "claim" => Self::Claim(id()?),
            "release" => Self::Release(id()?),
            "calling" => Self::Calling(id()?),
            "finish" => Self::Finish(RequestId(head.parse().ok()?), DispositionCode::new(tail)?),
            "note" => Self::Note(id()?),
            "nonote" => Self::NoNote(id()?),
            "mail" => Self::MailCheck(id()?),
            "askmail" => Self::AskAddress(id()?),
            "named" => Self::CodeToNamed(id()?),
            "address" => Self::AddressIsRight(id()?),
            "block" => Self::Block(RequestId(head.parse().ok()?), DispositionCode::new(tail)?),
            "passed" => Self::Checked(id()?, true),
            "failed" => Self::Checked(id()?, false),
            "keep" => Self::KeepClaim(id()?),
            "reveal" => Self::Reveal(id()?),
            "hide" => Self::Hide(id()?),
            "allow" => Self::Allow(UserId(rest.parse().ok()?)),
            "work" => Self::Work(RequestId(head.parse().ok()?), WorkClick::decode(tail)?),
            _ => return None,
        })
    }
}

impl BookClick {
    fn decode(data: &str) -> Option<Self> {
        let (verb, rest) = data.split_once(':').map_or((data, None), |(verb, rest)| (verb, Some(rest)));
        Some(match (verb, rest) {
            ("about", Some(id)) => Self::About(IntentId::new(id)),
            ("other", None) => Self::AboutOther,
            ("skip", None) => Self::SkipStory,
            ("yes", None) => Self::Confirm,
            ("story", None) => Self::ChangeStory,
            ("phone", None) => Self::ChangePhone,
            ("time", None) => Self::ChangeTime,
            ("no", None) => Self::Abandon,
            _ => Self::When(Pick::decode(data)?),
        })
    }
}
