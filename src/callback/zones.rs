//! Which time zones a phone number may mean, by the tz database. Knows no names that people read.
//!
//! `zones.tsv` is made by the command in `tests/zones/README.md`.

use jiff::tz::TimeZone;
use phonenumber::country::Id as Country;

use crate::safety::Phone;

const TABLE: &str = include_str!("zones.tsv");

/// The zones of one country, by their IANA names. Zones whose clocks agree are one.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CountryZones {
    /// Where nearly everybody lives, the largest first.
    pub main: Vec<&'static str>,
    /// The others.
    pub others: Vec<&'static str>,
}

impl CountryZones {
    /// The zone, when there is only one to think of.
    pub fn only(&self) -> Option<&'static str> {
        match self.main.as_slice() {
            [zone] => Some(zone),
            _ => None,
        }
    }

    /// All of them, the main ones first.
    pub fn all(&self) -> impl Iterator<Item = &'static str> {
        self.main.iter().chain(&self.others).copied()
    }
}

/// The zones of the country that a number belongs to; none for a number of no country (satellites, freephone).
pub fn zones_of(phone: &Phone) -> CountryZones {
    let country = phone.country();
    let found = country.and_then(|country| lines().find(|(code, ..)| *code == country.as_ref()));
    found.map(|(_, main, others)| CountryZones { main: names(main), others: names(others) }).unwrap_or_default()
}

/// The countries in which clocks go by a zone.
pub fn countries_in(zone: &str) -> Vec<Country> {
    let in_zone = |(_, main, others): &(&str, &'static str, &'static str)| {
        names(main).contains(&zone) || names(others).contains(&zone)
    };
    lines().filter(in_zone).filter_map(|(code, ..)| code.parse().ok()).collect()
}

/// Every zone of the table once, in no order that means anything.
pub fn all_zones() -> impl Iterator<Item = &'static str> {
    let mut zones: Vec<_> = lines().flat_map(|(_, main, others)| [names(main), names(others)]).flatten().collect();
    zones.sort_unstable();
    zones.dedup();
    zones.into_iter()
}

/// A zone by its IANA name, if this machine's tz database has it.
pub fn zone_named(name: &str) -> Option<TimeZone> {
    TimeZone::get(name).ok()
}

fn lines() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    TABLE.lines().filter_map(|line| {
        let mut columns = line.split('\t');
        Some((columns.next()?, columns.next()?, columns.next()?))
    })
}

fn names(column: &'static str) -> Vec<&'static str> {
    column.split(',').filter(|name| !name.is_empty()).collect()
}
