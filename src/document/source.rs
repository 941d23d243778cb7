//! One TOML file: parsed as far as it can be, its problems gathered while it is read. Never opens files.

use std::cell::RefCell;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

use toml::Spanned;
use toml::de::{DeTable, Error};

use super::{Leaf, Place, Position, Problem, Severity, Table};

/// A stretch of a file's text, in bytes.
pub type Span = Range<usize>;

/// A parsed file and what is wrong in it so far.
#[derive(Debug)]
pub struct Document<'s> {
    lines: Lines<'s>,
    root: Spanned<DeTable<'s>>,
    /// The lines that are no TOML. What is read from them is a guess, so nothing more is said about them.
    broken: Vec<usize>,
    /// Where everything has been said.
    closed: RefCell<Vec<Place>>,
    problems: RefCell<Vec<Problem>>,
}

impl<'s> Document<'s> {
    /// Parses `text`; what is no TOML becomes a problem, and the rest is read all the same.
    pub fn parse(file: &Path, text: &'s str) -> Self {
        let lines = Lines::new(file, text);
        let (root, errors) = DeTable::parse_recoverable(lines.text);
        let mut document =
            Self { lines, root, broken: Vec::new(), closed: RefCell::default(), problems: RefCell::default() };
        document.keep_syntax_errors(errors);
        document
    }

    /// One a line: what follows on the same line is mostly an echo of the first.
    fn keep_syntax_errors(&mut self, mut errors: Vec<Error>) {
        errors.sort_by_key(|error| error.span().map_or(0, |span| span.start));
        for error in errors {
            let span = error.span().unwrap_or_default();
            let line = self.lines.position(span.start).line;
            if !self.broken.contains(&line) {
                self.problems.get_mut().push(Problem {
                    place: self.lines.place(span.start),
                    severity: Severity::Error,
                    message: format!("not valid TOML: {}", error.message()),
                });
                self.broken.push(line);
            }
        }
    }

    /// The table of the whole file.
    pub fn root(&self) -> Table<'_> {
        Table::new(self, None, self.root.get_ref(), 0..0)
    }

    /// Whether the file is TOML throughout.
    pub fn is_sound(&self) -> bool {
        self.broken.is_empty()
    }

    /// Notes that something must be put right.
    pub fn error(&self, at: &Span, message: impl Into<String>) {
        self.report(at, Severity::Error, message.into());
    }

    /// Notes that somebody should look.
    pub fn warn(&self, at: &Span, message: impl Into<String>) {
        self.report(at, Severity::Warning, message.into());
    }

    /// Notes that something is not there. Kept to itself while the file is not sound: the broken part may hold it.
    pub fn missing(&self, at: &Span, message: impl Into<String>) {
        if self.is_sound() {
            self.report(at, Severity::Error, message.into());
        }
    }

    /// Notes a key that does not belong where it stands. Kept to itself after a broken line: that may have been a header.
    pub(super) fn unknown(&self, at: &Span, message: String) {
        let line = self.lines.position(at.start).line;
        if self.broken.iter().all(|&broken| line < broken) {
            self.report(at, Severity::Error, message);
        }
    }

    /// Notes an error that takes the place of everything noted at the same place, before and after.
    pub fn only(&self, at: &Span, message: impl Into<String>) {
        let place = self.lines.place(at.start);
        if self.closed.borrow().contains(&place) {
            return;
        }
        self.problems.borrow_mut().retain(|problem| problem.place != place);
        self.report(at, Severity::Error, message.into());
        self.closed.borrow_mut().push(place);
    }

    /// Every key and text, however deep.
    pub fn leaves(&self) -> Vec<Leaf<'_>> {
        let mut leaves = Vec::new();
        Leaf::all_of(self.root.get_ref(), &mut leaves);
        leaves
    }

    /// Where in the file a stretch begins.
    pub fn place(&self, at: &Span) -> Place {
        self.lines.place(at.start)
    }

    /// Where `words` stand within a stretch; the stretch itself when they are written with escapes.
    pub fn find(&self, within: &Span, words: &str) -> Span {
        let found = self.lines.text.get(within.clone()).and_then(|text| text.find(words));
        found.map_or_else(
            || within.clone(),
            |offset| {
                let start = within.start + offset;
                start..start + words.len()
            },
        )
    }

    /// Everything noted.
    pub fn into_problems(self) -> Vec<Problem> {
        self.problems.into_inner()
    }

    fn report(&self, at: &Span, severity: Severity, message: String) {
        let place = self.lines.place(at.start);
        let broken = place.position.is_some_and(|position| self.broken.contains(&position.line));
        if !broken && !self.closed.borrow().contains(&place) {
            self.problems.borrow_mut().push(Problem { place, severity, message });
        }
    }
}

/// A file's bytes as text.
///
/// # Errors
/// The place of the first byte that is no UTF-8.
pub fn decode<'b>(file: &Path, bytes: &'b [u8]) -> Result<&'b str, Problem> {
    std::str::from_utf8(bytes).map_err(|error| {
        let sound = bytes.get(..error.valid_up_to()).and_then(|sound| std::str::from_utf8(sound).ok());
        let sound = sound.unwrap_or_default();
        Problem {
            place: Lines::new(file, sound).place(sound.len()),
            severity: Severity::Error,
            message: "not UTF-8 text; save the file as UTF-8".to_owned(),
        }
    })
}

/// Turns bytes of a text into lines and columns.
#[derive(Debug)]
struct Lines<'s> {
    file: Arc<Path>,
    text: &'s str,
    starts: Vec<usize>,
}

impl<'s> Lines<'s> {
    /// A byte order mark at the start is no part of the text.
    fn new(file: &Path, text: &'s str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { file: file.into(), text, starts }
    }

    fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.starts.partition_point(|&start| start <= offset);
        let start = line.checked_sub(1).and_then(|index| self.starts.get(index)).copied().unwrap_or_default();
        let column = self.text.get(start..offset).map_or(0, |before| before.chars().count());
        Position { line, column: column + 1 }
    }

    fn place(&self, offset: usize) -> Place {
        Place { file: Arc::clone(&self.file), position: Some(self.position(offset)) }
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{Lines, Position, decode};

    #[test]
    fn columns_count_characters_from_one() {
        let lines = Lines::new(Path::new("f"), "\u{feff}提现 = 1\r\nb = 2\n");
        assert_eq!(lines.position(0), Position { line: 1, column: 1 });
        assert_eq!(lines.position("提现 ".len()), Position { line: 1, column: 4 });
        assert_eq!(lines.position("提现 = 1\r\nb".len()), Position { line: 2, column: 2 });
        assert_eq!(lines.position(usize::MAX), Position { line: 3, column: 1 });
    }

    #[test]
    fn names_the_first_byte_that_is_no_text() {
        let problem = decode(Path::new("f.toml"), b"a = 1\nb = \"\xff\"").map_err(|problem| problem.to_string());
        assert_eq!(problem, Err("f.toml:2:6: error: not UTF-8 text; save the file as UTF-8".to_owned()));
    }
}
