//! Addresses of coins, by their form: where there is a checksum that can be counted out it is, else length and alphabet
//! decide. Knows nothing of what lies there.

use crate::safety::secrets::Plain;

/// The alphabet of Base58 (Bitcoin, Tron, Solana, XRP in another order).
const BASE58: &str = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// Characters that addresses in `bech32` are made of after their prefix and a `1` (BIP-173).
const BECH32: &str = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// Prefixes of addresses that go on with many letters and digits.
const PREFIXED: [&str; 20] = [
    "bc1",
    "tb1",
    "ltc1",
    "cosmos1",
    "osmo1",
    "addr1",
    "stake1",
    "kaspa:",
    "bitcoincash:",
    "xdc",
    "terra1",
    "inj1",
    "celestia1",
    "sei1",
    "bnb1",
    "thor1",
    "nano_",
    "ban_",
    "ronin:",
    "zil1",
];

/// Hexadecimal digits of an address of Ethereum and those like it. Sixty-four are a transaction's hash.
const HEX_DIGITS: usize = 40;

/// The shortest and the longest address in Base58: XRP's and Monero's.
const BASE58_CHARS: std::ops::RangeInclusive<usize> = 25..=110;

/// From this length on, a mixture of letters and digits is no word, order or reference.
const MIXED_CHARS: usize = 30;

/// Each address in a text, as written or with its pieces put together.
pub fn addresses(text: &str) -> impl Iterator<Item = String> {
    let plain = Plain::whole(text).cased;
    let joined: String = rejoined(&plain);
    let pieces = |text: &str| -> Vec<String> {
        text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, ':' | '_' | '-')))
            .map(|piece| piece.trim_matches([':', '_', '-']).to_owned())
            .collect()
    };
    let mut all = pieces(&plain);
    all.extend(pieces(&joined));
    all.into_iter().filter(|piece| is_address(piece)).collect::<Vec<_>>().into_iter()
}

/// Pieces of letters and digits that are set apart in fours and the like, put together.
fn rejoined(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_piece = |word: &str| {
        let digit = word.contains(|c: char| c.is_ascii_digit());
        let upper = word.contains(|c: char| c.is_ascii_uppercase());
        let word_of_prose = word.chars().skip(1).all(|c| c.is_ascii_lowercase());
        word.len() >= 2 && word.chars().all(|c| c.is_ascii_alphanumeric()) && (digit || upper && !word_of_prose)
    };
    let mut joined = String::new();
    for pair in 0..words.len() {
        let word = words.get(pair).copied().unwrap_or_default();
        let next = words.get(pair + 1).copied().unwrap_or_default();
        joined.push_str(word);
        if !(is_piece(word) && is_piece(next)) {
            joined.push(' ');
        }
    }
    joined
}

fn is_address(piece: &str) -> bool {
    let low = piece.to_ascii_lowercase();
    is_hex(&low)
        || PREFIXED.iter().any(|prefix| low.strip_prefix(prefix).is_some_and(is_body))
        || is_segwit(&low)
        || is_base58(piece)
        || is_mixed(piece)
}

/// `0x` or `xdc` and 40 digits, or those alone.
fn is_hex(low: &str) -> bool {
    let digits = low.strip_prefix("0x").or_else(|| low.strip_prefix("xdc")).unwrap_or(low);
    digits.len() == HEX_DIGITS && digits.chars().all(|c| c.is_ascii_hexdigit())
}

/// What follows such a prefix: long, letters and digits.
fn is_body(body: &str) -> bool {
    body.len() >= MIXED_CHARS && body.chars().all(|c| c.is_ascii_alphanumeric())
}

/// Any human-readable part, a `1`, and the alphabet of Bech32.
fn is_segwit(low: &str) -> bool {
    low.rsplit_once('1').is_some_and(|(prefix, data)| {
        (2..=12).contains(&prefix.len())
            && prefix.chars().all(|c| c.is_ascii_lowercase())
            && data.len() >= MIXED_CHARS
            && data.chars().all(|c| BECH32.contains(c))
    })
}

/// An address in Base58: with a right checksum, or of a form that nothing else has.
fn is_base58(piece: &str) -> bool {
    if !BASE58_CHARS.contains(&piece.len()) || !piece.chars().all(|c| BASE58.contains(c)) {
        return false;
    }
    let checked = bs58::decode(piece).with_check(None).into_vec().is_ok();
    let ripple = bs58::decode(piece).with_alphabet(bs58::Alphabet::RIPPLE).with_check(None).into_vec().is_ok();
    // Tron: T and 33 more.
    let tron = piece.len() == 34 && piece.starts_with('T');
    checked || ripple || tron || is_mixed(piece)
}

/// Capitals, small letters and digits in one long word: an address of Solana, TON, Monero, Cardano. Hashes and references
/// have one case.
fn is_mixed(piece: &str) -> bool {
    let has = |is: fn(&char) -> bool| piece.chars().filter(is).count() >= 2;
    let upper_start = piece.len() >= 52 && piece.starts_with(['G', 'A', 'R', 'M']);
    let stellar =
        upper_start && piece.len() <= 58 && piece.chars().all(|c| c.is_ascii_uppercase() || matches!(c, '2'..='7'));
    piece.len() >= MIXED_CHARS
        && piece.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ':'))
        && (stellar || has(char::is_ascii_uppercase) && has(char::is_ascii_lowercase) && has(char::is_ascii_digit))
}
