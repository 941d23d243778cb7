//! Cuts a message into sentences and clauses, so that a question buried in a story is found and two questions in one
//! message are told apart.

use crate::text::{CharKind, kind};

/// More parts than this are not looked at: a support question comes early or late, and time must be bounded.
const MOST: usize = 24;

/// How finely to cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// At the ends of sentences.
    Sentences,
    /// At commas and joining words too.
    Clauses,
}

/// Words that join two questions. The Latin ones stand between spaces.
const JOINS: [&str; 10] = [" and ", " also ", " plus ", "还有", "以及", "另外", "顺便", "還有", "順便", "同时"];

/// The parts of `message` that have a letter or an ideograph, in order: the first ones and, of very many, the last.
pub(super) fn parts(message: &str, cut: Cut) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut chars = message.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        if ends(c, next, cut) {
            parts.extend(message.get(start..at));
            start = at + c.len_utf8();
        } else if cut == Cut::Clauses
            && let Some(join) = message.get(at..).and_then(|rest| JOINS.iter().find(|join| rest.starts_with(**join)))
            && at >= start
        {
            parts.extend(message.get(start..at));
            start = at + join.len();
        }
    }
    parts.extend(message.get(start..));
    parts.retain(|part| part.chars().any(|c| matches!(kind(c), CharKind::Letter | CharKind::Ideograph)));
    if parts.len() > MOST {
        parts.drain(MOST / 2..parts.len() - MOST / 2);
    }
    parts
}

/// Whether `c`, followed by `next`, ends a part.
fn ends(c: char, next: Option<char>, cut: Cut) -> bool {
    match c {
        '。' | '！' | '？' | '；' | '\n' | '!' | '?' | ';' | '…' => true,
        // A point inside `3.5` or `example.com` ends nothing.
        '.' => next.is_none_or(char::is_whitespace),
        '，' | '、' => cut == Cut::Clauses,
        ',' => cut == Cut::Clauses && next.is_none_or(|next| !next.is_ascii_digit()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::{Cut, parts};

    #[test]
    fn sentences_end_where_people_end_them() {
        assert_eq!(
            parts("Hi! I paid 3.5 to example.com. Why?", Cut::Sentences),
            ["Hi", " I paid 3.5 to example.com", " Why"]
        );
        assert_eq!(parts("你好！怎么提现？手续费多少", Cut::Sentences), ["你好", "怎么提现", "手续费多少"]);
        assert!(parts("?!…", Cut::Sentences).is_empty());
    }

    #[test]
    fn clauses_end_at_commas_and_joining_words() {
        assert_eq!(parts("怎么提现，还有手续费多少", Cut::Clauses), ["怎么提现", "手续费多少"]);
        assert_eq!(parts("I sent 1,000 and what are the fees", Cut::Clauses), ["I sent 1,000", "what are the fees"]);
    }

    #[test]
    fn a_very_long_message_has_a_bounded_number_of_parts() {
        assert_eq!(parts(&"a. ".repeat(1000), Cut::Sentences).len(), super::MOST);
    }
}
