//! Common English words and where each stands in a space of meaning, so that words that mean alike count alike.
//! The table is built by `tools/english-words.py`; nothing is downloaded or trained at run time.

/// The table as built.
static TABLE: &[u8] = include_bytes!("english.bin");

/// How many directions the space of meaning has.
pub const DIRECTIONS: usize = 50;
/// The bytes before the hashes: two counts.
const HEADER: usize = 8;
/// The unit that a word's scale is written in.
const SCALE_UNIT: f32 = 1.0 / (127.0 * 65535.0);

/// A common English word.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct EnglishWord {
    directions: &'static [u8],
    scale: f32,
}

impl EnglishWord {
    /// Adds where the word stands to `sum`, frequent words with little weight.
    pub fn add_to(&self, sum: &mut [f32; DIRECTIONS]) {
        for (sum, byte) in sum.iter_mut().zip(self.directions) {
            *sum += f32::from(i8::from_le_bytes([*byte])) * self.scale;
        }
    }
}

/// The entry of a lower-case word; `None` for a word that is not common.
pub fn english(word: &str) -> Option<EnglishWord> {
    let count = four(0)? as usize;
    let hash = fold(word);
    // The hashes are spread evenly, so the place can be guessed and is at most a few steps away.
    let mut at = ((u64::from(hash) * count as u64) >> 32) as usize;
    while at > 0 && four(HEADER + at * 4)? >= hash {
        at -= 1;
    }
    while at < count && four(HEADER + at * 4)? < hash {
        at += 1;
    }
    if at >= count || four(HEADER + at * 4)? != hash {
        return None;
    }
    let scales = HEADER + count * 4;
    let scale = TABLE.get(scales + at * 2..)?.first_chunk().copied().map(u16::from_le_bytes)?;
    let vectors = scales + count * 2;
    let directions = TABLE.get(vectors + at * DIRECTIONS..vectors + (at + 1) * DIRECTIONS)?;
    Some(EnglishWord { directions, scale: f32::from(scale) * SCALE_UNIT })
}

fn four(at: usize) -> Option<u32> {
    TABLE.get(at..)?.first_chunk().copied().map(u32::from_le_bytes)
}

/// FNV-1a of 64 bits, folded to 32.
fn fold(word: &str) -> u32 {
    let hash = word
        .bytes()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3));
    (hash ^ (hash >> 32)) as u32
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test that cannot go on should stop loudly")]
mod tests {
    use super::{DIRECTIONS, TABLE, english, four};

    fn likeness(a: &str, b: &str) -> f32 {
        let [a, b] = [a, b].map(|word| {
            let mut sum = [0.0; DIRECTIONS];
            english(word).unwrap().add_to(&mut sum);
            let norm = sum.iter().map(|x| x * x).sum::<f32>().sqrt();
            sum.map(|x| x / norm)
        });
        a.iter().zip(&b).map(|(a, b)| a * b).sum()
    }

    #[test]
    fn the_table_has_the_shape_that_is_read() {
        let count = four(0).unwrap() as usize;
        assert_eq!(four(4).unwrap() as usize, DIRECTIONS);
        assert_eq!(TABLE.len(), 8 + count * (4 + 2 + DIRECTIONS));
    }

    #[test]
    fn words_that_mean_alike_stand_near() {
        assert!(likeness("stolen", "theft") > likeness("stolen", "weather") + 0.3);
        assert!(likeness("phone", "telephone") > likeness("phone", "money") + 0.3);
        assert!(english("wihtdraw").is_none() && english("").is_none());
    }
}
