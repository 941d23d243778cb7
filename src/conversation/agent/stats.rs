//! `/stats`: the day in numbers, for leads.

use std::collections::BTreeMap;

use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan};

use crate::callback::{ChatId, Counts, Report};
use crate::conversation::{Decision, Facts, Keyboard, cards};
use crate::matching::IntentId;
use crate::words::{Args, Markdown, Value, Words};

/// Topics, agents and hours listed: with the lines above them, what a phone shows on two screens.
const LISTED: usize = 5;

/// Days of a week, counted back from today.
const WEEK: i32 = 7;

/// The days that `/stats today`, `yesterday` or `week` is about; `None` for any other word.
pub(in crate::conversation) fn days(facts: &Facts<'_>, text: &str) -> Option<(Date, Date)> {
    let today = facts.now.to_zoned(facts.hours.zone.clone()).date();
    let back = |days: i32| today.checked_sub(days.days()).unwrap_or(today);
    match text.split_whitespace().nth(1).unwrap_or("today") {
        "today" | "今天" => Some((today, today)),
        "yesterday" | "昨天" => Some((back(1), back(1))),
        "week" | "本周" | "一周" => Some((back(WEEK - 1), today)),
        _ => None,
    }
}

/// Shows the report; without one, how to ask for it.
pub(super) fn show(facts: &Facts<'_>, words: Words<'_>, report: Option<&Report>, chat: ChatId, out: &mut Decision) {
    let Some(report) = report else { return out.say(chat, words.say("stats-usage", &[]), Keyboard::None) };
    let mut text = head(facts, words, report).and(&totals(words, &report.total));
    if let Some(line) = unread(words, &report.total) {
        text = text.and(&line);
    }
    let topic = |id: &String| {
        let title = facts.library.text(&IntentId::new(id), words.locale().language());
        title.map_or_else(|| words.label("other-topic", &[]), |text| words.own(&text.title))
    };
    let topics = most(&report.by_topic, |counts| counts.answered + counts.booked);
    let topics = topics.map(|(id, counts)| {
        let args: Args<'_> =
            &[("topic", topic(id).into()), ("answered", counts.answered.into()), ("booked", counts.booked.into())];
        words.say("stats-topic", args)
    });
    text = list(words, text, "stats-topics", topics);
    let agents = most(&report.by_agent, |counts| counts.attempts).map(|(agent, counts)| {
        let args: Args<'_> = &[
            ("agent", cards::agent_name(facts, *agent).into()),
            ("attempts", counts.attempts.into()),
            ("resolved", counts.resolved.into()),
            ("kept", counts.kept.into()),
        ];
        words.say("stats-agent", args)
    });
    text = list(words, text, "stats-agents", agents);
    let hours = most(&report.by_hour, |counts| counts.answered + counts.booked + counts.no_match + counts.unsure);
    let hours = hours.map(|(hour, counts)| {
        let hour = format!("{hour:02}:00");
        let messages = counts.answered + counts.unsure + counts.no_match;
        words.say(
            "stats-hour",
            &[("hour", hour.into()), ("messages", messages.into()), ("booked", counts.booked.into())],
        )
    });
    text = list(words, text, "stats-hours", hours);
    out.say(chat, text, Keyboard::None);
}

fn head(facts: &Facts<'_>, words: Words<'_>, report: &Report) -> Markdown {
    let standing = report.now;
    let (reference, waited) = standing.oldest.map_or_else(Default::default, |oldest| {
        let waited = facts.now.duration_since(oldest.asked_at).max(SignedDuration::ZERO);
        (oldest.request.to_string(), words.length(waited))
    });
    let zone = &facts.hours.zone;
    let date = |day: Date| {
        let midnight = day.to_zoned(zone.clone()).map_or(facts.now, |zoned| zoned.timestamp());
        words.date(midnight, zone, facts.now)
    };
    let day = match report.from == report.to {
        true => date(report.from),
        false => format!("{} – {}", date(report.from), date(report.to)),
    };
    words.say(
        "stats-head",
        &[
            ("day", day.into()),
            ("open", standing.open.into()),
            ("ready", standing.ready.into()),
            ("claimed", standing.claimed.into()),
            ("later", standing.later.into()),
            ("overdue", standing.overdue.into()),
            ("oldest", Value::Key(if standing.oldest.is_some() { "yes" } else { "no" })),
            ("reference", reference.into()),
            ("waited", waited.into()),
        ],
    )
}

fn totals(words: Words<'_>, counts: &Counts) -> Markdown {
    let percent = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), |share| format!("{:.0}%", share * 100.0));
    let length = |seconds: Option<f64>| {
        let length = seconds.and_then(|seconds| SignedDuration::try_from_secs_f64(seconds).ok());
        length.map_or_else(|| "–".to_owned(), |length| words.length(length))
    };
    let rating = counts.mean_rating.map_or_else(|| "–".to_owned(), |mean| format!("{mean:.1}"));
    words.say(
        "stats-totals",
        &[
            ("promised", counts.promised.into()),
            ("kept", counts.kept.into()),
            ("breached", counts.breached.into()),
            ("keptshare", percent(counts.kept_share).into()),
            ("attempts", counts.attempts.into()),
            ("resolved", counts.resolved.into()),
            ("first", percent(counts.first_call_resolution).into()),
            ("reopened", counts.reopened.into()),
            ("closed", counts.closed.into()),
            ("cancelled", counts.cancelled.into()),
            ("answered", counts.answered.into()),
            ("unsure", counts.unsure.into()),
            ("nomatch", counts.no_match.into()),
            ("booked", counts.booked.into()),
            ("escalated", percent(counts.escalated_share).into()),
            ("rating", rating.into()),
            ("ratings", counts.ratings.into()),
            ("call", length(counts.mean_call_seconds).into()),
            ("wait", length(counts.mean_wait_seconds).into()),
        ],
    )
}

/// The groups with most of something, most first.
fn most<G: Ord>(groups: &BTreeMap<G, Counts>, of: impl Fn(&Counts) -> u64) -> impl Iterator<Item = (&G, &Counts)> {
    let mut groups: Vec<_> = groups.iter().filter(|(_, counts)| of(counts) > 0).collect();
    groups.sort_by_key(|(_, counts)| std::cmp::Reverse(of(counts)));
    groups.into_iter().take(LISTED)
}

/// What was not read because too much was written, where there was any.
fn unread(words: Words<'_>, counts: &Counts) -> Option<Markdown> {
    let (unread, out) = (counts.left_unread, counts.left_out);
    (unread + out > 0).then(|| words.say("stats-unread", &[("unread", unread.into()), ("out", out.into())]))
}

fn list(words: Words<'_>, text: Markdown, head: &str, lines: impl Iterator<Item = Markdown>) -> Markdown {
    let lines: Vec<String> = lines.map(|line| format!("- {line}")).collect();
    if lines.is_empty() {
        return text;
    }
    text.and(&words.say(head, &[])).and(&Markdown::trusted(lines.join("\n")))
}
