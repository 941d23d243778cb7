//! A thought that comes in several messages: whether a message is worth a moment's wait for the next, and what is done to
//! each of the messages when their words are taken as one text. Answers nothing.

use std::collections::BTreeSet;
use std::ops::Range;

use jiff::Timestamp;

use super::Talk;
use super::booking::{is_number, is_reply_button, says_exact_time};
use crate::callback::ServiceHours;
use crate::conversation::context::{BookingStep, Conversation, Step};
use crate::conversation::input::{Incoming, Sent, What, Written};
use crate::matching::{IntentId, Verdict};
use crate::safety::secrets::{Redacted, SecretKind, redact};
use crate::words::Phrasebook;

/// Whether what a customer writes may go on in their next message: then both are answered together, a moment later.
///
/// What is complete in itself is answered at once: a command, a number to call, a button below the input field, a
/// clear time where one was asked for. What other people wrote is looked at for itself.
pub fn waits_for_more(
    phrasebook: &Phrasebook,
    hours: &ServiceHours,
    state: Option<&Conversation>,
    incoming: &Incoming,
    now: Timestamp,
) -> bool {
    let What::Text { text, forwarded: false, .. } = &incoming.what else { return false };
    if incoming.what.command_line().is_some() || is_number(text) {
        return false;
    }
    let Some((state, Step::Booking(booking))) = state.map(|state| (state, &state.step)) else { return true };
    let answers = booking.step >= BookingStep::Zone && says_exact_time(state, hours, text, now);
    !(answers || is_reply_button(phrasebook, text))
}

/// The fewest lines that tell a secret together which none of them tells alone, such as a recovery phrase, and what it is.
fn told_over_lines(lines: &[Written]) -> Option<(Range<usize>, Redacted)> {
    let alone: BTreeSet<SecretKind> =
        lines.iter().filter_map(|line| redact(&line.text)).flat_map(|it| it.kinds).collect();
    let told = |(at, window): (usize, &[Written])| {
        let secret = redact(&What::one_text(window))?;
        (!secret.kinds.is_subset(&alone)).then_some((at..at.saturating_add(window.len()), secret))
    };
    (2..=lines.len()).find_map(|width| lines.windows(width).enumerate().find_map(told))
}

impl Talk<'_> {
    /// Takes several texts as one. Each counts as a message against what one person may write.
    pub(super) fn on_texts(&mut self, texts: &[Written], incoming: &Incoming) {
        let lines = self.lines_of(texts, incoming);
        let Some(last) = lines.last() else { return };
        let (message, text) = (last.message, What::one_text(&lines));
        self.lines = if lines.len() > 1 { lines } else { Vec::new() };
        self.on_text(message, &text, None, false);
    }

    /// Takes what was sent at once, with the texts beside it, if any. Each counts as a message.
    pub(super) fn on_album(&mut self, album: &[Sent], texts: &[Written], incoming: &Incoming) {
        let as_one = |sent: &Sent| {
            let Sent { message, media, caption, file } = sent.clone();
            Incoming { what: What::Media { message, media, caption, file }, ..incoming.clone() }
        };
        let lines = self.lines_of(texts, incoming);
        let sent: Vec<Sent> = album.iter().filter(|sent| self.may_pass(None, &as_one(sent))).cloned().collect();
        self.on_files(&sent, &lines);
    }

    /// The texts that may pass, without those that tell a secret together, which is dealt with.
    fn lines_of(&mut self, texts: &[Written], incoming: &Incoming) -> Vec<Written> {
        let as_one = |written: &Written| {
            let what = What::Text { message: written.message, text: written.text.clone(), forwarded: false };
            Incoming { what, ..incoming.clone() }
        };
        let mut lines: Vec<Written> =
            texts.iter().filter(|written| self.may_pass(None, &as_one(written))).cloned().collect();
        while let Some((told, secret)) = told_over_lines(&lines) {
            let told: Vec<i64> = lines.drain(told).map(|line| line.message).collect();
            let Some((last, others)) = told.split_last() else { break };
            others.iter().for_each(|message| self.out.delete(self.chat, *message));
            self.on_secret(*last, &secret.kinds, &secret.text, true);
        }
        lines
    }

    /// A text as a whole and then line by line, where it came so: what must not be missed is looked for in each.
    pub(super) fn whole_and_lines<'t>(&'t self, text: &'t str) -> impl Iterator<Item = &'t str> {
        std::iter::once(text).chain(self.lines.iter().map(|line| line.text.as_str()))
    }

    /// A text that came in several lines, with their ends.
    pub(super) fn line_by_line(&self, text: &str) -> Option<String> {
        let lines = self.lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>();
        (lines.len() > 1 && What::one_text(&self.lines) == text).then(|| lines.join("\n"))
    }

    /// What is told by a line that tells of something urgent by itself, however little the whole does.
    pub(super) fn urgent_line(&self) -> Option<IntentId> {
        self.lines.iter().map(|line| line.text.as_str()).find_map(|line| {
            let verdict = self.facts.matcher.verdict(line);
            let sure = matches!(verdict, Verdict::Answer { .. });
            let tells = sure && self.aside(line).is_none() && !self.is_bare_word(line, &verdict);
            self.urgent_topic(&verdict).filter(|_| tells)
        })
    }

    /// What is kept of a text: itself, or its lines where it came in several messages.
    pub(super) fn parts_of(&self, message: i64, text: &str) -> Vec<Written> {
        match self.lines.as_slice() {
            lines if !lines.is_empty() && What::one_text(lines) == text => lines.to_vec(),
            _ => vec![Written { message, text: text.to_owned() }],
        }
    }

    /// The messages that hold the number which was taken from a text: the message itself, or those of its lines that are
    /// a number or part of one.
    pub(super) fn messages_with_number(&self, message: i64) -> Vec<i64> {
        let holding = |holds: fn(&str) -> bool| -> Vec<i64> {
            self.lines.iter().filter(|line| holds(&line.text)).map(|line| line.message).collect()
        };
        let all = [holding(super::booking::holds_number), holding(|text| text.chars().any(char::is_numeric))];
        all.into_iter().find(|found| !found.is_empty()).unwrap_or_else(|| vec![message])
    }
}
