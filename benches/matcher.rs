//! How fast the matcher is: `RINGBACK_DATA_SETS=folder cargo bench --bench matcher`. The folder holds one folder a set
//! with `train*.tsv` and other `.tsv` files (`text`, `intent`, a header); without it the sample intents are measured.
//! `baseline` is strsim's Sørensen-Dice over all examples, to set the figures of different machines against each other.
#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    clippy::panic,
    missing_docs,
    reason = "a measurement that cannot go on should stop loudly"
)]

use std::collections::BTreeMap;
use std::fmt;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use divan::counter::ItemsCount;
use divan::{AllocProfiler, Bencher};
use ringback::intents::{IntentLibrary, LoadRules};
use ringback::matching::{IntentExamples, IntentId, IntentSet, LanguageExamples, Matcher};
use ringback::text::Language;

/// Counts what each measurement allocates.
#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

/// Messages of one measurement of matching.
const MESSAGES: usize = 500;
/// Messages of one measurement of the baseline, which is slow.
const BASELINE_MESSAGES: usize = 20;

/// What is trained on and what is asked.
struct Set {
    name: String,
    intents: IntentSet,
    messages: Vec<String>,
}

impl fmt::Display for Set {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)
    }
}

static SETS: LazyLock<Vec<Set>> = LazyLock::new(|| match std::env::var_os("RINGBACK_DATA_SETS") {
    Some(folder) => data_sets(Path::new(&folder)),
    None => vec![samples()],
});

fn samples() -> Set {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("intents");
    let intents = IntentLibrary::load(&folder, &LoadRules::any_language()).unwrap().library.training();
    let texts = intents.intents.iter().flat_map(|intent| &intent.texts);
    let messages = texts.flat_map(|texts| &texts.examples).map(|example| format!("{example} ok")).collect();
    Set { name: "samples".into(), intents, messages }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

/// A set for each training file, asked the first other file of its folder that is neither mistyped nor out of scope.
fn data_sets(folder: &Path) -> Vec<Set> {
    let mut sets = Vec::new();
    for folder in files(folder).into_iter().filter(|path| path.is_dir()) {
        let name = |path: &Path| path.file_stem().unwrap().to_string_lossy().into_owned();
        let tables = files(&folder).into_iter().filter(|path| path.extension().is_some_and(|ending| ending == "tsv"));
        let (training, asked): (Vec<_>, Vec<_>) = tables.partition(|path| name(path).starts_with("train"));
        let odd = |path: &Path| ["oos", "typo"].iter().any(|word| name(path).contains(word));
        let asked = asked.iter().find(|path| !odd(path)).unwrap_or_else(|| panic!("no messages"));
        let messages: Vec<String> = rows(asked).into_iter().map(|(text, _)| text).take(MESSAGES).collect();
        for path in training {
            let name = format!("{} {}", name(&folder), name(&path));
            sets.push(Set { name, intents: intents(rows(&path)), messages: messages.clone() });
        }
    }
    sets
}

fn rows(path: &Path) -> Vec<(String, String)> {
    let text = fs::read_to_string(path).unwrap();
    text.lines().skip(1).map(|line| line.split_once('\t').unwrap()).map(|(a, b)| (a.into(), b.into())).collect()
}

fn intents(rows: Vec<(String, String)>) -> IntentSet {
    let mut by_intent: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (text, intent) in rows {
        by_intent.entry(intent).or_default().push(text);
    }
    let intents = by_intent.into_iter().map(|(id, examples)| IntentExamples {
        id: IntentId::new(&id),
        courtesy: false,
        keywords: Vec::new(),
        texts: vec![LanguageExamples {
            language: if examples.iter().any(|text| text.is_ascii()) { Language::En } else { Language::Zh },
            title: id.replace(['-', '_'], " "),
            examples,
            not: Vec::new(),
        }],
    });
    IntentSet { intents: intents.collect() }
}

#[divan::bench(args = SETS.iter(), sample_count = 10, sample_size = 1)]
fn train_alone(bencher: Bencher, set: &Set) {
    bencher.bench(|| Matcher::uncalibrated(&set.intents));
}

#[divan::bench(args = SETS.iter(), sample_count = 10, sample_size = 1)]
fn train_and_calibrate(bencher: Bencher, set: &Set) {
    bencher.bench(|| Matcher::new(&set.intents));
}

#[divan::bench(args = SETS.iter(), sample_count = 50, sample_size = 1)]
fn verdict(bencher: Bencher, set: &Set) {
    let matcher = Matcher::new(&set.intents);
    bencher.counter(ItemsCount::new(set.messages.len())).bench_local(|| {
        for message in &set.messages {
            divan::black_box(matcher.verdict(message));
        }
    });
}

#[divan::bench(args = SETS.iter(), sample_count = 5, sample_size = 1)]
fn baseline(bencher: Bencher, set: &Set) {
    let texts = set.intents.intents.iter().flat_map(|intent| &intent.texts);
    let examples: Vec<&String> = texts.flat_map(|texts| &texts.examples).collect();
    bencher.counter(ItemsCount::new(BASELINE_MESSAGES.min(set.messages.len()))).bench_local(|| {
        for message in set.messages.iter().take(BASELINE_MESSAGES) {
            let best = examples.iter().map(|example| strsim::sorensen_dice(message, example)).fold(0.0, f64::max);
            divan::black_box(best);
        }
    });
}

fn main() {
    divan::main();
}
