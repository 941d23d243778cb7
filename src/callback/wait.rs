//! How long a customer waits in line: who can come first, and how many agents share the work. An estimate, never a promise.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;

use super::{Agent, Board, Roster};
use crate::text::Language;

/// How many calls come first that can be made now, by the language they will be held in.
pub type Ahead = BTreeMap<Language, usize>;

/// Who calls, and how fast.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    /// Who calls people.
    pub roster: &'a Roster,
    /// Who is at work now.
    pub board: &'a Board,
    /// How much of an agent's time a call takes.
    pub handling: SignedDuration,
}

/// A place in line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wait {
    /// How many stand before it: those that the agents who speak the customer's language may have to call first.
    pub before: usize,
    /// How long that takes.
    pub time: SignedDuration,
}

impl Line<'_> {
    /// The wait of somebody who speaks this language, behind these.
    ///
    /// Agents who speak several languages join lines into one: whoever stands in one of those may be called first, and
    /// all the agents of those share the work, but for the customer's own language only those who speak it.
    pub fn behind(&self, ahead: &Ahead, language: Language) -> Wait {
        let mut agents: Vec<&Agent> = self.board.at_work(self.roster).collect();
        if agents.is_empty() {
            // Everybody is on a break and comes back.
            agents = self.roster.iter().collect();
        }
        let calls_in = |agent: &Agent, languages: &BTreeSet<Language>| {
            languages.iter().any(|language| self.roster.may_call(agent, *language))
        };
        let own = BTreeSet::from([language]);
        let mut joined = own.clone();
        loop {
            let theirs = agents.iter().filter(|agent| calls_in(agent, &joined));
            let reached: BTreeSet<Language> = theirs
                .flat_map(|agent| Language::ALL.into_iter().filter(|language| self.roster.may_call(agent, *language)))
                .chain(joined.iter().copied())
                .collect();
            if reached == joined {
                break;
            }
            joined = reached;
        }
        let count = |languages: &BTreeSet<Language>| -> usize {
            languages.iter().filter_map(|language| ahead.get(language)).sum()
        };
        let rounds = |languages| {
            let agents = agents.iter().filter(|agent| calls_in(agent, languages)).count();
            count(languages) / agents.max(1)
        };
        let rounds = rounds(&own).max(rounds(&joined));
        let time = self.handling.saturating_mul(i32::try_from(rounds).unwrap_or(i32::MAX));
        Wait { before: count(&joined), time }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::callback::{Role, UserId};

    const CALL: SignedDuration = SignedDuration::from_mins(10);

    /// The wait in Chinese and in English behind six Chinese and two English calls.
    fn waits(agents: &[&[Language]]) -> [(usize, i64); 2] {
        let roster = agents
            .iter()
            .zip(1..)
            .fold(Roster::new(), |roster, (languages, id)| roster.with(UserId(id), "Sample", languages, Role::Agent));
        let board = Board::default();
        let line = Line { roster: &roster, board: &board, handling: CALL };
        let ahead = Ahead::from([(Language::Zh, 6), (Language::En, 2)]);
        [Language::Zh, Language::En].map(|language| {
            let wait = line.behind(&ahead, language);
            (wait.before, wait.time.as_secs() / 60)
        })
    }

    #[test]
    fn who_is_called_by_others_does_not_stand_before() {
        assert_eq!(waits(&[&[Language::Zh], &[Language::En]]), [(6, 60), (2, 20)]);
    }

    #[test]
    fn who_speaks_both_joins_the_lines() {
        assert_eq!(waits(&[&[Language::Zh, Language::En]]), [(8, 80), (8, 80)]);
        assert_eq!(waits(&[&[Language::Zh, Language::En], &[Language::Zh, Language::En]]), [(8, 40), (8, 40)]);
    }

    #[test]
    fn a_line_is_no_faster_than_those_who_speak_its_language() {
        // One for Chinese alone, one for both: eight calls take the two forty minutes, six Chinese ones alone thirty.
        assert_eq!(waits(&[&[Language::Zh], &[Language::Zh, Language::En]]), [(8, 40), (8, 40)]);
        // Three for English cannot help with Chinese.
        let many: [&[Language]; 4] = [&[Language::Zh, Language::En], &[Language::En], &[Language::En], &[Language::En]];
        assert_eq!(waits(&many), [(8, 60), (8, 20)]);
    }

    #[test]
    fn a_language_that_nobody_speaks_waits_with_all_others() {
        assert_eq!(waits(&[&[Language::Zh]]), [(8, 80), (8, 80)]);
    }

    #[test]
    fn without_agents_nothing_is_divided_by_zero() {
        assert_eq!(waits(&[]), [(6, 60), (2, 20)]);
    }
}
