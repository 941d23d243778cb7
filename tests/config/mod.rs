//! The settings and the environment: every problem at once, defaults for what is not said, no secret in sight.

mod check;
mod environment;
mod mail;

use std::fs;
use std::path::Path;

use jiff::civil::date;
use ringback::callback::{ChatId, OpenSpan, Role, UserId};
use ringback::config::{ReadSettings, Settings, SettingsError};
use ringback::text::Language;
use tempfile::TempDir;

fn said(text: &str) -> String {
    Settings::parse(Path::new("ringback.toml"), text).problems.to_string()
}

fn sound(text: &str) -> Settings {
    let read = Settings::parse(Path::new("ringback.toml"), text);
    assert!(!read.problems.has_errors(), "{}", read.problems);
    read.settings
}

#[test]
fn every_problem_is_told_at_once() {
    let broken = r#"
colour = 1

[desk]
name = "two\nlines"
lanugages = ["zh"]
languages = ["zh", "de", "zh", 1]
time_zone = "Asia/Shanghia"
country = "cn"

[agents]
group = 5
members = [
  { id = 1, name = "Lin", role = "leed" },
  { id = 1, name = " ", languages = "zh" },
  { id = 4503599627370496, name = "C", phone = "1" },
  { name = "D" },
  4,
]

[hours]
mon = ["09:00-18:00", "17:00-19:00", "9-5"]
sun = ["22:00-10:00"]
fry = []
holidays = ["2027-13-01", 2027-01-01, "2027-01-01"]
extra = { "2027-01-02" = ["10:00-10:00", "09:00-12:00", "11:00-13:00"], tomorrow = [] }

[official]
phones = ["+1 202 555 0143", "123", "+1 2025550143", "202 555 0143"]
links = ["http://example.com", "https://example.com/", "example.com", "https://EXAMPLE.com"]
handles = ["example", "@no", "@Desk_One", "@desk_one"]

[facts]
fee = "0.1%"
Fee = 1
blank = ""
time = { zh = "一天" }
desk_name = "x"
yes = true

[matching]
answer_precision = 97

[telegram]
overall_per_second = nan
chat_per_second = 0
group_per_minute = "20"

[tellegram]
"#;
    insta::assert_snapshot!(said(broken), @r#"
    ringback.toml:2:1: error: unknown key "colour"; expected one of desk, agents, hours, callbacks, official, facts, texts, matching, mail, telegram, data
    ringback.toml:5:8: error: "name" in [desk] must be one line of at most 64 characters
    ringback.toml:6:1: error: unknown key "lanugages" in [desk]; did you mean "languages"?
    ringback.toml:7:20: error: item 2 of "languages" in [desk] must be one of zh, en; found "de"
    ringback.toml:7:26: error: item 3 of "languages" in [desk] is zh again
    ringback.toml:7:32: error: item 4 of "languages" in [desk] must be a string; found the whole number 1
    ringback.toml:8:13: error: "time_zone" in [desk] is no time zone: "Asia/Shanghia"; did you mean Asia/Shanghai?
    ringback.toml:9:11: error: "country" in [desk] must be two capital letters like "CN" (ISO 3166); found "cn"
    ringback.toml:11:1: warning: no member in [agents] has role = "lead"; nobody would be alerted
    ringback.toml:12:9: error: "group" in [agents] must be the id of a group, which is negative, like -1001234567890; found 5
    ringback.toml:14:34: error: "role" in [agents.members] must be agent, lead, writer or viewer; found "leed"; did you mean "lead"?
    ringback.toml:15:10: error: "id" in [agents.members] is already the id of Lin; found 1 twice
    ringback.toml:15:20: error: "name" in [agents.members] is empty
    ringback.toml:15:37: error: "languages" in [agents.members] must be a list, like ["…", "…"]; found the string "zh"
    ringback.toml:16:10: error: "id" in [agents.members] must be the id of a person in Telegram, like 123456789; found 4503599627370496
    ringback.toml:17:3: error: an agent without "id"
    ringback.toml:18:3: error: item 5 of "members" in [agents] must be a table; found the whole number 4
    ringback.toml:22:8: error: this opening overlaps the one in line 23
    ringback.toml:22:23: error: this opening overlaps the one in line 22
    ringback.toml:22:38: error: item 3 of "mon" in [hours] "9-5" is no opening: expected two times like "09:00-18:00"
    ringback.toml:24:1: error: unknown key "fry" in [hours]; did you mean "fri"?
    ringback.toml:25:13: error: expected a date like "2027-01-31"; found "2027-13-01"
    ringback.toml:25:39: warning: the holiday 2027-01-01 stands here twice
    ringback.toml:26:27: error: item 1 of "2027-01-02" in [hours.extra] "10:00-10:00" is no opening: the times are the same; all day is "00:00-24:00"
    ringback.toml:26:57: error: this opening overlaps the one in line 26
    ringback.toml:26:73: error: expected a date like "2027-01-31"; found "tomorrow"
    ringback.toml:29:30: error: item 2 of "phones" in [official] must be a phone number like "+1 202 555 0143"; "123" is not a phone number
    ringback.toml:29:37: warning: +12025550143 stands here twice
    ringback.toml:29:54: error: item 4 of "phones" in [official] must be a phone number like "+1 202 555 0143"; "202 555 0143" has no country
    ringback.toml:30:10: error: item 1 of "links" in [official] must be a link like "https://example.com" or a name on Telegram like "@example"; found "http://example.com"
    ringback.toml:30:56: error: item 3 of "links" in [official] must be a link like "https://example.com" or a name on Telegram like "@example"; found "example.com"
    ringback.toml:30:71: warning: https://example.com stands here twice
    ringback.toml:31:12: error: item 1 of "handles" in [official] must be a name on Telegram like "@example_desk"; found "example"
    ringback.toml:31:23: error: item 2 of "handles" in [official] must be a name on Telegram like "@example_desk"; found "@no"
    ringback.toml:31:43: warning: @desk_one stands here twice
    ringback.toml:35:1: error: a fact's name has a-z, 0-9 and _ only; found "Fee"
    ringback.toml:36:9: error: "blank" in [facts] must be one line of 1 to 200 characters
    ringback.toml:38:1: error: the fact desk_name comes from the other tables of this file; leave it out here
    ringback.toml:39:7: error: "yes" in [facts] must be a string or a number; found true
    ringback.toml:42:20: error: "answer_precision" in [matching] must be between 0.5 and 0.999; found 97
    ringback.toml:45:22: error: "overall_per_second" in [telegram] must be a number; found the number nan
    ringback.toml:46:19: error: "chat_per_second" in [telegram] must be more than 0; found 0
    ringback.toml:47:20: error: "group_per_minute" in [telegram] must be a number; found the string "20"
    ringback.toml:49:2: error: unknown key "tellegram"; did you mean "telegram"?
    "#);
}

#[test]
fn encryption_is_on_unless_it_is_switched_off() {
    let read = |text: &str| {
        let ReadSettings { settings, problems, .. } = Settings::parse(Path::new("ringback.toml"), text);
        (settings.data.encryption, problems.iter().map(ToString::to_string).collect::<String>())
    };
    assert!(read("").0);
    assert!(read("[data]\nencryption = \"on\"\n").0);
    assert!(!read("[data]\nencryption = \"off\"\n").0);
    let (on, problem) = read("[data]\nencryption = \"of\"\n");
    assert!(on);
    let said = "ringback.toml:2:14: error: \"encryption\" in [data] must be \"on\" or \"off\"; found \"of\"";
    assert!(problem.contains(said), "{problem}");
}

#[test]
fn how_long_data_are_kept_is_in_days_and_never_for_ever() {
    let read = |text: &str| Settings::parse(Path::new("ringback.toml"), text);
    let usual = read("").settings.data.retention;
    assert_eq!((usual.requests_days, usual.conversations_days, usual.dead_letters_days), (90, 30, 14));
    let own = read("[data]\nrequests_days = 1\nconversations_days = 3650\ndead_letters_days = 7\n");
    assert_eq!(own.problems.iter().count(), 1, "nothing but that there are no agents: {:?}", own.problems);
    let own = own.settings.data.retention;
    assert_eq!((own.requests_days, own.conversations_days, own.dead_letters_days), (1, 3650, 7));
    insta::assert_snapshot!(
        said("[data]\nrequests_days = 0\nconversations_days = \"30\"\ndead_letters_days = 3651\nrequest_days = 5\n"),
        @r#"
    ringback.toml:1:1: warning: no members in [agents]; nobody would see a callback request
    ringback.toml:2:17: error: "requests_days" in [data] must be between 1 and 3650; found 0
    ringback.toml:3:22: error: "conversations_days" in [data] must be a whole number; found the string "30"
    ringback.toml:4:21: error: "dead_letters_days" in [data] must be between 1 and 3650; found 3651
    ringback.toml:5:1: error: unknown key "request_days" in [data]; did you mean "requests_days"?
    "#
    );
}

#[test]
fn a_secret_in_the_file_is_refused_and_not_repeated() {
    let token = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOppQQr";
    let broken = format!(
        "token = '{token}'\n[desk]\nname = '{token}'\ntime_zone = '{token}'\n[telegram]\nToken = 'x'\n[facts]\na = 'see {token}'\n"
    );
    let said = said(&broken);
    assert!(!said.contains("AAbb"), "{said}");
    insta::assert_snapshot!(said, @r#"
    ringback.toml:1:1: error: a secret does not belong in this file: set RINGBACK_TOKEN or RINGBACK_KEY, or RINGBACK_TOKEN_FILE or RINGBACK_KEY_FILE to a file that holds it
    ringback.toml:3:8: error: a secret does not belong in this file: set RINGBACK_TOKEN or RINGBACK_KEY, or RINGBACK_TOKEN_FILE or RINGBACK_KEY_FILE to a file that holds it
    ringback.toml:4:13: error: a secret does not belong in this file: set RINGBACK_TOKEN or RINGBACK_KEY, or RINGBACK_TOKEN_FILE or RINGBACK_KEY_FILE to a file that holds it
    ringback.toml:6:1: error: a secret does not belong in this file: set RINGBACK_TOKEN or RINGBACK_KEY, or RINGBACK_TOKEN_FILE or RINGBACK_KEY_FILE to a file that holds it
    ringback.toml:8:5: error: a secret does not belong in this file: set RINGBACK_TOKEN or RINGBACK_KEY, or RINGBACK_TOKEN_FILE or RINGBACK_KEY_FILE to a file that holds it
    "#);
}

#[test]
fn what_is_no_toml_is_told_with_the_rest() {
    insta::assert_snapshot!(said("[desk\nname = \"bitp\n[telegram]\nchat_per_second = 'x'\n"), @r#"
    ringback.toml:1:6: error: not valid TOML: unclosed table, expected `]`
    ringback.toml:4:19: error: "chat_per_second" in [telegram] must be a number; found the string "x"
    "#);
}

#[test]
fn an_empty_file_gives_the_defaults() {
    let settings = sound("");
    assert_eq!(settings.desk.name, "Ringback");
    assert_eq!(settings.desk.languages, [Language::Zh, Language::En]);
    assert_eq!(settings.desk.time_zone, jiff::tz::TimeZone::UTC);
    assert_eq!(settings.agents.group, None);
    let open = settings.hours.week.map(|day| day.iter().map(|span| (span.from(), span.to())).collect::<Vec<_>>());
    let (day, closed) = (vec![(540, 1080)], vec![]);
    assert_eq!(open, [day.clone(), day.clone(), day.clone(), day.clone(), day, closed.clone(), closed]);
    assert!((settings.matching.answer_precision - 0.97).abs() < f32::EPSILON);
    assert!((settings.telegram.overall_per_second - 30.0).abs() < f64::EPSILON);
    assert_eq!(settings.facts.value("desk_name", Language::En), Some("Ringback"));
    assert_eq!(settings.facts.value("official_phones", Language::En), None);
    insta::assert_snapshot!(said(""), @"ringback.toml:1:1: warning: no members in [agents]; nobody would see a callback request");
}

#[test]
fn every_key_is_read() {
    let settings = sound(
        r#"
[desk]
name = "bitp"
languages = ["en", "zh"]
time_zone = "Asia/Shanghai"
country = "CN"
[agents]
group = -1001234567890
on_call = [1002]
members = [
  { id = 1001, name = "Lin", languages = ["zh"], role = "lead" },
  { id = 1002, name = "May" },
]
[hours]
mon = ["13:00-18:00", "09:00-12:00"]
sat = ["22:00-02:00"]
sun = ["02:00-24:00"]
holidays = ["2027-01-01"]
extra = { 2027-01-02 = ["10:00-14:00"], "2027-01-03" = [] }
[official]
phones = ["+1 202 555 0143", "138 0013 8000"]
links = ["https://Example.com/", "@Example_Desk"]
handles = ["@Example_Help"]
[facts]
withdrawal_fee = "0.1%"
confirmations = 12
ratio = 1.50
withdrawal_time = { zh = "24 小时内", en = "within 24 hours" }
[matching]
answer_precision = 0.9
[telegram]
overall_per_second = 300
chat_per_second = 1.5
group_per_minute = 200
"#,
    );
    assert_eq!(settings.desk.languages, [Language::En, Language::Zh]);
    assert_eq!(settings.agents.group, Some(ChatId(-1_001_234_567_890)));
    let lin = settings.agents.roster.agent(UserId(1001)).unwrap();
    assert_eq!((lin.name(), lin.role(), lin.languages()), ("Lin", Role::Lead, &[Language::Zh][..]));
    let may = settings.agents.roster.agent(UserId(1002)).unwrap();
    assert_eq!((may.role(), may.languages()), (Role::Agent, &[Language::En, Language::Zh][..]));
    assert_eq!(settings.agents.roster.on_call().map(ringback::callback::Agent::id).collect::<Vec<_>>(), [UserId(1002)]);
    let span = |from, to| OpenSpan::new(from, to).unwrap();
    assert_eq!(settings.hours.week[0], [span(540, 720), span(780, 1080)]);
    assert!(settings.hours.week[1].is_empty());
    assert_eq!(settings.hours.week[5], [span(1320, 1560)]);
    assert!(settings.hours.holidays.contains(&date(2027, 1, 1)));
    assert_eq!(settings.hours.extra[&date(2027, 1, 2)], [span(600, 840)]);
    assert_eq!(settings.hours.extra[&date(2027, 1, 3)], []);
    assert_eq!(settings.official.phones, ["+12025550143", "+8613800138000"]);
    assert_eq!(settings.official.links, ["https://example.com", "https://t.me/example_desk"]);
    assert_eq!(settings.official.handles, ["@example_help"]);
    let fact = |name, language| settings.facts.value(name, language).unwrap_or_default().to_owned();
    assert_eq!(fact("withdrawal_fee", Language::Zh), "0.1%");
    assert_eq!(fact("confirmations", Language::Zh), "12");
    assert_eq!(fact("ratio", Language::Zh), "1.50");
    assert_eq!(fact("withdrawal_time", Language::Zh), "24 小时内");
    assert_eq!(fact("withdrawal_time", Language::En), "within 24 hours");
    assert_eq!(fact("official_phones", Language::En), "+12025550143, +8613800138000");
    assert_eq!(fact("official_handles", Language::En), "@example_help");
    assert!((settings.telegram.group_per_minute - 200.0).abs() < f64::EPSILON);
}

#[test]
fn who_is_on_call_is_one_of_the_members_and_named_once() {
    let said = said("[agents]\non_call = [7, 1, 1]\nmembers = [{ id = 1, name = 'Lin' }]\n");
    assert!(said.contains("must be the id of a member who calls; found 7"), "{said}");
    assert!(said.contains("names 1 twice"), "{said}");
}

#[test]
fn hours_without_a_weekday_keep_the_usual_week() {
    assert_eq!(sound("[hours]\nholidays = ['2027-01-01']\n").hours.week[0].len(), 1);
    assert_eq!(sound("[hours]\nsun = ['00:00-24:00']\n").hours.week[0].len(), 0);
    assert!(said("[hours]\nmon = []\n").contains("1:1: warning: the desk is never open"));
}

#[test]
fn a_named_file_must_be_there() {
    let dir = TempDir::new().unwrap();
    let nowhere = dir.path().join("nowhere.toml");
    let Err(SettingsError::File { file, .. }) = Settings::load(Some(&nowhere)) else { panic!("must not load") };
    assert_eq!(file, nowhere);
    let bytes = dir.path().join("bytes.toml");
    fs::write(&bytes, b"[desk]\nname = '\xff'").unwrap();
    let Err(SettingsError::Problems(problems)) = Settings::load(Some(&bytes)) else { panic!("must not load") };
    assert!(problems.to_string().ends_with("bytes.toml:2:9: error: not UTF-8 text; save the file as UTF-8"));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig { failure_persistence: None, ..Default::default() })]

    #[test]
    fn no_text_makes_the_settings_panic(
        text in r#"(\[(desk|agents|hours|facts|official)\]\n|(name|members|mon|extra|phones|id|group) = |[\[\]{}"'=,.#\n:0-9-]{0,6}|\PC){0,30}"#
    ) {
        Settings::parse(Path::new("any.toml"), &text);
    }
}
