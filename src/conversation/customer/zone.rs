//! Where the customer is: guessed from the number where its country has one time zone, asked where it has several, and
//! changed whenever they like. Times are then said in their zone, by its name.

use jiff::tz::TimeZone;

use super::Talk;
use crate::callback::{SaidPlace, all_zones, said_place, zone_named, zones_of};
use crate::conversation::context::{BookingStep, Step, ZoneChoice};
use crate::conversation::input::{CustomerClick, TimeChoice};
use crate::conversation::output::{Button, Keyboard, button};
use crate::safety::Phone;
use crate::text::{Language, Locale, normalize};

/// Zones in a row: a city and a time fit twice on a phone.
const ZONES_A_ROW: usize = 2;

/// Places shown for one name; a name that fits more is no name.
const PLACES_SHOWN: usize = 6;

/// Fewer letters than this are no part of a city's name; Chinese names are shorter.
const MIN_LATIN: usize = 3;

impl Talk<'_> {
    /// The zone that the customer reads times in.
    pub(super) fn zone(&self) -> TimeZone {
        let chosen = self.state.zone.as_ref().map(|zone| zone.name.as_str());
        let known = chosen.or_else(|| self.own.as_ref()?.customer.zone.as_deref()).and_then(zone_named);
        known.unwrap_or_else(|| self.facts.hours.zone.clone())
    }

    /// The zone's name, when it is not the desk's own.
    pub(super) fn zone_name(&self) -> Option<String> {
        let name = self.zone().iana_name()?.to_owned();
        (self.facts.hours.zone.iana_name() != Some(name.as_str())).then_some(name)
    }

    /// Guesses the zone from a number: where most people of its country live, until they say where they are.
    pub(super) fn guess_zone(&mut self, phone: &Phone) {
        if self.state.zone.as_ref().is_some_and(|zone| zone.chosen) {
            return;
        }
        let guess = zones_of(phone).main.first().copied().filter(|name| zone_named(name).is_some());
        self.state.zone = guess.map(|name| ZoneChoice { name: name.to_owned(), chosen: false });
    }

    /// Asks where the customer is: the zones of their number's country, all of them when they ask for another.
    pub(super) fn ask_zone(&mut self, all: bool) {
        let phone = self.booking().and_then(|booking| booking.phone);
        let phone = phone.or_else(|| self.own.as_ref().map(|own| own.phone.clone()));
        let zones = phone.as_ref().map(zones_of).unwrap_or_default();
        let shown: Vec<&str> = if all { zones.all().collect() } else { zones.main };
        self.say_places("ask-zone", &shown);
    }

    /// A press of the button for another zone.
    pub(super) fn on_ask_zone(&mut self) {
        if let Some(booking) = self.booking() {
            self.state.step =
                Step::Booking(crate::conversation::context::Booking { step: BookingStep::Zone, ..booking });
        } else {
            self.state.step = Step::Place;
        }
        self.ask_zone(true);
    }

    /// Takes a text as the name of a place. Says whether it was one, or may be one of several.
    pub(super) fn takes_place(&mut self, text: &str) -> bool {
        let named = self.places(text);
        let said = if named.is_empty() { self.said_places(text) } else { Vec::new() };
        let places: Vec<&str> = named.into_iter().chain(said.iter().map(String::as_str)).collect();
        match places.as_slice() {
            [] => false,
            [zone] => {
                self.take_zone(zone);
                true
            }
            several => {
                self.say_places("zone-which", several);
                true
            }
        }
    }

    /// Goes by this zone from now on, and goes on where the talk stood.
    pub(super) fn take_zone(&mut self, name: &str) {
        let Some(zone) = zone_named(name) else { return self.ask_zone(true) };
        self.state.zone = Some(ZoneChoice { name: name.to_owned(), chosen: true });
        match self.booking() {
            Some(booking) if booking.step == BookingStep::Zone => self.next(booking, BookingStep::Timing),
            Some(_) => self.ask_step(),
            None => {
                self.state.step = Step::Idle;
                self.say("zone-set", &[("zone", self.words().zone(&zone).into())], Keyboard::None);
                if let Some(mut own) = self.own.clone() {
                    own.customer.zone = self.zone_name();
                    self.own = Some(own.clone());
                    self.out.keep(own);
                    self.show_status();
                }
            }
        }
    }

    /// The button that asks for another zone.
    pub(super) fn zone_button(&self) -> Button {
        button(self.words(), "button-change-zone", CustomerClick::AskZone)
    }

    pub(super) fn say_places(&mut self, key: &str, zones: &[&str]) {
        let words = self.words();
        let desk = self.facts.hours.zone.iana_name().filter(|desk| !zones.contains(desk));
        let buttons: Vec<Button> = zones
            .iter()
            .copied()
            .chain(desk)
            .filter_map(|name| {
                let time = words.clock(self.facts.now, &zone_named(name)?);
                let label = words.label("button-zone", &[("city", words.city(name).into()), ("time", time.into())]);
                Some(Button { label, click: CustomerClick::InZone(name.to_owned()).into() })
            })
            .collect();
        let mut rows: Vec<Vec<Button>> = buttons.chunks(ZONES_A_ROW).map(<[Button]>::to_vec).collect();
        if let Some(own) = self.own.as_ref().filter(|_| self.booking().is_none()) {
            rows.push(vec![button(words, "button-move", CustomerClick::Move(own.id, TimeChoice::Next))]);
        }
        rows.extend(self.booking().map(|booking| self.leaving_row(&booking)));
        let text = words.say(key, &[]);
        self.show_menu(text, Keyboard::Inline(rows));
    }

    /// The zones in which a clock shows what a text says of it, or that it names otherwise: "3pm here", "UTC+2", "California".
    fn said_places(&self, text: &str) -> Vec<String> {
        let phone = self.booking().and_then(|booking| booking.phone);
        let phone = phone.or_else(|| self.own.as_ref().map(|own| own.phone.clone()));
        let likely = phone.as_ref().map(zones_of).unwrap_or_default();
        let likely: Vec<&str> = likely.all().collect();
        let known: Vec<&str> = all_zones().collect();
        match said_place(text, self.facts.now, &likely, &known) {
            Some(SaidPlace::One(zone)) => vec![zone],
            Some(SaidPlace::Several(zones)) => zones,
            None => Vec::new(),
        }
    }

    /// The zones that a text may name: by their city in either language, or by one of the cities that share its clock.
    fn places(&self, text: &str) -> Vec<&'static str> {
        let wanted = plain(text);
        if wanted.is_empty() {
            return Vec::new();
        }
        let pages = Language::ALL.map(|language| self.facts.words(Locale::from(language)));
        let own = self.words();
        let names = |zone: &str| {
            let iana = zone.rsplit('/').next().unwrap_or(zone).replace('_', " ");
            let more = pages.map(|page| page.label("places-of", &[("zone", page.place_key(zone).into())]));
            let more = more.iter().flat_map(|list| list.split(", ")).map(str::to_owned).collect::<Vec<_>>();
            let cities = pages.map(|page| page.city(zone)).into_iter().chain([own.city(zone), iana]);
            cities.chain(more).map(|name| plain(&name)).filter(|name| !name.is_empty()).collect::<Vec<_>>()
        };
        let mut exact = Vec::new();
        let mut near = Vec::new();
        for zone in all_zones() {
            let names = names(zone);
            if names.contains(&wanted) {
                exact.push(zone);
            } else if names.iter().any(|name| is_within(name, &wanted) || is_within(&wanted, name)) {
                near.push(zone);
            }
        }
        let found = if exact.is_empty() { near } else { exact };
        if found.len() > PLACES_SHOWN { Vec::new() } else { found }
    }
}

/// A name without regard to script, case and width.
fn plain(name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    normalize(name.trim(), &mut plain);
    plain
}

/// Whether a name stands in a text: as words of its own, or, in Chinese, anywhere.
fn is_within(name: &str, text: &str) -> bool {
    if name.chars().count() < 2 || (name.is_ascii() && name.len() < MIN_LATIN) {
        return false;
    }
    text.match_indices(name).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at + name.len()..).and_then(|after| after.chars().next());
        let joined = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && c.is_ascii());
        !name.is_ascii() || !(joined(before) || joined(after))
    })
}
