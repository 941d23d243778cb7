//! How sure to be: confidence and thresholds, learnt from the desk's own examples by cross-validation. Each training
//! holds back some examples of most intents and all examples of some: the first are messages in scope, the others
//! stand for messages about something else.

use super::layer::winner;
use super::numeric::{logit, mix, sigmoid};
use super::samples::{Sample, Weighing};
use super::settings::MatchSettings;
use super::train::{Lesson, train};

/// How many trainings; each holds back one in so many examples and intents.
pub(super) const FOLDS: usize = 4;
/// With fewer intents none can be held back to stand for something else.
const FEWEST_INTENTS: usize = 4;
/// The share of messages that are about something else, where the desk cannot know it: about one in six.
const OUTSIDE_SHARE: f32 = 0.16;

/// What the trainings told of one held-back example.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outcome {
    /// The log-odds of the winner.
    pub(super) score: f32,
    /// Whether the winner was right.
    pub(super) right: bool,
    /// Whether the example's intent was held back as a whole.
    pub(super) outside: bool,
}

/// From scores to confidence and decisions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Calibration {
    slope: f32,
    offset: f32,
    /// Answer from this confidence on.
    pub(super) answer: f32,
    /// Ask back from this confidence on.
    pub(super) ask: f32,
}

impl Calibration {
    /// For desks too small to learn from: the odds as they are, thresholds on the safe side.
    pub(super) const UNTAUGHT: Self = Self { slope: 1.0, offset: 0.0, answer: 0.8, ask: 0.5 };

    /// The confidence for a score.
    pub(super) fn confidence(&self, score: f32) -> f32 {
        sigmoid(self.slope * score + self.offset)
    }

    /// Learns from held-back outcomes.
    pub(super) fn learn(outcomes: &[Outcome], settings: &MatchSettings) -> Self {
        let inside: Vec<_> = outcomes.iter().filter(|outcome| !outcome.outside).collect();
        if inside.len() < 8 {
            return Self::UNTAUGHT;
        }
        let (slope, offset) = platt(&inside);
        let mut calibration = Self { slope, offset, ..Self::UNTAUGHT };
        let outside: Vec<f32> =
            outcomes.iter().filter(|o| o.outside).map(|o| calibration.confidence(o.score)).collect();
        let inside: Vec<(f32, bool)> = inside.iter().map(|o| (calibration.confidence(o.score), o.right)).collect();
        calibration.answer = answer_threshold(&inside, &outside, settings);
        calibration.ask = ask_threshold(&inside, &outside).min(calibration.answer);
        calibration
    }
}

/// Logistic regression of right on score (Platt 1999), by Newton's method; both targets smoothed as he advises.
fn platt(outcomes: &[&Outcome]) -> (f32, f32) {
    let right = outcomes.iter().filter(|o| o.right).count() as f32;
    let wrong = outcomes.len() as f32 - right;
    let (high, low) = ((right + 1.0) / (right + 2.0), 1.0 / (wrong + 2.0));
    let (mut slope, mut offset) = (1.0_f32, 0.0_f32);
    for _ in 0..30 {
        let (mut g1, mut g0, mut h11, mut h10, mut h00) = (0.0, 0.0, 1e-3, 0.0, 1e-3);
        for outcome in outcomes {
            let p = sigmoid(slope * outcome.score + offset);
            let d = p - if outcome.right { high } else { low };
            let w = p * (1.0 - p);
            g1 += d * outcome.score;
            g0 += d;
            h11 += w * outcome.score * outcome.score;
            h10 += w * outcome.score;
            h00 += w;
        }
        let det = h11 * h00 - h10 * h10;
        if det <= 0.0 {
            break;
        }
        slope -= ((h00 * g1 - h10 * g0) / det).clamp(-1.0, 1.0);
        offset -= ((h11 * g0 - h10 * g1) / det).clamp(-1.0, 1.0);
        slope = slope.clamp(0.05, 10.0);
    }
    (slope, offset)
}

/// The lowest confidence from which on the wished share of answers is right, others' messages counted in.
fn answer_threshold(inside: &[(f32, bool)], outside: &[f32], settings: &MatchSettings) -> f32 {
    let mut all: Vec<(f32, f32, f32)> =
        inside.iter().map(|(confidence, right)| (*confidence, 1.0, if *right { 1.0 } else { 0.0 })).collect();
    if !outside.is_empty() {
        let each = inside.len() as f32 * OUTSIDE_SHARE / (1.0 - OUTSIDE_SHARE) / outside.len() as f32;
        all.extend(outside.iter().map(|confidence| (*confidence, each, 0.0)));
    }
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut answered, mut right) = (0.0, 0.0);
    let mut lowest = all.first().map_or(1.0, |top| top.0);
    for (confidence, weight, good) in &all {
        answered += weight;
        right += good;
        if right >= settings.answer_precision * answered {
            lowest = *confidence;
        }
    }
    let mut confidences: Vec<f32> = inside.iter().map(|(confidence, _)| *confidence).collect();
    confidences.sort_by(|a, b| b.total_cmp(a));
    let enough = (confidences.len() as f32 * settings.answer_at_least) as usize;
    confidences.get(enough.min(confidences.len().saturating_sub(1))).map_or(lowest, |floor| lowest.min(*floor))
}

/// The confidence that best parts messages in scope from others, one counted as much as the other.
fn ask_threshold(inside: &[(f32, bool)], outside: &[f32]) -> f32 {
    if outside.is_empty() {
        return Calibration::UNTAUGHT.ask;
    }
    let mut all: Vec<(f32, f32)> = inside.iter().map(|(c, _)| (*c, 1.0 / inside.len() as f32)).collect();
    all.extend(outside.iter().map(|c| (*c, -1.0 / outside.len() as f32)));
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut gain, mut best, mut at) = (0.0, 0.0, 1.0);
    for (confidence, worth) in all {
        gain += worth;
        if gain > best {
            (best, at) = (gain, confidence);
        }
    }
    at
}

/// Trains without some examples and intents, and asks for each held-back one.
pub(super) fn hold_back(samples: &[Sample], rows: usize, classes: usize, fold: usize) -> Vec<Outcome> {
    let outside = |sample: &Sample| classes >= FEWEST_INTENTS && turn(sample.class, 7) == fold;
    let mut seen = vec![0; classes];
    let held: Vec<bool> = samples
        .iter()
        .map(|sample| {
            if outside(sample) {
                return true;
            }
            let Some(seen) = seen.get_mut(sample.class).filter(|_| sample.weight >= 1.0) else { return false };
            *seen += 1;
            (*seen + turn(sample.class, 3)) % FOLDS == fold
        })
        .collect();
    let taught = || samples.iter().zip(&held).filter(|(_, held)| !**held).map(|(sample, _)| sample);
    let weighing = Weighing::new(taught(), rows, classes);
    let lessons: Vec<Lesson> = taught().map(|sample| weighing.lesson(sample)).collect();
    let layer = train(&lessons, rows, classes);
    let mut weighed = Vec::new();
    let mut probabilities = Vec::new();
    let mut outcomes = Vec::new();
    for (sample, held) in samples.iter().zip(&held) {
        if !held || sample.weight < 1.0 {
            continue;
        }
        weighing.weigh(sample, &mut weighed);
        layer.probabilities(&weighed, &mut probabilities);
        let (won, p) = winner(&probabilities);
        outcomes.push(Outcome { score: logit(p), right: won == sample.class, outside: outside(sample) });
    }
    outcomes
}

/// Which fold an intent is held back in, scattered so that neighbours in the alphabet differ.
fn turn(class: usize, salt: u64) -> usize {
    (mix(class as u64 / FOLDS as u64 + salt) as usize % FOLDS + class) % FOLDS
}
