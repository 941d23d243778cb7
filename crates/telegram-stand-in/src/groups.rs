//! Groups: who is in them, what privacy mode lets the bot see, and becoming a supergroup.

use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::chat::{Author, Chat, ChatKind, Standing};
use super::deeds::stand;
use super::people::Person;
use super::shared::Shared;
use super::view::ChatView;
use super::world::{Draft, World};

/// A group that the bot was added to.
#[derive(Clone)]
pub struct Group {
    shared: Arc<Shared>,
    id: i64,
}

impl Group {
    /// A new group of these people with the bot; the bot learns that it was added by the first of them.
    pub(super) fn create(shared: &Arc<Shared>, title: &str, id: Option<i64>, members: &[&Person]) -> Self {
        let id = shared.change(|world| {
            let id = id.unwrap_or_else(|| world.fresh_group_id());
            let title = title.to_owned();
            let supergroup = id.to_string().starts_with("-100");
            let kind = if supergroup { ChatKind::Supergroup { title } } else { ChatKind::Group { title } };
            let mut chat = Chat::new(id, kind);
            chat.standing = Standing::Kicked;
            chat.members.extend(members.iter().map(|person| person.id()));
            world.chats.insert(id, chat);
            match members.first() {
                Some(person) => stand(world, person.id(), id, Standing::Member),
                None => set_quietly(world, id, Standing::Member),
            }
            id
        });
        Self { shared: Arc::clone(shared), id }
    }

    pub(super) fn known(shared: &Arc<Shared>, id: i64) -> Option<Self> {
        let known = shared.lock().chats.get(&id).is_some_and(|chat| !chat.is_private());
        known.then(|| Self { shared: Arc::clone(shared), id })
    }

    /// Chat id.
    #[must_use]
    pub fn id(&self) -> i64 {
        self.id
    }

    /// What the group shows now.
    #[must_use]
    pub fn view(&self) -> ChatView {
        let world = self.shared.lock();
        let empty = Chat::new(self.id, ChatKind::Group { title: String::new() });
        ChatView::of(&world, world.chats.get(&self.id).unwrap_or(&empty))
    }

    /// `person` makes the bot an administrator: it sees everything and may delete.
    pub fn promotes_bot(&self, person: &Person) {
        self.shared.change(|world| stand(world, person.id(), self.id, Standing::Administrator));
    }

    /// The bot may send messages or may not; nobody tells it.
    pub fn lets_bot_send(&self, may: bool) {
        self.change(|chat| chat.may_send = may);
    }

    /// Opens a topic, or closes it.
    pub fn has_topic(&self, id: i64, open: bool) {
        self.change(|chat| {
            chat.topics.insert(id, open);
        });
    }

    fn change(&self, change: impl FnOnce(&mut Chat)) {
        self.shared.change(|world| {
            if let Some(chat) = world.chats.get_mut(&self.id) {
                change(chat);
            }
        });
    }

    /// `person` removes the bot.
    pub fn removes_bot(&self, person: &Person) {
        self.shared.change(|world| stand(world, person.id(), self.id, Standing::Kicked));
    }

    /// `person` adds the bot again.
    pub fn adds_bot(&self, person: &Person) {
        self.shared.change(|world| stand(world, person.id(), self.id, Standing::Member));
    }

    /// The group becomes a supergroup of another id; requests to the old id are refused with the new one.
    #[must_use]
    pub fn becomes_supergroup(&self, person: &Person) -> Self {
        let id = self.shared.change(|world| {
            let id = world.fresh_group_id();
            let Some(old) = world.chats.get_mut(&self.id) else { return id };
            let title = match &old.kind {
                ChatKind::Group { title } | ChatKind::Supergroup { title } => title.clone(),
                ChatKind::Private => return id,
            };
            old.migrated_to = Some(id);
            let mut new = Chat::new(id, ChatKind::Supergroup { title });
            new.members.clone_from(&old.members);
            new.standing = old.standing;
            world.chats.insert(id, new);
            service(world, self.id, person.id(), "migrate_to_chat_id", json!(id));
            service(world, id, person.id(), "migrate_from_chat_id", json!(self.id));
            id
        });
        Self { shared: Arc::clone(&self.shared), id }
    }
}

fn set_quietly(world: &mut World, chat: i64, standing: Standing) {
    if let Some(chat) = world.chats.get_mut(&chat) {
        chat.standing = standing;
    }
}

/// Posts a service message, which every bot in the group sees.
fn service(world: &mut World, chat: i64, person: i64, name: &str, value: Value) {
    let content = Map::from_iter([(name.to_owned(), value)]);
    if let Some(message) = world.post(chat, Draft::new(Author::Person(person), content)) {
        world.queue("message", message);
    }
}

/// Someone who writes in a group for the first time joins it first.
pub(super) fn join(world: &mut World, chat: i64, person: i64) {
    let joined = world.chats.get_mut(&chat).is_some_and(|chat| chat.members.insert(person));
    if joined {
        let user = world.author_json(Author::Person(person));
        service(world, chat, person, "new_chat_members", json!([user]));
    }
}

/// Whether the bot gets message `id`: everything in private; in groups by Telegram's privacy mode.
pub(super) fn bot_sees(world: &World, chat: i64, id: i64) -> bool {
    let Some(chat) = world.chats.get(&chat) else { return false };
    let Some(message) = chat.messages.get(&id) else { return false };
    if chat.is_private() || !world.privacy_mode {
        return chat.standing != Standing::Kicked;
    }
    match chat.standing {
        Standing::Kicked => return false,
        Standing::Administrator => return true,
        Standing::Member => {}
    }
    let replied = message.reply_to.and_then(|id| chat.messages.get(&id));
    if replied.is_some_and(|target| target.author == Author::Bot) {
        return true;
    }
    let text = message.content.get("text").and_then(Value::as_str).unwrap_or_default();
    let Some(command) = text.strip_prefix('/').and_then(|rest| rest.split_whitespace().next()) else { return false };
    let own = world.bot.username.as_deref().unwrap_or_default();
    command.split_once('@').is_none_or(|(_, addressee)| addressee.eq_ignore_ascii_case(own))
}
