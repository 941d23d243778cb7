//! Which browser somebody sits at, told well enough that they know their own. Keeps nothing of what a browser says of itself.

use core::net::IpAddr;
use std::fmt;

use serde::{Deserialize, Serialize};

/// A browser, as it says of itself, and from where it comes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Browser {
    /// Like `Chrome · Linux`: made of words of ours, nothing that the browser says is kept.
    pub name: String,
    /// Its address, where one is known.
    pub address: Option<IpAddr>,
}

impl Browser {
    /// The browser whose `User-Agent` this is.
    pub fn of(user_agent: &str, address: Option<IpAddr>) -> Self {
        // In this order: each names those before it as well.
        let named = |names: &[(&str, &'static str)], other: &'static str| {
            names.iter().find(|(mark, _)| user_agent.contains(mark)).map_or(other, |(_, name)| *name)
        };
        let browser = named(
            &[
                ("Edg", "Edge"),
                ("OPR/", "Opera"),
                ("Firefox/", "Firefox"),
                ("FxiOS/", "Firefox"),
                ("CriOS/", "Chrome"),
                ("Chrome/", "Chrome"),
                ("Safari/", "Safari"),
            ],
            "?",
        );
        let system = named(
            &[
                ("Android", "Android"),
                ("iPhone", "iPhone"),
                ("iPad", "iPad"),
                ("Windows", "Windows"),
                ("Mac OS X", "macOS"),
                ("CrOS", "ChromeOS"),
                ("Linux", "Linux"),
            ],
            "?",
        );
        Self { name: format!("{browser} · {system}"), address }
    }
}

impl fmt::Display for Browser {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.name)?;
        self.address.map_or(Ok(()), |address| write!(f, ", {address}"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_is_named_by_words_of_ours() {
        let name = |text| Browser::of(text, None).name;
        let chrome =
            "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";
        assert_eq!(name(chrome), "Chrome · Linux");
        assert_eq!(name("Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"), "Firefox · Windows");
        assert_eq!(name("<b>you won</b> http://evil.example"), "? · ?");
    }
}
