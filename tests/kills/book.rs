//! What people were told, written down by themselves. The desk never sees it.

use std::collections::{BTreeMap, BTreeSet};

use super::kinds::{self, Kind};

/// What one person was told of one request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// Whose chat.
    pub by: i64,
    /// Which request.
    pub reference: String,
    /// A text, an outcome's code, a call code, stars.
    pub what: String,
}

/// Everything that people were told.
#[derive(Clone, Debug, Default)]
pub struct Book {
    pub bookings: Vec<Told>,
    /// Words that the desk said it has added.
    pub words: Vec<Told>,
    /// Corrected words, likewise.
    pub edits: Vec<Told>,
    pub cancelled: Vec<Told>,
    pub ratings: Vec<Told>,
    pub comments: Vec<Told>,
    pub claims: Vec<Told>,
    pub releases: Vec<Told>,
    /// Releases pressed on a request whose customer cancelled meanwhile.
    pub perhaps_released: Vec<Told>,
    pub calls: Vec<Told>,
    pub outcomes: Vec<Told>,
    pub notes: Vec<Told>,
    pub summaries: Vec<Told>,
    /// What was reported, and who was told that their report is written down.
    pub reports: BTreeMap<String, BTreeSet<i64>>,
    /// How many people the desk said have reported it, when asked at the end.
    pub reported_by: BTreeMap<String, usize>,
    /// Steps that were answered, by chat and by the kind of the answer.
    pub answered: BTreeMap<(i64, Kind), usize>,
    /// Steps that were given up because somebody else was faster: their answer may have been on its way, one each at most.
    pub given_up: BTreeMap<(i64, Kind), usize>,
}

impl Book {
    /// Words, or what stands for them, of a request.
    pub fn note(list: &mut Vec<Told>, by: i64, reference: &str, what: &str) {
        list.push(Told { by, reference: reference.to_owned(), what: what.to_owned() });
    }

    /// A step was answered.
    pub fn heard(&mut self, chat: i64, kind: Kind) {
        *self.answered.entry((chat, kind)).or_default() += 1;
    }

    /// A step was given up before its answer came.
    pub fn gave_up(&mut self, chat: i64, kind: Kind) {
        *self.given_up.entry((chat, kind)).or_default() += 1;
    }

    /// How many of each there were.
    pub fn counts(&self) -> Vec<(&'static str, usize)> {
        let reports: usize =
            self.answered.iter().filter(|((_, kind), _)| *kind == kinds::REPORTED).map(|(_, count)| count).sum();
        vec![
            ("bookings", self.bookings.len()),
            ("words added", self.words.len()),
            ("edits", self.edits.len()),
            ("reports", reports),
            ("cancelled", self.cancelled.len()),
            ("ratings", self.ratings.len()),
            ("claims", self.claims.iter().map(|told| (told.by, &told.reference)).collect::<BTreeSet<_>>().len()),
            ("released", self.releases.len()),
            ("calls", self.calls.len()),
            ("outcomes", self.outcomes.len()),
            ("notes", self.notes.len()),
            ("summaries", self.summaries.len()),
            ("answers in all", self.answered.values().sum()),
        ]
    }
}
