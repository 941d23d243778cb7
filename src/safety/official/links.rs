//! Which links an answer may carry: finding them in what a customer would see, and comparing them with the official ones
//! letter by letter. Forgives nothing; what a customer was sent is judged in `look_alike.rs`.

use std::ops::Range;

use super::endings::{is_other, is_plain, other_at};
use crate::text::{CharKind, kind};

/// Whether `link` is one of `official` or continues one after a `/`, `?` or `#`.
///
/// `official` are links in [`normal_link`] form. `@name` counts as `https://t.me/name`, a link without a scheme as
/// `https://`, and a mail address as official when its domain is the host of an official link. Scheme and host are
/// compared without case; anything that only looks alike is refused: `https://example.com.evil.test`,
/// `https://example.com@evil.test`, `http://example.com`, `https://example.com/../x`.
pub fn is_allowed(link: &str, official: &[String]) -> bool {
    if let Some((_, domain)) = mail(link) {
        let domain = in_unicode(domain);
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
    let host = in_unicode(host);
    let path = path.trim_end_matches('/');
    // Telegram's names have no case.
    let path = if host == "t.me" { path.to_lowercase() } else { path.to_owned() };
    Some(format!("https://{host}{path}"))
}

/// Every link, handle and mail address that Telegram would make tappable in `text`, as written, and names in other scripts
/// before a known ending.
pub fn links_in(text: &str) -> Vec<&str> {
    let mut found: Vec<Range<usize>> = schemed(text);
    let own: Vec<Range<usize>> =
        names_in_other_scripts(text).filter(|host| !found.iter().any(|f| overlap(f, host))).collect();
    found.extend(own);
    let words = text.split(ends_link).filter_map(|word| link_in(word.trim_end_matches(CLOSING)));
    let words: Vec<Range<usize>> = words.filter_map(|link| place(text, link)).collect();
    let words: Vec<_> = words.into_iter().filter(|link| !found.iter().any(|f| overlap(f, link))).collect();
    found.extend(words);
    found.sort_unstable_by_key(|link| link.start);
    found.into_iter().filter_map(|link| text.get(link)).collect()
}

/// What ends a sentence stands behind a link, not in it.
const CLOSING: [char; 7] = ['.', ',', ';', ':', '!', '?', '\''];

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// Where a piece of a text stands in it.
fn place(text: &str, piece: &str) -> Option<Range<usize>> {
    let start = (piece.as_ptr() as usize).checked_sub(text.as_ptr() as usize)?;
    (start + piece.len() <= text.len()).then_some(start..start + piece.len())
}

/// Links with a scheme, their hosts in any script.
fn schemed(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, mark) in text.match_indices("://") {
        let before = text.get(..at).unwrap_or_default();
        let scheme = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
        let host = at + mark.len();
        let rest = text.get(host..).unwrap_or_default();
        let written = rest.find(|c: char| matches!(c, '/' | '?' | '#' | '\\') || ends_word(c)).unwrap_or(rest.len());
        let whole = host_end(rest.get(..written).unwrap_or_default());
        let path = rest.get(whole..).unwrap_or_default();
        let path = if whole == written { path.find(ends_link).unwrap_or(path.len()) } else { 0 };
        let link = text.get(scheme.len()..host + whole + path).unwrap_or_default().trim_end_matches(CLOSING);
        let link = scheme.len()..scheme.len() + link.len();
        if link.end > host && !found.iter().any(|other| overlap(other, &link)) {
            found.push(link);
        }
    }
    found
}

/// How much of this is a host: words in Chinese follow an ending without a blank.
fn host_end(written: &str) -> usize {
    let mut from = 0;
    for label in written.split('.') {
        let (start, end) = (from, from + label.len());
        from = end + 1;
        if let Some(ending) = other_at(label).filter(|_| start > 0) {
            let longer = label.len() > ending.len() && end == written.len();
            if longer {
                return start + ending.len();
            }
        } else if start > 0 && label.starts_with(|c: char| c.is_ascii_alphanumeric()) {
            let cut = label.find(is_ideograph);
            if let Some(cut) = cut {
                return start + cut;
            }
        }
    }
    // "https://example帮助": a name without an ending ends where another script begins.
    let first = written.find(is_ideograph).filter(|cut| *cut > 0 && !written.contains('.'));
    first.unwrap_or(written.len())
}

/// Hosts without a scheme whose name or ending is in a script that is written without blanks: `币派.com`, `bitp.中国`.
fn names_in_other_scripts(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    text.match_indices('.').filter_map(move |(dot, _)| {
        let before = text.get(..dot)?;
        let name = before.trim_end_matches(is_host_char);
        let start = name.len() + without_prose(before.get(name.len()..)?);
        let after = text.get(dot + 1..)?;
        let ascii = after.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(after.len());
        let ending = match other_at(after) {
            Some(ending) => ending.len(),
            None => {
                let name = before.get(start..)?;
                let own = name.ends_with(is_ideograph)
                    || name.rsplit_once('.').is_some_and(|(rest, _)| rest.contains(is_ideograph));
                (own && is_plain(after.get(..ascii)?)).then_some(ascii)?
            }
        };
        // The host goes on, or it is part of another link.
        let goes_on =
            after.get(ending..)?.strip_prefix('.').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
        if goes_on || name.ends_with(['/', '?', '=', '&', '#', '%', '\\']) {
            return None;
        }
        let path = after.get(ending..).filter(|rest| rest.starts_with(['/', '?', '#'])).unwrap_or_default();
        let path = path.get(..path.find(ends_link).unwrap_or(path.len()))?.trim_end_matches(CLOSING);
        (start < dot).then_some(start..dot + 1 + ending + path.len())
    })
}

/// Words that stand before a link in a sentence and are no part of its name.
const PROSE: [&str; 30] = [
    "请",
    "您",
    "到",
    "去",
    "在",
    "上",
    "看",
    "用",
    "从",
    "我们的",
    "我们",
    "访问",
    "打开",
    "登录",
    "登陆",
    "点击",
    "点开",
    "进入",
    "浏览",
    "官网",
    "网站",
    "网址",
    "链接",
    "地址",
    "域名",
    "是",
    "为",
    "的",
    "或",
    "和",
];

/// How many bytes of this are such words.
fn without_prose(written: &str) -> usize {
    let mut rest = written;
    while let Some(next) = PROSE.iter().find_map(|word| rest.strip_prefix(word)).filter(|next| !next.is_empty()) {
        rest = next;
    }
    written.len() - rest.len()
}

fn is_ideograph(c: char) -> bool {
    kind(c) == CharKind::Ideograph
}

/// White space, brackets, quotes and everything Chinese end a link.
fn ends_link(c: char) -> bool {
    is_ideograph(c) || ends_word(c)
}

/// The same but for letters, which may belong to a host.
fn ends_word(c: char) -> bool {
    c.is_whitespace()
        || matches!(
            c,
            '<' | '>' | '"' | '(' | ')' | '[' | ']' | '{' | '}' | '|' | '“' | '”' | '‘' | '’' | '«' | '»' | '…' | '—'
        )
        || matches!(c, '\u{3000}'..='\u{3004}' | '\u{3008}'..='\u{303f}' | '\u{ff00}'..='\u{ff65}' | '\u{ffe0}'..='\u{ffef}')
}

fn link_in(word: &str) -> Option<&str> {
    if word.contains('@') {
        return mail_or_handle(word);
    }
    let mut rest = word;
    while !rest.is_empty() {
        let end = rest.find(|c| !is_host_char(c)).unwrap_or(rest.len());
        let host = rest.get(..end).map(|host| host.trim_end_matches('.')).unwrap_or_default();
        if is_public_host(host) || is_numeric_host(host, rest.get(end..).unwrap_or_default()) {
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
    // Foreign letters are no part of a real name, but of one that is to be taken for it.
    let handle = after.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(after.len());
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

/// A host as people read it: punycode and the letters it stands for are one name.
fn in_unicode(host: &str) -> String {
    let (unicode, read) = idna::domain_to_unicode(host);
    if read.is_ok() { unicode } else { host.to_lowercase() }
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
            last.starts_with("xn--")
                || (last.len() > 1 && last.chars().all(|c| c.is_ascii_alphabetic()))
                || is_other(last)
        })
}

/// Four numbers of a byte each before a path or a port; without one they may be a phone number or a program's version.
fn is_numeric_host(host: &str, after: &str) -> bool {
    let parts: Vec<&str> = host.split('.').collect();
    let bytes = parts.iter().all(|part| part.len() <= 3 && part.parse::<u8>().is_ok());
    parts.len() == 4 && bytes && after.starts_with(['/', ':'])
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

    #[test]
    fn finds_hosts_in_other_scripts() {
        for (text, links) in [
            ("https://币派.com", vec!["https://币派.com"]),
            ("官网是https://币派.com/帮助，谢谢", vec!["https://币派.com/"]),
            ("访问https://币派.com查看", vec!["https://币派.com"]),
            ("https://bitp.中国是官网", vec!["https://bitp.中国"]),
            ("请访问币派.com查看", vec!["币派.com"]),
            ("访问 币派.中国", vec!["币派.中国"]),
            ("我们的网址bitp.中国/登录", vec!["bitp.中国/"]),
            ("пример.рф", vec!["пример.рф"]),
            ("https://xn--fiq228c.com", vec!["https://xn--fiq228c.com"]),
            ("打开1.2.3.4/login", vec!["1.2.3.4/login"]),
            ("好的.谢谢。请稍等.app会提示", vec![]),
            ("app 6.1.2.0 or 3.2.1", vec![]),
        ] {
            assert_eq!(links_in(text), links, "{text}");
        }
        let own: Vec<_> =
            ["https://币派.com", "https://xn--fiq228c.test"].iter().filter_map(|l| normal_link(l)).collect();
        assert!(is_allowed("https://币派.com/x", &own) && is_allowed("https://中文.test", &own));
        assert!(!is_allowed("https://币派.net", &own));
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
