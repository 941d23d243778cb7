//! Records that are too long for one row: their row is a head that says how many pieces they lie in, and the pieces carry the
//! mark of the writing they belong to. Knows bytes alone.

/// The largest value of one row as it lies on the disk, bytes. The engine puts values of more than about 128 KiB into files
/// of their own, which it never syncs.
pub const MAX_VALUE_BYTES: usize = 64 * 1024;

/// The largest record, bytes: well above what the rules of the desk allow (`tests/store/limits.rs`), and few enough that
/// hundreds of them are written in one transaction.
pub const MAX_RECORD_BYTES: usize = 2 * 1024 * 1024;

/// What stands in one piece, bytes: with its mark, its seal and its key below [`MAX_VALUE_BYTES`].
const PIECE_BYTES: usize = 60 * 1024;

/// The first byte of a head. Records begin with their version, and no version gets as far.
const LONG: u8 = 0xff;

/// How long a head is.
pub const HEAD_BYTES: usize = 1 + size_of::<u16>() + MARK_BYTES;

const MARK_BYTES: usize = size_of::<u64>();

/// What the row of a long record says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Head {
    /// In how many pieces it lies.
    pub pieces: u16,
    /// Tells one writing of it from the others.
    mark: u64,
}

impl Head {
    /// Cuts a record into pieces.
    ///
    /// # Errors
    /// When the system gives no randomness for the mark, or there are more pieces than can be counted.
    pub fn cut(record: &[u8]) -> Result<(Self, Vec<Vec<u8>>), String> {
        let mark = getrandom::u64().map_err(|error| format!("no random bytes: {error}"))?;
        let pieces: Vec<Vec<u8>> =
            record.chunks(PIECE_BYTES).map(|piece| [mark.to_be_bytes().as_slice(), piece].concat()).collect();
        let count = u16::try_from(pieces.len()).map_err(|_| format!("a record of {} bytes", record.len()))?;
        Ok((Self { pieces: count, mark }, pieces))
    }

    /// The head in a row's value; `None` when that is a whole record.
    pub fn read(value: &[u8]) -> Option<Self> {
        let (&first, rest) = value.split_first()?;
        let (pieces, mark) = rest.split_at_checked(size_of::<u16>()).filter(|_| first == LONG)?;
        let pieces = u16::from_be_bytes(pieces.try_into().ok()?);
        Some(Self { pieces, mark: u64::from_be_bytes(mark.try_into().ok()?) })
    }

    /// The row's value.
    pub fn bytes(self) -> Vec<u8> {
        [[LONG].as_slice(), &self.pieces.to_be_bytes(), &self.mark.to_be_bytes()].concat()
    }

    /// What stands in a piece, if it belongs to this writing.
    pub fn own(self, piece: &[u8]) -> Option<&[u8]> {
        let (mark, piece) = piece.split_at_checked(MARK_BYTES)?;
        (mark == self.mark.to_be_bytes()).then_some(piece)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_put_together_from_its_own_pieces_alone() -> Result<(), String> {
        let record: Vec<u8> = (0..200_000_u32).map(|n| n.to_be_bytes()[3]).collect();
        let (head, pieces) = Head::cut(&record)?;
        assert_eq!((usize::from(head.pieces), head.bytes().len()), (pieces.len(), HEAD_BYTES));
        assert_eq!(Head::read(&head.bytes()), Some(head));
        let whole: Vec<u8> = pieces.iter().filter_map(|piece| head.own(piece)).flatten().copied().collect();
        assert_eq!(whole, record);
        let (again, _) = Head::cut(&record)?;
        assert!(pieces.iter().all(|piece| again.own(piece).is_none()), "written twice is told apart");
        Ok(())
    }

    #[test]
    fn a_whole_record_is_no_head() {
        for record in [&b""[..], b"\x01{}", &[1; HEAD_BYTES], &[LONG], &[LONG; HEAD_BYTES + 1]] {
            assert_eq!(Head::read(record), None, "{record:?}");
        }
    }
}
