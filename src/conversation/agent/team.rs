//! For leads: who is at work and what they have, and a request that is given to somebody. Shows no personal data.

use super::claim::given_up;
use super::deed::Deed;
use super::session::Session;
use crate::callback::{Agent, State, UserId};
use crate::conversation::input::AgentClick;
use crate::conversation::output::{Button, Keyboard};
use crate::conversation::view::audience::agent_locale;
use crate::conversation::view::names;
use crate::words::{Args, Markdown, Value};

/// Colleagues in a row: names are long.
const IN_A_ROW: usize = 2;

impl Session<'_> {
    /// Who is at work since when, who is not, and what each has.
    pub(super) fn show_team(&mut self) {
        if !self.agent.leads() {
            return self.say("leads-only", &[]);
        }
        let lines: Vec<String> = self.facts.roster.iter().map(|agent| self.team_line(agent).to_string()).collect();
        let on = self.facts.board.at_work(self.facts.roster).count();
        let head = self.words.say("team-head", &[("on", on.into()), ("all", lines.len().into())]);
        self.say_text(head.and(&Markdown::trusted(lines.join("\n\n"))), Keyboard::None);
    }

    fn team_line(&self, agent: &Agent) -> Markdown {
        let (facts, words) = (self.facts, self.words);
        let shift = facts.board.shifts.get(&agent.id());
        let since = shift.map(|shift| words.moment(shift.since, &facts.hours.zone, facts.now));
        let theirs = self.situation.worked.requests.iter().filter(|one| one.state.owner() == Some(agent.id()));
        let has: Vec<String> = theirs
            .map(|request| {
                let calls = matches!(request.state, State::Calling { .. });
                let since = request.taken_at().map(|at| words.length(facts.now.duration_since(at)));
                let args: Args<'_> = &[
                    ("reference", request.id.to_string().into()),
                    ("does", Value::Key(if calls { "calls" } else { "has" })),
                    ("length", since.unwrap_or_default().into()),
                ];
                words.label("team-has", args)
            })
            .collect();
        let languages: Vec<String> = agent.languages().iter().map(|one| names::spoken(words, *one)).collect();
        let args: Args<'_> = &[
            ("agent", agent.name().into()),
            ("languages", languages.join(", ").into()),
            ("shift", Value::Key(if facts.board.is_on(agent.id()) { "on" } else { "off" })),
            ("told", Value::Key(if since.is_some() { "yes" } else { "no" })),
            ("since", since.unwrap_or_default().into()),
            ("busy", Value::Key(if has.is_empty() { "no" } else { "yes" })),
            ("has", has.join(", ").into()),
        ];
        words.say("team-line", args)
    }
}

impl Deed<'_> {
    /// Offers a lead those at work who can call this request's customer.
    pub(super) fn offer_to_assign(&mut self) {
        if !self.session.agent.leads() {
            return self.session.refuse("leads-only", &[]);
        }
        let (facts, words, id) = (self.session.facts, self.session.words, self.request.id);
        let (owner, language) = (self.request.state.owner(), self.request.language());
        let others: Vec<Button> = facts
            .board
            .at_work(facts.roster)
            .filter(|other| Some(other.id()) != owner && facts.roster.may_call(other, language))
            .map(|other| Button { label: other.name().to_owned(), click: AgentClick::AssignTo(id, other.id()).into() })
            .collect();
        if others.is_empty() {
            return self.toast("assign-nobody");
        }
        self.session.acknowledge();
        let text = words.say("assign-to", &self.with_reference(&[]));
        let rows = others.chunks(IN_A_ROW).map(<[Button]>::to_vec).collect();
        self.session.say_text(text, Keyboard::Inline(rows));
    }

    /// A lead gives the request to this agent. Whoever had it is told; a call that is being made stays where it is.
    pub(super) fn assign(&mut self, to: UserId) {
        let (facts, lead) = (self.session.facts, self.session.agent);
        if !lead.leads() {
            return self.session.refuse("leads-only", &[]);
        }
        let Some(to) = facts.roster.agent(to) else { return self.old_button() };
        if !facts.board.is_on(to.id()) {
            return self.toast_with("colleague-off", &[("agent", to.name().into())]);
        }
        if facts.board.is_held(to.id(), facts.now) {
            return self.toast_with("colleague-held", &[("agent", to.name().into())]);
        }
        let before = self.request.clone();
        if let Err(refused) = self.request.assign(lead, to, facts.roster, facts.rules, facts.now) {
            return self.refuse(refused);
        }
        self.toast_with("given", &[("agent", to.name().into())]);
        given_up(facts, &mut self.session.out, &before, &self.request);
        let former = before.state.owner().filter(|id| *id != lead.id()).and_then(|id| facts.roster.agent(id));
        if let Some(former) = former {
            let words = facts.words(agent_locale(facts, former));
            let args: Args<'_> = &[
                ("lead", lead.name().into()),
                ("agent", to.name().into()),
                ("reference", self.request.id.to_string().into()),
            ];
            self.session.out.say(former.id().chat(), words.say("assigned-away", args), Keyboard::None);
        }
        self.hand_to(to);
        self.keep();
    }
}
