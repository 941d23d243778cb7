//! `ringback doctor`: each thing that a desk needs, seen when it is well and when it is not.

use std::process::Command;

use ringback::stand_in::{NewPerson, Options, StandIn};

use super::{Home, ringback, run};

const GROUP: i64 = -1_001_234_567_890;

async fn stand_in() -> StandIn {
    StandIn::start(Options::default()).await.unwrap()
}

fn doctor(home: &Home, telegram: &StandIn) -> Command {
    let mut command = ringback();
    command
        .arg("doctor")
        .current_dir(home.path(""))
        .env("RINGBACK_TOKEN", telegram.token())
        .env("RINGBACK_API_URL", telegram.url());
    command
}

/// Runs it away from the tests' own thread, which serves Telegram.
async fn look(mut command: Command) -> (i32, String) {
    let (code, out, err) = tokio::task::spawn_blocking(move || run(&mut command)).await.unwrap();
    (code, format!("{out}{err}"))
}

/// The line about a thing.
fn about<'a>(said: &'a str, thing: &str) -> &'a str {
    let of = |line: &&str| line.get(6..).is_some_and(|rest| rest.starts_with(thing));
    said.lines().find(of).unwrap_or_else(|| panic!("nothing about {thing}:\n{said}"))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_well_is_said_to_be_and_what_is_not_with_what_to_do() {
    let telegram = stand_in().await;
    let lin = telegram.person(NewPerson::named("Lin").id(1001).language("en"));
    let maya = telegram.person(NewPerson::named("Maya").id(1002).language("en"));
    let home = Home::new();

    let (code, said) = look(doctor(&home, &telegram)).await;
    assert_eq!(code, 1, "{said}");
    assert!(about(&said, "token").starts_with("ok"), "{said}");
    assert!(about(&said, "group").starts_with("FAIL") && said.contains("make the bot a member"), "{said}");
    assert!(about(&said, "agent Lin").contains("ask them to press Start"), "{said}");
    assert!(about(&said, "commands").starts_with("WARN"), "{said}");

    lin.says("/start");
    maya.says("/start");
    let group = telegram.group("Agents", Some(GROUP), &[&lin, &maya]);
    let (code, said) = look(doctor(&home, &telegram)).await;
    assert_eq!(code, 0, "{said}");
    assert!(about(&said, "group").contains("the bot writes in “Agents”"), "{said}");
    assert!(about(&said, "agent Maya").starts_with("ok"), "{said}");
    assert!(about(&said, "updates").contains("3 wait at Telegram"), "none of them was taken: {said}");
    assert!(about(&said, "clock").starts_with("ok"), "{said}");
    assert!(about(&said, "hours").starts_with("ok    hours        open from"), "{said}");
    assert!(about(&said, "key").contains("the first start makes"), "{said}");
    assert!(about(&said, "mail").starts_with("ok"), "{said}");
    assert!(!home.path("data").exists() && !home.path("data.key").exists(), "it makes nothing");

    maya.blocks();
    group.lets_bot_send(false);
    let (code, said) = look(doctor(&home, &telegram)).await;
    assert_eq!(code, 1, "{said}");
    assert!(about(&said, "agent Maya").contains("has blocked the bot"), "{said}");
    assert!(about(&said, "group").contains("may not write in “Agents”"), "{said}");
    group.removes_bot(&lin);
    let (_, said) = look(doctor(&home, &telegram)).await;
    assert!(about(&said, "group").starts_with("FAIL"), "{said}");
    assert_eq!(telegram.violations(), Vec::<String>::new());
    assert_eq!(telegram.count("sendMessage") + telegram.count("getUpdates"), 0, "nobody is written to");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_webhook_and_an_unreachable_mail_server_are_told() {
    let telegram = stand_in().await;
    let token = telegram.token();
    let hook = [("url", "https://example.org/hook")];
    reqwest::Client::new().post(format!("{}/bot{token}/setWebhook", telegram.url())).form(&hook).send().await.unwrap();
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let home = Home::with(&format!(
        "[mail]\nhost = \"127.0.0.1\"\nport = {free}\ntls = \"off\"\nfrom = \"desk@example.org\"\n"
    ));
    let (code, said) = look(doctor(&home, &telegram)).await;
    assert_eq!(code, 1, "{said}");
    assert!(about(&said, "updates").contains("a webhook is set"), "{said}");
    assert!(about(&said, "mail").starts_with("FAIL"), "{said}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_telegram_does_not_know_is_told_and_never_shown() {
    let telegram = stand_in().await;
    let home = Home::new();
    let mut command = doctor(&home, &telegram);
    let wrong = "999999:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    command.env("RINGBACK_TOKEN", wrong);
    let (code, said) = look(command).await;
    assert_eq!(code, 1, "{said}");
    assert!(about(&said, "token").starts_with("FAIL") && !said.contains(wrong), "{said}");
    let mut command = doctor(&home, &telegram);
    command.arg("--json");
    let (_, said) = look(command).await;
    let said: serde_json::Value = serde_json::from_str(&said).unwrap();
    assert_eq!(said["well"], false);
    assert!(said["findings"].as_array().unwrap().iter().any(|one| one["about"] == "group" && one["state"] == "fail"));
    std::fs::write(home.path("intents/fees.toml"), "this is no intent").unwrap();
    let (code, said) = look(doctor(&home, &telegram)).await;
    assert_eq!(code, 1, "{said}");
    assert!(about(&said, "intents").starts_with("FAIL") && said.contains("fees.toml:1"), "{said}");
    assert!(about(&said, "token").starts_with("ok"), "the rest is looked at all the same: {said}");
    let mut command = doctor(&home, &telegram);
    command.env_remove("RINGBACK_TOKEN");
    assert_eq!(look(command).await.0, 2, "without a token nothing can be looked at");
}
