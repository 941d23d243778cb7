//! What keeps customers safe: phone numbers read and masked. Never I/O.

mod phone;

pub use phone::{Phone, PhoneProblem};
