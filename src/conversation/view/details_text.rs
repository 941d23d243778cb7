//! Everything the claimer of a request needs for the call, in one message of Telegram's and, where that is too short, in more
//! above it. The newest words are always in the one with the buttons.

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::audience::agent_locale;
use super::{card, identity, names, preparation, status_label};
use crate::callback::{Actor, Agent, CallbackRequest, Cause, is_by_day, zone_named, zones_of};
use crate::conversation::context::Facts;
use crate::conversation::output::{Decision, Keyboard, Slot};
use crate::safety::CODE_LASTS;
use crate::words::{Markdown, Value, Words, flag};

/// How long a message of ours becomes, UTF-16 units of its source: Telegram takes 4,096 of what is seen, and the source is
/// never shorter.
const PAGE: usize = 4000;

/// How much of what is to be at hand stands in the first message in any case; more where the time line leaves room.
const AT_HAND: usize = 900;

/// What the headings and the lines between take.
const HEADINGS: usize = 200;

/// Of a piece that is too long by itself, as much as this is shown at once.
const PART: usize = 1500;

/// The details, as they stand in one message: what is dialled stands last, above the buttons, and the newest words before it.
pub(in crate::conversation) fn details(
    facts: &Facts<'_>,
    words: Words<'_>,
    request: &CallbackRequest,
    reachable: bool,
) -> Markdown {
    let mut text = head(facts, words, request).and(&identity::details(facts, words, request));
    let dial = dial(facts, words, request, reachable);
    let line = time_line(facts, words, request);
    let free = PAGE.saturating_sub(units(&text) + units(&dial) + HEADINGS);
    let ready = preparation::details(facts, words, request);
    let ready = ready.map(|ready| shortened(ready, free.saturating_sub(total(&line)).max(AT_HAND)));
    let ready_takes = ready.as_ref().map_or(0, units);
    if let Some(ready) = ready {
        text = text.and(&ready);
    }
    if let Some(line) = newest(words, line, free.saturating_sub(ready_takes)) {
        text = text.and(&words.say("details-history", &[])).and(&line);
    }
    text.and(&dial)
}

/// Sends the words that have no room in the details above them, the oldest first. They are deleted together with the rest of
/// what the agent was shown.
pub(in crate::conversation) fn continued(
    facts: &Facts<'_>,
    out: &mut Decision,
    agent: &Agent,
    request: &CallbackRequest,
) {
    let words = facts.words(agent_locale(facts, agent));
    let ready = preparation::details(facts, words, request).map(|ready| ready.to_string());
    let all = [ready.into_iter().collect(), time_line(facts, words, request)].concat();
    let shown = details(facts, words, request, true);
    let hidden: Vec<String> = all.into_iter().filter(|piece| !shown.source().contains(piece.as_str())).collect();
    let slot = Slot::Aside(request.id, agent.id());
    let mut page = String::new();
    let mut send = |page: &mut String| {
        if !page.is_empty() {
            let head = words.say("details-more", &[("reference", request.id.to_string().into())]);
            let text = head.and(&Markdown::trusted(std::mem::take(page)));
            out.confide(agent.id().chat(), text, Keyboard::None, Some(slot));
        }
    };
    for part in hidden.iter().flat_map(|piece| parts(piece)) {
        if !page.is_empty() && length(&page) + length(&part) > PAGE - PART {
            send(&mut page);
        }
        if !page.is_empty() {
            page.push_str("\n\n");
        }
        page.push_str(&part);
    }
    send(&mut page);
}

/// A text in parts, each short enough to stand in a message with other things.
pub(in crate::conversation) fn parts(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut left, mut before) = (PART, ' ');
    for c in text.chars() {
        // Never between a sign and what protects it.
        let protected = std::mem::replace(&mut before, c) == '\\';
        if c.len_utf16() > left && !protected {
            parts.push(String::new());
            left = PART;
        }
        left = left.saturating_sub(c.len_utf16());
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

fn head(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest) -> Markdown {
    let zone = &facts.hours.zone;
    words.say(
        "details",
        &[
            ("card", card::card_line(facts, words, request).into()),
            ("name", request.customer.name.as_str().into()),
            ("language", names::call_language(words, request).into()),
            ("asked", words.moment(request.asked_at, zone, facts.now).into()),
            ("promised", words.window(request.promise, zone, facts.now).into()),
            ("zone", words.zone(zone).into()),
            ("state", status_label::label(facts, words, request).into()),
        ],
    )
}

/// What is dialled and when it is there; the code, and an outcome that can still be taken back.
fn dial(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest, reachable: bool) -> Markdown {
    let country = request.phone.country();
    let named = country.map(|country| format!("{} {}", flag(country.as_ref()), words.country(country.as_ref())));
    let args = [
        ("phone", dialled(words, request).into()),
        ("verified", Value::Key(if request.phone.is_verified() { "yes" } else { "no" })),
        ("placed", Value::Key(if named.is_some() { "yes" } else { "no" })),
        ("country", named.unwrap_or_default().into()),
    ];
    let mut text = words.say("details-phone", &args);
    if let Some(there) = there(facts, words, request) {
        text = text.and(&there);
    }
    if !reachable {
        text = text.and(&words.say("details-unreachable", &[]));
    }
    if let Some(code) = request.code.filter(|code| code.is_good(facts.now)) {
        let minutes = Value::Number(CODE_LASTS.as_mins());
        text = text.and(&words.say("details-code", &[("code", code.spoken().into()), ("minutes", minutes)]));
    }
    if let Some(written) = &request.written {
        let outcome = status_label::outcome_name(facts, words, &written.code);
        let left = written.until.duration_since(facts.now).max(SignedDuration::ZERO).as_secs();
        let args = [("outcome", outcome.into()), ("seconds", Value::Number(left))];
        text = text.and(&words.say("details-written", &args));
    }
    text
}

/// What the clock shows where the customer is: in the zone they told, else in that of their number. A country with many has an
/// earliest and a latest.
pub(in crate::conversation) fn there(
    facts: &Facts<'_>,
    words: Words<'_>,
    request: &CallbackRequest,
) -> Option<Markdown> {
    let told = request.customer.zone.as_deref().and_then(zone_named);
    let mut zones: Vec<TimeZone> = match told {
        Some(zone) => vec![zone],
        None => zones_of(&request.phone).main.into_iter().filter_map(zone_named).collect(),
    };
    zones.sort_by_key(|zone| zone.to_offset(facts.now));
    let (first, last) = (zones.first()?, zones.last()?);
    let asleep = |zone: &TimeZone| !is_by_day(zone, facts.now);
    let args = [
        ("zones", Value::Key(if zones.len() == 1 { "one" } else { "many" })),
        ("time", words.clock(facts.now, first).into()),
        ("latest", words.clock(facts.now, last).into()),
        ("zone", words.zone(first).into()),
        ("night", Value::Key(if asleep(first) || asleep(last) { "yes" } else { "no" })),
    ];
    Some(words.say("details-there", &args))
}

/// What is dialled: the number, and the extension behind it.
pub(in crate::conversation) fn dialled(words: Words<'_>, request: &CallbackRequest) -> String {
    let phone = request.phone.reveal().to_owned();
    match &request.extension {
        Some(extension) => {
            let args = [("phone", phone.into()), ("extension", extension.as_str().into())];
            words.label("phone-with-extension", &args)
        }
        None => phone,
    }
}

/// What the customer told, and what agents noted, each with its time.
pub(in crate::conversation) fn written(
    facts: &Facts<'_>,
    words: Words<'_>,
    request: &CallbackRequest,
) -> Vec<(Timestamp, Markdown)> {
    let moment = |at| words.moment(at, &facts.hours.zone, facts.now);
    let told = request.story.iter().map(|note| {
        let key = if note.file.is_some() { "details-file" } else { "details-said" };
        (note.at, words.say(key, &[("time", moment(note.at).into()), ("text", note.text.as_str().into())]))
    });
    let noted = request.notes.iter().map(|note| {
        let by = names::agent_name(facts, note.by);
        let args = [("time", moment(note.at).into()), ("by", by.into()), ("text", note.text.as_str().into())];
        (note.at, words.say("details-note", &args))
    });
    told.chain(noted).collect()
}

/// What the customer told, the calls that were made and what agents noted, in the order in which it happened.
fn time_line(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest) -> Vec<String> {
    let moment = |at| words.moment(at, &facts.hours.zone, facts.now);
    let happened = request.history.iter().filter_map(|line| {
        let time = ("time", moment(line.at).into());
        let text = match (&line.why, line.by) {
            (Cause::Outcome(code), Actor::Agent(by)) => {
                let outcome = status_label::outcome_name(facts, words, code);
                let by = names::agent_name(facts, by);
                words.say("details-call", &[time, ("outcome", outcome.into()), ("by", by.into())])
            }
            (Cause::Reopened, _) => words.say("details-reopened", &[time]),
            _ => return None,
        };
        Some((line.at, text))
    });
    let mut line = written(facts, words, request);
    line.extend(happened);
    line.sort_by_key(|(at, _)| *at);
    line.into_iter().map(|(_, text)| text.to_string()).collect()
}

/// The newest of these pieces that have room, and how many stand elsewhere; `None` when there are none. Of the last, as much
/// as there is room for is shown in any case.
fn newest(words: Words<'_>, pieces: Vec<String>, room: usize) -> Option<Markdown> {
    let (last, earlier) = pieces.split_last()?;
    let mut left = room.saturating_sub(length(last));
    let fitting = earlier.iter().rev().take_while(|piece| match left.checked_sub(length(piece) + 2) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    });
    let hidden = earlier.len().saturating_sub(fitting.count());
    let cut = length(last) > room;
    let last = shortened(Markdown::trusted(last.as_str()), room).to_string();
    let shown: Vec<&str> = earlier.iter().skip(hidden).map(String::as_str).chain([last.as_str()]).collect();
    let shown = Markdown::trusted(shown.join("\n\n"));
    let hidden = hidden + usize::from(cut);
    Some(match hidden {
        0 => shown,
        hidden => words.say("details-earlier", &[("count", hidden.into())]).and(&shown),
    })
}

/// As much of a text as has room. What is cut through may lose its bold.
fn shortened(text: Markdown, room: usize) -> Markdown {
    if units(&text) <= room {
        return text;
    }
    let mut left = room;
    let fits = |c: &char| match left.checked_sub(c.len_utf16()) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    };
    let kept: String = text.source().chars().take_while(fits).collect();
    // A sign that protects the next one protects nothing now.
    Markdown::trusted(format!("{}…", kept.trim_end_matches('\\')))
}

/// What these pieces take with the lines between.
fn total(pieces: &[String]) -> usize {
    pieces.iter().map(|piece| length(piece) + 2).sum()
}

fn units(text: &Markdown) -> usize {
    length(text.source())
}

fn length(text: &str) -> usize {
    text.encode_utf16().count()
}
