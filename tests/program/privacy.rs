//! A busy day with the real program, logging all it can: nothing that people told is in its log, and nothing of it can be read
//! in its data folder.

use std::fs::{self, File};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use ringback::stand_in::{Fault, NewPerson, Options, Person, StandIn};

use super::{Home, Running};

const SOON: Duration = Duration::from_secs(60);
const GROUP: i64 = -1_001_234_567_890;

const ANN: i64 = 7_000_000_011;
const RUOLAN: i64 = 7_000_000_012;
const BORIS: i64 = 7_000_000_013;

/// Everything personal of the day: names, numbers, addresses, words of customers, and words of agents about them.
const PERSONAL: [&str; 25] = [
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
];

/// The same searched for as they lie in keys.
const CHATS: [i64; 3] = [ANN, RUOLAN, BORIS];

struct Day<'a> {
    telegram: &'a StandIn,
    home: &'a Home,
}

impl Day<'_> {
    async fn sees(&self, person: &Person, shows: &str) {
        let seen = self.telegram.wait_until(shows, SOON, || person.view().shows(shows)).await;
        seen.unwrap_or_else(|error| panic!("{error}\n{}\n{}", person.view(), self.home.log_end()));
    }

    /// Presses the last button that says this, once it is there.
    async fn presses(&self, person: &Person, button: &str) {
        let press = || {
            let view = person.view();
            let inline = view.messages.iter().rev().flat_map(|message| &message.buttons).flatten();
            let labels = inline.chain(view.keyboard.iter().flatten().flatten());
            let label = labels.map(|shown| shown.label.clone()).find(|label| label.contains(button))?;
            person.presses(&label).ok()
        };
        let pressed = self.telegram.wait_for(button, SOON, press).await;
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

/// Every flow there is, once.
async fn live(day: &Day<'_>) {
    let telegram = day.telegram;
    let lin = telegram.person(NewPerson::named("Lin").id(1001).language("en"));
    let maya = telegram.person(NewPerson::named("Maya").id(1002).language("en"));
    let group = telegram.group("Agents", Some(GROUP), &[&lin, &maya]);
    for agent in [&lin, &maya] {
        day.says(agent, "/start").await;
    }
    day.says(&lin, "the agent's own diary is none of the log's business").await;

    // A booking in English with everything in it: edited, added to, moved, with a picture and a second number.
    let ann = telegram.person(NewPerson::named("Annabelle Quincey").id(ANN).language("en").phone("+12025550143"));
    day.says(&ann, "the one with the green cover and nothing else").await;
    day.says(&ann, "/call").await;
    day.presses(&ann, "Withdrawals").await;
    day.sees(&ann, "Is there more").await;
    let told = day.says(&ann, "my withdrawal of 3 USDT never came to my flat in Elm Street").await;
    ann.edits(told, "I wrote Elm Road but meant Elm Street").unwrap();
    day.sees(&ann, "Which number").await;
    day.says(&ann, "202 555 0143").await;
    day.presses(&ann, "📱 Share my number").await;
    day.presses(&ann, "New York").await;
    day.presses(&ann, "As soon as").await;
    day.presses(&ann, "Yes, book the call").await;
    day.sees(&ann, "Your call is booked").await;
    day.says(&ann, "it was on the Tuesday after my wedding").await;
    day.says(&ann, "write to annabelle@quincey.example please").await;
    day.says(&ann, "/status").await;
    day.says(&ann, "/cancel").await;
    day.presses(&ann, "No, keep it").await;
    day.says(&ann, "/language").await;

    // Claimed, noted, handed back, claimed by another, wrong number, called, resolved with a summary.
    day.presses(&lin.in_group(&group), "Claim").await;
    day.sees(&lin, "Elm Street").await;
    day.presses(&lin, "Note").await;
    day.sees(&lin, "Write your note").await;
    day.says(&lin, "she sounds worried and is hard of hearing").await;
    day.presses(&lin, "Release").await;
    day.says(&lin, "/queue").await;
    day.presses(&maya.in_group(&group), "Claim").await;
    day.sees(&maya, "hard of hearing").await;
    day.presses(&maya, "Wrong number").await;
    day.sees(&ann, "seems to be wrong").await;
    day.says(&ann, "+1 202 555 0177").await;
    day.presses(&maya.in_group(&group), "Claim").await;
    day.presses(&maya, "Calling now").await;
    day.sees(&ann, "Maya").await;
    day.presses(&maya, "Resolved").await;
    day.sees(&maya, "What was agreed").await;
    day.says(&maya, "The withdrawal is released and reaches Elm Street today.").await;
    day.sees(&ann, "reaches Elm Street today").await;

    // A booking in Chinese with a typed number, cancelled.
    let ruolan = telegram.person(NewPerson::named("欧阳若兰").id(RUOLAN).language("zh-hans").phone("+8613800138000"));
    day.says(&ruolan, "我家的猫踩到键盘上了").await;
    day.says(&ruolan, "号被盗了").await;
    day.presses(&ruolan, "转人工").await;
    day.says(&ruolan, "订单是上周三晚上下的，银行尾号在纸条上").await;
    day.says(&ruolan, "+86 138 0013 8000").await;
    day.presses(&ruolan, "尽快").await;
    day.presses(&ruolan, "确认预约").await;
    day.sees(&ruolan, "已预约").await;
    day.says(&ruolan, "/cancel").await;
    day.presses(&ruolan, "确定取消").await;

    // Somebody who blocks the bot, while Telegram stumbles, and whose forged presses come to nothing.
    let boris = telegram.person(NewPerson::named("Boris Quimby").id(BORIS).language("en"));
    boris.sends_photo("a picture of my letter from the landlord");
    boris.sends_sticker("🙈");
    boris.sends_voice(3);
    boris.sends_location(1.5, 2.5);
    day.says(&boris, "what are the fees?").await;
    telegram.fail(Fault::gateway_error(502).on("sendMessage").times(1));
    let said = day.says(&boris, "hello").await;
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
        let log = File::options().create(true).append(true).open(self.path("log")).unwrap();
        let mut serve = self.serve(&telegram.url(), telegram.token());
        Running(serve.env("RINGBACK_LOG", "trace").stdout(Stdio::null()).stderr(log).spawn().unwrap())
    }
}

async fn a_day(home: &Home) -> String {
    let telegram = StandIn::start(Options::default()).await.unwrap();
    let running = home.start_tracing(&telegram);
    live(&Day { telegram: &telegram, home }).await;
    // Pulled once, so that what is kept is also read back, and stopped in order.
    running.kill();
    let running = home.start_tracing(&telegram);
    let polls = telegram.count("getUpdates");
    telegram.wait_until("it polls again", SOON, || telegram.count("getUpdates") > polls).await.unwrap();
    assert_eq!(running.terminate(), Some(0), "{}", home.log_end());
    assert_eq!(telegram.violations(), Vec::<String>::new());
    telegram.token().to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_personal_is_logged_or_can_be_read_on_the_disk() {
    let home = Home::new();
    let token = a_day(&home).await;
    let log = home.log();
    assert!(log.contains("TRACE") && log.contains("stopped in order"), "the log is whole");
    for sought in PERSONAL.into_iter().chain([token.as_str()]) {
        let line = log.lines().find(|line| line.contains(sought));
        assert!(line.is_none(), "in the log: {sought}: {line:?}");
    }
    assert_eq!(readable(&home.path("data"), &token), Vec::<String>::new());
    let key = fs::read_to_string(home.path("data.key")).unwrap();
    assert!(!log.contains(key.trim()));
    assert!(!contains(&bytes(&home.path("data")), key.trim().as_bytes()));
}

/// What the search above would find if the data were not encrypted: whatever the engine has not written over by then.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_search_finds_it_where_nothing_is_encrypted() {
    let home = Home::unencrypted();
    let token = a_day(&home).await;
    let found = readable(&home.path("data"), &token);
    for certain in ["Annabelle Quincey", "欧阳若兰", "+12025550177", "reaches Elm Street today.", "hard of hearing"]
    {
        assert!(found.iter().any(|found| found.contains(certain.trim_start_matches("+1"))), "{certain}: {found:?}");
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
    bytes.windows(sought.len()).any(|window| window == sought)
}
