//! The state machine against a model of its own: random events of customers, agents and the clock.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use ringback::callback::{
    Actor, Agent, CallbackRequest, Cause, Disposition, DispositionCode, Finish, MAX_CODES, NEW_CODE_AFTER, NUMBER_WAIT,
    Next, Promise, REOPEN_WITHIN, Refused, Roster, Rules, State, UserId,
};
use ringback::intents::Priority;
use ringback::safety::CallCode;
use ringback::text::Language;

use super::{booked, monday, office_hours, phone, roster};

/// Requests in one run.
const REQUESTS: usize = 2;

#[derive(Clone, Debug)]
enum Event {
    Claim(usize),
    Keep(usize),
    Release(usize),
    Call(usize),
    Finish(usize, usize),
    Write(usize, usize),
    Undo(usize),
    Snooze(usize, i64),
    Transfer(usize, usize),
    ToLanguage(usize),
    Correct(usize),
    Note(usize),
    Cancel,
    Move(i64),
    Renumber,
    Reopen(i64),
    Rate(u8),
    Pass(i64),
}

fn event() -> impl Strategy<Value = (usize, Event)> {
    let agent = 0..3_usize;
    let event = prop_oneof![
        5 => agent.clone().prop_map(Event::Claim),
        1 => agent.clone().prop_map(Event::Keep),
        1 => agent.clone().prop_map(Event::Release),
        4 => agent.clone().prop_map(Event::Call),
        6 => (agent.clone(), 0..outcomes().len()).prop_map(|(agent, outcome)| Event::Finish(agent, outcome)),
        4 => (agent.clone(), 0..outcomes().len()).prop_map(|(agent, outcome)| Event::Write(agent, outcome)),
        2 => agent.clone().prop_map(Event::Undo),
        1 => (agent.clone(), -10..2000_i64).prop_map(|(agent, minutes)| Event::Snooze(agent, minutes)),
        1 => (agent.clone(), agent.clone()).prop_map(|(from, to)| Event::Transfer(from, to)),
        1 => agent.clone().prop_map(Event::ToLanguage),
        1 => agent.clone().prop_map(Event::Correct),
        1 => agent.prop_map(Event::Note),
        1 => Just(Event::Cancel),
        2 => (0..2000_i64).prop_map(Event::Move),
        2 => Just(Event::Renumber),
        2 => (0..2000_i64).prop_map(Event::Reopen),
        1 => (0..7_u8).prop_map(Event::Rate),
        6 => prop_oneof![0..15_i64, 0..90_i64, 0..3000_i64, 0..20_000_i64].prop_map(Event::Pass),
    ];
    (0..REQUESTS, event)
}

/// Every kind of outcome, with and without an attempt.
fn outcomes() -> Vec<Disposition> {
    let delays = [5, 30, 600];
    Next::ALL
        .iter()
        .flat_map(|(name, next)| [true, false].map(|attempt| (name, *next, attempt)))
        .enumerate()
        .map(|(index, (name, next, attempt))| Disposition {
            code: DispositionCode::new(&format!("{name}_{index}")).unwrap(),
            names: [].into(),
            next,
            attempt,
            delay: SignedDuration::from_mins(delays[index % delays.len()]),
            note: index % 5 == 4,
            message: [].into(),
        })
        .collect()
}

/// Where the model thinks a request stands.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    Waits,
    Sleeps(Timestamp),
    Held {
        by: UserId,
        calling: Option<Timestamp>,
        ends: Timestamp,
    },
    /// `taken_back`: the customer cancelled, and may think again.
    Ended {
        cancelled: bool,
        taken_back: bool,
        at: Timestamp,
    },
}

/// What became of the present promise.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Fate {
    Open,
    Kept,
    Broken,
}

/// A request as somebody would keep it on a sheet of paper.
#[derive(Clone, Debug)]
struct Sheet {
    place: Place,
    promise: Promise,
    attempts: u8,
    reached: bool,
    fate: Fate,
    number_wrong: bool,
    note_by: Option<UserId>,
    /// The outcome that was written down, by whom and when; it can be taken back.
    written: Option<(usize, usize, Timestamp)>,
    /// When the customer was told a code in the present claim.
    codes: Vec<Timestamp>,
    made: usize,
    settled: usize,
}

impl Sheet {
    fn new(promise: Promise, now: Timestamp) -> Self {
        let mut sheet = Self {
            place: Place::Waits,
            promise,
            attempts: 0,
            reached: false,
            fate: Fate::Open,
            number_wrong: false,
            note_by: None,
            written: None,
            codes: Vec::new(),
            made: 1,
            settled: 0,
        };
        sheet.wait(now);
        sheet
    }

    fn owner(&self) -> Option<UserId> {
        match self.place {
            Place::Held { by, .. } => Some(by),
            _ => None,
        }
    }

    fn is_open(&self) -> bool {
        !matches!(self.place, Place::Ended { .. })
    }

    fn wait(&mut self, now: Timestamp) {
        let later = self.promise.from > now && !self.reached;
        self.place = if later { Place::Sleeps(self.promise.from) } else { Place::Waits };
    }

    fn settle(&mut self, fate: Fate) {
        if self.fate == Fate::Open {
            self.fate = fate;
            self.settled += 1;
        }
    }

    fn promise_anew(&mut self, promise: Promise) {
        // What was open is withdrawn.
        self.settled += usize::from(self.fate == Fate::Open);
        self.made += 1;
        self.promise = promise;
        self.fate = Fate::Open;
        self.reached = false;
        self.attempts = 0;
    }

    fn end(&mut self, cancelled: bool, now: Timestamp) {
        self.settled += usize::from(self.fate == Fate::Open);
        // A closed sheet owes nothing; what it owed is settled.
        if self.fate == Fate::Open {
            self.fate = Fate::Kept;
        }
        self.place = Place::Ended { cancelled, taken_back: false, at: now };
    }
}

/// Who writes a line of history, and what it has to say.
type Line = (Actor, fn(&Cause) -> bool);

struct Run {
    now: Timestamp,
    roster: Roster,
    rules: Rules,
    requests: Vec<CallbackRequest>,
    sheets: Vec<Sheet>,
}

impl Run {
    fn agent(&self, index: usize) -> Agent {
        self.roster.iter().nth(index).unwrap().clone()
    }

    fn promise(&self, minutes: i64) -> Promise {
        let from = self.now + SignedDuration::from_mins(minutes);
        Promise { from, to: from + self.rules.window }
    }

    /// Lets one thing happen to both; they must agree on whether it may.
    fn step(&mut self, which: usize, event: &Event) -> Result<(), TestCaseError> {
        if let Event::Pass(minutes) = event {
            self.now += SignedDuration::from_mins(*minutes);
            for index in 0..self.requests.len() {
                self.wake(index)?;
            }
            return Ok(());
        }
        let before = self.requests[which].clone();
        let expected = self.expected(which, event);
        let done = self.apply(which, event);
        prop_assert_eq!(done, expected.is_some(), "{:?} on {:?}", event, self.sheets[which]);
        let (request, sheet) = (&self.requests[which], &mut self.sheets[which]);
        if let Some((after, line)) = expected {
            *sheet = after;
            if let Some((by, why)) = line {
                let last = request.history.last().unwrap();
                prop_assert_eq!((last.at, last.by, last.to), (self.now, by, request.state));
                prop_assert!(why(&last.why), "{:?} after {:?}", last, event);
                prop_assert!(request.history.len() == before.history.len() + 1 || request.history.len() == 100);
            }
        } else {
            prop_assert_eq!(request, &before, "refused, and changed nevertheless");
        }
        self.check(which)
    }

    /// What the model expects: how the sheet looks afterwards and which line was written; `None` when it is refused.
    fn expected(&self, which: usize, event: &Event) -> Option<(Sheet, Option<Line>)> {
        let (mut sheet, now) = (self.sheets[which].clone(), self.now);
        let mine = |agent: usize| sheet.owner() == Some(UserId(agent as i64 + 1));
        let agent = |agent: usize| Actor::Agent(UserId(agent as i64 + 1));
        let urgent = self.requests[which].priority == Priority::Urgent;
        // Until the phone is dialled.
        let ends = now + if urgent { self.rules.urgent_claim } else { self.rules.claim };
        let ends_in_call = now + self.rules.claim;
        let works = matches!(
            event,
            Event::Keep(_)
                | Event::Release(_)
                | Event::Call(_)
                | Event::Finish(..)
                | Event::Write(..)
                | Event::Snooze(..)
                | Event::Transfer(..)
                | Event::ToLanguage(_)
                | Event::Correct(_)
        );
        if sheet.written.is_some() && works {
            return None;
        }
        let line: Option<Line> = match *event {
            Event::Write(by, outcome) => {
                self.expected(which, &Event::Finish(by, outcome))?;
                sheet.written = Some((by, outcome, now));
                None
            }
            Event::Undo(by) => {
                if !mine(by) || sheet.written.take().is_none_or(|(.., at)| now >= at + self.rules.undo) {
                    return None;
                }
                Some((agent(by), |why| matches!(why, Cause::Undone(_))))
            }
            Event::Claim(by) => {
                if !matches!(sheet.place, Place::Waits | Place::Sleeps(_)) || sheet.number_wrong {
                    return None;
                }
                sheet.place = Place::Held { by: UserId(by as i64 + 1), calling: None, ends };
                sheet.note_by = None;
                sheet.codes.clear();
                Some((agent(by), |why| *why == Cause::Claimed))
            }
            Event::Keep(by) => {
                let Place::Held { by: owner, calling, .. } = sheet.place else { return None };
                if !mine(by) {
                    return None;
                }
                let ends = if calling.is_some() { ends_in_call } else { ends };
                sheet.place = Place::Held { by: owner, calling, ends };
                Some((agent(by), |why| *why == Cause::ClaimExtended))
            }
            Event::Release(by) => {
                // The first agent leads.
                if sheet.owner().is_none() || !(mine(by) || by == 0) {
                    return None;
                }
                sheet.wait(now);
                Some((agent(by), |why| *why == Cause::Released))
            }
            Event::Call(by) => {
                let Place::Held { by: owner, calling, .. } = sheet.place else { return None };
                let just_told = sheet.codes.last().is_some_and(|last| now.duration_since(*last) < NEW_CODE_AFTER);
                if !mine(by) || just_told || sheet.codes.len() >= MAX_CODES {
                    return None;
                }
                sheet.codes.push(now);
                sheet.place = Place::Held { by: owner, calling: calling.or(Some(now)), ends: ends_in_call };
                Some((agent(by), |why| *why == Cause::Calling))
            }
            Event::Finish(by, outcome) => {
                let outcome = &outcomes()[outcome];
                let Place::Held { by: owner, calling, .. } = sheet.place else { return None };
                if !mine(by) || outcome.note && sheet.note_by != Some(owner) {
                    return None;
                }
                if outcome.tells_of_a_call() && calling.is_none() {
                    return None;
                }
                if outcome.attempt {
                    sheet.attempts += 1;
                    if !sheet.reached {
                        let in_time = calling.unwrap_or(now) <= sheet.promise.to;
                        sheet.settle(if in_time { Fate::Kept } else { Fate::Broken });
                    }
                    sheet.reached = true;
                }
                match outcome.next {
                    Next::Resolved | Next::Closed | Next::Cancelled => {
                        sheet.end(outcome.next == Next::Cancelled, now);
                    }
                    Next::Retry if sheet.attempts >= self.rules.max_attempts => sheet.end(false, now),
                    Next::Retry | Next::Reschedule => {
                        // The hours are another test's; here it only has to be open then, for as long as a try takes.
                        let State::Snoozed { until } = self.after_finish(which, by, outcome) else { return None };
                        let hours = office_hours();
                        let closes = hours.open_now(until).map(|open| open.to);
                        assert!(until >= now + outcome.delay && closes.is_some_and(|to| to > until));
                        sheet.place = Place::Sleeps(until);
                    }
                    Next::Queue => sheet.wait(now),
                    Next::Number => {
                        sheet.number_wrong = true;
                        sheet.place = Place::Sleeps(now + NUMBER_WAIT);
                    }
                }
                Some((agent(by), |why| matches!(why, Cause::Outcome(_))))
            }
            Event::Snooze(by, minutes) => {
                let until = now + SignedDuration::from_mins(minutes);
                if !mine(by) || minutes <= 0 || (!sheet.reached && until >= sheet.promise.to) {
                    return None;
                }
                sheet.place = Place::Sleeps(until);
                Some((agent(by), |why| *why == Cause::Snoozed))
            }
            Event::Transfer(by, to) => {
                if !mine(by) || by == to {
                    return None;
                }
                sheet.place = Place::Held { by: UserId(to as i64 + 1), calling: None, ends };
                sheet.note_by = None;
                sheet.codes.clear();
                Some((agent(by), |why| matches!(why, Cause::TransferredTo(_))))
            }
            Event::ToLanguage(by) => {
                if !mine(by) {
                    return None;
                }
                sheet.wait(now);
                Some((agent(by), |why| *why == Cause::TransferredToLanguage(Language::En)))
            }
            Event::Correct(by) => {
                if !mine(by) {
                    return None;
                }
                Some((agent(by), |why| *why == Cause::Renumbered))
            }
            Event::Note(by) => {
                if self.requests[which].notes.len() >= 20 {
                    return None;
                }
                if mine(by) {
                    sheet.note_by = Some(UserId(by as i64 + 1));
                }
                None
            }
            Event::Cancel | Event::Move(_) if matches!(sheet.place, Place::Held { calling: Some(_), .. }) => {
                return None;
            }
            Event::Cancel if sheet.is_open() => {
                sheet.end(true, now);
                sheet.place = Place::Ended { cancelled: true, taken_back: true, at: now };
                Some((Actor::Customer, |why| *why == Cause::Cancelled))
            }
            Event::Move(minutes) if sheet.is_open() => {
                sheet.promise_anew(self.promise(minutes));
                if !sheet.number_wrong {
                    sheet.wait(now);
                }
                Some((Actor::Customer, |why| *why == Cause::Moved))
            }
            Event::Renumber if sheet.is_open() => {
                if std::mem::take(&mut sheet.number_wrong) && sheet.owner().is_none() {
                    sheet.wait(now);
                }
                Some((Actor::Customer, |why| *why == Cause::Renumbered))
            }
            Event::Reopen(minutes) => {
                let Place::Ended { cancelled, taken_back, at } = sheet.place else { return None };
                if cancelled && !taken_back || now > at + REOPEN_WITHIN {
                    return None;
                }
                sheet.promise_anew(self.promise(minutes));
                sheet.number_wrong = false;
                sheet.wait(now);
                Some((Actor::Customer, |why| *why == Cause::Reopened))
            }
            Event::Rate(_) => None,
            Event::Cancel | Event::Move(_) | Event::Renumber | Event::Pass(_) => return None,
        };
        if sheet.owner().is_none() {
            sheet.written = None;
        }
        Some((sheet, line))
    }

    /// An outcome that can no longer be taken back counts, as of the time at which it was written down.
    fn take_effect(&mut self, which: usize) -> Result<(), TestCaseError> {
        prop_assert_eq!(self.requests[which].written.is_some(), self.sheets[which].written.is_some());
        let due = self.requests[which].outcome_is_due(self.now);
        let Some((by, outcome, at)) = self.sheets[which].written.take_if(|_| due) else { return Ok(()) };
        prop_assert!(at + self.rules.undo <= self.now);
        let now = std::mem::replace(&mut self.now, at);
        let (after, _) = self.expected(which, &Event::Finish(by, outcome)).expect("it was taken when it was written");
        self.now = now;
        let (disposition, hours) = (&outcomes()[outcome], office_hours());
        let finish = Finish { disposition, hours: &hours, rules: &self.rules, must_verify: false };
        prop_assert!(self.requests[which].take_effect(finish).is_some());
        self.sheets[which] = after;
        Ok(())
    }

    /// The state after an outcome, tried on a copy.
    fn after_finish(&self, which: usize, by: usize, disposition: &Disposition) -> State {
        let (mut copy, hours) = (self.requests[which].clone(), office_hours());
        let finish = Finish { disposition, hours: &hours, rules: &self.rules, must_verify: false };
        copy.forget_outcome();
        copy.write_outcome(&self.agent(by), finish, self.now).unwrap();
        assert!(copy.take_effect(finish).is_some());
        copy.state
    }

    /// Says whether it was done.
    fn apply(&mut self, which: usize, event: &Event) -> bool {
        let (now, rules, hours) = (self.now, self.rules.clone(), office_hours());
        let agents: Vec<Agent> = self.roster.iter().cloned().collect();
        let promises = |minutes: i64| self.promise(minutes);
        let promise = match event {
            Event::Move(minutes) | Event::Reopen(minutes) => promises(*minutes),
            _ => promises(0),
        };
        let request = &mut self.requests[which];
        let done: Result<(), Refused> = match event {
            Event::Claim(by) => request.claim(&agents[*by], &rules, now),
            Event::Keep(by) => request.extend_claim(&agents[*by], &rules, now),
            Event::Release(by) => request.release(&agents[*by], Cause::Released, now),
            Event::Call(by) => request.call(&agents[*by], &rules, CallCode::fresh(7, now), now),
            Event::Finish(by, outcome) => {
                let disposition = &outcomes()[*outcome];
                let finish = Finish { disposition, hours: &hours, rules: &rules, must_verify: false };
                request
                    .write_outcome(&agents[*by], finish, now)
                    .map(|()| assert!(request.take_effect(finish).is_some()))
            }
            Event::Write(by, outcome) => {
                let disposition = &outcomes()[*outcome];
                let finish = Finish { disposition, hours: &hours, rules: &rules, must_verify: false };
                request.write_outcome(&agents[*by], finish, now)
            }
            Event::Undo(by) => request.undo_outcome(&agents[*by], now).map(drop),
            Event::Snooze(by, minutes) => request.snooze(&agents[*by], now + SignedDuration::from_mins(*minutes), now),
            Event::Transfer(by, to) => request.transfer(&agents[*by], &agents[*to], &self.roster, &rules, now),
            Event::ToLanguage(by) => request.transfer_to_language(&agents[*by], Language::En, now),
            Event::Correct(by) => request.correct_number(&agents[*by], phone(), now),
            Event::Note(by) => return request.add_note(&agents[*by], "a note".into(), now),
            Event::Cancel => request.cancel(now),
            Event::Move(_) => request.reschedule(promise, now),
            Event::Renumber => request.renumber(phone(), now),
            Event::Reopen(_) => request.reopen(promise, now),
            Event::Rate(stars) => {
                request.rate(*stars, None, now);
                Ok(())
            }
            Event::Pass(_) => Ok(()),
        };
        done.is_ok()
    }

    /// The clock looks, as late as it likes: it comes to an end, and nothing is due any more.
    fn wake(&mut self, which: usize) -> Result<(), TestCaseError> {
        self.take_effect(which)?;
        let (request, sheet, now) = (&mut self.requests[which], &mut self.sheets[which], self.now);
        let mut woken = 0;
        while request.wake(now).is_some() {
            woken += 1;
            prop_assert_eq!(request.history.last().map(|line| (line.at, line.by)), Some((now, Actor::Desk)));
            prop_assert!(woken <= 6, "the clock does not come to rest: {:?}", request);
        }
        prop_assert!(request.due_at().is_none_or(|due| due > now), "{:?} is due still", request);
        match sheet.place {
            Place::Held { ends, .. } if ends <= now && sheet.written.is_none() => sheet.wait(now),
            Place::Sleeps(until) if until <= now && sheet.number_wrong => sheet.end(false, now),
            _ => {}
        }
        if let Place::Sleeps(until) = sheet.place
            && until <= now
        {
            sheet.place = Place::Waits;
        }
        if request.promise_broken {
            sheet.settle(Fate::Broken);
        }
        self.check(which)
    }

    fn check(&self, which: usize) -> Result<(), TestCaseError> {
        let (request, sheet) = (&self.requests[which], &self.sheets[which]);
        let place = match request.state {
            State::New => Place::Waits,
            State::Scheduled => Place::Sleeps(request.promise.from),
            State::Snoozed { until } => Place::Sleeps(until),
            State::Claimed { by, .. } => Place::Held { by, calling: None, ends: request.claim_ends.unwrap() },
            State::Calling { by, since } => Place::Held { by, calling: Some(since), ends: request.claim_ends.unwrap() },
            State::Resolved | State::Expired | State::Cancelled => {
                let ended = request.history.iter().rev().find(|line| !line.to.is_open()).unwrap();
                let taken_back = ended.why == Cause::Cancelled;
                Place::Ended { cancelled: request.state == State::Cancelled, taken_back, at: ended.at }
            }
        };
        prop_assert_eq!(place, sheet.place);
        prop_assert_eq!(request.attempts, sheet.attempts);
        prop_assert_eq!(request.promise, sheet.promise);
        prop_assert_eq!(request.number_wrong && request.state.is_open(), sheet.number_wrong && sheet.is_open());
        // No promise is lost or settled twice.
        prop_assert_eq!(sheet.settled + usize::from(sheet.fate == Fate::Open), sheet.made);
        let kept = request.called_at.is_some_and(|at| at <= request.promise.to);
        prop_assert!(!(kept && request.promise_broken), "kept and broken: {:?}", request);
        prop_assert_eq!(request.promise_is_open(), sheet.is_open() && !sheet.reached);
        if sheet.is_open() {
            prop_assert_eq!(request.promise_broken, sheet.fate == Fate::Broken, "{:?}", request);
            // It waits for a known reason: for an agent, with an agent, or for a time.
            let known = request.is_ready() || request.due_at().is_some();
            prop_assert!(known, "{:?} waits for nothing", request);
            let owed = request.owed();
            prop_assert_eq!(owed.is_none(), request.number_wrong);
            prop_assert!(owed.is_none_or(|owed| owed.from <= owed.to));
        } else {
            prop_assert_eq!((request.due_at(), request.owed()), (None, None));
        }
        prop_assert!(request.history.len() <= 100 && request.notes.len() <= 20);
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_to_a_request_is_what_the_sheet_says(events in prop::collection::vec(event(), 1..120)) {
        let (now, rules) = (monday(), Rules::default());
        let promises = [
            Promise { from: now, to: now + rules.window },
            Promise { from: now + SignedDuration::from_hours(3), to: now + SignedDuration::from_hours(4) },
        ];
        let mut run = Run {
            now,
            roster: roster(3),
            rules,
            requests: [Priority::Normal, Priority::Urgent]
                .into_iter()
                .zip(promises)
                .zip(1_u64..)
                .map(|((priority, promise), id)| booked(id, priority, promise, now))
                .collect(),
            sheets: promises.map(|promise| Sheet::new(promise, now)).to_vec(),
        };
        for (which, event) in &events {
            // No two things happen in the same moment.
            run.now += SignedDuration::from_secs(1);
            for index in 0..REQUESTS {
                run.wake(index)?;
            }
            run.step(*which, event)?;
        }
    }
}
