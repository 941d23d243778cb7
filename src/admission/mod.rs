//! Who may come to the desk by a browser: attempts to sign in, sessions, and the record of what people did. Pure: the time is a
//! parameter, and nothing here knows a browser, Telegram or a disk.

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
