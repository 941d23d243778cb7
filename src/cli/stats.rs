//! `ringback stats`: the numbers of some days, from the running desk or from its data when none runs.

use std::collections::BTreeMap;
use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Context;
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};

use super::hatch::{self, Question};
use super::locations::{Locations, Storage};
use super::print;
use crate::callback::{Counts, Report, UserId};
use crate::config::Settings;
use crate::store;

/// The arguments of `ringback stats`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    locations: Locations,
    #[command(flatten)]
    storage: Storage,
    /// The first day, like 2026-11-22; without it today, on the desk's clock
    #[arg(long, value_name = "DATE")]
    from: Option<Date>,
    /// The last day; without it today
    #[arg(long, value_name = "DATE")]
    to: Option<Date>,
    /// The last so many days, today included
    #[arg(long, value_name = "N", conflicts_with_all = ["from", "to"], value_parser = clap::value_parser!(i32).range(1..=366))]
    days: Option<i32>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// What kept it from running; the caller prints it and exits with 2.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let settings = args.locations.settings()?;
    let now = Timestamp::now();
    let today = now.to_zoned(settings.hours.zone.clone()).date();
    let (from, to) = match args.days {
        Some(days) => (today.checked_sub((days - 1).days()).context("too many days")?, today),
        None => (args.from.or(args.to).unwrap_or(today), args.to.unwrap_or(today)),
    };
    anyhow::ensure!(from <= to, "--from {from} is after --to {to}");
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let report = runtime.block_on(async {
        if let Some(report) = hatch::ask(&args.storage.data, &Question::Stats(from, to)).await? {
            return anyhow::Ok(report);
        }
        anyhow::ensure!(args.storage.data.exists(), "no data in {}", args.storage.data.display());
        let store = store::open(&args.storage.data, &args.storage.protection(&settings.data)?)?;
        let report = Report::of(from, to, &store.tally(from, to).await?, store.standing(now).await?);
        store.close().await?;
        Ok(report)
    })?;
    let mut out = print::out();
    if args.json {
        serde_json::to_writer(&mut out, &report)?;
        writeln!(out)?;
    } else {
        print(&report, &settings, &mut out)?;
    }
    Ok(ExitCode::SUCCESS)
}

fn print(report: &Report, settings: &Settings, out: &mut impl Write) -> io::Result<()> {
    let now = report.now;
    writeln!(out, "{} to {}", report.from, report.to)?;
    writeln!(
        out,
        "now: {} open ({} can be called, {} with agents, {} later), {} overdue",
        now.open, now.ready, now.claimed, now.later, now.overdue
    )?;
    if let Some(oldest) = now.oldest {
        writeln!(out, "waiting longest: {} since {}", oldest.request, oldest.asked_at)?;
    }
    let (unread, out_of_flood) = (report.total.left_unread, report.total.left_out);
    if unread + out_of_flood > 0 {
        writeln!(out, "not read: {unread} beyond what one chat may write, {out_of_flood} left out in a flood")?;
    }
    let name = |agent: &UserId| {
        settings.agents.roster.agent(*agent).map_or_else(|| agent.to_string(), |agent| agent.name().to_owned())
    };
    table(out, "", &BTreeMap::from([("total".to_owned(), report.total.clone())]))?;
    table(out, "topic", &report.by_topic)?;
    table(out, "agent", &report.by_agent.iter().map(|(agent, counts)| (name(agent), counts.clone())).collect())?;
    table(out, "hour", &report.by_hour.iter().map(|(hour, counts)| (format!("{hour:02}:00"), counts.clone())).collect())
}

fn table<G: Display + Ord>(out: &mut impl Write, name: &str, groups: &BTreeMap<G, Counts>) -> io::Result<()> {
    if groups.is_empty() {
        return Ok(());
    }
    writeln!(
        out,
        "\n{name:<20} answered unsure no-match booked promised kept broken attempts settled first reopened rating"
    )?;
    for (group, counts) in groups {
        let share = |share: Option<f64>| share.map_or_else(|| "-".to_owned(), |share| format!("{:.0}%", share * 100.0));
        let rating = counts.mean_rating.map_or_else(|| "-".to_owned(), |mean| format!("{mean:.1}"));
        writeln!(
            out,
            "{:<20} {:>8} {:>6} {:>8} {:>6} {:>8} {:>4} {:>6} {:>8} {:>7} {:>5} {:>8} {rating:>6}",
            group.to_string(),
            counts.answered,
            counts.unsure,
            counts.no_match,
            counts.booked,
            counts.promised,
            counts.kept,
            counts.breached,
            counts.attempts,
            counts.resolved,
            share(counts.first_call_resolution),
            counts.reopened,
        )?;
    }
    Ok(())
}
