//! Whose turn comes before whose, when more is to be done than can be done at once. Knows neither people nor messages.

use serde::{Deserialize, Serialize};

/// How urgent it is to serve somebody, the first first. Between people of one class it goes round.
///
/// No class waits for ever: after so many turns of better classes ([`Self::patience`]) one of its own comes in between.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceClass {
    /// Who works here, and their group.
    Agent,
    /// Who is owed a call.
    Owed,
    /// Who tells of something urgent, and for a while whatever they say then.
    Urgent,
    /// Who has been answered before.
    #[default]
    Known,
    /// Who has never been answered.
    Stranger,
    /// The further messages of a chat that writes faster than people talk.
    Flood,
}

impl ServiceClass {
    /// All of them, the first first.
    pub const ALL: [Self; 6] = [Self::Agent, Self::Owed, Self::Urgent, Self::Known, Self::Stranger, Self::Flood];

    /// How many turns of better classes it waits at most, those of agents not counted: agents are few and type by hand.
    ///
    /// Who is owed a call and who is being robbed share their turns evenly, so that neither a rush of the one nor faked
    /// cries of the other shut them out. The shares that follow when everybody queues: a third each of these two, a fifth,
    /// a ninth and a seventeenth of the others.
    pub fn patience(self) -> u32 {
        match self {
            Self::Agent | Self::Owed => u32::MAX,
            Self::Urgent => 1,
            Self::Known => 4,
            Self::Stranger => 8,
            Self::Flood => 16,
        }
    }

    /// Its name in figures and in the log.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Owed => "owed a call",
            Self::Urgent => "urgent",
            Self::Known => "known",
            Self::Stranger => "stranger",
            Self::Flood => "flood",
        }
    }
}
