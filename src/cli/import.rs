//! `ringback import`: intent files from another tool's training data, and a report of what could not be carried over.

use std::fs;
use std::io::{self, Write};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use serde::Serialize;

use super::exit::FOUND_PROBLEMS;
use super::print::{self, counted};
use crate::document::{Problem, Problems};
use crate::intents::import::{Columns, Imported, LeftBehind, intent_file, read, shape};
use crate::intents::{IntentLibrary, LoadError, LoadRules};
use crate::text::Language;

/// The arguments of `ringback import`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// What to import: .tsv or .csv with a header, .yml (Rasa NLU) or .json (nlp.js corpus)
    file: PathBuf,
    /// The language of the examples: zh or en
    #[arg(long, value_parser = language)]
    lang: Language,
    /// The folder to write the intent files to
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// The column with the messages, for .tsv and .csv
    #[arg(long, value_name = "NAME", default_value = "text")]
    text_column: String,
    /// The column with the labels, for .tsv and .csv
    #[arg(long, value_name = "NAME", default_value = "intent")]
    intent_column: String,
    /// Write into a folder that is not empty, over files of the same name
    #[arg(long)]
    force: bool,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

fn language(code: &str) -> Result<Language, String> {
    code.parse().map_err(|()| format!("expected one of {}", Language::ALL.map(Language::code).join(", ")))
}

/// Lines shown of each kind of thing left behind; `--json` has all.
const LINES_SHOWN: usize = 5;

/// Runs the command.
///
/// # Errors
/// What kept it from running; the caller prints it and exits with 2.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let report = import(args)?;
    let mut out = print::out();
    if args.json {
        serde_json::to_writer(&mut out, &report)?;
        writeln!(out)?;
    } else {
        report.print(args, &mut out)?;
    }
    Ok(if report.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::from(FOUND_PROBLEMS) })
}

#[derive(Serialize)]
struct Report {
    intents: usize,
    examples: usize,
    left_behind: Vec<Left>,
    /// What the loader says of the folder now; warnings are left to `check`.
    problems: Vec<Problem>,
}

#[derive(Serialize)]
struct Left {
    what: String,
    lines: Vec<usize>,
}

fn import(args: &Args) -> anyhow::Result<Report> {
    let bytes = fs::read(&args.file).with_context(|| format!("cannot read {}", args.file.display()))?;
    let columns = Columns { text: &args.text_column, intent: &args.intent_column };
    let (intents, left_behind) =
        shape(read(&args.file, &bytes, columns).map_err(|problem| anyhow::anyhow!("{problem}"))?);
    if intents.is_empty() {
        bail!("{}: no examples to import", args.file.display());
    }
    make_room(&args.out, args.force)?;
    write(&args.out, &intents, args.lang)?;
    let problems = match IntentLibrary::load(&args.out, &LoadRules::any_language()) {
        Ok(_) => Problems::default(),
        Err(LoadError::Problems(problems)) => problems,
        Err(error) => return Err(error.into()),
    };
    Ok(Report {
        intents: intents.len(),
        examples: intents.iter().map(|intent| intent.examples.len()).sum(),
        left_behind: listed(&left_behind),
        problems: problems.into_iter().collect(),
    })
}

fn make_room(folder: &Path, force: bool) -> anyhow::Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("cannot make the folder {}", folder.display()))?;
    let taken = fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?.next().is_some();
    if taken && !force {
        bail!("{} is not empty; name another folder, or write into it with --force", folder.display());
    }
    Ok(())
}

fn write(folder: &Path, intents: &[Imported], language: Language) -> anyhow::Result<()> {
    for intent in intents {
        let file = folder.join(&intent.id).with_extension("toml");
        put(folder, &file, &intent_file(intent, language))
            .with_context(|| format!("cannot write {}", file.display()))?;
    }
    Ok(())
}

/// Puts a file in the place of whatever has its name there: a link is replaced, and what it points at stays as it is.
fn put(folder: &Path, file: &Path, text: &str) -> io::Result<()> {
    let mut new = tempfile::Builder::new().permissions(fs::Permissions::from_mode(0o644)).tempfile_in(folder)?;
    new.write_all(text.as_bytes())?;
    new.persist(file).map(drop).map_err(|error| error.error)
}

fn listed(left_behind: &LeftBehind) -> Vec<Left> {
    left_behind.iter().map(|(what, lines)| Left { what: what.to_owned(), lines: lines.to_vec() }).collect()
}

impl Report {
    fn print(&self, args: &Args, out: &mut impl Write) -> io::Result<()> {
        for Left { what, lines } in &self.left_behind {
            let shown: Vec<_> = lines.iter().take(LINES_SHOWN).map(ToString::to_string).collect();
            let more = match lines.len().saturating_sub(LINES_SHOWN) {
                0 => String::new(),
                more => format!(" and {more} more"),
            };
            writeln!(out, "{}: {what} (line {}{more})", args.file.display(), shown.join(", "))?;
        }
        for problem in &self.problems {
            writeln!(out, "{problem}")?;
        }
        let folder = args.out.display();
        let (intents, examples) = (counted(self.intents, "intent"), counted(self.examples, "example"));
        writeln!(out, "{intents} and {examples} written to {folder}")
    }
}
