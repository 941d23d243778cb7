//! The agents' console by its own front door: plain HTTP against a desk with scripted people in Telegram.

mod attacks;
mod browser;
mod frame;
mod live;
mod record;
mod sign_in;
mod work;

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;

use reqwest::header::{ACCEPT_LANGUAGE, COOKIE, HOST, HeaderMap, LOCATION, ORIGIN, SET_COOKIE};
use reqwest::redirect::Policy;
use reqwest::{Client, Method, RequestBuilder};
use ringback::admission::{Happened, Record};
use ringback::console::{self, Open, Site};
use ringback::stand_in::Person;

use crate::desk::House;

/// A console and the desk behind it.
pub struct Room {
    pub house: House,
    console: Open,
}

impl Room {
    /// A console for this machine.
    pub async fn open() -> Self {
        Self::at(None).await
    }

    /// A console that browsers reach at an address of its own.
    pub async fn at(url: Option<&str>) -> Self {
        let house = House::open().await;
        let site = Site::new(SocketAddr::from(([127, 0, 0, 1], 0)), url).unwrap();
        let console = console::open(Arc::clone(&house.desk), Arc::default(), site).await.unwrap();
        Self { house, console }
    }

    /// Somebody at a fresh browser.
    pub fn visitor(&self) -> Visitor {
        Visitor {
            client: Client::builder().redirect(Policy::none()).build().unwrap(),
            listens: self.console.site().listens(),
            origin: self.console.site().origin(),
            cookies: BTreeMap::new(),
        }
    }

    /// A browser that is signed in as this person.
    pub async fn signed_in(&self, who: &Person) -> Visitor {
        let mut visitor = self.visitor();
        let (number, code) = visitor.begins("/session").await;
        self.house.says(who, &format!("/start signin_{code}")).await;
        self.house.presses(who, &number).await;
        let answer = visitor.get("/sign-in/wait?next=%2Fsession").await;
        assert_eq!((answer.status, answer.location()), (303, "/session"), "{}", answer.text);
        visitor
    }

    /// What was written down, the oldest first.
    pub async fn audit(&self) -> Vec<Record> {
        let mut records = self.house.store.audit(jiff::Timestamp::MAX, 100).await.unwrap();
        records.reverse();
        records
    }

    /// Why sign-ins were refused, the first first.
    pub async fn denials(&self) -> Vec<String> {
        let why = |record: Record| match record.what {
            Happened::SignInDenied { why, .. } => Some(why.to_string()),
            _ => None,
        };
        self.audit().await.into_iter().filter_map(why).collect()
    }

    pub async fn close(self) {
        self.console.close().await;
        self.house.close().await;
    }
}

/// An answer of the console.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn location(&self) -> &str {
        self.header(LOCATION.as_str())
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).map(|value| value.to_str().unwrap()).unwrap_or_default()
    }

    /// The cookies that it sets, each with its attributes.
    pub fn cookies(&self) -> Vec<&str> {
        self.headers.get_all(SET_COOKIE).iter().map(|line| line.to_str().unwrap()).collect()
    }

    /// What stands between two pieces of its text.
    pub fn between(&self, before: &str, after: &str) -> String {
        let rest = self.text.split_once(before).unwrap_or_else(|| panic!("no {before:?} in:\n{}", self.text)).1;
        rest.split_once(after).unwrap().0.to_owned()
    }
}

/// A browser without a script.
pub struct Visitor {
    client: Client,
    listens: SocketAddr,
    pub origin: String,
    pub cookies: BTreeMap<String, String>,
}

impl Visitor {
    /// A request as this browser sends it.
    pub fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let host = self.origin.split_once("://").unwrap().1.to_owned();
        let cookies: Vec<String> = self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = self.client.request(method, format!("http://{}{path}", self.listens));
        request.header(HOST, host).header(COOKIE, cookies.join("; ")).header(ACCEPT_LANGUAGE, "en")
    }

    /// Sends a request and keeps the cookies that come back.
    pub async fn sends(&mut self, request: RequestBuilder) -> Answer {
        let response = request.send().await.unwrap();
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        let answer = Answer { status, headers, text: response.text().await.unwrap() };
        for line in answer.cookies() {
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
        answer
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        let request = self.request(Method::GET, path);
        self.sends(request).await
    }

    /// Sends a form as a page of the console would.
    pub async fn posts(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self.request(Method::POST, path).header(ORIGIN, self.origin.clone());
        self.sends(request.header("sec-fetch-site", "same-origin").form(fields)).await
    }

    /// Begins a sign-in: the number that the page shows, and the code of its link.
    pub async fn begins(&mut self, next: &str) -> (String, String) {
        let begun = self.posts("/sign-in", &[("next", next)]).await;
        assert_eq!(begun.status, 303, "{}", begun.text);
        let page = self.get(begun.location()).await;
        (page.between("data-number>", "<"), page.between("/console ", "<"))
    }

    /// What every form of the session carries.
    pub async fn form(&mut self) -> String {
        self.get("/session").await.between("name=\"form\" value=\"", "\"")
    }

    /// Whether it is signed in.
    pub async fn is_in(&mut self) -> bool {
        self.get("/session").await.status == 200
    }
}
