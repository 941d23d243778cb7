//! The pages, one file each: what it reads, what it shows, what its forms do. A page decides nothing; deeds are the desk's.

mod live;
mod look;
mod refused;
pub mod session;
pub mod sign_in;

pub use live::{here, live};
pub use look::choose_look;
pub use refused::refused;
