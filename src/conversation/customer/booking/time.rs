//! When to call: said in the customer's own words at any step, or chosen from what can be promised. A time that was said is
//! confirmed with one press; one that cannot be had is answered with the nearest that can.

use jiff::Timestamp;

use super::{Talk, book_button};
use crate::callback::{Promise, SaidTime, ServiceHours, Stretch, When, nearest, said_time, zone_named, zones_of};
use crate::conversation::context::{Booking, BookingStep, Conversation, Wish};
use crate::conversation::customer::windows::NoWindow;
use crate::conversation::customer::wording::is_short;
use crate::conversation::input::{BookClick, Click, CustomerClick, TimeChoice};
use crate::conversation::output::{Button, Keyboard};
use crate::words::{Args, Markdown};

/// Windows offered for a stretch that was said: "tomorrow afternoon".
const OFFERED: usize = 4;

/// Windows offered where the time that was said cannot be had: one before and one after, as a rule.
const NEAREST: usize = 2;

/// Words by which people ask to be called.
const CALLING: [&str; 14] = [
    "call",
    "ring",
    "phone",
    "dial",
    "callback",
    "contact me",
    "reach me",
    "打给",
    "打电话",
    "来电",
    "回电",
    "致电",
    "联系我",
    "给我打",
];

/// Whether a text asks for a call.
pub(super) fn asks_for_call(text: &str) -> bool {
    let lower = text.to_lowercase();
    CALLING.iter().any(|word| {
        lower.match_indices(word).any(|(at, _)| {
            let joined = lower.get(..at).and_then(|before| before.chars().next_back()).is_some_and(char::is_alphabetic);
            !word.is_ascii() || !joined
        })
    })
}

/// Whether a text is a clear time, or "now", and nothing else.
pub(in crate::conversation::customer) fn says_exact_time(
    state: &Conversation,
    hours: &ServiceHours,
    text: &str,
    now: Timestamp,
) -> bool {
    let zone = state.zone.as_ref().and_then(|zone| zone_named(&zone.name));
    let now = now.to_zoned(zone.unwrap_or_else(|| hours.zone.clone()));
    let said = said_time(text, &now, &|at| hours.open_now(at).is_some());
    said.is_some_and(|said| {
        let exact = match said.when {
            When::In(stretch) => stretch.exact,
            When::Soon => true,
            When::Later => false,
        };
        exact && !said.rest(text).chars().any(char::is_alphanumeric)
    })
}

impl Talk<'_> {
    /// The time that a text says, where the customer is.
    pub(super) fn said_in(&self, text: &str) -> Option<SaidTime> {
        self.said_at(&Wish { text: text.to_owned(), at: self.facts.now })
    }

    fn said_at(&self, wish: &Wish) -> Option<SaidTime> {
        let now = wish.at.to_zoned(self.zone());
        said_time(&wish.text, &now, &|at| self.facts.hours.open_now(at).is_some())
    }

    fn wished(&self, booking: &Booking) -> Option<SaidTime> {
        booking.wish.as_ref().and_then(|wish| self.said_at(wish))
    }

    /// Whether the call is to come as soon as possible: it cannot wait, or that was said.
    pub(super) fn is_for_now(&self, booking: &Booking) -> bool {
        match self.wished(booking).map(|said| said.when) {
            Some(When::Soon) => true,
            Some(When::In(_)) => false,
            Some(When::Later) | None => self.is_urgent(booking.topic.as_ref()),
        }
    }

    /// Asks for a time: whether the one that was said is right, or which of those that can be promised.
    pub(super) fn ask_time(&mut self, booking: &Booking, before: Option<Markdown>) {
        match self.wished(booking) {
            Some(SaidTime { when: When::In(stretch), or, .. }) => self.propose(booking, stretch, or, before),
            _ => self.ask_when(booking, TimeChoice::Next, before),
        }
    }

    /// Shows times of which one can be pressed. Where it matters, it is asked first where the customer is.
    pub(super) fn show_times(&mut self, booking: Booking, pick: TimeChoice) {
        let booking = Booking { wish: None, ..booking };
        if pick != TimeChoice::Next && !self.zone_is_sure(&booking) {
            self.put(Booking { step: BookingStep::Zone, ..booking });
            return self.ask_zone(false);
        }
        self.put(booking.clone());
        self.ask_when(&booking, pick, None);
    }

    /// Asks for a time again, because the one that was chosen cannot be promised.
    pub(super) fn ask_time_again(&mut self, booking: Booking, why: NoWindow) {
        let why = self.words().say(why.key(), &[]);
        let booking = Booking { wish: None, step: BookingStep::Timing, ..booking };
        self.put(booking.clone());
        self.ask_when(&booking, TimeChoice::Next, Some(why));
    }

    /// Takes a text as the answer to "when?", if it says a time.
    pub(super) fn takes_time(&mut self, message: i64, text: &str, booking: &Booking) -> bool {
        let Some(said) = self.said_in(text) else { return false };
        let rest = said.rest(text);
        let told = self.meaning(&rest).all().any(|id| self.topics().any(|intent| intent.id == *id));
        if !(asks_for_call(text) || is_short(&rest) && !told) {
            return false;
        }
        if !is_short(&rest) {
            self.note(message, text);
        }
        let Some(now) = self.booking() else { return true };
        let booking = Booking { said: now.said, ..booking.clone() };
        match said.when {
            When::Soon => self.book(booking, TimeChoice::Soon),
            When::Later => {
                let booking = Booking { wish: None, ..booking };
                self.put(booking.clone());
                let later = self.words().say("time-later", &[]);
                self.ask_when(&booking, TimeChoice::Next, Some(later));
            }
            When::In(_) => {
                let wish = Some(Wish { text: text.to_owned(), at: self.facts.now });
                self.put(Booking { wish, ..booking });
                self.ask_step();
            }
        }
        true
    }

    /// Whether it is known where the customer is, or makes no difference.
    pub(super) fn zone_is_sure(&self, booking: &Booking) -> bool {
        let chosen = self.state.zone.as_ref().is_some_and(|zone| zone.chosen);
        chosen || booking.phone.as_ref().is_none_or(|phone| zones_of(phone).main.len() <= 1)
    }

    /// A place that nobody knows.
    pub(super) fn ask_zone_again(&mut self, booking: &Booking) {
        let zones = booking.phone.as_ref().map(|phone| zones_of(phone).main).unwrap_or_default();
        self.say_places("zone-unknown", &zones);
    }

    fn ask_when(&mut self, booking: &Booking, pick: TimeChoice, before: Option<Markdown>) {
        let number = booking.number;
        let urgent = self.is_urgent(booking.topic.as_ref());
        if !self.zone_is_sure(booking) && self.soonest(urgent).is_some() {
            return self.ask_soon_or_other(booking, before);
        }
        let mut last_row = self.leaving_row(booking);
        last_row.push(self.zone_button());
        let click = |pick| Click::Customer(CustomerClick::Book(number, BookClick::When(pick)));
        self.say_timing("ask-timing", before, pick, urgent, click, last_row);
    }

    /// As soon as possible, which needs no time zone, or another time, which does.
    fn ask_soon_or_other(&mut self, booking: &Booking, before: Option<Markdown>) {
        let words = self.words();
        let urgent = self.is_urgent(booking.topic.as_ref());
        let Some(soon) = self.soonest(urgent) else { return };
        let key = self.soon_key(soon);
        let rows = vec![
            vec![self.time_button(booking, key, soon, TimeChoice::Soon)],
            vec![book_button(words, "button-choose-time", booking.number, BookClick::When(TimeChoice::Days(0)))],
            self.leaving_row(booking),
        ];
        let zone = words.zone(&self.zone());
        let mut text = before.unwrap_or_default();
        text = text.and(&words.say("ask-timing", &[("zone", zone.into())]));
        if let Some(wait) = self.soon_wait(urgent) {
            text = text.and(&wait);
        }
        self.show_menu(text, Keyboard::Inline(rows));
    }

    /// Offers what fits a time that was said, or else what is nearest to it.
    fn propose(&mut self, booking: &Booking, said: Stretch, or: Option<Stretch>, before: Option<Markdown>) {
        let urgent = self.is_urgent(booking.topic.as_ref());
        let soon = self.soonest(urgent).filter(|soon| soon.from <= self.facts.now && said.exact && holds(*soon, said));
        let capacity = self.capacity();
        let found = |stretch, most| nearest(capacity.windows(), When::In(stretch), self.facts.now, most);
        let fits = found(said, 1).windows.first().copied().filter(|_| found(said, 1).fits && said.exact);
        let mut rows = Vec::new();
        let (key, when) = if let Some(window) = soon.or(fits) {
            let pick = if soon.is_some() { TimeChoice::Soon } else { at(window) };
            rows.push(vec![book_button(self.words(), "button-time-yes", booking.number, BookClick::When(pick))]);
            // Three in the night may be meant as well, but only if somebody could call then.
            let other =
                or.map(|or| found(or, 1)).filter(|other| other.fits).and_then(|other| other.windows.first().copied());
            if let Some(other) = other.filter(|other| *other != window) {
                rows.push(vec![self.time_button(booking, "button-window", other, at(other))]);
            }
            ("propose-time", self.show(window))
        } else {
            let all = found(said, OFFERED);
            let mut offered = if all.fits { all.windows } else { found(said, NEAREST).windows };
            offered.sort_unstable();
            let key = match (all.fits, self.facts.hours.open_now(said.earliest).is_some()) {
                (true, _) => "propose-times",
                (false, true) => "propose-taken",
                (false, false) => "propose-closed",
            };
            rows.extend(
                offered.iter().map(|window| vec![self.time_button(booking, "button-window", *window, at(*window))]),
            );
            (key, self.words().moment(said.earliest, &self.zone(), self.facts.now))
        };
        if rows.is_empty() {
            return self.ask_when(booking, TimeChoice::Next, before);
        }
        let words = self.words();
        rows.push(vec![book_button(words, "button-other-time", booking.number, BookClick::When(TimeChoice::Next))]);
        rows.push(self.leaving_row(booking));
        rows.push(vec![self.zone_button()]);
        let zone = words.zone(&self.zone());
        let args: Args<'_> = &[("when", when.into()), ("zone", zone.into())];
        let text = before.unwrap_or_default().and(&words.say(key, args));
        self.show_menu(text, Keyboard::Inline(rows));
    }

    fn time_button(&self, booking: &Booking, key: &str, window: Promise, pick: TimeChoice) -> Button {
        Button {
            label: self.words().label(key, &[("window", self.show(window).into())]),
            click: CustomerClick::Book(booking.number, BookClick::When(pick)).into(),
        }
    }
}

fn at(window: Promise) -> TimeChoice {
    TimeChoice::At(window.from.as_second())
}

/// Whether a promise holds a moment that was said.
fn holds(promise: Promise, said: Stretch) -> bool {
    promise.from <= said.earliest && said.earliest < promise.to
}
