//! The file in which vectors are kept from one start to the next. A cache: what cannot be read, was cut short or was made by
//! other weights is as good as no file.

use std::sync::LazyLock;

use super::memory::Kept;
use super::packed::{BYTES, Packed};
use super::{network, pieces};
use crate::hashing::step;

/// How the file begins; the last byte is the version of its form.
const MAGIC: [u8; 8] = *b"rbvecs\0\x01";
/// The bytes of a hash.
const HASH: usize = size_of::<u64>();
/// A row: the hash of the text, its vector.
const ROW: usize = HASH + BYTES;
/// No file has more rows: 36 MB.
const MOST_ROWS: usize = 128 * 1024;

/// Stands for the weights and the pieces: other ones give other vectors.
static WEIGHTS: LazyLock<u64> = LazyLock::new(|| {
    [network::WEIGHTS, pieces::PIECES.as_bytes()].iter().fold(0, |sum, part| step(sum, checksum(part)))
});

/// The sum that tells damaged bytes from whole ones; not made against forgers.
fn checksum(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<HASH>();
    let sum = words.iter().fold(bytes.len() as u64, |sum, word| step(sum, u64::from_le_bytes(*word)));
    rest.iter().fold(sum, |sum, byte| step(sum, u64::from(*byte)))
}

/// The bytes of a file with these vectors: the same for the same vectors.
pub(super) fn write(kept: &Kept) -> Vec<u8> {
    let mut rows: Vec<_> = kept.iter().collect();
    rows.sort_unstable_by_key(|(key, _)| **key);
    let mut file = Vec::with_capacity(MAGIC.len() + HASH + rows.len() * ROW + HASH);
    file.extend(MAGIC);
    file.extend(WEIGHTS.to_le_bytes());
    for (key, vector) in rows {
        file.extend(key.to_le_bytes());
        vector.write(&mut file);
    }
    file.extend(checksum(&file).to_le_bytes());
    file
}

/// The vectors of a file; none if it is not whole or not of these weights.
pub(super) fn read(file: &[u8]) -> Kept {
    rows(file).unwrap_or_default()
}

fn rows(file: &[u8]) -> Option<Kept> {
    let (body, sum) = file.split_last_chunk::<HASH>()?;
    let rest = body.strip_prefix(&MAGIC)?;
    let (weights, rows) = rest.split_first_chunk::<HASH>()?;
    let whole = u64::from_le_bytes(*sum) == checksum(body) && rows.len() % ROW == 0 && rows.len() / ROW <= MOST_ROWS;
    if !whole || u64::from_le_bytes(*weights) != *WEIGHTS {
        return None;
    }
    rows.chunks_exact(ROW)
        .map(|row| {
            row.split_first_chunk().and_then(|(key, vector)| Some((u64::from_le_bytes(*key), Packed::read(vector)?)))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Encoder, memory, packed::Packed};
    use super::{Kept, read, write};

    fn kept() -> Kept {
        let vector = |text: &str| Packed::pack(&Encoder::default().encode(text));
        [(7, vector("how do I withdraw")), (3, vector("提现"))].into_iter().collect()
    }

    #[test]
    fn what_is_written_is_read() {
        let file = write(&kept());
        assert_eq!((read(&file), write(&read(&file))), (kept(), file));
    }

    #[test]
    fn a_file_that_is_damaged_or_of_other_weights_is_as_good_as_none() {
        let file = write(&kept());
        for at in 0..file.len() {
            let mut damaged = file.clone();
            damaged.iter_mut().skip(at).take(1).for_each(|byte| *byte ^= 0x10);
            assert!(read(&damaged).is_empty(), "byte {at}");
        }
        for end in 0..file.len() {
            assert!(read(file.get(..end).unwrap_or(&file)).is_empty(), "{end} bytes");
        }
        assert_eq!(memory::recall(b"no such thing"), 0);
    }
}
