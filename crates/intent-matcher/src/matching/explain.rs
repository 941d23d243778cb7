//! Why a message gets its verdict, for the answer writer: what spoke for and against, what was mended, which example
//! is nearest and what would have to change.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::encoder::{self, Encoder, WIDTH};

use super::centre::nearness;
use super::decide::Finding;
use super::features::Block;
use super::intent_set::{IntentId, IntentSet};
use super::matcher::Matcher;
use super::names::names;
use super::reader::Reading;
use super::samples::FIRST_ROW;
use super::training::sources;
use super::verdict::{Candidate, Verdict};

/// How many features are shown on each side.
const SHOWN: usize = 8;
/// So many words at most are left out in turn to see what each carries: each costs an encoding.
const MOST_LEFT_OUT: usize = 24;
/// Features that say less than this, in log-odds, are not shown.
const TELLING: f32 = 0.02;

/// Why a message gets its verdict.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// The likeliest intents of the message as a whole, likeliest first.
    pub candidates: Vec<Candidate>,
    /// The share of the message, 0 to 1, that the examples know.
    pub known: f32,
    /// From this confidence on a message is answered.
    pub answer_from: f32,
    /// From this confidence on it is asked back.
    pub ask_from: f32,
    /// Words that were taken for mistyped ones.
    pub mended: Vec<Mended>,
    /// Words that no example has.
    pub unknown: Vec<String>,
    /// What speaks for the likeliest intent against the next, the strongest first.
    pub evidence_for: Vec<Weight>,
    /// What speaks against it.
    pub evidence_against: Vec<Weight>,
    /// The example most like the message.
    pub nearest: Option<Nearest>,
    /// What its meaning as a whole says.
    pub meaning: Option<Meaning>,
    /// What keeps it from being answered.
    pub obstacle: Option<Obstacle>,
}

/// A word as typed and as read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mended {
    /// As it was typed.
    pub typed: String,
    /// As it was read.
    pub read: String,
}

/// A part of the message.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// A word, characters, a pair of them, `…letters…`, `≈` the first of a group of synonyms, `#` any number or `#×3`
    /// one of three digits.
    Text(String),
    /// What the English words mean, all of them together.
    Meaning,
    /// What the message means as a whole.
    Whole,
}

/// How much a part of the message says.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Weight {
    /// The part.
    pub part: Part,
    /// Log-odds for the likeliest intent against the next.
    pub weight: f32,
}

/// An example and how like the message it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Nearest {
    /// Its intent.
    pub intent: IntentId,
    /// The example.
    pub example: String,
    /// From 0, nothing in common, to 1, the same.
    pub likeness: f32,
}

/// What a message means as a whole, whatever its words.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Meaning {
    /// Log-odds for the likeliest intent against the next.
    pub weight: f32,
    /// The example that means most nearly the same.
    pub nearest: Nearest,
    /// The words that carry it, the most telling first: how much of `weight` is gone without each.
    pub carried_by: Vec<Weight>,
}

/// What keeps a message from being answered, and so what would have to change.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Obstacle {
    /// Nothing in it is known: examples with its words are missing.
    NothingKnown,
    /// Two intents are as likely: examples must tell them apart.
    TooClose {
        /// The one.
        one: IntentId,
        /// The other.
        other: IntentId,
    },
    /// Not sure enough: this much confidence is missing.
    NotSure {
        /// To be reached.
        missing: f32,
    },
}

impl Matcher {
    /// Why `message` gets its verdict; `intents` are those that this matcher was trained on.
    pub fn explain(&self, message: &str, intents: &IntentSet) -> Explanation {
        let mut reading = Reading::default();
        self.reader().read(message, &mut reading);
        let mended = reading.mended().map(|(typed, read)| Mended { typed: typed.into(), read: read.into() }).collect();
        let unknown = self.unknown_words(&reading);
        let mut explanation = Explanation {
            candidates: self.candidates(message),
            known: 0.0,
            answer_from: self.calibration().answer,
            ask_from: self.calibration().ask,
            mended,
            unknown,
            evidence_for: Vec::new(),
            evidence_against: Vec::new(),
            nearest: None,
            meaning: None,
            obstacle: Some(Obstacle::NothingKnown),
        };
        let Some(finding) = self.trained_finding(message) else { return explanation };
        let (weighed, known) = self.weigh(&reading);
        explanation.known = known;
        explanation.nearest = self.nearest(&weighed, intents);
        explanation.meaning = self.meaning(&reading, &finding, intents);
        let mut weights = self.weights(&reading, &weighed, &finding);
        weights.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        explanation.evidence_for = weights.iter().take(SHOWN).filter(|w| w.weight > TELLING).cloned().collect();
        explanation.evidence_against =
            weights.iter().rev().take(SHOWN).filter(|w| w.weight < -TELLING).cloned().collect();
        explanation.obstacle = self.obstacle(message, &finding);
        explanation
    }

    fn obstacle(&self, message: &str, finding: &Finding) -> Option<Obstacle> {
        if matches!(self.verdict(message), Verdict::Answer { .. }) {
            return None;
        }
        let missing = self.calibration().answer - finding.confidence;
        let [(first, _), (second, _), _] = finding.best;
        match (self.intent(first), self.intent(second)) {
            (Some(one), Some(other)) if missing <= 0.0 => {
                Some(Obstacle::TooClose { one: one.clone(), other: other.clone() })
            }
            _ => Some(Obstacle::NotSure { missing: missing.max(0.0) }),
        }
    }

    /// What each part of the message says for the winner against the next, parts of the same name added up.
    fn weights(&self, reading: &Reading, weighed: &[(u32, f32)], finding: &Finding) -> Vec<Weight> {
        let [(first, _), (second, _), _] = finding.best;
        let says = |row: u32, value: f32| value * (self.layer().weight(row, first) - self.layer().weight(row, second));
        let mut by_part: BTreeMap<Part, f32> = BTreeMap::new();
        for block in Block::ALL {
            let mut named = names(&reading.tokens, &reading.features, block);
            named.sort();
            named.dedup();
            for (key, name) in named {
                let Some(row) = self.vocabulary().row(key) else { continue };
                if let Some((_, value)) = weighed.iter().find(|(have, _)| *have == row) {
                    *by_part.entry(Part::Text(name)).or_default() += says(row, *value);
                }
            }
        }
        let sum = |rows: std::ops::Range<usize>| -> f32 {
            weighed
                .iter()
                .filter(|(row, _)| rows.contains(&(*row as usize)))
                .map(|(row, value)| says(*row, *value))
                .sum()
        };
        by_part.insert(Part::Whole, sum(0..WIDTH));
        by_part.insert(Part::Meaning, sum(WIDTH..FIRST_ROW));
        by_part.into_iter().map(|(part, weight)| Weight { part, weight }).collect()
    }

    /// What the message means as a whole, and which of its words make it so.
    fn meaning(&self, reading: &Reading, finding: &Finding, intents: &IntentSet) -> Option<Meaning> {
        let [(first, _), (second, _), _] = finding.best;
        let mut encoder = Encoder::default();
        let mut place = |text: &str| self.centre().place_of(text, &mut encoder);
        let says = |place: &[f32]| -> f32 {
            let rows = (0_u32..).zip(place);
            rows.map(|(row, x)| x * (self.layer().weight(row, first) - self.layer().weight(row, second))).sum()
        };
        let whole = place(&reading.text);
        let weight = says(&whole);
        let mut carried_by: Vec<Weight> = reading
            .words()
            .take(MOST_LEFT_OUT)
            .map(|(start, end)| {
                let (before, after) = (reading.text.get(..start).unwrap_or(""), reading.text.get(end..).unwrap_or(""));
                let word = reading.text.get(start..end).unwrap_or("").to_owned();
                Weight { part: Part::Text(word), weight: weight - says(&place(&format!("{before} {after}"))) }
            })
            .collect();
        carried_by.retain(|word| word.weight > TELLING);
        carried_by.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        carried_by.truncate(SHOWN);
        Some(Meaning { weight, nearest: self.nearest_in_meaning(&whole, intents)?, carried_by })
    }

    /// The example that means most nearly what stands at `place`.
    fn nearest_in_meaning(&self, place: &[f32], intents: &IntentSet) -> Option<Nearest> {
        let (sorted, sources) = sources(intents);
        let mut reading = Reading::default();
        let texts: Vec<String> = sources
            .iter()
            .map(|source| {
                self.reader().read(source.text, &mut reading);
                reading.text.clone()
            })
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let vectors = encoder::encode_all(&texts);
        let likeness = vectors.iter().map(|vector| nearness(place, &self.centre().place(vector)));
        let (source, likeness) = sources.iter().zip(likeness).max_by(|a, b| a.1.total_cmp(&b.1))?;
        let intent = sorted.get(source.class)?.id.clone();
        Some(Nearest { intent, example: source.text.to_owned(), likeness })
    }

    /// Stems and characters that no example has.
    fn unknown_words(&self, reading: &Reading) -> Vec<String> {
        let named =
            [Block::Stem, Block::Han].into_iter().flat_map(|block| names(&reading.tokens, &reading.features, block));
        let mut unknown: Vec<String> =
            named.filter(|(key, _)| self.vocabulary().row(*key).is_none()).map(|(_, name)| name).collect();
        unknown.dedup();
        unknown
    }

    fn nearest(&self, message: &[(u32, f32)], intents: &IntentSet) -> Option<Nearest> {
        let (sorted, sources) = sources(intents);
        let mut reading = Reading::default();
        let mut best: Option<Nearest> = None;
        for source in &sources {
            self.reader().read(source.text, &mut reading);
            let likeness = likeness(message, &self.weigh(&reading).0);
            if best.as_ref().is_none_or(|best| likeness > best.likeness)
                && let Some(intent) = sorted.get(source.class)
            {
                best = Some(Nearest { intent: intent.id.clone(), example: source.text.to_owned(), likeness });
            }
        }
        best.filter(|best| best.likeness > 0.0)
    }
}

/// The cosine of two weighed vectors.
fn likeness(one: &[(u32, f32)], other: &[(u32, f32)]) -> f32 {
    let mut other: Vec<_> = other.to_vec();
    other.sort_unstable_by_key(|(row, _)| *row);
    let value = |row: u32| {
        let at = other.binary_search_by_key(&row, |(row, _)| *row).ok()?;
        other.get(at).map(|(_, value)| *value)
    };
    let product: f32 = one.iter().filter_map(|(row, x)| value(*row).map(|y| x * y)).sum();
    let length = |vector: &[(u32, f32)]| vector.iter().map(|(_, x)| x * x).sum::<f32>();
    let lengths = length(one) * length(&other);
    if lengths > 0.0 { product / lengths.sqrt() } else { 0.0 }
}
