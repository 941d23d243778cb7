//! The words around a secret that tell what it is: labels of keys, passwords and codes, and those of harmless numbers.
//! Found all at once, in one pass.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::SecretKind;
use super::plain::{MARK_CLOSES, MARK_OPENS, Plain};
use super::scan::{head, tail};

/// What a word around a number or a token says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// A recovery phrase.
    Phrase,
    /// Perhaps a recovery phrase, or what one is made from.
    Seed,
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
    /// An authenticator, whose key may stand behind.
    AuthenticatorHint,
    /// A code sent or made for one use.
    Code,
    /// Codes to keep for the day when the authenticator is lost.
    BackupCode,
    /// Any code.
    AnyCode,
    /// What a code comes with: a message, an app, somebody who asks for it.
    CodeHint,
    /// A code that is no secret: of an error, an invitation, a country.
    OpenCode,
    /// A card.
    Card,
    /// A card by its bank, in another language, or by what is done with it.
    CardHint,
    /// What is done with cards, or printed on them.
    CardTalk,
    /// A card's security code.
    CardCode,
    /// The name of an account, which a password may follow.
    Login,
    /// A passport.
    Passport,
    /// The number of an American's social security.
    SocialNumber,
    /// A number that names something: an order, a user, an address.
    Id,
}

/// The words of each sense.
const TABLE: &str = include_str!("cues.txt");

/// The senses by their names in the table.
const SENSES: [(&str, Cue); 22] = [
    ("Phrase", Cue::Phrase),
    ("Seed", Cue::Seed),
    ("Key", Cue::Key),
    ("Import", Cue::Import),
    ("Hash", Cue::Hash),
    ("Secret", Cue::Secret),
    ("Password", Cue::Password),
    ("Authenticator", Cue::Authenticator),
    ("AuthenticatorHint", Cue::AuthenticatorHint),
    ("Code", Cue::Code),
    ("BackupCode", Cue::BackupCode),
    ("AnyCode", Cue::AnyCode),
    ("CodeHint", Cue::CodeHint),
    ("OpenCode", Cue::OpenCode),
    ("Card", Cue::Card),
    ("CardHint", Cue::CardHint),
    ("CardTalk", Cue::CardTalk),
    ("CardCode", Cue::CardCode),
    ("Login", Cue::Login),
    ("Passport", Cue::Passport),
    ("SocialNumber", Cue::SocialNumber),
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
    /// What each pattern says: a word may say several things.
    senses: Vec<Vec<Cue>>,
}

static AUTOMATON: LazyLock<Table> = LazyLock::new(|| {
    // In the form that texts are read in: without accents, look-alike letters as one.
    let mut all: BTreeMap<String, Vec<Cue>> = BTreeMap::new();
    for (cue, word) in words() {
        all.entry(Plain::whole(word).low).or_default().push(cue);
    }
    let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(all.keys()).ok();
    Table { automaton, senses: all.into_values().collect() }
});

/// The cues of a text.
pub struct Cues(Vec<(Cue, Range<usize>)>);

impl Cues {
    /// Finds them. The names in our own marks are none.
    pub fn of(plain: &Plain) -> Self {
        let Table { automaton: Some(automaton), senses } = &*AUTOMATON else { return Self(Vec::new()) };
        let marked = plain.low.contains(MARK_OPENS);
        let found = automaton
            .find_iter(&plain.low)
            .filter(|hit| stands_alone(&plain.low, &hit.range()) && !(marked && in_mark(&plain.low, &hit.range())))
            .flat_map(|hit| {
                let senses = senses.get(hit.pattern().as_usize()).into_iter().flatten();
                senses.map(move |cue| (*cue, hit.range()))
            })
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
        let (before, _) = self.0.split_at_checked(self.0.partition_point(|(_, range)| range.end <= at))?;
        let near = before.iter().rev().map(|(cue, range)| (*cue, at - range.end)).take_while(|(_, gap)| *gap <= reach);
        nearest(near, wanted)
    }

    /// The one of these kinds that stands nearest after `at`, within `reach` bytes.
    pub fn after(&self, at: usize, reach: usize, wanted: &[Cue]) -> Option<(Cue, usize)> {
        let (_, after) = self.0.split_at_checked(self.0.partition_point(|(_, range)| range.start < at))?;
        let near = after.iter().map(|(cue, range)| (*cue, range.start - at)).take_while(|(_, gap)| *gap <= reach);
        nearest(near, wanted)
    }
}

/// The first of the wanted senses. Of a word with several of them, that which is wanted first.
fn nearest(near: impl Iterator<Item = (Cue, usize)>, wanted: &[Cue]) -> Option<(Cue, usize)> {
    let mut hits = near.filter(|(cue, _)| wanted.contains(cue));
    let first = hits.next()?;
    let same = hits.take_while(|(_, gap)| *gap == first.1);
    std::iter::once(first).chain(same).min_by_key(|(cue, _)| wanted.iter().position(|known| known == cue))
}

/// Whether a word of a script that writes spaces is no part of a longer one.
fn stands_alone(low: &str, range: &Range<usize>) -> bool {
    // Beyond these, words stand without spaces, or endings are written onto them.
    let inner = |c: char| c.is_ascii_alphanumeric() || ('\u{80}'..'\u{590}').contains(&c) && c.is_alphabetic();
    let last_of = |to: usize| low.get(..to).and_then(|text| text.chars().next_back()).is_some_and(inner);
    let first_of = |from: usize| low.get(from..).and_then(|text| text.chars().next()).is_some_and(inner);
    !(last_of(range.start) && first_of(range.start) || first_of(range.end) && last_of(range.end))
}

/// Whether a word stands in a mark of ours, and not in brackets that somebody typed.
fn in_mark(low: &str, range: &Range<usize>) -> bool {
    /// The longest name of a secret, with its bracket.
    const LONGEST: usize = 24;
    let before = tail(low.get(..range.start).unwrap_or_default(), LONGEST);
    let Some(opens) = before.rfind(MARK_OPENS) else { return false };
    let start = range.start - before.len() + opens + MARK_OPENS.len_utf8();
    let inside = head(low.get(start..).unwrap_or_default(), LONGEST).split_once(MARK_CLOSES);
    inside.is_some_and(|(name, _)| SecretKind::ALL.iter().any(|kind| kind.code() == name))
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
