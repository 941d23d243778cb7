//! A mail of the outbox as a message of the internet: plain text, one recipient, and marked as a machine's.

use jiff::Timestamp;
use lettre::message::header::{ContentType, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message};

use super::failure::{MailFailure, Stage};
use crate::conversation::Mail;
use crate::safety::{CodeKey, Email};
use crate::store::OutboxRow;

/// Keeps holiday notices away (RFC 3834).
const AUTO_SUBMITTED: &str = "Auto-Submitted";

/// The message, with the code in it. Every try makes the same one, so that a mailbox that gets two can tell.
///
/// # Errors
/// When the addresses cannot stand in a message.
pub fn compose(mail: &Mail, desk: &str, from: &Email, key: &CodeKey, row: &OutboxRow) -> Result<Message, MailFailure> {
    let refused = |what: &dyn std::fmt::Display| MailFailure::Refused { stage: Stage::Compose, what: what.to_string() };
    let mailbox = |name: Option<String>, email: &Email| {
        let address = email.reveal().parse().map_err(|_| refused(&"an address is none"))?;
        Ok(Mailbox::new(name, address))
    };
    let domain = from.reveal().rsplit_once('@').map_or("", |(_, domain)| domain);
    let id = format!("<{}.{}@{domain}>", row.id, row.written_at.as_millisecond());
    Message::builder()
        .from(mailbox(Some(desk.to_owned()), from)?)
        .to(mailbox(None, &mail.address)?)
        .subject(mail.subject.as_str())
        .date(moment(row.written_at))
        .message_id(Some(id))
        .raw_header(HeaderValue::new(HeaderName::new_from_ascii_str(AUTO_SUBMITTED), "auto-generated".to_owned()))
        .header(ContentType::TEXT_PLAIN)
        .body(mail.text_with_code(key))
        .map_err(|error| refused(&error))
}

fn moment(at: Timestamp) -> std::time::SystemTime {
    at.into()
}
