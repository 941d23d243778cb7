//! What things and people are called: agents, topics, languages, and what a customer wrote down. Says nothing of a state.

use crate::callback::{CallbackRequest, UserId};
use crate::conversation::context::Facts;
use crate::intents::IntentText;
use crate::text::{Language, Locale};
use crate::words::{Markdown, Value, Words};

/// The name of an agent, also of one who has left the roster.
pub(in crate::conversation) fn agent_name(facts: &Facts<'_>, id: UserId) -> String {
    facts.roster.agent(id).map_or_else(|| id.to_string(), |agent| agent.name().to_owned())
}

fn topic_text<'a>(facts: &Facts<'a>, words: Words<'_>, request: &CallbackRequest) -> Option<&'a IntentText> {
    facts.library.text(request.topic.as_ref()?, words.locale().language())
}

/// The topic's title, or that it is something else.
pub(in crate::conversation) fn topic(facts: &Facts<'_>, words: Words<'_>, request: &CallbackRequest) -> String {
    let text = topic_text(facts, words, request);
    text.map_or_else(|| words.label("other-topic", &[]), |text| words.own(&text.title))
}

/// The language of the call: the customer's, or the one that was asked for with a transfer.
pub(in crate::conversation) fn call_language(words: Words<'_>, request: &CallbackRequest) -> String {
    let own = request.customer.locale;
    let other = request.wanted_language.filter(|wanted| *wanted != own.language());
    other.map_or_else(|| language(words, own), |wanted| spoken(words, wanted))
}

/// A language as it is spoken.
pub(in crate::conversation) fn spoken(words: Words<'_>, language: Language) -> String {
    words.label("language-spoken", &[("language", Value::Key(language.code()))])
}

fn language(words: Words<'_>, locale: Locale) -> String {
    let key = match locale {
        Locale::ZhHans => "zh-hans",
        Locale::ZhHant => "zh-hant",
        Locale::ZhHantHk => "zh-hant-hk",
        Locale::En => "en",
    };
    words.label("language-name", &[("locale", Value::Key(key))])
}

/// A number or link as it was written, so that nobody can press it.
pub(in crate::conversation) fn as_written(written: &str) -> Markdown {
    let plain: String = written.chars().filter(|c| *c != '`' && !c.is_control()).collect();
    Markdown::trusted(format!("`{plain}`"))
}
