//! Which links an answer may carry: finding them in what a customer would see, and comparing them with the official ones
//! letter by letter. Forgives nothing; what a customer was sent is judged in `look_alike.rs`.

use crate::text::{CharKind, kind};

/// Whether `link` is one of `official` or continues one after a `/`, `?` or `#`.
///
/// `official` are links in [`normal_link`] form. `@name` counts as `https://t.me/name`, a link without a scheme as
/// `https://`, and a mail address as official when its domain is the host of an official link. Scheme and host are
/// compared without case; anything that only looks alike is refused: `https://example.com.evil.test`,
/// `https://example.com@evil.test`, `http://example.com`, `https://example.com/../x`.
pub fn is_allowed(link: &str, official: &[String]) -> bool {
    if let Some((_, domain)) = mail(link) {
        let domain = domain.to_ascii_lowercase();
        return official.iter().any(|official| host(official) == domain);
    }
    normal_link(link).is_some_and(|link| {
        official.iter().any(|official| {
            link.strip_prefix(official.as_str())
                .is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']))
        })
    })
}

/// The one way to write a link: `https`, scheme and host in lower case, no `/` at the end.
///
/// `None` for what no official link may be: another scheme, no host, a name or password before the host, white space,
/// steps upwards.
pub fn normal_link(link: &str) -> Option<String> {
    let link = link.trim();
    if let Some(handle) = link.strip_prefix('@') {
        return normal_link(&format!("https://t.me/{handle}"));
    }
    let (scheme, rest) = link.split_once("://").unwrap_or(("https", link));
    let (host, path) = rest.split_at(rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let clean = !link.chars().any(|c| c.is_whitespace() || c.is_control() || matches!(c, '\\' | '<' | '>' | '"'));
    let steps = path.to_ascii_lowercase().replace("%2e", ".").split(['/', '?', '#']).any(|step| step == "..");
    if !scheme.eq_ignore_ascii_case("https") || !is_host(host) || !clean || steps {
        return None;
    }
    let host = host.to_lowercase();
    let path = path.trim_end_matches('/');
    // Telegram's names have no case.
    let path = if host == "t.me" { path.to_lowercase() } else { path.to_owned() };
    Some(format!("https://{host}{path}"))
}

/// Every link, handle and mail address that Telegram would make tappable in `text`, as written.
pub fn links_in(text: &str) -> Vec<&str> {
    text.split(ends_link)
        .filter_map(|word| link_in(word.trim_end_matches(['.', ',', ';', ':', '!', '?', '\''])))
        .collect()
}

/// White space, brackets, quotes and everything Chinese end a link.
fn ends_link(c: char) -> bool {
    c.is_whitespace()
        || kind(c) == CharKind::Ideograph
        || matches!(
            c,
            '<' | '>' | '"' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '“' | '”' | '‘' | '’' | '«' | '»' | '…' | '—'
        )
        || matches!(c, '\u{3000}'..='\u{303f}' | '\u{ff00}'..='\u{ffef}')
}

fn link_in(word: &str) -> Option<&str> {
    if let Some(at) = word.find("://") {
        let scheme = word.get(..at)?.rfind(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '+' | '-' | '.'));
        return word.get(scheme.map_or(0, |before| before + 1)..);
    }
    if word.contains('@') {
        return mail_or_handle(word);
    }
    let mut rest = word;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_host_char(c)).unwrap_or(rest.len());
        if rest.get(..end).is_some_and(|host| is_public_host(host.trim_end_matches('.'))) {
            return Some(rest);
        }
        let mut after = rest.get(end..)?.chars();
        after.next();
        rest = after.as_str();
    }
    None
}

/// The shortest name on Telegram that somebody can own.
const HANDLE_CHARS: usize = 4;

fn mail_or_handle(word: &str) -> Option<&str> {
    let (before, after) = word.split_once('@')?;
    let domain = after.split(|c| !is_host_char(c)).next().unwrap_or_default();
    if let Some(start) = mail_start(before).filter(|_| is_public_host(domain)) {
        return word.get(start..);
    }
    let handle = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(after.len());
    let handle = word.get(before.len()..=before.len() + handle)?;
    (handle.len() > HANDLE_CHARS).then_some(handle)
}

/// Where the name of a mail address begins that ends at the end of `before`.
fn mail_start(before: &str) -> Option<usize> {
    let name = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '-'));
    (name.len() < before.len()).then_some(name.len())
}

/// The name and domain of a mail address.
pub(super) fn mail(link: &str) -> Option<(&str, &str)> {
    let address = link.strip_prefix("mailto:").unwrap_or(link);
    let (name, domain) = address.split_once('@')?;
    (mail_start(name) == Some(0) && is_public_host(domain)).then_some((name, domain))
}

fn host(link: &str) -> &str {
    let rest = link.split_once("://").map_or(link, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or_default()
}

fn is_host_char(c: char) -> bool {
    matches!(c, '-' | '.') || c.is_alphanumeric()
}

/// A name that can be looked up: labels between dots.
fn is_host(host: &str) -> bool {
    !host.is_empty() && host.split('.').all(|label| !label.is_empty() && label.chars().all(is_host_char))
}

/// A host that is seen as one without a scheme before it: its last label is a word.
fn is_public_host(host: &str) -> bool {
    is_host(host)
        && host.rsplit_once('.').is_some_and(|(_, last)| {
            last.starts_with("xn--") || (last.len() > 1 && last.chars().all(|c| c.is_ascii_alphabetic()))
        })
}

#[cfg(test)]
mod tests {
    use super::{is_allowed, links_in, normal_link};

    #[test]
    fn official_links_may_be_continued_but_not_imitated() {
        let official: Vec<_> =
            ["https://example.com/", "@example_desk"].iter().filter_map(|link| normal_link(link)).collect();
        for good in [
            "https://example.com",
            "https://EXAMPLE.com/help?a=b#c",
            "example.com/help",
            "https://example.com?x",
            "@Example_Desk",
            "t.me/example_desk",
            "help@example.com",
            "mailto:help@Example.com",
        ] {
            assert!(is_allowed(good, &official), "{good}");
        }
        for bad in [
            "https://example.com.evil.test",
            "https://example.comevil.test",
            "https://example.com@evil.test",
            "https://example.com:8443",
            "https://example.com\\@evil.test",
            "https://ex\u{430}mple.com",
            "https://www.example.com",
            "http://example.com",
            "https://example.com/../x",
            "https://example.com/a/%2E%2e/x",
            "tg://resolve?domain=example_desk",
            "javascript:alert(1)",
            "@example_desk2",
            "https://t.me/example_desk_",
            "help@example.com.evil.test",
            "help@evil.test",
            "",
            "/help",
        ] {
            assert!(!is_allowed(bad, &official), "{bad}");
        }
    }

    #[test]
    fn finds_what_telegram_would_make_tappable() {
        assert_eq!(
            links_in("请访问https://example.com/帮助。或t.me/desk，谢谢"),
            ["https://example.com/", "t.me/desk"]
        );
        assert_eq!(
            links_in("(see www.example.com/x?a=1), or help@example.com!"),
            ["www.example.com/x?a=1", "help@example.com"]
        );
        assert_eq!(links_in("write @desk_bot or /@other, not @us"), ["@desk_bot", "@other"]);
        assert_eq!(
            links_in("HTTP://Evil.Test and tg://resolve?domain=x"),
            ["HTTP://Evil.Test", "tg://resolve?domain=x"]
        );
        assert_eq!(links_in("e.g. 0.1% at 9.30, i.e. v1.2, U.S. dollars... and/or/evil.test"), ["evil.test"]);
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_searched(text in ".*") {
            for link in links_in(&text) {
                assert!(text.contains(link));
                is_allowed(link, &["https://example.com".to_owned()]);
            }
        }
    }
}
