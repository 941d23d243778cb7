//! The matcher: trained when the intents load, asked for every message.

use std::cell::RefCell;

use crate::text::Language;

use super::calibrate::{Calibration, FOLDS, Outcome, hold_back};
use super::decide::{Finding, candidates, decide};
use super::elsewhere::sentences;
use super::intent_set::{IntentId, IntentSet};
use super::layer::Layer;
use super::parts::{Cut, parts};
use super::reader::{LONGEST, Reader, Reading};
use super::samples::{Sample, Weighing, settle};
use super::settings::MatchSettings;
use super::train::{Lesson, Schedule, train};
use super::verdict::{Candidate, Verdict};
use super::vocabulary::{Numbering, Vocabulary};
use super::workers::in_parallel;

/// A title says what the intent is about, not how people ask: half an example.
const TITLE_WEIGHT: f32 = 0.5;
/// From this many examples an intent on average, features that a single example has are noise and are dropped.
const PLENTY: usize = 30;
/// A sentence of no desk counts less than an example: there are many and they are nobody's.
const ELSEWHERE_WEIGHT: f32 = 0.5;
/// A sentence of which the examples know this share may be about the desk after all.
const ELSEWHERE_KNOWN: f32 = 0.7;
/// A trained matcher. Cheap to ask, immutable, shared between threads.
#[derive(Debug)]
pub struct Matcher {
    intents: Vec<IntentId>,
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

/// What one of the trainings gave.
enum Trained {
    Layer(Layer),
    Outcomes(Vec<Outcome>),
}

impl Matcher {
    /// Trains on `intents` with the default wishes.
    pub fn new(intents: &IntentSet) -> Self {
        Self::with(intents, &MatchSettings::default())
    }

    /// Trains on `intents` to answer as `settings` wish.
    pub fn with(intents: &IntentSet, settings: &MatchSettings) -> Self {
        let mut sorted: Vec<_> = intents.intents.iter().collect();
        sorted.sort_by(|a, b| a.id.cmp(&b.id));
        let mut texts: Vec<(usize, f32, bool, &str)> = Vec::new();
        for (class, intent) in sorted.iter().enumerate() {
            for examples in &intent.texts {
                let chinese = examples.language == Language::Zh;
                texts.push((class, TITLE_WEIGHT, chinese, &examples.title));
                texts.extend(examples.examples.iter().map(|example| (class, 1.0, chinese, example.as_str())));
            }
            texts.extend(intent.keywords.iter().map(|word| (class, 1.0, false, word.as_str())));
        }
        texts.sort_by(|a, b| (a.0, a.3).cmp(&(b.0, b.3)).then(b.1.total_cmp(&a.1)));
        texts.dedup_by(|a, b| (a.0, a.3) == (b.0, b.3));
        let reader = Reader::new(texts.iter().map(|(_, _, chinese, text)| (*text, *chinese)));
        let mut numbering = Numbering::default();
        let mut reading = Reading::default();
        let mut samples = Vec::new();
        for (class, weight, _, text) in &texts {
            reader.read(text, &mut reading);
            if !reading.tokens.list.is_empty() {
                samples.push(Sample::new(*class, *weight, &reading.features, &mut numbering));
            }
        }
        let intents = sorted.len();
        let examples = samples.len();
        for (text, _) in sentences().filter(|(_, chinese)| texts.iter().any(|(_, _, known, _)| known == chinese)) {
            reader.read(text, &mut reading);
            samples.push(Sample::new(intents, ELSEWHERE_WEIGHT, &reading.features, &mut numbering));
        }
        let least = if examples >= PLENTY * intents { 2 } else { 1 };
        let (rows, vocabulary) = settle(&mut samples, &numbering, least);
        drop(numbering);
        let classes = intents + 1;
        let weighing = Weighing::new(samples.iter().take(examples), rows, classes);
        let mut weighed = Vec::new();
        samples.retain(|sample| sample.class < intents || weighing.weigh(sample, &mut weighed) < ELSEWHERE_KNOWN);
        let weighing = Weighing::new(samples.iter(), rows, classes);
        let schedule = Schedule::new(samples.len());
        let mut layer = None;
        let mut outcomes = Vec::new();
        for trained in in_parallel(1 + FOLDS, |job| match job.checked_sub(1) {
            None => {
                let lessons: Vec<Lesson> = samples.iter().map(|sample| weighing.lesson(sample)).collect();
                Trained::Layer(train(&lessons, rows, classes, schedule))
            }
            Some(fold) => Trained::Outcomes(hold_back(&samples, rows, intents, schedule, fold)),
        }) {
            match trained {
                Trained::Layer(trained) => layer = Some(trained),
                Trained::Outcomes(more) => outcomes.extend(more),
            }
        }
        Self {
            intents: sorted.iter().map(|intent| intent.id.clone()).collect(),
            reader,
            vocabulary,
            weighing,
            rows,
            layer: layer.unwrap_or_else(|| train(&[], 0, classes, schedule)),
            calibration: Calibration::learn(&outcomes, settings),
        }
    }

    /// What `message` means, if anything we know.
    pub fn verdict(&self, message: &str) -> Verdict {
        let message = message.get(..message.floor_char_boundary(LONGEST)).unwrap_or("");
        SCRATCH.with_borrow_mut(|scratch| {
            let Some(whole) = self.find(message, scratch) else { return Verdict::None };
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

    /// Scores a message or a part of one; `None` if nothing in it is known.
    fn find(&self, message: &str, scratch: &mut Scratch) -> Option<Finding> {
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
