//! A text of an agent in the forms that are judged: one width, no decoration, no letters that only look Latin, nothing set
//! apart that belongs together. Never shown to anybody.

use crate::safety::secrets::Plain;
use crate::text::{CharKind, kind, simplify};

/// Letters of other scripts, so many, cannot be judged by these rules; a name or two may stand in a text.
const FOREIGN_LETTERS: usize = 9;

/// Letters standing alone, so many in a row, are a word set apart.
const SPACED: usize = 4;

/// The forms of one text.
pub struct Letters {
    /// Lines joined, decoration gone, as wide and high as it was written.
    pub joined: String,
    /// In lower case, Latin throughout and in simplified characters.
    low: String,
    /// The same with digits and signs read as the letters that they stand for, when that is something else.
    leet: Option<String>,
    foreign: usize,
}

impl Letters {
    pub fn of(text: &str) -> Self {
        let bare: String = text.chars().filter(|c| !is_decoration(*c)).collect();
        let joined = bare.replace(" @ ", " @");
        let joined = joined.strip_prefix("@ ").map_or_else(|| joined.clone(), |rest| format!("@{rest}"));
        let low = Plain::whole(&bare).low;
        let foreign = low.chars().filter(|c| is_foreign(*c)).count();
        let low: String = low.split_inclusive(char::is_whitespace).map(latin).collect();
        let low: String = low.chars().map(|c| if c.is_whitespace() { ' ' } else { simplify(c) }).collect();
        let low = together(&compact(&low));
        let leet: String = low.split_inclusive(' ').map(unleeted).collect();
        let joined = commas(&set_together(&joined.replace(['\n', '\r', '\t'], " ")));
        Self { joined, leet: (leet != low).then_some(leet), low, foreign }
    }

    /// The forms in which words are looked for.
    pub fn plain(&self) -> impl Iterator<Item = &str> {
        std::iter::once(self.low.as_str()).chain(self.leet.as_deref())
    }

    /// In lower case, Latin throughout.
    pub fn low(&self) -> &str {
        &self.low
    }

    /// The text, when most of it is in a script or language that these rules do not know.
    pub fn unread(&self) -> Option<String> {
        (self.foreign >= FOREIGN_LETTERS).then(|| self.joined.trim().to_owned())
    }
}

/// The sentences of a text in its plain form.
pub fn sentences(plain: &str) -> impl Iterator<Item = &str> {
    let ends = |text: &str, at: usize, c: char| match c {
        '。' | '!' | '?' => true,
        '.' => text.get(at + 1..).is_none_or(|rest| rest.is_empty() || rest.starts_with(' ')),
        _ => false,
    };
    let mut from = 0;
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    for (at, c) in plain.char_indices() {
        if ends(plain, at, c) {
            cuts.push((from, at + c.len_utf8()));
            from = at + c.len_utf8();
        }
    }
    cuts.push((from, plain.len()));
    cuts.into_iter().filter_map(|(from, to)| plain.get(from..to)).filter(|sentence| !sentence.trim().is_empty())
}

/// Marks, our own among them, and emphasis: letters stand on both sides of them.
fn is_decoration(c: char) -> bool {
    matches!(
        c,
        '⟦' | '⟧'
            | '*'
            | '`'
            | '~'
            | '|'
            | '"'
            | '“'
            | '”'
            | '‘'
            | '「'
            | '」'
            | '『'
            | '』'
            | '【'
            | '】'
            | '<'
            | '>'
    )
}

/// Whether a letter belongs to a script that the rules do not read.
fn is_foreign(c: char) -> bool {
    let han = matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{323af}' | '々' | '〇');
    c.is_alphabetic() && !c.is_ascii() && !han && !matches!(c, '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}

/// A word with letters of other scripts in it as the Latin word that it looks like.
fn latin(word: &str) -> String {
    if !(word.contains(|c: char| c.is_ascii_lowercase()) && word.contains(is_foreign)) {
        return word.to_owned();
    }
    word.chars().map(looks).collect()
}

/// The Latin letter that one of another script looks like (Unicode Technical Standard 39, the usual ones).
fn looks(c: char) -> char {
    const LIKE: [(&str, char); 24] = [
        ("аαɑ", 'a'),
        ("вβ", 'b'),
        ("сϲ", 'c'),
        ("ԁ", 'd'),
        ("еєε", 'e'),
        ("ɡ", 'g'),
        ("һнη", 'h'),
        ("іιı", 'i'),
        ("јϳ", 'j'),
        ("кκ", 'k'),
        ("ӏ", 'l'),
        ("мμ", 'm'),
        ("пո", 'n'),
        ("оοσօ", 'o'),
        ("рρ", 'p'),
        ("ԛ", 'q'),
        ("гг", 'r'),
        ("ѕ", 's'),
        ("тτ", 't'),
        ("υս", 'u'),
        ("ѵν", 'v'),
        ("ԝωш", 'w'),
        ("хχ", 'x'),
        ("уγ", 'y'),
    ];
    LIKE.iter().find(|(like, _)| like.contains(c)).map_or(c, |(_, latin)| *latin)
}

/// Blanks and signs between Chinese characters gone, which are written without.
fn compact(low: &str) -> String {
    let chars: Vec<char> = low.chars().collect();
    let is_han = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|c| kind(*c) == CharKind::Ideograph);
    let is_gap = |c: char| matches!(c, ' ' | '.' | '-' | '_' | '·' | '/' | '+' | '^' | '#' | '=' | '•');
    let mut kept = String::with_capacity(low.len());
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        let gap = chars.get(at..).unwrap_or_default().iter().take_while(|c| is_gap(**c)).count();
        if gap > 0 && is_han(at.checked_sub(1)) && is_han(Some(at + gap)) {
            at += gap;
            continue;
        }
        kept.push(*c);
        at += 1;
    }
    kept
}

/// Single letters and dots with blanks between as one word: `e v i l . i o`.
fn set_together(text: &str) -> String {
    let words: Vec<&str> = text.split(' ').collect();
    let lone = |word: &&str| word.chars().count() == 1 && word.chars().all(|c| c.is_alphanumeric() || c == '.');
    let mut whole = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let row = words.get(at..).unwrap_or_default().iter().take_while(|word| lone(word)).count();
        if row >= SPACED {
            whole.extend(words.get(at..at + row).unwrap_or_default().iter().copied());
            at += row;
        } else {
            whole.push_str(word);
            at += 1;
        }
        whole.push(' ');
    }
    whole
}

/// A comma in place of the dot of a host: `evil,io`.
fn commas(text: &str) -> String {
    const ENDINGS: [&str; 9] = ["com", "net", "org", "io", "cn", "xyz", "cc", "info", "top"];
    let words = text.split(' ').map(|word| match word.split_once([',', '，']) {
        Some((name, ending)) if !name.is_empty() && ENDINGS.contains(&ending) => format!("{name}.{ending}"),
        _ => word.to_owned(),
    });
    words.collect::<Vec<_>>().join(" ")
}

/// Letters set apart one by one put together: `p a s s w o r d`.
fn together(low: &str) -> String {
    let is_gap = |c: char| matches!(c, ' ' | '.' | '-' | '_' | '·' | '/');
    let chars: Vec<char> = low.chars().collect();
    let letter = |at: usize| chars.get(at).is_some_and(char::is_ascii_alphanumeric);
    let lone = |at: usize| letter(at) && !letter(at + 1) && !at.checked_sub(1).is_some_and(letter);
    let mut whole = String::with_capacity(low.len());
    let mut at = 0;
    while let Some(c) = chars.get(at) {
        let row = (0..)
            .map(|step| at + 2 * step)
            .take_while(|place| lone(*place))
            .take_while(|place| *place == at || chars.get(place - 1).is_some_and(|gap| is_gap(*gap)));
        let row: Vec<usize> = row.collect();
        if row.len() >= SPACED {
            whole.extend(row.iter().filter_map(|place| chars.get(*place)));
            at = row.last().map_or(at + 1, |last| last + 1);
            continue;
        }
        whole.push(*c);
        at += 1;
    }
    whole
}

/// A word with digits and signs in place of letters, as the word that is meant: `p@ssw0rd`.
fn unleeted(word: &str) -> String {
    let letters = word.chars().filter(char::is_ascii_lowercase).count();
    let signs = word.chars().filter(|c| letter_for(*c) != *c).count();
    if letters < 3 || signs == 0 || signs > letters {
        return word.to_owned();
    }
    word.chars().map(letter_for).collect()
}

fn letter_for(c: char) -> char {
    match c {
        '@' | '4' => 'a',
        '0' => 'o',
        '1' => 'i',
        '3' => 'e',
        '5' | '$' => 's',
        '7' => 't',
        c => c,
    }
}
