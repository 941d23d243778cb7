//! The agent's side: claiming, calling, outcomes, notes and the queue. All routing of an agent's chat stands here. Every deed
//! takes the `Agent` that the roster made.

mod absence;
mod block;
mod claim;
mod console;
mod deed;
mod duty;
mod find;
mod hours;
mod identity;
mod next;
mod notes;
mod outcome;
mod queue;
mod reveal;
mod search;
mod session;
mod shift;
mod stats;
mod stray;
mod team;
mod text_input;
mod texts;
mod transfer;

pub(super) use absence::{on_customer_unreachable, on_left, on_unreachable};
pub use console::ConsoleDeed;
pub(super) use console::on_console;
pub(super) use outcome::take_effect;
pub(super) use session::Session;

use crate::callback::Agent;
use crate::conversation::context::{AgentStep, Conversation, Facts, Situation};
use crate::conversation::customer;
use crate::conversation::input::{AgentClick, Click, Command, CommandOf, Incoming, QueueFilter, What};
use crate::conversation::output::Decision;
use deed::Deed;
use hours::Change;

/// Decides on an event in an agent's private chat. What is no agent's business goes the customers' way, so that an
/// operator can try the desk with one account.
pub(super) fn on_event(facts: &Facts<'_>, situation: Situation, incoming: &Incoming, agent: &Agent) -> Decision {
    let mut session = Session::begin(facts, situation, incoming, agent);
    match &incoming.what {
        What::Text { message, text, .. } => match Command::read(&incoming.what) {
            Some(Command::Start | Command::Help) => help(session),
            Some(command) if matches!(command.whose(), CommandOf::Agents | CommandOf::Leads) => {
                on_command(session, command)
            }
            None if session.awaits_text() => on_words(session, text),
            None if !session.tries_the_desk() => {
                session.ask_where(*message, text);
                session.out
            }
            _ => customer::on_event(facts, session.situation, incoming),
        },
        What::Secret { kinds, .. } if session.awaits_text() => {
            session.refuse_secret(kinds);
            session.out
        }
        What::Click { click: Some(Click::Agent(AgentClick::StrayAsk)), .. } => stray::ask_the_desk(session, incoming),
        What::Click { click: click @ (None | Some(Click::Agent(_))), .. } => on_click(session, click.as_ref()),
        _ => customer::on_event(facts, session.situation, incoming),
    }
}

fn help(mut session: Session<'_>) -> Decision {
    session.say("agent-help", &[("agent", session.agent.name().into())]);
    Decision { conversation: Some(session.state), ..session.out }
}

/// Does what an agent's command says, in private or in the group.
pub(super) fn on_command(mut session: Session<'_>, command: Command<'_>) -> Decision {
    match command {
        Command::Next => session.take_next(),
        Command::Mine => session.show_mine(),
        Command::Queue => session.show_queue(QueueFilter::All, 0),
        Command::Find(reference) => session.find(reference),
        Command::On => session.change_shift(true),
        Command::Off => session.change_shift(false),
        Command::Hours => session.show_hours(),
        Command::Extend(end) => session.change_hours(Change::Longer, end),
        Command::Close(end) => session.change_hours(Change::Shorter, end),
        Command::Stats(_) => session.show_stats(),
        Command::Team => session.show_team(),
        Command::Looks(_) | Command::Block(_) | Command::Unblock(_) => session.on_lead_command(command),
        _ => session.say("group-help", &[]),
    }
    session.out
}

/// Takes a press of an agent, in private or in the group.
pub(super) fn on_click(mut session: Session<'_>, click: Option<&Click>) -> Decision {
    let Some(Click::Agent(click)) = click else {
        session.answer("old-button", &[]);
        return session.out;
    };
    match click {
        AgentClick::Allow(other) => session.allow(*other),
        AgentClick::TakeNext => session.take_next(),
        AgentClick::Queue(filter, page) => session.show_queue(*filter, *page),
        AgentClick::ReleaseMine => session.release_all(),
        AgentClick::StrayDrop => session.drop_stray(),
        click => match session.situation.named.take() {
            Some(request) => return on_click_about(Deed::begin(session, request), click),
            None => session.answer("old-button", &[]),
        },
    }
    session.out
}

fn on_click_about(mut deed: Deed<'_>, click: &AgentClick) -> Decision {
    match click {
        AgentClick::Claim(_) => deed.claim(),
        AgentClick::ClaimAnyway(_) => deed.claim_anyway(),
        AgentClick::Release(_) => deed.release(),
        AgentClick::Calling(_) => deed.calling(),
        AgentClick::Finish(_, code) => deed.finish(code),
        AgentClick::Undo(_) => deed.undo(),
        AgentClick::Note(_) => deed.ask_note(),
        AgentClick::NoNote(_) => deed.no_note(),
        AgentClick::KeepClaim(_) => deed.keep_claim(),
        AgentClick::Reveal(_) => deed.ask_reveal(),
        AgentClick::Hide(_) => deed.hide(),
        AgentClick::MailCheck(_) => deed.offer_mail_check(),
        AgentClick::AskAddress(_) => deed.ask_address(),
        AgentClick::CodeToNamed(_) => deed.code_to_named(),
        AgentClick::AddressIsRight(_) => deed.confirm_address(),
        AgentClick::Block(_, code) => deed.send_block(code),
        AgentClick::Checked(_, passed) => deed.own_check(*passed),
        AgentClick::Work(_, click) => deed.work(*click),
        AgentClick::StrayNote(_) => deed.write_stray(),
        AgentClick::Assign(_) => deed.offer_to_assign(),
        AgentClick::AssignTo(_, to) => deed.assign(*to),
        AgentClick::Allow(_)
        | AgentClick::TakeNext
        | AgentClick::Queue(..)
        | AgentClick::StrayAsk
        | AgentClick::StrayDrop
        | AgentClick::ReleaseMine
        | AgentClick::SignIn(..)
        | AgentClick::NotMe(_) => deed.old_button(),
    }
    deed.session.out
}

/// Takes the text that an agent was asked for.
fn on_words(mut session: Session<'_>, text: &str) -> Decision {
    let step = session.state.agent.clone();
    if matches!(step, AgentStep::Search(_)) {
        if session.state.agent_is_late(session.facts.now) {
            return not_taken(session, "search-too-late", String::new());
        }
        session.search(text);
        return session.out;
    }
    let reference = step.request().map(|id| id.to_string()).unwrap_or_default();
    let Some(request) = session.situation.named.take() else {
        // The customer had everything erased meanwhile.
        session.delete_words();
        return not_taken(session, "text-of-erased", reference);
    };
    if session.state.agent_is_late(session.facts.now) {
        return not_taken(session, "text-too-late", reference);
    }
    let mut deed = Deed::begin(session, request);
    match step {
        AgentStep::Note(_) => deed.write_note(text),
        AgentStep::Summary(_) => deed.write_summary(text),
        AgentStep::Address(_) => deed.write_address(text),
        AgentStep::Reason(_) => deed.write_reason(text),
        AgentStep::Outcome(_, code) => deed.write_outcome_note(&code, text),
        AgentStep::Question(_) => deed.write_question(text),
        AgentStep::Number(_) => deed.write_number(text),
        AgentStep::Snooze(_) => deed.write_snooze(text),
        AgentStep::Reveal(_) => deed.reveal(text),
        AgentStep::Idle | AgentStep::Search(_) | AgentStep::Stray { .. } | AgentStep::Trying => {}
    }
    deed.session.out
}

/// The text answers nothing any more, and nothing is awaited now.
fn not_taken(mut session: Session<'_>, key: &str, reference: String) -> Decision {
    session.say(key, &[("reference", reference.into())]);
    Decision { conversation: Some(Conversation { agent: AgentStep::Idle, ..session.state }), ..session.out }
}
