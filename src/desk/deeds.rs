//! The deeds of the desk: taking in, working off, giving back. Each is one commit, retried when somebody
//! else was faster.

use std::time::Duration;

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use tokio::time::{Instant, timeout_at};

use super::Desk;
use super::news::News;
use super::often::DEAD_LETTER;
use super::versions::Versions;
use crate::callback::{CallbackRequest, ChatId, Measure, Report, Tally, TallyKey};
use crate::conversation::{
    Answer, Body, ChatKind, Conversation, Decision, Incoming, Outlet, Situation, Slot, Step, agent_unreachable,
    dead_letter_alarm, decide, is_urgent, needs,
};
use crate::store::{
    Changes, Commit, Failed, Intake, OutboxRow, Put, PutBoard, RawUpdate, StoreFault, Versioned, Work, WorkId,
};
use crate::telemetry::{self, Handled};

/// Tries of one update before it is set aside: enough for a fault that passes, few enough that its chat soon goes on.
pub const MAX_TRIES: u32 = 3;

/// Ends of the program in the trial of one update after which it is set aside.
///
/// Who pulls the plug again and again always hits some update, so only one that was on trial every time is to blame: alone,
/// and each time later after the start than before (`store`). Five such hits in a row are no chance.
pub const MAX_DEATHS: u32 = 5;

/// How long a decision is made anew because others changed what it relies on: half of what an update may take. A rush of
/// hundreds of bookings is over in a few seconds, one after the other.
const DECIDE_FOR: Duration = Duration::from_secs(10);

/// How often what follows from a message that could not be sent is decided anew because its request changed meanwhile.
pub(super) const MAX_CONFLICTS: u32 = 16;

/// Earlier requests of a customer that an agent is shown: they tell whether this is the third call this week.
const EARLIER: usize = 5;

impl Desk {
    /// Takes updates in, durably, and wakes the workers. Their marks are hashed with the desk's key first, so that nobody who
    /// has the data can try out what was in an update.
    ///
    /// # Errors
    /// When the store fails; then nothing may be confirmed to Telegram.
    pub async fn take_in(&self, mut updates: Vec<RawUpdate>) -> Result<Intake, StoreFault> {
        for update in updates.iter_mut().filter(|update| update.mark != 0) {
            update.mark = self.profile.code_key.mark_update(update.mark);
        }
        let now = self.now();
        let intake = self.store.intake(updates, now).await?;
        telemetry::updates_taken_in(intake.fresh, intake.known, intake.shed);
        self.inbox.notify_waiters();
        self.note_left_out(intake.shed, now).await?;
        Ok(intake)
    }

    /// Whether an event that has just come tells of something that must not wait its turn.
    pub fn is_urgent(&self, incoming: &Incoming) -> bool {
        let knowledge = self.knowledge.load();
        is_urgent(&knowledge.library, &knowledge.matcher, incoming)
    }

    /// Works one update off: decides, commits, wakes the outbox. `incoming` is `None` for an update without meaning to us.
    ///
    /// Where others changed meanwhile what the decision relies on, it is made anew. That is nobody's failure: an update that
    /// loses for too long is put back untried.
    ///
    /// # Errors
    /// When the store fails. The update stays in the inbox then.
    pub async fn handle(&self, work: &Work, incoming: Option<Incoming>) -> Result<(), StoreFault> {
        let Some(incoming) = incoming else {
            let changes = Changes { also_done: further(work), ..Changes::default() };
            self.store.commit(Some(work.id), changes, self.now()).await?;
            self.tell_handled(work);
            return Ok(());
        };
        if self.settle(Some(work), &incoming, None).await?.is_some() {
            self.tell_handled(work);
            return Ok(());
        }
        tracing::warn!(update = work.update.update_id, "what an update is about changed at every try; it is put back");
        self.store.put_back(work.id);
        self.inbox.notify_waiters();
        Ok(())
    }

    /// Decides on an event and commits what it leads to; made anew where others changed meanwhile what it relies on. `page` is
    /// the state of what is no chat. `None` for one that lost for too long: nothing was changed.
    pub(super) async fn settle(
        &self,
        work: Option<&Work>,
        incoming: &Incoming,
        page: Option<Conversation>,
    ) -> Result<Option<Vec<Answer>>, StoreFault> {
        let until = Instant::now() + DECIDE_FOR;
        let mut turn = None;
        while Instant::now() < until {
            let now = self.now();
            let (mut decision, versions) = self.decide(incoming, page.as_ref(), now).await?;
            if turn.is_none() && decision.takes {
                // No version tells how many requests an agent has: decided once more, while nobody else takes one.
                turn = timeout_at(until, self.turns.lock()).await.ok();
                continue;
            }
            if turn.is_none() && decision.is_contended() {
                // What all decide about, they decide about one after the other: else each spoils the others' decisions.
                turn = self.turns.try_lock().ok();
                if turn.is_none() {
                    turn = timeout_at(until, self.turns.lock()).await.ok();
                    continue;
                }
            }
            let answers = std::mem::take(&mut decision.answers);
            if self.commit(work, Some(incoming.chat), decision, versions, now).await? == Commit::Done {
                return Ok(Some(answers));
            }
            if turn.is_none() {
                turn = timeout_at(until, self.turns.lock()).await.ok();
            }
        }
        Ok(None)
    }

    /// Gives an update back that could not be worked off; at the last try it is buried and the agents are told.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn give_back(&self, work: &Work, reason: &str) -> Result<(), StoreFault> {
        if !work.more.is_empty() {
            tracing::warn!(update = work.update.update_id, reason, "pieces failed together; each is tried alone");
            self.store.set_apart(work.id);
            self.inbox.notify_waiters();
            return Ok(());
        }
        let knowledge = self.knowledge.load();
        let now = self.now();
        let today = self.today(now).await?;
        let alarms_now = self.often().would_tell(DEAD_LETTER, self.steady());
        let facts = self.facts(&knowledge, &today, now);
        let alarm = if alarms_now { dead_letter_alarm(&facts, 1) } else { Vec::new() };
        let hopeless = work.damage.is_some() || work.deaths >= MAX_DEATHS;
        let most = if hopeless { 1 } else { MAX_TRIES };
        let failed = match self.store.fail(work.id, reason, most, alarm, now).await {
            Err(fault) if fault.is_of_a_record() => {
                tracing::error!(%fault, "ALARM: the agents cannot be told of an update that is set aside");
                self.store.fail(work.id, reason, most, Vec::new(), now).await?
            }
            failed => failed?,
        };
        match failed {
            Failed::Again => {
                telemetry::update_settled(Handled::Again, SignedDuration::ZERO);
                tracing::warn!(update = work.update.update_id, reason, "an update failed and is tried again")
            }
            Failed::Dead => {
                telemetry::update_settled(Handled::SetAside, SignedDuration::ZERO);
                self.often().happened(DEAD_LETTER, self.steady());
                tracing::error!(update = work.update.update_id, reason, "an update is set aside");
            }
        }
        self.inbox.notify_waiters();
        self.outbox.notify_one();
        Ok(())
    }

    /// A message could not be delivered because its recipient cannot be written to. An agent who cannot get the
    /// details of a request cannot have it.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn undeliverable(&self, row: &OutboxRow) -> Result<(), StoreFault> {
        let Body::Say { slot: Some(Slot::Details(id, agent)), .. } = &row.message.body else {
            return self.customer_not_told(row).await;
        };
        let roster = self.roster();
        let Some(agent) = roster.agent(*agent) else { return Ok(()) };
        for _ in 0..MAX_CONFLICTS {
            let now = self.now();
            let knowledge = self.knowledge.load();
            let Some(Versioned { version, value }) = self.store.request(*id).await? else { return Ok(()) };
            let today = self.today(now).await?;
            let decision = agent_unreachable(&self.facts(&knowledge, &today, now), agent, value);
            let versions = Versions::of_request(*id, version, today);
            if self.commit(None, Some(agent.id().chat()), decision, versions, now).await? == Commit::Done {
                return Ok(());
            }
        }
        Ok(())
    }

    /// What was counted from one day to another, and how the queue stands.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn report(&self, from: Date, to: Date) -> Result<Report, StoreFault> {
        let tally = self.store.tally(from, to).await?;
        let standing = self.store.standing(self.now()).await?;
        Ok(Report::of(from, to, &tally, standing))
    }

    /// Loads what the event is about and decides.
    async fn decide(
        &self,
        incoming: &Incoming,
        page: Option<&Conversation>,
        now: Timestamp,
    ) -> Result<(Decision, Versions), StoreFault> {
        let knowledge = self.knowledge.load();
        let today = self.today(now).await?;
        let facts = self.facts(&knowledge, &today, now);
        let mut versions =
            Versions { by_agent: facts.roster.agent(incoming.person.id).is_some(), ..Versions::default() };
        let mut situation = Situation { conversation: page.cloned(), ..Situation::default() };
        if incoming.kind == ChatKind::Private
            && let Some(Versioned { version, value }) = self.store.conversation(incoming.chat).await?
        {
            versions.conversation = Some(version);
            situation.conversation = Some(value);
        }
        let needs = needs(&facts, situation.conversation.as_ref(), incoming);
        self.load_sign_in(&needs, incoming.person.id, &mut situation, &mut versions).await?;
        if needs.own
            && let Some(Versioned { version, value }) = self.store.open_request_of(incoming.chat).await?
        {
            situation.ahead = self.store.ahead_of(value.id).await?;
            versions.requests.push((value.id, version));
            situation.own = Some(value);
        }
        if needs.own || needs.promised_between.is_some() {
            let Versioned { version, mut value } = self.store.promised().await?;
            versions.promised = Some(version);
            let own = situation.own.as_ref().filter(|_| needs.promised_between.is_none());
            if let Some(own) = own.and_then(|own| Some((own.owed()?, own.language()))) {
                value.iter_mut().filter(|(key, _)| *key == own).for_each(|(_, count)| *count = count.saturating_sub(1));
            }
            situation.promised = value;
        }
        if needs.next {
            self.load_next(&facts, incoming.person.id, &mut situation, &mut versions).await?;
        }
        if let Some(id) = needs.named
            && let Some(Versioned { version, value }) = self.store.request(id).await?
        {
            situation.named_reachable = self.store.reachable(value.customer.chat).await?;
            versions.requests.push((id, version));
            situation.named = Some(value);
        }
        if let Some(named) = situation.named.as_ref().filter(|_| versions.by_agent) {
            let mut earlier = self.store.ended_of(named.customer.chat, EARLIER).await?;
            earlier.retain(|request| request.id != named.id);
            situation.earlier = earlier;
        }
        if let Some(customer) = situation.named.as_ref().filter(|_| needs.named_open).map(|named| named.customer.chat)
            && let Some(Versioned { version, value }) = self.store.open_request_of(customer).await?
        {
            if Some(value.id) != needs.named {
                versions.requests.push((value.id, version));
            }
            situation.named_open = Some(value);
        }
        if needs.looks
            && let Some(id) = needs.named
        {
            situation.looks = self.store.looks(Some(id)).await?;
        }
        let books = situation.conversation.as_ref().is_some_and(|state| matches!(state.step, Step::Booking(_)));
        if books || situation.own.as_ref().is_some_and(CallbackRequest::is_unproved) {
            situation.unproved = self.store.standing(now).await?.unproved;
        }
        if needs.admission {
            situation.crowded = !self.admit_guest(now);
        }
        self.load_parts(&needs, incoming.person.id, now, &mut situation, &mut versions).await?;
        if let Some((from, to)) = needs.report {
            situation.report = Some(self.report(from, to).await?);
        }
        if incoming.kind == ChatKind::Group {
            let group = self.store.group().await?.or(self.profile.group);
            situation.in_agents_group = group == Some(incoming.chat);
        }
        situation.agent_reachable = self.store.reachable(incoming.person.id.chat()).await?;
        let fresh = self.fresh_id().await?;
        situation.fresh = Some(fresh);
        situation.seed = self.seed();
        let decision = decide(&facts, situation, incoming);
        if decision.requests.iter().all(|request| request.id != fresh) {
            self.give_back_id(fresh);
        }
        versions.today = Some(today);
        Ok((decision, versions))
    }

    pub(super) async fn commit(
        &self,
        work: Option<&Work>,
        chat: Option<ChatId>,
        decision: Decision,
        versions: Versions,
        now: Timestamp,
    ) -> Result<Commit, StoreFault> {
        let relied_on = versions.relied_on(&decision);
        let conversation = |value: Conversation| Some((chat?, Put { expect: versions.conversation, value }));
        let request = |value: CallbackRequest| (value.id, Put { expect: versions.of_one(value.id), value });
        let at = now.to_zoned(self.profile.hours.zone.clone());
        let mut tally = Tally::new();
        for (measure, topic, agent, count) in decision.tally {
            *tally.entry(TallyKey { day: at.date(), hour: at.hour(), measure, topic, agent }).or_default() += count;
        }
        let read = versions.today.as_ref().and_then(|today| today.read.as_ref());
        let changes = Changes {
            also_done: work.map(further).unwrap_or_default(),
            conversations: decision.conversation.and_then(conversation).into_iter().collect(),
            requests: decision.requests.into_iter().map(request).collect(),
            relied_on,
            board: decision.board.map(|value| PutBoard::over(read, value)),
            roster: false,
            tally,
            outbox: decision.outbox,
            erase: chat.filter(|_| decision.erase),
            incidents: decision.incidents,
            group: decision.group,
            looks: decision.looks,
            attempts: decision.attempt.map(|(code, attempt)| versions.of_attempt(code, attempt)).into_iter().collect(),
            sessions: decision.ended_sessions.into_iter().filter_map(|id| versions.ends(id)).collect(),
            audit: decision.audit,
        };
        if changes.group.is_some() {
            self.prefer_agents(changes.group);
        }
        let goes_out = |outlet: Outlet| changes.outbox.iter().any(|message| message.to.outlet() == outlet);
        let (speaks, mails) = (goes_out(Outlet::Telegram), goes_out(Outlet::Mail));
        let unread = changes.tally.iter().filter(|(key, _)| key.measure == Measure::LeftUnread);
        let unread: u64 = unread.map(|(_, count)| count).sum();
        let shows = !changes.requests.is_empty() || changes.board.is_some() || !changes.sessions.is_empty();
        let news = News::of(&changes, now);
        let commit = self.store.commit(work.map(|work| work.id), changes, now).await?;
        if commit == Commit::Done {
            self.note_beyond_allowance(unread);
            news.tell();
            if shows {
                self.has_changed();
            }
        }
        if speaks && commit == Commit::Done {
            self.outbox.notify_one();
        }
        if mails && commit == Commit::Done {
            self.mails.notify_one();
        }
        Ok(commit)
    }
}

/// The rows that go with a piece of work.
fn further(work: &Work) -> Vec<WorkId> {
    work.more.iter().map(|further| further.id).collect()
}
