//! What stands around every page: language, theme, the desk's name, where one can go. Refuses to hold what a page is about.

use askama::Template;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse, Response};
use jiff::Timestamp;

use super::assets;
use super::look::{Look, Theme, tag};
use super::refusal::Refusal;
use super::seat::Seated;
use super::visit::Visit;
use crate::admission::SecretHash;
use crate::callback::Role;
use crate::conversation::RequestPage;
use crate::desk::Duty;
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
    now: Timestamp,
    who: Option<Who<'a>>,
}

/// Who is signed in.
struct Who<'a> {
    name: &'a str,
    role: Role,
    form: SecretHash,
    duty: Option<&'a Duty>,
}

/// A place in the navigation.
pub struct Place {
    /// Its path.
    pub path: &'static str,
    /// What people read.
    pub label: String,
    /// Whether it is the page that is shown.
    pub here: bool,
}

/// Where one can go: the path, its name, and whose it is.
const PLACES: [(&str, &str, &[Role]); 3] = [
    ("/", "console-queue", &[Role::Agent, Role::Lead]),
    ("/record", "console-record", &[Role::Lead]),
    ("/session", "console-session", &[Role::Agent, Role::Lead, Role::Writer, Role::Viewer]),
];

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
        Self {
            words: visit.words(),
            look: visit.look,
            desk,
            here: visit.here.as_str(),
            now: visit.console.desk.now(),
            who: None,
        }
    }

    /// The frame for somebody who is signed in.
    pub fn of(seated: &'a Seated) -> Self {
        let member = &seated.seat.member;
        let who =
            Who { name: member.name(), role: member.role(), form: seated.form_token(), duty: seated.duty.as_ref() };
        Self { who: Some(who), ..Self::new(&seated.visit) }
    }

    /// The sentences, for what a page says of times and of the desk.
    pub fn words(&self) -> Words<'a> {
        self.words
    }

    /// The name of whoever is signed in.
    pub fn name(&self) -> &str {
        self.who.as_ref().map_or("", |who| who.name)
    }

    /// The word for their role.
    pub fn own_role(&self) -> String {
        self.who.as_ref().map(|who| self.role(who.role)).unwrap_or_default()
    }

    /// The word for a role.
    pub fn role(&self, role: Role) -> String {
        self.say(match role {
            Role::Agent => "console-role-agent",
            Role::Lead => "console-role-lead",
            Role::Writer => "console-role-writer",
            Role::Viewer => "console-role-viewer",
        })
    }

    /// What each form carries, so that no other page can send it.
    pub fn form(&self) -> &str {
        self.who.as_ref().map_or("", |who| who.form.as_str())
    }

    /// What whoever is signed in has to do; `None` for members who do not call.
    pub fn duty(&self) -> Option<&'a Duty> {
        self.who.as_ref().and_then(|who| who.duty)
    }

    /// The call that they are making.
    pub fn call(&self) -> Option<&'a RequestPage> {
        self.duty().and_then(|duty| duty.call.as_ref())
    }

    /// Since when they are making it.
    pub fn call_since(&self) -> Option<Timestamp> {
        self.duty().and_then(|duty| duty.mine.iter().find_map(|held| held.calling))
    }

    /// Where whoever is signed in can go.
    pub fn places(&self) -> Vec<Place> {
        let Some(who) = &self.who else { return Vec::new() };
        let page = self.here.split('?').next().unwrap_or_default();
        let own = PLACES.iter().filter(|(_, _, roles)| roles.contains(&who.role));
        own.map(|(path, key, _)| Place { path, label: self.say(key), here: *path == page }).collect()
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

    /// The desk's time, by which a browser tells how long something has lasted: its own clock may be wrong.
    pub fn now(&self) -> Timestamp {
        self.now
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
