//! The stand-in for Telegram: it must behave as Telegram does, or every test that stands on it proves nothing.

mod conversation;
mod faults;
mod groups;
mod html;
mod load;
mod polling;
mod refusals;
mod requests;
mod teloxide;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use ringback::stand_in::{NewPerson, Options, Person, StandIn, spec};
use serde_json::{Value, json};

/// Longest that any wait in these tests may take; none should come near it.
const SOON: Duration = Duration::from_secs(20);
/// 2027-01-04 09:00:00 UTC, a Monday.
const MONDAY: i64 = 1_799_053_200;

/// A stand-in with a clock that a test moves by hand.
struct Bench {
    telegram: StandIn,
    clock: Arc<AtomicI64>,
    http: reqwest::Client,
}

impl Bench {
    async fn start() -> Self {
        Self::with(|_| {}).await
    }

    async fn with(change: impl FnOnce(&mut Options)) -> Self {
        let clock = Arc::new(AtomicI64::new(MONDAY));
        let read = Arc::clone(&clock);
        let mut options = Options {
            clock: Arc::new(move || Timestamp::from_second(read.load(Ordering::SeqCst)).unwrap()),
            ..Options::default()
        };
        change(&mut options);
        let telegram = StandIn::start(options).await.unwrap();
        Self { telegram, clock, http: reqwest::Client::new() }
    }

    fn pass(&self, seconds: i64) {
        self.clock.fetch_add(seconds, Ordering::SeqCst);
    }

    fn ana(&self) -> Person {
        self.telegram.person(NewPerson::named("Ana").id(11).language("en").phone("+12025550143"))
    }

    fn address(&self, method: &str) -> String {
        format!("{}/bot{}/{method}", self.telegram.url(), self.telegram.token())
    }

    async fn send(&self, method: &str, parameters: Value) -> Result<(u16, Value), reqwest::Error> {
        let request = self.http.post(self.address(method)).header("content-type", "application/json");
        let response = request.body(parameters.to_string()).send().await?;
        let status = response.status().as_u16();
        let text = response.text().await?;
        Ok((status, serde_json::from_str(&text).unwrap_or(Value::String(text))))
    }

    /// The result of a call that must succeed; the result is checked against the Bot API specification too.
    async fn call(&self, method: &str, parameters: Value) -> Value {
        let (status, mut body) = self.send(method, parameters).await.unwrap();
        assert_eq!(status, 200, "{method}: {body}");
        assert_eq!(body["ok"], json!(true));
        let result = body["result"].take();
        assert_eq!(spec::result_findings(method, &result), Vec::<String>::new(), "{result}");
        result
    }

    /// Code and description of a refusal, which must have Telegram's shape.
    async fn refused(&self, method: &str, parameters: Value) -> String {
        let (status, body) = self.send(method, parameters).await.unwrap();
        assert_eq!(body["ok"], json!(false), "{method}: {body}");
        assert_eq!(body["error_code"], json!(status));
        format!("{status} {}", body["description"].as_str().unwrap())
    }

    async fn updates(&self, parameters: Value) -> Vec<Value> {
        self.call("getUpdates", parameters).await.as_array().unwrap().clone()
    }

    /// Pending updates that need not be as the specification says.
    async fn raw_updates(&self) -> Vec<Value> {
        let (_, body) = self.send("getUpdates", json!({})).await.unwrap();
        body["result"].as_array().unwrap().clone()
    }

    /// Ids of the updates that a poll gives.
    async fn ids(&self, parameters: Value) -> Vec<i64> {
        self.updates(parameters).await.iter().map(|update| update["update_id"].as_i64().unwrap()).collect()
    }
}
