//! Where the console is: the address it listens at and the one address under which browsers reach it. Refuses plain HTTP for
//! anything but this machine, for whoever sits between could read and become an agent.

use std::net::SocketAddr;

use url::{Host, Url};

/// The names by which a machine calls itself.
const AT_HOME: [&str; 3] = ["127.0.0.1", "localhost", "[::1]"];

/// Why a console cannot be where it was told to be.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum SiteFault {
    /// Others may come, and nobody said under which name.
    #[error(
        "{0} can be reached from other machines: say with {url} under which https address browsers reach it, or listen at \
         127.0.0.1",
        url = Site::URL
    )]
    Nameless(SocketAddr),
    /// No address of a web page.
    #[error("expected an address like https://desk.example.com in {url}, without path; found {0:?}", url = Site::URL)]
    Malformed(String),
    /// Everybody on the way could read along.
    #[error("{0} is neither https nor this machine: whoever is on the way could sign in as an agent; use https")]
    Plain(String),
}

/// Where a console is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    listens: SocketAddr,
    /// The origin that browsers see, when one was given.
    public: Option<Public>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Public {
    origin: String,
    host: String,
    secure: bool,
}

impl Site {
    /// The variable that gives the public address.
    pub const URL: &str = "RINGBACK_CONSOLE_URL";

    /// The console that listens here; `url` is the address under which browsers reach it.
    ///
    /// # Errors
    /// When that would not be safe, or is no address.
    pub fn new(listens: SocketAddr, url: Option<&str>) -> Result<Self, SiteFault> {
        let Some(text) = url else {
            let alone = listens.ip().is_loopback();
            return if alone { Ok(Self { listens, public: None }) } else { Err(SiteFault::Nameless(listens)) };
        };
        let malformed = || SiteFault::Malformed(text.to_owned());
        let url = Url::parse(text).map_err(|_| malformed())?;
        let bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        let known = matches!(url.scheme(), "http" | "https") && url.username().is_empty() && url.password().is_none();
        let (Some(host), true, true) = (url.host(), bare, known) else { return Err(malformed()) };
        let secure = url.scheme() == "https";
        if !secure && !is_at_home(&host) {
            return Err(SiteFault::Plain(text.to_owned()));
        }
        let origin = url.origin().ascii_serialization();
        let host = origin.split_once("://").map(|(_, host)| host.to_owned()).ok_or_else(malformed)?;
        Ok(Self { listens, public: Some(Public { origin, host, secure }) })
    }

    /// The same, at the address that was really taken: port 0 stands for any.
    #[must_use]
    pub fn at(self, listens: SocketAddr) -> Self {
        Self { listens, ..self }
    }

    /// Where it listens.
    pub fn listens(&self) -> SocketAddr {
        self.listens
    }

    /// The address that browsers use, without a slash at its end.
    pub fn origin(&self) -> String {
        match &self.public {
            Some(public) => public.origin.clone(),
            None => format!("http://{}", self.listens),
        }
    }

    /// Whether browsers come by https.
    pub fn is_secure(&self) -> bool {
        self.public.as_ref().is_some_and(|public| public.secure)
    }

    /// Whether a request was meant for this console: another site's name may point at this machine.
    pub fn knows_host(&self, host: &str) -> bool {
        match &self.public {
            Some(public) => host.eq_ignore_ascii_case(&public.host),
            None => self.own_hosts().any(|own| host.eq_ignore_ascii_case(&own)),
        }
    }

    /// Whether a page of ours sent a request.
    pub fn knows_origin(&self, origin: &str) -> bool {
        match &self.public {
            Some(public) => origin == public.origin,
            None => self.own_hosts().any(|own| origin.strip_prefix("http://") == Some(own.as_str())),
        }
    }

    fn own_hosts(&self) -> impl Iterator<Item = String> {
        let port = self.listens.port();
        AT_HOME.into_iter().map(move |name| format!("{name}:{port}"))
    }
}

fn is_at_home(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost",
        Host::Ipv4(ip) => ip.is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(address: &str, url: Option<&str>) -> Result<Site, SiteFault> {
        Site::new(address.parse().unwrap_or_else(|_| SocketAddr::from(([0, 0, 0, 0], 0))), url)
    }

    #[test]
    fn plain_http_stays_on_this_machine() {
        assert!(site("127.0.0.1:7467", None).is_ok_and(|site| site.origin() == "http://127.0.0.1:7467"));
        assert!(site("[::1]:7467", None).is_ok_and(|site| site.knows_host("[::1]:7467")));
        assert!(matches!(site("0.0.0.0:7467", None), Err(SiteFault::Nameless(_))));
        assert!(matches!(site("0.0.0.0:7467", Some("http://desk.example.com")), Err(SiteFault::Plain(_))));
        assert!(matches!(site("127.0.0.1:7467", Some("http://10.0.0.7")), Err(SiteFault::Plain(_))));
        assert!(site("0.0.0.0:7467", Some("https://desk.example.com/")).is_ok_and(|site| site.is_secure()));
        for odd in
            ["desk", "ftp://desk.example.com", "https://a@desk.example.com", "https://desk.example.com/x", "https://"]
        {
            assert_eq!(site("127.0.0.1:7467", Some(odd)), Err(SiteFault::Malformed(odd.to_owned())));
        }
    }

    #[test]
    fn a_domain_of_somebody_else_s_is_no_host_of_ours() {
        let (home, public) = (site("127.0.0.1:7467", None), site("127.0.0.1:7467", Some("https://desk.example.com")));
        let (Ok(home), Ok(public)) = (home, public) else { unreachable!("both are addresses") };
        for host in ["127.0.0.1:7467", "localhost:7467", "LOCALHOST:7467"] {
            assert!(home.knows_host(host) && !public.knows_host(host), "{host}");
        }
        for host in ["evil.example:7467", "127.0.0.1", "127.0.0.1:80", "desk.example.com.evil.example", ""] {
            assert!(!home.knows_host(host) && !public.knows_host(host), "{host}");
        }
        assert!(public.knows_host("desk.example.com") && public.knows_origin("https://desk.example.com"));
        assert!(!public.knows_origin("http://desk.example.com") && !public.knows_origin("null"));
        assert!(home.knows_origin("http://localhost:7467") && !home.knows_origin("http://localhost:7468"));
    }
}
