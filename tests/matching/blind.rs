//! Messages that other hands wrote, blind to the examples (`blind/`): a development set, to be looked at and learnt from. What is
//! counted is what the samples must not fall below; messages about intents that the samples do not have are left out.

use std::collections::BTreeSet;

use ringback::matching::{Figures, Measured, OUT_OF_SCOPE};

use super::{SAMPLE_MATCHER, SAMPLES};

/// What a set must reach, shares from 0 to 1.
struct Floor {
    accuracy: f64,
    precision: f64,
    answered: f64,
    /// At most so many out of scope are answered.
    out_of_scope: f64,
}

fn figures(table: &str) -> Figures {
    let intents: BTreeSet<&str> = SAMPLES.intents.iter().map(|intent| intent.id.as_str()).collect();
    let rows = table.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    let measured: Vec<Measured> = rows
        .filter(|row| row[1] == OUT_OF_SCOPE || intents.contains(row[1]))
        .map(|row| Measured {
            intent: row[1].to_owned(),
            best: SAMPLE_MATCHER.candidates(row[0]).into_iter().next(),
            verdict: SAMPLE_MATCHER.verdict(row[0]),
        })
        .collect();
    Figures::of(&measured)
}

fn reaches(table: &str, floor: &Floor) {
    let figures = figures(table);
    assert!(figures.in_scope >= 200 && figures.out_of_scope >= 100, "{figures:?}");
    assert!(figures.accuracy >= floor.accuracy && figures.answered >= floor.answered, "{figures:?}");
    assert!(figures.answered_precision >= floor.precision, "{figures:?}");
    assert!(figures.out_of_scope_answered <= floor.out_of_scope, "{figures:?}");
}

#[test]
fn english_messages_of_other_hands() {
    let floor = Floor { accuracy: 0.82, precision: 0.92, answered: 0.62, out_of_scope: 0.07 };
    reaches(include_str!("blind/en.tsv"), &floor);
}

#[test]
fn chinese_messages_of_other_hands() {
    let floor = Floor { accuracy: 0.86, precision: 0.9, answered: 0.7, out_of_scope: 0.08 };
    reaches(include_str!("blind/zh.tsv"), &floor);
}
