//! The queue over the day, drawn with the block characters of a terminal.

use super::{Findings, Sample};
use jiff::tz::TimeZone;

/// Lines of the drawing.
const HEIGHT: usize = 14;
/// Characters of the drawing's width at most.
const WIDTH: usize = 96;
/// A line in eighths, from nothing to full.
const EIGHTHS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// The requests that wait to be called now, by time of day; below, when the desk was open.
pub fn terminal(findings: &Findings, zone: &TimeZone) -> String {
    let step = findings.queue.len().div_ceil(WIDTH).max(1);
    let columns: Vec<&Sample> =
        findings.queue.chunks(step).filter_map(|chunk| chunk.iter().max_by_key(|s| s.ready)).collect();
    let top = columns.iter().map(|sample| sample.ready).max().unwrap_or_default().max(1);
    let mut out = String::from("Requests that wait to be called now\n");
    for line in (0..HEIGHT).rev() {
        let label = match line {
            line if line == HEIGHT - 1 => top.to_string(),
            line if line == HEIGHT / 2 => (top / 2).to_string(),
            0 => "0".to_owned(),
            _ => String::new(),
        };
        let cells = columns.iter().map(|sample| {
            let eighths = (sample.ready * HEIGHT * 8).div_ceil(top).saturating_sub(line * 8).min(8);
            EIGHTHS.get(eighths).copied().unwrap_or(' ')
        });
        out.push_str(&format!("{label:>5} ┤{}\n", cells.collect::<String>().trim_end()));
    }
    let open: String = columns.iter().map(|sample| if sample.desk_open { '═' } else { '─' }).collect();
    out.push_str(&format!("      └{open}\n       "));
    let mut hours = String::new();
    let mut last = None;
    for (column, sample) in columns.iter().enumerate() {
        let time = sample.at.to_zoned(zone.clone());
        if last != Some(time.hour()) && time.hour() % 2 == 0 && hours.chars().count() <= column {
            hours.extend(std::iter::repeat_n(' ', column - hours.chars().count()));
            hours.push_str(&format!("{:02}:00", time.hour()));
        }
        last = Some(time.hour());
    }
    out.push_str(&hours);
    out.push_str("\n       ═ open  ─ closed\n");
    out
}
