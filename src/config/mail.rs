//! Reading `[mail]`: the server that takes the desk's e-mails. Without the table the desk sends none.

use super::environment;
use crate::document::{Table, Value, near, quoted};
use crate::mail::{MailServer, PATIENCE, Password, Tls};
use crate::safety::Email;

/// `[mail]`: through whom mails are sent, and in whose name.
#[derive(Clone, Debug)]
pub struct MailSettings {
    /// The server's name.
    pub host: String,
    /// Its port; the usual one of the kind of protection when none is named.
    pub port: u16,
    /// How the way there is protected.
    pub tls: Tls,
    /// Who we are to it.
    pub user: Option<String>,
    /// The sender's address.
    pub from: Email,
}

/// Why mails cannot be sent as the settings say.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LoginError {
    /// A user without a password.
    #[error(
        "\"user\" in [mail] has no password: set {} to it, or {} to a file that holds it",
        environment::SMTP_PASSWORD,
        environment::SMTP_PASSWORD_FILE
    )]
    NoPassword,
}

impl MailSettings {
    /// The server, with the password from the environment. One that nobody needs is left unused.
    ///
    /// # Errors
    /// When a user is named and there is no password.
    pub fn server(&self, password: Option<Password>) -> Result<MailServer, LoginError> {
        let login = match (&self.user, password) {
            (Some(_), None) => return Err(LoginError::NoPassword),
            (Some(user), Some(password)) => Some((user.clone(), password)),
            (None, _) => None,
        };
        let Self { host, port, tls, from, .. } = self.clone();
        Ok(MailServer { host, port, tls, login, from, patience: PATIENCE })
    }
}

/// Reads the table; nothing when it lacks what mails cannot do without.
pub(super) fn read(table: &Table<'_>) -> Option<MailSettings> {
    let demanded = |key| {
        let value = table.value(key);
        if value.is_none() {
            table.document().missing(table.span(), format!("[mail] without \"{key}\""));
        }
        value
    };
    let host = demanded("host").and_then(|value| host(&value));
    let from = demanded("from").and_then(|value| address(&value));
    let tls_value = table.value("tls");
    let tls = tls_value.as_ref().map_or_else(Tls::default, tls);
    let port = table.value("port").and_then(|value| port(&value)).unwrap_or_else(|| tls.usual_port());
    let user = table.value("user").and_then(|value| Some(value.words()?.value.to_owned()));
    if let Some(value) = tls_value.filter(|_| tls == Tls::Off && user.is_some()) {
        table
            .document()
            .warn(&value.span(), "\"tls\" in [mail] is off: the password and every code travel unprotected");
    }
    Some(MailSettings { host: host?, port, tls, user, from: from? })
}

fn host(value: &Value<'_>) -> Option<String> {
    let host = value.words()?.value;
    let fits = host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':'));
    if !fits {
        value
            .error(format_args!("must be the name of a mail server like \"smtp.example.com\"; found {}", quoted(host)));
    }
    fits.then(|| host.to_owned())
}

fn address(value: &Value<'_>) -> Option<Email> {
    let text = value.words()?.value;
    let email = Email::typed(text).ok();
    if email.is_none() {
        value.error(format_args!("must be an address like \"desk@example.com\"; found {}", quoted(text)));
    }
    email
}

fn tls(value: &Value<'_>) -> Tls {
    let Some(word) = value.text() else { return Tls::default() };
    if let Some((_, tls)) = Tls::ALL.iter().find(|(name, _)| *name == word.value) {
        return *tls;
    }
    let names = Tls::ALL.map(|(name, _)| name);
    let hint = near(word.value, names).map(|name| format!("; did you mean \"{name}\"?")).unwrap_or_default();
    value.error(format_args!("must be one of {}; found {}{hint}", names.join(", "), quoted(word.value)));
    Tls::default()
}

fn port(value: &Value<'_>) -> Option<u16> {
    let found = value.integer()?.value;
    let port = u16::try_from(found).ok().filter(|port| *port > 0);
    if port.is_none() {
        value.error(format_args!("must be a port, 1 to 65535; found {found}"));
    }
    port
}
