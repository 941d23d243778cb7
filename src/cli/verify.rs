//! `ringback verify`: looks at the data of a desk that runs or is stopped, at a backup, or at a folder of backups, and tells what
//! is wrong with them. Reads only.

use std::fs::{self, File};
use std::io::{self, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;
use serde::Serialize;

use super::exit::FOUND_PROBLEMS;
use super::hatch::{self, Question};
use super::locations::{Locations, Storage};
use super::print::{self, counted};
use super::source::SILENCE;
use crate::store::backup::ENDING;
use crate::store::{self, Examination, Protection};

/// The arguments of `ringback verify`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// A data folder, a backup, or a folder of backups; without it the data folder of this desk
    #[arg(value_name = "PATH")]
    path: Option<PathBuf>,
    /// Print JSON, one object a line
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    locations: Locations,
    #[command(flatten)]
    storage: Storage,
}

/// What was looked at.
#[derive(Clone, Copy, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum Kind {
    Backup,
    RunningDesk,
    DataFolder,
}

/// What was found at a path.
#[derive(Serialize)]
struct Looked<'p> {
    path: &'p Path,
    kind: Kind,
    #[serde(rename = "found")]
    examination: Examination,
}

/// Runs the command.
///
/// # Errors
/// What kept it from running; the caller prints it and exits with 2.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    // The engine panics over some damages: they are what is looked for here, and told in its words below.
    std::panic::set_hook(Box::new(|_| {}));
    let settings = args.locations.settings()?;
    let protection = args.storage.protection(&settings.data)?;
    let path = args.path.as_deref().unwrap_or(&args.storage.data);
    let mut sound = true;
    for path in places(path)? {
        let looked = look(&path, &args.storage.data, &protection)?;
        sound &= looked.examination.is_sound();
        let mut out = print::out();
        if args.json {
            serde_json::to_writer(&mut out, &looked)?;
            writeln!(out)?;
        } else {
            tell(&looked, &mut out)?;
        }
    }
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(FOUND_PROBLEMS) })
}

/// What is to be looked at: the backups in a folder that holds nothing else of ours, or the one that is named.
fn places(path: &Path) -> anyhow::Result<Vec<PathBuf>> {
    let cannot = || format!("cannot look at {}", path.display());
    if !fs::metadata(path).with_context(cannot)?.is_dir() || store::holds_data(path) {
        return Ok(vec![path.to_owned()]);
    }
    let mut backups = Vec::new();
    for entry in fs::read_dir(path).with_context(cannot)? {
        let file = entry.with_context(cannot)?.path();
        if file.is_file() && file.to_string_lossy().ends_with(ENDING) {
            backups.push(file);
        }
    }
    backups.sort();
    // Without any it is an empty data folder, and refused as one.
    Ok(if backups.is_empty() { vec![path.to_owned()] } else { backups })
}

fn look<'p>(path: &'p Path, data: &Path, protection: &Protection) -> anyhow::Result<Looked<'p>> {
    if path.is_file() {
        let file = File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
        let examination = store::examine_copy(path, BufReader::new(file), protection, data)?;
        return Ok(Looked { path, kind: Kind::Backup, examination });
    }
    if let Some(stream) = hatch::stream(path, &Question::Copy, SILENCE)? {
        let copy = store::examine_copy(path, BufReader::new(stream), protection, path);
        let examination = copy.context("looking at the data of the running desk")?;
        return Ok(Looked { path, kind: Kind::RunningDesk, examination });
    }
    Ok(Looked { path, kind: Kind::DataFolder, examination: store::examine(path, protection)? })
}

fn tell(looked: &Looked<'_>, out: &mut impl Write) -> io::Result<()> {
    let Looked { path, kind, examination } = looked;
    let what = match kind {
        Kind::Backup => "backup",
        Kind::RunningDesk => "data of the running desk",
        Kind::DataFolder => "data folder",
    };
    writeln!(out, "{}: {what}", path.display())?;
    if let Some(contents) = &examination.contents {
        let made = examination.made_at.map(|made_at| format!(", copied {made_at}")).unwrap_or_default();
        let key = contents.key.as_ref().map_or_else(|| "not encrypted".to_owned(), |key| format!("key {key}"));
        writeln!(
            out,
            "  store {}, commit {}, schema {}, {key}{made}",
            contents.store, contents.commit, contents.schema
        )?;
    }
    for (tree, rows) in &examination.rows {
        writeln!(out, "  {tree:<16} {rows:>9}")?;
    }
    for (finding, found) in &examination.findings {
        writeln!(out, "  WRONG: {} {finding}", found.count)?;
        for place in &found.places {
            writeln!(out, "    {place}")?;
        }
    }
    match examination.findings.len() {
        0 => writeln!(out, "  nothing wrong was found"),
        kinds => writeln!(out, "  {} of fault; docs/backup.md tells the way out", counted(kinds, "kind")),
    }
}
