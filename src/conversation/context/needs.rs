//! Which records an event needs beyond its chat's own, told before any of them is loaded.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::{AgentStep, Awaited, Conversation, Facts, Step};
use crate::admission::AttemptCode;
use crate::callback::{Agent, HORIZON_DAYS, RequestId};
use crate::conversation::input::{AgentClick, ChatKind, Click, Command, Incoming, What};

/// Which records an event needs beyond the chat's own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// The writer's open request.
    pub own: bool,
    /// This request.
    pub named: Option<RequestId>,
    /// The open request of the same customer.
    pub named_open: bool,
    /// Who saw the named request's details.
    pub looks: bool,
    /// Whether a guest's command in a group can be answered now.
    pub admission: bool,
    /// In place of a named request, the first that this agent can call now.
    pub next: bool,
    /// The parts of the queue.
    pub queue: bool,
    /// The requests with the number that a lead looks for.
    pub numbered: bool,
    /// What the agent who writes has.
    pub mine: bool,
    /// What was promised between these times, and what is promised to everybody.
    pub promised_between: Option<(Timestamp, Timestamp)>,
    /// The numbers of these days.
    pub report: Option<(Date, Date)>,
    /// This sign-in.
    pub attempt: Option<AttemptCode>,
    /// The sessions of the person who wrote.
    pub sessions: bool,
}

/// The days that a lead asks about in private.
fn report(facts: &Facts<'_>, incoming: &Incoming) -> Option<(Date, Date)> {
    let Some(Command::Stats(days)) = Command::read(&incoming.what) else { return None };
    let lead = facts.roster.agent(incoming.person.id)?.leads() && incoming.kind == ChatKind::Private;
    lead.then(|| stats_days(facts, days)).flatten()
}

/// Tells which records a decision on this event needs, given the state of its chat.
pub fn needs(facts: &Facts<'_>, conversation: Option<&Conversation>, incoming: &Incoming) -> Needs {
    let agent = facts.roster.agent(incoming.person.id);
    let private = incoming.kind == ChatKind::Private;
    let anonymous = incoming.what == What::Anonymous;
    let command = Command::read(&incoming.what);
    let guest = !private && (anonymous || command.is_some());
    let own = Needs { own: private, admission: agent.is_none() && guest, ..Needs::default() };
    let clicked = match &incoming.what {
        What::Click { click: Some(click), .. } => Some(click),
        _ => None,
    };
    let awaited = conversation.and_then(|conversation| conversation.agent.request()).filter(|_| agent.is_some());
    let rated = conversation.and_then(|conversation| match conversation.step {
        Step::Awaiting { request, what: Awaited::Comment } => Some(request),
        _ => None,
    });
    // What a customer says may be about the call that was owed last.
    let last = conversation.and_then(|conversation| conversation.heard.last_call);
    let last = last.filter(|_| private && agent.is_none());
    let named = clicked.and_then(Click::request).or(awaited).or(rated).or(last);
    let clicked_by_agent = match clicked {
        Some(Click::Agent(click)) if agent.is_some() => Some(click),
        _ => None,
    };
    let next = clicked_by_agent == Some(&AgentClick::TakeNext);
    // Whoever takes one is asked what else they have.
    let takes = matches!(clicked_by_agent, Some(AgentClick::Claim(_) | AgentClick::ClaimAnyway(_)));
    // What an agent writes unasked may be a note on one of theirs.
    let writes =
        agent.is_some() && private && command.is_none() && matches!(incoming.what, What::Text { .. } | What::Texts(_));
    let mine = next || takes || writes || clicked_by_agent == Some(&AgentClick::ReleaseMine);
    let queue = matches!(clicked_by_agent, Some(AgentClick::Queue(..)));
    let looks_for = |conversation: &Conversation| matches!(conversation.agent, AgentStep::Search(_));
    let numbered = writes && agent.is_some_and(Agent::leads) && conversation.is_some_and(looks_for);
    let (attempt, sessions) = if private { sign_in(command, clicked) } else { (None, false) };
    let needs = Needs { named, numbered, mine, next, queue, report: report(facts, incoming), attempt, sessions, ..own };
    match (command, agent) {
        (Some(command), Some(agent)) => of_command(command, facts, agent, own).unwrap_or(needs),
        _ => needs,
    }
}

/// The sign-in that an event is about, and whether it may end sessions.
fn sign_in(command: Option<Command<'_>>, clicked: Option<&Click>) -> (Option<AttemptCode>, bool) {
    match (command, clicked) {
        (Some(Command::SignIn(code) | Command::Console(code)), _) => (code.parse().ok(), false),
        (_, Some(Click::Agent(AgentClick::SignIn(code, _)))) => (Some(*code), false),
        (_, Some(Click::Agent(AgentClick::NotMe(code)))) => (Some(*code), true),
        _ => (None, false),
    }
}

/// Days of a week, counted back from today.
const WEEK: i32 = 7;

/// The days that `/stats today`, `yesterday` or `week` is about; `None` for any other word.
fn stats_days(facts: &Facts<'_>, days: &str) -> Option<(Date, Date)> {
    let today = facts.now.to_zoned(facts.hours.zone.clone()).date();
    let back = |days: i32| today.checked_sub(days.days()).unwrap_or(today);
    match days.split_whitespace().next().unwrap_or("today") {
        "today" | "今天" => Some((today, today)),
        "yesterday" | "昨天" => Some((back(1), back(1))),
        "week" | "本周" | "一周" => Some((back(WEEK - 1), today)),
        _ => None,
    }
}

/// What a command of an agent needs beyond `base`; `None` when it is none of theirs.
fn of_command(command: Command<'_>, facts: &Facts<'_>, agent: &Agent, base: Needs) -> Option<Needs> {
    use Command as C;
    Some(match command {
        C::Next => Needs { next: true, mine: true, ..base },
        C::Mine | C::Off => Needs { mine: true, ..base },
        C::Queue => Needs { queue: true, ..base },
        C::Find(reference) => Needs { named: reference.parse::<RequestId>().ok(), ..base },
        C::Extend(_) if agent.leads() => Needs { promised_between: Some(later(facts)), ..base },
        C::Close(_) if agent.leads() => Needs { promised_between: Some(today(facts)), ..base },
        C::On | C::Hours | C::Extend(_) | C::Close(_) | C::Start | C::Help => base,
        C::Team if agent.leads() => Needs { queue: true, ..base },
        C::Looks(words) if agent.leads() => Needs { named: reference(words), looks: true, ..base },
        C::Block(words) if agent.leads() => Needs { named: reference(words), named_open: true, ..base },
        C::Unblock(words) if agent.leads() => Needs { named: reference(words), ..base },
        _ => return None,
    })
}

/// The reference that the words of a command begin with.
fn reference(words: &str) -> Option<RequestId> {
    words.split_whitespace().next().and_then(|reference| reference.parse().ok())
}

/// From now to the end of today's hours, whose promises a shorter day may break.
fn today(facts: &Facts<'_>) -> (Timestamp, Timestamp) {
    let openings = facts.hours.openings_on(facts.hours.working_day(facts.now));
    (facts.now, openings.last().map_or(facts.now, |last| last.to))
}

/// All that is promised for later than today's hours, and could be done today when the day is longer.
fn later(facts: &Facts<'_>) -> (Timestamp, Timestamp) {
    let horizon = SignedDuration::from_hours(24 * i64::from(HORIZON_DAYS));
    (today(facts).1, facts.now + horizon)
}
