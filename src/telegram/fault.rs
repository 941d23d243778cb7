//! What ends the Telegram side of the program.

use super::api::AddressFault;
use super::failure::ApiFailure;
use crate::store::StoreFault;

/// Why the room had to close.
#[derive(Debug, thiserror::Error)]
pub enum TelegramFault {
    /// The address is unusable.
    #[error(transparent)]
    Address(#[from] AddressFault),
    /// Telegram refuses this bot.
    #[error("{0}")]
    Refused(ApiFailure),
    /// Telegram cannot be reached at start.
    #[error("Telegram cannot be reached: {0}; check the network and RINGBACK_API_URL")]
    Unreachable(ApiFailure),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreFault),
    /// A loop of ours is broken.
    #[error("the {stage} loop panicked: {what}")]
    Panicked {
        /// Which.
        stage: &'static str,
        /// With what words.
        what: String,
    },
}
