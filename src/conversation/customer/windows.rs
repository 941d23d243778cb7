//! Choosing a time, for a new call, for moving one and for opening one again: the next windows, days, windows of a day.

use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

use super::Talk;
use crate::callback::{Ahead, CallbackRequest, Capacity, Promise, State, UNUSUALLY_MANY, Wait};
use crate::conversation::input::{Click, TimeChoice};
use crate::conversation::output::{Button, Keyboard, button};
use crate::intents::Priority;
use crate::matching::IntentId;
use crate::text::Language;
use crate::words::Markdown;

/// Windows on the first page of buttons: with the rows around them, what a phone shows without scrolling.
const NEXT_WINDOWS: usize = 6;

/// Windows in a row of the first page: their labels are long.
const NEXT_A_ROW: usize = 2;

/// The ways out below the times, in a row.
const LAST_A_ROW: usize = 2;

/// Days on one page, and in a row.
const DAYS_A_PAGE: usize = 10;

const DAYS_A_ROW: usize = 2;

/// Windows of one day at most, and in a row: half hours around the clock.
const DAY_WINDOWS: usize = 48;

const DAY_A_ROW: usize = 3;

/// What an estimated wait is rounded up to: nobody can tell it by the minute.
const WAIT_STEP: SignedDuration = SignedDuration::from_mins(5);

/// Why a window that was pressed cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoWindow {
    /// It was free when the buttons were shown.
    Taken,
    /// It has begun, or the desk is closed then by now.
    Gone,
    /// Nobody can call at once.
    NotNow,
}

impl NoWindow {
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Taken => "window-taken",
            Self::Gone => "window-gone",
            Self::NotNow => "call-now-closed",
        }
    }
}

impl Talk<'_> {
    /// What can be promised to this customer.
    pub(super) fn capacity(&self) -> Capacity<'_> {
        let held_back = self.is_held_back();
        Capacity { held_back, ..self.facts.capacity(&self.promised, self.language()) }
    }

    /// Whether room is kept from this customer for others: unusually many calls are booked with unproved numbers, and
    /// nothing speaks for theirs.
    pub(super) fn is_held_back(&self) -> bool {
        let unproved = match (&self.own, self.booking()) {
            (Some(own), _) => own.is_unproved(),
            (None, Some(booking)) => {
                self.state.is_new(self.facts.now) && booking.phone.is_some_and(|phone| !phone.is_verified())
            }
            (None, None) => false,
        };
        unproved && self.unproved >= UNUSUALLY_MANY
    }

    /// The soonest promise; an urgent call does not wait behind others.
    pub(super) fn soonest(&self, urgent: bool) -> Option<Promise> {
        self.capacity().soonest(urgent)
    }

    /// Whether calls about this topic go before all others.
    pub(super) fn is_urgent(&self, topic: Option<&IntentId>) -> bool {
        let intent = topic.and_then(|id| self.facts.library.intent(id));
        intent.is_some_and(|intent| intent.priority == Priority::Urgent)
    }

    /// The promise that a press means, if it can still be made.
    pub(super) fn picked(&self, pick: TimeChoice, urgent: bool) -> Result<Promise, NoWindow> {
        match pick {
            TimeChoice::Soon => self.soonest(urgent).ok_or(NoWindow::Taken),
            TimeChoice::Now => self.soonest(urgent).filter(|soon| soon.from <= self.facts.now).ok_or(NoWindow::NotNow),
            TimeChoice::At(at) => {
                let from = Timestamp::from_second(at).map_err(|_| NoWindow::Gone)?;
                self.capacity().window_at(from).ok_or(self.why_not(from))
            }
            TimeChoice::Next | TimeChoice::Days(_) | TimeChoice::Day(_) => Err(NoWindow::Gone),
        }
    }

    fn why_not(&self, from: Timestamp) -> NoWindow {
        let ahead = from > self.facts.now;
        let open = self.facts.hours.open_now(from).is_some();
        if ahead && open { NoWindow::Taken } else { NoWindow::Gone }
    }

    /// Asks for a time, page by page; `key` is the question of the first page.
    pub(super) fn say_timing(
        &mut self,
        key: &str,
        before: Option<Markdown>,
        pick: TimeChoice,
        urgent: bool,
        click: impl Fn(TimeChoice) -> Click,
        last_row: Vec<Button>,
    ) {
        let words = self.words();
        let zone = self.zone();
        let (key, mut rows) = match pick {
            TimeChoice::Days(page) => ("ask-day", self.day_rows(page, &click)),
            TimeChoice::Day(day) => ("ask-time-of-day", self.rows_of_day(day, &click)),
            TimeChoice::Next | TimeChoice::Soon | TimeChoice::Now | TimeChoice::At(_) => {
                (key, self.next_rows(urgent, &click))
            }
        };
        if rows.is_empty() {
            let full = words.say("fully-booked", &[]);
            return self.show_menu(before.unwrap_or_default().and(&full), Keyboard::Inline(vec![last_row]));
        }
        rows.extend(last_row.chunks(LAST_A_ROW).map(<[Button]>::to_vec));
        let reference = self.own.as_ref().or(self.named.as_ref()).map(|request| request.id.to_string());
        let args = [("zone", words.zone(&zone).into()), ("reference", reference.unwrap_or_default().into())];
        let mut text = words.say(key, &args);
        if !matches!(pick, TimeChoice::Days(_) | TimeChoice::Day(_)) {
            if let Some(wait) = self.soon_wait(urgent) {
                text = text.and(&wait);
            }
            if let Some(closed) = self.closed_now() {
                text = closed.and(&text);
            }
        }
        if let Some(before) = before {
            text = before.and(&text);
        }
        self.show_menu(text, Keyboard::Inline(rows));
    }

    /// When the desk opens, if it is closed now.
    pub(super) fn closed_now(&self) -> Option<Markdown> {
        let facts = self.facts;
        if facts.hours.open_now(facts.now).is_some() {
            return None;
        }
        let opens = self.words().moment(facts.hours.open_from(facts.now)?, &self.zone(), facts.now);
        let zone = self.words().zone(&self.zone());
        Some(self.words().say("closed-now", &[("opens", opens.into()), ("zone", zone.into())]))
    }

    /// How long a call takes to come, when it is asked for now; nothing for one that goes before all others, or while
    /// the desk is closed.
    pub(super) fn soon_wait(&self, urgent: bool) -> Option<Markdown> {
        let soon = self.soonest(urgent).filter(|soon| !urgent && soon.from <= self.facts.now)?;
        let (before, wait) = self.wait(&self.before_promise(soon), self.language(), soon);
        Some(self.words().say("soon-wait", &[("before", before.into()), ("wait", wait.into())]))
    }

    /// The language that the call is, or would be, held in.
    pub(super) fn language(&self) -> Language {
        let own = self.own.as_ref().map(CallbackRequest::language);
        own.unwrap_or_else(|| self.state.language.locale.language())
    }

    /// The calls owed now that come before one with this promise: those that are promised no later.
    pub(super) fn before_promise(&self, promise: Promise) -> Ahead {
        let mut ahead = Ahead::new();
        let owed = self.promised.iter();
        for ((_, language), count) in owed.filter(|((owed, _), _)| owed.from <= self.facts.now && owed.to <= promise.to)
        {
            let before = ahead.entry(*language).or_default();
            *before = before.saturating_add(usize::try_from(*count).unwrap_or(usize::MAX));
        }
        ahead
    }

    /// How many come first, and the estimated wait in words: rounded up, and never beyond what is promised while that
    /// can be kept.
    pub(super) fn wait(&self, ahead: &Ahead, language: Language, promise: Promise) -> (usize, String) {
        let Wait { before, time } = self.facts.wait(ahead, language);
        let left = promise.to.duration_since(self.facts.now);
        let time = time.max(WAIT_STEP);
        let time = if left > WAIT_STEP { time.min(left) } else { time };
        let steps = time.as_secs().div_euclid(WAIT_STEP.as_secs())
            + i64::from(time.as_secs().rem_euclid(WAIT_STEP.as_secs()) > 0);
        let time = WAIT_STEP.saturating_mul(i32::try_from(steps).unwrap_or(i32::MAX));
        (before, self.words().length(time))
    }

    /// That the call may come before what was promised: that was the wish, and the desk is open before it.
    pub(super) fn maybe_sooner(&self, own: &CallbackRequest) -> Markdown {
        let opens = self.facts.hours.open_from(self.facts.now).is_some_and(|opens| opens < own.promise.from);
        let waits = own.state == State::Scheduled && own.promise.from > self.facts.now;
        if own.soon && opens && waits { self.words().say("maybe-sooner", &[]) } else { Markdown::default() }
    }

    /// A window in the customer's zone.
    pub(super) fn show(&self, promise: Promise) -> String {
        self.words().window(promise, &self.zone(), self.facts.now)
    }

    /// What the button for the soonest promise says: as soon as possible, or when the desk opens.
    pub(super) fn soon_key(&self, soon: Promise) -> &'static str {
        let now = self.facts.now;
        let open = soon.from <= now || self.facts.hours.open_now(now).is_some();
        if open { "button-soon" } else { "button-when-open" }
    }

    /// As soon as possible, the next windows, and the way to other days.
    fn next_rows(&self, urgent: bool, click: &impl Fn(TimeChoice) -> Click) -> Vec<Vec<Button>> {
        let words = self.words();
        let soon = self.soonest(urgent);
        let mut rows = Vec::new();
        if let Some(soon) = soon {
            let key = self.soon_key(soon);
            let label = words.label(key, &[("window", self.show(soon).into())]);
            rows.push(vec![Button { label, click: click(TimeChoice::Soon) }]);
        }
        let capacity = self.capacity();
        let mut windows = capacity.windows().filter(|window| soon != Some(*window));
        let buttons: Vec<Button> = windows
            .by_ref()
            .take(NEXT_WINDOWS)
            .map(|window| Button { label: self.show(window), click: click(TimeChoice::At(window.from.as_second())) })
            .collect();
        rows.extend(buttons.chunks(NEXT_A_ROW).map(<[Button]>::to_vec));
        if windows.next().is_some() {
            rows.push(vec![button(words, "button-other-day", click(TimeChoice::Days(0)))]);
        }
        rows
    }

    /// Days with free windows, by the customer's calendar.
    fn day_rows(&self, page: u16, click: &impl Fn(TimeChoice) -> Click) -> Vec<Vec<Button>> {
        let words = self.words();
        let zone = self.zone();
        let days = self.capacity().days(&zone);
        let shown = days.iter().skip(usize::from(page) * DAYS_A_PAGE).take(DAYS_A_PAGE);
        let buttons: Vec<Button> = shown
            .map(|(day, first)| Button {
                label: words.date(first.from, &zone, self.facts.now),
                click: click(TimeChoice::Day(*day)),
            })
            .collect();
        let mut rows: Vec<Vec<Button>> = buttons.chunks(DAYS_A_ROW).map(<[Button]>::to_vec).collect();
        let mut turn = vec![match page.checked_sub(1) {
            None => button(words, "button-back", click(TimeChoice::Next)),
            Some(before) => button(words, "button-earlier", click(TimeChoice::Days(before))),
        }];
        if days.len() > (usize::from(page) + 1) * DAYS_A_PAGE {
            turn.push(button(words, "button-days-more", click(TimeChoice::Days(page.saturating_add(1)))));
        }
        if !rows.is_empty() {
            rows.push(turn);
        }
        rows
    }

    /// The free windows of one day; the other days when none is left of it.
    fn rows_of_day(&self, day: Date, click: &impl Fn(TimeChoice) -> Click) -> Vec<Vec<Button>> {
        let words = self.words();
        let zone = self.zone();
        let buttons: Vec<Button> = self
            .capacity()
            .windows_on(day, &zone)
            .take(DAY_WINDOWS)
            .map(|window| Button {
                label: words.span(window, &zone),
                click: click(TimeChoice::At(window.from.as_second())),
            })
            .collect();
        if buttons.is_empty() {
            return self.day_rows(0, click);
        }
        let mut rows: Vec<Vec<Button>> = buttons.chunks(DAY_A_ROW).map(<[Button]>::to_vec).collect();
        rows.push(vec![button(words, "button-other-day", click(TimeChoice::Days(0)))]);
        rows
    }
}
