//! Pictures and other files, one or an album: kept for a call, or told that they cannot be read. An album is answered once.

use super::Talk;
use crate::callback::FileRef;
use crate::conversation::context::Step;
use crate::conversation::input::{Media, Sent, What, Written};
use crate::conversation::output::Keyboard;

impl Talk<'_> {
    /// Takes what was sent at once, with the texts beside it.
    pub(super) fn on_files(&mut self, sent: &[Sent], texts: &[Written]) {
        let words = self.words_with(sent, texts);
        let keeps = self.own.is_some() || self.booking().is_some();
        let silent = words.is_none() && !(keeps && sent.iter().any(|sent| sent.file.is_some()));
        let stickers = sent.iter().all(|sent| sent.media == Media::Sticker);
        if silent && !stickers && self.state.heard.sees_picture(self.facts.now) {
            return;
        }
        if sent.iter().any(|sent| sent.media == Media::Picture) && self.may_show_secrets() {
            let human = self.human_button();
            self.say("picture-warning", &[], Keyboard::Inline(vec![vec![human]]));
            return self.on_words_with(words);
        }
        let mut files = sent.iter().filter_map(|sent| Some((sent.file.as_ref()?, sent.caption.as_deref()))).peekable();
        match self.booking() {
            None if self.own.is_some() && files.peek().is_some() => {
                return self.add_files(files, texts, words);
            }
            Some(_) if files.peek().is_some() => {
                return self.book_with_files(files.map(|(file, _)| file), words);
            }
            _ => {}
        }
        match words {
            Some(_) => self.on_words_with(words),
            None if stickers => {}
            None => {
                let human = self.human_button();
                self.say("only-text", &[], Keyboard::Inline(vec![vec![human]]));
            }
        }
    }

    /// Adds files to the call that is owed; the texts beside them are read as ever, and say that both are kept.
    fn add_files<'f>(
        &mut self,
        mut files: impl Iterator<Item = (&'f FileRef, Option<&'f str>)>,
        texts: &[Written],
        words: Option<Written>,
    ) {
        let urgent = words.filter(|words| self.tells_of_urgent(&words.text));
        if texts.is_empty() && urgent.is_none() {
            self.state.step = Step::Idle;
            return files.for_each(|(file, caption)| self.add_file(file, caption));
        }
        let kept = files.all(|(file, caption)| self.keep_file(file, caption));
        if !kept && let Some(id) = self.own.as_ref().map(|own| own.id) {
            self.say_added(id, "request-is-full");
        }
        if urgent.is_some() {
            return self.on_words_with(urgent);
        }
        // Words below a file stay with it.
        self.lines = if texts.len() > 1 { texts.to_vec() } else { Vec::new() };
        let last = texts.last().map(|last| last.message);
        self.on_words_with(last.map(|message| Written { message, text: What::one_text(texts) }));
    }

    /// All that was written beside and below what was sent.
    fn words_with(&mut self, sent: &[Sent], texts: &[Written]) -> Option<Written> {
        let line = |sent: &Sent| Some(Written { message: sent.message, text: sent.caption.clone()? });
        let mut lines: Vec<Written> = texts.iter().cloned().chain(sent.iter().filter_map(line)).collect();
        lines.sort_by_key(|line| line.message);
        let message = lines.last()?.message;
        let text = What::one_text(&lines);
        self.lines = if lines.len() > 1 { lines } else { Vec::new() };
        Some(Written { message, text })
    }

    fn on_words_with(&mut self, words: Option<Written>) {
        if let Some(Written { message, text }) = words {
            self.on_text(message, &text, None, false);
        }
    }
}
