//! Makes the table of countries and their time zones; it decides nothing about how the desk uses it.
//!
//! `cargo run --example zone-table -- /usr/share/zoneinfo/zone.tab > zones.tsv`; see the README beside this file.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::ExitCode;

use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Timestamp};

/// From when on zones count as alike.
const FROM: Timestamp = Timestamp::constant(1_798_761_600, 0); // 2027-01-01

/// How far ahead zones are compared, and in which steps: two years have every daylight-saving rule twice, and no rule
/// changes the clock twice in six hours.
const STEPS: i64 = 2 * 365 * 4;
const STEP: SignedDuration = SignedDuration::from_hours(6);

/// Countries without phone numbers of their own.
const NO_PHONES: [&str; 2] = ["AQ", "UM"];

/// In countries with several zones: those where at least about one in a hundred people lives, the largest first. The
/// others are offered when asked for. China's clocks show Beijing time by law, also in Xinjiang.
const MAIN: [(&str, &[&str]); 22] = [
    ("AU", &["Australia/Sydney", "Australia/Brisbane", "Australia/Perth", "Australia/Adelaide", "Australia/Darwin"]),
    ("BR", &["America/Sao_Paulo", "America/Manaus"]),
    (
        "CA",
        &[
            "America/Toronto",
            "America/Vancouver",
            "America/Edmonton",
            "America/Winnipeg",
            "America/Halifax",
            "America/St_Johns",
        ],
    ),
    ("CD", &["Africa/Kinshasa", "Africa/Lubumbashi"]),
    ("CL", &["America/Santiago"]),
    ("CN", &["Asia/Shanghai"]),
    ("EC", &["America/Guayaquil"]),
    ("ES", &["Europe/Madrid", "Atlantic/Canary"]),
    ("FM", &["Pacific/Chuuk", "Pacific/Pohnpei"]),
    ("GL", &["America/Nuuk"]),
    ("ID", &["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]),
    ("KI", &["Pacific/Tarawa", "Pacific/Kiritimati"]),
    ("MN", &["Asia/Ulaanbaatar", "Asia/Hovd"]),
    (
        "MX",
        &[
            "America/Mexico_City",
            "America/Tijuana",
            "America/Hermosillo",
            "America/Cancun",
            "America/Ciudad_Juarez",
            "America/Matamoros",
        ],
    ),
    ("NZ", &["Pacific/Auckland"]),
    ("PF", &["Pacific/Tahiti"]),
    ("PG", &["Pacific/Port_Moresby", "Pacific/Bougainville"]),
    ("PT", &["Europe/Lisbon", "Atlantic/Azores"]),
    (
        "RU",
        &[
            "Europe/Moscow",
            "Asia/Yekaterinburg",
            "Asia/Novosibirsk",
            "Europe/Samara",
            "Asia/Omsk",
            "Asia/Irkutsk",
            "Asia/Vladivostok",
            "Asia/Yakutsk",
            "Europe/Kaliningrad",
        ],
    ),
    ("UA", &["Europe/Kyiv"]),
    (
        "US",
        &[
            "America/New_York",
            "America/Chicago",
            "America/Los_Angeles",
            "America/Denver",
            "America/Phoenix",
            "America/Anchorage",
            "Pacific/Honolulu",
        ],
    ),
    ("UZ", &["Asia/Tashkent"]),
];

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            let _ = writeln!(std::io::stderr(), "zone-table: {problem}");
            ExitCode::from(2)
        }
    }
}

fn run() -> Result<(), String> {
    let path = std::env::args().nth(1).ok_or("name the table of the tz database: zone-table zone.tab")?;
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{path}: {error}"))?;
    let mut countries: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t');
        let (Some(country), Some(zone)) = (columns.next(), columns.nth(1)) else { continue };
        countries.entry(country).or_default().push(zone);
    }
    let known = TimeZoneDatabase::bundled();
    let mut out = std::io::stdout().lock();
    for (country, zones) in countries.iter().filter(|(country, _)| !NO_PHONES.contains(country)) {
        let main = MAIN.iter().find(|(name, _)| name == country).map_or(&[][..], |(_, main)| main);
        let mut shown: Vec<&str> = Vec::new();
        let mut seen: Vec<Vec<i32>> = Vec::new();
        for zone in main.iter().chain(zones) {
            let rules = offsets(&known.get(zone).map_err(|error| format!("{country}: {error}"))?);
            if !seen.contains(&rules) {
                seen.push(rules);
                shown.push(zone);
            } else if main.contains(zone) && !shown.contains(zone) {
                return Err(format!("{country}: {zone} is like another main zone; take it out"));
            }
        }
        let count = main.len().max(1);
        let (main, others) = shown.split_at_checked(count).ok_or(format!("{country}: no zones"))?;
        writeln!(out, "{country}\t{}\t{}", main.join(","), others.join(",")).map_err(|error| error.to_string())?;
    }
    Ok(())
}

/// The offsets from UTC in the coming years, in seconds.
fn offsets(zone: &TimeZone) -> Vec<i32> {
    let mut at = FROM;
    let mut offsets = Vec::new();
    for _ in 0..STEPS {
        offsets.push(zone.to_offset(at).seconds());
        at += STEP;
    }
    offsets
}
