//! Loading the settings: file and defaults, every problem at once.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use jiff::tz::TimeZone;
use phonenumber::country::Id as Country;

use super::dispositions::DISPOSITIONS_FILE;
use super::{
    AgentSettings, DataSettings, DeskSettings, MatchingSettings, Settings, TelegramSettings, agents, callbacks, data,
    dispositions, hours, leaks, mail, official, texts,
};
use crate::callback::{Role, Roster, Rules};
use crate::conversation::TextBlocks;
use crate::document::{Document, Place, Problem, Problems, Severity, Table, Value, decode, near, quoted};
use crate::intents::{Fact, Facts};
use crate::safety::official::Official;
use crate::text::Language;

/// The settings file when none is named; it need not be there.
pub const DEFAULT_FILE: &str = "ringback.toml";

/// The longest text that is shown within a line.
pub(super) const LINE_CHARS: usize = 200;
/// Telegram's limit for a name (core.telegram.org/bots/api#setmyname).
const NAME_CHARS: usize = 64;

/// Below a half an answer is more often wrong than right; above 999 in 1000 nothing could be measured.
const PRECISIONS: std::ops::RangeInclusive<f64> = 0.5..=0.999;

/// Settings that can be used.
#[derive(Debug)]
pub struct LoadedSettings {
    /// The settings.
    pub settings: Settings,
    /// What somebody should look at.
    pub warnings: Problems,
}

/// Settings as far as a file gives them: defaults stand for what is wrong in it.
#[derive(Debug)]
pub struct ReadSettings {
    /// The settings. Only for looking further, unless `problems` has no errors.
    pub settings: Settings,
    /// Whether the file is TOML throughout, so that nothing was overlooked.
    pub is_sound: bool,
    /// Everything that is wrong.
    pub problems: Problems,
}

/// Why there are no settings.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file cannot be read.
    #[error("cannot read the settings file {}: {error}", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// What the system says; part of the sentence, so it is no source.
        error: io::Error,
    },
    /// The file has errors; its warnings are among them.
    #[error("the settings have problems:\n{0}")]
    Problems(Problems),
}

impl Settings {
    /// Loads the settings from `file`; without one from [`DEFAULT_FILE`] if that is there, else the defaults.
    ///
    /// # Errors
    /// When the file cannot be read, or with every problem in it as soon as one is an error.
    pub fn load(file: Option<&Path>) -> Result<LoadedSettings, SettingsError> {
        let ReadSettings { settings, problems, .. } = Self::read(file)?;
        if problems.has_errors() {
            return Err(SettingsError::Problems(problems));
        }
        Ok(LoadedSettings { settings, warnings: problems })
    }

    /// Reads the settings as far as they go: for looking at other files in their light.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn read(file: Option<&Path>) -> Result<ReadSettings, SettingsError> {
        let path = file.unwrap_or(Path::new(DEFAULT_FILE));
        let mut read = Self::read_alone(path, file.is_none())?;
        let (dispositions, problems) = dispositions::read(path, &read.settings.desk.languages, &read.settings.official)
            .map_err(|error| SettingsError::File { file: path.with_file_name(DISPOSITIONS_FILE), error })?;
        read.settings.dispositions = dispositions;
        read.problems = read.problems.into_iter().chain(problems).collect();
        Ok(read)
    }

    /// Reads the settings' own file.
    fn read_alone(path: &Path, may_be_absent: bool) -> Result<ReadSettings, SettingsError> {
        match fs::read(path) {
            Ok(bytes) => Ok(match decode(path, &bytes) {
                Ok(text) => Self::parse(path, text),
                Err(problem) => Self::defaults(problem, false),
            }),
            Err(error) if may_be_absent && error.kind() == io::ErrorKind::NotFound => Ok(Self::defaults(
                Problem {
                    place: Place::whole(path),
                    severity: Severity::Warning,
                    message:
                        "no such file; with the defaults there are no agents, so nobody would see a callback request"
                            .to_owned(),
                },
                true,
            )),
            Err(error) => Err(SettingsError::File { file: path.to_owned(), error }),
        }
    }

    /// Reads the settings from the text of a file.
    pub fn parse(file: &Path, text: &str) -> ReadSettings {
        let document = Document::parse(file, text);
        let settings = read(&document);
        leaks::note(&document);
        let is_sound = document.is_sound();
        ReadSettings { settings, is_sound, problems: document.into_problems().into_iter().collect() }
    }

    fn defaults(problem: Problem, is_sound: bool) -> ReadSettings {
        ReadSettings { settings: Self::default(), is_sound, problems: [problem].into_iter().collect() }
    }
}

impl Default for Settings {
    fn default() -> Self {
        let desk = DeskSettings::default();
        Self {
            agents: AgentSettings { group: None, roster: Roster::new() },
            hours: desk.usual_hours(),
            rules: Rules::default(),
            dispositions: dispositions::sample(&desk.languages),
            official: Official::default(),
            facts: own_facts(&desk, &Official::default()),
            texts: TextBlocks::default(),
            matching: MatchingSettings::default(),
            mail: None,
            telegram: TelegramSettings::default(),
            data: DataSettings::default(),
            desk,
        }
    }
}

fn read(document: &Document<'_>) -> Settings {
    let root = document.root();
    let table = |key| root.value(key).and_then(|value| value.table());

    let desk = ended(table("desk"), desk).unwrap_or_default();
    let agents = table("agents");
    let at = agents.as_ref().map_or(0..0, |table| table.span().clone());
    let agents = ended(agents, |table| agents::read(table, &desk.languages));
    let agents = agents.unwrap_or(AgentSettings { group: None, roster: Roster::new() });
    if document.is_sound() && agents.roster.iter().next().is_none() {
        document.warn(&at, "no members in [agents]; nobody would see a callback request");
    } else if document.is_sound() && !agents.roster.iter().any(|agent| agent.role() == Role::Lead) {
        document.warn(&at, "no member in [agents] has role = \"lead\"; nobody would be alerted");
    }
    let hours = ended(table("hours"), |table| hours::read(table, desk.time_zone.clone()));
    let hours = hours.unwrap_or_else(|| desk.usual_hours());
    let rules = ended(table("callbacks"), callbacks::read).unwrap_or_default();
    let dispositions = dispositions::sample(&desk.languages);
    let official = ended(table("official"), |table| official::read(table, desk.country)).unwrap_or_default();
    let mut facts = own_facts(&desk, &official);
    if let Some(table) = table("facts") {
        official::read_facts(&table, &desk.languages, &mut facts);
    }
    let held_to = texts::Desk { languages: &desk.languages, facts: &facts, official: &official };
    let texts = table("texts").map(|table| texts::read(&table, &held_to)).unwrap_or_default();
    let matching = ended(table("matching"), matching).unwrap_or_default();
    let mail = ended(table("mail"), mail::read).flatten();
    let telegram = ended(table("telegram"), telegram).unwrap_or_default();
    let data = ended(table("data"), data::read).unwrap_or_default();
    root.end();
    Settings { desk, agents, hours, rules, dispositions, official, facts, texts, matching, mail, telegram, data }
}

/// Reads a table, then notes its unknown keys.
fn ended<T>(table: Option<Table<'_>>, read: impl FnOnce(&Table<'_>) -> T) -> Option<T> {
    table.map(|table| {
        let read = read(&table);
        table.end();
        read
    })
}

/// The facts that the other tables give.
fn own_facts(desk: &DeskSettings, official: &Official) -> Facts {
    let mut facts = Facts::default();
    facts.set("desk_name", Fact::Same(desk.name.clone()));
    let lists = [
        ("official_phones", &official.phones),
        ("official_links", &official.links),
        ("official_handles", &official.handles),
    ];
    for (name, values) in lists {
        if !values.is_empty() {
            facts.set(name, Fact::Same(values.join(", ")));
        }
    }
    facts
}

fn desk(table: &Table<'_>) -> DeskSettings {
    let default = DeskSettings::default();
    DeskSettings {
        name: table.value("name").and_then(|value| one_line(&value)).unwrap_or(default.name),
        languages: table.value("languages").map_or(default.languages, |value| desk_languages(&value)),
        time_zone: table.value("time_zone").and_then(|value| time_zone(&value)).unwrap_or(default.time_zone),
        country: table.value("country").and_then(|value| country(&value)),
    }
}

fn desk_languages(value: &Value<'_>) -> Vec<Language> {
    let languages = agents::languages(value);
    if !languages.is_empty() {
        return languages;
    }
    if value.list().is_some_and(|items| items.is_empty()) {
        value.error("is empty; the desk speaks at least one language");
    }
    DeskSettings::default().languages
}

fn time_zone(value: &Value<'_>) -> Option<TimeZone> {
    let name = value.words()?.value;
    let zone = TimeZone::get(name).ok();
    if zone.is_none() {
        let known: Vec<_> = jiff::tz::db().available().map(|name| name.to_string()).collect();
        let hint = near(name, known.iter().map(String::as_str))
            .map_or_else(|| "expected a name like Asia/Shanghai".to_owned(), |name| format!("did you mean {name}?"));
        value.error(format_args!("is no time zone: {}; {hint}", quoted(name)));
    }
    zone
}

fn country(value: &Value<'_>) -> Option<Country> {
    let code = value.words()?.value;
    let country = code.parse().ok();
    if country.is_none() {
        value.error(format_args!("must be two capital letters like \"CN\" (ISO 3166); found {}", quoted(code)));
    }
    country
}

fn matching(table: &Table<'_>) -> MatchingSettings {
    let mut matching = MatchingSettings::default();
    if let Some((value, share)) =
        table.value("answer_precision").and_then(|value| Some((value.clone(), value.number()?)))
    {
        if PRECISIONS.contains(&share.value) {
            #[expect(clippy::cast_possible_truncation, reason = "between a half and one, where f32 is fine enough")]
            let share = share.value as f32;
            matching.answer_precision = share;
        } else {
            let (least, most) = (PRECISIONS.start(), PRECISIONS.end());
            value.error(format_args!("must be between {least} and {most}; found {}", share.value));
        }
    }
    matching
}

fn telegram(table: &Table<'_>) -> TelegramSettings {
    let rate = |key: &'static str, default: f64| {
        let Some((value, rate)) = table.value(key).and_then(|value| Some((value.clone(), value.number()?))) else {
            return default;
        };
        if rate.value > 0.0 {
            return rate.value;
        }
        value.error(format_args!("must be more than 0; found {}", rate.value));
        default
    };
    let default = TelegramSettings::default();
    TelegramSettings {
        overall_per_second: rate("overall_per_second", default.overall_per_second),
        chat_per_second: rate("chat_per_second", default.chat_per_second),
        group_per_minute: rate("group_per_minute", default.group_per_minute),
    }
}

/// A name that customers read: one line, not too long.
pub(super) fn one_line(value: &Value<'_>) -> Option<String> {
    let name = value.words()?.value;
    if name.chars().any(char::is_control) || name.chars().count() > NAME_CHARS {
        value.error(format_args!("must be one line of at most {NAME_CHARS} characters"));
        return None;
    }
    Some(name.to_owned())
}
