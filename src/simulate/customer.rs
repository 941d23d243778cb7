//! One customer: what they want, how patient they are, and what they do next. Presses nothing by itself.

use jiff::{SignedDuration, Timestamp};

use super::buttons::Wish;
use super::chance::Chance;
use super::plan::{
    BURST_AT, BURST_LASTS, CANCELS, ENGLISH, FIRST_COMES, LAST_COMES, LEAVES_AT_TIMES, MOVES, Plan, SENDS_NUMBER, SOON,
    TYPES_NUMBER, URGENT, URGENT_IN_BURST,
};
use crate::callback::{ChatId, Promise};
use crate::matching::IntentId;
use crate::text::Language;

/// The chats of customers begin here; agents stand below.
const FIRST_CHAT: i64 = 1_000_000;

/// A customer.
pub struct Customer {
    /// Their chat.
    pub chat: ChatId,
    /// What they read.
    pub language: Language,
    /// What they want.
    pub wish: Wish,
    /// When they write first.
    pub comes_at: Timestamp,
    /// What they think of later, after so long.
    pub second_thought: Option<(SecondThought, SignedDuration)>,
    /// Whether they send another number when asked for one.
    pub sends_number: bool,
    /// They type their number when they book.
    pub types_number: bool,
    /// They have typed it.
    pub typed: bool,
    /// They have written.
    pub came: bool,
    /// What they were promised first.
    pub promised: Option<Promise>,
    /// They have chosen another time by themselves.
    pub moved: bool,
    /// Their luck.
    pub chance: Chance,
}

/// What a customer thinks of after booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondThought {
    /// Another time is better.
    Move,
    /// No call is needed after all.
    Cancel,
}

/// What calls can be about.
pub struct Topics {
    /// The urgent ones.
    pub urgent: Vec<IntentId>,
    /// The others.
    pub others: Vec<IntentId>,
}

/// Everybody who comes, in no order of time.
pub fn all(plan: &Plan, topics: &Topics) -> Vec<Customer> {
    let crash = plan.at(0, BURST_AT);
    let (first, last) = (plan.at(0, FIRST_COMES), plan.at(0, LAST_COMES));
    let day = last.duration_since(first).as_secs_f64();
    let customer = |index: u32| {
        let mut chance = Chance::new(plan.seed, u64::from(index) + 1);
        let in_burst = index < plan.burst;
        let comes_at = if in_burst {
            crash + chance.seconds((0.0, BURST_LASTS.as_secs_f64()))
        } else {
            // Most come in the middle of the day.
            first + chance.seconds((0.0, day)).saturating_add(chance.seconds((0.0, day))) / 2
        };
        let urgent = chance.happens(if in_burst { URGENT_IN_BURST } else { URGENT });
        let of = if urgent && !topics.urgent.is_empty() { &topics.urgent } else { &topics.others };
        let topic = of.get(chance.below(of.len())).cloned().unwrap_or_else(|| IntentId::new("other"));
        let language = if chance.happens(ENGLISH) { Language::En } else { Language::Zh };
        let soon = urgent || chance.happens(SOON);
        let nth = chance.below(4);
        let leaves = !urgent && chance.happens(LEAVES_AT_TIMES);
        let thought = match chance.share() {
            share if share < MOVES => Some(SecondThought::Move),
            share if share < MOVES + CANCELS => Some(SecondThought::Cancel),
            _ => None,
        };
        let after = chance.seconds((60.0, 3600.0));
        Customer {
            chat: ChatId(FIRST_CHAT + i64::from(index)),
            language,
            wish: Wish { topic, window: (!soon).then_some(nth), leaves },
            comes_at,
            second_thought: thought.map(|thought| (thought, after)),
            sends_number: chance.happens(SENDS_NUMBER),
            types_number: chance.happens(TYPES_NUMBER),
            typed: false,
            came: false,
            promised: None,
            moved: false,
            chance,
        }
    };
    (0..plan.customers).map(customer).collect()
}

/// Which customer has this chat, if it is one's.
pub fn index_of(chat: ChatId) -> Option<usize> {
    usize::try_from(chat.0.checked_sub(FIRST_CHAT)?).ok()
}
