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
    /// What is sent besides texts: a checksum of Telegram's name of its album, or of the message's number.
    Album(u32),
}

/// Pieces that go together, counted.
#[derive(Clone, Copy, Default)]
struct Together {
    texts: usize,
    files: usize,
    chars: usize,
}

impl Together {
    /// Takes one more. Says whether there is room for it.
    fn takes(&mut self, of: Whole) -> bool {
        match of {
            Whole::Thought(more) => {
                self.texts += 1;
                self.chars += usize::from(more);
                // Between two lines stands the end of one.
                self.texts <= MOST_TEXTS && self.chars + self.texts <= MOST_CHARS + 1
            }
            Whole::Album(_) => {
                self.files += 1;
                self.files <= MOST_FILES
            }
        }
    }
}

/// How many of these updates, from the first, go together: none where the first is no piece. Words and what is sent with them
/// are one thought, in whatever order they come.
pub fn together(pieces: impl IntoIterator<Item = Option<Piece>>) -> usize {
    let mut taken = Together::default();
    let mut before: Option<Piece> = None;
    let mut count = 0;
    for piece in pieces {
        let Some(piece) = piece else { break };
        let follows = before.is_none_or(|before| piece.sent_at.duration_since(before.sent_at).abs() <= DATED_APART);
        if !follows || !taken.takes(piece.of) {
            break;
        }
        count += 1;
        before = Some(piece);
    }
    count
}

/// Whether pieces that go together can have no further one: there is no room for another of the last one's kind.
pub fn is_full(pieces: impl IntoIterator<Item = Piece>) -> bool {
    let (mut taken, mut last) = (Together::default(), None);
    for piece in pieces {
        taken.takes(piece.of);
        last = Some(piece.of);
    }
    match last {
        Some(Whole::Thought(_)) => taken.texts >= MOST_TEXTS,
        Some(Whole::Album(_)) => taken.files >= MOST_FILES,
        None => false,
    }
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
    fn words_and_what_is_sent_with_them_are_one_thought() {
        let of = |album| piece(Whole::Album(album), 0);
        let words = piece(Whole::Thought(3), 0);
        assert_eq!(together([words, of(7), of(7), of(8), words]), 5);
        assert_eq!(together([of(7), piece(Whole::Thought(3), 3)]), 1, "sent later");
        assert_eq!(together(std::iter::repeat_n(of(7), 12)), 10);
        assert_eq!(together([words, words].into_iter().chain(std::iter::repeat_n(of(7), 12))), 12);
        assert!(is_full(std::iter::repeat_n(of(7), 10).flatten()) && !is_full([of(7), words].into_iter().flatten()));
        assert!(is_full(std::iter::repeat_n(words, 6).flatten()));
    }
}
