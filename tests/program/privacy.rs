//! A busy day with the real program, logging all it can: nothing that people told is in its log, and nothing of it can be read
//! in its data folder.

use std::fs::{self, File};
use std::path::Path;
use std::process::Stdio;

use memchr::memmem;
use ringback::stand_in::{Fault, Group, NewPerson, Options, Person, StandIn};

use super::scripted::{self, SOON};
use super::{Home, Running, ringback, run};
use crate::mail::decoded;
use crate::mail::server::SmtpServer;

const GROUP: i64 = -1_001_234_567_890;

const ANN: i64 = 7_000_000_011;
const RUOLAN: i64 = 7_000_000_012;
const BORIS: i64 = 7_000_000_013;
const CARLA: i64 = 7_000_000_014;
const DORA: i64 = 7_000_000_015;

/// Everything personal of the day: names, numbers, addresses, words of customers, and words of agents about them.
const PERSONAL: [&str; 49] = [
    "Annabelle Quincey",
    "欧阳若兰",
    "Boris Quimby",
    "+12025550143",
    "2025550143",
    "202 555 0143",
    "13800138000",
    "138 0013 8000",
    "2025550177",
    "202 555 0177",
    "annabelle@quincey.example",
    "my withdrawal of 3 USDT never came to my flat in Elm Street",
    "I wrote Elm Road but meant Elm Street",
    "it was on the Tuesday after my wedding",
    "the one with the green cover and nothing else",
    "a picture of my letter from the landlord",
    "订单是上周三晚上下的，银行尾号在纸条上",
    "我家的猫踩到键盘上了",
    "she sounds worried and is hard of hearing",
    "The withdrawal is released and reaches Elm Street today.",
    "Quincey",
    "7000000011",
    "7000000012",
    "7000000013",
    "the agent's own diary is none of the log's business",
    "mailbox.of.quincey@quincey.example",
    "the slip numbered 4711 from my drawer",
    "is the cellar door green",
    "it was painted mauve last spring",
    "2025550188",
    "202 555 0188",
    "he hummed a sea shanty all the time",
    "and it still is not in my hands",
    "85255550166",
    "5555 0166",
    "@quincey_helper",
    "the code I found says",
    "the moon, near the big crater",
    "Carla Quimper",
    "7000000014",
    "2025550199",
    "carla@quimper.example",
    "my parrot keeps saying the amount",
    "third floor, ring twice",
    "she asked about the parrot",
    "Dorothea Quillfeather",
    "2025550155",
    "7000000015",
    "the tenant upstairs swears it was sent",
];

/// The same searched for as they lie in keys.
const CHATS: [i64; 5] = [ANN, RUOLAN, BORIS, CARLA, DORA];

struct Day<'a> {
    telegram: &'a StandIn,
    smtp: &'a SmtpServer,
    home: &'a Home,
}

/// The agents, and where their cards are.
struct Agents {
    lin: Person,
    maya: Person,
    group: Group,
}

impl Day<'_> {
    async fn sees(&self, person: &Person, shows: &str) {
        let seen = self.telegram.wait_until(shows, SOON, || person.view().shows(shows)).await;
        seen.unwrap_or_else(|error| panic!("{error}\n{}\n{}", person.view(), self.home.log_end()));
    }

    /// Presses the last button that says this, once it is there.
    async fn presses(&self, person: &Person, button: &str) {
        let pressed = scripted::presses(self.telegram, person, button).await;
        pressed.unwrap_or_else(|error| panic!("{error}\n{}\n{}", person.view(), self.home.log_end()));
    }

    /// Says something and waits until the desk has said something back.
    async fn says(&self, person: &Person, text: &str) -> i64 {
        let said = person.says(text);
        let answered = || person.view().since(said).messages.iter().any(|message| message.from_bot);
        self.telegram
            .wait_until(text, SOON, answered)
            .await
            .unwrap_or_else(|error| panic!("{error}\n{}\n{}", person.view(), self.home.log_end()));
        said
    }
}

/// Every flow there is, once; no person does more than anybody may do at once.
async fn live(day: &Day<'_>) {
    let telegram = day.telegram;
    let lin = telegram.person(NewPerson::named("Lin").id(1001).language("en"));
    let maya = telegram.person(NewPerson::named("Maya").id(1002).language("en"));
    let group = telegram.group("Agents", Some(GROUP), &[&lin, &maya]);
    for agent in [&lin, &maya] {
        day.says(agent, "/start").await;
    }
    day.says(&lin, "the agent's own diary is none of the log's business").await;
    let agents = Agents { lin, maya, group };
    let ann = telegram.person(NewPerson::named("Annabelle Quincey").id(ANN).language("en").phone("+12025550143"));
    books(day, &ann).await;
    is_worked_on(day, &ann, &agents).await;
    is_proved_and_called(day, &ann, &agents).await;
    rates_reopens_and_reports(day, &agents).await;
    books_in_chinese(day).await;
    is_forgotten(day, &agents).await;
    stumbles(day).await;
}

/// A booking in English with everything in it: edited, in a place of its own, added to, prepared for.
async fn books(day: &Day<'_>, ann: &Person) {
    day.says(ann, "the one with the green cover and nothing else").await;
    day.says(ann, "/call").await;
    day.presses(ann, "Withdrawals").await;
    day.sees(ann, "Which number").await;
    let told = day.says(ann, "my withdrawal of 3 USDT never came to my flat in Elm Street").await;
    ann.edits(told, "I wrote Elm Road but meant Elm Street").unwrap();
    day.sees(ann, "Corrected").await;
    day.says(ann, "202 555 0143").await;
    day.presses(ann, "📱 Share my number").await;
    day.presses(ann, "At another time").await;
    day.says(ann, "the moon, near the big crater").await;
    day.presses(ann, "New York").await;
    day.presses(ann, "As soon as").await;
    day.sees(ann, "Your call is booked").await;
    day.presses(ann, "Answer 2 questions").await;
    day.sees(ann, "registered e-mail").await;
    day.says(ann, "mailbox.of.quincey@quincey.example").await;
    day.says(ann, "the slip numbered 4711 from my drawer").await;
    day.says(ann, "it was on the Tuesday after my wedding").await;
    day.says(ann, "write to annabelle@quincey.example please").await;
}

/// Claimed, noted, handed back, claimed by another, asked about, its number corrected.
async fn is_worked_on(day: &Day<'_>, ann: &Person, Agents { lin, maya, group }: &Agents) {
    day.presses(&lin.in_group(group), "Claim").await;
    day.sees(lin, "Elm Street").await;
    day.presses(lin, "Note").await;
    day.sees(lin, "Write your note").await;
    day.says(lin, "she sounds worried and is hard of hearing").await;
    day.presses(lin, "Release").await;
    day.says(lin, "/queue").await;
    day.presses(&maya.in_group(group), "Claim").await;
    day.sees(maya, "hard of hearing").await;
    day.presses(maya, "Calling now").await;
    day.sees(ann, "is calling you").await;
    day.presses(maya, "Wrong number").await;
    day.sees(ann, "seems to be wrong").await;
    day.says(ann, "+1 202 555 0177").await;
    day.presses(&maya.in_group(group), "Claim").await;
    day.presses(maya, "More…").await;
    day.presses(maya, "Ask customer").await;
    day.sees(maya, "What do you want to ask").await;
    day.says(maya, "is the cellar door green").await;
    day.sees(ann, "is the cellar door green").await;
    day.says(ann, "it was painted mauve last spring").await;
    day.sees(maya, "painted mauve").await;
    day.presses(maya, "More…").await;
    day.presses(maya, "Correct number").await;
    day.sees(maya, "What is the right number").await;
    day.says(maya, "+1 202 555 0188").await;
    day.sees(ann, "has noted another number").await;
}

/// Proved by a code in a mail, called, resolved with a summary.
async fn is_proved_and_called(day: &Day<'_>, ann: &Person, Agents { maya, .. }: &Agents) {
    day.presses(maya, "Code by e-mail").await;
    day.sees(maya, "Where should the code").await;
    day.says(maya, "mailbox.of.quincey@quincey.example").await;
    tokio::time::timeout(SOON, day.smtp.ended(1)).await.expect("the mail arrives");
    let mail = day.smtp.arrived().pop().unwrap().data;
    let (head, body) = mail.split_once("\n\n").unwrap();
    let body = if head.contains("base64") { decoded(body) } else { body.to_owned() };
    let code = body.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 6).unwrap();
    day.says(ann, &format!("the code I found says {code}")).await;
    day.sees(maya, "entered the right code").await;
    day.presses(maya, "Calling now").await;
    day.sees(ann, "Maya").await;
    day.presses(maya, "Resolved").await;
    day.sees(maya, "What was agreed").await;
    day.says(maya, "The withdrawal is released and reaches Elm Street today.").await;
    day.sees(ann, "reaches Elm Street today").await;
}

/// Books a call about a withdrawal.
async fn books_quickly(day: &Day<'_>, person: &Person, story: &str) {
    day.says(person, "/call").await;
    day.presses(person, "Withdrawals").await;
    day.sees(person, "Which number").await;
    day.says(person, story).await;
    day.presses(person, "📱 Share my number").await;
    day.presses(person, "As soon as").await;
    day.sees(person, "Your call is booked").await;
}

/// Rated with a comment, opened again, added to, and a fake reported.
async fn rates_reopens_and_reports(day: &Day<'_>, Agents { lin, group, .. }: &Agents) {
    let dora = NewPerson::named("Dorothea Quillfeather").id(DORA).language("en").phone("+12025550155");
    let dora = day.telegram.person(dora);
    books_quickly(day, &dora, "the tenant upstairs swears it was sent").await;
    day.presses(&lin.in_group(group), "Claim").await;
    day.sees(lin, "the tenant upstairs").await;
    day.presses(lin, "Calling now").await;
    day.presses(lin, "Resolved").await;
    day.presses(lin, "Nothing to add").await;
    day.presses(&dora, "Yes, solved").await;
    day.presses(&dora, "2 ★").await;
    day.sees(&dora, "add a word").await;
    day.says(&dora, "he hummed a sea shanty all the time").await;
    day.presses(&dora, "No, call me again").await;
    day.sees(&dora, "When may we call you again").await;
    day.presses(&dora, "As soon as").await;
    day.sees(&dora, "is open again").await;
    day.says(&dora, "and it still is not in my hands").await;
    day.says(&dora, "+852 5555 0166").await;
    day.says(&dora, "is @quincey_helper one of you?").await;
    day.presses(&dora, "Report a scam").await;
    day.presses(&dora, "Sent money or coins").await;
    day.sees(&dora, "I have put your call").await;
}

/// A booking in Chinese with a typed number, cancelled.
async fn books_in_chinese(day: &Day<'_>) {
    let person = NewPerson::named("欧阳若兰").id(RUOLAN).language("zh-hans").phone("+8613800138000");
    let ruolan = day.telegram.person(person);
    day.says(&ruolan, "我家的猫踩到键盘上了").await;
    day.says(&ruolan, "号被盗了").await;
    day.says(&ruolan, "订单是上周三晚上下的，银行尾号在纸条上").await;
    day.says(&ruolan, "+86 138 0013 8000").await;
    day.sees(&ruolan, "已预约").await;
    day.says(&ruolan, "/cancel").await;
    day.presses(&ruolan, "确定取消").await;
}

/// A call that is claimed and noted when the customer has everything erased.
async fn is_forgotten(day: &Day<'_>, Agents { lin, group, .. }: &Agents) {
    let carla = day.telegram.person(NewPerson::named("Carla Quimper").id(CARLA).language("en").phone("+12025550199"));
    books_quickly(day, &carla, "my parrot keeps saying the amount").await;
    for command in ["/status", "/privacy", "/language", "/cancel"] {
        day.says(&carla, command).await;
    }
    day.presses(&carla, "No, keep it").await;
    day.says(&carla, "/status").await;
    day.presses(&carla, "Answer 2 questions").await;
    day.says(&carla, "carla@quimper.example").await;
    day.presses(&lin.in_group(group), "Claim").await;
    day.sees(lin, "my parrot").await;
    day.presses(lin, "Note").await;
    day.says(lin, "she asked about the parrot").await;
    day.says(&carla, "third floor, ring twice").await;
    day.says(&carla, "/forget").await;
    day.presses(&carla, "Yes, erase it").await;
    day.sees(&carla, "What we kept about you is erased").await;
}

/// Somebody who blocks the bot, while Telegram stumbles, and whose forged presses come to nothing.
async fn stumbles(day: &Day<'_>) {
    let telegram = day.telegram;
    let boris = telegram.person(NewPerson::named("Boris Quimby").id(BORIS).language("en"));
    boris.sends_photo("a picture of my letter from the landlord");
    boris.sends_sticker("🙈");
    boris.sends_voice(3);
    boris.sends_location(1.5, 2.5);
    day.says(&boris, "what are the fees?").await;
    telegram.fail(Fault::gateway_error(502).on("sendMessage").times(1));
    telegram.fail(Fault::cut_before_effect().on("getUpdates").times(1));
    let said = day.says(&boris, "hello").await;
    telegram.fail(Fault::cut_before_effect().on("sendMessage").times(1));
    telegram.fail(Fault::cut_after_effect().on("getUpdates").times(1));
    let answer = boris.view().since(said).messages.iter().find(|message| message.from_bot).unwrap().id;
    boris.presses_data(answer, "claim:1001").unwrap();
    boris.presses_data(answer, "nonsense").unwrap();
    boris.shares_contact_of("Somebody", "+12025550143", Some(99));
    boris.says("the one with the green cover and nothing else");
    boris.blocks();
    telegram.wait_until("all is confirmed", SOON, || telegram.pending_updates() == 0).await.unwrap();
}

impl Home {
    fn log_end(&self) -> String {
        let log = self.log();
        let lines: Vec<&str> = log.lines().filter(|line| line.contains("ringback")).collect();
        lines[lines.len().saturating_sub(30)..].join("\n")
    }

    fn start_tracing(&self, telegram: &StandIn) -> Running {
        self.start_tracing_at(&telegram.url(), telegram.token())
    }

    fn start_tracing_at(&self, telegram: &str, token: &str) -> Running {
        let log = File::options().create(true).append(true).open(self.path("log")).unwrap();
        let mut serve = self.serve(telegram, token);
        Running(serve.env("RINGBACK_LOG", "trace").stdout(Stdio::null()).stderr(log).spawn().unwrap())
    }
}

/// What a day leaves behind whose data are kept so: its folder and log, and the token of its bot.
async fn a_day(data: &str) -> (Home, String) {
    let smtp = SmtpServer::start(&[]).await;
    let mail =
        format!("[mail]\nhost = \"127.0.0.1\"\nport = {}\ntls = \"off\"\nfrom = \"desk@bitp.example\"", smtp.port);
    let home = Home::with(&format!("{mail}\n{data}"));
    let telegram = StandIn::start(Options::default()).await.unwrap();
    let running = home.start_tracing(&telegram);
    live(&Day { telegram: &telegram, smtp: &smtp, home: &home }).await;
    // Pulled once, so that what is kept is also read back, and stopped in order.
    running.kill();
    let running = home.start_tracing(&telegram);
    let polls = telegram.polls_begun();
    telegram.wait_until("it polls again", SOON, || telegram.polls_begun() > polls).await.unwrap();
    // A check of all records finds nothing wrong with such a day, of the desk that runs and of its folder.
    let kept = |args: &[&str]| {
        let (code, out, err) = run(ringback().args(args).current_dir(home.path("")));
        assert_eq!(code, 0, "{args:?}: {out}{err}");
    };
    kept(&["verify"]);
    kept(&["backup", "shelf"]);
    assert_eq!(running.terminate(), Some(0), "{}", home.log_end());
    kept(&["verify"]);
    assert_eq!(telegram.violations(), Vec::<String>::new());
    let token = telegram.token().to_owned();
    (home, token)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_personal_is_logged_or_can_be_read_on_the_disk() {
    let (home, token) = a_day("").await;
    let log = home.log();
    assert!(log.contains("TRACE") && log.contains("stopped in order"), "the log is whole");
    for sought in PERSONAL.into_iter().chain([token.as_str()]) {
        let line = || log.lines().find(|line| line.contains(sought));
        assert!(!contains(log.as_bytes(), sought.as_bytes()), "in the log: {sought}: {:?}", line());
    }
    let key = fs::read_to_string(home.path("data.key")).unwrap();
    assert!(!log.contains(key.trim()));
    for folder in ["data", "shelf"] {
        assert_eq!(readable(&home.path(folder), &token), Vec::<String>::new(), "{folder}");
        assert!(!contains(&bytes(&home.path(folder)), key.trim().as_bytes()), "{folder}");
    }
}

/// The library's errors carry the address, and the token stands in it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_token_is_logged_when_telegram_cannot_be_reached() {
    let home = Home::new();
    let token = "1234567890:AAgreatSecretOfTheDeskAndOfNobodyElse";
    let nobody = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap().local_addr().unwrap();
    let running = home.start_tracing_at(&format!("http://{nobody}"), token);
    home.logs("Telegram does not answer", 0).await;
    running.kill();
    let log = home.log();
    let line = log.lines().find(|line| line.contains("AAgreatSecret"));
    assert!(line.is_none(), "{line:?}");
}

/// What the search above would find if the data were not encrypted: whatever the engine has not written over by then.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_search_finds_it_where_nothing_is_encrypted() {
    let (home, token) = a_day("[data]\nencryption = \"off\"").await;
    let found = readable(&home.path("data"), &token);
    for certain in ["Annabelle Quincey", "欧阳若兰", "2025550188", "reaches Elm Street today.", "hard of hearing"] {
        assert!(found.iter().any(|found| found.contains(certain)), "{certain}: {found:?}");
    }
    assert!(found.len() > PERSONAL.len() / 2, "{found:?}");
    assert!(!found.contains(&token));
    assert!(found.contains(&format!("the key of {ANN}")), "{found:?}");
    assert!(!home.path("data.key").exists());
}

/// What of all this can be read in a folder.
fn readable(folder: &Path, token: &str) -> Vec<String> {
    let bytes = bytes(folder);
    assert!(contains(&bytes, b"next_request"), "the folder is searched whole");
    let texts = PERSONAL.into_iter().chain([token]).filter(|text| contains(&bytes, text.as_bytes()));
    let keys = CHATS.into_iter().filter(|chat| contains(&bytes, &(chat.cast_unsigned() ^ (1 << 63)).to_be_bytes()));
    texts.map(str::to_owned).chain(keys.map(|chat| format!("the key of {chat}"))).collect()
}

fn bytes(folder: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.is_file() {
                all.extend(fs::read(&path).unwrap());
            }
        }
    }
    all
}

fn contains(bytes: &[u8], sought: &[u8]) -> bool {
    memmem::find(bytes, sought).is_some()
}
