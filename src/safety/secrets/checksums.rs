//! Checksums by which the phrases of other systems than BIP-39 tell themselves: words that have the right one were made by
//! a wallet. Knows no lists.

/// The letters of Monero's English words that its checksum counts.
const MONERO_LETTERS: usize = 3;
/// The words of Monero's phrases, and of the short ones of older wallets; the last of each is the checksum.
const MONERO_LENGTHS: [usize; 2] = [25, 13];

/// Whether the last word is the one that the others choose: the sum over their first letters counts them off.
pub fn monero(words: &[&str]) -> bool {
    let Some((last, others)) = words.split_last().filter(|_| MONERO_LENGTHS.contains(&words.len())) else {
        return false;
    };
    let short = |word: &str| word.chars().take(MONERO_LETTERS).collect::<String>();
    let all: String = others.iter().map(|word| short(word)).collect();
    let chosen = usize::try_from(crc32fast::hash(all.as_bytes())).map_or(0, |sum| sum % others.len());
    others.get(chosen).is_some_and(|word| short(word) == short(last))
}

/// The words of a share of 128 and of 256 bits.
const SLIP39_LENGTHS: [usize; 2] = [20, 33];

/// Whether words, as their places in the list, end in the checksum of SLIP-0039: Reed and Solomon's code over 1024 elements.
pub fn slip39(places: &[u16]) -> bool {
    const GENERATORS: [u32; 10] = [
        0x00e0_e040,
        0x01c1_c080,
        0x0383_8100,
        0x0707_0200,
        0x0e0e_0009,
        0x1c0c_2412,
        0x3808_6c24,
        0x3090_fc48,
        0x21b1_f890,
        0x03f3_f120,
    ];
    const PLACE_BITS: u32 = 20;
    if !SLIP39_LENGTHS.contains(&places.len()) {
        return false;
    }
    ["shamir", "shamir_extendable"].iter().any(|custom| {
        let custom = custom.bytes().map(u32::from);
        let sum = custom.chain(places.iter().map(|place| u32::from(*place))).fold(1_u32, |sum, value| {
            let top = sum >> PLACE_BITS;
            let sum = (sum & ((1 << PLACE_BITS) - 1)) << 10 ^ value;
            GENERATORS.iter().enumerate().filter(|(bit, _)| top >> bit & 1 == 1).fold(sum, |sum, (_, g)| sum ^ g)
        });
        sum == 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_wrong_word_breaks_the_sum() {
        let words: Vec<&str> = "abbey abducts ability ablaze abnormal abort abrasive absorb abyss academy aces aching"
            .split(' ')
            .collect();
        let right = words.iter().filter(|last| {
            let mut all = words.clone();
            all.push(last);
            monero(&all)
        });
        assert_eq!(right.count(), 1, "one of the words, chosen by all");
        assert!(!monero(&words));
        // The standard's first vector: "duckling enlarge academic academic agency result length solution fridge kidney coal
        // piece deal husband erode duke ajar critical decision keyboard".
        let share =
            include_str!("lists/slip39.txt").lines().skip(1).flat_map(str::split_whitespace).collect::<Vec<_>>();
        let place = |word: &str| share.iter().position(|known| *known == word).and_then(|at| u16::try_from(at).ok());
        let mut places: Vec<u16> =
            "duckling enlarge academic academic agency result length solution fridge kidney coal piece \
            deal husband erode duke ajar critical decision keyboard"
                .split_whitespace()
                .filter_map(place)
                .collect();
        assert!(slip39(&places));
        places.swap(4, 5);
        assert!(!slip39(&places));
    }
}
