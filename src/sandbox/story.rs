//! The story that `--demo` plays in about a minute: typos, a question back, a stolen account, two agents, the call.
//!
//! Only people act in it; what the desk makes of it is the desk's own.

use std::time::Duration;

use serde::Serialize;
use tokio::time::sleep;

use super::cast::{AgentView, NewCustomer};
use super::scene::Scene;
use crate::callback::{Dispositions, Next};
use crate::stand_in::Person;
use crate::text::{Language, Locale};
use crate::words::{Phrasebook, Words};

/// Time to read what has just happened.
const READ: Duration = Duration::from_secs(5);

/// How long the last words stay: whoever looks away for a moment finds them.
const END: Duration = Duration::from_secs(60);

/// Time between two things that one person does.
const THINK: Duration = Duration::from_millis(1500);

/// How long the desk may take over anything; then the story stops and says so.
const PATIENCE: Duration = Duration::from_secs(20);

/// What is being shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Caption {
    /// The key of the sentence.
    pub key: &'static str,
    /// The customer's chat to be looked at.
    pub customer: i64,
    /// The agents' chat to be looked at.
    pub agents: Option<i64>,
}

/// Something did not come about: the desk is down, or its intents tell another story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stopped;

/// The people of the story.
struct Story<'a> {
    scene: &'a Scene,
    book: &'a Phrasebook,
    desk: Words<'a>,
    customer: Person,
    words: Words<'a>,
}

/// Plays the story in the desk's first language; `tell` is told what is being shown.
///
/// # Errors
/// When the desk does not play its part.
pub async fn play(
    scene: &Scene,
    book: &Phrasebook,
    outcomes: &Dispositions,
    language: Language,
    tell: impl Fn(Caption),
) -> Result<(), Stopped> {
    let words = book.page(Locale::from(language));
    let (name, tag, phone) = match language {
        Language::Zh => ("小美", "zh-hans", "+12025550187"),
        Language::En => ("Mia", "en", "+12025550187"),
    };
    let new = NewCustomer { name: name.to_owned(), language: tag.to_owned(), phone: phone.to_owned() };
    let id = scene.add(&new).map_err(|_| Stopped)?;
    let customer = scene.person(id, id).ok_or(Stopped)?;
    let story = Story { scene, book, desk: words, customer, words };
    let group = scene.cast().group;
    let show = |key, agents: Option<i64>| tell(Caption { key, customer: id, agents });

    show("sandbox-demo-typos", group);
    story.asks("sandbox-demo-says-typos").await?;
    sleep(READ).await;
    show("sandbox-demo-unsure", group);
    story.asks("sandbox-demo-says-unsure").await?;
    sleep(READ).await;
    show("sandbox-demo-stolen", group);
    story.asks("sandbox-demo-says-stolen").await?;
    sleep(READ).await;
    show("sandbox-demo-books", group);
    story.books().await?;
    sleep(READ).await;
    show("sandbox-demo-claims", group);
    let winner = story.both_claim().await?;
    sleep(READ).await;
    show("sandbox-demo-calls", Some(winner.id));
    let agent = scene.person(winner.id, winner.id).ok_or(Stopped)?;
    let page = story.page_of(&winner);
    story.presses(&agent, &page.label("button-calling", &[])).await?;
    sleep(READ).await;
    show("sandbox-demo-summary", Some(winner.id));
    // A stolen account is settled only once it is known who called.
    story.presses(&agent, &page.label("button-check-passed", &[])).await?;
    sleep(THINK).await;
    let resolved = outcomes.iter().find(|outcome| outcome.next == Next::Resolved).ok_or(Stopped)?;
    story.presses(&agent, resolved.names.get(&page.locale().language()).ok_or(Stopped)?).await?;
    sleep(THINK).await;
    let summary = words.label("sandbox-demo-says-summary", &[]);
    agent.says(&summary);
    story.wait(|| story.customer.view().shows(&summary)).await?;
    sleep(READ).await;
    show("sandbox-demo-end", Some(winner.id));
    sleep(END).await;
    Ok(())
}

impl<'a> Story<'a> {
    /// The language that an agent's Telegram is set to.
    fn page_of(&self, agent: &AgentView) -> Words<'a> {
        self.book.page(Locale::from_tag(&agent.language).unwrap_or(self.desk.locale()))
    }

    async fn wait(&self, holds: impl FnMut() -> bool) -> Result<(), Stopped> {
        self.scene.stand_in.wait_until("the next step of the story", PATIENCE, holds).await.map_err(|_| Stopped)
    }

    /// The customer writes, and the desk answers.
    async fn asks(&self, key: &str) -> Result<(), Stopped> {
        let message = self.customer.says(&self.words.label(key, &[]));
        self.wait(|| self.customer.view().last_from_bot().is_some_and(|answer| answer.id > message)).await
    }

    /// A person presses a button as soon as it is there.
    async fn presses(&self, person: &Person, label: &str) -> Result<(), Stopped> {
        self.wait(|| person.view().offers(label)).await?;
        sleep(THINK).await;
        person.presses(label).map(drop).map_err(|_| Stopped)
    }

    /// The customer, whose account is stolen, has themselves called: one tap, and Telegram's own.
    async fn books(&self) -> Result<(), Stopped> {
        let asked = self.customer.view().messages.last().map_or(0, |message| message.id);
        self.presses(&self.customer, &self.words.label("button-share-and-call", &[])).await?;
        self.wait(|| self.customer.view().since(asked).shows("RB-")).await
    }

    /// Two agents press Claim at the same time; gives the one who has it.
    async fn both_claim(&self) -> Result<AgentView, Stopped> {
        let cast = self.scene.cast();
        let group = cast.group.ok_or(Stopped)?;
        let agents: Vec<AgentView> = cast.agents.into_iter().take(2).collect();
        let people: Vec<Person> = agents.iter().filter_map(|agent| self.scene.person(agent.id, group)).collect();
        let claim = self.desk.label("button-claim", &[]);
        let first = people.first().ok_or(Stopped)?;
        self.wait(|| first.view().offers(&claim)).await?;
        sleep(THINK).await;
        for person in &people {
            person.presses(&claim).map_err(|_| Stopped)?;
        }
        let has_it = |agent: &&AgentView| {
            let calling = self.page_of(agent).label("button-calling", &[]);
            self.scene.person(agent.id, agent.id).is_some_and(|person| person.view().offers(&calling))
        };
        self.wait(|| agents.iter().any(|agent| has_it(&agent))).await?;
        agents.iter().find(has_it).cloned().ok_or(Stopped)
    }
}
