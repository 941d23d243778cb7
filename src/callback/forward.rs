//! When calls that stand back in the queue must come forward: as long before their promises end as everything takes that has to be
//! called until then. A rule over values; it changes nothing and knows no clock.

use jiff::{SignedDuration, Timestamp};

use super::capacity::BREATH;
use super::{Line, Promised};
use crate::text::Language;

impl Line<'_> {
    /// The end of the last promise in this language that leaves no time to stand back: until then as much is owed as the agents
    /// can call, or nearly. `None` while there is time.
    ///
    /// Whoever stands back lets calls pass that are promised for later, so it is held against all that can be called now and is
    /// promised until the same end or sooner. Urgent calls and further tries are among them: they go before everything.
    pub fn pressed_until(&self, owed: &Promised, language: Language, now: Timestamp) -> Option<Timestamp> {
        let own = self.pressed(owed, now, |other| other == language);
        own.max(self.pressed(owed, now, |_| true))
    }

    fn pressed(&self, owed: &Promised, now: Timestamp, counted: impl Fn(Language) -> bool) -> Option<Timestamp> {
        let speaks =
            |agent: &&super::Agent| Language::ALL.into_iter().any(|it| counted(it) && self.roster.may_call(agent, it));
        let agents = match self.board.at_work(self.roster).filter(speaks).count() {
            // Everybody is on a break and comes back.
            0 => self.roster.iter().filter(speaks).count().max(1),
            some => some,
        };
        let mut ends: Vec<(Timestamp, u32)> = owed
            .iter()
            .filter(|((promise, language), _)| promise.from <= now && counted(*language))
            .map(|((promise, _), count)| (promise.to, *count))
            .collect();
        ends.sort_unstable();
        let mut calls = 0_u32;
        let mut pressed = None;
        for (end, count) in ends {
            calls = calls.saturating_add(count);
            if now.saturating_add(self.takes(calls, agents)).is_ok_and(|done| end <= done) {
                pressed = Some(end);
            }
        }
        pressed
    }

    /// How long so many agents take to have begun so many calls, with the time that is promised to nobody: a call may be running,
    /// and urgent ones come in bursts.
    fn takes(&self, calls: u32, agents: usize) -> SignedDuration {
        let calls = i32::try_from(calls).unwrap_or(i32::MAX);
        let agents = i32::try_from(agents).unwrap_or(i32::MAX).max(1);
        let each = self.handling.saturating_mul(calls).checked_div(agents).unwrap_or(SignedDuration::MAX);
        each.saturating_add(BREATH.max(self.handling))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::callback::{Board, LONG_AGO, Promise, Role, Roster, UserId};

    /// Until which minute calls may not stand back, at minute 0, with two agents who speak both languages and one for English.
    fn pressed(language: Language, owed: &[(i64, Language, u32)]) -> Option<i64> {
        let at = |minute: i64| Timestamp::UNIX_EPOCH + SignedDuration::from_mins(1000 + minute);
        let roster = (1..=2)
            .fold(Roster::new(), |roster, id| roster.with(UserId(id), "Sample", &Language::ALL, Role::Agent))
            .with(UserId(3), "Sample", &[Language::En], Role::Agent);
        let board = Board::default();
        let line = Line { roster: &roster, board: &board, handling: SignedDuration::from_mins(10) };
        let owed: Promised = owed
            .iter()
            .map(|(to, language, count)| ((Promise { from: LONG_AGO, to: at(*to) }, *language), *count))
            .collect();
        line.pressed_until(&owed, language, at(0)).map(|end| end.duration_since(at(0)).as_mins())
    }

    #[test]
    fn the_more_is_owed_until_then_the_sooner_calls_come_forward() {
        let (zh, en) = (Language::Zh, Language::En);
        assert_eq!(pressed(en, &[(60, en, 1)]), None);
        assert_eq!(pressed(en, &[(60, en, 10)]), None, "three agents need 33 minutes and 20 seconds, and 25 more");
        assert_eq!(pressed(en, &[(60, en, 11)]), Some(60));
        assert_eq!(pressed(zh, &[(60, zh, 6)]), None);
        assert_eq!(pressed(zh, &[(60, zh, 7)]), Some(60), "two speak Chinese");
        assert_eq!(
            pressed(zh, &[(45, en, 3), (60, en, 5), (60, zh, 3), (90, en, 1)]),
            Some(60),
            "they call the others, too"
        );
        assert_eq!(pressed(en, &[(90, en, 30), (30, en, 1)]), Some(90));
        assert_eq!(pressed(en, &[]), None);
    }
}
