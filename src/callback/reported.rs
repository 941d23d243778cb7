//! The numbers, links and names that customers have reported as fakes: how many people reported each. Holds neither what
//! was reported nor who did it, only keyed marks by which both are known again.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ChatId;
use crate::safety::CodeKey;

/// Things remembered: a desk with more fakes about at once has other means. The one that fewest people reported, the
/// longest ago, makes room.
const MOST: usize = 300;

/// People counted for one thing; it makes no difference to anybody whether there are more.
const MOST_PEOPLE: usize = 99;

/// Everything that was reported.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Reported(BTreeMap<u64, Reports>);

/// The reports of one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Reports {
    /// The marks of those who reported it.
    by: BTreeSet<u32>,
    /// When it was last reported.
    last: Timestamp,
}

impl Reported {
    /// How many people have reported what has this key (`safety::official::Claim::key`).
    pub fn people(&self, marks: &CodeKey, key: &str) -> usize {
        self.0.get(&marks.mark(key, None)).map_or(0, |reports| reports.by.len())
    }

    /// Somebody reports it; the same person counts once.
    pub fn add(&mut self, marks: &CodeKey, key: &str, by: ChatId, now: Timestamp) {
        let at = marks.mark(key, None);
        if !self.0.contains_key(&at) && self.0.len() >= MOST {
            let least = self.0.iter().min_by_key(|(_, reports)| (reports.by.len(), reports.last));
            let least = least.map(|(mark, _)| *mark);
            least.and_then(|mark| self.0.remove(&mark));
        }
        let reports = self.0.entry(at).or_insert_with(|| Reports { by: BTreeSet::new(), last: now });
        if reports.by.len() < MOST_PEOPLE {
            // With the key in it, nobody can be followed from one report to the next.
            let person = marks.mark(key, Some(by.0));
            reports.by.insert(u32::try_from(person >> 32).unwrap_or_default());
        }
        reports.last = reports.last.max(now);
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::*;

    fn key() -> CodeKey {
        CodeKey::derive(b"a secret")
    }

    #[test]
    fn people_are_counted_once_and_neither_they_nor_the_number_are_kept() {
        let mut reported = Reported::default();
        let now = Timestamp::UNIX_EPOCH;
        for chat in [1_234_567, 7_654_321, 1_234_567] {
            reported.add(&key(), "tel:+85255550199", ChatId(chat), now);
        }
        assert_eq!(reported.people(&key(), "tel:+85255550199"), 2);
        assert_eq!(reported.people(&key(), "tel:+85255550198"), 0);
        let kept = format!("{reported:?}");
        assert_eq!(reported.people(&CodeKey::derive(b"another"), "tel:+85255550199"), 0, "nobody can try numbers out");
        assert!(!kept.contains("5555019") && !kept.contains("1234567"), "{kept}");
    }

    #[test]
    fn what_many_reported_is_not_crowded_out() {
        let mut reported = Reported::default();
        let start = Timestamp::UNIX_EPOCH;
        for chat in 0..3 {
            reported.add(&key(), "web:fake.test", ChatId(chat), start);
        }
        for number in 0..i64::try_from(MOST).unwrap_or(i64::MAX) * 2 {
            let now = start + SignedDuration::from_mins(number);
            reported.add(&key(), &format!("tel:{number}"), ChatId(number), now);
        }
        assert_eq!(reported.people(&key(), "web:fake.test"), 3);
        assert_eq!(reported.0.len(), MOST);
        assert_eq!(reported.people(&key(), "tel:0"), 0);
    }
}
