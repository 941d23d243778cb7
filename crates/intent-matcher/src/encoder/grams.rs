//! What a text is made of below its words: runs of letters, and the sounds of ideographs. Spelling mistakes and
//! homophones leave most of them alone.

use crate::text::{sound, sound_name};

/// So many of a text are looked at.
const MOST: usize = 96;
/// The rows of the table; row 0 is never used.
const BUCKETS: u32 = 16384;
/// Lengths of the runs of letters, with the marks at both ends of a word.
const RUNS: [usize; 2] = [3, 4];

/// The numbers of what `normal`, a text in the encoder's normal form, is made of, into `out`.
pub(super) fn grams(normal: &str, out: &mut Vec<u32>) {
    out.clear();
    let mut before: Option<char> = None;
    let mut rest = normal;
    while let Some(c) = rest.chars().next()
        && out.len() < MOST
    {
        let taken = if is_ideograph(c) {
            out.push(spell(Bucket::new('p'), c).finish());
            if let Some(before) = before.replace(c) {
                out.push(spell(spell(Bucket::new('q'), before).add('_'), c).finish());
            }
            c.len_utf8()
        } else if is_letter(c) {
            before = None;
            let word = rest.split(|c| !is_letter(c) && !is_apostrophe(c)).next().unwrap_or(rest);
            runs(word, out);
            word.len()
        } else {
            c.len_utf8()
        };
        rest = rest.get(taken..).unwrap_or("");
    }
    out.truncate(MOST);
}

/// The runs of letters of a word.
fn runs(word: &str, out: &mut Vec<u32>) {
    let letters = || std::iter::once('^').chain(word.chars().filter(|c| !is_apostrophe(*c))).chain(['$']);
    for length in RUNS {
        let mut left = letters().count().saturating_sub(length - 1).min(MOST);
        let mut from = letters();
        while left > 0 {
            out.push(from.clone().take(length).fold(Bucket::new('e'), Bucket::add).finish());
            from.next();
            left -= 1;
        }
    }
}

fn is_ideograph(c: char) -> bool {
    ('\u{3400}'..='\u{9fff}').contains(&c)
}

fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && !is_ideograph(c)
}

/// Left out wherever they stand.
fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '\u{2019}')
}

/// Adds how an ideograph sounds; the ideograph itself where that is not known.
fn spell(bucket: Bucket, c: char) -> Bucket {
    match sound(c) {
        Some(sound) => sound_name(sound).chars().map(|c| if c == 'ü' { 'v' } else { c }).fold(bucket, Bucket::add),
        None => bucket.add(c),
    }
}

/// FNV-1a of 32 bits over UTF-8.
#[derive(Clone, Copy)]
struct Bucket(u32);

impl Bucket {
    fn new(kind: char) -> Self {
        Self(0x811c_9dc5).add(kind)
    }

    fn add(self, c: char) -> Self {
        let fold = |hash: u32, byte: &u8| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193);
        Self(c.encode_utf8(&mut [0; 4]).as_bytes().iter().fold(self.0, fold))
    }

    fn finish(self) -> u32 {
        1 + self.0 % (BUCKETS - 1)
    }
}
