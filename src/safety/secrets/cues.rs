//! The words around a secret that tell what it is: labels of keys, passwords and codes, and those of harmless numbers.
//! Found all at once, in one pass.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::plain::{MARK_CLOSES, MARK_OPENS, Plain};

/// What a word around a number or a token says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// A recovery phrase.
    Phrase,
    /// A private key.
    Key,
    /// Perhaps a private key: wallets are imported by key, among other ways.
    Import,
    /// A transaction, a block, a signature.
    Hash,
    /// The secret of a programming interface.
    Secret,
    /// A password.
    Password,
    /// The key of an authenticator.
    Authenticator,
    /// A code sent or made for one use.
    Code,
    /// Any code.
    AnyCode,
    /// A code that is no secret: of an error, an invitation, a country.
    OpenCode,
    /// A card.
    Card,
    /// A card's security code.
    CardCode,
    /// A number that names something: an order, a user, an address.
    Id,
}

/// The words of each sense.
const TABLE: &str = include_str!("cues.txt");

/// The senses by their names in the table.
const SENSES: [(&str, Cue); 13] = [
    ("Phrase", Cue::Phrase),
    ("Key", Cue::Key),
    ("Import", Cue::Import),
    ("Hash", Cue::Hash),
    ("Secret", Cue::Secret),
    ("Password", Cue::Password),
    ("Authenticator", Cue::Authenticator),
    ("Code", Cue::Code),
    ("AnyCode", Cue::AnyCode),
    ("OpenCode", Cue::OpenCode),
    ("Card", Cue::Card),
    ("CardCode", Cue::CardCode),
    ("Id", Cue::Id),
];

/// The words and what they say.
fn words() -> impl Iterator<Item = (Cue, &'static str)> {
    TABLE.lines().filter_map(|line| line.split_once(':')).flat_map(|(name, words)| {
        let sense = SENSES.iter().find(|(known, _)| *known == name).map(|(_, cue)| *cue);
        sense.into_iter().flat_map(|cue| words.split(',').map(move |word| (cue, word.trim())))
    })
}

struct Table {
    automaton: Option<AhoCorasick>,
    classes: Vec<Cue>,
}

static AUTOMATON: LazyLock<Table> = LazyLock::new(|| {
    let automaton =
        AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(words().map(|(_, word)| word)).ok();
    Table { automaton, classes: words().map(|(cue, _)| cue).collect() }
});

/// The cues of a text.
pub struct Cues(Vec<(Cue, Range<usize>)>);

impl Cues {
    /// Finds them. The names in our own marks are none.
    pub fn of(plain: &Plain) -> Self {
        let Table { automaton: Some(automaton), classes } = &*AUTOMATON else { return Self(Vec::new()) };
        let marked = plain.low.contains(MARK_OPENS);
        let found = automaton
            .find_iter(&plain.low)
            .filter_map(|hit| Some((*classes.get(hit.pattern().as_usize())?, hit.range())))
            .filter(|(_, range)| stands_alone(&plain.low, range) && !(marked && in_mark(&plain.low, range)))
            .collect();
        Self(found)
    }

    /// All of one kind.
    pub fn all(&self, wanted: Cue) -> impl Iterator<Item = Range<usize>> + '_ {
        self.0.iter().filter(move |(cue, _)| *cue == wanted).map(|(_, range)| range.clone())
    }

    /// Whether there is one of these.
    pub fn any(&self, wanted: &[Cue]) -> bool {
        self.0.iter().any(|(cue, _)| wanted.contains(cue))
    }

    /// The one of these kinds that stands nearest before `at`, within `reach` bytes, and the bytes between.
    pub fn before(&self, at: usize, reach: usize, wanted: &[Cue]) -> Option<(Cue, usize)> {
        self.0
            .iter()
            .filter(|(cue, range)| wanted.contains(cue) && range.end <= at)
            .map(|(cue, range)| (*cue, at - range.end))
            .filter(|(_, gap)| *gap <= reach)
            .min_by_key(|(_, gap)| *gap)
    }

    /// The one of these kinds that stands nearest after `at`, within `reach` bytes.
    pub fn after(&self, at: usize, reach: usize, wanted: &[Cue]) -> Option<(Cue, usize)> {
        self.0
            .iter()
            .filter(|(cue, range)| wanted.contains(cue) && range.start >= at)
            .map(|(cue, range)| (*cue, range.start - at))
            .filter(|(_, gap)| *gap <= reach)
            .min_by_key(|(_, gap)| *gap)
    }
}

/// Whether a Latin word is no part of a longer one.
fn stands_alone(low: &str, range: &Range<usize>) -> bool {
    let inner = |at: usize| low.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
    let before = range.start.checked_sub(1).is_some_and(inner);
    !(before && inner(range.start) || inner(range.end) && range.end.checked_sub(1).is_some_and(inner))
}

fn in_mark(low: &str, range: &Range<usize>) -> bool {
    let before = low.get(..range.start).unwrap_or_default();
    before.rfind(MARK_OPENS).is_some_and(|opens| before.rfind(MARK_CLOSES).is_none_or(|closes| closes < opens))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole() {
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let name = line.split(':').next().unwrap_or_default();
            assert!(SENSES.iter().any(|(known, _)| *known == name), "no such sense: {line}");
        }
        for (name, cue) in SENSES {
            assert!(words().any(|(found, word)| found == cue && !word.is_empty()), "{name} has no words");
        }
        assert!(AUTOMATON.automaton.is_some());
    }
}
