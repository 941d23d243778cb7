//! The commands of answer writers and operators: what they print and how they end.

use std::fs;
use std::time::Duration;

use insta::assert_snapshot;
use ringback::stand_in::{NewPerson, Options, StandIn};

use super::{Home, ringback, run};

#[test]
fn the_samples_are_well() {
    let (code, out, err) = run(ringback().arg("check"));
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
}

#[test]
fn the_samples_answer_what_the_issue_names() {
    let ask = |text: &str| {
        let (code, out, err) = run(ringback().args(["ask", "--json", text]));
        assert_eq!(code, 0, "{err}");
        let said: serde_json::Value = serde_json::from_str(&out).unwrap();
        (said["verdict"].as_str().unwrap().to_owned(), said["intent"].as_str().map(str::to_owned))
    };
    assert_eq!(ask("怎么把钱提出来"), ("answer".into(), Some("withdraw".into())));
    assert_eq!(ask("someone loged into my acount"), ("answer".into(), Some("account-stolen".into())));
    assert_eq!(ask("今天天气怎么样"), ("none".into(), None));
}

#[test]
fn wrong_intents_are_told_all_at_once_and_the_desk_does_not_open() {
    let home = Home::new();
    fs::write(
        home.path("intents/fees.toml"),
        "priority = \"hgh\"\nanswr = 3\n\n[en]\ntitle = \"Fees\"\nexamples = []\nanswer = \"{no_such_fact}\"\n",
    )
    .unwrap();
    let (code, out, _) = run(ringback().arg("check").current_dir(home.path("")));
    assert_eq!(code, 1);
    assert_snapshot!("check", out);
    let (code, _, err) = run(&mut home.serve("http://127.0.0.1:9", "1:a"));
    assert_eq!(code, 2);
    assert!(err.contains("intents/fees.toml:1:12"), "{err}");
}

#[test]
fn wrong_settings_keep_the_desk_closed() {
    let home = Home::new();
    fs::write(home.path("ringback.toml"), "[desk]\nlanguages = [\"fr\"]\ntime_zone = \"Moon/Base\"\nnmae = \"x\"\n")
        .unwrap();
    let (code, _, err) = run(&mut home.serve("http://127.0.0.1:9", "1:a"));
    assert_eq!(code, 2);
    assert_snapshot!("settings", err);
}

#[test]
fn a_missing_or_malformed_token_is_told_without_showing_it() {
    let home = Home::new();
    let (code, _, err) = run(home.serve("http://127.0.0.1:9", "").env_remove("RINGBACK_TOKEN"));
    assert_eq!(code, 2);
    assert_snapshot!("no-token", err);
    let (code, _, err) = run(&mut home.serve("http://127.0.0.1:9", "my secret"));
    assert_eq!(code, 2);
    assert!(!err.contains("my secret"), "{err}");
}

#[test]
fn a_missing_folder_of_intents_is_told() {
    let home = Home::new();
    let (code, _, err) = run(ringback().args(["check", "--intents", "nowhere"]).current_dir(home.path("")));
    assert_eq!(code, 2);
    assert_snapshot!("no-intents", err);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_numbers_are_told_by_the_running_desk_and_by_its_data() {
    let home = Home::new();
    let telegram = StandIn::start(Options::default()).await.unwrap();
    let ann = telegram.person(NewPerson::named("Ann").id(11).language("en"));
    let running = home.start(&telegram);
    let answers = || ann.view().messages.iter().filter(|message| message.from_bot).count();
    ann.says("qwpoeiru");
    telegram.wait_until("the first answer", Duration::from_secs(60), || answers() >= 1).await.unwrap();
    ann.says("what are the fees?");
    telegram.wait_until("both answers", Duration::from_secs(60), || answers() >= 2).await.unwrap();
    let ask = || {
        let (code, out, err) = run(ringback().args(["stats", "--json"]).current_dir(home.path("")));
        assert_eq!(code, 0, "{err}");
        serde_json::from_str::<serde_json::Value>(&out).unwrap()
    };
    let live = ask();
    assert_eq!((&live["total"]["no_match"], &live["now"]["open"]), (&1.into(), &0.into()), "{live}");
    assert_eq!(running.terminate(), Some(0));
    assert_eq!(ask(), live);
    let (code, out, _) = run(ringback().args(["stats", "--days", "2"]).current_dir(home.path("")));
    assert_eq!(code, 0);
    assert!(out.contains("now: 0 open"), "{out}");
    let (code, _, err) =
        run(ringback().args(["stats", "--from", "2026-02-02", "--to", "2026-01-01"]).current_dir(home.path("")));
    assert_eq!((code, err.contains("is after")), (2, true), "{err}");
}
