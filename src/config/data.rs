//! Reading `[data]`: how what people told is protected.

use super::DataSettings;
use crate::document::{Table, near, quoted};

const SWITCH: [(&str, bool); 2] = [("on", true), ("off", false)];

/// Reads the table.
pub(super) fn read(table: &Table<'_>) -> DataSettings {
    let default = DataSettings::default();
    DataSettings { encryption: switch(table, "encryption").unwrap_or(default.encryption) }
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
