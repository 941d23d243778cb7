//! The desk's e-mails: what they look like, how they reach a mail server, and what happens when it does not take them.

mod delivery;
mod server;
