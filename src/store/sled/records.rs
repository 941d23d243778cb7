//! What stands in the trees: one byte of version, then JSON. Refuses what a newer program wrote.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::error::Category;

use crate::admission::{self as audit, Attempt, Session};
use crate::callback::{Board, CallRecord, CallbackRequest, ChatId, Look, RequestId, TallyKey};
use crate::conversation::{Conversation, Outgoing};
use crate::safety::secrets::SecretKind;
use crate::store::{Piece, ServiceClass};

/// A kind of record.
pub trait Record: Serialize + DeserializeOwned {
    /// Rises when the JSON changes so that older programs, or this one, would misread it. New optional fields need no
    /// new version.
    const VERSION: u8 = 1;

    /// Reads the JSON of an older version; `None` when this program no longer can.
    fn from_older(version: u8, json: &[u8]) -> Option<Self> {
        let _ = (version, json);
        None
    }
}

/// The bytes of a record.
///
/// # Errors
/// Why it has no JSON.
pub fn encode<R: Record>(record: &R) -> Result<Vec<u8>, String> {
    let mut bytes = vec![R::VERSION];
    serde_json::to_writer(&mut bytes, record).map_err(|error| error.to_string())?;
    Ok(bytes)
}

/// The record in these bytes.
///
/// # Errors
/// Why they are none.
pub fn decode<R: Record>(bytes: &[u8]) -> Result<R, String> {
    let (version, json) = bytes.split_first().ok_or("it is empty")?;
    if *version > R::VERSION {
        return Err(format!("a newer program wrote it (record version {version}, this one knows {})", R::VERSION));
    }
    if *version < R::VERSION {
        return R::from_older(*version, json).ok_or_else(|| format!("record version {version} is no longer known"));
    }
    serde_json::from_slice(json).map_err(|error| match error.classify() {
        // Its words quote the value, which may be somebody's.
        Category::Data => format!("its values are not as expected at line {} column {}", error.line(), error.column()),
        _ => error.to_string(),
    })
}

/// An update that waits. Its JSON lies apart, in pieces, so that this stays small.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct InboxRecord {
    /// Telegram's number.
    pub update_id: i64,
    /// Whose turn it keeps.
    pub lane: i64,
    /// When it was taken in.
    pub received_at: Timestamp,
    /// Tries written down so far that failed.
    pub tries: u32,
    /// Tries on trial that the program ended in, or that have just been begun.
    #[serde(default)]
    pub deaths: u32,
    /// How many pieces its JSON has.
    pub parts: u16,
    /// What it was when it came.
    #[serde(default)]
    pub class: ServiceClass,
    /// What it may be a piece of.
    #[serde(default)]
    pub piece: Option<Piece>,
}

/// An update that could not be worked off.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DeadRecord {
    /// What it was.
    pub update: InboxRecord,
    /// Why it was given up.
    pub reason: String,
    /// When.
    pub died_at: Timestamp,
}

/// Updates that were taken in together, as they were remembered up to schema 2.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct BatchRecord {
    /// Telegram's numbers.
    pub updates: Vec<i64>,
}

/// A value with its version. The version comes first, and can be read alone as [`VersionRecord`].
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ValueRecord<T> {
    /// Rises with every write, from 1.
    pub v: u64,
    /// The value.
    pub value: T,
}

/// The version of a [`ValueRecord`].
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct VersionRecord {
    /// Rises with every write, from 1.
    pub v: u64,
}

/// Something to be sent.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OutboxRecord {
    /// What.
    pub message: Outgoing,
    /// Sends tried so far.
    pub tries: u32,
    /// When it was written.
    pub written_at: Timestamp,
    /// Not to be sent before.
    pub not_before: Option<Timestamp>,
    /// That of the update it answers.
    #[serde(default)]
    pub class: ServiceClass,
    /// When that was said, by the same clock.
    #[serde(default)]
    pub put_off_at: Option<Timestamp>,
}

/// The message under a slot.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SlotRecord {
    /// Telegram's number of it.
    pub message: i64,
    /// Earlier ones, oldest first, under a slot that gathers.
    #[serde(default)]
    pub earlier: Vec<i64>,
    /// The number that the agents' group had then: a group that moved has other messages under the same numbers.
    pub group: Option<ChatId>,
}

/// A chat that cannot be written to.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct UnreachableRecord {
    /// Since when.
    pub since: Timestamp,
}

/// How the last run went.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct RunRecord {
    /// It has not been closed.
    pub open: bool,
    /// Runs that ended without being closed, in a row, before the updates found at their start were done.
    pub crashes: u32,
}

/// The version of the roster.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RosterRecord(pub u64);

/// One thing on the board, as JSON.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct BoardRecord(pub serde_json::Value);

/// The next number to give out.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NextRecord(pub u64);

/// The agents' group's number.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(transparent)]
pub struct GroupRecord(pub ChatId);

/// The ended requests of a customer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerRecord {
    /// Their numbers.
    pub ended: BTreeSet<RequestId>,
}

/// How many messages held a secret of each kind.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct IncidentsRecord(pub BTreeMap<SecretKind, u64>);

/// Something that was counted, and how much of it. Its key is the day and this key as JSON.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct TallyRecord {
    /// What.
    pub key: TallyKey,
    /// How much.
    pub count: u64,
}

impl Record for TallyRecord {}
impl Record for Look {}
impl Record for ValueRecord<Attempt> {}
impl Record for ValueRecord<Session> {}
impl Record for audit::Record {}
impl Record for RosterRecord {}
impl Record for BoardRecord {}
impl Record for ValueRecord<Board> {}
impl Record for InboxRecord {}
impl Record for DeadRecord {}
impl Record for BatchRecord {}
impl Record for ValueRecord<Conversation> {}
impl Record for ValueRecord<CallbackRequest> {}
impl Record for VersionRecord {}
impl Record for CustomerRecord {}
impl Record for CallRecord {}
impl Record for OutboxRecord {}
impl Record for SlotRecord {}
impl Record for UnreachableRecord {}
impl Record for RunRecord {}
impl Record for NextRecord {}
impl Record for GroupRecord {}
impl Record for IncidentsRecord {}

#[cfg(test)]
mod tests {
    use super::*;

    /// A record whose second version counts in seconds what the first counted in minutes.
    #[derive(Debug, PartialEq, Serialize, Deserialize)]
    struct Pause {
        seconds: u64,
    }

    impl Record for Pause {
        const VERSION: u8 = 2;

        fn from_older(version: u8, json: &[u8]) -> Option<Self> {
            #[derive(Deserialize)]
            struct First {
                minutes: u64,
            }
            let First { minutes } = (version == 1).then(|| serde_json::from_slice(json).ok())??;
            Some(Self { seconds: minutes * 60 })
        }
    }

    #[test]
    fn a_record_is_read_back() {
        let bytes = encode(&Pause { seconds: 5 }).unwrap_or_default();
        assert_eq!(bytes, b"\x02{\"seconds\":5}");
        assert_eq!(decode(&bytes), Ok(Pause { seconds: 5 }));
    }

    #[test]
    fn an_older_version_is_brought_up() {
        assert_eq!(decode(b"\x01{\"minutes\":2}"), Ok(Pause { seconds: 120 }));
    }

    #[test]
    fn what_cannot_be_read_is_told_apart() {
        let why = |bytes: &[u8]| decode::<Pause>(bytes).err().unwrap_or_default();
        assert_eq!(why(b""), "it is empty");
        assert_eq!(why(b"\x03{\"seconds\":5}"), "a newer program wrote it (record version 3, this one knows 2)");
        assert_eq!(why(b"\x00{\"seconds\":5}"), "record version 0 is no longer known");
        assert_eq!(why(b"\x02{\"seconds\":"), "EOF while parsing a value at line 1 column 11");
        assert_eq!(why(b"\x02{\"seconds\":\"Ann\"}"), "its values are not as expected at line 1 column 16");
    }
}
