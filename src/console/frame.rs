//! What stands around every page: language, theme, the desk's name, where one can go. Refuses to hold what a page is about.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};

use super::assets;
use super::look::{Look, Theme, tag};
use super::refusal::Refusal;
use super::visit::Visit;
use crate::text::Locale;
use crate::words::{Args, Words};

/// The locales in the order in which they are offered, each by its own name.
const LOCALES: [(Locale, &str); 4] = [
    (Locale::En, "English"),
    (Locale::ZhHans, "简体中文"),
    (Locale::ZhHant, "繁體中文（台灣）"),
    (Locale::ZhHantHk, "繁體中文（香港）"),
];

/// What templates show around a page.
pub struct Frame<'a> {
    words: Words<'a>,
    look: Look,
    desk: &'a str,
    here: &'a str,
}

/// One of several things to choose from.
pub struct Choice {
    /// What the form sends.
    pub value: &'static str,
    /// What people read.
    pub label: String,
    /// Whether it is chosen now.
    pub chosen: bool,
}

impl<'a> Frame<'a> {
    /// The frame of this visit.
    pub fn new(visit: &'a Visit) -> Self {
        let desk = &visit.console.desk.profile().name;
        Self { words: visit.words(), look: visit.look, desk, here: visit.here.as_str() }
    }

    /// A sentence without values, for templates.
    pub fn say(&self, key: &str) -> String {
        self.words.label(key, &[])
    }

    /// A sentence with values.
    pub fn tell(&self, key: &str, args: Args<'_>) -> String {
        self.words.label(key, args)
    }

    /// The desk's name.
    pub fn desk(&self) -> &str {
        self.desk
    }

    /// The page's language (BCP 47).
    pub fn lang(&self) -> &'static str {
        tag(self.look.locale)
    }

    /// The theme that somebody chose against their system's.
    pub fn theme(&self) -> &'static str {
        self.look.theme.word()
    }

    /// The page that is shown, to come back to.
    pub fn here(&self) -> &str {
        self.here
    }

    /// The stylesheet's path.
    pub fn style(&self) -> String {
        assets::style()
    }

    /// The script's path.
    pub fn script(&self) -> String {
        assets::script()
    }

    /// The icon's path.
    pub fn icon(&self) -> String {
        assets::icon()
    }

    /// The languages to choose from.
    pub fn locales(&self) -> Vec<Choice> {
        let choice = |(locale, name): (Locale, &str)| Choice {
            value: tag(locale),
            label: name.to_owned(),
            chosen: locale == self.look.locale,
        };
        LOCALES.into_iter().map(choice).collect()
    }

    /// The themes to choose from.
    pub fn themes(&self) -> Vec<Choice> {
        let label = |theme| match theme {
            Theme::System => "console-theme-system",
            Theme::Light => "console-theme-light",
            Theme::Dark => "console-theme-dark",
            Theme::Contrast => "console-theme-contrast",
        };
        let choice = |theme: Theme| Choice {
            value: theme.word(),
            label: self.say(label(theme)),
            chosen: theme == self.look.theme,
        };
        Theme::ALL.into_iter().map(choice).collect()
    }
}

/// The answer that shows a template.
pub fn show(status: StatusCode, page: &impl Template) -> Response {
    match page.render() {
        Ok(text) => (status, Html(text)).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page of the console cannot be drawn");
            Refusal::Unavailable.into_response()
        }
    }
}
