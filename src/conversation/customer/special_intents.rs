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

/// A stranger in the account.
pub(super) const ACCOUNT_STOLEN: &str = "account-stolen";

/// A fraud that happens to somebody at this moment.
pub(super) const FRAUD_UNDER_WAY: &str = "fraud-under-way";

/// Complaints.
pub(super) const COMPLAINT: &str = "complaint";

/// Questions after the wait.
pub(super) const WAITING_TIME: &str = "waiting-time";

/// Thanks.
pub(super) const THANKS: &str = "thanks";
