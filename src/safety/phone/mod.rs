//! Phone numbers: read from what people type or share, kept in E.164, masked for everybody but the claimer.

mod plan;
mod read;
#[cfg(test)]
mod tests;
mod written;

use std::fmt;

use phonenumber::country::Id as Country;
use serde::{Deserialize, Serialize};

pub use read::{Dialled, Hint, Reading, Refusal, Strength, read_contact, read_number};

/// A phone number to call. Its `Debug` and `Display` are masked, so that it cannot slip into a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Phone {
    e164: String,
    verified: bool,
}

/// Why a text is no number to call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PhoneProblem {
    /// No phone number at all.
    NotANumber,
    /// A number, but no country can be told from it.
    NoCountry,
    /// The country has no such number.
    Impossible,
}

/// Digits shown at the end of a masked number: enough for its owner to recognise it, too few to call it.
const SHOWN_DIGITS: usize = 2;

/// Digits hidden in the middle of a number shown to its owner, and digits shown after them: as Chinese bills do it.
const HIDDEN_DIGITS: usize = 4;
const OWNERS_DIGITS: usize = 4;

impl Phone {
    /// The number of a shared contact; Telegram may leave out the `+`. It counts as verified only if Telegram vouches
    /// that the contact is the sender's own. Telegram knows its users' numbers better than any table, so one that the
    /// metadata do not know passes if it has the digits of a number; its anonymous numbers have no line to call.
    ///
    /// # Errors
    /// When the number is none, or cannot be called.
    pub fn shared(number: &str, is_own: bool) -> Result<Self, PhoneProblem> {
        let digits: String = number.chars().map(ascii_digit).filter(char::is_ascii_digit).collect();
        if digits.starts_with(ANONYMOUS) {
            return Err(PhoneProblem::Impossible);
        }
        let e164 = match plan::international(&digits) {
            Some(planned) => planned.e164,
            None if (MIN_DIGITS..=MAX_DIGITS).contains(&digits.len()) => format!("+{digits}"),
            None => return Err(PhoneProblem::NotANumber),
        };
        Ok(Self { e164, verified: is_own })
    }

    /// A number as typed, with the country that numbers without their country's code belong to for certain. Where that is
    /// not certain, [`read_number`] tells which countries it may be of.
    ///
    /// # Errors
    /// When the text holds no number that can be called, or more than one.
    pub fn typed(text: &str, country: Option<Country>) -> Result<Self, PhoneProblem> {
        let hint = country.map(|country| Hint { country, strength: Strength::Number });
        match read_number(text, hint.as_slice()) {
            Reading::One(dialled) => Ok(dialled.phone),
            Reading::Which(all) => {
                let theirs = all.into_iter().find(|dialled| country.is_some() && dialled.country == country);
                theirs.map(|dialled| dialled.phone).ok_or(PhoneProblem::NoCountry)
            }
            Reading::Several(_) => Err(PhoneProblem::NotANumber),
            Reading::Refused(Refusal::NotAPhone) => Err(PhoneProblem::NotANumber),
            Reading::Refused(Refusal::TooShort | Refusal::Special)
                if text.chars().filter(char::is_ascii_digit).count() < MIN_DIGITS =>
            {
                Err(PhoneProblem::NotANumber)
            }
            Reading::Refused(Refusal::NeedsCountry) => Err(PhoneProblem::NoCountry),
            Reading::Refused(_) => Err(PhoneProblem::Impossible),
        }
    }

    /// The full number in E.164, for the claimer alone.
    pub fn reveal(&self) -> &str {
        &self.e164
    }

    /// Whether Telegram vouched that it is the sender's own.
    pub fn is_verified(&self) -> bool {
        self.verified
    }

    /// The country it belongs to, as far as the number tells; the largest that shares its code when the library does not
    /// know the number.
    pub fn country(&self) -> Option<Country> {
        plan::country_of(&self.e164)
    }

    /// The code that is dialled for its country: 44.
    pub fn country_code(&self) -> u16 {
        phonenumber::parse(None, &self.e164).map(|number| number.country().code()).unwrap_or_default()
    }

    /// Its last four digits: as many as its owner needs to see a slip of the finger.
    pub fn ending(&self) -> String {
        self.e164.chars().skip(self.e164.chars().count().saturating_sub(OWNERS_DIGITS)).collect()
    }

    /// The number with all but its country and last digits hidden, like `+86 ••• 88`.
    pub fn masked(&self) -> String {
        let country = plan::code_of(self.e164.trim_start_matches('+')).unwrap_or_default();
        let end: String = self.e164.chars().skip(self.e164.chars().count().saturating_sub(SHOWN_DIGITS)).collect();
        format!("+{country} ••• {end}")
    }

    /// The number with its middle hidden, like `+86 138••••8000`: its owner can tell a slip of the finger, a passer-by
    /// cannot call it.
    pub fn hinted(&self) -> String {
        let shown = self.e164.chars().count().saturating_sub(HIDDEN_DIGITS + OWNERS_DIGITS);
        let hidden = shown + HIDDEN_DIGITS;
        self.e164
            .chars()
            .enumerate()
            .map(|(index, digit)| if (shown..hidden).contains(&index) { '•' } else { digit })
            .collect()
    }
}

/// Fewer digits than this are no phone number anywhere (ITU-T E.164 has none shorter with its country code).
const MIN_DIGITS: usize = 6;

/// How Telegram's anonymous numbers begin.
const ANONYMOUS: &str = "888";

/// ITU-T E.164 allows no more.
const MAX_DIGITS: usize = 15;

/// Full-width digits and plus sign, as Chinese keyboards type them, as ASCII.
fn ascii_digit(c: char) -> char {
    match c {
        '\u{ff10}'..='\u{ff19}' => char::from_u32(u32::from(c) - 0xff10 + u32::from('0')).unwrap_or(c),
        '\u{ff0b}' => '+',
        _ => c,
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl fmt::Display for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}
