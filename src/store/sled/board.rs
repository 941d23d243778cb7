//! How the board lies in rows: each thing on it in one of its own, so that no row grows with the board, and a change writes what
//! it changes. Decides nothing.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::records::BoardRecord;
use crate::callback::{Board, BoardPart};
use crate::store::BoardVersions;

/// The key of the row with the versions of the parts.
pub const VERSIONS_KEY: &[u8] = b"versions";

/// Elements of a list in one row: the longest are about a hundred bytes.
const RUN: usize = 200;

/// Between a field and the key of an entry in it.
const ENTRY: char = '/';
/// Between a field and the number of a run of its list.
const ELEMENTS: char = '#';

/// The board with the versions of its parts.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parts {
    /// Of the parts that were ever written.
    pub versions: BoardVersions,
    /// What stands on it.
    pub value: Board,
}

/// The rows of a board by their keys, as a record for each.
pub type Rows = BTreeMap<String, BoardRecord>;

/// The rows of one part.
///
/// # Errors
/// Why it has no JSON.
pub fn rows(board: &Board, part: BoardPart) -> Result<Rows, String> {
    // Of the other parts nothing need be written out.
    let mut alone = Board::default();
    alone.take(part, board);
    let Value::Object(fields) = serde_json::to_value(&alone).map_err(|error| error.to_string())? else {
        return Err("a board is no object".to_owned());
    };
    let mut rows = Rows::new();
    for (field, value) in fields {
        match value {
            Value::Null => {}
            Value::Object(entries) => {
                rows.extend(
                    entries.into_iter().map(|(key, entry)| (format!("{field}{ENTRY}{key}"), BoardRecord(entry))),
                );
            }
            Value::Array(elements) => {
                let runs = elements.chunks(RUN).map(|run| BoardRecord(Value::Array(run.to_vec())));
                rows.extend(
                    (0..).zip(runs).map(|(number, run): (usize, _)| (format!("{field}{ELEMENTS}{number:06}"), run)),
                );
            }
            single => drop(rows.insert(field, BoardRecord(single))),
        }
    }
    Ok(rows)
}

/// What changes in the rows from one board to another: a row to write for each key, or none.
///
/// # Errors
/// As [`rows`].
pub fn changed(from: &Board, to: &Board, part: BoardPart) -> Result<BTreeMap<String, Option<BoardRecord>>, String> {
    let (mut old, new) = (rows(from, part)?, rows(to, part)?);
    let mut changed = BTreeMap::new();
    for (key, row) in new {
        if old.remove(&key).as_ref() != Some(&row) {
            changed.insert(key, Some(row));
        }
    }
    changed.extend(old.into_keys().map(|key| (key, None)));
    Ok(changed)
}

/// The board of all rows.
///
/// # Errors
/// Why they are none.
pub fn board(rows: Rows) -> Result<Board, String> {
    let mut fields = Map::new();
    for (key, BoardRecord(row)) in rows {
        if let Some((field, entry)) = key.split_once(ENTRY) {
            let entries = fields.entry(field).or_insert_with(|| Value::Object(Map::new()));
            entries.as_object_mut().ok_or("it is both a list and none")?.insert(entry.to_owned(), row);
        } else if let Some((field, _)) = key.split_once(ELEMENTS) {
            let Value::Array(run) = row else { return Err(format!("{key} is no list")) };
            let list = fields.entry(field).or_insert_with(|| Value::Array(Vec::new()));
            list.as_array_mut().ok_or("it is both a list and none")?.extend(run);
        } else {
            fields.insert(key, row);
        }
    }
    serde_json::from_value(Value::Object(fields)).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use jiff::civil::Date;
    use jiff::{SignedDuration, Timestamp};

    use super::*;
    use crate::callback::{Block, ChatId, OpenSpan, RequestId, Shift, Shown, UserId};
    use crate::safety::CodeKey;

    fn key() -> CodeKey {
        CodeKey::derive(b"a secret")
    }

    fn full() -> Board {
        let now = Timestamp::UNIX_EPOCH + SignedDuration::from_millis(1234);
        let mut board = Board { alerted_at: Some(now), ..Board::default() };
        for number in -3..1000 {
            let (user, request) = (UserId(number), RequestId(number.unsigned_abs()));
            board.shifts.insert(user, Shift { on: number % 2 == 0, since: now });
            board.alarms.insert(request);
            board.shown.push(Shown { request, to: user, until: now });
            board.watch(user, now).reveal(now);
            board.reported.add(&key(), &format!("tel:{}", number % 50), ChatId(number), now);
            let (reason, until) = ("rude".to_owned(), now + SignedDuration::from_hours(1));
            board.blocks.add(ChatId(number), Block { request, by: user, at: now, until, reason });
        }
        board.hours.insert(Date::constant(2026, 11, 27), vec![OpenSpan::ALL_DAY]);
        board.hours.insert(Date::constant(2026, 11, 28), vec![]);
        board
    }

    #[test]
    fn a_board_is_read_back_from_its_rows() -> Result<(), String> {
        for written in [full(), Board::default()] {
            let mut all = Rows::new();
            for part in BoardPart::ALL {
                all.extend(rows(&written, part)?);
            }
            assert_eq!(board(all)?, written);
        }
        Ok(())
    }

    #[test]
    fn a_change_writes_what_it_changes() -> Result<(), String> {
        let (before, now) = (full(), Timestamp::UNIX_EPOCH);
        let mut after = before.clone();
        after.reported.add(&key(), "tel:7", ChatId(77_777), now);
        after.shifts.remove(&UserId(5));
        let keys = |part| changed(&before, &after, part).map(|rows| rows.into_keys().collect::<Vec<_>>());
        assert_eq!(keys(BoardPart::Service)?, ["shifts/5"]);
        assert_eq!(keys(BoardPart::Reports)?.len(), 1);
        assert_eq!(keys(BoardPart::Alarms)?.len(), 0);
        Ok(())
    }
}
