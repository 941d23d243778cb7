//! What was told against what was kept, and each chat against what its person did: nothing lost, nothing doubled.

use std::collections::{BTreeMap, BTreeSet};

use ringback::stand_in::Call;
use serde_json::Value;

use super::Moments;
use super::book::{Book, Told};
use super::desk::{AGENTS, GROUP, Kept};
use super::kinds::{self, Kind, kind_of, reference_in};
use super::stage::Stage;

/// Everything that is not as it was told.
pub fn all(stage: &Stage, kept: &Kept, moments: &mut Moments) -> Vec<String> {
    let book = stage.book().clone();
    let mut faults = Vec::new();
    let requests = requests(&book, kept, &mut faults);
    let chats = sent(stage);
    let mut mistaken = Mistaken::of(&chats, &book);
    for (list, what, is_edit) in [(&book.words, "words", false), (&book.edits, "a correction", true)] {
        for told in list {
            let texts = texts(&requests, told, "story");
            let here = texts.iter().any(|text| text.contains(&told.what));
            if here || !mistaken.explains(&book, &requests, told, is_edit) {
                once(&requests, told, &texts, what, &mut faults);
            }
        }
    }
    for (list, what) in [(&book.notes, "a note"), (&book.summaries, "a summary")] {
        for told in list {
            once(&requests, told, &texts(&requests, told, "notes"), what, &mut faults);
        }
    }
    for request in requests.values() {
        one_owner(&book, request, &mut faults);
    }
    outcomes(&book, &requests, &mut faults);
    ratings(&book, &requests, &mut faults);
    for (fake, people) in &book.reported_by {
        let told = book.reports.get(fake).map_or(0, BTreeSet::len);
        if *people != told {
            faults.push(format!("{told} people were told that {fake} is reported, and the desk counts {people}"));
        }
    }
    stats(&book, &kept.stats, &mut faults);
    messages(&chats, &book, &mut mistaken, moments, &mut faults);
    faults.extend(stage.telegram.violations());
    faults
}

/// Every request that is kept, by its reference; those that were told of and are not there, or the other way round, are
/// faults.
fn requests<'a>(book: &Book, kept: &'a Kept, faults: &mut Vec<String>) -> BTreeMap<String, &'a Value> {
    let mut all = BTreeMap::new();
    for (chat, export) in &kept.exports {
        let list = export["kept"]["requests"].as_array().map(Vec::as_slice).unwrap_or_default();
        let is: Vec<String> = list.iter().map(|request| format!("RB-{}", request["id"])).collect();
        let told = book.bookings.iter().filter(|told| told.by == *chat).map(|told| told.reference.clone());
        let told: Vec<String> = told.collect();
        let (mut sorted_is, mut sorted_told) = (is.clone(), told.clone());
        sorted_is.sort();
        sorted_told.sort();
        if sorted_is != sorted_told {
            faults.push(format!("customer {chat} was told of {told:?} and has {is:?}"));
        }
        for (reference, request) in is.into_iter().zip(list) {
            if all.insert(reference.clone(), request).is_some() {
                faults.push(format!("{reference} is two people's"));
            }
        }
        for field in ["unread", "set_aside", "unsent"] {
            if export["kept"][field].as_array().is_some_and(|left| !left.is_empty()) {
                faults.push(format!("customer {chat} has something left: {field}"));
            }
        }
    }
    all
}

fn texts(requests: &BTreeMap<String, &Value>, told: &Told, field: &str) -> Vec<String> {
    let request = requests.get(&told.reference).copied().unwrap_or(&Value::Null);
    let entries = request[field].as_array().map(Vec::as_slice).unwrap_or_default();
    entries.iter().filter_map(|entry| entry["text"].as_str()).map(str::to_owned).collect()
}

/// Words stand once in the request that the desk said they were added to, and in no other.
fn once(requests: &BTreeMap<String, &Value>, told: &Told, texts: &[String], what: &str, faults: &mut Vec<String>) {
    let here = texts.iter().filter(|text| text.contains(&told.what)).count();
    let word = told.what.split_whitespace().last().unwrap_or_default().trim_end_matches('.');
    let elsewhere = requests
        .iter()
        .filter(|(reference, request)| **reference != told.reference && request.to_string().contains(word))
        .count();
    if here != 1 || elsewhere != 0 {
        faults.push(format!(
            "{what} ({}) of {} stands there {here} times, elsewhere {elsewhere}",
            told.what, told.reference
        ));
    }
}

fn history(request: &Value) -> impl Iterator<Item = (&Value, &Value)> {
    let lines = request["history"].as_array().map(Vec::as_slice).unwrap_or_default();
    lines.iter().map(|line| (&line["by"], &line["why"]))
}

/// One owner at a time, each of whom was told so.
fn one_owner(book: &Book, request: &Value, faults: &mut Vec<String>) {
    let reference = format!("RB-{}", request["id"]);
    let mut owner: Option<i64> = None;
    let mut owners = BTreeSet::new();
    for (by, why) in history(request) {
        let agent = by["agent"].as_i64();
        match why.as_str() {
            Some("claimed") => {
                if owner.is_some() {
                    faults.push(format!("{reference} was claimed twice at once"));
                }
                owner = agent;
                owners.extend(agent);
            }
            Some("released" | "agent_unreachable" | "claim_lapsed" | "cancelled") => owner = None,
            _ if why["outcome"].is_string() || why.as_str() == Some("calling") => {
                if owner != agent {
                    faults.push(format!("{agent:?} did something about {reference}, which was {owner:?}'s"));
                }
                if why["outcome"].is_string() {
                    owner = None;
                }
            }
            _ => {}
        }
    }
    let told = book.claims.iter().filter(|told| told.reference == reference).map(|told| told.by);
    let told: BTreeSet<i64> = told.collect();
    if told != owners {
        faults.push(format!("{told:?} were told that {reference} is theirs, and it was of {owners:?}"));
    }
}

/// Outcomes and cancellings stand once each, and are those that people were told of.
fn outcomes(book: &Book, requests: &BTreeMap<String, &Value>, faults: &mut Vec<String>) {
    let mut told: BTreeMap<(String, String), usize> = BTreeMap::new();
    for outcome in &book.outcomes {
        *told.entry((outcome.reference.clone(), format!("{} by {}", outcome.what, outcome.by))).or_default() += 1;
    }
    for cancelled in &book.cancelled {
        *told.entry((cancelled.reference.clone(), "cancelled".to_owned())).or_default() += 1;
    }
    for call in &book.calls {
        *told.entry((call.reference.clone(), format!("calling by {}", call.by))).or_default() += 1;
    }
    for released in &book.releases {
        *told.entry((released.reference.clone(), format!("released by {}", released.by))).or_default() += 1;
    }
    let mut are: BTreeMap<(String, String), usize> = BTreeMap::new();
    for (reference, request) in requests {
        for (by, why) in history(request) {
            let what = match (why["outcome"].as_str(), why.as_str()) {
                (Some(outcome), _) => format!("{outcome} by {}", by["agent"]),
                (_, Some("cancelled")) => "cancelled".to_owned(),
                (_, Some(deed @ ("calling" | "released"))) => format!("{deed} by {}", by["agent"]),
                _ => continue,
            };
            *are.entry((reference.clone(), what)).or_default() += 1;
        }
    }
    let perhaps = |key: &(String, String)| {
        let of = |told: &&Told| told.reference == key.0 && format!("released by {}", told.by) == key.1;
        book.perhaps_released.iter().filter(of).count()
    };
    for key in told.keys().chain(are.keys()).collect::<BTreeSet<_>>() {
        let (told, are) = (told.get(key).copied().unwrap_or_default(), are.get(key).copied().unwrap_or_default());
        if !(told..=told + perhaps(key)).contains(&are) {
            faults.push(format!("{}: {} was told {told} times and is kept {are} times", key.0, key.1));
        }
    }
}

fn ratings(book: &Book, requests: &BTreeMap<String, &Value>, faults: &mut Vec<String>) {
    let rated = |reference: &str| requests.get(reference).map_or(&Value::Null, |request| &request["rating"]);
    for told in &book.ratings {
        let stars = rated(&told.reference)["stars"].to_string();
        if stars != told.what {
            faults.push(format!("{} stars for {} were taken and are not there", told.what, told.reference));
        }
    }
    for told in &book.comments {
        if !rated(&told.reference).to_string().contains(&told.what) {
            faults.push(format!("the comment {} on {} was taken and is not there", told.what, told.reference));
        }
    }
}

/// The numbers of the day are those of what people were told.
fn stats(book: &Book, stats: &Value, faults: &mut Vec<String>) {
    let outcomes = |code: &str| book.outcomes.iter().filter(|told| told.what == code).count();
    let expected = [
        ("booked", book.bookings.len()),
        ("attempts", book.outcomes.len()),
        ("resolved", outcomes("resolved")),
        ("cancelled", book.cancelled.len() + outcomes("declined")),
        ("ratings", book.ratings.len()),
    ];
    for (name, expected) in expected {
        let counted = stats["total"][name].as_u64();
        if counted != u64::try_from(expected).ok() {
            faults.push(format!("stats: {name} is {counted:?}, and people were told of {expected}"));
        }
    }
}

/// A message that the desk sent.
struct Sent {
    life: usize,
    text: String,
    kind: Option<Kind>,
    /// The last that was sent to its chat in its life.
    last_of_life: bool,
}

/// What the desk sent, by chat.
fn sent(stage: &Stage) -> BTreeMap<i64, Vec<Sent>> {
    let mut chats: BTreeMap<i64, Vec<Sent>> = BTreeMap::new();
    for call in stage.telegram.journal().iter().filter(|call| call.method == "sendMessage" && call.is_ok()) {
        let (Some(chat), Some(text)) = (call.chat_id(), shown(call)) else { continue };
        let kinds: &[Kind] = if is_agent(chat) { &kinds::AGENT } else { &kinds::CUSTOMER };
        let life = stage.life_of(call.number);
        let sent = chats.entry(chat).or_default();
        if let Some(before) = sent.last_mut().filter(|before| before.life == life) {
            before.last_of_life = false;
        }
        sent.push(Sent { life, kind: kind_of(&text, kinds), text, last_of_life: true });
    }
    chats
}

/// Receipts that came again after a kill and were taken for the answer to other words. Each explains one answer that its person
/// did not expect, and no more.
struct Mistaken {
    /// How often "I've added this to RB-…" came again, by chat and reference.
    receipts: BTreeMap<(i64, String), usize>,
    /// Answers in each chat that words were not added, beyond those that its person heard; in every chat that got any.
    unheard: BTreeMap<i64, usize>,
    /// Of those, how many a receipt explains.
    explained: BTreeMap<i64, usize>,
}

impl Mistaken {
    fn of(chats: &BTreeMap<i64, Vec<Sent>>, book: &Book) -> Self {
        let (mut receipts, mut unheard) = (BTreeMap::new(), BTreeMap::new());
        for (chat, sent) in chats {
            for receipt in repeated(sent).filter(|message| message.kind == Some(kinds::ADDED)) {
                let Some(reference) = reference_in(&receipt.text) else { continue };
                *receipts.entry((*chat, reference)).or_default() += 1;
            }
            let again = repeats(sent);
            for kind in kinds::NOT_ADDED {
                let came = sent.iter().filter(|message| message.kind == Some(kind)).count();
                let of = |counts: Option<&usize>| counts.copied().unwrap_or_default();
                let known = of(book.answered.get(&(*chat, kind))) + of(again.get(kind));
                if came > 0 {
                    *unheard.entry(*chat).or_default() += came.saturating_sub(known);
                }
            }
        }
        Self { receipts, unheard, explained: BTreeMap::new() }
    }

    /// Whether words that do not stand where their person was told were told so by such a receipt: the true answer, that they
    /// were not added, is then one that nobody heard, or that of the next words, and they stand in what was asked for later or
    /// nowhere. A correction after the call is over gets no answer.
    fn explains(&mut self, book: &Book, requests: &BTreeMap<String, &Value>, told: &Told, is_edit: bool) -> bool {
        let stands = |request: &&Value| request.to_string().matches(&told.what).count();
        let own = book.bookings.iter().filter(|booked| booked.by == told.by);
        let in_own: usize = own.filter_map(|booked| requests.get(&booked.reference)).map(stands).sum();
        let in_all: usize = requests.values().map(stands).sum();
        if in_own != in_all || in_all > 1 {
            return false;
        }
        let Some(left) = self.receipts.get_mut(&(told.by, told.reference.clone())).filter(|left| **left > 0) else {
            return false;
        };
        if !is_edit {
            let Some(unheard) = self.unheard.get_mut(&told.by) else { return false };
            // Words that were written right after them share their answer, which was heard then.
            if *unheard > 0 {
                *unheard -= 1;
                *self.explained.entry(told.by).or_default() += 1;
            }
        }
        *left -= 1;
        true
    }

    /// How many of so many answers too many are explained.
    fn takes(&mut self, chat: i64, kind: Kind, over: usize) -> usize {
        let explained = self.explained.entry(chat).or_default();
        let taken = if kinds::NOT_ADDED.contains(&kind) { over.min(*explained) } else { 0 };
        *explained -= taken;
        taken
    }
}

/// Each chat got as many messages of each kind as its person, or an agent, gave reason for. More are allowed only where the
/// plug was pulled on the very message: it is the last of its chat before a kill, and comes again after it. Telegram has no
/// key by which a sender could ask whether a message arrived (`docs/decisions/0003-…`).
fn messages(
    chats: &BTreeMap<i64, Vec<Sent>>,
    book: &Book,
    mistaken: &mut Mistaken,
    moments: &mut Moments,
    faults: &mut Vec<String>,
) {
    let expected = expected(book);
    for (chat, sent) in chats {
        let repeats = repeats(sent);
        moments.repeated += repeats.values().sum::<usize>();
        if *chat == GROUP {
            cards(sent, book, faults);
            continue;
        }
        let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
        for message in sent {
            match message.kind {
                Some(kind) => *counts.entry(kind).or_default() += 1,
                None if !is_agent(*chat) => {
                    faults.push(format!("{chat} was told what nobody expected: {}", message.text))
                }
                None => {}
            }
        }
        if *chat == 9000 {
            continue;
        }
        for kind in counts
            .keys()
            .copied()
            .chain(expected.keys().filter(|key| key.0 == *chat).map(|key| key.1))
            .collect::<BTreeSet<_>>()
        {
            let count = counts.get(kind).copied().unwrap_or_default();
            let due = expected.get(&(*chat, kind)).copied().unwrap_or_default();
            let again = repeats.get(kind).copied().unwrap_or_default();
            let late = book.given_up.get(&(*chat, kind)).copied().unwrap_or_default();
            let over = count.saturating_sub(due + again + late);
            if count < due || over > mistaken.takes(*chat, kind, over) {
                faults.push(format!("{chat} got “{kind}” {count} times, due {due}, {again} repeated by kills"));
            }
        }
    }
}

fn is_agent(chat: i64) -> bool {
    AGENTS.iter().any(|(id, _)| *id == chat)
}

/// How many messages of each kind are due in each chat.
fn expected(book: &Book) -> BTreeMap<(i64, Kind), usize> {
    let mut due = book.answered.clone();
    due.retain(|(_, kind), _| !kinds::UNASKED.contains(kind));
    let whose: BTreeMap<&str, i64> = book.bookings.iter().map(|told| (told.reference.as_str(), told.by)).collect();
    let mut more = |told: &Told, kind: Kind| {
        let chat = whose.get(told.reference.as_str()).copied().unwrap_or_default();
        *due.entry((chat, kind)).or_default() += 1;
    };
    book.calls.iter().for_each(|told| more(told, kinds::CALLING));
    book.summaries.iter().for_each(|told| more(told, kinds::SUMMARY));
    for told in &book.outcomes {
        let kind = match told.what.as_str() {
            "resolved" => kinds::RESOLVED,
            "declined" => kinds::DECLINED,
            _ => kinds::MISSED,
        };
        more(told, kind);
    }
    due
}

/// Messages of each kind that are the same as one which a kill may have hit.
fn repeats(sent: &[Sent]) -> BTreeMap<Kind, usize> {
    let mut repeats: BTreeMap<Kind, usize> = BTreeMap::new();
    for message in repeated(sent) {
        *repeats.entry(message.kind.unwrap_or("another")).or_default() += 1;
    }
    repeats
}

/// Messages that are the same as one which a kill may have hit.
fn repeated(sent: &[Sent]) -> impl Iterator<Item = &Sent> {
    let is_repeated = |(place, message): &(usize, &Sent)| {
        let before = sent.get(..*place).unwrap_or_default().iter().rev().find(|before| before.text == message.text);
        before.is_some_and(|before| before.last_of_life && before.life < message.life)
    };
    sent.iter().enumerate().filter(is_repeated).map(|(_, message)| message)
}

/// One card a request in the agents' group; none only where a digest stands for those that found no room.
fn cards(sent: &[Sent], book: &Book, faults: &mut Vec<String>) {
    let mut seen: BTreeMap<String, &Sent> = BTreeMap::new();
    let of = |sent: &Sent| reference_in(sent.text.lines().next()?).filter(|_| !sent.text.starts_with('🔔'));
    for card in sent {
        let Some(reference) = of(card) else { continue };
        if seen.insert(reference.clone(), card).is_some_and(|before| !before.last_of_life || before.life == card.life) {
            faults.push(format!("the group got two cards of {reference}"));
        }
    }
    let digest = sent.iter().any(|sent| sent.text.starts_with('⏳'));
    for told in book.bookings.iter().filter(|told| !digest && !seen.contains_key(&told.reference)) {
        faults.push(format!("the group got no card of {}", told.reference));
    }
}

/// The text as people saw it.
fn shown(call: &Call) -> Option<String> {
    Some(call.result()?.get("text")?.as_str()?.to_owned())
}
