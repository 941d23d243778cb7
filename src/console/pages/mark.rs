//! How near a deadline is, as every page shows it. Decides nothing.

use crate::console::frame::Frame;
use crate::conversation::Urgency;

/// How near a deadline is, as a chip's style and words.
pub(super) fn mark(frame: &Frame<'_>, urgency: Urgency) -> Option<(&'static str, String)> {
    match urgency {
        Urgency::Late => Some(("bad", frame.say("console-late"))),
        Urgency::AtRisk => Some(("warn", frame.say("console-at-risk"))),
        Urgency::None => None,
    }
}
