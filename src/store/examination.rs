//! What was found when data were looked at: kinds, how many of each, and where. Looks at nothing itself.

use std::collections::BTreeMap;
use std::fmt;

use jiff::Timestamp;
use serde::Serialize;

use super::snapshot::Contents;
use crate::callback::RequestId;

/// Places named of each kind: enough to begin with.
const PLACES: usize = 5;

/// A kind of what can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Finding {
    /// The bytes of a backup are not those that were written.
    DamagedFile,
    /// The engine cannot read its files, or had to make some of them anew.
    DamagedEngine,
    /// There were data, and there are none.
    Gone,
    /// Commits that were made are not there.
    WentBack,
    /// The mark is of another store.
    OtherStore,
    /// There is no mark, so nobody can tell whether the data went back.
    NoMark,
    /// A mark cannot be read.
    UnreadableMark,
    /// The head of a backup says something else than its rows.
    WrongHead,
    /// Rows that were written are not there.
    MissingRows,
    /// Rows are there that were not written.
    ExtraRows,
    /// As many rows as were written, and not the same.
    OtherRows,
    /// Rows that cannot be decrypted.
    Sealed,
    /// Records that cannot be read.
    Unreadable,
    /// Records that name others which are not there.
    NamesMissing,
    /// Records that contradict each other or themselves.
    Contradiction,
    /// Numbers that were not given out yet.
    NumberAhead,
    /// Others can look into the folder.
    Exposed,
}

impl Finding {
    /// Whether a backup in which it was found is none that can be trusted.
    pub fn spoils_a_backup(self) -> bool {
        use Finding::{DamagedFile, ExtraRows, MissingRows, OtherRows, Sealed, WrongHead};
        matches!(self, DamagedFile | WrongHead | MissingRows | ExtraRows | OtherRows | Sealed)
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DamagedFile => "damaged places in the file",
            Self::DamagedEngine => "damaged files of the engine",
            Self::Gone => "data that are gone",
            Self::WentBack => "commits that are lost",
            Self::OtherStore => "marks of other data",
            Self::NoMark => "missing marks, without which nobody can tell whether the data went back",
            Self::UnreadableMark => "marks that cannot be read",
            Self::WrongHead => "values in its head that its rows contradict",
            Self::MissingRows => "rows that are missing",
            Self::ExtraRows => "rows too many",
            Self::OtherRows => "trees with rows that are not those that were written",
            Self::Sealed => "rows that cannot be decrypted",
            Self::Unreadable => "records that cannot be read",
            Self::NamesMissing => "records that name others which are not there",
            Self::Contradiction => "records that contradict each other",
            Self::NumberAhead => "numbers that were never given out",
            Self::Exposed => "folders that others can look into",
        })
    }
}

/// How often something was found, and where.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Found {
    /// How often.
    pub count: u64,
    /// The first places.
    pub places: Vec<String>,
}

/// What was found in data.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Examination {
    /// When a copy of them was begun, of a backup.
    pub made_at: Option<Timestamp>,
    /// What they hold, as far as they say so.
    pub contents: Option<Contents>,
    /// The number of the next request, as its rows say.
    pub next_request: Option<RequestId>,
    /// The rows of each tree.
    pub rows: BTreeMap<String, u64>,
    /// What is wrong.
    pub findings: BTreeMap<Finding, Found>,
}

impl Examination {
    /// Something was found, so often, there.
    pub fn find(&mut self, finding: Finding, count: u64, place: impl Into<String>) {
        let found = self.findings.entry(finding).or_default();
        found.count = found.count.saturating_add(count);
        if found.places.len() < PLACES {
            found.places.push(place.into());
        }
    }

    /// Whether nothing was found.
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }
}
