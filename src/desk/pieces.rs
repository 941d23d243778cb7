//! Which events wait a moment for the next of the same person. What they wait for, and for how long, is the store's.

use super::Desk;
use crate::conversation::{ChatKind, Incoming, Media, What, waits_for_more};
use crate::store::{Piece, StoreFault, Whole};

impl Desk {
    /// What an event that has just come may be a piece of: nothing where it can be answered at once, or must be.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn piece(
        &self,
        incoming: &Incoming,
        album: Option<u32>,
        urgent: bool,
    ) -> Result<Option<Piece>, StoreFault> {
        let agents = self.roster().agent(incoming.person.id).is_some();
        if !self.profile.gathers || agents || incoming.kind != ChatKind::Private {
            return Ok(None);
        }
        let of = match &incoming.what {
            What::Media { media: Media::Sticker, .. } => None,
            What::Media { message, .. } => {
                Some(Whole::Album(album.unwrap_or_else(|| crc32fast::hash(&message.to_le_bytes()))))
            }
            What::Text { text, .. } => {
                let state = self.store.conversation(incoming.chat).await?.map(|state| state.value);
                let hours = &self.profile.hours;
                let waits = waits_for_more(&self.phrasebook, hours, state.as_ref(), incoming, self.now());
                let chars = u16::try_from(text.chars().count()).ok().filter(|_| waits);
                chars.map(Whole::Thought)
            }
            _ => None,
        };
        Ok(of.map(|of| Piece { of, sent_at: incoming.sent_at, urgent }))
    }
}
