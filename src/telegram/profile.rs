//! What the bot shows of itself: its commands and descriptions, by language. Set at start; a failure harms nothing else.

use std::time::Duration;

use serde::Serialize;
use teloxide::payloads::{SetMyCommands, SetMyDescription, SetMyShortDescription};
use teloxide::requests::Payload;
use teloxide::types::{BotCommand, BotCommandScope, ChatId as TelegramChat, Recipient};
use tokio::time::sleep;

use super::api::Bot;
use super::failure::ApiFailure;
use super::render::cut;
use crate::callback::{ChatId, UserId};

/// Telegram's limits, UTF-16 units.
const MAX_DESCRIPTION: usize = 512;
const MAX_SHORT_DESCRIPTION: usize = 120;
const MAX_COMMAND_DESCRIPTION: usize = 256;

/// How often a call that fails is made in all; the texts of the last start stay when it never succeeds.
const TRIES: u32 = 3;
const PAUSE: Duration = Duration::from_secs(5);

/// What the bot shows of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// One page a language; the one without a language is for everybody else.
    pub pages: Vec<ProfilePage>,
}

/// What people of one language see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProfilePage {
    /// Two letters (ISO 639-1); `None` is everybody whose language has no page.
    pub language: Option<String>,
    /// What customers can do.
    pub commands: Vec<Command>,
    /// What agents can do, in their group and in private.
    pub agent_commands: Vec<Command>,
    /// Shown in an empty chat.
    pub description: String,
    /// Shown on the bot's page and in shared links.
    pub short_description: String,
}

/// A command, as the menu shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// Without the slash: 1 to 32 small letters, digits and underscores.
    pub name: String,
    /// What it does.
    pub description: String,
}

/// Sets everything, one call after the other. What fails is logged.
pub async fn publish(bot: &Bot, profile: &Profile, group: Option<ChatId>, agents: &[UserId]) {
    for page in &profile.pages {
        let language = page.language.as_deref();
        set_commands(bot, &page.commands, BotCommandScope::AllPrivateChats, language).await;
        for chat in group.into_iter().chain(agents.iter().map(|agent| agent.chat())) {
            let scope = BotCommandScope::Chat { chat_id: Recipient::Id(TelegramChat(chat.0)) };
            set_commands(bot, &page.agent_commands, scope, language).await;
        }
        let mut description = SetMyDescription::new();
        description.description = Some(cut(&page.description, MAX_DESCRIPTION));
        description.language_code = language.map(str::to_owned);
        call(bot, &description).await;
        let mut short = SetMyShortDescription::new();
        short.short_description = Some(cut(&page.short_description, MAX_SHORT_DESCRIPTION));
        short.language_code = language.map(str::to_owned);
        call(bot, &short).await;
    }
}

async fn set_commands(bot: &Bot, commands: &[Command], scope: BotCommandScope, language: Option<&str>) {
    if commands.is_empty() {
        return;
    }
    let commands = commands
        .iter()
        .map(|command| BotCommand::new(command.name.clone(), cut(&command.description, MAX_COMMAND_DESCRIPTION)));
    let mut request = SetMyCommands::new(commands);
    request.scope = Some(scope);
    request.language_code = language.map(str::to_owned);
    call(bot, &request).await;
}

async fn call<P: Payload + Serialize + Sync>(bot: &Bot, payload: &P) {
    for left in (0..TRIES).rev() {
        let pause = match bot.call(payload).await {
            Ok(_) => return,
            Err(ApiFailure::RetryAfter(pause)) if left > 0 => pause,
            Err(ApiFailure::Server(_) | ApiFailure::Network { .. } | ApiFailure::TimedOut) if left > 0 => PAUSE,
            Err(ApiFailure::NoSuchChat(_) | ApiFailure::Forbidden(_)) => {
                tracing::info!(
                    method = P::NAME,
                    "an agent or the group has no chat with the bot yet; no commands there"
                );
                return;
            }
            Err(failure) => {
                tracing::warn!(method = P::NAME, %failure, "the bot's profile was not set");
                return;
            }
        };
        sleep(pause).await;
    }
}
