//! Several events as one: the lines of one thought, the pictures of one album. Judges neither whether they belong together
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
        let whats: Vec<What> = pieces.into_iter().map(|piece| piece.what).collect();
        let texts: Option<Vec<Written>> = whats.iter().map(written).collect();
        let what = match texts {
            Some(texts) => What::Texts(texts),
            None => What::Album(whats.into_iter().map(sent).collect::<Option<_>>()?),
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

fn written(what: &What) -> Option<Written> {
    match what {
        What::Text { message, text, forwarded: false } if what.command_line().is_none() => {
            Some(Written { message: *message, text: text.clone() })
        }
        _ => None,
    }
}

fn sent(what: What) -> Option<Sent> {
    match what {
        What::Media { message, media, caption, file } => Some(Sent { message, media, caption, file }),
        _ => None,
    }
}
