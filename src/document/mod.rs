//! TOML files read for people: every problem of a file at once, each at its line and column. Never decides what a key means.

mod near;
mod problem;
mod source;
mod table;

pub use near::{near, one_slip_off};
pub use problem::{Place, Position, Problem, Problems, Severity, quoted};
pub use source::{Document, Span, decode};
pub use table::{Leaf, Located, Table, Value};
