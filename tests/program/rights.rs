//! The roster while the desk serves: who is taken out of the settings loses every right at once, broken settings change
//! nothing; and the looks that were written down, as the command prints them.

use std::time::Duration;

use ringback::stand_in::{NewPerson, Options, StandIn};

use super::{Home, ringback, run};

const SOON: Duration = Duration::from_secs(60);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_taken_out_of_the_settings_loses_every_right_at_once() {
    let telegram = StandIn::start(Options::default()).await.unwrap();
    let home = Home::new();
    let person = |name, id| telegram.person(NewPerson::named(name).id(id).language("en").phone("+12025550143"));
    let (ann, lin, maya) = (person("Ann", 11), person("Lin", 1001), person("Maya", 1002));
    let group = telegram.group("Agents", Some(-1_001_234_567_890), &[&lin, &maya]);
    for agent in [&lin, &maya] {
        agent.says("/start");
    }
    let running = home.start(&telegram);
    let seen = async |what: &str, is: Box<dyn FnMut() -> bool + Send>| {
        telegram.wait_until(what, SOON, is).await.unwrap();
    };
    let offers = |who: &ringback::stand_in::Person, button: &'static str| {
        let who = who.clone();
        Box::new(move || who.view().offers(button)) as Box<dyn FnMut() -> bool + Send>
    };
    let shows = |who: &ringback::stand_in::Person, words: &'static str| {
        let who = who.clone();
        Box::new(move || who.view().shows(words)) as Box<dyn FnMut() -> bool + Send>
    };
    ann.says("/call");
    seen("the topics", offers(&ann, "Withdrawals")).await;
    ann.presses("Withdrawals").unwrap();
    let story = ann.view().messages.len();
    telegram.wait_until("the question", SOON, || ann.view().messages.len() > story).await.unwrap();
    ann.says("it is pending since yesterday");
    seen("the number", offers(&ann, "📱 Share my number")).await;
    ann.presses("📱 Share my number").unwrap();
    // What follows in the label is a time.
    let begins = |stem: &str| {
        let messages = ann.view().messages;
        let mut labels = messages.into_iter().flat_map(|message| message.buttons).flatten().map(|button| button.label);
        labels.find(|label| label.starts_with(stem))
    };
    for stem in ["As soon as possible"] {
        telegram.wait_until(stem, SOON, || begins(stem).is_some()).await.unwrap();
        ann.presses(&begins(stem).unwrap()).unwrap();
    }
    let maya_there = maya.in_group(&group);
    seen("the card", offers(&maya_there, "Claim")).await;
    maya_there.presses("Claim").unwrap();
    seen("the details", shows(&maya, "2025550143")).await;

    let file = home.path("ringback.toml");
    let settings = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, settings.replace("name = \"Maya\"", "nmae = \"Maya\"")).unwrap();
    seen("that it is broken", shows(&lin, "the roster stays as it was")).await;
    assert!(maya.view().shows("2025550143"), "broken settings change nothing");
    std::fs::write(&file, settings.replace(", { id = 1002, name = \"Maya\" }", "")).unwrap();
    seen("that it is in use", shows(&lin, "The changed roster is in use now")).await;
    telegram.wait_until("the details are gone", SOON, || !maya.view().shows("2025550143")).await.unwrap();
    maya_there.presses_data(group.view().messages.last().unwrap().id, "claim:1001").unwrap();
    telegram.wait_until("the answer", SOON, || telegram.unanswered_clicks() == 0).await.unwrap();
    let lin_there = lin.in_group(&group);
    seen("the card is free", offers(&lin_there, "Claim")).await;
    lin_there.presses("Claim").unwrap();
    seen("the details", shows(&lin, "2025550143")).await;
    ann.says("the order is from Monday");
    seen("the words", shows(&lin, "Monday")).await;
    assert_eq!(running.terminate(), Some(0), "{}", home.log());
    // Who is taken out while the desk is down has nothing left once it is up again, what came later included.
    let file_without = settings.replace("id = 1001, name = \"Lin\"", "id = 1002, name = \"Maya\"");
    let file_without = file_without.replace(", { id = 1002, name = \"Maya\" }", "");
    std::fs::write(&file, file_without).unwrap();
    let running = home.start(&telegram);
    let gone = || !lin.view().shows("2025550143") && !lin.view().shows("Monday");
    telegram.wait_until("the details are gone after a restart", SOON, gone).await.unwrap();
    let (code, of_the_running_desk, err) = run(ringback().arg("looks").current_dir(home.path("")));
    assert_eq!((code, of_the_running_desk.lines().count()), (0, 2), "{err}");
    assert_eq!(running.terminate(), Some(0), "{}", home.log());
    std::fs::write(&file, settings.replace(", { id = 1002, name = \"Maya\" }", "")).unwrap();

    let (code, out, err) = run(ringback().args(["looks", "RB-1001", "--json"]).current_dir(home.path("")));
    assert_eq!(code, 0, "{err}");
    let looks: Vec<serde_json::Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let by: Vec<_> = looks.iter().map(|look| (look["by"].as_i64(), look["why"].as_str())).collect();
    assert_eq!(by, [(Some(1002), Some("claimed")), (Some(1001), Some("claimed"))]);
    let (code, out, _) = run(ringback().arg("looks").current_dir(home.path("")));
    assert_eq!((code, out.lines().count()), (0, 2));
    assert!(out.contains("no longer an agent (1002): claimed it") && out.contains("Lin (1001): claimed it"), "{out}");
    let (code, _, err) = run(ringback().args(["looks", "--data", "nowhere"]).current_dir(home.path("")));
    assert_eq!(code, 2);
    assert!(err.contains("no data in nowhere") && !home.path("nowhere").exists(), "{err}");
    let (code, _, err) = run(ringback().args(["looks", "first"]).current_dir(home.path("")));
    assert_eq!(code, 2);
    assert!(err.contains("a reference looks like RB-1042"), "{err}");
}
