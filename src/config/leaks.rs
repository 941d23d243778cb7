//! Secrets in the settings file: refused, and never repeated in a message.

use crate::document::Document;

/// Keys that can only mean a secret.
const SECRET_KEYS: [&str; 8] =
    ["token", "bot_token", "telegram_token", "secret", "api_key", "key", "data_key", "encryption_key"];
const PASSWORD_KEYS: [&str; 4] = ["password", "pass", "passwd", "smtp_password"];

/// The key half of a bot token has 35 characters; a few less are still one, cut off.
const KEY_CHARS: usize = 30;
/// The bot's id before the colon has at least this many digits.
const ID_DIGITS: usize = 6;

/// Notes every secret in the file.
pub(super) fn note(document: &Document<'_>) {
    for leaf in document.leaves() {
        let key = leaf.key.value.to_ascii_lowercase();
        if PASSWORD_KEYS.contains(&key.as_str()) {
            document.only(
                &leaf.key.span,
                "a password does not belong in this file: set RINGBACK_SMTP_PASSWORD, or RINGBACK_SMTP_PASSWORD_FILE to a file that holds it",
            );
            continue;
        }
        let at = if SECRET_KEYS.contains(&key.as_str()) {
            &leaf.key.span
        } else if let Some(text) = leaf.text.as_ref().filter(|text| holds_token(text.value)) {
            &text.span
        } else {
            continue;
        };
        document.only(
            at,
            "a secret does not belong in this file: set RINGBACK_TOKEN or RINGBACK_KEY, or RINGBACK_TOKEN_FILE or RINGBACK_KEY_FILE to a file that holds it",
        );
    }
}

/// Whether a bot token stands somewhere in `text`.
fn holds_token(text: &str) -> bool {
    text.match_indices(':').any(|(colon, _)| {
        let (before, after) = text.split_at(colon);
        let digits = before.chars().rev().take_while(char::is_ascii_digit).count();
        let key = after.chars().skip(1).take_while(|&c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-')).count();
        digits >= ID_DIGITS && key >= KEY_CHARS
    })
}
