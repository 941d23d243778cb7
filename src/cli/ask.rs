//! `ringback ask`: what a message would be answered, and why.

use std::io::{self, Write};
use std::process::ExitCode;

use serde::Serialize;

use super::locations::Locations;
use super::print;
use crate::matching::{Candidate, Explanation, Matcher, Meaning, Mended, Nearest, Obstacle, Part, Verdict, Weight};
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
    /// The other question of the same message.
    second_intent: Option<String>,
    confidence: f32,
    language: Language,
    candidates: Vec<Candidate>,
    explanation: Explanation,
}

/// Runs the command.
///
/// # Errors
/// What kept it from running; the caller prints it and exits with 2.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let intents = args.locations.load_for_measuring()?.training();
    let matcher = Matcher::with(&intents, &args.locations.match_settings()?);
    let report = Report::new(matcher.verdict(&args.text), matcher.explain(&args.text, &intents), &args.text);
    let mut out = print::out();
    if args.json {
        serde_json::to_writer(&mut out, &report)?;
        writeln!(out)?;
    } else {
        report.print(&mut out)?;
    }
    Ok(ExitCode::SUCCESS)
}

impl Report {
    fn new(verdict: Verdict, explanation: Explanation, text: &str) -> Self {
        let language = detect(text, Locale::En).language();
        let (verdict, intent, second_intent, candidates) = match verdict {
            Verdict::Answer { first, second } => {
                let name = |candidate: &Candidate| candidate.intent.to_string();
                let others = explanation.candidates.iter().filter(|other| {
                    other.intent != first.intent && second.as_ref().is_none_or(|second| second.intent != other.intent)
                });
                let all = std::iter::once(&first).chain(&second).chain(others).cloned().collect();
                ("answer", Some(name(&first)), second.as_ref().map(name), all)
            }
            Verdict::Unsure(candidates) => ("unsure", None, None, candidates),
            Verdict::None => ("none", None, None, explanation.candidates.clone()),
        };
        let confidence = candidates.first().map_or(0.0, |best| best.confidence);
        Self { verdict, intent, second_intent, confidence, language, candidates, explanation }
    }

    fn print(&self, out: &mut impl Write) -> io::Result<()> {
        match (&self.intent, &self.second_intent) {
            (Some(first), Some(second)) => writeln!(out, "answer: {first}, then {second}")?,
            (Some(first), None) => writeln!(out, "answer: {first}")?,
            _ => writeln!(out, "{}", self.verdict)?,
        }
        for Candidate { intent, confidence } in &self.candidates {
            writeln!(out, "  {confidence:.2}  {intent}")?;
        }
        let Explanation { known, answer_from, ask_from, mended, unknown, .. } = &self.explanation;
        writeln!(out, "answered from {answer_from:.2} on, asked back from {ask_from:.2} on")?;
        writeln!(out, "{:.0} % of the message is known from the examples", known * 100.0)?;
        for Mended { typed, read } in mended {
            writeln!(out, "read as mistyped: {typed} -> {read}")?;
        }
        if !unknown.is_empty() {
            writeln!(out, "in no example: {}", unknown.join(", "))?;
        }
        weights("speaks for it", &self.explanation.evidence_for, out)?;
        weights("speaks against it", &self.explanation.evidence_against, out)?;
        if let Some(Nearest { intent, example, likeness }) = &self.explanation.nearest {
            writeln!(out, "nearest example ({likeness:.2}): \"{example}\" of {intent}")?;
        }
        if let Some(Meaning { nearest: Nearest { intent, example, likeness }, carried_by, .. }) =
            &self.explanation.meaning
        {
            writeln!(out, "means most nearly the same ({likeness:.2}): \"{example}\" of {intent}")?;
            let words: Vec<&str> = carried_by
                .iter()
                .filter_map(|word| match &word.part {
                    Part::Text(text) => Some(text.as_str()),
                    Part::Meaning | Part::Whole => None,
                })
                .collect();
            if !words.is_empty() {
                writeln!(out, "by its words: {}", words.join(", "))?;
            }
        }
        match &self.explanation.obstacle {
            Some(Obstacle::NothingKnown) => writeln!(out, "to be answered: examples with its words are missing"),
            Some(Obstacle::TooClose { one, other }) => {
                writeln!(out, "to be answered: examples must tell {one} and {other} apart")
            }
            Some(Obstacle::NotSure { missing }) => writeln!(
                out,
                "to be answered: {missing:.2} more confidence; add it, and others like it, to the intent it means"
            ),
            None => Ok(()),
        }
    }
}

fn weights(title: &str, weights: &[Weight], out: &mut impl Write) -> io::Result<()> {
    if weights.is_empty() {
        return Ok(());
    }
    writeln!(out, "{title}, in log-odds against the next intent:")?;
    weights.iter().try_for_each(|Weight { part, weight }| {
        let part = match part {
            Part::Text(text) => text,
            Part::Meaning => "the meaning of the English words",
            Part::Whole => "what the message means as a whole",
        };
        writeln!(out, "  {weight:+.2}  {part}")
    })
}
