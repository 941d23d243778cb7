//! From where a browser comes, for those who are asked whether it is theirs. Believes a proxy, and nobody else, about others.

use std::net::IpAddr;

use axum::http::{Extensions, HeaderMap, HeaderName};

use super::site::Site;

/// Who was connected to whom, each proxy adding its own side at the end.
const FORWARDED: HeaderName = HeaderName::from_static("x-forwarded-for");

/// Who is at the other end of a connection: a browser, or the proxy before us.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub IpAddr);

/// The address of the browser. A console with https has a proxy before it, for it speaks plain HTTP itself: then the last
/// address that the header names is what the proxy saw.
pub fn browser(site: &Site, headers: &HeaderMap, extensions: &Extensions) -> Option<IpAddr> {
    let peer = extensions.get::<Peer>().map(|peer| peer.0.to_canonical());
    if !site.is_secure() {
        return peer;
    }
    let told = headers.get_all(FORWARDED).iter().next_back().and_then(|line| line.to_str().ok());
    let last = told.and_then(|line| line.rsplit(',').next()).and_then(|last| last.trim().parse().ok());
    last.map(|address: IpAddr| address.to_canonical()).or(peer)
}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use axum::http::HeaderValue;

    use super::*;

    #[test]
    fn only_a_proxy_s_word_about_others_counts() {
        let listens = SocketAddr::from(([127, 0, 0, 1], 7467));
        let (home, public) = (Site::new(listens, None), Site::new(listens, Some("https://desk.example.com")));
        let (Ok(home), Ok(public)) = (home, public) else { unreachable!("both are addresses") };
        let mut here = Extensions::new();
        here.insert(Peer(listens.ip()));
        let told = HeaderMap::from_iter([(FORWARDED, HeaderValue::from_static("10.9.9.9, 203.0.113.7"))]);
        assert_eq!(browser(&home, &told, &here), Some(listens.ip()), "nobody is before it");
        assert_eq!(browser(&public, &told, &here), Some(IpAddr::from([203, 0, 113, 7])), "what the proxy saw");
        let odd = HeaderMap::from_iter([(FORWARDED, HeaderValue::from_static("unknown"))]);
        assert_eq!(browser(&public, &odd, &here), Some(listens.ip()));
    }
}
