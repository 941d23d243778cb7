//! `ringback looks`: who has seen whose details, when and why, from the running desk or from its data when none runs.

use std::io::Write as _;
use std::process::ExitCode;

use anyhow::Context;

use super::hatch::{self, Question};
use super::locations::{Locations, Storage};
use super::print;
use crate::callback::{Look, RequestId, Roster, Why};
use crate::store;

/// The arguments of `ringback looks`.
#[derive(Debug, clap::Args)]
pub struct Args {
    /// Of this request alone, like RB-1042
    #[arg(value_parser = reference)]
    request: Option<RequestId>,
    /// Print JSON, one look a line
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    locations: Locations,
    #[command(flatten)]
    storage: Storage,
}

fn reference(text: &str) -> Result<RequestId, String> {
    text.parse().map_err(|()| "a reference looks like RB-1042".to_owned())
}

/// Runs the command.
///
/// # Errors
/// When the settings or the data cannot be read.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let settings = args.locations.settings()?;
    let data = &args.storage.data;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start")?;
    let looks: Vec<Look> = runtime.block_on(async {
        if let Some(looks) = hatch::ask(data, &Question::Looks(args.request)).await? {
            return anyhow::Ok(looks);
        }
        anyhow::ensure!(data.exists(), "no data in {}", data.display());
        let store = store::open(data, &args.storage.protection(&settings.data)?)?;
        let looks = store.looks(args.request).await;
        Ok(store.close().await.and(looks)?)
    })?;
    let roster = settings.agents.roster;
    let mut out = print::out();
    for look in &looks {
        if args.json {
            writeln!(out, "{}", serde_json::to_string(look).context("cannot print a look")?)?;
        } else {
            writeln!(out, "{}", line(look, &roster))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}

fn line(look: &Look, roster: &Roster) -> String {
    let name = roster.agent(look.by).map_or("no longer an agent", |agent| agent.name());
    let why = match &look.why {
        Why::Claimed => "claimed it",
        Why::Handed => "was handed it",
        Why::Again => "opened it again",
        Why::Exported => return format!("{} {} ringback export: written out for the customer", look.at, look.request),
        Why::Erased => "gave a reason, which was erased with the customer",
        Why::Reason(reason) => return format!("{} {} {name} ({}): {reason}", look.at, look.request, look.by),
    };
    format!("{} {} {name} ({}): {why}", look.at, look.request, look.by)
}
