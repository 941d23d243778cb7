//! The pages, one file each: what it reads, what it shows, what its forms do. A page decides nothing; deeds are the desk's.

mod deed;
mod live;
mod look;
mod mark;
mod queue;
mod record;
mod refused;
mod request;
pub mod session;
pub mod sign_in;

pub use deed::{press, shift, write};
pub use live::{here, live};
pub use look::choose_look;
pub use queue::queue;
pub use record::record;
pub use refused::refused;
pub use request::request;
