//! Whether a message goes on from what was said before it.

/// More characters than this say enough by themselves.
const LONGEST: usize = 48;
/// How such messages begin, in normal form.
const BEGINNINGS: [&str; 23] = [
    "and ",
    "what about",
    "how about",
    "also ",
    "or ",
    "but ",
    "then ",
    "so ",
    "same ",
    "for ",
    "in ",
    "on ",
    "with ",
    "if ",
    "even ",
    "那",
    "还有",
    "另外",
    "要是",
    "如果",
    "换成",
    "也",
    "用",
];
/// How they end.
const ENDINGS: [&str; 3] = ["呢", "too", "as well"];

/// Whether `message`, in normal form, asks on.
pub(super) fn continues(message: &str) -> bool {
    let said = message.trim_end_matches(['?', '!', '.', '。', ' ']);
    message.chars().count() <= LONGEST
        && (BEGINNINGS.iter().any(|start| said.starts_with(start)) || ENDINGS.iter().any(|end| said.ends_with(end)))
}

#[cfg(test)]
mod tests {
    use super::continues;

    #[test]
    fn short_messages_that_hang_on_what_was_said() {
        for message in ["and for the app?", "what about usdt", "那提现呢?", "要是周末呢", "on weekends too?"] {
            assert!(continues(message), "{message}");
        }
        for message in ["how do i withdraw", "怎么提现", "", "hello"] {
            assert!(!continues(message), "{message}");
        }
    }
}
