//! Where the randomness of call codes comes from: the system, or a fixed number for a test.

use jiff::Timestamp;

use crate::safety::CallCode;

/// The source of call codes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Codes {
    /// The system's randomness.
    #[default]
    System,
    /// Always from this number.
    Fixed(u64),
}

impl Codes {
    /// A code made now; `None` when the system gives no randomness, which is logged. A guessable code is worse than none.
    pub(super) fn fresh(self, now: Timestamp) -> Option<CallCode> {
        let random = match self {
            Self::System => getrandom::u64()
                .inspect_err(|error| tracing::error!(%error, "no call code: the system gives no randomness"))
                .ok()?,
            Self::Fixed(number) => number,
        };
        Some(CallCode::fresh(random, now))
    }
}
