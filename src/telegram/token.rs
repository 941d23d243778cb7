//! The bot's token, kept out of logs: nothing prints it, and only the client may read it.

use std::fmt;

use zeroize::Zeroizing;

use crate::safety::CodeKey;

/// The secret that Telegram knows the bot by.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(Zeroizing<String>);

/// The secret part of a token is at least so long where it is no word by chance.
const SECRET_CHARS: usize = 10;

/// What is wrong with a token; never the token itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TokenFault {
    /// There is none.
    #[error("the bot token is empty; set RINGBACK_TOKEN to what @BotFather gave you")]
    Empty,
    /// It does not look like one.
    #[error(
        "the bot token does not look like one: expected digits, a colon, then letters, digits, - and _ (123456:ABC-def); copy it again from @BotFather"
    )]
    Malformed,
}

impl Token {
    /// Reads a token; blanks around it (a file's last newline) do not matter.
    ///
    /// # Errors
    /// When it is empty or could not be a token, so that it cannot bend the address of a request.
    pub fn parse(text: &str) -> Result<Self, TokenFault> {
        let text = text.trim();
        if text.is_empty() {
            return Err(TokenFault::Empty);
        }
        let (bot, secret) = text.split_once(':').ok_or(TokenFault::Malformed)?;
        let digits = !bot.is_empty() && bot.bytes().all(|b| b.is_ascii_digit());
        let rest = !secret.is_empty() && secret.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'));
        if digits && rest { Ok(Self(Zeroizing::new(text.to_owned()))) } else { Err(TokenFault::Malformed) }
    }

    /// The key of one-time codes that goes with this bot: lies nowhere, and is gone with the token.
    pub fn code_key(&self) -> CodeKey {
        CodeKey::derive(self.0.as_bytes())
    }

    /// The part that is secret. It reads the same in an address, in JSON and percent-encoded, so it is found in all of them.
    /// One that is so short that it may be a word is looked for with the bot's number alone; Telegram makes none such.
    fn secret(&self) -> &str {
        let part = self.0.split_once(':').map_or(self.0.as_str(), |(_, secret)| secret);
        if part.len() < SECRET_CHARS { &self.0 } else { part }
    }

    /// Whether a text shows the token, whole or its secret part.
    pub fn is_in(&self, text: &str) -> bool {
        text.contains(self.secret())
    }

    /// A text with the token taken out wherever it stands: for everything that others wrote and we keep, log or pass on.
    pub fn taken_out_of(&self, text: &str) -> String {
        text.replace(self.secret(), "…")
    }

    /// The secret, for the address of a request and nothing else.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}
