//! E-mail addresses: read from what people type, masked for everybody who need not write to them. Never asks whether a
//! mailbox is there.

use std::fmt;

use email_address::{EmailAddress, Options};
use serde::{Deserialize, Serialize};

/// An e-mail address; personal data. Its `Debug` and `Display` are masked, so that it cannot slip into a log.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

/// The text is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address")]
pub struct NoEmail;

/// RFC 5321, 4.5.3.1.3: a path has 256 characters with its brackets.
const MAX_BYTES: usize = 254;

const HIDDEN: &str = "•••";

impl Email {
    /// The address in a text that is nothing else, as typed on any keyboard: `Lin＠Example.com`, `<lin@example.com>`.
    ///
    /// # Errors
    /// When it is none that a mail server would take: a quoted name, a bare host and an IP address are none either.
    pub fn typed(text: &str) -> Result<Self, NoEmail> {
        let text = text.trim();
        let bare = text.strip_prefix('<').and_then(|text| text.strip_suffix('>')).unwrap_or(text);
        let plain: String = bare.trim_start_matches("mailto:").chars().map(ascii_sign).collect();
        if plain.len() > MAX_BYTES || plain.chars().any(|c| c.is_control() || c.is_whitespace() || c == '"') {
            return Err(NoEmail);
        }
        let options = Options::default().with_required_tld().without_domain_literal().without_display_text();
        let address = EmailAddress::parse_with_options(&plain, options).map_err(|_| NoEmail)?;
        Ok(Self(format!("{}@{}", address.local_part(), address.domain().to_lowercase())))
    }

    /// The whole address, for the mail server and for the claimer who compares it with the account.
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The address as its owner recognises it and nobody else can write to it: `l•••@e•••.com`.
    pub fn masked(&self) -> String {
        let (name, domain) = self.0.rsplit_once('@').unwrap_or((&self.0, ""));
        let (host, top) = domain.rsplit_once('.').unwrap_or((domain, ""));
        let first = |text: &str| text.chars().next().map(String::from).unwrap_or_default();
        format!("{}{HIDDEN}@{}{HIDDEN}.{top}", first(name), first(host))
    }
}

/// The signs of an address as Chinese keyboards type them, as ASCII.
fn ascii_sign(c: char) -> char {
    match c {
        '＠' => '@',
        '．' | '。' => '.',
        _ => c,
    }
}

impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

impl fmt::Display for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.masked())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Option<String> {
        Email::typed(text).ok().map(|email| email.reveal().to_owned())
    }

    #[test]
    fn an_address_is_read_as_people_type_it() {
        for text in ["lin@Example.COM", " <lin@example.com>\n", "lin＠example。com", "mailto:lin@example.com"] {
            assert_eq!(read(text).as_deref(), Some("lin@example.com"), "{text}");
        }
        assert_eq!(read("Li.n+desk@mail.example.com").as_deref(), Some("Li.n+desk@mail.example.com"));
        assert_eq!(read("小林@例子.example").as_deref(), Some("小林@例子.example"));
    }

    #[test]
    fn what_is_no_address_is_refused() {
        let long = format!("{}@example.com", "a".repeat(250));
        for text in ["", "lin", "@example.com", "lin@", "lin@host", "lin@[127.0.0.1]", "a b@example.com", &long] {
            assert_eq!(read(text), None, "{text}");
        }
        for text in ["Lin <lin@example.com>", "\"a\r\nRCPT\"@example.com", "lin@example.com\r\nBcc: x@example.com"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn nobody_reads_it_whole_by_accident() {
        let email = Email::typed("lin.mei@mail.example.com").ok();
        assert_eq!(email.as_ref().map(Email::masked).as_deref(), Some("l•••@m•••.com"));
        assert_eq!(format!("{email:?}"), "Some(l•••@m•••.com)");
    }

    proptest! {
        #[test]
        fn an_address_can_always_stand_in_a_line_of_smtp(text in "[ -~\\r\\n@.<>\"]{0,40}@[a-z.\\r\\n]{1,20}") {
            if let Ok(email) = Email::typed(&text) {
                prop_assert!(!email.reveal().contains(['\r', '\n', ' ', '<', '>', '"']), "{}", email.reveal());
                prop_assert_eq!(read(email.reveal()), Some(email.reveal().to_owned()));
            }
        }
    }
}
