//! `/on` and `/off`: who is at work. Ends no claim by itself; whoever goes is asked what becomes of theirs.

use super::claim::given_up;
use super::next::list;
use super::session::Session;
use crate::callback::{Cause, Shift, State};
use crate::conversation::input::AgentClick;
use crate::conversation::output::{Keyboard, button};

impl Session<'_> {
    /// Begins or ends the agent's shift.
    pub(super) fn change_shift(&mut self, on: bool) {
        let said = self.facts.board.shifts.get(&self.agent.id()).map(|shift| shift.on);
        let key = match (on, said) {
            (true, Some(true)) => "shift-on-already",
            (true, _) => "shift-on",
            (false, Some(false)) => "shift-off-already",
            (false, _) => "shift-off",
        };
        if said != Some(on) {
            let mut board = self.facts.board.clone();
            board.shifts.insert(self.agent.id(), Shift { on, since: self.facts.now });
            self.out.board = Some(board);
        }
        self.say(key, &[("agent", self.agent.name().into())]);
        let mine = &self.situation.mine;
        if !on && mine.count > 0 {
            let head = self.words.say("shift-off-claims", &[("count", mine.count.into())]);
            let text = head.and(&list(self.facts, self.words, mine));
            let release = vec![vec![button(self.words, "button-release-mine", AgentClick::ReleaseMine)]];
            self.tell(text, Keyboard::Inline(release));
        }
    }

    /// Gives back everything that the agent has. A call that runs stays theirs: its outcome is still to be written down.
    pub(super) fn release_all(&mut self) {
        let mut released = 0_usize;
        for mut request in std::mem::take(&mut self.situation.mine.requests) {
            let before = request.clone();
            let calling = matches!(before.state, State::Calling { .. });
            if calling || request.release(self.agent, Cause::Released, self.facts.now).is_err() {
                continue;
            }
            given_up(self.facts, &mut self.out, &before, &request);
            self.out.keep(request);
            released += 1;
        }
        self.answer("released-mine", &[("count", released.into())]);
    }
}
