//! The people of a sandbox: the customers it begins with and those who are added. Numbers are those kept for fiction.

use serde::{Deserialize, Serialize};

use crate::callback::{Role, Roster};
use crate::stand_in::{NewPerson, Person, StandIn};

/// The first customers: name, Telegram's language, phone. Numbers of the 555-01xx range belong to nobody.
const FIRST: [(&str, &str, &str); 3] =
    [("Ana", "en", "+12025550143"), ("小伟", "zh-hans", "+12025550178"), ("Ben", "en", "+12025550119")];

/// Longest name that Telegram allows.
const NAME_CHARS: usize = 64;

/// A customer to be added.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct NewCustomer {
    /// First name.
    pub name: String,
    /// Telegram's language tag.
    pub language: String,
    /// The account's number; empty for none.
    #[serde(default)]
    pub phone: String,
}

/// A customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Customer {
    /// Telegram id, also of the private chat.
    pub id: i64,
    /// First name.
    pub name: String,
    /// Telegram's language tag.
    pub language: String,
    /// The account's number.
    pub phone: Option<String>,
}

/// An agent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AgentView {
    /// Telegram id, also of the private chat.
    pub id: i64,
    /// Name on the roster.
    pub name: String,
    /// Language that their Telegram is set to.
    pub language: String,
    /// Whether they lead.
    pub lead: bool,
}

/// Everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cast {
    /// Customers, in the order they came.
    pub customers: Vec<Customer>,
    /// The roster.
    pub agents: Vec<AgentView>,
    /// The agents' group.
    pub group: Option<i64>,
}

/// Why a customer cannot be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unfit {
    /// No name, or one that is too long.
    Name,
    /// Not a number with its country code.
    Phone,
}

impl Cast {
    /// Puts the agents, their group and the first customers into a stand-in.
    pub fn gather(stand_in: &StandIn, roster: &Roster, group: Option<(i64, &str)>) -> Self {
        let agents: Vec<AgentView> = roster
            .iter()
            .map(|agent| AgentView {
                id: agent.id().0,
                name: agent.name().to_owned(),
                language: match agent.languages().first() {
                    Some(crate::text::Language::Zh) => "zh-hans".to_owned(),
                    _ => "en".to_owned(),
                },
                lead: agent.role() == Role::Lead,
            })
            .collect();
        let people: Vec<Person> = agents
            .iter()
            .map(|agent| stand_in.person(NewPerson::named(&agent.name).id(agent.id).language(&agent.language)))
            .collect();
        if let Some((id, title)) = group {
            stand_in.group(title, Some(id), &people.iter().collect::<Vec<_>>());
        }
        let mut cast = Self { customers: Vec::new(), agents, group: group.map(|(id, _)| id) };
        for (name, language, phone) in FIRST {
            let new = NewCustomer { name: name.to_owned(), language: language.to_owned(), phone: phone.to_owned() };
            // The first customers are fit.
            let _ = cast.add(stand_in, &new);
        }
        cast
    }

    /// Adds a customer.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn add(&mut self, stand_in: &StandIn, new: &NewCustomer) -> Result<i64, Unfit> {
        let name = new.name.trim();
        if name.is_empty() || name.chars().count() > NAME_CHARS {
            return Err(Unfit::Name);
        }
        let phone: String = new.phone.chars().filter(|c| !c.is_whitespace() && !"()-".contains(*c)).collect();
        let fits = phone
            .strip_prefix('+')
            .is_some_and(|digits| (7..=15).contains(&digits.len()) && digits.chars().all(|c| c.is_ascii_digit()));
        if !phone.is_empty() && !fits {
            return Err(Unfit::Phone);
        }
        let mut person = NewPerson::named(name).language(&new.language);
        if !phone.is_empty() {
            person = person.phone(&phone);
        }
        let id = stand_in.person(person).id();
        let phone = (!phone.is_empty()).then_some(phone);
        self.customers.push(Customer { id, name: name.to_owned(), language: new.language.clone(), phone });
        Ok(id)
    }
}
