//! Keys and tokens whose own form says what they are: a prefix that one system alone uses, with the length and the letters
//! of what follows, or a checksum that fits. No word around them is asked, and a slip of the finger does not excuse one.

use std::ops::Range;

use super::SecretKind;
use super::plain::Plain;
use super::scan::{head, runs};

/// The shortest of them: XRP's family seeds.
const SHORTEST: usize = 20;

/// And the longest: tokens with what they say in them, RSA keys.
const LONGEST: usize = 4 << 10;

/// Beginnings that nothing else has, the least number of characters after them, and what they are. The keys of wallets
/// first, then the tokens of services as their makers publish them.
const PREFIXES: [(&str, usize, SecretKind); 43] = [
    ("edsk", 48, SecretKind::PrivateKey),
    ("edesk", 50, SecretKind::PrivateKey),
    ("spsk", 48, SecretKind::PrivateKey),
    ("p2sk", 48, SecretKind::PrivateKey),
    ("PVT_K1_", 40, SecretKind::PrivateKey),
    ("PVT_R1_", 40, SecretKind::PrivateKey),
    ("PVT_WA_", 40, SecretKind::PrivateKey),
    ("ed25519-priv-0x", 60, SecretKind::PrivateKey),
    ("secp256k1-priv-0x", 60, SecretKind::PrivateKey),
    ("ed25519:", 80, SecretKind::PrivateKey),
    ("PrivateKey-", 40, SecretKind::PrivateKey),
    ("MC4CAQAwBQYDK2VwBCIE", 30, SecretKind::PrivateKey),
    ("MHcCAQEE", 80, SecretKind::PrivateKey),
    ("MIGHAgEAMB", 80, SecretKind::PrivateKey),
    ("MIIEv", 400, SecretKind::PrivateKey),
    ("MIIEp", 400, SecretKind::PrivateKey),
    ("MIIJQ", 400, SecretKind::PrivateKey),
    ("ghp_", 20, SecretKind::ApiSecret),
    ("gho_", 20, SecretKind::ApiSecret),
    ("ghu_", 20, SecretKind::ApiSecret),
    ("ghs_", 20, SecretKind::ApiSecret),
    ("ghr_", 20, SecretKind::ApiSecret),
    ("github_pat_", 30, SecretKind::ApiSecret),
    ("glpat-", 18, SecretKind::ApiSecret),
    ("xoxb-", 20, SecretKind::ApiSecret),
    ("xoxp-", 20, SecretKind::ApiSecret),
    ("xoxa-", 20, SecretKind::ApiSecret),
    ("xoxs-", 20, SecretKind::ApiSecret),
    ("xapp-", 20, SecretKind::ApiSecret),
    ("sk_live_", 16, SecretKind::ApiSecret),
    ("rk_live_", 16, SecretKind::ApiSecret),
    ("sk_test_", 16, SecretKind::ApiSecret),
    ("whsec_", 16, SecretKind::ApiSecret),
    ("sk-", 32, SecretKind::ApiSecret),
    ("AIza", 35, SecretKind::ApiSecret),
    ("ya29.", 30, SecretKind::ApiSecret),
    ("SG.", 40, SecretKind::ApiSecret),
    ("npm_", 30, SecretKind::ApiSecret),
    ("pypi-", 40, SecretKind::ApiSecret),
    ("hf_", 30, SecretKind::ApiSecret),
    ("dop_v1_", 40, SecretKind::ApiSecret),
    ("shpat_", 30, SecretKind::ApiSecret),
    ("xkeysib-", 40, SecretKind::ApiSecret),
];

/// How the names of bech32 (BIP-173) end that stand before keys: `nsec`, `addr_xsk`, `root_xprv`, `suiprivkey`.
const BECH32_NAMES: [&str; 7] = ["sk", "prv", "priv", "privkey", "sec", "secret-key-", "seckey"];
/// The characters of what follows, and so many at least: 24 bytes.
const BECH32: &str = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const BECH32_DATA: usize = 39;

/// Finds them.
pub fn find(plain: &Plain, found: &mut Vec<(SecretKind, Range<usize>)>) {
    if plain.cased.len() < SHORTEST {
        return;
    }
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.' | ':' | '+' | '/');
    for range in runs(&plain.cased, inside) {
        if range.len() < SHORTEST {
            continue;
        }
        for part in parts(plain, &range) {
            let token = plain.piece(part.clone());
            found.extend(kind_of(token).map(|kind| (kind, part)));
        }
    }
    find_links(plain, found);
}

/// A run whole, and what of it stands behind a colon or a slash: `key:edsk…`.
fn parts(plain: &Plain, range: &Range<usize>) -> Vec<Range<usize>> {
    let text = plain.piece(range.clone());
    if text.len() > LONGEST {
        // Longer than any of them: what stands between the marks.
        let between = runs(text, |c| !matches!(c, ':' | '/'));
        return between.map(|part| range.start + part.start..range.start + part.end).collect();
    }
    let trimmed = text.trim_end_matches(['.', ':', '-', '/']);
    let end = range.start + trimmed.len();
    let behind = trimmed.match_indices([':', '/']).map(|(at, mark)| range.start + at + mark.len()..end);
    std::iter::once(range.start..end).chain(behind).filter(|part| part.len() >= SHORTEST).collect()
}

fn kind_of(token: &str) -> Option<SecretKind> {
    let published = PREFIXES.iter().find(|(prefix, least, _)| {
        token.strip_prefix(prefix).is_some_and(|rest| rest.len() >= *least && is_random(rest))
    });
    if let Some((_, _, kind)) = published {
        return Some(*kind);
    }
    if is_wallets(token) {
        return Some(SecretKind::PrivateKey);
    }
    (is_bot_token(token) || is_web_token(token) || is_cloud_key(token) || is_pair(token))
        .then_some(SecretKind::ApiSecret)
}

/// No word or name: `sk-` begins other things too.
fn is_random(rest: &str) -> bool {
    let mixed = rest.bytes().any(|b| b.is_ascii_uppercase()) && rest.bytes().any(|b| b.is_ascii_lowercase());
    (mixed || rest.bytes().any(|b| b.is_ascii_digit())) && !rest.contains("//")
}

fn is_wallets(token: &str) -> bool {
    let digits = token.bytes().any(|b| b.is_ascii_digit());
    match token.len() {
        // Stellar's secret seeds (SEP-23): base32.
        56 => {
            token.starts_with('S')
                && digits
                && token.bytes().all(|b| b.is_ascii_uppercase() || (b'2'..=b'7').contains(&b))
        }
        // XRP's, for Ed25519.
        31 if token.starts_with("sEd") => is_base58(token),
        28..=32 => is_ripple(token),
        // WIF: of a Bitcoin wallet, compressed or not.
        51 | 52 => {
            digits
                && token.starts_with(['5', 'K', 'L'])
                && is_base58(token)
                && token.bytes().any(|b| b.is_ascii_lowercase())
        }
        // Encrypted with a password (BIP-38).
        58 if token.starts_with("6P") => digits && is_base58(token),
        107..=113 if is_extended(token) => true,
        _ => is_bech32_key(token),
    }
}

fn is_base58(token: &str) -> bool {
    token.bytes().all(|b| b.is_ascii_alphanumeric() && !matches!(b, b'0' | b'O' | b'I' | b'l'))
}

fn is_bech32_key(token: &str) -> bool {
    let low = token.to_ascii_lowercase();
    low.rsplit_once('1').is_some_and(|(name, data)| {
        data.len() >= BECH32_DATA
            && BECH32_NAMES.iter().any(|end| name.ends_with(end))
            && data.chars().all(|c| BECH32.contains(c))
            && data.bytes().any(|b| b.is_ascii_digit())
    })
}

/// XRP's seeds: base58 in Ripple's own order, with a checksum.
fn is_ripple(token: &str) -> bool {
    /// What the 16 bytes of a seed stand behind: the sign of a family seed, and of one for Ed25519.
    const FAMILY: [u8; 1] = [33];
    const ED25519: [u8; 3] = [1, 0xe1, 0x4b];
    const SEED_BYTES: usize = 16;
    if !token.starts_with('s') {
        return false;
    }
    bs58::decode(token).with_alphabet(bs58::Alphabet::RIPPLE).with_check(None).into_vec().is_ok_and(|bytes| {
        let lead = |prefix: &[u8]| bytes.starts_with(prefix) && bytes.len() == prefix.len() + SEED_BYTES;
        lead(&FAMILY) || lead(&ED25519)
    })
}

/// An extended key (BIP-32) of whatever coin: 78 bytes whose key begins with a zero when it is private.
fn is_extended(token: &str) -> bool {
    const BYTES: usize = 78;
    const KEY_AT: usize = 45;
    let bytes = bs58::decode(token).with_check(None).into_vec();
    bytes.is_ok_and(|bytes| bytes.len() == BYTES && bytes.get(KEY_AT) == Some(&0))
}

/// Telegram's bots: an id, a colon, 35 characters.
fn is_bot_token(token: &str) -> bool {
    token.split_once(':').is_some_and(|(id, secret)| {
        (6..=12).contains(&id.len())
            && id.bytes().all(|b| b.is_ascii_digit())
            && (30..=45).contains(&secret.len())
            && secret.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-'))
    })
}

/// A JSON Web Token (RFC 7519): three parts of base64, the first of which begins like `{"`.
fn is_web_token(token: &str) -> bool {
    let parts: Vec<&str> = token.split('.').collect();
    parts.len() == 3 && parts.iter().all(|part| part.len() >= 10) && token.starts_with("eyJ")
}

/// Amazon's key ids, which stand beside a secret.
fn is_cloud_key(token: &str) -> bool {
    token.len() == 20
        && (token.starts_with("AKIA") || token.starts_with("ASIA"))
        && token.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit())
}

/// What exchanges hand out as key and secret: 64 letters of both cases and digits. Hashes and addresses have another length
/// or one case.
fn is_pair(token: &str) -> bool {
    const LENGTH: usize = 64;
    const EACH: usize = 6;
    let count = |is: fn(&u8) -> bool| token.bytes().filter(is).count();
    token.len() == LENGTH
        && token.bytes().all(|b| b.is_ascii_alphanumeric())
        && count(u8::is_ascii_uppercase) >= EACH
        && count(u8::is_ascii_lowercase) >= EACH
        && count(u8::is_ascii_digit) >= 2
        && token.bytes().any(|b| b.is_ascii_alphabetic() && !b.is_ascii_hexdigit())
}

/// Links that hold a secret: those that set an authenticator up, and those that messages are posted to.
fn find_links(plain: &Plain, found: &mut Vec<(SecretKind, Range<usize>)>) {
    const LINKS: [(&str, SecretKind); 4] = [
        ("otpauth://", SecretKind::Password),
        ("otpauth-migration://", SecretKind::Password),
        ("hooks.slack.com/services/", SecretKind::ApiSecret),
        ("discord.com/api/webhooks/", SecretKind::ApiSecret),
    ];
    for (start, kind) in LINKS {
        for (at, _) in plain.low.match_indices(start) {
            let rest = head(plain.low_from(at), LONGEST);
            let end = rest.find(|c: char| c.is_whitespace() || !c.is_ascii()).unwrap_or(rest.len());
            found.push((kind, at..at + end));
        }
    }
}
