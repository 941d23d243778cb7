//! Who takes part: customers, agents and the roster. Only the roster makes an `Agent`, so holding one proves the right.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::text::{Language, Locale};

/// A chat in Telegram; groups are negative. Up to 52 bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ChatId(pub i64);

/// A person in Telegram. Up to 52 bits. A private chat has the same number as its person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct UserId(pub i64);

impl UserId {
    /// The private chat with this person.
    pub fn chat(self) -> ChatId {
        ChatId(self.0)
    }
}

impl fmt::Display for ChatId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for UserId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The person who waits for a call, as of booking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Customer {
    /// The private chat with the bot.
    pub chat: ChatId,
    /// The name shown in Telegram; personal data.
    pub name: String,
    /// What they read.
    pub locale: Locale,
    /// The name of the time zone they live in (like `Europe/Berlin`), when it is not the desk's.
    #[serde(default)]
    pub zone: Option<String>,
}

/// What somebody on the roster may do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Claims and calls.
    #[default]
    Agent,
    /// Also leads the desk: is alerted, sees the numbers, changes today's hours.
    Lead,
    /// Writes answers; has no calls and sees no customer.
    Writer,
    /// Sees the numbers alone, and nobody in them.
    Viewer,
}

impl Role {
    /// Whether this role has calls, and so the rights of an [`Agent`].
    pub fn calls(self) -> bool {
        matches!(self, Self::Agent | Self::Lead)
    }
}

/// A person on the roster, whatever their role. Made by [`Roster`] alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    id: UserId,
    name: String,
    languages: Vec<Language>,
    role: Role,
}

impl Member {
    /// Who it is in Telegram.
    pub fn id(&self) -> UserId {
        self.id
    }

    /// The name that customers and colleagues read.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The languages they speak, best first.
    pub fn languages(&self) -> &[Language] {
        &self.languages
    }

    /// What they may do.
    pub fn role(&self) -> Role {
        self.role
    }
}

/// A member who calls, and so has an agent's rights. Made by [`Roster`] alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent(Member);

impl Agent {
    /// Who it is in Telegram.
    pub fn id(&self) -> UserId {
        self.0.id
    }

    /// The name that customers and colleagues read.
    pub fn name(&self) -> &str {
        &self.0.name
    }

    /// The languages they call in, best first.
    pub fn languages(&self) -> &[Language] {
        &self.0.languages
    }

    /// What they may do.
    pub fn role(&self) -> Role {
        self.0.role
    }

    /// Whether they lead the desk.
    pub fn leads(&self) -> bool {
        self.0.role == Role::Lead
    }

    /// Whether they call in this language.
    pub fn speaks(&self, language: Language) -> bool {
        self.0.languages.contains(&language)
    }
}

/// Everybody who works at the desk, as the settings say now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Roster {
    agents: Vec<Agent>,
    others: Vec<Member>,
    on_call: Vec<UserId>,
}

impl Roster {
    /// A roster with nobody on it.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a person; the settings' loader refuses an id that stands twice.
    #[must_use]
    pub fn with(mut self, id: UserId, name: &str, languages: &[Language], role: Role) -> Self {
        let member = Member { id, name: name.to_owned(), languages: languages.to_vec(), role };
        if role.calls() {
            self.agents.push(Agent(member));
        } else {
            self.others.push(member);
        }
        self
    }

    /// Names who is alerted in private of what is urgent while the desk is closed; people who are not on the roster count for
    /// nothing.
    #[must_use]
    pub fn with_on_call(mut self, ids: &[UserId]) -> Self {
        self.on_call = ids.to_vec();
        self
    }

    /// The agents alerted of urgent calls while the desk is closed.
    pub fn on_call(&self) -> impl Iterator<Item = &Agent> {
        self.agents.iter().filter(|agent| self.on_call.contains(&agent.id()))
    }

    /// The agent with this id, if the settings name one.
    pub fn agent(&self, id: UserId) -> Option<&Agent> {
        self.agents.iter().find(|agent| agent.id() == id)
    }

    /// Every agent, in the order of the settings.
    pub fn iter(&self) -> impl Iterator<Item = &Agent> {
        self.agents.iter()
    }

    /// The member with this id, whatever their role.
    pub fn member(&self, id: UserId) -> Option<&Member> {
        let mut all = self.agents.iter().map(|agent| &agent.0).chain(&self.others);
        all.find(|member| member.id == id)
    }
}
