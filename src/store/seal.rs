//! Sealing what is stored: XChaCha20-Poly1305 with a random nonce, bound to its place, so that no row can be read, changed
//! or put in another's place without the key. Knows bytes only; which of them are sealed is the engine's to say.

use chacha20poly1305::aead::{Aead as _, Generate as _, Payload};
use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce};
use zeroize::Zeroizing;

use super::key::{DataKey, mac};

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

/// Seals and opens with one key.
pub struct Seal {
    cipher: XChaCha20Poly1305,
    hiding: Zeroizing<[u8; 32]>,
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
    pub fn new(key: &DataKey) -> Self {
        let values = key.derive(b"ringback values v1");
        Self { cipher: XChaCha20Poly1305::new((&*values).into()), hiding: key.derive(b"ringback keys v1") }
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

    /// A name for a key that tells nothing of it: always the same with the same key, in one tree.
    pub fn hide(&self, tree: &[u8], key: &[u8]) -> Vec<u8> {
        mac(&self.hiding, &[tree, &[0], key]).iter().take(HIDDEN_BYTES).copied().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seal(fill: char) -> Seal {
        let key = DataKey::parse(&String::from(fill).repeat(64));
        Seal::new(&key.unwrap_or_else(|_| unreachable!("64 hex digits")))
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
