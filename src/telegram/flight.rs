//! One row under way: sent, timed, counted for those who watch, and handed back with what became of it. Decides nothing.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt;
use jiff::Timestamp;
use tokio::time::Instant;

use super::api::CALL_LIMIT;
use super::places::Seat;
use super::post::{Outcome, Post};
use crate::callback::ChatId;
use crate::conversation::Body;
use crate::store::{Delivery, OutboxRow, StoreFault};
use crate::telemetry::{self, Sent};

/// A row in our hands.
pub struct Held {
    /// The row.
    pub row: OutboxRow,
    /// Where it goes.
    pub chat: ChatId,
    /// Goes before all that is not so: where strangers write in crowds, agents must still get on.
    pub first: bool,
}

impl Held {
    /// The chat whose pace it keeps; the answer to a press keeps none.
    pub fn paced_by(&self) -> Option<ChatId> {
        (!matches!(self.row.message.body, Body::AnswerClick { .. })).then_some(self.chat)
    }
}

/// A row that was sent, or was not.
pub struct Back {
    /// The row.
    pub held: Held,
    /// The place that it took.
    pub seat: Seat,
    /// What became of it.
    pub outcome: Result<Outcome, StoreFault>,
}

/// Sends a row.
pub async fn fly(post: Arc<Post>, held: Held, seat: Seat, now: Timestamp) -> Back {
    let began = Instant::now();
    let sending = AssertUnwindSafe(post.deliver(&held.row, held.chat, now)).catch_unwind();
    let mut outcome = sending.await.unwrap_or_else(|_| {
        tracing::error!(row = held.row.id, "sending a message panicked; the message was dropped");
        Ok(Delivery::Dropped.into())
    });
    if let Ok(outcome) = &mut outcome {
        // An answer that patience alone brought is late all the same: the next needs it as well.
        outcome.late |= began.elapsed() > CALL_LIMIT;
        count(&outcome.delivery, now.duration_since(held.row.written_at));
    }
    Back { held, seat, outcome }
}

fn count(delivery: &Delivery, waited: jiff::SignedDuration) {
    let outcome = match delivery {
        Delivery::Sent { .. } => Sent::Sent,
        Delivery::Dropped => Sent::Dropped,
        Delivery::Unreachable => Sent::Unreachable,
        Delivery::RetryAt(_) | Delivery::NotYet(_) | Delivery::Migrated(_) => Sent::Again,
    };
    telemetry::message_settled(outcome, waited);
}
