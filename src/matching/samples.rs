//! The examples as sparse vectors: what training, cross-validation and the linter work on.

use super::features::{BLOCKS, Block, Features};
use super::train::Lesson;
use super::vocabulary::{Vocabulary, damped, inverse_frequency};

/// One example: the features it has, not yet weighed.
#[derive(Clone, Debug)]
pub(super) struct Sample {
    /// The place of its intent.
    pub(super) class: usize,
    /// How much it counts in training; a title counts less than an example.
    pub(super) weight: f32,
    /// Feature numbers and counts, block by block.
    entries: Vec<(u32, u32)>,
    ends: [usize; BLOCKS],
}

impl Sample {
    /// Numbers the features of an example.
    pub(super) fn new(class: usize, weight: f32, features: &Features, vocabulary: &mut Vocabulary) -> Self {
        let mut entries: Vec<(u32, u32)> = Vec::new();
        let mut ends = [0; BLOCKS];
        for (block, end) in Block::ALL.into_iter().zip(&mut ends) {
            let start = entries.len();
            let mut numbers: Vec<u32> = features.block(block).iter().map(|key| vocabulary.number(*key)).collect();
            numbers.sort_unstable();
            for number in numbers {
                match entries.get_mut(start..).and_then(|block| block.last_mut()) {
                    Some(last) if last.0 == number => last.1 += 1,
                    _ => entries.push((number, 1)),
                }
            }
            *end = entries.len();
        }
        Self { class, weight, entries, ends }
    }

    fn blocks(&self) -> impl Iterator<Item = (Block, &[(u32, u32)])> {
        let mut start = 0;
        Block::ALL.into_iter().zip(self.ends).map(move |(block, end)| {
            let entries = self.entries.get(start..end).unwrap_or(&[]);
            start = end;
            (block, entries)
        })
    }
}

/// How telling each feature is, by the examples trained on.
#[derive(Clone, Debug)]
pub(super) struct Weighing {
    /// By feature number; 0 for a feature that the examples trained on do not have.
    pub(super) idf: Vec<f32>,
    /// That of a feature never seen.
    pub(super) unknown: f32,
}

impl Weighing {
    /// Counts the features of `samples`; those that fewer than `least` samples have stay unknown.
    pub(super) fn new<'s>(samples: impl Iterator<Item = &'s Sample>, features: usize, least: u32) -> Self {
        let mut df = vec![0_u32; features];
        let mut documents = 0;
        for sample in samples {
            documents += 1;
            for (number, _) in &sample.entries {
                if let Some(count) = df.get_mut(*number as usize) {
                    *count += 1;
                }
            }
        }
        let idf = df.iter().map(|&df| if df < least { 0.0 } else { inverse_frequency(df, documents) }).collect();
        Self { idf, unknown: inverse_frequency(0, documents) }
    }

    /// A sample made ready for training.
    pub(super) fn lesson(&self, sample: &Sample) -> Lesson {
        let mut features = Vec::new();
        self.weigh(sample, &mut features);
        Lesson { class: sample.class, weight: sample.weight, features }
    }

    /// The weighed vector of a sample; unknown features are in its norm alone.
    pub(super) fn weigh(&self, sample: &Sample, out: &mut Vec<(u32, f32)>) {
        out.clear();
        for (block, entries) in sample.blocks() {
            let start = out.len();
            let mut norm = 0.0;
            for &(number, count) in entries {
                let idf = self.idf.get(number as usize).copied().unwrap_or(0.0);
                if idf > 0.0 {
                    let value = damped(count) * idf;
                    norm += value * value;
                    out.push((number, value));
                } else {
                    let times = count as f32;
                    norm += times * self.unknown * self.unknown;
                }
            }
            scale(out.get_mut(start..).unwrap_or(&mut []), block, norm);
        }
    }
}

/// Makes a block's values a vector of the block's weight.
fn scale(values: &mut [(u32, f32)], block: Block, norm: f32) {
    if norm > 0.0 {
        let factor = block.weight() / norm.sqrt();
        for (_, value) in values {
            *value *= factor;
        }
    }
}
