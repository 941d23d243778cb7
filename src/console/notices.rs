//! What was said to somebody after a deed, until their next page shows it. Kept in memory, for a page that never comes.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use super::markup;
use crate::admission::SessionId;
use crate::conversation::Answer;

/// Sessions whose last words are kept: more than a desk has agents, each with two browsers.
const MOST: usize = 500;

/// One thing that was said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// The words, as HTML.
    pub html: String,
    /// What was tried has no effect.
    pub refused: bool,
    /// What can be pressed with it: labels, and what a form sends.
    pub presses: Vec<(String, String)>,
}

impl From<&Answer> for Notice {
    fn from(answer: &Answer) -> Self {
        Self { html: markup::html(&answer.text), refused: answer.refused, presses: Vec::new() }
    }
}

/// What was said, by the session that it was said in.
#[derive(Debug, Default)]
pub struct Notices(Mutex<VecDeque<(SessionId, Vec<Notice>)>>);

impl Notices {
    /// Keeps what was said for the next page of this session; what was said before goes.
    pub fn keep(&self, session: &SessionId, said: Vec<Notice>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|(other, _)| other != session);
        if !said.is_empty() {
            all.push_back((session.clone(), said));
        }
        while all.len() > MOST {
            all.pop_front();
        }
    }

    /// What was said, once.
    pub fn take(&self, session: &SessionId) -> Vec<Notice> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let place = all.iter().position(|(other, _)| other == session);
        place.and_then(|place| all.remove(place)).map(|(_, said)| said).unwrap_or_default()
    }
}
