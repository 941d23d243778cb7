//! Finding in a text what claims to be somebody: numbers, links, mail addresses and names on Telegram.

use super::address::Address;
use super::even::Even;
use super::links::{links_in, mail};
use super::{Official, Verdict, numbers};

/// Something that can be called, opened or written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Claim {
    /// A phone number, in E.164 where it is one, else its digits.
    Number(String),
    /// A link.
    Link(Address),
    /// A name on Telegram without its `@`, as written.
    Handle(String),
    /// A mail address.
    Mail {
        /// What stands before the `@`, in lower case.
        name: String,
        /// What stands after it.
        host: Address,
    },
}

impl Claim {
    /// What reports of it are gathered under: links by their host, because what follows it changes from mail to mail.
    pub fn key(&self) -> String {
        match self {
            Self::Number(number) => format!("tel:{number}"),
            Self::Link(address) => format!("web:{}", address.host()),
            Self::Handle(name) => format!("tg:{}", name.to_lowercase()),
            Self::Mail { name, host } => format!("mail:{name}@{}", host.host()),
        }
    }
}

/// Something found in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sighting {
    /// As it stands there.
    pub written: String,
    /// What it claims to be.
    pub claim: Claim,
    /// What it is.
    pub verdict: Verdict,
}

/// Claims found in one text, at most: more are a list, and nobody reads a hundred verdicts.
const MOST: usize = 20;

/// Everything in `text`, each once, in its order but numbers last.
pub(super) fn claims_in(text: &str, desk: &Official) -> Vec<(String, Claim)> {
    let Even { text: even, gone } = Even::of(text);
    let mut found: Vec<(String, Claim)> = Vec::new();
    let mut others = String::with_capacity(even.len());
    let mut done = 0;
    for written in links_in(&even) {
        let Some(at) = even.get(done..).and_then(|rest| rest.find(written)).map(|at| done + at) else { continue };
        // What belongs to a link is no number.
        others.push_str(even.get(done..at).unwrap_or_default());
        others.push('_');
        done = at + written.len();
        let hidden = gone.iter().any(|place| (at + 1..done).contains(place));
        if let Some(claim) = read(written, hidden) {
            found.push((written.to_owned(), claim));
        }
    }
    others.push_str(even.get(done..).unwrap_or_default());
    let numbers = numbers::runs(&others, desk);
    found.extend(numbers.into_iter().map(|run| (run.written, Claim::Number(run.number))));
    let mut once: Vec<(String, Claim)> = Vec::new();
    for claim in found {
        if once.len() < MOST && !once.iter().any(|(_, known)| *known == claim.1) {
            once.push(claim);
        }
    }
    once
}

/// What a link, mail address or name says.
fn read(written: &str, hidden: bool) -> Option<Claim> {
    if let Some((name, host)) = mail(written) {
        return Some(Claim::Mail { name: name.to_lowercase(), host: Address::read(host)?.hiding(hidden) });
    }
    if let Some(name) = written.strip_prefix('@') {
        return Some(Claim::Handle(name.to_owned()));
    }
    let address = Address::read(written)?.hiding(hidden);
    Some(address.telegram_name().map_or(Claim::Link(address), Claim::Handle))
}
