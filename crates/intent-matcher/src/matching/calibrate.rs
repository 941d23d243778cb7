//! How sure to be: confidence and thresholds, learnt from the desk's own examples by cross-validation. Each training
//! holds back some examples of most intents and all examples of some: the first are messages in scope, the others
//! stand for messages about something else.

use serde::{Deserialize, Serialize};

use super::evidence::{Evidence, KINDS};
use super::logistic::{Case, fit};
use super::samples::{Origin, Weighing, of_words};
use super::settings::MatchSettings;
use super::threshold::{answer_from, ask_from};
use super::train::Lesson;
use super::training::Training;
use crate::numeric::{mix, sigmoid};

/// Each training holds back one in so many examples and intents; there are so many of them, or half with plenty.
pub(super) const FOLDS: usize = 4;
/// With fewer intents none can be held back to stand for something else.
const FEWEST_INTENTS: usize = 4;
/// With fewer held-back examples there is nothing to learn from.
const FEWEST_OUTCOMES: usize = 16;

/// What a training told of one held-back example.
#[derive(Clone, Copy, Debug)]
pub(super) struct Outcome {
    /// What there was to judge by.
    pub(super) evidence: Evidence,
    /// What the example was.
    pub(super) kind: Kind,
    /// Which sample it was.
    pub(super) sample: usize,
    /// Which intent won.
    pub(super) won: usize,
}

/// What a held-back example was to the training.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// One of an intent that was learnt; whether the winner was right.
    Inside {
        /// Whether it was.
        right: bool,
    },
    /// One of an intent that was held back as a whole: close to the desk's subject, and nothing should be answered.
    LeftOut,
    /// A counter-example, or what people ask others: near the desk's subject.
    Near,
    /// An example asked of a stranger: the desk's words, and none of its business.
    Stranger,
    /// Small talk: far from any desk's subject.
    Elsewhere,
}

/// The kinds of messages that nothing should answer.
const OUTSIDE_KINDS: [Kind; OUTSIDE] = [Kind::LeftOut, Kind::Near, Kind::Stranger, Kind::Elsewhere];
/// How many these are.
const OUTSIDE: usize = 4;
/// How much each of them weighs when it is learnt what tells right answers from others, against all messages in scope.
const LESSON_SHARES: [f32; OUTSIDE] = [1.0, 0.25, 0.25, 0.2];
/// How many of each to expect for each message in scope. An intent that was held back is closer to the desk's subject than most
/// messages from outside. Small talk counts nothing here: it is frequent, but easy to tell apart.
const MESSAGE_SHARES: [f32; OUTSIDE] = [0.03, 0.05, 0.05, 0.0];

impl Kind {
    /// Its place among the kinds that nothing should answer.
    fn outside(self) -> Option<usize> {
        OUTSIDE_KINDS.iter().position(|kind| *kind == self)
    }
}

/// From evidence to confidence and decisions.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Calibration {
    /// Weighs the evidence into one number that tells right answers from all others.
    weights: [f32; KINDS],
    /// Makes that number the log-odds of being right, the message being about the desk.
    slope: f32,
    offset: f32,
    /// Answer from this confidence on.
    pub(super) answer: f32,
    /// Ask back from this confidence on.
    pub(super) ask: f32,
    /// What to expect of it.
    pub(super) outlook: Outlook,
}

/// What cross-validation lets a desk expect of messages about its intents.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outlook {
    /// The share that is answered.
    pub answered: f32,
    /// The share of the answers that are right.
    pub precision: f32,
    /// The share whose likeliest intent is right, whatever the verdict.
    pub accuracy: f32,
}

impl Calibration {
    /// For desks too small to learn from: the odds as they are, less what is unknown; thresholds on the safe side.
    pub(super) const UNTAUGHT: Self = Self {
        weights: [0.5, 0.0, 0.0, 6.0, 0.0, 0.0, -3.0],
        slope: 1.0,
        offset: 0.0,
        answer: 0.8,
        ask: 0.5,
        outlook: Outlook { answered: 0.0, precision: 0.0, accuracy: 0.0 },
    };

    /// The confidence that `evidence` gives.
    pub(super) fn confidence(&self, evidence: &Evidence) -> f32 {
        sigmoid(self.slope * self.weigh(evidence) + self.offset)
    }

    fn weigh(&self, evidence: &Evidence) -> f32 {
        self.weights.iter().zip(evidence.vector()).map(|(weight, value)| weight * value).sum()
    }

    /// Learns from held-back outcomes.
    pub(super) fn learn(outcomes: &[Outcome], settings: &MatchSettings) -> Self {
        let inside = outcomes.iter().filter(|outcome| matches!(outcome.kind, Kind::Inside { .. })).count();
        if inside < FEWEST_OUTCOMES {
            return Self::UNTAUGHT;
        }
        let mut learnt = Self::UNTAUGHT;
        let share = |kind: Kind, of: [f32; OUTSIDE]| {
            let count = outcomes.iter().filter(|outcome| outcome.kind == kind).count().max(1);
            kind.outside().and_then(|at| of.get(at)).map_or(1.0, |share| share * inside as f32 / count as f32)
        };
        let weights = OUTSIDE_KINDS.map(|kind| share(kind, LESSON_SHARES));
        let shares = OUTSIDE_KINDS.map(|kind| share(kind, MESSAGE_SHARES));
        let weight = |kind: Kind| kind.outside().and_then(|at| weights.get(at)).copied().unwrap_or(1.0);
        let expected = |kind: Kind| kind.outside().and_then(|at| shares.get(at)).copied().unwrap_or(1.0);
        learnt.weights = fit(outcomes.iter().map(|outcome| {
            let good = outcome.kind == Kind::Inside { right: true };
            Case { values: outcome.evidence.vector(), good, weight: weight(outcome.kind) }
        }));
        [learnt.slope, learnt.offset] = fit(outcomes.iter().filter_map(|outcome| match outcome.kind {
            Kind::Inside { right } => {
                Some(Case { values: [learnt.weigh(&outcome.evidence), 1.0], good: right, weight: 1.0 })
            }
            _ => None,
        }));
        let (mut inside, mut outside, mut elsewhere) = (Vec::new(), Vec::new(), Vec::new());
        for outcome in outcomes {
            let confidence = learnt.confidence(&outcome.evidence);
            match outcome.kind {
                Kind::Inside { right } => inside.push((confidence, right)),
                Kind::Elsewhere => elsewhere.push(confidence),
                kind => outside.push((confidence, expected(kind))),
            }
        }
        learnt.answer = answer_from(&inside, &outside, settings);
        learnt.outlook = Outlook::of(&inside, learnt.answer);
        learnt.ask = ask_from(&inside, &elsewhere).unwrap_or(Self::UNTAUGHT.ask).min(learnt.answer);
        learnt
    }
}

impl Outlook {
    fn of(inside: &[(f32, bool)], answer: f32) -> Self {
        let share = |part: usize, all: usize| part as f32 / all.max(1) as f32;
        let right = |least: f32| inside.iter().filter(|(confidence, right)| *right && *confidence >= least).count();
        let answered = inside.iter().filter(|(confidence, _)| *confidence >= answer).count();
        Self {
            answered: share(answered, inside.len()),
            precision: share(right(answer), answered),
            accuracy: share(right(0.0), inside.len()),
        }
    }
}

/// Trains without some examples and, if `leave_out`, without some intents, and asks for each held-back one.
pub(super) fn hold_back(training: &Training<'_>, leave_out: bool, fold: usize) -> Vec<Outcome> {
    let intents = training.intents.len();
    let left_out = |class: usize| leave_out && intents >= FEWEST_INTENTS && turn(class, 7) == fold;
    let mut seen = vec![0; intents];
    let mut others = 0;
    let mut held: Vec<bool> = Vec::with_capacity(training.samples.len());
    for sample in &training.samples {
        let hold = match seen.get_mut(sample.class) {
            Some(_) if left_out(sample.class) => true,
            Some(_) if sample.weight < 1.0 => false,
            Some(seen) => {
                *seen += 1;
                (*seen + turn(sample.class, 3)) % FOLDS == fold
            }
            None => match sample.origin {
                // Its example is as good as seen where it was learnt.
                Origin::Stranger { of } => held.get(of).copied().unwrap_or(false),
                _ => {
                    others += 1;
                    // As large a share as is held back of the desk's own: that of some intents and of all examples.
                    let of = if leave_out { [FOLDS * FOLDS, 2 * FOLDS - 1] } else { [FOLDS, 1] };
                    (others + fold * of[1]) % of[0] < of[1]
                }
            },
        };
        held.push(hold);
    }
    let taught = || training.samples.iter().zip(&held).filter(|(_, held)| !**held).map(|(sample, _)| sample);
    let weighing = Weighing::new(taught(), training.rows, intents + 1);
    let lessons: Vec<Lesson> = taught().map(|sample| weighing.lesson(sample)).collect();
    let layer = training.train(&lessons);
    let mut weighed = Vec::new();
    let mut probabilities = Vec::new();
    let mut outcomes = Vec::new();
    for (at, (sample, is_held)) in training.samples.iter().zip(&held).enumerate() {
        if !is_held || sample.is_title() {
            continue;
        }
        let familiar = weighing.weigh(sample, &mut weighed);
        let score = layer.probabilities(&weighed, &mut probabilities);
        let (won, first, second) = leaders(probabilities.get(..intents).unwrap_or(&[]));
        layer.probabilities(of_words(&weighed), &mut probabilities);
        let words = probabilities.get(won).copied().unwrap_or(0.0);
        let evidence = Evidence::new(first, second, score, familiar, words);
        let kind = match sample.class {
            class if class == intents => match sample.origin {
                Origin::Near | Origin::Counter => Kind::Near,
                Origin::Stranger { .. } => Kind::Stranger,
                Origin::Desk | Origin::Far => Kind::Elsewhere,
            },
            class if left_out(class) => Kind::LeftOut,
            class => Kind::Inside { right: won == class },
        };
        outcomes.push(Outcome { evidence, kind, sample: at, won });
    }
    outcomes
}

/// Which fold an intent is held back in, scattered so that neighbours in the alphabet differ.
fn turn(class: usize, salt: u64) -> usize {
    (mix(class as u64 / FOLDS as u64 + salt) as usize % FOLDS + class) % FOLDS
}

/// The winner among probabilities, its own and the next best.
fn leaders(probabilities: &[f32]) -> (usize, f32, f32) {
    probabilities.iter().copied().enumerate().fold((0, 0.0, 0.0), |(won, first, second), (class, p)| {
        if p > first { (class, p, first) } else { (won, first, second.max(p)) }
    })
}
