//! `ringback simulate`: a bad day on the real queue, and whether every promise could be kept.

use std::fs;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use jiff::SignedDuration;

use super::exit::FOUND_PROBLEMS;
use super::locations::{Desk, Locations};
use super::print;
use crate::desk::Knowledge;
use crate::simulate::{self, Findings, Material, Plan, Waits};
use crate::words::Phrasebook;

/// The arguments of `ringback simulate`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    locations: Locations,
    /// The same seed gives the same day
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Customers who come on that day, the burst included
    #[arg(long, default_value_t = 1000, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    customers: u32,
    /// Agents at work, the lead included
    #[arg(long, default_value_t = 8, value_parser = clap::value_parser!(u32).range(1..=500))]
    agents: u32,
    /// Customers who come within ten minutes
    #[arg(long, default_value_t = 200)]
    burst: u32,
    /// How long a talk takes on average, seconds
    #[arg(long, default_value_t = 240, value_parser = clap::value_parser!(i64).range(10..=7200))]
    talk_seconds: i64,
    /// Draw the queue over the day into this file
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    /// Print one JSON object
    #[arg(long)]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// What kept it from running; the caller prints it and exits with 2.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let Desk { settings, library, .. } = args.locations.load()?;
    let plan = Plan {
        seed: args.seed,
        customers: args.customers,
        agents: args.agents,
        burst: args.burst.min(args.customers),
        talk: SignedDuration::from_secs(args.talk_seconds),
        zone: settings.hours.zone.clone(),
    };
    let material = Material {
        knowledge: Arc::new(Knowledge::new(library, &settings.match_settings())),
        phrasebook: Phrasebook::new(),
        dispositions: settings.dispositions.clone(),
        rules: settings.rules.clone(),
    };
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start the runtime")?;
    let findings = runtime.block_on(simulate::run(&plan, material))?;
    if let Some(file) = &args.svg {
        fs::write(file, simulate::svg(&findings, &plan.zone))
            .with_context(|| format!("cannot write {}", file.display()))?;
    }
    let mut out = print::out();
    if args.json {
        serde_json::to_writer(&mut out, &findings)?;
        writeln!(out)?;
    } else {
        print(&findings, &plan, &mut out)?;
    }
    let sound = findings.broken_by_the_desk().next().is_none();
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(FOUND_PROBLEMS) })
}

fn print(findings: &Findings, plan: &Plan, out: &mut impl Write) -> io::Result<()> {
    writeln!(
        out,
        "A bad day, seed {}: {} customers, {} of them within ten minutes; {} agents; talks of {} on average",
        plan.seed,
        findings.customers,
        plan.burst,
        findings.agents,
        minutes(plan.talk.as_secs())
    )?;
    writeln!(out)?;
    let by_desk = findings.broken_by_the_desk().count();
    writeln!(
        out,
        "Promises  {} made: {} kept, {} withdrawn by their customers, {} broken by agents, {by_desk} by the desk",
        findings.promised,
        findings.kept,
        findings.withdrawn,
        findings.broken.len() - by_desk,
    )?;
    for broken in &findings.broken {
        writeln!(out, "          {}: {}", broken.request, broken.why)?;
    }
    writeln!(out, "Waits     as soon as possible: {}", waits(&findings.waits))?;
    writeln!(out, "          urgent: {}", waits(&findings.urgent_waits))?;
    writeln!(out, "          until the window that was chosen begins: {}", waits(&findings.windows))?;
    writeln!(
        out,
        "Calls     {} made; {} requests resolved, {} cancelled, {} ended without reaching anybody",
        findings.calls, findings.resolved, findings.cancelled, findings.unreached
    )?;
    writeln!(out, "Left      {} customers left without booking a call", findings.left)?;
    let ended = findings.ended_at.to_zoned(plan.zone.clone()).strftime("%A %H:%M").to_string();
    writeln!(out, "Queue     {} open at most; the last request ended on {ended}", findings.most_open)?;
    writeln!(out)?;
    write!(out, "{}", simulate::terminal(findings, &plan.zone))
}

fn waits(waits: &Waits) -> String {
    format!(
        "median {}, nine of ten within {}, longest {} ({} people)",
        minutes(waits.median),
        minutes(waits.p90),
        minutes(waits.max),
        waits.people
    )
}

/// Seconds as people say them.
fn minutes(seconds: i64) -> String {
    match seconds {
        ..600 => format!("{} min {:02} s", seconds / 60, seconds % 60),
        600..7200 => format!("{} min", seconds / 60),
        _ => format!("{} h {:02} min", seconds / 3600, seconds / 60 % 60),
    }
}
