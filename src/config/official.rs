//! Reading `[official]` and `[facts]`: what is true of the desk and may be told.

use std::collections::BTreeMap;

use phonenumber::country::Id as Country;

use super::load::LINE_CHARS;
use crate::document::{Table, Value, quoted};
use crate::intents::{Fact, Facts, is_fact_name};
use crate::safety::official::{Official, is_handle, normal_link};
use crate::safety::{Phone, PhoneProblem};
use crate::text::Language;

/// Reads `[official]`. Numbers without `+` belong to `country`.
pub(super) fn read(table: &Table<'_>, country: Option<Country>) -> Official {
    let phone = |value: &Value<'_>| phone(value, country);
    Official {
        phones: each(table.value("phones"), phone),
        links: each(table.value("links"), link),
        handles: each(table.value("handles"), handle),
        country,
    }
}

/// The usable items of a list, each once.
fn each(list: Option<Value<'_>>, read: impl Fn(&Value<'_>) -> Option<String>) -> Vec<String> {
    let mut kept = Vec::new();
    for item in list.and_then(|value| value.list()).unwrap_or_default() {
        match read(&item) {
            Some(value) if kept.contains(&value) => {
                item.document().warn(&item.span(), format!("{value} stands here twice"));
            }
            Some(value) => kept.push(value),
            None => {}
        }
    }
    kept
}

fn phone(value: &Value<'_>, country: Option<Country>) -> Option<String> {
    let text = value.words()?.value;
    match Phone::typed(text, country) {
        Ok(phone) => Some(phone.reveal().to_owned()),
        Err(problem) => {
            let why = match problem {
                PhoneProblem::NotANumber => "is not a phone number",
                PhoneProblem::NoCountry => "has no country",
                PhoneProblem::Impossible => "does not exist in its country",
            };
            value.error(format_args!("must be a phone number like \"+1 202 555 0143\"; {} {why}", quoted(text)));
            None
        }
    }
}

fn link(value: &Value<'_>) -> Option<String> {
    let text = value.words()?.value;
    let link = normal_link(text).filter(|_| text.starts_with('@') || text.contains("://"));
    if link.is_none() {
        value.error(format_args!(
            "must be a link like \"https://example.com\" or a name on Telegram like \"@example\"; found {}",
            quoted(text)
        ));
    }
    link
}

fn handle(value: &Value<'_>) -> Option<String> {
    let text = value.words()?.value;
    let name = text.strip_prefix('@').filter(|name| is_handle(name));
    if name.is_none() {
        value.error(format_args!("must be a name on Telegram like \"@example_desk\"; found {}", quoted(text)));
    }
    name.map(|name| format!("@{}", name.to_lowercase()))
}

/// Reads `[facts]` into `facts`. A fact must have a value in each language of the desk.
pub(super) fn read_facts(table: &Table<'_>, desk: &[Language], facts: &mut Facts) {
    for (key, value) in table.entries() {
        let name = key.value;
        if !is_fact_name(name) {
            let message = format!("a fact's name has a-z, 0-9 and _ only; found {}", quoted(name));
            table.document().error(&key.span, message);
        } else if facts.contains(name) {
            let message = format!("the fact {name} comes from the other tables of this file; leave it out here");
            table.document().error(&key.span, message);
        } else {
            facts.set(name, fact(&value, desk));
        }
    }
}

fn fact(value: &Value<'_>, desk: &[Language]) -> Fact {
    if !value.is_table() {
        return Fact::Same(written(value).unwrap_or_default());
    }
    let mut values = BTreeMap::new();
    if let Some(table) = value.table() {
        for language in Language::ALL {
            match table.value(language.code()) {
                Some(value) => {
                    values.insert(language, written(&value).unwrap_or_default());
                }
                None if desk.contains(&language) => {
                    table.document().missing(&value.span(), format!("no value for {language} in [{}]", table.name()));
                }
                None => {}
            }
        }
        table.end();
    }
    Fact::ByLanguage(values)
}

fn written(value: &Value<'_>) -> Option<String> {
    let written = value.written()?.value;
    if written.is_empty() || written.chars().any(char::is_control) || written.chars().count() > LINE_CHARS {
        value.error(format_args!("must be one line of 1 to {LINE_CHARS} characters"));
        return None;
    }
    Some(written)
}
