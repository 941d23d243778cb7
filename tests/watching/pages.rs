//! `/healthz` and `/readyz`: a desk that runs and cannot work says so, and says why.

use std::net::TcpListener;

use ringback::stand_in::NewPerson;

use super::{SOON, page, stand_in, watched};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_desk_is_ready_once_telegram_answers_and_no_more_when_it_stops() {
    let telegram = stand_in().await;
    let ann = telegram.person(NewPerson::named("Ann").id(11).language("en"));
    let (running, address, home) = watched(&telegram.url(), telegram.token());
    ann.says("what are the fees?");
    telegram.wait_until("the answer", SOON, || ann.view().shows("The trading fee is 0.1%")).await.unwrap();
    assert_eq!(page(&address, "/healthz").await, (200, "ok\n".to_owned()));
    assert_eq!(page(&address, "/readyz").await, (200, "ready\n".to_owned()));
    assert_eq!(page(&address, "/anything").await.0, 404);
    let posted = reqwest::Client::new().post(format!("{address}/readyz")).send().await.unwrap();
    assert_eq!(posted.status().as_u16(), 405, "only GET is answered");
    assert_eq!(running.terminate(), Some(0), "{}", home.log());
    assert!(reqwest::get(format!("{address}/healthz")).await.is_err(), "it is gone");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_desk_that_telegram_does_not_answer_is_alive_and_not_ready() {
    // Takes connections and never says a word.
    let silent = TcpListener::bind("127.0.0.1:0").unwrap();
    let telegram = format!("http://{}", silent.local_addr().unwrap());
    let (running, address, _home) = watched(&telegram, "123456:ABC-DEF1234ghIkl-zyx57W2v1u123ew11");
    assert_eq!(page(&address, "/healthz").await, (200, "ok\n".to_owned()));
    assert_eq!(page(&address, "/readyz").await, (503, "Telegram has not answered yet\n".to_owned()));
    let (status, figures) = page(&address, "/metrics").await;
    assert_eq!(status, 200);
    assert!(figures.contains("\nringback_store_failed 0\n"), "{figures}");
    running.kill();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_that_is_taken_ends_it_with_a_sentence() {
    let telegram = stand_in().await;
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let home = crate::program::Home::new();
    let mut command = home.serve(&telegram.url(), telegram.token());
    let (code, _, err) = crate::program::run(command.env("RINGBACK_METRICS_ADDR", &address));
    assert_eq!(code, 2);
    assert!(err.contains(&format!("cannot listen at {address} for those who watch")), "{err}");
    let mut command = home.serve(&telegram.url(), telegram.token());
    let (code, _, err) = crate::program::run(command.env("RINGBACK_METRICS_ADDR", "9464"));
    assert_eq!(code, 2);
    assert!(err.contains("RINGBACK_METRICS_ADDR") || err.contains("--metrics-addr"), "{err}");
}
