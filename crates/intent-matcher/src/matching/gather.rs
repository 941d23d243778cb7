//! Collects the training texts, the desk's own and those that belong to no desk, reads each and encodes its meaning. Trains
//! nothing.

use crate::encoder::{self, WIDTH};
use crate::hashing::hash;
use crate::numeric::mix;
use crate::text::Language;

use super::centre::Centre;
use super::elsewhere::sentences;
use super::exact::{Examples, says};
use super::reader::{Reader, Reading};
use super::samples::{Origin, Sample};
use super::strangers::asked_of_a_stranger;
use super::training::{Role, Source};
use super::vocabulary::Numbering;

/// A title says what the intent is about, not how people ask: half an example.
const TITLE_WEIGHT: f32 = 0.5;
/// A sentence of no desk counts less than an example: there are many and they are nobody's.
const ELSEWHERE_WEIGHT: f32 = 0.5;
/// An example asked of a stranger counts still less: it has most of the words of one that is the desk's.
const STRANGER_WEIGHT: f32 = 0.3;
/// At most so many examples are asked of a stranger: they teach how strangers look, not what the desk is about.
const STRANGERS: usize = 600;
/// What is nobody's has its plain weight at a desk of up to so many examples, and more in proportion at a larger one,
const SMALL_DESK: f32 = 700.0;
/// up to so much: longer steps of the gradient do not settle.
const MOST_SCALE: f32 = 3.0;
/// Longer messages name others without being about them.
const STRANGER_TOKENS: usize = 20;

/// What is gathered so far.
pub(super) struct Gather {
    /// The class of texts that belong to no intent.
    nobodys: usize,
    reader: Reader,
    reading: Reading,
    numbering: Numbering,
    samples: Vec<Sample>,
    /// The text of each sample as it was read.
    texts: Vec<String>,
    /// What examples and counter-examples say word for word.
    said: Vec<(u64, u32)>,
}

/// All that was gathered.
pub(super) struct Gathered {
    /// The samples, in the order in which they came.
    pub(super) samples: Vec<Sample>,
    /// Their features.
    pub(super) numbering: Numbering,
    /// The examples and counter-examples word for word.
    pub(super) examples: Examples,
    /// How to read messages.
    pub(super) reader: Reader,
    /// Where the examples stand together.
    pub(super) centre: Centre,
}

impl Gather {
    /// Nothing yet, for a desk of so many intents.
    pub(super) fn new(intents: usize, reader: Reader) -> Self {
        let (reading, numbering) = (Reading::default(), Numbering::default());
        Self { nobodys: intents, reader, reading, numbering, samples: Vec::new(), texts: Vec::new(), said: Vec::new() }
    }

    /// How many samples there are.
    pub(super) fn len(&self) -> usize {
        self.samples.len()
    }

    /// Reads a text of the desk; whether it says anything.
    pub(super) fn source(&mut self, source: &Source<'_>) -> bool {
        self.reader.read(source.text, &mut self.reading);
        if self.reading.tokens.list.is_empty() {
            return false;
        }
        if source.role == Role::Example {
            self.said.push((says(&self.reading.tokens), class(source.class)));
        }
        self.add(source.class, Origin::Desk, if source.role == Role::Title { TITLE_WEIGHT } else { 1.0 });
        true
    }

    /// Reads a counter-example. One that an example says word for word is that one's.
    pub(super) fn counter(&mut self, text: &str) {
        self.reader.read(text, &mut self.reading);
        let fingerprint = says(&self.reading.tokens);
        if !self.reading.tokens.list.is_empty() && self.said.iter().all(|(have, _)| *have != fingerprint) {
            self.said.push((fingerprint, class(self.nobodys)));
            self.add(self.nobodys, Origin::Counter, 1.0);
        }
    }

    /// Reads the texts that belong to no desk. `speaks` says whether this desk speaks a Latin-script language, and Chinese.
    pub(super) fn elsewhere(&mut self, speaks: [bool; 2]) {
        for sentence in sentences().filter(|one| speaks.get(usize::from(one.chinese)) == Some(&true)) {
            self.reader.read(sentence.text, &mut self.reading);
            let origin = if sentence.near { Origin::Near } else { Origin::Far };
            self.add(self.nobodys, origin, ELSEWHERE_WEIGHT);
        }
    }

    /// Asks examples of strangers: all that `asked` lets, or some of very many. `sources` are those read first.
    pub(super) fn strangers(&mut self, sources: &[Source<'_>], asked: impl Fn(&Source<'_>) -> bool) {
        let examples = || (0..).zip(sources).filter(|(_, source)| source.role == Role::Example && asked(source));
        let every = examples().count().div_ceil(STRANGERS).max(1);
        // Which ones hangs on the example alone: one more or less changes nothing for the others.
        let drawn = |source: &Source<'_>| mix(hash(source.text.as_bytes())).is_multiple_of(every as u64);
        for (of, source) in examples().filter(|(_, source)| drawn(source)) {
            let Some(language) = source.language else { continue };
            let known = |stranger: &str| match language {
                Language::En => stranger.split(' ').any(|word| self.reader.knows(word)),
                Language::Zh => sources.iter().any(|source| source.text.contains(stranger)),
            };
            let Some(text) = asked_of_a_stranger(source.text, language, known) else { continue };
            self.reader.read(&text, &mut self.reading);
            if self.reading.tokens.list.len() <= STRANGER_TOKENS {
                self.add(self.nobodys, Origin::Stranger { of }, STRANGER_WEIGHT);
            }
        }
    }

    /// What is nobody's weighs as much at a large desk as at a small one.
    fn weigh_nobodys(&mut self, examples: usize) {
        let scale = (examples as f32 / SMALL_DESK).clamp(1.0, MOST_SCALE);
        for sample in &mut self.samples {
            if matches!(sample.origin, Origin::Far | Origin::Near | Origin::Stranger { .. }) {
                sample.weight *= scale;
            }
        }
    }

    /// Finds what each sample means. The centre is that of the examples among `sources`, which were read first.
    pub(super) fn finish(mut self, sources: &[Source<'_>]) -> Gathered {
        self.weigh_nobodys(sources.iter().filter(|source| source.role == Role::Example).count());
        let texts: Vec<&str> = self.texts.iter().map(String::as_str).collect();
        let vectors = encoder::encode_all(&texts);
        let examples = vectors.iter().zip(&texts).zip(sources);
        let examples = examples.filter(|((_, text), source)| source.role == Role::Example && !text.is_empty());
        let centre = Centre::of(examples.map(|((vector, _), _)| vector));
        for ((sample, vector), text) in self.samples.iter_mut().zip(&vectors).zip(&texts) {
            sample.place = if text.is_empty() { [0.0; WIDTH].into() } else { centre.place(vector).into() };
        }
        let examples = Examples::new(self.said);
        Gathered { samples: self.samples, numbering: self.numbering, examples, reader: self.reader, centre }
    }

    /// Adds what was read last.
    fn add(&mut self, class: usize, origin: Origin, weight: f32) {
        self.texts.push(self.reading.text.clone());
        self.samples.push(Sample::new(class, origin, weight, &self.reading.features, &mut self.numbering));
    }
}

fn class(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
