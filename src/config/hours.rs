//! Reading `[hours]`: the weekly opening, holidays and special days.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::callback::{OpenSpan, ServiceHours};
use crate::document::{Document, Located, Table, Value, quoted};

const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

const MINUTES_A_DAY: usize = 24 * 60;
const MINUTES_A_WEEK: usize = 7 * MINUTES_A_DAY;

/// Monday to Friday, 09:00 to 18:00: the hours of a desk that names none.
pub(super) fn usual_week() -> [Vec<OpenSpan>; 7] {
    let day: Vec<_> = OpenSpan::new(9 * 60, 18 * 60).into_iter().collect();
    [day.clone(), day.clone(), day.clone(), day.clone(), day, Vec::new(), Vec::new()]
}

/// Reads the table. Without any weekday in it the usual week holds; with one, an absent day is closed.
pub(super) fn read(table: &Table<'_>, zone: TimeZone) -> ServiceHours {
    let document = table.document();
    let days = DAYS.map(|day| table.value(day));
    let named = days.iter().any(Option::is_some);
    let days = days.map(|value| value.map(|value| spans(&value)).unwrap_or_default());
    note_overlaps(document, &days);
    let week = if named { days.map(bare) } else { usual_week() };
    let holidays = table.value("holidays").map(|value| holidays(document, &value)).unwrap_or_default();
    let extra = table.value("extra").and_then(|value| value.table()).map(|table| extra(&table)).unwrap_or_default();
    if week.iter().all(Vec::is_empty) && extra.values().all(Vec::is_empty) {
        document.warn(table.span(), "the desk is never open; no call can be promised");
    }
    ServiceHours { zone, week, holidays, extra }
}

type Spans = Vec<Located<OpenSpan>>;

fn spans(value: &Value<'_>) -> Spans {
    let mut spans = Vec::new();
    for item in value.list().unwrap_or_default() {
        let Some(text) = item.text() else { continue };
        match text.value.trim().parse() {
            Ok(span) => spans.push(Located { value: span, span: text.span }),
            Err(problem) => item.error(format_args!("{} is no opening: {problem}", quoted(text.value))),
        }
    }
    spans
}

fn bare(spans: Spans) -> Vec<OpenSpan> {
    let mut spans: Vec<_> = spans.into_iter().map(|span| span.value).collect();
    spans.sort();
    spans
}

/// Openings that overlap are a slip of the pen, also when one runs into the next day, and from Sunday into Monday.
fn note_overlaps(document: &Document<'_>, days: &[Spans]) {
    let mut openings = Vec::new();
    for (midnight, spans) in (0..).step_by(MINUTES_A_DAY).zip(days) {
        let minute = |of_day: u16| midnight + usize::from(of_day);
        openings.extend(spans.iter().map(|Located { value, span }| (minute(value.from()), minute(value.to()), span)));
    }
    openings.sort_by_key(|&(from, to, _)| (from, to));
    if days.len() == DAYS.len() {
        openings.extend(openings.first().map(|&(from, to, at)| (from + MINUTES_A_WEEK, to + MINUTES_A_WEEK, at)));
    }
    for ((_, closes, earlier), (opens, _, at)) in openings.iter().zip(openings.iter().skip(1)) {
        if opens < closes {
            let line = document.place(earlier).position.map_or(0, |position| position.line);
            document.error(at, format!("this opening overlaps the one in line {line}"));
        }
    }
}

fn holidays(document: &Document<'_>, value: &Value<'_>) -> BTreeSet<Date> {
    let mut holidays = BTreeSet::new();
    for item in value.list().unwrap_or_default() {
        let Some(date) = item.date() else { continue };
        let Some(date) = day(document, &Located { value: &date.value, span: date.span }) else { continue };
        if !holidays.insert(date) {
            document.warn(&item.span(), format!("the holiday {date} stands here twice"));
        }
    }
    holidays
}

fn extra(table: &Table<'_>) -> BTreeMap<Date, Vec<OpenSpan>> {
    let mut extra = BTreeMap::new();
    for (key, value) in table.entries() {
        let spans = spans(&value);
        note_overlaps(table.document(), std::slice::from_ref(&spans));
        if let Some(date) = day(table.document(), &key) {
            extra.insert(date, bare(spans));
        }
    }
    extra
}

fn day(document: &Document<'_>, text: &Located<&str>) -> Option<Date> {
    let date = text.value.parse().ok().filter(|_| text.value.len() == "2027-01-31".len());
    if date.is_none() {
        document.error(&text.span, format!("expected a date like \"2027-01-31\"; found {}", quoted(text.value)));
    }
    date
}
