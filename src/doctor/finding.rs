//! What was found of one thing, and what to do about it.

use serde::Serialize;

/// How a thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// As it should be.
    Ok,
    /// Worth a look: the desk works, and something is missing or will be.
    Warn,
    /// The desk cannot do its work like this.
    Fail,
}

/// One line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How it is.
    pub state: State,
    /// The thing, in a word or two.
    pub about: String,
    /// What was found, and what to do if it is not well.
    pub words: String,
}

impl Finding {
    /// It is well.
    pub fn ok(about: &str, words: impl Into<String>) -> Self {
        Self { state: State::Ok, about: about.to_owned(), words: words.into() }
    }

    /// Somebody should look at it.
    pub fn warn(about: &str, words: impl Into<String>) -> Self {
        Self { state: State::Warn, about: about.to_owned(), words: words.into() }
    }

    /// It is wrong.
    pub fn fail(about: &str, words: impl Into<String>) -> Self {
        Self { state: State::Fail, about: about.to_owned(), words: words.into() }
    }
}
