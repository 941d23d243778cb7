//! The queue over the day as an SVG picture: both axes labelled, readable in black and white too.

use std::fmt::Write;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::{Findings, Sample};

const WIDTH: f64 = 960.0;
const HEIGHT: f64 = 480.0;
const LEFT: f64 = 70.0;
const RIGHT: f64 = 20.0;
const TOP: f64 = 70.0;
const BOTTOM: f64 = 60.0;
/// Lines across the picture.
const GRID: usize = 5;

/// The picture.
pub fn svg(findings: &Findings, zone: &TimeZone) -> String {
    let (Some(first), Some(last)) = (findings.queue.first(), findings.queue.last()) else { return String::new() };
    let top = nice(findings.most_open.max(1));
    let span = last.at.duration_since(first.at).as_secs_f64().max(1.0);
    let x = |at: Timestamp| LEFT + (WIDTH - LEFT - RIGHT) * at.duration_since(first.at).as_secs_f64() / span;
    let y = |count: usize| HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * count as f64 / top as f64;
    let line = |value: &dyn Fn(&Sample) -> usize| {
        let points = findings.queue.iter().map(|sample| format!("{:.1},{:.1}", x(sample.at), y(value(sample))));
        points.collect::<Vec<_>>().join(" ")
    };
    let mut out = format!(
        r##"<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" font-size="13" fill="#333">
<rect width="{WIDTH}" height="{HEIGHT}" fill="#fff"/>
<text x="{LEFT}" y="26" font-size="17" font-weight="bold">The callback queue over a day</text>
<text x="{LEFT}" y="46">seed {}, {} customers, {} agents; {} promises, {} kept, {} broken by agents, {} by the desk</text>
"##,
        findings.seed,
        findings.customers,
        findings.agents,
        findings.promised,
        findings.kept,
        findings.broken.len() - findings.broken_by_the_desk().count(),
        findings.broken_by_the_desk().count(),
    );
    let floor = HEIGHT - BOTTOM;
    for (from, to) in open_spans(&findings.queue) {
        let (from, to) = (x(from), x(to));
        let _ = writeln!(
            out,
            r##"<rect x="{from:.1}" y="{TOP}" width="{:.1}" height="{:.1}" fill="#eef5ea"/>"##,
            to - from,
            floor - TOP
        );
    }
    for step in 0..=GRID {
        let count = top * step / GRID;
        let at = y(count);
        let _ =
            writeln!(out, r##"<line x1="{LEFT}" x2="{:.1}" y1="{at:.1}" y2="{at:.1}" stroke="#ccc"/>"##, WIDTH - RIGHT);
        let _ = writeln!(out, r##"<text x="{:.1}" y="{:.1}" text-anchor="end">{count}</text>"##, LEFT - 8.0, at + 4.0);
    }
    for at in full_hours(first.at, last.at, zone) {
        let left = x(at);
        let _ = writeln!(
            out,
            r##"<line x1="{left:.1}" x2="{left:.1}" y1="{floor}" y2="{:.1}" stroke="#333"/>"##,
            floor + 5.0
        );
        let label = at.to_zoned(zone.clone()).strftime("%H:%M").to_string();
        let _ = writeln!(out, r##"<text x="{left:.1}" y="{:.1}" text-anchor="middle">{label}</text>"##, floor + 20.0);
    }
    let ready = line(&|sample| sample.ready);
    let _ = writeln!(
        out,
        r##"<polygon points="{:.1},{floor} {ready} {:.1},{floor}" fill="#d9822b" fill-opacity="0.55"/>
<polyline points="{ready}" fill="none" stroke="#b45f06" stroke-width="1.5"/>
<polyline points="{}" fill="none" stroke="#1f5fa8" stroke-width="2" stroke-dasharray="6 3"/>
<line x1="{LEFT}" x2="{:.1}" y1="{floor}" y2="{floor}" stroke="#333"/>
<line x1="{LEFT}" x2="{LEFT}" y1="{TOP}" y2="{floor}" stroke="#333"/>
<text x="{:.1}" y="{:.1}" text-anchor="middle">time of day ({})</text>
<text x="18" y="{:.1}" text-anchor="middle" transform="rotate(-90 18 {:.1})">requests</text>"##,
        x(first.at),
        x(last.at),
        line(&|sample| sample.open),
        WIDTH - RIGHT,
        (LEFT + WIDTH - RIGHT) / 2.0,
        HEIGHT - 12.0,
        zone.iana_name().unwrap_or("UTC"),
        (TOP + floor) / 2.0,
        (TOP + floor) / 2.0,
    );
    let _ = writeln!(
        out,
        r##"<line x1="{0:.1}" x2="{1:.1}" y1="62" y2="62" stroke="#1f5fa8" stroke-width="2" stroke-dasharray="6 3"/><text x="{2:.1}" y="66">open</text>
<rect x="{3:.1}" y="56" width="24" height="11" fill="#d9822b" fill-opacity="0.55" stroke="#b45f06"/><text x="{4:.1}" y="66">wait to be called now</text>
<rect x="{5:.1}" y="56" width="24" height="11" fill="#eef5ea" stroke="#9bb88f"/><text x="{6:.1}" y="66">desk open</text>
</svg>"##,
        LEFT,
        LEFT + 24.0,
        LEFT + 30.0,
        LEFT + 90.0,
        LEFT + 120.0,
        LEFT + 280.0,
        LEFT + 310.0,
    );
    out
}

/// The next number that reads well above this one.
fn nice(count: usize) -> usize {
    let mut step = 5;
    while count > step * GRID {
        step = if step.to_string().starts_with('2') { step / 2 * 5 } else { step * 2 };
    }
    step * GRID
}

/// The stretches in which the desk was open.
fn open_spans(queue: &[Sample]) -> Vec<(Timestamp, Timestamp)> {
    let mut spans: Vec<(Timestamp, Timestamp)> = Vec::new();
    for pair in queue.windows(2) {
        let [sample, next] = pair else { continue };
        match spans.last_mut() {
            Some((_, to)) if *to == sample.at && sample.desk_open => *to = next.at,
            _ if sample.desk_open => spans.push((sample.at, next.at)),
            _ => {}
        }
    }
    spans
}

fn full_hours(from: Timestamp, to: Timestamp, zone: &TimeZone) -> Vec<Timestamp> {
    let mut hours = Vec::new();
    let mut hour = from.to_zoned(zone.clone()).start_of_day().ok();
    while let Some(at) = hour.take().filter(|at| at.timestamp() <= to) {
        if at.timestamp() >= from {
            hours.push(at.timestamp());
        }
        hour = at.checked_add(jiff::Span::new().hours(1)).ok();
    }
    hours
}
