//! All that is learnt from: the desk's examples, read and numbered, and small talk beside them. The matcher, the
//! explanations and the linter start from here.

use crate::encoder::Encoder;
use crate::text::Language;
use crate::workers::in_parallel;

use super::calibrate::{FOLDS, Outcome, hold_back};
use super::centre::{Centre, nearness};
use super::exact::Examples;
use super::gather::{Gather, Gathered};
use super::intent_set::{IntentExamples, IntentId, IntentSet};
use super::layer::Layer;
use super::reader::{Reader, Reading};
use super::samples::{Origin, Sample, Weighing, settle};
use super::train::{Lesson, Schedule, train};
use super::vocabulary::Vocabulary;

/// From this many examples an intent on average, features that a single example has are noise and are dropped.
const PLENTY: usize = 30;
/// A sentence of which the examples know this share may be about the desk after all.
const ELSEWHERE_KNOWN: f32 = 0.7;
/// So may one that means about what an example means, by the cosine,
const SAME: f32 = 0.6;
/// and one with a word that no example has only where it means the very same.
const SAME_WITH_STRANGER: f32 = 0.85;

/// What a text of the desk is to its intent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Role {
    /// What people write.
    Example,
    /// A word that alone is strong evidence.
    Keyword,
    /// What the intent is called.
    Title,
}

/// A text of the desk. The order of fields is the order of learning.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Source<'s> {
    /// The place of its intent among the intents in alphabetical order.
    pub(super) class: usize,
    /// The text.
    pub(super) text: &'s str,
    /// What it is.
    pub(super) role: Role,
    /// Its language; none for a keyword.
    pub(super) language: Option<Language>,
}

/// A text that looks like an intent and is none of the desk's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Counter<'s> {
    /// The place of the intent that it looks like.
    pub(super) near: usize,
    /// The text.
    pub(super) text: &'s str,
}

/// Everything that is ready to be trained on.
pub(super) struct Training<'s> {
    /// The names of the intents, in alphabetical order.
    pub(super) intents: Vec<IntentId>,
    /// Whether each is a courtesy.
    pub(super) courtesies: Vec<bool>,
    /// The desk's texts that have anything to learn from, in the order of learning.
    pub(super) sources: Vec<Source<'s>>,
    /// The counter-examples.
    pub(super) counters: Vec<Counter<'s>>,
    /// One for each source, then the texts that belong to no intent, whose class is one past the last intent.
    pub(super) samples: Vec<Sample>,
    /// The examples word for word.
    pub(super) examples: Examples,
    /// How to read messages.
    pub(super) reader: Reader,
    /// Where to find their features.
    pub(super) vocabulary: Vocabulary,
    /// Where their meanings stand together.
    pub(super) centre: Centre,
    /// How telling these are.
    pub(super) weighing: Weighing,
    /// How many rows the layer has.
    pub(super) rows: usize,
    schedule: Schedule,
}

impl<'s> Training<'s> {
    /// Reads all of `set`. Its order does not matter, nor that a text occurs twice in an intent.
    pub(super) fn new(set: &'s IntentSet) -> Self {
        let (sorted, mut sources) = sources(set);
        let intents: Vec<IntentId> = sorted.iter().map(|intent| intent.id.clone()).collect();
        let courtesies: Vec<bool> = sorted.iter().map(|intent| intent.courtesy).collect();
        let counters = counter_examples(&sorted);
        let chinese = |source: &Source<'_>| source.language == Some(Language::Zh);
        let mut gather =
            Gather::new(intents.len(), Reader::new(sources.iter().map(|source| (source.text, chinese(source)))));
        sources.retain(|source| gather.source(source));
        let desks = gather.len();
        counters.iter().for_each(|counter| gather.counter(counter.text));
        let speaks = [false, true].map(|is_chinese| sources.iter().any(|source| chinese(source) == is_chinese));
        gather.elsewhere(speaks);
        let asked = |source: &Source<'_>| courtesies.get(source.class) == Some(&false);
        gather.strangers(&sources, asked);
        let gathered = gather.finish(&sources);
        let Gathered { mut samples, numbering, examples, reader, centre } = gathered;
        let least = if sources.len() >= PLENTY * intents.len() { 2 } else { 1 };
        let (rows, vocabulary) = settle(&mut samples, &numbering, least);
        let classes = intents.len() + 1;
        let by_desk = Weighing::new(samples.iter().take(desks), rows, classes);
        leave_out_the_desks_own(&mut samples, desks, &by_desk);
        let weighing = Weighing::new(samples.iter(), rows, classes);
        let schedule = Schedule::new(samples.len());
        Self {
            intents,
            courtesies,
            sources,
            counters,
            samples,
            examples,
            reader,
            vocabulary,
            centre,
            weighing,
            rows,
            schedule,
        }
    }

    /// Trains on everything and, beside it, on what is left when some is held back.
    pub(super) fn run(&self) -> (Layer, Vec<Outcome>) {
        let mut outcomes = Vec::new();
        let mut layer = None;
        for (trained, more) in in_parallel(1 + self.schedule.folds, |job| match job.checked_sub(1) {
            None => (Some(self.layer()), Vec::new()),
            Some(fold) => (None, hold_back(self, true, fold)),
        }) {
            layer = layer.or(trained);
            outcomes.extend(more);
        }
        (layer.unwrap_or_else(|| self.train(&[])), outcomes)
    }

    /// The weighed vector of a text that was read.
    pub(super) fn weigh(&self, reading: &Reading) -> Vec<(u32, f32)> {
        let place = self.centre.place_of(&reading.text, &mut Encoder::default());
        let (mut counts, mut weighed) = (vec![0; self.rows], Vec::new());
        self.weighing.weigh_message(&reading.features, &self.vocabulary, &place, &mut counts, &mut weighed);
        weighed
    }

    /// What cross-validation gives for each source, no intent held back as a whole.
    pub(super) fn cross_validate(&self) -> Vec<Outcome> {
        in_parallel(FOLDS, |fold| hold_back(self, false, fold)).into_iter().flatten().collect()
    }

    /// Trains on everything.
    pub(super) fn layer(&self) -> Layer {
        let lessons: Vec<Lesson> = self.samples.iter().map(|sample| self.weighing.lesson(sample)).collect();
        self.train(&lessons)
    }

    /// Trains a layer of the desk's shape on some lessons.
    pub(super) fn train(&self, lessons: &[Lesson]) -> Layer {
        train(lessons, self.rows, self.intents.len() + 1, self.schedule)
    }
}

/// Takes out what is nobody's by our list and may be about this desk after all, as far as its own `desks` samples tell.
fn leave_out_the_desks_own(samples: &mut Vec<Sample>, desks: usize, by_desk: &Weighing) {
    let places: Vec<Box<[f32]>> = {
        let examples = samples.iter().take(desks).filter(|sample| !sample.is_title());
        examples.map(|sample| sample.place.clone()).collect()
    };
    let mut weighed = Vec::new();
    samples.retain(|sample| {
        if !matches!(sample.origin, Origin::Near | Origin::Far) {
            return true;
        }
        let familiar = by_desk.weigh(sample, &mut weighed);
        let near = places.iter().map(|place| nearness(&sample.place, place)).fold(-1.0, f32::max);
        let limit = if familiar.strange > 0.0 { SAME_WITH_STRANGER } else { SAME };
        familiar.share < ELSEWHERE_KNOWN && near < limit
    });
}

/// The counter-examples of the intents, in order, none twice in an intent.
fn counter_examples<'s>(sorted: &[&'s IntentExamples]) -> Vec<Counter<'s>> {
    let mut counters = Vec::new();
    for (near, intent) in sorted.iter().enumerate() {
        let texts = intent.texts.iter().flat_map(|texts| &texts.not);
        counters.extend(texts.map(|text| Counter { near, text }));
    }
    counters.sort_unstable();
    counters.dedup();
    counters
}

/// The intents of `set` and their texts, both in order, no text twice in an intent.
pub(super) fn sources(set: &IntentSet) -> (Vec<&IntentExamples>, Vec<Source<'_>>) {
    let mut sorted: Vec<_> = set.intents.iter().collect();
    sorted.sort_by(|a, b| a.id.cmp(&b.id));
    let mut sources = Vec::new();
    for (class, intent) in sorted.iter().enumerate() {
        let mut push = |text, role, language| sources.push(Source { class, text, role, language });
        for texts in &intent.texts {
            push(&texts.title, Role::Title, Some(texts.language));
            texts.examples.iter().for_each(|example| push(example, Role::Example, Some(texts.language)));
        }
        intent.keywords.iter().for_each(|word| push(word, Role::Keyword, None));
    }
    sources.sort_unstable();
    sources.dedup_by_key(|source| (source.class, source.text));
    (sorted, sources)
}
