//! Measures the matcher on tables of messages: `cargo run --release --example evaluate -- TRAIN.tsv TEST.tsv...`. Tables
//! have tabs and a header with `text` and `intent`; the training table may have `language` (`en`, `zh`) and `kind`
//! (`example`, `title`, `keyword`, `not`, `courtesy`) too. `--wrong` lists what was taken for something else, `--lint` what
//! weakens the examples.
#![allow(
    clippy::allow_attributes,
    clippy::unwrap_used,
    clippy::print_stdout,
    missing_docs,
    reason = "a measurement that cannot go on should stop loudly"
)]

use std::collections::BTreeMap;
use std::fs;
use std::time::Instant;

use intent_matcher::matching::{
    Figures, IntentExamples, IntentId, IntentSet, LanguageExamples, MatchSettings, Matcher, Measured, OUT_OF_SCOPE,
    Verdict, confusions, lint,
};
use intent_matcher::text::Language;

/// The rows of a table by column.
fn rows(path: &str) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().unwrap().split('\t').collect();
    lines
        .filter(|line| !line.is_empty())
        .map(|line| header.iter().zip(line.split('\t')).map(|(name, cell)| ((*name).into(), cell.into())).collect())
        .collect()
}

fn cell<'r>(row: &'r BTreeMap<String, String>, name: &str) -> &'r str {
    row.get(name).map_or("", String::as_str)
}

fn intents(path: &str) -> IntentSet {
    let mut intents: BTreeMap<String, IntentExamples> = BTreeMap::new();
    for row in rows(path) {
        let (text, id, kind) = (cell(&row, "text"), cell(&row, "intent"), cell(&row, "kind"));
        let language = match cell(&row, "language") {
            "zh" => Language::Zh,
            "en" => Language::En,
            _ if text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) => Language::Zh,
            _ => Language::En,
        };
        let intent = intents.entry(id.to_owned()).or_insert_with(|| IntentExamples {
            id: IntentId::new(id),
            courtesy: false,
            keywords: Vec::new(),
            texts: Vec::new(),
        });
        match kind {
            "courtesy" => intent.courtesy = true,
            "keyword" => intent.keywords.push(text.to_owned()),
            _ => {
                if intent.texts.iter().all(|texts| texts.language != language) {
                    let title = id.split(['-', '_']).collect::<Vec<_>>().join(" ");
                    let title = if cell(&row, "kind").is_empty() { title } else { String::new() };
                    intent.texts.push(LanguageExamples { language, title, examples: Vec::new(), not: Vec::new() });
                }
                let texts = intent.texts.iter_mut().find(|texts| texts.language == language).unwrap();
                match kind {
                    "title" => texts.title = text.to_owned(),
                    "not" => texts.not.push(text.to_owned()),
                    _ => texts.examples.push(text.to_owned()),
                }
            }
        }
    }
    IntentSet { intents: intents.into_values().collect() }
}

fn percentile(times: &mut [f64], percent: usize) -> f64 {
    times.sort_by(f64::total_cmp);
    times.get(times.len() * percent / 100).copied().unwrap_or(0.0)
}

/// What was asked for.
struct Wishes {
    /// Lists what was taken for something else.
    wrong: bool,
    /// Lists what weakens the examples.
    lint: bool,
}

fn main() {
    let mut arguments: Vec<String> = std::env::args().skip(1).collect();
    let mut flag = |name: &str| {
        let count = arguments.len();
        arguments.retain(|argument| argument != name);
        arguments.len() < count
    };
    let wishes = Wishes { wrong: flag("--wrong"), lint: flag("--lint") };
    let (training, tests) = arguments.split_first().unwrap();
    let set = intents(training);
    if wishes.lint {
        for concern in lint(&set, &MatchSettings::default()) {
            println!("{:?}: {concern}; {}", concern.intent(), concern.suggestion());
        }
    }
    let matcher = load(training, &set);
    for test in tests {
        ask(&matcher, test, &wishes);
    }
}

/// Trains, cold and again with one more example.
fn load(training: &str, set: &IntentSet) -> Matcher {
    let start = Instant::now();
    let matcher = Matcher::new(set);
    let cold = start.elapsed();
    let mut changed = set.clone();
    if let Some(texts) = changed.intents.first_mut().and_then(|intent| intent.texts.first_mut()) {
        texts.examples.push("one more question about this".to_owned());
    }
    let start = Instant::now();
    let outlook = Matcher::new(&changed).outlook();
    println!(
        "{training}: load {:.2} s, again {:.2} s, {:.1} MB; expected: accuracy {:.3}, answered {:.3}, precision {:.3}",
        cold.as_secs_f32(),
        start.elapsed().as_secs_f32(),
        matcher.memory() as f32 * 1e-6,
        outlook.accuracy,
        outlook.answered,
        outlook.precision
    );
    let examples = set.intents.iter().flat_map(|intent| &intent.texts).flat_map(|texts| &texts.examples);
    let mut times: Vec<f64> = examples.map(|example| timed(&matcher, example).0).collect();
    println!("  its own examples: p10 {:.1} µs, p50 {:.1} µs", percentile(&mut times, 10), percentile(&mut times, 50));
    matcher
}

/// The microseconds of one verdict, and the verdict.
fn timed(matcher: &Matcher, message: &str) -> (f64, Verdict) {
    let start = Instant::now();
    let verdict = std::hint::black_box(matcher.verdict(message));
    (start.elapsed().as_secs_f64() * 1e6, verdict)
}

/// Asks all messages of a table, by style too where it tells one.
fn ask(matcher: &Matcher, test: &str, wishes: &Wishes) {
    let messages = rows(test);
    let (mut times, mut measured) = (Vec::new(), Vec::new());
    for row in &messages {
        let (time, verdict) = timed(matcher, cell(row, "text"));
        times.push(time);
        let best = matcher.candidates(cell(row, "text")).into_iter().next();
        measured.push(Measured { intent: cell(row, "intent").to_owned(), best, verdict });
    }
    figures(test.rsplit('/').next().unwrap(), &measured);
    for wished in [0.955, 0.97] {
        oracle(&measured, wished);
    }
    let mut styles: BTreeMap<&str, Vec<Measured>> = BTreeMap::new();
    for (row, measured) in messages.iter().zip(&measured).filter(|(row, _)| !cell(row, "style").is_empty()) {
        styles.entry(cell(row, "style")).or_default().push(measured.clone());
    }
    styles.iter().for_each(|(style, measured)| figures(&format!("  {style}"), measured));
    let [low, half, high] = [10, 50, 99].map(|percent| percentile(&mut times, percent));
    println!("    one verdict: p10 {low:.0} µs, p50 {half:.0} µs, p99 {high:.0} µs");
    if wishes.wrong {
        for (row, measured) in messages.iter().zip(&measured) {
            let best = measured.best.as_ref();
            if best.is_none_or(|best| best.intent.as_str() != measured.intent) {
                println!("    {} | {best:?} | {}", measured.intent, cell(row, "text"));
            }
        }
        confusions(&measured).iter().take(15).for_each(|confusion| println!("    {confusion:?}"));
    }
}

fn figures(name: &str, measured: &[Measured]) {
    let f = Figures::of(measured);
    println!(
        "  {name:<28} n {:>5}+{:<4} acc {:5.1}  answered {:5.1}  prec {:5.1}  oos answered {:5.1} asked {:5.1}  ece {:.3}",
        f.in_scope,
        f.out_of_scope,
        f.accuracy * 100.0,
        f.answered * 100.0,
        f.answered_precision * 100.0,
        f.out_of_scope_answered * 100.0,
        f.out_of_scope_unsure * 100.0,
        f.ece
    );
}

/// What the best threshold could answer at this precision, which no threshold learnt without these messages can know.
fn oracle(measured: &[Measured], wished: f32) {
    let mut by_confidence: Vec<(f32, bool, bool)> = measured
        .iter()
        .map(|m| {
            let best = m.best.as_ref();
            let right = best.is_some_and(|best| best.intent.as_str() == m.intent);
            (best.map_or(0.0, |best| best.confidence), right, m.intent != OUT_OF_SCOPE)
        })
        .collect();
    by_confidence.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut right, mut inside, mut held) = (0, 0, (0, 1.0));
    for (at, (confidence, good, mine)) in (1..).zip(&by_confidence) {
        right += usize::from(*good);
        inside += usize::from(*mine);
        if right as f32 >= wished * at as f32 {
            held = (inside, *confidence);
        }
    }
    let all = by_confidence.iter().filter(|(_, _, mine)| *mine).count();
    let share = held.0 as f32 * 100.0 / all as f32;
    println!("    oracle: at precision {wished} could answer {share:.1} % (from {:.3})", held.1);
}
