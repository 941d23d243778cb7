//! What a lead reads of the desk: the counts of some days and how the queue stands. Computes only; what is counted stands
//! in `tally`.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Measure, RequestId, Tally, TallyKey, UserId};

/// How the queue stands at a moment.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// Requests that the desk owes.
    pub open: u64,
    /// Of them, those that can be called now and that nobody has.
    pub ready: u64,
    /// Those that wait for their time.
    pub later: u64,
    /// Those that an agent has.
    pub claimed: u64,
    /// Those booked within the last hour with unproved numbers.
    #[serde(default)]
    pub unproved: u64,
    /// Those whose deadline has passed without a call.
    pub overdue: u64,
    /// Who of the ready ones asked first.
    pub oldest: Option<Oldest>,
}

/// Who has waited longest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Oldest {
    /// The request.
    pub request: RequestId,
    /// When it was asked for.
    pub asked_at: Timestamp,
}

/// Counts that belong together, and the shares that follow from them. Shares are 0 to 1, `None` where nothing happened.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Counts {
    /// Questions the bot answered.
    pub answered: u64,
    /// Questions back.
    pub unsure: u64,
    /// Messages that nothing matched.
    pub no_match: u64,
    /// Messages not read because their chat had written more than one person may.
    #[serde(default)]
    pub left_unread: u64,
    /// Messages of chats that flood, left out because far more waited than can be answered.
    #[serde(default)]
    pub left_out: u64,
    /// Calls asked for.
    pub booked: u64,
    /// Promises made.
    pub promised: u64,
    /// Promises kept.
    pub kept: u64,
    /// Promises broken.
    pub breached: u64,
    /// Attempts to reach customers.
    pub attempts: u64,
    /// Requests settled.
    pub resolved: u64,
    /// Of them, with the first call.
    pub resolved_at_first: u64,
    /// Requests that ended without being settled.
    pub closed: u64,
    /// Requests cancelled.
    pub cancelled: u64,
    /// Requests opened again.
    pub reopened: u64,
    /// Ratings given.
    pub ratings: u64,
    /// Their mean, 1 to 5.
    pub mean_rating: Option<f64>,
    /// Of the promises that were kept or broken, the share kept.
    pub kept_share: Option<f64>,
    /// Of the requests settled, the share settled with the first call and not opened again in these days.
    pub first_call_resolution: Option<f64>,
    /// Of the questions answered and the calls asked for, the share of calls.
    pub escalated_share: Option<f64>,
    /// How long a call took with its paperwork, seconds.
    pub mean_call_seconds: Option<f64>,
    /// How long customers waited for the first call from the beginning of their window, seconds.
    pub mean_wait_seconds: Option<f64>,
}

/// The report of some days.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// The first day, on the desk's clock.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// How the queue stands now.
    pub now: Standing,
    /// Everything.
    pub total: Counts,
    /// By topic; `other` are calls without one.
    pub by_topic: BTreeMap<String, Counts>,
    /// By agent.
    pub by_agent: BTreeMap<UserId, Counts>,
    /// By hour of the day.
    pub by_hour: BTreeMap<i8, Counts>,
}

/// The topic of calls that have none.
const OTHER: &str = "other";

impl Report {
    /// The report of what was counted from one day to another.
    pub fn of(from: Date, to: Date, tally: &Tally, now: Standing) -> Self {
        Self {
            from,
            to,
            now,
            total: Counts::of(tally),
            by_topic: grouped(tally, |key| {
                Some(key.topic.as_ref().map_or_else(|| OTHER.to_owned(), |topic| topic.to_string()))
            }),
            by_agent: grouped(tally, |key| key.agent),
            by_hour: grouped(tally, |key| Some(key.hour)),
        }
    }
}

fn grouped<G: Ord + Clone>(tally: &Tally, group: impl Fn(&TallyKey) -> Option<G>) -> BTreeMap<G, Counts> {
    let mut groups: BTreeMap<G, Tally> = BTreeMap::new();
    for (key, count) in tally {
        if let Some(name) = group(key) {
            *groups.entry(name).or_default().entry(key.clone()).or_default() += count;
        }
    }
    groups.into_iter().map(|(name, tally)| (name, Counts::of(&tally))).collect()
}

impl Counts {
    fn of(tally: &Tally) -> Self {
        let mut sums: BTreeMap<Measure, u64> = BTreeMap::new();
        for (key, count) in tally {
            let sum = sums.entry(key.measure).or_default();
            *sum = sum.saturating_add(*count);
        }
        let sum = |measure| sums.get(&measure).copied().unwrap_or_default();
        let (answered, booked) = (sum(Measure::Answered), sum(Measure::Booked));
        let (kept, breached, reopened) = (sum(Measure::Kept), sum(Measure::Breached), sum(Measure::Reopened));
        let (resolved, at_first) = (sum(Measure::Resolved), sum(Measure::ResolvedAtFirst));
        Self {
            answered,
            unsure: sum(Measure::Unsure),
            no_match: sum(Measure::NoMatch),
            left_unread: sum(Measure::LeftUnread),
            left_out: sum(Measure::LeftOut),
            booked,
            promised: sum(Measure::Promised),
            kept,
            breached,
            attempts: sum(Measure::Attempt),
            resolved,
            resolved_at_first: at_first,
            closed: sum(Measure::Closed),
            cancelled: sum(Measure::Cancelled),
            reopened,
            ratings: sum(Measure::Rated),
            mean_rating: ratio(sum(Measure::Stars), sum(Measure::Rated)),
            kept_share: ratio(kept, kept + breached),
            first_call_resolution: ratio(at_first.saturating_sub(reopened), resolved),
            escalated_share: ratio(booked, booked + answered),
            mean_call_seconds: ratio(sum(Measure::Seconds), sum(Measure::Timed)),
            mean_wait_seconds: ratio(sum(Measure::WaitedSeconds), sum(Measure::FirstCall)),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of a desk are far below 2^52")]
fn ratio(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::matching::IntentId;

    #[test]
    fn shares_follow_from_the_counts_of_their_group() {
        let day = Date::constant(2026, 11, 23);
        let key = |measure, topic: Option<&str>, agent: Option<i64>, hour| TallyKey {
            day,
            hour,
            measure,
            topic: topic.map(IntentId::new),
            agent: agent.map(UserId),
        };
        let tally: Tally = [
            (key(Measure::Answered, Some("fees"), None, 9), 6),
            (key(Measure::Booked, Some("fees"), None, 9), 2),
            (key(Measure::Kept, Some("fees"), Some(5), 9), 3),
            (key(Measure::Breached, None, None, 10), 1),
            (key(Measure::Resolved, None, Some(5), 10), 4),
            (key(Measure::ResolvedAtFirst, None, Some(5), 10), 3),
            (key(Measure::Reopened, None, None, 11), 1),
            (key(Measure::Rated, None, Some(5), 11), 2),
            (key(Measure::Stars, None, Some(5), 11), 9),
        ]
        .into();
        let report = Report::of(day, day, &tally, Standing::default());
        assert_eq!((report.total.kept_share, report.total.escalated_share), (Some(0.75), Some(0.25)));
        assert_eq!((report.total.first_call_resolution, report.total.mean_rating), (Some(0.5), Some(4.5)));
        assert_eq!(report.total.mean_call_seconds, None);
        assert_eq!(report.by_topic.keys().collect::<Vec<_>>(), ["fees", "other"]);
        assert_eq!(report.by_agent.get(&UserId(5)).map(|counts| (counts.kept, counts.resolved)), Some((3, 4)));
        assert_eq!(report.by_hour.get(&9).map(|counts| counts.answered), Some(6));
    }
}
