//! Reads a backup piece by piece, with no more in memory than one of them. Refuses the first byte that is not as it was
//! written; opens no row.

use std::collections::BTreeSet;
use std::io::{ErrorKind, Read};

use super::format::{
    BackupFault, END, FORMAT, HEAD, Head, LINE_BYTES, NAME, PIECE_BYTES, ROWS, STOPPED, SUM_BYTES, Sum,
};
use crate::store::{Portion, StoredRow};

/// Bytes in front of a piece: its kind and length.
const FRONT_BYTES: usize = 1 + size_of::<u32>();

/// A backup that is being read.
pub struct Reader<R> {
    from: R,
    at: u64,
    sum: Sum,
    head: Head,
    rows: u64,
    /// Trees that were begun, the last row of the last of them, and whether the end was read.
    trees: BTreeSet<String>,
    last: Option<(String, Vec<u8>)>,
    ended: bool,
}

impl<R: Read> Reader<R> {
    /// Reads the beginning.
    ///
    /// # Errors
    /// When it is no backup, or this program cannot read it.
    pub fn open(from: R) -> Result<Self, BackupFault> {
        let (mut from, mut at, mut sum) = (from, 0, Sum::default());
        first_line(&mut from, &mut at, &mut sum)?;
        let (kind, content) = piece(&mut from, &mut at, &mut sum)?;
        let head = match kind {
            HEAD => serde_json::from_slice(&content)
                .map_err(|error| BackupFault::Damaged { at, what: format!("its head cannot be read: {error}") })?,
            STOPPED => return Err(BackupFault::Stopped(String::from_utf8_lossy(&content).into_owned())),
            _ => return Err(BackupFault::Damaged { at, what: "it has no head".to_owned() }),
        };
        Ok(Self { from, at, sum, head, rows: 0, trees: BTreeSet::new(), last: None, ended: false })
    }

    /// What it says of itself.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// Where it is read from.
    pub fn source(&mut self) -> &mut R {
        &mut self.from
    }

    /// Gives back where it was read from.
    pub fn into_source(self) -> R {
        self.from
    }

    /// How many rows were read.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// How many bytes were read.
    pub fn bytes(&self) -> u64 {
        self.at
    }

    /// The next rows; `None` after the last, when everything was as it was written.
    ///
    /// # Errors
    /// When it was not.
    pub fn portion(&mut self) -> Result<Option<Portion>, BackupFault> {
        if self.ended {
            return Ok(None);
        }
        let (kind, content) = piece(&mut self.from, &mut self.at, &mut self.sum)?;
        match kind {
            ROWS => {
                let portion = rows_in(&content).ok_or_else(|| self.damaged("its rows cannot be told apart"))?;
                self.check(&portion)?;
                Ok(Some(portion))
            }
            END => {
                self.end(&content)?;
                self.ended = true;
                Ok(None)
            }
            STOPPED => Err(BackupFault::Stopped(String::from_utf8_lossy(&content).into_owned())),
            _ => Err(self.damaged("nobody writes such pieces")),
        }
    }

    /// Rows come in order, and no tree twice.
    fn check(&mut self, portion: &Portion) -> Result<(), BackupFault> {
        let goes_on = self.last.as_ref().is_some_and(|(tree, _)| *tree == portion.tree);
        if !goes_on && !self.trees.insert(portion.tree.clone()) {
            return Err(self.damaged("a tree comes twice"));
        }
        for row in &portion.rows {
            if self.last.as_ref().is_some_and(|(tree, last)| *tree == portion.tree && row.key <= *last) {
                return Err(self.damaged("its rows are out of order"));
            }
            self.last = Some((portion.tree.clone(), row.key.clone()));
            self.rows += 1;
        }
        Ok(())
    }

    fn end(&mut self, content: &[u8]) -> Result<(), BackupFault> {
        if content != self.rows.to_be_bytes() {
            return Err(self.damaged("it does not have as many rows as it says"));
        }
        let mut more = [0];
        loop {
            return match self.from.read(&mut more) {
                Ok(0) => Ok(()),
                Ok(_) => Err(self.damaged("something stands behind its end")),
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => Err(error.into()),
            };
        }
    }

    fn damaged(&self, what: &str) -> BackupFault {
        BackupFault::Damaged { at: self.at, what: what.to_owned() }
    }
}

fn first_line(from: &mut impl Read, at: &mut u64, sum: &mut Sum) -> Result<(), BackupFault> {
    let mut line = Vec::new();
    while line.last() != Some(&b'\n') {
        if line.len() == LINE_BYTES {
            return Err(BackupFault::NoBackup);
        }
        let mut byte = [0];
        match exactly(from, &mut byte, at) {
            // Whatever it is, it never was one of ours.
            Err(BackupFault::Torn { .. }) => return Err(BackupFault::NoBackup),
            outcome => outcome?,
        }
        line.extend(byte);
    }
    sum.add(&line);
    let number = std::str::from_utf8(&line).ok().and_then(|line| line.strip_prefix(NAME)?.strip_suffix('\n'));
    match number.and_then(|number| number.parse().ok()) {
        Some(FORMAT) => Ok(()),
        Some(found) if found > FORMAT => Err(BackupFault::Newer { found }),
        _ => Err(BackupFault::NoBackup),
    }
}

/// The next piece, once its checksum holds.
fn piece(from: &mut impl Read, at: &mut u64, sum: &mut Sum) -> Result<(u8, Vec<u8>), BackupFault> {
    let mut front = [0; FRONT_BYTES];
    exactly(from, &mut front, at)?;
    let [kind, length @ ..] = front;
    let length = usize::try_from(u32::from_be_bytes(length)).unwrap_or(usize::MAX);
    if length > PIECE_BYTES {
        return Err(BackupFault::Damaged { at: *at, what: "its length cannot be".to_owned() });
    }
    let mut content = vec![0; length];
    exactly(from, &mut content, at)?;
    sum.add(&front);
    sum.add(&content);
    let mut written = [0; SUM_BYTES];
    exactly(from, &mut written, at)?;
    if written != sum.value() {
        let what = "its checksum does not hold: bytes were changed, or pieces moved".to_owned();
        return Err(BackupFault::Damaged { at: *at, what });
    }
    Ok((kind, content))
}

fn exactly(from: &mut impl Read, to: &mut [u8], at: &mut u64) -> Result<(), BackupFault> {
    match from.read_exact(to) {
        Ok(()) => {
            *at = at.saturating_add(u64::try_from(to.len()).unwrap_or(u64::MAX));
            Ok(())
        }
        Err(error) if error.kind() == ErrorKind::UnexpectedEof => Err(BackupFault::Torn { at: *at }),
        Err(error) => Err(error.into()),
    }
}

/// The rows in a piece.
fn rows_in(content: &[u8]) -> Option<Portion> {
    let (length, rest) = content.split_first()?;
    let (tree, mut rest) = rest.split_at_checked(usize::from(*length))?;
    let mut portion = Portion { tree: String::from_utf8(tree.to_vec()).ok()?, rows: Vec::new() };
    while !rest.is_empty() {
        let (key, after) = part(rest)?;
        let (value, after) = part(after)?;
        portion.rows.push(StoredRow { key: key.to_vec(), value: value.to_vec() });
        rest = after;
    }
    Some(portion)
}

fn part(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)
}
