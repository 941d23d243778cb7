//! An nlp.js corpus in JSON: utterances and answers of each intent, without the marks of their entities.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::training_data::{TrainingData, Unreadable};

type Object<'t> = BTreeMap<String, &'t RawValue>;

pub(super) fn read(text: &str) -> Result<TrainingData, Unreadable> {
    let corpus: Object<'_> = serde_json::from_str(text)
        .map_err(|error| Unreadable { line: error.line().max(1), message: format!("not an nlp.js corpus: {error}") })?;
    let lines = Lines::new(text);
    let mut data = TrainingData::default();
    for (key, value) in &corpus {
        if !matches!(key.as_str(), "data" | "name" | "locale") {
            data.left_behind.note(format!("{key}: not carried over"), lines.of(value));
        }
    }
    let items = corpus.get("data").and_then(|items| serde_json::from_str::<Vec<&RawValue>>(items.get()).ok());
    let Some(items) = items else {
        return Err(Unreadable { line: 1, message: "no list \"data\"; expected an nlp.js corpus".to_owned() });
    };
    for item in items {
        take(&mut data, item, &lines);
    }
    Ok(data)
}

fn take(data: &mut TrainingData, item: &RawValue, lines: &Lines) {
    let fields: Object<'_> = serde_json::from_str(item.get()).unwrap_or_default();
    let Some(label) = fields.get("intent").and_then(|label| string(label)) else {
        return data.left_behind.note("an item without intent: left out", lines.of(item));
    };
    for (key, value) in &fields {
        if !matches!(key.as_str(), "intent" | "utterances" | "answers") {
            data.left_behind.note(format!("{key}: not carried over"), lines.of(value));
        }
    }
    // What nlp.js calls None is what nothing should be answered to.
    let label = if label == "None" { super::shape::OUT_OF_SCOPE } else { &label };
    let mut items = |key: &str| {
        let value = fields.get(key).copied()?;
        let items = serde_json::from_str::<Vec<&RawValue>>(value.get()).ok();
        if items.is_none() {
            data.left_behind.note(format!("{key}: no list, left out"), lines.of(value));
        }
        items
    };
    let (utterances, answers) = (items("utterances").unwrap_or_default(), items("answers").unwrap_or_default());
    for utterance in utterances {
        let line = lines.of(utterance);
        match string(utterance) {
            Some(text) => {
                let plain = without_entities(&text);
                if plain != text {
                    data.left_behind.note("entities: their marks are taken off, their names kept", line);
                }
                data.example(label, &plain, line);
            }
            None => data.left_behind.note("an utterance that is no text: left out", line),
        }
    }
    take_answer(data, label, &answers, lines);
}

/// An intent has one answer here: the first that holds without conditions.
fn take_answer(data: &mut TrainingData, label: &str, answers: &[&RawValue], lines: &Lines) {
    let mut taken = false;
    for answer in answers {
        let line = lines.of(answer);
        let fields: Object<'_> = serde_json::from_str(answer.get()).unwrap_or_default();
        let text = string(answer).or_else(|| fields.get("answer").and_then(|text| string(text)));
        match text {
            Some(text) if !taken && !fields.contains_key("opts") => {
                if text.contains("{{") {
                    data.left_behind.note("values in an answer: written out with their braces", line);
                }
                data.answer(label, &text, line);
                taken = true;
            }
            _ => data.left_behind.note("another answer to the same intent: left out", line),
        }
    }
}

fn string(value: &RawValue) -> Option<String> {
    serde_json::from_str(value.get()).ok()
}

/// `@hero` and `%hero%` become `hero`.
fn without_entities(utterance: &str) -> String {
    let mut plain = String::with_capacity(utterance.len());
    let mut rest = utterance;
    while let Some(at) = rest.find(['@', '%']) {
        let (before, mark) = rest.split_at(at);
        plain.push_str(before);
        let name_end = |tail: &str| tail.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(tail.len());
        let tail = mark.get(1..).unwrap_or_default();
        let (name, after) = tail.split_at(name_end(tail));
        let begins = before.chars().next_back().is_none_or(|c| !c.is_ascii_alphanumeric());
        let after = if mark.starts_with('%') { after.strip_prefix('%') } else { Some(after) };
        match after.filter(|_| begins && name.starts_with(|c: char| c.is_ascii_alphabetic())) {
            Some(after) => {
                plain.push_str(name);
                rest = after;
            }
            None => {
                plain.extend(mark.chars().next());
                rest = tail;
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// Finds the line of a value that borrows from the text.
struct Lines {
    /// The address of the text.
    text: usize,
    /// The bytes where lines begin, but for the first.
    breaks: Vec<usize>,
}

impl Lines {
    fn new(text: &str) -> Self {
        Self { text: text.as_ptr() as usize, breaks: text.match_indices('\n').map(|(at, _)| at + 1).collect() }
    }

    fn of(&self, value: &RawValue) -> usize {
        let offset = (value.get().as_ptr() as usize).saturating_sub(self.text);
        self.breaks.partition_point(|&start| start <= offset) + 1
    }
}

#[cfg(test)]
mod tests {
    use super::without_entities;

    #[test]
    fn entities_become_their_names() {
        assert_eq!(without_entities("I saw @hero eating %food%"), "I saw hero eating food");
        assert_eq!(without_entities("5% of a@b.test @ 100%"), "5% of a@b.test @ 100%");
    }
}
