//! Those who are not served at the moment: the blocked, and strangers who come in a crowd. A press is answered still, and
//! a secret taken out of the chat.

use super::super::{Conversation, Decision, Facts, Incoming, Keyboard, Situation, What};
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

/// A stranger whom the desk has no room for is told so once. Their next message is a first one again.
pub(super) fn in_a_crowd(facts: &Facts<'_>, situation: Situation, incoming: &Incoming) -> Decision {
    let mut out = Decision::default();
    let words = words(facts, &situation, incoming);
    if let What::Click { press, .. } = &incoming.what {
        out.answer(incoming.chat, press, Some(words.label("slow-down-press", &[])));
    }
    if situation.conversation.as_ref().is_none_or(|state| state.turned_away.is_none()) {
        out.say(incoming.chat, words.say("crowded", &[]), Keyboard::None);
        let state = situation.conversation.unwrap_or_else(|| Conversation::begin(facts, incoming));
        out.conversation = Some(Conversation { turned_away: Some(facts.now), ..state });
    }
    out
}

fn words<'a>(facts: &Facts<'a>, situation: &Situation, incoming: &Incoming) -> Words<'a> {
    let known = situation.conversation.as_ref().map(|state| state.language.locale);
    facts.words(known.unwrap_or_else(|| Conversation::begin(facts, incoming).language.locale))
}
