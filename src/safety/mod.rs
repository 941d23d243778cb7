//! What keeps customers safe: phone numbers read and masked, secrets found before they are kept, what is really the
//! desk's, codes that prove a call genuine, texts of ours that must not be sent. Never I/O.

pub mod asking;
mod call_code;
mod harm;
pub mod official;
mod phone;
pub mod secrets;

pub use call_code::{CODE_LASTS, CallCode};
pub use harm::{Harm, harms};
pub use phone::{Phone, PhoneProblem};
