//! What must not wait its turn, told from an event alone, before it is worked off. Decides nothing else.

use crate::conversation::input::{BookClick, Click, CustomerClick, Incoming, Sent, What, read_fraud};
use crate::intents::{IntentLibrary, Priority};
use crate::matching::{Candidate, IntentId, Matcher, Verdict};

/// The intent of accounts that the desk's own house has locked: nobody steals there.
const ACCOUNT_LOCKED: &str = "account-locked";

/// Whether an event tells of something urgent: words that mean, or may mean, an urgent intent; a button of one; a secret
/// that was given away.
pub fn is_urgent(library: &IntentLibrary, matcher: &Matcher, incoming: &Incoming) -> bool {
    match &incoming.what {
        What::Text { text, .. } | What::Edited { text, .. } => urgent_words(library, matcher, text),
        What::Texts(texts) => texts.iter().any(|written| urgent_words(library, matcher, &written.text)),
        What::Media { caption, .. } => caption.as_deref().is_some_and(|words| urgent_words(library, matcher, words)),
        What::Album(sent) => captions(sent).any(|words| urgent_words(library, matcher, words)),
        What::Thought { texts, sent } => {
            let lines = texts.iter().map(|written| written.text.as_str());
            lines.chain(captions(sent)).any(|words| urgent_words(library, matcher, words))
        }
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

fn captions(sent: &[Sent]) -> impl Iterator<Item = &str> {
    sent.iter().filter_map(|sent| sent.caption.as_deref())
}

/// Whether words mean something urgent, or may: to read them too soon costs nothing, too late an account.
fn urgent_words(library: &IntentLibrary, matcher: &Matcher, words: &str) -> bool {
    if read_fraud(words).is_some() {
        return true;
    }
    match matcher.verdict(words) {
        Verdict::Answer { first, second } => {
            urgent(library, &first.intent) || second.is_some_and(|second| urgent(library, &second.intent))
        }
        Verdict::Unsure(candidates) => candidates.iter().any(|candidate| urgent(library, &candidate.intent)),
        Verdict::None => false,
    }
}

/// So likely must an urgent meaning be, where the matcher asks back, for a call that is owed to go first without another
/// press: of ten such messages four mean it. One call put first for nothing costs others minutes; one left behind, an account.
const LIKELY: f32 = 0.4;

/// The urgent intent that a verdict means, or likely enough means: what a call that is owed is raised for. Nothing where
/// the desk itself has locked the account, or where another meaning is likelier.
pub(in crate::conversation) fn urgent_meaning(library: &IntentLibrary, verdict: &Verdict) -> Option<IntentId> {
    let candidates: Vec<&Candidate> = match verdict {
        Verdict::Answer { first, second } => std::iter::once(first).chain(second).collect(),
        Verdict::Unsure(candidates) => {
            candidates.first().filter(|candidate| candidate.confidence >= LIKELY).into_iter().collect()
        }
        Verdict::None => Vec::new(),
    };
    let locked = candidates.first().is_some_and(|first| first.intent.as_str() == ACCOUNT_LOCKED);
    let meant = candidates.into_iter().find(|candidate| urgent(library, &candidate.intent));
    meant.filter(|_| !locked).map(|candidate| candidate.intent.clone())
}

fn urgent(library: &IntentLibrary, id: &IntentId) -> bool {
    library.intent(id).is_some_and(|intent| intent.priority == Priority::Urgent)
}
