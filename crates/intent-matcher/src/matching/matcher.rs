//! The matcher: trained when the intents load, asked for every message.

use std::cell::RefCell;
use std::sync::{Arc, Mutex, PoisonError};

use crate::encoder::Encoder;

use super::calibrate::{Calibration, Outlook};
use super::centre::Centre;
use super::continuation::continues;
use super::decide::{Choices, Finding, Scored, candidates, decide};
use super::exact::{Examples, says};
use super::intent_set::{IntentId, IntentSet};
use super::layer::Layer;
use super::parts::asks;
use super::pieces::Pieces;
use super::reader::{Reader, Reading, start};
use super::samples::{Weighing, of_words};
use super::settings::MatchSettings;
use super::training::Training;
use super::verdict::{Candidate, Verdict};
use super::vocabulary::Vocabulary;

/// A desk of no more examples than this is trained in no time.
const SMALL: usize = 100;
/// A probability that is as likely as not.
const EVEN: f32 = 0.5;

/// A trained matcher. Cheap to ask, cheap to clone, immutable, shared between threads.
#[derive(Clone, Debug)]
pub struct Matcher {
    trained: Arc<Trained>,
}

/// What training leaves.
#[derive(Debug)]
struct Trained {
    intents: Vec<IntentId>,
    courtesies: Vec<bool>,
    examples: Examples,
    reader: Reader,
    vocabulary: Vocabulary,
    centre: Centre,
    weighing: Weighing,
    rows: usize,
    layer: Layer,
    calibration: Calibration,
}

/// What was trained last, so that the same intents are not learnt twice: a desk that is asked to load what it has, the
/// tests of a desk.
static LATEST: Mutex<Option<Latest>> = Mutex::new(None);

/// A training and what it was on.
struct Latest {
    intents: IntentSet,
    settings: MatchSettings,
    trained: Arc<Trained>,
}

/// The buffers of one thread, used again for each message.
#[derive(Debug, Default)]
struct Scratch {
    normal: String,
    reading: Reading,
    encoder: Encoder,
    counts: Vec<u32>,
    weighed: Vec<(u32, f32)>,
    probabilities: Vec<f32>,
    words: Vec<f32>,
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

    /// Trains on `intents` to answer as `settings` wish. What was trained last is not trained again.
    pub fn with(intents: &IntentSet, settings: &MatchSettings) -> Self {
        // Held while training: who asks for the same meanwhile waits for it instead of doing it too.
        let mut latest = LATEST.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(have) = latest.as_ref().filter(|have| have.intents == *intents && have.settings == *settings) {
            return Self { trained: Arc::clone(&have.trained) };
        }
        let training = Training::new(intents);
        let (layer, outcomes) = training.run();
        let calibration = Calibration::learn(&outcomes, settings);
        let matcher = Self::of(training, layer, calibration);
        let trained = Arc::clone(&matcher.trained);
        // A small desk is trained again in no time, and must not drive out a large one.
        let size = |intents: &IntentSet| {
            intents.intents.iter().flat_map(|intent| &intent.texts).map(|texts| texts.examples.len()).sum::<usize>()
        };
        if latest.as_ref().is_none_or(|have| size(&have.intents) <= SMALL || size(intents) > SMALL) {
            *latest = Some(Latest { intents: intents.clone(), settings: *settings, trained });
        }
        matcher
    }

    /// Trains on `intents` without learning how sure to be: cautious throughout. For measuring what that costs.
    pub fn uncalibrated(intents: &IntentSet) -> Self {
        let training = Training::new(intents);
        let layer = training.layer();
        Self::of(training, layer, Calibration::UNTAUGHT)
    }

    fn of(training: Training<'_>, layer: Layer, calibration: Calibration) -> Self {
        let Training { intents, courtesies, examples, reader, vocabulary, centre, weighing, rows, .. } = training;
        let trained =
            Trained { intents, courtesies, examples, reader, vocabulary, centre, weighing, rows, layer, calibration };
        Self { trained: Arc::new(trained) }
    }

    /// What cross-validation lets the desk expect.
    pub fn outlook(&self) -> Outlook {
        self.trained.calibration.outlook
    }

    /// What `message` means, if anything we know.
    pub fn verdict(&self, message: &str) -> Verdict {
        normal(message, |message, scratch| self.judge(message, scratch))
    }

    /// What `message` means after `before`: `and for the app?` is about what was asked last. A message that is sure by itself,
    /// or does not continue the one before, gets the verdict of [`Self::verdict`].
    pub fn verdict_after(&self, message: &str, before: &str) -> Verdict {
        let alone = normal(message, |message, scratch| {
            let verdict = self.judge(message, scratch);
            let open = !matches!(verdict, Verdict::Answer { .. }) && continues(message);
            let found = self.find(message, scratch).filter(|_| open);
            let ours = |found: Finding| matches!(verdict, Verdict::Unsure(_)) || self.may_be_ours(&found, scratch);
            (found.is_some_and(ours), verdict)
        });
        let (true, verdict) = alone else { return alone.1 };
        let joined = format!("{before} {message}");
        let found = normal(&joined, |joined, scratch| self.find(joined, scratch));
        match found.filter(|found| found.sure(&self.trained.calibration)) {
            Some(found) => candidates(&found, &self.trained.intents)
                .into_iter()
                .next()
                .map_or(verdict, |first| Verdict::Answer { first, second: None }),
            None => verdict,
        }
    }

    /// The likeliest intents of `message` as a whole, whatever the verdict, likeliest first; at most three.
    pub fn candidates(&self, message: &str) -> Vec<Candidate> {
        normal(message, |message, scratch| {
            self.find(message, scratch).map_or_else(Vec::new, |found| candidates(&found, &self.trained.intents))
        })
    }

    /// The bytes that the trained matcher holds on the heap.
    pub fn memory(&self) -> usize {
        self.trained.examples.memory()
            + self.trained.reader.memory()
            + self.trained.vocabulary.memory()
            + self.trained.weighing.memory()
            + self.trained.layer.memory()
    }

    /// What training makes of `message` as a whole; `None` if nothing in it is known.
    pub(super) fn trained_finding(&self, message: &str) -> Option<Finding> {
        normal(message, |message, scratch| self.find_trained(message, scratch))
    }

    /// The weighed features of a message that was read, and the share of it that is known.
    pub(super) fn weigh(&self, reading: &Reading) -> (Vec<(u32, f32)>, f32) {
        let mut weighed = Vec::new();
        let mut counts = vec![0; self.trained.rows];
        let place = self.trained.centre.place_of(&reading.text, &mut Encoder::default());
        let known = self.trained.weighing.weigh_message(
            &reading.features,
            &self.trained.vocabulary,
            &place,
            &mut counts,
            &mut weighed,
        );
        (weighed, known.share)
    }

    pub(super) fn reader(&self) -> &Reader {
        &self.trained.reader
    }

    pub(super) fn vocabulary(&self) -> &Vocabulary {
        &self.trained.vocabulary
    }

    pub(super) fn centre(&self) -> &Centre {
        &self.trained.centre
    }

    pub(super) fn layer(&self) -> &Layer {
        &self.trained.layer
    }

    pub(super) fn calibration(&self) -> &Calibration {
        &self.trained.calibration
    }

    pub(super) fn intent(&self, class: usize) -> Option<&IntentId> {
        self.trained.intents.get(class)
    }

    /// The verdict on a message in normal form.
    fn judge(&self, message: &str, scratch: &mut Scratch) -> Verdict {
        let choices = Choices { intents: &self.trained.intents, courtesies: &self.trained.courtesies };
        let Some(whole) = self.find(message, scratch) else { return Verdict::None };
        let mut pieces = std::mem::take(&mut scratch.pieces);
        pieces.cut(message, &whole);
        std::mem::swap(&mut pieces.whole, &mut scratch.probabilities);
        for piece in &pieces.spans {
            let finding = message.get(piece.clone()).and_then(|piece| self.find(piece, scratch));
            let part = finding.map(|finding| finding.part_of(&pieces.whole, whole.is_story(), asks(message, piece)));
            pieces.findings.extend(part);
        }
        let verdict = decide(&whole, &pieces.findings, &self.trained.calibration, choices);
        scratch.pieces = pieces;
        verdict
    }

    /// Looks at a message in normal form or a part of one; `None` if nothing in it is known. What an example says word
    /// for word needs no closer look.
    fn find(&self, message: &str, scratch: &mut Scratch) -> Option<Finding> {
        self.trained.reader.read_normal(message, &mut scratch.reading);
        let tokens = &scratch.reading.tokens;
        match self.trained.examples.find(says(tokens)).filter(|_| !tokens.list.is_empty()) {
            Some((intent, other)) => {
                scratch.probabilities.clear();
                Some(Finding::exact(intent, other, tokens.list.len(), &self.trained.calibration))
            }
            None => self.score(scratch),
        }
    }

    fn find_trained(&self, message: &str, scratch: &mut Scratch) -> Option<Finding> {
        self.trained.reader.read_normal(message, &mut scratch.reading);
        self.score(scratch)
    }

    /// What training makes of what was read.
    fn score(&self, scratch: &mut Scratch) -> Option<Finding> {
        let trained = &*self.trained;
        let Scratch { reading, encoder, counts, weighed, probabilities, words, .. } = scratch;
        if !reading.says_something() || trained.intents.is_empty() {
            return None;
        }
        if counts.len() < trained.rows {
            counts.resize(trained.rows, 0);
        }
        let place = trained.centre.place_of(&reading.text, encoder);
        let familiar = trained.weighing.weigh_message(&reading.features, &trained.vocabulary, &place, counts, weighed);
        let top = trained.layer.probabilities(weighed, probabilities);
        trained.layer.probabilities(of_words(weighed), words);
        let scored = Scored { probabilities: probabilities.get(..trained.intents.len())?, words, top, familiar };
        Some(Finding::new(&scored, reading.tokens.list.len(), &trained.calibration))
    }

    /// Whether the message of which this was found last is not more likely nobody's business.
    fn may_be_ours(&self, found: &Finding, scratch: &Scratch) -> bool {
        let intents = self.trained.intents.len();
        found.winner() < intents && scratch.probabilities.get(intents).is_none_or(|nobodys| *nobodys < EVEN)
    }
}
