//! From scores to a verdict: answer, ask back, or nothing; one question or two.

use super::calibrate::Calibration;
use super::evidence::Evidence;
use super::intent_set::IntentId;
use super::verdict::{Candidate, Verdict};

/// At most this many intents are asked back.
pub(super) const ASKED: usize = 3;
/// The runner-up is too close when its probability is more than this share of the winner's.
const CLOSE: f32 = 0.5;
/// An intent less likely than this is not worth asking back.
const UNLIKELY: f32 = 0.05;
/// A part of less than one in so many of another part's tokens is a courtesy beside it, not a question.
const COURTESY: usize = 3;

/// The probability from which on a message hints at an intent. With two questions the weaker one has more, however short it is.
const HINT: f32 = 1e-4;
/// How sure an example is of its own intent: the writer says so.
const EXACT: f32 = 0.99;
/// How sure an example that two intents share is of each.
const SHARED: f32 = 0.5;
/// From so many tokens on a message is a story: its sentences are judged by themselves.
const STORY: usize = 40;

/// What was found of a message or of a part of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Finding {
    /// The likeliest intents and their probabilities, likeliest first.
    pub(super) best: [(usize, f32); ASKED],
    /// How sure the winner is.
    pub(super) confidence: f32,
    /// How many tokens it has.
    pub(super) size: usize,
}

impl Finding {
    /// Judges scored probabilities.
    pub(super) fn new(probabilities: &[f32], top: f32, known: f32, size: usize, calibration: &Calibration) -> Self {
        let mut best = [(usize::MAX, 0.0); ASKED];
        for (class, p) in probabilities.iter().enumerate() {
            let mut entry = (class, *p);
            for slot in &mut best {
                if entry.1 > slot.1 {
                    std::mem::swap(slot, &mut entry);
                }
            }
        }
        let [(_, first), (_, second), _] = best;
        let confidence = calibration.confidence(&Evidence::new(first, second, top, known));
        Self { best, confidence, size }
    }

    /// A message that is an example word for word: of one intent, or of two that share it.
    pub(super) fn exact(intent: usize, other: Option<usize>, size: usize, calibration: &Calibration) -> Self {
        let none = (usize::MAX, 0.0);
        match other {
            None => Self { best: [(intent, 1.0), none, none], confidence: EXACT, size },
            Some(other) => {
                let confidence = calibration.ask.max(SHARED);
                Self { best: [(intent, SHARED), (other, SHARED), none], confidence, size }
            }
        }
    }

    /// The likeliest intent.
    pub(super) fn winner(&self) -> usize {
        let [(winner, _), ..] = self.best;
        winner
    }

    fn close(&self) -> bool {
        let [(_, first), (_, second), _] = self.best;
        second >= CLOSE * first
    }

    /// Whether its sentences could change the verdict: it hints at a second intent, or is a story.
    pub(super) fn is_worth_cutting(&self) -> bool {
        let [_, (_, second), _] = self.best;
        second >= HINT || self.size >= STORY
    }

    fn hints_at(&self, intent: usize) -> bool {
        self.best.iter().any(|(class, p)| *class == intent && *p >= HINT)
    }

    /// Whether it may be answered.
    pub(super) fn sure(&self, calibration: &Calibration) -> bool {
        self.confidence >= calibration.answer.min(EXACT) && !self.close()
    }
}

/// The decision on one message, `whole`, and its sentences or clauses; `parts` is empty if it has only one.
///
/// The whole decides. A part adds a second question where it is sure of itself and the whole hints at the same; in a
/// long story, of which the whole is not sure, one clear sentence is enough.
pub(super) fn decide(whole: &Finding, parts: &[Finding], calibration: &Calibration, intents: &[IntentId]) -> Verdict {
    let candidate = |finding: &Finding| candidate(finding.winner(), finding.confidence, intents);
    let clear = clear_parts(whole, parts, calibration);
    if whole.sure(calibration) {
        let second = clear.iter().find(|part| part.winner() != whole.winner()).and_then(|part| candidate(part));
        return candidate(whole).map_or(Verdict::None, |first| Verdict::Answer { first, second });
    }
    let answer = match clear.as_slice() {
        [first, second] => candidate(first).map(|first| (first, candidate(second))),
        [only] if whole.size >= STORY => candidate(only).map(|first| (first, None)),
        _ => None,
    };
    answer.map_or_else(|| one(whole, calibration, intents), |(first, second)| Verdict::Answer { first, second })
}

/// The parts that are sure of themselves and that the whole hints at, one an intent, in their order.
fn clear_parts<'p>(whole: &Finding, parts: &'p [Finding], calibration: &Calibration) -> Vec<&'p Finding> {
    let sure = || parts.iter().filter(|part| part.sure(calibration));
    let longest = sure().map(|part| part.size).max().unwrap_or(0);
    let mut clear: Vec<&Finding> = Vec::new();
    for part in sure().filter(|part| part.size * COURTESY > longest) {
        let hinted = whole.hints_at(part.winner());
        match clear.iter_mut().find(|have| have.winner() == part.winner()) {
            Some(have) if have.confidence < part.confidence => *have = part,
            None if hinted => clear.push(part),
            _ => {}
        }
    }
    clear
}

fn one(finding: &Finding, calibration: &Calibration, intents: &[IntentId]) -> Verdict {
    let Some(first) = candidate(finding.winner(), finding.confidence, intents) else { return Verdict::None };
    if finding.confidence < calibration.ask {
        return Verdict::None;
    }
    if finding.sure(calibration) {
        return Verdict::Answer { first, second: None };
    }
    Verdict::Unsure(candidates(finding, intents))
}

/// The intents of a finding, likeliest first, with how likely each is; unlikely ones left out.
pub(super) fn candidates(finding: &Finding, intents: &[IntentId]) -> Vec<Candidate> {
    let [(_, first), ..] = finding.best;
    // The others are as far behind the winner in confidence as they are in probability.
    finding
        .best
        .iter()
        .enumerate()
        .filter_map(|(place, (class, p))| {
            let confidence =
                if place == 0 { finding.confidence } else { finding.confidence * p / first.max(f32::MIN_POSITIVE) };
            candidate(*class, confidence, intents).filter(|candidate| place == 0 || candidate.confidence >= UNLIKELY)
        })
        .collect()
}

fn candidate(class: usize, confidence: f32, intents: &[IntentId]) -> Option<Candidate> {
    Some(Candidate { intent: intents.get(class)?.clone(), confidence })
}
