//! The sandbox as it runs: the page's address, the scene, the desk's process, and stopping all of it in order.

mod assets;
mod deeds;
mod events;
mod guard;
mod state;

use std::future::Future;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use arc_swap::ArcSwap;
use axum::Router;
use axum::routing::{get, post};
use tokio::net::TcpListener;
use tokio::sync::watch;
use tokio::task::AbortHandle;
use tokio::time::sleep;

use super::failure::SandboxFault;
use super::keeper::Keeper;
use super::plan::Plan;
use super::process::Launch;
use super::scene::Scene;
use super::story::{self, Caption};
use super::time::Move;
use crate::desk::ShiftedClock;
use crate::text::Language;
use crate::words::Phrasebook;

/// How long the page says that the story could not go on.
const STOPPED: Duration = Duration::from_secs(8);

/// How a sandbox is set up.
pub struct Options {
    /// This program, which is also the desk's.
    pub program: PathBuf,
    /// Where the page listens.
    pub page: SocketAddr,
    /// Where the stand-in listens.
    pub api: SocketAddr,
    /// Others than this machine may come.
    pub allow_remote: bool,
    /// Runs the desk; without it somebody else's bot is the guest.
    pub desk: bool,
}

/// A sandbox that listens.
pub struct Sandbox {
    inner: Arc<Inner>,
    listener: TcpListener,
    address: SocketAddr,
}

/// What the page's requests share.
struct Inner {
    options: Options,
    plan: Plan,
    clock: Arc<ShiftedClock>,
    phrasebook: Arc<Phrasebook>,
    scene: ArcSwap<Scene>,
    keeper: Keeper,
    /// Rises when something but the chats has changed.
    pulse: watch::Sender<u64>,
    caption: Mutex<Option<Caption>>,
    playing: Mutex<Option<AbortHandle>>,
}

impl Sandbox {
    /// Listens and sets the scene. The desk does not run yet.
    ///
    /// # Errors
    /// When an address cannot be listened at, or may not be.
    pub async fn open(plan: Plan, options: Options) -> Result<Self, SandboxFault> {
        for address in [options.page, options.api] {
            if !address.ip().is_loopback() && !options.allow_remote {
                return Err(SandboxFault::Remote(address));
            }
        }
        let listening = |error| SandboxFault::listening(options.page, error);
        let listener = TcpListener::bind(options.page).await.map_err(listening)?;
        let address = listener.local_addr().map_err(listening)?;
        let phrasebook = Phrasebook::new();
        let clock = Arc::new(ShiftedClock::default());
        let token = new_token()?;
        let scene =
            Scene::set(&plan.settings, &phrasebook, Arc::clone(&clock), (options.api, &token), plan.is_kept()).await?;
        let inner = Inner {
            options,
            plan,
            clock,
            phrasebook,
            scene: ArcSwap::from_pointee(scene),
            keeper: Keeper::new(),
            pulse: watch::Sender::new(0),
            caption: Mutex::new(None),
            playing: Mutex::new(None),
        };
        Ok(Self { inner: Arc::new(inner), listener, address })
    }

    /// The page's address.
    pub fn page(&self) -> String {
        format!("http://{}/", self.address)
    }

    /// The stand-in's address and token, for a guest.
    pub fn api(&self) -> (String, String) {
        let scene = self.inner.scene.load();
        (scene.stand_in.url(), scene.stand_in.token().to_owned())
    }

    /// Runs until `shutdown`, then stops the desk in order. `demo` plays the story at once.
    ///
    /// # Errors
    /// When the desk cannot be started or stopped.
    pub async fn run(self, demo: bool, shutdown: impl Future<Output = ()>) -> Result<(), SandboxFault> {
        let Self { inner, listener, address } = self;
        if inner.options.desk {
            inner.start_desk().await?;
        }
        let app = routes(Arc::clone(&inner), address);
        let server = tokio::spawn(async move {
            if let Err(error) = axum::serve(listener, app).await {
                tracing::error!(%error, "the page has stopped");
            }
        });
        if demo {
            inner.play().await;
        }
        shutdown.await;
        inner.stop_playing();
        // Event streams never end by themselves, so the server is not asked to finish them.
        server.abort();
        inner.keeper.stop().await.map_err(|error| inner.program_fault(error))
    }
}

/// A token that no page of somebody else's can guess: whoever has it drives the bot.
fn new_token() -> Result<String, SandboxFault> {
    let mut random = [0_u8; 16];
    getrandom::fill(&mut random).map_err(|error| SandboxFault::Random(error.to_string()))?;
    Ok(format!("4242:{}", random.iter().map(|byte| format!("{byte:02x}")).collect::<String>()))
}

fn routes(inner: Arc<Inner>, address: SocketAddr) -> Router {
    let guard = guard::Guard::new(address, inner.options.allow_remote);
    Router::new()
        .route("/", get(assets::page))
        .route("/page/{name}", get(assets::asset))
        .route("/words/{language}", get(assets::words))
        .route("/api/events", get(events::stream))
        .route("/api/why", get(deeds::why))
        .route("/api/commands", get(deeds::commands))
        .route("/api/do", post(deeds::act))
        .route("/api/console", post(deeds::open_console))
        .with_state(inner)
        .layer(axum::middleware::from_fn_with_state(guard, guard::watch))
}

impl Inner {
    fn launch(&self) -> Launch {
        let scene = self.scene.load();
        Launch {
            program: self.options.program.clone(),
            config: self.plan.config.clone(),
            intents: self.plan.intents.clone(),
            store: self.plan.store.clone(),
            api_url: scene.stand_in.url(),
            token: scene.stand_in.token().to_owned(),
            clock_ahead_ms: self.clock.offset(),
            console: self.console(),
        }
    }

    /// Where the desk's console listens: on this machine alone, and again where browsers know it from before.
    fn console(&self) -> Option<SocketAddr> {
        let anywhere = SocketAddr::new(self.options.page.ip(), 0);
        let known = self.keeper.state().borrow().report.console;
        (!self.options.allow_remote).then_some(known.unwrap_or(anywhere))
    }

    fn program_fault(&self, error: std::io::Error) -> SandboxFault {
        SandboxFault::Program { program: self.options.program.clone(), error }
    }

    async fn start_desk(&self) -> Result<(), SandboxFault> {
        self.keeper.start(self.launch()).await.map_err(|error| self.program_fault(error))
    }

    /// Plays the story, from its beginning if it is being played.
    async fn play(self: &Arc<Self>) {
        self.stop_playing();
        // A desk that never opens has no hours to move to; the story says then that it stopped.
        let _ = self.move_clock(Move::Open).await;
        let inner = Arc::clone(self);
        let playing = tokio::spawn(async move {
            let scene = inner.scene.load_full();
            let language = inner.plan.settings.desk.languages.first().copied().unwrap_or(Language::En);
            let outcomes = &inner.plan.settings.dispositions;
            let tell = |caption| inner.show(Some(caption));
            let played = story::play(&scene, &inner.phrasebook, outcomes, language, tell).await;
            if played.is_err() {
                let last = inner.caption.lock().unwrap_or_else(PoisonError::into_inner).clone();
                inner.show(last.map(|caption| Caption { key: "sandbox-demo-stopped", ..caption }));
                sleep(STOPPED).await;
            }
            inner.show(None);
        });
        *self.playing.lock().unwrap_or_else(PoisonError::into_inner) = Some(playing.abort_handle());
    }

    fn stop_playing(&self) {
        if let Some(playing) = self.playing.lock().unwrap_or_else(PoisonError::into_inner).take() {
            playing.abort();
        }
        self.show(None);
    }

    fn show(&self, caption: Option<Caption>) {
        *self.caption.lock().unwrap_or_else(PoisonError::into_inner) = caption;
        self.touch();
    }

    /// Forgets everything and begins anew.
    async fn reset(&self) -> Result<(), SandboxFault> {
        self.stop_playing();
        self.keeper.stop().await.map_err(|error| self.program_fault(error))?;
        self.plan.forget()?;
        self.clock.shift(0);
        let anywhere = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
        // A guest keeps the address and the token it was told; our own desk is told the new one.
        let address = if self.options.desk { anywhere } else { self.scene.load().stand_in.address() };
        let token = self.scene.load().stand_in.token().to_owned();
        let scene =
            Scene::set(&self.plan.settings, &self.phrasebook, Arc::clone(&self.clock), (address, &token), false)
                .await?;
        self.scene.store(Arc::new(scene));
        self.touch();
        if self.options.desk { self.start_desk().await } else { Ok(()) }
    }

    fn touch(&self) {
        self.pulse.send_modify(|version| *version = version.wrapping_add(1));
    }
}
