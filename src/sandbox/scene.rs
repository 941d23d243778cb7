//! The stand-in Telegram with its people, from one reset to the next.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;

use super::cast::{Cast, NewCustomer, Unfit};
use super::failure::SandboxFault;
use crate::config::Settings;
use crate::desk::{Clock, ShiftedClock};
use crate::stand_in::{Fault, JournalMode, Options, Person, StandIn};
use crate::text::{Language, Locale};
use crate::words::Phrasebook;

/// Messages kept in a chat: more than anybody scrolls through in a sandbox.
const KEEP_MESSAGES: usize = 400;

/// Calls of the bot that are kept for those who look.
const KEEP_CALLS: usize = 200;

/// How many messages "too many requests" refuses, and for how long the bot has to wait: long enough to be seen.
const SLOW_MESSAGES: u32 = 3;
const SLOW_SECONDS: u32 = 5;

/// Numbers of updates begin here: 1 January 2024, so that they stay within 32 bits until 2041.
const UPDATES_SINCE: i64 = 1_704_067_200;

/// Updates that a sandbox may have a second on average without reaching the numbers of the next on the same data.
const UPDATES_A_SECOND: i64 = 8;

/// Numbers rise from one sandbox to the next on the same data, as Telegram's do: the desk knows those it has seen.
fn first_update_id(now: Timestamp) -> i64 {
    seconds(now) * UPDATES_A_SECOND
}

/// On data that are kept, messages have numbers of their own in each sandbox: the desk edits those it remembers.
fn seconds(now: Timestamp) -> i64 {
    (now.as_second() - UPDATES_SINCE).max(1)
}

/// Telegram and its people.
pub struct Scene {
    /// Telegram.
    pub stand_in: StandIn,
    cast: Mutex<Cast>,
    online: AtomicBool,
}

impl Scene {
    /// Sets the scene: the stand-in listens at `address` and knows the bot by `token`, and the agents have pressed Start. `kept` if the desk's data
    /// may be of an earlier sandbox.
    ///
    /// # Errors
    /// When the address cannot be listened at.
    pub async fn set(
        settings: &Settings,
        phrasebook: &Phrasebook,
        clock: Arc<ShiftedClock>,
        (address, token): (SocketAddr, &str),
        kept: bool,
    ) -> Result<Self, SandboxFault> {
        let first_language = settings.desk.languages.first().copied().unwrap_or(Language::En);
        let words = phrasebook.page(Locale::from(first_language));
        let options = Options {
            address,
            token: token.to_owned(),
            bot_name: settings.desk.name.clone(),
            clock: Arc::new(move || clock.now()),
            first_update_id: first_update_id(Timestamp::now()),
            first_message_id: if kept { seconds(Timestamp::now()) } else { 1 },
            journal: JournalMode::Last(KEEP_CALLS),
            keep_messages: KEEP_MESSAGES,
            ..Options::default()
        };
        let stand_in = StandIn::start(options).await.map_err(|error| SandboxFault::listening(address, error))?;
        let title = words.label("sandbox-group-title", &[]);
        let group = settings.agents.group.map(|group| (group.0, title.as_str()));
        let cast = Cast::gather(&stand_in, &settings.agents.roster, group);
        for agent in &cast.agents {
            if let Some(person) = stand_in.known_person(agent.id) {
                person.says("/start");
            }
        }
        Ok(Self { stand_in, cast: Mutex::new(cast), online: AtomicBool::new(true) })
    }

    /// Everybody.
    pub fn cast(&self) -> Cast {
        self.cast.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Adds a customer and gives their id.
    ///
    /// # Errors
    /// What is wrong with them.
    pub fn add(&self, new: &NewCustomer) -> Result<i64, Unfit> {
        self.cast.lock().unwrap_or_else(PoisonError::into_inner).add(&self.stand_in, new)
    }

    /// A person where they write: in private, or in the group.
    pub fn person(&self, id: i64, chat: i64) -> Option<Person> {
        let person = self.stand_in.known_person(id)?;
        if chat == id {
            return Some(person);
        }
        self.stand_in.known_group(chat).map(|group| person.in_group(&group))
    }

    /// Switches Telegram on or off.
    pub fn switch(&self, online: bool) {
        self.online.store(online, Ordering::SeqCst);
        if online { self.stand_in.go_online() } else { self.stand_in.go_offline() }
    }

    /// Whether Telegram is on.
    pub fn is_online(&self) -> bool {
        self.online.load(Ordering::SeqCst)
    }

    /// Telegram refuses the next messages with "too many requests".
    pub fn slow_down(&self) {
        self.stand_in.fail(Fault::retry_after(SLOW_SECONDS).on("sendMessage").times(SLOW_MESSAGES));
    }
}
