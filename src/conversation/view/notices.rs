//! Lines that count on while more of the same happens, one message each: reports of fakes, requests that there is no card
//! for, that the group cannot be written to. What they count stands on the board.

use std::collections::BTreeMap;

use jiff::SignedDuration;

use super::audience::{agent_locale, at_work, audience, card_chats, new_card_chats};
use super::names::as_written;
use super::{card, names};
use crate::callback::{Board, CallbackRequest, Gathered, Silence, UserId};
use crate::conversation::context::{Facts, Part};
use crate::conversation::input::AgentClick;
use crate::conversation::output::{Body, Decision, Keyboard, MessageRef, Notice, Outgoing, Recipient, Slot, button};
use crate::intents::Priority;
use crate::words::{Args, Markdown, Value, Words};

/// Urgent requests shown to each agent in private when the group falls silent; the digest and the queue show the rest.
const URGENT_SHOWN: usize = 10;

/// Topics told apart in a digest: as many as are read at a glance.
const TOPICS_SHOWN: usize = 4;

/// Begins the line about reports of fakes.
pub(in crate::conversation) fn begin_scams(facts: &Facts<'_>, out: &mut Decision) {
    let Some(line) = out.board_of(facts).lines.scams.clone() else { return };
    for (to, text, protect) in scams(facts, &line) {
        let slot = Some(Slot::Notice(Notice::Scams));
        out.send(to, Body::Say { text, keyboard: Keyboard::None, slot, protect });
    }
}

/// Brings every line up to date whose time has come; `ready` is what can be called now.
pub(in crate::conversation) fn on_tick(facts: &Facts<'_>, out: &mut Decision, board: &mut Board, ready: &Part) {
    if let Some(line) = board.lines.scams.as_mut().filter(|line| line.is_due(facts.now)) {
        if line.news {
            (line.news, line.shown_at) = (false, facts.now);
            let line = line.clone();
            for (to, text, _) in scams(facts, &line) {
                out.edit(to, Slot::Notice(Notice::Scams), text, Keyboard::None);
            }
        } else {
            board.lines.scams = None;
        }
    }
    if let Some(digest) = board.lines.waiting.as_mut().filter(|digest| digest.is_due(facts.now)) {
        digest.shown_at = facts.now;
        if digest.shown != ready.count {
            digest.shown = ready.count;
            for (to, words) in card_chats(facts) {
                let (text, keyboard) = waiting(facts, words, ready);
                out.edit(to, Slot::Notice(Notice::Waiting), text, keyboard);
            }
        }
        // It stays true until nothing waits any more.
        if digest.is_over(facts.now) && ready.count == 0 {
            board.lines.waiting = None;
        }
    }
}

/// One message in place of the card of a request for which there is no room, unless there is one already.
pub(in crate::conversation) fn no_room(
    facts: &Facts<'_>,
    out: &mut Decision,
    chats: Vec<(Recipient, Words<'_>)>,
    request: &CallbackRequest,
) {
    if facts.board.lines.waiting.is_some_and(|digest| !digest.is_over(facts.now)) {
        return;
    }
    out.board_of(facts).lines.no_room(facts.now);
    let part = Part { requests: vec![request.clone()], count: 1 };
    for (to, words) in chats {
        say_waiting(facts, out, to, words, &part);
    }
}

/// The group can no longer be written to: the leads are told what is missing, those at work get what waits.
pub(in crate::conversation) fn group_silent(facts: &Facts<'_>, why: Silence, ready: &Part) -> Decision {
    let mut out = Decision::default();
    if facts.board.silence.is_some() || !facts.has_group {
        return out;
    }
    out.board_of(facts).silence = Some(why);
    let args: Args<'_> = &[("why", Value::Key(why.code()))];
    tell_leads(facts, &mut out, "group-silent", args);
    let board = out.board_of(facts).clone();
    let silent = Facts { board: &board, ..*facts };
    let urgent = ready.requests.iter().filter(|request| request.priority == Priority::Urgent).take(URGENT_SHOWN);
    let urgent: Vec<&CallbackRequest> = urgent.collect();
    for (to, words) in at_work(&silent) {
        for request in &urgent {
            out.send(to, card::body(&silent, words, request));
        }
        match ready.requests.as_slice() {
            [] => {}
            [one] if urgent.is_empty() => out.send(to, card::body(&silent, words, one)),
            _ if ready.count == urgent.len() => {}
            _ => say_waiting(&silent, &mut out, to, words, ready),
        }
    }
    out
}

/// The group can be written to again, and shows everything as it is now: what stood in for it is taken away.
pub(in crate::conversation) fn group_works(facts: &Facts<'_>, open: &[CallbackRequest]) -> Decision {
    let mut out = Decision::default();
    if facts.board.silence.is_none() {
        return out;
    }
    out.board_of(facts).silence = None;
    tell_leads(facts, &mut out, "group-works", &[]);
    for agent in facts.roster.iter() {
        let to = Recipient::Chat(agent.id().chat());
        let ordinary = open.iter().filter(|request| request.priority != Priority::Urgent);
        let slots = ordinary.map(|request| Slot::Card(request.id)).chain([Slot::Notice(Notice::Waiting)]);
        for slot in slots {
            out.send(to, Body::Delete { message: MessageRef::Slot(slot) });
        }
    }
    out
}

/// Tells the agents that so many updates could not be worked off.
pub(in crate::conversation) fn dead_letters(facts: &Facts<'_>, count: u32) -> Vec<Outgoing> {
    let mut out = Decision::default();
    for (to, words) in audience(facts) {
        let text = words.say("alarm-dead-letter", &[("count", Value::Number(i64::from(count)))]);
        out.send(to, Body::Say { text, keyboard: Keyboard::None, slot: None, protect: false });
    }
    out.outbox
}

fn tell_leads(facts: &Facts<'_>, out: &mut Decision, key: &str, args: Args<'_>) {
    for lead in facts.roster.iter().filter(|agent| agent.leads()) {
        let words = facts.words(agent_locale(facts, lead));
        out.say(lead.id().chat(), words.say(key, args), Keyboard::None);
    }
}

/// What each reads about reports: the leads what was used, everybody else only that there is something.
fn scams(facts: &Facts<'_>, line: &Gathered) -> Vec<(Recipient, Markdown, bool)> {
    let leads = || facts.roster.iter().filter(|agent| agent.leads());
    let mut told: Vec<(Recipient, Markdown, bool)> = leads()
        .map(|lead| {
            let words = facts.words(agent_locale(facts, lead));
            (Recipient::Chat(lead.id().chat()), scams_for_leads(facts, words, line), true)
        })
        .collect();
    if facts.has_group || leads().next().is_none() {
        let is_lead = |to: &Recipient| matches!(to, Recipient::Chat(chat) if facts.roster.agent(UserId(chat.0)).is_some_and(|agent| agent.leads()));
        let others = audience(facts).into_iter().filter(|(to, _)| !is_lead(to));
        told.extend(others.map(|(to, words)| (to, words.say("alert-scam-group", &counted(facts, line)), false)));
    }
    told
}

fn counted(facts: &Facts<'_>, line: &Gathered) -> [(&'static str, Value); 2] {
    let minutes = facts.now.duration_since(line.since).max(SignedDuration::ZERO).as_mins() + 1;
    [("count", Value::Number(i64::from(line.count.max(1)))), ("minutes", Value::Number(minutes))]
}

fn scams_for_leads(facts: &Facts<'_>, words: Words<'_>, line: &Gathered) -> Markdown {
    let [count, minutes] = counted(facts, line);
    let used = if line.most.is_empty() { Markdown::trusted("–") } else { as_written(&line.most) };
    let people = line.people.max(1);
    let mut text = words.say("alert-scam", &[count, minutes, ("what", used.into()), ("people", people.into())]);
    if line.unnamed > 0 {
        text = text.and(&words.say("alert-scam-unnamed", &[("count", Value::Number(i64::from(line.unnamed)))]));
    }
    let given = line.given.iter().map(|(code, count)| {
        let what = match code.as_str() {
            "code" => "code",
            "phrase" => "phrase",
            "money" => "money",
            _ => "device",
        };
        let args: Args<'_> = &[("what", Value::Key(what)), ("count", Value::Number(i64::from(*count)))];
        words.say("alert-scam-given", args).to_string()
    });
    let given: Vec<String> = given.collect();
    if given.is_empty() { text } else { text.and(&Markdown::trusted(given.join("\n\n"))) }
}

fn say_waiting(facts: &Facts<'_>, out: &mut Decision, to: Recipient, words: Words<'_>, part: &Part) {
    let (text, keyboard) = waiting(facts, words, part);
    out.send(to, Body::Say { text, keyboard, slot: Some(Slot::Notice(Notice::Waiting)), protect: false });
}

/// How many requests wait, by topic, and a button to the first of them.
fn waiting(facts: &Facts<'_>, words: Words<'_>, part: &Part) -> (Markdown, Keyboard) {
    if part.count == 0 {
        return (words.say("cards-none-waiting", &[]), Keyboard::None);
    }
    let mut topics = BTreeMap::<String, usize>::new();
    for request in &part.requests {
        *topics.entry(names::topic(facts, words, request)).or_default() += 1;
    }
    let mut topics: Vec<(String, usize)> = topics.into_iter().collect();
    topics.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    topics.truncate(TOPICS_SHOWN);
    let told: usize = topics.iter().map(|(_, count)| count).sum();
    let rest = part.count.saturating_sub(told);
    let mut lines: Vec<String> = topics
        .into_iter()
        .map(|(topic, count)| {
            words.say("cards-waiting-topic", &[("topic", topic.into()), ("count", count.into())]).to_string()
        })
        .collect();
    if rest > 0 {
        lines.push(words.say("cards-waiting-others", &[("count", rest.into())]).to_string());
    }
    let text = words.say("cards-waiting", &[("count", part.count.into())]).and(&Markdown::trusted(lines.join("\n\n")));
    (text, Keyboard::Inline(vec![vec![button(words, "button-take-next", AgentClick::TakeNext)]]))
}

/// So many messages waiting for the chat that shows the cards mean a burst: as many as a group takes at once, and more
/// would come minutes late.
const BURST: usize = 5;

/// Puts the card of a new request before the agents: into their group, or to each of them where there is none. In a burst
/// one digest stands for the ordinary ones; urgent ones go to each agent at work as well.
pub(in crate::conversation) fn post(facts: &Facts<'_>, out: &mut Decision, request: &CallbackRequest) {
    let urgent = request.priority == Priority::Urgent;
    let is_full = |(to, _): &(Recipient, Words<'_>)| {
        let group = *to == Recipient::AgentsGroup;
        !urgent && (if group { facts.unsent_to_group } else { facts.unsent_to_agents }) >= BURST
    };
    let (full, free): (Vec<_>, Vec<_>) = new_card_chats(facts).into_iter().partition(is_full);
    for (to, words) in free {
        out.send(to, card::body(facts, words, request));
    }
    if !full.is_empty() {
        no_room(facts, out, full, request);
    }
    if urgent && facts.group_works() {
        card::show_in_private(facts, out, request);
    }
    if urgent {
        card::alert_on_call(facts, out, request);
    }
}
