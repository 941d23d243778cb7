//! The form of a backup: read back as written, and every byte of it counts.

use std::io::Cursor;

use jiff::Timestamp;
use proptest::prelude::*;

use super::*;
use crate::store::{Contents, Counts, Portion, StoreId, StoredRow};

fn head(commit: u64) -> Head {
    let contents = Contents {
        store: StoreId("ab".into()),
        schema: 3,
        key: Some("cd".into()),
        commit,
        next_row: 10,
        next_request: 1101,
        counts: Counts::new(),
    };
    Head { made_at: Timestamp::UNIX_EPOCH, program: "0.1.0".into(), contents }
}

fn portions() -> Vec<Portion> {
    let row = |key: u32, size: usize| StoredRow { key: key.to_be_bytes().to_vec(), value: vec![7; size] };
    vec![
        Portion { tree: "meta".into(), rows: vec![row(1, 3), row(2, 0)] },
        Portion { tree: "outbox".into(), rows: (0..40).map(|number| row(number, 20_000)).collect() },
        Portion { tree: "outbox".into(), rows: vec![row(40, 9)] },
    ]
}

fn written(portions: &[Portion]) -> Vec<u8> {
    let mut encoder = Encoder::default();
    let mut bytes = encoder.begin(&head(7)).unwrap_or_default();
    portions.iter().for_each(|portion| bytes.extend(encoder.rows(portion)));
    bytes.extend(encoder.end());
    bytes
}

fn read(bytes: &[u8]) -> Result<(Head, Vec<(String, StoredRow)>), BackupFault> {
    let mut reader = Reader::open(Cursor::new(bytes))?;
    let mut rows = Vec::new();
    while let Some(portion) = reader.portion()? {
        rows.extend(portion.rows.into_iter().map(|row| (portion.tree.clone(), row)));
    }
    Ok((reader.head().clone(), rows))
}

#[test]
fn a_backup_is_read_back() -> Result<(), BackupFault> {
    let (found, rows) = read(&written(&portions()))?;
    let all = portions();
    let all = all.iter().flat_map(|portion| portion.rows.iter().map(|row| (portion.tree.clone(), row.clone())));
    assert_eq!((found, rows), (head(7), all.collect()));
    Ok(())
}

#[test]
fn what_is_no_backup_and_what_is_newer_is_told_apart() {
    let why = |bytes: &[u8]| read(bytes).err().map(|fault| fault.to_string()).unwrap_or_default();
    assert!(why(b"").contains("no backup"));
    assert!(why(&[0; 4096]).contains("no backup"));
    assert!(why(b"ringback backup 2\nwhatever").contains("newer Ringback made it (form 2, this program knows 1)"));
    assert!(why(b"ringback backup 1\n").contains("cut short"));
    let mut encoder = Encoder::default();
    let stopped = [encoder.begin(&head(1)).unwrap_or_default(), encoder.stopped("the disk failed")].concat();
    assert_eq!(why(&stopped), "the disk failed");
}

#[test]
fn rows_twice_or_out_of_order_are_refused() {
    let [first, second, third]: [Portion; 3] = portions().try_into().unwrap_or_else(|_| unreachable!("three"));
    for wrong in [vec![third, second.clone()], vec![first.clone(), second, first]] {
        assert!(matches!(read(&written(&wrong)), Err(BackupFault::Damaged { .. })));
    }
}

#[test]
fn swapped_pieces_are_refused() {
    let row =
        |key: u8| Portion { tree: "outbox".into(), rows: vec![StoredRow { key: vec![key], value: vec![key; 8] }] };
    let mut encoder = Encoder::default();
    let begin = encoder.begin(&head(7)).unwrap_or_default();
    let (one, two) = (encoder.rows(&row(1)), encoder.rows(&row(2)));
    let end = encoder.end();
    assert!(read(&[begin.clone(), one.clone(), two.clone(), end.clone()].concat()).is_ok());
    for wrong in [[&begin, &two, &one, &end], [&begin, &one, &one, &end]] {
        assert!(matches!(read(&wrong.map(Vec::as_slice).concat()), Err(BackupFault::Damaged { .. })));
    }
    assert!(read(&[begin, one, end].concat()).is_err());
}

proptest! {
    #[test]
    fn every_flipped_bit_every_lost_end_and_every_byte_too_many_is_seen(at: prop::sample::Index, bit in 0..8_u8) {
        let whole = written(&portions().into_iter().take(1).collect::<Vec<_>>());
        let at = at.index(whole.len());
        let mut flipped = whole.clone();
        if let Some(byte) = flipped.get_mut(at) {
            *byte ^= 1 << bit;
        }
        prop_assert!(read(&flipped).is_err());
        prop_assert!(read(whole.get(..at).unwrap_or_default()).is_err());
        prop_assert!(read(&[whole.as_slice(), &[bit]].concat()).is_err());
    }
}
