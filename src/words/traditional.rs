//! Traditional Chinese out of our simplified texts: the characters by `OpenCC`, the words of a region by a list of its own in
//! `regions/`. Converts the desk's texts only; what people write stays as they wrote it.

use aho_corasick::{AhoCorasick, MatchKind};
use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;

const TAIWAN: &str = include_str!("regions/taiwan.tsv");
const HONG_KONG: &str = include_str!("regions/hong-kong.tsv");

/// A region whose words and characters texts are converted to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// Taiwan, and traditional Chinese of nowhere in particular.
    Taiwan,
    /// Hong Kong and Macao.
    HongKong,
}

impl Region {
    /// The words of our texts that the region says otherwise, each with the region's own.
    pub fn words(self) -> impl Iterator<Item = (&'static str, &'static str)> {
        let list = match self {
            Self::Taiwan => TAIWAN,
            Self::HongKong => HONG_KONG,
        };
        list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
    }

    fn tables(self) -> BuiltinConfig {
        match self {
            Self::Taiwan => BuiltinConfig::S2twp,
            Self::HongKong => BuiltinConfig::S2hk,
        }
    }
}

/// The conversion to one region.
pub(super) struct Traditional {
    characters: OpenCC,
    listed: AhoCorasick,
    words: Vec<&'static str>,
}

impl Traditional {
    /// `None`, with a line in the log, when the tables do not load: then texts stay simplified.
    pub fn of(region: Region) -> Option<Self> {
        let characters = OpenCC::from_config(region.tables())
            .inspect_err(|error| tracing::error!(%error, ?region, "no traditional Chinese: the tables do not load"))
            .ok()?;
        let (ours, words): (Vec<_>, Vec<_>) = region.words().unzip();
        let listed = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .build(ours)
            .inspect_err(|error| tracing::error!(%error, ?region, "no traditional Chinese: the list does not load"))
            .ok()?;
        Some(Self { characters, listed, words })
    }

    /// A text of ours as the region writes it.
    pub fn convert(&self, text: &str) -> String {
        let mut converted = String::with_capacity(text.len());
        let mut rest = 0;
        for found in self.listed.find_iter(text) {
            let Some(word) = self.words.get(found.pattern().as_usize()) else { continue };
            converted.push_str(&self.characters.convert(text.get(rest..found.start()).unwrap_or_default()));
            converted.push_str(word);
            rest = found.end();
        }
        converted.push_str(&self.characters.convert(text.get(rest..).unwrap_or_default()));
        converted
    }
}
