//! `/next`: the best request that an agent can call now becomes theirs; and `/mine`, what they have.

use super::claim::show_claim;
use super::session::{Reply, Session};
use crate::callback::CallbackRequest;
use crate::conversation::context::{Facts, Part};
use crate::conversation::input::{AgentClick, WorkClick};
use crate::conversation::output::{Button, Keyboard};
use crate::conversation::view::listing;
use crate::words::{Args, Markdown, Words};

/// Buttons to the details in a row.
const IN_A_ROW: usize = 3;

impl Session<'_> {
    /// Gives the agent the first request of the queue whose language they speak: at their command, or by the button below a
    /// digest. Somebody who is faster gets it, and this is decided again with the one after it.
    pub(super) fn take_next(&mut self) {
        if let Some(why) = self.situation.named.as_ref().and_then(|request| self.hindrance(request)) {
            return self.refuse_to_take(&why);
        }
        let request = match self.claim_first() {
            Ok(request) => request,
            Err(why) => return self.refuse(why, &[]),
        };
        self.out.takes = true;
        let reference = ("reference", request.id.to_string().into());
        match self.reply {
            Reply::Press(_) => self.answer("claimed", &[reference]),
            Reply::Console => self.answer("claimed-here", &[reference]),
            Reply::Typed if self.chat != self.agent.id().chat() => {
                self.say("next-taken", &[("agent", self.agent.name().into()), reference]);
            }
            Reply::Typed => {}
        }
        let Session { facts, out, agent, situation, .. } = self;
        show_claim(facts, out, agent, request, &situation.earlier, situation.named_reachable);
    }

    /// The first request, claimed; or the sentence why there is none.
    fn claim_first(&mut self) -> Result<CallbackRequest, &'static str> {
        if !self.can_be_shown() {
            return Err("agent-must-start");
        }
        if self.facts.board.is_held(self.agent.id(), self.facts.now) {
            return Err("reveal-held");
        }
        let mut request = self.situation.named.take().ok_or("next-none")?;
        request.claim(self.agent, self.facts.rules, self.facts.now).map_err(|_| "next-none")?;
        Ok(request)
    }

    /// Lists what the agent has, with a button to the details of each; always in private.
    pub(super) fn show_mine(&mut self) {
        let words = self.own_words();
        let mine = &self.situation.mine;
        if mine.requests.is_empty() {
            return self.tell(words.say("mine-none", &[]), Keyboard::None);
        }
        let head = words.say("mine-head", &[("count", mine.count.into())]);
        let text = head.and(&list(self.facts, words, mine));
        let to_details = |request: &CallbackRequest| Button {
            label: request.id.to_string(),
            click: AgentClick::Work(request.id, WorkClick::Details).into(),
        };
        let details: Vec<Button> = mine.requests.iter().map(to_details).collect();
        let rows = details.chunks(IN_A_ROW).map(<[Button]>::to_vec).collect();
        self.tell(text, Keyboard::Inline(rows));
    }
}

/// What an agent has, a line each with the end of the claim.
pub(super) fn list(facts: &Facts<'_>, words: Words<'_>, mine: &Part) -> Markdown {
    let lines = mine.requests.iter().map(|request| {
        let ends = request.claim_ends.map(|at| words.moment(at, &facts.hours.zone, facts.now));
        let entry = listing::entry(facts, words, request);
        let args: Args<'_> = &[("entry", entry.into()), ("ends", ends.unwrap_or_default().into())];
        words.say("mine-line", args).to_string()
    });
    Markdown::trusted(lines.collect::<Vec<_>>().join("\n\n"))
}
