//! A thin client of the Bot API: teloxide's payloads as JSON, own time-outs, every refusal seen whole. Never retries.

use std::fmt;
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use reqwest::{Client, Url};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use teloxide::requests::Payload;
use zeroize::Zeroizing;

use super::failure::{ApiFailure, Body, Parameters};
use super::files::SendFile;
use super::token::Token;

/// How long a connection may take to open.
const CONNECT_LIMIT: Duration = Duration::from_secs(5);

/// How long a call may take in all. Telegram answers within a second or not at all.
pub const CALL_LIMIT: Duration = Duration::from_secs(15);

/// The same where an answer came too late before: what is asked again too soon is done twice.
const PATIENT_LIMIT: Duration = Duration::from_secs(60);

/// The longest answer we read: a hundred updates of a few kilobytes fit many times over.
const MAX_ANSWER_BYTES: usize = 16 << 20;

/// The client. One per bot, shared; it keeps its connections open.
pub struct Bot {
    http: Client,
    /// `{api_url}/bot{token}`: secret.
    root: Zeroizing<String>,
    token: Token,
    /// How long a call may take.
    limit: Duration,
}

/// Why there can be no client.
#[derive(Debug, thiserror::Error)]
pub enum AddressFault {
    /// The address of the Bot API server cannot be used.
    #[error("the Bot API address {0:?} cannot be used: expected http:// or https:// and a host (RINGBACK_API_URL)")]
    Malformed(String),
    /// The HTTP client cannot start.
    #[error("the HTTP client cannot start: {0}")]
    Client(String),
}

#[derive(Deserialize)]
struct Reply<'a> {
    ok: bool,
    #[serde(borrow)]
    result: Option<&'a RawValue>,
    error_code: Option<u16>,
    description: Option<String>,
    #[serde(default)]
    parameters: Option<Parameters>,
}

impl Bot {
    /// A client of the Bot API server at `api_url` (`https://api.telegram.org`, or one of your own; a path is kept).
    ///
    /// # Errors
    /// When the address cannot be used.
    pub fn new(token: &Token, api_url: &str) -> Result<Self, AddressFault> {
        let malformed = || AddressFault::Malformed(api_url.to_owned());
        let url = Url::parse(api_url).map_err(|_| malformed())?;
        if !matches!(url.scheme(), "http" | "https") || url.host_str().is_none() || url.query().is_some() {
            return Err(malformed());
        }
        let http = Client::builder()
            .connect_timeout(CONNECT_LIMIT)
            .redirect(Policy::none()) // a redirect would carry the token elsewhere
            .referer(false)
            .build()
            .map_err(|error| AddressFault::Client(error.without_url().to_string()))?;
        let root = Zeroizing::new(format!("{}/bot{}", url.as_str().trim_end_matches('/'), token.reveal()));
        Ok(Self { http, root, token: token.clone(), limit: CALL_LIMIT })
    }

    /// The same client for chats whose answers are slow.
    #[must_use]
    pub fn patient(&self) -> Self {
        let (http, root, token) = (self.http.clone(), self.root.clone(), self.token.clone());
        Self { http, root, token, limit: PATIENT_LIMIT }
    }

    /// Calls a method with its payload. What it returns is left as JSON: we need a message's number at most, and a field
    /// that teloxide does not know must not turn a message that was sent into one that was not.
    ///
    /// # Errors
    /// What Telegram or the network answered instead.
    pub async fn call<P: Payload + Serialize + Sync>(&self, payload: &P) -> Result<Box<RawValue>, ApiFailure> {
        let mut name = P::NAME.to_owned();
        if let Some(first) = name.get_mut(..1) {
            first.make_ascii_lowercase();
        }
        self.post(&name, payload, self.limit).await
    }

    /// Sends a file on.
    ///
    /// # Errors
    /// What Telegram or the network answered instead.
    pub async fn send_file(&self, file: &SendFile) -> Result<Box<RawValue>, ApiFailure> {
        self.post(file.method(), file, self.limit).await
    }

    /// Calls a method by name, within a time of its own.
    ///
    /// # Errors
    /// What Telegram or the network answered instead.
    pub async fn post<P: Serialize + Sync>(
        &self,
        method: &str,
        payload: &P,
        limit: Duration,
    ) -> Result<Box<RawValue>, ApiFailure> {
        let body = serde_json::to_vec(payload).map_err(|error| ApiFailure::BadRequest(error.to_string()))?;
        let mut response = self
            .http
            .post(format!("{}/{method}", *self.root))
            .header(CONTENT_TYPE, "application/json")
            .timeout(limit)
            .body(body)
            .send()
            .await
            .map_err(|error| self.unreached(error))?;
        let status = response.status().as_u16();
        let mut answer = Vec::new();
        while let Some(part) = response.chunk().await.map_err(|error| self.unreached(error))? {
            answer.extend_from_slice(&part);
            if answer.len() > MAX_ANSWER_BYTES {
                tracing::warn!(bytes = answer.len(), "an answer of the Bot API is too long to be read");
                return Err(ApiFailure::Garbled(Body::new(self.without_token(&String::from_utf8_lossy(&answer)))));
            }
        }
        let answer =
            String::from_utf8(answer).unwrap_or_else(|bad| String::from_utf8_lossy(bad.as_bytes()).into_owned());
        match judge(status, &answer) {
            Ok(result) => Ok(result),
            // A server or a proxy may quote the address that was asked.
            Err(_) if self.token.is_in(&answer) => judge(status, &self.token.taken_out_of(&answer)),
            Err(failure) => Err(failure),
        }
    }

    fn without_token(&self, text: &str) -> String {
        self.token.taken_out_of(text)
    }

    /// What the HTTP client met; what it quotes of the network's other end too is without the token.
    fn unreached(&self, error: reqwest::Error) -> ApiFailure {
        match ApiFailure::network(error) {
            ApiFailure::Network { what, perhaps_done } => {
                ApiFailure::Network { what: self.without_token(&what), perhaps_done }
            }
            failure => failure,
        }
    }
}

/// Tells a result from a refusal.
fn judge(status: u16, answer: &str) -> Result<Box<RawValue>, ApiFailure> {
    match serde_json::from_str::<Reply<'_>>(answer) {
        Ok(Reply { ok: true, result: Some(result), .. }) => Ok(result.to_owned()),
        Ok(Reply { ok: false, error_code, description: Some(description), parameters, .. }) => {
            Err(ApiFailure::classify(error_code.unwrap_or(status), &description, parameters.unwrap_or_default()))
        }
        Ok(Reply { error_code, parameters, .. }) => {
            Err(wordless(error_code.unwrap_or(status), parameters.unwrap_or_default(), answer))
        }
        Err(_) => Err(wordless(status, Parameters::default(), answer)),
    }
}

/// An answer without Telegram's words, as anything on the way may give it: believed where its code asks to come again,
/// and never taken for a refusal.
fn wordless(code: u16, parameters: Parameters, answer: &str) -> ApiFailure {
    match code {
        401 | 404 | 420 | 429 | 500.. => ApiFailure::classify(code, "", parameters),
        _ => ApiFailure::Garbled(Body::new(answer.to_owned())),
    }
}

impl fmt::Debug for Bot {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Bot(…)")
    }
}
