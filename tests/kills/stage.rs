//! Where people play: their chats, what they wait for, how fast they may write, and what they were told. Knows no script.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use ringback::stand_in::{ButtonAction, ChatView, MessageView, Person, StandIn};
use tokio::time::{Instant, sleep, timeout};

use super::book::Book;
use super::desk::{AGENTS, Desk};
use super::kinds::{Kind, kind_of};

/// The longest that anybody waits for anything: customers for their call, while agents are cut off every second.
pub const SOON: Duration = Duration::from_secs(300);

/// The longest that agents wait for an answer: less, so that the one whom others wait for is named.
const AGENT_SOON: Duration = Duration::from_secs(150);

/// Messages and lines above it that a chat shows: more than come in a campaign, for agents count the lines.
pub const KEPT_MESSAGES: usize = 20_000;

/// Lines of the log that a fault shows.
const LOG_LINES: usize = 40;

/// A chat is looked at no more often than this.
const LOOK_EVERY: Duration = Duration::from_millis(15);

/// What the desk lets one customer write, and a little less: at once, and one more in so many seconds on the long run.
const BURST: f64 = 18.0;
const SECONDS_EACH: f64 = 2.1;

/// Why a campaign cannot go on.
#[derive(Debug)]
pub struct Fault {
    why: String,
    /// Who waited.
    who: Option<i64>,
}

impl Fault {
    pub fn new(why: impl Into<String>) -> Self {
        Self { why: why.into(), who: None }
    }

    /// With what the desk keeps of the one who waited and what it logged: everything that is not said at every start, and
    /// the end of the log.
    pub fn with_traces(self, desk: &Desk) -> Self {
        let log = desk.log();
        let lines: Vec<&str> = log.lines().collect();
        let usual = ["the last run was not closed", "connected to Telegram"];
        let told: Vec<&str> =
            lines.iter().copied().filter(|line| !usual.iter().any(|usual| line.contains(usual))).collect();
        let end = |lines: &[&str]| lines.get(lines.len().saturating_sub(LOG_LINES)..).unwrap_or_default().join("\n");
        let kept = self.who.map(|who| desk.export(who)).unwrap_or_default();
        let why = format!("{}\nkept:\n{kept}\nthe log:\n{}\nits end:\n{}", self.why, end(&told), end(&lines));
        Self { why, ..self }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

/// Where everybody plays.
pub struct Stage {
    pub telegram: StandIn,
    /// People who wait for an answer now.
    pub waiting: AtomicUsize,
    /// No more kills come: nobody begins anything new.
    pub over: AtomicBool,
    /// The customers have gone.
    pub empty: AtomicBool,
    book: Mutex<Book>,
    waits: Mutex<BTreeMap<i64, String>>,
    /// The number of the last request of each life of the desk.
    lives: Mutex<Vec<u64>>,
}

impl Stage {
    pub fn new(telegram: StandIn) -> Self {
        Self {
            telegram,
            waiting: AtomicUsize::new(0),
            over: AtomicBool::new(false),
            empty: AtomicBool::new(false),
            book: Mutex::default(),
            waits: Mutex::default(),
            lives: Mutex::default(),
        }
    }

    /// What everybody waits for now.
    fn waits(&self) -> MutexGuard<'_, BTreeMap<i64, String>> {
        self.waits.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What people were told.
    pub fn book(&self) -> MutexGuard<'_, Book> {
        self.book.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How many requests there were so far.
    pub fn requests(&self) -> u64 {
        self.telegram.counts().values().sum()
    }

    /// How many of them had to do with people: messages, edits, answers to presses.
    pub fn work(&self) -> u64 {
        let of_people =
            |method: &&String| ["send", "edit", "answer", "delete"].iter().any(|kind| method.starts_with(kind));
        self.telegram.counts().iter().filter(|(method, _)| of_people(method)).map(|(_, count)| count).sum()
    }

    /// The plug was pulled: what is asked from now on is asked by the next life.
    pub fn end_of_life(&self) {
        self.lives.lock().unwrap_or_else(PoisonError::into_inner).push(self.requests());
    }

    /// The life in which the request with this number was made.
    pub fn life_of(&self, number: u64) -> usize {
        self.lives.lock().unwrap_or_else(PoisonError::into_inner).partition_point(|last| *last < number)
    }

    /// Waits until Telegram has nothing left for the desk and the desk asks for nothing but updates.
    pub async fn rests(&self) -> Result<(), Fault> {
        let until = Instant::now() + SOON;
        let mut before = u64::MAX;
        loop {
            let polls = self.telegram.count("getUpdates");
            let requests = self.requests() - polls;
            if self.telegram.pending_updates() == 0 && requests == before {
                return Ok(());
            }
            if Instant::now() > until {
                return Err(Fault::new("the desk does not come to rest"));
            }
            before = requests;
            // Longer than the desk listens whether more follows.
            sleep(Duration::from_secs(2)).await;
        }
    }
}

/// Somebody who plays.
pub struct Actor<'a> {
    pub stage: &'a Stage,
    pub person: Person,
    pub chance: ChaCha8Rng,
    room: f64,
    at: Instant,
}

impl<'a> Actor<'a> {
    pub fn new(stage: &'a Stage, seed: u64, person: &Person) -> Self {
        let mut chance = ChaCha8Rng::seed_from_u64(seed);
        chance.set_stream(u64::try_from(person.id()).unwrap_or_default());
        Self { stage, person: person.clone(), chance, room: BURST, at: Instant::now() }
    }

    pub fn id(&self) -> i64 {
        self.person.id()
    }

    pub fn happens(&mut self, likely: f64) -> bool {
        self.chance.random::<f64>() < likely
    }

    /// A word that stands nowhere else and means nothing to anybody: letters alone, so that nothing takes it for a number.
    pub fn word(&mut self) -> String {
        let letters = (0..10).map(|_| char::from(b"bcdfghjklm"[self.chance.random_range(0..10)]));
        format!("zq{}", letters.collect::<String>())
    }

    /// Waits until the desk would read one more message.
    pub async fn pause(&mut self) {
        loop {
            self.room = (self.room + self.at.elapsed().as_secs_f64() / SECONDS_EACH).min(BURST);
            self.at = Instant::now();
            if self.room >= 1.0 {
                self.room -= 1.0;
                return;
            }
            sleep(Duration::from_secs_f64((1.0 - self.room) * SECONDS_EACH)).await;
        }
    }

    /// The newest message of the chat.
    pub fn mark(&self) -> i64 {
        self.person.view().messages.last().map_or(0, |message| message.id)
    }

    /// Presses the button whose label begins so below this message.
    pub fn presses(&self, message: &MessageView, label: &str) -> Result<(), Fault> {
        let mut buttons = message.buttons.iter().flatten().filter(|button| button.label.starts_with(label));
        let Some(ButtonAction::Callback(data)) = buttons.next().map(|button| button.action.clone()) else {
            return Err(Fault::new(format!("no button {label} below:\n{}", message.text)));
        };
        // A copy of the message may stand in its place by now; the button means the same.
        self.person.presses_data(message.id, &data).map(drop).map_err(|error| Fault::new(format!("{error:?}")))
    }

    /// Waits for a message of one of these kinds, newer than this one.
    pub async fn hears(&self, after: i64, kinds: &[Kind], all: &[Kind]) -> Result<(Kind, MessageView), Fault> {
        let find = |view: &ChatView| {
            let mut messages = view.messages.iter().filter(|message| message.from_bot && message.id > after);
            messages.find_map(|message| {
                let kind = kind_of(&message.text, all).filter(|kind| kinds.contains(kind))?;
                Some((kind, message.clone()))
            })
        };
        let (kind, message) = self.sees(&format!("{kinds:?}"), find).await?;
        self.stage.book().heard(self.id(), kind);
        Ok((kind, message))
    }

    /// Waits until the chat shows something.
    pub async fn sees<T>(&self, what: &str, find: impl Fn(&ChatView) -> Option<T>) -> Result<T, Fault> {
        self.stage.waiting.fetch_add(1, Ordering::SeqCst);
        self.stage.waits().insert(self.id(), what.to_owned());
        let found = self.look(what, find).await;
        self.stage.waits().remove(&self.id());
        self.stage.waiting.fetch_sub(1, Ordering::SeqCst);
        found
    }

    async fn look<T>(&self, what: &str, find: impl Fn(&ChatView) -> Option<T>) -> Result<T, Fault> {
        let is_agent = AGENTS.iter().any(|(id, _)| *id == self.id());
        let until = Instant::now() + if is_agent { AGENT_SOON } else { SOON };
        let mut changes = self.stage.telegram.changes();
        loop {
            changes.mark_unchanged();
            let view = self.person.view();
            if let Some(found) = find(&view) {
                return Ok(found);
            }
            if Instant::now() > until {
                let waits = self.stage.waits().clone();
                let why = format!("{} waited in vain for {what}:\n{view}\nall wait for {waits:#?}", self.id());
                return Err(Fault { why, who: Some(self.id()) });
            }
            let _ = timeout(Duration::from_secs(1), changes.changed()).await;
            sleep(LOOK_EVERY).await;
        }
    }
}
