//! Makes the bytes of a backup. Writes them nowhere.

use super::format::{END, FORMAT, HEAD, Head, NAME, ROWS, STOPPED, Sum};
use crate::store::{Portion, StoredRow};

/// Rows are put into pieces of about so many bytes.
const FULL_BYTES: usize = 256 * 1024;

/// The bytes of one backup, piece by piece.
#[derive(Default)]
pub struct Encoder {
    sum: Sum,
    rows: u64,
    begun: bool,
}

impl Encoder {
    /// The beginning.
    ///
    /// # Errors
    /// Never in practice: a head has JSON.
    pub fn begin(&mut self, head: &Head) -> Result<Vec<u8>, serde_json::Error> {
        Ok(self.piece(HEAD, &serde_json::to_vec(head)?))
    }

    /// Rows.
    pub fn rows(&mut self, portion: &Portion) -> Vec<u8> {
        let mut bytes = Vec::new();
        let begun = |tree: &str| [&[u8::try_from(tree.len()).unwrap_or(u8::MAX)], tree.as_bytes()].concat();
        let mut piece = begun(&portion.tree);
        for StoredRow { key, value } in &portion.rows {
            for part in [key, value] {
                piece.extend(length(part));
                piece.extend_from_slice(part);
            }
            self.rows += 1;
            if piece.len() >= FULL_BYTES {
                bytes.extend(self.piece(ROWS, &piece));
                piece = begun(&portion.tree);
            }
        }
        if piece.len() > 1 + portion.tree.len() {
            bytes.extend(self.piece(ROWS, &piece));
        }
        bytes
    }

    /// The end.
    pub fn end(&mut self) -> Vec<u8> {
        let rows = self.rows.to_be_bytes();
        self.piece(END, &rows)
    }

    /// An end before the end, for whoever takes it down.
    pub fn stopped(&mut self, reason: &str) -> Vec<u8> {
        self.piece(STOPPED, reason.as_bytes())
    }

    fn piece(&mut self, kind: u8, content: &[u8]) -> Vec<u8> {
        let line = if self.begun { String::new() } else { format!("{NAME}{FORMAT}\n") };
        self.begun = true;
        let mut bytes = [line.as_bytes(), &[kind], &length(content), content].concat();
        self.sum.add(&bytes);
        bytes.extend(self.sum.value());
        bytes
    }
}

fn length(bytes: &[u8]) -> [u8; 4] {
    u32::try_from(bytes.len()).unwrap_or(u32::MAX).to_be_bytes()
}
