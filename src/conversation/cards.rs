//! What agents see of a request: the card for everybody, without personal data, and the details for its claimer.

use jiff::SignedDuration;

pub(super) use super::audience::{agent_locale, at_work, audience, card_chats};
use super::audience::{in_private, is_on, new_card_chats};
use super::customer::button;
use super::details::{self, details};
use super::{
    Body, Click, Decision, Facts, Keyboard, MessageRef, Notice, Panel, Recipient, Slot, notices, panels, standing,
};
use crate::callback::{Agent, CallbackRequest, Cause, CustomerNote, Look, UserId, Why};
use crate::intents::{IntentText, Priority};
use crate::text::{Language, Locale};
use crate::words::{Args, Markdown, Value, Words};

/// Requests listed in one alert; the queue shows the rest.
const ALERTS_LISTED: usize = 10;

/// So many messages waiting for the chat that shows the cards mean a burst: as many as a group takes at once, and more
/// would come minutes late.
const BURST: usize = 5;

/// Puts the card of a new request before the agents: into their group, or to each of them where there is none. In a burst
/// one digest stands for the ordinary ones; urgent ones go to each agent at work as well.
pub(super) fn post(facts: &Facts<'_>, out: &mut Decision, request: &CallbackRequest) {
    let urgent = request.priority == Priority::Urgent;
    let is_full = |(to, _): &(Recipient, Words<'_>)| {
        let group = *to == Recipient::AgentsGroup;
        !urgent && (if group { facts.unsent_to_group } else { facts.unsent_to_agents }) >= BURST
    };
    let (full, free): (Vec<_>, Vec<_>) = new_card_chats(facts).into_iter().partition(is_full);
    for (to, words) in free {
        out.send(to, body(facts, words, request));
    }
    if !full.is_empty() {
        notices::no_room(facts, out, full, request);
    }
    if urgent && facts.group_works() {
        show_in_private(facts, out, request);
    }
}

/// The request became urgent: its card says so, and each agent at work gets it in private, for an edit makes no sound.
pub(super) fn raise(facts: &Facts<'_>, out: &mut Decision, request: &CallbackRequest) {
    refresh(facts, out, request);
    if facts.group_works() && request.state.waits() {
        show_in_private(facts, out, request);
    }
}

fn show_in_private(facts: &Facts<'_>, out: &mut Decision, request: &CallbackRequest) {
    for agent in facts.board.at_work(facts.roster) {
        let words = facts.words(agent_locale(facts, agent));
        out.send(Recipient::Chat(agent.id().chat()), body(facts, words, request));
    }
}

/// The card as a message.
pub(super) fn body(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest) -> Body {
    let (text, keyboard) = card(facts, words, request);
    Body::Card { request: request.id, urgent: request.priority == Priority::Urgent, text, keyboard }
}

/// Brings the card up to date if anybody could see a difference.
pub(super) fn refresh_if_changed(
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
pub(super) fn refresh(facts: &Facts<'_>, out: &mut Decision, request: &CallbackRequest) {
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
pub(super) fn call_again(facts: &Facts<'_>, out: &mut Decision, request: &CallbackRequest) {
    for (to, words) in at_work(facts) {
        let text = words.say("card-again", &[("reference", request.id.to_string().into())]);
        let keyboard = Keyboard::Inline(vec![vec![button(words, "button-claim", Click::Claim(request.id))]]);
        out.send(to, Body::Say { text, keyboard, slot: Some(Slot::Reminder(request.id)), protect: false });
    }
}

/// Takes the reminder away: somebody has the request. Nothing is sent when there was none.
pub(super) fn forget_reminder(facts: &Facts<'_>, out: &mut Decision, request: &CallbackRequest) {
    for (to, _) in card_chats(facts) {
        out.send(to, Body::Delete { message: MessageRef::Slot(Slot::Reminder(request.id)) });
    }
}

/// Alerts the agents and, in private, the leads about the deadlines of these requests: one message for all of them.
pub(super) fn alert(facts: &Facts<'_>, out: &mut Decision, key: &str, requests: &[CallbackRequest]) {
    if requests.is_empty() {
        return;
    }
    let leads =
        facts.roster.iter().filter(|agent| agent.leads() && facts.group_works() && facts.board.is_on(agent.id()));
    let leads = leads.map(|lead| (Recipient::Chat(lead.id().chat()), facts.words(agent_locale(facts, lead))));
    for (to, words) in audience(facts).into_iter().filter(|(to, _)| is_on(facts, *to)).chain(leads) {
        let head = words.say(key, &[("count", requests.len().into())]);
        let lines: Vec<String> =
            requests.iter().take(ALERTS_LISTED).map(|request| line(facts, words, request).to_string()).collect();
        let mut text = head.and(&Markdown::trusted(lines.join("\n\n")));
        let hidden = requests.len().saturating_sub(ALERTS_LISTED);
        if hidden > 0 {
            text = text.and(&words.say("queue-more", &[("hidden", hidden.into())]));
        }
        let slot = Some(Slot::Notice(Notice::Promises));
        out.send(to, Body::Say { text, keyboard: Keyboard::None, slot, protect: false });
    }
}

/// Shows a request's details to its claimer, in private, and writes that down.
pub(super) fn confide(
    facts: &Facts<'_>,
    out: &mut Decision,
    agent: &Agent,
    request: &CallbackRequest,
    reachable: bool,
) {
    let words = facts.words(agent_locale(facts, agent));
    let text = details(facts, words, request, reachable);
    let slot = Slot::Details(request.id, agent.id());
    out.confide(agent.id().chat(), text, panels::buttons(facts, words, agent, request, Panel::Main), Some(slot));
    details::continued(facts, out, agent, request);
    let why = match request.history.last().map(|line| &line.why) {
        Some(Cause::Claimed) => Why::Claimed,
        Some(Cause::TransferredTo(_) | Cause::TransferredToLanguage(_)) => Why::Handed,
        _ => Why::Again,
    };
    out.looks.push(Look { at: facts.now, by: agent.id(), request: request.id, why });
    for note in request.story.iter().filter(|note| note.file.is_some()) {
        hand_over(facts, out, agent, request, note);
    }
}

/// Passes a file that the customer has just sent to the request's claimer, in private.
pub(super) fn pass_file(facts: &Facts<'_>, out: &mut Decision, request: &CallbackRequest, note: &CustomerNote) {
    if let Some(agent) = request.state.owner().and_then(|id| facts.roster.agent(id)) {
        hand_over(facts, out, agent, request, note);
    }
}

fn hand_over(facts: &Facts<'_>, out: &mut Decision, agent: &Agent, request: &CallbackRequest, note: &CustomerNote) {
    let Some(file) = note.file.clone() else { return };
    let words = facts.words(agent_locale(facts, agent));
    let at = words.moment(note.at, &facts.hours.zone, facts.now);
    let args: Args<'_> = &[
        ("reference", request.id.to_string().into()),
        ("time", at.into()),
        ("said", Value::Key(if note.text.is_empty() { "no" } else { "yes" })),
        ("text", note.text.as_str().into()),
    ];
    let caption = Some(words.say("claimer-file", args));
    let slot = Some(Slot::Aside(request.id, agent.id()));
    let body = Body::File { file, caption, keyboard: Keyboard::None, slot, protect: true };
    out.send(Recipient::Chat(agent.id().chat()), body);
}

/// Shows other buttons below the details.
pub(super) fn turn_panel(
    facts: &Facts<'_>,
    out: &mut Decision,
    agent: &Agent,
    request: &CallbackRequest,
    reachable: bool,
    panel: Panel,
) {
    let words = facts.words(agent_locale(facts, agent));
    let text = details(facts, words, request, reachable);
    let keyboard = panels::buttons(facts, words, agent, request, panel);
    out.edit(Recipient::Chat(agent.id().chat()), Slot::Details(request.id, agent.id()), text, keyboard);
}

/// Takes details away that are about to be shown again.
pub(super) fn withdraw_details(out: &mut Decision, agent: &Agent, request: &CallbackRequest) {
    let slot = Slot::Details(request.id, agent.id());
    out.send(Recipient::Chat(agent.id().chat()), Body::Delete { message: MessageRef::Slot(slot) });
}

/// Brings the details up to date; those of a request that is no longer the agent's lose all personal data.
pub(super) fn refresh_details(
    facts: &Facts<'_>,
    out: &mut Decision,
    agent: &Agent,
    request: &CallbackRequest,
    reachable: bool,
) {
    if request.state.owner() != Some(agent.id()) {
        return take_back(facts, out, agent.id(), request);
    }
    let words = facts.words(agent_locale(facts, agent));
    let (text, keyboard) =
        (details(facts, words, request, reachable), panels::buttons(facts, words, agent, request, Panel::Main));
    let slot = Slot::Details(request.id, agent.id());
    out.edit(Recipient::Chat(agent.id().chat()), slot, text, keyboard);
}

/// Takes everything personal out of the chat of somebody who does not have the request, or works here no longer: the
/// card stands in the place of the details, all else about it is deleted.
pub(super) fn take_back(facts: &Facts<'_>, out: &mut Decision, agent: UserId, request: &CallbackRequest) {
    let locale = facts.roster.agent(agent).map_or(facts.default_locale(), |agent| agent_locale(facts, agent));
    let (text, _) = card(facts, facts.words(locale), request);
    let to = Recipient::Chat(agent.chat());
    out.edit(to, Slot::Details(request.id, agent), text, Keyboard::None);
    out.send(to, Body::Delete { message: MessageRef::Slot(Slot::Aside(request.id, agent)) });
}

/// Brings the details up to date before whoever has the request.
pub(super) fn refresh_owner(facts: &Facts<'_>, out: &mut Decision, request: &CallbackRequest) {
    if let Some(agent) = request.state.owner().and_then(|id| facts.roster.agent(id)) {
        refresh_details(facts, out, agent, request, true);
    }
}

/// Tells a request's claimer, in private, that the customer did something. With `added`, their words.
pub(super) fn tell_claimer(
    facts: &Facts<'_>,
    out: &mut Decision,
    request: &CallbackRequest,
    claimer: Option<UserId>,
    key: &str,
    added: Option<String>,
) {
    let Some(agent) = claimer.and_then(|id| facts.roster.agent(id)) else { return };
    let words = facts.words(agent_locale(facts, agent));
    let slot = Slot::Aside(request.id, agent.id());
    let mine = request.state.owner() == Some(agent.id());
    // The longest message of a customer is as long as one of ours may be.
    for part in details::parts(&added.unwrap_or_default()) {
        let args: Args<'_> = &[("reference", request.id.to_string().into()), ("text", part.into())];
        out.confide(agent.id().chat(), words.say(key, args), Keyboard::None, mine.then_some(slot));
    }
    if request.state.owner() != Some(agent.id()) {
        refresh_details(facts, out, agent, request, true);
    }
}

/// One line about a request, for lists: with how long it has waited, which a card would still say an hour later.
pub(super) fn line(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest) -> Markdown {
    let waited = facts.now.duration_since(request.asked_at).max(SignedDuration::ZERO);
    let args: Args<'_> = &[
        ("card", card_line(facts, words, request).into()),
        ("open", Value::Key(if request.state.is_open() { "yes" } else { "no" })),
        ("waited", words.length(waited).into()),
    ];
    words.say("queue-line", args)
}

/// The card: no name, no full number, no words of the customer.
pub(super) fn card(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest) -> (Markdown, Keyboard) {
    let text = words.say(
        "card",
        &[
            ("card", card_line(facts, words, request).into()),
            ("language", call_language(words, request).into()),
            ("phone", request.phone.masked().into()),
            ("verified", Value::Key(if request.phone.is_verified() { "yes" } else { "no" })),
            ("asked", words.moment(request.asked_at, &facts.hours.zone, facts.now).into()),
            ("promised", words.window(request.promise, &facts.hours.zone, facts.now).into()),
            ("state", standing::label(facts, words, request).into()),
        ],
    );
    let keyboard = match request.state {
        _ if request.number_wrong => Keyboard::None,
        state if state.waits() => Keyboard::Inline(vec![vec![button(words, "button-claim", Click::Claim(request.id))]]),
        _ => Keyboard::None,
    };
    (text, keyboard)
}

/// Reference, topic and urgency.
pub(super) fn card_line(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest) -> Markdown {
    words.say(
        "card-line",
        &[
            ("reference", request.id.to_string().into()),
            ("topic", topic(facts, words, request).into()),
            ("priority", Value::Key(priority(request.priority))),
        ],
    )
}

/// The name of an agent, also of one who has left the roster.
pub(super) fn agent_name(facts: &Facts<'_>, id: UserId) -> String {
    facts.roster.agent(id).map_or_else(|| id.to_string(), |agent| agent.name().to_owned())
}

fn topic_text<'a>(facts: &Facts<'a>, words: Words<'_>, request: &CallbackRequest) -> Option<&'a IntentText> {
    facts.library.text(request.topic.as_ref()?, words.locale().language())
}

/// The topic's title, or that it is something else.
pub(super) fn topic(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest) -> String {
    let text = topic_text(facts, words, request);
    text.map_or_else(|| words.label("other-topic", &[]), |text| words.own(&text.title))
}

/// The language of the call: the customer's, or the one that was asked for with a transfer.
pub(super) fn call_language(words: Words<'_>, request: &CallbackRequest) -> String {
    let own = request.customer.locale;
    let other = request.wanted_language.filter(|wanted| *wanted != own.language());
    other.map_or_else(|| language(words, own), |wanted| spoken(words, wanted))
}

/// A language as it is spoken.
pub(super) fn spoken(words: Words<'_>, language: Language) -> String {
    words.label("language-spoken", &[("language", Value::Key(language.code()))])
}

fn language(words: Words<'_>, locale: Locale) -> String {
    let key = match locale {
        Locale::ZhHans => "zh-hans",
        Locale::ZhHant => "zh-hant",
        Locale::En => "en",
    };
    words.label("language-name", &[("locale", Value::Key(key))])
}

fn priority(priority: Priority) -> &'static str {
    match priority {
        Priority::Low => "low",
        Priority::Normal => "normal",
        Priority::High => "high",
        Priority::Urgent => "urgent",
    }
}
