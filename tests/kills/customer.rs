//! A customer who books a call, writes, corrects, reports a fake, cancels or is called, rates, and begins again.

use std::sync::atomic::Ordering;

use rand::RngExt;
use ringback::stand_in::{ChatView, MessageView, NewPerson, Person};

use super::book::Book;
use super::kinds::{self, Kind, reference_in};
use super::stage::{Actor, Fault, Stage};

/// Numbers that pretend to be the desk's.
const FAKES: usize = 8;

/// How likely each deed is in a round.
const WRITES: f64 = 0.8;
const WRITES_MORE: f64 = 0.4;
const CORRECTS: f64 = 0.5;
const REPORTS: f64 = 0.35;
const CANCELS: f64 = 0.2;
const RATES: f64 = 0.6;

/// How a call ended.
enum End {
    Resolved(Box<MessageView>),
    Declined,
    Missed,
}

/// Plays one customer until no more kills come and all is done that was begun.
pub async fn play(stage: &Stage, seed: u64, person: &Person) -> Result<(), Fault> {
    let mut customer = Customer { actor: Actor::new(stage, seed, person) };
    loop {
        customer.round().await?;
        if stage.over.load(Ordering::SeqCst) {
            return Ok(());
        }
    }
}

/// Somebody who never reported anything asks after each number: how many people have, they are told.
pub async fn ask_about_reports(stage: &Stage) -> Result<(), Fault> {
    let person = stage.telegram.person(NewPerson::named("Eve").id(9000).language("en"));
    let actor = Actor::new(stage, 0, &person);
    for fake in (0..FAKES).map(fake) {
        let asked = person.says(&fake);
        let (_, message) = actor.hears(asked, &[kinds::VERDICT], &kinds::CUSTOMER).await?;
        let people = match message.text.split_once("⚠️ ").map(|(_, rest)| rest.split_whitespace().next()) {
            None => 0,
            Some(Some("One")) => 1,
            Some(number) => number.and_then(|number| number.parse().ok()).unwrap_or_default(),
        };
        stage.book().reported_by.insert(fake, people);
    }
    Ok(())
}

fn fake(number: usize) -> String {
    format!("+852 5555 01{number:02}")
}

struct Customer<'a> {
    actor: Actor<'a>,
}

impl Customer<'_> {
    async fn round(&mut self) -> Result<(), Fault> {
        let reference = self.books().await?;
        if self.actor.happens(WRITES) {
            let said = self.writes().await?;
            if self.actor.happens(CORRECTS) {
                self.corrects(&reference, said).await?;
            }
            if self.actor.happens(WRITES_MORE) {
                self.writes().await?;
            }
        }
        if self.actor.happens(REPORTS) {
            self.reports().await?;
        }
        if self.actor.happens(CANCELS) && self.cancels(&reference).await? {
            return Ok(());
        }
        match self.end_of(&reference).await? {
            End::Resolved(message) if self.actor.happens(RATES) => self.rates(&reference, &message).await,
            End::Resolved(_) | End::Declined => Ok(()),
            End::Missed if self.cancels(&reference).await? => Ok(()),
            // A colleague was faster and calls again.
            End::Missed => {
                let over = |view: &ChatView| is_over(view, &reference).then_some(());
                self.actor.sees(&format!("the end of {reference}, called again"), over).await
            }
        }
    }

    async fn says(&mut self, text: &str) -> i64 {
        self.actor.pause().await;
        self.actor.person.says(text)
    }

    async fn presses(&mut self, message: &MessageView, label: &str) -> Result<i64, Fault> {
        self.actor.pause().await;
        let mark = self.actor.mark();
        self.actor.presses(message, label)?;
        Ok(mark)
    }

    async fn hears(&self, after: i64, kinds: &[Kind]) -> Result<(Kind, MessageView), Fault> {
        self.actor.hears(after, kinds, &kinds::CUSTOMER).await
    }

    /// Books a call; its reference.
    async fn books(&mut self) -> Result<String, Fault> {
        let story = self.actor.word();
        let mut after = self.says("/call").await;
        let mut awaited: &[Kind] = &[kinds::TOPIC];
        loop {
            let (kind, message) = self.hears(after, awaited).await?;
            let next: (i64, &[Kind]) = match kind {
                kinds::TOPIC => (self.says(&story).await, &[kinds::KNOWN, kinds::PHONE]),
                kinds::KNOWN => {
                    let pressed = self.presses(&message, "Yes, ").await?;
                    self.hears(pressed, &[kinds::THANKS]).await?;
                    (pressed, &[kinds::TIMING])
                }
                kinds::PHONE => {
                    self.actor.pause().await;
                    let shared =
                        self.actor.person.shares_contact().map_err(|error| Fault::new(format!("{error:?}")))?;
                    self.hears(shared, &[kinds::THANKS]).await?;
                    (shared, &[kinds::TIMING])
                }
                kinds::TIMING => (self.presses(&message, "As soon as possible").await?, &[kinds::BOOKED]),
                _ => {
                    let reference = reference_in(&message.text).unwrap_or_default();
                    Book::note(&mut self.actor.stage.book().bookings, self.actor.id(), &reference, &story);
                    return Ok(reference);
                }
            };
            (after, awaited) = next;
        }
    }

    /// Writes a word; it is added to the call, unless that has ended.
    async fn writes(&mut self) -> Result<i64, Fault> {
        let word = self.actor.word();
        let said = self.says(&word).await;
        let (kind, message) = self.hears(said, &[&[kinds::ADDED], kinds::NOT_ADDED.as_slice()].concat()).await?;
        if let (kinds::ADDED, Some(reference)) = (kind, reference_in(&message.text)) {
            Book::note(&mut self.actor.stage.book().words, self.actor.id(), &reference, &word);
        }
        Ok(said)
    }

    /// Corrects that word. Where the call has ended, nothing is said to it.
    async fn corrects(&mut self, reference: &str, said: i64) -> Result<(), Fault> {
        let word = self.actor.word();
        self.actor.pause().await;
        let mark = self.actor.mark();
        self.actor.person.edits(said, &word).map_err(|error| Fault::new(format!("{error:?}")))?;
        let added = |view: &ChatView| {
            let mut new = view.messages.iter().filter(|message| message.from_bot && message.id > mark);
            new.any(|message| message.text.starts_with(kinds::ADDED)).then_some(true)
        };
        let ended = |view: &ChatView| is_over(view, reference).then_some(false);
        if self.actor.sees("the correction", |view| added(view).or_else(|| ended(view))).await? {
            let mut book = self.actor.stage.book();
            book.heard(self.actor.id(), kinds::ADDED);
            Book::note(&mut book.edits, self.actor.id(), reference, &word);
        }
        Ok(())
    }

    async fn reports(&mut self) -> Result<(), Fault> {
        let fake = fake(self.actor.chance.random_range(0..FAKES));
        let said = self.says(&fake).await;
        let (_, verdict) = self.hears(said, &[kinds::VERDICT]).await?;
        let pressed = self.presses(&verdict, "Report a scam").await?;
        let (_, asked) = self.hears(pressed, &[kinds::REPORTED]).await?;
        self.actor.stage.book().reports.entry(fake).or_default().insert(self.actor.id());
        let pressed = self.presses(&asked, "Nothing").await?;
        self.hears(pressed, &[kinds::NOTHING_TOLD]).await.map(drop)
    }

    /// Whether the call could be cancelled: it may be under way, or have ended.
    async fn cancels(&mut self, reference: &str) -> Result<bool, Fault> {
        let said = self.says("/cancel").await;
        let (kind, question) = self.hears(said, &[kinds::ASK_CANCEL, kinds::NO_CALL]).await?;
        if kind == kinds::NO_CALL {
            return Ok(false);
        }
        let pressed = self.presses(&question, "Yes, cancel").await?;
        let answer = |view: &ChatView| {
            let mut new = view.messages.iter().filter(|message| message.from_bot && message.id > pressed);
            let kinds = [kinds::CANCELLED, kinds::BEING_CALLED, kinds::ENDED];
            let told = new.find_map(|message| {
                kinds::kind_of(&message.text, &kinds::CUSTOMER).filter(|kind| kinds.contains(kind))
            });
            told.map(Some).or_else(|| is_over(view, reference).then_some(None))
        };
        let answer = self.actor.sees("the end of the call", answer).await?;
        let mut book = self.actor.stage.book();
        match answer {
            Some(kind) => book.heard(self.actor.id(), kind),
            // The call was over first; what answers the press comes behind it.
            None => {
                [kinds::BEING_CALLED, kinds::ENDED].into_iter().for_each(|kind| book.gave_up(self.actor.id(), kind))
            }
        }
        if answer == Some(kinds::CANCELLED) {
            Book::note(&mut book.cancelled, self.actor.id(), reference, "");
        }
        Ok(answer == Some(kinds::CANCELLED))
    }

    async fn end_of(&self, reference: &str) -> Result<End, Fault> {
        self.actor.sees(&format!("the end of {reference}"), |view| has_ended(view, reference)).await
    }

    async fn rates(&mut self, reference: &str, ended: &MessageView) -> Result<(), Fault> {
        let pressed = self.presses(ended, "Yes, solved").await?;
        let (_, question) = self.hears(pressed, &[kinds::RATING]).await?;
        let stars = self.actor.chance.random_range(3..=5_u8);
        let pressed = self.presses(&question, &format!("{stars} ★")).await?;
        self.hears(pressed, &[kinds::COMMENT]).await?;
        Book::note(&mut self.actor.stage.book().ratings, self.actor.id(), reference, &stars.to_string());
        let comment = self.actor.word();
        let said = self.says(&comment).await;
        self.hears(said, &[kinds::NOTED]).await?;
        Book::note(&mut self.actor.stage.book().comments, self.actor.id(), reference, &comment);
        Ok(())
    }
}

/// Whether the chat says that nothing is owed any more.
fn is_over(view: &ChatView, reference: &str) -> bool {
    ends(view, reference).any(|end| !matches!(end, End::Missed))
}

/// Whether and how the chat says that this call has ended, or reached nobody.
fn has_ended(view: &ChatView, reference: &str) -> Option<End> {
    ends(view, reference).last()
}

fn ends<'v>(view: &'v ChatView, reference: &'v str) -> impl Iterator<Item = End> + 'v {
    view.messages.iter().filter(|message| message.from_bot).filter_map(move |message| {
        if reference_in(&message.text).as_deref() != Some(reference) {
            return None;
        }
        match kinds::kind_of(&message.text, &kinds::CUSTOMER)? {
            kinds::RESOLVED if !message.buttons.is_empty() => Some(End::Resolved(Box::new(message.clone()))),
            kinds::DECLINED => Some(End::Declined),
            kinds::MISSED => Some(End::Missed),
            _ => None,
        }
    })
}
