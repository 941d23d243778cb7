//! The record of what members of the desk did: who, when, what, from where. Written once and never changed; holds nothing of a
//! customer, so that it outlives them.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::attempt::Denied;
use super::browser::Browser;
use super::session::Way;
use crate::callback::{Surface, UserId};

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    /// A browser was signed in.
    SignedIn {
        /// How.
        way: Way,
        /// Which.
        browser: Browser,
    },
    /// A browser was not signed in.
    SignInDenied {
        /// Why.
        why: Denied,
        /// Which, where it is known.
        browser: Option<Browser>,
    },
    /// They signed this browser out.
    SignedOut,
    /// They ended all their sessions.
    SignedOutEverywhere,
    /// They said that a sign-in was not theirs.
    Disowned {
        /// The browser that had asked.
        browser: Browser,
    },
}

/// Something that somebody did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// When.
    pub at: Timestamp,
    /// Who; nobody where nobody knows.
    pub by: Option<UserId>,
    /// From where.
    pub surface: Surface,
    /// What.
    pub what: Happened,
}
