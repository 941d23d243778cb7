//! The matcher: trained when the intents load, asked for every message.

use std::cell::RefCell;

use super::calibrate::{Calibration, Outlook};
use super::decide::{Choices, Finding, candidates, decide};
use super::exact::{Examples, says};
use super::intent_set::{IntentId, IntentSet};
use super::layer::Layer;
use super::pieces::Pieces;
use super::reader::{Reader, Reading, start};
use super::samples::Weighing;
use super::settings::MatchSettings;
use super::training::Training;
use super::verdict::{Candidate, Verdict};
use super::vocabulary::Vocabulary;

/// A trained matcher. Cheap to ask, immutable, shared between threads.
#[derive(Debug)]
pub struct Matcher {
    intents: Vec<IntentId>,
    courtesies: Vec<bool>,
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
    normal: String,
    reading: Reading,
    counts: Vec<u32>,
    weighed: Vec<(u32, f32)>,
    probabilities: Vec<f32>,
    top: f32,
    known: f32,
    pieces: Pieces,
}

thread_local! {
    static SCRATCH: RefCell<Scratch> = RefCell::default();
}

/// Calls `with` for the normal form of `message`, as much of it as is read, and the buffers of this thread.
fn normal<T>(message: &str, with: impl FnOnce(&str, &mut Scratch) -> T) -> T {
    SCRATCH.with_borrow_mut(|scratch| {
        let mut normal = std::mem::take(&mut scratch.normal);
        start(message, &mut normal);
        let result = with(&normal, scratch);
        scratch.normal = normal;
        result
    })
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
        Self::of(training, layer, calibration)
    }

    /// Trains on `intents` without learning how sure to be: cautious throughout. For measuring what that costs.
    pub fn uncalibrated(intents: &IntentSet) -> Self {
        let training = Training::new(intents);
        let layer = training.layer();
        Self::of(training, layer, Calibration::UNTAUGHT)
    }

    fn of(training: Training<'_>, layer: Layer, calibration: Calibration) -> Self {
        let Training { intents, courtesies, examples, reader, vocabulary, weighing, rows, .. } = training;
        Self { intents, courtesies, examples, reader, vocabulary, weighing, rows, layer, calibration }
    }

    /// What cross-validation lets the desk expect.
    pub fn outlook(&self) -> Outlook {
        self.calibration.outlook
    }

    /// What `message` means, if anything we know.
    pub fn verdict(&self, message: &str) -> Verdict {
        let choices = Choices { intents: &self.intents, courtesies: &self.courtesies };
        normal(message, |message, scratch| {
            let Some(whole) = self.find(message, scratch) else { return Verdict::None };
            let mut pieces = std::mem::take(&mut scratch.pieces);
            pieces.cut(message, &whole);
            for piece in &pieces.spans {
                let finding = message.get(piece.clone()).and_then(|piece| self.find(piece, scratch));
                pieces.findings.extend(finding);
            }
            let verdict = decide(&whole, &pieces.findings, &self.calibration, choices);
            scratch.pieces = pieces;
            verdict
        })
    }

    /// The likeliest intents of `message` as a whole, whatever the verdict, likeliest first; at most three.
    pub fn candidates(&self, message: &str) -> Vec<Candidate> {
        normal(message, |message, scratch| {
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
        normal(message, |message, scratch| self.find_trained(message, scratch))
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

    /// Looks at a message in normal form or a part of one; `None` if nothing in it is known.
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
        let Scratch { reading, counts, weighed, probabilities, top, known, .. } = scratch;
        self.reader.read_normal(message, reading);
        if counts.len() < self.rows {
            counts.resize(self.rows, 0);
        }
        *known = self.weighing.weigh_message(&reading.features, &self.vocabulary, counts, weighed);
        *top = self.layer.probabilities(weighed, probabilities);
    }
}
