//! The Bot API specification, reduced: turns form strings into typed values and finds what is wrong with a value.
//!
//! It only reports; what Telegram does about a wrong request is decided by the methods.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::formatted::utf16_len;
use super::html;

/// Deepest nesting that is followed.
const DEPTH: usize = 16;

static SPEC: LazyLock<Result<Spec, String>> =
    LazyLock::new(|| serde_json::from_str(include_str!("spec.json")).map_err(|error| format!("spec.json: {error}")));

#[derive(Deserialize)]
struct Spec {
    methods: BTreeMap<String, Method>,
    types: BTreeMap<String, Type>,
}

#[derive(Deserialize)]
struct Method {
    returns: Vec<String>,
    fields: BTreeMap<String, Field>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Type {
    Union { any_of: Vec<String> },
    Object { fields: BTreeMap<String, Field> },
}

#[derive(Deserialize)]
struct Field {
    types: Vec<String>,
    #[serde(default)]
    required: bool,
    limit: Option<Limit>,
    always: Option<String>,
}

#[derive(Deserialize)]
struct Limit {
    min: u64,
    max: u64,
    of: Measure,
    parsed: bool,
}

#[derive(Deserialize, Clone, Copy, PartialEq)]
#[serde(rename_all = "lowercase")]
enum Measure {
    Characters,
    Bytes,
    Items,
    Value,
}

/// Something wrong; `weight` tells which of several types was meant when none fits.
struct Finding {
    weight: u32,
    text: String,
}

/// A discriminating field says that another type was meant.
const OTHER_TYPE: u32 = 100;
/// A field that is unknown or missing.
const OTHER_FIELDS: u32 = 10;
/// A value of the wrong kind or size.
const OTHER_VALUE: u32 = 1;

fn method(name: &str) -> Option<&'static Method> {
    SPEC.as_ref().ok().and_then(|spec| spec.methods.get(name))
}

/// Turns the strings of a form into the types that `name` asks for; JSON values stay as they are.
pub(super) fn typed(name: &str, raw: Map<String, Value>) -> Map<String, Value> {
    let Some(method) = method(name) else { return raw };
    raw.into_iter()
        .map(|(key, value)| {
            let types = method.fields.get(&key).map(|field| field.types.as_slice()).unwrap_or_default();
            let value = match value {
                Value::String(text) => typed_text(types, text),
                other => other,
            };
            (key, value)
        })
        .collect()
}

fn typed_text(types: &[String], text: String) -> Value {
    let has = |name: &str| types.iter().any(|known| known == name);
    if types.is_empty() || types == ["String"] {
        return Value::String(text);
    }
    if has("Integer")
        && let Ok(number) = text.parse::<i64>()
    {
        return Value::from(number);
    }
    if has("Boolean") {
        match text.to_ascii_lowercase().as_str() {
            "true" | "1" | "yes" => return Value::Bool(true),
            "false" | "0" | "no" => return Value::Bool(false),
            _ => {}
        }
    }
    if text.starts_with(['{', '['])
        && !has("String")
        && let Ok(value) = serde_json::from_str(&text)
    {
        return value;
    }
    Value::String(text)
}

/// What is wrong with a request to a method, each finding with the place it was found in.
#[must_use]
pub fn request_findings(name: &str, parameters: &Map<String, Value>) -> Vec<String> {
    if let Err(problem) = &*SPEC {
        return vec![problem.clone()];
    }
    let Some(method) = method(name) else { return vec![unspecified(name)] };
    let mut findings = Vec::new();
    check_fields(name, &method.fields, parameters, 0, &mut findings);
    texts(findings)
}

/// What is wrong with a `result` that answers the method `name`.
#[must_use]
pub fn result_findings(name: &str, result: &Value) -> Vec<String> {
    let Some(method) = method(name) else { return vec![unspecified(name)] };
    texts(best_fit(&format!("{name} result"), &method.returns, result, 0))
}

/// What is wrong with a value of the Bot API type `kind`.
#[must_use]
pub fn value_findings(kind: &str, value: &Value) -> Vec<String> {
    texts(check(kind, kind, value, 0))
}

fn unspecified(name: &str) -> String {
    format!("{name}: this method is not in the specification")
}

fn texts(findings: Vec<Finding>) -> Vec<String> {
    findings.into_iter().map(|finding| finding.text).collect()
}

fn check_fields(
    place: &str,
    fields: &BTreeMap<String, Field>,
    given: &Map<String, Value>,
    depth: usize,
    findings: &mut Vec<Finding>,
) {
    for (name, field) in fields {
        if field.required && !given.contains_key(name) {
            let text = format!("{place}: the required field {name} is missing");
            findings.push(Finding { weight: OTHER_FIELDS, text });
        }
    }
    for (name, value) in given {
        let Some(field) = fields.get(name) else {
            let text = format!("{place}: the field {name} is unknown");
            findings.push(Finding { weight: OTHER_FIELDS, text });
            continue;
        };
        let place = format!("{place}.{name}");
        if let Some(always) = field.always.as_deref().filter(|always| value.as_str() != Some(always)) {
            let text = format!("{place}: is {value}, must be {always:?}");
            findings.push(Finding { weight: OTHER_TYPE, text });
        }
        findings.extend(best_fit(&place, &field.types, value, depth));
        if let Some(limit) = &field.limit {
            let mode = given.get("parse_mode").and_then(Value::as_str);
            let over = over_limit(&place, limit, value, mode);
            findings.extend(over.map(|text| Finding { weight: OTHER_VALUE, text }));
        }
    }
}

fn over_limit(place: &str, limit: &Limit, value: &Value, parse_mode: Option<&str>) -> Option<String> {
    let (size, unit) = match (limit.of, value) {
        (Measure::Characters, Value::String(text)) => {
            let html = limit.parsed && parse_mode.is_some_and(|mode| mode.eq_ignore_ascii_case("html"));
            let size = if html { html::visible_len(text)? } else { utf16_len(text) };
            (u64::try_from(size).ok()?, " characters")
        }
        (Measure::Bytes, Value::String(text)) => (u64::try_from(text.len()).ok()?, " bytes"),
        (Measure::Items, Value::Array(items)) => (u64::try_from(items.len()).ok()?, " items"),
        (Measure::Value, Value::Number(number)) => (number.as_u64()?, ""),
        _ => return None,
    };
    (!(limit.min..=limit.max).contains(&size))
        .then(|| format!("{place}: {size}{unit}, allowed are {} to {}", limit.min, limit.max))
}

/// The findings for the type that fits best: none as soon as one type fits.
fn best_fit(place: &str, types: &[String], value: &Value, depth: usize) -> Vec<Finding> {
    let mut best: Option<(u32, Vec<Finding>)> = None;
    for kind in types {
        let findings = check(place, kind, value, depth);
        if findings.is_empty() {
            return findings;
        }
        let weight = findings.iter().map(|finding| finding.weight).sum();
        if best.as_ref().is_none_or(|(least, _)| weight < *least) {
            best = Some((weight, findings));
        }
    }
    if types.len() > 1 && !value.is_object() && !value.is_array() {
        return wrong(place, &format!("one of {}", types.join(", ")), value);
    }
    best.map(|(_, findings)| findings).unwrap_or_default()
}

fn check(place: &str, kind: &str, value: &Value, depth: usize) -> Vec<Finding> {
    if depth > DEPTH {
        return Vec::new();
    }
    if let Some(item) = kind.strip_prefix("Array of ") {
        let Some(items) = value.as_array() else { return wrong(place, kind, value) };
        let each = items.iter().enumerate();
        return each.flat_map(|(n, value)| check(&format!("{place}[{n}]"), item, value, depth + 1)).collect();
    }
    let fits = match kind {
        "Integer" => value.is_i64() || value.is_u64(),
        "Float" => value.is_number(),
        "String" => value.is_string(),
        "Boolean" => value.is_boolean(),
        "InputFile" => value.get("uploaded").is_some(),
        // "For simple text buttons, String can be used instead of this object" (Bot API, KeyboardButton).
        "KeyboardButton" if value.is_string() => true,
        _ => return check_named(place, kind, value, depth),
    };
    if fits { Vec::new() } else { wrong(place, kind, value) }
}

fn check_named(place: &str, kind: &str, value: &Value, depth: usize) -> Vec<Finding> {
    let known = SPEC.as_ref().ok().and_then(|spec| spec.types.get(kind));
    match (known, value) {
        (Some(Type::Union { any_of }), _) => best_fit(place, any_of, value, depth + 1),
        (Some(Type::Object { fields }), Value::Object(given)) => {
            let mut findings = Vec::new();
            check_fields(place, fields, given, depth + 1, &mut findings);
            findings
        }
        (Some(Type::Object { .. }), _) => wrong(place, kind, value),
        (None, _) => Vec::new(),
    }
}

fn wrong(place: &str, expected: &str, value: &Value) -> Vec<Finding> {
    vec![Finding { weight: OTHER_VALUE, text: format!("{place}: is {}, must be {expected}", kind_of(value)) }]
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
