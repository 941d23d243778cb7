//! From labelled texts to intents: one name a label, every text once, nothing that is meant to stay unanswered.

use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap, HashSet};

use super::training_data::{LeftBehind, Row, TrainingData};
use crate::document::quoted;
use crate::intents::label::ID_CHARS;
use crate::intents::{id_from_label, same_form};

/// The label of messages that nothing should be answered to.
pub(super) const OUT_OF_SCOPE: &str = "out-of-scope";

/// An intent made from a label.
#[derive(Debug)]
pub struct Imported {
    /// Its name.
    pub id: String,
    /// The label as the other tool writes it.
    pub label: String,
    /// The line in which the label first stands.
    pub line: usize,
    /// Its examples, in the order of the file.
    pub examples: Vec<String>,
    /// Its answer, if the other tool has one.
    pub answer: Option<String>,
}

/// Makes the intents, and tells what was left behind on the way.
///
/// A text stands in one intent once: the loader refuses a text that two intents claim, and a matcher learns nothing from it.
pub fn shape(data: TrainingData) -> (Vec<Imported>, LeftBehind) {
    let TrainingData { rows, answers, mut left_behind } = data;
    let mut shaping = Shaping::default();
    for Row { label, text, line } in rows {
        let (label, text) = (one_line(&label), one_line(&text));
        if id_from_label(&label) == OUT_OF_SCOPE {
            left_behind.note("out-of-scope: nothing should be answered, left out", line);
        } else if label.is_empty() || text.is_empty() {
            left_behind.note("no text or no label: left out", line);
        } else if let Some(why) = shaping.add(label, text, line, &mut left_behind) {
            left_behind.note(why, line);
        }
    }
    for Row { label, text, line } in answers {
        let intent = shaping.index.get(&one_line(&label)).and_then(|&index| shaping.intents.get_mut(index));
        match intent {
            Some(intent) if !text.trim().is_empty() => intent.answer = Some(text),
            _ => left_behind.note("an answer without examples: left out", line),
        }
    }
    let (intents, empty): (Vec<_>, Vec<_>) =
        shaping.intents.into_iter().partition(|intent| !intent.examples.is_empty());
    for intent in empty {
        left_behind.note(format!("the label {} has no text of its own: left out", quoted(&intent.label)), intent.line);
    }
    (intents, left_behind)
}

#[derive(Default)]
struct Shaping {
    intents: Vec<Imported>,
    /// Which intent a label became.
    index: BTreeMap<String, usize>,
    names: HashSet<String>,
    /// Which intent has a text.
    owners: HashMap<String, usize>,
}

impl Shaping {
    /// Adds a text; returns why it was left out.
    fn add(&mut self, label: String, text: String, line: usize, left_behind: &mut LeftBehind) -> Option<&'static str> {
        let index = match self.index.get(&label) {
            Some(&index) => index,
            None => self.begin(label, line, left_behind),
        };
        match self.owners.entry(same_form(&text)) {
            Entry::Occupied(owner) if *owner.get() == index => Some("the same text again under its label: left out"),
            Entry::Occupied(_) => Some("the same text under another label: kept for the first alone"),
            Entry::Vacant(free) => {
                free.insert(index);
                self.intents.get_mut(index)?.examples.push(text);
                None
            }
        }
    }

    fn begin(&mut self, label: String, line: usize, left_behind: &mut LeftBehind) -> usize {
        let wished = id_from_label(&label);
        let id = self.free(&wished);
        if id != wished {
            left_behind.note(format!("the label {} becomes {id}, for {wished} is taken", quoted(&label)), line);
        }
        self.names.insert(id.clone());
        self.index.insert(label.clone(), self.intents.len());
        self.intents.push(Imported { id, label, line, examples: Vec::new(), answer: None });
        self.intents.len() - 1
    }

    /// The name itself, or with the first number that makes it new.
    fn free(&self, wished: &str) -> String {
        let numbered = (2_usize..).map(|number| {
            let number = format!("-{number}");
            let stem: String = wished.chars().take(ID_CHARS.saturating_sub(number.len())).collect();
            format!("{stem}{number}")
        });
        let mut names = std::iter::once(wished.to_owned()).chain(numbered);
        names.find(|name| !self.names.contains(name)).unwrap_or_else(|| wished.to_owned())
    }
}

/// White space of any kind becomes one blank.
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
