//! What the customer does with their request.

use jiff::Timestamp;

use super::Refused;
use crate::callback::rules::REOPEN_WITHIN;
use crate::callback::{
    Actor, CallbackRequest, Cause, CheckKind, Customer, CustomerNote, FileRef, MailCheck, Promise, Rating, RequestId,
    State,
};
use crate::intents::Priority;
use crate::matching::IntentId;
use crate::safety::Phone;

/// What a customer asks for.
#[derive(Clone, Debug)]
pub struct NewRequest {
    /// Its number.
    pub id: RequestId,
    /// Who waits.
    pub customer: Customer,
    /// What it is about.
    pub topic: Option<IntentId>,
    /// How urgent that is.
    pub priority: Priority,
    /// The number to call.
    pub phone: Phone,
    /// What happened.
    pub story: Option<String>,
    /// When we say we will call.
    pub promise: Promise,
}

/// What became of a request that is urgent from now on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Raised {
    /// It was urgent before.
    Already,
    /// It goes first; when it was promised for stays, or ends sooner.
    First,
    /// The same, and it waits for its time no longer: that was this.
    Earlier(Promise),
}

impl CallbackRequest {
    /// A request as it is booked.
    pub fn book(new: NewRequest, now: Timestamp) -> Self {
        let NewRequest { id, customer, topic, priority, phone, story, promise } = new;
        let mut request = Self {
            id,
            customer,
            topic,
            priority,
            phone,
            extension: None,
            newcomer: false,
            number_wrong: false,
            story: story.map(|text| CustomerNote { at: now, text, file: None }).into_iter().collect(),
            prepared: Vec::new(),
            checks: Vec::new(),
            mail_check: MailCheck::default(),
            promise,
            asked_at: now,
            soon: false,
            sooner_until: None,
            forward: false,
            offered_at: None,
            state: State::New,
            claim_ends: None,
            claim_warned: false,
            called_at: None,
            deadline: None,
            alarm: Default::default(),
            promise_broken: false,
            code: None,
            attempts: 0,
            wanted_language: None,
            complained_at: None,
            question_open: None,
            notes: Vec::new(),
            reopened: 0,
            written: None,
            rating: None,
            history: Vec::new(),
        };
        if request.phone.is_verified() {
            request.record_check(CheckKind::Contact, true, Actor::Customer, now);
        }
        request.go(request.waiting(now), Actor::Customer, Cause::Booked, now);
        request
    }

    /// Money is being lost: it goes before everything else from now on, is about what is lost where it was about something
    /// less, and is promised no later than it was. `soon` is what can be promised to an urgent call now; words of the
    /// moment mean that the customer can be reached, so that a call which waited for its time waits no longer.
    ///
    /// # Errors
    /// When it has ended.
    pub fn raise(&mut self, topic: Option<IntentId>, soon: Option<Promise>, now: Timestamp) -> Result<Raised, Refused> {
        if !self.state.is_open() {
            return Err(Refused::Closed);
        }
        if self.priority == Priority::Urgent {
            return Ok(Raised::Already);
        }
        self.priority = Priority::Urgent;
        self.sooner_until = None;
        self.topic = topic.or(self.topic.take());
        let before = self.promise;
        let put_off = self.state.waits_for_its_time() || (before.from > now && self.called_at.is_none());
        let mut state = self.state;
        match soon {
            Some(soon) if put_off && soon.to <= self.deadline() => {
                self.promise_anew(soon);
                self.attempts = 0;
                if state.waits() && !self.number_wrong {
                    state = self.waiting(now);
                }
            }
            Some(soon) if self.called_at.is_none() && soon.to < before.to => {
                self.promise.to = soon.to;
                self.owe_by(soon.to);
            }
            _ => {}
        }
        self.go(state, Actor::Customer, Cause::Raised, now);
        Ok(if self.promise.from < before.from { Raised::Earlier(before) } else { Raised::First })
    }

    /// The customer no longer wants it.
    ///
    /// # Errors
    /// When it has ended, or the call is being made.
    pub fn cancel(&mut self, now: Timestamp) -> Result<(), Refused> {
        self.changeable()?;
        self.go(State::Cancelled, Actor::Customer, Cause::Cancelled, now);
        Ok(())
    }

    /// The customer wants another time. A claim ends with the promise that it was made for.
    ///
    /// # Errors
    /// When it has ended, or the call is being made.
    pub fn reschedule(&mut self, promise: Promise, now: Timestamp) -> Result<(), Refused> {
        self.changeable()?;
        self.promise_anew(promise);
        // Who chooses a time can be reached: the attempts begin anew.
        self.attempts = 0;
        // Without a right number nobody can call, whatever the time.
        let state = if self.number_wrong { self.state } else { self.waiting(now) };
        self.go(state, Actor::Customer, Cause::Moved, now);
        Ok(())
    }

    /// The customer sent another number. It stays claimed; one that waited for the number waits for an agent now.
    ///
    /// # Errors
    /// When it has ended.
    pub fn renumber(&mut self, phone: Phone, now: Timestamp) -> Result<(), Refused> {
        if !self.state.is_open() {
            return Err(Refused::Closed);
        }
        if phone.is_verified() {
            self.record_check(CheckKind::Contact, true, Actor::Customer, now);
        }
        (self.phone, self.extension) = (phone, None);
        let waited = std::mem::take(&mut self.number_wrong);
        let state = if waited && self.state.waits() {
            self.owe_by(self.deadline().max(now + crate::callback::rules::RETRY_GRACE));
            self.waiting(now)
        } else {
            self.state
        };
        self.go(state, Actor::Customer, Cause::Renumbered, now);
        Ok(())
    }

    /// The customer complains. Says whether that is news.
    pub fn complain(&mut self, now: Timestamp) -> bool {
        let news = self.complained_at.is_none();
        if news {
            self.complained_at = Some(now);
            self.go(self.state, Actor::Customer, Cause::Complained, now);
        }
        news
    }

    /// The customer adds words. Says whether there was room for them.
    pub fn add_to_story(&mut self, text: String, now: Timestamp) -> bool {
        self.add_note_of_customer(CustomerNote { at: now, text, file: None })
    }

    /// The customer adds a file, with the words below it. Says whether there was room for it.
    pub fn add_file(&mut self, file: FileRef, text: String, now: Timestamp) -> bool {
        self.add_note_of_customer(CustomerNote { at: now, text, file: Some(file) })
    }

    fn add_note_of_customer(&mut self, note: CustomerNote) -> bool {
        let room = self.has_room_for(&note);
        if room {
            self.story.push(note);
        }
        room
    }

    /// The customer says how they were helped: one to five. A later word replaces an earlier.
    pub fn rate(&mut self, stars: u8, comment: Option<String>, now: Timestamp) {
        self.rating = Some(Rating { at: now, stars: stars.clamp(1, 5), comment });
    }

    /// Whether the customer can open it again.
    pub fn can_reopen(&self, now: Timestamp) -> bool {
        let ended = self.history.iter().rev().find(|line| !line.to.is_open());
        let by_them = ended.is_some_and(|line| line.why == Cause::Cancelled);
        let reopens =
            matches!(self.state, State::Resolved | State::Expired) || self.state == State::Cancelled && by_them;
        reopens && ended.is_some_and(|line| now <= line.at + REOPEN_WITHIN)
    }

    /// The customer was not helped and opens it again under the same reference, with a promise as for a new one.
    ///
    /// # Errors
    /// When it has not ended, was cancelled by somebody else, or ended too long ago.
    pub fn reopen(&mut self, promise: Promise, now: Timestamp) -> Result<(), Refused> {
        if !self.can_reopen(now) {
            return Err(Refused::NotReopenable);
        }
        self.reopened = self.reopened.saturating_add(1);
        self.attempts = 0;
        self.number_wrong = false;
        self.promise_anew(promise);
        self.go(self.waiting(now), Actor::Customer, Cause::Reopened, now);
        Ok(())
    }
}
