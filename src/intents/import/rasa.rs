//! Rasa NLU training data in YAML: the examples of each intent, without the marks of their entities.

use saphyr::{LoadableYamlNode, MarkedYaml};

use super::training_data::{TrainingData, Unreadable};

pub(super) fn read(text: &str) -> Result<TrainingData, Unreadable> {
    let documents = MarkedYaml::load_from_str(text)
        .map_err(|error| Unreadable { line: error.marker().line(), message: format!("not YAML: {}", error.info()) })?;
    let mut data = TrainingData::default();
    let mut found = false;
    for document in &documents {
        for (key, value) in document.data.as_mapping().into_iter().flatten() {
            match (key.data.as_str(), value.data.as_sequence()) {
                (Some("nlu"), Some(items)) => {
                    found = true;
                    items.iter().for_each(|item| take(&mut data, item));
                }
                (Some("version"), _) => {}
                (Some(name), _) => data.left_behind.note(format!("{name}: not carried over"), key.span.start.line()),
                (None, _) => {}
            }
        }
    }
    if found {
        Ok(data)
    } else {
        Err(Unreadable { line: 1, message: "no list \"nlu\"; expected training data of Rasa NLU".to_owned() })
    }
}

/// An item of `nlu`: an intent, or something that only Rasa needs.
fn take(data: &mut TrainingData, item: &MarkedYaml<'_>) {
    let line = item.span.start.line();
    let Some(label) = item.data.as_mapping_get("intent").and_then(|label| label.data.as_str()) else {
        let kind = ["synonym", "regex", "lookup"].into_iter().find(|kind| item.data.contains_mapping_key(kind));
        return data.left_behind.note(format!("{}: not carried over", kind.unwrap_or("an item without intent")), line);
    };
    match item.data.as_mapping_get("examples") {
        Some(examples) => {
            if let Some(block) = examples.data.as_str() {
                take_block(data, label, block, examples);
            }
            for example in examples.data.as_sequence().into_iter().flatten() {
                let text = example.data.as_mapping_get("text").unwrap_or(example);
                match text.data.as_str() {
                    Some(words) => take_example(data, label, words, text.span.start.line()),
                    None => data.left_behind.note("an example without text: left out", example.span.start.line()),
                }
            }
        }
        None => data.left_behind.note("an intent without examples: left out", line),
    }
    if item.data.contains_mapping_key("metadata") {
        data.left_behind.note("metadata: not carried over", line);
    }
}

/// The usual form: a block of text with a dash before each example.
fn take_block(data: &mut TrainingData, label: &str, block: &str, node: &MarkedYaml<'_>) {
    // The span begins at the first line that is not blank.
    let blank = block.chars().take_while(|&c| c == '\n').count();
    let first = node.span.start.line().saturating_sub(blank);
    for (line, text) in (first..).zip(block.lines()) {
        match text.trim_start().strip_prefix('-') {
            Some(example) => take_example(data, label, example, line),
            None if text.trim().is_empty() => {}
            None => data.left_behind.note("a line without a dash: left out", line),
        }
    }
}

fn take_example(data: &mut TrainingData, label: &str, example: &str, line: usize) {
    let plain = without_entities(example);
    if plain != example {
        data.left_behind.note("entities: their marks are taken off, their words kept", line);
    }
    data.example(label, &plain, line);
}

/// `[Berlin](city)` and `[Berlin]{"entity": "city"}` become `Berlin`; other brackets stay.
fn without_entities(example: &str) -> String {
    let mut plain = String::with_capacity(example.len());
    let mut rest = example;
    while let Some((before, tail)) = rest.split_once('[') {
        plain.push_str(before);
        match entity(tail) {
            Some((words, after)) => {
                plain.push_str(words);
                rest = after;
            }
            None => {
                plain.push('[');
                rest = tail;
            }
        }
    }
    plain.push_str(rest);
    plain
}

/// The words of an entity and what follows it; `tail` begins behind the opening bracket.
fn entity(tail: &str) -> Option<(&str, &str)> {
    let (words, mark) = tail.split_once(']')?;
    let end = match mark.chars().next()? {
        '(' => mark.find(')')?,
        '{' => mark.find('}')?,
        _ => return None,
    };
    let after = mark.get(end + 1..)?;
    (!words.is_empty() && !words.contains('[')).then_some((words, after))
}

#[cfg(test)]
mod tests {
    use super::without_entities;

    #[test]
    fn entities_become_their_words() {
        assert_eq!(without_entities("from [Berlin](city) to [SF]{\"entity\": \"city\"}!"), "from Berlin to SF!");
        assert_eq!(without_entities("[a] [b (c) [d](e) ["), "[a] [b (c) d [");
    }
}
