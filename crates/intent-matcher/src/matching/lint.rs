//! The quality of a desk's examples: what keeps intents from being told apart, each with a suggestion. Pure: where in
//! which file an example stands is for the caller to find.

use std::collections::{BTreeMap, BTreeSet};

use crate::numeric;
use crate::text::{Language, normalize};

use super::calibrate::{Calibration, Kind, Outcome};
use super::concern::{Concern, FEWEST};
use super::intent_set::IntentSet;
use super::reader::Reading;
use super::samples::of_words;
use super::settings::MatchSettings;
use super::training::{Role, Source, Training};

/// Examples as like each other as this teach hardly more than one of them.
const ALIKE: f32 = 0.97;
/// An example must be this much more like one of another intent than like any of its own to be reported: of a few hundred
/// examples some are always nearer to another's by less.
const CLOSER: f32 = 0.25;
/// Another intent is only too close from this likeness on.
const NEAR: f32 = 0.5;
/// An example is only reported where the other intent would be this sure of it: at a desk of a few hundred examples
/// some are always lost by a little.
const SURELY: f32 = 0.99;
/// Intents collide when this share of the examples of one is taken for the other under cross-validation.
const COLLISION: f32 = 0.25;
/// By less than this a wish is not missed: half of what is shown.
const SHORT: f32 = 0.005;
/// A language with less than this share of the examples of the best-served one is badly served.
const UNBALANCED: f32 = 0.5;

/// Every weakness of the examples in `set`, by intent; what is about the whole desk comes last.
pub fn lint(set: &IntentSet, settings: &MatchSettings) -> Vec<Concern> {
    let training = Training::new(set);
    let calibration = Calibration::learn(&training.run().1, settings);
    let outcomes = training.cross_validate();
    let mut concerns = counts(set);
    concerns.extend(shared(&training));
    concerns.extend(neighbours(&training, &outcomes, &calibration));
    concerns.extend(counters(&training));
    let closer: BTreeSet<String> = concerns
        .iter()
        .filter(|concern| matches!(concern, Concern::CloserToAnother { .. }))
        .filter_map(|concern| concern.example().map(|(_, example)| example.to_owned()))
        .collect();
    let lost = lost(&training, &outcomes, &calibration);
    concerns.extend(lost.into_iter().filter(|lost| lost.example().is_none_or(|(_, text)| !closer.contains(text))));
    concerns.sort_by(|a, b| (a.intent().is_none(), a.intent()).cmp(&(b.intent().is_none(), b.intent())));
    let outlook = calibration.outlook;
    if outlook.answered > 0.0 && outlook.precision + SHORT < settings.answer_precision {
        concerns.push(Concern::WishUnmet { wished: settings.answer_precision, outlook });
    }
    concerns
}

/// Too few examples, missing and badly served languages.
fn counts(set: &IntentSet) -> Vec<Concern> {
    let spoken: BTreeSet<Language> =
        set.intents.iter().flat_map(|intent| &intent.texts).map(|texts| texts.language).collect();
    let mut concerns = Vec::new();
    for intent in &set.intents {
        let count = |language| {
            intent.texts.iter().filter(|texts| texts.language == language).map(|texts| texts.examples.len()).sum()
        };
        let most: usize = spoken.iter().map(|language| count(*language)).max().unwrap_or(0);
        for &language in &spoken {
            let intent = intent.id.clone();
            match count(language) {
                0 => concerns.push(Concern::MissingLanguage { intent, language }),
                count if count < FEWEST => concerns.push(Concern::TooFew { intent, language, count }),
                count if (count as f32) < most as f32 * UNBALANCED => {
                    concerns.push(Concern::Unbalanced { intent, language, count, most });
                }
                _ => {}
            }
        }
    }
    concerns
}

/// Counter-examples that say the same as an example.
fn counters(training: &Training<'_>) -> Vec<Concern> {
    let unit = |place: usize| {
        let mut weighed = Vec::new();
        training.weighing.weigh(training.samples.get(place)?, &mut weighed);
        Some(unit_of(&weighed))
    };
    let examples: Vec<(&Source<'_>, Vec<(u32, f32)>)> = if training.counters.is_empty() {
        Vec::new()
    } else {
        let sources = (0..).zip(&training.sources).filter(|(_, source)| source.role == Role::Example);
        sources.filter_map(|(place, source)| Some((source, unit(place)?))).collect()
    };
    let mut concerns = Vec::new();
    let mut reading = Reading::default();
    for counter in &training.counters {
        training.reader.read(counter.text, &mut reading);
        let own = unit_of(&training.weigh(&reading));
        let Some(intent) = training.intents.get(counter.near) else { continue };
        let likeness = |(source, vector): &(&'_ Source<'_>, Vec<(u32, f32)>)| (dot(&own, vector), source.class);
        let nearest = examples.iter().max_by(|a, b| likeness(a).0.total_cmp(&likeness(b).0));
        let Some(nearest) = nearest.filter(|nearest| likeness(nearest).0 >= ALIKE) else { continue };
        let (intent, example, like) = (intent.clone(), counter.text.to_owned(), nearest.0.text.to_owned());
        match training.intents.get(nearest.0.class) {
            Some(other) if *other != intent => {
                concerns.push(Concern::CounterOfAnother { intent, example, other: other.clone(), like });
            }
            _ => concerns.push(Concern::CounterTooNear { intent, example, like }),
        }
    }
    concerns
}

/// The words of a weighed vector as a vector of length 1, in the order of rows. What says the same in the same words is
/// what is alike to a writer; punctuation moves what a text means as a whole.
fn unit_of(weighed: &[(u32, f32)]) -> Vec<(u32, f32)> {
    let mut words = of_words(weighed).to_vec();
    words.sort_unstable_by_key(|(row, _)| *row);
    let length = words.iter().map(|(_, value)| value * value).sum::<f32>().sqrt();
    words.iter_mut().for_each(|(_, value)| *value /= length.max(f32::MIN_POSITIVE));
    words
}

/// The product of two sparse vectors, both in the order of rows.
fn dot(one: &[(u32, f32)], other: &[(u32, f32)]) -> f32 {
    let mut other = other.iter().peekable();
    let mut sum = 0.0;
    for (row, value) in one {
        while other.next_if(|(at, _)| at < row).is_some() {}
        sum += other.next_if(|(at, _)| at == row).map_or(0.0, |(_, have)| have * value);
    }
    sum
}

/// Examples that two intents have.
fn shared(training: &Training<'_>) -> Vec<Concern> {
    let mut owners: BTreeMap<String, (usize, &str)> = BTreeMap::new();
    let mut concerns = Vec::new();
    let mut normal = String::new();
    for source in training.sources.iter().filter(|source| source.role == Role::Example) {
        normalize(source.text, &mut normal);
        let form: String = normal.chars().filter(|c| c.is_alphanumeric()).collect();
        let &mut (owner, example) = owners.entry(form).or_insert((source.class, source.text));
        if owner != source.class
            && let (Some(intent), Some(other)) = (training.intents.get(owner), training.intents.get(source.class))
        {
            concerns.push(Concern::Shared { intent: intent.clone(), other: other.clone(), example: example.into() });
        }
    }
    concerns
}

/// Examples that are too like another of their intent, or more like one of another intent, with which
/// they would be answered.
fn neighbours(training: &Training<'_>, outcomes: &[Outcome], calibration: &Calibration) -> Vec<Concern> {
    let winner: BTreeMap<usize, usize> = outcomes
        .iter()
        .filter(|outcome| calibration.confidence(&outcome.evidence) >= calibration.answer)
        .map(|outcome| (outcome.sample, outcome.won))
        .collect();
    let class = |place: usize| training.sources.get(place).map(|source| source.class);
    let text = |place: usize| training.sources.get(place).map_or("", |source| source.text).to_owned();
    let intent = |place: usize| training.intents.get(training.sources.get(place)?.class).cloned();
    let mut concerns = Vec::new();
    for Neighbours { example, own, other } in nearest(training) {
        let Some(own_intent) = intent(example) else { continue };
        if own.likeness >= ALIKE && own.place > example {
            concerns.push(Concern::TooAlike { intent: own_intent, example: text(example), like: text(own.place) });
        } else if other.likeness >= NEAR
            && other.likeness > own.likeness + CLOSER
            && winner.get(&example).copied() == class(other.place)
            && let Some(other_intent) = intent(other.place)
        {
            let (example, like) = (text(example), text(other.place));
            concerns.push(Concern::CloserToAnother { intent: own_intent, example, other: other_intent, like });
        }
    }
    concerns
}

/// An example and what is most like it in its own intent and in the others.
struct Neighbours {
    example: usize,
    own: Neighbour,
    other: Neighbour,
}

/// Another example and the cosine of the two.
#[derive(Clone, Copy, Default)]
struct Neighbour {
    place: usize,
    likeness: f32,
}

/// The neighbours of every example.
fn nearest(training: &Training<'_>) -> Vec<Neighbours> {
    let examples: Vec<usize> =
        (0..).zip(&training.sources).filter(|(_, source)| source.role == Role::Example).map(|(at, _)| at).collect();
    let class = |place: usize| training.sources.get(place).map(|source| source.class);
    // For each row of words the examples that have it, so that only examples with something in common are compared.
    let mut holders: Vec<Vec<(usize, f32)>> = vec![Vec::new(); training.rows];
    let mut vectors = Vec::with_capacity(examples.len());
    let mut weighed = Vec::new();
    for &place in &examples {
        let Some(sample) = training.samples.get(place) else { continue };
        training.weighing.weigh(sample, &mut weighed);
        let length = weighed.iter().map(|(_, value)| value * value).sum::<f32>().sqrt();
        let unit: Vec<(u32, f32)> = of_words(&weighed).iter().map(|(row, value)| (*row, value / length)).collect();
        for (row, value) in &unit {
            if let Some(holders) = holders.get_mut(*row as usize) {
                holders.push((place, *value));
            }
        }
        // What it means as a whole every example has: compared number by number.
        let meaning: Vec<f32> = sample.place.iter().map(|value| value / length).collect();
        vectors.push((place, unit, meaning));
    }
    let mut likeness = vec![0.0; training.sources.len()];
    let mut found = Vec::with_capacity(vectors.len());
    for (example, vector, meaning) in &vectors {
        likeness.fill(0.0);
        for (place, _, other) in &vectors {
            if let Some(sum) = likeness.get_mut(*place) {
                *sum = numeric::dot(meaning, other);
            }
        }
        for (row, value) in vector {
            for (place, other) in holders.get(*row as usize).into_iter().flatten() {
                if let Some(sum) = likeness.get_mut(*place) {
                    *sum += value * other;
                }
            }
        }
        let mut neighbours = Neighbours { example: *example, own: Neighbour::default(), other: Neighbour::default() };
        for (place, &likeness) in likeness.iter().enumerate().filter(|(place, _)| place != example) {
            let same = class(place) == class(*example);
            let nearest = if same { &mut neighbours.own } else { &mut neighbours.other };
            if likeness > nearest.likeness {
                *nearest = Neighbour { place, likeness };
            }
        }
        found.push(neighbours);
    }
    found
}

/// Examples that would be answered with another intent, and intents that collide. An example that would only be asked
/// back is no concern: it is the one that teaches its wording.
fn lost(training: &Training<'_>, outcomes: &[Outcome], calibration: &Calibration) -> Vec<Concern> {
    let mut concerns = Vec::new();
    let mut asked: BTreeMap<usize, usize> = BTreeMap::new();
    let mut taken: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    for outcome in outcomes {
        let Some(source) = training.sources.get(outcome.sample).filter(|source| source.role == Role::Example) else {
            continue;
        };
        *asked.entry(source.class).or_default() += 1;
        if outcome.kind != (Kind::Inside { right: false }) {
            continue;
        }
        *taken.entry((source.class, outcome.won)).or_default() += 1;
        if calibration.confidence(&outcome.evidence) >= calibration.answer.max(SURELY)
            && let (Some(intent), Some(other)) = (training.intents.get(source.class), training.intents.get(outcome.won))
        {
            let example = source.text.to_owned();
            concerns.push(Concern::NotWon { intent: intent.clone(), example, other: other.clone() });
        }
    }
    for ((class, won), count) in taken {
        let share = count as f32 / asked.get(&class).copied().unwrap_or(1) as f32;
        if share >= COLLISION
            && count > 1
            && let (Some(intent), Some(other)) = (training.intents.get(class), training.intents.get(won))
        {
            concerns.push(Concern::Collision { intent: intent.clone(), other: other.clone(), share });
        }
    }
    concerns
}
