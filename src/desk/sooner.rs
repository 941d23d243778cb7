//! Looks at the line: whether what stands back must come forward, and whether agents have time before what was promised. Reads whom
//! that concerns, and decides nothing.

use jiff::{SignedDuration, Timestamp};

use super::today::Today;
use super::versions::Versions;
use super::{Desk, Knowledge};
use crate::callback::{Ahead, Place, Spare};
use crate::conversation::{bring_forward, call_sooner};
use crate::store::StoreFault;
use crate::text::Language;

/// How often it is looked: an agent who hangs up writes for longer than that.
const LOOK_EVERY: SignedDuration = SignedDuration::from_secs(15);

/// Requests looked at of those that wait for their time: more than are called in a day by most desks. Those beyond it have
/// later promises, and their turn when these are called.
const SEEN: usize = 1000;

impl Desk {
    /// Looks at the line every now and then while the desk is open.
    pub(super) async fn look_at_the_line(&self, now: Timestamp) -> Result<(), StoreFault> {
        // Held while it looks: whoever has waited for it sees what it found.
        let mut looked = self.looked_at_the_line.lock().await;
        if now.duration_since(*looked).abs() < LOOK_EVERY {
            return Ok(());
        }
        *looked = now;
        let (knowledge, today) = (self.knowledge.load(), self.today(now).await?);
        if today.hours.open_now(now).is_none() {
            return Ok(());
        }
        self.bring_forward(&knowledge, &today, now).await?;
        self.call_sooner(&knowledge, today, now).await
    }

    /// Brings calls forward that have stood back as long as they could.
    async fn bring_forward(&self, knowledge: &Knowledge, today: &Today, now: Timestamp) -> Result<(), StoreFault> {
        let facts = self.facts(knowledge, today, now);
        let owed = self.store.promised().await?.value;
        let mut versions = Versions::default();
        let mut waiting = Vec::new();
        for language in Language::ALL {
            let Some(until) = facts.line().pressed_until(&owed, language, now) else { continue };
            let ready = self.store.queue_at(&[Place::Ready(language)], SEEN).await?.requests;
            let concerned =
                ready.into_iter().filter(|request| request.value.stands_back() && request.value.promise.to <= until);
            waiting.extend(concerned.map(|request| (versions.read(request), until)));
        }
        let decision = bring_forward(waiting);
        if decision.requests.is_empty() {
            return Ok(());
        }
        self.commit(None, None, decision, versions, now).await?;
        Ok(())
    }

    /// Calls those sooner who want it as soon as possible, and offers it to others, while agents have time.
    async fn call_sooner(&self, knowledge: &Knowledge, today: Today, now: Timestamp) -> Result<(), StoreFault> {
        if self.store.queue_at(&[Place::Later], 0).await?.open == 0 {
            return Ok(());
        }
        let mut ready = Ahead::new();
        for language in Language::ALL {
            ready.insert(language, self.store.queue_at(&[Place::Ready(language)], 0).await?.open);
        }
        let mut spare = Spare { roster: &today.roster, board: &today.board, ready, with: [].into() };
        if !Language::ALL.into_iter().any(|language| spare.runs_out(language)) {
            return Ok(());
        }
        for place in self.store.places().await? {
            if let Place::With(agent) = place {
                spare.with.insert(agent, self.store.queue_at(&[place], 0).await?.open);
            }
        }
        let promised = self.store.promised().await?.value;
        let mut versions = Versions::default();
        let later = self.store.queue_at(&[Place::Later], SEEN).await?.requests;
        let waiting = later.into_iter().map(|request| versions.read(request)).collect();
        let decision = call_sooner(&self.facts(knowledge, &today, now), waiting, spare, promised);
        if decision.requests.is_empty() {
            return Ok(());
        }
        versions.today = Some(today);
        // Where somebody was faster, the next look sees what they made of it.
        self.commit(None, None, decision, versions, now).await?;
        Ok(())
    }
}
