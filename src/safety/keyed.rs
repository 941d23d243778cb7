//! Keys and keyed hashes: HKDF-SHA256 makes a key for a purpose out of a secret, HMAC-SHA256 names things by a key.
//!
//! Has no secret of its own, and no way to a key that is not made from one.

use std::fmt;

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::Zeroizing;

/// Bytes of a key and of a keyed hash.
pub const KEY_BYTES: usize = 32;
/// The block of SHA-256.
const HASH_BLOCK_BYTES: usize = 64;

/// A key for keyed hashes, made for one purpose.
#[derive(Clone)]
pub struct HashKey(Hmac<Sha256>);

impl HashKey {
    /// The key for a purpose that belongs to this secret.
    pub fn derive(secret: &[u8], purpose: &[u8]) -> Self {
        Self::of(&derive(secret, purpose))
    }

    /// Works with this key.
    pub fn of(key: &[u8; KEY_BYTES]) -> Self {
        // A key shorter than the hash's block is filled up with zeros (RFC 2104 section 2).
        let mut block = Zeroizing::new([0; HASH_BLOCK_BYTES]);
        for (byte, of_key) in block.iter_mut().zip(key) {
            *byte = *of_key;
        }
        Self(Hmac::<Sha256>::new((&*block).into()))
    }

    /// The keyed hash (HMAC-SHA256, RFC 2104) of these parts, one after the other. Who calls it sees to it that no two lists of parts meet.
    pub fn hash(&self, parts: &[&[u8]]) -> [u8; KEY_BYTES] {
        let mut mac = self.0.clone();
        for part in parts {
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

impl fmt::Debug for HashKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("HashKey(…)")
    }
}

/// A key for one purpose, from which neither the secret nor another purpose's key can be told (HKDF-SHA256 without salt,
/// RFC 5869).
pub fn derive(secret: &[u8], purpose: &[u8]) -> Zeroizing<[u8; KEY_BYTES]> {
    let mut key = Zeroizing::new([0; KEY_BYTES]);
    if Hkdf::<Sha256>::new(None, secret).expand(purpose, key.as_mut_slice()).is_err() {
        // RFC 5869 section 2.3. Loud, for a key of zeros would be the end of all secrets.
        unreachable!("one block is far below the 255 that can be made");
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn the_keyed_hash_is_hmac_sha256() {
        // RFC 4231 test case 1, whose key of 20 bytes is filled up with zeros.
        let mut key = [0; KEY_BYTES];
        key.iter_mut().take(20).for_each(|byte| *byte = 0x0b);
        let expected = "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7";
        assert_eq!(hex(&HashKey::of(&key).hash(&[b"Hi ", b"There"])), expected);
    }

    #[test]
    fn the_derivation_is_hkdf_sha256() {
        // RFC 5869 appendix A.3: no salt, no info; its first 32 bytes.
        let expected = "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d";
        assert_eq!(hex(derive(&[0x0b; 22], b"").as_slice()), expected);
    }

    #[test]
    fn purposes_and_secrets_make_keys_of_their_own() {
        let of = |secret: &[u8], purpose: &[u8]| HashKey::derive(secret, purpose).hash(&[b"the same"]);
        assert_eq!(of(b"one", b"codes"), of(b"one", b"codes"));
        assert_ne!(of(b"one", b"codes"), of(b"one", b"marks"));
        assert_ne!(of(b"one", b"codes"), of(b"two", b"codes"));
    }
}
