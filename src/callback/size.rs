//! How much is kept of what grows with a request, in bytes as they are stored. What is full says so; nothing is dropped in
//! silence.

use super::{CallbackRequest, CustomerNote, Prepared};

/// A customer's story: two hundred full messages of Telegram's in Latin letters, sixty in Chinese characters. More than
/// anybody reads before a call, and a tenth of what a record of the store can hold.
pub const MAX_STORY_BYTES: usize = 256 * 1024;

/// The notes of agents on one request.
pub const MAX_NOTES_BYTES: usize = 64 * 1024;

/// The answers to what the customer is to have ready.
pub const MAX_PREPARED_BYTES: usize = 128 * 1024;

/// What a piece takes beside its words: its time, who wrote it, the names of the fields.
const PIECE_BYTES: usize = 128;

/// What a text takes when it is stored as JSON.
fn stored(text: &str) -> usize {
    let one = |c: char| match c {
        '"' | '\\' | '\n' | '\r' | '\t' => 2,
        '\0'..='\u{1f}' => 6,
        c => c.len_utf8(),
    };
    text.chars().map(one).sum()
}

impl CallbackRequest {
    /// Whether the customer's story has room for this.
    pub(super) fn has_room_for(&self, note: &CustomerNote) -> bool {
        let size = |note: &CustomerNote| {
            PIECE_BYTES + stored(&note.text) + note.file.as_ref().map_or(0, |file| stored(&file.id))
        };
        self.story.iter().map(size).sum::<usize>() + size(note) <= MAX_STORY_BYTES
    }

    /// Whether the agents' notes have room for this.
    pub(super) fn has_room_for_note(&self, text: &str) -> bool {
        let kept: usize = self.notes.iter().map(|note| PIECE_BYTES + stored(&note.text)).sum();
        kept + PIECE_BYTES + stored(text) <= MAX_NOTES_BYTES
    }

    /// Whether the answers have room for this one.
    pub(super) fn has_room_for_answer(&self, question: &str, answer: &str) -> bool {
        let size = |question: &str, answer: &str| PIECE_BYTES + stored(question) + stored(answer);
        let kept: usize = self.prepared.iter().map(|Prepared { question, answer }| size(question, answer)).sum();
        kept + size(question, answer) <= MAX_PREPARED_BYTES
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_text_takes_what_its_json_takes(text in "\\PC*|[\0-\u{ff}]*|(?s:.*)") {
            let json = serde_json::to_string(&text).unwrap_or_default();
            // Two short escapes fewer than JSON has: counted as long, which is on the safe side.
            prop_assert!(json.len() <= stored(&text) + 2 && stored(&text) <= json.len() * 3);
        }
    }
}
