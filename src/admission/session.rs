//! A browser that is signed in. Knows its token by a keyed hash alone, and ends by itself.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::attempt::AttemptCode;
use super::browser::Browser;
use super::secret::SecretHash;
use crate::callback::{Member, Role, Roster, UserId};

/// After so long it ends, whatever was done in it: a working day with its overtime.
pub const ABSOLUTE_END: SignedDuration = SignedDuration::from_hours(12);

/// After so long without a press it ends: long enough for a call, too short for a desk that somebody left.
pub const IDLE_END: SignedDuration = SignedDuration::from_mins(30);

/// That it was used is written down so often, not with every request.
pub const USE_NOTED_EVERY: SignedDuration = SignedDuration::from_mins(1);

/// Sessions that one person has at once; one more ends the oldest.
pub const MOST_SESSIONS: usize = 8;

/// Names a session: the keyed hash of its token.
pub type SessionId = SecretHash;

/// How somebody signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// By the number that the page showed, pressed in Telegram.
    Number,
}

/// A browser that is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    /// Who.
    pub who: UserId,
    /// What they were then: another role is another session.
    pub role: Role,
    /// Since when.
    pub made_at: Timestamp,
    /// When something was last asked for in it, give or take [`USE_NOTED_EVERY`].
    pub used_at: Timestamp,
    /// How they came in.
    pub way: Way,
    /// From which browser.
    pub browser: Browser,
    /// The attempt that led to it, where one did: whoever granted it may want it back.
    #[serde(default)]
    pub attempt: Option<AttemptCode>,
}

impl Session {
    /// Whether its time is over.
    pub fn is_over(&self, now: Timestamp) -> bool {
        now.duration_since(self.made_at) >= ABSOLUTE_END || now.duration_since(self.used_at) >= IDLE_END
    }

    /// The member signed in; `None` once the session is over, or they left the roster or have another role.
    pub fn member<'a>(&self, roster: &'a Roster, now: Timestamp) -> Option<&'a Member> {
        let member = roster.member(self.who).filter(|member| member.role() == self.role);
        member.filter(|_| !self.is_over(now))
    }

    /// The session as used now; `None` when that was written down a moment ago.
    pub fn used(&self, now: Timestamp) -> Option<Self> {
        let due = now.duration_since(self.used_at) >= USE_NOTED_EVERY;
        due.then(|| Self { used_at: now, ..self.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn a_session_ends_by_time_by_rest_and_with_the_role() {
        let start = Timestamp::UNIX_EPOCH;
        let browser = Browser { name: "Firefox on Linux".into(), address: None };
        let who = UserId(7);
        let (role, way, attempt) = (Role::Agent, Way::Number, None);
        let session = Session { who, role, made_at: start, used_at: start, way, browser, attempt };
        let roster = |role| Roster::new().with(who, "Lin", &[Language::En], role);
        let agent = roster(Role::Agent);
        let early = start + SignedDuration::from_mins(29);
        assert!(session.member(&agent, early).is_some());
        assert!(session.member(&agent, start + IDLE_END).is_none());
        assert!(
            session.member(&roster(Role::Lead), early).is_none() && session.member(&Roster::new(), early).is_none()
        );
        let used = Session { used_at: start + ABSOLUTE_END - SignedDuration::from_secs(2), ..session.clone() };
        assert!(used.member(&agent, start + ABSOLUTE_END - SignedDuration::from_secs(1)).is_some());
        assert!(used.member(&agent, start + ABSOLUTE_END).is_none());
        assert_eq!(session.used(start + SignedDuration::from_secs(59)), None);
        assert_eq!(session.used(early).map(|session| session.used_at), Some(early));
    }
}
