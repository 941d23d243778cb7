//! The room between a stand-in for Telegram and a desk that does what the test says.

use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use async_trait::async_trait;
use jiff::Timestamp;
use ringback::callback::{ChatId, Silence, UserId};
use ringback::conversation::{Body, Incoming, Keyboard, Outgoing, Recipient, What};
use ringback::safety::secrets::{OwnTexts, Redacted};
use ringback::safety::{CodeKey, CodeProof, CodeSeed};
use ringback::stand_in::{NewPerson, Options as StandInOptions, Person, StandIn};
use ringback::store::{Changes, Delivery, Intake, OutboxRow, Piece, RawUpdate, Store, StoreFault, Work};
use ringback::telegram::{FrontDesk, Options, Profile, Rates, TelegramFault, Token, run};
use ringback::words::Markdown;
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;

use super::memory::Memory;

/// Longest that any wait in these tests may take; none should come near it.
pub const SOON: Duration = Duration::from_secs(20);

/// Rates that never bind.
pub const FREE: Rates = Rates { overall_per_second: 1e6, chat_per_second: 1e6, group_per_minute: 1e6 };

/// A chat that goes first, as an agent's does.
pub const AGENT: i64 = 9001;

/// What the desk does with a text.
type Script = dyn Fn(&str) -> Deed + Send + Sync;

/// What the desk does with an update.
pub enum Deed {
    /// Says nothing.
    Silent,
    /// Answers in the same chat.
    Say(String),
    Panic,
    /// Never comes to an end.
    Hang,
    /// Says this once the gate has been opened.
    AfterGate(Arc<Notify>, String),
}

/// A desk that keeps a record.
pub struct FakeDesk {
    pub memory: Arc<Memory>,
    store: Arc<dyn Store>,
    inbox: Notify,
    outbox: Notify,
    script: Box<Script>,
    handled: Mutex<Vec<(i64, Option<Incoming>)>>,
    /// What was kept of each update.
    kept: Mutex<Vec<String>>,
    /// Who is expected to type a code.
    pub awaited: Mutex<Option<(ChatId, CodeSeed)>>,
    undeliverable: Mutex<Vec<u64>>,
    /// What was heard of the agents' group, in order.
    pub group: Mutex<Vec<Option<Silence>>>,
    opened: Instant,
}

impl FakeDesk {
    /// Texts handled, in order, with their chat.
    pub fn texts(&self) -> Vec<(i64, String)> {
        let handled = self.handled.lock().unwrap();
        let text = |(_, incoming): &(i64, Option<Incoming>)| match incoming {
            Some(Incoming { chat, what: What::Text { text, .. }, .. }) => Some((chat.0, text.clone())),
            _ => None,
        };
        handled.iter().filter_map(text).collect()
    }

    /// Ids of the updates handled, in order.
    pub fn handled_ids(&self) -> Vec<i64> {
        self.handled.lock().unwrap().iter().map(|(id, _)| *id).collect()
    }

    /// Events handled, in order.
    pub fn events(&self) -> Vec<What> {
        self.handled.lock().unwrap().iter().filter_map(|(_, incoming)| Some(incoming.as_ref()?.what.clone())).collect()
    }

    /// What was kept of the updates handled, in order.
    pub fn kept(&self) -> Vec<String> {
        self.kept.lock().unwrap().clone()
    }

    pub fn undelivered(&self) -> Vec<u64> {
        self.undeliverable.lock().unwrap().clone()
    }

    /// Waits until something is true of this desk; asked again after everything that happens.
    pub async fn wait_until(&self, what: &str, mut holds: impl FnMut() -> bool) {
        let waiting = async {
            loop {
                let changed = self.memory.changed.notified();
                tokio::pin!(changed);
                changed.as_mut().enable();
                if holds() {
                    return;
                }
                changed.await;
            }
        };
        tokio::time::timeout(SOON, waiting).await.unwrap_or_else(|_| panic!("waited in vain for {what}"));
    }

    fn touch(&self) {
        self.memory.changed.notify_waiters();
    }
}

/// The key of this desk's codes.
pub fn code_key() -> CodeKey {
    CodeKey::derive(b"a desk of tests")
}

#[async_trait]
impl FrontDesk for FakeDesk {
    fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn steady(&self) -> Duration {
        self.opened.elapsed()
    }

    fn inbox(&self) -> &Notify {
        &self.inbox
    }

    fn outbox(&self) -> &Notify {
        &self.outbox
    }

    fn is_urgent(&self, _incoming: &Incoming) -> bool {
        false
    }

    async fn piece(&self, _: &Incoming, _: Option<u32>, _: bool) -> Result<Option<Piece>, StoreFault> {
        Ok(None)
    }

    fn own_texts(&self) -> Arc<OwnTexts> {
        Arc::default()
    }

    async fn take_in(&self, updates: Vec<RawUpdate>) -> Result<Intake, StoreFault> {
        let intake = self.store.intake(updates, self.now()).await?;
        self.inbox.notify_waiters();
        Ok(intake)
    }

    async fn code_entered(&self, chat: ChatId, digits: &str) -> Result<Option<CodeProof>, StoreFault> {
        let awaited = *self.awaited.lock().unwrap();
        Ok(awaited.filter(|awaited| awaited.0 == chat).map(|(_, seed)| seed.proof(&code_key(), digits)))
    }

    async fn answer_guarded(&self, _: ChatId, _: &str) -> Result<Option<Redacted>, StoreFault> {
        Ok(None)
    }

    async fn handle(&self, work: &Work, incoming: Option<Incoming>) -> Result<(), StoreFault> {
        let deed = match &incoming {
            Some(Incoming { what: What::Text { text, .. }, .. }) => (self.script)(text),
            _ => Deed::Silent,
        };
        let chat = incoming.as_ref().map(|incoming| incoming.chat);
        let answer = match deed {
            Deed::Silent => None,
            Deed::Say(words) => Some(words),
            Deed::Panic => panic!("the script says so"),
            Deed::Hang => std::future::pending().await,
            Deed::AfterGate(gate, words) => {
                gate.notified().await;
                Some(words)
            }
        };
        let outbox = answer.and_then(|words| Some(say(chat?.0, &words))).into_iter().collect();
        self.store.commit(Some(work.id), Changes { outbox, ..Changes::default() }, self.now()).await?;
        self.handled.lock().unwrap().push((work.update.update_id, incoming));
        self.kept.lock().unwrap().push(work.update.json.clone());
        self.outbox.notify_one();
        self.touch();
        Ok(())
    }

    async fn give_back(&self, work: &Work, reason: &str) -> Result<(), StoreFault> {
        self.store.fail(work.id, reason, 2, Vec::new(), self.now()).await?;
        self.inbox.notify_waiters();
        self.touch();
        Ok(())
    }

    async fn undeliverable(&self, row: &OutboxRow) -> Result<(), StoreFault> {
        self.undeliverable.lock().unwrap().push(row.id);
        self.touch();
        Ok(())
    }

    async fn group_answers(&self, silence: Option<Silence>) -> Result<(), StoreFault> {
        self.group.lock().unwrap().push(silence);
        self.touch();
        Ok(())
    }

    async fn tick(&self) -> Result<(), StoreFault> {
        Ok(())
    }
}

/// A plain message.
pub fn say(chat: i64, words: &str) -> Outgoing {
    to(Recipient::Chat(ChatId(chat)), words)
}

/// A plain message to any recipient.
pub fn to(recipient: Recipient, words: &str) -> Outgoing {
    let text = Markdown::literal(words);
    Outgoing { to: recipient, body: Body::Say { text, keyboard: Keyboard::None, slot: None, protect: false } }
}

/// The room at work.
pub struct Bench {
    pub telegram: StandIn,
    /// Another server than the stand-in.
    pub api_url: Option<String>,
    pub desk: Arc<FakeDesk>,
    pub rates: Rates,
    pub group: Option<ChatId>,
    pub agents: Vec<UserId>,
    pub profile: Profile,
    shutdown: Option<oneshot::Sender<()>>,
    running: Option<JoinHandle<Result<(), TelegramFault>>>,
}

impl Bench {
    /// A stand-in and a desk that says nothing; the room is not open yet.
    pub async fn new() -> Self {
        Self::scripted(|_| Deed::Silent).await
    }

    /// The same with a desk that does what it is told.
    pub async fn scripted(script: impl Fn(&str) -> Deed + Send + Sync + 'static) -> Self {
        let telegram = StandIn::start(StandInOptions::default()).await.unwrap();
        let memory = Arc::new(Memory::new());
        let store: Arc<dyn Store> = memory.clone();
        let desk = Arc::new(FakeDesk {
            memory,
            store,
            inbox: Notify::new(),
            outbox: Notify::new(),
            script: Box::new(script),
            handled: Mutex::default(),
            kept: Mutex::default(),
            awaited: Mutex::default(),
            undeliverable: Mutex::default(),
            group: Mutex::default(),
            opened: Instant::now(),
        });
        Self {
            telegram,
            api_url: None,
            desk,
            rates: FREE,
            group: None,
            agents: Vec::new(),
            profile: Profile::default(),
            shutdown: None,
            running: None,
        }
    }

    /// Opens the room.
    pub fn open(&mut self) {
        let (switch, signal) = oneshot::channel::<()>();
        let options = Options {
            token: Token::parse(self.telegram.token()).unwrap(),
            api_url: self.api_url.clone().unwrap_or_else(|| self.telegram.url()),
            rates: self.rates,
            group: self.group,
            agents: self.agents.clone(),
            profile: self.profile.clone(),
            pulse: Arc::default(),
        };
        let desk = Arc::clone(&self.desk);
        let stopped = async {
            let _ = signal.await;
        };
        self.shutdown = Some(switch);
        self.running = Some(tokio::spawn(run(desk, options, stopped)));
    }

    /// Tells the room to stop.
    pub fn stop(&mut self) {
        self.shutdown.take().unwrap().send(()).unwrap();
    }

    /// How the room ended.
    pub async fn ended(&mut self) -> Result<(), TelegramFault> {
        tokio::time::timeout(SOON, self.running.take().unwrap()).await.expect("the room does not stop").unwrap()
    }

    /// Stops the room and checks that every request was as the Bot API wants it.
    pub async fn close(mut self) {
        self.stop();
        self.ended().await.unwrap();
        assert_eq!(self.telegram.violations(), Vec::<String>::new());
    }

    /// A person who has written to the bot before.
    pub fn person(&self, id: i64) -> Person {
        let person = self.telegram.person(NewPerson::named(&format!("P{id}")).id(id).language("en"));
        person.says("hello");
        person
    }

    /// Puts a message into the outbox and wakes the sender.
    pub fn write(&self, message: Outgoing) -> u64 {
        let row = self.desk.memory.write(message, Timestamp::now());
        self.desk.outbox.notify_one();
        row
    }

    /// Waits until the row came to this end.
    pub async fn settled(&self, row: u64, wanted: impl Fn(&Delivery) -> bool) {
        let ends = || self.desk.memory.settled();
        let what = format!("row {row} to be settled so");
        self.desk.wait_until(&what, || ends().iter().any(|(id, end)| *id == row && wanted(end))).await;
    }

    /// Texts that a chat has from the bot, oldest first.
    pub fn said(&self, chat: i64) -> Vec<String> {
        let messages = self.telegram.view(chat).map(|view| view.messages).unwrap_or_default();
        messages.into_iter().filter(|message| message.from_bot).map(|message| message.text).collect()
    }

    /// Waits until a chat shows this text from the bot.
    pub async fn shows(&self, chat: i64, words: &str) {
        let what = format!("{words:?} in chat {chat}");
        self.telegram.wait_until(&what, SOON, || self.said(chat).iter().any(|said| said == words)).await.unwrap();
    }
}
