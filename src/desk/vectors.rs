//! The file beside the data in which the matcher's vectors of examples lie from one start to the next, so that a start encodes
//! only what changed. A cache: hashes and vectors, nothing that a customer wrote; it may be deleted at any time, and what is
//! damaged is made anew. Whatever goes wrong with it is told and stops nothing.

use std::fs::{self, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Its name in the data folder.
const NAME: &str = "examples.vectors";
/// A longer file is none of ours: 16,384 vectors are a quarter of it.
const MOST_BYTES: u64 = 32 * 1024 * 1024;

/// The file.
#[derive(Debug)]
pub struct VectorFile {
    path: PathBuf,
    /// How many vectors it has.
    kept: AtomicUsize,
}

impl VectorFile {
    /// Takes in what the file in this data folder has.
    pub fn recall(folder: &Path) -> Self {
        let path = folder.join(NAME);
        let kept = match read(&path) {
            Ok(bytes) => intent_matcher::recall(&bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => 0,
            Err(error) => {
                tracing::warn!(%error, "{} cannot be read; the examples are encoded anew", path.display());
                0
            }
        };
        Self { path, kept: AtomicUsize::new(kept) }
    }

    /// Writes the file anew where the matcher has learnt since. Blocks while it writes.
    pub fn keep(&self) {
        let (bytes, count) = intent_matcher::kept_vectors();
        if self.kept.swap(count, Ordering::Relaxed) == count {
            return;
        }
        if let Err(error) = replace(&self.path, &bytes) {
            self.kept.store(0, Ordering::Relaxed);
            tracing::warn!(%error, "{} cannot be written; the next start takes longer", self.path.display());
        }
    }
}

fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(MOST_BYTES).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Puts a file with these bytes in the place of the old one: whoever reads meanwhile sees the old one or the new one.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    match fs::remove_file(&part) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = OpenOptions::new();
    options.create_new(true).write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(&part)?;
    file.write_all(bytes)?;
    // A cache that is lost with the power is made anew, but half a file must not stand in its place.
    file.sync_data()?;
    fs::rename(&part, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_learnt_is_there_at_the_next_start_for_the_owner_alone() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join(NAME);
        let first = VectorFile::recall(folder.path());
        assert_eq!(first.kept.load(Ordering::Relaxed), 0);
        first.keep();
        let next = VectorFile::recall(folder.path());
        assert!(next.kept.load(Ordering::Relaxed) > 0);
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&path)?.permissions()) & 0o777, 0o600);
        assert_eq!(fs::read_dir(folder.path())?.count(), 1);
        Ok(())
    }

    #[test]
    fn a_damaged_file_is_made_anew_and_none_that_cannot_be_written_stops_anything() -> io::Result<()> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join(NAME);
        fs::write(&path, "no vectors")?;
        let file = VectorFile::recall(folder.path());
        assert_eq!(file.kept.load(Ordering::Relaxed), 0);
        file.keep();
        assert!(intent_matcher::recall(&read(&path)?) > 0);
        let nowhere = VectorFile::recall(&folder.path().join("gone"));
        nowhere.keep();
        assert_eq!(nowhere.kept.load(Ordering::Relaxed), 0);
        Ok(())
    }
}
