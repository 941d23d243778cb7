//! Measures the secrets guard and prints the tables of `docs/secrets-guard.md`: what is caught of each kind, how often
//! ordinary messages raise a false alarm, and what a message costs. Run it with
//! `cargo run --release --example guard-report`.
#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a measuring program that cannot go on should stop loudly"
)]

mod samples;

use std::collections::BTreeMap;
use std::env;
use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use ringback::safety::secrets::{find, redact};
use samples::{LANGUAGES, ordinary, secrets};

/// Shown of what was missed or wrongly caught, with `--show`.
const SHOWN: usize = 40;

fn main() {
    // The first message pays for the tables.
    let first = Instant::now();
    black_box(find("what does the first message cost, and the word lists with it?"));
    let first = first.elapsed();
    let show = env::args().any(|argument| argument == "--show");
    caught(show);
    println!();
    let all = alarms(show);
    println!();
    cost(&all, first);
}

fn caught(show: bool) {
    let mut rows: BTreeMap<(String, String, String), (usize, usize)> = BTreeMap::new();
    let mut missed = Vec::new();
    for sample in secrets() {
        let key = (sample.kind.code().to_owned(), sample.row.to_owned(), sample.language.clone());
        let kept = redact(&sample.text);
        let caught =
            kept.as_ref().is_some_and(|kept| kept.kinds.contains(&sample.kind) && !kept.text.contains(&sample.secret));
        let row = rows.entry(key).or_default();
        row.0 += usize::from(caught);
        row.1 += 1;
        if !caught {
            missed.push(format!(
                "{} {} [{}]: {:?} -> {:?}",
                sample.kind.code(),
                sample.row,
                sample.language,
                sample.text,
                kept
            ));
        }
    }
    println!("| kind | samples | language | caught | of | % |");
    println!("| --- | --- | --- | ---: | ---: | ---: |");
    for ((kind, row, language), (caught, all)) in rows {
        println!("| {kind} | {row} | {language} | {caught} | {all} | {:.1} |", percent(caught, all));
    }
    if show {
        missed.iter().for_each(|line| println!("MISSED {line}"));
    }
}

fn alarms(show: bool) -> Vec<String> {
    let mut sets: Vec<(String, Vec<String>)> = LANGUAGES
        .iter()
        .map(|language| (format!("made and by hand, {language}"), ordinary::messages(language)))
        .collect();
    sets.push((
        "examples of the sample intents".into(),
        examples(&PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("intents")),
    ));
    if let Some(folder) = env::var_os("RINGBACK_DATA_SETS") {
        sets.extend(data_sets(Path::new(&folder)));
    }
    println!("| ordinary messages | false alarms | of | % |");
    println!("| --- | ---: | ---: | ---: |");
    let mut total = (0, 0);
    let mut shown = Vec::new();
    for (name, messages) in &sets {
        let wrong: Vec<&String> = messages.iter().filter(|message| !find(message).is_empty()).collect();
        println!("| {name} | {} | {} | {:.3} |", wrong.len(), messages.len(), percent(wrong.len(), messages.len()));
        total = (total.0 + wrong.len(), total.1 + messages.len());
        shown.extend(wrong.into_iter().take(SHOWN).map(|message| format!("ALARM {message:?} {:?}", redact(message))));
    }
    println!("| all | {} | {} | {:.3} |", total.0, total.1, percent(total.0, total.1));
    if show {
        shown.iter().for_each(|line| println!("{line}"));
    }
    sets.into_iter().flat_map(|(_, messages)| messages).collect()
}

fn percent(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { 100.0 * part as f64 / whole as f64 }
}

/// The examples of intent files.
fn examples(folder: &Path) -> Vec<String> {
    let mut examples = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "toml") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let table: toml::Table = text.parse().unwrap();
        for value in table.values().filter_map(toml::Value::as_table).filter_map(|table| table.get("examples")) {
            examples.extend(value.as_array().unwrap().iter().filter_map(toml::Value::as_str).map(str::to_owned));
        }
    }
    examples
}

/// Every folder of TSV files with a column `text`, each message once.
fn data_sets(folder: &Path) -> Vec<(String, Vec<String>)> {
    let mut sets = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "tsv") {
                let text = fs::read_to_string(&path).unwrap();
                let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
                let messages: &mut std::collections::BTreeSet<String> = sets.entry(name).or_default();
                messages.extend(text.lines().skip(1).filter_map(|line| line.split('\t').next()).map(str::to_owned));
            }
        }
    }
    sets.into_iter().map(|(name, messages)| (name, messages.into_iter().collect())).collect()
}

/// What the guard costs a message.
fn cost(messages: &[String], first: Duration) {
    println!("| messages | median | 99 % below | slowest |");
    println!("| --- | ---: | ---: | ---: |");
    let mut times: Vec<Duration> = messages.iter().map(|message| timed(message)).collect();
    print_times(&format!("{} ordinary", times.len()), &mut times);
    let mut times: Vec<Duration> = secrets().iter().map(|sample| timed(&sample.text)).collect();
    print_times(&format!("{} with a secret", times.len()), &mut times);
    for (name, text) in [
        (
            "4,096 characters of English",
            messages.iter().filter(|text| text.is_ascii()).fold(String::new(), |all, text| all + text + " "),
        ),
        (
            "4,096 characters of Chinese",
            messages.iter().filter(|text| !text.is_ascii()).fold(String::new(), |all, text| all + text + "。"),
        ),
    ] {
        let text: String = text.chars().take(4096).collect();
        let mut times: Vec<Duration> = (0..200).map(|_| timed(&text)).collect();
        print_times(name, &mut times);
    }
    println!("\nthe first message of a process, which builds the tables: {first:?}");
}

fn timed(message: &str) -> Duration {
    let start = Instant::now();
    black_box(find(black_box(message)));
    start.elapsed()
}

fn print_times(name: &str, times: &mut [Duration]) {
    times.sort_unstable();
    let micros = |index: usize| times[index.min(times.len() - 1)].as_nanos() as f64 / 1000.0;
    println!(
        "| {name} | {:.1} µs | {:.1} µs | {:.1} µs |",
        micros(times.len() / 2),
        micros(times.len() * 99 / 100),
        micros(times.len() - 1)
    );
}
