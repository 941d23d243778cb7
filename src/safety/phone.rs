//! Phone numbers: read from what people type or share, kept in E.164, masked for everybody but the claimer.

use std::fmt;

use phonenumber::Mode;
use phonenumber::country::Id as Country;
use phonenumber::metadata::DATABASE;
use serde::{Deserialize, Serialize};

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
    /// library does not know passes if it has the digits of a number.
    ///
    /// # Errors
    /// When the number is none.
    pub fn shared(number: &str, is_own: bool) -> Result<Self, PhoneProblem> {
        let digits: String = number.chars().map(ascii_digit).filter(char::is_ascii_digit).collect();
        let e164 = match Self::parse(None, &format!("+{digits}")) {
            Ok(e164) => e164,
            Err(_) if (MIN_DIGITS..=MAX_DIGITS).contains(&digits.len()) => format!("+{digits}"),
            Err(problem) => return Err(problem),
        };
        Ok(Self { e164, verified: is_own })
    }

    /// A number as typed by the customer, with the country that numbers without `+` belong to.
    ///
    /// # Errors
    /// When the text is no number that can be called.
    pub fn typed(text: &str, country: Option<Country>) -> Result<Self, PhoneProblem> {
        Self::parse(country, text.trim()).map(|e164| Self { e164, verified: false })
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
        let number = phonenumber::parse(None, &self.e164).ok()?;
        let shared = || DATABASE.region(&number.country().code())?.first()?.parse().ok();
        number.country().id().or_else(shared)
    }

    /// The number with all but its country and last digits hidden, like `+86 ••• 88`.
    pub fn masked(&self) -> String {
        let country = phonenumber::parse(None, &self.e164).map(|number| number.country().code()).unwrap_or_default();
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

    fn parse(country: Option<Country>, text: &str) -> Result<String, PhoneProblem> {
        let wide: String = text.chars().map(ascii_digit).collect();
        if wide.chars().filter(char::is_ascii_digit).count() < MIN_DIGITS {
            return Err(PhoneProblem::NotANumber);
        }
        let number = phonenumber::parse(country, &wide).map_err(|problem| match problem {
            phonenumber::ParseError::InvalidCountryCode => PhoneProblem::NoCountry,
            phonenumber::ParseError::TooShortAfterIdd
            | phonenumber::ParseError::TooShortNsn
            | phonenumber::ParseError::TooLong => PhoneProblem::Impossible,
            _ => PhoneProblem::NotANumber,
        })?;
        if !phonenumber::is_valid(&number) {
            return Err(PhoneProblem::Impossible);
        }
        Ok(number.format().mode(Mode::E164).to_string())
    }
}

/// Fewer digits than this are no phone number anywhere (ITU-T E.164 has none shorter with its country code).
const MIN_DIGITS: usize = 6;

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_hidden_as_far_as_its_reader_must_not_call_it() {
        let phone = Phone::typed("１３８ ００１３ ８０００", Some(phonenumber::country::CN));
        let shown = phone.map(|phone| (phone.masked(), phone.hinted(), format!("{phone:?}")));
        let expected = ("+86 ••• 00".to_owned(), "+86138••••8000".to_owned(), "+86 ••• 00".to_owned());
        assert_eq!(shown, Ok(expected));
    }

    #[test]
    fn what_is_typed_is_checked_and_what_telegram_vouches_for_is_believed() {
        assert_eq!(Phone::typed("tomorrow", None), Err(PhoneProblem::NotANumber));
        assert_eq!(Phone::typed("13800138000", None), Err(PhoneProblem::NoCountry));
        assert_eq!(Phone::typed("+86 12 3456", None), Err(PhoneProblem::Impossible));
        assert_eq!(Phone::shared("4915550001", true).map(|phone| phone.is_verified()), Ok(true));
        assert_eq!(
            Phone::shared("12025550143", false).map(|phone| phone.reveal().to_owned()),
            Ok("+12025550143".into())
        );
        assert_eq!(Phone::shared("99", true), Err(PhoneProblem::NotANumber));
    }
}
