//! The bot, its group and its agents, as Telegram sees them. "Typing" is shown where it is asked whether the bot may write.

use serde::Deserialize;
use serde_json::{Value, json};

use super::finding::Finding;
use crate::callback::{Agent, ChatId};
use crate::config::Settings;
use crate::telegram::{ApiFailure, Bot, CALL_LIMIT};

#[derive(Deserialize)]
struct Me {
    id: i64,
    username: Option<String>,
}

#[derive(Deserialize)]
struct Webhook {
    url: String,
    #[serde(default)]
    pending_update_count: u64,
}

#[derive(Deserialize)]
struct Member {
    status: String,
    /// Of one who is restricted.
    can_send_messages: Option<bool>,
}

#[derive(Deserialize)]
struct Group {
    title: Option<String>,
    permissions: Option<Permissions>,
}

/// What plain members may do.
#[derive(Deserialize)]
struct Permissions {
    can_send_messages: Option<bool>,
}

/// Everything that Telegram knows. Where it does not know the token, nothing else is asked.
pub(super) async fn examine(bot: &Bot, settings: &Settings) -> Vec<Finding> {
    let me: Me = match ask(bot, "getMe", json!({})).await {
        Ok(me) => me,
        Err(failure) => return vec![Finding::fail("token", failure.to_string())],
    };
    let name = me.username.as_deref().map_or_else(|| me.id.to_string(), |name| format!("@{name}"));
    let mut findings = vec![Finding::ok("token", format!("the bot is {name}")), updates(bot).await];
    findings.push(commands(bot).await);
    match settings.agents.group {
        Some(group) => findings.push(self::group(bot, group, me.id).await),
        None => findings.push(Finding::warn("group", "the settings name no group: cards go to each agent in private")),
    }
    if settings.agents.roster.iter().next().is_none() {
        findings
            .push(Finding::fail("agents", "the settings name no agents: nobody gets the calls that customers ask for"));
    }
    for agent in settings.agents.roster.iter() {
        findings.push(self::agent(bot, agent).await);
    }
    findings
}

async fn updates(bot: &Bot) -> Finding {
    match ask::<Webhook>(bot, "getWebhookInfo", json!({})).await {
        Ok(hook) if !hook.url.is_empty() => Finding::fail(
            "updates",
            "a webhook is set for this bot, so Telegram gives no updates to a desk that polls; whoever set it has to delete \
             it (deleteWebhook), or take another bot",
        ),
        Ok(Webhook { pending_update_count: waiting, .. }) => {
            Finding::ok("updates", format!("no webhook is set; {waiting} wait at Telegram"))
        }
        Err(failure) => Finding::fail("updates", failure.to_string()),
    }
}

async fn commands(bot: &Bot) -> Finding {
    match ask::<Vec<Value>>(bot, "getMyCommands", json!({})).await {
        Ok(commands) if commands.is_empty() => {
            Finding::warn("commands", "customers see no commands yet; the desk sets them when it starts")
        }
        Ok(commands) => Finding::ok("commands", format!("customers see {}", commands.len())),
        Err(failure) => Finding::fail("commands", failure.to_string()),
    }
}

async fn group(bot: &Bot, group: ChatId, me: i64) -> Finding {
    let chat: Group = match ask(bot, "getChat", json!({ "chat_id": group.0 })).await {
        Ok(chat) => chat,
        Err(ApiFailure::Migrated(new)) => {
            return Finding::warn("group", format!("it is a supergroup now: write {new} into the settings"));
        }
        Err(failure) => {
            let words = format!("{group} is not to be seen ({failure}): make the bot a member of the agents' group");
            return Finding::fail("group", words);
        }
    };
    let title = chat.title.unwrap_or_default();
    let member: Member = match ask(bot, "getChatMember", json!({ "chat_id": group.0, "user_id": me })).await {
        Ok(member) => member,
        Err(failure) => return Finding::fail("group", failure.to_string()),
    };
    if ["left", "kicked"].contains(&member.status.as_str()) {
        return Finding::fail("group", format!("the bot is not in “{title}”: make it a member"));
    }
    let of_members =
        chat.permissions.and_then(|members| members.can_send_messages).filter(|_| member.status == "member");
    if member.can_send_messages.or(of_members) == Some(false) {
        return Finding::fail(
            "group",
            format!("the bot may not write in “{title}”: give it the right to send messages"),
        );
    }
    match may_write(bot, group).await {
        Ok(()) => Finding::ok("group", format!("the bot writes in “{title}”")),
        Err(failure) => Finding::fail("group", format!("the bot may not write in “{title}” ({failure}): allow it")),
    }
}

async fn agent(bot: &Bot, agent: &Agent) -> Finding {
    let about = format!("agent {}", agent.name());
    let id = agent.id();
    match may_write(bot, id.chat()).await {
        Ok(()) => Finding::ok(&about, "can be written to"),
        // "bot can't initiate conversation with a user", where it has seen them in a group.
        Err(ApiFailure::Forbidden(reason)) if !reason.contains("initiate") => {
            Finding::fail(&about, format!("{id} has blocked the bot or left Telegram ({reason})"))
        }
        Err(ApiFailure::Forbidden(_) | ApiFailure::NoSuchChat(_)) => Finding::fail(
            &about,
            format!("{id} has never written to the bot: ask them to press Start in a private chat with it"),
        ),
        Err(failure) => Finding::warn(&about, format!("it is not known whether {id} can be written to: {failure}")),
    }
}

/// Shows "typing" for a moment, which says whether a message would come through.
async fn may_write(bot: &Bot, chat: ChatId) -> Result<(), ApiFailure> {
    let typing = json!({ "chat_id": chat.0, "action": "typing" });
    bot.post("sendChatAction", &typing, CALL_LIMIT).await.map(drop)
}

async fn ask<A: for<'a> Deserialize<'a>>(bot: &Bot, method: &str, payload: Value) -> Result<A, ApiFailure> {
    let result = bot.post(method, &payload, CALL_LIMIT).await?;
    serde_json::from_str(result.get()).map_err(|_| ApiFailure::BadRequest(format!("{method}: an answer that is none")))
}
