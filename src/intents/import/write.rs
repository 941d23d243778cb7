//! An imported intent as the text of an intent file, the way a person would write it.

use std::fmt::Write as _;

use super::Imported;
use crate::intents::file::{TITLE_CHARS, placeholder};
use crate::text::Language;

/// The file's text. Without an answer of its own the intent gets the placeholder that `check` points out.
pub fn intent_file(intent: &Imported, language: Language) -> String {
    let mut file = format!("# Imported; the label was {}.\n[{language}]\n", string(&intent.label));
    let _ = writeln!(file, "title = {}", string(&title(&intent.label)));
    file.push_str("examples = [\n");
    for example in &intent.examples {
        let _ = writeln!(file, "    {},", string(example));
    }
    file.push_str("]\n");
    let answer = intent.answer.as_ref().map(|answer| answer.trim().replace('{', "{{").replace('}', "}}"));
    match answer {
        Some(answer) if answer.contains('\n') => {
            let _ = writeln!(file, "answer = \"\"\"\n{}\n\"\"\"", lines(&answer));
        }
        answer => {
            let answer = answer.unwrap_or_else(|| placeholder(language).to_owned());
            let _ = writeln!(file, "answer = {}", string(&answer));
        }
    }
    file
}

/// The label's words: `Refund_not-showing` becomes `Refund not showing`.
fn title(label: &str) -> String {
    let words: Vec<_> = label.split(['_', '-', '.', '/', ' ']).filter(|word| !word.is_empty()).collect();
    let words = if words.is_empty() { label.to_owned() } else { words.join(" ") };
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).take(TITLE_CHARS).collect()
}

/// A TOML string on one line.
fn string(text: &str) -> String {
    format!("\"{}\"", escaped(text))
}

/// The inside of a TOML string of several lines.
fn lines(text: &str) -> String {
    let text = text.replace("\r\n", "\n");
    text.split('\n').map(escaped).collect::<Vec<_>>().join("\n")
}

fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '"') {
            escaped.push('\\');
            escaped.push(c);
        } else if c.is_control() {
            let _ = write!(escaped, "\\u{:04X}", u32::from(c));
        } else {
            escaped.push(c);
        }
    }
    escaped
}
