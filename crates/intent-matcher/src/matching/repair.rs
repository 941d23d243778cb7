//! The desk's own Latin words, and the mending of mistyped ones: an unknown word becomes the nearest word of the
//! desk. A common English word or a word that is far from all the desk's words is left as it is.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::text::{Stem, english, everybodys};

use crate::hashing::Spread;
use crate::hashing::hash;

/// Shorter words have too many neighbours to mend.
const SHORTEST: usize = 3;
/// No word is mended to a shorter one than this.
const SHORTEST_MEANT: usize = 2;
/// From this length on two slips are forgiven, below it one.
const TWO_SLIPS_FROM: usize = 7;
/// Longer words are not typed by people and are left alone.
pub(super) const LONGEST: usize = 24;
/// So many bits of hints for each hash, at least: one look in as many is in vain.
const HINT_BITS: usize = 16;
/// A word with a forgotten space has at least this many letters on each side of it.
const SHORTEST_HALF: usize = 2;

/// A word of the desk.
#[derive(Clone, Debug)]
struct Word {
    text: Box<str>,
    /// How often the examples have it.
    count: u32,
    /// The hash of its stem.
    stem: u64,
}

/// The words of a desk, found as they are or by what is left of them after a slip.
#[derive(Clone, Debug, Default)]
pub(super) struct Words {
    /// In alphabetical order.
    words: Vec<Word>,
    /// From the hash of a word to its place.
    known: HashMap<u64, u32, Spread>,
    /// From the hash of a word with letters left out to the word's place; sorted, so that memory stays small.
    shortened: Vec<(u32, u32)>,
    /// A bit for each such hash, some shared: tells at once that nearly all hashes of a word are none of the desk's.
    hints: Vec<u64>,
}

/// How good a repair is, the best lowest: slips, another first letter, how rare the word is, its place.
type Rank = (usize, bool, Reverse<u32>, u32);

impl Words {
    /// Prepares for `words`, each as often as the examples have it.
    pub(super) fn new(mut texts: Vec<Box<str>>) -> Self {
        texts.sort_unstable();
        let mut words: Vec<Word> = Vec::new();
        for text in texts {
            match words.last_mut() {
                Some(last) if last.text == text => last.count += 1,
                _ => words.push(Word { stem: stem_hash(&text), text, count: 1 }),
            }
        }
        let mut known = HashMap::default();
        let mut index = Vec::new();
        for (place, word) in words.iter().enumerate() {
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            known.insert(hash(word.text.as_bytes()), place);
            if (SHORTEST_MEANT..=LONGEST).contains(&word.text.len()) {
                shortened(&word.text, slips(&word.text), &mut |short| index.push((narrow(hash(short)), place)));
            }
        }
        index.sort_unstable();
        index.dedup();
        index.shrink_to_fit();
        let mut hints = vec![0; (index.len() * HINT_BITS / BITS).next_power_of_two()];
        for (key, _) in &index {
            let (at, bit) = hint(*key, hints.len());
            if let Some(bits) = hints.get_mut(at) {
                *bits |= bit;
            }
        }
        Self { words, known, shortened: index, hints }
    }

    /// The places of the words that `key` may be what is left of.
    fn places(&self, key: u32) -> impl Iterator<Item = u32> {
        let (at, bit) = hint(key, self.hints.len());
        let hinted = self.hints.get(at).is_some_and(|bits| bits & bit != 0);
        let start = if hinted { self.shortened.partition_point(|(at, _)| *at < key) } else { self.shortened.len() };
        self.shortened.iter().skip(start).take_while(move |(at, _)| *at == key).map(|(_, place)| *place)
    }

    /// The bytes held on the heap; the map's are its capacity in keys, values and marks.
    pub(super) fn memory(&self) -> usize {
        let texts: usize = self.words.iter().map(|word| word.text.len()).sum();
        texts
            + size_of_val(self.words.as_slice())
            + size_of_val(self.shortened.as_slice())
            + size_of_val(self.hints.as_slice())
            + self.known.capacity() * (size_of::<(u64, u32)>() + 1)
    }

    /// The hash of the stem of a word that the desk has.
    pub(super) fn stem(&self, word: &str) -> Option<u64> {
        let place = self.known.get(&hash(word.as_bytes()))?;
        self.words.get(*place as usize).filter(|known| *known.text == *word).map(|known| known.stem)
    }

    /// The desk's word that `word` is most likely a slip for, and the hash of its stem.
    pub(super) fn mend(&self, word: &str) -> Option<(&str, u64)> {
        if word.len() > LONGEST || word.chars().count() < SHORTEST || english(word).is_some() || everybodys(word) {
            return None;
        }
        let allowed = slips(word);
        let first = word.chars().next();
        let mut best: Option<(Rank, &Word)> = None;
        shortened(word, allowed, &mut |short| {
            for place in self.places(narrow(hash(short))) {
                let Some(meant) = self.words.get(place as usize) else { continue };
                if best.is_some_and(|((_, _, _, have), _)| have == place) {
                    continue;
                }
                let distance = strsim::osa_distance(word, &meant.text);
                let rank = (distance, meant.text.chars().next() != first, Reverse(meant.count), place);
                if distance <= allowed && best.is_none_or(|(held, _)| rank < held) {
                    best = Some((rank, meant));
                }
            }
        });
        best.map(|(_, word)| (&*word.text, word.stem))
    }

    /// Two words of the desk that `word` is made of, when a space between them was forgotten.
    pub(super) fn split<'w>(&self, word: &'w str) -> Option<(&'w str, &'w str)> {
        if word.len() > LONGEST || !word.is_ascii() || english(word).is_some() || everybodys(word) {
            return None;
        }
        (SHORTEST_HALF..word.len().saturating_sub(SHORTEST_HALF - 1))
            .filter_map(|at| word.split_at_checked(at))
            .find(|(left, right)| self.stem(left).is_some() && self.stem(right).is_some())
    }
}

/// The hash of the stem of any word.
pub(super) fn stem_hash(word: &str) -> u64 {
    Stem::of(word).map_or_else(|| hash(word.as_bytes()), |stem| hash(stem.as_bytes()))
}

/// How many slips a word is forgiven.
fn slips(word: &str) -> usize {
    if word.chars().count() >= TWO_SLIPS_FROM { 2 } else { 1 }
}

/// How many bits a word of hints has.
const BITS: usize = u64::BITS as usize;

/// Where the bit of `key` stands among so many words of hints, a power of two.
fn hint(key: u32, words: usize) -> (usize, u64) {
    let bit = key as usize;
    ((bit / BITS) & (words - 1), 1 << (bit % BITS))
}

fn narrow(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// Calls `with` for the word and for each way to leave out up to `slips` of its bytes. For words beyond ASCII a slip
/// is more than one byte and may stay unmended; the distance that decides is counted in characters.
pub(super) fn shortened(word: &str, slips: usize, with: &mut impl FnMut(&[u8])) {
    with(word.as_bytes());
    leave_one_out(word.as_bytes(), 0, &mut |once, from| {
        with(once);
        if slips > 1 {
            leave_one_out(once, from, &mut |twice, _| with(twice));
        }
    });
}

/// Calls `with` for each way to leave out one byte at or after `from`, with the place it was left out at.
fn leave_one_out(word: &[u8], from: usize, with: &mut impl FnMut(&[u8], usize)) {
    let mut buffer = [0_u8; LONGEST];
    for out in from..word.len() {
        let rest = word.iter().enumerate().filter(|(at, _)| *at != out).map(|(_, byte)| byte);
        for (slot, byte) in buffer.iter_mut().zip(rest) {
            *slot = *byte;
        }
        with(buffer.get(..word.len() - 1).unwrap_or(&[]), out);
    }
}
