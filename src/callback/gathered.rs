//! What happens often and is told in one line: how many reports there were, whether cards found no room, whether the
//! agents' group can be written to. Says nothing itself, and holds no more than the line shows.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

/// A line counts on for so long; what happens later is news, and news make a sound.
const LINE_LASTS: SignedDuration = SignedDuration::from_mins(5);

/// A line is changed at most this often: each change is one of the group's 20 messages a minute.
const CHANGED_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// Characters kept of what was reported most.
const MOST_CHARS: usize = 100;

/// Reports of people who pose as the desk, gathered into one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gathered {
    /// When the line began.
    pub since: Timestamp,
    /// When it was last brought up to date.
    pub shown_at: Timestamp,
    /// Whether something came since then.
    pub news: bool,
    /// Reports that name something.
    pub count: u32,
    /// Reports that name nothing.
    pub unnamed: u32,
    /// What was given away, by its code, and by how many.
    pub given: BTreeMap<String, u32>,
    /// What most people reported, as they wrote it.
    pub most: String,
    /// How many people.
    pub people: usize,
}

impl Gathered {
    fn begin(now: Timestamp) -> Self {
        Self {
            since: now,
            shown_at: now,
            news: false,
            count: 0,
            unnamed: 0,
            given: BTreeMap::new(),
            most: String::new(),
            people: 0,
        }
    }

    fn is_over(&self, now: Timestamp) -> bool {
        is_over(self.since, LINE_LASTS, now)
    }

    /// Whether the line is to be changed now, or has ended and is to be forgotten.
    pub fn is_due(&self, now: Timestamp) -> bool {
        if self.news { is_over(self.shown_at, CHANGED_EVERY, now) } else { self.is_over(now) }
    }
}

/// Whether so long has passed; a time that lies in the future is from a clock that went back.
fn is_over(at: Timestamp, lasts: SignedDuration, now: Timestamp) -> bool {
    now.duration_since(at) >= lasts || at > now
}

/// The lines that are open.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lines {
    /// Reports of people who pose as the desk.
    #[serde(default)]
    pub scams: Option<Gathered>,
    /// Requests that wait and have no card.
    #[serde(default)]
    pub waiting: Option<Digest>,
}

impl Lines {
    /// Somebody reports somebody who poses as the desk, and so many people reported the same. Whether that begins a line.
    pub fn scam(&mut self, written: &str, people: usize, now: Timestamp) -> bool {
        let (begins, line) = self.scams_at(now);
        line.count = line.count.saturating_add(1);
        if line.most.is_empty() || people > line.people {
            (line.most, line.people) = (written.chars().take(MOST_CHARS).collect(), people);
        }
        line.news = !begins;
        begins
    }

    /// Somebody reports without naming anything: counted where a line is open, and no reason for one.
    pub fn unnamed_scam(&mut self, now: Timestamp) {
        if let Some(line) = self.scams.as_mut().filter(|line| !line.is_over(now)) {
            line.unnamed = line.unnamed.saturating_add(1);
        }
    }

    /// Somebody who reported gave this away. Whether that begins a line.
    pub fn given_away(&mut self, code: &str, now: Timestamp) -> bool {
        let (begins, line) = self.scams_at(now);
        let count = line.given.entry(code.to_owned()).or_default();
        *count = count.saturating_add(1);
        line.news = !begins;
        begins
    }

    fn scams_at(&mut self, now: Timestamp) -> (bool, &mut Gathered) {
        let begins = self.scams.as_ref().is_none_or(|line| line.is_over(now));
        if begins {
            self.scams = None;
        }
        (begins, self.scams.get_or_insert_with(|| Gathered::begin(now)))
    }

    /// A card found no room. Whether that begins a digest.
    pub fn no_room(&mut self, now: Timestamp) -> bool {
        let begins = self.waiting.is_none_or(|digest| digest.is_over(now));
        if begins {
            self.waiting = Some(Digest { since: now, shown_at: now, shown: 1 });
        }
        begins
    }

    /// Whether any of them is to be changed now.
    pub fn is_due(&self, now: Timestamp) -> bool {
        self.scams.as_ref().is_some_and(|line| line.is_due(now))
            || self.waiting.is_some_and(|digest| digest.is_due(now))
    }
}

/// One message in place of cards there is no room for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// When it was sent.
    pub since: Timestamp,
    /// When it was last looked at whether it is still true.
    pub shown_at: Timestamp,
    /// How many requests it shows.
    pub shown: usize,
}

/// A digest tells of what waits for so long; then the next one makes a sound again.
const DIGEST_LASTS: SignedDuration = SignedDuration::from_mins(10);

/// It is brought up to date this often, and an old one, which nobody looks at much, more seldom.
const DIGEST_EVERY: SignedDuration = SignedDuration::from_secs(20);
const OLD_DIGEST_EVERY: SignedDuration = SignedDuration::from_mins(2);

impl Digest {
    /// Whether what waits from now on needs a new one.
    pub fn is_over(&self, now: Timestamp) -> bool {
        is_over(self.since, DIGEST_LASTS, now)
    }

    /// Whether it is to be brought up to date now.
    pub fn is_due(&self, now: Timestamp) -> bool {
        is_over(self.shown_at, if self.is_over(now) { OLD_DIGEST_EVERY } else { DIGEST_EVERY }, now)
    }
}

/// Why the agents' group cannot be written to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Silence {
    /// The bot is no member, or no longer one.
    NotInGroup,
    /// It is a member without the right to send messages.
    MayNotWrite,
    /// The group's topic is closed or deleted.
    TopicClosed,
    /// There is no such group.
    NoSuchGroup,
}

impl Silence {
    /// How the language files call it.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotInGroup => "not-in-group",
            Self::MayNotWrite => "may-not-write",
            Self::TopicClosed => "topic-closed",
            Self::NoSuchGroup => "no-such-group",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds)
    }

    #[test]
    fn many_reports_are_one_line_that_is_changed_once_a_minute() {
        let mut lines = Lines::default();
        lines.unnamed_scam(at(0));
        assert_eq!(lines, Lines::default(), "a report that names nothing begins no line");
        assert!(lines.scam("+1", 1, at(0)));
        for second in 1..=200 {
            assert!(!lines.scam(
                if second % 3 == 0 { "@a" } else { "@b" },
                usize::try_from(second).unwrap_or(0),
                at(second)
            ));
        }
        assert!(lines.is_due(at(60)) && !lines.is_due(at(59)));
        assert!(lines.scams.as_ref().is_some_and(|line| (line.count, line.people) == (201, 200)), "{lines:?}");
        assert!(lines.scam("@c", 1, at(300)), "after five minutes it is news again");
    }

    #[test]
    fn a_clock_that_goes_back_ends_every_line() {
        let mut lines = Lines::default();
        lines.no_room(at(86_400));
        assert!(!lines.no_room(at(86_401)) && lines.no_room(at(0)));
        assert!(lines.scam("+1", 1, at(86_400)) && lines.scam("+1", 1, at(0)));
    }
}
