//! `ringback serve`: against Telegram as it can be, and stopped in every way.

use std::time::Duration;

use ringback::stand_in::{Fault, NewPerson, Options, StandIn};

use super::{Home, run};

const SOON: Duration = Duration::from_secs(60);

async fn stand_in() -> StandIn {
    StandIn::start(Options::default()).await.unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_answers_shows_itself_and_stops_in_order() {
    let telegram = stand_in().await;
    let home = Home::new();
    let ann = telegram.person(NewPerson::named("Ann").id(11).language("en"));
    let running = home.start(&telegram);
    ann.says("what are the fees?");
    telegram.wait_until("the answer", SOON, || ann.view().shows("The trading fee is 0.1%")).await.unwrap();
    telegram
        .wait_until("the commands", SOON, || {
            telegram.commands(None, "").is_empty() && telegram.count("setMyCommands") >= 6
        })
        .await
        .unwrap();
    assert_eq!(running.terminate(), Some(0), "{}", home.log());
    assert!(home.log().contains("stopped in order"), "{}", home.log());
    assert_eq!(telegram.violations(), Vec::<String>::new());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn changed_intents_are_used_and_broken_ones_are_not() {
    let telegram = stand_in().await;
    let home = Home::new();
    let ann = telegram.person(NewPerson::named("Ann").id(11).language("en"));
    let lin = telegram.person(NewPerson::named("Lin").id(1001).language("en"));
    lin.says("/start");
    let running = home.start(&telegram);
    ann.says("what are the fees?");
    telegram.wait_until("the answer", SOON, || ann.view().shows("The trading fee is 0.1%")).await.unwrap();
    let file = home.path("intents/fees.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    std::fs::write(&file, text.replace("0.1%", "0.2%")).unwrap();
    telegram.wait_until("the lead is told", SOON, || lin.view().shows("in use now")).await.unwrap();
    ann.says("what are the fees?");
    telegram.wait_until("the new answer", SOON, || ann.view().shows("The trading fee is 0.2%")).await.unwrap();
    std::fs::write(&file, "this is no intent").unwrap();
    telegram.wait_until("the lead is told", SOON, || lin.view().shows("old answers stay in use")).await.unwrap();
    let asked = ann.says("what are the fees?");
    telegram.wait_until("the old answer", SOON, || ann.view().since(asked).shows("0.2%")).await.unwrap();
    assert_eq!(running.terminate(), Some(0), "{}", home.log());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_instance_on_the_same_data_is_refused() {
    let telegram = stand_in().await;
    let home = Home::new();
    let running = home.start(&telegram);
    telegram.wait_until("it polls", SOON, || telegram.polls_begun() > 0).await.unwrap();
    let (code, _, err) = run(&mut home.serve(&telegram.url(), telegram.token()));
    assert_eq!(code, 2);
    assert!(err.contains("in use by another Ringback"), "{err}");
    assert_eq!(running.terminate(), Some(0));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_token_that_telegram_does_not_know_ends_it_with_a_sentence() {
    let telegram = stand_in().await;
    let home = Home::new();
    let (code, _, err) = run(&mut home.serve(&telegram.url(), "4242:another-token"));
    assert_eq!(code, 2);
    assert!(err.contains("token"), "{err}");
    assert!(!err.contains("another-token"), "{err}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_network_it_says_so() {
    let home = Home::new();
    let (code, _, err) = run(&mut home.serve("http://127.0.0.1:9", "4242:token"));
    assert_eq!(code, 2);
    assert!(err.contains("Telegram cannot be reached"), "{err}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn another_instance_on_the_same_token_is_explained_and_waited_for() {
    let telegram = stand_in().await;
    let home = Home::new();
    telegram.fail(Fault::conflict().on("getUpdates").times(1));
    let ann = telegram.person(NewPerson::named("Ann").id(11).language("en"));
    ann.says("what are the fees?");
    let running = home.start(&telegram);
    telegram.wait_until("the answer", SOON, || ann.view().shows("The trading fee is 0.1%")).await.unwrap();
    assert_eq!(running.terminate(), Some(0));
    assert!(home.log().contains("another program asks for the updates of this bot"), "{}", home.log());
}
