//! `/stats`: the day in numbers, for leads.

use std::collections::BTreeMap;

use jiff::SignedDuration;
use jiff::civil::Date;

use super::session::Session;
use crate::callback::{Counts, Report};
use crate::conversation::context::Facts;
use crate::conversation::output::Keyboard;
use crate::conversation::view::names;
use crate::matching::IntentId;
use crate::words::{Args, Markdown, Value, Words};

/// Topics, agents and hours listed: with the lines above them, what a phone shows on two screens.
const LISTED: usize = 5;

impl Session<'_> {
    /// Shows a lead the report; without one, how to ask for it.
    pub(super) fn show_stats(&mut self) {
        if !self.agent.leads() {
            return self.say("leads-only", &[]);
        }
        match self.situation.report.take() {
            Some(report) => self.say_text(text(self.facts, self.words, &report), Keyboard::None),
            None => self.say("stats-usage", &[]),
        }
    }
}

fn text(facts: &Facts<'_>, words: Words<'_>, report: &Report) -> Markdown {
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
            ("agent", names::agent_name(facts, *agent).into()),
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
    text
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
