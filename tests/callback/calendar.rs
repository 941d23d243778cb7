//! Openings and windows in zones with odd clocks, over midnight, on holidays and special days, and with no hours at all.

use jiff::civil::{Date, Weekday};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};
use proptest::prelude::*;
use ringback::callback::{Board, Capacity, HORIZON_DAYS, OpenSpan, Promise, Roster, Rules, ServiceHours};
use ringback::text::Language;

use super::roster;

/// Daylight saving in both hemispheres, by half an hour, at midnight, and none; odd offsets; a date line.
const ZONES: [&str; 8] = [
    "Asia/Shanghai",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Santiago",
    "Asia/Kathmandu",
    "Pacific/Auckland",
    "UTC",
];

fn span() -> impl Strategy<Value = OpenSpan> {
    let plain = (0..1440_u16, 30..900_u16).prop_map(|(from, length)| OpenSpan::new(from, from + length).unwrap());
    prop_oneof![4 => plain, 1 => Just(OpenSpan::ALL_DAY), 1 => Just(OpenSpan::new(22 * 60, 26 * 60).unwrap())]
}

fn day() -> impl Strategy<Value = Vec<OpenSpan>> {
    prop_oneof![
        1 => Just(vec![]),
        4 => span().prop_map(|span| vec![span]),
        2 => Just(vec![OpenSpan::new(540, 720).unwrap(), OpenSpan::new(780, 1080).unwrap()]),
    ]
}

fn hours() -> impl Strategy<Value = ServiceHours> {
    let dates = || prop::collection::btree_set((0..60_i32).prop_map(date), 0..6);
    let extra = prop::collection::btree_map((0..60_i32).prop_map(date), day(), 0..4);
    (prop::sample::select(&ZONES[..]), prop::array::uniform7(day()), dates(), extra).prop_map(
        |(zone, week, holidays, extra)| ServiceHours { zone: TimeZone::get(zone).unwrap(), week, holidays, extra },
    )
}

/// Days from the first of March 2027, when clocks change in the north, and of April, when they do in the south.
fn date(days: i32) -> Date {
    Date::constant(2027, 3, 1).checked_add(days.days()).unwrap()
}

fn now() -> impl Strategy<Value = Timestamp> {
    (0..40_i64 * 24 * 3600)
        .prop_map(|seconds| "2027-03-01T00:00:00Z".parse::<Timestamp>().unwrap() + SignedDuration::from_secs(seconds))
}

/// Whether the settings say that the desk is open, by the wall clock alone.
fn wall_says(hours: &ServiceHours, at: Timestamp) -> bool {
    let local = at.to_zoned(hours.zone.clone());
    let minute = u16::try_from(i32::from(local.hour()) * 60 + i32::from(local.minute())).unwrap();
    let spans = |date: Date| -> Vec<OpenSpan> {
        if let Some(spans) = hours.extra.get(&date) {
            return spans.clone();
        }
        if hours.holidays.contains(&date) {
            return vec![];
        }
        let index = match date.weekday() {
            Weekday::Monday => 0,
            Weekday::Tuesday => 1,
            Weekday::Wednesday => 2,
            Weekday::Thursday => 3,
            Weekday::Friday => 4,
            Weekday::Saturday => 5,
            Weekday::Sunday => 6,
        };
        hours.week[index].clone()
    };
    let inside =
        |spans: Vec<OpenSpan>, minute: u16| spans.iter().any(|span| span.from() <= minute && minute < span.to());
    inside(spans(local.date()), minute) || inside(spans(local.date().yesterday().unwrap()), minute + 1440)
}

/// Whether clocks change near this time; then the wall clock is no judge.
fn clocks_change(hours: &ServiceHours, at: Timestamp) -> bool {
    let offset = |hours_off: i64| hours.zone.to_offset(at + SignedDuration::from_hours(hours_off));
    (-30..=30).any(|hours_off| offset(hours_off) != offset(0))
}

fn capacity<'a>(
    hours: &'a ServiceHours,
    rules: &'a Rules,
    roster: &'a Roster,
    board: &'a Board,
    now: Timestamp,
) -> Capacity<'a> {
    let handling = SignedDuration::from_mins(10);
    static NOTHING: Vec<((Promise, Language), u32)> = Vec::new();
    Capacity {
        hours,
        rules,
        roster,
        board,
        promised: &NOTHING,
        handling,
        language: Language::En,
        held_back: false,
        now,
    }
}

proptest! {
    #[test]
    fn openings_lie_in_order_and_apart_and_are_as_the_wall_clock_says(hours in hours(), now in now(), ahead in 0..20_i64 * 24 * 60) {
        let openings = hours.openings(now);
        for opening in &openings {
            prop_assert!(opening.from < opening.to && opening.to > now, "{opening:?}");
        }
        for pair in openings.windows(2) {
            prop_assert!(pair[0].to < pair[1].from, "{pair:?}");
        }
        let at = now + SignedDuration::from_mins(ahead);
        let open = openings.iter().any(|opening| opening.from <= at && at < opening.to);
        prop_assert_eq!(open, hours.open_now(at).is_some());
        if !clocks_change(&hours, at) {
            prop_assert_eq!(open, wall_says(&hours, at), "{} in {:?}", at, hours.zone);
        }
        prop_assert_eq!(hours.open_from(now), openings.first().map(|opening| opening.from.max(now)));
    }

    #[test]
    fn nothing_is_offered_outside_opening_hours_and_no_two_windows_overlap(
        hours in hours(), now in now(), minutes in 15..180_i64, urgent: bool,
    ) {
        let (rules, roster, board) = (Rules { window: SignedDuration::from_mins(minutes), ..Rules::default() }, roster(4), Board::default());
        let capacity = capacity(&hours, &rules, &roster, &board, now);
        let openings = hours.openings(now);
        let inside = |promise: Promise| openings.iter().any(|opening| opening.from <= promise.from && promise.to <= opening.to);
        let windows: Vec<Promise> = capacity.windows().collect();
        for window in &windows {
            prop_assert!(inside(*window) && window.from > now, "{window:?}");
            prop_assert_eq!(window.to.duration_since(window.from), rules.window);
            prop_assert!(window.to <= now + SignedDuration::from_hours(24 * i64::from(HORIZON_DAYS + 3)));
        }
        for pair in windows.windows(2) {
            prop_assert!(pair[0].to <= pair[1].from, "{pair:?}");
        }
        let soonest = capacity.soonest(urgent);
        if let Some(soonest) = soonest {
            prop_assert!(inside(soonest) && soonest.from >= now && soonest.from < soonest.to, "{soonest:?}");
        }
        let long_enough = openings.iter().any(|opening| opening.to.duration_since(opening.from.max(now)) >= SignedDuration::from_mins(30));
        prop_assert_eq!(soonest.is_some(), long_enough);
    }

    /// A button that was shown means the same window when it is pressed later.
    #[test]
    fn a_window_offered_is_the_same_window_later(hours in hours(), now in now(), minutes in 15..180_i64, later in 1..3000_i64) {
        let (rules, roster, board) = (Rules { window: SignedDuration::from_mins(minutes), ..Rules::default() }, roster(4), Board::default());
        let then = now + SignedDuration::from_mins(later);
        let before: Vec<Promise> = capacity(&hours, &rules, &roster, &board, now).windows().collect();
        let after = capacity(&hours, &rules, &roster, &board, then);
        for window in before.into_iter().filter(|window| window.from >= then + SignedDuration::from_mins(15)).take(40) {
            prop_assert_eq!(after.window_at(window.from), Some(window));
        }
    }

    #[test]
    fn a_try_is_not_cut_short_by_closing_time(hours in hours(), now in now(), minutes in 1..120_i64) {
        let long = SignedDuration::from_mins(minutes);
        let found = hours.open_for(long, now);
        let fits = |at: Timestamp| hours.open_now(at).is_some_and(|opening| opening.to.duration_since(at) >= long);
        prop_assert!(found.is_none_or(|at| at >= now && fits(at)));
        prop_assert_eq!(found == Some(now), fits(now));
    }
}

#[test]
fn an_empty_calendar_promises_nothing() {
    let hours = ServiceHours { zone: TimeZone::UTC, week: Default::default(), holidays: [].into(), extra: [].into() };
    let (rules, roster, board) = (Rules::default(), roster(4), Board::default());
    let capacity = capacity(&hours, &rules, &roster, &board, "2027-03-01T00:00:00Z".parse().unwrap());
    assert_eq!((capacity.soonest(false), capacity.soonest(true)), (None, None));
    assert_eq!(capacity.windows().count(), 0);
    assert_eq!(hours.open_for(SignedDuration::from_mins(1), capacity.now), None);
}

#[test]
fn windows_go_over_midnight_when_the_desk_does() {
    let night = vec![OpenSpan::new(22 * 60, 26 * 60).unwrap()];
    let week = std::array::from_fn(|_| night.clone());
    let hours =
        ServiceHours { zone: TimeZone::get("Europe/Berlin").unwrap(), week, holidays: [].into(), extra: [].into() };
    let (rules, roster, board) = (Rules::default(), roster(4), Board::default());
    // Saturday 27 March 2027, 23:30 in Berlin; the clocks go forward on Sunday at 02:00, so that it closes at 03:00.
    let capacity = capacity(&hours, &rules, &roster, &board, "2027-03-27T22:30:00Z".parse().unwrap());
    let starts: Vec<String> = capacity.windows().take(4).map(|window| window.from.to_string()).collect();
    assert_eq!(
        starts,
        ["2027-03-27T23:00:00Z", "2027-03-28T00:00:00Z", "2027-03-28T20:00:00Z", "2027-03-28T21:00:00Z"]
    );
}
