//! The variables that Ringback reads, in one place. Secrets come from here or from a file named here, never from the settings.

use std::ffi::{OsStr, OsString};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use crate::console::Site;
use crate::document::{Place, Problem, Severity, near};
use crate::mail::Password;
use crate::store::{DataKey, KeyFileFault, KeyProblem, exposure};
use crate::telegram::{Token, TokenFault};

/// The bot's token.
pub const TOKEN: &str = "RINGBACK_TOKEN";
/// A file that holds the bot's token, for containers that hand secrets over as files.
pub const TOKEN_FILE: &str = "RINGBACK_TOKEN_FILE";
/// The Bot API server, when it is not Telegram's own.
pub const API_URL: &str = "RINGBACK_API_URL";
/// The settings file.
pub const CONFIG: &str = "RINGBACK_CONFIG";
/// The data folder.
pub const DATA: &str = "RINGBACK_DATA";
/// The folder of intents.
pub const INTENTS: &str = "RINGBACK_INTENTS";
/// The engine that keeps the data.
pub const STORE: &str = "RINGBACK_STORE";
/// The password for the mail server.
pub const SMTP_PASSWORD: &str = "RINGBACK_SMTP_PASSWORD";
/// A file that holds the password for the mail server.
pub const SMTP_PASSWORD_FILE: &str = "RINGBACK_SMTP_PASSWORD_FILE";
/// The key that the data are encrypted with.
pub const KEY: &str = "RINGBACK_KEY";
/// A file that holds the key of the data.
pub const KEY_FILE: &str = "RINGBACK_KEY_FILE";
/// What is logged, in the form of `RUST_LOG`.
pub const LOG: &str = "RINGBACK_LOG";
/// The form of the log: `text`, or `json` for collectors.
pub const LOG_FORMAT: &str = "RINGBACK_LOG_FORMAT";
/// Where those who watch the desk ask.
pub const METRICS_ADDR: &str = "RINGBACK_METRICS_ADDR";
/// Where the agents' console listens.
pub const CONSOLE_ADDR: &str = "RINGBACK_CONSOLE_ADDR";
/// The https address under which browsers reach the console.
pub const CONSOLE_URL: &str = Site::URL;

const KNOWN: [&str; 16] = [
    TOKEN,
    TOKEN_FILE,
    API_URL,
    CONFIG,
    DATA,
    INTENTS,
    STORE,
    KEY,
    KEY_FILE,
    SMTP_PASSWORD,
    SMTP_PASSWORD_FILE,
    LOG,
    LOG_FORMAT,
    METRICS_ADDR,
    CONSOLE_ADDR,
    CONSOLE_URL,
];
const PREFIX: &str = "RINGBACK_";

/// A larger file is neither token nor password.
const SECRET_FILE_BYTES: u64 = 4096;

/// Why there is no token.
#[derive(Debug, thiserror::Error)]
pub enum TokenError {
    /// Nobody gave one.
    #[error("no bot token: set {TOKEN} to the token that @BotFather gave you, or {TOKEN_FILE} to a file that holds it")]
    Missing,
    /// Two were given.
    #[error("both {TOKEN} and {TOKEN_FILE} are set; leave one out")]
    Two,
    /// Given, but nothing in it.
    #[error("{0} is empty")]
    Empty(&'static str),
    /// Given, but not in the form of a token; the text is not shown.
    #[error("{0} is no bot token: expected digits, a colon, then letters, digits, _ and -, like 123456:ABC-DEF")]
    Form(&'static str),
    /// The file cannot be read.
    #[error("cannot read {}, which {TOKEN_FILE} names: {error}", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// What the system says; part of the sentence, so it is no source.
        error: io::Error,
    },
}

/// The bot's token. `variable` looks a variable up.
///
/// # Errors
/// Why there is none.
pub fn token(variable: impl Fn(&str) -> Option<OsString>) -> Result<Token, TokenError> {
    match (variable(TOKEN), variable(TOKEN_FILE)) {
        (None, None) => Err(TokenError::Missing),
        (Some(_), Some(_)) => Err(TokenError::Two),
        (Some(token), None) => checked(TOKEN, token.to_str().ok_or(TokenError::Form(TOKEN))?),
        (None, Some(file)) => {
            let file = PathBuf::from(file);
            let text = read_secret(&file).map_err(|error| TokenError::File { file, error })?;
            checked(TOKEN_FILE, &text)
        }
    }
}

/// Why the key of the data cannot be had.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// Two were given.
    #[error("both {KEY} and {KEY_FILE} are set; leave one out")]
    Two,
    /// Given, but not in the form of a key; the text is not shown.
    #[error("{KEY} is no key: {0}")]
    Form(KeyProblem),
    /// The file cannot be read, or holds no key.
    #[error("cannot read the key from {}, which {KEY_FILE} names: {fault}", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// What is wrong; part of the sentence, so it is no source.
        fault: KeyFileFault,
    },
}

/// The key of the data, if the environment gives one. `variable` looks a variable up.
///
/// # Errors
/// Why what was given is none.
pub fn key(variable: impl Fn(&str) -> Option<OsString>) -> Result<Option<DataKey>, KeyError> {
    match (variable(KEY), variable(KEY_FILE)) {
        (None, None) => Ok(None),
        (Some(_), Some(_)) => Err(KeyError::Two),
        (Some(key), None) => {
            let text = key.to_str().ok_or(KeyError::Form(KeyProblem::Form))?;
            DataKey::parse(text).map(Some).map_err(KeyError::Form)
        }
        (None, Some(file)) => {
            let file = PathBuf::from(file);
            DataKey::read(&file).map(Some).map_err(|fault| KeyError::File { file, fault })
        }
    }
}

/// Files with secrets that everybody on the machine can read, each with a sentence.
pub fn exposed(variable: impl Fn(&str) -> Option<OsString>) -> Vec<String> {
    let files = [TOKEN_FILE, KEY_FILE, SMTP_PASSWORD_FILE].into_iter().filter_map(variable);
    files.filter_map(|file| exposure(Path::new(&file))).collect()
}

fn read_secret(file: &Path) -> io::Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::new());
    fs::File::open(file)?.take(SECRET_FILE_BYTES).read_to_string(&mut text)?;
    Ok(text)
}

/// Why a password that was given cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PasswordError {
    /// Two were given.
    #[error("both {SMTP_PASSWORD} and {SMTP_PASSWORD_FILE} are set; leave one out")]
    Two,
    /// Given, but nothing in it, or no text; it is not shown.
    #[error("{0} is empty or no text")]
    Empty(&'static str),
    /// The file cannot be read.
    #[error("cannot read {}, which {SMTP_PASSWORD_FILE} names: {error}", file.display())]
    File {
        /// The file.
        file: PathBuf,
        /// What the system says; part of the sentence, so it is no source.
        error: io::Error,
    },
}

/// The password for the mail server, if one was given. `variable` looks a variable up.
///
/// # Errors
/// Why it cannot be used.
pub fn smtp_password(variable: impl Fn(&str) -> Option<OsString>) -> Result<Option<Password>, PasswordError> {
    let (source, text) = match (variable(SMTP_PASSWORD), variable(SMTP_PASSWORD_FILE)) {
        (None, None) => return Ok(None),
        (Some(_), Some(_)) => return Err(PasswordError::Two),
        (Some(password), None) => (SMTP_PASSWORD, password.into_string().unwrap_or_default()),
        (None, Some(file)) => {
            let file = PathBuf::from(file);
            let text = read_secret(&file).map_err(|error| PasswordError::File { file, error })?;
            (SMTP_PASSWORD_FILE, text.trim_end_matches(['\r', '\n']).to_owned())
        }
    };
    if text.is_empty() { Err(PasswordError::Empty(source)) } else { Ok(Some(Password::new(text))) }
}

fn checked(source: &'static str, token: &str) -> Result<Token, TokenError> {
    Token::parse(token).map_err(|fault| match fault {
        TokenFault::Empty => TokenError::Empty(source),
        TokenFault::Malformed => TokenError::Form(source),
    })
}

/// Variables that are meant for Ringback but that it does not read.
pub fn unknown(names: impl IntoIterator<Item = OsString>) -> Vec<Problem> {
    let warning = |name: &str| {
        let known = KNOWN.iter().filter_map(|known| known.strip_prefix(PREFIX));
        let meant = name.strip_prefix(PREFIX).and_then(|name| near(name, known));
        let hint = meant.map_or_else(
            || format!("known are {}", KNOWN.join(", ")),
            |meant| format!("did you mean {PREFIX}{meant}?"),
        );
        let message = format!("unknown variable {name}; {hint}");
        Problem { place: Place::whole(Path::new("environment")), severity: Severity::Warning, message }
    };
    let ours = |name: &OsStr| name.to_str().filter(|name| name.starts_with(PREFIX)).map(str::to_owned);
    let mut unknown: Vec<_> = names.into_iter().filter_map(|name| ours(&name)).collect();
    unknown.retain(|name| !KNOWN.contains(&name.as_str()));
    unknown.sort();
    unknown.iter().map(|name| warning(name)).collect()
}
