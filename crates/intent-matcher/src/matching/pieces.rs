//! Which parts of a message are judged by themselves; the buffers are used again for the next message.

use super::decide::Finding;
use super::parts::{Cut, Span, is_hollow, parts};

/// The parts of a message and what was found of each.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    /// Where they stand.
    pub(super) spans: Vec<Span>,
    clauses: Vec<Span>,
    /// The probability that the whole gives each intent; empty where an example says it word for word.
    pub(super) whole: Vec<f32>,
    /// What was found of each that says anything.
    pub(super) findings: Vec<Finding>,
}

impl Pieces {
    /// Cuts `message`, of which `whole` was found, where that could change the verdict: into sentences; into
    /// clauses where it has one sentence or is brief.
    pub(super) fn cut(&mut self, message: &str, whole: &Finding) {
        self.findings.clear();
        self.spans.clear();
        if !whole.is_worth_cutting() {
            return;
        }
        parts(message, Cut::Sentences, &mut self.spans);
        if let [_] = self.spans.as_slice() {
            self.spans.clear();
        }
        if self.spans.is_empty() || whole.is_brief() {
            parts(message, Cut::Clauses, &mut self.clauses);
            let sentences = &self.spans;
            self.clauses.retain(|clause| !sentences.contains(clause));
            self.spans.append(&mut self.clauses);
        }
        self.spans.retain(|span| message.get(span.clone()).is_some_and(|part| !is_hollow(part)));
        if let [_] = self.spans.as_slice() {
            self.spans.clear();
        }
    }
}
