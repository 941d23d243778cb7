//! The buttons that customers have, and their wire form. What a press leads to is not decided here.

use super::TimeChoice;
use super::wire::{Wire, wire};
use crate::callback::RequestId;
use crate::matching::IntentId;
use crate::text::Locale;

/// A press of a customer's button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CustomerClick {
    /// Show the topics.
    Topics,
    /// Answer this topic.
    Topic(IntentId),
    /// Show all of the answer to this topic, in place of its short part.
    More(IntentId),
    /// The answer helped.
    Solved,
    /// Talk to a person, about this topic if one is known.
    Human(Option<IntentId>),
    /// None of the suggestions.
    NoneOfThese,
    /// Choose which language to read.
    Languages,
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
    Move(RequestId, TimeChoice),
    /// Ask what else the agent should know.
    AddInfo(RequestId),
    /// Ask for another number.
    NewNumber(RequestId),
    /// Call the number that was written instead, or it is one that called them.
    CallThis(RequestId, bool),
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
    Reopen(RequestId, TimeChoice),
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
}

wire!(CustomerClick {
    "topics" = Topics [],
    "topic" = Topic(id) [id: IntentId],
    "more" = More(id) [id: IntentId],
    "solved" = Solved [],
    "human" = Human(None) [],
    "human" = Human(Some(id)) [id: IntentId],
    "none" = NoneOfThese [],
    "languages" = Languages [],
    "speak" = Speak(locale) [locale: Option<Locale>],
    "book" = Book(booking, answer) [booking: u32, answer: BookClick],
    "status" = Status [],
    "verify" = Verify [],
    "report" = Report [],
    "told" = Told(disclosed) [disclosed: Disclosed],
    "move" = Move(id, choice) [id: RequestId, choice: TimeChoice],
    "add" = AddInfo(id) [id: RequestId],
    "number" = NewNumber(id) [id: RequestId],
    "callthis" = CallThis(id, true) [id: RequestId],
    "calledme" = CallThis(id, false) [id: RequestId],
    "ready" = HeadsUpRead(id) [id: RequestId],
    "askzone" = AskZone [],
    "zone" = InZone(zone) [zone: String],
    "helped" = Helped(id, true) [id: RequestId],
    "nothelped" = Helped(id, false) [id: RequestId],
    "rate" = Rate(id, stars) [id: RequestId, stars: u8],
    "nocomment" = NoComment(id) [id: RequestId],
    "reopen" = Reopen(id, choice) [id: RequestId, choice: TimeChoice],
    "cancel" = Cancel(id) [id: RequestId],
    "cancelyes" = ReallyCancel(id, true) [id: RequestId],
    "cancelno" = ReallyCancel(id, false) [id: RequestId],
    "prepare" = Prepare(id) [id: RequestId],
    "skip" = SkipItem(id, item) [id: RequestId, item: u8],
    "later" = StopPreparing(id) [id: RequestId],
    "prove" = Prove(id) [id: RequestId],
    "code" = CodeAgain(id) [id: RequestId],
    "forget" = Forget [],
    "forgetyes" = ReallyForget(None) [],
    "forgetyes" = ReallyForget(Some(id)) [id: RequestId],
    "forgetno" = KeepData [],
});

/// An answer to a question of a booking.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BookClick {
    /// It is about this topic.
    About(IntentId),
    /// It is about something else.
    AboutOther,
    /// Call the number of the last call.
    KnownNumber,
    /// Call this one of the numbers shown, counted from 0.
    Number(u8),
    /// Another number.
    OtherNumber,
    /// Show times, or take one.
    When(TimeChoice),
    /// The question before.
    Back,
    /// Do not book.
    Abandon,
}

wire!(BookClick {
    "about" = About(id) [id: IntentId],
    "other" = AboutOther [],
    "known" = KnownNumber [],
    "number" = Number(index) [index: u8],
    "type" = OtherNumber [],
    "back" = Back [],
    "no" = Abandon [],
    _ = When(choice: TimeChoice),
});

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

impl Wire for Disclosed {
    fn write(&self) -> String {
        self.code().to_owned()
    }

    fn read(words: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|disclosed| disclosed.code() == words)
    }
}
