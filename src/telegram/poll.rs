//! Intake by long poll: an update is confirmed to Telegram only after it is on disk. Looks into an update only to ask the
//! desk whether it is urgent, and whether it may be a piece of something longer.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::time::Duration;

use serde::{Deserialize, Serialize};
use teloxide::payloads::GetMe;
use tokio::time::{Instant, sleep};

use super::api::Bot;
use super::batch::{Batch, read, salvage};
use super::decode::{album, decode};
use super::failure::{ApiFailure, Body};
use super::fault::TelegramFault;
use super::front::{FrontDesk, past_damage};
use super::pause::after_failures;
use super::pulse::Pulse;
use super::stage::Stop;
use crate::conversation::Incoming;

/// What we want to hear of. Named at every call, because Telegram remembers the last list it was given.
const ALLOWED: [&str; 4] = ["message", "edited_message", "callback_query", "my_chat_member"];

/// How long Telegram may hold an empty answer, seconds; it allows 50, proxies on the way often 60.
const LONG_POLL_SECONDS: u64 = 30;

/// How much longer than that we wait for the answer.
const POLL_SLACK: Duration = Duration::from_secs(15);

/// Telegram's largest batch.
const BATCH: u8 = 100;

/// Answers in a row that cannot be read before updates are asked for one by one.
const GARBLED_BEFORE_SINGLE: u32 = 2;

/// The first pause after a failure, and the longest.
const FIRST_PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(30);

/// So many refusals of the token in a row, within this time, end the program: one alone is a gateway's or a restarting
/// server's. Between two of them there is a pause of its own.
const REFUSALS: usize = 3;
const REFUSALS_WITHIN: Duration = Duration::from_secs(30);
const REFUSED_PAUSE: Duration = Duration::from_secs(3);

/// A server that does not hold empty answers is asked no more often than this.
const EMPTY_PAUSE: Duration = Duration::from_millis(200);

/// How long the first call may fail before the program says that it cannot start; a supervisor starts it again.
const START_PATIENCE: Duration = Duration::from_secs(20);

/// Who the bot is.
#[derive(Debug, Deserialize)]
pub struct Me {
    /// Its number.
    pub id: i64,
    /// Its name without the @.
    pub username: Option<String>,
}

#[derive(Serialize)]
struct GetUpdates {
    offset: i64,
    limit: u8,
    timeout: u64,
    allowed_updates: [&'static str; ALLOWED.len()],
}

/// Asks Telegram who we are, again and again for a while.
///
/// # Errors
/// When the token is refused, or Telegram cannot be reached within [`START_PATIENCE`].
pub async fn greet(bot: &Bot) -> Result<Me, TelegramFault> {
    let started = Instant::now();
    let mut failures = 0;
    loop {
        let failure = match bot.call(&GetMe::new()).await {
            Ok(result) => match serde_json::from_str(result.get()) {
                Ok(me) => return Ok(me),
                Err(_) => ApiFailure::Garbled(Body::new(result.get().to_owned())),
            },
            Err(failure @ ApiFailure::BadToken(_)) => return Err(TelegramFault::Refused(failure)),
            Err(failure) => failure,
        };
        let pause = pause_after(&failure, failures);
        if started.elapsed() + pause > START_PATIENCE {
            return Err(TelegramFault::Unreachable(failure));
        }
        tracing::warn!(%failure, ?pause, "Telegram does not answer yet");
        sleep(pause).await;
        failures += 1;
    }
}

/// Takes updates in until it is told to stop.
///
/// # Errors
/// When the token is refused or the store fails.
pub async fn run<D: FrontDesk>(
    desk: Arc<D>,
    bot: Arc<Bot>,
    pulse: Arc<Pulse>,
    mut stop: Stop,
) -> Result<(), TelegramFault> {
    // Zero asks for the earliest unconfirmed update: what was taken in but not confirmed comes again and is known.
    let mut offset = 0;
    let mut failures = 0;
    let mut garbled = 0;
    let mut refusals = Vec::new();
    let mut singles = 0_u8;
    loop {
        if garbled >= GARBLED_BEFORE_SINGLE {
            // As many as were asked for in vain: one of them cannot be read, or all together are too long.
            (garbled, singles) = (0, BATCH);
        }
        let limit = if singles > 0 { 1 } else { BATCH };
        let asked_at = Instant::now();
        let answer = tokio::select! {
            biased;
            () = stop.wait() => return Ok(()),
            answer = ask(&*desk, &bot, offset, limit) => answer,
        };
        let failure = match answer {
            Ok(batch) => {
                let empty = batch.last.is_none();
                if batch.nameless > 0 {
                    tracing::error!(count = batch.nameless, "updates without a number were left out");
                }
                // Durable first; the next call, with the new offset, is what confirms. Assigned, not the larger of the
                // two: numbers start anywhere after a quiet week.
                if !store(&*desk, batch, &mut offset).await? {
                    pause(LONGEST_PAUSE, &mut stop).await;
                    continue;
                }
                pulse.beat();
                (failures, garbled, singles) = (0, 0, singles.saturating_sub(1));
                refusals.clear();
                if empty && asked_at.elapsed() < EMPTY_PAUSE {
                    pause(EMPTY_PAUSE, &mut stop).await;
                }
                continue;
            }
            Err(failure @ ApiFailure::BadToken(_)) => {
                refusals.retain(|at: &Instant| at.elapsed() < REFUSALS_WITHIN);
                refusals.push(Instant::now());
                if refusals.len() >= REFUSALS {
                    return Err(TelegramFault::Refused(failure));
                }
                tracing::warn!(%failure, refusals = refusals.len(), "no updates");
                pause(REFUSED_PAUSE, &mut stop).await;
                continue;
            }
            Err(failure) => {
                refusals.clear();
                failure
            }
        };
        if let ApiFailure::Garbled(body) = &failure {
            garbled += 1;
            if limit == 1
                && let Some(update) = salvage(body.text(), &desk.own_texts())
            {
                tracing::error!(update_id = update.update_id, "an update that cannot be read was stored as it came");
                let last = Some(update.update_id);
                if !store(&*desk, Batch { updates: vec![update], last, ..Batch::default() }, &mut offset).await? {
                    pause(LONGEST_PAUSE, &mut stop).await;
                }
                continue;
            }
        }
        let wait = pause_after(&failure, failures);
        tracing::warn!(%failure, pause = ?wait, silent_for = ?pulse.silent_for(), "no updates");
        failures += 1;
        pause(wait, &mut stop).await;
    }
}

/// Says whether the batch is on the disk. Where a record stands in the way, it is not, and is not confirmed: it comes again.
async fn store<D: FrontDesk>(desk: &D, batch: Batch, offset: &mut i64) -> Result<bool, TelegramFault> {
    let Batch { mut updates, codes, answers, last, .. } = batch;
    for (at, answer) in answers {
        let Some(update) = updates.get_mut(at) else { continue };
        let Some(words) = answer.words(&update.json) else { continue };
        let redacted = past_damage(desk.answer_guarded(answer.chat, &words).await)?;
        if let Some(kept) = redacted.and_then(|redacted| answer.kept_as(&update.json, &redacted)) {
            update.json = kept;
        }
    }
    for update in &mut updates {
        let Some((incoming, urgent)) = judged(desk, &update.json) else { continue };
        update.urgent = urgent;
        update.piece = past_damage(desk.piece(&incoming, album(&update.json), urgent).await)?;
    }
    for (at, code) in codes {
        let proof = past_damage(desk.code_entered(code.chat, &code.digits).await)?;
        if let (Some(update), Some(proof)) = (updates.get_mut(at), proof) {
            update.json = code.kept_as(&proof);
            update.piece = None;
        }
    }
    if !updates.is_empty() {
        let intake = match desk.take_in(updates).await {
            Err(fault) if fault.is_of_a_record() => {
                tracing::error!(%fault, "ALARM: updates cannot be taken in; Telegram keeps them for 24 hours");
                return Ok(false);
            }
            intake => intake?,
        };
        tracing::debug!(fresh = intake.fresh, known = intake.known, "updates taken in");
    }
    if let Some(last) = last {
        *offset = last.saturating_add(1);
    }
    Ok(true)
}

/// What an update is, and whether it must not wait its turn. One that cannot be read waits for whoever says so.
fn judged<D: FrontDesk>(desk: &D, json: &str) -> Option<(Incoming, bool)> {
    let judged = AssertUnwindSafe(|| {
        let incoming = decode(json, desk.now()).ok()??;
        let urgent = desk.is_urgent(&incoming);
        Some((incoming, urgent))
    });
    catch_unwind(judged).ok()?
}

async fn ask<D: FrontDesk>(desk: &D, bot: &Bot, offset: i64, limit: u8) -> Result<Batch, ApiFailure> {
    let request = GetUpdates { offset, limit, timeout: LONG_POLL_SECONDS, allowed_updates: ALLOWED };
    let result = bot.post("getUpdates", &request, Duration::from_secs(LONG_POLL_SECONDS) + POLL_SLACK).await?;
    read(&result, &desk.own_texts()).ok_or_else(|| ApiFailure::Garbled(Body::new(result.get().to_owned())))
}

fn pause_after(failure: &ApiFailure, failures_before: u32) -> Duration {
    match failure {
        ApiFailure::RetryAfter(pause) => *pause,
        _ => after_failures(failures_before, FIRST_PAUSE, LONGEST_PAUSE),
    }
}

async fn pause(wait: Duration, stop: &mut Stop) {
    tokio::select! {
        () = stop.wait() => {}
        () = sleep(wait) => {}
    }
}
