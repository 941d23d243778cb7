//! The one thread that writes: joins the commands that wait into one transaction, has it synced, and answers them all.
//! Answers nobody before that.

use std::io;
use std::sync::{Arc, mpsc};
use std::time::Instant;

use tokio::sync::mpsc::Receiver;

use super::commands::{self, Answer, Command, Planned, Stop};
use super::draft::{Draft, Effect, Staged};
use super::folder::{Disk, Folder};
use super::health::Health;
use super::load;
use super::mark;
use super::memory::Memory;
use super::records::{RunRecord, encode};
use super::trees::{Name, RUN_KEY, Trees, damaged};
use crate::store::StoreFault;
use crate::telemetry;

/// Commands in one transaction. More make no difference to what a disk can do, and everybody waits for the slowest.
pub(super) const GROUP_COMMANDS: usize = 64;
/// Rows in one transaction beyond which no further command joins it.
const GROUP_ROWS: usize = 2000;

/// Tells a command's outcome: what it came to, or that the group could not be written.
type Reply = Box<dyn FnOnce(Result<(), StoreFault>) + Send>;

/// The writer.
pub struct Writer {
    /// The trees.
    pub trees: Trees,
    /// The disk below them.
    pub disk: Disk,
    /// What tells the next start how far this run came.
    pub mark: Arc<mark::Keeper>,
    /// The folder. After `trees`, so that the lock is given back last.
    pub _folder: Arc<Folder>,
    /// What is kept in memory.
    pub memory: Arc<Memory>,
    /// Where failures go.
    pub health: Arc<Health>,
    /// What comes in.
    pub commands: Receiver<Command>,
    /// End the watchdog and the keeping of the mark when they are dropped.
    pub _watchdogs: [mpsc::Sender<()>; 2],
}

impl Writer {
    /// Works until it is told to close, or nobody is left who could tell it anything.
    pub fn run(mut self) {
        let _guard = Guard(Arc::clone(&self.health));
        let mut closing = false;
        while !closing && let Some(first) = self.commands.blocking_recv() {
            let mut waiting = vec![first];
            while waiting.len() < GROUP_COMMANDS
                && let Ok(next) = self.commands.try_recv()
            {
                waiting.push(next);
            }
            waiting.sort_by_key(|command| !command.goes_first());
            closing = waiting.iter().any(|command| matches!(command, Command::Close(_)));
            let mut waiting = waiting.into_iter().peekable();
            while waiting.peek().is_some() {
                self.health.begin();
                self.work_off(&mut waiting);
                self.health.end();
            }
        }
        if let Err(error) = self.mark.sync() {
            tracing::warn!(%error, "the mark beside the data was not synced");
        }
    }

    /// Writes one group.
    fn work_off(&self, waiting: &mut impl Iterator<Item = Command>) {
        let mut group = Staged::default();
        let mut replies = Vec::new();
        while group.writes.len() < GROUP_ROWS
            && let Some(command) = waiting.next()
        {
            replies.push(self.plan(command, &mut group));
        }
        let written = self.health.check().and_then(|()| self.health.note(self.write(&mut group)));
        if written.is_ok() {
            self.tell_memory(group.effects);
        }
        for reply in replies {
            reply(match &written {
                Err(StoreFault::Broken(reason)) => Err(StoreFault::Broken(reason.clone())),
                Err(other) => Err(StoreFault::Broken(other.to_string())),
                Ok(()) => Ok(()),
            });
        }
    }

    fn plan(&self, command: Command, group: &mut Staged) -> Reply {
        match command {
            Command::Intake(updates, now, answer) => {
                self.attempt(group, answer, |draft| commands::intake(draft, &updates, now))
            }
            Command::CountTrial(work, deaths, answer) => {
                self.attempt(group, answer, |draft| commands::count_trial(draft, work, deaths))
            }
            Command::Commit(work, changes, now, answer) => {
                self.attempt(group, answer, |draft| commands::commit(draft, work, *changes, now))
            }
            Command::Fail(failure, answer) => self.attempt(group, answer, |draft| commands::fail(draft, failure)),
            Command::Settle(deliveries, now, answer) => {
                self.attempt(group, answer, |draft| commands::settle(draft, deliveries, now))
            }
            Command::Purge(overdue, keep, now, answer) => {
                self.attempt(group, answer, |draft| commands::purge(draft, overdue, keep, now))
            }
            Command::Discard(rows, answer) => self.attempt(group, answer, |draft| commands::discard(draft, &rows)),
            Command::Close(answer) => self.attempt(group, answer, |draft| {
                // A run that ends with work in its hands may have ended because of it, however orderly the end: the next
                // start takes it for one that was killed.
                if draft.memory().inbox().has_leases() {
                    tracing::warn!("updates were being worked off when the store was closed; they are tried with care");
                } else {
                    draft.put(Name::Meta, RUN_KEY.to_vec(), &RunRecord::default())?;
                }
                Ok(())
            }),
        }
    }

    /// Plans one command; what it would write joins the group unless it cannot be done.
    fn attempt<T: Send + 'static>(
        &self,
        group: &mut Staged,
        answer: Answer<T>,
        work: impl FnOnce(&mut Draft<'_>) -> Planned<T>,
    ) -> Reply {
        let mut draft = Draft::new(&self.trees, &self.memory, group);
        let outcome = match work(&mut draft) {
            Ok(value) => {
                let staged = draft.finish();
                group.join(staged);
                Ok(value)
            }
            Err(stop) => {
                draft.discard();
                match stop {
                    Stop::Answer(value) => Ok(value),
                    Stop::Fault(fault) => self.health.note(Err(fault)),
                }
            }
        };
        // Whoever asked may have gone away; what was written stays.
        Box::new(move |written| drop(answer.send(written.and(outcome))))
    }

    fn write(&self, group: &mut Staged) -> Result<(), StoreFault> {
        self.clear_suspicion(group)?;
        if group.writes.is_empty() {
            return Ok(());
        }
        let (next_row, next_request) = load::next_in(&group.writes);
        self.marked(self.mark.cover(next_row, next_request))?;
        let began = Instant::now();
        let commit = self.trees.apply(&group.writes)?;
        self.disk.sync()?;
        telemetry::commit_took(began.elapsed());
        self.marked(self.mark.committed(commit))
    }

    fn marked(&self, outcome: io::Result<()>) -> Result<(), StoreFault> {
        outcome.map_err(|error| StoreFault::Broken(format!("writing the mark: {error}")))
    }

    /// Begins to count crashes anew when the updates that were found at the start are through.
    fn clear_suspicion(&self, group: &mut Staged) -> Result<(), StoreFault> {
        let finished: Vec<u64> = group
            .effects
            .iter()
            .filter_map(|effect| match effect {
                Effect::Finished { row, .. } => Some(*row),
                _ => None,
            })
            .collect();
        let place = (Name::Meta, RUN_KEY.to_vec());
        if self.memory.inbox().clears_suspicion(&finished) && !group.writes.contains_key(&place) {
            let run = encode(&RunRecord { open: true, crashes: 0 });
            let run = run.map_err(|reason| damaged(Name::Meta, RUN_KEY, reason))?;
            group.writes.insert(place, Some(run));
        }
        Ok(())
    }

    fn tell_memory(&self, effects: Vec<Effect>) {
        let (mut inbox, mut outbox) = (self.memory.inbox(), self.memory.outbox());
        let mut queue = self.memory.queue();
        for effect in effects {
            match effect {
                Effect::Arrived { row, lane, class, piece, now } => inbox.arrived(row, lane, class, piece, now),
                Effect::GivenBack { row, lane, tries } => inbox.given_back(row, lane, tries),
                Effect::Finished { row, lane } => inbox.finished(row, lane),
                Effect::Dead(dead) => self.memory.set_dead(dead),
                Effect::Request(facts) => {
                    let customer = facts.customer();
                    queue.written(facts);
                    let owed = queue.of(customer).is_some();
                    inbox.owe(customer.0, owed);
                    outbox.owe(customer.0, owed);
                }
                Effect::PromiseMade => queue.promise_made(),
                Effect::Board(board) => self.memory.set_board(board),
                Effect::Roster(version) => self.memory.set_roster(version),
                Effect::RequestTaken(id) => self.memory.request_taken(id),
                Effect::Written { row, message, class } => outbox.written(row, &message, class, None),
                Effect::Replaced { line, row } => outbox.thaw(line, row),
                Effect::Removed { line, row } => outbox.removed(line, row),
                Effect::Postponed { line, row, not_before } => outbox.postponed(line, row, not_before),
            }
        }
    }
}

/// Tells everybody who waits if the writer ends by a panic: there is nobody left to write.
struct Guard(Arc<Health>);

impl Drop for Guard {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.fail("the writer panicked");
        }
    }
}
