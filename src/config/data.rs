//! Reading `[data]`: how what people told is protected, and how long it is kept.

use std::ops::RangeInclusive;

use super::DataSettings;
use super::callbacks::within;
use crate::conversation::Retention;
use crate::document::{Table, near, quoted};

/// At least a day, so that nothing goes while it is being talked about; at most ten years.
const DAYS: RangeInclusive<i64> = 1..=3650;

const SWITCH: [(&str, bool); 2] = [("on", true), ("off", false)];

/// Reads the table.
pub(super) fn read(table: &Table<'_>) -> DataSettings {
    let default = DataSettings::default();
    let days = |key, default| {
        let days = table.value(key).and_then(|value| within(&value, DAYS));
        days.and_then(|days| u16::try_from(days).ok()).unwrap_or(default)
    };
    let keep = default.retention;
    DataSettings {
        encryption: switch(table, "encryption").unwrap_or(default.encryption),
        retention: Retention {
            requests_days: days("requests_days", keep.requests_days),
            conversations_days: days("conversations_days", keep.conversations_days),
            dead_letters_days: days("dead_letters_days", keep.dead_letters_days),
            audit_days: days("audit_days", keep.audit_days),
        },
    }
}

fn switch(table: &Table<'_>, key: &'static str) -> Option<bool> {
    let value = table.value(key)?;
    let word = value.text()?;
    let known = SWITCH.iter().find(|(name, _)| *name == word.value);
    if known.is_none() {
        let hint = near(word.value, SWITCH.iter().map(|(name, _)| *name));
        let hint = hint.map(|name| format!("; did you mean \"{name}\"?")).unwrap_or_default();
        value.error(format_args!("must be \"on\" or \"off\"; found {}{hint}", quoted(word.value)));
    }
    known.map(|(_, on)| *on)
}
