//! The bot's token, kept out of logs: nothing prints it, and only the client may read it.

use std::fmt;

use crate::safety::CodeKey;

/// The secret that Telegram knows the bot by.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

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
        if digits && rest { Ok(Self(text.to_owned())) } else { Err(TokenFault::Malformed) }
    }

    /// The key of one-time codes that goes with this bot: lies nowhere, and is gone with the token.
    pub fn code_key(&self) -> CodeKey {
        CodeKey::derive(self.0.as_bytes())
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
