//! Measures a matcher on messages whose intents are known: accuracy, honesty of the confidence, who is taken for whom.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::verdict::{Candidate, Verdict};

/// The intent of messages that nothing should answer.
pub const OUT_OF_SCOPE: &str = "out-of-scope";
/// How many classes of confidence the calibration error is measured in.
const BINS: usize = 10;

/// One measured message.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The intent it has, [`OUT_OF_SCOPE`] for none.
    pub intent: String,
    /// The likeliest intent, whatever the verdict.
    pub best: Option<Candidate>,
    /// The verdict.
    pub verdict: Verdict,
}

/// The figures; shares are 0 to 1 and 0 of nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Figures {
    /// All messages.
    pub messages: usize,
    /// Those about an intent.
    pub in_scope: usize,
    /// The others.
    pub out_of_scope: usize,
    /// Of those in scope: the likeliest intent is right, whatever the verdict.
    pub accuracy: f64,
    /// Of those in scope: answered.
    pub answered: f64,
    /// Of all answered, in scope or not: the first answer is right.
    pub answered_precision: f64,
    /// The same of those in scope alone.
    pub answered_precision_in_scope: f64,
    /// Of those in scope: asked back.
    pub unsure: f64,
    /// Of those out of scope: answered.
    pub out_of_scope_answered: f64,
    /// Of those out of scope: asked back.
    pub out_of_scope_unsure: f64,
    /// How far confidence and share of right winners are apart, over those in scope in ten classes of confidence.
    pub ece: f64,
}

/// Messages of one intent taken for another, worst first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Confusion {
    /// The intent they have.
    pub intent: String,
    /// The likeliest intent; for messages out of scope the one that was answered.
    pub taken_for: String,
    /// How many.
    pub messages: usize,
}

impl Measured {
    fn in_scope(&self) -> bool {
        self.intent != OUT_OF_SCOPE
    }

    fn best_is_right(&self) -> bool {
        self.best.as_ref().is_some_and(|best| best.intent.as_str() == self.intent)
    }

    fn answer(&self) -> Option<&Candidate> {
        match &self.verdict {
            Verdict::Answer { first, .. } => Some(first),
            Verdict::Unsure(_) | Verdict::None => None,
        }
    }

    fn unsure(&self) -> bool {
        matches!(self.verdict, Verdict::Unsure(_))
    }

    fn answered_right(&self) -> bool {
        self.answer().is_some_and(|answer| answer.intent.as_str() == self.intent)
    }
}

impl Figures {
    /// The figures of measured messages.
    pub fn of(measured: &[Measured]) -> Self {
        let count = |test: &dyn Fn(&Measured) -> bool| measured.iter().filter(|message| test(message)).count();
        let in_scope = count(&Measured::in_scope);
        let out_of_scope = measured.len() - in_scope;
        let answered_in = count(&|m| m.in_scope() && m.answer().is_some());
        let answered_out = count(&|m| !m.in_scope() && m.answer().is_some());
        let right = count(&Measured::answered_right);
        Self {
            messages: measured.len(),
            in_scope,
            out_of_scope,
            accuracy: share(count(&|m| m.in_scope() && m.best_is_right()), in_scope),
            answered: share(answered_in, in_scope),
            answered_precision: share(right, answered_in + answered_out),
            answered_precision_in_scope: share(right, answered_in),
            unsure: share(count(&|m| m.in_scope() && m.unsure()), in_scope),
            out_of_scope_answered: share(answered_out, out_of_scope),
            out_of_scope_unsure: share(count(&|m| !m.in_scope() && m.unsure()), out_of_scope),
            ece: calibration_error(measured.iter().filter(|message| message.in_scope())),
        }
    }
}

/// Who is taken for whom, the most messages first.
pub fn confusions(measured: &[Measured]) -> Vec<Confusion> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for message in measured {
        let taken_for = if message.in_scope() { message.best.as_ref() } else { message.answer() };
        if let Some(taken_for) = taken_for.filter(|taken_for| taken_for.intent.as_str() != message.intent) {
            *counts.entry((&message.intent, taken_for.intent.as_str())).or_default() += 1;
        }
    }
    let mut confusions: Vec<Confusion> = counts
        .into_iter()
        .map(|((intent, taken_for), messages)| Confusion {
            intent: intent.into(),
            taken_for: taken_for.into(),
            messages,
        })
        .collect();
    confusions.sort_by_key(|confusion| std::cmp::Reverse(confusion.messages));
    confusions
}

/// The expected calibration error (Naeini and others, 2015): the distance of mean confidence and share of right
/// winners in each class of confidence, weighed by its messages.
fn calibration_error<'m>(measured: impl Iterator<Item = &'m Measured>) -> f64 {
    let mut bins = [(0.0, 0.0); BINS];
    let mut all = 0;
    for message in measured {
        let confidence = message.best.as_ref().map_or(0.0, |best| f64::from(best.confidence));
        let at = ((confidence * BINS as f64) as usize).min(BINS - 1);
        if let Some((confidences, right)) = bins.get_mut(at) {
            *confidences += confidence;
            *right += f64::from(u8::from(message.best_is_right()));
        }
        all += 1;
    }
    let apart: f64 = bins.iter().map(|(confidences, right): &(f64, f64)| (confidences - right).abs()).sum();
    if all > 0 { apart / f64::from(all) } else { 0.0 }
}

fn share(part: usize, all: usize) -> f64 {
    if all > 0 { part as f64 / all as f64 } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::{Confusion, Figures, Measured, confusions};
    use crate::matching::{Candidate, IntentId, Verdict};

    fn measured(intent: &str, best: &str, confidence: f32, answered: bool) -> Measured {
        let best = Candidate { intent: IntentId::new(best), confidence };
        let verdict = if answered {
            Verdict::Answer { first: best.clone(), second: None }
        } else {
            Verdict::Unsure(vec![best.clone()])
        };
        Measured { intent: intent.into(), best: Some(best), verdict }
    }

    #[test]
    fn figures_by_hand() {
        let all = [
            measured("a", "a", 0.95, true),
            measured("a", "b", 0.95, true),
            measured("b", "b", 0.45, false),
            measured("out-of-scope", "b", 0.85, true),
        ];
        let figures = Figures::of(&all);
        assert_eq!((figures.messages, figures.in_scope, figures.out_of_scope), (4, 3, 1));
        assert!((figures.accuracy - 2.0 / 3.0).abs() < 1e-9 && (figures.answered - 2.0 / 3.0).abs() < 1e-9);
        assert!((figures.answered_precision - 1.0 / 3.0).abs() < 1e-9 && (figures.unsure - 1.0 / 3.0).abs() < 1e-9);
        assert!((figures.out_of_scope_answered - 1.0).abs() < 1e-9);
        // Two of three at 0.95 each, one right: |1.9 - 1| / 3; one at 0.45, right: |0.45 - 1| / 3.
        assert!((figures.ece - (0.9 + 0.55) / 3.0).abs() < 1e-6, "{}", figures.ece);
        let worst = Confusion { intent: "a".into(), taken_for: "b".into(), messages: 1 };
        assert_eq!(confusions(&all).first(), Some(&worst));
        assert_eq!(confusions(&all).len(), 2);
    }

    #[test]
    fn nothing_measured_gives_no_figures() {
        let figures = Figures::of(&[]);
        assert!(figures.accuracy == 0.0 && figures.ece == 0.0 && confusions(&[]).is_empty());
    }
}
