//! Pulls the plug on the real binary again and again while customers and agents do everything they can, and then compares
//! what each of them was told with what the desk has kept. Uses none of the desk's code but to look at the closed store.

mod agent;
mod book;
mod check;
mod customer;
mod desk;
mod kinds;
mod stage;

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use futures_util::future::try_join_all;
use rand::rngs::ChaCha8Rng;
use rand::{RngExt, SeedableRng};
use ringback::stand_in::{NewPerson, Options, Person, StandIn};

use desk::{AGENTS, Desk, GROUP};
use stage::{Fault, Stage};

/// How the plug is pulled: one kill in so many comes at a time after the start, whatever the desk does then; the others after a
/// number of its requests to Telegram, so that there is work.
const BLIND_ONE_OF: usize = 6;

/// The latest blind kill, in milliseconds after the start: within it the store opens and the intents load.
const BLIND_MS: u64 = 400;

/// Messages, edits and answers of a life at most before a kill that counts them, and the delay after the last, in microseconds:
/// what follows (a commit, a settlement) takes less.
const WORK: u64 = 60;
const AFTER_MICROS: u64 = 6000;

/// The longest that a life waits for its requests; people keep to the pace that the desk allows them.
const LONGEST_LIFE: Duration = Duration::from_secs(5);

/// What is played.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The program.
    pub program: PathBuf,
    /// Of everybody's choices and of the moments. What the machine does between two moments differs from run to run.
    pub seed: u64,
    /// How often the plug is pulled.
    pub kills: usize,
    /// Customers, each of whom books, writes, reports and cancels again and again.
    pub customers: u16,
}

/// What was under way when the plug was pulled, summed over all kills.
#[derive(Clone, Copy, Debug, Default)]
pub struct Moments {
    /// Kills before the desk had asked Telegram for anything.
    pub while_starting: usize,
    /// Kills with at least one person waiting for an answer.
    pub with_people_waiting: usize,
    /// People who waited.
    pub people_waiting: usize,
    /// Kills with updates that Telegram had not been told are received.
    pub with_unconfirmed: usize,
    /// Such updates.
    pub unconfirmed: usize,
    /// Kills with people waiting for whom Telegram had been told so: only the disk knew of them.
    pub with_confirmed_unanswered: usize,
    /// Kills between a message and the note that it was sent, which show as a message that came again.
    pub repeated: usize,
}

/// What became of it.
#[derive(Debug)]
pub struct Report {
    plan: Plan,
    /// What the kills met.
    pub moments: Moments,
    told: Vec<(&'static str, usize)>,
    /// Lost, doubled or otherwise not as people were told. Empty is well.
    pub faults: Vec<String>,
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Plan { seed, kills, customers, .. } = &self.plan;
        let m = &self.moments;
        writeln!(f, "seed {seed}: {kills} kills (-9), {customers} customers, {} agents", AGENTS.len())?;
        writeln!(f, "at the kill: {} with people waiting ({} in all),", m.with_people_waiting, m.people_waiting)?;
        writeln!(f, "    {} with updates not confirmed ({}),", m.with_unconfirmed, m.unconfirmed)?;
        writeln!(f, "    {} with updates confirmed and not answered,", m.with_confirmed_unanswered)?;
        writeln!(f, "    {} while starting,", m.while_starting)?;
        writeln!(f, "    {} between a message and the note that it was sent", m.repeated)?;
        let told: Vec<String> = self.told.iter().map(|(what, count)| format!("{count} {what}")).collect();
        writeln!(f, "told: {}", told.join(", "))?;
        for fault in &self.faults {
            writeln!(f, "FAULT {fault}")?;
        }
        write!(f, "lost, doubled or wrong: {}", self.faults.len())
    }
}

/// Plays a plan to its end.
///
/// # Errors
/// When somebody waits in vain: something was lost.
pub async fn run(plan: &Plan) -> Result<Report, Fault> {
    let options = Options { keep_messages: stage::KEPT_MESSAGES, ..Options::default() };
    let telegram = StandIn::start(options).await.map_err(|error| Fault::new(error.to_string()))?;
    let agents: Vec<Person> =
        AGENTS.iter().map(|(id, name)| telegram.person(NewPerson::named(name).id(*id).language("en"))).collect();
    let group = telegram.group("Agents", Some(GROUP), &agents.iter().collect::<Vec<_>>());
    let customers: Vec<Person> = (1..=i64::from(plan.customers))
        .map(|id| {
            let phone = format!("+1202555{id:04}");
            telegram.person(NewPerson::named("Ann").id(id).language("en").phone(&phone))
        })
        .collect();
    let desk = Desk::new(&plan.program);
    let stage = Arc::new(Stage::new(telegram));
    let customers_play = try_join_all(customers.iter().map(|person| customer::play(&stage, plan.seed, person)));
    let agents_play = try_join_all(agents.iter().map(|person| agent::play(&stage, plan.seed, person, &group)));
    let killing = async {
        let moments = kill(plan, &stage, &desk).await?;
        stage.over.store(true, Ordering::SeqCst);
        Ok((desk.start(&stage.telegram), moments))
    };
    let customers_play = async {
        let played = customers_play.await;
        stage.empty.store(true, Ordering::SeqCst);
        played.map(drop)
    };
    let ((running, mut moments), ()) = tokio::try_join!(killing, async {
        // An agent who cannot go on ends it at once: else customers wait for those who have gone.
        tokio::try_join!(customers_play, agents_play).map(drop)
    })
    .map_err(|fault: Fault| fault.with_traces(&desk))?;
    customer::ask_about_reports(&stage).await.map_err(|fault| fault.with_traces(&desk))?;
    stage.rests().await?;
    agent::look_back(&stage, &agents, &group);
    let kept = desk.kept(plan.customers)?;
    if running.terminate() != Some(0) {
        return Err(Fault::new("the desk did not stop in order").with_traces(&desk));
    }
    let mut faults = check::all(&stage, &kept, &mut moments);
    faults.extend(desk.left_over().await);
    let told = stage.book().counts();
    Ok(Report { plan: plan.clone(), moments, told, faults })
}

async fn kill(plan: &Plan, stage: &Stage, desk: &Desk) -> Result<Moments, Fault> {
    let mut chance = ChaCha8Rng::seed_from_u64(plan.seed);
    let mut moments = Moments::default();
    for _ in 0..plan.kills {
        let (before, work) = (stage.requests(), stage.work());
        let mut running = desk.start(&stage.telegram);
        if chance.random_range(0..BLIND_ONE_OF) == 0 {
            tokio::time::sleep(Duration::from_millis(chance.random_range(0..BLIND_MS))).await;
        } else {
            let until = work + chance.random_range(1..=WORK);
            let wait = async {
                while stage.work() < until {
                    tokio::time::sleep(Duration::from_millis(1)).await;
                }
            };
            let _ = tokio::time::timeout(LONGEST_LIFE, wait).await;
            tokio::time::sleep(Duration::from_micros(chance.random_range(0..AFTER_MICROS))).await;
        }
        if let Some(code) = running.ended_by_itself() {
            return Err(Fault::new(format!("the desk ended by itself with {code:?}")).with_traces(desk));
        }
        let waiting = stage.waiting.load(Ordering::SeqCst);
        let unconfirmed = stage.telegram.pending_updates();
        running.kill();
        moments.while_starting += usize::from(stage.requests() == before);
        moments.with_people_waiting += usize::from(waiting > 0);
        moments.people_waiting += waiting;
        moments.with_unconfirmed += usize::from(unconfirmed > 0);
        moments.unconfirmed += unconfirmed;
        moments.with_confirmed_unanswered += usize::from(waiting > unconfirmed);
        stage.end_of_life();
    }
    Ok(moments)
}
