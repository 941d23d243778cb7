//! The talk: pure `decide(facts, situation, incoming) -> Decision` for customers and agents. Never I/O, a clock or Telegram types.
//!
//! The floors, from the ground up; a floor uses only floors before it in this list (`tests/house.rs` keeps that true).

mod input;

mod context;

mod output;

mod view;

mod access;

mod email_check;

mod reschedule;

mod customer;

mod agent;

mod sign_in;

mod group;

mod sooner;

mod clock;

pub use agent::ConsoleDeed;
pub use context::{
    AgentStep, Allowance, Awaited, Booking, BookingStep, Conversation, Facts, Heard, LanguageChoice, Needs,
    NumberChoice, Part, Purpose, Retention, Said, Situation, Step, Suspect, TextBlock, TextBlocks, Wish, ZoneChoice,
    is_urgent, needs,
};
pub use customer::waits_for_more;
pub use input::{
    AgentClick, BookClick, ChatKind, Click, CustomerClick, Disclosed, Incoming, MAX_CLICK_BYTES, Media, Panel, Person,
    QueueFilter, SIGN_IN_PREFIX, Sent, SnoozeFor, TimeChoice, UnknownClick, What, WorkClick, Written,
};
pub use output::{
    Answer, Body, Button, CODE_PLACE, Decision, Keyboard, Mail, MailFault, MessageRef, Notice, Outgoing, Outlet, Rank,
    Recipient, Slot,
};
pub use reschedule::{is_affected, promise_affected};
pub use view::customer_notices::heads_up;
pub use view::queue_page::{Row, Urgency, row};
pub use view::request_page::{Happened, Person as Caller, RequestPage, Sight, page};

use jiff::Timestamp;

use crate::callback::{CallbackRequest, Promised, Shown, Silence, Spare, UserId};

/// Decides what an event leads to. The same values always give the same decision.
pub fn decide(facts: &Facts<'_>, situation: Situation, incoming: &Incoming) -> Decision {
    if incoming.person.is_bot {
        return Decision::default();
    }
    let signed = match incoming.kind {
        ChatKind::Private => sign_in::on_event(facts, situation, incoming),
        ChatKind::Group | ChatKind::Console => Err(Box::new(situation)),
    };
    let situation = match signed {
        Ok(decision) => return decision,
        Err(situation) => *situation,
    };
    let mut decision = match (incoming.kind, facts.roster.agent(incoming.person.id)) {
        (ChatKind::Group, agent) => group::on_event(facts, situation, incoming, agent),
        (ChatKind::Private, Some(agent)) => agent::on_event(facts, situation, &incoming.as_one_text(), agent),
        (ChatKind::Private, None) => customer::on_event(facts, situation, incoming),
        (ChatKind::Console, Some(agent)) => agent::on_console(facts, situation, incoming, agent),
        (ChatKind::Console, None) => Decision::default(),
    };
    if let Some(topic) = incoming.topic {
        decision.answer_in_topic(incoming.chat, topic);
    }
    decision
}

/// Decides what the clock leads to for requests that are due, and for those of which an alert is to tell now.
pub fn tick(facts: &Facts<'_>, due: Vec<CallbackRequest>, alarmed: Vec<CallbackRequest>, ready: &Part) -> Decision {
    clock::on_tick(facts, due, alarmed, ready)
}

/// Decides which of the calls that stand back come forward, each where its promise ends by then.
pub fn bring_forward(waiting: Vec<(CallbackRequest, Timestamp)>) -> Decision {
    sooner::on_pressed(waiting)
}

/// Decides who of those who wait for their window is called sooner, or is offered that, while agents have time.
pub fn call_sooner(facts: &Facts<'_>, waiting: Vec<CallbackRequest>, spare: Spare<'_>, promised: Promised) -> Decision {
    sooner::on_spare(facts, waiting, spare, promised)
}

/// Decides what follows when a mail is given up: whoever waits for its code is told.
pub fn mail_given_up(facts: &Facts<'_>, request: CallbackRequest, mail: &Mail, fault: MailFault) -> Decision {
    email_check::on_mail_given_up(facts, request, mail, fault)
}

/// Decides what follows when an agent cannot be written to: their request goes back, and the group is told why.
pub fn agent_unreachable(facts: &Facts<'_>, agent: &crate::callback::Agent, request: CallbackRequest) -> Decision {
    agent::on_unreachable(facts, agent, request)
}

/// Decides what takes the place of details that were shown for a while.
pub fn cover(facts: &Facts<'_>, shown: Shown, request: Option<&CallbackRequest>) -> Decision {
    let mut out = Decision::default();
    access::cover(facts, &mut out, shown, request);
    out
}

/// Decides what follows when the agents who had these requests are no longer on the roster.
pub fn agent_left(facts: &Facts<'_>, requests: Vec<CallbackRequest>) -> Decision {
    agent::on_left(facts, requests)
}

/// What the agents are told when so many updates could not be worked off and lie with the dead letters.
pub fn dead_letter_alarm(facts: &Facts<'_>, count: u32) -> Vec<Outgoing> {
    view::notices::dead_letters(facts, count)
}

/// Decides what follows when the agents' group can no longer be written to; `ready` is what can be called now.
pub fn group_silent(facts: &Facts<'_>, why: Silence, ready: &Part) -> Decision {
    view::notices::group_silent(facts, why, ready)
}

/// Decides what follows when the agents' group can be written to again.
pub fn group_works(facts: &Facts<'_>, open: &[CallbackRequest]) -> Decision {
    view::notices::group_works(facts, open)
}

/// Decides what follows when the customer of a request cannot be written to: who told them of something hears of it.
pub fn customer_unreachable(facts: &Facts<'_>, agent: UserId, request: &CallbackRequest) -> Decision {
    agent::on_customer_unreachable(facts, agent, request)
}
