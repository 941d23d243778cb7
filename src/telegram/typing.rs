//! Shows people that the desk is about to answer while it waits for the rest of their thought. A courtesy: never tried
//! again, never in the way of a message, and kept nowhere.

use std::sync::Arc;
use std::time::Duration;

use teloxide::payloads::SendChatAction;
use teloxide::types::ChatAction;
use tokio::sync::mpsc;
use tokio::time::{sleep, timeout};

use super::api::Bot;
use super::failure::ApiFailure;
use super::fault::TelegramFault;
use super::stage::Stop;
use crate::callback::ChatId;

/// Chats that wait to be shown it at most: whoever comes after them is answered sooner than shown.
pub const MOST: usize = 4;

/// Two of these requests are so far apart at least: of Telegram's thirty a second, five.
const APART: Duration = Duration::from_millis(200);

/// How long one may take: by then the answer is there.
const LIMIT: Duration = Duration::from_secs(3);

/// Shows it until it is told to stop.
///
/// # Errors
/// None: what fails is not shown.
pub async fn run(bot: Arc<Bot>, mut chats: mpsc::Receiver<ChatId>, mut stop: Stop) -> Result<(), TelegramFault> {
    loop {
        let pause = tokio::select! {
            biased;
            () = stop.wait() => return Ok(()),
            pause = show_next(&bot, &mut chats) => pause,
        };
        let Some(pause) = pause else { return Ok(()) };
        tokio::select! {
            () = stop.wait() => return Ok(()),
            () = sleep(pause) => {}
        }
        if pause > APART {
            // Whoever waited meanwhile has been answered.
            while chats.try_recv().is_ok() {}
        }
    }
}

/// Shows it to the next chat; how long to wait then. `None` when there will be none.
async fn show_next(bot: &Bot, chats: &mut mpsc::Receiver<ChatId>) -> Option<Duration> {
    let chat = chats.recv().await?;
    let action = SendChatAction::new(teloxide::types::ChatId(chat.0), ChatAction::Typing);
    Some(match timeout(LIMIT, bot.call(&action)).await {
        Ok(Err(ApiFailure::RetryAfter(pause))) => pause.max(APART),
        Ok(Err(failure)) => {
            tracing::debug!(%failure, "it was not shown that the desk is about to answer");
            APART
        }
        Ok(Ok(_)) | Err(_) => APART,
    })
}
