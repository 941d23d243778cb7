//! The console's cookies: how they are read and written. Refuses to show one to a script or to another site.

use axum::http::header::COOKIE;
use axum::http::{HeaderMap, HeaderValue};

use super::site::Site;

/// How long a browser remembers its language and theme: a year, seconds.
const LOOK_SECONDS: u32 = 365 * 24 * 60 * 60;

/// A cookie's value, if the browser sent exactly one of that name: of two, one may be somebody else's.
pub fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let mut values = pairs.filter(|(found, _)| *found == name).map(|(_, value)| value);
    let value = values.next()?;
    values.next().is_none().then_some(value)
}

/// A cookie that proves something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Proof {
    /// Who is signed in.
    Session,
    /// Which browser asked to be signed in.
    SignIn,
}

impl Proof {
    /// Its name. `__Host-` makes browsers refuse one that another site of the same domain, or plain HTTP, has set (RFC 6265bis
    /// section 4.1.3.2). Chromium takes such names by https alone, so that a console on this machine goes without.
    pub fn name(self, site: &Site) -> &'static str {
        match (self, site.is_secure()) {
            (Self::Session, true) => "__Host-ringback",
            (Self::Session, false) => "ringback",
            (Self::SignIn, true) => "__Host-ringback-sign-in",
            (Self::SignIn, false) => "ringback-sign-in",
        }
    }

    /// The header that sets it for so many seconds; 0 takes it away.
    ///
    /// `Lax`: a link in Telegram opens the page signed in. It is never sent along with another site's form, and a GET
    /// changes nothing.
    pub fn set(self, site: &Site, value: &str, seconds: i64) -> Option<HeaderValue> {
        let secure = if site.is_secure() { "; Secure" } else { "" };
        let name = self.name(site);
        let line = format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
        HeaderValue::from_str(&line).ok()
    }
}

/// The header that has a browser remember how it looks.
pub fn set_look(site: &Site, name: &str, value: &str) -> Option<HeaderValue> {
    let secure = if site.is_secure() { "; Secure" } else { "" };
    let line = format!("{name}={value}; Path=/; Max-Age={LOOK_SECONDS}; HttpOnly; SameSite=Lax{secure}");
    HeaderValue::from_str(&line).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_two_cookies_with_one_name_none_counts() {
        let headers = |line| HeaderMap::from_iter([(COOKIE, HeaderValue::from_static(line))]);
        assert_eq!(read(&headers("a=1; ringback=x; b=2"), "ringback"), Some("x"));
        assert_eq!(read(&headers("ringback=x; ringback=y"), "ringback"), None);
        assert_eq!(read(&headers("ringback-look=x"), "ringback"), None);
    }
}
