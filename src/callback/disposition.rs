//! The outcomes of a call and what follows each: a table that the desk's `dispositions.toml` fills. Reads no file.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

use jiff::SignedDuration;
use serde::{Deserialize, Serialize};

use crate::text::Language;

/// The name of an outcome in files, records and buttons, like `no_answer`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DispositionCode(Arc<str>);

/// The longest code, bytes: it must fit a button's data beside the request's number.
pub const MAX_CODE_BYTES: usize = 32;

impl DispositionCode {
    /// A code: small letters, digits and `_`, at most [`MAX_CODE_BYTES`]; `None` for anything else.
    pub fn new(code: &str) -> Option<Self> {
        let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
        let fits = !code.is_empty() && code.len() <= MAX_CODE_BYTES && code.bytes().all(plain);
        fits.then(|| Self(code.into()))
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DispositionCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an outcome does to the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The matter is settled.
    Resolved,
    /// The customer no longer wants the call.
    Cancelled,
    /// Nobody was reached: the desk calls again after the outcome's delay.
    Retry,
    /// The number is wrong: the customer is asked for another.
    Number,
    /// The customer asked for another time: they are asked for it, and it is snoozed for the outcome's delay meanwhile.
    Reschedule,
    /// Somebody else is to call: back to the queue, the place in line kept.
    Queue,
    /// Ended without being settled, for example because the caller could not prove who they are.
    Closed,
}

impl Next {
    /// Every one, with its word in `dispositions.toml`.
    pub const ALL: [(&'static str, Self); 7] = [
        ("resolved", Self::Resolved),
        ("cancelled", Self::Cancelled),
        ("retry", Self::Retry),
        ("number", Self::Number),
        ("reschedule", Self::Reschedule),
        ("queue", Self::Queue),
        ("closed", Self::Closed),
    ];
}

/// An outcome that agents can choose.
#[derive(Clone, Debug, PartialEq)]
pub struct Disposition {
    /// Its name in files.
    pub code: DispositionCode,
    /// What its button says in each language of the desk.
    pub names: BTreeMap<Language, String>,
    /// What it does.
    pub next: Next,
    /// Whether it counts as an attempt to reach the customer.
    pub attempt: bool,
    /// How long until the next call, where there is one.
    pub delay: SignedDuration,
    /// Whether the agent must have written a note.
    pub note: bool,
    /// What the customer reads of it, in place of the desk's own sentence; small Markdown.
    pub message: BTreeMap<Language, String>,
}

impl Disposition {
    /// Whether it says that the customer was called, to them or in the numbers: then there must have been a call.
    pub fn tells_of_a_call(&self) -> bool {
        self.attempt || matches!(self.next, Next::Resolved | Next::Retry)
    }

    /// Whether nobody was spoken to, so that a call of no length was none.
    pub fn reaches_nobody(&self) -> bool {
        !self.attempt || matches!(self.next, Next::Retry | Next::Number | Next::Queue)
    }
}

/// Every outcome of a desk, in the order of its buttons.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dispositions(Vec<Disposition>);

impl Dispositions {
    /// A table of these; the settings' loader refuses codes that stand twice.
    pub fn new(dispositions: Vec<Disposition>) -> Self {
        Self(dispositions)
    }

    /// The outcome with this code.
    pub fn named(&self, code: &DispositionCode) -> Option<&Disposition> {
        self.0.iter().find(|disposition| disposition.code == *code)
    }

    /// All, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Disposition> {
        self.0.iter()
    }
}
