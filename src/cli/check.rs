//! `ringback check`: every problem of the settings and the intents, by file and line, and what weakens the examples.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use serde::Serialize;

use super::exit::FOUND_PROBLEMS;
use super::locations::Locations;
use super::print::{self, counted};
use crate::config::{ReadSettings, Settings, environment};
use crate::document::{Place, Position, Problem, Problems, Severity, quoted};
use crate::intents::{Facts, Intent, IntentLibrary, LoadError, LoadRules, Loaded};
use crate::matching::{Concern, lint};
use crate::safety::asking::Shape;
use crate::safety::official::{Official, links_in};
use crate::safety::secrets::{Finding, find};
use crate::safety::{Harm, harms};
use crate::text::Language;
use crate::words::{Sentence, sentences};

/// The arguments of `ringback check`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    locations: Locations,
    /// Leave out how well the examples tell the intents apart, which is most of the time a check takes
    #[arg(long)]
    no_lint: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// What kept it from running; the caller prints it and exits with 2.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let findings = Findings::of(args, std::env::vars_os().map(|(name, _)| name))?;
    let mut out = print::out();
    if args.json {
        serde_json::to_writer(&mut out, &findings.report())?;
        writeln!(out)?;
    } else {
        findings.print(&args.locations, &mut out)?;
    }
    Ok(if findings.problems.has_errors() { ExitCode::from(FOUND_PROBLEMS) } else { ExitCode::SUCCESS })
}

/// What was found.
struct Findings {
    /// Everything that is wrong.
    problems: Problems,
    /// The intents, when they can be used.
    library: Option<IntentLibrary>,
}

#[derive(Serialize)]
struct Report<'f> {
    ok: bool,
    errors: usize,
    warnings: usize,
    /// `null` when the intents cannot be used.
    intents: Option<usize>,
    examples: Option<usize>,
    problems: Vec<&'f Problem>,
}

impl Findings {
    fn of(args: &Args, variables: impl Iterator<Item = OsString>) -> anyhow::Result<Self> {
        let locations = &args.locations;
        let mut problems = environment::unknown(variables);
        let ReadSettings { settings, is_sound, problems: found } = Settings::read(locations.config.as_deref())?;
        problems.extend(found);
        problems.extend(settings.desk.languages.iter().flat_map(|language| harmful(*language, &settings.official)));
        if let Some(config) = &locations.config {
            problems.extend(caught_facts(&settings.facts, config));
        }
        // In settings that could not be read throughout, a fact or a link that an answer needs may have been overlooked.
        let rules = if is_sound { settings.intent_rules() } else { LoadRules::any_language() };
        let library = match IntentLibrary::load(&locations.intents, &rules) {
            Ok(Loaded { library, warnings }) => {
                problems.extend(warnings);
                problems.extend(caught_answers(&library, &locations.intents));
                if !args.no_lint {
                    let concerns = lint(&library.training(), &settings.match_settings());
                    problems.extend(concerns.iter().map(|concern| located(concern, &locations.intents)));
                }
                Some(library)
            }
            Err(LoadError::Problems(found)) => {
                problems.extend(found);
                None
            }
            Err(error @ LoadError::Folder { .. }) => return Err(error.into()),
        };
        Ok(Self { problems: problems.into_iter().collect(), library })
    }

    fn report(&self) -> Report<'_> {
        Report {
            ok: !self.problems.has_errors(),
            errors: self.problems.count(Severity::Error),
            warnings: self.problems.count(Severity::Warning),
            intents: self.library.as_ref().map(|library| library.iter().count()),
            examples: self.library.as_ref().map(examples),
            problems: self.problems.iter().collect(),
        }
    }

    fn print(&self, locations: &Locations, out: &mut impl Write) -> io::Result<()> {
        for problem in self.problems.iter() {
            writeln!(out, "{problem}")?;
        }
        let errors = counted(self.problems.count(Severity::Error), "error");
        let warnings = counted(self.problems.count(Severity::Warning), "warning");
        match &self.library {
            Some(library) => {
                let intents = counted(library.iter().count(), "intent");
                let examples = counted(examples(library), "example");
                let folder = locations.intents.display();
                writeln!(out, "{errors}, {warnings}; {intents} with {examples} in {folder}")
            }
            None => writeln!(out, "{errors}, {warnings}"),
        }
    }
}

fn examples(library: &IntentLibrary) -> usize {
    library.iter().flat_map(|intent| intent.texts.values()).map(|text| text.examples.len()).sum()
}

/// What the program's own sentences must not say: they are looked at like answers.
fn harmful(language: Language, official: &Official) -> Vec<Problem> {
    let of_sentence = |sentence: Sentence| {
        let place = Place {
            file: Path::new(&sentence.file).into(),
            position: Some(Position { line: sentence.line, column: Position::START.column }),
        };
        let harms = harms(&sentence.text, links_in(&sentence.text), Shape::Said, official);
        let problem = |message: String| Problem { place: place.clone(), severity: Severity::Error, message };
        let caught = find(&sentence.text).into_iter().map(|finding| as_caught(&sentence.text, &finding));
        harms.iter().map(Harm::to_string).chain(caught).map(problem).collect::<Vec<_>>()
    };
    sentences(language).into_iter().flat_map(of_sentence).collect()
}

/// Answers and what stands beside them that the secrets guard would take for a secret: whoever sends one back, to ask
/// whether it is genuine, would read that they gave something away.
fn caught_answers(library: &IntentLibrary, intents: &Path) -> Vec<Problem> {
    let of_intent = |intent: &Intent| {
        let file = intents.join(format!("{}.toml", intent.id));
        let texts =
            intent.texts.values().flat_map(|text| [text.title.as_str(), &text.answer].into_iter().chain(text.ready()));
        texts.flat_map(|text| caught(&file, text)).collect::<Vec<_>>()
    };
    library.iter().flat_map(of_intent).collect()
}

/// Values of facts that are taken for a secret, whatever answer they stand in.
fn caught_facts(facts: &Facts, config: &Path) -> Vec<Problem> {
    let values =
        facts.names().flat_map(|name| Language::ALL.into_iter().filter_map(|language| facts.value(name, language)));
    let values: BTreeSet<&str> = values.collect();
    values.into_iter().flat_map(|value| caught(config, value)).collect()
}

/// What of a text of the desk is taken for a secret, where it stands in its file.
fn caught(file: &Path, text: &str) -> Vec<Problem> {
    let problem = |finding: Finding| Problem {
        place: Place { file: file.into(), position: position(file, text.get(finding.span.clone()).unwrap_or(text)) },
        severity: Severity::Error,
        message: as_caught(text, &finding),
    };
    find(text).into_iter().map(problem).collect()
}

fn as_caught(text: &str, finding: &Finding) -> String {
    let what = finding.kind.code().replace('-', " ");
    let words = quoted(text.get(finding.span.clone()).unwrap_or_default());
    format!("a customer who sends this back would lose the message, for it looks like a secret ({what}): {words}")
}

/// Where words stand in a file; where their first line does, when they go on over several.
fn position(file: &Path, words: &str) -> Option<Position> {
    let text = fs::read_to_string(file).ok()?;
    let first = words.lines().map(str::trim).find(|line| !line.is_empty())?;
    let (line, before) = (1..).zip(text.lines()).find_map(|(line, words)| Some((line, words.split_once(first)?.0)))?;
    Some(Position { line, column: before.chars().count() + 1 })
}

/// A weakness of the examples, at the example it is about where there is one.
fn located(concern: &Concern, intents: &Path) -> Problem {
    let file = concern.intent().map_or_else(|| intents.to_owned(), |intent| intents.join(format!("{intent}.toml")));
    let position = concern.example().and_then(|(_, example)| position(&file, example));
    Problem {
        place: Place { file: file.into(), position },
        severity: Severity::Warning,
        message: format!("{concern}; {}", concern.suggestion()),
    }
}
