//! The secrets guard at the door: of every update only what the desk reads is kept, and of that no secret. What is kept of
//! one that held a secret is its envelope, its text without the secret, and a mark of what it was. Nothing else of it reaches
//! the store, whatever its fields are called. Decides nothing about what follows.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::decode::clean;
use super::kept::{FREE_TEXTS, kept, without_files};
use crate::safety::secrets::{OwnTexts, SecretKind, find_beside, mark, redact_beside};
use crate::telemetry;

/// The key of the mark, beside the message.
const MARK: &str = "ringback_secrets";

/// What is kept of an update that is no JSON and holds a secret. No JSON either, so that it ends with the dead letters.
const NOT_KEPT: &str = "an update that cannot be read held a secret and was not kept";

/// What is no text of a person: Telegram's own names of things, and the number of a contact, which is asked for.
const UNREAD: [&str; 9] = [
    "phone_number",
    "media_group_id",
    "file_id",
    "file_unique_id",
    "custom_emoji_id",
    "id",
    "chat_instance",
    "type",
    "language_code",
];

/// What stands in a message but was written elsewhere: guarded then, kept out now, and nobody is warned again.
const OTHERS_WORDS: [&str; 6] = ["reply_to_message", "pinned_message", "external_reply", "from", "chat", "sender_chat"];

/// The update as it is kept: what the desk reads of it, without secrets.
pub fn guarded(update_id: i64, json: &str, own: &OwnTexts) -> String {
    let Ok(Value::Object(update)) = serde_json::from_str(json) else {
        let secret = [unescaped(json).as_str(), json].iter().any(|text| !find_beside(text, own).is_empty());
        return if secret { NOT_KEPT.to_owned() } else { json.to_owned() };
    };
    let kinds = kinds_in(&update, own);
    let mut kept = kept(update);
    if !kinds.is_empty() {
        without_files(&mut kept);
    }
    // Who sent it, and what a press carries, were not judged with the texts.
    let mut hidden = false;
    for key in ["from", "data"] {
        hidden |= clean_fields(&mut kept, key, own);
    }
    if !kinds.is_empty() {
        clean_texts(&mut kept, &kinds, own);
        kept.insert(MARK.to_owned(), json!(kinds));
        kinds.iter().for_each(|kind| telemetry::secret_removed(kind.code()));
        // The log may know that there was one, and no more.
        tracing::warn!(update_id, kinds = kinds.len(), "a secret was taken out of an update");
    } else if hidden {
        tracing::debug!(update_id, "a name that holds a secret was not kept");
    }
    Value::Object(kept).to_string()
}

/// Notes what was taken out of an update.
pub fn note(update: &mut Map<String, Value>, kinds: &BTreeSet<SecretKind>) {
    update.insert(MARK.to_owned(), json!(kinds));
}

/// What was taken out of an update; empty for nearly all.
pub fn marked(json: &str) -> BTreeSet<SecretKind> {
    #[derive(Deserialize)]
    struct Marked {
        #[serde(default)]
        ringback_secrets: BTreeSet<SecretKind>,
    }
    if !json.contains(MARK) {
        return BTreeSet::new();
    }
    serde_json::from_str::<Marked>(json).map(|marked| marked.ringback_secrets).unwrap_or_default()
}

/// The secrets that an update's sender told: in one of its texts, or in all of them read one after another.
fn kinds_in(update: &Map<String, Value>, own: &OwnTexts) -> BTreeSet<SecretKind> {
    let mut kinds = BTreeSet::new();
    for message in ["message", "edited_message"].iter().filter_map(|key| update.get(*key)?.as_object()) {
        let mut texts = Vec::new();
        read(message, &mut texts);
        let mut all: Vec<String> = texts.iter().map(|text| clean::text(text)).collect();
        if all.len() > 1 {
            all.push(all.join("\n"));
            // One word to a field.
            all.push(texts.join(" "));
        }
        kinds.extend(all.iter().flat_map(|text| find_beside(text, own)).map(|finding| finding.kind));
    }
    kinds
}

/// Every text of a message that its sender wrote.
fn read<'v>(object: &'v Map<String, Value>, texts: &mut Vec<&'v str>) {
    let read = |key: &String| !UNREAD.contains(&key.as_str()) && !OTHERS_WORDS.contains(&key.as_str());
    object.iter().filter(|(key, _)| read(key)).for_each(|(_, value)| read_value(value, texts));
}

fn read_value<'v>(value: &'v Value, texts: &mut Vec<&'v str>) {
    match value {
        Value::String(text) => texts.push(text),
        Value::Array(values) => values.iter().for_each(|value| read_value(value, texts)),
        Value::Object(object) => read(object, texts),
        _ => {}
    }
}

/// Takes the secrets out of every text of a message that is kept. What is a secret only together goes as a whole.
fn clean_texts(kept: &mut Map<String, Value>, kinds: &BTreeSet<SecretKind>, own: &OwnTexts) {
    for message in kept.values_mut().filter_map(Value::as_object_mut) {
        let found = clean_object(message, own);
        let texts: Vec<&str> = FREE_TEXTS.iter().filter_map(|key| message.get(*key)?.as_str()).collect();
        let joined = find_beside(&texts.join("\n"), own).first().map(|finding| finding.kind);
        // Told by fields that are not kept and by these together, or by these together.
        if let Some(kind) = joined.or_else(|| kinds.first().copied().filter(|_| !found)) {
            for key in FREE_TEXTS {
                if let Some(text) = message.get_mut(key) {
                    *text = json!(mark(kind));
                }
            }
        }
    }
}

/// Takes the secrets out of one field of whatever happened, and whether there were any.
fn clean_fields(kept: &mut Map<String, Value>, key: &str, own: &OwnTexts) -> bool {
    let mut any = false;
    for value in kept.values_mut().filter_map(Value::as_object_mut).filter_map(|event| event.get_mut(key)) {
        any |= clean_value(value, own);
    }
    any
}

fn clean_object(object: &mut Map<String, Value>, own: &OwnTexts) -> bool {
    let mut any = clean_name(object, own);
    for (_, value) in object.iter_mut().filter(|(key, _)| !UNREAD.contains(&key.as_str())) {
        any |= clean_value(value, own);
    }
    any
}

fn clean_value(value: &mut Value, own: &OwnTexts) -> bool {
    match value {
        Value::String(text) => {
            // As the decoder will read it, when that is not as it was written.
            let redacted = redact_beside(text, own).or_else(|| redact_beside(&clean::text(text), own));
            let any = redacted.is_some();
            if let Some(kept) = redacted {
                *text = kept.text;
            }
            any
        }
        Value::Array(values) => {
            let mut any = false;
            for value in values {
                any |= clean_value(value, own);
            }
            any
        }
        Value::Object(object) => clean_object(object, own),
        _ => false,
    }
}

/// A name whose two parts are a secret together is none that is kept.
fn clean_name(object: &mut Map<String, Value>, own: &OwnTexts) -> bool {
    let part = |key: &str| object.get(key).and_then(Value::as_str).unwrap_or_default();
    let (first, last) = (part("first_name"), part("last_name"));
    if last.is_empty() {
        return false;
    }
    let Some(finding) = find_beside(&format!("{first} {last}"), own).into_iter().next() else { return false };
    object.remove("last_name");
    object.insert("first_name".to_owned(), json!(mark(finding.kind)));
    true
}

/// The text with JSON's escapes resolved as far as they can be, for what is no JSON.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        plain.push_str(before);
        let code = after.strip_prefix('u').and_then(|digits| digits.get(..4));
        let unit = code.and_then(|digits| u32::from_str_radix(digits, 16).ok());
        rest = match (unit, after.chars().next()) {
            (Some(unit), _) => {
                // Half of a pair is nothing that a secret is made of.
                plain.push(char::from_u32(unit).unwrap_or(' '));
                after.get(5..).unwrap_or_default()
            }
            (None, Some(escaped)) => {
                plain.push(if matches!(escaped, 'n' | 'r' | 't') { '\n' } else { escaped });
                after.get(escaped.len_utf8()..).unwrap_or_default()
            }
            (None, None) => "",
        };
    }
    plain.push_str(rest);
    plain
}
