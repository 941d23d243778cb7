//! What keeps customers safe: phone numbers masked, secrets found, fakes told apart, our own texts watched. Never I/O.

pub mod asking;
mod call_code;
mod harm;
pub mod official;
mod phone;
pub mod secrets;

pub use call_code::{CODE_LASTS, CallCode};
pub use harm::{Harm, harms};
pub use phone::{Phone, PhoneProblem};
