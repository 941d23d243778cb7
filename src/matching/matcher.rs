//! The matcher: trained when the intents load, asked for every message.

use std::cell::RefCell;

use super::calibrate::{Calibration, Outlook};
use super::decide::{Finding, candidates, decide};
use super::exact::{Examples, says};
use super::intent_set::{IntentId, IntentSet};
use super::layer::Layer;
use super::parts::{Cut, parts};
use super::reader::{LONGEST, Reader, Reading};
use super::samples::Weighing;
use super::settings::MatchSettings;
use super::training::Training;
use super::verdict::{Candidate, Verdict};
use super::vocabulary::Vocabulary;

/// A trained matcher. Cheap to ask, immutable, shared between threads.
#[derive(Debug)]
pub struct Matcher {
    intents: Vec<IntentId>,
    examples: Examples,
    reader: Reader,
    vocabulary: Vocabulary,
    weighing: Weighing,
    rows: usize,
    layer: Layer,
    calibration: Calibration,
}

/// The buffers of one thread, used again for each message.
#[derive(Debug, Default)]
struct Scratch {
    reading: Reading,
    counts: Vec<u32>,
    weighed: Vec<(u32, f32)>,
    probabilities: Vec<f32>,
    top: f32,
    known: f32,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

impl Matcher {
    /// Trains on `intents` with the default wishes.
    pub fn new(intents: &IntentSet) -> Self {
        Self::with(intents, &MatchSettings::default())
    }

    /// Trains on `intents` to answer as `settings` wish.
    pub fn with(intents: &IntentSet, settings: &MatchSettings) -> Self {
        let training = Training::new(intents);
        let (layer, outcomes) = training.run();
        let calibration = Calibration::learn(&outcomes, settings);
        let Training { intents, examples, reader, vocabulary, weighing, rows, .. } = training;
        Self { intents, examples, reader, vocabulary, weighing, rows, layer, calibration }
    }

    /// What cross-validation lets the desk expect.
    pub fn outlook(&self) -> Outlook {
        self.calibration.outlook
    }

    /// What `message` means, if anything we know.
    pub fn verdict(&self, message: &str) -> Verdict {
        let message = message.get(..message.floor_char_boundary(LONGEST)).unwrap_or("");
        SCRATCH.with_borrow_mut(|scratch| {
            let Some(whole) = self.find(message, scratch) else { return Verdict::None };
            if !whole.is_worth_cutting() {
                return decide(&whole, &[], &self.calibration, &self.intents);
            }
            let mut pieces = parts(message, Cut::Sentences);
            if pieces.len() < 2 {
                pieces = parts(message, Cut::Clauses);
            }
            if pieces.len() < 2 {
                return decide(&whole, &[], &self.calibration, &self.intents);
            }
            let findings: Vec<_> = pieces.iter().filter_map(|piece| self.find(piece, scratch)).collect();
            decide(&whole, &findings, &self.calibration, &self.intents)
        })
    }

    /// The likeliest intents of `message` as a whole, whatever the verdict, likeliest first; at most three.
    pub fn candidates(&self, message: &str) -> Vec<Candidate> {
        SCRATCH.with_borrow_mut(|scratch| {
            self.find(message, scratch).map_or_else(Vec::new, |found| candidates(&found, &self.intents))
        })
    }

    /// The bytes that the trained matcher holds on the heap.
    pub fn memory(&self) -> usize {
        self.examples.memory()
            + self.reader.memory()
            + self.vocabulary.memory()
            + self.weighing.memory()
            + self.layer.memory()
    }

    /// What training makes of `message` as a whole; `None` if nothing in it is known.
    pub(super) fn trained_finding(&self, message: &str) -> Option<Finding> {
        SCRATCH.with_borrow_mut(|scratch| self.find_trained(message, scratch))
    }

    /// The weighed features of a message that was read, and the share of it that is known.
    pub(super) fn weigh(&self, reading: &Reading) -> (Vec<(u32, f32)>, f32) {
        let mut weighed = Vec::new();
        let mut counts = vec![0; self.rows];
        let known = self.weighing.weigh_message(&reading.features, &self.vocabulary, &mut counts, &mut weighed);
        (weighed, known)
    }

    pub(super) fn reader(&self) -> &Reader {
        &self.reader
    }

    pub(super) fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    pub(super) fn layer(&self) -> &Layer {
        &self.layer
    }

    pub(super) fn calibration(&self) -> &Calibration {
        &self.calibration
    }

    pub(super) fn intent(&self, class: usize) -> Option<&IntentId> {
        self.intents.get(class)
    }

    /// Looks at a message or a part of one; `None` if nothing in it is known.
    fn find(&self, message: &str, scratch: &mut Scratch) -> Option<Finding> {
        let found = self.find_trained(message, scratch)?;
        let exact = self.examples.find(says(&scratch.reading.tokens));
        Some(exact.map_or(found, |(intent, other)| Finding::exact(intent, other, found.size, &self.calibration)))
    }

    fn find_trained(&self, message: &str, scratch: &mut Scratch) -> Option<Finding> {
        self.score(message, scratch);
        let probabilities = scratch.probabilities.get(..self.intents.len())?;
        if scratch.weighed.is_empty() || self.intents.is_empty() {
            return None;
        }
        let size = scratch.reading.tokens.list.len();
        Some(Finding::new(probabilities, scratch.top, scratch.known, size, &self.calibration))
    }

    /// Leaves the probabilities of all intents in `scratch`.
    fn score(&self, message: &str, scratch: &mut Scratch) {
        let Scratch { reading, counts, weighed, probabilities, top, known } = scratch;
        self.reader.read(message, reading);
        if counts.len() < self.rows {
            counts.resize(self.rows, 0);
        }
        *known = self.weighing.weigh_message(&reading.features, &self.vocabulary, counts, weighed);
        *top = self.layer.probabilities(weighed, probabilities);
    }
}
