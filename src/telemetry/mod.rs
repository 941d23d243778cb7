//! What operators watch: every figure the program counts, by its Prometheus name.
//!
//! One function counts each thing. Holds no personal data, shows nothing by itself (`watching` does) and never fails: where a
//! figure cannot be made, it is not counted.

mod count;
mod figures;
mod labels;

pub use count::{
    Now, call_attempts, commit_took, free_space, health, left_unread, message_settled, now, promises, questions,
    requests, secret_removed, slowed_down, update_settled, updates_taken_in,
};
pub use figures::{NAMES, text};
pub use labels::{Event, Handled, Promised, Question, Received, Sent, Standing};
