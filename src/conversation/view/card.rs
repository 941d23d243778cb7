//! The card of a request, which everybody at the desk sees: no name, no full number, no words of the customer.

use super::audience::{agent_locale, at_work, card_chats, in_private};
use super::{names, status_label};
use crate::callback::CallbackRequest;
use crate::conversation::context::Facts;
use crate::conversation::input::AgentClick;
use crate::conversation::output::{Body, Decision, Keyboard, MessageRef, Recipient, Slot, button};
use crate::intents::Priority;
use crate::words::{Args, Markdown, Value, Words};

/// The request became urgent: its card says so, and as an edit makes no sound, a line of its own tells whoever hears of new
/// requests; each agent at work gets the card in private too.
pub(in crate::conversation) fn raise(facts: &Facts<'_>, out: &mut Decision, request: &CallbackRequest) {
    refresh(facts, out, request);
    let waits = request.state.waits() && !request.number_wrong;
    for (to, words) in at_work(facts) {
        let args: Args<'_> =
            &[("reference", request.id.to_string().into()), ("topic", names::topic(facts, words, request).into())];
        let text = words.say("card-raised", args);
        let row = waits.then(|| vec![vec![button(words, "button-claim", AgentClick::Claim(request.id))]]);
        let (keyboard, slot) =
            (row.map_or(Keyboard::None, Keyboard::Inline), waits.then_some(Slot::Reminder(request.id)));
        out.send(to, Body::Say { text, keyboard, slot, protect: false });
    }
    if facts.group_works() && request.state.waits() {
        show_in_private(facts, out, request);
    }
    if request.state.waits() {
        alert_on_call(facts, out, request);
    }
}

/// While the desk is closed, shows an urgent request to whoever is on call, in private and in words that say why.
pub(in crate::conversation) fn alert_on_call(facts: &Facts<'_>, out: &mut Decision, request: &CallbackRequest) {
    if facts.hours.open_now(facts.now).is_some() {
        return;
    }
    for agent in facts.roster.on_call() {
        let words = facts.words(agent_locale(facts, agent));
        let (card, keyboard) = card(facts, words, request);
        let text = words.say("card-on-call", &[]).and(&card);
        let body = Body::Card { request: request.id, urgent: true, text, keyboard };
        out.send(Recipient::Chat(agent.id().chat()), body);
    }
}

/// Shows the card to each agent at work in private.
pub(in crate::conversation) fn show_in_private(facts: &Facts<'_>, out: &mut Decision, request: &CallbackRequest) {
    for agent in facts.board.at_work(facts.roster) {
        let words = facts.words(agent_locale(facts, agent));
        out.send(Recipient::Chat(agent.id().chat()), body(facts, words, request));
    }
}

/// The card as a message.
pub(in crate::conversation) fn body(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest) -> Body {
    let (text, keyboard) = card(facts, words, request);
    Body::Card { request: request.id, urgent: request.priority == Priority::Urgent, text, keyboard }
}

/// Brings the card up to date if anybody could see a difference.
pub(in crate::conversation) fn refresh_if_changed(
    facts: &Facts<'_>,
    out: &mut Decision,
    before: &CallbackRequest,
    request: &CallbackRequest,
) {
    let words = facts.words(facts.default_locale());
    if card(facts, words, before) != card(facts, words, request) {
        refresh(facts, out, request);
    }
}

/// Brings the card up to date, wherever it was shown.
pub(in crate::conversation) fn refresh(facts: &Facts<'_>, out: &mut Decision, request: &CallbackRequest) {
    let mut chats = card_chats(facts);
    if request.priority == Priority::Urgent && facts.group_works() {
        chats.extend(in_private(facts));
    }
    for (to, words) in chats {
        let (text, keyboard) = card(facts, words, request);
        out.edit(to, Slot::Card(request.id), text, keyboard);
    }
}

/// Tells the agents that a request waits again: an edited card makes no sound.
pub(in crate::conversation) fn call_again(facts: &Facts<'_>, out: &mut Decision, request: &CallbackRequest) {
    for (to, words) in at_work(facts) {
        let text = words.say("card-again", &[("reference", request.id.to_string().into())]);
        let keyboard = Keyboard::Inline(vec![vec![button(words, "button-claim", AgentClick::Claim(request.id))]]);
        out.send(to, Body::Say { text, keyboard, slot: Some(Slot::Reminder(request.id)), protect: false });
    }
    if facts.group_works() {
        tell_former(facts, out, request);
    }
}

/// Tells the agent who had an opened-again request before, in private, while they are at work: they know the story.
fn tell_former(facts: &Facts<'_>, out: &mut Decision, request: &CallbackRequest) {
    let former = request.reopened_from().and_then(|(former, _)| facts.roster.agent(former));
    let Some(former) = former.filter(|former| facts.board.is_on(former.id())) else { return };
    let words = facts.words(agent_locale(facts, former));
    let text = words.say("reopened-yours", &[("reference", request.id.to_string().into())]);
    let claim = vec![vec![button(words, "button-claim", AgentClick::Claim(request.id))]];
    out.say(former.id().chat(), text, Keyboard::Inline(claim));
}

/// Takes the reminder away: somebody has the request. Nothing is sent when there was none.
pub(in crate::conversation) fn forget_reminder(facts: &Facts<'_>, out: &mut Decision, request: &CallbackRequest) {
    for (to, _) in card_chats(facts) {
        out.send(to, Body::Delete { message: MessageRef::Slot(Slot::Reminder(request.id)) });
    }
}

/// One line about a request, for lists: with how long it has waited while the desk was open, which a card would still say an
/// hour later.
pub(in crate::conversation) fn line(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest) -> Markdown {
    let waited = facts.hours.open_between(request.asked_at, facts.now);
    let args: Args<'_> = &[
        ("card", card_line(facts, words, request).into()),
        ("open", Value::Key(if request.state.is_open() { "yes" } else { "no" })),
        ("waited", words.length(waited).into()),
    ];
    words.say("queue-line", args)
}

/// The card: no name, no full number, no words of the customer.
pub(in crate::conversation) fn card(
    facts: &Facts<'_>,
    words: Words<'_>,
    request: &CallbackRequest,
) -> (Markdown, Keyboard) {
    let text = words.say(
        "card",
        &[
            ("card", card_line(facts, words, request).into()),
            ("language", names::call_language(words, request).into()),
            ("phone", request.phone.masked().into()),
            ("verified", Value::Key(if request.phone.is_verified() { "yes" } else { "no" })),
            ("asked", words.moment(request.asked_at, &facts.hours.zone, facts.now).into()),
            ("promised", words.window(request.promise, &facts.hours.zone, facts.now).into()),
            ("state", status_label::label(facts, words, request).into()),
        ],
    );
    let keyboard = match request.state {
        _ if request.number_wrong => Keyboard::None,
        state if state.waits() => {
            Keyboard::Inline(vec![vec![button(words, "button-claim", AgentClick::Claim(request.id))]])
        }
        _ => Keyboard::None,
    };
    (text, keyboard)
}

/// Reference, topic and urgency.
pub(in crate::conversation) fn card_line(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest) -> Markdown {
    words.say(
        "card-line",
        &[
            ("reference", request.id.to_string().into()),
            ("topic", names::topic(facts, words, request).into()),
            ("priority", Value::Key(priority(request.priority))),
            ("complained", Value::Key(if request.complained_at.is_some() { "yes" } else { "no" })),
            ("reopened", Value::Key(if request.reopened > 0 && request.state.is_open() { "yes" } else { "no" })),
        ],
    )
}

fn priority(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => "low",
        Priority::Normal => "normal",
        Priority::High => "high",
        Priority::Urgent => "urgent",
    }
}
