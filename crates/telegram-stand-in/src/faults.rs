//! Faults on request: which call fails next, and how.

use std::time::Duration;

use axum::http::StatusCode;

use super::api_error::ApiError;

/// What goes wrong.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum FaultKind {
    Refusal(ApiError),
    /// Any text instead of an answer.
    Page(u16, String),
    CutBefore,
    CutAfter,
    Delay(Duration),
}

/// One scripted fault: by default it hits the next call of any method in any chat, once.
#[derive(Debug, Clone, PartialEq)]
pub struct Fault {
    kind: FaultKind,
    method: Option<String>,
    chat: Option<i64>,
    skip: u32,
    times: u32,
}

impl Fault {
    fn of(kind: FaultKind) -> Self {
        Self { kind, method: None, chat: None, skip: 0, times: 1 }
    }

    /// 429 with `retry_after` seconds.
    #[must_use]
    pub fn retry_after(seconds: u32) -> Self {
        Self::of(FaultKind::Refusal(ApiError::too_many_requests(seconds)))
    }

    /// A refusal with this code and description, such as `403`, `"Forbidden: user is deactivated"`.
    #[must_use]
    pub fn refusal(code: u16, description: &str) -> Self {
        Self::of(FaultKind::Refusal(ApiError::new(code, description)))
    }

    /// 403, as if the person had blocked the bot without its being told.
    #[must_use]
    pub fn blocked() -> Self {
        Self::of(FaultKind::Refusal(ApiError::forbidden("bot was blocked by the user")))
    }

    /// 401, as if the token had been revoked.
    #[must_use]
    pub fn unauthorized() -> Self {
        Self::of(FaultKind::Refusal(ApiError::unauthorized()))
    }

    /// 409, as if another instance polled.
    #[must_use]
    pub fn conflict() -> Self {
        Self::of(FaultKind::Refusal(ApiError::other_poll()))
    }

    /// A 5xx with an HTML body, as a gateway sends it.
    #[must_use]
    pub fn gateway_error(status: u16) -> Self {
        let reason = StatusCode::from_u16(status).map_or_else(|_| status.to_string(), |code| code.to_string());
        let page = format!("<html><head><title>{reason}</title></head><body><h1>{reason}</h1></body></html>");
        Self::answer(status, &page)
    }

    /// This text, whatever it is, instead of an answer; nothing has happened.
    #[must_use]
    pub fn answer(status: u16, body: &str) -> Self {
        Self::of(FaultKind::Page(status, body.to_owned()))
    }

    /// The call is never answered.
    #[must_use]
    pub fn hang() -> Self {
        Self::delay(Duration::from_secs(24 * 3600))
    }

    /// The connection is cut and nothing has happened.
    #[must_use]
    pub fn cut_before_effect() -> Self {
        Self::of(FaultKind::CutBefore)
    }

    /// The connection is cut after the request had its effect.
    #[must_use]
    pub fn cut_after_effect() -> Self {
        Self::of(FaultKind::CutAfter)
    }

    /// The call waits so long before anything happens; other faults still apply.
    #[must_use]
    pub fn delay(time: Duration) -> Self {
        Self::of(FaultKind::Delay(time))
    }

    /// Only calls of this method, as the documentation spells it.
    #[must_use]
    pub fn on(mut self, method: &str) -> Self {
        self.method = Some(method.to_owned());
        self
    }

    /// Only calls that name this chat.
    #[must_use]
    pub fn in_chat(mut self, chat_id: i64) -> Self {
        self.chat = Some(chat_id);
        self
    }

    /// So many calls instead of one; `u32::MAX` is until [`StandIn::clear_faults`](super::StandIn::clear_faults).
    #[must_use]
    pub fn times(mut self, times: u32) -> Self {
        self.times = times;
        self
    }

    /// Lets so many matching calls pass first.
    #[must_use]
    pub fn after(mut self, calls: u32) -> Self {
        self.skip = calls;
        self
    }

    fn hits(&mut self, method: &str, chat: Option<i64>) -> bool {
        let matches = self.method.as_deref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method))
            && self.chat.is_none_or(|wanted| chat == Some(wanted));
        if !matches || self.times == 0 {
            return false;
        }
        if self.skip > 0 {
            self.skip -= 1;
            return false;
        }
        if self.times != u32::MAX {
            self.times -= 1;
        }
        true
    }
}

/// The faults in store, oldest first.
#[derive(Default)]
pub(super) struct Faults(Vec<Fault>);

impl Faults {
    pub(super) fn add(&mut self, fault: Fault) {
        self.0.push(fault);
    }

    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// What happens to this call: a wait, and then perhaps a failure.
    pub(super) fn strike(&mut self, method: &str, chat: Option<i64>) -> (Duration, Option<FaultKind>) {
        let mut wait = Duration::ZERO;
        let mut failure = None;
        for fault in &mut self.0 {
            let is_delay = matches!(fault.kind, FaultKind::Delay(_));
            if (failure.is_some() && !is_delay) || !fault.hits(method, chat) {
                continue;
            }
            match &fault.kind {
                FaultKind::Delay(time) => wait += *time,
                other => failure = Some(other.clone()),
            }
        }
        self.0.retain(|fault| fault.times > 0);
        (wait, failure)
    }
}
