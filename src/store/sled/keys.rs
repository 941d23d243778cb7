//! Keys of the trees: big-endian and of fixed width, so that the order of bytes is the order of numbers. Holds no values.

use std::ops::RangeInclusive;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::admission::{AttemptCode, SessionId};
use crate::callback::{RequestId, TallyKey};
use crate::conversation::{Notice, Recipient, Slot};
use crate::matching::IntentId;

/// Turns the order of signed numbers into the order of unsigned ones.
const SIGN: u64 = 1 << 63;

/// A row counted from one.
pub fn row(id: u64) -> Vec<u8> {
    id.to_be_bytes().to_vec()
}

/// A number of Telegram's: a chat or an update.
pub fn signed(number: i64) -> Vec<u8> {
    (number.cast_unsigned() ^ SIGN).to_be_bytes().to_vec()
}

/// One piece of a long text that belongs to a row.
pub fn part(id: u64, index: u16) -> Vec<u8> {
    [id.to_be_bytes().as_slice(), &index.to_be_bytes()].concat()
}

/// One piece of a record that is too long for its row.
pub fn piece(tree: &str, key: &[u8], index: u16) -> Vec<u8> {
    [tree.as_bytes(), &[0], key, &index.to_be_bytes()].concat()
}

/// Something that happened at a time (to the millisecond), told apart by a row.
pub fn moment(at: Timestamp, id: u64) -> Vec<u8> {
    [signed(at.as_millisecond()).as_slice(), &id.to_be_bytes()].concat()
}

/// The time and the row of a [`moment`].
pub fn read_moment(key: &[u8]) -> Option<(Timestamp, u64)> {
    let (at, id) = key.split_at_checked(size_of::<u64>())?;
    Some((Timestamp::from_millisecond(read_signed(at)?).ok()?, read_row(id)?))
}

/// A slot in a recipient's chat.
pub fn slot(recipient: Recipient, slot: Slot) -> Vec<u8> {
    let (to, chat) = match recipient {
        Recipient::AgentsGroup => (0_u8, 0),
        Recipient::Chat(chat) => (1, chat.0),
        Recipient::Mailbox(chat) => (2, chat.0),
        // A message is remembered by its chat.
        Recipient::Topic(chat, _) => (1, chat.0),
    };
    let (kind, request, user) = match slot {
        Slot::Card(request) => (0_u8, request, 0),
        Slot::Details(request, user) => (1, request, user.0),
        Slot::Reminder(request) => (2, request, 0),
        Slot::Aside(request, user) => (3, request, user.0),
        Slot::Told(request, user) => (4, request, user.0),
        Slot::Notice(Notice::Scams) => (5, RequestId(0), 0),
        Slot::Notice(Notice::Promises) => (5, RequestId(1), 0),
        Slot::Notice(Notice::Waiting) => (5, RequestId(2), 0),
    };
    [&[to], signed(chat).as_slice(), &[kind], &request.0.to_be_bytes(), &signed(user)].concat()
}

/// A look at a request's details, told apart by a row.
pub fn look(request: RequestId, at: Timestamp, id: u64) -> Vec<u8> {
    [request.0.to_be_bytes().as_slice(), &moment(at, id)].concat()
}

/// The keys of [`look`] of one request.
pub fn looks(request: RequestId) -> RangeInclusive<Vec<u8>> {
    row(request.0)..=[request.0.to_be_bytes().as_slice(), &[u8::MAX; 2 * size_of::<u64>()]].concat()
}

/// A try to sign in.
pub fn attempt(code: AttemptCode) -> Vec<u8> {
    code.to_string().into_bytes()
}

/// A browser that is signed in.
pub fn session(id: &SessionId) -> Vec<u8> {
    id.as_str().as_bytes().to_vec()
}

/// Something that is counted, by day first.
pub fn tally(key: &TallyKey) -> Vec<u8> {
    let measure = serde_json::to_string(&key.measure).unwrap_or_default();
    let topic = key.topic.as_ref().map(IntentId::as_str).unwrap_or_default();
    let agent = key.agent.map(|agent| agent.to_string()).unwrap_or_default();
    format!("{}/{:02}/{measure}/{topic}/{agent}", key.day, key.hour).into_bytes()
}

/// The keys of [`tally`] from one day to another, both included.
pub fn tally_days(from: Date, to: Date) -> RangeInclusive<Vec<u8>> {
    // '0' is the byte after '/'.
    format!("{from}/").into_bytes()..=format!("{to}0").into_bytes()
}

/// The number in a key made by [`row`].
pub fn read_row(key: &[u8]) -> Option<u64> {
    key.try_into().ok().map(u64::from_be_bytes)
}

/// The number in a key made by [`signed`].
pub fn read_signed(key: &[u8]) -> Option<i64> {
    read_row(key).map(|number| (number ^ SIGN).cast_signed())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn keys_sort_as_their_numbers(a: i64, b: i64, c: u64, d: u64) {
            prop_assert_eq!(signed(a).cmp(&signed(b)), a.cmp(&b));
            prop_assert_eq!(row(c).cmp(&row(d)), c.cmp(&d));
            prop_assert_eq!(read_signed(&signed(a)), Some(a));
            prop_assert_eq!(read_row(&row(c)), Some(c));
        }

        #[test]
        fn moments_sort_by_time_and_are_read_back(a in -377_705_023_201_i64..253_402_207_200, b in 0_i64..253_402_207_200, c: u64, d: u64) {
            let (early, late) = (Timestamp::from_second(a.min(b)).unwrap_or_default(), Timestamp::from_second(a.max(b)).unwrap_or_default());
            if early < late {
                prop_assert!(moment(early, c) < moment(late, d));
            }
            prop_assert_eq!(read_moment(&moment(early, c)), Some((early, c)));
        }
    }
}
