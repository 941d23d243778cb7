//! Countries as people name them: in confirmations of a number. Knows no numbers.

use super::Words;

/// What lies between a capital letter and the sign that flags are made of.
const FLAG_LETTERS: u32 = 0x1f1e6 - 'A' as u32;

impl Words<'_> {
    /// The name of a country or region by its ISO 3166 code of two capital letters: "United Kingdom".
    pub fn country(self, code: &str) -> String {
        self.label("country", &[("code", code.to_lowercase().into()), ("name", code.into())])
    }
}

/// The flag of a country as an emoji, by its ISO 3166 code; empty for any other text.
pub fn flag(code: &str) -> String {
    let letter = |c: char| c.is_ascii_uppercase().then(|| char::from_u32(u32::from(c) + FLAG_LETTERS)).flatten();
    code.chars().map(letter).collect::<Option<String>>().filter(|_| code.len() == 2).unwrap_or_default()
}
