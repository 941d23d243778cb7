//! Mails on their way out of the desk: tried again, given up, told about, kept over a restart, and in nobody's way.

use std::sync::Arc;
use std::time::{Duration, Instant};

use insta::assert_snapshot;
use jiff::SignedDuration;
use ringback::callback::{Actor, ChatId, NamedAddress, RequestId};
use ringback::conversation::{Body, CODE_PLACE, Mail, Outgoing, Outlet, Recipient};
use ringback::desk::{Clock, Desk, ManualClock, Profile};
use ringback::mail::{self, Post};
use ringback::safety::{CodeKey, CodeSeed, Email};
use ringback::store::{self, Changes, Commit, Delivery, Store};
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

use super::server::{Manner, SmtpServer};
use crate::desk::{knowledge, phrasebook, profile};
use crate::store::samples::{at, books, claimed, new, over, request, sealed};

/// Longest that any wait in these tests may take; none should come near it.
const SOON: Duration = Duration::from_secs(30);

const ID: RequestId = RequestId::FIRST;
const ANN: i64 = 11;

/// A desk with one claimed request, and whoever sends its mails.
struct Bench {
    folder: TempDir,
    store: Arc<dyn Store>,
    clock: Arc<ManualClock>,
    desk: Arc<Desk>,
    stop: oneshot::Sender<()>,
    running: JoinHandle<()>,
}

impl Bench {
    async fn open(post: Option<Post>) -> Self {
        let folder = TempDir::new().unwrap();
        let store = store::open(folder.path(), &sealed()).unwrap();
        let clock = Arc::new(ManualClock::at(at(0)));
        let changes = books(new(request(ID, ANN, claimed(crate::desk::LIN))));
        assert_eq!(store.commit(None, changes, at(0)).await.unwrap(), Commit::Done);
        Self::run(folder, store, clock, post)
    }

    fn run(folder: TempDir, store: Arc<dyn Store>, clock: Arc<ManualClock>, post: Option<Post>) -> Self {
        let profile = Profile { mails: post.is_some(), ..profile(true) };
        let shared = Arc::clone(&clock) as Arc<dyn Clock>;
        let desk = Desk::new(Arc::clone(&store), shared, profile, knowledge(), phrasebook());
        let (stop, stopped) = oneshot::channel::<()>();
        let sending = mail::run(Arc::clone(&desk), post, async {
            let _ = stopped.await;
        });
        let running = tokio::spawn(async { sending.await.unwrap() });
        Self { folder, store, clock, desk, stop, running }
    }

    /// The request gets a code and the outbox its mail, as one commit.
    async fn mails(&self, seed: u8) -> Mail {
        let found = self.store.request(ID).await.unwrap().unwrap();
        let (mut request, seed) = (found.value, CodeSeed::new([seed; 16]));
        let email = Email::typed("ann@example.com").unwrap();
        let by = Actor::Customer;
        let address = NamedAddress::new(email.clone(), by);
        let key = CodeKey::derive(b"a desk of tests");
        let code = request.send_code(address, by, seed, &key, self.clock.now()).unwrap();
        let mail = Mail {
            address: email,
            subject: "a code".to_owned(),
            text: CODE_PLACE.to_owned(),
            seed,
            request: ID,
            until: code.expires_at(),
        };
        let outbox = vec![Outgoing { to: Recipient::Mailbox(ChatId(ANN)), body: Body::Mail(mail.clone()) }];
        let changes = Changes { outbox, ..books(over(found.version, request)) };
        assert_eq!(self.store.commit(None, changes, self.clock.now()).await.unwrap(), Commit::Done);
        self.desk.mails().notify_one();
        mail
    }

    /// Time passes.
    fn pass(&self, time: SignedDuration) {
        self.clock.advance(time);
        self.desk.mails().notify_one();
    }

    /// Waits until a mail that was put off is put off no longer: no row of the way out is in anybody's hands.
    async fn waits_for(&self, time: SignedDuration) {
        let due = self.clock.now() + time;
        let deadline = Instant::now() + SOON;
        loop {
            // Asking for no rows leases none, and tells when the next is due.
            let leased = self.store.lease_outbox(Outlet::Mail, self.clock.now(), 0, SOON).await.unwrap();
            if leased.next_due == Some(due) {
                return;
            }
            assert!(Instant::now() < deadline, "due {:?}, not {due}", leased.next_due);
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// Waits until nothing is left to be sent.
    async fn at_rest(&self) {
        let deadline = Instant::now() + SOON;
        while self.store.backlog().await.unwrap().outbox > 0 {
            assert!(Instant::now() < deadline, "the mails do not come to an end");
            tokio::time::sleep(Duration::from_millis(2)).await;
        }
    }

    /// Waits until the mail is given up and everybody was told; what they are told.
    async fn given_up(&self) -> String {
        let deadline = Instant::now() + SOON;
        let mut told = Vec::new();
        // A record may be seen before its commit is acknowledged, so the outbox is asked until it is empty.
        while self.store.backlog().await.unwrap().outbox > 0 {
            assert!(Instant::now() < deadline, "the mail is not given up");
            let rows = self.store.lease_outbox(Outlet::Telegram, self.clock.now(), 99, SOON).await.unwrap().rows;
            told.extend(rows.iter().filter_map(|row| match &row.message.body {
                Body::Say { text, .. } => Some(format!("{:?}: {}", row.message.to, text.source())),
                _ => None,
            }));
            let dropped = rows.iter().map(|row| (row.id, Delivery::Dropped)).collect();
            self.store.settle(dropped, self.clock.now()).await.unwrap();
        }
        assert_eq!(self.store.request(ID).await.unwrap().unwrap().value.mail_check.code, None);
        told.sort();
        told.join("\n")
    }

    async fn close(self) -> (TempDir, Arc<ManualClock>) {
        let _ = self.stop.send(());
        self.running.await.unwrap();
        self.store.close().await.unwrap();
        (self.folder, self.clock)
    }
}

fn seconds(count: i64) -> SignedDuration {
    SignedDuration::from_secs(count)
}

/// A code lives ten minutes; the tries of a mail end before.
const PAUSES: [i64; 4] = [15, 60, 120, 180];

#[tokio::test]
async fn a_greylisted_mail_is_sent_again_until_it_is_taken() {
    let smtp = SmtpServer::start(&[Manner::Greylists, Manner::Closes, Manner::Greylists, Manner::Greylists]).await;
    let bench = Bench::open(Some(Post::new(smtp.client()))).await;
    let mail = bench.mails(1).await;
    for pause in PAUSES {
        bench.waits_for(seconds(pause)).await;
        assert_eq!(smtp.arrived(), []);
        bench.pass(seconds(pause));
    }
    bench.at_rest().await;
    let [arrived] = &smtp.arrived()[..] else { panic!("{:?}", smtp.arrived()) };
    assert_eq!(arrived.to, "ann@example.com");
    let body = arrived.data.split_once("\n\n").unwrap().1;
    assert_eq!(body.trim(), mail.seed.code(&CodeKey::derive(b"a desk of tests")));
    bench.close().await;
}

#[tokio::test]
async fn a_mail_that_finds_no_way_is_given_up_and_told_about() {
    let smtp = SmtpServer::start(&[Manner::Closes; 5]).await;
    let bench = Bench::open(Some(Post::new(smtp.client()))).await;
    bench.mails(1).await;
    for pause in PAUSES {
        bench.waits_for(seconds(pause)).await;
        bench.pass(seconds(pause));
    }
    assert_snapshot!(bench.given_up().await, @r"
    Chat(ChatId(1001)): RB\-1001: no mail server took the mail to a•••\@e•••\.com. Please check in another way.
    Chat(ChatId(11)): 暂时没能把邮件发到 a•••\@e•••\.com。您不用做什么，同事会用其他方式核实您的身份。
    ");
    smtp.ended(5).await;
    bench.close().await;
}

#[tokio::test]
async fn a_refused_address_is_told_about_at_once_and_may_be_corrected() {
    let smtp = SmtpServer::start(&[Manner::KnowsNobody]).await;
    let bench = Bench::open(Some(Post::new(smtp.client()))).await;
    bench.mails(1).await;
    assert_snapshot!(bench.given_up().await, @r"
    Chat(ChatId(1001)): RB\-1001: the mail to a•••\@e•••\.com was refused; the address is probably wrong.
    Chat(ChatId(11)): 发往 a•••\@e•••\.com 的邮件被退回了。请检查一下邮箱地址，再发一次。
    ");
    assert!(bench.store.request(ID).await.unwrap().unwrap().value.mail_check.address_wanted);
    bench.close().await;
}

#[tokio::test]
async fn a_mail_whose_code_has_expired_is_never_sent() {
    let smtp = SmtpServer::start(&[Manner::Greylists]).await;
    let bench = Bench::open(Some(Post::new(smtp.client()))).await;
    bench.mails(1).await;
    bench.waits_for(seconds(15)).await;
    bench.pass(SignedDuration::from_mins(10));
    assert_snapshot!(bench.given_up().await, @r"
    Chat(ChatId(1001)): RB\-1001: no mail server took the mail to a•••\@e•••\.com. Please check in another way.
    Chat(ChatId(11)): 暂时没能把邮件发到 a•••\@e•••\.com。您不用做什么，同事会用其他方式核实您的身份。
    ");
    assert_eq!(smtp.arrived(), []);
    bench.close().await;
}

#[tokio::test]
async fn of_a_mail_whose_code_was_replaced_nobody_hears() {
    let smtp = SmtpServer::start(&[Manner::Greylists, Manner::KnowsNobody, Manner::Takes]).await;
    let bench = Bench::open(Some(Post::new(smtp.client()))).await;
    bench.mails(1).await;
    bench.waits_for(seconds(15)).await;
    bench.mails(2).await;
    bench.pass(seconds(15));
    bench.at_rest().await;
    assert_eq!(smtp.arrived().len(), 1, "the second, in its turn");
    assert!(bench.store.request(ID).await.unwrap().unwrap().value.mail_check.code.is_some());
    bench.close().await;
}

#[tokio::test]
async fn a_desk_that_lost_its_mail_server_gives_up_what_waits() {
    let bench = Bench::open(None).await;
    bench.mails(1).await;
    assert_snapshot!(bench.given_up().await, @r"
    Chat(ChatId(1001)): RB\-1001: no mail server took the mail to a•••\@e•••\.com. Please check in another way.
    Chat(ChatId(11)): 暂时没能把邮件发到 a•••\@e•••\.com。您不用做什么，同事会用其他方式核实您的身份。
    ");
    bench.close().await;
}

#[tokio::test]
async fn a_mail_outlives_a_restart_and_a_slow_server_delays_nobody_else() {
    let smtp = SmtpServer::start(&[Manner::IsSilent]).await;
    let bench = Bench::open(Some(Post::new(smtp.client()))).await;
    bench.mails(1).await;
    // Another customer's mail passes the one that hangs.
    let other = Mail { address: Email::typed("bob@example.com").unwrap(), ..sample(&bench) };
    let outbox = vec![Outgoing { to: Recipient::Mailbox(ChatId(12)), body: Body::Mail(other) }];
    let changes = Changes { outbox, ..Changes::default() };
    smtp.connected(1).await;
    assert_eq!(bench.store.commit(None, changes, bench.clock.now()).await.unwrap(), Commit::Done);
    bench.desk.mails().notify_one();
    smtp.ended(1).await;
    assert_eq!(smtp.arrived().iter().map(|mail| mail.to.as_str()).collect::<Vec<_>>(), ["bob@example.com"]);
    let (folder, clock) = bench.close().await;

    let store = store::open(folder.path(), &sealed()).unwrap();
    let bench = Bench::run(folder, store, clock, Some(Post::new(smtp.client())));
    bench.at_rest().await;
    assert_eq!(smtp.arrived().len(), 2, "it was never said to be sent, so it is sent now");
    bench.close().await;
}

/// A mail about the same request that nobody waits for.
fn sample(bench: &Bench) -> Mail {
    Mail {
        address: Email::typed("ann@example.com").unwrap(),
        subject: "a code".to_owned(),
        text: CODE_PLACE.to_owned(),
        seed: CodeSeed::new([9; 16]),
        request: ID,
        until: bench.clock.now() + SignedDuration::from_mins(10),
    }
}
