//! Runs a rush: many first-time customers within a minute at Telegram's own limits, customers who are owed a call, and one
//! who is being robbed. Measures who waits for whom.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until};

use super::drive::{Desk, Load, answers};
use super::questions::{self, Question};
use super::report::{Asked, Latency, Phase, check};
use super::rush_report::{Robbed, RushReport};
use super::size::RushSize;
use crate::desk::Knowledge;
use crate::intents::{Escalate, Priority};
use crate::matching::Verdict;
use crate::sandbox::plan::{Plan, Purpose};
use crate::sandbox::{Files, SandboxFault};
use crate::stand_in::{FloodLimits, JournalMode, NewPerson, Options, Person, StandIn};
use crate::text::Language;
use crate::words::Phrasebook;

/// The people's ids begin here, far from the agents'.
const FIRST_PERSON: i64 = 10_000_001;

/// Messages kept in a chat: more than a booking shows.
const KEEP_MESSAGES: usize = 40;

/// One of so many newcomers goes on to book a call.
const BOOKS: usize = 20;

/// How often a customer who is owed a call writes.
const WRITES_EVERY: Duration = Duration::from_secs(4);

/// How many messages a chat that floods sends, all at once.
const FLOOD: usize = 10;

/// How long any answer may take before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(120);

/// What everybody says.
struct Script {
    ordinary: BTreeMap<Language, Vec<Question>>,
    /// Of those, what is answered with a way to a person.
    offered: Vec<Question>,
    urgent: String,
    /// The language of the agent who calls, and of all who book.
    language: Language,
}

/// The stage of a rush.
struct Rush {
    telegram: StandIn,
    script: Script,
    book: Arc<Phrasebook>,
}

/// Runs a rush; `tell` hears what is going on.
///
/// # Errors
/// When the desk cannot be run. What it does wrong is in the report.
pub async fn drive_rush(load: &Load, size: RushSize, tell: impl Fn(&str)) -> Result<RushReport, SandboxFault> {
    tell("trying out the questions");
    let script = script(load, &load.files).await?;
    let plan = Plan::draw(&load.files, Purpose::Rush)?;
    let options = Options {
        journal: JournalMode::Full,
        keep_messages: KEEP_MESSAGES,
        limits: Some(FloodLimits::default()),
        ..Options::default()
    };
    let address = options.address;
    let telegram = StandIn::start(options).await.map_err(|error| SandboxFault::listening(address, error))?;
    let agent = plan.settings.agents.roster.iter().find(|agent| agent.speaks(script.language));
    let agent = agent.map(|agent| NewPerson::named(agent.name()).id(agent.id().0).language(script.language.code()));
    let agent = telegram.person(agent.ok_or_else(|| SandboxFault::Load("nobody works at this desk".to_owned()))?);
    let desk = Desk::start(&load.program, &plan, &telegram).await?;
    agent.says("/start");

    let rush = Arc::new(Rush { telegram, script, book: Phrasebook::new() });
    tell(&format!("{} customers book a call beforehand", size.known));
    let known: Vec<Person> = (0..size.known).map(|number| rush.person(number, rush.script.language)).collect();
    let mut booking = JoinSet::new();
    for (number, person) in known.iter().enumerate() {
        let (rush, person) = (Arc::clone(&rush), person.clone());
        let question = nth(&rush.script.offered, number)?.text.clone();
        booking.spawn(async move { rush.asks_and_books(&person, &question).await });
    }
    booking.join_all().await.into_iter().collect::<Result<(), _>>()?;
    tell(&format!(
        "{} first-time customers come within {} s; {} chats flood",
        size.newcomers,
        size.within.as_secs(),
        size.flood
    ));
    let outcome = rush.clone().play(size, known).await?;
    desk.wait(&rush.telegram, 0).await?;

    let end = desk.report();
    let next = agent.says("/next");
    let details = || agent.view().messages.iter().any(|message| message.from_bot && message.id > next);
    let _ = rush.telegram.wait_until("the next call", PATIENCE, details).await;
    let reference = outcome.robbed.reference.clone();
    let called_first = reference.is_some_and(|reference| agent.view().shows(&reference));
    desk.stop().await?;

    let answered = answers(&rush.telegram);
    let due: BTreeSet<i64> = outcome.asked.iter().map(|asked| asked.chat).collect();
    let answered = answered.into_iter().filter(|(chat, _)| due.contains(chat)).collect();
    let newcomers = Phase::of(&outcome.asked, &answered, None);
    let peaks = rush.telegram.flood_peaks();
    Ok(RushReport {
        newcomers: size.newcomers,
        within_s: size.within.as_secs(),
        flood: size.flood,
        checked: check(&outcome.asked, &answered),
        waited: newcomers.latency,
        bookings: outcome.booked,
        robbed: Robbed { called_first, ..outcome.robbed },
        known: size.known,
        known_messages: outcome.known.len(),
        known_latency: Latency::of(&outcome.known),
        in_a_second: peaks.overall_in_second,
        refused: peaks.refused,
        left: end,
        violations: rush.telegram.violations(),
    })
}

/// Finds out what can be asked, and what is answered.
async fn script(load: &Load, files: &Files) -> Result<Script, SandboxFault> {
    let plan = Plan::draw(files, Purpose::Load)?;
    let knowledge = plan.knowledge();
    let agent = plan.settings.agents.roster.iter().next();
    let language = agent.and_then(|agent| agent.languages().first().copied()).unwrap_or(Language::En);
    let telegram = super::drive::telegram().await?;
    let desk = Desk::start(&load.program, &plan, &telegram).await?;
    let questions = questions::try_out(&telegram, &knowledge).await?;
    desk.stop().await?;
    let ordinary: BTreeMap<Language, Vec<Question>> = questions
        .into_iter()
        .map(|(language, questions)| {
            let ordinary = questions.into_iter().filter(|question| !is(&knowledge, question, Priority::Urgent));
            (language, ordinary.collect())
        })
        .filter(|(_, questions): &(_, Vec<Question>)| !questions.is_empty())
        .collect();
    let offered: Vec<Question> = ordinary.get(&language).into_iter().flatten().cloned().collect();
    let offered: Vec<Question> = offered.into_iter().filter(|question| offers(&knowledge, question)).collect();
    let urgent = urgent_words(&knowledge, language);
    let missing = |what: &str| SandboxFault::Load(format!("the intents have no {what} to try a rush with"));
    if offered.is_empty() {
        return Err(missing("topic with a call"));
    }
    Ok(Script { ordinary, offered, urgent: urgent.ok_or_else(|| missing("urgent topic"))?, language })
}

/// Words that surely mean something urgent.
fn urgent_words(knowledge: &Knowledge, language: Language) -> Option<String> {
    let training = knowledge.library.training();
    let examples = training.intents.iter().flat_map(|intent| {
        let urgent = knowledge.library.intent(&intent.id).is_some_and(|intent| intent.priority == Priority::Urgent);
        intent.texts.iter().filter(move |texts| urgent && texts.language == language)
    });
    let mut examples = examples.flat_map(|texts| &texts.examples);
    examples.find(|text| meant(knowledge, text).is_some_and(|(priority, _)| priority == Priority::Urgent)).cloned()
}

/// The priority and the way on of what a text surely means.
fn meant(knowledge: &Knowledge, text: &str) -> Option<(Priority, Escalate)> {
    let Verdict::Answer { first, .. } = knowledge.matcher.verdict(text) else { return None };
    knowledge.library.intent(&first.intent).map(|intent| (intent.priority, intent.escalate))
}

fn is(knowledge: &Knowledge, question: &Question, priority: Priority) -> bool {
    meant(knowledge, &question.text).is_some_and(|(found, _)| found == priority)
}

fn offers(knowledge: &Knowledge, question: &Question) -> bool {
    meant(knowledge, &question.text).is_some_and(|(_, escalate)| escalate == Escalate::Offer)
}

fn nth(questions: &[Question], number: usize) -> Result<&Question, SandboxFault> {
    let place = number.checked_rem(questions.len()).unwrap_or_default();
    questions.get(place).ok_or_else(|| SandboxFault::Load("there is nothing to ask".to_owned()))
}

/// What came of the rush.
struct Outcome {
    /// The newcomers who ask once.
    asked: Vec<Asked>,
    booked: usize,
    robbed: Robbed,
    /// Times from message to answer of those who are owed a call, sorted, in seconds.
    known: Vec<f64>,
}

impl Rush {
    fn person(&self, number: usize, language: Language) -> Person {
        let number = i64::try_from(number).unwrap_or_default();
        // Numbers kept for fiction (Ofcom), of a country with one time zone.
        let phone = format!("+447700900{:03}", number % 1000);
        let new = NewPerson::named(&format!("Rush {number}")).id(FIRST_PERSON + number).language(language.code());
        self.telegram.person(new.phone(&phone))
    }

    async fn play(self: Arc<Self>, size: RushSize, known: Vec<Person>) -> Result<Outcome, SandboxFault> {
        let began = Instant::now();
        let until = began + size.within;
        let mut writing = JoinSet::new();
        for (number, person) in known.into_iter().enumerate() {
            let question = nth(&self.script.offered, number)?.clone();
            let first = began + WRITES_EVERY.min(size.within).mul_f64(share(number, size.known));
            writing.spawn(Arc::clone(&self).keeps_writing(person, question, first, until));
        }
        for number in 0..size.flood {
            let person = self.person(size.known + size.newcomers + 1 + number, self.script.language);
            let question = nth(&self.script.offered, number)?;
            (0..FLOOD).for_each(|_| {
                person.says(&question.text);
            });
        }
        let languages: Vec<Language> = self.script.ordinary.keys().copied().collect();
        let (mut asked, mut booking, mut robbed) = (Vec::new(), JoinSet::new(), JoinSet::new());
        for number in 0..size.newcomers {
            sleep_until(began + size.within.mul_f64(share(number, size.newcomers))).await;
            if number == size.newcomers / 2 {
                let person = self.person(size.known + size.newcomers, self.script.language);
                robbed.spawn(Arc::clone(&self).is_robbed(person));
            }
            let books = number % BOOKS == 0;
            let place = number.checked_rem(languages.len()).unwrap_or_default();
            let language = languages.get(place).copied().filter(|_| !books).unwrap_or(self.script.language);
            let person = self.person(size.known + number, language);
            if books {
                let (rush, question) = (Arc::clone(&self), nth(&self.script.offered, number)?.clone());
                booking.spawn(async move { rush.asks_and_books(&person, &question.text).await });
                continue;
            }
            let questions = self.script.ordinary.get(&language).map(Vec::as_slice).unwrap_or_default();
            let question = nth(questions, number)?;
            asked.push(Asked { chat: person.id(), at: Timestamp::now(), answer: question.answer.clone() });
            person.says(&question.text);
        }
        let booked = booking.join_all().await.into_iter().filter(Result::is_ok).count();
        let robbed = robbed.join_all().await.into_iter().next().unwrap_or_default();
        let mut known: Vec<f64> = writing.join_all().await.into_iter().flatten().collect();
        known.sort_by(f64::total_cmp);
        Ok(Outcome { asked, booked, robbed, known })
    }

    /// Writes a question every few seconds, and the next only after the answer.
    async fn keeps_writing(
        self: Arc<Self>,
        person: Person,
        question: Question,
        first: Instant,
        until: Instant,
    ) -> Vec<f64> {
        let mut times = Vec::new();
        let mut at = first;
        while at < until {
            sleep_until(at).await;
            let asked = Instant::now();
            let message = person.says(&question.text);
            // What never comes counts as long as was waited for it.
            let _ = self.hears(&person, message).await;
            times.push(asked.elapsed().as_secs_f64());
            at = (at + WRITES_EVERY).max(Instant::now());
        }
        times
    }

    /// Tells of a stolen account, and books the call that is offered.
    async fn is_robbed(self: Arc<Self>, person: Person) -> Robbed {
        let began = Instant::now();
        let message = person.says(&self.script.urgent);
        let mut robbed = Robbed::default();
        if self.hears(&person, message).await.is_ok() {
            robbed.answered_after_s = Some(began.elapsed().as_secs_f64());
        }
        if let Ok(reference) = self.books(&person).await {
            robbed.booked_after_s = Some(began.elapsed().as_secs_f64());
            robbed.reference = Some(reference);
        }
        robbed
    }

    async fn asks_and_books(&self, person: &Person, question: &str) -> Result<(), SandboxFault> {
        let message = person.says(question);
        self.hears(person, message).await?;
        self.books(person).await.map(drop)
    }

    /// Waits for a message of the desk's after this one.
    async fn hears(&self, person: &Person, message: i64) -> Result<(), SandboxFault> {
        let answered = || person.view().last_from_bot().is_some_and(|answer| answer.id > message);
        let vain = |_| SandboxFault::Load(format!("person {} was not answered", person.id()));
        self.telegram.wait_until("an answer", PATIENCE, answered).await.map_err(vain)
    }

    /// Books a call through the buttons, the first choice of each; gives the reference.
    async fn books(&self, person: &Person) -> Result<String, SandboxFault> {
        let vain = || SandboxFault::Load(format!("person {} could not book", person.id()));
        let words = |key: &str| Language::ALL.map(|language| self.book.page(language.into()).label(key, &[]));
        let [human, share, now] = ["button-human", "button-share-contact", "button-share-and-call"].map(words);
        let pressed = |labels: &[String]| labels.iter().any(|label| person.presses(label).is_ok());
        let mut done = person.view().messages.last().map_or(0, |message| message.id);
        // Under what cannot wait, the number is asked for at once.
        if !(pressed(&now) || pressed(&human)) {
            return Err(vain());
        }
        loop {
            let ready = || {
                let view = person.view();
                view.last_from_bot()
                    .is_some_and(|last| last.id > done && (!last.buttons.is_empty() || view.keyboard.is_some()))
            };
            self.telegram.wait_until("the next question", PATIENCE, ready).await.map_err(|_| vain())?;
            let view = person.view();
            let Some(last) = view.last_from_bot() else { return Err(vain()) };
            done = last.id;
            let labels: Vec<String> = last.buttons.iter().flatten().map(|button| button.label.clone()).collect();
            if let Some(reference) = reference_in(&last.text) {
                return Ok(reference);
            }
            match labels.first() {
                Some(first) => person.presses(first).map(drop).map_err(|_| vain())?,
                None if pressed(&share) => {}
                None => return Err(vain()),
            }
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a count of people is far below where doubles get coarse")]
fn share(number: usize, of: usize) -> f64 {
    number as f64 / of.max(1) as f64
}

/// A reference like `RB-1042` in a text.
fn reference_in(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("RB-")?;
    let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
    (!digits.is_empty()).then(|| format!("RB-{digits}"))
}
