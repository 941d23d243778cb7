//! What the bot asked and what it was answered, and what was wrong with its requests.

use std::collections::{BTreeMap, VecDeque};

use jiff::Timestamp;
use serde::Serialize;
use serde_json::Value;

/// Most findings that are kept; a bot that is wrong this often is wrong enough.
const FINDINGS: usize = 1000;

/// How much of the journal is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JournalMode {
    /// Every request.
    Full,
    /// The last so many requests.
    Last(usize),
    /// Only how many requests of each method there were.
    Counts,
}

/// What became of a request.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Answered with this HTTP status and body (a string when the body is not JSON).
    Answered {
        /// HTTP status.
        status: u16,
        /// The whole answer.
        body: Value,
    },
    /// The connection was cut; `effect` tells whether the request had its effect before.
    Cut {
        /// Whether it had its effect.
        effect: bool,
    },
}

/// One request.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Call {
    /// Place in the order of arrival of finished requests, from 1.
    pub number: u64,
    /// When it was answered, by the stand-in's clock.
    pub at: Timestamp,
    /// Name as the documentation spells it, or as sent if unknown.
    pub method: String,
    /// Parameters, decoded.
    pub parameters: Value,
    /// What became of it.
    pub outcome: Outcome,
}

impl Call {
    /// The chat that the request names by `chat_id`.
    #[must_use]
    pub fn chat_id(&self) -> Option<i64> {
        self.parameters.get("chat_id").and_then(Value::as_i64)
    }

    /// A parameter by name.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&Value> {
        self.parameters.get(name)
    }

    /// Whether it was answered with `"ok": true`.
    #[must_use]
    pub fn is_ok(&self) -> bool {
        matches!(&self.outcome, Outcome::Answered { body, .. } if body.get("ok") == Some(&Value::Bool(true)))
    }

    /// What it was answered, if it was.
    #[must_use]
    pub fn result(&self) -> Option<&Value> {
        match &self.outcome {
            Outcome::Answered { body, .. } => body.get("result"),
            Outcome::Cut { .. } => None,
        }
    }

    /// Telegram's reason, if it was refused.
    #[must_use]
    pub fn refusal(&self) -> Option<&str> {
        match &self.outcome {
            Outcome::Answered { body, .. } => body.get("description").and_then(Value::as_str),
            Outcome::Cut { .. } => None,
        }
    }
}

pub(super) struct Journal {
    mode: JournalMode,
    calls: VecDeque<Call>,
    counts: BTreeMap<String, u64>,
    total: u64,
    findings: Vec<String>,
}

impl Journal {
    pub(super) fn new(mode: JournalMode) -> Self {
        Self { mode, calls: VecDeque::new(), counts: BTreeMap::new(), total: 0, findings: Vec::new() }
    }

    pub(super) fn record(&mut self, at: Timestamp, method: &str, parameters: &Value, outcome: Outcome) {
        self.total += 1;
        match self.counts.get_mut(method) {
            Some(count) => *count += 1,
            None => drop(self.counts.insert(method.to_owned(), 1)),
        }
        let keep = match self.mode {
            JournalMode::Full => usize::MAX,
            JournalMode::Last(keep) => keep,
            JournalMode::Counts => return,
        };
        self.calls.push_back(Call {
            number: self.total,
            at,
            method: method.to_owned(),
            parameters: parameters.clone(),
            outcome,
        });
        while self.calls.len() > keep {
            self.calls.pop_front();
        }
    }

    pub(super) fn note(&mut self, findings: Vec<String>) {
        let room = FINDINGS.saturating_sub(self.findings.len());
        self.findings.extend(findings.into_iter().take(room));
    }

    pub(super) fn findings(&self) -> &[String] {
        &self.findings
    }

    pub(super) fn calls(&self) -> impl Iterator<Item = &Call> {
        self.calls.iter()
    }

    pub(super) fn count(&self, method: &str) -> u64 {
        self.counts.get(method).copied().unwrap_or_default()
    }

    pub(super) fn counts(&self) -> BTreeMap<String, u64> {
        self.counts.clone()
    }
}
