//! Sees whether agents have time before what was promised, and reads who waits for it. Decides nothing.

use jiff::{SignedDuration, Timestamp};

use super::Desk;
use super::deeds::Versions;
use crate::callback::{Ahead, Place, Spare};
use crate::conversation::call_sooner;
use crate::store::StoreFault;
use crate::text::Language;

/// How often it is looked: an agent who hangs up writes for longer than that.
const LOOK_EVERY: SignedDuration = SignedDuration::from_secs(15);

/// Requests looked at of those that wait for their time: more than are called in a day by most desks. Those beyond it have
/// later promises, and their turn when these are called.
const SEEN: usize = 1000;

impl Desk {
    /// Calls those sooner who want it as soon as possible, and offers it to others, while agents have time.
    pub(super) async fn call_sooner(&self, now: Timestamp) -> Result<(), StoreFault> {
        // Held while it looks: whoever has waited for it sees what it found.
        let mut looked = self.looked_for_spare_time.lock().await;
        if now.duration_since(*looked).abs() < LOOK_EVERY {
            return Ok(());
        }
        *looked = now;
        let (knowledge, today) = (self.knowledge.load(), self.today(now).await?);
        if today.hours.open_now(now).is_none() || self.store.queue_at(&[Place::Later], 0).await?.open == 0 {
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
        let decision = call_sooner(&self.facts(&knowledge, &today, now), waiting, spare, promised);
        if decision.requests.is_empty() {
            return Ok(());
        }
        versions.today = Some(today);
        // Where somebody was faster, the next look sees what they made of it.
        self.commit(None, None, decision, versions, now).await?;
        Ok(())
    }
}
