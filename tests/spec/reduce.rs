//! Reduces the full Bot API specification to what the stand-in serves; it decides nothing about the stand-in itself.
//!
//! `cargo run --example reduce-spec -- FULL.json > crates/telegram-stand-in/src/spec.json`; see the README beside this file.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::Write as _;
use std::process::ExitCode;

use ringback::stand_in::METHODS;
use serde_json::{Map, Value, json};

/// Types of answers and updates that are followed; any other type of an answer is left opaque, which keeps the file small.
const ANSWERED: [&str; 40] = [
    "AcceptedGiftTypes",
    "BotCommand",
    "BotDescription",
    "BotName",
    "BotShortDescription",
    "CallbackQuery",
    "Chat",
    "ChatFullInfo",
    "ChatMember",
    "ChatMemberAdministrator",
    "ChatMemberBanned",
    "ChatMemberLeft",
    "ChatMemberMember",
    "ChatMemberOwner",
    "ChatMemberRestricted",
    "ChatMemberUpdated",
    "Contact",
    "File",
    "InaccessibleMessage",
    "InlineKeyboardMarkup",
    "LinkPreviewOptions",
    "Location",
    "MaybeInaccessibleMessage",
    "Message",
    "MessageEntity",
    "MessageId",
    "MessageOrigin",
    "MessageOriginChannel",
    "MessageOriginChat",
    "MessageOriginHiddenUser",
    "MessageOriginUser",
    "MessageReactionUpdated",
    "PhotoSize",
    "ReactionType",
    "ReactionTypeEmoji",
    "Sticker",
    "Update",
    "User",
    "Voice",
    "WebhookInfo",
];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            let _ = writeln!(std::io::stderr(), "reduce-spec: {problem}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), String> {
    let path = std::env::args().nth(1).ok_or("name the full specification: reduce-spec FULL.json")?;
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    let full: Value = serde_json::from_str(&text).map_err(|error| format!("{path}: {error}"))?;
    let reduced = reduce(&full)?;
    let mut out = std::io::stdout().lock();
    serde_json::to_writer(&mut out, &reduced).map_err(|error| error.to_string())?;
    writeln!(out).map_err(|error| error.to_string())
}

fn reduce(full: &Value) -> Result<Value, String> {
    let mut methods = BTreeMap::new();
    let mut types = BTreeMap::new();
    let mut wanted: VecDeque<(String, bool)> = VecDeque::from([("Update".to_owned(), false)]);
    for method in METHODS {
        let entry = full.get("methods").and_then(|all| all.get(method)).ok_or(format!("no method {method}"))?;
        wanted.extend(named_types(entry).map(|name| (name, true)));
        let returns = entry.get("returns").cloned().unwrap_or(Value::Null);
        wanted.extend(strings(&returns).map(|name| (bare(name).to_owned(), false)));
        methods.insert(method, json!({"returns": returns, "fields": fields(entry)}));
    }
    let mut seen = BTreeSet::new();
    while let Some((name, asked)) = wanted.pop_front() {
        let followed = asked || ANSWERED.contains(&name.as_str());
        if !followed || !seen.insert(name.clone()) {
            continue;
        }
        let Some(entry) = full.get("types").and_then(|all| all.get(&name)) else { continue };
        let subtypes: Vec<String> = strings(entry.get("subtypes").unwrap_or(&Value::Null)).map(str::to_owned).collect();
        if subtypes.is_empty() {
            wanted.extend(named_types(entry).map(|name| (name, asked)));
            types.insert(name, json!({"fields": fields(entry)}));
        } else {
            wanted.extend(subtypes.iter().map(|name| (name.clone(), asked)));
            types.insert(name, json!({"any_of": subtypes}));
        }
    }
    Ok(json!({
        "source": "PaulSonOfLars/telegram-bot-api-spec (MIT), reduced by tests/spec/reduce.rs",
        "version": full.get("version"),
        "methods": methods,
        "types": types,
    }))
}

fn strings(list: &Value) -> impl Iterator<Item = &str> {
    list.as_array().into_iter().flatten().filter_map(Value::as_str)
}

fn bare(name: &str) -> &str {
    name.trim_start_matches("Array of ")
}

fn named_types(entry: &Value) -> impl Iterator<Item = String> + '_ {
    let fields = entry.get("fields").and_then(Value::as_array).into_iter().flatten();
    fields.flat_map(|field| strings(field.get("types").unwrap_or(&Value::Null))).map(|name| bare(name).to_owned())
}

fn fields(entry: &Value) -> Value {
    let mut kept = Map::new();
    for field in entry.get("fields").and_then(Value::as_array).into_iter().flatten() {
        let Some(name) = field.get("name").and_then(Value::as_str) else { continue };
        let description = field.get("description").and_then(Value::as_str).unwrap_or_default();
        let mut rule = Map::new();
        rule.insert("types".to_owned(), field.get("types").cloned().unwrap_or(Value::Null));
        if field.get("required") == Some(&Value::Bool(true)) {
            rule.insert("required".to_owned(), Value::Bool(true));
        }
        if let Some(limit) = limit(description) {
            rule.insert("limit".to_owned(), limit);
        }
        if let Some(constant) = constant(description) {
            rule.insert("always".to_owned(), Value::String(constant));
        }
        kept.insert(name.to_owned(), Value::Object(rule));
    }
    Value::Object(kept)
}

/// The bound that a description states, such as "1-4096 characters after entities parsing".
fn limit(description: &str) -> Option<Value> {
    let words: Vec<&str> = description.split_whitespace().collect();
    for (place, word) in words.iter().enumerate() {
        let next = words.get(place + 1).copied().unwrap_or_default().trim_matches(|c: char| !c.is_alphanumeric());
        let bounds = match word.split_once('-') {
            Some((low, high)) => low.parse::<u64>().ok().zip(high.parse::<u64>().ok()),
            None if place >= 2 && words.get(place - 2..place) == Some(&["At", "most"]) => {
                word.parse().ok().map(|high| (0, high))
            }
            None => None,
        };
        let Some((min, max)) = bounds else { continue };
        let of = match next.to_lowercase().as_str() {
            "characters" => "characters",
            "bytes" => "bytes",
            "identifiers" | "commands" => "items",
            "are" => "value",
            _ => continue,
        };
        let parsed = description.contains("after entities parsing") || description.contains("after entity parsing");
        return Some(json!({"min": min, "max": max, "of": of, "parsed": parsed}));
    }
    None
}

/// The one value that a discriminating field may have: `always "emoji"` or `must be default`.
fn constant(description: &str) -> Option<String> {
    let description = description.trim_end_matches('.');
    if let Some((_, rest)) = description.split_once("always \"") {
        return rest.strip_suffix('"').map(str::to_owned);
    }
    let (head, word) = description.rsplit_once("must be ")?;
    (head.ends_with(", ") && !word.contains(' ')).then(|| word.trim_matches('*').to_owned())
}
