//! Looks at all that a desk needs before its first customer, and while it runs: each thing is well, worth a look, or wrong.
//!
//! Each line says what to do. Changes nothing, and takes no updates, so that a running desk goes on.

mod finding;
mod machine;
mod telegram;

pub use finding::{Finding, State};
pub use machine::console;

use std::path::Path;

use crate::config::Settings;
use crate::mail;
use crate::telegram::{AddressFault, Bot, Token};

/// Looks at everything, the bot first.
///
/// # Errors
/// When the address of the Bot API server cannot be used.
pub async fn examine(
    settings: &Settings,
    token: &Token,
    api_url: &str,
    post: Option<&mail::Post>,
    data: &Path,
    key_file: Option<&Path>,
) -> Result<Vec<Finding>, AddressFault> {
    let bot = Bot::new(token, api_url)?;
    let mut findings = telegram::examine(&bot, settings).await;
    findings.push(machine::clock(api_url).await);
    findings.push(machine::hours(settings));
    findings.push(machine::disk(data));
    findings.push(machine::key(settings.data.encryption, key_file, data));
    findings.push(machine::mail(post).await);
    Ok(findings)
}
