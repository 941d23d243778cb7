//! The folder of intent files as it is now: read in one go, so that what is loaded is what was fingerprinted.

use std::ffi::OsStr;
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// A larger file is no intent file: ten thousand examples stay below a megabyte.
const FILE_BYTES: u64 = 16 * 1024 * 1024;

/// What tells one state of a folder from another: the names and contents of its intent files. Not kept between runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fingerprint(u64);

/// The intent files of a folder, by name. A file that could not be read stands there with its error.
#[derive(Debug)]
pub struct IntentFolder {
    path: PathBuf,
    files: Vec<(PathBuf, io::Result<Vec<u8>>)>,
}

impl IntentFolder {
    /// Reads every `*.toml` of `path` that is not hidden; everything else, folders included, is none of ours.
    ///
    /// # Errors
    /// When the folder itself cannot be read.
    pub fn read(path: &Path) -> io::Result<Self> {
        let mut files = Vec::new();
        for entry in fs::read_dir(path)? {
            let name = entry?.file_name();
            let file = path.join(&name);
            if is_intent_file(&name) && !file.is_dir() {
                let bytes = read_file(&file);
                files.push((file, bytes));
            }
        }
        files.sort_by(|(a, _), (b, _)| a.cmp(b));
        Ok(Self { path: path.to_owned(), files })
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether there is no intent file in it, or none with anything in it.
    pub fn is_empty(&self) -> bool {
        self.files.iter().all(|(_, bytes)| bytes.as_ref().is_ok_and(Vec::is_empty))
    }

    /// What tells this state of the folder from another.
    pub fn fingerprint(&self) -> Fingerprint {
        let mut hasher = DefaultHasher::new();
        for (file, bytes) in &self.files {
            file.file_name().hash(&mut hasher);
            bytes.as_ref().map_err(io::Error::kind).hash(&mut hasher);
        }
        Fingerprint(hasher.finish())
    }

    /// Why a file of it could not be read though nothing is wrong with the file: the system had nothing left to read it with.
    pub fn want(&self) -> Option<&io::Error> {
        self.files.iter().find_map(|(_, bytes)| bytes.as_ref().err().filter(|error| is_want(error)))
    }

    /// The files, by name.
    pub(super) fn files(&self) -> impl Iterator<Item = (&Path, &io::Result<Vec<u8>>)> {
        self.files.iter().map(|(file, bytes)| (file.as_path(), bytes))
    }
}

/// Whether the system had nothing left to do it with: descriptors (of the process, or of the whole machine) or memory.
pub fn is_want(error: &io::Error) -> bool {
    const OUT_OF: [rustix::io::Errno; 3] =
        [rustix::io::Errno::MFILE, rustix::io::Errno::NFILE, rustix::io::Errno::NOMEM];
    rustix::io::Errno::from_io_error(error).is_some_and(|error| OUT_OF.contains(&error))
}

/// The fingerprint of the folder as it is now.
///
/// # Errors
/// When the folder cannot be read.
pub fn fingerprint(folder: &Path) -> io::Result<Fingerprint> {
    Ok(IntentFolder::read(folder)?.fingerprint())
}

/// Editors' copies (`fees.toml~`, `.fees.toml.swp`, `#fees.toml#`) have other endings or are hidden.
fn is_intent_file(name: &OsStr) -> bool {
    !name.as_encoded_bytes().starts_with(b".") && Path::new(name).extension() == Some(OsStr::new("toml"))
}

fn read_file(file: &Path) -> io::Result<Vec<u8>> {
    if !fs::metadata(file)?.is_file() {
        // Opening a pipe would wait for somebody to write into it.
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a file"));
    }
    let mut bytes = Vec::new();
    fs::File::open(file)?.take(FILE_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > FILE_BYTES {
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("larger than {FILE_BYTES} bytes")));
    }
    Ok(bytes)
}
