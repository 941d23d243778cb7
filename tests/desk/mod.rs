//! The front door: scripted people in the stand-in Telegram, the whole desk behind it, and what everybody sees.

mod after_call;
mod agents;
mod attachments;
mod booking;
mod both;
mod console;
mod forgotten;
mod genuine;
mod identity;
mod lead;
mod moved;
mod places;
mod presses;
mod privacy;
mod rights;
mod said;
mod secrets;
mod sooner;
mod talk;
mod unlost;
mod waiting;
mod work;
mod work_hours;

use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock, Weak};
use std::time::{Duration, Instant};

use jiff::SignedDuration;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use ringback::callback::{ChatId, OpenSpan, Role, Roster, Rules, ServiceHours, UserId};
use ringback::config::Settings;
use ringback::conversation::{Recipient, Retention};
use ringback::desk::{Clock, Codes, Desk, Knowledge, ManualClock, Profile};
use ringback::intents::{Fact, Facts, IntentLibrary, LoadRules};
use ringback::mail::{self, Post};
use ringback::matching::MatchSettings;
use ringback::safety::CodeKey;
use ringback::safety::official::Official;
use ringback::stand_in::{FloodLimits, Group, NewPerson, Options, Person, StandIn};
use ringback::store::{self, Backlog, Changes, DataKey, Protection, Store, StoreFault};
use ringback::telegram::{self, Rates, Token};
use ringback::text::Language;
use ringback::words::Phrasebook;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use crate::mail::server::{Manner, SmtpServer};

/// Longest that any wait in these tests may take; none should come near it.
pub const SOON: Duration = Duration::from_secs(30);

/// Monday 23 November 2026, 10:00 in Shanghai.
const MONDAY_MORNING: &str = "2026-11-23T02:00:00Z";

/// So fast that no time has to pass between two messages: the clock stands still.
const FREE: Rates = Rates { overall_per_second: 1e12, chat_per_second: 1e12, group_per_minute: 1e12 };

/// Lets a clock go on by itself, for desks whose sender keeps a pace.
async fn run_clock(clock: Weak<ManualClock>) {
    let mut beats = tokio::time::interval(Duration::from_millis(10));
    while let Some(clock) = clock.upgrade() {
        clock.advance(SignedDuration::from_millis(10));
        drop(clock);
        beats.tick().await;
    }
}

const GROUP: i64 = -1_001_234_567_890;
pub const LIN: i64 = 1001;
const MAYA: i64 = 1002;

/// A desk that runs, and the Telegram it runs in.
pub struct House {
    pub telegram: StandIn,
    pub store: Arc<dyn Store>,
    pub desk: Arc<Desk>,
    pub clock: Arc<ManualClock>,
    pub group: Option<Group>,
    pub lin: Person,
    pub maya: Person,
    /// The mail server, where the desk has one.
    pub smtp: Option<SmtpServer>,
    /// Coming to rest does not mean the agents' group: it is slow, or refuses.
    pub spares_group: bool,
    stop: Option<oneshot::Sender<()>>,
    running: JoinHandle<Result<(), telegram::TelegramFault>>,
    stop_mails: Option<oneshot::Sender<()>>,
    mails: JoinHandle<Result<(), StoreFault>>,
    folder: tempfile::TempDir,
}

impl House {
    /// A desk whose agents have a group.
    pub async fn open() -> Self {
        Self::with(true, knowledge(), None).await
    }

    /// A desk whose agents have a group, and that sends mails through a server of these manners.
    pub async fn with_mail(manners: &[Manner]) -> Self {
        Self::with(true, knowledge(), Some(SmtpServer::start(manners).await)).await
    }

    /// A desk whose agents are reached in private alone.
    pub async fn without_group() -> Self {
        Self::with(false, knowledge(), None).await
    }

    /// A desk that answers from the intents that come with the program.
    pub async fn open_with_samples() -> Self {
        Self::with(true, samples(), None).await
    }

    /// A desk that answers from the intents that come with the program, and waits a moment for the next message of the same
    /// person, as a real one does.
    pub async fn gathering() -> Self {
        let profile = Profile { gathers: true, ..profile(true) };
        Self::build_in(MONDAY_MORNING, profile, samples(), None, Protection::Off).await
    }

    /// A desk with hours and rules of its own, at a time of its own.
    pub async fn with_hours(start: &str, hours: ServiceHours, rules: Rules) -> Self {
        let profile = Profile { hours, rules, ..profile(true) };
        Self::build(start, profile, knowledge(), None).await
    }

    /// A desk with these agents, who have a group.
    pub async fn with_roster(roster: Roster) -> Self {
        let profile = Profile { roster, ..profile(true) };
        Self::build(MONDAY_MORNING, profile, knowledge(), None).await
    }

    /// A desk like this, on Monday morning.
    pub async fn with_profile(profile: Profile) -> Self {
        Self::build(MONDAY_MORNING, profile, knowledge(), None).await
    }

    /// A desk that sends no faster than this.
    pub async fn paced(rates: Rates) -> Self {
        let protection = Protection::Key(DataKey::generate().unwrap());
        let folder = tempfile::tempdir().unwrap();
        Self::build_on(folder, rates, MONDAY_MORNING, profile(true), knowledge(), None, protection, None).await
    }

    /// A desk that sends mails, and whose data lie on the disk as they are.
    pub async fn readable_with_mail() -> Self {
        let smtp = SmtpServer::start(&[]).await;
        Self::build_in(MONDAY_MORNING, profile(true), knowledge(), Some(smtp), Protection::Off).await
    }

    /// A desk whose data lie on the disk as they are.
    pub async fn readable() -> Self {
        Self::build_in(MONDAY_MORNING, profile(true), knowledge(), None, Protection::Off).await
    }

    /// The same desk started again, in a Telegram that knows nothing of before.
    pub async fn again(folder: tempfile::TempDir) -> Self {
        Self::build_on(folder, FREE, MONDAY_MORNING, profile(true), knowledge(), None, Protection::Off, None).await
    }

    /// A desk in whose agents' group Telegram takes 20 messages a minute, as it really does, by the desk's own clock.
    pub async fn with_slow_group() -> Self {
        let limits = FloodLimits { overall_per_second: u32::MAX, chat_burst: 1_000_000, ..FloodLimits::default() };
        let protection = Protection::Key(DataKey::generate().unwrap());
        let rates = Rates { group_per_minute: 20.0, ..FREE };
        let folder = tempfile::tempdir().unwrap();
        Self::build_on(folder, rates, MONDAY_MORNING, profile(true), samples(), None, protection, Some(limits)).await
    }

    async fn with(has_group: bool, knowledge: Arc<Knowledge>, smtp: Option<SmtpServer>) -> Self {
        Self::build(MONDAY_MORNING, profile(has_group), knowledge, smtp).await
    }

    async fn build(start: &str, profile: Profile, knowledge: Arc<Knowledge>, smtp: Option<SmtpServer>) -> Self {
        Self::build_in(start, profile, knowledge, smtp, Protection::Key(DataKey::generate().unwrap())).await
    }

    async fn build_in(
        start: &str,
        profile: Profile,
        knowledge: Arc<Knowledge>,
        smtp: Option<SmtpServer>,
        protection: Protection,
    ) -> Self {
        Self::build_on(tempfile::tempdir().unwrap(), FREE, start, profile, knowledge, smtp, protection, None).await
    }

    #[expect(clippy::too_many_arguments, reason = "everything a desk can differ in")]
    async fn build_on(
        folder: tempfile::TempDir,
        rates: Rates,
        start: &str,
        profile: Profile,
        knowledge: Arc<Knowledge>,
        smtp: Option<SmtpServer>,
        protection: Protection,
        limits: Option<FloodLimits>,
    ) -> Self {
        let has_group = profile.group.is_some();
        let clock = Arc::new(ManualClock::at(start.parse().unwrap()));
        let seen = Arc::clone(&clock);
        let (opened, limited) = (seen.now(), limits.is_some());
        let began = seen.steady();
        // Limits are kept by the time that the sender goes by.
        let time = move || if limited { opened + (seen.steady() - began) } else { seen.now() };
        let options = Options { clock: Arc::new(time), limits, ..Options::default() };
        let telegram = StandIn::start(options).await.unwrap();
        let lin = telegram.person(NewPerson::named("Lin").id(LIN).language("en"));
        let maya = telegram.person(NewPerson::named("Maya").id(MAYA).language("zh-hans"));
        let group = has_group.then(|| telegram.group("Agents", Some(GROUP), &[&lin, &maya]));
        for agent in [&lin, &maya] {
            agent.says("/start");
        }
        if rates.overall_per_second < FREE.overall_per_second {
            tokio::spawn(run_clock(Arc::downgrade(&clock)));
        }
        let store = store::open(folder.path(), &protection).unwrap();
        let desk = Desk::new(
            Arc::clone(&store),
            Arc::clone(&clock) as Arc<dyn Clock>,
            Profile { mails: smtp.is_some(), ..profile },
            knowledge,
            phrasebook(),
        );
        let (stop, stopped) = oneshot::channel();
        let options = telegram::Options {
            token: Token::parse(telegram.token()).unwrap(),
            api_url: telegram.url(),
            rates,
            group: has_group.then_some(ChatId(GROUP)),
            agents: vec![UserId(LIN), UserId(MAYA)],
            profile: telegram::Profile::default(),
            pulse: Arc::default(),
        };
        let post = smtp.as_ref().map(|smtp| Post::new(smtp.client()));
        let (stop_mails, mails_stopped) = oneshot::channel::<()>();
        let mails = tokio::spawn(mail::run(Arc::clone(&desk), post, async {
            let _ = mails_stopped.await;
        }));
        let running = tokio::spawn(telegram::run(Arc::clone(&desk), options, async {
            let _ = stopped.await;
        }));
        let house = Self {
            telegram,
            store,
            desk,
            clock,
            group,
            lin,
            maya,
            smtp,
            spares_group: false,
            stop: Some(stop),
            running,
            stop_mails: Some(stop_mails),
            mails,
            folder,
        };
        house.settle().await;
        house
    }

    /// A customer who reads English.
    pub fn ann(&self) -> Person {
        self.telegram.person(NewPerson::named("Ann").id(11).language("en").phone("+12025550143"))
    }

    /// A customer who reads Chinese.
    pub fn wei(&self) -> Person {
        self.telegram.person(NewPerson::named("小伟").id(12).language("zh-hans").phone("+8613800138000"))
    }

    /// Waits until everything that was sent has been worked off and answered.
    pub async fn settle(&self) {
        let deadline = Instant::now() + SOON;
        loop {
            // In the order of an update's way, so that none slips past between two looks.
            let pending = self.telegram.pending_updates();
            let backlog = self.store.backlog().await.unwrap();
            let spared = if self.spares_group { self.store.unsent_to(&[Recipient::AgentsGroup]) } else { 0 };
            let backlog = Backlog { outbox: backlog.outbox - spared.min(backlog.outbox), ..backlog };
            if pending == 0 && backlog == Backlog::default() {
                return;
            }
            if pending == 0 {
                self.be_quiet();
            }
            assert!(
                Instant::now() < deadline,
                "the desk does not come to rest: {backlog:?}\n{:?}",
                self.telegram.counts()
            );
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// Nobody writes any more until the desk waits for nobody.
    pub fn be_quiet(&self) {
        if let Some(next) = self.store.pauses().next {
            self.clock.advance(next.duration_since(self.clock.now()).max(SignedDuration::ZERO));
            self.desk.inbox().notify_waiters();
        }
    }

    /// Waits until all that people sent has been taken in, whether it has been answered or not.
    pub async fn taken_in(&self) {
        let deadline = Instant::now() + SOON;
        while self.telegram.pending_updates() > 0 {
            assert!(Instant::now() < deadline, "the desk takes nothing in");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// A person writes, and the desk has answered.
    pub async fn says(&self, person: &Person, text: &str) -> i64 {
        let message = person.says(text);
        self.settle().await;
        message
    }

    /// A person presses a button that is there, and the desk has answered.
    pub async fn presses(&self, person: &Person, button: &str) {
        person.presses(button).unwrap_or_else(|error| panic!("{error}"));
        self.settle().await;
    }

    /// An agent takes what the group shows last, in whatever language its customer speaks.
    pub async fn takes(&self, agent: &Person) {
        self.presses(&agent.in_group(self.group.as_ref().unwrap()), "认领").await;
        for anyway in ["仍要认领", "Take it anyway"] {
            let view = agent.view();
            let last = view.last_from_bot().map(|message| message.buttons.clone()).unwrap_or_default();
            if last.iter().flatten().any(|button| button.label == anyway) {
                self.presses(agent, anyway).await;
            }
        }
    }

    /// An agent writes an outcome down and lets it stand.
    pub async fn writes_down(&self, agent: &Person, outcome: &str) {
        self.presses(agent, outcome).await;
        self.undo_is_over().await;
    }

    /// So much time passes that an outcome can no longer be taken back.
    pub async fn undo_is_over(&self) {
        self.pass(self.desk.profile().rules.undo).await;
    }

    /// Time passes, and the clock has done its part.
    pub async fn pass(&self, time: SignedDuration) {
        self.clock.advance(time);
        let deadline = Instant::now() + SOON;
        while !self.store.due(self.clock.now(), 1).await.unwrap().is_empty() || self.alert_is_due().await {
            assert!(Instant::now() < deadline, "the clock does nothing");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        self.desk.tick().await.unwrap();
        // A record may be seen before its commit is acknowledged; this commit comes after it.
        self.store.commit(None, Changes::default(), self.clock.now()).await.unwrap();
        self.settle().await;
    }

    async fn alert_is_due(&self) -> bool {
        let board = self.store.board().await.unwrap();
        let now = self.clock.now();
        board.is_some_and(|board| board.value.alert_is_due(now) || board.value.lines.is_due(now))
    }

    /// Books a call for Ann in English, all the way.
    pub async fn ann_books(&self) -> Person {
        let ann = self.ann();
        self.books_withdrawal(&ann).await;
        ann
    }

    /// Waits until something is so that no update leads to, but the clock.
    pub async fn until(&self, what: &str, mut is: impl FnMut() -> bool) {
        let deadline = Instant::now() + SOON;
        while !is() {
            assert!(Instant::now() < deadline, "never came: {what}");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
        self.settle().await;
    }

    /// Books a call about a withdrawal in English, as soon as possible.
    pub async fn books_withdrawal(&self, person: &Person) {
        self.says(person, "/call").await;
        self.presses(person, "Withdrawals").await;
        self.says(person, "My withdrawal of 3 USDT is pending since yesterday").await;
        if person.view().offers("📱 Share my number") {
            self.presses(person, "📱 Share my number").await;
        } else {
            // The number of an earlier call.
            self.presses_what_begins(person, "Yes, +").await;
        }
        // Only a number of a country with many time zones has to tell its place, and only for a certain time.
        let view = person.view();
        let last = view.last_from_bot().unwrap().buttons.iter().flatten();
        if last.map(|button| &button.label).any(|label| label == "At another time") {
            self.presses(person, "At another time").await;
            self.presses_what_begins(person, "Beijing").await;
        }
        self.presses_what_begins(person, "As soon as possible").await;
    }

    /// A person presses the last button whose label begins so: what follows is a time.
    pub async fn presses_what_begins(&self, person: &Person, stem: &str) {
        let view = person.view();
        let mut buttons = view.messages.iter().rev().flat_map(|message| message.buttons.iter().flatten());
        let label = buttons.find(|button| button.label.starts_with(stem)).map(|button| button.label.clone());
        self.presses(person, &label.unwrap_or_else(|| panic!("no button begins with {stem}:\n{view}"))).await;
    }

    /// What the agents' group shows.
    pub fn group_view(&self) -> String {
        self.group.as_ref().map(|group| group.view().to_string()).unwrap_or_default()
    }

    /// Stops the desk in order and checks that Telegram had nothing to complain about.
    pub async fn close(self) {
        self.close_and_keep().await;
    }

    /// The same; what is left is the folder with its data.
    pub async fn close_and_keep(mut self) -> tempfile::TempDir {
        let _ = self.stop.take().unwrap().send(());
        (&mut self.running).await.unwrap().unwrap();
        drop(self.stop_mails.take());
        (&mut self.mails).await.unwrap().unwrap();
        self.store.close().await.unwrap();
        assert_eq!(self.telegram.violations(), Vec::<String>::new());
        assert_eq!(self.telegram.unanswered_clicks(), 0, "a press was left spinning");
        self.folder
    }
}

fn roster() -> Roster {
    let lin = Roster::new().with(UserId(LIN), "Lin", &[Language::En], Role::Agent);
    lin.with(UserId(MAYA), "Maya", &[Language::Zh], Role::Lead)
}

/// The key of the desk's codes and marks.
pub fn code_key() -> CodeKey {
    CodeKey::derive(b"a desk of tests")
}

pub fn profile(has_group: bool) -> Profile {
    let day = vec![OpenSpan::new(9 * 60, 18 * 60).unwrap()];
    let week = [day.clone(), day.clone(), day.clone(), day.clone(), day, vec![], vec![]];
    Profile {
        name: "bitp".to_owned(),
        languages: vec![Language::Zh, Language::En],
        hours: ServiceHours {
            zone: TimeZone::get("Asia/Shanghai").unwrap(),
            week,
            holidays: [Date::constant(2027, 1, 1)].into(),
            extra: [].into(),
        },
        rules: Rules::default(),
        dispositions: DEFAULTS.dispositions.clone(),
        roster: roster(),
        group: has_group.then_some(ChatId(GROUP)),
        country: Some(phonenumber::country::CN),
        retention: Retention::default(),
        official: official(),
        texts: SAMPLE_SETTINGS.texts.clone(),
        codes: Codes::Fixed(4827),
        mails: false,
        code_key: code_key(),
        gathers: false,
    }
}

/// What is really this desk's.
fn official() -> Official {
    Official {
        phones: vec!["+12025550100".to_owned()],
        links: vec!["https://example.com".to_owned()],
        handles: vec!["@example_desk".to_owned()],
        country: Some(phonenumber::country::CN),
    }
}

/// The settings and intents that come with the program, read once for all tests.
static SAMPLE_SETTINGS: LazyLock<Settings> =
    LazyLock::new(|| Settings::load(Some(&here("ringback.toml"))).unwrap().settings);
static SAMPLES: LazyLock<Arc<Knowledge>> = LazyLock::new(|| {
    let library = IntentLibrary::load(&here("intents"), &SAMPLE_SETTINGS.intent_rules()).unwrap().library;
    Arc::new(Knowledge::new(library, &MatchSettings::default()))
});

/// The settings of a desk without a file.
static DEFAULTS: LazyLock<Settings> = LazyLock::new(Settings::default);

/// A few short intents, trained once for all tests.
static KNOWLEDGE: LazyLock<Arc<Knowledge>> = LazyLock::new(|| {
    let mut facts = Facts::default();
    facts.set("withdrawal_fee", Fact::Same("0.1%".to_owned()));
    let rules = LoadRules::of_desk(&[Language::Zh, Language::En], &facts, &Official::default());
    let library = IntentLibrary::load(&here("tests/desk/intents"), &rules).unwrap().library;
    Arc::new(Knowledge::new(library, &MatchSettings::default()))
});

/// Every sentence, read once for all tests.
static PHRASEBOOK: LazyLock<Arc<Phrasebook>> = LazyLock::new(Phrasebook::new);

fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(name)
}

/// What a desk of the tests knows: a few short intents.
pub fn knowledge() -> Arc<Knowledge> {
    Arc::clone(&KNOWLEDGE)
}

/// What a desk with the intents of the program knows.
fn samples() -> Arc<Knowledge> {
    Arc::clone(&SAMPLES)
}

/// Every sentence.
pub fn phrasebook() -> Arc<Phrasebook> {
    Arc::clone(&PHRASEBOOK)
}
