//! E-mail: sends the mails of the outbox over SMTP, or gives them up and says so. Never called from below, and never in
//! Telegram's way: it leases only its own rows.

mod compose;
mod failure;
mod post;
mod server;

use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::task::{JoinError, JoinSet};
use tokio::time::{Instant, sleep_until, timeout_at};

pub use compose::compose;
pub use failure::{MailFailure, Stage};
pub use post::Post;
pub use server::{MailServer, PATIENCE, Password, Tls};

use crate::conversation::{Body, Mail, MailFault, Outlet};
use crate::desk::Desk;
use crate::store::{Delivery, OutboxRow, StoreFault, past_record};

/// Mails under way at once: a desk sends a few an hour, and one slow server must not hold up the next customer.
const AT_ONCE: usize = 4;

/// A lease outlives the longest try, so that it ends only with its process.
const LEASE: Duration = Duration::from_secs(180);

/// How often to look without being woken: for leases that ran out, and for a clock that was moved.
const LOOK_EVERY: Duration = Duration::from_secs(1);

/// The pauses before the second try and the later ones. A server that greylists takes a mail after five minutes at most
/// (postgrey's default), which the fifth try comes after; a code is good for ten.
const PAUSES: [SignedDuration; 4] = [
    SignedDuration::from_secs(15),
    SignedDuration::from_secs(60),
    SignedDuration::from_secs(120),
    SignedDuration::from_secs(180),
];

/// When told to stop: how long the mails under way may take.
const LANDING: Duration = Duration::from_secs(2);

/// Sends mails until `stop`. Without a post, the mails of an earlier run are given up.
///
/// # Errors
/// When the disk fails: what stands in the way of one mail is passed over.
pub async fn run(desk: Arc<Desk>, post: Option<Post>, stop: impl Future<Output = ()>) -> Result<(), StoreFault> {
    let mut courier = Courier { desk: Arc::clone(&desk), post: post.map(Arc::new), flying: JoinSet::new() };
    tokio::pin!(stop);
    loop {
        // Listening begins before looking: a mail that is written in between wakes us.
        let woken = desk.mails().notified();
        tokio::pin!(woken);
        woken.as_mut().enable();
        let wake_at = courier.lease().await?;
        tokio::select! {
            biased;
            () = &mut stop => break,
            Some(back) = courier.flying.join_next() => past_record(courier.settle(back).await)?,
            () = &mut woken => {}
            () = sleep_until(wake_at) => {}
        }
    }
    let until = Instant::now() + LANDING;
    while let Ok(Some(back)) = timeout_at(until, courier.flying.join_next()).await {
        past_record(courier.settle(back).await)?;
    }
    Ok(())
}

/// What became of a try.
type Back = (OutboxRow, Result<(), MailFailure>);

struct Courier {
    desk: Arc<Desk>,
    post: Option<Arc<Post>>,
    flying: JoinSet<Back>,
}

impl Courier {
    /// Begins what is due. Returns when to come again.
    async fn lease(&mut self) -> Result<Instant, StoreFault> {
        let later = Instant::now() + LOOK_EVERY;
        let room = AT_ONCE.saturating_sub(self.flying.len());
        if room == 0 {
            return Ok(later);
        }
        let leased = self.desk.store().lease_outbox(Outlet::Mail, self.desk.now(), room, LEASE).await;
        for row in past_record(leased)?.rows {
            // One that a record stands in the way of comes again when its lease ends.
            past_record(self.begin(row).await)?;
        }
        Ok(later)
    }

    async fn begin(&mut self, row: OutboxRow) -> Result<(), StoreFault> {
        let now = self.desk.now();
        let Body::Mail(mail) = &row.message.body else {
            tracing::error!(row = row.id, "what lay among the mails is none; it was dropped");
            return self.desk.store().settle(vec![(row.id, Delivery::Dropped)], now).await;
        };
        let Some(post) = self.post.clone() else {
            tracing::warn!(row = row.id, "a mail was given up: there is no [mail] in the settings");
            return self.give_up(&row, mail, MailFault::Off).await;
        };
        if now >= mail.until {
            tracing::warn!(row = row.id, "a mail was given up: what it says is no longer true");
            return self.give_up(&row, mail, MailFault::Late).await;
        }
        let profile = self.desk.profile();
        let letter = compose(mail, &profile.name, &post.server().from, &profile.code_key, &row);
        self.flying.spawn(async move {
            let sent = match letter {
                Ok(letter) => post.deliver(letter).await,
                Err(failure) => Err(failure),
            };
            (row, sent)
        });
        Ok(())
    }

    async fn settle(&mut self, back: Result<Back, JoinError>) -> Result<(), StoreFault> {
        let (row, sent) = match back {
            Ok(back) => back,
            Err(error) => {
                tracing::error!(%error, "sending a mail ended early; it comes again when its lease ends");
                return Ok(());
            }
        };
        let Body::Mail(mail) = &row.message.body else { return Ok(()) };
        let now = self.desk.now();
        let failure = match sent {
            Ok(()) => {
                tracing::info!(row = row.id, tries = row.tries, "a mail was sent");
                return self.desk.store().settle(vec![(row.id, Delivery::Sent { message: None })], now).await;
            }
            Err(failure) => failure,
        };
        if failure.is_final() {
            tracing::error!(row = row.id, %failure, "a mail was refused and given up");
            return self.give_up(&row, mail, MailFault::Refused).await;
        }
        match next_try(row.tries, now).filter(|at| *at < mail.until) {
            Some(at) => {
                tracing::warn!(row = row.id, tries = row.tries, %failure, "a mail was not taken yet");
                self.desk.store().settle(vec![(row.id, Delivery::RetryAt(at))], now).await
            }
            None => {
                tracing::error!(row = row.id, tries = row.tries, %failure, "a mail found no way and was given up");
                self.give_up(&row, mail, MailFault::Late).await
            }
        }
    }

    /// The consequences first: after a crash between the two the mail comes again, and they are drawn once more.
    async fn give_up(&self, row: &OutboxRow, mail: &Mail, fault: MailFault) -> Result<(), StoreFault> {
        past_record(self.desk.mail_given_up(mail, fault).await)?;
        self.desk.store().settle(vec![(row.id, Delivery::Dropped)], self.desk.now()).await
    }
}

/// When a mail is tried again after so many tries before this one.
fn next_try(tries: u32, now: Timestamp) -> Option<Timestamp> {
    let pause = PAUSES.get(usize::try_from(tries).ok()?)?;
    now.checked_add(*pause).ok()
}
