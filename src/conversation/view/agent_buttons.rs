//! The buttons below a request's details, in sets that fit a phone. Only what can be done at the moment is shown; whether
//! it may be done is checked when it is pressed.

use jiff::{SignedDuration, Timestamp, ToSpan};

use super::{identity, names, status_label};
use crate::callback::{Agent, CallbackRequest, State};
use crate::conversation::context::Facts;
use crate::conversation::input::{AgentClick, Click, Panel, SnoozeFor, WorkClick};
use crate::conversation::output::{Button, Keyboard, button};
use crate::text::Language;
use crate::words::Words;

/// Buttons of outcomes in a row: names of three words would be cut off with more.
const OUTCOMES_A_ROW: usize = 2;

/// Colleagues in a row: names are long.
const COLLEAGUES_A_ROW: usize = 2;

/// The usual pauses, minutes: until a call that runs is over, and until after a meeting.
const PAUSES: [u16; 2] = [15, 60];

/// The buttons of a panel.
pub(in crate::conversation) fn buttons(
    facts: &Facts<'_>,
    words: Words<'_>,
    agent: &Agent,
    request: &CallbackRequest,
    panel: Panel,
) -> Keyboard {
    if request.written.is_some() {
        return Keyboard::Inline(vec![vec![button(words, "button-undo", AgentClick::Undo(request.id))]]);
    }
    let mut rows = match panel {
        Panel::Main => main(facts, words, request),
        Panel::More => more(words, request),
        Panel::Snooze => snooze(facts, words, request),
        Panel::Transfer => transfer(facts, words, agent, request),
    };
    if panel != Panel::Main {
        rows.push(vec![work(words, "button-back", request, WorkClick::Show(Panel::Main))]);
    }
    rows.retain(|row| !row.is_empty());
    Keyboard::Inline(rows)
}

/// What can be pressed below the card of a request by whoever looks it up; a lead's second row gives it to somebody.
pub(in crate::conversation) fn elsewhere(
    words: Words<'_>,
    agent: &Agent,
    request: &CallbackRequest,
) -> Vec<Vec<Button>> {
    let reveal = AgentClick::Reveal(request.id);
    let row = match request.state.owner() {
        Some(owner) if owner == agent.id() => {
            vec![button(words, "button-details", AgentClick::Work(request.id, WorkClick::Details))]
        }
        Some(_) if agent.leads() => {
            vec![
                button(words, "button-reveal", reveal),
                button(words, "button-release", AgentClick::Release(request.id)),
            ]
        }
        None if request.state.is_open() && !request.number_wrong => {
            vec![button(words, "button-reveal", reveal), button(words, "button-claim", AgentClick::Claim(request.id))]
        }
        _ => vec![button(words, "button-reveal", reveal)],
    };
    let mut rows = vec![row];
    let assignable = request.is_claimable() || matches!(request.state, State::Claimed { .. });
    if agent.leads() && assignable {
        rows.push(vec![button(words, "button-assign", AgentClick::Assign(request.id))]);
    }
    rows
}

/// The first opening on a later day than today.
pub(in crate::conversation) fn next_morning(facts: &Facts<'_>) -> Option<Timestamp> {
    let tomorrow = facts.now.to_zoned(facts.hours.zone.clone()).date().checked_add(1.day()).ok()?;
    let midnight = tomorrow.to_zoned(facts.hours.zone.clone()).ok()?.timestamp();
    facts.hours.openings(facts.now).into_iter().map(|opening| opening.from).find(|from| *from >= midnight)
}

/// The time that a pause ends, when the desk is open again.
pub(in crate::conversation) fn pause_ends(facts: &Facts<'_>, minutes: u16) -> Option<Timestamp> {
    facts.hours.open_from(facts.now + SignedDuration::from_mins(i64::from(minutes)))
}

fn main(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest) -> Vec<Vec<Button>> {
    let id = request.id;
    let the_call = match request.state {
        State::Calling { .. } => vec![button(words, "button-new-code", AgentClick::Calling(id))],
        _ => vec![
            button(words, "button-calling", AgentClick::Calling(id)),
            work(words, "button-heads-up", request, WorkClick::HeadsUp),
        ],
    };
    let always = vec![
        button(words, "button-note", AgentClick::Note(id)),
        button(words, "button-release", AgentClick::Release(id)),
        work(words, "button-more", request, WorkClick::Show(Panel::More)),
    ];
    let calls = matches!(request.state, State::Calling { .. });
    // What tells of a call can only be said of one.
    let outcomes = facts.dispositions.iter().filter(|disposition| calls || !disposition.tells_of_a_call());
    let outcomes: Vec<Button> = outcomes
        .map(|disposition| Button {
            label: status_label::outcome_name(facts, words, &disposition.code),
            click: AgentClick::Finish(id, disposition.code.clone()).into(),
        })
        .collect();
    let mut rows = vec![the_call, always, identity::buttons(facts, words, request)];
    rows.extend(outcomes.chunks(OUTCOMES_A_ROW).map(<[Button]>::to_vec));
    rows
}

fn more(words: Words<'_>, request: &CallbackRequest) -> Vec<Vec<Button>> {
    vec![
        vec![
            work(words, "button-snooze", request, WorkClick::Show(Panel::Snooze)),
            work(words, "button-transfer", request, WorkClick::Show(Panel::Transfer)),
        ],
        vec![
            work(words, "button-question", request, WorkClick::Question),
            work(words, "button-number", request, WorkClick::Number),
        ],
        vec![button(words, "button-keep-claim", AgentClick::KeepClaim(request.id))],
    ]
}

fn snooze(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest) -> Vec<Vec<Button>> {
    // Only the customer can move the promise.
    let within = |at: &Timestamp| request.called_at.is_some() || *at < request.promise.to;
    let offer = |at: Timestamp, choice: SnoozeFor| Button {
        label: words.moment(at, &facts.hours.zone, facts.now),
        click: AgentClick::Work(request.id, WorkClick::Snooze(choice)).into(),
    };
    let pauses =
        PAUSES.into_iter().filter_map(|minutes| Some((pause_ends(facts, minutes)?, SnoozeFor::Minutes(minutes))));
    let morning = next_morning(facts).map(|at| (at, SnoozeFor::Morning));
    let mut times: Vec<(Timestamp, SnoozeFor)> = pauses.chain(morning).filter(|(at, _)| within(at)).collect();
    times.dedup_by_key(|(at, _)| *at);
    let mut rows: Vec<Vec<Button>> = times.into_iter().map(|(at, choice)| vec![offer(at, choice)]).collect();
    rows.push(vec![work(words, "button-snooze-own", request, WorkClick::Snooze(SnoozeFor::Own))]);
    rows
}

fn transfer(facts: &Facts<'_>, words: Words<'_>, agent: &Agent, request: &CallbackRequest) -> Vec<Vec<Button>> {
    let language = request.language();
    let colleagues: Vec<Button> = facts
        .board
        .at_work(facts.roster)
        .filter(|colleague| colleague.id() != agent.id() && facts.roster.may_call(colleague, language))
        .map(|colleague| Button {
            label: colleague.name().to_owned(),
            click: AgentClick::Work(request.id, WorkClick::Give(colleague.id())).into(),
        })
        .collect();
    let languages = Language::ALL.into_iter().filter(|other| {
        *other != language
            && facts.roster.iter().any(|colleague| colleague.id() != agent.id() && colleague.speaks(*other))
    });
    let languages: Vec<Button> = languages
        .map(|other| {
            let name = names::spoken(words, other);
            Button {
                label: words.label("button-transfer-language", &[("language", name.into())]),
                click: AgentClick::Work(request.id, WorkClick::GiveTo(other)).into(),
            }
        })
        .collect();
    let mut rows: Vec<Vec<Button>> = colleagues.chunks(COLLEAGUES_A_ROW).map(<[Button]>::to_vec).collect();
    rows.push(languages);
    rows
}

fn work(words: Words<'_>, key: &str, request: &CallbackRequest, click: WorkClick) -> Button {
    button(words, key, Click::Agent(AgentClick::Work(request.id, click)))
}
