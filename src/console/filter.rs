//! What somebody looks for in the queue, as it stands in the page's address: to be kept, shared and come back to. Names nobody.

use serde::Deserialize;

use crate::callback::Place;
use crate::conversation::{Row, Urgency};
use crate::intents::Priority;
use crate::text::Language;

/// Rows on a page.
pub const ON_A_PAGE: usize = 50;

/// The longest reference that is looked for, characters.
const MOST_WANTED: usize = 20;

/// A part of the queue, as the page's tabs have it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// What can be called now.
    #[default]
    Ready,
    /// What agents have.
    Agents,
    /// What waits for its time.
    Later,
    /// What waits for a right number or an answer.
    Needs,
    /// Everything that is open.
    All,
}

impl Tab {
    /// Every one, in the order of the page.
    pub const ALL: [Self; 5] = [Self::Ready, Self::Agents, Self::Later, Self::Needs, Self::All];

    /// Its word in the address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Agents => "agents",
            Self::Later => "later",
            Self::Needs => "needs",
            Self::All => "all",
        }
    }

    fn has(self, row: &Row) -> bool {
        match self {
            Self::Ready => matches!(row.place, Some(Place::Ready(_))),
            Self::Agents => matches!(row.place, Some(Place::With(_))),
            Self::Later => row.place == Some(Place::Later),
            Self::Needs => row.needs_something,
            Self::All => true,
        }
    }
}

/// A way to see less; several at once leave what all of them leave.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Narrow {
    /// What whoever looks may call, by its language.
    Mine,
    /// What is urgent.
    Urgent,
    /// What is late or soon will be.
    Late,
    /// What was tried before.
    Tried,
    /// Where it is not night now.
    Awake,
}

impl Narrow {
    /// Every one, in the order of the page.
    pub const ALL: [Self; 5] = [Self::Mine, Self::Urgent, Self::Late, Self::Tried, Self::Awake];

    /// Its word in the address.
    pub fn word(self) -> &'static str {
        match self {
            Self::Mine => "mine",
            Self::Urgent => "urgent",
            Self::Late => "late",
            Self::Tried => "tried",
            Self::Awake => "awake",
        }
    }

    fn leaves(self, row: &Row, speaks: &[Language]) -> bool {
        match self {
            Self::Mine => speaks.contains(&row.language),
            Self::Urgent => row.priority == Priority::Urgent,
            Self::Late => row.urgency != Urgency::None,
            Self::Tried => row.attempts > 0,
            Self::Awake => !row.night,
        }
    }
}

/// The address's words, as a browser sends them.
#[derive(Debug, Default, Deserialize)]
pub struct Wanted {
    tab: Option<String>,
    only: Option<String>,
    find: Option<String>,
    page: Option<usize>,
}

/// What somebody looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// In which part of the queue.
    pub tab: Tab,
    /// What is left out.
    pub only: Vec<Narrow>,
    /// What the reference contains.
    pub find: String,
    /// Which page, counted from 0.
    pub page: usize,
}

impl From<Wanted> for Filter {
    fn from(wanted: Wanted) -> Self {
        let tab = Tab::ALL.into_iter().find(|tab| wanted.tab.as_deref() == Some(tab.word())).unwrap_or_default();
        let words = wanted.only.unwrap_or_default();
        let only = Narrow::ALL.into_iter().filter(|narrow| words.split('-').any(|word| word == narrow.word()));
        let plain = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
        let find = wanted.find.unwrap_or_default().chars().filter(plain).take(MOST_WANTED).collect();
        // The address counts from 1, as people do.
        Self { tab, only: only.collect(), find, page: wanted.page.unwrap_or(1).saturating_sub(1) }
    }
}

impl Filter {
    /// Whether it shows this row to somebody who may call in these languages.
    pub fn shows(&self, row: &Row, speaks: &[Language]) -> bool {
        self.tab.has(row)
            && self.only.iter().all(|narrow| narrow.leaves(row, speaks))
            && (self.find.is_empty() || row.id.to_string().contains(&self.find.to_ascii_uppercase()))
    }

    /// The address that shows this.
    pub fn address(&self) -> String {
        let only = self.only_words();
        let parts = [
            (self.tab != Tab::default()).then(|| format!("tab={}", self.tab.word())),
            (!only.is_empty()).then(|| format!("only={only}")),
            (!self.find.is_empty()).then(|| format!("find={}", self.find)),
            (self.page > 0).then(|| format!("page={}", self.page + 1)),
        ];
        let query: Vec<String> = parts.into_iter().flatten().collect();
        if query.is_empty() { "/".to_owned() } else { format!("/?{}", query.join("&")) }
    }

    /// What is left out, as one word of the address.
    pub fn only_words(&self) -> String {
        self.only.iter().map(|narrow| narrow.word()).collect::<Vec<_>>().join("-")
    }

    /// The same in another part of the queue.
    pub fn in_tab(&self, tab: Tab) -> Self {
        Self { tab, page: 0, ..self.clone() }
    }

    /// The same with one way to see less, or without it where it was there.
    pub fn toggled(&self, narrow: Narrow) -> Self {
        let mut only: Vec<Narrow> = self.only.iter().copied().filter(|other| *other != narrow).collect();
        if only.len() == self.only.len() {
            only.push(narrow);
        }
        let only = Narrow::ALL.into_iter().filter(|narrow| only.contains(narrow)).collect();
        Self { only, page: 0, ..self.clone() }
    }

    /// The same on another page.
    pub fn on_page(&self, page: usize) -> Self {
        Self { page, ..self.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_looked_for_survives_the_address() {
        let wanted = Wanted {
            tab: Some("later".into()),
            only: Some("urgent-mine-nonsense".into()),
            find: Some("rb-10<42".into()),
            page: Some(3),
        };
        let filter = Filter::from(wanted);
        assert_eq!(filter.address(), "/?tab=later&only=mine-urgent&find=rb-1042&page=3");
        assert_eq!(filter.toggled(Narrow::Mine).toggled(Narrow::Mine).only, filter.only);
        assert_eq!(Filter::default().address(), "/");
        assert_eq!(filter.in_tab(Tab::Ready).page, 0);
    }
}
