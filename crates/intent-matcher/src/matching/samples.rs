//! The examples as sparse vectors: what training, cross-validation and the linter work on.

use crate::encoder::WIDTH;
use crate::text::DIRECTIONS;

use super::features::{BLOCKS, Block, Features, MEANING_WEIGHT};
use super::train::Lesson;
use super::vocabulary::{Numbering, Vocabulary, damped, telling};
use crate::numeric::{exp, ln};

/// The first [`WIDTH`] rows belong to the meaning of the whole, the next to the directions of the English words.
pub(super) const FIRST_ROW: usize = WIDTH + DIRECTIONS;

/// One example: the features it has, not yet weighed.
#[derive(Clone, Debug)]
pub(super) struct Sample {
    /// The place of its intent.
    pub(super) class: usize,
    /// Where it comes from.
    pub(super) origin: Origin,
    /// How much it counts in training; a title counts less than an example.
    pub(super) weight: f32,
    /// Rows (numbers at first) and counts, block by block.
    entries: Vec<(u32, u32)>,
    ends: [usize; BLOCKS],
    /// Occurrences of features too rare to have a row.
    rare: [u32; BLOCKS],
    meaning: [f32; DIRECTIONS],
    /// Where its meaning as a whole stands, seen from the desk's centre.
    pub(super) place: Box<[f32]>,
}

/// Where a sample comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// The desk's own text about an intent.
    Desk,
    /// A counter-example of the desk.
    Counter,
    /// The example at this place asked of a stranger.
    Stranger {
        /// The place among the samples.
        of: usize,
    },
    /// A sentence that may be near the desk's subject.
    Near,
    /// A sentence that is far from any desk.
    Far,
}

impl Sample {
    /// Numbers the features of an example.
    pub(super) fn new(
        class: usize,
        origin: Origin,
        weight: f32,
        features: &Features,
        numbering: &mut Numbering,
    ) -> Self {
        let mut entries: Vec<(u32, u32)> = Vec::new();
        let mut ends = [0; BLOCKS];
        let mut numbers = Vec::new();
        for (block, end) in Block::ALL.into_iter().zip(&mut ends) {
            let start = entries.len();
            numbers.clear();
            numbers.extend(features.block(block).iter().map(|key| numbering.number(*key)));
            numbers.sort_unstable();
            for &number in &numbers {
                match entries.get_mut(start..).and_then(|block| block.last_mut()) {
                    Some(last) if last.0 == number => last.1 += 1,
                    _ => entries.push((number, 1)),
                }
            }
            *end = entries.len();
        }
        entries.shrink_to_fit();
        Self {
            class,
            origin,
            weight,
            entries,
            ends,
            rare: [0; BLOCKS],
            meaning: unit(&features.meaning),
            place: Box::default(),
        }
    }

    /// Whether it is what an intent is called, not what people write.
    pub(super) fn is_title(&self) -> bool {
        self.origin == Origin::Desk && self.weight < 1.0
    }

    fn blocks(&self) -> impl Iterator<Item = (Block, &[(u32, u32)], u32)> {
        let mut start = 0;
        Block::ALL.into_iter().zip(self.ends).zip(self.rare).map(move |((block, end), rare)| {
            let entries = self.entries.get(start..end).unwrap_or(&[]);
            start = end;
            (block, entries, rare)
        })
    }

    /// Turns numbers into rows; features without one are only counted.
    fn settle(&mut self, rows: &[u32]) {
        let mut kept = Vec::with_capacity(self.entries.len());
        let mut ends = [0; BLOCKS];
        let mut rare = [0; BLOCKS];
        for (((_, entries, _), end), rare) in self.blocks().zip(&mut ends).zip(&mut rare) {
            for (number, count) in entries {
                match rows.get(*number as usize) {
                    Some(&row) if row != NO_ROW => kept.push((row, *count)),
                    _ => *rare += count,
                }
            }
            *end = kept.len();
        }
        (self.entries, self.ends, self.rare) = (kept, ends, rare);
    }
}

/// Stands for a feature that has no row.
const NO_ROW: u32 = u32::MAX;

/// Gives a row to each feature that at least `least` samples have; the number of rows and the table for messages.
pub(super) fn settle(samples: &mut [Sample], numbering: &Numbering, least: u32) -> (usize, Vocabulary) {
    let mut counts = vec![0_u32; numbering.len()];
    for (number, _) in samples.iter().flat_map(|sample| &sample.entries) {
        if let Some(count) = counts.get_mut(*number as usize) {
            *count += 1;
        }
    }
    let mut next = FIRST_ROW;
    let rows: Vec<u32> = counts
        .iter()
        .map(|count| {
            if *count < least {
                return NO_ROW;
            }
            next += 1;
            u32::try_from(next - 1).unwrap_or(NO_ROW)
        })
        .collect();
    for sample in samples.iter_mut() {
        sample.settle(&rows);
    }
    let vocabulary = numbering.finish(|number| rows.get(number as usize).copied().filter(|row| *row != NO_ROW));
    (next, vocabulary)
}

/// How telling each feature is, by the examples trained on.
#[derive(Clone, Debug)]
pub(super) struct Weighing {
    /// By row; 0 for a feature that the examples trained on do not have.
    rows: Vec<f32>,
    /// That of a feature never seen.
    unknown: f32,
}

/// What is counted of one feature: how its occurrences spread over intents.
#[derive(Clone, Copy, Default)]
struct Use {
    class: usize,
    in_class: f32,
    all: f32,
    /// The sum of c ln c over the intents done with.
    sum: f32,
}

impl Use {
    fn close(&mut self) {
        self.all += self.in_class;
        self.sum += self.in_class * ln(self.in_class.max(1.0));
        self.in_class = 0.0;
    }

    /// As good as how many intents use the feature: e to the entropy of its spread, so that a single odd example
    /// among many hardly counts.
    fn intents(mut self) -> f32 {
        self.close();
        if self.all > 0.0 { exp(ln(self.all) - self.sum / self.all) } else { 0.0 }
    }
}

impl Weighing {
    /// Counts the features of `samples`, which come intent by intent; `rows` and `intents` of the whole desk.
    pub(super) fn new<'s>(samples: impl Iterator<Item = &'s Sample>, rows: usize, intents: usize) -> Self {
        let mut uses = vec![Use::default(); rows];
        for sample in samples {
            for (row, _) in &sample.entries {
                let Some(one) = uses.get_mut(*row as usize) else { continue };
                if one.class != sample.class {
                    one.close();
                    one.class = sample.class;
                }
                one.in_class += 1.0;
            }
        }
        let rows = uses.into_iter().map(|one| match one.intents() {
            0.0 => 0.0,
            used => telling(used, intents),
        });
        Self { rows: rows.collect(), unknown: telling(0.0, intents) }
    }

    /// The bytes held on the heap.
    pub(super) fn memory(&self) -> usize {
        size_of_val(self.rows.as_slice())
    }

    /// How telling the feature of a row is; `None` if it is unknown.
    fn row(&self, row: u32) -> Option<f32> {
        self.rows.get(row as usize).copied().filter(|telling| *telling > 0.0)
    }

    /// A sample made ready for training.
    pub(super) fn lesson(&self, sample: &Sample) -> Lesson {
        let mut features = Vec::with_capacity(sample.entries.len() + DIRECTIONS);
        self.weigh(sample, &mut features);
        Lesson { class: sample.class, weight: sample.weight, features }
    }

    /// The weighed vector of a sample; unknown features are in its norm alone. Tells how well it is known.
    pub(super) fn weigh(&self, sample: &Sample, out: &mut Vec<(u32, f32)>) -> Familiar {
        out.clear();
        push_place(&sample.place, out);
        let mut known = Known::default();
        for (block, entries, rare) in sample.blocks() {
            let start = out.len();
            let mut unknown = rare;
            let mut norm = 0.0;
            for &(row, count) in entries {
                match self.row(row) {
                    Some(telling) => norm += push(row, count, telling, out),
                    None => unknown += count,
                }
            }
            norm += self.norm_of_unknown(unknown);
            known.miss(block, unknown);
            known.add(block, scale(out.get_mut(start..).unwrap_or(&mut []), block, norm), norm);
        }
        push_meaning(&sample.meaning, out);
        known.finish()
    }

    /// The weighed vector of a message, found in `vocabulary`, and how well it is known. `counts` has an element a row, all 0, and is left so.
    pub(super) fn weigh_message(
        &self,
        features: &Features,
        vocabulary: &Vocabulary,
        place: &[f32],
        counts: &mut [u32],
        out: &mut Vec<(u32, f32)>,
    ) -> Familiar {
        out.clear();
        push_place(place, out);
        let mut known = Known::default();
        for block in Block::ALL {
            let start = out.len();
            let mut unknown = 0;
            for key in features.block(block) {
                match vocabulary.row(*key) {
                    Some(row) => {
                        let Some(count) = counts.get_mut(row as usize) else { continue };
                        if *count == 0 {
                            out.push((row, 0.0));
                        }
                        *count += 1;
                    }
                    None => unknown += 1,
                }
            }
            let mut norm = 0.0;
            let values = out.get_mut(start..).unwrap_or(&mut []);
            for (row, value) in values.iter_mut() {
                let count = counts.get_mut(*row as usize).map_or(0, std::mem::take);
                match self.row(*row) {
                    Some(telling) => {
                        *value = damped(count) * telling;
                        norm += *value * *value;
                    }
                    None => unknown += count,
                }
            }
            norm += self.norm_of_unknown(unknown);
            known.miss(block, unknown);
            known.add(block, scale(values, block, norm), norm);
        }
        push_meaning(&unit(&features.meaning), out);
        known.finish()
    }

    fn norm_of_unknown(&self, count: u32) -> f32 {
        count as f32 * self.unknown * self.unknown
    }
}

/// Adds a feature and gives its part in the norm.
fn push(row: u32, count: u32, telling: f32, out: &mut Vec<(u32, f32)>) -> f32 {
    let value = damped(count) * telling;
    out.push((row, value));
    value * value
}

/// Makes a block's values a vector of the block's weight, were all of it known; the squared length it has.
fn scale(values: &mut [(u32, f32)], block: Block, norm: f32) -> f32 {
    let mut known = 0.0;
    if norm > 0.0 {
        let factor = block.weight() / norm.sqrt();
        for (_, value) in values {
            *value *= factor;
            known += *value * *value;
        }
    }
    known
}

/// How well the desk's examples know a message.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Familiar {
    /// The share, 0 to 1, that they know; 0 of an empty message.
    pub(super) share: f32,
    /// How many of its words and ideographs they do not have.
    pub(super) strange: f32,
}

/// How much of a message is known, summed over its blocks.
#[derive(Clone, Copy, Debug, Default)]
struct Known {
    known: f32,
    all: f32,
    strange: u32,
}

impl Known {
    fn add(&mut self, block: Block, known: f32, norm: f32) {
        if norm > 0.0 {
            self.known += known;
            self.all += block.weight() * block.weight();
        }
    }

    /// Counts what is unknown of a block; only words and ideographs are strange by themselves.
    fn miss(&mut self, block: Block, unknown: u32) {
        if matches!(block, Block::Stem | Block::Han) {
            self.strange += unknown;
        }
    }

    fn finish(self) -> Familiar {
        let share = if self.all > 0.0 { self.known / self.all } else { 0.0 };
        Familiar { share, strange: self.strange as f32 }
    }
}

/// The direction of `meaning`; all 0 if it has none.
fn unit(meaning: &[f32; DIRECTIONS]) -> [f32; DIRECTIONS] {
    let norm = meaning.iter().map(|x| x * x).sum::<f32>().sqrt();
    if norm > 0.0 { meaning.map(|x| x / norm) } else { *meaning }
}

fn push_meaning(unit: &[f32; DIRECTIONS], out: &mut Vec<(u32, f32)>) {
    if unit.iter().any(|x| *x != 0.0) {
        out.extend((WIDTH as u32..).zip(unit).map(|(row, x)| (row, x * MEANING_WEIGHT)));
    }
}

fn push_place(place: &[f32], out: &mut Vec<(u32, f32)>) {
    out.extend((0_u32..).zip(place).map(|(row, x)| (row, *x)));
}

/// The part of a weighed vector that its words made.
pub(super) fn of_words(weighed: &[(u32, f32)]) -> &[(u32, f32)] {
    let by_meaning = weighed.iter().take_while(|(row, _)| (*row as usize) < WIDTH).count();
    weighed.get(by_meaning..).unwrap_or(&[])
}
