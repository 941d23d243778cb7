//! What a text is by its words alone: short, a question, one of a few set phrases. Knows nothing of what it is about.

use crate::text::normalize;

/// Whether a text asks something.
pub(super) fn is_question(text: &str) -> bool {
    const BEGIN: [&str; 24] = [
        "what", "how", "when", "where", "why", "which", "who", "whose", "can", "could", "do", "does", "did", "is",
        "are", "will", "would", "should", "may", "what's", "whats", "how's", "wait", "sorry",
    ];
    const WITHIN: [&str; 17] = [
        "吗",
        "呢",
        "多少",
        "多久",
        "怎么",
        "怎样",
        "为什么",
        "为何",
        "哪",
        "什么",
        "几点",
        "几天",
        "几个",
        "能不能",
        "可不可以",
        "是不是",
        "如何",
    ];
    let plain = plain(text);
    let first = plain.split(|c: char| !(c.is_alphanumeric() || c == '\'')).find(|word| !word.is_empty());
    let hesitant = |word: &str| word == "wait" || word == "sorry";
    let asks = match first {
        Some(word) if hesitant(word) => {
            plain.split_whitespace().skip(1).any(|word| BEGIN.contains(&word) && !hesitant(word))
        }
        Some(word) => BEGIN.contains(&word),
        None => false,
    };
    asks || text.contains(['?', '？']) || WITHIN.iter().any(|word| plain.contains(word))
}

/// Words in a text that says what it wants and no more: "can I please talk to a real human".
const SHORT_WORDS: usize = 9;

/// The same in characters, for Chinese.
const SHORT_CHARS: usize = 14;

/// Whether a text is too short to tell a story beside what it asks for.
pub(super) fn is_short(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let han = text.chars().filter(|c| !c.is_ascii() && c.is_alphanumeric()).count();
    words <= SHORT_WORDS && han <= SHORT_CHARS
}

/// Words around a time that tell nothing else: "I am free", 可以吗.
const BRIEF_WORDS: usize = 3;

/// The same in characters, for Chinese.
const BRIEF_CHARS: usize = 5;

/// Whether hardly anything is said.
pub(super) fn is_brief(text: &str) -> bool {
    let words = text.split_whitespace().count();
    let han = text.chars().filter(|c| !c.is_ascii() && c.is_alphanumeric()).count();
    words <= BRIEF_WORDS && han <= BRIEF_CHARS
}

/// Whether a text is one of these phrases and nothing else.
pub(super) fn is_one_of(text: &str, list: &[&str]) -> bool {
    let plain = plain(text);
    let plain = plain.trim_matches(|c: char| !c.is_alphanumeric());
    list.contains(&plain)
}

/// A text without regard to script, case and width.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    normalize(text.trim(), &mut plain);
    plain
}
