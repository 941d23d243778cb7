//! Agents who have not dialled yet call somebody urgent first: the desk has shown them the card, and lets them take a second one.

use super::World;
use crate::callback::RequestId;
use crate::conversation::{AgentClick, Click};
use crate::intents::Priority;
use crate::simulate::SimulationFault;
use crate::simulate::plan::{BREATHES, PREPARES};
use crate::simulate::timeline::Event;

impl World<'_> {
    /// Whether an agent who was about to make an ordinary call takes an urgent one instead.
    pub(super) async fn puts_aside(&mut self, index: usize, id: RequestId) -> Result<bool, SimulationFault> {
        let roster = &self.desk.profile().roster;
        let Some(agent) = self.agents.get(index).and_then(|agent| roster.agent(agent.id)) else { return Ok(false) };
        let first = self.store.queue_at(&roster.ready_for(agent), 1).await?.requests.into_iter().next();
        let Some(first) = first.map(|first| first.value).filter(|first| first.priority == Priority::Urgent) else {
            return Ok(false);
        };
        let own = self.store.request(id).await?.map(|own| own.value.priority);
        if own == Some(Priority::Urgent) {
            return Ok(false);
        }
        self.agent_presses(index, Click::Agent(AgentClick::Claim(first.id))).await?;
        if !self.has(index, first.id).await? {
            return Ok(false); // a colleague was faster
        }
        let now = self.now();
        if let Some(agent) = self.agents.get_mut(index) {
            agent.put_aside = Some(id);
            let prepares = agent.chance.seconds(PREPARES);
            self.timeline.plan(now + prepares, Event::Calls(index, first.id));
        }
        Ok(true)
    }

    /// Whether an agent who has hung up has something put aside, which they call next.
    pub(super) fn goes_back_to(&mut self, index: usize) -> bool {
        let now = self.now();
        let Some(agent) = self.agents.get_mut(index) else { return false };
        let Some(id) = agent.put_aside.take() else { return false };
        let after = agent.chance.seconds(BREATHES);
        self.timeline.plan(now + after, Event::Calls(index, id));
        true
    }
}
