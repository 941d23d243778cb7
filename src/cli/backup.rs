//! `ringback backup`: a copy of all data in one file, while the desk runs or when it does not. The key is not in it. Removes no
//! older backup before the new one is whole.

use std::io::{self, BufReader, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};

use super::locations::{Locations, Storage};
use super::logging;
use super::print::{self, counted};
use super::source::Source;
use crate::store::backup::{self, BackupFault, Head, Kept, Part, Reader, Target};

/// The arguments of `ringback backup`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The folder for the backup, which gets a name with time and commit; or a new file whose name ends in .backup
    #[arg(value_name = "TARGET")]
    target: PathBuf,
    /// Keep the newest so many backups of this desk in the folder, and remove older ones once the new one is whole
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    keep: Option<u16>,
    #[command(flatten)]
    locations: Locations,
    #[command(flatten)]
    storage: Storage,
}

/// Runs the command.
///
/// # Errors
/// What kept it from running; the caller prints it and exits with 2.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    logging::start(logging::Form::Text);
    let target = Target::of(&args.target);
    if let (Target::File(file), Some(_)) = (&target, args.keep) {
        bail!("--keep needs a folder for backups, and {} is to be a file", file.display());
    }
    refuse_inside(&args.target, &args.storage.data)?;
    target.prepare()?;
    let source = Source::open(&args.locations, &args.storage)?;
    let taken = take(source, &target)?;
    let mut removed = Vec::new();
    if let (Target::Folder(folder), Some(keep)) = (&target, args.keep) {
        removed = backup::remove_older(folder, &taken.head.contents.store, keep.into(), &taken.file)?;
    }
    tell(&taken, &removed)?;
    Ok(ExitCode::SUCCESS)
}

/// Refuses a target inside the data folder: whoever loses the data would lose the backup with them.
fn refuse_inside(target: &Path, data: &Path) -> anyhow::Result<()> {
    let there = target.ancestors().find(|path| path.exists()).and_then(|path| path.canonicalize().ok());
    let inside = there.zip(data.canonicalize().ok()).is_some_and(|(there, data)| there.starts_with(data));
    if inside {
        bail!(
            "{} lies in the data folder {}, and would be lost with it; choose another place",
            target.display(),
            data.display()
        );
    }
    Ok(())
}

/// A backup that is whole.
struct Taken {
    file: PathBuf,
    head: Head,
    rows: u64,
    bytes: u64,
    from_desk: bool,
}

fn take(source: Source, target: &Target) -> anyhow::Result<Taken> {
    let from_desk = source.is_desk();
    let from = if from_desk { "the running desk gave no copy" } else { "the data could not be copied" };
    let mut reader = match Reader::open(Down::new(source)) {
        Ok(reader) => reader,
        Err(fault) => return Err(fault).context(from),
    };
    let head = reader.head().clone();
    if let Target::Folder(folder) = target {
        let left = backup::remove_unfinished(folder, &head.contents.store)?;
        if left > 0 {
            tracing::info!(left, "unfinished backups of runs that were killed were removed");
        }
    }
    let part = Part::begin(target.file(head.made_at, head.contents.commit))?;
    let begun = reader.source().to(part);
    let outcome = begun.map_err(BackupFault::from).and_then(|()| {
        while reader.portion()?.is_some() {}
        Ok(())
    });
    let (rows, bytes) = (reader.rows(), reader.bytes());
    let Down { from: source, part, failed, .. } = reader.into_source();
    let part = part.context("nothing was written")?;
    match (outcome, failed) {
        (Err(_), Some(reason)) => Err(part.fault(reason).into()),
        (Err(fault), None) => Err(anyhow::Error::new(fault).context(from)),
        (Ok(()), _) => {
            source.into_inner().close()?;
            Ok(Taken { file: part.finish()?, head, rows, bytes, from_desk })
        }
    }
}

/// What is read goes down into a file, once there is one.
struct Down {
    from: BufReader<Source>,
    held: Vec<u8>,
    part: Option<Part>,
    /// Why the file could not be written.
    failed: Option<io::Error>,
}

impl Down {
    fn new(from: Source) -> Self {
        Self { from: BufReader::new(from), held: Vec::new(), part: None, failed: None }
    }

    /// Writes what was read so far, and what will be.
    fn to(&mut self, part: Part) -> io::Result<()> {
        self.part = Some(part);
        let held = std::mem::take(&mut self.held);
        self.write(&held)
    }

    fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let Some(part) = &mut self.part else {
            self.held.extend_from_slice(bytes);
            return Ok(());
        };
        part.write_all(bytes).map_err(|error| {
            let kind = error.kind();
            self.failed = Some(error);
            kind.into()
        })
    }
}

impl Read for Down {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let read = self.from.read(to)?;
        let bytes = to.get(..read).unwrap_or_default();
        self.write(bytes)?;
        Ok(read)
    }
}

fn tell(taken: &Taken, removed: &[Kept]) -> io::Result<()> {
    let mut out = print::out();
    let Taken { file, head, rows, bytes, from_desk } = taken;
    let whose = if *from_desk { "the running desk" } else { "the desk, which does not run," };
    writeln!(
        out,
        "{}: {rows} rows of {whose} as they were at commit {}, {}",
        file.display(),
        head.contents.commit,
        size(*bytes)
    )?;
    match &head.contents.key {
        Some(key) => writeln!(
            out,
            "The key {key} is not in it, and without that key nobody can read it: keep a copy of the key apart from the backups."
        )?,
        None => writeln!(out, "The data are not encrypted, and neither is the backup: whoever has it can read it.")?,
    }
    if let Some(oldest) = removed.last() {
        let removed = counted(removed.len(), "older backup");
        writeln!(out, "Removed {removed}, the oldest of {}.", oldest.made_at)?;
    }
    Ok(())
}

/// Bytes as people read them.
fn size(bytes: u64) -> String {
    match bytes {
        0..1024 => format!("{bytes} bytes"),
        1024..1_048_576 => format!("{} KiB", bytes >> 10),
        _ => format!("{} MiB", bytes >> 20),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_by_people() {
        assert_eq!([size(9), size(2048), size(3 << 20)], ["9 bytes", "2 KiB", "3 MiB"]);
    }

    #[test]
    fn a_target_is_a_file_by_its_name() {
        assert_eq!(Target::of(Path::new("nightly")), Target::Folder("nightly".into()));
        assert_eq!(Target::of(Path::new("deep/noon.backup")), Target::File("deep/noon.backup".into()));
    }
}
