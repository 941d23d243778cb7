//! Puts a desk together from its settings: the same way for `serve` and for the sandbox. Opens nothing by itself.

use std::sync::Arc;

use crate::callback::Agent;
use crate::config::Settings;
use crate::desk::{Clock, Codes, Desk, Knowledge, Profile};
use crate::intents::IntentLibrary;
use crate::safety::CodeKey;
use crate::store::Store;
use crate::telegram;
use crate::text::{Language, Locale};
use crate::words::{Phrasebook, Words};

/// The commands of customers, in the order of the menu.
const CUSTOMER_COMMANDS: [(&str, &str); 9] = [
    ("call", "command-call"),
    ("status", "command-status"),
    ("cancel", "command-cancel"),
    ("verify", "command-verify"),
    ("language", "command-language"),
    ("privacy", "command-privacy"),
    ("forget", "command-forget"),
    ("help", "command-help"),
    ("start", "command-start"),
];

/// The commands of agents.
const AGENT_COMMANDS: [(&str, &str); 12] = [
    ("next", "command-next"),
    ("mine", "command-mine"),
    ("queue", "command-queue"),
    ("find", "command-find"),
    ("on", "command-on"),
    ("off", "command-off"),
    ("hours", "command-hours"),
    ("extend", "command-extend"),
    ("close", "command-close"),
    ("stats", "command-stats"),
    ("team", "command-team"),
    ("help", "command-help"),
];

/// A desk on a store, as the settings want it.
pub fn desk(
    settings: &Settings,
    library: IntentLibrary,
    store: Arc<dyn Store>,
    clock: Arc<dyn Clock>,
    phrasebook: Arc<Phrasebook>,
    codes: CodeKey,
) -> Arc<Desk> {
    let profile = Profile {
        name: settings.desk.name.clone(),
        languages: settings.desk.languages.clone(),
        hours: settings.hours.clone(),
        rules: settings.rules.clone(),
        dispositions: settings.dispositions.clone(),
        roster: settings.agents.roster.clone(),
        group: settings.agents.group,
        country: settings.desk.country,
        retention: settings.data.retention,
        official: settings.official.clone(),
        texts: settings.texts.clone(),
        codes: Codes::System,
        mails: settings.mail.is_some(),
        code_key: codes,
        gathers: true,
    };
    let knowledge = Arc::new(Knowledge::new(library, &settings.match_settings()));
    Desk::new(store, clock, profile, knowledge, phrasebook)
}

/// What the bot shows of itself, one page a language; everybody else sees the desk's first.
pub fn bot_profile(settings: &Settings, phrasebook: &Phrasebook) -> telegram::Profile {
    let page = |code: Option<Language>, language: Language| {
        let words = phrasebook.page(Locale::from(language));
        let desk = [("desk", settings.desk.name.as_str().into())];
        telegram::ProfilePage {
            language: code.map(|language| language.code().to_owned()),
            commands: commands(words, &CUSTOMER_COMMANDS),
            agent_commands: commands(words, &AGENT_COMMANDS),
            description: words.label("profile-description", &desk),
            short_description: words.label("profile-short", &desk),
        }
    };
    let first = settings.desk.languages.first().copied().unwrap_or(Language::En);
    let others = settings.desk.languages.iter().map(|language| page(Some(*language), *language));
    telegram::Profile { pages: std::iter::once(page(None, first)).chain(others).collect() }
}

/// The agents who get the agents' commands in private.
pub fn agents(settings: &Settings) -> Vec<crate::callback::UserId> {
    settings.agents.roster.iter().map(Agent::id).collect()
}

fn commands(words: Words<'_>, commands: &[(&str, &str)]) -> Vec<telegram::Command> {
    commands
        .iter()
        .map(|(name, key)| telegram::Command { name: (*name).to_owned(), description: words.label(key, &[]) })
        .collect()
}
