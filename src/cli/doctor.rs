//! `ringback doctor`: what a desk needs, line by line, with what to do. Changes nothing; runs beside the desk as well.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Context;
use serde_json::json;

use super::exit::FOUND_PROBLEMS;
use super::locations::{ConsolePlace, Locations, Storage};
use super::print::{self, counted};
use crate::config::{LoadedSettings, Settings, environment};
use crate::doctor::{self, State};
use crate::intents::{IntentLibrary, LoadError, Loaded};
use crate::mail;

/// The arguments of `ringback doctor`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    locations: Locations,
    #[command(flatten)]
    storage: Storage,
    /// The Bot API server
    #[arg(long, env = environment::API_URL, value_name = "URL", default_value = super::serve::TELEGRAM)]
    api_url: String,
    #[command(flatten)]
    console: ConsolePlace,
    /// Report as JSON
    #[arg(long)]
    json: bool,
}

/// Runs the command; exits with 1 when something is wrong.
///
/// # Errors
/// What kept it from looking; the caller prints it and exits with 2.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let token = environment::token(|name| std::env::var_os(name))?;
    let password = environment::smtp_password(|name| std::env::var_os(name))?;
    let LoadedSettings { settings, warnings } = Settings::load(args.locations.config.as_deref())?;
    let intents = IntentLibrary::load(&args.locations.intents, &settings.intent_rules());
    let post = settings.mail.as_ref().map(|mail| mail.server(password)).transpose()?.map(mail::Post::new);
    let key_file = std::env::var_os(environment::KEY_FILE).map(PathBuf::from);
    let runtime =
        tokio::runtime::Builder::new_current_thread().enable_all().build().context("cannot start the runtime")?;
    let looking =
        doctor::examine(&settings, &token, &args.api_url, post.as_ref(), &args.storage.data, key_file.as_deref());
    let mut findings = runtime.block_on(looking)?;
    findings.insert(0, files(warnings.iter().count(), intents));
    findings.push(doctor::console(args.console.site()));
    let wrong = findings.iter().any(|finding| finding.state == State::Fail);
    let mut out = print::out();
    if args.json {
        writeln!(out, "{:#}", json!({ "well": !wrong, "findings": findings }))?;
    } else {
        for finding in &findings {
            let state = match finding.state {
                State::Ok => "ok",
                State::Warn => "WARN",
                State::Fail => "FAIL",
            };
            writeln!(out, "{state:<5} {:<12} {}", finding.about, finding.words)?;
        }
    }
    Ok(if wrong { ExitCode::from(FOUND_PROBLEMS) } else { ExitCode::SUCCESS })
}

fn files(warnings: usize, intents: Result<Loaded, LoadError>) -> doctor::Finding {
    let loaded = match intents {
        Ok(loaded) => loaded,
        Err(error) => return doctor::Finding::fail("intents", format!("{error}; `ringback check` tells each problem")),
    };
    let intents = counted(loaded.library.iter().count(), "intent");
    match warnings + loaded.warnings.iter().count() {
        0 => doctor::Finding::ok("settings", format!("are well, with {intents}")),
        many => doctor::Finding::warn(
            "settings",
            format!("{intents}, and {} that `ringback check` tells", counted(many, "warning")),
        ),
    }
}
