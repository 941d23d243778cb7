//! Hands out updates to work off: memory says whose turn it is, the trees hold what it is. What cannot be read is handed out
//! as damaged, so that somebody sets it aside.

use std::time::Duration;

use jiff::Timestamp;

use super::commands::Command;
use super::memory::Picked;
use super::{SledStore, reads, seen};
use crate::store::{RawUpdate, StoreFault, Work, WorkId};

impl SledStore {
    /// The next update to work off, with the pieces that go with it.
    ///
    /// # Errors
    /// As [`crate::store::Store::lease`].
    pub(super) async fn next_work(&self, now: Timestamp, ttl: Duration) -> Result<Option<Work>, StoreFault> {
        self.check_open()?;
        loop {
            let Some(picked) = self.memory.inbox().pick(now, ttl) else { return Ok(None) };
            let Picked { row, lane, tries, deaths, suspect, more } = picked;
            let id = WorkId(row);
            if suspect {
                self.write(|answer| Command::CountTrial(id, deaths.saturating_add(1), answer)).await?;
            }
            let found = self.read(move |trees| reads::update(trees, row)).await;
            let (update, received_at, damage) = match found {
                // A row whose lease had ended may have been finished in this moment: then there is nothing to hand out.
                Ok(None) => continue,
                Ok(Some((update, received_at))) => (update, received_at, None),
                Err(fault) if fault.is_of_a_record() => {
                    let mark = seen::NO_MARK;
                    let update =
                        RawUpdate { update_id: 0, lane, json: String::new(), mark, urgent: false, piece: None };
                    (update, now, Some(fault.to_string()))
                }
                Err(fault) => return Err(fault),
            };
            let more = if damage.is_some() { Vec::new() } else { more };
            let more =
                if more.is_empty() { Vec::new() } else { self.read(move |trees| reads::further(trees, more)).await? };
            self.memory.inbox().keeps(row, lane, 1 + more.len());
            return Ok(Some(Work { id, update, tries, deaths, damage, received_at, more }));
        }
    }
}
