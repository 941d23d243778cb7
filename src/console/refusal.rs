//! Why the console does not do what was asked. Each has a page in words; what went wrong inside is told in the log alone.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

use crate::store::StoreFault;

/// Why somebody does not get what they asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such page, or not for them: who may not see a thing is not told that it exists.
    NotFound,
    /// Asked for in a way that the page does not know.
    Malformed,
    /// The address is not one of this console's.
    WrongHost,
    /// The form did not come from this page of this session.
    Forged,
    /// More was sent than any form of ours holds.
    TooLarge,
    /// Too many of the same.
    TooMany,
    /// The desk did not answer in time, or cannot at all.
    Unavailable,
}

impl Refusal {
    /// The status that goes with it.
    pub fn status(self) -> StatusCode {
        match self {
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::WrongHost => StatusCode::MISDIRECTED_REQUEST,
            Self::Forged => StatusCode::FORBIDDEN,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// What an answer refuses, whether we gave it or the library below us.
    pub fn of(response: &Response) -> Option<Self> {
        let status = response.status();
        if let Some(refusal) = response.extensions().get::<Self>() {
            return Some(*refusal);
        }
        if !status.is_client_error() && !status.is_server_error() {
            return None;
        }
        Some(match status {
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            _ if status.is_client_error() => Self::Malformed,
            _ => Self::Unavailable,
        })
    }

    /// The sentence that says what happened, and the one that says what to do.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::NotFound => ("console-not-found", "console-not-found-hint"),
            Self::Malformed => ("console-malformed", "console-malformed-hint"),
            Self::WrongHost => ("console-wrong-host", "console-wrong-host-hint"),
            Self::Forged => ("console-forged", "console-forged-hint"),
            Self::TooLarge => ("console-too-large", "console-too-large-hint"),
            Self::TooMany => ("console-too-many", "console-too-many-hint"),
            Self::Unavailable => ("console-unavailable", "console-unavailable-hint"),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// What a page says when the store fails; the log says what failed.
pub fn unavailable(fault: StoreFault) -> Refusal {
    tracing::error!(%fault, "the console could not do what was asked");
    Refusal::Unavailable
}
