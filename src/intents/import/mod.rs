//! Other tools' training data as intent files: reading their formats, shaping what they say, telling what is left behind.
//! Touches no file.

mod nlpjs;
mod rasa;
mod shape;
mod sheet;
mod write;

use std::path::Path;

use crate::document::{Problem, decode};

pub use shape::{Imported, shape};
pub use write::intent_file;

/// The names of the columns of a TSV or CSV file.
#[derive(Clone, Copy, Debug)]
pub struct Columns<'c> {
    /// The column with the messages.
    pub text: &'c str,
    /// The column with the labels.
    pub intent: &'c str,
}

/// What a file of another tool says.
#[derive(Debug, Default)]
pub struct TrainingData {
    rows: Vec<Row>,
    answers: Vec<Row>,
    left_behind: LeftBehind,
}

/// A text under a label.
#[derive(Debug)]
struct Row {
    label: String,
    text: String,
    line: usize,
}

impl TrainingData {
    fn example(&mut self, label: &str, text: &str, line: usize) {
        self.rows.push(Row { label: label.to_owned(), text: text.to_owned(), line });
    }

    fn answer(&mut self, label: &str, text: &str, line: usize) {
        self.answers.push(Row { label: label.to_owned(), text: text.to_owned(), line });
    }
}

/// What could not be carried over: each kind once, with the lines it stands in.
#[derive(Debug, Default)]
pub struct LeftBehind(Vec<(String, Vec<usize>)>);

impl LeftBehind {
    fn note(&mut self, what: impl Into<String>, line: usize) {
        let what = what.into();
        match self.0.iter_mut().find(|(known, _)| *known == what) {
            Some((_, lines)) => lines.push(line),
            None => self.0.push((what, vec![line])),
        }
    }

    /// Each kind and its lines, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &[usize])> {
        self.0.iter().map(|(what, lines)| (what.as_str(), lines.as_slice()))
    }
}

/// Reads a file by the ending of its name: `.tsv`, `.csv`, `.yml` or `.yaml` (Rasa NLU), `.json` (nlp.js corpus).
///
/// # Errors
/// What keeps the whole file from being read, at its place.
pub fn read(file: &Path, bytes: &[u8], columns: Columns<'_>) -> Result<TrainingData, Problem> {
    let text = decode(file, bytes)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let ending = file.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_ascii_lowercase();
    let read = match ending.as_str() {
        "tsv" => sheet::read_tsv(text, columns),
        "csv" => sheet::read_csv(text, columns),
        "yml" | "yaml" => rasa::read(text),
        "json" => nlpjs::read(text),
        _ => Err(Unreadable {
            line: 1,
            message: "expected a name that ends in .tsv, .csv, .yml, .yaml (Rasa NLU) or .json (nlp.js)".to_owned(),
        }),
    };
    read.map_err(|Unreadable { line, message }| Problem::in_line(file, line, message))
}

/// Why a file cannot be read at all.
#[derive(Debug)]
struct Unreadable {
    line: usize,
    message: String,
}
