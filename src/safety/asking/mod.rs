//! Texts of the desk's own that ask a customer for a secret: refused by `check`, whoever wrote them.
//!
//! A warning ("never tell anybody your password") names the same things and is welcome, so each sentence is read for who is
//! to do what: `english.rs` and `chinese.rs` do that by rules, not by understanding. They stop a slip and a careless copy of
//! a fake; who means harm can still find other words. Where a rule is in doubt it refuses: a person can put it another way.

mod chinese;
mod english;
mod english_words;
mod noun;
mod sentences;
pub(super) mod words;

use std::ops::Range;

use crate::safety::secrets::{Cue, Cues, Plain, SecretKind};
use crate::text::simplify;
use noun::Noun;

/// What kind of text it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// Sentences: an answer, a canned reply, a text of the language files.
    Said,
    /// A line of what to have ready for a call, where naming a thing asks for it.
    ToPrepare,
}

/// A sentence that asks for a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// What it asks for.
    pub kind: SecretKind,
    /// The word it uses for that.
    pub noun: String,
    /// The sentence, as written.
    pub sentence: String,
}

/// Every sentence of `text` that asks for a secret.
pub fn asked(text: &str, shape: Shape) -> Vec<Asked> {
    let mut found = Vec::new();
    let mut before: Option<SecretKind> = None;
    for sentence in sentences::of(text) {
        let plain = Plain::whole(&sentence.read.chars().map(simplify).collect::<String>());
        let nouns = nouns(&plain);
        let asking = match shape {
            Shape::Said => english::asks(&plain.low, &nouns).or_else(|| chinese::asks(&plain.low, &nouns)),
            Shape::ToPrepare => english::names(&plain.low, &nouns).or_else(|| chinese::names(&plain.low, &nouns)),
        };
        // "Your password keeps you safe. Send it to us."
        let carried =
            before.filter(|_| nouns.is_empty() && (english::asks_it(&plain.low) || chinese::asks_it(&plain.low)));
        let asking = asking.map(|noun| (noun.kind, plain.piece(noun.range.clone()).to_owned()));
        if let Some((kind, noun)) = asking.or_else(|| carried.map(|kind| (kind, String::new()))) {
            found.push(Asked { kind, noun, sentence: sentence.written });
        }
        before = nouns.last().map(|noun| noun.kind);
    }
    found
}

/// Words for secrets that only our own texts use of them; customers' words for them are in `secrets/cues.txt`.
const MORE: [(SecretKind, &str); 12] = [
    (SecretKind::RecoveryPhrase, "twelve words"),
    (SecretKind::RecoveryPhrase, "twenty-four words"),
    (SecretKind::RecoveryPhrase, "secret words"),
    (SecretKind::RecoveryPhrase, "12-word"),
    (SecretKind::RecoveryPhrase, "24-word"),
    (SecretKind::RecoveryPhrase, "wallet phrase"),
    (SecretKind::RecoveryPhrase, "your seed"),
    (SecretKind::RecoveryPhrase, "十二个单词"),
    (SecretKind::PrivateKey, "keystore"),
    (SecretKind::Card, "card details"),
    (SecretKind::Card, "银行卡信息"),
    (SecretKind::Card, "信用卡信息"),
];

/// Words of the guard's table that name a thing beside the secret, or nothing at all.
const NO_NOUNS: [&str; 16] = [
    "pass",
    "pw",
    "pk",
    "secret",
    "authenticator",
    "2fa",
    "谷歌验证器",
    "谷歌验证",
    "bearer",
    "login pass",
    "access key",
    "api key",
    "api_key",
    "apikey",
    "api-key",
    "mnemonic code",
];

/// What makes the card's number of a card.
const NUMBER: [&str; 7] = ["号", "號", "卡号", "卡號", " number", " no", " numbers"];

/// The words for secrets in a sentence, in their order.
fn nouns(plain: &Plain) -> Vec<Noun> {
    let cues = Cues::of(plain);
    let kinds = [
        (Cue::Phrase, SecretKind::RecoveryPhrase),
        (Cue::Key, SecretKind::PrivateKey),
        (Cue::Secret, SecretKind::ApiSecret),
        (Cue::Password, SecretKind::Password),
        (Cue::Authenticator, SecretKind::Password),
        (Cue::Code, SecretKind::OneTimeCode),
        (Cue::AnyCode, SecretKind::OneTimeCode),
        (Cue::CardCode, SecretKind::Card),
        (Cue::Card, SecretKind::Card),
    ];
    let word = |range: &Range<usize>| plain.low.get(range.clone()).unwrap_or_default();
    let mut nouns: Vec<Noun> = kinds
        .into_iter()
        .flat_map(|(cue, kind)| cues.all(cue).map(move |range| (cue, Noun { kind, range })))
        .filter(|(cue, noun)| {
            let of_a_card = || {
                let numbered = ["卡号", "卡號", "card number", "card no"].contains(&word(&noun.range));
                numbered || NUMBER.iter().any(|number| plain.low_from(noun.range.end).starts_with(number))
            };
            !NO_NOUNS.contains(&word(&noun.range)) && (*cue != Cue::Card || of_a_card())
        })
        .map(|(_, noun)| noun)
        .collect();
    for (kind, word) in MORE {
        nouns.extend(plain.low.match_indices(word).map(|(at, _)| Noun { kind, range: at..at + word.len() }));
    }
    nouns.sort_by_key(|noun| noun.range.start);
    nouns
}
