//! An agent takes a request, keeps it, calls, or gives it back; and what others see when a claim ends.

use super::deed::Deed;
use super::session::Reply;
use crate::callback::{Agent, CallbackRequest, Cause, Refused, State};
use crate::conversation::access;
use crate::conversation::context::Facts;
use crate::conversation::output::{Decision, Keyboard};
use crate::conversation::view::audience::agent_locale;
use crate::conversation::view::{card, customer_notices, details};
use crate::words::Args;

/// Booked and claimed: before anything else has happened, there can be no reminder.
const HISTORY_OF_A_FIRST_CLAIM: usize = 2;

impl Deed<'_> {
    /// Takes the request; its details come in private. Whoever does not speak its language is asked first.
    pub(super) fn claim(&mut self) {
        if !self.may_claim() {
            return;
        }
        if self.request.is_claimable() && !self.speaks_its_language() {
            return self.ask_about_language();
        }
        self.take();
    }

    /// Takes it although the agent does not speak its language.
    pub(super) fn claim_anyway(&mut self) {
        if self.may_claim() {
            self.take();
        }
    }

    fn may_claim(&mut self) -> bool {
        if !self.session.can_be_shown() {
            self.session.refuse("agent-must-start", &[]);
            return false;
        }
        if self.session.is_held() {
            return false;
        }
        // Somebody else's, ended, or theirs already: that is said first.
        let hindered = self.session.hindrance(&self.request).filter(|_| self.request.is_claimable());
        match hindered {
            Some(why) => self.session.refuse_to_take(&why),
            None => return true,
        }
        false
    }

    fn take(&mut self) {
        match self.request.claim(self.session.agent, self.session.facts.rules, self.session.facts.now) {
            Ok(()) => {
                self.toast(if self.session.reply == Reply::Console { "claimed-here" } else { "claimed" });
                self.session.out.takes = true;
                show_claim(
                    self.session.facts,
                    &mut self.session.out,
                    self.session.agent,
                    self.request.clone(),
                    &self.session.situation.earlier,
                    self.reachable,
                );
            }
            Err(Refused::AlreadyYours) => {
                self.toast("already-yours");
                self.show_details();
            }
            Err(refused) => self.refuse(refused),
        }
    }

    /// Gives it back.
    pub(super) fn release(&mut self) {
        let before = self.request.clone();
        match self.request.release(self.session.agent, Cause::Released, self.session.facts.now) {
            Ok(()) => {
                self.toast("released");
                given_up(self.session.facts, &mut self.session.out, &before, &self.request);
                tell_of_release(self.session.facts, &mut self.session.out, self.session.agent, &before);
                self.keep();
            }
            Err(refused) => self.refuse(refused),
        }
    }

    /// Needs more time.
    pub(super) fn keep_claim(&mut self) {
        match self.request.extend_claim(self.session.agent, self.session.facts.rules, self.session.facts.now) {
            Ok(()) => {
                self.toast("claim-kept");
                self.keep();
            }
            Err(refused) => self.refuse(refused),
        }
    }

    /// Dials now: the customer is told who calls and what they will say first. Pressed again, there is a new code.
    pub(super) fn calling(&mut self) {
        let Some(code) = self.session.facts.fresh_code else {
            return self.session.refuse("refused-no-code", &[]);
        };
        let again = matches!(self.request.state, State::Calling { .. });
        match self.request.call(self.session.agent, self.session.facts.rules, code, self.session.facts.now) {
            Ok(()) => {
                self.toast(if self.reachable { "calling" } else { "calling-unread" });
                customer_notices::calling(
                    self.session.facts,
                    &mut self.session.out,
                    self.session.agent,
                    &self.request,
                    code,
                    again,
                );
                self.show_change();
            }
            Err(refused) => self.refuse(refused),
        }
    }
}

/// Everything that follows when an agent takes a request.
pub(super) fn show_claim(
    facts: &Facts<'_>,
    out: &mut Decision,
    agent: &Agent,
    request: CallbackRequest,
    earlier: &[CallbackRequest],
    reachable: bool,
) {
    card::refresh(facts, out, &request);
    if request.history.len() > HISTORY_OF_A_FIRST_CLAIM {
        card::forget_reminder(facts, out, &request);
    }
    access::forget_shown(facts, out, agent, &request);
    details::confide(facts, out, agent, &request, earlier, reachable);
    out.keep(request);
}

/// Everything that others see when a claim ends without an outcome: the customer who was told of the call, the card, the
/// details of the agent who had it, the reminder.
pub(super) fn given_up(facts: &Facts<'_>, out: &mut Decision, before: &CallbackRequest, request: &CallbackRequest) {
    if let Some(agent) = before.state.owner().filter(|_| before.is_announced()) {
        customer_notices::call_not_made(facts, out, agent, request);
    }
    card::refresh_if_changed(facts, out, before, request);
    if let Some(agent) = before.state.owner().and_then(|id| facts.roster.agent(id)) {
        // A transfer is not counted: a colleague saw it.
        if request.state.owner().is_none() {
            access::note_uncalled(facts, out, agent, before, facts.now);
        }
        details::refresh_details(facts, out, agent, request, true);
    }
    if request.state == State::New {
        card::call_again(facts, out, request);
    }
}

/// Tells the agent whose claim it was that somebody else has ended it.
fn tell_of_release(facts: &Facts<'_>, out: &mut Decision, by: &Agent, before: &CallbackRequest) {
    let Some(agent) = before.state.owner().filter(|id| *id != by.id()).and_then(|id| facts.roster.agent(id)) else {
        return;
    };
    let words = facts.words(agent_locale(facts, agent));
    let args: Args<'_> = &[("reference", before.id.to_string().into()), ("agent", by.name().into())];
    out.say(agent.id().chat(), words.say("released-by", args), Keyboard::None);
}
