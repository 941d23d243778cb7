//! Which updates are known, by runs of consecutive numbers: Telegram's follow each other closely, so that a million of them are
//! a few thousand rows, looked up one by one and never read at the start. Knows nothing of rows and updates.

use jiff::Timestamp;

/// Numbers of one run, as bits: 256 of them with their marks are 1,290 bytes, little enough to be written with every intake.
const RUN_BITS: u32 = 8;

/// The version of these bytes.
const VERSION: u8 = 1;

/// Bytes before the entries: the version and the time.
const HEAD_BYTES: usize = 1 + size_of::<i64>();

/// Bytes of an entry: the place in the run and the mark.
const ENTRY_BYTES: usize = 1 + size_of::<u32>();

/// A mark that nobody made: an update known by its number alone.
pub const NO_MARK: u32 = 0;

/// What is known of an update.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Known {
    /// Nothing: it is new.
    No,
    /// It was taken in before.
    Yes,
    /// Another one was taken in under its number.
    Other,
}

/// The known updates of one run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// When the last of them was taken in, to the millisecond.
    pub last: Timestamp,
    entries: Vec<(u8, u32)>,
}

/// The run that a number lies in, and its place there.
pub fn place(update_id: i64) -> (i64, u8) {
    let [place, ..] = update_id.to_le_bytes();
    (update_id >> RUN_BITS, place)
}

impl Page {
    /// A run of which nothing is known.
    pub fn new(now: Timestamp) -> Self {
        Self { last: now, entries: Vec::new() }
    }

    /// What is known of the update at a place. Where one of the marks is missing, the number alone tells.
    pub fn knows(&self, place: u8, mark: u32) -> Known {
        let mut known = Known::No;
        for (_, other) in self.entries.iter().filter(|(at, _)| *at == place) {
            if *other == mark || [*other, mark].contains(&NO_MARK) {
                return Known::Yes;
            }
            known = Known::Other;
        }
        known
    }

    /// An update is known from now on.
    pub fn add(&mut self, place: u8, mark: u32, now: Timestamp) {
        self.entries.push((place, mark));
        self.last = self.last.max(now);
    }

    /// As it lies in its row.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = vec![VERSION];
        bytes.extend(self.last.as_millisecond().to_be_bytes());
        for (place, mark) in &self.entries {
            bytes.push(*place);
            bytes.extend(mark.to_be_bytes());
        }
        bytes
    }

    /// Read from a row.
    ///
    /// # Errors
    /// Why it is none.
    pub fn read(bytes: &[u8]) -> Result<Self, String> {
        let (head, entries) = bytes.split_at_checked(HEAD_BYTES).ok_or("it is cut short")?;
        let [VERSION, time @ ..] = head else { return Err("it is of an unknown version".to_owned()) };
        let time = time.try_into().map(i64::from_be_bytes).map_err(|_| "it has no time")?;
        let last = Timestamp::from_millisecond(time).map_err(|error| error.to_string())?;
        let (entries, []) = entries.as_chunks::<ENTRY_BYTES>() else { return Err("an entry is cut short".to_owned()) };
        let entries = entries.iter().map(|[place, mark @ ..]| (*place, u32::from_be_bytes(*mark))).collect();
        Ok(Self { last, entries })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn another_update_under_a_known_number_is_told_apart() {
        let mut page = Page::new(Timestamp::UNIX_EPOCH);
        assert_eq!(page.knows(7, 1), Known::No);
        page.add(7, 1, Timestamp::UNIX_EPOCH);
        assert_eq!((page.knows(7, 1), page.knows(7, 2), page.knows(8, 1)), (Known::Yes, Known::Other, Known::No));
        page.add(7, 2, Timestamp::UNIX_EPOCH);
        assert_eq!((page.knows(7, 1), page.knows(7, 2), page.knows(7, 3)), (Known::Yes, Known::Yes, Known::Other));
        assert_eq!(page.knows(7, NO_MARK), Known::Yes);
        page.add(9, NO_MARK, Timestamp::UNIX_EPOCH);
        assert_eq!(page.knows(9, 5), Known::Yes, "of an older version of the program");
    }

    proptest! {
        #[test]
        fn a_page_is_read_back(second in 0..4_000_000_000_i64, entries: Vec<(u8, u32)>) {
            let now = Timestamp::from_second(second).unwrap_or_default();
            let mut page = Page::new(now);
            entries.iter().for_each(|(place, mark)| page.add(*place, *mark, now));
            prop_assert_eq!(Page::read(&page.bytes()), Ok(page));
        }

        #[test]
        fn no_two_numbers_have_one_place(a: i64, b: i64) {
            prop_assert_eq!(place(a) == place(b), a == b);
            prop_assert_eq!(place(a).0, a.div_euclid(256));
        }
    }
}
