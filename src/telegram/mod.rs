//! Telegram: long-poll intake, raw JSON to our own events, the outbox's sender, rendering. Never called from below.
//!
//! The way of a message: `poll` stores an update, which `guard` and `codes` have freed of secrets, then confirms it; `workers` have it `decode`d and hand it to the desk;
//! what the desk wrote to the outbox, `sender` lets `post` send through `api`, as fast as `buckets` allow.

mod api;
mod batch;
mod buckets;
mod codes;
mod decode;
mod failure;
mod fault;
mod files;
mod flight;
mod front;
mod guard;
mod kept;
mod keyboards;
mod pause;
mod places;
mod poll;
mod post;
mod profile;
mod pulse;
mod render;
mod sender;
mod stage;
mod ticker;
mod token;
mod typing;
mod workers;

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;

pub use api::{AddressFault, Bot, CALL_LIMIT};
pub use batch::{Batch, MAX_UPDATE_BYTES, read as read_batch, salvage};
pub use buckets::{Buckets, Rates, Wait};
pub use codes::TypedCode;
pub use decode::{Unreadable, decode};
pub use failure::{ApiFailure, Parameters};
pub use fault::TelegramFault;
pub use front::FrontDesk;
pub use places::{Full, Places, Seat};
pub use post::{Outcome, settle};
pub use profile::{Command, Profile, ProfilePage};
pub use pulse::{Pulse, SILENCE};
pub use render::{MAX_UNITS, Page, render};
pub use token::{Token, TokenFault};

use crate::callback::{ChatId, UserId};
use crate::store::StoreFault;
use stage::Stage;

/// How long the poll and the clock may take to stop: both only wait.
const STOP_INTAKE: Duration = Duration::from_secs(1);

/// How long updates that are being worked off may take when we stop.
const STOP_WORK: Duration = Duration::from_secs(4);

/// What the room needs to know.
#[derive(Clone, Debug)]
pub struct Options {
    /// The bot's secret.
    pub token: Token,
    /// The Bot API server: `https://api.telegram.org`, or one of your own.
    pub api_url: String,
    /// How fast to send.
    pub rates: Rates,
    /// The agents' group as the settings say; the store knows better once it moved.
    pub group: Option<ChatId>,
    /// Who gets the agents' commands.
    pub agents: Vec<UserId>,
    /// What the bot shows of itself.
    pub profile: Profile,
    /// Where it is noted when Telegram last answered.
    pub pulse: Arc<Pulse>,
}

/// Serves the desk to Telegram until `shutdown`, then stops in order: no more updates, the work begun, what is due.
///
/// # Errors
/// When Telegram refuses the bot or cannot be reached at start, or the store fails. Everything is stopped then as well.
pub async fn run<D: FrontDesk>(
    desk: Arc<D>,
    options: Options,
    shutdown: impl Future<Output = ()>,
) -> Result<(), TelegramFault> {
    let Options { token, api_url, rates, group, agents, profile, pulse } = options;
    let bot = Arc::new(Bot::new(&token, &api_url)?);
    tokio::pin!(shutdown);
    let me = tokio::select! {
        () = &mut shutdown => return Ok(()),
        me = poll::greet(&bot) => me?,
    };
    tracing::info!(id = me.id, username = me.username.as_deref().unwrap_or("none"), "connected to Telegram");

    if let Some(name) = &me.username {
        pulse.is_of(name);
    }
    let (faults, mut fault) = mpsc::channel(1);
    let sender =
        Stage::open("sender", &faults, |stop| sender::run(Arc::clone(&desk), Arc::clone(&bot), rates, group, stop));
    let our_name = me.username.as_deref().map(Arc::from);
    let (writes, written_to) = mpsc::channel(typing::MOST);
    let workers = Stage::open("workers", &faults, |stop| workers::run(Arc::clone(&desk), our_name, writes, stop));
    let typing = Stage::open("typing", &faults, |stop| typing::run(Arc::clone(&bot), written_to, stop));
    let ticker = Stage::open("ticker", &faults, |stop| ticker::run(Arc::clone(&desk), Arc::clone(&pulse), stop));
    let intake =
        Stage::open("intake", &faults, |stop| poll::run(Arc::clone(&desk), Arc::clone(&bot), Arc::clone(&pulse), stop));
    let group = front::past_damage(desk.store().group().await)?.or(group);
    let publisher = Stage::open("profile", &faults, |mut stop| async move {
        tokio::select! {
            () = stop.wait() => {}
            () = profile::publish(&bot, &profile, group, &agents) => {}
        }
        Ok(())
    });

    let ended = tokio::select! {
        () = shutdown => Ok(()),
        Some(fault) = fault.recv() => Err(fault),
        reason = desk.store().failed() => Err(StoreFault::Broken(reason).into()),
    };
    tokio::join!(
        intake.close(STOP_INTAKE),
        ticker.close(STOP_INTAKE),
        publisher.close(STOP_INTAKE),
        typing.close(STOP_INTAKE)
    );
    workers.close(STOP_WORK).await;
    sender.close(sender::STOP_LIMIT).await;
    // What went wrong while stopping counts as well.
    ended.and_then(|()| fault.try_recv().map_or(Ok(()), Err))
}
