//! What keeps customers safe: phone numbers and e-mail addresses masked, secrets found, fakes told apart, our own texts
//! watched, one-time codes. Never I/O.

pub mod answers;
pub mod asking;
mod call_code;
mod email;
mod free_text;
mod harm;
pub mod keyed;
pub mod official;
mod one_time;
mod phone;
pub mod secrets;
pub mod shown;

pub use call_code::{CODE_LASTS, CallCode};
pub use email::{Email, NoEmail};
pub use free_text::judge;
pub use harm::{Deed, Harm, harms};
pub use one_time::{
    AwaitedCode, CODE_DIGITS, CODE_LIFE, CodeKey, CodeProof, CodeSeed, Entry, MAILS_AN_HOUR, MAX_WRONG, MailAllowance,
    SEED_BYTES, entered_code,
};
pub use phone::{Phone, PhoneProblem};
