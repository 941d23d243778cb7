//! The names of the trees and of their single values, on the disk and in a message. Opens nothing.

use std::fmt;

use super::keys;

/// The trees, in the order in which a transaction takes them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Name {
    /// Single values, by name.
    Meta,
    /// Row → update that waits.
    Inbox,
    /// Row and piece → the raw JSON of an update.
    Raw,
    /// Update → the row it got. Written up to schema 2; emptied when a store is brought up.
    Seen,
    /// Time and row → updates taken in then. Written up to schema 2 as well.
    SeenBatches,
    /// Row → update that was given up.
    Dead,
    /// Chat → its state.
    Conversations,
    /// Request that the desk still owes.
    Open,
    /// Request that has ended. Apart from the open ones, so that a start reads what is owed and no more.
    Ended,
    /// Row → what is to be sent.
    Outbox,
    /// Recipient and slot → message.
    Slots,
    /// Chat → since when it cannot be written to.
    Unreachable,
    /// Day and what was counted → how much.
    Tally,
    /// Chat → the customer's requests that have ended.
    Customers,
    /// Request that has lost its customer.
    Past,
    /// Request, time and row → who saw its customer's details.
    Looks,
    /// A run of update numbers → which of them are known.
    SeenPages,
    /// Time and run of numbers → when to look whether it can be forgotten.
    SeenTimes,
    /// What stands on the desk's board, each thing in a row of its own.
    Board,
    /// Tree, key and number → a piece of a record that is too long for one row.
    Pieces,
    /// Code → a try to sign in by a browser.
    Attempts,
    /// Keyed hash of a token → a browser that is signed in.
    Sessions,
    /// Time and row → what a member of the desk did.
    Audit,
}

/// The key in [`Name::Meta`] of the layout's version: four bytes big-endian, for every version of this program.
pub const SCHEMA_KEY: &[u8] = b"schema";
/// The key in [`Name::Meta`] of the next row's number.
pub const NEXT_ROW_KEY: &[u8] = b"next_row";
/// The key in [`Name::Meta`] of the next request's number.
pub const NEXT_REQUEST_KEY: &[u8] = b"next_request";
/// The key in [`Name::Meta`] of the agents' group's number.
pub const GROUP_KEY: &[u8] = b"group";
/// The key in [`Name::Meta`] of the secrets that were sent.
pub const INCIDENTS_KEY: &[u8] = b"incidents";
/// The key in [`Name::Meta`] of the desk's board, up to schema 2.
pub const BOARD_KEY: &[u8] = b"board";
/// The key in [`Name::Meta`] of the roster's version.
pub const ROSTER_KEY: &[u8] = b"roster";
/// The key in [`Name::Meta`] of how the last run went.
pub const RUN_KEY: &[u8] = b"run";
/// The key in [`Name::Meta`] of the id of the key that everything else is sealed with; absent where nothing is.
pub const SEALED_KEY: &[u8] = b"sealed";
/// The key in [`Name::Meta`] of the census.
pub const CENSUS_KEY: &[u8] = b"census";

impl Name {
    /// Every tree.
    pub const ALL: [Self; 23] = [
        Self::Meta,
        Self::Inbox,
        Self::Raw,
        Self::Seen,
        Self::SeenBatches,
        Self::Dead,
        Self::Conversations,
        Self::Open,
        Self::Ended,
        Self::Outbox,
        Self::Slots,
        Self::Unreachable,
        Self::Tally,
        Self::Customers,
        Self::Past,
        Self::Looks,
        Self::SeenPages,
        Self::SeenTimes,
        Self::Board,
        Self::Pieces,
        Self::Attempts,
        Self::Sessions,
        Self::Audit,
    ];

    /// Its name on disk.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Inbox => "inbox",
            Self::Raw => "raw",
            Self::Seen => "seen",
            Self::SeenBatches => "seen_batches",
            Self::Dead => "dead",
            Self::Conversations => "conversations",
            Self::Open => "requests_open",
            Self::Ended => "requests_ended",
            Self::Outbox => "outbox",
            Self::Slots => "slots",
            Self::Unreachable => "unreachable",
            Self::Tally => "tally",
            Self::Customers => "customers",
            Self::Past => "requests_past",
            Self::Looks => "looks",
            Self::SeenPages => "seen_pages",
            Self::SeenTimes => "seen_times",
            Self::Board => "board",
            Self::Pieces => "pieces",
            Self::Attempts => "attempts",
            Self::Sessions => "sessions",
            Self::Audit => "audit",
        }
    }
}

/// A key as people read it in a message about a record.
pub struct Place<'a>(pub Name, pub &'a [u8]);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(name, key) = self;
        write!(f, "{}/", name.as_str())?;
        let signed =
            matches!(name, Name::Seen | Name::SeenPages | Name::Conversations | Name::Unreachable | Name::Customers);
        match (name, keys::read_signed(key), keys::read_row(key)) {
            (Name::Meta | Name::Tally | Name::Board | Name::Attempts, ..) => f.write_str(&String::from_utf8_lossy(key)),
            (_, Some(number), _) if signed => number.fmt(f),
            (_, _, Some(number)) => number.fmt(f),
            _ => key.iter().try_for_each(|byte| write!(f, "{byte:02x}")),
        }
    }
}
