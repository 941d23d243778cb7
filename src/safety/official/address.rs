//! A link taken apart as a browser would do it: what it says and where it leads are two things.

use std::borrow::Cow;

use url::{Host, Url};

use crate::text::{CharKind, kind};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// In Unicode, lower case, without a `www.` before it or a dot after it.
    host: String,
    /// Decoded, without steps and without a `/` at the end.
    path: String,
    /// All that stands in the link besides the host, decoded and in lower case: where a name can be hidden.
    rest: String,
    /// The host as it was written, for letters that look alike only in one case.
    written: String,
    /// Whether it has a name or password before the host, a port of its own, or is no name at all but a number.
    odd: bool,
    /// Whether programs that read links differ about where it leads: nothing honest is written so.
    twisted: bool,
    /// Whether it was written with characters that cannot be seen.
    hidden: bool,
}

/// Hosts that lead to a name on Telegram (telegram.org's own).
const TELEGRAM: [&str; 3] = ["t.me", "telegram.me", "telegram.dog"];

/// The scheme of links that only Telegram's programs open, what leads to a name, and the key of that name.
const TELEGRAM_SCHEME: &str = "tg";
const RESOLVE: &str = "resolve";
const NAME_KEY: &str = "domain";

/// What leads elsewhere when it stands beside a name.
const OTHER_KEYS: [&str; 3] = ["phone", "username", "url"];

/// Percent signs decoded over and over: a name may be hidden twice, nobody honest hides it thrice.
const DECODINGS: usize = 3;

impl Address {
    /// Takes a link apart; `None` for what leads nowhere.
    ///
    /// A scheme may be missing, and the ways to write a link so that nobody opens it by accident are understood
    /// (`hxxps://example[.]com`).
    pub fn read(link: &str) -> Option<Self> {
        let seen: String = link.trim().chars().filter(|c| !is_invisible(*c)).collect();
        let hidden = seen.len() != link.trim().len();
        let mut text = armed(&seen);
        if let Some(name) = text.strip_prefix('@') {
            text = format!("https://t.me/{name}");
        } else if !text.contains("://") {
            text = format!("https://{}", text.strip_prefix("//").unwrap_or(&text));
        }
        let url = Url::parse(&text).ok()?;
        if url.scheme() == TELEGRAM_SCHEME {
            return Self::of_telegram(&url, hidden);
        }
        let (host, numeric) = match url.host()? {
            Host::Domain(domain) => (idna::domain_to_unicode(domain).0, false),
            other => (other.to_string(), true),
        };
        let host = host.trim_end_matches('.');
        let host = host.strip_prefix("www.").filter(|host| host.contains('.')).unwrap_or(host);
        let path = decoded(url.path());
        let before = decoded(&format!("{} {}", url.username(), url.password().unwrap_or_default()));
        let after = decoded(&format!("{} {}", url.query().unwrap_or_default(), url.fragment().unwrap_or_default()));
        let is_telegram = TELEGRAM.contains(&host);
        Some(Self {
            odd: numeric
                || url.port().is_some()
                || !url.username().is_empty()
                || url.password().is_some()
                || !matches!(url.scheme(), "http" | "https"),
            host: if is_telegram { "t.me".to_owned() } else { host.to_owned() },
            rest: format!("{before} {path} {after}").to_lowercase(),
            // Telegram's names have no case.
            path: if is_telegram { path.to_lowercase() } else { path }.trim_end_matches('/').to_owned(),
            written: written_host(&text),
            twisted: is_twisted(&text, &url),
            hidden,
        })
    }

    /// A link that Telegram's programs open. Which of two names counts differs from one program to the next.
    fn of_telegram(url: &Url, hidden: bool) -> Option<Self> {
        let of = |wanted: &'static str| {
            url.query_pairs().filter(move |(key, _)| key.trim().eq_ignore_ascii_case(wanted)).map(|(_, name)| name)
        };
        let name = of(NAME_KEY).next()?.to_lowercase();
        let others = OTHER_KEYS.into_iter().any(|key| of(key).next().is_some());
        let (host, path) = ("t.me".to_owned(), format!("/{name}"));
        let twisted = others
            || of(NAME_KEY).count() > 1
            || url.host_str() != Some(RESOLVE)
            || !matches!(url.path(), "" | "/")
            || url.port().is_some()
            || !url.username().is_empty();
        Some(Self { written: host.clone(), host, rest: path.clone(), path, odd: false, twisted, hidden })
    }

    /// The host, in Unicode and lower case, without `www.`.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// The host with the case it was written in.
    pub(super) fn written(&self) -> &str {
        &self.written
    }

    /// All but the host, in lower case.
    pub(super) fn rest(&self) -> &str {
        &self.rest
    }

    /// Whether it leads to the same place as `other` or to one below it, for every program that reads it.
    pub(super) fn continues(&self, other: &Self) -> bool {
        !self.odd && !self.twisted && self.seems_to_continue(other)
    }

    /// Whether some program may think so.
    pub(super) fn seems_to_continue(&self, other: &Self) -> bool {
        let below = self.path.strip_prefix(other.path.as_str());
        self.host == other.host && below.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    }

    /// Whether programs that read links differ about where it leads.
    pub(super) fn is_twisted(&self) -> bool {
        self.twisted
    }

    /// Whether all of the host is meant.
    pub(super) fn is_whole_site(&self) -> bool {
        self.path.is_empty()
    }

    /// The same, written with characters that cannot be seen if `hidden`.
    pub(super) fn hiding(self, hidden: bool) -> Self {
        Self { hidden: self.hidden || hidden, ..self }
    }

    /// Whether it was written with characters that cannot be seen.
    pub fn is_hidden(&self) -> bool {
        self.hidden
    }

    /// The name on Telegram that it leads to, in lower case.
    pub fn telegram_name(&self) -> Option<String> {
        let name = self.path.trim_start_matches('/').split('/').next().unwrap_or_default();
        (self.host == "t.me" && !self.twisted && super::is_handle(name)).then(|| name.to_owned())
    }
}

/// Whether a character takes no room: those that change how a letter looks are none.
pub(super) fn is_invisible(c: char) -> bool {
    kind(c) == CharKind::Invisible && !matches!(c, '\u{300}'..='\u{36f}')
}

/// Whether a link is written so that programs differ about it: RFC 3986 knows no backslash, WHATWG's rules take it for a
/// slash; steps that decoding makes, or that end in a parameter, are steps for some servers and not for others.
fn is_twisted(text: &str, url: &Url) -> bool {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest.trim_start_matches('\\'));
    let before_query = rest.split(['?', '#']).next().unwrap_or_default();
    let (raw, plain) = (url.path(), decoded(url.path()));
    let made = |c: char| plain.matches(c).count() > raw.matches(c).count();
    before_query.contains('\\')
        || raw.contains(';')
        || ['/', '\\', '.', ';', '%', '@'].into_iter().any(made)
        || plain.chars().any(char::is_control)
        || plain.split('/').any(|step| matches!(step.trim(), "." | ".."))
}

/// The link as it would be opened.
fn armed(link: &str) -> String {
    let mut text = link.to_owned();
    for (safe, real) in [("[.]", "."), ("(.)", "."), ("[dot]", "."), ("(dot)", "."), ("[:]", ":")] {
        text = text.replace(safe, real);
    }
    for (safe, real) in [("hxxps://", "https://"), ("hxxp://", "http://")] {
        if text.get(..safe.len()).is_some_and(|start| start.eq_ignore_ascii_case(safe)) {
            text = format!("{real}{}", text.get(safe.len()..).unwrap_or_default());
        }
    }
    text
}

fn decoded(text: &str) -> String {
    let mut text = text.to_owned();
    for _ in 0..DECODINGS {
        let next = percent_encoding::percent_decode_str(&text).decode_utf8_lossy();
        match next {
            Cow::Owned(next) if next != text => text = next,
            _ => break,
        }
    }
    text
}

/// What stands between the scheme and the path, without a name before it.
fn written_host(text: &str) -> String {
    let rest = text.split_once("://").map_or(text, |(_, rest)| rest);
    let rest = rest.split(['/', '\\', '?', '#']).next().unwrap_or_default();
    let host = rest.rsplit('@').next().unwrap_or_default();
    let host = decoded(host.split(':').next().unwrap_or_default());
    host.strip_prefix("www.").map_or(host.clone(), str::to_owned)
}
