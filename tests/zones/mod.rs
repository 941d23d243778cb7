//! Time zones of phone numbers, and how times in them are said: midnight, and the days when clocks change.

use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};
use phonenumber::country;
use ringback::callback::{Promise, all_zones, zones_of};
use ringback::safety::Phone;
use ringback::text::Locale;
use ringback::words::Phrasebook;

fn zones(number: &str) -> Vec<&'static str> {
    zones_of(&Phone::typed(number, None).unwrap()).main
}

fn window(from: &str, hours: i64) -> Promise {
    let from: Timestamp = from.parse().unwrap();
    Promise { from, to: from + SignedDuration::from_hours(hours) }
}

#[test]
fn every_zone_of_the_table_is_known_and_named_in_both_languages() {
    let known = TimeZoneDatabase::bundled();
    let book = Phrasebook::new();
    let mut count = 0;
    for zone in all_zones() {
        known.get(zone).unwrap_or_else(|error| panic!("{zone}: {error}"));
        let chinese = book.page(Locale::ZhHans).city(zone);
        assert!(!chinese.chars().any(|c| c.is_ascii_alphabetic()), "{zone} has no Chinese name: {chinese}");
        assert!(!book.page(Locale::En).city(zone).contains(['_', '/']), "{zone}");
        count += 1;
    }
    assert!(count > 250, "only {count} zones: the table is cut");
}

#[test]
fn zones_that_are_offered_together_have_clocks_that_differ() {
    let known = TimeZoneDatabase::bundled();
    for number in ["+12025550143", "+74950000000", "+61290000000", "+551130000000", "+525550000000", "+34910000000"] {
        let Ok(phone) = Phone::shared(number, true) else { panic!("{number}") };
        let zones: Vec<&str> = zones_of(&phone).all().collect();
        assert!(zones.len() > 1, "{number}");
        for (place, one) in zones.iter().enumerate() {
            for other in zones.iter().skip(place + 1) {
                let (one, other) = (known.get(one).unwrap(), known.get(other).unwrap());
                let start: Timestamp = "2027-01-01T00:00:00Z".parse().unwrap();
                let differ = (0..24).any(|month| {
                    let at = start + SignedDuration::from_hours(month * 30 * 24);
                    one.to_offset(at) != other.to_offset(at)
                });
                assert!(differ, "{one:?} and {other:?} are alike");
            }
        }
    }
}

#[test]
fn a_number_tells_its_zone_where_its_country_has_one() {
    assert_eq!(zones("+86 138 0013 8000"), ["Asia/Shanghai"]);
    assert_eq!(zones("+44 20 7946 0018"), ["Europe/London"]);
    assert_eq!(zones("+49 30 23125 000"), ["Europe/Berlin"]);
    assert_eq!(zones("+64 3 331 0000"), ["Pacific/Auckland"]);
    let american = zones("+1 202 555 0143");
    assert_eq!(american.first(), Some(&"America/New_York"));
    assert!(american.contains(&"Pacific/Honolulu"));
    let hong_kong = Phone::typed("2123 4567", Some(country::HK)).unwrap();
    assert_eq!(zones_of(&hong_kong).only(), Some("Asia/Hong_Kong"));
    let unknown = Phone::shared("+12025550001", true).unwrap();
    assert_eq!(zones_of(&unknown).main.first(), Some(&"America/New_York"), "a number that the library does not know");
    let satellite = Phone::shared("+870773111632", true).unwrap();
    assert_eq!(zones_of(&satellite).main, [""; 0]);
}

#[test]
fn a_window_is_said_in_the_zone_it_is_read_in() {
    let book = Phrasebook::new();
    let (en, zh) = (book.page(Locale::En), book.page(Locale::ZhHans));
    let now: Timestamp = "2026-11-23T02:00:00Z".parse().unwrap(); // Monday 10:00 in Beijing, Sunday 21:00 in New York
    let zone = |name| TimeZone::get(name).unwrap();
    let soon = window("2026-11-23T02:00:00Z", 1);
    assert_eq!(en.window(soon, &zone("Asia/Shanghai"), now), "today 10:00–11:00");
    assert_eq!(en.window(soon, &zone("America/New_York"), now), "today 21:00–22:00");
    assert_eq!(zh.window(soon, &zone("Asia/Kathmandu"), now), "今天 07:45–08:45");
    // The same window is tomorrow for one reader and today for another; one that runs over midnight keeps its first day.
    let night = window("2026-11-23T04:30:00Z", 1);
    assert_eq!(en.window(night, &zone("America/New_York"), now), "today 23:30–00:30");
    assert_eq!(en.window(window("2026-11-23T05:00:00Z", 1), &zone("America/New_York"), now), "tomorrow 00:00–01:00");
    assert_eq!(en.window(window("2026-11-23T05:00:00Z", 1), &zone("Asia/Shanghai"), now), "today 13:00–14:00");
    assert_eq!(en.zone(&zone("America/New_York")), "New York time");
    assert_eq!(zh.zone(&zone("America/New_York")), "纽约时间");
    assert_eq!(book.page(Locale::ZhHant).zone(&zone("Europe/Berlin")), "柏林時間");
    assert_eq!(en.zone(&zone("Asia/Shanghai")), "Beijing time");
    assert_eq!(en.zone(&TimeZone::UTC), "UTC");
}

#[test]
fn an_hour_that_comes_twice_is_told_apart_and_one_that_never_comes_is_not_said() {
    let book = Phrasebook::new();
    let en = book.page(Locale::En);
    let london = TimeZone::get("Europe/London").unwrap();
    let now: Timestamp = "2027-10-30T12:00:00Z".parse().unwrap();
    let said = |from| en.window(window(from, 1), &london, now);
    assert_eq!(said("2027-10-30T23:00:00Z"), "tomorrow 00:00–01:00 (UTC+01)");
    assert_eq!(said("2027-10-31T00:00:00Z"), "tomorrow 01:00 (UTC+01)–01:00 (UTC+00)");
    assert_eq!(said("2027-10-31T01:00:00Z"), "tomorrow 01:00 (UTC+00)–02:00");
    let now: Timestamp = "2027-03-27T12:00:00Z".parse().unwrap();
    let said = |from| en.window(window(from, 1), &london, now);
    assert_eq!(said("2027-03-28T00:00:00Z"), "tomorrow 00:00–02:00");
    assert_eq!(said("2027-03-28T01:00:00Z"), "tomorrow 02:00–03:00");
}
