//! A mail server that speaks as much SMTP as a client needs, takes mails in, and misbehaves when told to.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use ringback::mail::{MailServer, PATIENCE, Tls};
use ringback::safety::Email;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::watch;
use tokio::task::JoinHandle;

/// How the server treats one connection. Connections beyond those that were planned are treated well.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Manner {
    /// Takes the mail.
    Takes,
    /// Asks to come again: greylisting (450 at RCPT).
    Greylists,
    /// Knows no such mailbox (550 at RCPT), and says which.
    KnowsNobody,
    /// Refuses what the mail says (554 after DATA).
    RefusesContent,
    /// Closes at once.
    Closes,
    /// Never says anything.
    IsSilent,
    /// Takes the mail and never says goodbye.
    KeepsTheLine,
    /// Refuses the password (535).
    RefusesLogin,
    /// Offers no STARTTLS and no login.
    OffersNothing,
}

/// A mail as it arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arrived {
    pub from: String,
    pub to: String,
    pub login: Option<String>,
    pub data: String,
}

#[derive(Default)]
struct Ledger {
    plan: VecDeque<Manner>,
    arrived: Vec<Arrived>,
    /// Every line that any client said.
    heard: Vec<String>,
}

/// The server. Ends when dropped.
pub struct SmtpServer {
    pub port: u16,
    ledger: Arc<Mutex<Ledger>>,
    begun: watch::Receiver<usize>,
    connections: watch::Receiver<usize>,
    task: JoinHandle<()>,
}

impl SmtpServer {
    pub async fn start(plan: &[Manner]) -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let ledger = Arc::new(Mutex::new(Ledger { plan: plan.iter().copied().collect(), ..Ledger::default() }));
        let (ended, connections) = watch::channel(0);
        let (began, begun) = watch::channel(0);
        let shared = Arc::clone(&ledger);
        let task = tokio::spawn(async move {
            loop {
                let (stream, _) = listener.accept().await.unwrap();
                began.send_modify(|count| *count += 1);
                let manner = shared.lock().unwrap().plan.pop_front().unwrap_or(Manner::Takes);
                let (shared, ended) = (Arc::clone(&shared), ended.clone());
                tokio::spawn(async move {
                    // A client that hangs up is none of our errors.
                    let _ = serve(stream, manner, &shared).await;
                    ended.send_modify(|count| *count += 1);
                });
            }
        });
        Self { port, ledger, begun, connections, task }
    }

    /// How a desk reaches it.
    pub fn client(&self) -> MailServer {
        MailServer {
            host: "127.0.0.1".to_owned(),
            port: self.port,
            tls: Tls::Off,
            login: None,
            from: Email::typed("desk@bitp.example").unwrap(),
            patience: PATIENCE,
        }
    }

    pub fn arrived(&self) -> Vec<Arrived> {
        self.ledger.lock().unwrap().arrived.clone()
    }

    /// Every line that any client said.
    pub fn heard(&self) -> Vec<String> {
        self.ledger.lock().unwrap().heard.clone()
    }

    /// Waits until so many connections have begun.
    pub async fn connected(&self, count: usize) {
        self.begun.clone().wait_for(|begun| *begun >= count).await.unwrap();
    }

    /// Waits until so many connections have ended.
    pub async fn ended(&self, count: usize) {
        self.connections.clone().wait_for(|ended| *ended >= count).await.unwrap();
    }
}

impl Drop for SmtpServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn serve(stream: TcpStream, manner: Manner, ledger: &Mutex<Ledger>) -> std::io::Result<()> {
    if manner == Manner::Closes {
        return Ok(());
    }
    let (read, mut write) = stream.into_split();
    let mut lines = BufReader::new(read).lines();
    if manner == Manner::IsSilent {
        while lines.next_line().await?.is_some() {}
        return Ok(());
    }
    write.write_all(b"220 mail.example.com ESMTP\r\n").await?;
    let mut mail = Arrived { from: String::new(), to: String::new(), login: None, data: String::new() };
    while let Some(line) = lines.next_line().await? {
        ledger.lock().unwrap().heard.push(line.clone());
        let verb = line.split([' ', ':']).next().unwrap_or_default().to_ascii_uppercase();
        let path = || line.split_once('<').and_then(|(_, rest)| rest.split_once('>')).map(|(path, _)| path.to_owned());
        let answer = match verb.as_str() {
            "EHLO" if manner == Manner::OffersNothing => "250 mail.example.com".to_owned(),
            "EHLO" => "250-mail.example.com\r\n250-8BITMIME\r\n250-SMTPUTF8\r\n250 AUTH PLAIN LOGIN".to_owned(),
            "AUTH" if manner == Manner::RefusesLogin => "535 5.7.8 wrong user or password".to_owned(),
            "AUTH" => {
                mail.login = Some(line.clone());
                "235 2.7.0 welcome".to_owned()
            }
            "MAIL" => {
                mail.from = path().unwrap_or_default();
                "250 2.1.0 ok".to_owned()
            }
            "RCPT" => {
                mail.to = path().unwrap_or_default();
                match manner {
                    Manner::Greylists => "450 4.2.0 greylisted, try again in 300 seconds".to_owned(),
                    Manner::KnowsNobody => format!("550 5.1.1 <{}>: no such mailbox", mail.to),
                    _ => "250 2.1.5 ok".to_owned(),
                }
            }
            "DATA" => {
                write.write_all(b"354 go on\r\n").await?;
                while let Some(line) = lines.next_line().await?.filter(|line| line != ".") {
                    mail.data.push_str(line.strip_prefix('.').unwrap_or(&line));
                    mail.data.push('\n');
                }
                if manner == Manner::RefusesContent {
                    "554 5.7.1 looks like spam".to_owned()
                } else {
                    ledger.lock().unwrap().arrived.push(mail.clone());
                    "250 2.0.0 taken".to_owned()
                }
            }
            "QUIT" if manner == Manner::KeepsTheLine => continue,
            "QUIT" => {
                write.write_all(b"221 bye\r\n").await?;
                return Ok(());
            }
            _ => "502 5.5.2 what?".to_owned(),
        };
        write.write_all(answer.as_bytes()).await?;
        write.write_all(b"\r\n").await?;
    }
    Ok(())
}
