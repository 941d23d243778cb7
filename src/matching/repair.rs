//! Mends mistyped Latin words: an unknown word becomes the nearest word of the desk's own vocabulary. Knows no
//! dictionary: a word that is far from all the desk's words is left as it is.

use std::cmp::Reverse;
use std::collections::HashMap;

use super::features::hash;

/// Shorter words have too many neighbours to mend.
const SHORTEST: usize = 4;
/// From this length on two slips are forgiven, below it one.
const TWO_SLIPS_FROM: usize = 8;
/// Longer words are not typed by people and are left alone.
const LONGEST: usize = 24;

/// The words of a desk, found by what is left of them after a slip.
#[derive(Clone, Debug, Default)]
pub(super) struct Repairer {
    /// The words in alphabetical order with how many examples have them.
    words: Vec<(Box<str>, u32)>,
    /// From the hash of a word with letters left out to the word's place; sorted, so that memory stays small.
    index: Vec<(u32, u32)>,
    known: HashMap<u64, u32, super::vocabulary::Spread>,
}

impl Repairer {
    /// Prepares for `words`: each word with the number of examples that have it.
    pub(super) fn new(mut words: Vec<(Box<str>, u32)>) -> Self {
        words.sort();
        words.dedup_by(|later, earlier| {
            let same = later.0 == earlier.0;
            if same {
                earlier.1 += later.1;
            }
            same
        });
        let mut index = Vec::new();
        let mut known = HashMap::default();
        for (place, (word, _)) in words.iter().enumerate() {
            let place = u32::try_from(place).unwrap_or(u32::MAX);
            known.insert(hash(word.as_bytes()), place);
            if word.chars().count() >= SHORTEST && word.len() <= LONGEST {
                shortened(word, slips(word), &mut |short| index.push((narrow(hash(short)), place)));
            }
        }
        index.sort_unstable();
        index.dedup();
        index.shrink_to_fit();
        Self { words, index, known }
    }

    /// Whether the desk has the word.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.known
            .get(&hash(word.as_bytes()))
            .and_then(|&place| self.words.get(place as usize))
            .is_some_and(|(known, _)| **known == *word)
    }

    /// The desk's word that `word` is most likely a slip for.
    pub(super) fn mend(&self, word: &str) -> Option<&str> {
        if word.len() > LONGEST || word.chars().count() < SHORTEST {
            return None;
        }
        let allowed = slips(word);
        let first = word.chars().next();
        let mut best: Option<(Rank, &str)> = None;
        shortened(word, allowed, &mut |short| {
            let key = narrow(hash(short));
            let start = self.index.partition_point(|(at, _)| *at < key);
            for &(_, place) in self.index.iter().skip(start).take_while(|(at, _)| *at == key) {
                let Some((candidate, count)) = self.words.get(place as usize) else { continue };
                if best.is_some_and(|((_, _, _, have), _)| have == place) {
                    continue;
                }
                let distance = strsim::osa_distance(word, candidate);
                if distance > allowed.min(slips(candidate)) {
                    continue;
                }
                let rank = (distance, candidate.chars().next() != first, Reverse(*count), place);
                if best.is_none_or(|(held, _)| rank < held) {
                    best = Some((rank, candidate));
                }
            }
        });
        best.map(|(_, word)| word)
    }
}

/// How good a repair is, the best lowest: slips, another first letter, how rare the word is, its place.
type Rank = (usize, bool, Reverse<u32>, u32);

/// How many slips a word is forgiven.
fn slips(word: &str) -> usize {
    if word.chars().count() >= TWO_SLIPS_FROM { 2 } else { 1 }
}

fn narrow(hash: u64) -> u32 {
    (hash >> 32) as u32
}

/// Calls `with` for the word and for each way to leave out up to `slips` of its characters.
fn shortened(word: &str, slips: usize, with: &mut impl FnMut(&[u8])) {
    with(word.as_bytes());
    if slips > 0 {
        leave_one_out(word.as_bytes(), 0, &mut |once, from| {
            with(once);
            if slips > 1 {
                leave_one_out(once, from, &mut |twice, _| with(twice));
            }
        });
    }
}

/// Calls `with` for each way to leave one byte at or after `from` out, with the place it was left out at. For words
/// beyond ASCII a slip is a byte; the distance that decides is counted in characters.
fn leave_one_out(word: &[u8], from: usize, with: &mut impl FnMut(&[u8], usize)) {
    let mut buffer = [0_u8; LONGEST];
    for out in from..word.len() {
        let mut length = 0;
        for (at, (slot, byte)) in
            buffer.iter_mut().zip(word.iter().enumerate().filter(|(at, _)| *at != out).map(|(_, b)| b)).enumerate()
        {
            *slot = *byte;
            length = at + 1;
        }
        with(buffer.get(..length).unwrap_or(&[]), out);
    }
}
