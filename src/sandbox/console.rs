//! The way into the desk's console by one press: an agent of the scene signs the browser in, as a person would with their phone.
//! Knows no secret of the desk: it asks the console's own pages and presses the number in the chat.

use std::net::SocketAddr;
use std::time::Duration;

use reqwest::header::{COOKIE, HeaderMap, HeaderValue, LOCATION, ORIGIN, SET_COOKIE, USER_AGENT};
use reqwest::redirect::Policy;
use reqwest::{Client, Response};
use tokio::time::{sleep, timeout};

use super::scene::Scene;
use crate::conversation::SIGN_IN_PREFIX;
use crate::stand_in::Person;

/// How long all of it may take: an answer of the bot, and a pause that "too many requests" makes.
const PATIENCE: Duration = Duration::from_secs(15);

/// How often the console is asked whether the number was taken.
const ASK_EVERY: Duration = Duration::from_millis(50);

/// Why nobody was signed in.
#[derive(Debug, thiserror::Error)]
pub enum Unopened {
    /// The console cannot be reached.
    #[error("the console cannot be reached: {0}")]
    Http(#[from] reqwest::Error),
    /// The bot has not asked for the number, or has not taken it.
    #[error("the bot does not answer the agent in time")]
    Silent,
    /// The console shows something else than a sign-in.
    #[error("the console has not signed in: {0}")]
    Refused(&'static str),
}

/// A browser that asks to be let in.
pub struct Asking<'a> {
    /// Where the console listens.
    pub console: SocketAddr,
    /// What the browser calls itself; the bot shows it.
    pub browser: Option<&'a HeaderValue>,
}

impl Asking<'_> {
    /// Signs in as an agent, and gives the cookies for the browser.
    ///
    /// # Errors
    /// When the desk, its bot or its console does not play along.
    pub async fn sign_in(&self, scene: &Scene, agent: &Person) -> Result<Vec<HeaderValue>, Unopened> {
        timeout(PATIENCE, self.through(scene, agent)).await.map_err(|_| Unopened::Silent)?
    }

    async fn through(&self, scene: &Scene, agent: &Person) -> Result<Vec<HeaderValue>, Unopened> {
        // The way to ourselves leads through no proxy.
        let client = Client::builder().no_proxy().redirect(Policy::none()).build()?;
        let origin = format!("http://{}", self.console);
        let mut begin = client.post(format!("{origin}/sign-in")).header(ORIGIN, &origin).form(&[("next", "/")]);
        if let Some(browser) = self.browser {
            begin = begin.header(USER_AGENT, browser);
        }
        let begun = begin.send().await?;
        let cookie = cookies(begun.headers()).first().and_then(pair).ok_or(Unopened::Refused("it begins none"))?;
        let waiting = text(&begun, LOCATION.as_str()).ok_or(Unopened::Refused("it leads nowhere"))?;
        let ask = async || client.get(format!("{origin}{waiting}")).header(COOKIE, &cookie).send().await;
        let page = ask().await?.text().await?;
        let number = between(&page, "data-number>", "<").ok_or(Unopened::Refused("it shows no number"))?;
        let code = between(&page, "/console ", "<").ok_or(Unopened::Refused("it shows no code"))?;

        let asked = agent.says(&format!("/start {SIGN_IN_PREFIX}{code}"));
        let offered = || agent.view().since(asked).offers(number);
        let waited = scene.stand_in.wait_until("the bot asks for the number", PATIENCE, offered).await;
        waited.map_err(|_| Unopened::Silent)?;
        agent.presses(number).map_err(|_| Unopened::Silent)?;
        loop {
            let answer = ask().await?;
            if answer.status().is_redirection() {
                return Ok(cookies(answer.headers()));
            }
            if !answer.text().await?.contains("data-number") {
                return Err(Unopened::Refused("the sign-in is over"));
            }
            sleep(ASK_EVERY).await;
        }
    }
}

fn cookies(headers: &HeaderMap) -> Vec<HeaderValue> {
    headers.get_all(SET_COOKIE).iter().cloned().collect()
}

/// A cookie's name and value, as browsers send it back.
fn pair(cookie: &HeaderValue) -> Option<String> {
    cookie.to_str().ok()?.split(';').next().map(str::to_owned)
}

fn text<'r>(response: &'r Response, header: &str) -> Option<&'r str> {
    response.headers().get(header)?.to_str().ok()
}

fn between<'t>(page: &'t str, before: &str, after: &str) -> Option<&'t str> {
    page.split_once(before)?.1.split_once(after).map(|(found, _)| found)
}
