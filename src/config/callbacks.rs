//! Reading `[callbacks]`: the numbers that the queue goes by.

use std::ops::RangeInclusive;

use jiff::SignedDuration;

use crate::callback::{CLAIM_WARNING, Rules};
use crate::document::{Table, Value};

/// A window must be long enough for a call and short enough to wait by the phone, minutes.
const WINDOW_MINUTES: RangeInclusive<i64> = 15..=240;

/// A claim must outlast the warning before its end, and end within a working day, minutes.
const CLAIM_MINUTES: RangeInclusive<i64> = 15..=480;

/// A call with its paperwork, minutes.
const HANDLING_MINUTES: RangeInclusive<i64> = 1..=120;

/// More attempts than this are a nuisance to whoever has the number now.
const ATTEMPTS: RangeInclusive<i64> = 1..=10;

/// More requests in one pair of hands than this are kept from colleagues.
const CLAIMS: RangeInclusive<i64> = 1..=20;

/// Longer than a minute the customer wonders; nothing takes effect at once.
const UNDO_SECONDS: RangeInclusive<i64> = 0..=60;

/// Calls promised for one window.
const CALLS: RangeInclusive<i64> = 1..=10_000;

const _: () = assert!(*CLAIM_MINUTES.start() * 60 > CLAIM_WARNING.as_secs());

/// Reads the table.
pub(super) fn read(table: &Table<'_>) -> Rules {
    let default = Rules::default();
    let minutes = |key, range, default| {
        let minutes = table.value(key).and_then(|value| within(&value, range));
        minutes.map_or(default, SignedDuration::from_mins)
    };
    let few = |key, range, default| {
        let number = table.value(key).and_then(|value| within(&value, range));
        number.and_then(|number| u8::try_from(number).ok()).unwrap_or(default)
    };
    let undo = table.value("undo_seconds").and_then(|value| within(&value, UNDO_SECONDS));
    Rules {
        window: minutes("window_minutes", WINDOW_MINUTES, default.window),
        claim: minutes("claim_minutes", CLAIM_MINUTES, default.claim),
        urgent_claim: minutes("urgent_claim_minutes", CLAIM_MINUTES, default.urgent_claim),
        claims: few("claims_at_once", CLAIMS, default.claims),
        undo: undo.map_or(default.undo, SignedDuration::from_secs),
        handling: minutes("call_minutes", HANDLING_MINUTES, default.handling),
        max_attempts: few("attempts", ATTEMPTS, default.max_attempts),
        calls_per_window: table
            .value("calls_per_window")
            .and_then(|value| within(&value, CALLS))
            .and_then(|number| u32::try_from(number).ok()),
    }
}

/// A whole number within a range; what is not is noted.
pub(super) fn within(value: &Value<'_>, range: RangeInclusive<i64>) -> Option<i64> {
    let number = value.integer()?.value;
    if !range.contains(&number) {
        value.error(format_args!("must be between {} and {}; found {number}", range.start(), range.end()));
        return None;
    }
    Some(number)
}
