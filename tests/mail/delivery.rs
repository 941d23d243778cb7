//! One mail and one mail server: taken, refused, put off, and never sent unprotected where protection was asked for.

use std::time::Duration;

use jiff::Timestamp;
use ringback::callback::{ChatId, RequestId};
use ringback::conversation::{Body, CODE_PLACE, Mail, Outgoing, Recipient};
use ringback::mail::{MailFailure, MailServer, Password, Post, Stage, Tls, compose};
use ringback::safety::{CodeKey, CodeSeed, Email};
use ringback::store::{OutboxRow, ServiceClass};

use super::server::{Manner, SmtpServer};

/// How long a client waits for a server that is silent on purpose.
const SHORT: Duration = Duration::from_millis(200);

fn key() -> CodeKey {
    CodeKey::derive(b"a secret")
}

fn mail(address: &str) -> Mail {
    Mail {
        address: Email::typed(address).unwrap(),
        subject: "bitp：您的验证码".to_owned(),
        text: format!("您好：\n\n{CODE_PLACE}\n\n.\n这一行前面有一个点。\n"),
        seed: CodeSeed::new([3; 16]),
        request: RequestId(1001),
        until: Timestamp::MAX,
    }
}

async fn deliver(client: MailServer, mail: &Mail) -> Result<(), MailFailure> {
    let row = OutboxRow {
        id: 7,
        message: Outgoing { to: Recipient::Mailbox(ChatId(11)), body: Body::Mail(mail.clone()) },
        tries: 0,
        written_at: "2026-11-23T02:00:00Z".parse().unwrap(),
        class: ServiceClass::Known,
    };
    let letter = compose(mail, "bitp", &client.from, &key(), &row)?;
    Post::new(client).deliver(letter).await
}

#[tokio::test]
async fn a_mail_arrives_as_it_was_meant() {
    let smtp = SmtpServer::start(&[]).await;
    let mail = mail("小林@mail.example.com");
    deliver(smtp.client(), &mail).await.unwrap();
    let [arrived] = &smtp.arrived()[..] else { panic!("{:?}", smtp.arrived()) };
    assert_eq!((arrived.from.as_str(), arrived.to.as_str()), ("desk@bitp.example", "小林@mail.example.com"));
    let (head, body) = arrived.data.split_once("\n\n").unwrap();
    insta::assert_snapshot!(head, @r"
    From: bitp <desk@bitp.example>
    To: 小林@mail.example.com
    Subject: =?utf-8?b?Yml0cO+8muaCqOeahOmqjOivgeeggQ==?=
    Date: Mon, 23 Nov 2026 02:00:00 +0000
    Message-ID: <7.1795399200000@bitp.example>
    Auto-Submitted: auto-generated
    Content-Type: text/plain; charset=utf-8
    Content-Transfer-Encoding: base64
    ");
    let code = mail.seed.code(&key());
    assert_eq!(super::decoded(body), format!("您好：\r\n\r\n{code}\r\n\r\n.\r\n这一行前面有一个点。\r\n"));
}

#[tokio::test]
async fn each_answer_of_a_server_is_understood() {
    let ask = async |manner| {
        let smtp = SmtpServer::start(&[manner]).await;
        let failure = deliver(smtp.client(), &mail("ann@example.com")).await.unwrap_err();
        assert_eq!(smtp.arrived(), []);
        let said = failure.to_string();
        assert!(!said.contains("ann"), "{said}");
        (failure.is_final(), said)
    };
    let (is_final, said) = ask(Manner::Greylists).await;
    assert_eq!((is_final, said.as_str()), (false, "failed while handing the mail over: the server answered 450"));
    let (is_final, said) = ask(Manner::KnowsNobody).await;
    assert_eq!((is_final, said.as_str()), (true, "refused while handing the mail over: the server answered 550"));
    let (is_final, said) = ask(Manner::RefusesContent).await;
    assert_eq!((is_final, said.as_str()), (true, "refused while handing the mail over: the server answered 554"));
    let (is_final, _) = ask(Manner::Closes).await;
    assert!(!is_final, "a line that breaks may hold another time");
}

#[tokio::test]
async fn a_silent_server_and_none_at_all_are_given_up_in_time() {
    let smtp = SmtpServer::start(&[Manner::IsSilent]).await;
    let client = smtp.client();
    let silent = deliver(MailServer { patience: SHORT, ..client.clone() }, &mail("ann@example.com")).await;
    assert_eq!(silent, Err(MailFailure::NotNow { stage: Stage::Connect, what: "no answer in time".to_owned() }));
    drop(smtp);
    // The listener goes with its task; until then a connection is taken by nobody and stays silent.
    let gone = deliver(MailServer { patience: SHORT, ..client.clone() }, &mail("ann@example.com")).await;
    assert!(matches!(gone, Err(MailFailure::NotNow { stage: Stage::Connect, .. })), "{gone:?}");
}

#[tokio::test]
async fn a_mail_that_was_taken_is_not_sent_again_for_want_of_a_goodbye() {
    let smtp = SmtpServer::start(&[Manner::KeepsTheLine]).await;
    deliver(smtp.client(), &mail("ann@example.com")).await.unwrap();
    assert_eq!(smtp.arrived().len(), 1);
}

#[tokio::test]
async fn the_desk_logs_in_when_it_has_a_name_there() {
    let login = Some(("desk".to_owned(), Password::new("s3cret".to_owned())));
    let smtp = SmtpServer::start(&[Manner::Takes, Manner::RefusesLogin, Manner::OffersNothing]).await;
    let with_login = MailServer { login, ..smtp.client() };
    assert!(!format!("{with_login:?}").contains("s3cret"));
    deliver(with_login.clone(), &mail("ann@example.com")).await.unwrap();
    assert_eq!(smtp.arrived()[0].login.as_deref(), Some("AUTH PLAIN AGRlc2sAczNjcmV0"));

    // The operator's to mend, so the mail waits.
    let refused = deliver(with_login.clone(), &mail("ann@example.com")).await.unwrap_err();
    assert!(matches!(&refused, MailFailure::NotNow { stage: Stage::Login, what } if what.contains("535")), "{refused}");
    assert!(!refused.to_string().contains("s3cret"));
    let none = deliver(with_login, &mail("ann@example.com")).await.unwrap_err();
    assert!(matches!(none, MailFailure::NotNow { stage: Stage::Login, .. }), "{none}");
    assert_eq!(smtp.arrived().len(), 1);
}

#[tokio::test]
async fn nothing_goes_out_unprotected_where_protection_was_asked_for() {
    let smtp = SmtpServer::start(&[]).await;
    let login = Some(("desk".to_owned(), Password::new("s3cret".to_owned())));
    for tls in [Tls::StartTls, Tls::Required] {
        let client = MailServer { tls, login: login.clone(), patience: SHORT, ..smtp.client() };
        let failure = deliver(client, &mail("ann@example.com")).await.unwrap_err();
        assert!(matches!(failure, MailFailure::NotNow { stage: Stage::Connect, .. }), "{failure}");
    }
    smtp.ended(2).await;
    let said = smtp.heard();
    assert!(said.iter().all(|line| !line.contains("AUTH") && !line.contains("MAIL")), "{said:?}");
}
