//! `ringback serve`: runs the desk until it is told to stop.

use std::net::SocketAddr;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use tokio::sync::{Notify, oneshot};
use tokio::task::JoinHandle;

use super::locations::{ConsolePlace, Desk, Locations, Storage};
use super::signals::Signals;
use super::{hatch, logging, process, reload, roster, supervisor, wiring};
use crate::config::{Settings, environment};
use crate::console::{self, Site};
use crate::desk::{self, Clock, ShiftedClock, SystemClock};
use crate::mail;
use crate::sandbox::lead;
use crate::store::{self, AfterLoss, Store, StoreFault};
use crate::telegram::{self, Rates};
use crate::watching::{self, Watched};
use crate::words::Phrasebook;

/// Telegram's own Bot API server.
pub(super) const TELEGRAM: &str = "https://api.telegram.org";

/// Threads that run the desk: the work is short, waiting is free, and each thread costs memory.
const THREADS: usize = 2;

/// The arguments of `ringback serve`.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(flatten)]
    locations: Locations,
    #[command(flatten)]
    storage: Storage,
    /// The Bot API server
    #[arg(long, env = environment::API_URL, value_name = "URL", default_value = TELEGRAM)]
    api_url: String,
    /// Answer /healthz, /readyz and /metrics at this address; without it nothing listens
    #[arg(long, env = environment::METRICS_ADDR, value_name = "ADDRESS:PORT")]
    metrics_addr: Option<SocketAddr>,
    #[command(flatten)]
    console: ConsolePlace,
    /// The form of the log
    #[arg(long, env = environment::LOG_FORMAT, value_name = "FORM", default_value = "text")]
    log_format: logging::Form,
    /// Begin anew when the data of this desk are gone; numbers that were given out are not given out again
    #[arg(long, conflicts_with = "accept_loss")]
    new: bool,
    /// Go on with the data that are there when some are missing, or are not those that this desk left
    #[arg(long)]
    accept_loss: bool,
    /// Led by a sandbox over standard input and output; its clock is so many milliseconds ahead.
    #[arg(long, hide = true, value_name = "MILLISECONDS", allow_hyphen_values = true)]
    led_ahead: Option<i64>,
}

/// Runs the command.
///
/// # Errors
/// What kept it from running, or ended it; the caller prints it and exits with 2.
pub fn run(args: &Args) -> anyhow::Result<ExitCode> {
    logging::start(args.log_format);
    process::need_address_space()?;
    for unknown in environment::unknown(std::env::vars_os().map(|(name, _)| name)) {
        tracing::warn!("{unknown}");
    }
    let token = environment::token(|name| std::env::var_os(name))?;
    let password = environment::smtp_password(|name| std::env::var_os(name))?;
    let codes = token.code_key();
    let site = args.console.site()?;
    logging::hide(&token);
    for exposed in environment::exposed(|name| std::env::var_os(name)) {
        tracing::warn!("{exposed}");
    }
    let Desk { mut settings, library, warnings } = args.locations.load()?;
    if args.led_ahead.is_some() {
        settings.mail = None; // the sandbox's people have no mailboxes, and their names may be somebody's
    }
    let post = settings.mail.as_ref().map(|mail| mail.server(password)).transpose()?.map(mail::Post::new);
    for warning in warnings.iter() {
        tracing::warn!("{warning}");
    }
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(THREADS)
        .enable_all()
        .build()
        .context("cannot start the runtime")?;
    runtime.block_on(async {
        let rules = settings.intent_rules();
        let phrasebook = Phrasebook::new();
        let options = telegram::Options {
            token,
            api_url: args.api_url.clone(),
            rates: Rates {
                overall_per_second: settings.telegram.overall_per_second,
                chat_per_second: settings.telegram.chat_per_second,
                group_per_minute: settings.telegram.group_per_minute,
            },
            group: settings.agents.group,
            agents: wiring::agents(&settings),
            profile: wiring::bot_profile(&settings, &phrasebook),
            pulse: Arc::default(),
        };
        if !settings.data.encryption {
            tracing::warn!("what people tell lies on the disk as it is: encryption is switched off in the settings");
        }
        let after = match (args.new, args.accept_loss) {
            (true, _) => AfterLoss::BeginAnew,
            (false, true) => AfterLoss::Accept,
            (false, false) => AfterLoss::Refuse,
        };
        let store = open(&args.storage, &settings, after)?;
        let led = args.led_ahead.map(|ahead| {
            let clock = Arc::new(ShiftedClock::default());
            clock.shift(ahead);
            clock
        });
        let clock: Arc<dyn Clock> = match &led {
            Some(clock) => Arc::clone(clock) as Arc<dyn Clock>,
            None => Arc::new(SystemClock),
        };
        let vectors = Arc::new(desk::VectorFile::recall(&args.storage.data));
        let desk = wiring::desk(&settings, library, Arc::clone(&store), clock, phrasebook, codes);
        vectors.keep();
        let intents = args.locations.intents.clone();
        let nudged = Arc::new(Notify::new());
        let to_nudge = Arc::clone(&nudged);
        let learning = reload::Learning { rules, settings: settings.match_settings(), vectors };
        let follow_intents = reload::follow(Arc::clone(&desk), intents, learning, Arc::clone(&nudged));
        let follow_roster = roster::follow(Arc::clone(&desk), args.locations.config.clone(), nudged);
        let follow = async {
            tokio::join!(follow_intents, follow_roster);
        };
        let hatch = match hatch::open(Arc::clone(&desk), &args.storage.data) {
            Ok(answering) => Some(tokio::spawn(answering)),
            Err(error) => {
                tracing::warn!(%error, "commands cannot ask this desk while it runs");
                None
            }
        };
        let watched = Arc::new(Watched::new(Arc::clone(&desk), Arc::clone(&options.pulse)));
        let watching = supervise(&watched, args.metrics_addr).await?;
        let console = open_console(&desk, &options.pulse, site).await?;
        tracing::info!(
            version = env!("CARGO_PKG_VERSION"),
            intents = desk.intents(),
            agents = settings.agents.roster.iter().count(),
            data = %args.storage.data.display(),
            encrypted = settings.data.encryption,
            "the desk begins"
        );
        let place = console.as_ref().map(|console| console.site().listens());
        let served = serve(&desk, follow, options, post, (led, place, &watched), to_nudge).await;
        if let Some(console) = console {
            console.close().await;
        }
        watching.abort();
        if let Some(hatch) = hatch {
            hatch.abort();
            hatch::remove(&args.storage.data);
        }
        let closed = store.close().await;
        served?;
        closed.context("the data could not be closed in order")?;
        tracing::info!("stopped in order");
        Ok(ExitCode::SUCCESS)
    })
}

fn open(storage: &Storage, settings: &Settings, after: AfterLoss) -> anyhow::Result<Arc<dyn Store>> {
    let opened = store::open_after(&storage.data, &storage.protection(&settings.data)?, after);
    opened.map_err(|fault| match fault {
        StoreFault::Damaged { .. } => anyhow::Error::new(fault)
            .context(format!("the data in {} are damaged; restore a backup", storage.data.display())),
        fault => fault.into(),
    })
}

/// Has the desk watched: by systemd where it asks for word, and over HTTP where an address is set.
async fn supervise(watched: &Arc<Watched>, address: Option<SocketAddr>) -> anyhow::Result<JoinHandle<()>> {
    let word = supervisor::tell(Arc::clone(watched));
    let Some(address) = address else { return Ok(tokio::spawn(word)) };
    let listening = watching::listen(Arc::clone(watched), address).await;
    let (address, pages) = listening.with_context(|| format!("cannot listen at {address} for those who watch"))?;
    tracing::info!("watched at http://{address}/metrics, /healthz and /readyz");
    Ok(tokio::spawn(async move {
        tokio::join!(word, async {
            if let Err(error) = pages.await {
                tracing::error!(%error, "nobody can watch this desk any more");
            }
        });
    }))
}

/// Shows the agents' console where an address is set.
async fn open_console(
    desk: &Arc<desk::Desk>,
    bot: &Arc<telegram::Pulse>,
    site: Option<Site>,
) -> anyhow::Result<Option<console::Open>> {
    let Some(site) = site else { return Ok(None) };
    let address = site.listens();
    let open = console::open(Arc::clone(desk), Arc::clone(bot), site).await;
    let open = open.with_context(|| format!("cannot listen at {address} for the agents' console"))?;
    tracing::info!(listens = %open.site().listens(), "the agents' console is at {}", open.site().origin());
    Ok(Some(open))
}

async fn serve(
    desk: &Arc<desk::Desk>,
    follow: impl Future<Output = ()> + Send + 'static,
    options: telegram::Options,
    post: Option<mail::Post>,
    (led, console, watched): (Option<Arc<ShiftedClock>>, Option<SocketAddr>, &Watched),
    to_nudge: Arc<Notify>,
) -> anyhow::Result<()> {
    let mut signals = Signals::listen()?;
    let report = led.is_some().then(|| tokio::spawn(lead::report(Arc::clone(desk.store()), console)));
    let released = async move {
        match led {
            Some(clock) => lead::take_orders(clock).await,
            None => std::future::pending().await,
        }
    };
    let stop = async move {
        tokio::select! {
            name = signals.stop(&to_nudge) => tracing::info!("told to stop ({name})"),
            () = released => tracing::info!("the sandbox has ended"),
        }
    };
    let follow = tokio::spawn(follow);
    let (let_go, mails_end) = oneshot::channel::<()>();
    let mails = mail::run(Arc::clone(desk), post, async {
        // A sender that is gone says the same as its word.
        let _ = mails_end.await;
    });
    let mut mails = tokio::spawn(mails);
    let mut mails_ended = None;
    let stop = async {
        tokio::select! {
            () = stop => {}
            ended = &mut mails => mails_ended = Some(ended),
        }
    };
    let stop = async {
        stop.await;
        watched.stops();
        supervisor::stopping();
    };
    let served = telegram::run(Arc::clone(desk), options, stop).await;
    drop(let_go);
    let mails_ended = match mails_ended {
        Some(ended) => ended,
        None => mails.await,
    };
    follow.abort();
    if let Some(report) = report {
        report.abort();
    }
    served?;
    mails_ended.context("the sender of mails ended badly")??;
    Ok(())
}
