//! The code that proves a call genuine: the agent says it, the customer compares and never reads anything out.
//!
//! Fresh for each attempt, good for a few minutes. Makes no randomness of its own: it is handed in.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// A code for one attempt.
///
/// Four digits: short enough to be compared by ear over a bad line in either language, and shorter than the six digits of
/// the one-time codes that nobody must read out. Who guesses has one try in ten thousand before the customer hangs up.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CallCode {
    number: u16,
    made_at: Timestamp,
}

/// How many codes there are.
const CODES: u16 = 10_000;

/// How long a code is good: an agent presses, dials, lets it ring and is answered. Later it could have been overheard.
pub const CODE_LASTS: SignedDuration = SignedDuration::from_mins(10);

impl CallCode {
    /// A code from random bits, made now.
    pub fn fresh(random: u64, now: Timestamp) -> Self {
        let from = u16::try_from(random % u64::from(CODES)).unwrap_or_default();
        let codes = (0..CODES).map(|step| (from + step) % CODES);
        let number = codes.into_iter().find(|number| !is_guessed_first(*number)).unwrap_or(from);
        Self { number, made_at: now }
    }

    /// The code with its digits apart, as it is read out: `4 8 2 7`.
    pub fn spoken(self) -> String {
        digits(self.number).map(|digit| digit.to_string()).join(" ")
    }

    /// Whether it is still good.
    pub fn is_good(self, now: Timestamp) -> bool {
        now.duration_since(self.made_at) < CODE_LASTS
    }
}

impl std::fmt::Debug for CallCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CallCode(….)")
    }
}

/// The codes that a fake caller would try first: the same digit throughout, or digits in a row.
fn is_guessed_first(number: u16) -> bool {
    let [a, b, c, d] = digits(number);
    let step =
        |step: i32| [(a, b), (b, c), (c, d)].into_iter().all(|(one, two)| i32::from(two) - i32::from(one) == step);
    step(0) || step(1) || step(-1)
}

fn digits(number: u16) -> [u16; 4] {
    [number / 1000 % 10, number / 100 % 10, number / 10 % 10, number % 10]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_easy_to_say_and_hard_to_guess() {
        let now = Timestamp::UNIX_EPOCH;
        let said = |random| CallCode::fresh(random, now).spoken();
        assert_eq!(said(4827), "4 8 2 7");
        assert_eq!(said(7), "0 0 0 7");
        assert_eq!(said(0), "0 0 0 1");
        assert_eq!(said(1234), "1 2 3 5");
        assert_eq!(said(9999), "0 0 0 1");
        assert_eq!(said(60_000 + 4321), "4 3 2 2");
        let all: std::collections::BTreeSet<String> = (0..10_000).map(said).collect();
        assert_eq!(all.len(), 10_000 - 10 - 7 - 7);
    }

    #[test]
    fn a_code_ends_and_shows_itself_to_nobody() {
        let now = Timestamp::UNIX_EPOCH;
        let code = CallCode::fresh(4827, now);
        assert!(code.is_good(now + CODE_LASTS - SignedDuration::from_secs(1)));
        assert!(!code.is_good(now + CODE_LASTS));
        assert_eq!(format!("{code:?}"), "CallCode(….)");
    }
}
