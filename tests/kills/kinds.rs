//! The sentences that people in a campaign wait for, by words that no other sentence has.

/// A kind of message: the words that tell it.
pub type Kind = &'static str;

pub const VERDICT: Kind = "is not on our list";
pub const BOOKED: Kind = "Your call is booked: RB-";
pub const CALLING: Kind = "is calling you now about RB-";
pub const RESOLVED: Kind = "Call finished: RB-";
pub const DECLINED: Kind = "As you told us on the phone, your call request RB-";
pub const MISSED: Kind = "We called you about RB-";
pub const SUMMARY: Kind = "What was agreed (RB-";
pub const NOT_MADE: Kind = "could not make the call about RB-";
pub const ADDED: Kind = "I've added this to RB-";
pub const TOPIC: Kind = "What is it about?";
pub const THANKS: Kind = "Thank you, we'll call";
pub const KNOWN: Kind = "Shall we call";
pub const PHONE: Kind = "Which number may we call?";
pub const TIMING: Kind = "When may we call?";
pub const REPORTED: Kind = "Your report is written down";
pub const NOTHING_TOLD: Kind = "Well done: give them nothing";
pub const ASK_CANCEL: Kind = "Cancel your call request RB-";
pub const CANCELLED: Kind = "is cancelled.";
pub const NO_CALL: Kind = "There is nothing to cancel.";
pub const BEING_CALLED: Kind = "We are calling you right now";
pub const ENDED: Kind = "This request has already ended";
pub const RATING: Kind = "How was our help?";
pub const COMMENT: Kind = "If you'd like to add a word";
pub const NOTED: Kind = "we've noted it";
pub const NO_MATCH: Kind = "I don't have an answer to that";
pub const STILL_NO_MATCH: Kind = "I still can't answer that";
pub const UNSURE: Kind = "I'm not quite sure";
pub const BARE_WORD: Kind = "What would you like to know about that";

/// Answers to words that were not added to a call.
pub const NOT_ADDED: [Kind; 4] = [NO_MATCH, STILL_NO_MATCH, UNSURE, BARE_WORD];

/// Everything that a customer may be told; earlier ones first where a message holds the words of two.
pub const CUSTOMER: [Kind; 28] = [
    VERDICT,
    BOOKED,
    CALLING,
    RESOLVED,
    DECLINED,
    MISSED,
    SUMMARY,
    NOT_MADE,
    TOPIC,
    THANKS,
    KNOWN,
    PHONE,
    TIMING,
    REPORTED,
    NOTHING_TOLD,
    ASK_CANCEL,
    CANCELLED,
    NO_CALL,
    BEING_CALLED,
    ENDED,
    RATING,
    COMMENT,
    NOTED,
    NO_MATCH,
    STILL_NO_MATCH,
    UNSURE,
    BARE_WORD,
    ADDED,
];

/// What agents' deeds lead to, and not a step of the customer's own.
pub const UNASKED: [Kind; 6] = [CALLING, RESOLVED, DECLINED, MISSED, SUMMARY, NOT_MADE];

pub const ON_THE_ROSTER: Kind = "you are on the roster";
pub const NONE_WAITS: Kind = "Nothing is waiting that you could call now.";
pub const HANDS_FULL: Kind = "You still have RB-";
pub const ASK_NOTE: Kind = "Write your note on RB-";
pub const YOURS: Kind = "is yours";
/// What a card of a request that the customer has cancelled says.
pub const CARD_CANCELLED: Kind = "Cancelled";
pub const NOTE_KEPT: Kind = "Noted on RB-";
pub const NOTE_NOT_YOURS: Kind = "is no longer yours, so the note was not kept";
pub const ASK_SUMMARY: Kind = "What was agreed for RB-";
pub const SUMMARY_SENT: Kind = "It goes to the customer and is kept with RB-";

/// What an agent's own steps lead to. Alerts and the like are not counted, nor [`HANDS_FULL`]: a press in the group whose
/// agent no longer waits for it leads to it as well.
pub const AGENT: [Kind; 7] =
    [ON_THE_ROSTER, NONE_WAITS, ASK_NOTE, NOTE_KEPT, NOTE_NOT_YOURS, ASK_SUMMARY, SUMMARY_SENT];

/// The first of these kinds that a text is of.
pub fn kind_of(text: &str, kinds: &[Kind]) -> Option<Kind> {
    kinds.iter().copied().find(|kind| text.contains(kind))
}

/// The first reference in a text.
pub fn reference_in(text: &str) -> Option<String> {
    let from = text.find("RB-")?;
    let digits: String = text.get(from + 3..)?.chars().take_while(char::is_ascii_digit).collect();
    (!digits.is_empty()).then(|| format!("RB-{digits}"))
}
