//! Reading `dispositions.toml`: what can come of a call. The file stands beside the settings; without one, the sample holds.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::SignedDuration;

use super::load::LINE_CHARS;
use crate::callback::{Disposition, DispositionCode, Dispositions, MAX_CODE_BYTES, Next};
use crate::document::{Document, Located, Problem, Problems, Table, Value, decode, near, quoted};
use crate::safety::asking::Shape;
use crate::safety::harms;
use crate::safety::official::{Official, links_in};
use crate::text::Language;

/// The file beside the settings.
pub const DISPOSITIONS_FILE: &str = "dispositions.toml";

/// The outcomes of a desk that has no such file.
const SAMPLE: &str = include_str!("../../dispositions.toml");

/// The longest name of an outcome: what fits a third of a phone's width twice over.
const NAME_CHARS: usize = 24;

/// The longest delay before the next call: as far ahead as a week is planned.
const MAX_DELAY: SignedDuration = SignedDuration::from_hours(7 * 24);

/// The outcomes as far as the file gives them, and everything that is wrong in it.
///
/// # Errors
/// When the file is there and cannot be read.
pub(super) fn read(beside: &Path, languages: &[Language], official: &Official) -> io::Result<(Dispositions, Problems)> {
    let path = beside.parent().unwrap_or(Path::new("")).join(DISPOSITIONS_FILE);
    match fs::read(&path) {
        Ok(bytes) => Ok(match decode(&path, &bytes) {
            Ok(text) => parse(&path, text, languages, official),
            Err(problem) => (Dispositions::default(), [problem].into_iter().collect()),
        }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok((sample(languages), Problems::default())),
        Err(error) => Err(error),
    }
}

/// The outcomes that the program brings.
pub(super) fn sample(languages: &[Language]) -> Dispositions {
    parse(&PathBuf::from(DISPOSITIONS_FILE), SAMPLE, languages, &Official::default()).0
}

/// Reads the outcomes from the text of a file.
fn parse(path: &Path, text: &str, languages: &[Language], official: &Official) -> (Dispositions, Problems) {
    let document = Document::parse(path, text);
    let mut dispositions = Vec::new();
    for (code, value) in document.root().entries() {
        let Some(table) = value.table() else { continue };
        dispositions.extend(disposition(&document, &code, &table, languages, official));
        table.end();
    }
    if document.is_sound() && !dispositions.iter().any(|disposition| disposition.next == Next::Resolved) {
        document.error(&(0..0), "no outcome has next = \"resolved\"; no call could ever be settled");
    }
    let problems: Vec<Problem> = document.into_problems();
    (Dispositions::new(dispositions), problems.into_iter().collect())
}

fn disposition(
    document: &Document<'_>,
    name: &Located<&str>,
    table: &Table<'_>,
    languages: &[Language],
    official: &Official,
) -> Option<Disposition> {
    let code = DispositionCode::new(name.value);
    if code.is_none() {
        let expected = format!("expected small letters, digits and _, at most {MAX_CODE_BYTES}");
        document.error(&name.span, format!("{} is no code of an outcome; {expected}", quoted(name.value)));
    }
    let demanded = |key| {
        let value = table.value(key);
        if value.is_none() {
            document.missing(table.span(), format!("an outcome without \"{key}\""));
        }
        value
    };
    let names = demanded("names").and_then(|value| texts(&value, languages, NAME_CHARS));
    let next = demanded("next").and_then(|value| next(&value));
    let attempt = demanded("attempt").and_then(|value| value.boolean()).map(|attempt| attempt.value);
    let delay = table.value("delay").and_then(|value| delay(&value));
    let note = table.value("note").and_then(|value| value.boolean()).is_some_and(|note| note.value);
    let message = table.value("message").and_then(|value| texts(&value, languages, LINE_CHARS));
    if let Some(value) = table.value("message") {
        refuse_harm(&value, official);
    }
    if next == Some(Next::Retry) && delay.is_none() {
        document.missing(table.span(), "an outcome with next = \"retry\" without \"delay\"");
    }
    Some(Disposition {
        code: code?,
        names: names?,
        next: next?,
        attempt: attempt?,
        delay: delay.unwrap_or_default(),
        note,
        message: message.unwrap_or_default(),
    })
}

/// One text in each language of the desk; languages that the desk does not speak are left out.
fn texts(value: &Value<'_>, languages: &[Language], most: usize) -> Option<BTreeMap<Language, String>> {
    let table = value.table()?;
    let mut texts = BTreeMap::new();
    for language in Language::ALL {
        let Some(value) = table.value(language.code()) else {
            if languages.contains(&language) {
                table.document().missing(table.span(), format!("a text without \"{}\"", language.code()));
            }
            continue;
        };
        let Some(words) = value.words() else { continue };
        if words.value.chars().count() > most || words.value.chars().any(char::is_control) {
            value.error(format_args!("must be one line of at most {most} characters"));
        }
        texts.insert(language, words.value.to_owned());
    }
    table.end();
    Some(texts)
}

/// What a customer reads must not lead elsewhere, nor ask for a secret.
fn refuse_harm(message: &Value<'_>, official: &Official) {
    let Some(table) = message.table() else { return };
    for (_, value) in table.entries() {
        let Some(words) = value.text() else { continue };
        for harm in harms(words.value, links_in(words.value), Shape::Said, official) {
            value.document().error(
                &value.document().find(&words.span, {
                    let [words, _] = harm.words();
                    words
                }),
                harm.to_string(),
            );
        }
    }
}

fn next(value: &Value<'_>) -> Option<Next> {
    let word = value.words()?.value;
    let next = Next::ALL.into_iter().find(|(name, _)| *name == word).map(|(_, next)| next);
    if next.is_none() {
        let names = || Next::ALL.into_iter().map(|(name, _)| name);
        let hint = near(word, names()).map_or_else(
            || format!("expected one of {}", names().collect::<Vec<_>>().join(", ")),
            |near| format!("did you mean \"{near}\"?"),
        );
        value.error(format_args!("is none of what can follow: {}; {hint}", quoted(word)));
    }
    next
}

fn delay(value: &Value<'_>) -> Option<SignedDuration> {
    let text = value.words()?.value;
    let delay = text.parse::<SignedDuration>().ok().filter(|delay| !delay.is_negative() && *delay <= MAX_DELAY);
    if delay.is_none() {
        value.error(format_args!("must be a time like \"30m\" or \"2h\", at most a week; found {}", quoted(text)));
    }
    delay
}
