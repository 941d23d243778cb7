//! A conversation full of secrets with the real program, logging all it can: nothing of them is in its data, its log, or
//! what agents were sent.

use std::fs::{self, File};
use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use memchr::memmem;
use ringback::stand_in::{NewPerson, Options, Person, StandIn};

use super::{Home, Running};
use crate::secrets::by_hand;

const SOON: Duration = Duration::from_secs(60);
const GROUP: i64 = -1_001_234_567_890;

/// Shorter secrets are found in any pile of bytes by chance.
const SHORTEST_SOUGHT: usize = 12;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_of_a_secret_is_kept_logged_or_passed_on() {
    let telegram = StandIn::start(Options::default()).await.unwrap();
    // Encrypted, anything could lie in the data and not be found.
    let home = Home::with("[data]\nencryption = \"off\"");
    let log = File::create(home.path("log")).unwrap();
    let mut serve = home.serve(&telegram.url(), telegram.token());
    let running = Running(serve.env("RINGBACK_LOG", "trace").stdout(Stdio::null()).stderr(log).spawn().unwrap());

    let lin = telegram.person(NewPerson::named("Lin").id(1001).language("en"));
    let group = telegram.group("Agents", Some(GROUP), &[&lin]);
    lin.says("/start");
    let ann = telegram.person(NewPerson::named("Ann").id(11).language("en").phone("+12025550143"));
    let step = async |person: &Person, shows: &str| {
        telegram
            .wait_until(shows, SOON, || person.view().shows(shows))
            .await
            .unwrap_or_else(|_| panic!("{}", person.view()));
    };
    ann.says("/call");
    step(&ann, "What is it about?").await;
    ann.presses("Withdrawals").unwrap();
    step(&ann, "Which number may we call?").await;

    // Every secret, in every kind of message, in the middle of a booking and in free talk.
    let samples = by_hand();
    for (index, sample) in samples.iter().enumerate() {
        // Few enough each that nobody is taken for a flood.
        let person = match index % 20 {
            0 | 3 => ann.clone(),
            other => telegram.person(NewPerson::named("Bo").id(20 + other as i64).language(&sample.language)),
        };
        match index % 5 {
            0 => drop(person.sends_photo(&sample.text)),
            1 => {
                let first = person.says("hello");
                person.edits(first, &sample.text).unwrap();
            }
            _ => drop(person.says(&sample.text)),
        }
    }
    let told = ann.says("My withdrawal of 3 USDT is pending since yesterday");
    telegram
        .wait_until("the number is asked for", SOON, || ann.view().since(told).shows("Which number"))
        .await
        .unwrap();
    ann.presses("📱 Share my number").unwrap();
    step(&ann, "When may we call?").await;
    let view = ann.view();
    let labels = view.last_from_bot().unwrap().buttons.iter().flatten().map(|button| button.label.clone());
    let soon = labels.into_iter().find(|label| label.starts_with("As soon")).unwrap();
    ann.presses(&soon).unwrap();
    telegram.wait_until("the card", SOON, || group.view().shows("Withdrawals")).await.unwrap();
    lin.in_group(&group).presses("Claim").unwrap();
    step(&lin, "pending since yesterday").await;
    lin.presses("Note").unwrap();
    step(&lin, "note").await;
    for sample in &samples {
        lin.says(&sample.text);
    }
    lin.says("She will change it first");
    step(&lin, "Noted on").await;
    let deleted = || telegram.count("deleteMessage") as usize >= 2 * samples.len();
    telegram.wait_until("all of them to be deleted", SOON, deleted).await.unwrap();
    assert_eq!(running.terminate(), Some(0), "{}", home.log());

    let mut kept = Vec::new();
    read(&home.path("data"), &mut kept);
    assert!(contains(&kept, "recovery_phrase"), "the count of incidents is read, so all else would be");
    let log = home.log();
    assert!(log.contains("TRACE") && log.contains("a secret was taken out"), "the log is whole");
    let agents: String = ["sendMessage", "editMessageText", "answerCallbackQuery"]
        .into_iter()
        .flat_map(|method| telegram.calls(method))
        .map(|call| format!("{call:?}\n"))
        .filter(|call| [GROUP, 1001, 1002].iter().any(|agent| call.contains(&agent.to_string())))
        .collect();
    assert!(agents.contains("pending since yesterday"), "what agents were sent is searched");
    for sample in &samples {
        let secret = sample.secret.lines().next().unwrap_or_default();
        // A few digits are in every time of the day; the words they came in are not.
        let few = secret.len() < SHORTEST_SOUGHT;
        let sought = sample.text.lines().find(|line| few && line.contains(secret)).unwrap_or(secret);
        assert!(!contains(&kept, sought), "in the data: {sought}");
        assert!(!contains(log.as_bytes(), sought), "in the log: {sought}");
        assert!(!contains(agents.as_bytes(), sought), "sent to agents: {sought}");
    }
    assert_eq!(telegram.violations(), Vec::<String>::new());
}

fn read(folder: &Path, into: &mut Vec<u8>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            read(&path, into);
        } else if path.is_file() {
            into.extend(fs::read(&path).unwrap());
        }
    }
}

fn contains(bytes: &[u8], sought: &str) -> bool {
    memmem::find(bytes, sought.as_bytes()).is_some()
}
