//! From scores to a verdict: answer, ask back, or nothing; one question or two.

use super::calibrate::Calibration;
use super::evidence::Evidence;
use super::intent_set::IntentId;
use super::samples::Familiar;
use super::verdict::{Candidate, Verdict};

/// At most this many intents are asked back.
pub(super) const ASKED: usize = 3;
/// The runner-up is too close when its probability is more than this share of the winner's.
const CLOSE: f32 = 0.5;
/// An intent less likely than this is not worth asking back.
const UNLIKELY: f32 = 0.05;
/// A part of less than one in so many of another part's tokens is an aside, not a question.
const ASIDE: usize = 3;
/// The probability from which on a message hints at an intent. With two questions the weaker one has more, however short it is.
const HINT: f32 = 1e-5;
/// The same of a story, of which each sentence may be like some intent's.
const STORY_HINT: f32 = 0.03;
/// How sure an example is of its own intent: the writer says so.
const EXACT: f32 = 0.99;
/// How sure an example that two intents share is of each.
const SHARED: f32 = 0.5;
/// From so many tokens on a message is a story: its sentences are judged by themselves.
const STORY: usize = 40;
/// Up to so many tokens the clauses of several sentences are judged too; longer sentences one by one are enough.
const BRIEF: usize = 20;

/// What the layer makes of a message.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scored<'s> {
    /// The probability of each intent.
    pub(super) probabilities: &'s [f32],
    /// The probability of each intent by the words alone.
    pub(super) words: &'s [f32],
    /// The highest score before it is set against the others.
    pub(super) top: f32,
    /// How well the examples know it.
    pub(super) familiar: Familiar,
}

/// What was found of a message or of a part of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Finding {
    /// The likeliest intents and their probabilities, likeliest first.
    pub(super) best: [(usize, f32); ASKED],
    /// How sure the winner is.
    pub(super) confidence: f32,
    /// How many tokens it has.
    pub(super) size: usize,
    /// Whether it is a question or a request by its form; of parts alone.
    pub(super) asks: bool,
    /// Whether the whole message hints at its winner; of parts alone.
    pub(super) hinted: bool,
}

impl Finding {
    /// Judges scored probabilities.
    pub(super) fn new(scored: &Scored<'_>, size: usize, calibration: &Calibration) -> Self {
        let mut best = [(usize::MAX, 0.0); ASKED];
        for (class, p) in scored.probabilities.iter().enumerate() {
            let mut entry = (class, *p);
            for slot in &mut best {
                if entry.1 > slot.1 {
                    std::mem::swap(slot, &mut entry);
                }
            }
        }
        let [(won, first), (_, second), _] = best;
        let words = scored.words.get(won).copied().unwrap_or(0.0);
        let confidence = calibration.confidence(&Evidence::new(first, second, scored.top, scored.familiar, words));
        Self { best, confidence, size, asks: false, hinted: false }
    }

    /// A message that is an example word for word: of one intent, or of two that share it.
    pub(super) fn exact(intent: usize, other: Option<usize>, size: usize, calibration: &Calibration) -> Self {
        let none = (usize::MAX, 0.0);
        match other {
            None => Self { best: [(intent, 1.0), none, none], confidence: EXACT, size, asks: false, hinted: false },
            Some(other) => {
                let confidence = calibration.ask.max(SHARED);
                let best = [(intent, SHARED), (other, SHARED), none];
                Self { best, confidence, size, asks: false, hinted: false }
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

    /// Whether it is so long that its sentences are judged by themselves.
    pub(super) fn is_story(&self) -> bool {
        self.size >= STORY
    }

    /// Whether it is so short that each of its sentences may have two questions.
    pub(super) fn is_brief(&self) -> bool {
        self.size <= BRIEF
    }

    /// Whether its sentences could change the verdict: it hints at a second intent, or is a story.
    pub(super) fn is_worth_cutting(&self) -> bool {
        let [_, (_, second), _] = self.best;
        second >= HINT || self.is_story()
    }

    /// The same as a part of a message that gives each intent one of these probabilities.
    pub(super) fn part_of(self, whole: &[f32], story: bool, asks: bool) -> Self {
        let least = if story { STORY_HINT } else { HINT };
        let hinted = whole.get(self.winner()).is_some_and(|p| *p >= least);
        Self { asks, hinted, ..self }
    }

    /// Whether it may be answered.
    pub(super) fn sure(&self, calibration: &Calibration) -> bool {
        self.confidence >= calibration.answer.min(EXACT) && !self.close()
    }
}

/// The intents as a decision sees them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choices<'m> {
    /// Their names.
    pub(super) intents: &'m [IntentId],
    /// Whether each is a courtesy.
    pub(super) courtesies: &'m [bool],
}

impl Choices<'_> {
    fn is_courtesy(&self, finding: &Finding) -> bool {
        self.courtesies.get(finding.winner()).is_some_and(|courtesy| *courtesy)
    }
}

/// The decision on one message, `whole`, and its sentences or clauses; `parts` is empty if it has only one.
///
/// The whole decides. A part adds a second question where it is sure of itself and the whole hints at the same. Where
/// the whole is not sure, one clear part is enough in a long story and beside courtesies. A courtesy beside a question
/// is no answer of its own.
pub(super) fn decide(whole: &Finding, parts: &[Finding], calibration: &Calibration, choices: Choices<'_>) -> Verdict {
    let candidate = |finding: &Finding| candidate(finding.winner(), finding.confidence, choices.intents);
    let clear = clear_parts(whole, parts, calibration, choices);
    let asks = clear.iter().any(Option::is_some);
    let mut clear = clear.iter().flatten();
    let answer = |first: &Finding, second: Option<&Finding>| {
        candidate(first).map(|first| Verdict::Answer { first, second: second.and_then(candidate) })
    };
    let courtesy = |part: &Finding| part.sure(calibration) && choices.is_courtesy(part);
    let found = if whole.sure(calibration) && !(asks && choices.is_courtesy(whole)) {
        answer(whole, clear.find(|part| part.winner() != whole.winner()))
    } else {
        match (clear.next(), clear.next(), clear.next()) {
            (Some(first), second @ Some(_), None) => answer(first, second),
            (Some(only), None, None) => {
                let others = || parts.iter().filter(|part| part.winner() != only.winner());
                let polite = others().next().is_some() && others().all(courtesy);
                // A whole that is sure is here only where it is a courtesy.
                if polite || whole.is_story() || whole.sure(calibration) { answer(only, None) } else { None }
            }
            _ => None,
        }
    };
    found.unwrap_or_else(|| one(whole, calibration, choices.intents))
}

/// How many clear parts are told apart: with more than two questions the whole decides.
const CLEAR: usize = 3;

/// The first questions that are sure of themselves and that the whole hints at, one an intent, in their order.
fn clear_parts(
    whole: &Finding,
    parts: &[Finding],
    calibration: &Calibration,
    choices: Choices<'_>,
) -> [Option<Finding>; CLEAR] {
    let sure = || parts.iter().filter(|part| part.hinted && part.sure(calibration) && !choices.is_courtesy(part));
    // Of a story what is asked counts, where anything is.
    let of_questions = whole.is_story() && sure().any(|part| part.asks);
    let sure = || sure().filter(|part| part.asks || !of_questions);
    let longest = sure().map(|part| part.size).max().unwrap_or(0);
    let mut clear = [None; CLEAR];
    for part in sure().filter(|part| part.size * ASIDE > longest) {
        let same = |slot: &Option<Finding>| slot.is_none_or(|have| have.winner() == part.winner());
        if let Some(slot) = clear.iter_mut().find(|slot| same(slot)) {
            *slot = slot.filter(|have| have.confidence >= part.confidence).or(Some(*part));
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
