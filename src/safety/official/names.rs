//! Names on Telegram: what can be one, and which only look like an official one.

use super::look_alike::{close, fold};
use super::{Trick, Verdict};

/// The shortest and the longest name that somebody can own (Telegram sells some of four letters).
const NAME_CHARS: std::ops::RangeInclusive<usize> = 4..=32;

/// Whether this can be somebody's name on Telegram, without its `@`.
pub fn is_handle(name: &str) -> bool {
    NAME_CHARS.contains(&name.len()) && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}

/// What a name is beside the official ones, which are in lower case and without `@`. With foreign letters it is no name
/// that Telegram gives, but it can be shown as one.
pub(super) fn verdict(name: &str, official: &[String]) -> Verdict {
    let low = name.to_lowercase();
    if official.contains(&low) {
        return Verdict::Official;
    }
    let trick = |official: &str| {
        let plain = |name: &str| name.replace('_', "");
        if fold(name) == fold(official) || fold(&low) == fold(official) || plain(&fold(&low)) == plain(&fold(official))
        {
            return Some(Trick::Letters);
        }
        if close(&low, official) {
            return Some(Trick::Spelling);
        }
        let (bare, wanted) = (plain(&low), plain(official));
        (wanted.len() >= CONTAINED && bare.contains(&wanted)).then_some(Trick::Added)
    };
    let found = official.iter().find_map(|official| trick(official).map(|trick| (official, trick)));
    found.map_or(Verdict::Unknown, |(of, trick)| Verdict::LookAlike { of: format!("@{of}"), trick })
}

/// An official name this long does not stand in another by chance.
const CONTAINED: usize = 5;
