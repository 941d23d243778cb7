//! What the program can do, one method a deed: runs the decision, commits it, wakes the outbox. Never Telegram or HTTP types.

mod admission;
mod answers;
mod clock;
mod codes;
mod console;
mod crowd;
mod deeds;
mod knowledge;
mod mail;
mod news;
mod often;
mod outgoing;
mod pieces;
mod queue;
mod rights;
mod sooner;
mod tell;
mod tick;
mod today;
mod unread;
mod vectors;
mod versions;
mod views;

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwap;
use jiff::Timestamp;
use phonenumber::country::Id as Country;
use tokio::sync::{Notify, watch};

pub use admission::{BegunSignIn, BrowserSecret, Done, Seat, SignIn};
pub use clock::{Clock, ManualClock, ShiftedClock, SystemClock};
pub use codes::Codes;
pub use console::Acted;
pub use deeds::{MAX_DEATHS, MAX_TRIES};
pub use knowledge::Knowledge;
pub use tell::Whom;
pub use vectors::VectorFile;
pub use views::{Duty, Held, QueueRead};

use self::crowd::Guests;
use self::often::Often;
use self::tick::LeftAlone;
use self::today::{Pace, Today};
use self::unread::Unread;
use crate::callback::{ChatId, Dispositions, RequestId, Roster, Rules, ServiceHours};
use crate::conversation::{Facts, Recipient, Retention, TextBlocks};
use crate::safety::CodeKey;
use crate::safety::official::Official;
use crate::safety::secrets::OwnTexts;
use crate::store::{Store, StoreFault};
use crate::text::{Language, Locale};
use crate::words::{Phrasebook, Words};

/// What is true of a desk as long as it runs.
#[derive(Clone, Debug)]
pub struct Profile {
    /// The name customers read.
    pub name: String,
    /// The languages spoken, the default first.
    pub languages: Vec<Language>,
    /// When it is open, and its time zone.
    pub hours: ServiceHours,
    /// The numbers the queue goes by.
    pub rules: Rules,
    /// The outcomes that agents can choose.
    pub dispositions: Dispositions,
    /// Who works there when it opens; [`Desk::roster`] knows who does now.
    pub roster: Roster,
    /// The agents' group, as the settings say; the store knows better once it moved.
    pub group: Option<ChatId>,
    /// How long what people told is kept.
    pub retention: Retention,
    /// The country of numbers typed without one.
    pub country: Option<Country>,
    /// What is really the desk's.
    pub official: Official,
    /// What agents send with one press.
    pub texts: TextBlocks,
    /// Where call codes come from.
    pub codes: Codes,
    /// Whether the desk can send e-mails.
    pub mails: bool,
    /// The key of one-time codes.
    pub code_key: CodeKey,
    /// Whether it waits a moment for the next message of the same person, and answers what belongs together once. Not where
    /// nobody's clock goes on by itself.
    pub gathers: bool,
}

/// The desk. One per process, shared.
pub struct Desk {
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    profile: Profile,
    knowledge: ArcSwap<Knowledge>,
    roster: ArcSwap<Roster>,
    guests: Mutex<Guests>,
    unread: Mutex<Unread>,
    phrasebook: Arc<Phrasebook>,
    /// How long calls take, as measured a short while ago.
    pace: Mutex<Option<Pace>>,
    /// Reserved numbers that no booking has used yet: as many at most as events were decided at once.
    spare: Mutex<BTreeSet<RequestId>>,
    answers: Mutex<answers::Recent>,
    /// What was told of late, so that it is not told again and again.
    often: Mutex<Often>,
    /// Held while an event is decided that changes what all rely on, or that lost to others before.
    turns: tokio::sync::Mutex<()>,
    /// Requests that could not be written when the clock came to them.
    left_alone: Mutex<LeftAlone>,
    /// When it was last looked at the line.
    looked_at_the_line: tokio::sync::Mutex<Timestamp>,
    inbox: Notify,
    outbox: Notify,
    mails: Notify,
    /// Counts what changed for those who look at the desk.
    changes: watch::Sender<u64>,
    /// What was last read of the queue for pages.
    last_read: tokio::sync::Mutex<views::LastRead>,
}

impl Desk {
    /// Opens a desk on a store.
    pub fn new(
        store: Arc<dyn Store>,
        clock: Arc<dyn Clock>,
        profile: Profile,
        knowledge: Arc<Knowledge>,
        phrasebook: Arc<Phrasebook>,
    ) -> Arc<Self> {
        let now = clock.now();
        let roster = ArcSwap::from_pointee(profile.roster.clone());
        let desk = Self {
            store,
            clock,
            profile,
            roster,
            guests: Mutex::new(Guests::new(now)),
            unread: Mutex::default(),
            knowledge: ArcSwap::new(knowledge),
            phrasebook,
            pace: Mutex::default(),
            spare: Mutex::default(),
            often: Mutex::default(),
            answers: Mutex::default(),
            turns: tokio::sync::Mutex::default(),
            left_alone: Mutex::default(),
            looked_at_the_line: tokio::sync::Mutex::new(now),
            inbox: Notify::new(),
            outbox: Notify::new(),
            mails: Notify::new(),
            changes: watch::Sender::new(0),
            last_read: tokio::sync::Mutex::default(),
        };
        desk.prefer_agents(desk.profile.group);
        Arc::new(desk)
    }

    /// Answers from these intents from now on.
    pub fn learn(&self, knowledge: Knowledge) {
        self.knowledge.store(Arc::new(knowledge));
    }

    /// How many intents it knows.
    pub fn intents(&self) -> usize {
        self.knowledge.load().library.iter().count()
    }

    /// What the desk says by itself: no secret of the customer who sends it back.
    pub fn own_texts(&self) -> Arc<OwnTexts> {
        Arc::clone(&self.knowledge.load().own)
    }

    /// The store, for those who run the outbox and the inbox.
    pub fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    /// The desk's time.
    pub fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Time that never goes back ([`Clock::steady`]).
    pub fn steady(&self) -> Duration {
        self.clock.steady()
    }

    /// Who works here, and when.
    pub fn profile(&self) -> &Profile {
        &self.profile
    }

    /// Its sentences in one locale.
    pub fn words(&self, locale: Locale) -> Words<'_> {
        self.phrasebook.page(locale)
    }

    /// Wakes the workers: an update was taken in, or a lane is free again.
    pub fn inbox(&self) -> &Notify {
        &self.inbox
    }

    /// Wakes the sender.
    pub fn outbox(&self) -> &Notify {
        &self.outbox
    }

    /// Wakes whoever sends the mails.
    pub fn mails(&self) -> &Notify {
        &self.mails
    }

    /// Rises whenever a request, the board, the roster or a session is another: for pages that show them.
    pub fn changes(&self) -> watch::Receiver<u64> {
        self.changes.subscribe()
    }

    fn has_changed(&self) {
        self.changes.send_modify(|count| *count = count.wrapping_add(1));
    }

    fn facts<'a>(&'a self, knowledge: &'a Knowledge, today: &'a Today, now: Timestamp) -> Facts<'a> {
        Facts {
            now,
            desk: &self.profile.name,
            languages: &self.profile.languages,
            hours: &today.hours,
            rules: &self.profile.rules,
            dispositions: &self.profile.dispositions,
            retention: self.profile.retention,
            roster: &today.roster,
            board: &today.board,
            handling: today.handling,
            has_group: self.profile.group.is_some(),
            unsent_to_group: self.store.unsent_to(&[Recipient::AgentsGroup]),
            unsent_to_agents: self.unsent_to_agents(today),
            country: self.profile.country,
            official: &self.profile.official,
            texts: &self.profile.texts,
            fresh_code: self.profile.codes.fresh(now),
            mails: self.profile.mails,
            code_key: &self.profile.code_key,
            library: &knowledge.library,
            matcher: &knowledge.matcher,
            phrasebook: &self.phrasebook,
        }
    }

    /// A number for a request, should one be booked. One that is not used is kept for the next event.
    async fn fresh_id(&self) -> Result<RequestId, StoreFault> {
        let spare = self.spare.lock().unwrap_or_else(PoisonError::into_inner).pop_first();
        match spare {
            Some(id) => Ok(id),
            None => self.store.reserve_request_id().await,
        }
    }

    fn give_back_id(&self, id: RequestId) {
        self.spare.lock().unwrap_or_else(PoisonError::into_inner).insert(id);
    }
}
