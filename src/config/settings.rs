//! The settings as the program uses them: every value checked, nothing left as text that means something else.

use std::collections::{BTreeMap, BTreeSet};

use jiff::tz::TimeZone;
use phonenumber::country::Id as Country;

use super::MailSettings;
use super::hours::usual_week;
use crate::callback::{ChatId, Dispositions, Roster, Rules, ServiceHours};
use crate::conversation::{Retention, TextBlocks};
use crate::intents::{Facts, LoadRules};
use crate::matching::MatchSettings;
use crate::safety::official::Official;
use crate::text::Language;

/// Everything that `ringback.toml` says, with defaults for what it does not say.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `[desk]`
    pub desk: DeskSettings,
    /// `[agents]`
    pub agents: AgentSettings,
    /// `[hours]`, in the desk's time zone.
    pub hours: ServiceHours,
    /// `[callbacks]`
    pub rules: Rules,
    /// `dispositions.toml`
    pub dispositions: Dispositions,
    /// `[official]`
    pub official: Official,
    /// `[facts]`: values for `{name}` in answers; with `desk_name`, `official_phones`, `official_links` and `official_handles`
    /// from the tables above, all but the first only when there are some.
    pub facts: Facts,
    /// `[texts]`: what agents send with one press.
    pub texts: TextBlocks,
    /// `[matching]`
    pub matching: MatchingSettings,
    /// `[mail]`; without it the desk sends no mails.
    pub mail: Option<MailSettings>,
    /// `[telegram]`
    pub telegram: TelegramSettings,
    /// `[data]`
    pub data: DataSettings,
}

impl Settings {
    /// What this desk wishes of its matcher.
    pub fn match_settings(&self) -> MatchSettings {
        MatchSettings { answer_precision: self.matching.answer_precision, ..MatchSettings::default() }
    }

    /// What this desk asks of its intents.
    pub fn intent_rules(&self) -> LoadRules {
        LoadRules::of_desk(&self.desk.languages, &self.facts, &self.official)
    }
}

/// `[desk]`: whose desk it is.
#[derive(Clone, Debug)]
pub struct DeskSettings {
    /// The name that customers read.
    pub name: String,
    /// The languages it speaks; the first is the default. Never empty.
    pub languages: Vec<Language>,
    /// Where its clock stands.
    pub time_zone: TimeZone,
    /// The country that phone numbers typed without `+` belong to (`country = "CN"`); without it they are asked for again.
    pub country: Option<Country>,
}

/// `[agents]`: who works there.
#[derive(Clone, Debug)]
pub struct AgentSettings {
    /// Their group, if they have one.
    pub group: Option<ChatId>,
    /// Everybody.
    pub roster: Roster,
}

/// `[matching]`: how sure is sure.
#[derive(Clone, Copy, Debug)]
pub struct MatchingSettings {
    /// Of the messages answered, at least this share shall be answered right; 0.5 to 0.999.
    pub answer_precision: f32,
}

/// `[telegram]`: Telegram's limits, which a load test may lift.
#[derive(Clone, Copy, Debug)]
pub struct TelegramSettings {
    /// Requests a second over all chats.
    pub overall_per_second: f64,
    /// Messages a second in one chat, on average; short bursts pass.
    pub chat_per_second: f64,
    /// Messages a minute in a group, edits included.
    pub group_per_minute: f64,
}

/// `[data]`: how what people told is protected, and how long it is kept.
#[derive(Clone, Copy, Debug)]
pub struct DataSettings {
    /// Whether the data lie encrypted on the disk.
    pub encryption: bool,
    /// How long they lie there.
    pub retention: Retention,
}

impl Default for DeskSettings {
    /// Chinese and English at Greenwich time: what a desk without settings can start with.
    fn default() -> Self {
        Self {
            name: "Ringback".to_owned(),
            languages: vec![Language::Zh, Language::En],
            time_zone: TimeZone::UTC,
            country: None,
        }
    }
}

impl DeskSettings {
    /// The hours of a desk that names none: Monday to Friday, 09:00 to 18:00, on its own clock.
    pub(super) fn usual_hours(&self) -> ServiceHours {
        ServiceHours {
            zone: self.time_zone.clone(),
            week: usual_week(),
            holidays: BTreeSet::new(),
            extra: BTreeMap::new(),
        }
    }
}

impl Default for MatchingSettings {
    /// Three wrong answers in a hundred at most.
    fn default() -> Self {
        Self { answer_precision: 0.97 }
    }
}

impl Default for TelegramSettings {
    /// Telegram's own numbers (core.telegram.org/bots/faq, "My bot is hitting limits").
    fn default() -> Self {
        Self { overall_per_second: 30.0, chat_per_second: 1.0, group_per_minute: 20.0 }
    }
}

impl Default for DataSettings {
    fn default() -> Self {
        Self { encryption: true, retention: Retention::default() }
    }
}
