//! What must not wait its turn, told from an event alone, before it is worked off. Decides nothing else.

use crate::conversation::input::{BookClick, Click, CustomerClick, Incoming, What};
use crate::intents::{IntentLibrary, Priority};
use crate::matching::{IntentId, Matcher, Verdict};

/// Whether an event tells of something urgent: words that mean, or may mean, an urgent intent; a button of one; a secret
/// that was given away.
pub fn is_urgent(library: &IntentLibrary, matcher: &Matcher, incoming: &Incoming) -> bool {
    match &incoming.what {
        What::Text { text, .. } | What::Edited { text, .. } => urgent_words(library, matcher, text),
        What::Media { caption, .. } => caption.as_deref().is_some_and(|words| urgent_words(library, matcher, words)),
        What::Secret { .. } => true,
        What::Click {
            click:
                Some(
                    Click::Customer(CustomerClick::Topic(id))
                    | Click::Customer(CustomerClick::Human(Some(id)))
                    | Click::Customer(CustomerClick::Book(_, BookClick::About(id))),
                ),
            ..
        } => urgent(library, id),
        _ => false,
    }
}

/// Whether words mean something urgent, or may: to read them too soon costs nothing, too late an account.
fn urgent_words(library: &IntentLibrary, matcher: &Matcher, words: &str) -> bool {
    match matcher.verdict(words) {
        Verdict::Answer { first, second } => {
            urgent(library, &first.intent) || second.is_some_and(|second| urgent(library, &second.intent))
        }
        Verdict::Unsure(candidates) => candidates.iter().any(|candidate| urgent(library, &candidate.intent)),
        Verdict::None => false,
    }
}

fn urgent(library: &IntentLibrary, id: &IntentId) -> bool {
    library.intent(id).is_some_and(|intent| intent.priority == Priority::Urgent)
}
