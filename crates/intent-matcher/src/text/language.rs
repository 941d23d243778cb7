//! The languages a desk speaks and how to tell which one a message is written in. Never guesses from too little.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A language that intents and texts are written in. Traditional Chinese is read and written through `Zh`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Language {
    /// Chinese, kept in simplified characters.
    Zh,
    /// English.
    En,
}

impl Language {
    /// Every language there is.
    pub const ALL: [Self; 2] = [Self::Zh, Self::En];

    /// The two-letter code (ISO 639-1) that settings and intent files use.
    pub fn code(self) -> &'static str {
        match self {
            Self::Zh => "zh",
            Self::En => "en",
        }
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = ();

    fn from_str(code: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|language| language.code() == code).ok_or(())
    }
}

/// A language in the script that a person reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Locale {
    /// Simplified Chinese.
    #[serde(rename = "zh-Hans")]
    ZhHans,
    /// Traditional Chinese in the words of Taiwan: our simplified texts, converted.
    #[serde(rename = "zh-Hant")]
    ZhHant,
    /// Traditional Chinese in the words of Hong Kong and Macao: the same texts, converted.
    #[serde(rename = "zh-Hant-HK")]
    ZhHantHk,
    /// English.
    #[serde(rename = "en")]
    En,
}

impl Locale {
    /// Every locale there is.
    pub const ALL: [Self; 4] = [Self::ZhHans, Self::ZhHant, Self::ZhHantHk, Self::En];

    /// The language whose texts this locale reads.
    pub fn language(self) -> Language {
        match self {
            Self::ZhHans | Self::ZhHant | Self::ZhHantHk => Language::Zh,
            Self::En => Language::En,
        }
    }

    /// Whether it is written in traditional characters, in whichever region's words.
    pub fn is_traditional(self) -> bool {
        matches!(self, Self::ZhHant | Self::ZhHantHk)
    }

    /// The locale that Telegram's IETF tag `from.language_code` hints at; `None` when we do not speak it.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let tag = tag.to_ascii_lowercase();
        let mut parts = tag.split(['-', '_']);
        match parts.next()? {
            "en" => Some(Self::En),
            "zh" => {
                let parts: Vec<&str> = parts.collect();
                let has = |wanted: &[&str]| parts.iter().any(|part| wanted.contains(part));
                // A script that is named counts more than a place.
                Some(match (has(&["hk", "mo"]), has(&["hant", "tw"])) {
                    _ if has(&["hans"]) => Self::ZhHans,
                    (true, _) => Self::ZhHantHk,
                    (false, true) => Self::ZhHant,
                    (false, false) => Self::ZhHans,
                })
            }
            "yue" => Some(Self::ZhHantHk),
            _ => None,
        }
    }
}

impl From<Language> for Locale {
    fn from(language: Language) -> Self {
        match language {
            Language::Zh => Self::ZhHans,
            Language::En => Self::En,
        }
    }
}
