//! Finds what a customer must never send: recovery phrases, keys, card numbers, passwords and codes. Keeps nothing of it.
//!
//! When in doubt it warns once too often about what empties a wallet, and stays silent about what looks like a
//! transaction hash or an order number. `tests/secrets/report.rs` measures both.

mod cards;
mod checksums;
mod codes;
mod cues;
mod encoded;
mod forms;
mod glued;
mod grouped;
mod hexkeys;
mod identity;
mod keys;
mod labelled;
mod logins;
mod own;
mod passwords;
mod phrases;
mod plain;
mod scan;
mod secret_kind;
mod tokens;
mod told;
mod wordlists;

use std::collections::BTreeSet;
use std::ops::Range;

pub(super) use cues::{Cue, Cues};
pub use own::OwnTexts;
pub(super) use plain::Plain;
pub use secret_kind::SecretKind;
pub(super) use wordlists::is_telling;

/// Where a secret stands in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What it is.
    pub kind: SecretKind,
    /// Its bytes.
    pub span: Range<usize>,
}

/// A text without its secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redacted {
    /// The text with a mark like `⟦card⟧` in place of each secret.
    pub text: String,
    /// What was in it.
    pub kinds: BTreeSet<SecretKind>,
}

/// Looks again after redacting, so often at most: what stood beside a secret may be read differently without it.
const PASSES: usize = 3;

/// The secrets in a text, in their order, none overlapping.
pub fn find(text: &str) -> Vec<Finding> {
    let Some(plain) = Plain::of(text) else { return Vec::new() };
    let cues = Cues::of(&plain);
    let mut found = Vec::new();
    phrases::find(&plain, &cues, &mut found);
    encoded::find(&plain, &cues, &mut found);
    keys::find(&plain, &cues, &mut found);
    forms::find(&plain, &mut found);
    grouped::find(&plain, &cues, &mut found);
    hexkeys::find(&plain, &cues, &mut found);
    labelled::find(&plain, &cues, &mut found);
    cards::find(&plain, &cues, &mut found);
    passwords::find(&plain, &cues, &mut found);
    logins::find(&plain, &cues, &mut found);
    codes::find(&plain, &cues, &mut found);
    identity::find(&plain, &cues, &mut found);
    let found = found.into_iter().map(|(kind, span)| Finding { kind, span: plain.origin(span) }).collect();
    apart(found)
}

/// The secrets in a text that somebody may have from the desk: what the desk's own texts say is none.
pub fn find_beside(text: &str, own: &OwnTexts) -> Vec<Finding> {
    let mut found = find(text);
    found.retain(|finding| !own.hold(text, &finding.span));
    found
}

/// The text without its secrets; `None` when there are none.
pub fn redact(text: &str) -> Option<Redacted> {
    redact_beside(text, &OwnTexts::default())
}

/// The text without its secrets, the desk's own words left as they are; `None` when there are none.
pub fn redact_beside(text: &str, own: &OwnTexts) -> Option<Redacted> {
    let mut findings = find_beside(text, own);
    if findings.is_empty() {
        return None;
    }
    let mut redacted = Redacted { text: text.to_owned(), kinds: BTreeSet::new() };
    for _ in 0..PASSES {
        redacted.kinds.extend(findings.iter().map(|finding| finding.kind));
        redacted.text = without(&redacted.text, &findings);
        findings = find_beside(&redacted.text, own);
        if findings.is_empty() {
            return Some(redacted);
        }
    }
    redacted.kinds.extend(findings.iter().map(|finding| finding.kind));
    redacted.text = redacted.kinds.iter().map(|kind| mark(*kind)).collect();
    Some(redacted)
}

/// Whether a text talks of phrases, keys, passwords or codes, so that a picture sent next may show one.
pub fn mentions(text: &str) -> bool {
    let Some(plain) = Plain::of(text) else { return false };
    const SECRETS: [Cue; 7] =
        [Cue::Phrase, Cue::Key, Cue::Secret, Cue::Password, Cue::Code, Cue::BackupCode, Cue::Card];
    Cues::of(&plain).any(&SECRETS)
}

/// The text without the marks of what was taken out.
pub fn unmarked(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once(plain::MARK_OPENS) {
        plain.push_str(before);
        rest = after.split_once(plain::MARK_CLOSES).map_or("", |(_, after)| after);
    }
    plain.push_str(rest);
    plain
}

/// What stands for a secret that was taken out.
pub fn mark(kind: SecretKind) -> String {
    format!("{}{}{}", plain::MARK_OPENS, kind.code(), plain::MARK_CLOSES)
}

fn without(text: &str, findings: &[Finding]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for Finding { kind, span } in findings {
        kept.push_str(text.get(from..span.start).unwrap_or_default());
        kept.push_str(&mark(*kind));
        from = span.end;
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    kept
}

/// Joins findings that overlap; the more harmful kind names them.
fn apart(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| (finding.span.start, finding.kind));
    let mut joined: Vec<Finding> = Vec::new();
    for finding in findings {
        match joined.last_mut() {
            Some(last) if finding.span.start < last.span.end => {
                last.span.end = last.span.end.max(finding.span.end);
                last.kind = last.kind.min(finding.kind);
            }
            _ => joined.push(finding),
        }
    }
    joined
}
