//! Loading a folder of intents: all files, all problems at once, nothing half loaded.

use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};

use super::file::{self, Claim};
use super::load_rules::LoadRules;
use super::{IntentFolder, IntentLibrary};
use crate::document::{Document, Place, Position, Problem, Problems, Severity, decode, quoted};

/// Intents that can be used.
#[derive(Debug)]
pub struct Loaded {
    /// The intents.
    pub library: IntentLibrary,
    /// What somebody should look at.
    pub warnings: Problems,
}

/// Why there are no intents.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The folder cannot be read.
    #[error("cannot read the intents folder {}: {error}", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// What the system says; part of the sentence, so it is no source.
        error: io::Error,
    },
    /// The files have errors; their warnings are among them.
    #[error("the intents have problems:\n{0}")]
    Problems(Problems),
}

impl IntentLibrary {
    /// Loads the intents of a folder.
    ///
    /// # Errors
    /// When the folder cannot be read, or with every problem of every file as soon as one is an error.
    pub fn load(folder: &Path, rules: &LoadRules) -> Result<Loaded, LoadError> {
        let folder =
            IntentFolder::read(folder).map_err(|error| LoadError::Folder { folder: folder.to_owned(), error })?;
        Self::load_folder(&folder, rules).map_err(LoadError::Problems)
    }

    /// Loads the intents of a folder that has been read.
    ///
    /// # Errors
    /// Every problem of every file, as soon as one is an error.
    pub fn load_folder(folder: &IntentFolder, rules: &LoadRules) -> Result<Loaded, Problems> {
        let mut problems = Vec::new();
        let mut intents = Vec::new();
        let mut claimed = Claimed::default();
        for (file, bytes) in folder.files() {
            let text = match bytes {
                Ok(bytes) => decode(file, bytes),
                Err(error) => Err(Problem {
                    place: Place { file: file.into(), position: Some(Position::START) },
                    severity: Severity::Error,
                    message: format!("cannot read the file: {error}"),
                }),
            };
            match text {
                Ok(text) => {
                    let document = Document::parse(file, text);
                    let read = file::read(file, &document, rules);
                    problems.extend(document.into_problems());
                    problems.extend(claimed.add(read.intent.id.as_str(), read.claims));
                    intents.push(read.intent);
                }
                Err(problem) => problems.push(problem),
            }
        }
        if intents.is_empty() && problems.is_empty() {
            problems.push(Problem {
                place: Place::whole(folder.path()),
                severity: Severity::Error,
                message: "no intents here; expected files like withdraw.toml".to_owned(),
            });
        }
        let problems: Problems = problems.into_iter().collect();
        if problems.has_errors() {
            return Err(problems);
        }
        Ok(Loaded { library: Self::new(intents), warnings: problems })
    }
}

/// Who claimed which text first.
#[derive(Default)]
struct Claimed {
    first: HashMap<(bool, String), (String, Place)>,
}

impl Claimed {
    /// Adds the claims of an intent; returns the conflicts with intents before it.
    fn add(&mut self, intent: &str, claims: Vec<Claim>) -> Vec<Problem> {
        let mut conflicts = Vec::new();
        for Claim { keyword, form, text, place } in claims {
            let (owner, first) =
                self.first.entry((keyword, form)).or_insert_with(|| (intent.to_owned(), place.clone()));
            if owner != intent {
                let (kind, severity) =
                    if keyword { ("keyword", Severity::Warning) } else { ("example", Severity::Error) };
                let message = format!("the {kind} {} is also one of {owner} ({first})", quoted(&text));
                conflicts.push(Problem { place, severity, message });
            }
        }
        conflicts
    }
}
