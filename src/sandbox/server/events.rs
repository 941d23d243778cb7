//! The page's liveness: whatever has changed, as server-sent events. Each viewer is told only what it has not seen.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::convert::Infallible;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State as Shared;
use axum::response::sse::{Event, KeepAlive, Sse};
use futures_util::Stream;
use futures_util::stream::unfold;
use serde::Serialize;
use tokio::sync::watch;
use tokio::time::sleep;

use super::Inner;
use super::state::State;
use crate::sandbox::keeper::DeskState;
use crate::sandbox::scene::Scene;
use crate::stand_in::ChatView;

/// Changes within this time are told together: faster than the eye.
const TOGETHER: Duration = Duration::from_millis(30);

/// Things that change by time alone, such as closing, are looked at this often.
const LOOK_ANYWAY: Duration = Duration::from_secs(2);

/// A chat with what only the sandbox knows of it.
#[derive(Serialize)]
struct ChatEvent<'a> {
    #[serde(flatten)]
    chat: &'a ChatView,
    /// Messages that the desk has not taken in.
    waiting: Vec<i64>,
}

struct Viewer {
    inner: Arc<Inner>,
    scene: Arc<Scene>,
    chats: watch::Receiver<u64>,
    pulse: watch::Receiver<u64>,
    desk: watch::Receiver<DeskState>,
    seen: BTreeMap<String, u64>,
    queue: VecDeque<Event>,
    first: bool,
}

/// Tells a viewer everything, and then every change.
pub(super) async fn stream(Shared(inner): Shared<Arc<Inner>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let scene = inner.scene.load_full();
    let viewer = Viewer {
        chats: scene.stand_in.changes(),
        pulse: inner.pulse.subscribe(),
        desk: inner.keeper.state(),
        seen: BTreeMap::new(),
        queue: VecDeque::new(),
        first: true,
        scene,
        inner,
    };
    let events = unfold(viewer, |mut viewer| async {
        let event = viewer.next().await;
        Some((Ok(event), viewer))
    });
    Sse::new(events).keep_alive(KeepAlive::default())
}

impl Viewer {
    async fn next(&mut self) -> Event {
        loop {
            if let Some(event) = self.queue.pop_front() {
                return event;
            }
            if !std::mem::take(&mut self.first) {
                self.change().await;
            }
            self.look();
        }
    }

    async fn change(&mut self) {
        tokio::select! {
            _ = self.chats.changed() => {}
            _ = self.pulse.changed() => {}
            _ = self.desk.changed() => {}
            () = sleep(LOOK_ANYWAY) => {}
        }
        sleep(TOGETHER).await;
    }

    fn look(&mut self) {
        let scene = self.inner.scene.load_full();
        if !Arc::ptr_eq(&scene, &self.scene) {
            self.seen.clear();
            self.chats = scene.stand_in.changes();
            self.scene = Arc::clone(&scene);
            self.queue.push_back(Event::default().event("reset").data("{}"));
        }
        self.chats.mark_unchanged();
        self.pulse.mark_unchanged();
        let desk = self.desk.borrow_and_update().clone();
        self.tell("cast", "cast", &scene.cast());
        self.tell("state", "state", &State::of(&self.inner, desk));
        let waiting = scene.stand_in.unconfirmed_messages();
        for chat in scene.stand_in.chats() {
            let waiting = waiting_in(&waiting, chat.id);
            self.tell(&format!("chat {}", chat.id), "chat", &ChatEvent { chat: &chat, waiting });
        }
    }

    /// Queues an event unless the viewer has seen just that.
    fn tell(&mut self, what: &str, event: &str, data: &impl Serialize) {
        let Ok(data) = serde_json::to_string(data) else { return };
        let mut hasher = DefaultHasher::new();
        data.hash(&mut hasher);
        if self.seen.insert(what.to_owned(), hasher.finish()) != Some(hasher.finish()) {
            self.queue.push_back(Event::default().event(event).data(data));
        }
    }
}

fn waiting_in(waiting: &BTreeSet<(i64, i64)>, chat: i64) -> Vec<i64> {
    waiting.range((chat, i64::MIN)..=(chat, i64::MAX)).map(|(_, message)| *message).collect()
}
