//! The labels of figures, as enums: their names are a promise to those who alert on them.

/// What a delivered update was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Received {
    /// Never seen before.
    New,
    /// Seen before.
    Known,
    /// Left out because a chat floods.
    LeftOut,
}

impl Received {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::New, Self::Known, Self::LeftOut];

    /// Its name as a label.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Known => "known",
            Self::LeftOut => "left_out",
        }
    }
}

/// What became of an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Handled {
    /// What it led to is committed.
    Done,
    /// It failed and is tried again.
    Again,
    /// It lies among the dead letters.
    SetAside,
}

impl Handled {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Done, Self::Again, Self::SetAside];

    /// Its name as a label.
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Again => "again",
            Self::SetAside => "set_aside",
        }
    }
}

/// What became of a message to a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sent {
    /// Telegram has it.
    Sent,
    /// It is tried again.
    Again,
    /// Refused for good, or worthless by now.
    Dropped,
    /// The person cannot be written to.
    Unreachable,
}

impl Sent {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Sent, Self::Again, Self::Dropped, Self::Unreachable];

    /// Its name as a label.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sent => "sent",
            Self::Again => "again",
            Self::Dropped => "dropped",
            Self::Unreachable => "unreachable",
        }
    }
}

/// What a question came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Question {
    /// It was answered.
    Answered,
    /// It was asked back.
    AskedBack,
    /// There was no answer.
    NoAnswer,
}

impl Question {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Answered, Self::AskedBack, Self::NoAnswer];

    /// Its name as a label.
    pub fn name(self) -> &'static str {
        match self {
            Self::Answered => "answered",
            Self::AskedBack => "asked_back",
            Self::NoAnswer => "no_answer",
        }
    }
}

/// What happened to a callback request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    /// It was asked for.
    Booked,
    /// The customer cancelled it.
    Cancelled,
    /// It was settled.
    Resolved,
    /// It ended without being settled.
    Closed,
    /// It was opened again.
    Reopened,
    /// The customer rated it.
    Rated,
}

impl Event {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Booked, Self::Cancelled, Self::Resolved, Self::Closed, Self::Reopened, Self::Rated];

    /// Its name as a label.
    pub fn name(self) -> &'static str {
        match self {
            Self::Booked => "booked",
            Self::Cancelled => "cancelled",
            Self::Resolved => "resolved",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
            Self::Rated => "rated",
        }
    }
}

/// What became of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Promised {
    /// It was made.
    Made,
    /// The call began in time.
    Kept,
    /// It did not.
    Broken,
}

impl Promised {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Made, Self::Kept, Self::Broken];

    /// Its name as a label.
    pub fn name(self) -> &'static str {
        match self {
            Self::Made => "made",
            Self::Kept => "kept",
            Self::Broken => "broken",
        }
    }
}

/// Where a call that is owed stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// It could be made now.
    Ready,
    /// It waits for its time.
    Later,
    /// An agent has it.
    Claimed,
}

impl Standing {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Ready, Self::Later, Self::Claimed];

    /// Its name as a label.
    pub fn name(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Later => "later",
            Self::Claimed => "claimed",
        }
    }
}
