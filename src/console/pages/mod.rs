//! The pages, one file each: what it reads, what it shows, what its forms do. A page decides nothing; deeds are the desk's.

mod look;
mod refused;

pub use look::choose_look;
pub use refused::refused;
