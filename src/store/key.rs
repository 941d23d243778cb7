//! The key of a data folder: 32 random bytes, read from text or a file, made for a new folder. Never printed; it is told
//! apart from others by its id.

use std::fmt;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE, URL_SAFE_NO_PAD};
use chacha20poly1305::aead::Generate as _;
use zeroize::Zeroizing;

use crate::safety::keyed::{self, HashKey, KEY_BYTES};

/// Bytes of a key's id: too many to meet by chance, and none of them tells anything of the key.
const ID_BYTES: usize = 16;
/// Digits of an id that people read.
const SHOWN_DIGITS: usize = 16;
/// A larger file is no key.
const FILE_BYTES: u64 = 4096;

/// The key that a data folder is encrypted with.
#[derive(Clone)]
pub struct DataKey(Zeroizing<[u8; KEY_BYTES]>);

/// Tells keys apart without telling the key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct KeyId([u8; ID_BYTES]);

/// Why a text is no key; never the text itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyProblem {
    /// There is nothing in it.
    #[error("it is empty")]
    Empty,
    /// Neither form.
    #[error("expected 32 random bytes as 64 hex digits or as base64, as `ringback key new` makes them")]
    Form,
}

/// Why a key file could not be read or made.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileFault {
    /// The system says no.
    #[error("{0}")]
    System(#[from] io::Error),
    /// What is in it is no key.
    #[error("it holds no key: {0}")]
    Content(#[from] KeyProblem),
    /// The system has no randomness to give.
    #[error("the system gives no random bytes: {0}")]
    Random(String),
}

impl DataKey {
    /// A new key from the system's random bytes.
    ///
    /// # Errors
    /// [`KeyFileFault::Random`].
    pub fn generate() -> Result<Self, KeyFileFault> {
        let bytes = <[u8; KEY_BYTES]>::try_generate().map_err(|error| KeyFileFault::Random(error.to_string()))?;
        Ok(Self(Zeroizing::new(bytes)))
    }

    /// Reads a key as people hand it over: hex or base64. Blanks around it (a file's last newline) do not matter.
    ///
    /// # Errors
    /// When it is neither.
    pub fn parse(text: &str) -> Result<Self, KeyProblem> {
        let text = text.trim();
        if text.is_empty() {
            return Err(KeyProblem::Empty);
        }
        let bytes = if text.len() == 2 * KEY_BYTES {
            from_hex(text)
        } else {
            let forms = [&STANDARD, &STANDARD_NO_PAD, &URL_SAFE, &URL_SAFE_NO_PAD];
            forms.iter().find_map(|form| form.decode(text).ok())
        };
        let bytes = Zeroizing::new(bytes.ok_or(KeyProblem::Form)?);
        <[u8; KEY_BYTES]>::try_from(bytes.as_slice()).map(|key| Self(Zeroizing::new(key))).map_err(|_| KeyProblem::Form)
    }

    /// Reads a key file.
    ///
    /// # Errors
    /// When the system cannot read it, or it holds no key.
    pub fn read(file: &Path) -> Result<Self, KeyFileFault> {
        let mut text = Zeroizing::new(String::new());
        fs::File::open(file)?.take(FILE_BYTES).read_to_string(&mut text)?;
        Ok(Self::parse(&text)?)
    }

    /// Writes the key into a new file that only its owner can read, and has it on the disk itself when it returns. Killed
    /// before that, there is no such file.
    ///
    /// # Errors
    /// When there is such a file already, or the system cannot write it.
    pub fn write(&self, file: &Path) -> io::Result<()> {
        if file.try_exists()? {
            return Err(io::Error::new(io::ErrorKind::AlreadyExists, "there is such a file already"));
        }
        let mut part = file.as_os_str().to_owned();
        part.push(".part");
        match fs::remove_file(&part) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => {}
        }
        let mut options = fs::OpenOptions::new();
        options.create_new(true).write(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut written = options.open(&part)?;
        written.write_all(self.reveal().as_bytes())?;
        written.write_all(b"\n")?;
        written.sync_all()?;
        fs::rename(&part, file)?;
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        // Elsewhere folders cannot be opened as files, and need not be.
        if cfg!(unix) { fs::File::open(folder)?.sync_all() } else { Ok(()) }
    }

    /// The key as 64 hex digits: for the file that keeps it and the person who makes it, nobody else.
    pub fn reveal(&self) -> Zeroizing<String> {
        Zeroizing::new(to_hex(self.0.as_slice()))
    }

    /// Which key it is.
    pub fn id(&self) -> KeyId {
        let mut id = [0; ID_BYTES];
        for (byte, of_key) in id.iter_mut().zip(HashKey::of(&self.0).hash(&[b"ringback key id"])) {
            *byte = of_key;
        }
        KeyId(id)
    }

    /// A key for one purpose (HKDF-SHA256).
    pub(super) fn derive(&self, purpose: &[u8]) -> Zeroizing<[u8; KEY_BYTES]> {
        keyed::derive(self.0.as_slice(), purpose)
    }

    /// A key for one purpose as the first data were sealed with: the keyed hash of the purpose alone.
    pub(super) fn derive_first(&self, purpose: &[u8]) -> Zeroizing<[u8; KEY_BYTES]> {
        Zeroizing::new(HashKey::of(&self.0).hash(&[purpose]))
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DataKey({})", self.id())
    }
}

impl KeyId {
    /// Reads what [`KeyId::bytes`] gave.
    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        bytes.try_into().ok().map(Self)
    }

    /// For keeping it.
    pub(super) fn bytes(self) -> [u8; ID_BYTES] {
        self.0
    }
}

impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(to_hex(&self.0).get(..SHOWN_DIGITS).unwrap_or_default())
    }
}

impl fmt::Debug for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// How others than its owner come at a secret's file, for a warning; nothing when they do not, or there is no such file.
/// The owner's group may read it: that is how some systems hand secrets over.
pub fn exposure(file: &Path) -> Option<String> {
    let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(file).ok()?.permissions()) & 0o777;
    (mode & 0o007 != 0)
        .then(|| format!("everybody on this machine can read {} (mode {mode:04o}); chmod 0600 it", file.display()))
}

/// The key file of a data folder when none is named: beside the folder, not in it, so that a copy of the folder alone
/// is worth nothing to a thief.
pub fn file_beside(folder: &Path) -> Option<PathBuf> {
    beside(folder, ".key")
}

/// A file beside a folder, of its name with an ending.
pub(super) fn beside(folder: &Path, ending: &str) -> Option<PathBuf> {
    let mut name = folder.file_name()?.to_os_string();
    name.push(ending);
    Some(folder.with_file_name(name))
}

/// Bytes as people read them.
pub fn to_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let pairs = text.as_bytes().chunks_exact(2);
    pairs
        .map(|pair| match pair {
            [high, low] => u8::try_from(digit(high)? * 16 + digit(low)?).ok(),
            _ => None,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEX: &str = "000102030405060708090a0b0c0d0e0f101112131415161718191A1B1C1D1E1F";

    fn id(text: &str) -> Result<String, KeyProblem> {
        DataKey::parse(text).map(|key| key.id().to_string())
    }

    #[test]
    fn a_key_is_read_in_every_form_and_is_the_same() {
        let hex = id(HEX);
        assert!(hex.is_ok());
        assert_eq!(id("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=\n"), hex);
        assert_eq!(id("  AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8"), hex);
        assert_eq!(DataKey::parse(HEX).map(|key| key.reveal().to_uppercase()), Ok(HEX.to_uppercase()));
    }

    #[test]
    fn what_is_no_key_is_refused() {
        assert_eq!(id(" \n"), Err(KeyProblem::Empty));
        for wrong in ["abc", "0001", &HEX.replace('0', "g"), &HEX[2..], &format!("{HEX}00"), "AAECAwQ="] {
            assert_eq!(id(wrong), Err(KeyProblem::Form), "{wrong}");
        }
    }

    #[test]
    fn keys_differ_and_show_nothing_of_themselves() {
        let (one, other) = (DataKey::generate().ok(), DataKey::generate().ok());
        assert_ne!(one.as_ref().map(DataKey::id), other.as_ref().map(DataKey::id));
        let key = DataKey::parse(HEX).ok();
        let shown = format!("{key:?}");
        assert!(shown.starts_with("Some(DataKey(") && !shown.contains("0001") && !shown.contains("1e1f"), "{shown}");
    }

    #[test]
    fn a_written_key_is_read_back_and_never_overwritten() -> Result<(), KeyFileFault> {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("data.key");
        let key = DataKey::generate()?;
        // What a run that was killed left behind.
        fs::write(folder.path().join("data.key.part"), "half a k")?;
        key.write(&file)?;
        assert_eq!(DataKey::read(&file)?.id(), key.id());
        assert_eq!(fs::read_dir(folder.path())?.count(), 1);
        #[cfg(unix)]
        assert_eq!(std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&file)?.permissions()) & 0o777, 0o600);
        assert!(DataKey::generate()?.write(&file).is_err());
        assert_eq!(DataKey::read(&file)?.id(), key.id());
        Ok(())
    }

    #[test]
    fn the_file_stands_beside_the_folder() {
        let beside = |folder: &str| file_beside(Path::new(folder)).map(|file| file.display().to_string());
        assert_eq!(beside("data").as_deref(), Some("data.key"));
        assert_eq!(beside("deep/data/").as_deref(), Some("deep/data.key"));
        assert_eq!(beside("/"), None);
    }
}
