//! The words by which people name days, parts of the day and haste, in both languages. A list (`phrases.tsv`); decides
//! nothing.

use std::sync::LazyLock;

use crate::tokens::Tokens;

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// After midnight: 凌晨.
    SmallHours,
    /// First thing in the morning.
    Early,
    /// Until noon.
    Morning,
    /// Around noon.
    Noon,
    /// Early in the afternoon.
    AfterLunch,
    /// Until work ends.
    Afternoon,
    /// The end of the working day.
    EndOfDay,
    /// When most people's work is over: 下班后.
    AfterWork,
    /// The evening.
    Evening,
    /// Until midnight: 晚上.
    Night,
    /// Any time of the day.
    AllDay,
}

impl Part {
    /// Its hours, from and to, by the clock of whoever says it.
    pub(crate) fn hours(self) -> (i8, i8) {
        match self {
            Self::SmallHours => (0, 6),
            Self::Early => (6, 9),
            Self::Morning => (6, 12),
            Self::Noon => (11, 14),
            Self::AfterLunch => (13, 16),
            Self::Afternoon => (12, 18),
            Self::EndOfDay => (16, 18),
            Self::AfterWork => (18, 22),
            Self::Evening => (18, 22),
            Self::Night => (18, 24),
            Self::AllDay => (0, 24),
        }
    }

    /// The hour of a 24-hour clock that somebody means who says so in this part of the day; 24 is midnight.
    pub(crate) fn hour(self, hour: i8) -> i8 {
        match (self, hour) {
            (Self::Evening | Self::Night, 12) => 24,
            (Self::Evening | Self::Night, 1..=3) => hour + 24,
            (Self::Afternoon | Self::AfterLunch | Self::EndOfDay | Self::AfterWork, 1..=11) => hour + 12,
            (Self::Evening | Self::Night, 4..=11) => hour + 12,
            (Self::Noon, 1..=3) => hour + 12,
            (Self::SmallHours, 12) => 0,
            _ => hour,
        }
    }
}

/// What a phrase stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// So many days from today.
    Day(i8),
    /// A part of a day so many days from today.
    DayPart(i8, Part),
    Part(Part),
    /// Monday is 0.
    Weekday(i8),
    /// A weekday so many weeks from this one.
    WeekdayOf(i8, i8),
    /// The week after this one, twice for two.
    NextWeek(i8),
    ThisWeek,
    Weekend,
    /// Any day but today.
    NotToday,
    Soon,
    Later,
    After,
    Before,
    /// A word that stands before a time and tells that a bare number is one.
    At,
    Between,
    /// The same behind a time, as Chinese has them: 以后, 之前, 左右.
    Afterwards,
    Beforehand,
    Roughly,
    /// A day that has passed stands here or follows.
    Past,
    /// A new sentence.
    Stop,
    /// Words that look like a time and are none.
    Nothing,
}

/// What the phrases stand for, and the phrases, parted by commas.
const PHRASES: &str = include_str!("phrases.tsv");
/// Signs that end a sentence.
const STOPS: [char; 8] = [',', ';', '!', '?', '。', '、', '\n', '.'];
/// What stands before a weekday in Chinese and which week it means; the past ones mean none.
const WEEKS: [(&str, Option<i8>); 10] = [
    ("下", Some(1)),
    ("下个", Some(1)),
    ("下下", Some(2)),
    ("下下个", Some(2)),
    ("这", Some(0)),
    ("这个", Some(0)),
    ("本", Some(0)),
    ("上", None),
    ("上个", None),
    ("上上", None),
];

static TABLE: LazyLock<Vec<(Tokens, Mark)>> = LazyLock::new(|| {
    let lines = PHRASES.lines().filter_map(|line| line.split_once('\t'));
    let mut table: Vec<(Tokens, Mark)> = Vec::new();
    for (name, phrases) in lines {
        let Some(mark) = mark(name) else { continue };
        table.extend(phrases.split(',').map(|phrase| (Tokens::of(phrase), mark)));
    }
    table.extend(STOPS.map(|sign| (Tokens::of(&sign.to_string()), Mark::Stop)));
    for (which, weeks) in WEEKS {
        for week in ["周", "星期", "礼拜"] {
            for (day, name) in (0..).zip(["一", "二", "三", "四", "五", "六", "日"]).chain([(6, "天")]) {
                let mark = weeks.map_or(Mark::Past, |weeks| Mark::WeekdayOf(weeks, day));
                table.push((Tokens::of(&format!("{which}{week}{name}")), mark));
            }
        }
    }
    table.sort_by_key(|(phrase, _)| std::cmp::Reverse(phrase.len()));
    table
});

/// A mark by its name in the list.
fn mark(name: &str) -> Option<Mark> {
    let mut words = name.split(' ');
    let kind = words.next()?;
    let rest: Vec<&str> = words.collect();
    let number = || rest.first()?.parse().ok();
    Some(match (kind, rest.as_slice()) {
        ("day", ["part", days, part @ ..]) => Mark::DayPart(days.parse().ok()?, self::part(&part.join(" "))?),
        ("day", _) => Mark::Day(number()?),
        ("part", part) => Mark::Part(self::part(&part.join(" "))?),
        ("weekday", _) => Mark::Weekday(number()?),
        ("next", ["week", weeks]) => Mark::NextWeek(weeks.parse().ok()?),
        ("this", _) => Mark::ThisWeek,
        ("weekend", _) => Mark::Weekend,
        ("not", _) => Mark::NotToday,
        ("soon", _) => Mark::Soon,
        ("later", _) => Mark::Later,
        ("after", _) => Mark::After,
        ("before", _) => Mark::Before,
        ("at", _) => Mark::At,
        ("between", _) => Mark::Between,
        ("afterwards", _) => Mark::Afterwards,
        ("beforehand", _) => Mark::Beforehand,
        ("roughly", _) => Mark::Roughly,
        ("past", _) => Mark::Past,
        ("stop", _) => Mark::Stop,
        ("nothing", _) => Mark::Nothing,
        _ => return None,
    })
}

fn part(name: &str) -> Option<Part> {
    Some(match name {
        "small hours" => Part::SmallHours,
        "early" => Part::Early,
        "morning" => Part::Morning,
        "noon" => Part::Noon,
        "after lunch" => Part::AfterLunch,
        "afternoon" => Part::Afternoon,
        "end of day" => Part::EndOfDay,
        "after work" => Part::AfterWork,
        "evening" => Part::Evening,
        "night" => Part::Night,
        "all day" => Part::AllDay,
        _ => return None,
    })
}

/// The longest phrase that begins at a place, and how many tokens it has.
pub(crate) fn phrase(tokens: &Tokens, at: usize) -> Option<(Mark, usize)> {
    TABLE.iter().find_map(|(phrase, mark)| Some((*mark, tokens.begins(at, phrase)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_is_understood() {
        for line in PHRASES.lines() {
            let name = line.split_once('\t').map(|(name, _)| name);
            assert!(name.and_then(mark).is_some(), "{line}");
        }
        assert!(TABLE.iter().all(|(phrase, _)| phrase.len() > 0));
    }
}
