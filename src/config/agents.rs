//! Reading `[agents]`: who works at the desk and where they meet.

use super::AgentSettings;
use super::load::one_line;
use crate::callback::{ChatId, Role, Roster, UserId};
use crate::document::{Located, Table, Value, near, quoted};
use crate::text::Language;

/// Telegram's ids have at most 52 bits (core.telegram.org/bots/api#user).
const ID_BITS: u32 = 52;

const ROLES: [(&str, Role); 4] =
    [("agent", Role::Agent), ("lead", Role::Lead), ("writer", Role::Writer), ("viewer", Role::Viewer)];

/// Reads the table. Agents without `languages` speak those of the desk.
pub(super) fn read(table: &Table<'_>, desk: &[Language]) -> AgentSettings {
    let group = table.value("group").and_then(|value| group(&value));
    let members = table.value("members").and_then(|value| value.list()).unwrap_or_default();
    let mut roster = Roster::new();
    for member in members.iter().filter_map(Value::table) {
        roster = add(roster, &member, desk);
    }
    let on_call = table.value("on_call").map(|value| on_call(&value, &roster)).unwrap_or_default();
    AgentSettings { group, roster: roster.with_on_call(&on_call) }
}

/// The ids of those who are alerted of what is urgent while the desk is closed; each is a member.
fn on_call(value: &Value<'_>, roster: &Roster) -> Vec<UserId> {
    let mut ids = Vec::new();
    for item in value.list().unwrap_or_default() {
        let Some(Located { value: id, .. }) = item.integer() else { continue };
        let id = UserId(id);
        if roster.agent(id).is_none() {
            item.error(format_args!("must be the id of a member who calls; found {id}"));
        } else if ids.contains(&id) {
            item.error(format_args!("names {id} twice"));
        } else {
            ids.push(id);
        }
    }
    ids
}

fn group(value: &Value<'_>) -> Option<ChatId> {
    let Located { value: id, .. } = value.integer()?;
    if id >= 0 || id.unsigned_abs() >> ID_BITS != 0 {
        value.error(format_args!("must be the id of a group, which is negative, like -1001234567890; found {id}"));
        return None;
    }
    Some(ChatId(id))
}

fn add(roster: Roster, member: &Table<'_>, desk: &[Language]) -> Roster {
    let demanded = |key| {
        let value = member.value(key);
        if value.is_none() {
            member.document().missing(member.span(), format!("an agent without \"{key}\""));
        }
        value
    };
    let id = demanded("id").and_then(|value| user(&value, &roster));
    let name = demanded("name").and_then(|value| one_line(&value));
    let languages = member.value("languages").map_or_else(|| desk.to_vec(), |value| languages(&value));
    let role = member.value("role").map_or_else(Role::default, |value| role(&value));
    match (id, name) {
        (Some(id), Some(name)) => roster.with(id, &name, &languages, role),
        _ => roster,
    }
}

fn user(value: &Value<'_>, roster: &Roster) -> Option<UserId> {
    let Located { value: id, .. } = value.integer()?;
    if id <= 0 || id >> ID_BITS != 0 {
        value.error(format_args!("must be the id of a person in Telegram, like 123456789; found {id}"));
        return None;
    }
    if let Some(first) = roster.member(UserId(id)) {
        value.error(format_args!("is already the id of {}; found {id} twice", first.name()));
        return None;
    }
    Some(UserId(id))
}

fn role(value: &Value<'_>) -> Role {
    let Some(word) = value.text() else {
        return Role::default();
    };
    if let Some((_, role)) = ROLES.iter().find(|(name, _)| *name == word.value) {
        return *role;
    }
    let hint = near(word.value, ROLES.iter().map(|(name, _)| *name));
    let hint = hint.map(|name| format!("; did you mean \"{name}\"?")).unwrap_or_default();
    value.error(format_args!("must be agent, lead, writer or viewer; found {}{hint}", quoted(word.value)));
    Role::default()
}

/// A list of languages without repetition; what is no language is noted.
pub(super) fn languages(value: &Value<'_>) -> Vec<Language> {
    let mut languages = Vec::new();
    for item in value.list().unwrap_or_default() {
        let Some(code) = item.text() else { continue };
        match code.value.parse::<Language>() {
            Ok(language) if languages.contains(&language) => item.error(format_args!("is {language} again")),
            Ok(language) => languages.push(language),
            Err(()) => {
                let known = Language::ALL.map(Language::code).join(", ");
                item.error(format_args!("must be one of {known}; found {}", quoted(code.value)));
            }
        }
    }
    languages
}
