//! Other tools' training data as intent files: reading their formats, shaping what they say, telling what is left behind.
//! Touches no file.

mod nlpjs;
mod rasa;
mod shape;
mod sheet;
mod training_data;
mod write;

use std::path::Path;

use crate::document::{Problem, decode};
use training_data::Unreadable;

pub use shape::{Imported, shape};
pub use training_data::{Columns, LeftBehind, TrainingData};
pub use write::intent_file;

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
