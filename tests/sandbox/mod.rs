//! The sandbox as a person meets it: the program itself, its page in a real browser, its load driver.

pub mod browser;
mod command;
mod load;
mod page;
mod program;
mod stories;
