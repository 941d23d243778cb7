//! Cuts a text into the pieces that the encoder knows: the likeliest cut of a unigram model (Kudo 2018), by Viterbi's
//! algorithm. Ties fall as in `SentencePiece`, whose model this is.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::hashing::{Spread, step};

/// The pieces, the most frequent first: log-probability and text, parted by a tab. The first has the number [`FIRST`].
pub(super) static PIECES: &str = include_str!("pieces.tsv");

/// Stands for characters that are in no piece.
pub(super) const UNKNOWN: u32 = 0;
/// Stands before every text.
const START: u32 = 1;
/// Stands behind every text.
const END: u32 = 2;
/// The numbers below stand for no text.
const FIRST: u32 = 6;
/// A text has at most so many pieces, with start and end; what comes after is not looked at.
pub(super) const MOST: usize = 40;
/// How far an unknown character is less likely than the least likely piece, as `SentencePiece` has it.
const UNKNOWN_PENALTY: f32 = 10.0;
/// A blank as pieces write it.
const BLANK: char = '\u{2581}';

/// All pieces by the hash of their characters.
struct Table {
    pieces: HashMap<u64, (u32, f32), Spread>,
    /// The length of the longest piece in characters.
    longest: usize,
    unknown: f32,
}

static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table { pieces: HashMap::default(), longest: 1, unknown: 0.0 };
    for (number, row) in (FIRST..).zip(PIECES.split('\n')) {
        let Some((score, piece)) = row.split_once('\t') else { continue };
        let Ok(score) = score.parse::<f32>() else { continue };
        table.pieces.insert(piece.chars().fold(0, |hash, c| step(hash, u64::from(c))), (number, score));
        table.longest = table.longest.max(piece.chars().count());
        table.unknown = table.unknown.min(score);
    }
    table.unknown -= UNKNOWN_PENALTY;
    table
});

/// The best way to a place in the text.
#[derive(Clone, Copy, Debug)]
struct Way {
    score: f32,
    /// Where its last piece starts.
    from: usize,
    /// That piece.
    piece: u32,
}

/// The buffers of the search.
#[derive(Debug, Default)]
pub(super) struct Viterbi {
    chars: Vec<char>,
    ways: Vec<Way>,
}

impl Viterbi {
    /// The numbers of the pieces of `normal`, a text in normal form, into `out`.
    pub(super) fn pieces(&mut self, normal: &str, out: &mut Vec<u32>) {
        self.chars.clear();
        if !normal.is_empty() {
            self.chars.push(BLANK);
        }
        self.chars.extend(normal.chars().map(|c| if c == ' ' { BLANK } else { c }));
        self.search();
        out.clear();
        let mut at = self.chars.len();
        while let Some(way) = self.ways.get(at).filter(|_| at > 0) {
            if way.piece != UNKNOWN || out.last() != Some(&UNKNOWN) {
                out.push(way.piece);
            }
            at = way.from;
        }
        out.push(START);
        out.reverse();
        out.truncate(MOST - 1);
        out.push(END);
    }

    fn search(&mut self) {
        let table = &*TABLE;
        self.ways.clear();
        self.ways.resize(self.chars.len() + 1, Way { score: f32::NEG_INFINITY, from: 0, piece: UNKNOWN });
        if let Some(first) = self.ways.first_mut() {
            first.score = 0.0;
        }
        for from in 0..self.chars.len() {
            let here = self.ways.get(from).map_or(0.0, |way| way.score);
            let mut hash = 0;
            let ends = self.chars.iter().skip(from).zip(self.ways.iter_mut().skip(from + 1)).take(table.longest);
            for (length, (c, way)) in ends.enumerate() {
                hash = step(hash, u64::from(*c));
                let known = table.pieces.get(&hash).copied();
                let Some((piece, score)) = known.or((length == 0).then_some((UNKNOWN, table.unknown))) else {
                    continue;
                };
                if here + score > way.score {
                    *way = Way { score: here + score, from, piece };
                }
            }
        }
    }
}
