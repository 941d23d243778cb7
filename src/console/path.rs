//! Where a person goes on after a form: always within the console. Refuses every address that a browser could read as
//! another site's.

/// The longest path: those of the console are far shorter.
const MOST_BYTES: usize = 512;

/// A path within the console, with its query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnPath(String);

impl OwnPath {
    /// The first page.
    pub fn home() -> Self {
        Self("/".to_owned())
    }

    /// What was asked for, if it is a path of ours; else the first page.
    ///
    /// Browsers read `//` and `/\` as the beginning of a host, and leave tabs and line ends out before they look (WHATWG URL,
    /// "URL parsing").
    pub fn or_home(wanted: &str) -> Self {
        let plain = wanted.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
        let own = wanted.starts_with('/') && !wanted.starts_with("//");
        if plain && own && wanted.len() <= MOST_BYTES { Self(wanted.to_owned()) } else { Self::home() }
    }

    /// As it stands in a header or a page.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_led_to_another_site() {
        for own in ["/", "/session", "/r/RB-1042?tab=notes", "/queue?topic=a%2Fb"] {
            assert_eq!(OwnPath::or_home(own).as_str(), own);
        }
        let long = format!("/{}", "a".repeat(MOST_BYTES));
        let foreign =
            ["//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "\n//evil.example"];
        for other in foreign.into_iter().chain(["javascript:alert(1)", "evil", "", "/a b", "/提现", &long]) {
            assert_eq!(OwnPath::or_home(other), OwnPath::home(), "{other:?}");
        }
    }
}
