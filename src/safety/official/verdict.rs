//! What something is to the desk: its own, unknown, or made to be taken for its own. Judges nothing.

/// What something is to the desk.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is listed.
    Official,
    /// It is not listed, and resembles nothing that is.
    Unknown,
    /// It is not listed, and made to be taken for something that is.
    LookAlike {
        /// What it imitates, as listed.
        of: String,
        /// How.
        trick: Trick,
    },
}

/// How one thing is made to look like another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trick {
    /// Letters that look the same: a Cyrillic `а` for an `a`, a `1` for an `l`.
    Letters,
    /// One or two letters or digits are others, missing or swapped.
    Spelling,
    /// The same name with another ending: `.net` for `.com`, or another country's code.
    Ending,
    /// The name with something added: `example-support.com`.
    Added,
    /// The name stands inside, but the link leads elsewhere, at least for some programs: `example.com.evil.test`,
    /// `evil.test/example.com`, `example.com\@evil.test`.
    Inside,
    /// Characters that cannot be seen.
    Hidden,
}

impl Trick {
    /// Its name in the language files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Letters => "letters",
            Self::Spelling => "spelling",
            Self::Ending => "ending",
            Self::Added => "added",
            Self::Inside => "inside",
            Self::Hidden => "hidden",
        }
    }
}
