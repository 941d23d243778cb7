//! What may be a piece of a longer thought: updates of one chat that go together when they follow each other at once. Knows
//! neither their words nor what is answered.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// How long a piece waits for the next: people who write in single lines send one a second. Who is done has then waited for
/// about as long as a person takes to begin an answer.
pub const PAUSE: SignedDuration = SignedDuration::from_millis(1500);

/// So long the first piece waits at most, however steadily others follow: a talk in which nothing is answered is none.
pub const LONGEST_WAIT: SignedDuration = SignedDuration::from_secs(4);

/// Texts that are joined at most: a thought in more lines than this is worth an answer on the way.
const MOST_TEXTS: usize = 6;

/// Characters of them, with the ends of lines: the longest text that Telegram carries, and that is kept as one.
const MOST_CHARS: usize = 4096;

/// Pictures and files in an album of Telegram's.
const MOST_FILES: usize = 10;

/// Telegram dates in whole seconds, so that two pieces within [`PAUSE`] may be dated so far apart.
const DATED_APART: SignedDuration = SignedDuration::from_secs(2);

/// An update that may be a piece of something longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Of what.
    pub of: Whole,
    /// When it was sent, by Telegram's clock (whole seconds).
    pub sent_at: Timestamp,
    /// Whether it must not wait for others; it takes along those before it.
    pub urgent: bool,
}

/// What a piece is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whole {
    /// A thought, in so many characters of words.
    Thought(u16),
    /// An album: a checksum of Telegram's name of it.
    Album(u32),
}

impl Whole {
    /// How many pieces it has at most.
    fn most(self) -> usize {
        match self {
            Self::Thought(_) => MOST_TEXTS,
            Self::Album(_) => MOST_FILES,
        }
    }
}

/// How many of these updates, from the first, go together: none where the first is no piece.
pub fn together(pieces: impl IntoIterator<Item = Option<Piece>>) -> usize {
    let (mut count, mut chars) = (0, 0);
    let mut before: Option<Piece> = None;
    for piece in pieces {
        let Some(piece) = piece else { break };
        let fits = match (before.map(|before| before.of), piece.of) {
            (None, Whole::Thought(_)) => true,
            (Some(Whole::Thought(_)), Whole::Thought(more)) => chars + usize::from(more) <= MOST_CHARS,
            (None, Whole::Album(_)) => true,
            (Some(Whole::Album(first)), Whole::Album(next)) => first == next,
            (Some(_), _) => false,
        };
        let follows = before.is_none_or(|before| piece.sent_at.duration_since(before.sent_at).abs() <= DATED_APART);
        if !fits || !follows || count >= piece.of.most() {
            break;
        }
        if let Whole::Thought(more) = piece.of {
            chars += usize::from(more) + 1;
        }
        count += 1;
        before = Some(piece);
    }
    count
}

/// Whether so many pieces can have no further one.
pub fn is_full(of: Whole, count: usize) -> bool {
    count >= of.most()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(of: Whole, second: i64) -> Option<Piece> {
        Some(Piece { of, sent_at: Timestamp::from_second(second).unwrap_or_default(), urgent: false })
    }

    #[test]
    fn a_thought_is_as_long_as_one_message_may_be_and_no_longer_than_six() {
        let words = |chars, second| piece(Whole::Thought(chars), second);
        assert_eq!(together([]), 0);
        assert_eq!(together([None, words(3, 0)]), 0);
        assert_eq!(together([words(3, 0), None, words(3, 0)]), 1);
        assert_eq!(together((0..9).map(|second| words(3, second))), 6);
        assert_eq!(together([words(3, 0), words(3, 2), words(3, 5)]), 2, "another thought");
        assert_eq!(together([words(4096, 0), words(1, 0)]), 1);
        assert_eq!(together([words(2000, 0), words(2095, 0), words(1, 0)]), 2);
    }

    #[test]
    fn an_album_is_of_one_name() {
        let of = |album| piece(Whole::Album(album), 0);
        assert_eq!(together([of(7), of(7), of(8)]), 2);
        assert_eq!(together([of(7), piece(Whole::Thought(3), 0)]), 1);
        assert_eq!(together(std::iter::repeat_n(of(7), 12)), 10);
    }
}
