//! Training of the linear layer: multinomial logistic regression by stochastic gradient, seeded and in fixed order.
//! Plain Rust arithmetic in one thread, so that the same examples give the same bits everywhere.

use super::calibrate::FOLDS;
use super::layer::{LANES, Layer, softmax};
use crate::numeric::Rng;

/// The first step of the gradient; it falls evenly to nothing. Larger ones are noisy, smaller ones need more epochs.
const FIRST_STEP: f32 = 1.0;
/// How often every example is seen.
const EPOCHS: usize = 20;
/// The same with many examples, which say much the same again.
const EPOCHS_MANY: usize = 10;
/// The share of features left out each time an example is seen, so that no single one is relied on.
const DROPOUT: f32 = 0.4;
/// By how much the right intent must win before an example has nothing more to teach.
const MARGIN: f32 = 2.0;
/// The inverse of the pull towards zero, as in support vector machines: few examples need a strong pull.
const SLACK: f32 = 15.0;
/// The same with many examples.
const SLACK_MANY: f32 = 100.0;
/// From this number of examples on they count as many.
const MANY: usize = 5000;
/// How fast the bias learns against a feature of value one.
const BIAS: f32 = 0.1;
/// From this number of lessons on two trainings with something held back tell enough.
const ENOUGH: usize = 4000;
/// A lesson of which less than this is wrong in every intent has nothing to teach this time.
const SETTLED: f32 = 0.02;
/// The seed of all randomness in training.
const SEED: u64 = 0x5249_4e47;

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

/// How long and how freely to train. The trainings of one desk share it, so that their scores compare.
#[derive(Clone, Copy, Debug)]
pub(super) struct Schedule {
    epochs: usize,
    slack: f32,
    /// How many of the trainings with something held back are run.
    pub(super) folds: usize,
}

impl Schedule {
    /// The schedule for so many lessons.
    pub(super) fn new(lessons: usize) -> Self {
        if lessons >= MANY {
            Self { epochs: EPOCHS_MANY, slack: SLACK_MANY, folds: FOLDS / 2 }
        } else {
            Self { epochs: EPOCHS, slack: SLACK, folds: if lessons >= ENOUGH { FOLDS / 2 } else { FOLDS } }
        }
    }
}

/// Trains a layer of `rows` features and `classes` intents on `lessons`, in this order.
pub(super) fn train(lessons: &[Lesson], rows: usize, classes: usize, schedule: Schedule) -> Layer {
    let Schedule { epochs, slack, .. } = schedule;
    let pull = 1.0 / (slack * lessons.len().max(1) as f32);
    let steps = (lessons.len() * epochs).max(1) as f32;
    let mut weights = Weights::new(rows, classes);
    let mut rng = Rng::new(SEED);
    let mut order: Vec<u32> = (0..u32::try_from(lessons.len()).unwrap_or(u32::MAX)).collect();
    let mut errors = vec![0.0; weights.bias.len()];
    let mut kept: Vec<(u32, f32)> = Vec::new();
    let mut done = 0.0;
    for _ in 0..epochs {
        rng.shuffle(&mut order);
        for &at in &order {
            let Some(lesson) = lessons.get(at as usize) else { continue };
            let step = FIRST_STEP * (1.0 - done / steps);
            done += 1.0;
            kept.clear();
            keep_some(&lesson.features, &mut rng, &mut kept);
            weights.errors(&kept, lesson.class, &mut errors);
            weights.scale *= 1.0 - step * pull;
            let most = errors.iter().copied().fold(0.0_f32, |most, error| most.max(error.abs()));
            if most > SETTLED {
                weights.learn(&kept, &errors, -step * lesson.weight);
            }
        }
    }
    weights.finish()
}

/// Features with some left out at random.
fn keep_some(features: &[(u32, f32)], rng: &mut Rng, kept: &mut Vec<(u32, f32)>) {
    for some in features.chunks(size_of::<u64>()) {
        let chances = rng.next().to_le_bytes();
        let stays = |chance: u8| f32::from(chance) >= DROPOUT * 256.0;
        kept.extend(some.iter().zip(chances).filter(|(_, chance)| stays(*chance)).map(|(feature, _)| *feature));
    }
}

/// The weights while they are learnt. The weights proper are `rows * scale`, so that the pull towards zero is one
/// multiplication a step.
struct Weights {
    classes: usize,
    rows: Vec<f32>,
    bias: Vec<f32>,
    scale: f32,
}

impl Weights {
    fn new(rows: usize, classes: usize) -> Self {
        let lanes = classes.div_ceil(LANES).max(1) * LANES;
        Self { classes, rows: vec![0.0; rows * lanes], bias: vec![0.0; lanes], scale: 1.0 }
    }

    /// What is wrong with the probabilities of each intent, the right one handicapped by the margin.
    fn errors(&self, features: &[(u32, f32)], right: usize, out: &mut [f32]) {
        let lanes = self.bias.len();
        let factor = 1.0 / (1.0 - DROPOUT);
        let tiles = out.as_chunks_mut::<LANES>().0.iter_mut().zip(self.bias.as_chunks::<LANES>().0);
        for (tile, (out, bias)) in tiles.enumerate() {
            // Held apart, so that the sums stay in registers.
            let mut sums = *bias;
            for (row, value) in features {
                let start = *row as usize * lanes + tile * LANES;
                if let Some(weights) = self.rows.get(start..).and_then(|rest| rest.first_chunk::<LANES>()) {
                    add_scaled(&mut sums, weights, value * factor);
                }
            }
            *out = sums;
        }
        for score in out.iter_mut() {
            *score *= self.scale;
        }
        let (scores, padding) = out.split_at_mut_checked(self.classes).unwrap_or_default();
        padding.fill(0.0);
        if let Some(score) = scores.get_mut(right) {
            *score -= MARGIN;
        }
        softmax(scores);
        if let Some(error) = scores.get_mut(right) {
            *error -= 1.0;
        }
    }

    fn learn(&mut self, features: &[(u32, f32)], errors: &[f32], by: f32) {
        let lanes = self.bias.len();
        let factor = by / (self.scale * (1.0 - DROPOUT));
        for (row, value) in features {
            let start = *row as usize * lanes;
            add_all_scaled(self.rows.get_mut(start..start + lanes).unwrap_or(&mut []), errors, value * factor);
        }
        add_all_scaled(&mut self.bias, errors, BIAS * by / self.scale);
    }

    fn finish(mut self) -> Layer {
        for weight in self.rows.iter_mut().chain(&mut self.bias) {
            *weight *= self.scale;
        }
        Layer::pack(self.classes, &self.rows, self.bias)
    }
}

/// `to += from * by`, lane by lane.
fn add_scaled(to: &mut [f32; LANES], from: &[f32; LANES], by: f32) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += from * by;
    }
}

/// The same for all tiles of lanes.
fn add_all_scaled(to: &mut [f32], from: &[f32], by: f32) {
    for (to, from) in to.as_chunks_mut().0.iter_mut().zip(from.as_chunks().0) {
        add_scaled(to, from, by);
    }
}
