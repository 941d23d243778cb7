//! One mail to the mail server: connected, protected, logged in, handed over, each within bounds. Tries once.

use std::time::Duration;

use lettre::Message;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use tokio::time::{Instant, timeout, timeout_at};

use super::failure::{MailFailure, Stage};
use super::server::{MailServer, Tls};

/// How long a server may take to say goodbye. The mail is its own by then, whatever it says.
const GOODBYE: Duration = Duration::from_secs(1);

/// The ways to log in; both say the password, which TLS protects.
const MECHANISMS: [Mechanism; 2] = [Mechanism::Plain, Mechanism::Login];

/// Hands mails over.
#[derive(Clone, Debug)]
pub struct Post {
    server: MailServer,
}

impl Post {
    /// A post for this server.
    pub fn new(server: MailServer) -> Self {
        Self { server }
    }

    /// The server.
    pub fn server(&self) -> &MailServer {
        &self.server
    }

    /// Hands one message over.
    ///
    /// # Errors
    /// Why it was not taken. After a silence it may have been.
    pub async fn deliver(&self, message: Message) -> Result<(), MailFailure> {
        let deadline = Instant::now() + self.server.patience;
        let mut line = self.enter(deadline).await?;
        let letter = message.formatted();
        let handed = line.send(message.envelope(), &letter);
        let handed = within(deadline, Stage::HandOver, handed).await?;
        leave(line).await;
        handed.map(drop).map_err(|error| MailFailure::smtp(Stage::HandOver, &error))
    }

    /// Comes in and leaves again: whether the server answers and takes our login.
    ///
    /// # Errors
    /// Why not.
    pub async fn greet(&self) -> Result<(), MailFailure> {
        let line = self.enter(Instant::now() + self.server.patience).await?;
        leave(line).await;
        Ok(())
    }

    /// Connected and logged in.
    async fn enter(&self, deadline: Instant) -> Result<AsyncSmtpConnection, MailFailure> {
        let mut line = within(deadline, Stage::Connect, self.connect()).await??;
        if let Some((user, password)) = &self.server.login {
            let credentials = Credentials::new(user.clone(), password.reveal().to_owned());
            let login = line.auth(&MECHANISMS, &credentials);
            within(deadline, Stage::Login, login).await?.map_err(|error| MailFailure::smtp(Stage::Login, &error))?;
        }
        Ok(line)
    }

    async fn connect(&self) -> Result<AsyncSmtpConnection, MailFailure> {
        let failed = |error| MailFailure::smtp(Stage::Connect, &error);
        let MailServer { host, port, tls, from, .. } = &self.server;
        let parameters = || TlsParameters::new(host.clone()).map_err(failed);
        let from_first_byte = if *tls == Tls::Required { Some(parameters()?) } else { None };
        let domain = from.reveal().rsplit_once('@').map_or("", |(_, domain)| domain);
        let name = ClientId::Domain(domain.to_owned());
        let mut line = AsyncSmtpConnection::connect_tokio1(
            (host.as_str(), *port),
            Some(self.server.patience),
            &name,
            from_first_byte,
            None,
        )
        .await
        .map_err(failed)?;
        if *tls == Tls::StartTls {
            line.starttls(parameters()?, &name).await.map_err(failed)?;
        }
        Ok(line)
    }
}

async fn leave(mut line: AsyncSmtpConnection) {
    if timeout(GOODBYE, line.abort()).await.is_err() {
        tracing::debug!("the mail server said no goodbye");
    }
}

async fn within<T>(deadline: Instant, stage: Stage, step: impl Future<Output = T>) -> Result<T, MailFailure> {
    timeout_at(deadline, step).await.map_err(|_| MailFailure::silence(stage))
}
