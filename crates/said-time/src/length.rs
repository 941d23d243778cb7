//! A length of time from now: `in half an hour`, `20 minutes from now`, 半小时后, 两天后. Takes no length that only says how
//! long something took or takes.

use crate::numbers::number;
use crate::tokens::Tokens;

/// How far ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ahead {
    Minutes(i32),
    Days(i32),
}

/// More minutes ahead than this are a count of something else.
const MOST_MINUTES: i32 = 7 * 24 * 60;
/// More days than this cannot be booked anywhere.
const MOST_DAYS: i32 = 90;

/// A length ahead at a place, and how many tokens it takes.
pub(crate) fn ahead(tokens: &Tokens, at: usize) -> Option<(Ahead, usize)> {
    let (ahead, length) = english(tokens, at).or_else(|| chinese(tokens, at))?;
    let fits = match ahead {
        Ahead::Minutes(minutes) => (1..=MOST_MINUTES).contains(&minutes),
        Ahead::Days(days) => (1..=MOST_DAYS).contains(&days),
    };
    fits.then_some((ahead, length))
}

/// What a unit counts: minutes, or days.
fn unit(word: &str) -> Option<Ahead> {
    Some(match word {
        "minute" | "minutes" | "min" | "mins" => Ahead::Minutes(1),
        "hour" | "hours" | "hr" | "hrs" | "h" => Ahead::Minutes(60),
        "day" | "days" => Ahead::Days(1),
        "week" | "weeks" => Ahead::Days(7),
        _ => return None,
    })
}

fn english(tokens: &Tokens, at: usize) -> Option<(Ahead, usize)> {
    let given = tokens.word(at) == Some("me") && at > 0 && tokens.word(at - 1) == Some("give");
    let led = given || matches!(tokens.word(at), Some("in" | "after" | "within"));
    let mut next = at + usize::from(led);
    // "in about an hour", "in like 10 min"
    next += usize::from(
        led && matches!(tokens.word(next), Some("about" | "around" | "like" | "maybe" | "another" | "say")),
    );
    let (ahead, end) = quantity(tokens, next)?;
    let from_now = tokens.word(end) == Some("from") && tokens.word(end + 1) == Some("now");
    let later = tokens.word(end) == Some("later") || tokens.word(end) == Some("time") && led;
    let short = next > at && tokens.word(at) == Some("in");
    match (led, from_now, later) {
        (_, true, _) => Some((ahead, end + 2 - at)),
        (false, false, true) | (true, false, true) if short || !led => Some((ahead, end + 1 - at)),
        (true, false, _) => Some((ahead, end - at)),
        // "half an hour" alone, as an answer to "when".
        // `16h` alone is a time of day.
        _ => (at == 0 && end == tokens.len() && tokens.word(1) != Some("h")).then_some((ahead, end)),
    }
}

/// `an hour`, `half an hour`, `an hour and a half`, `a couple of hours`, `2 hours`, `1h30`.
fn quantity(tokens: &Tokens, at: usize) -> Option<(Ahead, usize)> {
    let word = tokens.word(at);
    if word == Some("half") {
        let next = at + 1 + usize::from(matches!(tokens.word(at + 1), Some("a" | "an")));
        return matches!(tokens.word(next), Some("hour" | "hr")).then_some((Ahead::Minutes(30), next + 1));
    }
    let (count, next) = match word {
        Some("a" | "an") if matches!(tokens.word(at + 1), Some("couple")) => {
            (2, at + 2 + usize::from(tokens.word(at + 2) == Some("of")))
        }
        Some("a" | "an") if matches!(tokens.word(at + 1), Some("few")) => (3, at + 2),
        Some("a" | "an") if tokens.word(at + 1) == Some("half") && tokens.word(at + 2) == Some("hour") => {
            return Some((Ahead::Minutes(30), at + 3));
        }
        Some("a" | "an") => (1, at + 1),
        Some("couple") => (2, at + 1 + usize::from(tokens.word(at + 1) == Some("of"))),
        _ => {
            let read = number_glued(tokens, at)?;
            (read.0, read.1)
        }
    };
    let unit = unit(tokens.word(next)?)?;
    let end = next + 1;
    let half =
        (tokens.word(end) == Some("and") && tokens.word(end + 1) == Some("a") && tokens.word(end + 2) == Some("half"))
            .then_some(end + 3);
    Some(match (unit, half) {
        (Ahead::Minutes(60), Some(end)) => (Ahead::Minutes(count.saturating_mul(60) + 30), end),
        (Ahead::Minutes(minutes), _) => (Ahead::Minutes(count.saturating_mul(minutes)), end),
        (Ahead::Days(days), _) => (Ahead::Days(count.saturating_mul(days)), end),
    })
}

/// A count that its unit may touch: `30min`.
fn number_glued(tokens: &Tokens, at: usize) -> Option<(i32, usize)> {
    let read = number(tokens, at)?;
    Some((read.value, at + read.tokens))
}

/// 半小时后, 一个小时之后, 20分钟以后, 两天后, 过一个小时; and one that is led by 等.
fn chinese(tokens: &Tokens, at: usize) -> Option<(Ahead, usize)> {
    let led = tokens.is_han(at, "过再等隔");
    let mut next = at + usize::from(led);
    next += usize::from(led && tokens.is_han(next, "多"));
    let half = tokens.is_han(next, "半");
    let (count, after) = if half {
        (0, next + 1)
    } else {
        let read = number(tokens, next)?;
        (read.value, next + read.tokens)
    };
    let counted = after + usize::from(tokens.is_han(after, "个"));
    let and_half = !half && tokens.is_han(counted, "半");
    let unit_at = counted + usize::from(and_half);
    let halves = i32::from(half || and_half);
    let hours = (tokens.is_han(unit_at, "小") && tokens.is_han(unit_at + 1, "时"))
        || (tokens.is_han(unit_at, "钟") && tokens.is_han(unit_at + 1, "头"));
    let (ahead, end) = if hours {
        (Ahead::Minutes(count.saturating_mul(60) + halves * 30), unit_at + 2)
    } else if tokens.is_han(unit_at, "分") && !half {
        (Ahead::Minutes(count), unit_at + 1 + usize::from(tokens.is_han(unit_at + 1, "钟")))
    } else if tokens.is_han(unit_at, "天") && !half && !and_half {
        (Ahead::Days(count), unit_at + 1)
    } else if !half
        && !and_half
        && (tokens.is_han(unit_at, "周") || tokens.is_han(unit_at, "星") && tokens.is_han(unit_at + 1, "期"))
    {
        (Ahead::Days(count.saturating_mul(7)), unit_at + if tokens.is_han(unit_at, "周") { 1 } else { 2 })
    } else {
        return None;
    };
    let closed = ["以", "之"].iter().any(|lead| tokens.is_han(end, lead)) && tokens.is_han(end + 1, "后");
    let end = match (closed, tokens.is_han(end, "后")) {
        (true, _) => end + 2,
        (false, true) => end + 1,
        // 过一个小时打: without 后, but led.
        (false, false)
            if led && tokens.is_han(at, "过等") && (tokens.is_han(end, "再打联给") || end == tokens.len()) =>
        {
            end
        }
        _ => return None,
    };
    Some((ahead, end - at))
}
