//! What the program tells the agents by itself and that can happen very often, by a flood, an editor or a script: once at
//! once, then a count. Kept in memory: a restart tells anew.

use std::collections::BTreeMap;
use std::time::Duration;

/// An update was set aside.
pub(super) const DEAD_LETTER: &str = "alarm-dead-letter";

/// The same thing is told again after this at the earliest: nobody reads more, and an operator comes sooner or not at all.
const EVERY: Duration = Duration::from_secs(600);

/// What was told, by the key of its sentence. Times are steady.
#[derive(Debug, Default)]
pub(super) struct Often(BTreeMap<String, Told>);

#[derive(Debug)]
struct Told {
    at: Duration,
    /// How often it happened since then.
    more: u32,
}

impl Often {
    /// Whether it would be told at once now.
    pub(super) fn would_tell(&self, key: &str, now: Duration) -> bool {
        self.0.get(key).is_none_or(|told| told.more == 0 && told.at.saturating_add(EVERY) <= now)
    }

    /// It happened. Whether it is to be told at once.
    pub(super) fn happened(&mut self, key: &str, now: Duration) -> bool {
        let tells = self.would_tell(key, now);
        if tells {
            self.0.insert(key.to_owned(), Told { at: now, more: 0 });
        } else if let Some(told) = self.0.get_mut(key) {
            told.more = told.more.saturating_add(1);
        }
        tells
    }

    /// What is to be told now, and how often it happened since it was told last.
    pub(super) fn due(&mut self, now: Duration) -> Vec<(String, u32)> {
        let mut due = Vec::new();
        for (key, told) in &mut self.0 {
            if told.more > 0 && told.at.saturating_add(EVERY) <= now {
                due.push((key.clone(), std::mem::take(&mut told.more)));
                told.at = now;
            }
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn once_at_once_and_then_a_count_every_ten_minutes() {
        let (mut often, at) = (Often::default(), Duration::from_secs);
        let told = (0..857).filter(|second| often.happened("x", at(*second / 2))).count();
        assert_eq!(told, 1);
        assert_eq!(often.due(at(599)), []);
        assert_eq!(often.due(at(600)), [("x".to_owned(), 856)]);
        assert_eq!(often.due(at(2000)), []);
        assert!(often.happened("z", at(2000)) && !often.happened("z", at(2001)));
        assert!(!often.happened("z", at(2700)), "what waits to be told is told in one");
        assert_eq!(often.due(at(2700)), [("z".to_owned(), 2)]);
        assert!(often.happened("x", at(2000)) && often.happened("y", at(2001)));
    }
}
