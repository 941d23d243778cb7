//! In which language and theme a browser shows the console. Kept by the browser itself, for it counts before anybody has signed
//! in; says nothing of a person.

use axum::http::HeaderMap;
use axum::http::header::ACCEPT_LANGUAGE;

use super::cookies::read;
use crate::text::Locale;

/// The cookie's name. It is no secret, so it needs no protection.
pub const COOKIE: &str = "ringback-look";

/// Tags of `Accept-Language` that are looked at: browsers send few.
const MOST_TAGS: usize = 16;

/// What somebody chose against their system's own colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// The strongest contrast there is.
    Contrast,
}

impl Theme {
    /// Every theme, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::System, Self::Light, Self::Dark, Self::Contrast];

    /// Its word in the cookie, the forms and the stylesheet.
    pub fn word(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
            Self::Contrast => "contrast",
        }
    }

    /// The theme of a word.
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|theme| theme.word() == word)
    }
}

/// How the console looks to one browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// What it reads.
    pub locale: Locale,
    /// Its colours.
    pub theme: Theme,
}

impl Look {
    /// As the browser chose before, else as it asks for; `default` where it asks for no language of ours.
    pub fn of(headers: &HeaderMap, default: Locale) -> Self {
        let chosen = read(headers, COOKIE).and_then(Self::read);
        chosen.unwrap_or_else(|| Self { locale: asked_for(headers).unwrap_or(default), theme: Theme::System })
    }

    fn read(cookie: &str) -> Option<Self> {
        let (tag, theme) = cookie.split_once('.')?;
        Some(Self { locale: locale(tag)?, theme: Theme::of(theme)? })
    }

    /// As it stands in the cookie.
    pub fn to_cookie(self) -> String {
        format!("{}.{}", tag(self.locale), self.theme.word())
    }
}

/// The tag of a locale (BCP 47), for the cookie, the forms and the page's `lang`.
pub fn tag(locale: Locale) -> &'static str {
    match locale {
        Locale::ZhHans => "zh-Hans",
        Locale::ZhHant => "zh-Hant",
        Locale::ZhHantHk => "zh-Hant-HK",
        Locale::En => "en",
    }
}

/// The locale with exactly this tag.
pub fn locale(wanted: &str) -> Option<Locale> {
    Locale::ALL.into_iter().find(|locale| tag(*locale) == wanted)
}

/// The first language that the browser asks for and we speak: browsers send the best first.
fn asked_for(headers: &HeaderMap) -> Option<Locale> {
    let asked = headers.get(ACCEPT_LANGUAGE)?.to_str().ok()?;
    let tags = asked.split(',').take(MOST_TAGS).filter_map(|part| part.split(';').next());
    tags.map(str::trim).find_map(Locale::from_tag)
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use axum::http::header::COOKIE as COOKIES;

    use super::*;

    #[test]
    fn a_choice_counts_more_than_what_the_browser_asks_for() {
        let look = |asked: &'static str, cookie: &'static str| {
            let headers = [(ACCEPT_LANGUAGE, asked), (COOKIES, cookie)];
            let headers = headers.map(|(name, value)| (name, HeaderValue::from_static(value)));
            Look::of(&HeaderMap::from_iter(headers), Locale::En)
        };
        assert_eq!(look("de,zh-TW;q=0.9,en;q=0.1", "").locale, Locale::ZhHant);
        assert_eq!(look("de,fr", "").locale, Locale::En);
        let chosen = look("en", "a=b; ringback-look=zh-Hans.dark");
        assert_eq!(chosen, Look { locale: Locale::ZhHans, theme: Theme::Dark });
        assert_eq!(Look::read(&chosen.to_cookie()), Some(chosen));
        assert_eq!(look("en", "ringback-look=<b>.dark").locale, Locale::En);
    }
}
