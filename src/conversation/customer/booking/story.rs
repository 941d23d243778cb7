//! The story of a booking: every word that answers no question belongs to it. Words like "never mind" never begin it.

use jiff::SignedDuration;

use super::Talk;
use super::meaning::Meaning;
use crate::callback::{CustomerNote, FileRef};
use crate::conversation::context::{Booking, Said};
use crate::conversation::customer::excerpt::{kept, newest, shown};
use crate::conversation::customer::story::ALBUM;
use crate::conversation::customer::wording::is_short;
use crate::conversation::input::Written;
use crate::conversation::output::Keyboard;
use crate::words::{Args, Markdown};

/// Files kept while a call is booked: an album of Telegram's.
const MAX_FILES: usize = 10;

/// Words from longer ago belong to another talk.
const FORGOTTEN_AFTER: SignedDuration = SignedDuration::from_mins(30);

/// Messages kept while a call is booked; more are for the phone.
const MAX_SAID: usize = 40;

/// Characters of them, together: four full messages of Telegram's.
const MAX_SAID_CHARS: usize = 16 * 1024;

impl Talk<'_> {
    /// Adds words to the story. Says what the customer is told of it.
    pub(super) fn note(&mut self, message: i64, text: &str) -> Markdown {
        let Some(mut booking) = self.booking() else { return Markdown::default() };
        for Written { message, text } in self.parts_of(message, text) {
            let said: usize = booking.said.iter().map(|said| said.text.chars().count()).sum();
            if booking.said.len() >= MAX_SAID || said + text.chars().count() > MAX_SAID_CHARS {
                self.put(booking);
                return self.words().say("story-full", &[]);
            }
            booking.said.push(Said { message, at: self.facts.now, text: kept(&text) });
        }
        self.put(booking);
        self.words().say("story-noted", &[])
    }

    /// Takes the new words of a message that was changed. Says whether there is a booking that they belong to.
    pub(in crate::conversation::customer) fn edits_booking(&mut self, message: i64, text: &str) -> bool {
        let Some(mut booking) = self.booking() else { return false };
        let Some(said) = booking.said.iter_mut().find(|said| said.message == message) else {
            // An answer that was mended is an answer; anything else corrects what was told before.
            if !self.takes_answer_of_step(message, text, &booking) {
                let corrected = self.words().label("edited-story", &[("text", text.into())]);
                self.note(message, &corrected);
                self.say_corrected();
            }
            return true;
        };
        said.text = kept(text);
        self.put(booking);
        self.say_corrected();
        true
    }

    fn say_corrected(&mut self) {
        let corrected = self.words().say("story-corrected", &[]);
        self.ask_step_again(corrected);
    }

    /// Keeps words that found no answer for a call that may follow, behind those that no call has taken yet.
    pub(in crate::conversation::customer) fn remember(&mut self, text: &str) {
        let fresh = self.state.heard_at.is_some_and(|at| self.facts.now.duration_since(at) < FORGOTTEN_AFTER);
        let before = self.state.unanswered.take().filter(|before| fresh && before.trim() != text.trim());
        self.state.unanswered = Some(match before {
            Some(before) if self.is_story(&before) => newest(&format!("{before}\n{text}")),
            _ => kept(text),
        });
    }

    /// Whether words can begin a story: not a bare wish for a call, a greeting, a "never mind".
    pub(super) fn is_story(&self, text: &str) -> bool {
        let meant = self.meaning(text);
        !(self.is_small_talk(text, &meant) || self.is_bare_errand(text, &meant))
    }

    /// Keeps pictures or other files for the call, with the words below them.
    pub(in crate::conversation::customer) fn book_with_files<'f>(
        &mut self,
        files: impl Iterator<Item = &'f FileRef>,
        caption: Option<Written>,
    ) {
        let Some(mut booking) = self.booking() else { return };
        let now = self.facts.now;
        let mut in_album = booking.files.last().is_some_and(|last| now.duration_since(last.at) < ALBUM);
        for file in files {
            if booking.files.len() >= MAX_FILES {
                self.say("files-full", &[], Keyboard::None);
                in_album = true;
                break;
            }
            booking.files.push(CustomerNote { at: now, text: String::new(), file: Some(file.clone()) });
        }
        self.put(booking);
        match caption {
            // Words below a picture are words: they may even be the number.
            Some(Written { message, text }) => self.book_with_text(message, &text),
            None if in_album => {}
            None => {
                let kept = self.words().say("booking-file-kept", &[]);
                self.ask_step_again(kept);
            }
        }
    }

    /// What the agent will read, as the receipt shows it.
    pub(super) fn story_shown(&self, booking: &Booking) -> Option<Markdown> {
        let told = booking.told()?;
        let args: Args<'_> = &[("story", shown(&told).into())];
        Some(self.words().say("booked-story", args))
    }

    /// Words that ask the desk for something and tell nothing else.
    pub(super) fn is_bare_errand(&self, text: &str, meant: &Meaning) -> bool {
        meant.is_errand() && is_short(text)
    }
}
