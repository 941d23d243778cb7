//! Secrets and ordinary messages to measure the guard with: made from a seed, always the same, and written by hand.

pub mod cards;
pub mod forms;
pub mod keys;
pub mod ordinary;
pub mod phrases;
pub mod random;
pub mod spoken;
pub mod systems;

use std::fs;
use std::path::PathBuf;

use ringback::safety::secrets::SecretKind;

/// A text with a secret in it.
pub struct Sample {
    /// What it is.
    pub kind: SecretKind,
    /// A row of the report: what it is, more closely.
    pub row: &'static str,
    /// The language of the words around it, or of the phrase.
    pub language: String,
    /// The message.
    pub text: String,
    /// What must not be left of it.
    pub secret: String,
}

/// The languages of the words around a secret.
pub const LANGUAGES: [&str; 2] = ["zh", "en"];

/// Every secret there is: made and written by hand.
pub fn secrets() -> Vec<Sample> {
    let mut samples = phrases::samples();
    samples.extend(keys::samples());
    samples.extend(cards::samples());
    samples.extend(spoken::samples());
    samples.extend(systems::samples());
    samples.extend(forms::samples());
    samples.extend(by_hand());
    samples
}

/// Lines of a file written by hand, without those that begin with `#`.
pub fn hand(name: &str) -> Vec<String> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/secrets/hand").join(name);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    text.lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty())
        .map(|line| line.replace("\\n", "\n"))
        .collect()
}

/// Secrets written by hand: kind, language, the secret, the message.
pub fn by_hand() -> Vec<Sample> {
    let sample = |line: String| {
        let fields: Vec<&str> = line.splitn(4, '\t').collect();
        let [kind, language, secret, text] = fields[..] else { panic!("four fields expected: {line}") };
        let kind = SecretKind::ALL.into_iter().find(|known| known.code() == kind);
        let kind = kind.unwrap_or_else(|| panic!("no such kind: {line}"));
        Sample { kind, row: "by hand", language: language.into(), text: text.into(), secret: secret.into() }
    };
    hand("secrets.tsv").into_iter().map(sample).collect()
}
