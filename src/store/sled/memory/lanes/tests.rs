//! Whose turn it is among the updates that wait, case by case.

use super::*;

const TTL: Duration = Duration::from_secs(60);
const KNOWN: ServiceClass = ServiceClass::Known;

fn load(rows: impl IntoIterator<Item = Found>, crashes: u32) -> Lanes {
    Lanes::load(rows, HashSet::new(), crashes)
}

fn found(row: u64, lane: i64, deaths: u32) -> Found {
    Found { row, lane, tries: 0, deaths, class: KNOWN, piece: None, received_at: at(0) }
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(second).unwrap_or_default()
}

fn rows(lanes: &mut Lanes, now: Timestamp) -> Vec<u64> {
    std::iter::from_fn(|| lanes.pick(now, TTL).map(|picked| picked.row)).collect()
}

#[test]
fn a_flooding_lane_delays_no_other() {
    let mut lanes = Lanes::default();
    (1..=100).for_each(|row| lanes.arrived(row, 7, KNOWN, None, at(0)));
    lanes.arrived(101, 8, KNOWN, None, at(0));
    lanes.arrived(102, 9, KNOWN, None, at(0));
    assert_eq!(rows(&mut lanes, at(0)), [1, 101, 102]);
    lanes.finished(1, 7);
    lanes.arrived(103, 10, KNOWN, None, at(0));
    assert_eq!(rows(&mut lanes, at(0)), [2, 103], "the freed lane comes before one that came after it was freed");
}

#[test]
fn a_preferred_lane_waits_for_nobody() {
    let mut lanes = Lanes::default();
    lanes.prefer([7].into());
    (1..=1000).for_each(|row| lanes.arrived(row, 1000 + i64::try_from(row).unwrap_or_default(), KNOWN, None, at(0)));
    lanes.arrived(1001, 7, KNOWN, None, at(0));
    lanes.arrived(1002, 7, KNOWN, None, at(0));
    let mut next = || lanes.pick(at(0), TTL).map(|picked| picked.row);
    assert_eq!((next(), next()), (Some(1001), Some(1)), "one at a time, so that the others have their turn");
    lanes.finished(1001, 7);
    assert_eq!(lanes.pick(at(0), TTL).map(|picked| picked.row), Some(1002));
}

#[test]
fn what_is_urgent_takes_along_what_stands_before_it() {
    let mut lanes = Lanes::default();
    (1..=100).for_each(|row| {
        lanes.arrived(row, i64::try_from(row).unwrap_or_default(), ServiceClass::Stranger, None, at(0))
    });
    lanes.arrived(101, 500, ServiceClass::Stranger, None, at(0));
    lanes.arrived(102, 500, ServiceClass::Flood, None, at(0));
    lanes.arrived(103, 500, ServiceClass::Urgent, None, at(0));
    lanes.arrived(104, 500, ServiceClass::Flood, None, at(0));
    let next = |lanes: &mut Lanes| lanes.pick(at(0), TTL).map(|picked| picked.row);
    for row in [101, 102, 103] {
        assert_eq!(next(&mut lanes), Some(row));
        lanes.finished(row, 500);
    }
    assert_eq!(next(&mut lanes), Some(1), "what follows it is a flood again");
    lanes.owe(600, true);
    lanes.arrived(105, 600, KNOWN, None, at(0));
    assert_eq!(next(&mut lanes), Some(105), "who is owed a call goes before those who are not");
}

#[test]
fn what_the_program_died_of_is_tried_alone_and_after_a_pause() {
    let mut lanes = load([found(1, 7, 2), found(2, 8, 0), found(3, 9, 0)], 3);
    lanes.arrived(4, 10, KNOWN, None, at(0));
    let mut next = |second| lanes.pick(at(second), TTL).map(|picked| (picked.row, picked.deaths, picked.suspect));
    assert_eq!(next(0), Some((2, 0, true)), "the one with two deaths rests for two seconds");
    assert_eq!(next(0), Some((4, 0, false)));
    assert_eq!(next(1), None);
    lanes.finished(2, 8);
    let mut next = |second| lanes.pick(at(second), TTL).map(|picked| picked.row);
    assert_eq!(next(2), None, "another is under way");
    assert_eq!(next(3), None);
    lanes.finished(4, 10);
    lanes.arrived(5, 11, KNOWN, None, at(0));
    let mut next = |second| lanes.pick(at(second), TTL).map(|picked| picked.row);
    assert_eq!((next(3), next(3), next(7)), (Some(1), None, None), "alone");
    assert_eq!(next(8), Some(5), "but not for ever");
    lanes.finished(1, 7);
    assert_eq!(lanes.pick(at(8), TTL).map(|picked| picked.row), Some(3));
}

#[test]
fn a_lease_that_is_not_kept_counts_as_a_try() {
    let mut lanes = Lanes::default();
    lanes.arrived(1, 7, KNOWN, None, at(0));
    let picked = |tries| Some(Picked { row: 1, lane: 7, tries, deaths: 0, suspect: false, more: vec![] });
    assert_eq!(lanes.pick(at(0), TTL), picked(0));
    assert_eq!(lanes.pick(at(59), TTL), None);
    assert_eq!(lanes.pick(at(60), TTL), picked(1));
    assert_eq!(lanes.tries_with_this(1, 7), (2, 0));
    lanes.put_back(1);
    assert_eq!(lanes.pick(at(61), TTL), picked(1), "given back untried is no try");
}

#[test]
fn one_crash_casts_no_suspicion_and_two_do() {
    let waiting = [(1, 7), (2, 7), (3, 8), (4, 9)].map(|(row, lane)| found(row, lane, 0));
    assert_eq!(rows(&mut load(waiting, 1), at(0)), [1, 3, 4]);

    let mut lanes = load(waiting, 2);
    lanes.arrived(5, 10, KNOWN, None, at(0));
    assert_eq!(rows(&mut lanes, at(0)), [1, 5], "one suspect at a time, others freely");
    lanes.finished(1, 7);
    assert_eq!(rows(&mut lanes, at(0)), [3, 2], "what stood behind a suspect is none");
    assert_eq!(lanes.tries_with_this(3, 8), (1, 0), "a failure is no death");
    lanes.given_back(3, 8, 1);
    assert_eq!(rows(&mut lanes, at(0)), [4]);
    assert!(!lanes.clears_suspicion(&[4]));
    assert!(lanes.clears_suspicion(&[3, 4]));
}

#[test]
fn a_lane_is_held_for_its_suspect_alone() {
    let mut lanes = load([found(1, 7, 0), found(2, 7, 0), found(3, 8, 0)], 2);
    assert_eq!(rows(&mut lanes, at(0)), [1]);
    assert_eq!(rows(&mut lanes, at(60)), [3], "the lease of the first has ended");
    lanes.finished(1, 7);
    assert_eq!(rows(&mut lanes, at(60)), [2], "finished all the same");
}
