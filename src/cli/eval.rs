//! `ringback eval`: measures the matcher on a file of messages, and a change against an earlier run.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, bail};
use serde::{Deserialize, Serialize};

use super::locations::Locations;
use super::print;
use crate::intents::id_from_label;
use crate::matching::{Confusion, Figures, IntentSet, Matcher, Measured, OUT_OF_SCOPE, Outlook, confusions};

/// How many confusions are printed; `--json` has all.
const CONFUSIONS_SHOWN: usize = 15;
/// How many messages the fixed baseline is timed on: it is slow, and its median is steady.
const BASELINE_MESSAGES: usize = 50;
/// The column with the messages.
const TEXT: &str = "text";
/// The column with their intents.
const INTENT: &str = "intent";

/// The arguments of `ringback eval`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A table with tabs and a header: the columns `text` and `intent`; the intent `out-of-scope` is no intent
    file: PathBuf,
    #[command(flatten)]
    locations: Locations,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    /// Keep this run in a file, to compare with later
    #[arg(long, value_name = "FILE")]
    save: Option<PathBuf>,
    /// Compare with a run that was kept
    #[arg(long, value_name = "FILE")]
    compare: Option<PathBuf>,
}

/// One run.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Run {
    #[serde(flatten)]
    figures: Figures,
    #[serde(flatten)]
    timings: Timings,
    /// What cross-validation on the intents' own examples foretold.
    expected: Outlook,
    /// Intents of the file that the desk does not have; their messages count as wrong.
    unknown_intents: Vec<String>,
    confusions: Vec<Confusion>,
}

/// How fast and how big. Times are of this machine at this moment.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Timings {
    /// Reading the intent files, training and calibrating, in milliseconds.
    load_ms: f64,
    /// Of that, training and calibrating.
    train_ms: f64,
    /// Training alone, once more by itself: what a load would take without calibrating.
    train_alone_ms: f64,
    /// The time of one verdict in microseconds, and in how many of a hundred cases it is below.
    p50_us: f64,
    p99_us: f64,
    messages_per_s: f64,
    /// What the loaded matcher holds, in bytes.
    memory_bytes: usize,
    /// The time of a fixed baseline in the same run: strsim's Sørensen-Dice of a message with every example.
    baseline_p50_us: f64,
    /// How many times faster a verdict is.
    baseline_ratio: f64,
}

#[derive(Serialize)]
struct Report<'r> {
    #[serde(flatten)]
    run: &'r Run,
    #[serde(skip_serializing_if = "Option::is_none")]
    earlier: Option<&'r Run>,
}

/// Runs the command.
///
/// # Errors
/// What kept it from running; the caller prints it and exits with 2.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let messages = read_messages(&args.file)?;
    let earlier = args.compare.as_deref().map(read_run).transpose()?;
    let run = measure(&args.locations, &messages)?;
    if let Some(path) = &args.save {
        let text = serde_json::to_string_pretty(&run)?;
        fs::write(path, text + "\n").with_context(|| format!("cannot write {}", path.display()))?;
    }
    let mut out = print::out();
    if args.json {
        serde_json::to_writer(&mut out, &Report { run: &run, earlier: earlier.as_ref() })?;
        writeln!(out)?;
    } else {
        print(&run, earlier.as_ref(), &mut out)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn read_run(path: &Path) -> anyhow::Result<Run> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is not a run kept by eval --save", path.display()))
}

/// A message and its intent, named as `import` names it.
struct Message {
    text: String,
    intent: String,
}

fn read_messages(path: &Path) -> anyhow::Result<Vec<Message>> {
    let text = fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    parse_messages(&text).with_context(|| path.display().to_string())
}

/// The messages of a table: tabs, no quoting, a header. Names every line that lacks a column.
fn parse_messages(table: &str) -> anyhow::Result<Vec<Message>> {
    let mut lines = (1..).zip(table.trim_start_matches('\u{feff}').lines());
    let Some((_, header)) = lines.next() else {
        bail!("the file is empty; expected a header with {TEXT} and {INTENT}")
    };
    let column = |name: &str| {
        header.split('\t').position(|column| column.trim() == name).with_context(|| {
            format!("line 1: no column `{name}`; the header must have `{TEXT}` and `{INTENT}`, parted by tabs")
        })
    };
    let (text_at, intent_at) = (column(TEXT)?, column(INTENT)?);
    let mut messages = Vec::new();
    let mut short = Vec::new();
    for (number, line) in lines.filter(|(_, line)| !line.is_empty()) {
        let cells: Vec<&str> = line.split('\t').collect();
        match (cells.get(text_at), cells.get(intent_at).map(|intent| intent.trim())) {
            (Some(text), Some(intent)) if !intent.is_empty() => {
                messages.push(Message { text: (*text).to_owned(), intent: id_from_label(intent) });
            }
            _ => short.push(number.to_string()),
        }
    }
    if !short.is_empty() {
        bail!("no text or no intent on line {}", short.join(", "));
    }
    if messages.is_empty() {
        bail!("no messages after the header");
    }
    Ok(messages)
}

fn measure(locations: &Locations, messages: &[Message]) -> anyhow::Result<Run> {
    let settings = locations.match_settings()?;
    let start = Instant::now();
    let intents = locations.load_for_measuring()?.training();
    let reading = start.elapsed();
    let matcher = Matcher::with(&intents, &settings);
    let load = start.elapsed();
    let start = Instant::now();
    std::hint::black_box(Matcher::uncalibrated(&intents));
    let train_alone = start.elapsed();
    let mut times = Vec::with_capacity(messages.len());
    let mut measured = Vec::with_capacity(messages.len());
    // The first verdict of a thread sets up its buffers and the tables: that is loading, not matching.
    if let Some(first) = messages.first() {
        matcher.verdict(&first.text);
    }
    let begin = Instant::now();
    for message in messages {
        let start = Instant::now();
        let verdict = matcher.verdict(&message.text);
        times.push(start.elapsed().as_secs_f64() * 1e6);
        measured.push((message, verdict));
    }
    let matching = begin.elapsed();
    let measured: Vec<Measured> = measured
        .into_iter()
        .map(|(message, verdict)| Measured {
            intent: message.intent.clone(),
            best: matcher.candidates(&message.text).into_iter().next(),
            verdict,
        })
        .collect();
    let p50_us = percentile(&mut times, 50);
    let baseline_p50_us = baseline(messages, &intents);
    Ok(Run {
        figures: Figures::of(&measured),
        timings: Timings {
            load_ms: load.as_secs_f64() * 1e3,
            train_ms: (load - reading).as_secs_f64() * 1e3,
            train_alone_ms: train_alone.as_secs_f64() * 1e3,
            p50_us,
            p99_us: percentile(&mut times, 99),
            messages_per_s: messages.len() as f64 / matching.as_secs_f64(),
            memory_bytes: matcher.memory(),
            baseline_p50_us,
            baseline_ratio: baseline_p50_us / p50_us,
        },
        expected: matcher.outlook(),
        unknown_intents: unknown_intents(messages, &intents),
        confusions: confusions(&measured),
    })
}

/// The intents of the messages that the desk does not have: nothing can be right about them.
fn unknown_intents(messages: &[Message], intents: &IntentSet) -> Vec<String> {
    let known = |name: &str| name == OUT_OF_SCOPE || intents.intents.iter().any(|intent| intent.id.as_str() == name);
    let mut unknown: Vec<String> = messages.iter().map(|message| message.intent.clone()).collect();
    unknown.sort_unstable();
    unknown.dedup();
    unknown.retain(|name| !known(name));
    unknown
}

/// The median time, in microseconds, of comparing a message with every example.
fn baseline(messages: &[Message], intents: &IntentSet) -> f64 {
    let examples: Vec<&str> = intents
        .intents
        .iter()
        .flat_map(|intent| &intent.texts)
        .flat_map(|texts| &texts.examples)
        .map(String::as_str)
        .collect();
    let every = messages.len().div_ceil(BASELINE_MESSAGES).max(1);
    let mut times: Vec<f64> = messages
        .iter()
        .step_by(every)
        .map(|message| {
            let start = Instant::now();
            let best = examples.iter().map(|example| strsim::sorensen_dice(&message.text, example)).fold(0.0, f64::max);
            std::hint::black_box(best);
            start.elapsed().as_secs_f64() * 1e6
        })
        .collect();
    percentile(&mut times, 50)
}

/// The value that `percent` of a hundred are below; 0 of none.
fn percentile(values: &mut [f64], percent: usize) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() * percent / 100).or(values.last()).copied().unwrap_or(0.0)
}

fn print(run: &Run, earlier: Option<&Run>, out: &mut impl Write) -> io::Result<()> {
    let Figures { messages, in_scope, out_of_scope, .. } = run.figures;
    writeln!(out, "{messages} messages, {in_scope} in scope, {out_of_scope} out of scope")?;
    let mut line = |name: &str, of: &dyn Fn(&Run) -> f64, unit: &str, scale: f64| {
        let now = of(run) * scale;
        match earlier {
            Some(earlier) => {
                let change = now - of(earlier) * scale;
                writeln!(out, "{name:<34}{now:>9.1} {unit:<4} {change:>+8.1}")
            }
            None => writeln!(out, "{name:<34}{now:>9.1} {unit}"),
        }
    };
    line("accuracy", &|run| run.figures.accuracy, "%", 100.0)?;
    line("answered", &|run| run.figures.answered, "%", 100.0)?;
    line("precision of all answered", &|run| run.figures.answered_precision, "%", 100.0)?;
    line("precision of answered in scope", &|run| run.figures.answered_precision_in_scope, "%", 100.0)?;
    line("asked back", &|run| run.figures.unsure, "%", 100.0)?;
    line("out of scope, answered", &|run| run.figures.out_of_scope_answered, "%", 100.0)?;
    line("calibration error", &|run| run.figures.ece, "%", 100.0)?;
    line("load", &|run| run.timings.load_ms, "ms", 1.0)?;
    line("training alone", &|run| run.timings.train_alone_ms, "ms", 1.0)?;
    line("one verdict, median", &|run| run.timings.p50_us, "µs", 1.0)?;
    line("one verdict, 99 of 100 below", &|run| run.timings.p99_us, "µs", 1.0)?;
    line("messages a second", &|run| run.timings.messages_per_s, "", 1.0)?;
    line("memory", &|run| run.timings.memory_bytes as f64, "MB", 1e-6)?;
    line("faster than Sørensen-Dice", &|run| run.timings.baseline_ratio, "×", 1.0)?;
    if !run.unknown_intents.is_empty() {
        writeln!(out, "\nnot among the intents, counted as wrong: {}", run.unknown_intents.join(", "))?;
    }
    if !run.confusions.is_empty() {
        writeln!(out, "\ntaken for another, worst first:")?;
    }
    for Confusion { intent, taken_for, messages } in run.confusions.iter().take(CONFUSIONS_SHOWN) {
        writeln!(out, "{messages:>6}  {intent} -> {taken_for}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{parse_messages, percentile};

    #[test]
    fn columns_are_found_by_name_and_others_are_ignored() {
        let messages =
            parse_messages("id\tintent\ttext\n1\tFees?\thow much\n\n2\tout-of-scope\t\n").unwrap_or_default();
        let read: Vec<_> = messages.iter().map(|message| (message.text.as_str(), message.intent.as_str())).collect();
        assert_eq!(read, [("how much", "fees"), ("", "out-of-scope")]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line() {
        let wrong = |table: &str| parse_messages(table).err().map(|error| format!("{error:#}")).unwrap_or_default();
        assert!(wrong("").contains("empty"));
        assert!(wrong("text,intent\na,b\n").contains("line 1: no column `text`"));
        assert_eq!(wrong("text\tintent\na\tb\nc\nd\t \n"), "no text or no intent on line 3, 4");
        assert!(wrong("text\tintent\n").contains("no messages"));
    }

    #[test]
    fn percentiles_of_few_values() {
        assert_eq!(percentile(&mut [3.0, 1.0, 2.0], 50), 2.0);
        assert_eq!(percentile(&mut [3.0, 1.0, 2.0], 99), 3.0);
        assert_eq!(percentile(&mut [], 50), 0.0);
    }
}
