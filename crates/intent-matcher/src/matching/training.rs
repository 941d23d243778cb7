//! All that is learnt from: the desk's examples, read and numbered, and small talk beside them. The matcher, the
//! explanations and the linter start from here.

use crate::text::Language;

use super::calibrate::{FOLDS, Outcome, hold_back};
use super::elsewhere::sentences;
use super::exact::{Examples, says};
use super::intent_set::{IntentExamples, IntentId, IntentSet};
use super::layer::Layer;
use super::reader::{Reader, Reading};
use super::samples::{Sample, Weighing, settle};
use super::train::{Lesson, Schedule, train};
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

/// Everything that is ready to be trained on.
pub(super) struct Training<'s> {
    /// The names of the intents, in alphabetical order.
    pub(super) intents: Vec<IntentId>,
    /// Whether each is a courtesy.
    pub(super) courtesies: Vec<bool>,
    /// The desk's texts that have anything to learn from, in the order of learning.
    pub(super) sources: Vec<Source<'s>>,
    /// One for each source, then the small talk, whose class is one past the last intent.
    pub(super) samples: Vec<Sample>,
    /// The examples word for word.
    pub(super) examples: Examples,
    /// How to read messages.
    pub(super) reader: Reader,
    /// Where to find their features.
    pub(super) vocabulary: Vocabulary,
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
        let courtesies = sorted.iter().map(|intent| intent.courtesy).collect();
        let chinese = |source: &Source<'_>| source.language == Some(Language::Zh);
        let reader = Reader::new(sources.iter().map(|source| (source.text, chinese(source))));
        let mut numbering = Numbering::default();
        let mut reading = Reading::default();
        let mut samples = Vec::with_capacity(sources.len());
        let mut said = Vec::with_capacity(sources.len());
        sources.retain(|source| {
            reader.read(source.text, &mut reading);
            let something = !reading.tokens.list.is_empty();
            if something {
                if source.role == Role::Example {
                    said.push((says(&reading.tokens), u32::try_from(source.class).unwrap_or(u32::MAX)));
                }
                let weight = if source.role == Role::Title { TITLE_WEIGHT } else { 1.0 };
                samples.push(Sample::new(source.class, weight, &reading.features, &mut numbering));
            }
            something
        });
        let spoken = |is_chinese: bool| sources.iter().any(|source| chinese(source) == is_chinese);
        let small_talk = [spoken(false), spoken(true)];
        for (text, _) in sentences().filter(|(_, chinese)| small_talk.get(usize::from(*chinese)) == Some(&true)) {
            reader.read(text, &mut reading);
            samples.push(Sample::new(intents.len(), ELSEWHERE_WEIGHT, &reading.features, &mut numbering));
        }
        let least = if sources.len() >= PLENTY * intents.len() { 2 } else { 1 };
        let (rows, vocabulary) = settle(&mut samples, &numbering, least);
        let classes = intents.len() + 1;
        let by_desk = Weighing::new(samples.iter().take(sources.len()), rows, classes);
        let mut weighed = Vec::new();
        samples.retain(|sample| sample.class < intents.len() || by_desk.weigh(sample, &mut weighed) < ELSEWHERE_KNOWN);
        let weighing = Weighing::new(samples.iter(), rows, classes);
        let schedule = Schedule::new(samples.len());
        let examples = Examples::new(said);
        Self { intents, courtesies, sources, samples, examples, reader, vocabulary, weighing, rows, schedule }
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
