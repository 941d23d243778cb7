//! The one linear layer as it is kept and asked: a row of weights for each feature, a lane for each intent. Weights
//! are cut to 16 bits (the upper half of a 32-bit float), which halves the memory and costs no accuracy.

use crate::numeric::exp;

/// Lanes are padded to a multiple of this, so that the compiler can use wide registers.
pub(super) const LANES: usize = 16;

/// The trained layer.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    classes: usize,
    lanes: usize,
    weights: Vec<u16>,
    bias: Vec<f32>,
}

impl Layer {
    /// Packs weights for `classes` intents, rows of as many lanes as `bias` has.
    pub(super) fn pack(classes: usize, weights: &[f32], bias: Vec<f32>) -> Self {
        Self { classes, lanes: bias.len(), weights: weights.iter().map(|weight| narrow(*weight)).collect(), bias }
    }

    /// The bytes held on the heap.
    pub(super) fn memory(&self) -> usize {
        size_of_val(self.weights.as_slice()) + size_of_val(self.bias.as_slice())
    }

    /// The weight of a feature for an intent; 0 where there is none.
    pub(super) fn weight(&self, row: u32, class: usize) -> f32 {
        let start = row as usize * self.lanes;
        let row = self.weights.get(start..start + self.classes).unwrap_or(&[]);
        row.get(class).map_or(0.0, |weight| widen(*weight))
    }

    /// The probability of each intent for a weighed message, into `out`; the highest score before that.
    pub(super) fn probabilities(&self, features: &[(u32, f32)], out: &mut Vec<f32>) -> f32 {
        self.scores(features, out);
        out.truncate(self.classes);
        let top = out.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        softmax(out);
        top
    }

    fn scores(&self, features: &[(u32, f32)], out: &mut Vec<f32>) {
        out.clear();
        out.extend_from_slice(&self.bias);
        let (tiles, _) = out.as_chunks_mut::<LANES>();
        for (tile, sums) in tiles.iter_mut().enumerate() {
            let mut held = *sums;
            for (row, value) in features {
                let start = *row as usize * self.lanes + tile * LANES;
                let Some(weights) = self.weights.get(start..).and_then(|rest| rest.first_chunk::<LANES>()) else {
                    continue;
                };
                for (sum, weight) in held.iter_mut().zip(weights) {
                    *sum += widen(*weight) * value;
                }
            }
            *sums = held;
        }
    }
}

fn widen(weight: u16) -> f32 {
    f32::from_bits(u32::from(weight) << 16)
}

/// The upper half of a float, rounded to the nearest.
fn narrow(weight: f32) -> u16 {
    (weight.to_bits().saturating_add(0x8000) >> 16) as u16
}

/// Turns scores into probabilities.
pub(super) fn softmax(scores: &mut [f32]) {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let mut sum = 0.0;
    for score in scores.iter_mut() {
        *score = exp(*score - top);
        sum += *score;
    }
    for score in scores.iter_mut() {
        *score /= sum;
    }
}
