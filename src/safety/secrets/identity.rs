//! Numbers of passports and of social security, where the text says that they are. Chinese identity numbers pass: customers
//! give them when their account is checked, and the official app asks for them.

use std::ops::Range;

use super::SecretKind;
use super::cues::{Cue, Cues};
use super::plain::Plain;
use super::scan::runs;

/// How far a number may stand from its label, bytes.
const REACH: usize = 24;

/// Letters, then digits, as passports are numbered (ICAO 9303: nine characters at most).
const PASSPORT: std::ops::RangeInclusive<usize> = 7..=9;
const PASSPORT_LETTERS: usize = 2;
const PASSPORT_DIGITS: usize = 6;

/// The groups of a social security number.
const SOCIAL: [usize; 3] = [3, 2, 4];

/// Finds them.
pub fn find(plain: &Plain, cues: &Cues, found: &mut Vec<(SecretKind, Range<usize>)>) {
    for (cue, is_one) in
        [(Cue::Passport, is_passport as fn(&str) -> bool), (Cue::SocialNumber, is_social as fn(&str) -> bool)]
    {
        for label in cues.all(cue) {
            let rest = plain.cased.get(label.end..).unwrap_or_default();
            let number = runs(rest, |c| c.is_ascii_alphanumeric() || c == '-')
                .take_while(|run| run.start <= REACH)
                .find(|run| rest.get(run.clone()).is_some_and(is_one));
            found.extend(number.map(|run| (SecretKind::Identity, label.end + run.start..label.end + run.end)));
        }
    }
}

fn is_passport(token: &str) -> bool {
    let letters = token.bytes().take_while(u8::is_ascii_alphabetic).count();
    let digits = token.bytes().filter(u8::is_ascii_digit).count();
    PASSPORT.contains(&token.len()) && letters <= PASSPORT_LETTERS && digits >= PASSPORT_DIGITS && !token.contains('-')
}

fn is_social(token: &str) -> bool {
    let digits = token.bytes().all(|b| b.is_ascii_digit());
    digits && token.len() == SOCIAL.iter().sum::<usize>()
        || token.split('-').map(str::len).eq(SOCIAL) && token.bytes().all(|b| b.is_ascii_digit() || b == b'-')
}
