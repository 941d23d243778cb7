//! Signing in from a browser: attempts, sessions, and the record of what people did. Pure: takes the time as a parameter, and
//! knows no HTTP, Telegram or disk.

mod attempt;
mod browser;
mod record;
mod secret;
mod session;

pub use attempt::{Attempt, AttemptCode, CHOICES, Denied, LIFE, Stage, TAKE_WITHIN};
pub use browser::Browser;
pub use record::{Happened, Record};
pub use secret::SecretHash;
pub use session::{ABSOLUTE_END, IDLE_END, MOST_SESSIONS, Session, SessionId, USE_NOTED_EVERY, Way};
