//! The matcher: trained when the intents load, asked for every message.

use std::cell::RefCell;

use super::calibrate::{Calibration, hold_back};
use super::features::Block;
use super::intent_set::{IntentId, IntentSet};
use super::numeric::logit;
use super::reader::{Reader, Reading};
use super::samples::{Sample, Weighing};
use super::settings::MatchSettings;
use super::train::{Layer, Lesson, softmax};
use super::verdict::{Candidate, Verdict};
use super::vocabulary::{Vocabulary, damped};
use crate::text::Language;

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
    layer: Layer,
    calibration: Calibration,
}

/// The buffers of one thread, used again for each message.
#[derive(Debug, Default)]
struct Scratch {
    reading: Reading,
    counts: Vec<u32>,
    touched: Vec<u32>,
    weighed: Vec<(u32, f32)>,
    scores: Vec<f32>,
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
        let mut vocabulary = Vocabulary::default();
        let mut reading = Reading::default();
        let mut samples = Vec::new();
        for (class, weight, _, text) in &texts {
            reader.read(text, &mut reading);
            if !reading.tokens.list.is_empty() {
                samples.push(Sample::new(*class, *weight, &reading.features, &mut vocabulary));
            }
        }
        let classes = sorted.len();
        let least = if samples.len() >= PLENTY * classes { 2 } else { 1 };
        let weighing = Weighing::new(samples.iter(), vocabulary.len(), least);
        let lessons: Vec<Lesson> = samples.iter().map(|sample| weighing.lesson(sample)).collect();
        let layer = Layer::train(&lessons, vocabulary.len(), classes);
        let outcomes = hold_back(&samples, vocabulary.len(), classes, least);
        let calibration = Calibration::learn(&outcomes, settings);
        Self {
            intents: sorted.iter().map(|intent| intent.id.clone()).collect(),
            reader,
            vocabulary,
            weighing,
            layer,
            calibration,
        }
    }

    /// What `message` means, if anything we know.
    pub fn verdict(&self, message: &str) -> Verdict {
        SCRATCH.with_borrow_mut(|scratch| {
            self.score(message, scratch);
            let probabilities = scratch.scores.get(..self.layer.classes).unwrap_or(&[]);
            if scratch.weighed.is_empty() {
                return Verdict::None;
            }
            let mut best: [(f32, usize); ASKED] = [(0.0, usize::MAX); ASKED];
            for (class, p) in probabilities.iter().enumerate() {
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
            let (class, p) = super::calibrate::top(scratch.scores.get(..self.layer.classes).unwrap_or(&[]));
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

    /// Leaves the probabilities of all intents in `scratch.scores`.
    fn score(&self, message: &str, scratch: &mut Scratch) {
        self.reader.read(message, &mut scratch.reading);
        scratch.weighed.clear();
        if scratch.counts.len() < self.vocabulary.len() {
            scratch.counts.resize(self.vocabulary.len(), 0);
        }
        for block in Block::ALL {
            let mut norm = 0.0;
            scratch.touched.clear();
            for key in scratch.reading.features.block(block) {
                let known = self
                    .vocabulary
                    .find(*key)
                    .filter(|&n| self.weighing.idf.get(n as usize).is_some_and(|idf| *idf > 0.0));
                let Some(number) = known else {
                    norm += self.weighing.unknown * self.weighing.unknown;
                    continue;
                };
                if let Some(count) = scratch.counts.get_mut(number as usize) {
                    if *count == 0 {
                        scratch.touched.push(number);
                    }
                    *count += 1;
                }
            }
            let start = scratch.weighed.len();
            for number in &scratch.touched {
                let count = scratch.counts.get_mut(*number as usize).map_or(0, std::mem::take);
                let value = damped(count) * self.weighing.idf.get(*number as usize).copied().unwrap_or(0.0);
                norm += value * value;
                scratch.weighed.push((*number, value));
            }
            if norm > 0.0 {
                let factor = block.weight() / norm.sqrt();
                for (_, value) in scratch.weighed.get_mut(start..).unwrap_or(&mut []) {
                    *value *= factor;
                }
            }
        }
        scratch.scores.resize(self.layer.lanes, 0.0);
        self.layer.scores_into(&scratch.weighed, 1.0, &mut scratch.scores);
        softmax(scratch.scores.get_mut(..self.layer.classes).unwrap_or(&mut []));
    }
}
