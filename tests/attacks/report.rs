//! Runs a file of attacks against the guard, the judge of agents' texts and the desk's list of what is official, and prints
//! how many of each area were stopped, with those that got through:
//! `cargo run --release --example attacks -- FILE`. Exits with 1 when a bar is missed.
//!
//! The file is JSON: a list of `{"area": …, "input": …}`. An area is told by how its name begins; [`AREAS`] has them all.
#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a measuring program that cannot go on should stop loudly"
)]

use std::collections::BTreeMap;
use std::process::ExitCode;

use ringback::safety::judge;
use ringback::safety::official::{Official, Verdict};
use ringback::safety::secrets::OwnTexts;
use ringback::telegram::read_batch;
use serde::Deserialize;
use serde_json::value::to_raw_value;
use serde_json::{Value, json};

#[derive(Deserialize)]
struct Attack {
    area: String,
    #[serde(default)]
    name: String,
    input: String,
}

/// An area: how its name begins, whether an input is stopped as it should be, and the part in a hundred that must be.
type Area = (&'static str, fn(&str) -> bool, usize);

/// Every area. The one place that calls what is measured.
const AREAS: [Area; 8] = [
    ("guard: must be caught", is_caught, 95),
    ("guard: must pass", passes, 100),
    ("guard: invisible character", is_caught_with, 100),
    ("guard: field of an update", is_kept_out, 100),
    ("agent text: must be refused", is_refused, 95),
    ("agent text: must be sent", is_sent, 100),
    ("official: must not be called official", is_not_official, 100),
    ("official: must get a verdict", gets_a_verdict, 100),
];

fn main() -> ExitCode {
    let Some(file) = std::env::args().nth(1) else {
        eprintln!("expected the file of attacks");
        return ExitCode::from(2);
    };
    let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let attacks: Vec<Attack> = serde_json::from_str(&text).unwrap_or_else(|error| panic!("{file}: {error}"));
    let mut rows: BTreeMap<&str, (usize, usize, usize, Vec<&Attack>)> = BTreeMap::new();
    for attack in &attacks {
        let Some((area, is_stopped, bar)) = AREAS.iter().find(|(area, ..)| attack.area.starts_with(area)) else {
            panic!("no such area: {}", attack.area)
        };
        let row = rows.entry(area).or_insert((0, 0, *bar, Vec::new()));
        row.1 += 1;
        if is_stopped(&attack.input) {
            row.0 += 1;
        } else {
            row.3.push(attack);
        }
    }
    let mut all_held = true;
    println!("| area | right | of | bar |");
    println!("| --- | ---: | ---: | ---: |");
    for (area, (right, of, bar, _)) in &rows {
        all_held &= right * 100 >= of * bar;
        println!("| {area} | {right} | {of} | {bar} % |");
    }
    for (area, attack) in rows.iter().flat_map(|(area, (.., missed))| missed.iter().map(move |attack| (area, attack))) {
        println!("MISSED {area}: {} {:?}", attack.name, attack.input);
    }
    if all_held { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// What is kept of a customer's message with these fields.
fn kept(more: &Value) -> String {
    let mut message = json!({
        "message_id": 5, "date": 1_800_000_000, "chat": {"id": 77, "type": "private"},
        "from": {"id": 77, "is_bot": false, "first_name": "Ana"},
    });
    for (key, value) in more.as_object().unwrap() {
        message.as_object_mut().unwrap().insert(key.clone(), value.clone());
    }
    let updates = to_raw_value(&json!([{"update_id": 1, "message": message}])).unwrap();
    read_batch(&updates, &OwnTexts::default()).unwrap().updates.remove(0).json
}

fn is_caught(text: &str) -> bool {
    let kept = kept(&json!({ "text": text }));
    kept.contains("ringback_secrets") && !kept.contains(&json!(text).to_string())
}

fn passes(text: &str) -> bool {
    !kept(&json!({ "text": text })).contains("ringback_secrets")
}

const PHRASE: [&str; 12] =
    ["ozone", "drill", "grab", "fiber", "curtain", "grace", "pudding", "thank", "cruise", "elder", "eight", "picnic"];

/// A character, `U+180E`, inside each word of a phrase.
fn is_caught_with(name: &str) -> bool {
    let code = name.strip_prefix("U+").and_then(|digits| u32::from_str_radix(digits, 16).ok());
    let hidden = code.and_then(char::from_u32).unwrap_or_else(|| panic!("no character: {name}"));
    let words = PHRASE.map(|word| {
        let (head, tail) = word.split_at(2);
        format!("{head}{hidden}{tail}")
    });
    is_caught(&words.join(" "))
}

/// A phrase in a field, told by its path: `contact.vcard`, `from.first_name + last_name (six words each)`.
fn is_kept_out(path: &str) -> bool {
    let phrase = PHRASE.join(" ");
    let (first, second) = (PHRASE[..6].join(" "), PHRASE[6..].join(" "));
    let contact = |field: &str| {
        let mut contact = json!({"phone_number": "+8613800138000", "first_name": "Ana", "user_id": 77});
        contact.as_object_mut().unwrap().insert(field.to_owned(), json!(phrase));
        json!({ "contact": contact })
    };
    let fields = match path.split([' ', '[']).next().unwrap_or_default() {
        "from.first_name" => {
            json!({"text": "hi", "from": {"id": 77, "is_bot": false, "first_name": first, "last_name": second}})
        }
        "checklist.tasks" => {
            let tasks: Vec<Value> = PHRASE.iter().map(|word| json!({ "text": word })).collect();
            json!({"checklist": {"title": "list", "tasks": tasks}})
        }
        path => match path.split_once('.') {
            Some(("contact", field)) => contact(field),
            Some((object, field)) => json!({ object: { field: phrase }, "text": "hi" }),
            None => json!({ path: phrase }),
        },
    };
    let kept = kept(&fields);
    PHRASE.iter().all(|word| !kept.contains(word))
}

/// The desk that agents' texts are judged for, and whose contacts are official.
fn official() -> Official {
    Official {
        phones: vec!["+864001234567".to_owned()],
        links: vec!["https://bitplace.com".to_owned(), "https://pages.example.org/desk".to_owned()],
        handles: vec!["@bitplace_desk".to_owned()],
        country: Some(phonenumber::country::CN),
    }
}

fn is_refused(text: &str) -> bool {
    !judge(text, &official()).is_empty()
}

fn is_sent(text: &str) -> bool {
    !is_refused(text)
}

fn is_not_official(text: &str) -> bool {
    official().sightings(text).iter().all(|sighting| sighting.verdict != Verdict::Official)
}

fn gets_a_verdict(text: &str) -> bool {
    !official().sightings(text).is_empty()
}
