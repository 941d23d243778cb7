//! `ringback export --customer ID`: everything that is kept of one person, as JSON, for those who ask for their data. The
//! running desk is asked for it; when none runs, the data folder is read.

use std::fmt;
use std::io::Write;
use std::process::ExitCode;
use std::str::FromStr;

use anyhow::{Context, bail};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::exit::FOUND_PROBLEMS;
use super::hatch::{self, Question};
use super::locations::{Locations, Storage};
use super::print;
use crate::callback::{ChatId, Look, RequestId, UserId, Why};
use crate::store::{self, Changes, Kept, Store, StoreFault};

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
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Who {
    /// By their number in Telegram.
    Chat(ChatId),
    /// By one of their calls.
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

/// What was found of a person.
#[derive(Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Found {
    /// This.
    Kept(Box<Export>),
    /// Nothing, and why.
    Nothing(Unknown),
}

/// Everything that is kept of a person.
#[derive(Debug, Serialize, Deserialize)]
pub struct Export {
    /// Their number in Telegram.
    pub customer: ChatId,
    /// When it was read.
    pub exported_at: Timestamp,
    /// What is kept.
    pub kept: Kept,
}

/// Why there is nothing to export.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unknown {
    /// This desk keeps nothing of the person.
    Person(ChatId),
    /// There is no such request.
    Request(RequestId),
    /// Only the record of the call is left, which names nobody.
    Nobody(RequestId),
}

impl fmt::Display for Unknown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Person(chat) => write!(f, "nothing is kept of {chat}"),
            Self::Request(id) => write!(f, "there is no request {id}"),
            Self::Nobody(id) => write!(f, "{id} no longer belongs to anybody: whose it was has been erased"),
        }
    }
}

/// Runs the command.
///
/// # Errors
/// What kept it from running; the caller prints it and exits with 2.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    if !args.storage.data.is_dir() {
        bail!("there is no data folder {}", args.storage.data.display());
    }
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    match runtime.block_on(find(args))? {
        Found::Kept(export) => {
            let mut out = print::out();
            serde_json::to_writer_pretty(&mut out, &export)?;
            writeln!(out)?;
            Ok(ExitCode::SUCCESS)
        }
        Found::Nothing(why) => {
            print::tell(why);
            Ok(ExitCode::from(FOUND_PROBLEMS))
        }
    }
}

async fn find(args: &Args) -> anyhow::Result<Found> {
    if let Some(found) = hatch::ask(&args.storage.data, &Question::Kept(args.customer)).await? {
        return Ok(found);
    }
    let settings = args.locations.settings()?;
    let store = store::open(&args.storage.data, &args.storage.protection(&settings.data)?)?;
    let found = gather(&*store, args.customer).await;
    store.close().await.context("the data could not be closed in order")?;
    Ok(found?)
}

/// Who looked, when it was no agent but a command.
const NOBODY: UserId = UserId(0);

/// Gathers what is kept of a person, and writes down that it was done.
///
/// # Errors
/// When the store fails.
pub async fn gather(store: &dyn Store, who: Who) -> Result<Found, StoreFault> {
    let customer = match who {
        Who::Chat(chat) => chat,
        Who::CallerOf(id) => match store.request(id).await? {
            Some(found) => found.value.customer.chat,
            None if store.call_record(id).await?.is_some() => return Ok(Found::Nothing(Unknown::Nobody(id))),
            None => return Ok(Found::Nothing(Unknown::Request(id))),
        },
    };
    let kept = store.kept_of(customer).await?;
    if kept.is_empty() {
        return Ok(Found::Nothing(Unknown::Person(customer)));
    }
    let now = Timestamp::now();
    let looks: Vec<Look> = kept
        .requests
        .iter()
        .map(|request| Look { at: now, by: NOBODY, request: request.id, why: Why::Exported })
        .collect();
    tracing::info!(calls = looks.len(), "everything kept of a customer was written out by a command");
    if !looks.is_empty() {
        store.commit(None, Changes { looks, ..Changes::default() }, now).await?;
    }
    Ok(Found::Kept(Box::new(Export { customer, exported_at: now, kept })))
}
