//! What is told to people about files that change: the first time at once, then gathered, so that an editor or a script that
//! writes again and again fills nobody's chat. Sends nothing.

use std::collections::BTreeMap;
use std::time::Duration;

use tokio::time::Instant;

/// One kind of news is told at most this often.
const GATHERED: Duration = Duration::from_secs(10 * 60);

/// What was told, by kind.
#[derive(Default)]
pub(super) struct News(BTreeMap<&'static str, Told>);

struct Told {
    at: Instant,
    /// How often it has happened since, and was not told.
    kept: u64,
}

impl News {
    /// Something happened. Whether it is to be told now.
    pub(super) fn happened(&mut self, kind: &'static str, now: Instant) -> bool {
        match self.0.get_mut(kind) {
            Some(told) if told.kept > 0 || now.saturating_duration_since(told.at) < GATHERED => {
                told.kept = told.kept.saturating_add(1);
                false
            }
            _ => {
                self.0.insert(kind, Told { at: now, kept: 0 });
                true
            }
        }
    }

    /// What was gathered and is to be told now, with how often it happened.
    pub(super) fn due(&mut self, now: Instant) -> Vec<(&'static str, u64)> {
        let due =
            self.0.iter_mut().filter(|(_, told)| told.kept > 0 && now.saturating_duration_since(told.at) >= GATHERED);
        due.map(|(kind, told)| {
            told.at = now;
            (*kind, std::mem::take(&mut told.kept))
        })
        .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_hundred_changes_are_two_messages() {
        let mut news = News::default();
        let start = Instant::now();
        let at = |second: u64| start + Duration::from_secs(second);
        let told = (0..500).filter(|second| news.happened("reloaded", at(*second))).count();
        assert_eq!(told, 1);
        assert_eq!(news.due(at(599)), []);
        assert_eq!(news.due(at(600)), [("reloaded", 499)]);
        assert_eq!(news.due(at(601)), []);
        assert!(!news.happened("reloaded", at(700)));
        assert!(news.happened("broken", at(700)), "another kind");
        assert_eq!(news.due(at(1200)), [("reloaded", 1)]);
        assert!(news.happened("reloaded", at(1801)));
    }
}
