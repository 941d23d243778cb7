//! The handle on a running stand-in: start it, play people, script faults, look at everything, wait for changes.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io;
use std::net::{Ipv4Addr, SocketAddr};
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use serde_json::{Map, Value, json};
use thiserror::Error;
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::{Instant, timeout_at};

use super::clock::{Clock, system_clock};
use super::door::{Connection, Door};
use super::faults::Fault;
use super::flood::{FloodLimits, FloodPeaks};
use super::groups::Group;
use super::journal::{Call, JournalMode};
use super::new_person::NewPerson;
use super::people::Person;
use super::profile::ProfileText;
use super::server;
use super::shared::Shared;
use super::view::ChatView;
use super::world::World;

/// How a stand-in is set up.
#[derive(Clone)]
pub struct Options {
    /// Where to listen; port 0 takes a free one.
    pub address: SocketAddr,
    /// `ID:SECRET`; the id is the bot's user id.
    pub token: String,
    /// The bot's name.
    pub bot_name: String,
    /// The bot's username.
    pub bot_username: String,
    /// Time for message dates, the age of updates and the flood limits.
    pub clock: Clock,
    /// Id of the first update.
    pub first_update_id: i64,
    /// Number of the first message in each chat.
    pub first_message_id: i64,
    /// Whether the bot sees in groups only what is meant for it, as is Telegram's default.
    pub privacy_mode: bool,
    /// How much of the journal is kept.
    pub journal: JournalMode,
    /// Flood limits to enforce with 429; they are counted in any case.
    pub limits: Option<FloodLimits>,
    /// Most messages kept in one chat; older ones are forgotten.
    pub keep_messages: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            address: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            token: "4242:stand-in-token".to_owned(),
            bot_name: "Ringback".to_owned(),
            bot_username: "ringback_bot".to_owned(),
            clock: system_clock(),
            first_update_id: 1000,
            first_message_id: 1,
            privacy_mode: true,
            journal: JournalMode::Full,
            limits: None,
            keep_messages: usize::MAX,
        }
    }
}

/// What was waited for did not happen in time.
#[derive(Clone, PartialEq, Eq, Error)]
#[error("waited {waited:?} in vain for {what}; the chats show:\n{shows}")]
pub struct WaitedInVain {
    /// What was waited for.
    pub what: String,
    /// How long.
    pub waited: Duration,
    /// Every chat as it was then.
    pub shows: String,
}

/// As it reads, because a test that fails prints this.
impl fmt::Debug for WaitedInVain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A running stand-in; dropping it stops it.
pub struct StandIn {
    shared: Arc<Shared>,
    address: SocketAddr,
    token: String,
    server: JoinHandle<()>,
}

impl StandIn {
    /// Binds and serves.
    ///
    /// # Errors
    /// When the address cannot be bound.
    pub async fn start(options: Options) -> io::Result<Self> {
        let listener = TcpListener::bind(options.address).await?;
        let address = listener.local_addr()?;
        let token = options.token.clone();
        let shared = Arc::new(Shared::new(World::new(options)));
        let app = Router::new().fallback(server::answer).with_state(Arc::clone(&shared));
        let door = Door { listener, shared: Arc::clone(&shared) };
        let service = app.into_make_service_with_connect_info::<Connection>();
        let server = tokio::spawn(async move {
            if let Err(error) = axum::serve(door, service).await {
                tracing::error!(%error, "the stand-in has stopped");
            }
        });
        Ok(Self { shared, address, token, server })
    }

    /// The Bot API address to give to the bot, without a slash at the end.
    #[must_use]
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Where it listens.
    #[must_use]
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The bot's token.
    #[must_use]
    pub fn token(&self) -> &str {
        &self.token
    }

    /// Adds a person, or changes the one of that id.
    pub fn person(&self, new: NewPerson) -> Person {
        Person::create(&self.shared, new)
    }

    /// A person added before.
    #[must_use]
    pub fn known_person(&self, id: i64) -> Option<Person> {
        Person::known(&self.shared, id)
    }

    /// Adds a group of these people and the bot. Ids that begin with -100 are supergroups; one is chosen if absent.
    pub fn group(&self, title: &str, id: Option<i64>, members: &[&Person]) -> Group {
        Group::create(&self.shared, title, id, members)
    }

    /// A group added before.
    #[must_use]
    pub fn known_group(&self, id: i64) -> Option<Group> {
        Group::known(&self.shared, id)
    }

    /// What a chat shows, if it exists.
    #[must_use]
    pub fn view(&self, chat_id: i64) -> Option<ChatView> {
        let world = self.shared.lock();
        world.chats.get(&chat_id).map(|chat| ChatView::of(&world, chat))
    }

    /// Every chat, by id.
    #[must_use]
    pub fn chats(&self) -> Vec<ChatView> {
        let world = self.shared.lock();
        world.chats.values().map(|chat| ChatView::of(&world, chat)).collect()
    }

    /// Queues `update` as it is, whatever it is; gives its id, its own if it has one. `None` if it is no object.
    pub fn inject(&self, update: Value) -> Option<i64> {
        let Value::Object(fields) = update else { return None };
        Some(self.shared.change(|world| {
            let now = world.now();
            world.updates.inject(fields, now)
        }))
    }

    /// The next update id jumps by so many, back if negative.
    pub fn jump_update_ids(&self, by: i64) {
        self.shared.change(|world| world.updates.jump(by));
    }

    /// The next `times` confirmations are forgotten, so the same updates come again.
    pub fn redeliver(&self, times: u32) {
        self.shared.change(|world| world.updates.redeliver(times));
    }

    /// A number that rises with every change, for those who show the chats.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.shared.changes()
    }

    /// The messages whose updates the bot has not confirmed, as chat and message ids.
    #[must_use]
    pub fn unconfirmed_messages(&self) -> BTreeSet<(i64, i64)> {
        self.shared.lock().updates.messages()
    }

    /// How many updates the bot has not confirmed.
    #[must_use]
    pub fn pending_updates(&self) -> usize {
        self.shared.lock().updates.len()
    }

    /// How many updates the bot has confirmed.
    #[must_use]
    pub fn confirmed_updates(&self) -> u64 {
        self.shared.lock().updates.confirmed
    }

    /// How many getUpdates calls run at this moment.
    #[must_use]
    pub fn polls_running(&self) -> usize {
        self.shared.lock().updates.running
    }

    /// How many getUpdates calls have begun so far, while [`StandIn::count`] counts those that ended; a webhook that is set
    /// ends the one that runs and counts as one.
    #[must_use]
    pub fn polls_begun(&self) -> u64 {
        self.shared.lock().updates.poll
    }

    /// Callback queries that the bot has not answered.
    #[must_use]
    pub fn unanswered_clicks(&self) -> usize {
        self.shared.lock().clicks.len()
    }

    /// Adds a fault; several are used up in the order they were added.
    pub fn fail(&self, fault: Fault) {
        self.shared.change(|world| world.faults.add(fault));
    }

    /// Forgets every fault that has not happened yet.
    pub fn clear_faults(&self) {
        self.shared.change(|world| world.faults.clear());
    }

    /// Switches Telegram off: running calls break, new connections are hung up at once.
    pub fn go_offline(&self) {
        self.shared.change(|world| world.offline = true);
    }

    /// Switches Telegram on again.
    pub fn go_online(&self) {
        self.shared.change(|world| world.offline = false);
    }

    /// The journal, oldest first.
    #[must_use]
    pub fn journal(&self) -> Vec<Call> {
        self.shared.lock().journal.calls().cloned().collect()
    }

    /// What the journal holds after the call with this number, oldest first.
    #[must_use]
    pub fn calls_after(&self, number: u64) -> Vec<Call> {
        self.shared.lock().journal.calls().filter(|call| call.number > number).cloned().collect()
    }

    /// The calls of one method, oldest first.
    #[must_use]
    pub fn calls(&self, method: &str) -> Vec<Call> {
        self.shared.lock().journal.calls().filter(|call| call.method == method).cloned().collect()
    }

    /// How many calls of one method there were, kept in the journal or not.
    #[must_use]
    pub fn count(&self, method: &str) -> u64 {
        self.shared.lock().journal.count(method)
    }

    /// How many calls of each method there were.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<String, u64> {
        self.shared.lock().journal.counts()
    }

    /// Everything that was wrong with the bot's requests by the Bot API specification; a test fails on any.
    #[must_use]
    pub fn violations(&self) -> Vec<String> {
        self.shared.lock().journal.findings().to_vec()
    }

    /// The most messages that were accepted within the windows of Telegram's flood limits.
    #[must_use]
    pub fn flood_peaks(&self) -> FloodPeaks {
        self.shared.lock().flood.peaks()
    }

    /// The commands of a scope (its Bot API JSON; `None` is the default scope) and language (`""` is everyone's).
    #[must_use]
    pub fn commands(&self, scope: Option<Value>, language: &str) -> Vec<(String, String)> {
        let scope = scope.unwrap_or_else(|| json!({"type": "default"}));
        let world = self.shared.lock();
        let text = |fields: &Map<String, Value>, name: &str| {
            fields.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
        };
        let commands = world.profile.commands(&scope, language).iter().filter_map(Value::as_object);
        commands.map(|fields| (text(fields, "command"), text(fields, "description"))).collect()
    }

    /// What the bot says about itself in a language.
    #[must_use]
    pub fn profile_text(&self, kind: ProfileText, language: &str) -> String {
        self.shared.lock().profile.text(kind, language).to_owned()
    }

    /// Waits until `find` finds something; it is asked again after every change.
    ///
    /// # Errors
    /// When `within` is over.
    pub async fn wait_for<T>(
        &self,
        what: &str,
        within: Duration,
        mut find: impl FnMut() -> Option<T>,
    ) -> Result<T, WaitedInVain> {
        let mut changes = self.shared.changes();
        let deadline = Instant::now() + within;
        loop {
            changes.mark_unchanged();
            if let Some(found) = find() {
                return Ok(found);
            }
            if !matches!(timeout_at(deadline, changes.changed()).await, Ok(Ok(()))) {
                let shows: Vec<String> =
                    self.chats().into_iter().map(|chat| format!("== {} ({})\n{chat}", chat.title, chat.id)).collect();
                return Err(WaitedInVain { what: what.to_owned(), waited: within, shows: shows.join("\n") });
            }
        }
    }

    /// Waits until `holds` is true; it is asked again after every change.
    ///
    /// # Errors
    /// When `within` is over.
    pub async fn wait_until(
        &self,
        what: &str,
        within: Duration,
        mut holds: impl FnMut() -> bool,
    ) -> Result<(), WaitedInVain> {
        self.wait_for(what, within, || holds().then_some(())).await
    }
}

impl Drop for StandIn {
    fn drop(&mut self) {
        self.go_offline();
        self.server.abort();
    }
}
