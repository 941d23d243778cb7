//! What the desk remembers of what was said of late, so that it neither repeats itself nor forgets what it was told. Holds
//! no words of anybody.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use crate::callback::RequestId;
use crate::matching::IntentId;
use crate::text::LanguageMemory;

/// So long an answer is fresh: who asks the same again within it has read it, and wants something else.
const FRESH: SignedDuration = SignedDuration::from_mins(10);

/// Answers remembered: more topics than anybody asks after within that time.
const ANSWERS: usize = 6;

/// Pictures without words that follow each other within this are one: an album, or several sent one by one.
const PICTURES: SignedDuration = SignedDuration::from_mins(1);

/// Whether what was said then is fresh in everybody's mind.
pub fn is_fresh(at: Timestamp, now: Timestamp) -> bool {
    now.duration_since(at).abs() < FRESH
}

/// What was said of late.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Heard {
    /// The last call that was owed to this person, over or not.
    pub last_call: Option<RequestId>,
    /// The message that was taken last in free talk.
    pub message: Option<i64>,
    /// Those that were taken with it, as the lines of one thought.
    pub before: Vec<i64>,
    /// What it was taken for; `None` when it found no answer.
    pub meant: Option<IntentId>,
    /// The answers that were given, with a checksum of what was asked, the newest last.
    answers: Vec<(IntentId, u32, Timestamp)>,
    /// When it was last said that pictures cannot be read.
    picture_at: Option<Timestamp>,
    /// What is known of the language they write.
    pub language: Option<LanguageMemory>,
}

impl Heard {
    /// Remembers which messages were taken, the last one last.
    pub fn takes(&mut self, mut messages: Vec<i64>) {
        self.message = messages.pop();
        self.before = messages;
    }

    /// Whether this message is, or belongs to, what was taken last.
    pub fn took_last(&self, message: i64) -> bool {
        self.message == Some(message) || self.before.contains(&message)
    }

    /// Remembers that these words were answered. Says whether other words were answered so not long ago: who sends the same
    /// words again has lost the answer, or it has changed.
    pub fn answers(&mut self, intent: &IntentId, words: &str, now: Timestamp) -> bool {
        let asked = crc32fast::hash(words.as_bytes());
        self.answers.retain(|(_, _, at)| is_fresh(*at, now));
        let told = self.answers.iter().any(|(told, before, _)| told == intent && *before != asked);
        self.answers.retain(|(told, _, _)| told != intent);
        self.answers.push((intent.clone(), asked, now));
        if self.answers.len() > ANSWERS {
            self.answers.remove(0);
        }
        told
    }

    /// Forgets what was answered: it was read in another language.
    pub fn changes_language(&mut self) {
        self.answers.clear();
    }

    /// A picture came without words. Says whether it follows another that was answered.
    pub fn sees_picture(&mut self, now: Timestamp) -> bool {
        let follows = self.picture_at.is_some_and(|at| now.duration_since(at).abs() < PICTURES);
        self.picture_at = Some(now);
        follows
    }
}
