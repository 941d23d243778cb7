//! Those who are not served at the moment because a lead has blocked them. A press is answered still, and a secret taken
//! out of the chat.

use crate::conversation::context::{Facts, Situation};
use crate::conversation::input::{Incoming, What};
use crate::conversation::output::Decision;
use crate::words::Words;

/// A blocked person was told once, when it began. Nothing they do has an effect.
pub(super) fn while_blocked(facts: &Facts<'_>, situation: &Situation, incoming: &Incoming) -> Decision {
    let mut out = Decision::default();
    match &incoming.what {
        What::Click { press, .. } => {
            let line = words(facts, situation, incoming).label("blocked-press", &[]);
            out.answer(incoming.chat, press, Some(line));
        }
        What::Secret { message, kinds, .. } => {
            out.delete(incoming.chat, *message);
            out.incidents.extend(kinds);
        }
        _ => {}
    }
    out
}

fn words<'a>(facts: &Facts<'a>, situation: &Situation, incoming: &Incoming) -> Words<'a> {
    let known = situation.conversation.as_ref().map(|state| state.language.locale);
    facts.words(known.unwrap_or_else(|| facts.new_conversation(incoming).language.locale))
}
