//! The buttons that only agents have, and their wire form. Rights are checked on every press, never here.

use super::wire::wire;
use crate::admission::AttemptCode;
use crate::callback::{DispositionCode, RequestId, UserId};
use crate::text::Language;

/// A press of an agent's button.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AgentClick {
    /// An agent takes a request.
    Claim(RequestId),
    /// An agent gives it back.
    Release(RequestId),
    /// An agent dials now.
    Calling(RequestId),
    /// An agent wants to write an outcome down.
    Finish(RequestId, DispositionCode),
    /// An agent takes the outcome back that they have just written down.
    Undo(RequestId),
    /// An agent takes a request although they do not speak its language.
    ClaimAnyway(RequestId),
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
    /// An agent looks at this page of what they look for in the queue, counted from 0.
    Queue(QueueFilter, u16),
    /// What an agent wrote unasked is a note on this request.
    StrayNote(RequestId),
    /// What an agent wrote unasked is for the desk, as a customer's words are.
    StrayAsk,
    /// What an agent wrote unasked is for nobody.
    StrayDrop,
    /// A lead looks for somebody who is to have this request.
    Assign(RequestId),
    /// A lead gives a request to this agent.
    AssignTo(RequestId, UserId),
    /// An agent gives everything back.
    ReleaseMine,
    /// A member presses the number that their browser shows.
    SignIn(AttemptCode, u8),
    /// A member says that it is not their browser.
    NotMe(AttemptCode),
}

/// What an agent looks for in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueueFilter {
    /// Everything.
    All,
    /// What they could call now.
    Mine,
    /// What is urgent.
    Urgent,
    /// What is late or soon will be.
    Late,
    /// What agents have.
    Held,
    /// What waits for its time.
    Later,
}

impl QueueFilter {
    /// Every one, in the order of the buttons.
    pub const ALL: [Self; 6] = [Self::All, Self::Mine, Self::Urgent, Self::Late, Self::Held, Self::Later];
}

wire!(AgentClick {
    "claim" = Claim(id) [id: RequestId],
    "release" = Release(id) [id: RequestId],
    "calling" = Calling(id) [id: RequestId],
    "finish" = Finish(id, code) [id: RequestId, code: DispositionCode],
    "undo" = Undo(id) [id: RequestId],
    "claimanyway" = ClaimAnyway(id) [id: RequestId],
    "note" = Note(id) [id: RequestId],
    "nonote" = NoNote(id) [id: RequestId],
    "mail" = MailCheck(id) [id: RequestId],
    "askmail" = AskAddress(id) [id: RequestId],
    "named" = CodeToNamed(id) [id: RequestId],
    "address" = AddressIsRight(id) [id: RequestId],
    "block" = Block(id, code) [id: RequestId, code: DispositionCode],
    "passed" = Checked(id, true) [id: RequestId],
    "failed" = Checked(id, false) [id: RequestId],
    "keep" = KeepClaim(id) [id: RequestId],
    "reveal" = Reveal(id) [id: RequestId],
    "hide" = Hide(id) [id: RequestId],
    "allow" = Allow(agent) [agent: UserId],
    "work" = Work(id, work) [id: RequestId, work: WorkClick],
    "takenext" = TakeNext [],
    "queue" = Queue(filter, page) [filter: QueueFilter, page: u16],
    "straynote" = StrayNote(id) [id: RequestId],
    "strayask" = StrayAsk [],
    "straydrop" = StrayDrop [],
    "assign" = Assign(id) [id: RequestId],
    "assignto" = AssignTo(id, agent) [id: RequestId, agent: UserId],
    "releasemine" = ReleaseMine [],
    "signin" = SignIn(code, number) [code: AttemptCode, number: u8],
    "notme" = NotMe(code) [code: AttemptCode],
});

/// A button below a request's details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WorkClick {
    /// Show the details again.
    Details,
    /// Show other buttons.
    Show(Panel),
    /// Tell the customer that the call comes within minutes.
    HeadsUp,
    /// Put it off.
    Snooze(SnoozeFor),
    /// Hand it to this colleague.
    Give(UserId),
    /// Hand it to those who speak this language.
    GiveTo(Language),
    /// Ask the customer something.
    Question,
    /// Correct the number.
    Number,
}

/// A set of buttons below the details.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Panel {
    /// What is needed with every call.
    Main,
    /// What is needed now and then.
    More,
    /// How long to put it off.
    Snooze,
    /// To whom to hand it.
    Transfer,
}

/// How long a request is put off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SnoozeFor {
    /// So many minutes.
    Minutes(u16),
    /// Until the desk opens on the next day that it does.
    Morning,
    /// Until a time that the agent types.
    Own,
}

wire!(QueueFilter {
    "all" = All [],
    "mine" = Mine [],
    "urgent" = Urgent [],
    "late" = Late [],
    "held" = Held [],
    "later" = Later [],
});

wire!(WorkClick {
    "details" = Details [],
    "show" = Show(panel) [panel: Panel],
    "soon" = HeadsUp [],
    "snooze" = Snooze(time) [time: SnoozeFor],
    "give" = Give(agent) [agent: UserId],
    "giveto" = GiveTo(language) [language: Language],
    "question" = Question [],
    "number" = Number [],
});

wire!(Panel {
    "main" = Main [],
    "more" = More [],
    "snooze" = Snooze [],
    "give" = Transfer [],
});

wire!(SnoozeFor {
    "morning" = Morning [],
    "own" = Own [],
    _ = Minutes(minutes: u16),
});
