//! The deeds of the desk: taking in, working off, giving back, the clock. Each is one commit, retried when somebody
//! else was faster.

use jiff::Timestamp;
use jiff::civil::Date;

use super::Desk;
use crate::callback::{CallbackRequest, ChatId, Report, RequestId, Tally, TallyKey};
use crate::conversation::{
    Body, ChatKind, Conversation, Decision, Incoming, Outlet, Situation, Slot, agent_unreachable, dead_letter_alarm,
    decide, needs, tick,
};
use crate::store::{Changes, Commit, Failed, Intake, OutboxRow, Put, RawUpdate, StoreFault, Versioned, Work, WorkId};

/// Tries of one update before it is set aside: enough for a fault that passes, few enough that its chat soon goes on.
pub const MAX_TRIES: u32 = 3;

/// Tries after which an update is set aside that the program itself ended in.
///
/// Who pulls the plug again and again always hits some update, so only one that was alone on trial every time is to
/// blame; twenty in a row are no chance.
pub const MAX_DEATHS: u32 = 20;

/// How often a decision is made anew because a record changed meanwhile. Two agents at one card need two.
pub(super) const MAX_CONFLICTS: u32 = 16;

/// Rows of each kind that are looked at with every tick for whether their time is over: so few that nobody waits for it, and
/// 100,000 of them are seen within an hour, where days are counted.
const PURGED_AT_ONCE: usize = 50;

/// Requests woken by the clock at once; the rest follow at the next tick.
const DUE_AT_ONCE: usize = 100;

impl Desk {
    /// Takes updates in, durably, and wakes the workers.
    ///
    /// # Errors
    /// When the store fails; then nothing may be confirmed to Telegram.
    pub async fn take_in(&self, updates: Vec<RawUpdate>) -> Result<Intake, StoreFault> {
        let intake = self.store.intake(updates, self.now()).await?;
        self.inbox.notify_waiters();
        Ok(intake)
    }

    /// Works one update off: decides, commits, wakes the outbox. `incoming` is `None` for an update without meaning to us.
    ///
    /// # Errors
    /// When the store fails. The update stays in the inbox then.
    pub async fn handle(&self, work: &Work, incoming: Option<Incoming>) -> Result<(), StoreFault> {
        let Some(incoming) = incoming else {
            self.store.commit(Some(work.id), Changes::default(), self.now()).await?;
            return Ok(());
        };
        let mut turn = None;
        for _ in 0..MAX_CONFLICTS {
            let now = self.now();
            let (decision, versions) = self.decide(&incoming, now).await?;
            if self.commit(Some(work.id), Some(incoming.chat), decision, versions, now).await? == Commit::Done {
                return Ok(());
            }
            if turn.is_none() {
                // When many book at once, every promise made spoils the others' decisions: one after the other then.
                turn = Some(self.turns.lock().await);
            }
        }
        drop(turn);
        self.give_back(work, "its records changed at every try").await
    }

    /// Gives an update back that could not be worked off; at the last try it is buried and the agents are told.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn give_back(&self, work: &Work, reason: &str) -> Result<(), StoreFault> {
        let knowledge = self.knowledge.load();
        let now = self.now();
        let today = self.today(now).await?;
        let alarm = dead_letter_alarm(&self.facts(&knowledge, &today, now));
        // More tries than failures are allowed can only be ends of the program.
        let most = if work.tries < MAX_TRIES { MAX_TRIES } else { MAX_DEATHS };
        let failed = self.store.fail(work.id, reason, most, alarm, now).await?;
        match failed {
            Failed::Again => {
                tracing::warn!(update = work.update.update_id, reason, "an update failed and is tried again")
            }
            Failed::Dead => tracing::error!(update = work.update.update_id, reason, "an update is set aside"),
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
        let Body::Say { slot: Some(Slot::Details(id, agent)), .. } = &row.message.body else { return Ok(()) };
        let roster = self.roster();
        let Some(agent) = roster.agent(*agent) else { return Ok(()) };
        for _ in 0..MAX_CONFLICTS {
            let now = self.now();
            let knowledge = self.knowledge.load();
            let Some(Versioned { version, value }) = self.store.request(*id).await? else { return Ok(()) };
            let today = self.today(now).await?;
            let decision = agent_unreachable(&self.facts(&knowledge, &today, now), agent, value);
            let versions = Versions::of_request(*id, version);
            if self.commit(None, Some(agent.id().chat()), decision, versions, now).await? == Commit::Done {
                return Ok(());
            }
        }
        Ok(())
    }

    /// Does what the clock asks for: windows that begin, pauses that end. Called every few seconds.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn tick(&self) -> Result<(), StoreFault> {
        let now = self.now();
        self.take_back(now).await?;
        let purged = self.store.purge(self.profile.retention, PURGED_AT_ONCE, now).await?;
        if purged > 0 {
            tracing::info!(rows = purged, "data whose time was over were erased");
        }
        self.cover_shown(now).await?;
        let due = self.store.due(now, DUE_AT_ONCE).await?;
        let (knowledge, today) = (self.knowledge.load(), self.today(now).await?);
        let alert = today.board.alert_is_due(now);
        if due.is_empty() && !alert {
            return Ok(());
        }
        let mut alarmed = Vec::new();
        for id in today.board.alarms.iter().filter(|_| alert) {
            alarmed.extend(self.store.request(*id).await?.map(|request| request.value));
        }
        let mut versions = Versions { board: today.board_version, ..Versions::default() };
        let due = due
            .into_iter()
            .map(|Versioned { version, value }| {
                versions.requests.push((value.id, version));
                value
            })
            .collect();
        let decision = tick(&self.facts(&knowledge, &today, now), due, alarmed);
        // Where somebody was faster, the next tick sees what they made of it.
        self.commit(None, None, decision, versions, now).await?;
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
    async fn decide(&self, incoming: &Incoming, now: Timestamp) -> Result<(Decision, Versions), StoreFault> {
        let knowledge = self.knowledge.load();
        let today = self.today(now).await?;
        let facts = self.facts(&knowledge, &today, now);
        let mut versions = Versions { board: today.board_version, ..Versions::default() };
        let mut situation = Situation::default();
        if incoming.kind == ChatKind::Private
            && let Some(Versioned { version, value }) = self.store.conversation(incoming.chat).await?
        {
            versions.conversation = Some(version);
            situation.conversation = Some(value);
        }
        let needs = needs(&facts, situation.conversation.as_ref(), incoming);
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
        if needs.admission {
            situation.crowded = !self.admit(incoming.kind, now);
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
        Ok((decision, versions))
    }

    pub(super) async fn commit(
        &self,
        work: Option<WorkId>,
        chat: Option<ChatId>,
        decision: Decision,
        versions: Versions,
        now: Timestamp,
    ) -> Result<Commit, StoreFault> {
        let conversation = |value: Conversation| Some((chat?, Put { expect: versions.conversation, value }));
        let request = |value: CallbackRequest| (value.id, Put { expect: versions.of(value.id), value });
        let at = now.to_zoned(self.profile.hours.zone.clone());
        let mut tally = Tally::new();
        for (measure, topic, agent, count) in decision.tally {
            *tally.entry(TallyKey { day: at.date(), hour: at.hour(), measure, topic, agent }).or_default() += count;
        }
        let changes = Changes {
            conversations: decision.conversation.and_then(conversation).into_iter().collect(),
            requests: decision.requests.into_iter().map(request).collect(),
            promised: versions.promised.filter(|_| decision.promises),
            board: decision.board.map(|value| Put { expect: versions.board, value }),
            tally,
            outbox: decision.outbox,
            erase: chat.filter(|_| decision.erase),
            incidents: decision.incidents,
            group: decision.group,
            looks: decision.looks,
        };
        if changes.group.is_some() {
            self.prefer_agents(changes.group);
        }
        let goes_out = |outlet: Outlet| changes.outbox.iter().any(|message| message.to.outlet() == outlet);
        let (speaks, mails) = (goes_out(Outlet::Telegram), goes_out(Outlet::Mail));
        let commit = self.store.commit(work, changes, now).await?;
        if speaks && commit == Commit::Done {
            self.outbox.notify_one();
        }
        if mails && commit == Commit::Done {
            self.mails.notify_one();
        }
        Ok(commit)
    }
}

/// The versions at which a decision read its records.
#[derive(Clone, Debug, Default)]
pub(super) struct Versions {
    pub(super) conversation: Option<u64>,
    pub(super) requests: Vec<(RequestId, u64)>,
    pub(super) promised: Option<u64>,
    pub(super) board: Option<u64>,
}

impl Versions {
    /// That of one request, which was read alone.
    pub(super) fn of_request(id: RequestId, version: u64) -> Self {
        Self { requests: vec![(id, version)], ..Self::default() }
    }

    /// Remembers at which version a request was read, and hands it out.
    pub(super) fn read(&mut self, request: Versioned<CallbackRequest>) -> CallbackRequest {
        let Versioned { version, value } = request;
        if self.of(value.id).is_none() {
            self.requests.push((value.id, version));
        }
        value
    }

    /// The version of a request that was read; `None` for a new one.
    fn of(&self, id: RequestId) -> Option<u64> {
        self.requests.iter().find(|(read, _)| *read == id).map(|(_, version)| *version)
    }
}
