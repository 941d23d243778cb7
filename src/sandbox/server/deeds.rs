//! What the page can do: one deed a request, each a person's, Telegram's or the operator's.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::header::{HOST, SET_COOKIE, USER_AGENT};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};

use super::Inner;
use super::state::ahead;
use crate::desk::Clock;
use crate::sandbox::cast::{NewCustomer, Unfit};
use crate::sandbox::console::Asking;
use crate::sandbox::keeper::Phase;
use crate::sandbox::time::{Move, target};
use crate::sandbox::why;
use crate::stand_in::{Person, ProfileText};
use crate::text::{Language, Locale};

/// Longest text that Telegram's apps send as one message, in UTF-16 units.
const TEXT_UNITS: usize = 4096;

/// Another person's contact, for trying what the desk makes of it; the number is kept for fiction.
const OTHER_CONTACT: (&str, &str) = ("Kim", "+12025550164");

/// A deed.
#[derive(Debug, Deserialize)]
#[serde(tag = "deed", rename_all = "snake_case")]
pub(super) enum Deed {
    AddCustomer(NewCustomer),
    Say {
        person: i64,
        chat: i64,
        text: String,
        reply_to: Option<i64>,
    },
    /// Presses a button under a message.
    Press {
        person: i64,
        chat: i64,
        message: i64,
        data: String,
    },
    /// Presses a button under the input field.
    Key {
        person: i64,
        chat: i64,
        label: String,
    },
    Send {
        person: i64,
        chat: i64,
        what: Attachment,
    },
    Edit {
        person: i64,
        chat: i64,
        message: i64,
        text: String,
    },
    Delete {
        person: i64,
        chat: i64,
        message: i64,
    },
    Block {
        person: i64,
        blocked: bool,
    },
    Clock {
        to: Move,
    },
    Telegram {
        online: bool,
    },
    SlowDown,
    Kill,
    Start,
    Reset,
    Demo,
}

/// What can be sent besides text.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Attachment {
    Contact,
    OtherContact,
    Photo,
    Voice,
    Sticker,
    Location,
}

/// Why a deed was not done, by the key of the sentence that says so.
pub(super) struct Refused(&'static str);

impl IntoResponse for Refused {
    fn into_response(self) -> Response {
        (StatusCode::UNPROCESSABLE_ENTITY, Json(json!({"error": self.0}))).into_response()
    }
}

/// Does a deed.
pub(super) async fn act(State(inner): State<Arc<Inner>>, Json(deed): Json<Deed>) -> Response {
    match inner.act(deed).await {
        Ok(done) => Json(done).into_response(),
        Err(refused) => refused.into_response(),
    }
}

impl Inner {
    async fn act(self: &Arc<Self>, deed: Deed) -> Result<Value, Refused> {
        let scene = self.scene.load_full();
        let person = |id, chat| scene.person(id, chat).ok_or(Refused("sandbox-error-gone"));
        match deed {
            Deed::AddCustomer(new) => {
                let id = scene.add(&new).map_err(|unfit| {
                    Refused(match unfit {
                        Unfit::Name => "sandbox-error-name",
                        Unfit::Phone => "sandbox-error-phone",
                    })
                })?;
                self.touch();
                return Ok(json!({"id": id}));
            }
            Deed::Say { person: id, chat, text, reply_to } => say(&person(id, chat)?, &text, reply_to)?,
            Deed::Press { person: id, chat, message, data } => {
                gone(person(id, chat)?.presses_data(message, &data))?;
            }
            Deed::Key { person: id, chat, label } => {
                gone(person(id, chat)?.presses(&label))?;
            }
            Deed::Send { person: id, chat, what } => send(&person(id, chat)?, what)?,
            Deed::Edit { person: id, chat, message, text } => {
                fits(&text)?;
                gone(person(id, chat)?.edits(message, text.trim()))?;
            }
            Deed::Delete { person: id, chat, message } => gone(person(id, chat)?.deletes(message))?,
            Deed::Block { person: id, blocked } => {
                let person = person(id, id)?;
                if blocked { person.blocks() } else { person.unblocks() }
            }
            Deed::Clock { to } => self.move_clock(to).await?,
            Deed::Telegram { online } => {
                scene.switch(online);
                self.touch();
            }
            Deed::SlowDown => scene.slow_down(),
            Deed::Kill if self.options.desk => self.keeper.kill().await.map_err(failed)?,
            Deed::Start if self.options.desk => self.start_desk().await.map_err(failed)?,
            Deed::Kill | Deed::Start => return Err(Refused("sandbox-error-no-desk")),
            Deed::Demo => self.play().await,
            Deed::Reset => self.reset().await.map_err(failed)?,
        }
        Ok(json!({}))
    }

    pub(super) async fn move_clock(&self, to: Move) -> Result<(), Refused> {
        let hours = &self.plan.settings.hours;
        let target = target(hours, to, self.clock.now(), Timestamp::now()).ok_or(Refused("sandbox-error-no-time"))?;
        self.clock.shift(if to == Move::Now { 0 } else { ahead(target) });
        self.keeper.shift(self.clock.offset()).await;
        self.touch();
        Ok(())
    }
}

fn failed(error: impl std::fmt::Display) -> Refused {
    tracing::error!(%error, "the sandbox could not do what the page asked for");
    Refused("sandbox-error-failed")
}

fn gone<T, E>(result: Result<T, E>) -> Result<T, Refused> {
    result.map_err(|_| Refused("sandbox-error-gone"))
}

fn fits(text: &str) -> Result<(), Refused> {
    if text.trim().is_empty() {
        return Err(Refused("sandbox-error-empty"));
    }
    if text.encode_utf16().count() > TEXT_UNITS {
        return Err(Refused("sandbox-error-long"));
    }
    Ok(())
}

fn say(person: &Person, text: &str, reply_to: Option<i64>) -> Result<(), Refused> {
    fits(text)?;
    match reply_to {
        Some(message) => person.replies(message, text.trim()),
        None => person.says(text.trim()),
    };
    Ok(())
}

fn send(person: &Person, what: Attachment) -> Result<(), Refused> {
    match what {
        Attachment::Contact => person.shares_contact().map_err(|_| Refused("sandbox-error-no-phone"))?,
        Attachment::OtherContact => person.shares_contact_of(OTHER_CONTACT.0, OTHER_CONTACT.1, None),
        Attachment::Photo => person.sends_photo(""),
        Attachment::Voice => person.sends_voice(7),
        Attachment::Sticker => person.sends_sticker("👍"),
        Attachment::Location => person.sends_location(31.23, 121.47),
    };
    Ok(())
}

/// Whose console to open.
#[derive(Debug, Deserialize)]
pub(super) struct Whose {
    agent: i64,
}

/// Signs the browser in at the desk's console as an agent, and tells where that is.
///
/// Cookies are a machine's, whatever its port, so the console's session is handed on from here.
pub(super) async fn open_console(
    State(inner): State<Arc<Inner>>,
    headers: HeaderMap,
    Json(Whose { agent }): Json<Whose>,
) -> Result<Response, Refused> {
    let scene = inner.scene.load_full();
    let desk = inner.keeper.state().borrow().clone();
    let console = desk.report.console.filter(|_| desk.phase == Phase::Running && scene.is_online());
    let console = console.ok_or(Refused("sandbox-error-no-console"))?;
    let known = scene.cast().agents.iter().any(|known| known.id == agent);
    let person = scene.person(agent, agent).filter(|_| known).ok_or(Refused("sandbox-error-gone"))?;
    let asking = Asking { console, browser: headers.get(USER_AGENT) };
    let cookies = asking.sign_in(&scene, &person).await.map_err(failed)?;
    let cookies: HeaderMap = cookies.into_iter().map(|cookie| (SET_COOKIE, cookie)).collect();
    // By the name under which the browser knows this machine, or it would not send them there.
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).and_then(|host| host.rsplit_once(':'));
    let name = host.map_or("127.0.0.1", |(name, _)| name);
    let address = format!("http://{name}:{}/", console.port());
    Ok((cookies, Json(json!({"address": address}))).into_response())
}

/// A message, and the language of the page.
#[derive(Debug, Deserialize)]
pub(super) struct WhichMessage {
    chat: i64,
    message: i64,
    language: String,
}

/// Tells why a message was answered as it was.
pub(super) async fn why(State(inner): State<Arc<Inner>>, Query(which): Query<WhichMessage>) -> Response {
    let scene = inner.scene.load_full();
    let messages = scene.stand_in.view(which.chat).map(|chat| chat.messages).unwrap_or_default();
    let message = messages.into_iter().find(|message| message.id == which.message);
    let Some(text) = message.map(|message| message.text).filter(|text| !text.is_empty()) else {
        return Refused("sandbox-error-gone").into_response();
    };
    let language = which.language.parse::<Language>().unwrap_or(Language::En);
    // Learning changed intents takes a while; others are not to wait for it.
    let answer = tokio::task::spawn_blocking(move || why::why(&inner.plan.knowledge(), &text, language)).await;
    match answer {
        Ok(answer) => Json(answer).into_response(),
        Err(error) => failed(error).into_response(),
    }
}

/// A chat as a person sees it.
#[derive(Debug, Deserialize)]
pub(super) struct WhichChat {
    chat: i64,
    person: i64,
}

/// The menu of commands and what the bot says of itself, as Telegram would choose them for this person and chat.
pub(super) async fn commands(State(inner): State<Arc<Inner>>, Query(which): Query<WhichChat>) -> Response {
    let scene = inner.scene.load_full();
    let cast = scene.cast();
    let customer = cast.customers.iter().find(|customer| customer.id == which.person);
    let agent = cast.agents.iter().find(|agent| agent.id == which.person);
    let tag = customer.map(|customer| &customer.language).or(agent.map(|agent| &agent.language));
    // Telegram compares two letters.
    let locale = tag.and_then(|tag| Locale::from_tag(tag));
    let language = locale.map_or("", |locale| locale.language().code());
    let scopes = if which.chat == which.person {
        vec![
            json!({"type": "chat", "chat_id": which.chat}),
            json!({"type": "all_private_chats"}),
            json!({"type": "default"}),
        ]
    } else {
        vec![
            json!({"type": "chat", "chat_id": which.chat}),
            json!({"type": "all_group_chats"}),
            json!({"type": "default"}),
        ]
    };
    let mut tried = scopes.iter().flat_map(|scope| [(scope, language), (scope, "")]);
    let found = tried.find_map(|(scope, language)| {
        let commands = scene.stand_in.commands(Some(scope.clone()), language);
        (!commands.is_empty()).then_some(commands)
    });
    let description = scene.stand_in.profile_text(ProfileText::Description, language);
    let commands: Vec<Value> = found
        .unwrap_or_default()
        .into_iter()
        .map(|(command, description)| json!({"command": command, "description": description}))
        .collect();
    Json(json!({"commands": commands, "description": description})).into_response()
}
