//! The day itself: takes one event after the other, moves the clock there and lets people act on the real desk.

mod customers;
mod people;
mod thoughts;
mod urgent;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::SimulationFault;
use super::agent::{self, Agent};
use super::customer::{self, Customer, Topics};
use super::findings::{Findings, Sample};
use super::mail::Mail;
use super::plan::{
    BREATHES, CLOSES_EARLY, EARLY_AT, EXTENDED_AT, EXTENDS, FIRST_COMES, LOOKS, MOST_DAYS, NIGHT_TICK, PREPARES, Plan,
    SAMPLE, TICK,
};
use super::timeline::{Event, Timeline};
use crate::callback::{
    CallbackRequest, ChatId, DispositionCode, Dispositions, Place, RequestId, Rules, ServiceHours, State, UserId,
};
use crate::conversation::{AgentClick, Click, Retention, TextBlocks};
use crate::desk::{Clock, Codes, Desk, Knowledge, ManualClock, Profile};
use crate::intents::{Escalate, Priority};
use crate::safety::CodeKey;
use crate::safety::official::Official;
use crate::store::{self, Protection, Store, StoreFault, Versioned};
use crate::text::Language;
use crate::words::Phrasebook;

/// A lease that nobody else waits for.
const LEASE: Duration = Duration::from_secs(3600);

/// What a desk is made of besides its people.
pub struct Material {
    /// Intents and matcher.
    pub knowledge: Arc<Knowledge>,
    /// How things are said.
    pub phrasebook: Arc<Phrasebook>,
    /// The outcomes of calls; those that the day has are looked for by the codes of the sample.
    pub dispositions: Dispositions,
    /// The numbers the queue goes by.
    pub rules: Rules,
}

/// Plays the day, and the days after it until nothing is owed any more.
///
/// # Errors
/// When the store fails, or the desk does what no desk should: that a request is lost, for example.
pub async fn run(plan: &Plan, material: Material) -> Result<Findings, SimulationFault> {
    let folder = tempfile::tempdir()?;
    let store = store::open(folder.path(), &Protection::Off)?;
    let mut world = World::new(plan, material, Arc::clone(&store));
    let played = world.play().await;
    let findings = match played {
        Ok(()) => Findings::of(&world.ended()).await,
        Err(fault) => Err(fault),
    };
    store.close().await?;
    findings
}

/// What is left when the day is over.
pub struct Ended<'w> {
    pub plan: &'w Plan,
    pub store: &'w dyn Store,
    pub dispositions: &'w Dispositions,
    pub customers: &'w [Customer],
    pub agents: &'w [Agent],
    pub samples: &'w [Sample],
}

struct World<'p> {
    plan: &'p Plan,
    store: Arc<dyn Store>,
    desk: Arc<Desk>,
    clock: Arc<ManualClock>,
    mail: Mail,
    timeline: Timeline,
    customers: Vec<Customer>,
    agents: Vec<Agent>,
    /// What comes of the call that an agent makes.
    outcomes: HashMap<usize, &'static str>,
    presses: HashMap<ChatId, u32>,
    samples: Vec<Sample>,
    updates: i64,
    over: bool,
}

impl<'p> World<'p> {
    fn new(plan: &'p Plan, material: Material, store: Arc<dyn Store>) -> Self {
        let Material { knowledge, phrasebook, dispositions, rules } = material;
        // What people can choose when they ask for a call.
        let offered = knowledge.library.iter().filter(|intent| intent.escalate == Escalate::Offer);
        let (urgent, others): (Vec<_>, Vec<_>) = offered.partition(|intent| intent.priority == Priority::Urgent);
        let ids = |intents: Vec<&crate::intents::Intent>| intents.iter().map(|intent| intent.id.clone()).collect();
        let topics = Topics { urgent: ids(urgent), others: ids(others) };
        let customers = customer::all(plan, &topics);
        let agents = agent::all(plan);
        let clock = Arc::new(ManualClock::at(plan.at(0, FIRST_COMES)));
        let profile = Profile {
            name: "bitp".to_owned(),
            languages: vec![Language::Zh, Language::En],
            hours: plan.hours(),
            rules,
            dispositions,
            roster: agent::roster(plan),
            group: Some(ChatId(-1)),
            country: None,
            retention: Retention::default(),
            official: Official::default(),
            texts: TextBlocks::default(),
            codes: Codes::Fixed(4827),
            mails: false,
            code_key: CodeKey::derive(b"a simulated day"),
            // People of the day say what they have to say in one message, and its clock jumps from one event to the next.
            gathers: false,
        };
        let desk = Desk::new(Arc::clone(&store), Arc::clone(&clock) as Arc<dyn Clock>, profile, knowledge, phrasebook);
        let mut timeline = Timeline::default();
        let start = plan.at(0, FIRST_COMES);
        timeline.plan(start, Event::Tick);
        timeline.plan(start, Event::Sample);
        timeline.plan(plan.at(0, EXTENDED_AT), Event::Extends);
        timeline.plan(plan.at(1, EARLY_AT), Event::ClosesEarly);
        for index in 0..agents.len() {
            timeline.plan(start, Event::Looks(index));
        }
        for (index, customer) in customers.iter().enumerate() {
            timeline.plan(customer.comes_at, Event::Customer(index));
        }
        Self {
            plan,
            store,
            desk,
            clock,
            mail: Mail::default(),
            timeline,
            customers,
            agents,
            outcomes: HashMap::new(),
            presses: HashMap::new(),
            samples: Vec::new(),
            updates: 0,
            over: false,
        }
    }

    fn ended(&self) -> Ended<'_> {
        Ended {
            plan: self.plan,
            store: &*self.store,
            dispositions: &self.desk.profile().dispositions,
            customers: &self.customers,
            agents: &self.agents,
            samples: &self.samples,
        }
    }

    async fn play(&mut self) -> Result<(), SimulationFault> {
        while let Some((at, event)) = self.timeline.next() {
            if self.over {
                return Ok(());
            }
            self.clock.advance(at.duration_since(self.clock.now()));
            match event {
                Event::Customer(index) => self.customer(index).await?,
                Event::SecondThoughts(index) => self.second_thoughts(index).await?,
                Event::TakesOffer(index, click) => self.takes_offer(index, click).await?,
                Event::Looks(index) => self.looks(index).await?,
                Event::Calls(index, id) => self.calls(index, id).await?,
                Event::Finishes(index, id) => self.finishes(index, id).await?,
                Event::Extends => self.lead(EXTENDS).await?,
                Event::ClosesEarly => self.lead(CLOSES_EARLY).await?,
                Event::Tick => self.tick().await?,
                Event::Sample => self.sample().await?,
            }
        }
        Ok(())
    }

    fn now(&self) -> Timestamp {
        self.clock.now()
    }

    fn wrong(&self, what: impl Into<String>) -> SimulationFault {
        SimulationFault::Wrong { at: self.now(), what: what.into() }
    }

    async fn looks(&mut self, index: usize) -> Result<(), SimulationFault> {
        let now = self.now();
        let hours = self.hours().await?;
        if hours.open_now(now).is_none() {
            if let (Some(agent), Some(opens)) = (self.agents.get_mut(index), hours.open_from(now)) {
                (agent.lunched, agent.since) = (false, opens);
                self.timeline.plan(opens, Event::Looks(index));
            }
            return Ok(());
        }
        let days = now.duration_since(self.plan.at(0, jiff::civil::Time::midnight())).as_hours() / 24;
        let midday = agent::midday(self.plan, days);
        let Some(agent) = self.agents.get_mut(index) else { return Ok(()) };
        if agent.away {
            (agent.away, agent.since) = (false, now);
            self.agent_writes(index, "/on").await?;
        } else if let Some(pause) = agent.breaks(index, midday, now) {
            agent.away = true;
            self.timeline.plan(now + pause, Event::Looks(index));
            return self.agent_writes(index, "/off").await;
        }
        let Some(id) = self.takes_next(index).await? else {
            return self.looks_again(index, LOOKS);
        };
        let Some(agent) = self.agents.get_mut(index) else { return Ok(()) };
        if agent.forgets() {
            return self.looks_again(index, BREATHES);
        }
        let prepares = agent.chance.seconds(PREPARES);
        self.timeline.plan(now + prepares, Event::Calls(index, id));
        Ok(())
    }

    fn looks_again(&mut self, index: usize, after: (f64, f64)) -> Result<(), SimulationFault> {
        let now = self.now();
        if let Some(agent) = self.agents.get_mut(index) {
            let after = agent.chance.seconds(after);
            self.timeline.plan(now + after, Event::Looks(index));
        }
        Ok(())
    }

    /// Asks for the next one, when there is one that the agent can call.
    async fn takes_next(&mut self, index: usize) -> Result<Option<RequestId>, SimulationFault> {
        let (now, roster) = (self.now(), &self.desk.profile().roster);
        let Some(agent) = self.agents.get(index).and_then(|agent| roster.agent(agent.id)) else { return Ok(None) };
        let (ready, mine) = (roster.ready_for(agent), [Place::With(agent.id())]);
        let first = self.store.queue_at(&ready, 1).await?.requests.into_iter().next();
        let Some(first) = first else { return Ok(None) };
        let board = self.store.board().await?.map(|board| board.value).unwrap_or_default();
        let offered = board.offers(&first.value, agent, roster, now);
        let held = self.store.queue_at(&mine, usize::MAX).await?.requests;
        let forgotten = held.iter().find(|request| request.value.is_in_hand()).map(|request| request.value.id);
        self.agent_writes(index, "/next").await?;
        let mut mine = self.store.queue_at(&mine, usize::MAX).await?.requests.into_iter();
        match mine.find(|request| request.value.taken_at() == Some(now)) {
            Some(taken) => Ok(Some(taken.value.id)),
            // They are told what they have still.
            None if forgotten.is_some() => Ok(forgotten),
            // It is somebody else's first.
            None if !offered => Ok(None),
            None => Err(self.wrong("an agent asked for the next call and got none")),
        }
    }

    async fn calls(&mut self, index: usize, id: RequestId) -> Result<(), SimulationFault> {
        if !self.has(index, id).await? {
            return self.looks_again(index, BREATHES); // moved or cancelled meanwhile
        }
        if self.puts_aside(index, id).await? {
            return Ok(());
        }
        self.agent_presses(index, Click::Agent(AgentClick::Calling(id))).await?;
        let now = self.now();
        let Some(agent) = self.agents.get_mut(index) else { return Ok(()) };
        let (outcome, talk) = agent.call(self.plan);
        self.outcomes.insert(index, outcome);
        self.timeline.plan(now + talk, Event::Finishes(index, id));
        Ok(())
    }

    async fn finishes(&mut self, index: usize, id: RequestId) -> Result<(), SimulationFault> {
        let outcome = self.outcomes.remove(&index).unwrap_or("resolved");
        if !self.has(index, id).await? {
            return Err(self.wrong(format!("{id} was taken from an agent who was calling")));
        }
        let dispositions = &self.desk.profile().dispositions;
        let Some(disposition) = DispositionCode::new(outcome).and_then(|code| dispositions.named(&code)).cloned()
        else {
            return Err(self.wrong(format!("the desk knows no outcome {outcome}")));
        };
        if disposition.note {
            self.agent_presses(index, Click::Agent(AgentClick::Note(id))).await?;
            self.agent_writes(index, "A colleague has to look at the account.").await?;
        }
        self.agent_presses(index, Click::Agent(AgentClick::Finish(id, disposition.code.clone()))).await?;
        if self.has(index, id).await? {
            // Some topics are settled only once it is known who called.
            self.agent_presses(index, Click::Agent(AgentClick::Checked(id, true))).await?;
            self.agent_presses(index, Click::Agent(AgentClick::Finish(id, disposition.code))).await?;
        }
        if self.has(index, id).await? {
            return Err(self.wrong(format!("{id}: the outcome {outcome} was not taken")));
        }
        let agent = self.agents.get(index).map(|agent| agent.id);
        let asks = agent
            .is_some_and(|agent| self.mail.screen(agent.chat()).last.contains(&Click::Agent(AgentClick::NoNote(id))));
        if asks {
            self.agent_presses(index, Click::Agent(AgentClick::NoNote(id))).await?;
        }
        if outcome == "rescheduled"
            && let Some(request) = self.store.request(id).await?
            && let Some(customer) = self.customers.iter().position(|one| one.chat == request.value.customer.chat)
        {
            self.timeline.plan(self.now() + NIGHT_TICK, Event::SecondThoughts(customer));
        }
        if self.goes_back_to(index) { Ok(()) } else { self.looks_again(index, BREATHES) }
    }

    /// The lead changes the hours of today.
    async fn lead(&mut self, order: &str) -> Result<(), SimulationFault> {
        let before = self.hours().await?;
        self.agent_writes(0, order).await?;
        if self.hours().await? == before { Err(self.wrong(format!("{order} changed nothing"))) } else { Ok(()) }
    }

    async fn tick(&mut self) -> Result<(), SimulationFault> {
        let now = self.now();
        self.desk.tick().await?;
        while !self.store.due(now, 1).await?.is_empty() {
            self.desk.tick().await?;
        }
        self.deliver().await?;
        let open = self.hours().await?.open_now(now).is_some();
        let last_came = self.customers.iter().all(|customer| customer.came);
        if !open && last_came {
            let left = self.store.queue(0).await?.open;
            self.over = left == 0;
            let days = now.duration_since(self.plan.at(0, FIRST_COMES)).as_hours() / 24;
            if days >= MOST_DAYS && left > 0 {
                return Err(self.wrong(format!("{left} requests are still open {days} days later")));
            }
        }
        self.timeline.plan(now + if open { TICK } else { NIGHT_TICK }, Event::Tick);
        Ok(())
    }

    async fn sample(&mut self) -> Result<(), SimulationFault> {
        let at = self.now();
        let open = self.store.queue(0).await?.open;
        let ready = self.store.queue_at(&Language::ALL.map(Place::Ready), 0).await?.open;
        let desk_open = self.hours().await?.open_now(at).is_some();
        self.samples.push(Sample { at, open, ready, desk_open });
        if at < self.plan.at(1, jiff::civil::Time::midnight()) {
            self.timeline.plan(at + SAMPLE, Event::Sample);
        }
        Ok(())
    }

    async fn hours(&self) -> Result<ServiceHours, StoreFault> {
        let board = self.store.board().await?.map(|board| board.value).unwrap_or_default();
        Ok(board.hours_over(&self.desk.profile().hours))
    }

    /// Whose it is, until its outcome is written down.
    async fn owner(&self, id: RequestId) -> Result<Option<UserId>, StoreFault> {
        let request = self.store.request(id).await?.map(|Versioned { value, .. }| value);
        Ok(request.filter(CallbackRequest::is_in_hand).and_then(|request| request.state.owner()))
    }

    async fn has(&self, index: usize, id: RequestId) -> Result<bool, StoreFault> {
        let agent = self.agents.get(index).map(|agent| agent.id);
        Ok(agent.is_some() && self.owner(id).await? == agent)
    }
}

/// Whether an agent had a request in hand and did not call, at this line of its history.
pub fn held_by(request: &CallbackRequest, line: usize) -> Option<(UserId, Timestamp)> {
    match request.history.get(line)?.to {
        State::Claimed { by, since } => Some((by, since)),
        _ => None,
    }
}
