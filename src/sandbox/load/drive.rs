//! Runs a load: tries the questions out, lets a backlog wait, starts the desk, keeps a steady flow, stops it in order.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::time::{Instant, sleep, sleep_until};

use super::memory::{self, Memory};
use super::questions::{self, Question, Questions};
use super::report::{Asked, LoadReport, Phase as LoadPhase};
use super::size::{APART_S, Size};
use crate::sandbox::keeper::{Keeper, Phase};
use crate::sandbox::lead::Report;
use crate::sandbox::plan::{Plan, Purpose};
use crate::sandbox::process::Launch;
use crate::sandbox::{Files, SandboxFault};
use crate::stand_in::{Call, Clock, JournalMode, NewPerson, Options, Person, StandIn, system_clock};

/// The people's ids begin here, far from the agents'.
const FIRST_PERSON: i64 = 10_000_001;

/// Messages kept in a chat: the journal keeps the answers.
const KEEP_MESSAGES: usize = 2;

/// How long the desk may come no further before what is missing counts as lost.
const STALL: Duration = Duration::from_secs(20);

/// How long is waited after the last answer for those that come twice.
const DOUBLES: Duration = Duration::from_secs(2);

/// How often to look.
const LOOK: Duration = Duration::from_millis(50);

/// A load to be run.
pub struct Load {
    /// This program, which is also the desk's.
    pub program: PathBuf,
    /// The desk's files.
    pub files: Files,
}

/// Runs a load; `tell` hears what is going on.
///
/// # Errors
/// When the desk cannot be run. What it does wrong is in the report.
pub async fn drive(load: &Load, size: Size, tell: impl Fn(&str)) -> Result<LoadReport, SandboxFault> {
    let plan = Plan::draw(&load.files, Purpose::Load)?;
    tell("trying out the questions");
    let questions = {
        let telegram = telegram().await?;
        let desk = Desk::start(&load.program, &plan, &telegram).await?;
        let questions = questions::try_out(&telegram, &plan.knowledge()).await?;
        desk.stop().await?;
        questions
    };
    plan.forget()?;

    let behind = Arc::new(AtomicI64::new(0));
    let shown = Arc::clone(&behind);
    let clock = move || Timestamp::now() - SignedDuration::from_secs(shown.load(Ordering::SeqCst));
    let telegram = telegram_at(Arc::new(clock)).await?;
    let mut crowd = Crowd::gather(&telegram, questions, size.chats);
    tell(&format!("{} messages of {} chats wait while the desk is away", size.messages, size.chats));
    // The desk joins messages that are sent within two seconds, so those of one person are dated further apart.
    let rounds = size.messages.div_ceil(size.chats);
    for number in 0..size.messages {
        let rounds_left = rounds.saturating_sub(1).saturating_sub(number.checked_div(size.chats).unwrap_or_default());
        behind.store(i64::try_from(rounds_left).unwrap_or_default() * APART_S, Ordering::SeqCst);
        crowd.ask_next();
    }
    let began = Instant::now();
    let desk = Desk::start(&load.program, &plan, &telegram).await?;
    let open_after = began.elapsed();
    desk.wait(&telegram, size.messages).await?;
    let idle = desk.memory();
    let first_poll = telegram.calls("getUpdates").first().map_or_else(Timestamp::now, |call| call.at);
    let backlog = LoadPhase::of(&crowd.asked, &answers(&telegram), Some(first_poll));
    let before = crowd.asked.len();

    tell(&format!("{} more messages come at {} a second", size.steady(), size.rate));
    let began = Instant::now();
    for number in 0..size.steady() {
        #[expect(clippy::cast_precision_loss, reason = "a count of messages is far below where doubles get coarse")]
        let after = Duration::from_secs_f64(number as f64 / size.rate);
        sleep_until(began + after).await;
        crowd.ask_next();
    }
    desk.wait(&telegram, crowd.asked.len()).await?;
    sleep(DOUBLES).await;
    let end = desk.report();
    let memory = desk.memory().or(idle);
    desk.stop().await?;

    let answers = answers(&telegram);
    let steady = LoadPhase::of(crowd.asked.get(before..).unwrap_or_default(), &since(&answers, &crowd, before), None);
    let checked = super::report::check(&crowd.asked, &answers);
    Ok(LoadReport::new(size, open_after, backlog, steady, checked, memory, end, telegram.violations()))
}

pub(super) async fn telegram() -> Result<StandIn, SandboxFault> {
    telegram_at(system_clock()).await
}

/// One that goes by this clock.
async fn telegram_at(clock: Clock) -> Result<StandIn, SandboxFault> {
    let options = Options { clock, journal: JournalMode::Full, keep_messages: KEEP_MESSAGES, ..Options::default() };
    let address = options.address;
    StandIn::start(options).await.map_err(|error| SandboxFault::listening(address, error))
}

/// The messages that the desk sent, by chat and in order, with their times.
pub(super) fn answers(telegram: &StandIn) -> BTreeMap<i64, Vec<(Timestamp, String)>> {
    let mut answers: BTreeMap<i64, Vec<(Timestamp, String)>> = BTreeMap::new();
    for call in telegram.calls("sendMessage").iter().filter(|call| call.is_ok()) {
        if let Some(chat) = call.chat_id().filter(|chat| *chat >= FIRST_PERSON) {
            answers.entry(chat).or_default().push((call.at, shown(call)));
        }
    }
    answers
}

/// The text as people see it, from the stand-in's answer.
fn shown(call: &Call) -> String {
    call.result().and_then(|message| message.get("text")?.as_str()).unwrap_or_default().to_owned()
}

/// The answers without those to the first `before` messages.
fn since(
    answers: &BTreeMap<i64, Vec<(Timestamp, String)>>,
    crowd: &Crowd,
    before: usize,
) -> BTreeMap<i64, Vec<(Timestamp, String)>> {
    let mut skip: BTreeMap<i64, usize> = BTreeMap::new();
    for asked in crowd.asked.iter().take(before) {
        *skip.entry(asked.chat).or_default() += 1;
    }
    let rest = |chat: &i64, said: &Vec<(Timestamp, String)>| {
        said.iter().skip(skip.get(chat).copied().unwrap_or_default()).cloned().collect()
    };
    answers.iter().map(|(chat, said)| (*chat, rest(chat, said))).collect()
}

/// The people, who ask in turn.
struct Crowd {
    people: Vec<(Person, Vec<Question>)>,
    asked: Vec<Asked>,
}

impl Crowd {
    fn gather(telegram: &StandIn, questions: Questions, chats: usize) -> Self {
        let languages: Vec<_> = questions.into_iter().collect();
        let person = |number: usize| {
            let (language, questions) = languages.get(number % languages.len().max(1))?;
            let id = FIRST_PERSON.saturating_add(i64::try_from(number).ok()?);
            let new = NewPerson::named(&format!("Load {number}")).id(id).language(language.code());
            Some((telegram.person(new), questions::of_person(questions, number)))
        };
        Self { people: (0..chats).filter_map(person).collect(), asked: Vec::new() }
    }

    /// The next person in turn asks their next question.
    fn ask_next(&mut self) {
        let number = self.asked.len();
        let Some((person, questions)) = self.people.get(number % self.people.len().max(1)) else { return };
        // Neighbours ask different things.
        let round = number / self.people.len().max(1);
        let Some(question) = questions.get((number + round) % questions.len().max(1)) else { return };
        self.asked.push(Asked { chat: person.id(), at: Timestamp::now(), answer: question.answer.clone() });
        person.says(&question.text);
    }
}

/// The desk of a load.
pub(super) struct Desk {
    keeper: Keeper,
}

impl Desk {
    /// Starts it and waits until it is open.
    pub(super) async fn start(program: &Path, plan: &Plan, telegram: &StandIn) -> Result<Self, SandboxFault> {
        let launch = Launch {
            program: program.to_owned(),
            config: plan.config.clone(),
            intents: plan.intents.clone(),
            store: plan.store.clone(),
            api_url: telegram.url(),
            token: telegram.token().to_owned(),
            clock_ahead_ms: 0,
            console: None,
        };
        let keeper = Keeper::new();
        let fault = |error| SandboxFault::Program { program: program.to_owned(), error };
        keeper.start(launch).await.map_err(fault)?;
        let desk = Self { keeper };
        let mut state = desk.keeper.state();
        let open = state.wait_for(|state| matches!(state.phase, Phase::Running | Phase::Ended)).await;
        let has_ended = open.is_ok_and(|state| state.phase == Phase::Ended);
        if has_ended { Err(desk.last_words()) } else { Ok(desk) }
    }

    fn last_words(&self) -> SandboxFault {
        let state = self.keeper.state();
        let words: Vec<String> = state.borrow().last_words.iter().cloned().collect();
        SandboxFault::DeskEnded(words.join("\n"))
    }

    fn memory(&self) -> Option<Memory> {
        let process = self.keeper.state().borrow().process?;
        memory::of(process)
    }

    /// Waits until so many messages were sent and nothing waits any more, or the desk comes no further.
    pub(super) async fn wait(&self, telegram: &StandIn, messages: usize) -> Result<(), SandboxFault> {
        let wanted = u64::try_from(messages).unwrap_or(u64::MAX);
        let mut last = (0, Report::default());
        let mut moved = Instant::now();
        loop {
            let (phase, report) = {
                let state = self.keeper.state();
                let state = state.borrow();
                (state.phase, state.report)
            };
            if phase == Phase::Ended {
                return Err(self.last_words());
            }
            let sent = telegram.count("sendMessage");
            if sent >= wanted && telegram.pending_updates() == 0 && report.inbox == 0 && report.outbox == 0 {
                return Ok(());
            }
            if (sent, report) != last {
                last = (sent, report);
                moved = Instant::now();
            }
            if moved.elapsed() > STALL {
                // The report says what is missing.
                return Ok(());
            }
            sleep(LOOK).await;
        }
    }

    /// What it reported last.
    pub(super) fn report(&self) -> Report {
        self.keeper.state().borrow().report
    }

    /// Stops it in order.
    pub(super) async fn stop(self) -> Result<(), SandboxFault> {
        self.keeper.stop().await.map_err(|error| SandboxFault::Load(format!("the desk did not stop: {error}")))
    }
}
