//! An agent who takes requests, from the group where colleagues press the same button or by /next, notes, calls, writes
//! outcomes and summaries down, and gives some back.

use std::collections::BTreeMap;
use std::sync::atomic::Ordering;
use std::time::Duration;

use rand::RngExt;
use ringback::stand_in::{ButtonAction, ChatView, Group, MessageView, Person};
use tokio::time::{Instant, sleep};

use super::book::Book;
use super::kinds::{self, Kind, reference_in};
use super::stage::{Actor, Fault, Stage};

/// How likely each deed is.
const FROM_THE_GROUP: f64 = 0.5;
const NOTES: f64 = 0.4;
const GIVES_BACK: f64 = 0.05;
const REACHES_NOBODY: f64 = 0.06;
const IS_DECLINED: f64 = 0.1;

/// What only details under way have.
const RESOLVED: &str = "✅ Resolved";

/// The newest cards among which agents choose: few, so that they meet.
const CARDS: usize = 3;

/// Claims that may end without a call: one less than hold an agent back (`callback::MAX_UNCALLED`), with room for those that
/// customers end.
const WITHOUT_A_CALL: usize = 7;

/// A press that is not answered by then never is: the desk answers none that is older, and Telegram shows no answer by then.
const PRESS_LIFE: Duration = Duration::from_secs(35);

/// Between two looks for work.
const NAP: Duration = Duration::from_millis(400);

/// How long agents talk, in milliseconds: meanwhile customers write.
const TALK_MS: std::ops::Range<u64> = 200..2500;

/// How a press of an agent ended.
enum Pressed {
    Done(Box<MessageView>),
    Refused,
}

/// What answers an agent who gives a request back.
enum Release {
    Done,
    /// Who waited long for a restart gets no line above the chat; the details are a card with this text.
    Card(String),
    Refused,
}

/// Plays one agent until the customers have gone.
pub async fn play(stage: &Stage, seed: u64, person: &Person, group: &Group) -> Result<(), Fault> {
    let mut agent = Agent {
        actor: Actor::new(stage, seed, person),
        group: group.clone(),
        ended: BTreeMap::new(),
        without_a_call: WITHOUT_A_CALL,
    };
    let said = person.says("/start");
    agent.hears(said, &[kinds::ON_THE_ROSTER]).await?;
    while !stage.empty.load(Ordering::SeqCst) {
        // An answer that a kill repeated may have been taken for the next one's.
        let overlooked = agent.new_details(&agent.actor.person.view(), 0, None);
        let details = if overlooked.is_some() {
            agent.claimed(overlooked)
        } else if agent.actor.happens(FROM_THE_GROUP) {
            agent.claims().await?
        } else {
            agent.takes_next().await?
        };
        match details {
            Some(details) => agent.works(details).await?,
            None => sleep(NAP).await,
        }
    }
    Ok(())
}

/// Agents read their chats once more when all is over: a claim that they pressed in a life that ended, and whose details were a
/// card again before they looked, stands there as well.
pub fn look_back(stage: &Stage, agents: &[Person], group: &Group) {
    let mut book = stage.book();
    for agent in agents {
        let details = agent.view().messages.into_iter().filter(|message| message.protected).map(|message| message.text);
        for reference in details.filter_map(|text| reference_in(&text)) {
            Book::note(&mut book.claims, agent.id(), &reference, "");
        }
    }
    for notice in group.view().notices.into_iter().filter(|notice| notice.text.contains(kinds::YOURS)) {
        let Some(reference) = reference_in(&notice.text) else { continue };
        Book::note(&mut book.claims, notice.person, &reference, "");
    }
}

struct Agent<'a> {
    actor: Actor<'a>,
    group: Group,
    /// Requests that left these hands, and the newest message then: a copy of their details that came late is no new claim.
    /// Of those that ended, none is.
    ended: BTreeMap<String, i64>,
    without_a_call: usize,
}

impl Agent<'_> {
    async fn hears(&self, after: i64, kinds: &[Kind]) -> Result<(Kind, MessageView), Fault> {
        self.actor.hears(after, kinds, &kinds::AGENT).await
    }

    /// The best one that waits.
    async fn takes_next(&mut self) -> Result<Option<MessageView>, Fault> {
        let said = self.actor.person.says("/next");
        let found = |view: &ChatView| {
            let refusals = [kinds::NONE_WAITS, kinds::HANDS_FULL];
            let refused = |message: &MessageView| refusals.iter().any(|kind| message.text.starts_with(kind));
            // Its customer may have cancelled before the agent looked: the details are a card again.
            let gone = |message: &MessageView| message.protected && message.buttons.is_empty();
            let none = view.messages.iter().any(|message| message.id > said && (refused(message) || gone(message)));
            self.new_details(view, said, None).map(Some).or(none.then_some(None))
        };
        let found = self.actor.sees("the next request", found).await?;
        if found.is_none() {
            let view = self.actor.person.view();
            let says = |kind: Kind| {
                let mut since = view.messages.iter().filter(|message| message.id > said);
                since.find(|message| message.text.starts_with(kind))
            };
            if let Some(reference) = says(kinds::HANDS_FULL).and_then(|message| reference_in(&message.text)) {
                // What they took for gone is theirs: they look for its details once more.
                self.ended.remove(&reference);
            } else if says(kinds::NONE_WAITS).is_some() {
                self.actor.stage.book().heard(self.actor.id(), kinds::NONE_WAITS);
            }
        }
        Ok(self.claimed(found))
    }

    /// One of the newest cards in the group; a colleague may be faster.
    async fn claims(&mut self) -> Result<Option<MessageView>, Fault> {
        let view = self.group.view();
        let open = view.messages.iter().rev().filter_map(|card| {
            let button = card.buttons.iter().flatten().find(|button| button.label == "Claim")?;
            let ButtonAction::Callback(data) = &button.action else { return None };
            Some((card.id, reference_in(&card.text)?, data.clone()))
        });
        let open: Vec<_> = open.filter(|(_, reference, _)| !self.ended.contains_key(reference)).take(CARDS).collect();
        if open.is_empty() {
            return Ok(None);
        }
        let (card, reference, data) = open[self.actor.chance.random_range(0..open.len())].clone();
        let mark = self.actor.mark();
        let (before, pressed_at) = (self.notices().len(), Instant::now());
        let pressed = self.actor.person.in_group(&self.group).presses_data(card, &data);
        pressed.map_err(|error| Fault::new(format!("{error:?}")))?;
        let found = |view: &ChatView| {
            let details = self.new_details(view, mark, Some(&reference));
            // "RB-1042 is yours": the details are on their way.
            let notices = self.notices();
            let refused = notices.iter().skip(before).any(|notice| !notice.contains(kinds::YOURS));
            let forgotten = pressed_at.elapsed() > PRESS_LIFE;
            details.map(Some).or((refused || forgotten).then_some(None))
        };
        let found = self.actor.sees(&format!("{reference}, or who has it"), found).await?;
        Ok(self.claimed(found))
    }

    /// What the group has shown to this agent alone.
    fn notices(&self) -> Vec<String> {
        let notices = self.group.view().notices.into_iter().filter(|notice| notice.person == self.actor.id());
        notices.map(|notice| notice.text).collect()
    }

    fn claimed(&self, details: Option<MessageView>) -> Option<MessageView> {
        let details = details?;
        let reference = reference_in(&details.text)?;
        Book::note(&mut self.actor.stage.book().claims, self.actor.id(), &reference, "");
        Some(details)
    }

    fn new_details(&self, view: &ChatView, after: i64, of: Option<&str>) -> Option<MessageView> {
        let mut new = view.messages.iter().filter(|message| message.protected && message.id > after);
        let is_new = |message: &&MessageView| {
            let reference = reference_in(&message.text).unwrap_or_default();
            (has_button(message, "📞 Calling now") || has_button(message, RESOLVED))
                && self.ended.get(&reference).is_none_or(|left| message.id > *left)
                && of.is_none_or(|of| of == reference)
        };
        new.find(is_new).cloned()
    }

    async fn works(&mut self, details: MessageView) -> Result<(), Fault> {
        let reference = reference_in(&details.text).unwrap_or_default();
        if has_button(&details, RESOLVED) {
            // They dialled, and believed the customer who had cancelled.
            let code = call_code(&details.text).unwrap_or_default();
            return self.talks(&details, &reference, &code).await;
        }
        if self.actor.happens(NOTES) && !self.notes(&details, &reference).await? {
            return Ok(());
        }
        if self.without_a_call > 0 && self.actor.happens(GIVES_BACK) {
            return self.gives_back(&details, &reference).await;
        }
        let Some((code, details)) = self.calls(&details, &reference).await? else {
            self.ended.insert(reference, i64::MAX);
            return Ok(());
        };
        self.talks(&details, &reference, &code).await
    }

    /// From the call code to the outcome.
    async fn talks(&mut self, details: &MessageView, reference: &str, code: &str) -> Result<(), Fault> {
        Book::note(&mut self.actor.stage.book().calls, self.actor.id(), reference, code);
        sleep(Duration::from_millis(self.actor.chance.random_range(TALK_MS))).await;
        let (label, outcome) = if self.without_a_call > 0 && self.actor.happens(REACHES_NOBODY) {
            self.without_a_call -= 1;
            ("📵 No answer", "no_answer")
        } else if self.actor.happens(IS_DECLINED) {
            ("🚫 Declined", "declined")
        } else {
            (RESOLVED, "resolved")
        };
        self.writes_outcome(details, reference, label, outcome).await?;
        self.ended.insert(reference.to_owned(), i64::MAX);
        if outcome == "resolved" { self.sums_up(reference).await } else { Ok(()) }
    }

    /// Whether the request is still there after the note.
    async fn notes(&mut self, details: &MessageView, reference: &str) -> Result<bool, Fault> {
        self.actor.presses(details, "Note")?;
        let Pressed::Done(_) = self.answer(reference, |message| message.text.starts_with(kinds::ASK_NOTE)).await?
        else {
            self.ended.insert(reference.to_owned(), i64::MAX);
            self.actor.stage.book().gave_up(self.actor.id(), kinds::ASK_NOTE);
            return Ok(false);
        };
        self.actor.stage.book().heard(self.actor.id(), kinds::ASK_NOTE);
        let note = self.actor.word();
        let said = self.actor.person.says(&note);
        let (kind, _) = self.hears(said, &[kinds::NOTE_KEPT, kinds::NOTE_NOT_YOURS]).await?;
        if kind == kinds::NOTE_KEPT {
            Book::note(&mut self.actor.stage.book().notes, self.actor.id(), reference, &note);
        } else {
            self.ended.insert(reference.to_owned(), i64::MAX);
        }
        Ok(kind == kinds::NOTE_KEPT)
    }

    async fn gives_back(&mut self, details: &MessageView, reference: &str) -> Result<(), Fault> {
        let before = self.own_notices().len();
        self.actor.presses(details, "Release")?;
        let back = format!("{reference} is back in the queue.");
        let told = |view: &ChatView| {
            let notices = self.own_notices();
            let new = notices.get(before..).unwrap_or_default();
            let refused = || self.is_refused(view, before, reference).then_some(Release::Refused);
            let done = || new.contains(&back).then_some(Release::Done);
            done().or_else(|| card_since(view, details.id, reference).map(Release::Card)).or_else(refused)
        };
        let released = self.actor.sees("the release", told).await?;
        let again_from = match &released {
            Release::Done => self.actor.mark(),
            Release::Card(text) if !text.contains(kinds::CARD_CANCELLED) => self.actor.mark(),
            Release::Card(_) | Release::Refused => i64::MAX,
        };
        self.ended.insert(reference.to_owned(), again_from);
        let mut book = self.actor.stage.book();
        let releases = match released {
            Release::Refused => return Ok(()),
            // The customer cancelled before or after it; the details no longer tell.
            Release::Card(_) if again_from == i64::MAX => &mut book.perhaps_released,
            Release::Done | Release::Card(_) => &mut book.releases,
        };
        Book::note(releases, self.actor.id(), reference, "");
        drop(book);
        self.without_a_call -= 1;
        Ok(())
    }

    /// Dials; the call code and the details with the outcomes, unless the customer was faster in cancelling.
    async fn calls(&mut self, details: &MessageView, reference: &str) -> Result<Option<(String, MessageView)>, Fault> {
        self.actor.presses(details, "📞 Calling now")?;
        let with_code = |message: &MessageView| call_code(&message.text).is_some();
        match self.answer(reference, with_code).await? {
            Pressed::Done(message) => Ok(call_code(&message.text).map(|code| (code, *message))),
            Pressed::Refused => Ok(None),
        }
    }

    async fn writes_outcome(
        &mut self,
        details: &MessageView,
        reference: &str,
        label: &str,
        outcome: &str,
    ) -> Result<(), Fault> {
        let before = self.own_notices().len();
        self.actor.presses(details, label)?;
        let kept = format!("The outcome of {reference} is written down.");
        let told = |view: &ChatView| {
            let told = self.own_notices().iter().skip(before).any(|notice| *notice == kept);
            // Who had to wait long for a restart gets no line above the chat; the details say it, or are the card again.
            let is_card = card_since(view, details.id, reference).is_some();
            (told || is_card || is_written(view, reference)).then_some(())
        };
        self.actor.sees(&kept, told).await?;
        Book::note(&mut self.actor.stage.book().outcomes, self.actor.id(), reference, outcome);
        Ok(())
    }

    async fn sums_up(&mut self, reference: &str) -> Result<(), Fault> {
        let asks = format!("What was agreed for {reference}?");
        let asked = |view: &ChatView| view.messages.iter().any(|message| message.text.starts_with(&asks)).then_some(());
        self.actor.sees(&asks, asked).await?;
        self.actor.stage.book().heard(self.actor.id(), kinds::ASK_SUMMARY);
        let summary = format!("We talked about it, {}.", self.actor.word());
        let said = self.actor.person.says(&summary);
        self.hears(said, &[kinds::SUMMARY_SENT]).await?;
        Book::note(&mut self.actor.stage.book().summaries, self.actor.id(), reference, &summary);
        Ok(())
    }

    /// What answers a press about a request: a message about it, changed or new; or that it is no longer the agent's.
    async fn answer(&self, reference: &str, is_answer: impl Fn(&MessageView) -> bool) -> Result<Pressed, Fault> {
        let before = self.own_notices().len();
        let answer = |view: &ChatView| {
            let about = |message: &&MessageView| reference_in(&message.text).as_deref() == Some(reference);
            let mut messages = view.messages.iter().rev().filter(|message| message.from_bot).filter(about);
            let done =
                messages.find(|message| is_answer(message)).cloned().map(|message| Pressed::Done(Box::new(message)));
            done.or_else(|| self.is_refused(view, before, reference).then_some(Pressed::Refused))
        };
        self.actor.sees(&format!("an answer about {reference}"), answer).await
    }

    /// Whether the agent reads that the request is gone.
    fn is_refused(&self, view: &ChatView, before: usize, reference: &str) -> bool {
        let gone = format!("{reference}: the customer has cancelled.");
        let told = view.messages.iter().any(|message| message.text.starts_with(&gone));
        let ended = [format!("{reference} has already ended."), format!("Nobody has claimed {reference} yet.")];
        let notices = self.own_notices();
        let refused = notices.iter().skip(before).any(|notice| ended.iter().any(|end| notice.starts_with(end)));
        told || refused
    }

    fn own_notices(&self) -> Vec<String> {
        self.actor.person.view().notices.into_iter().map(|notice| notice.text).collect()
    }
}

fn has_button(message: &MessageView, label: &str) -> bool {
    message.buttons.iter().flatten().any(|button| button.label == label)
}

/// What the details of a request, or a later copy of them, say once they are a card again, without personal data.
fn card_since(view: &ChatView, details: i64, reference: &str) -> Option<String> {
    let about = |message: &&MessageView| reference_in(&message.text).as_deref() == Some(reference);
    let mut since = view.messages.iter().filter(|message| message.id >= details).filter(about);
    since.find(|message| message.protected && message.buttons.is_empty()).map(|message| message.text.clone())
}

/// Whether the details say that the outcome is written down and can be taken back.
fn is_written(view: &ChatView, reference: &str) -> bool {
    let about = |message: &&MessageView| reference_in(&message.text).as_deref() == Some(reference);
    view.messages.iter().filter(about).any(|message| has_button(message, "↩️ Undo"))
}

fn call_code(text: &str) -> Option<String> {
    let (_, rest) = text.split_once("Call code: ")?;
    rest.lines().next().map(|code| code.trim().to_owned())
}
