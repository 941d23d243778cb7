//! `ringback sandbox`: the whole desk in a browser, or the stand-in alone, or a load on the desk.

use std::fmt::Display;
use std::io::Write as _;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use serde::Serialize;
use tokio::signal::unix::{SignalKind, signal};

use super::exit::FOUND_PROBLEMS;
use super::locations::Locations;
use super::logging;
use super::print;
use crate::sandbox::load::{self, Load, Scenario};
use crate::sandbox::{Files, Options, Plan, Purpose, Sandbox};
use crate::text::Language;

/// Where the page is, unless told otherwise.
const PAGE: &str = "127.0.0.1:7465";

/// Threads: the page and the stand-in together need no more.
const THREADS: usize = 2;

/// The arguments of `ringback sandbox`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    locations: Locations,
    /// Where to listen; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = PAGE)]
    addr: SocketAddr,
    /// Keep the desk's data in this folder [default: a temporary one, gone at the end]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// The language that comes first, zh or en [default: as the settings say]
    #[arg(long, value_name = "LANG", value_parser = language)]
    language: Option<Language>,
    /// Run no desk: only the stand-in for Telegram, at ADDRESS, and its page, for a bot of your own
    #[arg(long)]
    api_only: bool,
    /// Play a story of one minute: typos, a question back, a stolen account, two agents, the call
    #[arg(long, conflicts_with_all = ["api_only", "load"])]
    demo: bool,
    /// Listen also where other machines can come in; nobody is asked who they are
    #[arg(long)]
    allow_remote: bool,
    /// Put a load on a desk and report: chats=1000,messages=10000 and, if wanted, rate=50 (messages a second); or
    /// newcomers=1000,within=60 (seconds) and, if wanted, known=10,flood=0: a rush at Telegram's own limits
    #[arg(long, value_name = "SIZE", conflicts_with_all = ["api_only", "data", "allow_remote"])]
    load: Option<Scenario>,
    /// Report as JSON
    #[arg(long, requires = "load")]
    json: bool,
}

/// Runs the command.
///
/// # Errors
/// What kept it from running; the caller prints it and exits with 2.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    logging::start(logging::Form::Text);
    let files = Files {
        config: args.locations.config.clone(),
        intents: args.locations.intents.clone(),
        data: args.data.clone(),
        language: args.language,
    };
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(THREADS)
        .enable_all()
        .build()
        .context("cannot start the runtime")?;
    runtime.block_on(async {
        match args.load {
            Some(scenario) => measure(args, files, scenario).await,
            None => show(args, &files).await,
        }
    })
}

fn language(code: &str) -> Result<Language, String> {
    code.parse().map_err(|()| format!("{code:?} is not a language of this program; say zh or en"))
}

fn program() -> anyhow::Result<PathBuf> {
    std::env::current_exe().context("cannot tell where this program is")
}

async fn measure(args: &Args, files: Files, scenario: Scenario) -> anyhow::Result<ExitCode> {
    let load = Load { program: program()?, files };
    let well = match scenario {
        Scenario::Load(size) => {
            let report = load::drive(&load, size, |what| print::tell(what)).await?;
            show_report(args, &report)?;
            report.is_well()
        }
        Scenario::Rush(size) => {
            let report = load::drive_rush(&load, size, |what| print::tell(what)).await?;
            show_report(args, &report)?;
            report.is_well()
        }
    };
    Ok(if well { ExitCode::SUCCESS } else { ExitCode::from(FOUND_PROBLEMS) })
}

fn show_report(args: &Args, report: &(impl Serialize + Display)) -> anyhow::Result<()> {
    let mut out = print::out();
    if args.json {
        writeln!(out, "{}", serde_json::to_string(report)?)?;
    } else {
        write!(out, "{report}")?;
    }
    Ok(())
}

async fn show(args: &Args, files: &Files) -> anyhow::Result<ExitCode> {
    let mut interrupt = signal(SignalKind::interrupt()).context("cannot listen for SIGINT")?;
    let mut terminate = signal(SignalKind::terminate()).context("cannot listen for SIGTERM")?;
    let plan = Plan::draw(files, Purpose::Show)?;
    for warning in plan.warnings.iter() {
        tracing::warn!("{warning}");
    }
    let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
    let (page, api) = if args.api_only { (anywhere, args.addr) } else { (args.addr, anywhere) };
    let options = Options { program: program()?, page, api, allow_remote: args.allow_remote, desk: !args.api_only };
    let sandbox = Sandbox::open(plan, options).await?;
    let page = sandbox.page();
    let mut out = print::out();
    if args.api_only {
        let (url, token) = sandbox.api();
        writeln!(out, "The Bot API stand-in listens at {url} with the token {token}")?;
        writeln!(out, "Its people are at {page}")?;
    } else {
        writeln!(out, "The sandbox is at {page}")?;
    }
    writeln!(out, "Press Ctrl-C to end it.")?;
    drop(out);
    let shutdown = async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
    };
    sandbox.run(args.demo, shutdown).await?;
    Ok(ExitCode::SUCCESS)
}
