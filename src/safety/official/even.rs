//! A text evened out, so that a link is found however its dots and letters are written. Decides nothing about it.

use super::address::is_invisible;
use super::endings;
use crate::text::english;

/// A text with letters, digits and signs of links in their usual width and without what cannot be seen. Dots that browsers
/// or readers take for one are dots, also those set apart or written out before the ending of a host: links that are
/// written so that nobody opens them are made whole.
pub(super) struct Even {
    /// The text.
    pub text: String,
    /// The bytes before which something invisible stood.
    pub gone: Vec<usize>,
}

/// Ways to write a dot so that a link cannot be pressed, brackets left out.
const WRITTEN_OUT: [&str; 4] = ["dot", "d0t", "点", "點"];

/// Blanks on one side of a dot that is set apart, at most.
const MOST_BLANKS: usize = 3;

/// The longest label of a host (RFC 1035, 2.3.4).
const LABEL_CHARS: usize = 63;

impl Even {
    pub(super) fn of(text: &str) -> Self {
        let whole = ["[.]", "(.)", "{.}", "[dot]", "(dot)", "{dot}", "(点)", "（点）", "[点]"]
            .iter()
            .fold(text.to_owned(), |text, dot| text.replace(dot, ".").replace(&dot.to_uppercase(), "."));
        let chars = joined(&whole.chars().map(narrow).collect::<Vec<_>>());
        let latin = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_alphanumeric);
        let mut even = Self { text: String::with_capacity(whole.len()), gone: Vec::new() };
        for (at, c) in chars.iter().enumerate() {
            match c {
                '。' | '｡' if latin(at.checked_sub(1)) && latin(Some(at + 1)) => even.text.push('.'),
                c if is_invisible(*c) => even.gone.push(even.text.len()),
                c => even.text.push(*c),
            }
        }
        even
    }
}

/// The text with dots set apart, Chinese or written out, put between a name and the ending of a host.
fn joined(chars: &[char]) -> Vec<char> {
    let mut whole: Vec<char> = Vec::with_capacity(chars.len());
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        let named = whole.last().is_some_and(|before| before.is_alphanumeric());
        match dot_at(chars, at).filter(|end| named && joins(&whole, chars.get(*end..).unwrap_or_default(), *c)) {
            Some(end) => {
                whole.push('.');
                at = end;
            }
            None => {
                whole.push(*c);
                at += 1;
            }
        }
    }
    whole
}

/// Where a dot ends that begins here with its blanks; `None` for no dot, and for one that is written as usual.
fn dot_at(chars: &[char], from: usize) -> Option<usize> {
    let blanks = |at: usize| {
        chars
            .get(at..)
            .unwrap_or_default()
            .iter()
            .take(MOST_BLANKS)
            .take_while(|c| matches!(c, ' ' | '\u{3000}'))
            .count()
    };
    let before = blanks(from);
    let at = from + before;
    let rest = chars.get(at..).unwrap_or_default();
    let (dot, word) = match rest.first()? {
        '.' | '。' | '｡' | '·' | ',' => (1, false),
        _ => {
            let written = WRITTEN_OUT.iter().find(|written| {
                let mut letters = rest.iter().flat_map(|c| c.to_lowercase());
                written.chars().all(|letter| letters.next() == Some(letter))
            })?;
            (written.chars().count(), written.is_ascii())
        }
    };
    let after = blanks(at + dot);
    let apart = before > 0 && after > 0;
    let usual = matches!(rest.first(), Some('.')) && before == 0 && after == 0;
    // A comma, and a word, are a dot only where they stand apart.
    let fits = if word || rest.first() == Some(&',') { apart } else { !usual };
    fits.then_some(at + dot + after)
}

/// Whether what stands before and after such a dot is a host.
fn joins(before: &[char], after: &[char], first: char) -> bool {
    let label = |chars: &mut dyn Iterator<Item = &char>| -> Vec<char> {
        chars.take(LABEL_CHARS).take_while(|c| c.is_alphanumeric() || **c == '-').copied().collect()
    };
    let mut name = label(&mut before.iter().rev());
    name.reverse();
    let name: String = name.into_iter().collect();
    let rest: String = label(&mut after.iter()).into_iter().collect();
    let ascii = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
    let (ending, follows) = rest.split_at(ascii);
    if endings::other_at(&rest).is_some() || endings::is_plain(ending) {
        // "8 . my": a number is no name, but for a Chinese dot nothing else is meant.
        return name.chars().any(char::is_alphabetic) || first == '。';
    }
    let is_word = |word: &str| english(&word.to_lowercase()).is_some();
    endings::is_known(ending) && follows.is_empty() && name.is_ascii() && name.len() > 2 && !is_word(&name)
}

fn narrow(c: char) -> char {
    match c {
        '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => narrowed(c),
        '．' | '／' | '＠' | '－' | '＿' | '＋' | '：' => narrowed(c),
        // One dot leader, small full stop: browsers read them as a dot.
        '\u{2024}' | '\u{fe52}' => '.',
        '﹫' => '@',
        c => c,
    }
}

/// The ASCII character that a full-width one is the wide form of (Unicode block "Halfwidth and Fullwidth Forms").
fn narrowed(c: char) -> char {
    char::from_u32(u32::from(c) - 0xff01 + u32::from('!')).unwrap_or(c)
}
