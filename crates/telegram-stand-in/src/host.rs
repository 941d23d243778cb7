//! Whether a request may come from a web page of somebody else's: by the name that it was sent to. Resolves nothing.

use std::net::{IpAddr, SocketAddr};

/// Whether a `Host` header names no domain of the Internet.
///
/// That is an address, `localhost`, or one word, as machines of one network and containers are called. Somebody else's page can only point a domain of theirs at this machine.
#[must_use]
pub fn is_at_home(host: &str) -> bool {
    if host.parse::<SocketAddr>().is_ok() || host.trim_matches(['[', ']']).parse::<IpAddr>().is_ok() {
        return true;
    }
    let name = host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit()));
    let name = name.map_or(host, |(name, _)| name);
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
}

#[cfg(test)]
mod tests {
    use super::is_at_home;

    #[test]
    fn domains_are_told_from_what_is_at_home() {
        for host in [
            "127.0.0.1:8081",
            "127.0.0.1",
            "[::1]:8081",
            "[::1]",
            "localhost:8081",
            "sandbox:80",
            "my-box",
            "10.0.0.7:1",
        ] {
            assert!(is_at_home(host), "{host}");
        }
        for host in
            ["evil.example", "evil.example:8081", "127.0.0.1.evil.example:80", "localhost.", "a b", "", ":80", "1.2.3"]
        {
            assert!(!is_at_home(host), "{host}");
        }
    }
}
