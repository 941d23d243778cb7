//! Pictures and other files, one or an album: kept for a call, or told that they cannot be read. An album is answered once.

use super::Talk;
use crate::conversation::context::Step;
use crate::conversation::input::{Media, Sent, What, Written};
use crate::conversation::output::Keyboard;

impl Talk<'_> {
    /// Takes what was sent at once.
    pub(super) fn on_files(&mut self, sent: &[Sent]) {
        let caption = self.captions(sent);
        let keeps = self.own.is_some() || self.booking().is_some();
        let silent = caption.is_none() && !(keeps && sent.iter().any(|sent| sent.file.is_some()));
        let stickers = sent.iter().all(|sent| sent.media == Media::Sticker);
        if silent && !stickers && self.state.heard.sees_picture(self.facts.now) {
            return;
        }
        if sent.iter().any(|sent| sent.media == Media::Picture) && self.may_show_secrets() {
            let human = self.human_button();
            self.say("picture-warning", &[], Keyboard::Inline(vec![vec![human]]));
            return self.on_caption(caption);
        }
        let mut files = sent.iter().filter_map(|sent| Some((sent.file.as_ref()?, sent.caption.as_deref()))).peekable();
        match self.booking() {
            None if self.own.is_some() && files.peek().is_some() => {
                self.state.step = Step::Idle;
                return files.for_each(|(file, caption)| self.add_file(file, caption));
            }
            Some(_) if files.peek().is_some() => {
                return self.book_with_files(files.map(|(file, _)| file), caption);
            }
            _ => {}
        }
        match caption {
            Some(_) => self.on_caption(caption),
            None if stickers => {}
            None => {
                let human = self.human_button();
                self.say("only-text", &[], Keyboard::Inline(vec![vec![human]]));
            }
        }
    }

    /// The words below what was sent.
    fn captions(&mut self, sent: &[Sent]) -> Option<Written> {
        let line = |sent: &Sent| Some(Written { message: sent.message, text: sent.caption.clone()? });
        let lines: Vec<Written> = sent.iter().filter_map(line).collect();
        let message = lines.last()?.message;
        let text = What::one_text(&lines);
        self.lines = if lines.len() > 1 { lines } else { Vec::new() };
        Some(Written { message, text })
    }

    fn on_caption(&mut self, caption: Option<Written>) {
        if let Some(Written { message, text }) = caption {
            self.on_text(message, &text, None, false);
        }
    }
}
