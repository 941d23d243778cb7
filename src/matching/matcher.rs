//! The matcher: trained when the intents load, asked for every message.

use std::cell::RefCell;

use crate::text::Language;

use super::calibrate::{Calibration, FOLDS, Outcome, hold_back};
use super::intent_set::{IntentId, IntentSet};
use super::layer::{Layer, winner};
use super::numeric::logit;
use super::reader::{Reader, Reading};
use super::samples::{Sample, Weighing, settle};
use super::settings::MatchSettings;
use super::train::{Lesson, train};
use super::verdict::{Candidate, Verdict};
use super::vocabulary::{Numbering, Vocabulary};
use super::workers::in_parallel;

/// A title says what the intent is about, not how people ask: half an example.
const TITLE_WEIGHT: f32 = 0.5;
/// From this many examples an intent on average, features that a single example has are noise and are dropped.
const PLENTY: usize = 30;
/// The runner-up is too close when its odds are more than this share of the winner's.
const CLOSE: f32 = 0.5;
/// At most this many intents are asked back.
const ASKED: usize = 3;

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
        let classes = sorted.len();
        let least = if samples.len() >= PLENTY * classes { 2 } else { 1 };
        let (rows, vocabulary) = settle(&mut samples, &numbering, least);
        drop(numbering);
        let weighing = Weighing::new(samples.iter(), rows, classes);
        let mut layer = None;
        let mut outcomes = Vec::new();
        for trained in in_parallel(1 + FOLDS, |job| match job.checked_sub(1) {
            None => {
                let lessons: Vec<Lesson> = samples.iter().map(|sample| weighing.lesson(sample)).collect();
                Trained::Layer(train(&lessons, rows, classes))
            }
            Some(fold) => Trained::Outcomes(hold_back(&samples, rows, classes, fold)),
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
            layer: layer.unwrap_or_else(|| train(&[], 0, classes)),
            calibration: Calibration::learn(&outcomes, settings),
        }
    }

    /// What `message` means, if anything we know.
    pub fn verdict(&self, message: &str) -> Verdict {
        SCRATCH.with_borrow_mut(|scratch| {
            self.score(message, scratch);
            if scratch.weighed.is_empty() {
                return Verdict::None;
            }
            let mut best: [(f32, usize); ASKED] = [(0.0, usize::MAX); ASKED];
            for (class, p) in scratch.probabilities.iter().enumerate() {
                let mut entry = (*p, class);
                for slot in &mut best {
                    if entry.0 > slot.0 {
                        std::mem::swap(slot, &mut entry);
                    }
                }
            }
            self.decide(&best)
        })
    }

    /// The intent with the highest score, whatever the verdict, and how sure we are.
    pub fn best(&self, message: &str) -> Option<Candidate> {
        SCRATCH.with_borrow_mut(|scratch| {
            self.score(message, scratch);
            let (class, p) = winner(&scratch.probabilities);
            self.candidate(class, p)
        })
    }

    fn decide(&self, best: &[(f32, usize); ASKED]) -> Verdict {
        let mut candidates = best.iter().filter_map(|(p, class)| self.candidate(*class, *p));
        let Some(first) = candidates.next() else { return Verdict::None };
        if first.confidence < self.calibration.ask {
            return Verdict::None;
        }
        let [(p1, _), (p2, _), _] = best;
        if first.confidence >= self.calibration.answer && *p2 < CLOSE * p1 {
            return Verdict::Answer { first, second: None };
        }
        let mut asked = vec![first];
        asked.extend(candidates.filter(|candidate| candidate.confidence > 0.05));
        Verdict::Unsure(asked)
    }

    fn candidate(&self, class: usize, p: f32) -> Option<Candidate> {
        let intent = self.intents.get(class)?.clone();
        Some(Candidate { intent, confidence: self.calibration.confidence(logit(p)) })
    }

    /// Leaves the probabilities of all intents in `scratch`.
    fn score(&self, message: &str, scratch: &mut Scratch) {
        let Scratch { reading, counts, weighed, probabilities } = scratch;
        self.reader.read(message, reading);
        if counts.len() < self.rows {
            counts.resize(self.rows, 0);
        }
        self.weighing.weigh_message(&reading.features, &self.vocabulary, counts, weighed);
        self.layer.probabilities(weighed, probabilities);
    }
}
