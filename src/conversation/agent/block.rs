//! What leads do about people who abuse the desk: block, unblock, and see who looked at whom.

use super::session::Session;
use crate::callback::{
    BLOCK_DAYS, Block, CallbackRequest, MAX_BLOCK_DAYS, MAX_BLOCK_REASON, MAX_BLOCKS, Measure, RequestId, State,
    UserId, block_end,
};
use crate::conversation::access;
use crate::conversation::context::Facts;
use crate::conversation::input::{AgentClick, Command};
use crate::conversation::output::{Keyboard, button};
use crate::conversation::view::{card, details, names};
use crate::intents::Priority;
use crate::words::{Args, Markdown, Value, Words};

impl Session<'_> {
    /// Takes a command of leads about one request; from an agent who does not lead, none.
    pub(super) fn on_lead_command(&mut self, command: Command<'_>) {
        if !self.agent.leads() {
            return self.say("leads-only", &[]);
        }
        let (Command::Looks(rest) | Command::Block(rest) | Command::Unblock(rest)) = command else { return };
        if command == Command::Block("") {
            return self.say_text(list(self.facts, self.words), Keyboard::None);
        }
        let (reference, wish) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
        let named = self.situation.named.take().filter(|_| reference.parse::<RequestId>().is_ok());
        let Some(request) = named else {
            return self.say("no-such-request", &[("reference", reference.into())]);
        };
        match command {
            Command::Looks(_) => self.show_looks(&request),
            Command::Unblock(_) => self.unblock(&request),
            _ => self.block(&request, wish),
        }
    }

    fn show_looks(&mut self, request: &CallbackRequest) {
        let show = vec![vec![button(self.words, "button-reveal", AgentClick::Reveal(request.id))]];
        let seen = access::list(self.facts, self.words, request, &self.situation.looks);
        let text = card::line(self.facts, self.words, request).and(&seen);
        self.say_text(text, Keyboard::Inline(show));
    }

    fn unblock(&mut self, request: &CallbackRequest) {
        let customer = request.customer.chat;
        let args: Args<'_> = &[("reference", request.id.to_string().into())];
        if !self.out.board_of(self.facts).blocks.remove(customer, self.facts.now) {
            self.out.board = None;
            return self.say("not-blocked", args);
        }
        self.say("unblocked", args);
        let theirs = self.facts.words(request.customer.locale);
        self.out.say(customer, theirs.say("customer-unblocked", &[]), Keyboard::None);
    }

    fn block(&mut self, request: &CallbackRequest, wish: &str) {
        let (facts, agent, customer) = (self.facts, self.agent, request.customer.chat);
        let reference = ("reference", request.id.to_string().into());
        let (days, reason) = days_and_reason(wish);
        if reason.is_empty() {
            return self.say("block-reason-needed", &[reference, ("days", usize::from(BLOCK_DAYS).into())]);
        }
        if facts.roster.agent(UserId(customer.0)).is_some() {
            return self.say("block-colleague", &[]);
        }
        let until = block_end(facts.now, days);
        let block = Block { request: request.id, by: agent.id(), at: facts.now, until, reason };
        if !self.out.board_of(facts).blocks.add(customer, block) {
            self.out.board = None;
            return self.say("blocks-full", &[("most", MAX_BLOCKS.into())]);
        }
        // Whoever is being robbed is owed the call, however rude they were.
        let open = self.situation.named_open.as_ref();
        let urgent = open.is_some_and(|open| open.priority == Priority::Urgent);
        let owed = match open.map(|open| open.state) {
            Some(_) if urgent => "yes",
            Some(State::Calling { .. }) | None => "no",
            Some(_) => "gone",
        };
        let zone = &facts.hours.zone;
        self.say("blocked", &[reference, ("time", self.words.moment(until, zone, facts.now).into())]);
        let theirs = facts.words(request.customer.locale);
        let time = theirs.moment(until, zone, facts.now);
        let args: Args<'_> = &[("time", time.into()), ("owed", Value::Key(owed))];
        self.out.say(customer, theirs.say("customer-blocked", args), Keyboard::None);
        match self.situation.named_open.take() {
            Some(open) if urgent => self.say("block-urgent-stays", &[("reference", open.id.to_string().into())]),
            Some(open) => self.cancel(open),
            None => {}
        }
    }

    /// The desk no longer owes a call to somebody who is blocked.
    fn cancel(&mut self, mut open: CallbackRequest) {
        let owner = open.state.owner();
        if open.block(self.agent, self.facts.now).is_err() {
            return;
        }
        self.out.count(Measure::Closed, &open, Some(self.agent.id()));
        card::refresh(self.facts, &mut self.out, &open);
        card::forget_reminder(self.facts, &mut self.out, &open);
        details::tell_claimer(self.facts, &mut self.out, &open, owner, "claimer-blocked", None);
        self.out.keep(open);
    }
}

/// `7d rude on the phone` is seven days and a reason; without days, [`BLOCK_DAYS`].
fn days_and_reason(wish: &str) -> (u16, String) {
    let wish = wish.trim();
    let (first, rest) = wish.split_once(char::is_whitespace).unwrap_or((wish, ""));
    let days = first.strip_suffix(['d', '天']).and_then(|days| days.parse().ok());
    let reason = if days.is_some() { rest } else { wish };
    let reason = reason.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(MAX_BLOCK_REASON).collect();
    (days.unwrap_or(BLOCK_DAYS).clamp(1, MAX_BLOCK_DAYS), reason)
}

fn list(facts: &Facts<'_>, words: Words<'_>) -> Markdown {
    let lines: Vec<String> = facts
        .board
        .blocks
        .iter(facts.now)
        .map(|block| {
            let time = words.moment(block.until, &facts.hours.zone, facts.now);
            let by = names::agent_name(facts, block.by);
            let args: Args<'_> = &[
                ("reference", block.request.to_string().into()),
                ("time", time.into()),
                ("agent", by.into()),
                ("reason", block.reason.as_str().into()),
            ];
            words.say("block-line", args).to_string()
        })
        .collect();
    let head = words.say("block-help", &[("count", lines.len().into())]);
    head.and(&Markdown::trusted(lines.join("\n\n")))
}
