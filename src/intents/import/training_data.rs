//! What a file of another tool says, and what of it cannot be carried over. Reads no format.

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
    pub(super) rows: Vec<Row>,
    pub(super) answers: Vec<Row>,
    pub(super) left_behind: LeftBehind,
}

/// A text under a label.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) label: String,
    pub(super) text: String,
    pub(super) line: usize,
}

impl TrainingData {
    pub(super) fn example(&mut self, label: &str, text: &str, line: usize) {
        self.rows.push(Row { label: label.to_owned(), text: text.to_owned(), line });
    }

    pub(super) fn answer(&mut self, label: &str, text: &str, line: usize) {
        self.answers.push(Row { label: label.to_owned(), text: text.to_owned(), line });
    }
}

/// What could not be carried over: each kind once, with the lines it stands in.
#[derive(Debug, Default)]
pub struct LeftBehind(Vec<(String, Vec<usize>)>);

impl LeftBehind {
    pub(super) fn note(&mut self, what: impl Into<String>, line: usize) {
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

/// Why a file cannot be read at all.
#[derive(Debug)]
pub(super) struct Unreadable {
    pub(super) line: usize,
    pub(super) message: String,
}
