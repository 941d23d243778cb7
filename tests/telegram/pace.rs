//! The buckets: never faster than Telegram allows, whatever is asked; never slower than they say themselves.

use std::collections::HashMap;
use std::time::Duration;

use proptest::prelude::*;
use ringback::callback::ChatId;
use ringback::telegram::{Buckets, Rates, Wait};

const CUSTOMER: ChatId = ChatId(7);
const OTHER: ChatId = ChatId(8);
const GROUP: ChatId = ChatId(-100);

fn ms(ms: u64) -> Duration {
    Duration::from_millis(ms)
}

/// So high that it never binds.
const FREE: f64 = 1e9;

fn only_chats() -> Buckets {
    Buckets::new(Rates { overall_per_second: FREE, ..Rates::default() })
}

#[test]
fn a_private_chat_takes_a_burst_and_then_one_a_second() {
    let mut buckets = only_chats();
    for _ in 0..3 {
        assert_eq!(buckets.take(Some(CUSTOMER), ms(0)), Ok(()));
    }
    assert_eq!(buckets.take(Some(CUSTOMER), ms(0)), Err(Wait::Chat(ms(1000))));
    assert_eq!(buckets.take(Some(OTHER), ms(0)), Ok(()), "another chat has its own bucket");
    assert_eq!(buckets.take(Some(CUSTOMER), ms(999)), Err(Wait::Chat(ms(1000))));
    assert_eq!(buckets.take(Some(CUSTOMER), ms(1000)), Ok(()));
}

#[test]
fn a_group_takes_a_quarter_of_its_minute_at_once() {
    let mut buckets = only_chats();
    for _ in 0..5 {
        assert_eq!(buckets.take(Some(GROUP), ms(0)), Ok(()));
    }
    assert_eq!(buckets.take(Some(GROUP), ms(0)), Err(Wait::Chat(ms(4000))), "then 15 a minute: 20 in all");
}

#[test]
fn a_pause_for_one_chat_holds_only_that_chat() {
    let mut buckets = only_chats();
    buckets.slow_down(Some(CUSTOMER), ms(8000), ms(0));
    assert_eq!(buckets.take(Some(CUSTOMER), ms(10)), Err(Wait::Chat(ms(8000))));
    assert_eq!(buckets.take(Some(OTHER), ms(10)), Ok(()));
    assert_eq!(buckets.take(None, ms(10)), Ok(()), "answers to presses go on");
}

#[test]
fn a_pause_for_many_chats_is_tried_out_before_it_holds_everybody() {
    let mut buckets = only_chats();
    for chat in 1..=4 {
        buckets.slow_down(Some(ChatId(chat)), ms(30_000), ms(0));
        buckets.slow_down(Some(ChatId(chat)), ms(30_000), ms(1)); // the same chat twice is one sign
    }
    assert_eq!(buckets.take(Some(OTHER), ms(10)), Ok(()));
    buckets.slow_down(Some(ChatId(5)), ms(30_000), ms(20));
    assert_eq!(buckets.take(Some(OTHER), ms(30)), Err(Wait::Everybody(ms(1020))));
    assert_eq!(buckets.take(None, ms(30)), Err(Wait::Everybody(ms(1020))));
    // One goes, the others wait for its answer; while it is refused, the pause doubles.
    let mut now = 1020;
    for pause in [2000, 4000, 8000, 16_000, 30_000, 30_000] {
        assert_eq!(buckets.take(Some(OTHER), ms(now)), Ok(()));
        assert_eq!(buckets.take(None, ms(now)), Err(Wait::Everybody(ms(now + 2000))));
        buckets.slow_down(Some(ChatId(77)), ms(1000), ms(now)); // one that went before is no answer
        assert_eq!(buckets.take(None, ms(now)), Err(Wait::Everybody(ms(now + 2000))));
        buckets.slow_down(Some(OTHER), ms(1), ms(now));
        assert_eq!(buckets.take(None, ms(now + 1)), Err(Wait::Everybody(ms(now + pause))));
        now += pause;
    }
    assert_eq!(buckets.take(None, ms(now)), Ok(()));
    buckets.went_well(None);
    assert_eq!(buckets.take(Some(OTHER), ms(now + 1)), Ok(()), "and when it went, all go");
}

#[test]
fn chats_at_rest_are_forgotten() {
    let mut buckets = only_chats();
    for chat in 0..100_000_u64 {
        let now = ms(chat * 10);
        assert_eq!(buckets.take(Some(ChatId(i64::try_from(chat).unwrap() + 1)), now), Ok(()));
    }
    assert!(buckets.remembered() <= 10_001, "{}", buckets.remembered());
}

#[test]
fn a_wait_in_a_bucket_costs_nothing_in_the_other() {
    let mut buckets = Buckets::new(Rates { overall_per_second: 1.0, ..Rates::default() });
    assert_eq!(buckets.take(Some(CUSTOMER), ms(0)), Ok(()));
    for _ in 0..50 {
        assert!(matches!(buckets.take(Some(OTHER), ms(0)), Err(Wait::Everybody(_))));
    }
    assert_eq!(buckets.take(Some(OTHER), ms(2000)), Ok(()), "the asking took nothing from the chat's own bucket");
    assert_eq!(buckets.take(Some(OTHER), ms(4000)), Ok(()));
}

/// The most grants that fall into any window of this length.
fn most_within(times: &[Duration], window: Duration) -> usize {
    let within = |first: usize| times[first..].iter().take_while(|at| **at - times[first] < window).count();
    (0..times.len()).map(within).max().unwrap_or_default()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn never_more_than_the_rates_allow(
        asks in prop::collection::vec((prop::sample::select(vec![1_i64, 2, -100, -200, 0]), 0_u64..400), 1..1500),
        overall in 2_u32..60,
        group in 2_u32..60,
    ) {
        let rates = Rates {
            overall_per_second: f64::from(overall),
            chat_per_second: 1.0,
            group_per_minute: f64::from(group),
        };
        let mut buckets = Buckets::new(rates);
        let mut now = Duration::ZERO;
        let mut granted: HashMap<i64, Vec<Duration>> = HashMap::new();
        let mut all = Vec::new();
        for (chat, step) in asks {
            now += ms(step);
            let asked = (chat != 0).then_some(ChatId(chat));
            let mut answer = buckets.take(asked, now);
            // Half of them wait exactly as long as they are told: that must do, and must not be too short either.
            if let Err(Wait::Chat(until) | Wait::Everybody(until)) = answer && step % 2 == 0 {
                prop_assert!(until > now);
                now = until;
                answer = buckets.take(asked, now);
            }
            if answer.is_ok() {
                all.push(now);
                granted.entry(chat).or_default().push(now);
            }
        }
        prop_assert!(most_within(&all, ms(1000)) <= overall as usize);
        for (chat, times) in granted {
            if chat < 0 {
                prop_assert!(most_within(&times, ms(60_000)) <= group as usize);
            } else if chat > 0 {
                for seconds in [1, 2, 5, 30] {
                    prop_assert!(most_within(&times, ms(seconds * 1000)) <= 3 + usize::try_from(seconds).unwrap());
                }
            }
        }
    }
}
