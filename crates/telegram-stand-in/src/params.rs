//! The parameters of one request, read by name and kind; it neither validates nor refuses.

use serde_json::{Map, Value};

use super::api_error::ApiError;

/// Parameters after the strings of a form have been turned into what the specification asks for.
#[derive(Debug, Clone, Default)]
pub(super) struct Params(pub(super) Map<String, Value>);

impl Params {
    pub(super) fn value(&self, name: &str) -> Option<&Value> {
        self.0.get(name).filter(|value| !value.is_null())
    }

    pub(super) fn text(&self, name: &str) -> Option<&str> {
        self.value(name).and_then(Value::as_str)
    }

    pub(super) fn flag(&self, name: &str) -> bool {
        self.value(name).and_then(Value::as_bool).unwrap_or_default()
    }

    /// A whole number, also when it was sent as a string.
    pub(super) fn integer(&self, name: &str) -> Option<i64> {
        let value = self.value(name)?;
        value.as_i64().or_else(|| value.as_str().and_then(|text| text.parse().ok()))
    }

    /// The chat that the parameter `name` means. A name in the form `@username` is known to no chat here.
    pub(super) fn chat(&self, name: &str) -> Result<i64, ApiError> {
        if self.value(name).is_none_or(|value| value.as_str() == Some("")) {
            return Err(ApiError::bad_request(format!("{name} is empty")));
        }
        self.integer(name).ok_or_else(ApiError::chat_not_found)
    }

    pub(super) fn message(&self) -> Result<i64, ApiError> {
        self.integer("message_id").ok_or_else(|| ApiError::bad_request("message identifier is not specified"))
    }
}
