//! `/queue`: what waits, urgent first.

use crate::callback::ChatId;
use crate::conversation::{Button, Click, Decision, Facts, Keyboard, Situation, cards};
use crate::words::{Markdown, Words};

/// Claim buttons in a row.
const IN_A_ROW: usize = 3;

/// Shows the head of the queue, with a button for each request that can be claimed.
pub(in crate::conversation) fn show_queue(
    facts: &Facts<'_>,
    words: Words<'_>,
    situation: &Situation,
    chat: ChatId,
    out: &mut Decision,
) {
    if situation.queue.is_empty() {
        return out.say(chat, words.say("queue-empty", &[]), Keyboard::None);
    }
    let head = words.say("queue-head", &[("open", situation.open.into())]);
    let lines: Vec<String> =
        situation.queue.iter().map(|request| cards::line(facts, words, request).to_string()).collect();
    let mut text = head.and(&Markdown::trusted(lines.join("\n\n")));
    let hidden = situation.open.saturating_sub(situation.queue.len());
    if hidden > 0 {
        text = text.and(&words.say("queue-more", &[("hidden", hidden.into())]));
    }
    let claims: Vec<Button> = situation
        .queue
        .iter()
        .filter(|request| request.state.waits() && !request.number_wrong)
        .map(|request| Button {
            label: words.label("button-claim-reference", &[("reference", request.id.to_string().into())]),
            click: Click::Claim(request.id),
        })
        .collect();
    out.say(chat, text, Keyboard::Inline(claims.chunks(IN_A_ROW).map(<[Button]>::to_vec).collect()));
}
