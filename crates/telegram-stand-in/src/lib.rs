//! A stand-in for Telegram's Bot API server: same methods, same refusals, same confirm semantics, and scripted people.
//!
//! It speaks HTTP on loopback to a bot that does not know the difference, and Rust to the test or sandbox that plays
//! the people. It imports nothing of the desk. It keeps everything in memory and forgets it when dropped.
//!
//! ```no_run
//! # async fn story() -> Result<(), Box<dyn std::error::Error>> {
//! use std::time::Duration;
//! use telegram_stand_in::{NewPerson, Options, StandIn};
//!
//! let telegram = StandIn::start(Options::default()).await?;
//! // … start the bot with `telegram.url()` and `telegram.token()` …
//! let ana = telegram.person(NewPerson::named("Ana").language("en"));
//! ana.says("/start");
//! telegram.wait_until("the menu", Duration::from_secs(5), || ana.view().offers("Fees")).await?;
//! ana.presses("Fees")?;
//! println!("{}", ana.view());
//! # Ok(())
//! # }
//! ```

mod api_error;
mod body;
mod chat;
mod clock;
mod deeds;
mod door;
mod faults;
mod flood;
mod formatted;
mod groups;
mod handle;
mod host;
mod html;
mod journal;
mod keyboard;
mod methods;
mod new_person;
mod params;
mod people;
mod profile;
mod server;
mod shared;
pub mod spec;
mod updates;
mod view;
mod world;

pub use clock::{Clock, system_clock};
pub use faults::Fault;
pub use flood::{FloodLimits, FloodPeaks};
pub use groups::Group;
pub use handle::{Options, StandIn, WaitedInVain};
pub use host::is_at_home;
pub use journal::{Call, JournalMode, Outcome};
pub use keyboard::{Button, ButtonAction};
pub use methods::METHODS;
pub use new_person::NewPerson;
pub use people::{CannotDo, Person, Pressed};
pub use profile::ProfileText;
pub use view::{ChatView, MessageView, NoticeView};
