//! What people see of a request and of the desk: names, status, card, details, buttons, notices. Changes no request.
//!
//! From the ground up: names and audience, the status label, preparation and identity, the agents' buttons, the card, the
//! details, notices. A file uses only what comes before it (`tests/house.rs` keeps circles out).

pub(super) mod agent_buttons;
pub(super) mod alarm;
pub(super) mod audience;
pub(super) mod card;
pub(super) mod customer_notices;
pub(super) mod details;
pub(super) mod details_text;
pub(super) mod earlier;
pub(super) mod excerpt;
pub(super) mod history;
pub(super) mod identity;
pub(super) mod leads;
pub(super) mod listing;
pub(super) mod names;
pub(super) mod notices;
pub(super) mod preparation;
pub(super) mod queue_page;
pub(super) mod request_page;
pub(super) mod status_label;
