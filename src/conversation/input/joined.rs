//! Several events as one: the lines of one thought, what is sent with them, the pictures of one album. Judges neither whether they belong together
//! nor what they mean.

use std::borrow::Cow;

use super::event::{ChatKind, Incoming, Sent, What, Written};

impl Incoming {
    /// Joins events of one person, in their order, into one; `None` when they are not pieces of one thought or album.
    pub fn joined(pieces: Vec<Self>) -> Option<Self> {
        let first = pieces.first()?;
        if pieces.len() == 1 {
            return pieces.into_iter().next();
        }
        let (chat, person) = (first.chat, first.person.id);
        let of_one = |piece: &Self| piece.chat == chat && piece.person.id == person && piece.kind == ChatKind::Private;
        if !pieces.iter().all(of_one) {
            return None;
        }
        let last = pieces.last().cloned()?;
        let (mut texts, mut sent) = (Vec::new(), Vec::new());
        for piece in pieces {
            match piece.what {
                What::Text { message, text, forwarded: false } if !is_command(&text) => {
                    texts.push(Written { message, text });
                }
                What::Media { message, media, caption, file } => sent.push(Sent { message, media, caption, file }),
                _ => return None,
            }
        }
        let what = match (texts.is_empty(), sent.is_empty()) {
            (_, true) => What::Texts(texts),
            (true, _) => What::Album(sent),
            (false, false) => What::Thought { texts, sent },
        };
        Some(Self { what, ..last })
    }
}

impl Incoming {
    /// The same with several texts as one, under the number of the last: agents work with single texts.
    pub(in crate::conversation) fn as_one_text(&self) -> Cow<'_, Self> {
        match &self.what {
            What::Texts(texts) => {
                let message = texts.last().map_or(0, |written| written.message);
                let what = What::Text { message, text: What::one_text(texts), forwarded: false };
                Cow::Owned(Self { what, ..self.clone() })
            }
            _ => Cow::Borrowed(self),
        }
    }
}

impl What {
    /// The words of several texts as one, in one line: who breaks a sentence over several messages means one sentence.
    pub(in crate::conversation) fn one_text(texts: &[Written]) -> String {
        texts.iter().map(|written| written.text.as_str()).collect::<Vec<_>>().join(" ")
    }
}

/// Whether a text is a command, and complete by that.
fn is_command(text: &str) -> bool {
    text.trim_start().starts_with('/')
}
