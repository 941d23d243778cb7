//! Text with entities, as Telegram stores it: trimmed, counted in UTF-16 units, links and commands found.

use serde_json::{Value, json};

/// Text and its entities (`offset` and `length` in UTF-16 units, outer before inner).
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Formatted {
    pub(super) text: String,
    pub(super) entities: Vec<Value>,
}

/// The length that Telegram counts.
pub(super) fn utf16_len(text: &str) -> usize {
    text.encode_utf16().count()
}

fn number(entity: &Value, name: &str) -> usize {
    entity.get(name).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok()).unwrap_or_default()
}

impl Formatted {
    /// Trims the ends, shortens the entities with them and drops the empty ones.
    pub(super) fn new(text: String, entities: Vec<Value>) -> Self {
        let trimmed = text.trim();
        let cut = utf16_len(&text) - utf16_len(text.trim_start());
        let total = utf16_len(trimmed);
        let mut kept: Vec<Value> = entities
            .into_iter()
            .filter_map(|mut entity| {
                let start = number(&entity, "offset").saturating_sub(cut).min(total);
                let end = (number(&entity, "offset") + number(&entity, "length")).saturating_sub(cut).min(total);
                let fields = entity.as_object_mut()?;
                fields.insert("offset".to_owned(), json!(start));
                fields.insert("length".to_owned(), json!(end - start));
                (end > start).then_some(entity)
            })
            .collect();
        kept.sort_by_key(|entity| (number(entity, "offset"), usize::MAX - number(entity, "length")));
        Self { text: trimmed.to_owned(), entities: kept }
    }

    /// Adds what Telegram finds by itself: bot commands and web links.
    pub(super) fn with_found_entities(mut self) -> Self {
        let mut offset = 0;
        for word in self.text.split_inclusive(char::is_whitespace) {
            let bare = word.trim_end();
            let kind = if is_command(bare) {
                Some("bot_command")
            } else if bare.starts_with("https://") || bare.starts_with("http://") {
                Some("url")
            } else {
                None
            };
            let length = utf16_len(bare);
            let taken = self.entities.iter().any(|entity| {
                let start = number(entity, "offset");
                start < offset + length && offset < start + number(entity, "length")
            });
            if let Some(kind) = kind.filter(|_| !taken) {
                self.entities.push(json!({"type": kind, "offset": offset, "length": length}));
            }
            offset += utf16_len(word);
        }
        self.entities.sort_by_key(|entity| (number(entity, "offset"), usize::MAX - number(entity, "length")));
        self
    }
}

fn is_command(word: &str) -> bool {
    let Some(rest) = word.strip_prefix('/') else { return false };
    let name = rest.split('@').next().unwrap_or_default();
    !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
}
