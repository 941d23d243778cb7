//! Cuts a message in normal form into sentences and clauses, so that a question buried in a story is found and two questions in one
//! message are told apart.

use crate::text::{CharKind, kind};

/// More parts than this are not looked at: a support question comes early or late, and time must be bounded.
pub(super) const MOST: usize = 24;

/// Where a part stands in its message, in bytes.
pub(super) type Span = std::ops::Range<usize>;

/// How finely to cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Cut {
    /// At the ends of sentences.
    Sentences,
    /// At commas and joining words too.
    Clauses,
}

/// Words that join two questions. The Latin ones stand between spaces.
const JOINS: [&str; 8] = [" and ", " also ", " plus ", "还有", "以及", "另外", "顺便", "同时"];

/// The parts of `message` that have a letter or an ideograph, in order, into `parts`: the first ones and, of very many,
/// the last.
pub(super) fn parts(message: &str, cut: Cut, parts: &mut Vec<Span>) {
    parts.clear();
    let mut start = 0;
    let mut before = None;
    let mut chars = message.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let beside = [before.replace(c), chars.peek().map(|(_, next)| *next)];
        if ends(c, beside, cut) {
            parts.push(start..at);
            start = at + c.len_utf8();
        } else if cut == Cut::Clauses
            && let Some(join) = message.get(at..).and_then(|rest| JOINS.iter().find(|join| rest.starts_with(**join)))
            && at >= start
        {
            parts.push(start..at);
            start = at + join.len();
        }
    }
    parts.push(start..message.len());
    let says = |part: &str| part.chars().any(|c| matches!(kind(c), CharKind::Letter | CharKind::Ideograph));
    parts.retain(|part| message.get(part.clone()).is_some_and(says));
    if parts.len() > MOST {
        parts.drain(MOST / 2..parts.len() - MOST / 2);
    }
}

/// Whether `c`, which stands between those beside it, ends a part.
fn ends(c: char, [before, next]: [Option<char>; 2], cut: Cut) -> bool {
    match c {
        '。' | '\n' | '!' | '?' | ';' => true,
        // A point inside `3.5` or `example.com` ends nothing.
        '.' => next.is_none_or(|next| !next.is_ascii_alphanumeric()),
        '、' => cut == Cut::Clauses,
        // Nor does a comma inside `1,000`.
        ',' => cut == Cut::Clauses && ![before, next].iter().all(|c| c.is_some_and(|c| c.is_ascii_digit())),
        _ => false,
    }
}

/// What people put behind or before what they ask, and what says nothing by itself.
const HOLLOW: [&str; 30] = [
    "what should i do",
    "what do i do",
    "what can i do",
    "what now",
    "please help",
    "please help me",
    "help me",
    "help",
    "can you help me",
    "can you help",
    "any idea",
    "any ideas",
    "why",
    "how",
    "please",
    "怎么办",
    "怎么办呢",
    "怎么办啊",
    "该怎么办",
    "我该怎么办",
    "怎么回事",
    "怎么搞的",
    "为什么",
    "为啥",
    "咋办",
    "咋回事",
    "请问",
    "帮帮我",
    "帮帮忙",
    "急",
];

/// Whether a part says nothing by itself: nobody asks that alone, and it belongs to what stands beside it.
pub(super) fn is_hollow(part: &str) -> bool {
    let said = part.trim_matches(|c: char| !c.is_alphanumeric());
    HOLLOW.contains(&said)
}

/// How questions and requests begin, in normal form, behind what people begin a sentence with.
const ASKING: [&str; 40] = [
    "how ",
    "what ",
    "when ",
    "where ",
    "why ",
    "who ",
    "which ",
    "whose ",
    "can ",
    "could ",
    "may ",
    "is ",
    "are ",
    "do ",
    "does ",
    "did ",
    "will ",
    "would ",
    "should ",
    "have you",
    "has ",
    "am i",
    "please ",
    "i want",
    "i need",
    "i would like",
    "i'd like",
    "tell me",
    "怎么",
    "怎样",
    "如何",
    "为什么",
    "为何",
    "请问",
    "能不能",
    "可不可以",
    "多久",
    "我想",
    "我要",
    "帮我",
];
/// What stands before it.
const OPENING: [&str; 14] = [
    "and ",
    "so ",
    "but ",
    "then ",
    "now ",
    "anyway",
    "ok ",
    "well ",
    "my question is",
    "那",
    "所以",
    "现在",
    "就想问",
    "想问",
];
/// What makes a Chinese question wherever it stands in its clause.
const INSIDE: [&str; 12] =
    ["吗", "怎么", "如何", "多久", "多少", "哪里", "哪儿", "什么时候", "能不能", "可不可以", "是不是", "有没有"];

/// Whether the part of `message` that stands at `span` is a question or a request by its form.
pub(super) fn asks(message: &str, span: &Span) -> bool {
    let mut part = message.get(span.clone()).unwrap_or("").trim_start();
    while let Some(rest) = OPENING.iter().find_map(|opening| part.strip_prefix(opening)) {
        part = rest.trim_start_matches([',', ':', ' ']);
    }
    message.get(span.end..).is_some_and(|rest| rest.starts_with('?'))
        || ASKING.iter().any(|start| part.starts_with(start))
        || INSIDE.iter().any(|word| part.contains(word))
}

#[cfg(test)]
mod tests {
    use super::{Cut, MOST, asks, is_hollow};

    #[test]
    fn questions_and_requests_are_told_by_their_form() {
        let message =
            "i moved house. anyway, how do i change my number. it is new? 我换了手机,那现在怎么登录。已经收到了";
        let mut spans = Vec::new();
        super::parts(message, Cut::Clauses, &mut spans);
        let asked: Vec<&str> =
            spans.iter().filter(|span| asks(message, span)).filter_map(|span| message.get(span.clone())).collect();
        assert_eq!(asked, [" how do i change my number", " it is new", "那现在怎么登录"]);
    }

    fn parts(message: &str, cut: Cut) -> Vec<&str> {
        let mut spans = Vec::new();
        super::parts(message, cut, &mut spans);
        spans.into_iter().filter_map(|span| message.get(span)).collect()
    }

    #[test]
    fn sentences_end_where_people_end_them() {
        assert_eq!(
            parts("hi! i paid 3.5 to example.com. why?", Cut::Sentences),
            ["hi", " i paid 3.5 to example.com", " why"]
        );
        assert_eq!(parts("你好!怎么提现?手续费多少", Cut::Sentences), ["你好", "怎么提现", "手续费多少"]);
        assert_eq!(parts("嗯...怎么提现\nfees", Cut::Sentences), ["嗯", "怎么提现", "fees"]);
        assert!(parts("?!...", Cut::Sentences).is_empty());
    }

    #[test]
    fn what_says_nothing_by_itself_is_told() {
        assert!(["怎么办?", " what should i do", "why", "请问,"].iter().all(|part| is_hollow(part)));
        assert!(!["怎么提现", "what should i do with my order", ""].iter().any(|part| is_hollow(part)));
    }

    #[test]
    fn clauses_end_at_commas_and_joining_words() {
        assert_eq!(parts("怎么提现,还有手续费多少", Cut::Clauses), ["怎么提现", "手续费多少"]);
        assert_eq!(parts("i sent 1,000 and what are the fees", Cut::Clauses), ["i sent 1,000", "what are the fees"]);
        assert_eq!(parts("提现,500块", Cut::Clauses), ["提现", "500块"]);
    }

    #[test]
    fn a_very_long_message_has_a_bounded_number_of_parts() {
        assert_eq!(parts(&"a. ".repeat(1000), Cut::Sentences).len(), MOST);
    }
}
