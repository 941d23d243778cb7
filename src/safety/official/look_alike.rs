//! Which hosts only look like an official one: letters that look the same, a slip of the pen, another ending, something
//! added, the name inside of another site's link.

use unicode_security::skeleton;

use super::address::Address;
use super::{Trick, Verdict};

/// Shorter names have too many neighbours that are words of their own.
const SHORTEST: usize = 4;

/// From this length on, two slips are forgiven: below, they make another word.
const LONG: usize = 8;

/// An official name this long does not stand inside another by chance.
const CONTAINED: usize = 6;

/// Words that are put beside a name to be taken for it.
const BAIT: [&str; 36] = [
    "account", "app", "call", "care", "claim", "cs", "desk", "exchange", "global", "help", "helpdesk", "hotline", "id",
    "kefu", "live", "login", "my", "official", "online", "pay", "pro", "safe", "secure", "security", "service",
    "services", "signin", "support", "team", "trade", "unlock", "vip", "verify", "wallet", "web", "www",
];

/// Second-level endings under which names are sold: `example.com.hk` and `example.co.uk` are called `example`.
const SECOND_LEVEL: [&str; 8] = ["ac", "co", "com", "edu", "gov", "net", "or", "org"];

/// What a link is beside the official sites, none of which it leads to.
pub(super) fn of_hosts<'a>(address: &Address, official: impl IntoIterator<Item = &'a Address>) -> Verdict {
    let trick = |official: &Address| trick(address, official.host());
    let found = official.into_iter().find_map(|official| trick(official).map(|trick| (official.host(), trick)));
    found.map_or(Verdict::Unknown, |(of, trick)| Verdict::LookAlike { of: of.to_owned(), trick })
}

fn trick(address: &Address, official: &str) -> Option<Trick> {
    let host = address.host();
    if host == official || host.ends_with(&format!(".{official}")) {
        // Whoever owns the site owns what lies below it. It is not listed, but it imitates nothing.
        return None;
    }
    if fold(host) == fold(official) || fold(address.written()) == fold(official) {
        return Some(Trick::Letters);
    }
    let (name, wanted) = (name_of(host), name_of(official));
    if name == wanted {
        return (wanted.len() >= SHORTEST).then_some(Trick::Ending);
    }
    if leads_past(address, official) {
        return Some(Trick::Inside);
    }
    if fold(name) == fold(wanted) || fold(name_of(address.written())) == fold(wanted) {
        return Some(Trick::Letters);
    }
    if close(name, wanted) {
        return Some(Trick::Spelling);
    }
    adds_to(name, wanted).then_some(Trick::Added)
}

/// Whether the official host, or its name, stands in the link without being where it leads.
fn leads_past(address: &Address, official: &str) -> bool {
    let (host, wanted) = (address.host(), name_of(official));
    let inside = |text: &str| {
        text.match_indices(official).any(|(at, _)| {
            let inner = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '-');
            let before = text.get(..at).and_then(|text| text.chars().next_back());
            let after = text.get(at + official.len()..).and_then(|text| text.chars().next());
            !inner(before) && !after.is_some_and(char::is_alphanumeric)
        })
    };
    let below = host.strip_suffix(registered(host)).unwrap_or_default();
    inside(host)
        || inside(address.rest())
        || wanted.len() >= SHORTEST && below.split(['.', '-']).any(|label| label == wanted)
}

/// The name with a bait beside it, behind a hyphen or without, or with anything when the name is long.
fn adds_to(name: &str, wanted: &str) -> bool {
    if wanted.len() < SHORTEST {
        return name.split('-').any(|part| part == wanted) && name.split('-').any(|part| BAIT.contains(&part));
    }
    if wanted.len() >= CONTAINED && fold(name).contains(&fold(wanted)) {
        return true;
    }
    let parts: Vec<String> = name.split('-').map(fold).collect();
    parts.len() > 1 && parts.contains(&fold(wanted))
        || [name.strip_prefix(wanted), name.strip_suffix(wanted)]
            .into_iter()
            .flatten()
            .any(|added| BAIT.contains(&added.trim_matches('-')))
}

/// Whether one is a slip of the pen away from the other.
pub(super) fn close(name: &str, wanted: &str) -> bool {
    let length = wanted.chars().count();
    let slips = match length {
        0..SHORTEST => return false,
        SHORTEST..LONG => 1,
        _ => 2,
    };
    strsim::osa_distance(name, wanted) <= slips || strsim::osa_distance(&fold(name), &fold(wanted)) <= slips.min(1)
}

/// The part of a host that is sold: the name and its ending.
fn registered(host: &str) -> &str {
    let dots: Vec<usize> = host.match_indices('.').map(|(at, _)| at).collect();
    let labels = |from_end: usize| {
        let dot = dots.len().checked_sub(from_end).and_then(|index| dots.get(index));
        dot.map_or(host, |dot| host.get(dot + 1..).unwrap_or(host))
    };
    let ending = labels(2);
    let second = ending.split('.').next().unwrap_or_default();
    let country = ending.rsplit('.').next().is_some_and(|last| last.len() == 2);
    if country && dots.len() >= 2 && SECOND_LEVEL.contains(&second) { labels(3) } else { ending }
}

/// The name of a host: the first label of the part that is sold.
fn name_of(host: &str) -> &str {
    registered(host).split('.').next().unwrap_or_default()
}

/// A form that texts share which look the same (Unicode Technical Standard 39, section 4), in lower case, without accents.
pub(super) fn fold(text: &str) -> String {
    let is_accent = |c: &char| matches!(c, '\u{300}'..='\u{36f}');
    let once: String = skeleton(text).collect::<String>().to_lowercase();
    let twice: String = skeleton(&once).filter(|c| !is_accent(c)).collect();
    twice.to_lowercase().replace("vv", "w")
}
