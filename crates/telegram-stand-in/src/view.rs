//! What a chat shows at this moment, as plain data and as text that reads well in a snapshot.
//!
//! ```text
//! Ana: hello
//! bot: What is it about?
//!     [Fees] [Withdrawals]
//! (toast to Ana) Done
//! keyboard: [Share my number]
//! ```

use std::fmt;

use serde::Serialize;
use serde_json::{Map, Value};

use super::chat::{Author, Chat, ChatKind, Message, Standing};
use super::formatted::utf16_len;
use super::keyboard::{Button, ButtonAction, inline_buttons};
use super::world::World;

/// How long "typing" is shown, in seconds (Bot API, sendChatAction).
const ACTION_SECONDS: i64 = 5;
/// How many characters of the message replied to are shown.
const QUOTE: usize = 24;
const INDENT: &str = "    ";

/// One message as people see it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MessageView {
    /// `message_id` in its chat.
    pub id: i64,
    /// The sender's name; `bot` for the bot.
    pub from: String,
    /// Whether the bot sent it.
    pub from_bot: bool,
    /// Unix seconds.
    pub date: i64,
    /// Text or caption, without tags.
    pub text: String,
    /// `MessageEntity` objects of that text.
    pub entities: Vec<Value>,
    /// Anything that is not text, in a few words: `contact +12025550143 Ana`.
    pub attachment: Option<String>,
    /// Buttons under the message.
    pub buttons: Vec<Vec<Button>>,
    /// Whether its text was edited.
    pub edited: bool,
    /// Whether it can be neither forwarded nor saved.
    pub protected: bool,
    /// The message that it replies to.
    pub reply_to: Option<i64>,
    /// Whose message was forwarded.
    pub forwarded_from: Option<String>,
    /// The bot's reaction.
    pub reaction: Option<String>,
}

impl MessageView {
    /// The text with the address of each link after its words.
    #[must_use]
    pub fn text_with_links(&self) -> String {
        let mut links: Vec<(usize, &str)> = Vec::new();
        for entity in &self.entities {
            let number = |name: &str| entity.get(name).and_then(Value::as_u64).and_then(|n| usize::try_from(n).ok());
            if let (Some(url), Some(offset), Some(length)) =
                (entity.get("url").and_then(Value::as_str), number("offset"), number("length"))
            {
                links.push((offset + length, url));
            }
        }
        let mut shown = String::new();
        let mut units = 0;
        for c in self.text.chars() {
            shown.push(c);
            units += c.len_utf16();
            for (_, url) in links.iter().filter(|(end, _)| *end == units) {
                shown.push_str(&format!(" <{url}>"));
            }
        }
        shown
    }
}

/// A toast or alert that answered a click.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoticeView {
    /// The newest message when it appeared.
    pub after: i64,
    /// Id of the person who saw it.
    pub person: i64,
    /// That person's name.
    pub name: String,
    /// Its words.
    pub text: String,
    /// Whether it had to be closed by hand.
    pub alert: bool,
}

/// One chat as it is shown.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ChatView {
    /// Chat id.
    pub id: i64,
    /// The person's name or the group's title.
    pub title: String,
    /// Messages that are still there, oldest first.
    pub messages: Vec<MessageView>,
    /// Keyboard under the input field.
    pub keyboard: Option<Vec<Vec<Button>>>,
    /// Toasts and alerts, oldest first.
    pub notices: Vec<NoticeView>,
    /// Whether "typing" is shown.
    pub typing: bool,
    /// Whether the bot is blocked here, or was removed.
    pub blocked: bool,
}

impl ChatView {
    /// The newest message of the bot.
    #[must_use]
    pub fn last_from_bot(&self) -> Option<&MessageView> {
        self.messages.iter().rev().find(|message| message.from_bot)
    }

    /// Whether any message or notice contains `words`.
    #[must_use]
    pub fn shows(&self, words: &str) -> bool {
        self.messages.iter().any(|message| message.text.contains(words))
            || self.notices.iter().any(|notice| notice.text.contains(words))
    }

    /// Whether a button with this label can be pressed.
    #[must_use]
    pub fn offers(&self, label: &str) -> bool {
        let inline = self.messages.iter().flat_map(|message| &message.buttons);
        inline.chain(self.keyboard.iter().flatten()).flatten().any(|button| button.label == label)
    }

    /// What is shown from the message after `id` on; for snapshots of one step.
    #[must_use]
    pub fn since(mut self, id: i64) -> Self {
        self.messages.retain(|message| message.id > id);
        self.notices.retain(|notice| notice.after > id);
        self
    }

    pub(super) fn of(world: &World, chat: &Chat) -> Self {
        let name = |author: Author| match author {
            Author::Bot => "bot".to_owned(),
            Author::Person(id) => world.name_of(id),
        };
        let now = world.now().as_second();
        Self {
            id: chat.id,
            title: match &chat.kind {
                ChatKind::Private => world.name_of(chat.id),
                ChatKind::Group { title } | ChatKind::Supergroup { title } => title.clone(),
            },
            messages: chat.messages.values().map(|message| message_view(message, name(message.author))).collect(),
            keyboard: chat.keyboard.as_ref().map(|keyboard| keyboard.rows.clone()),
            notices: chat
                .notices
                .iter()
                .map(|notice| NoticeView {
                    after: notice.after,
                    person: notice.person,
                    name: world.name_of(notice.person),
                    text: notice.text.clone(),
                    alert: notice.alert,
                })
                .collect(),
            typing: chat.action.as_ref().is_some_and(|(since, _)| now - since.as_second() < ACTION_SECONDS),
            blocked: chat.standing == Standing::Kicked,
        }
    }
}

fn text_of(content: &Map<String, Value>, name: &str) -> Option<String> {
    content.get(name).and_then(Value::as_str).map(str::to_owned)
}

fn message_view(message: &Message, from: String) -> MessageView {
    let content = &message.content;
    let text = text_of(content, "text").or_else(|| text_of(content, "caption")).unwrap_or_default();
    let entities = content.get("entities").or_else(|| content.get("caption_entities"));
    let origin = message.origin.as_ref();
    let sender = origin.and_then(|origin| origin.get("sender_user")?.get("first_name")?.as_str());
    MessageView {
        id: message.id,
        from,
        from_bot: message.author == Author::Bot,
        date: message.date,
        text,
        entities: entities.and_then(Value::as_array).cloned().unwrap_or_default(),
        attachment: attachment(content),
        buttons: inline_buttons(message.markup.as_ref()),
        edited: message.edited.is_some(),
        protected: message.protected,
        reply_to: message.reply_to,
        forwarded_from: origin.map(|_| sender.unwrap_or("someone").to_owned()),
        reaction: message.reaction.clone(),
    }
}

/// What is in a message besides text.
fn attachment(content: &Map<String, Value>) -> Option<String> {
    let about = |kind: &str, value: &Value| {
        let field = |name: &str| value.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        match kind {
            "contact" => format!("contact {} {}", field("phone_number"), field("first_name")),
            "sticker" => format!("sticker {}", field("emoji")),
            "new_chat_members" => {
                let names = value.as_array().into_iter().flatten();
                let names: Vec<&str> = names.filter_map(|user| user.get("first_name")?.as_str()).collect();
                format!("joined: {}", names.join(", "))
            }
            "left_chat_member" => format!("left: {}", field("first_name")),
            "migrate_to_chat_id" | "migrate_from_chat_id" => format!("{} {value}", kind.replace('_', " ")),
            kind => kind.replace('_', " "),
        }
    };
    let plain = ["text", "entities", "caption", "caption_entities", "forward_origin"];
    let (kind, value) = content.iter().find(|(name, _)| !plain.contains(&name.as_str()))?;
    Some(about(kind, value).trim_end().to_owned())
}

fn row(buttons: &[Button]) -> String {
    let each = buttons.iter().map(|button| match &button.action {
        ButtonAction::Url(url) => format!("[{} → {url}]", button.label),
        ButtonAction::ShareContact => format!("[{} → contact]", button.label),
        ButtonAction::Other(kind) => format!("[{} → {kind}]", button.label),
        ButtonAction::Callback(_) | ButtonAction::SendLabel => format!("[{}]", button.label),
    });
    each.collect::<Vec<_>>().join(" ")
}

impl fmt::Display for ChatView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut lines = Vec::new();
        let mut notices = self.notices.iter().peekable();
        for message in &self.messages {
            while let Some(notice) = notices.next_if(|notice| notice.after < message.id) {
                lines.push(notice.to_string());
            }
            self.message_lines(message, &mut lines);
        }
        lines.extend(notices.map(ToString::to_string));
        for (place, buttons) in self.keyboard.iter().flatten().enumerate() {
            let lead = if place == 0 { "keyboard: " } else { "          " };
            lines.push(format!("{lead}{}", row(buttons)));
        }
        if self.typing {
            lines.push("bot is typing…".to_owned());
        }
        f.write_str(&lines.join("\n"))
    }
}

impl ChatView {
    fn message_lines(&self, message: &MessageView, lines: &mut Vec<String>) {
        let mut head = message.from.clone();
        if let Some(from) = &message.forwarded_from {
            head.push_str(&format!(" (forwarded from {from})"));
        }
        if let Some(id) = message.reply_to {
            let target = self.messages.iter().find(|target| target.id == id);
            head.push_str(&match target {
                Some(target) => format!(" (to \"{}\")", shortened(&target.text)),
                None => " (to a deleted message)".to_owned(),
            });
        }
        if message.edited {
            head.push_str(" (edited)");
        }
        if message.protected {
            head.push_str(" (protected)");
        }
        head.push(':');
        if let Some(attachment) = &message.attachment {
            head.push_str(&format!(" ‹{attachment}›"));
        }
        let shown = message.text_with_links();
        let mut text = shown.lines();
        match text.next() {
            Some(first) => lines.push(format!("{head} {first}")),
            None => lines.push(head),
        }
        for line in text {
            lines.push(if line.is_empty() { String::new() } else { format!("{INDENT}{line}") });
        }
        lines.extend(message.buttons.iter().map(|buttons| format!("{INDENT}{}", row(buttons))));
        if let Some(reaction) = &message.reaction {
            lines.push(format!("{INDENT}({reaction})"));
        }
    }
}

/// The beginning of the first line, with an ellipsis when there is more.
fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if utf16_len(line) <= QUOTE {
        return line.to_owned();
    }
    let mut short: String = line.chars().take(QUOTE).collect();
    short.push('…');
    short
}

impl fmt::Display for NoticeView {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.alert { "alert" } else { "toast" };
        write!(f, "({kind} to {}) {}", self.name, self.text)
    }
}
