//! Training of the one linear layer: multinomial logistic regression by stochastic gradient, seeded and in fixed
//! order. Plain Rust arithmetic in one thread, so that the same examples give the same bits everywhere.

use super::numeric::{Rng, exp};

/// The first step of the gradient; it falls to nothing over the epochs. Found on training data.
const FIRST_STEP: f32 = 3.0;
/// How often every example is seen.
const EPOCHS: usize = 12;
/// The share of features left out each time an example is seen, so that no single one is relied on.
const DROPOUT: f32 = 0.4;
/// The inverse of the pull towards zero, as in support vector machines: few examples need a strong pull.
const C: f32 = 30.0;
/// The same for many examples.
const C_MANY: f32 = 100.0;
/// From this number of examples on they count as many.
const MANY: usize = 5000;
/// The seed of all randomness in training.
const SEED: u64 = 0x5249_4e47;
/// Lanes are padded to a multiple of this, so that the compiler can use wide registers.
pub(super) const LANES: usize = 16;

/// An example as the trainer sees it.
#[derive(Clone, Debug)]
pub(super) struct Lesson {
    /// The place of its intent.
    pub(super) class: usize,
    /// How much it counts.
    pub(super) weight: f32,
    /// The weighed features.
    pub(super) features: Vec<(u32, f32)>,
}

/// The trained layer: a row of weights for each feature, a lane for each intent.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    /// How many intents there are.
    pub(super) classes: usize,
    /// The width of a row.
    pub(super) lanes: usize,
    /// The rows, one after the other.
    pub(super) weights: Vec<f32>,
    /// Added to every score.
    pub(super) bias: Vec<f32>,
}

impl Layer {
    /// Trains on `lessons`, in this order; `rows` features, `classes` intents.
    pub(super) fn train(lessons: &[Lesson], rows: usize, classes: usize) -> Self {
        let lanes = classes.div_ceil(LANES).max(1) * LANES;
        let mut layer = Self { classes, lanes, weights: vec![0.0; rows * lanes], bias: vec![0.0; lanes] };
        let c = if lessons.len() >= MANY { C_MANY } else { C };
        let pull = 1.0 / (c * lessons.len().max(1) as f32);
        let steps = (lessons.len() * EPOCHS).max(1) as f32;
        let mut rng = Rng::new(SEED);
        let mut order: Vec<u32> = (0..u32::try_from(lessons.len()).unwrap_or(u32::MAX)).collect();
        let mut scores = vec![0.0; lanes];
        let mut kept: Vec<(u32, f32)> = Vec::new();
        // The weights proper are `weights * scale`: the pull towards zero is one multiplication a step.
        let mut scale = 1.0_f32;
        let mut done = 0.0;
        for _ in 0..EPOCHS {
            rng.shuffle(&mut order);
            for &at in &order {
                let Some(lesson) = lessons.get(at as usize) else { continue };
                let step = FIRST_STEP * (1.0 - done / steps);
                done += 1.0;
                kept.clear();
                kept.extend(
                    lesson
                        .features
                        .iter()
                        .filter(|_| keep(&mut rng))
                        .map(|(row, value)| (*row, value / (1.0 - DROPOUT))),
                );
                layer.scores_into(&kept, scale, &mut scores);
                softmax(scores.get_mut(..classes).unwrap_or(&mut []));
                if let Some(right) = scores.get_mut(lesson.class) {
                    *right -= 1.0;
                }
                if let Some(padding) = scores.get_mut(classes..) {
                    padding.fill(0.0);
                }
                scale *= 1.0 - step * pull;
                let change = -step * lesson.weight;
                for (row, value) in &kept {
                    if let Some(weights) = layer.row_mut(*row) {
                        add_scaled(weights, &scores, change * value / scale);
                    }
                }
                add_scaled(&mut layer.bias, &scores, change * BIAS / scale);
            }
        }
        for weight in layer.weights.iter_mut().chain(&mut layer.bias) {
            *weight *= scale;
        }
        layer
    }

    fn row_mut(&mut self, row: u32) -> Option<&mut [f32]> {
        let start = row as usize * self.lanes;
        self.weights.get_mut(start..start + self.lanes)
    }

    /// The weights of one feature.
    pub(super) fn row(&self, row: u32) -> &[f32] {
        let start = row as usize * self.lanes;
        self.weights.get(start..start + self.lanes).unwrap_or(&[])
    }

    /// The score of every intent for a weighed message.
    pub(super) fn scores_into(&self, features: &[(u32, f32)], scale: f32, scores: &mut [f32]) {
        scores.copy_from_slice(&self.bias);
        for (row, value) in features {
            add_scaled(scores, self.row(*row), *value);
        }
        if scale != 1.0 {
            for score in scores {
                *score *= scale;
            }
        }
    }
}

/// How fast the bias learns against a feature of value one.
const BIAS: f32 = 0.1;

fn keep(rng: &mut Rng) -> bool {
    (rng.next() >> 40) as f32 / (1_u64 << 24) as f32 >= DROPOUT
}

/// `to += from * by`, lane by lane.
pub(super) fn add_scaled(to: &mut [f32], from: &[f32], by: f32) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += from * by;
    }
}

/// Turns scores into probabilities.
pub(super) fn softmax(scores: &mut [f32]) {
    let top = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    for score in scores.iter_mut() {
        *score = exp(*score - top);
    }
    let sum: f32 = scores.iter().sum();
    for score in scores.iter_mut() {
        *score /= sum;
    }
}
