//! `ringback export --customer ID`: everything that is kept of one person, as JSON, for those who ask for their data. Works on
//! the data folder itself, so the desk must be stopped.

use std::io::{self, Write};
use std::process::ExitCode;
use std::str::FromStr;

use anyhow::{Context, bail};
use jiff::Timestamp;
use serde::Serialize;

use super::locations::{Locations, Storage};
use crate::callback::{ChatId, RequestId};
use crate::store::{self, Kept, Store};

/// The arguments of `ringback export`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    locations: Locations,
    #[command(flatten)]
    storage: Storage,
    /// The person: their number in Telegram, or the reference of one of their calls, like RB-1042
    #[arg(long, value_name = "ID")]
    customer: Who,
}

/// How a person is named.
#[derive(Clone, Copy, Debug)]
enum Who {
    Chat(ChatId),
    CallerOf(RequestId),
}

impl FromStr for Who {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if let Ok(number) = text.parse() {
            return Ok(Self::Chat(ChatId(number)));
        }
        let reference = text.parse().map(Self::CallerOf);
        reference
            .map_err(|()| "expected a number in Telegram, like 7000000011, or a reference, like RB-1042".to_owned())
    }
}

#[derive(Serialize)]
struct Export {
    customer: ChatId,
    exported_at: Timestamp,
    #[serde(flatten)]
    kept: Kept,
}

/// Runs the command.
///
/// # Errors
/// What kept it from running; the caller prints it and exits with 2.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    let settings = args.locations.settings()?;
    if !args.storage.data.is_dir() {
        bail!("there is no data folder {}", args.storage.data.display());
    }
    let protection = args.storage.protection(&settings.data)?;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let export = runtime.block_on(async {
        let store = store::open(&args.storage.data, &protection)?;
        let export = gather(&*store, args.customer).await;
        store.close().await.context("the data could not be closed in order")?;
        export
    })?;
    let mut out = io::stdout().lock();
    serde_json::to_writer_pretty(&mut out, &export)?;
    writeln!(out)?;
    Ok(ExitCode::SUCCESS)
}

async fn gather(store: &dyn Store, who: Who) -> anyhow::Result<Export> {
    let customer = match who {
        Who::Chat(chat) => chat,
        Who::CallerOf(id) => match store.request(id).await? {
            Some(found) => found.value.customer.chat,
            None if store.call_record(id).await?.is_some() => bail!("{id} has lost its identity: its time was over"),
            None => bail!("there is no request {id}"),
        },
    };
    let kept = store.kept_of(customer).await?;
    if kept.is_empty() {
        bail!("nothing is kept of {customer}");
    }
    Ok(Export { customer, exported_at: Timestamp::now(), kept })
}
