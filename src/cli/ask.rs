//! `ringback ask`: what a message would be answered, and why.

use std::io::{self, Write};
use std::process::ExitCode;

use serde::Serialize;

use super::locations::Locations;
use crate::matching::{Candidate, Matcher, Verdict};
use crate::text::{Language, Locale, detect};

/// The arguments of `ringback ask`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The message
    text: String,
    #[command(flatten)]
    locations: Locations,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report {
    verdict: &'static str,
    intent: Option<String>,
    confidence: f32,
    language: Language,
    candidates: Vec<Candidate>,
}

/// Runs the command.
///
/// # Errors
/// What kept it from running; the caller prints it and exits with 2.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let library = args.locations.load_for_measuring()?;
    let matcher = Matcher::new(&library.training());
    let report = report(&matcher, &args.text);
    let mut out = io::stdout().lock();
    if args.json {
        serde_json::to_writer(&mut out, &report)?;
        writeln!(out)?;
    } else {
        writeln!(out, "{} {}", report.verdict, report.intent.as_deref().unwrap_or_default())?;
    }
    Ok(ExitCode::SUCCESS)
}

fn report(matcher: &Matcher, text: &str) -> Report {
    let language = detect(text, Locale::En).language();
    let (verdict, candidates) = match matcher.verdict(text) {
        Verdict::Answer { first, second } => ("answer", std::iter::once(first).chain(second).collect()),
        Verdict::Unsure(candidates) => ("unsure", candidates),
        Verdict::None => ("none", Vec::new()),
    };
    let best = candidates.first();
    Report {
        verdict,
        intent: best.filter(|_| verdict == "answer").map(|best| best.intent.to_string()),
        confidence: best.map_or(0.0, |best| best.confidence),
        language,
        candidates,
    }
}
