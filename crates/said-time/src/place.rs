//! The answer to "what time is it where you are?": a clock ("3pm here"), a distance from UTC, a zone's letters, a city, a
//! state or a country. Gives the zones that it may mean; never guesses one from a text that says none.

use intent_matcher::text::normalize;
use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::phrases::{Mark, Part, phrase};
use crate::pieces::{What, pieces};
use crate::tokens::Tokens;

/// Names of places and their zones; the order of the zones is the order of size.
const PLACES: &str = include_str!("places.tsv");
/// Clocks of the world differ from UTC by whole quarters of an hour.
const QUARTER: i64 = 15;
/// A clock that is read off is a few minutes old, or rounded, but no quarter of an hour.
const SLACK: i64 = 7;
/// The furthest clocks from UTC, minutes west and east (ISO 8601 and the tz database).
const FURTHEST: std::ops::RangeInclusive<i64> = -12 * 60..=14 * 60;
/// More zones than this do not answer the question.
const MOST: usize = 6;

/// Where somebody says they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaidPlace {
    /// In this zone, by its IANA name.
    One(String),
    /// In one of these: ask which, the likeliest first.
    Several(Vec<String>),
}

/// Reads where somebody says they are, or what their clock shows at `now`.
///
/// `likely` are the zones to think of first, such as those of the country of their number; `known` are all that the desk
/// can name. A distance from UTC that none of them has becomes a zone like `Etc/GMT-5`.
pub fn said_place(text: &str, now: Timestamp, likely: &[&str], known: &[&str]) -> Option<SaidPlace> {
    let mut plain = String::new();
    normalize(text, &mut plain);
    let named = by_name(&plain, likely);
    let zones = if let Some(minutes) = offset(&plain) {
        at_offset(minutes, now, likely, known)
    } else if !named.is_empty() {
        named
    } else {
        by_clock(text, now, likely, known)
    };
    match zones.as_slice() {
        [] => None,
        [zone] => Some(SaidPlace::One(zone.clone())),
        _ => Some(SaidPlace::Several(zones)),
    }
}

/// `UTC+2`, `GMT -5`, `utc+5:30`, `+8`, 东八区, and UTC itself: minutes east.
fn offset(plain: &str) -> Option<i64> {
    let squeeze = |text: &str| -> String {
        text.chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| if matches!(c, '\u{2212}' | '–') { '-' } else { c })
            .collect()
    };
    let squeezed = squeeze(plain);
    if let Some(zone) = eastern_or_western(&squeezed) {
        return Some(zone);
    }
    let after = ["utc", "gmt"].iter().find_map(|name| {
        let at = plain.find(name)?;
        let joined = plain.get(..at)?.chars().next_back().is_some_and(|c| c.is_ascii_alphabetic());
        (!joined).then(|| plain.get(at + name.len()..).map(squeeze))?
    });
    let signed = match after.as_deref() {
        Some(rest) if rest.starts_with(['+', '-']) => rest,
        Some(rest) if rest.is_empty() || rest.starts_with(|c: char| !c.is_alphanumeric()) => return Some(0),
        Some(rest) if rest.starts_with("time") => return Some(0),
        Some(_) => return None,
        None if squeezed.starts_with(['+', '-']) && squeezed.len() <= 6 => squeezed.as_str(),
        None => return None,
    };
    let (sign, digits) = match signed.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, signed.strip_prefix('+')?),
    };
    let mut parts = digits.split([':', '.']);
    let hours: String = parts.next()?.chars().take_while(char::is_ascii_digit).collect();
    let minutes: String = parts.next().unwrap_or("0").chars().take_while(char::is_ascii_digit).collect();
    let (hours, minutes) = match hours.len() {
        1 | 2 => (hours.parse::<i64>().ok()?, minutes.parse::<i64>().unwrap_or(0)),
        4 => (hours.get(..2)?.parse().ok()?, hours.get(2..)?.parse().ok()?),
        _ => return None,
    };
    // `5.5` is half past.
    let minutes = if digits.contains('.') && minutes < 10 { minutes * 6 } else { minutes };
    let all = sign * (hours * 60 + minutes);
    (minutes < 60 && FURTHEST.contains(&all)).then_some(all)
}

/// 东八区, 西五区.
fn eastern_or_western(squeezed: &str) -> Option<i64> {
    let at = squeezed.find('区')?;
    let before: Vec<char> = squeezed.get(..at)?.chars().rev().collect();
    let side = before.iter().position(|c| matches!(c, '东' | '西'))?;
    let digits: String = before.iter().take(side).rev().collect();
    let hours = match digits.parse::<i64>() {
        Ok(hours) => hours,
        Err(_) => i64::from(crate::numbers::number(&Tokens::of(&digits), 0)?.value),
    };
    let east = before.get(side) == Some(&'东');
    (0..=12).contains(&hours).then_some(if east { hours * 60 } else { -hours * 60 })
}

/// The zones of places that a text names; the longest name counts.
fn by_name(plain: &str, likely: &[&str]) -> Vec<String> {
    let mut best: Option<(usize, &str)> = None;
    for (zones, names) in PLACES.lines().filter_map(|line| line.split_once('\t')) {
        for name in names.split(',') {
            if is_within(name, plain) && best.is_none_or(|(length, _)| name.len() > length) {
                best = Some((name.len(), zones));
            }
        }
    }
    let zones: Vec<String> = best.map(|(_, zones)| zones.split(',').map(str::to_owned).collect()).unwrap_or_default();
    // Letters that mean several zones mean the one that their number speaks for.
    let fitting: Vec<String> = zones.iter().filter(|zone| likely.contains(&zone.as_str())).cloned().collect();
    if fitting.len() == 1 { fitting } else { zones }
}

fn is_within(name: &str, text: &str) -> bool {
    let letter = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|after| after.chars().next());
        !name.is_ascii() || !(letter(before) || letter(after))
    })
}

/// Zones whose clocks show now what somebody says theirs does.
fn by_clock(text: &str, now: Timestamp, likely: &[&str], known: &[&str]) -> Vec<String> {
    let mut offsets: Vec<i64> = Vec::new();
    for (hour, minute) in clocks(text) {
        let shown = i64::from(hour % 24) * 60 + i64::from(minute);
        let utc = now.as_second().div_euclid(60).rem_euclid(24 * 60);
        let apart = (shown - utc).rem_euclid(24 * 60);
        for apart in [apart, apart - 24 * 60] {
            let offset = (apart + QUARTER / 2).div_euclid(QUARTER) * QUARTER;
            if FURTHEST.contains(&offset) && (apart - offset).abs() <= SLACK {
                offsets.push(offset);
            }
        }
    }
    let zones_at = |offset: &i64, zones: &[&str]| with_offset(*offset, now, zones);
    let near: Vec<String> = offsets.iter().flat_map(|offset| zones_at(offset, likely)).collect();
    if !near.is_empty() {
        return unique(near);
    }
    // A clock rounded to the quarter may be off: whole hours are far more common.
    let mut all: Vec<String> = Vec::new();
    offsets.sort_by_key(|offset| offset.rem_euclid(60) != 0);
    for offset in offsets {
        all.extend(at_offset(offset, now, likely, known).into_iter().take(1));
    }
    unique(all)
}

/// The hours and minutes of the clocks that a text may show.
fn clocks(text: &str) -> Vec<(i8, i8)> {
    let tokens = Tokens::of(text);
    let found = pieces(&tokens);
    let part = found.iter().find_map(|piece| match piece.what {
        What::Mark(Mark::Part(part) | Mark::DayPart(_, part)) => Some(part),
        _ => None,
    });
    let named = found.iter().find_map(|piece| match piece.what {
        What::Clock(clock) => Some(clock),
        _ => None,
    });
    let bare = || {
        (0..tokens.len()).find_map(|at| {
            // After "its", "it is", "now" and the like, or alone, a bare number is a clock here.
            let lone = phrase(&tokens, at).is_none();
            crate::clock::clock(&tokens, at, true).filter(|_| lone).map(|(clock, _)| clock)
        })
    };
    let Some(clock) = named.or_else(bare) else {
        return match part {
            Some(Part::Noon) => vec![(12, 0)],
            _ if text.to_lowercase().contains("midnight") || text.contains("午夜") || text.contains("半夜十二点") =>
            {
                vec![(0, 0)]
            }
            _ => Vec::new(),
        };
    };
    let hours = match (clock.sure_hour(), part) {
        (Some(hour), _) => vec![hour],
        (None, Some(part)) => vec![part.hour(clock.hour)],
        (None, None) => vec![clock.hour % 12, clock.hour % 12 + 12],
    };
    hours.into_iter().map(|hour| (hour, clock.minute)).collect()
}

/// The zones of a distance from UTC: the likely ones that have it now, else one that stands for it.
fn at_offset(minutes: i64, now: Timestamp, likely: &[&str], known: &[&str]) -> Vec<String> {
    let near = with_offset(minutes, now, likely);
    if !near.is_empty() {
        return near.into_iter().take(MOST).collect();
    }
    if minutes == 0 {
        return vec!["UTC".to_owned()];
    }
    if minutes % 60 == 0 {
        // POSIX counts west: what is east of UTC is written with a minus.
        let sign = if minutes > 0 { '-' } else { '+' };
        return vec![format!("Etc/GMT{sign}{}", minutes.abs() / 60)];
    }
    with_offset(minutes, now, known).into_iter().take(1).collect()
}

fn with_offset(minutes: i64, now: Timestamp, zones: &[&str]) -> Vec<String> {
    let has = |zone: &&&str| TimeZone::get(zone).is_ok_and(|tz| i64::from(tz.to_offset(now).seconds()) == minutes * 60);
    zones.iter().filter(has).map(|zone| (*zone).to_owned()).collect()
}

fn unique(zones: Vec<String>) -> Vec<String> {
    let mut once: Vec<String> = Vec::new();
    for zone in zones {
        if !once.contains(&zone) {
            once.push(zone);
        }
    }
    once.truncate(MOST);
    once
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, likely: &[&str]) -> String {
        // 27 November 2026, 17:30 UTC: 12:30 in New York, 18:30 in Berlin, 01:30 of the next day in Beijing.
        let now: Timestamp = "2026-11-27T17:30:00Z".parse().unwrap_or_default();
        let known = ["Asia/Kolkata", "America/St_Johns", "Asia/Kathmandu", "Europe/Berlin"];
        match said_place(text, now, likely, &known) {
            None => "none".to_owned(),
            Some(SaidPlace::One(zone)) => zone,
            Some(SaidPlace::Several(zones)) => zones.join(" ? "),
        }
    }

    #[test]
    fn places_distances_and_letters() {
        let mut wrong = Vec::new();
        for (text, expected) in [
            ("UTC+2", "Etc/GMT-2"),
            ("utc + 2", "Etc/GMT-2"),
            ("GMT-5", "Etc/GMT+5"),
            ("my time zone is GMT+8", "Etc/GMT-8"),
            ("utc+5:30", "Asia/Kolkata"),
            ("+0530", "Asia/Kolkata"),
            ("UTC", "UTC"),
            ("东八区", "Etc/GMT-8"),
            ("西5区", "Etc/GMT+5"),
            ("EST", "America/New_York"),
            ("I'm on Pacific time", "America/Los_Angeles"),
            ("CST", "America/Chicago ? Asia/Shanghai"),
            ("California", "America/Los_Angeles"),
            ("加州", "America/Los_Angeles"),
            ("我在紐約", "America/New_York"),
            ("纽约", "America/New_York"),
            ("Berlin", "Europe/Berlin"),
            ("i live in germany", "Europe/Berlin"),
            ("德國", "Europe/Berlin"),
            ("São Paulo", "America/Sao_Paulo"),
            ("usa", "America/New_York ? America/Chicago ? America/Denver ? America/Los_Angeles"),
            ("wait what are your fees?", "none"),
            ("i dont know", "none"),
            ("estimate", "none"),
            ("why do you need this", "none"),
        ] {
            let zone = read(text, &[]);
            if zone != expected {
                wrong.push(format!("{text}: {zone}, not {expected}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        assert_eq!(read("CST", &["Asia/Shanghai"]), "Asia/Shanghai");
        assert_eq!(read("UTC-5", &["America/New_York", "America/Chicago"]), "America/New_York");
    }

    #[test]
    fn clocks_that_are_read_off() {
        let mut wrong = Vec::new();
        for (text, expected) in [
            ("12:30 pm here", "Etc/GMT+5"),
            ("it's 6:30 pm now", "Etc/GMT-1"),
            ("18.30", "Etc/GMT-1"),
            ("1830", "Etc/GMT-1"),
            ("half past six in the evening", "Etc/GMT-1"),
            ("早上九点半", "Etc/GMT+8"),
            ("凌晨一点半", "Etc/GMT-8"),
            ("现在是凌晨1:32", "Etc/GMT-8"),
            ("11pm", "Asia/Kolkata"),
            ("quarter past eleven at night", "Asia/Kathmandu"),
        ] {
            let zone = read(text, &[]);
            if zone != expected {
                wrong.push(format!("{text}: {zone}, not {expected}"));
            }
        }
        assert!(wrong.is_empty(), "{wrong:#?}");
        let american = ["America/New_York", "America/Chicago", "America/Los_Angeles"];
        assert_eq!(read("9:30", &american), "America/Los_Angeles");
        assert_eq!(read("its 11 30 am", &american), "America/Chicago");
        assert_eq!(read("half past eleven", &american), "America/Chicago");
        assert_eq!(read("11:28", &american), "America/Chicago");
    }
}
