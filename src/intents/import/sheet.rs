//! TSV (tabs, no quoting) and CSV (RFC 4180) with a header. Only the two named columns count.

use csv::{ReaderBuilder, StringRecord};

use super::training_data::{Columns, TrainingData, Unreadable};

pub(super) fn read_tsv(text: &str, columns: Columns<'_>) -> Result<TrainingData, Unreadable> {
    let mut lines = text.lines().enumerate().map(|(index, line)| (index + 1, line));
    let header: Vec<&str> = lines.next().map(|(_, line)| line.split('\t').collect()).unwrap_or_default();
    let at = Wanted::find(&header, columns)?;
    let mut data = TrainingData::default();
    for (line, row) in lines.filter(|(_, row)| !row.trim().is_empty()) {
        let cell = |column: usize| row.split('\t').nth(column);
        at.take(&mut data, cell, line);
    }
    Ok(data)
}

pub(super) fn read_csv(text: &str, columns: Columns<'_>) -> Result<TrainingData, Unreadable> {
    let unreadable = |error: csv::Error| Unreadable {
        line: error.position().map_or(1, |position| line(position.line())),
        message: format!("not CSV: {error}"),
    };
    let mut reader = ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(unreadable)?.clone();
    let at = Wanted::find(&header.iter().collect::<Vec<_>>(), columns)?;
    let mut data = TrainingData::default();
    for record in reader.records() {
        let record: StringRecord = record.map_err(unreadable)?;
        let line = record.position().map_or(1, |position| line(position.line()));
        at.take(&mut data, |column| record.get(column), line);
    }
    Ok(data)
}

fn line(number: u64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// Where the two columns are.
struct Wanted {
    text: usize,
    intent: usize,
}

impl Wanted {
    fn find(header: &[&str], columns: Columns<'_>) -> Result<Self, Unreadable> {
        let find = |name: &str, option: &str| {
            header.iter().position(|column| column.trim() == name).ok_or_else(|| Unreadable {
                line: 1,
                message: format!(
                    "no column \"{name}\" in the header; found {}; name another with {option}",
                    header.join(", ")
                ),
            })
        };
        Ok(Self { text: find(columns.text, "--text-column")?, intent: find(columns.intent, "--intent-column")? })
    }

    fn take<'r>(&self, data: &mut TrainingData, cell: impl Fn(usize) -> Option<&'r str>, line: usize) {
        match (cell(self.text), cell(self.intent)) {
            (Some(text), Some(label)) => data.example(label, text, line),
            _ => data.left_behind.note("too few columns: left out", line),
        }
    }
}
