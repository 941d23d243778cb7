//! The intents that the desk acts on instead of only answering. Their files may be missing; then nobody means them.

/// A call is wanted.
pub(super) const REQUEST_CALLBACK: &str = "request-callback";

/// How the own call stands.
pub(super) const CALLBACK_STATUS: &str = "callback-status";

/// The own call is no longer wanted.
pub(super) const CANCEL_CALLBACK: &str = "cancel-callback";

/// Questions after the official contact.
pub(super) const OFFICIAL_CONTACT: &str = "official-contact";

/// Reports of fakes, and calls about them.
pub(super) const SCAM_REPORT: &str = "scam-report";
