//! What keeps customers safe: phone numbers and e-mail addresses read and masked, secrets found before they
//! are kept, one-time codes. Never I/O.

mod email;
mod one_time;
mod phone;
pub mod secrets;

pub use email::{Email, NoEmail};
pub use one_time::{
    AwaitedCode, CODE_DIGITS, CODE_LIFE, CodeKey, CodeProof, CodeSeed, Entry, MAILS_AN_HOUR, MAX_WRONG, MailAllowance,
    SEED_BYTES, entered_code,
};
pub use phone::{Phone, PhoneProblem};
