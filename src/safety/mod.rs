//! What keeps customers safe: phone numbers read and masked, secrets found before they are kept. Never I/O.

mod phone;
pub mod secrets;

pub use phone::{Phone, PhoneProblem};
