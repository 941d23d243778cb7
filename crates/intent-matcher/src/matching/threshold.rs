//! From which confidence on to answer, and from which to ask back.

use super::settings::MatchSettings;

/// The lowest confidence from which on the wished share of answers is right, others' messages counted in; lower where
/// too few messages would be answered. `inside` gives confidences and whether the winner was right, `outside`
/// the confidences of others' messages and how many of each are to be expected.
pub(super) fn answer_from(inside: &[(f32, bool)], outside: &[(f32, f32)], settings: &MatchSettings) -> f32 {
    let mut all: Vec<(f32, f32, f32)> = Vec::with_capacity(inside.len() + outside.len());
    all.extend(inside.iter().map(|(confidence, right)| (*confidence, 1.0, f32::from(u8::from(*right)))));
    all.extend(outside.iter().map(|(confidence, share)| (*confidence, *share, 0.0)));
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

/// The confidence that best parts messages in scope from others, one kind counted as much as the other.
pub(super) fn ask_from(inside: &[(f32, bool)], outside: &[f32]) -> Option<f32> {
    let mut all: Vec<(f32, f32)> = inside.iter().map(|(c, _)| (*c, 1.0 / inside.len() as f32)).collect();
    all.extend(outside.iter().map(|c| (*c, -1.0 / outside.len() as f32)));
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut gain, mut best, mut at) = (0.0, 0.0, None);
    for (confidence, worth) in all {
        gain += worth;
        if gain > best {
            (best, at) = (gain, Some(confidence));
        }
    }
    at.filter(|_| !outside.is_empty())
}
