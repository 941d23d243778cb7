//! Reading `[texts]`: prepared texts that agents send to customers. Each is filled with the facts and held to what an agent
//! may write, so that no press can send what would be refused when typed.

use std::collections::BTreeMap;

use crate::callback::{DispositionCode, MAX_CODE_BYTES};
use crate::conversation::{Purpose, TextBlock, TextBlocks};
use crate::document::{Document, Located, Table, Value, near, quoted};
use crate::intents::Facts;
use crate::safety::judge;
use crate::safety::official::Official;
use crate::text::Language;

/// The longest title: what fits half of a phone's width.
const TITLE_CHARS: usize = 24;

/// The longest text: what an agent may type as well.
const TEXT_CHARS: usize = 1000;

/// Texts for one purpose: what fits below a question without scrolling.
const MOST: usize = 12;

/// What prepared texts are held to.
pub(super) struct Desk<'d> {
    pub languages: &'d [Language],
    pub facts: &'d Facts,
    pub official: &'d Official,
}

/// Reads `[texts]`.
pub(super) fn read(table: &Table<'_>, desk: &Desk<'_>) -> TextBlocks {
    let mut blocks = TextBlocks::default();
    for (name, value) in table.entries() {
        let Some(entry) = value.table() else { continue };
        let block = block(table.document(), &name, &entry, desk);
        if let Some(block) = block {
            if blocks.of(block.purpose).count() >= MOST {
                value.error(format_args!("is one text too many; at most {MOST} for one purpose fit below a question"));
            } else {
                blocks.0.push(block);
            }
        }
        entry.end();
    }
    blocks
}

fn block(document: &Document<'_>, name: &Located<&str>, table: &Table<'_>, desk: &Desk<'_>) -> Option<TextBlock> {
    let code = DispositionCode::new(name.value);
    if code.is_none() {
        let expected = format!("expected small letters, digits and _, at most {MAX_CODE_BYTES}");
        document.error(&name.span, format!("{} is no name of a text; {expected}", quoted(name.value)));
    }
    let purpose = match table.value("for") {
        Some(value) => purpose(&value),
        None => {
            document.missing(table.span(), "a text without \"for\"");
            None
        }
    };
    let (mut titles, mut texts) = (BTreeMap::new(), BTreeMap::new());
    for language in Language::ALL {
        let Some(value) = table.value(language.code()) else {
            if desk.languages.contains(&language) {
                document.missing(table.span(), format!("a text without \"{}\"", language.code()));
            }
            continue;
        };
        let Some(entry) = value.table() else { continue };
        titles.extend(words(&entry, "title", TITLE_CHARS, desk, language).map(|title| (language, title)));
        texts.extend(words(&entry, "text", TEXT_CHARS, desk, language).map(|text| (language, text)));
        entry.end();
    }
    Some(TextBlock { code: code?, purpose: purpose?, titles, texts }).filter(|block| !block.texts.is_empty())
}

fn purpose(value: &Value<'_>) -> Option<Purpose> {
    let word = value.words()?.value;
    let purpose = Purpose::ALL.into_iter().find(|(name, _)| *name == word).map(|(_, purpose)| purpose);
    if purpose.is_none() {
        let names = || Purpose::ALL.into_iter().map(|(name, _)| name);
        let hint = near(word, names()).map_or_else(
            || format!("expected one of {}", names().collect::<Vec<_>>().join(", ")),
            |near| format!("did you mean \"{near}\"?"),
        );
        value.error(format_args!("is no purpose of a text: {}; {hint}", quoted(word)));
    }
    purpose
}

/// A title or text with its facts in place, when nothing is wrong with it.
fn words(table: &Table<'_>, key: &'static str, most: usize, desk: &Desk<'_>, language: Language) -> Option<String> {
    let Some(value) = table.value(key) else {
        table.document().missing(table.span(), format!("a text without \"{key}\""));
        return None;
    };
    let words = value.words()?;
    let text = match filled(words.value, desk.facts, language) {
        Ok(text) => text,
        Err(name) => {
            let hint =
                near(&name, desk.facts.names()).map_or_else(String::new, |near| format!("; did you mean {{{near}}}?"));
            let place = table.document().find(&words.span, &name);
            table.document().error(&place, format!("no fact is called {{{name}}} in {language}{hint}"));
            return None;
        }
    };
    if text.trim().is_empty() || text.chars().count() > most {
        value.error(format_args!("must have 1 to {most} characters"));
        return None;
    }
    let harms = judge(&text, desk.official);
    for harm in &harms {
        let [written, _] = harm.words();
        let place = table.document().find(&words.span, written);
        table.document().error(&place, harm.to_string());
    }
    harms.is_empty().then(|| text.trim().to_owned())
}

/// The text with `{name}` replaced by what the fact says.
///
/// # Errors
/// The name that no fact has in this language.
fn filled(template: &str, facts: &Facts, language: Language) -> Result<String, String> {
    let mut text = String::with_capacity(template.len());
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        let value = facts.value(name.trim(), language).ok_or_else(|| name.trim().to_owned())?;
        text.push_str(value);
        rest = after;
    }
    text.push_str(rest);
    Ok(text)
}
