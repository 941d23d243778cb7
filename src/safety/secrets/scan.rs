//! Reading a text from a place on: tokens, digits, and the little words between a label and its value.

use std::ops::Range;

use super::plain::Plain;

/// What may stand between a label and its value.
const COPULAS: &[&str] = &[
    "就是",
    "应该是",
    "设置成",
    "设置为",
    "设为",
    "设成",
    "改成",
    "改为",
    "换成",
    "收到的是",
    "收到了",
    "收到",
    "显示",
    "如下",
    "给您",
    "给你",
    "发您",
    "发你",
    "是",
    "为",
    "為",
    "叫",
    "is now",
    "is still",
    "is",
    "was",
    "are",
    "will be",
    "set to",
    "changed to",
    "=>",
    "->",
    "=",
    ":",
    "係",
    "系",
    "→",
    "i got is",
    "would be",
    "equals",
    "to be",
    "as",
    "—",
    "–",
    "- ",
    "es",
    "est",
    "ist",
    "e",
    // With the letters that look like Latin ones.
    "эto",
    "は",
    "て\u{3099}す",
    // Korean and Japanese as they are decomposed.
    "\u{1102}\u{1173}\u{11ab}",
    "\u{110b}\u{1173}\u{11ab}",
    "\u{110b}\u{1175}\u{11b8}\u{1102}\u{1175}\u{1103}\u{1161}",
    "adalah",
    "la",
    "<-",
];

/// Words that may stand before or after the copula and say nothing.
const FILLERS: &[&str] = &[
    "的",
    "了",
    "我",
    "您",
    "它",
    "现在",
    "也",
    "都",
    "你看",
    "的话",
    "my",
    "the",
    "a",
    "here",
    "now",
    "currently",
    "still",
    "just",
    "got",
    "i",
    "you",
    "sent",
    "they",
    "we",
    "have",
    "by sms",
    "from you",
    "me",
    "received",
    "says",
    "that",
    "it",
    "which",
    "value",
    "to",
    "个",
    "记得",
    "应该",
    "已经",
    "输入",
    "填的",
    "填写",
    "use",
    "used",
    "for",
    "account",
    "login",
    "asked",
    "wanted",
    "needed",
    "need",
    "shows",
    "show",
    "with",
    "这个",
    "这是",
    "刚收到的",
    "刚刚收到",
    "刚",
    "上面",
    "上",
    "里",
    "显示的",
    "发来的",
    "这里",
    "and",
    "last",
    "this",
    "in app",
    "on my phone",
    "phone",
    "mein",
    "mi",
    "mon",
    "moи",
    "moя",
    "另外",
    "另一个",
    "还有",
    "the other",
    "another",
    "then",
    "or",
    "发过来",
    "發過來",
    "来了",
    "來了",
    "发来",
    "从",
    "the one",
    "number",
];

/// What stands around values: quotes, brackets, light punctuation, dashes.
fn is_wrapping(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '"' | '\''
                | '`'
                | '“'
                | '”'
                | '‘'
                | '’'
                | '「'
                | '」'
                | '『'
                | '』'
                | '('
                | '['
                | '{'
                | '<'
                | '【'
                | '《'
                | ')'
                | ']'
                | '}'
                | '>'
                | '】'
                | '》'
                | '*'
                | ','
                | '、'
        )
}

/// How a value is tied to its label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tie {
    /// Where the value begins.
    pub at: usize,
    /// A copula stands between: "is", 是, a colon.
    pub told: bool,
}

/// Skips what stands between a label that ends at `from` and its value, `reach` bytes at most.
pub fn tie(plain: &Plain, from: usize, reach: usize) -> Tie {
    let mut tie = Tie { at: from, told: false };
    while tie.at - from <= reach {
        let rest = plain.low_from(tie.at);
        let Some(first) = rest.chars().next() else { break };
        if let Some(aside) = aside(rest) {
            tie.at += aside;
        } else if is_wrapping(first) {
            tie.at += first.len_utf8();
        } else if let Some(word) = starts_with(rest, COPULAS) {
            tie.told = true;
            tie.at += word.len();
        } else if let Some(word) = starts_with(rest, FILLERS) {
            tie.at += word.len();
        } else {
            break;
        }
    }
    tie
}

/// The length of a remark in brackets that stands between a label and its copula: 密码（区分大小写）：
fn aside(text: &str) -> Option<usize> {
    /// No remark is longer, bytes.
    const LONGEST: usize = 48;
    const PAIRS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('【', '】'), ('<', '>')];
    let first = text.chars().next()?;
    let (_, closes) = PAIRS.iter().find(|(opens, _)| *opens == first)?;
    let end = head(text, LONGEST).find(*closes)? + closes.len_utf8();
    let after = text.get(end..)?.trim_start();
    starts_with(after, COPULAS).map(|_| end)
}

/// Whether a text is nothing but little words, such as stand between a value and what it is called.
pub fn is_little(text: &str) -> bool {
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = starts_with(rest, COPULAS).or_else(|| starts_with(rest, FILLERS));
        let taken = match word {
            Some(word) => word.len(),
            None if is_wrapping(first) => first.len_utf8(),
            None => return false,
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    true
}

/// The first bytes of a text, so that whoever looks ahead from every label of a long text does not read it all each time.
pub fn head(text: &str, bytes: usize) -> &str {
    text.get(..text.floor_char_boundary(bytes)).unwrap_or(text)
}

/// The last bytes of a text.
pub fn tail(text: &str, bytes: usize) -> &str {
    text.get(text.ceil_char_boundary(text.len().saturating_sub(bytes))..).unwrap_or(text)
}

/// The first of these that the text begins with, as a word of its own.
pub fn starts_with<'a>(text: &str, words: &[&'a str]) -> Option<&'a str> {
    words.iter().copied().find(|word| {
        text.strip_prefix(word).is_some_and(|rest| {
            let letters = word.ends_with(|c: char| c.is_ascii_alphanumeric());
            !(letters && rest.starts_with(|c: char| c.is_ascii_alphanumeric()))
        })
    })
}

/// No password is longer, bytes.
const LONGEST_TOKEN: usize = 256;

/// Whether a character can be part of a password or a token.
pub fn is_visible_ascii(c: char) -> bool {
    c.is_ascii_graphic()
}

/// The token of visible ASCII that begins at `from`, without the punctuation that ends a sentence or closes a quote.
pub fn token(plain: &Plain, from: usize) -> Range<usize> {
    let rest = head(plain.cased.get(from..).unwrap_or_default(), LONGEST_TOKEN);
    let long = rest.find(|c| !is_visible_ascii(c)).unwrap_or(rest.len());
    let trimmed = rest
        .get(..long)
        .unwrap_or_default()
        .trim_end_matches(['.', ',', ';', ':', '?', '"', '\'', ')', ']', '}', '>', '`']);
    from..from + trimmed.len()
}

/// Whether a sentence, or at least a part of it, ends at a byte.
pub fn clause_ends(plain: &Plain, at: usize) -> bool {
    let rest = plain.low_from(at);
    let after = rest.trim_start_matches(['"', '\'', '”', '’', '」', '』', ')', '`', '!', ' ']);
    after.chars().next().is_none_or(|c| matches!(c, '\n' | '\r' | '.' | ',' | ';' | '?' | '。' | '，' | '、' | '；'))
}

/// Runs of characters that pass, whole.
pub fn runs<'a>(text: &'a str, passes: impl Fn(char) -> bool + 'a) -> impl Iterator<Item = Range<usize>> + 'a {
    let mut from = 0;
    std::iter::from_fn(move || {
        let rest = text.get(from..)?;
        let start = from + rest.find(&passes)?;
        let run = text.get(start..)?;
        let end = start + run.find(|c| !passes(c)).unwrap_or(run.len());
        from = end;
        Some(start..end)
    })
}
