//! Sealing what is stored: XChaCha20-Poly1305 with a random nonce, bound to its place, so that no row can be read, changed
//! or put in another's place without the key. Knows bytes only; which of them are sealed is the engine's to say.

use chacha20poly1305::aead::{Aead as _, Generate as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};

use super::key::DataKey;
use crate::safety::keyed::{HashKey, KEY_BYTES};

/// The first byte of a sealed value: this form, version 1. Records begin with their version, which is far smaller.
const MARK: u8 = 0xE1;
/// Bytes of a nonce: so many that random ones never meet.
const NONCE_BYTES: usize = 24;
/// Bytes of the proof that nothing was changed.
const TAG_BYTES: usize = 16;
/// Bytes that a sealed value is longer than the value.
pub const SEAL_BYTES: usize = 1 + NONCE_BYTES + TAG_BYTES;
/// Bytes of a hidden key: too many for two keys to meet by chance.
const HIDDEN_BYTES: usize = 16;

/// How the keys of a folder follow from its data key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Keyed hashes of labels: how the first data were sealed.
    Labels,
    /// HKDF-SHA256.
    Hkdf,
}

/// Seals and opens with one key.
pub struct Seal {
    cipher: XChaCha20Poly1305,
    hiding: HashKey,
    counting: HashKey,
}

/// Why a value cannot be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SealFault {
    /// It lies there as it is.
    #[error("it is not encrypted")]
    Unsealed,
    /// The proof does not hold.
    #[error("it cannot be decrypted: it was changed, moved, or written with another key")]
    Forged,
}

impl Seal {
    /// Works with this key.
    pub fn new(key: &DataKey, scheme: Scheme) -> Self {
        let derive = |purpose: &[u8]| match scheme {
            Scheme::Labels => key.derive_first(purpose),
            Scheme::Hkdf => key.derive(purpose),
        };
        Self {
            cipher: XChaCha20Poly1305::new((&*derive(b"ringback values v1")).into()),
            hiding: HashKey::of(&derive(b"ringback keys v1")),
            counting: HashKey::of(&key.derive(b"ringback census v1")),
        }
    }

    /// Seals a value for a place.
    ///
    /// # Errors
    /// When the system has no random bytes to give.
    pub fn seal(&self, place: &[u8], value: &[u8]) -> Result<Vec<u8>, String> {
        let nonce = XNonce::try_generate().map_err(|error| format!("the system gives no random bytes: {error}"))?;
        let sealed =
            self.cipher.encrypt(&nonce, Payload { msg: value, aad: place }).map_err(|error| error.to_string())?;
        Ok([&[MARK], nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed for this place.
    ///
    /// # Errors
    /// When it was not.
    pub fn open(&self, place: &[u8], sealed: &[u8]) -> Result<Vec<u8>, SealFault> {
        let sealed = sealed.strip_prefix(&[MARK]).ok_or(SealFault::Unsealed)?;
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or(SealFault::Forged)?;
        self.cipher.decrypt(nonce.into(), Payload { msg: sealed, aad: place }).map_err(|_| SealFault::Forged)
    }

    /// A keyed hash of a row as it lies on the disk, for a sum over many. A sealed value is told by its nonce and proof: no
    /// other opens with them.
    pub fn witness(&self, place: &[u8], stored: &[u8]) -> [u8; KEY_BYTES] {
        let length = u64::try_from(place.len()).unwrap_or(u64::MAX).to_be_bytes();
        let told = |value: &[u8]| self.counting.hash(&[&length, place, value]);
        match (stored.first_chunk::<{ 1 + NONCE_BYTES }>(), stored.last_chunk::<TAG_BYTES>()) {
            (Some(head), Some(tag)) if stored.len() >= SEAL_BYTES && head.first() == Some(&MARK) => {
                told(&[head.as_slice(), tag].concat())
            }
            _ => told(stored),
        }
    }

    /// A name for a key that tells nothing of it: always the same with the same key, in one tree.
    pub fn hide(&self, tree: &[u8], key: &[u8]) -> Vec<u8> {
        self.hiding.hash(&[tree, &[0], key]).iter().take(HIDDEN_BYTES).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal(fill: char) -> Seal {
        let key = DataKey::parse(&String::from(fill).repeat(64));
        Seal::new(&key.unwrap_or_else(|_| unreachable!("64 hex digits")), Scheme::Hkdf)
    }

    #[test]
    fn a_value_is_opened_in_its_place_with_its_key_alone() {
        let (ours, other) = (seal('1'), seal('2'));
        let sealed = ours.seal(b"requests/1", b"+12025550143").unwrap_or_default();
        assert_eq!(sealed.len(), b"+12025550143".len() + SEAL_BYTES);
        assert_eq!(ours.open(b"requests/1", &sealed).as_deref(), Ok(b"+12025550143".as_slice()));
        assert_eq!(ours.open(b"requests/2", &sealed), Err(SealFault::Forged));
        assert_eq!(other.open(b"requests/1", &sealed), Err(SealFault::Forged));
        assert_eq!(ours.open(b"requests/1", b"\x01{}"), Err(SealFault::Unsealed));
        assert_eq!(ours.open(b"requests/1", &[MARK]), Err(SealFault::Forged));
        for changed in 1..sealed.len() {
            let mut forged = sealed.clone();
            if let Some(byte) = forged.get_mut(changed) {
                *byte ^= 1;
            }
            assert_eq!(ours.open(b"requests/1", &forged), Err(SealFault::Forged), "byte {changed}");
        }
    }

    #[test]
    fn the_same_value_never_looks_the_same() {
        let ours = seal('1');
        assert_ne!(ours.seal(b"p", b"same"), ours.seal(b"p", b"same"));
    }

    #[test]
    fn a_witness_tells_rows_apart_and_the_schemes_have_keys_of_their_own() {
        let (ours, other) = (seal('1'), seal('2'));
        let sealed = ours.seal(b"p", b"value").unwrap_or_default();
        let again = ours.seal(b"p", b"value").unwrap_or_default();
        assert_eq!(ours.witness(b"p", &sealed), ours.witness(b"p", &sealed));
        assert_ne!(ours.witness(b"p", &sealed), ours.witness(b"p", &again));
        assert_ne!(ours.witness(b"p", &sealed), ours.witness(b"q", &sealed));
        assert_ne!(ours.witness(b"p", &sealed), other.witness(b"p", &sealed));
        assert_ne!(ours.witness(b"p", b"plain"), ours.witness(b"p", b"plein"));
        let first = DataKey::parse(&"11".repeat(32)).map(|key| Seal::new(&key, Scheme::Labels));
        assert!(first.is_ok_and(|first| first.open(b"p", &sealed) == Err(SealFault::Forged)));
    }

    #[test]
    fn hidden_keys_are_found_again_and_tell_nothing() {
        let (ours, other) = (seal('1'), seal('2'));
        let hidden = ours.hide(b"conversations", b"7");
        assert_eq!(hidden, ours.hide(b"conversations", b"7"));
        assert_ne!(hidden, ours.hide(b"conversations", b"8"));
        assert_ne!(hidden, ours.hide(b"unreachable", b"7"));
        assert_ne!(hidden, other.hide(b"conversations", b"7"));
        assert_eq!(hidden.len(), HIDDEN_BYTES);
    }
}
