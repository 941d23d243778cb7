//! The desk's e-mails: what they look like, how they reach a mail server, and what happens when it does not take them.

mod delivery;
mod outbox;
pub mod server;

use base64::prelude::{BASE64_STANDARD, Engine};

/// A body as its reader sees it.
pub fn decoded(body: &str) -> String {
    let base64: String = body.split_whitespace().collect();
    String::from_utf8(BASE64_STANDARD.decode(base64).unwrap()).unwrap()
}
