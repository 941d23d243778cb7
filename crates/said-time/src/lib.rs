//! The times that people say in a message ("call me at 3pm tomorrow", 明天下午三点以后) and where they say they are
//! ("it's 5:30 pm here", UTC+2, 加州), in Chinese and English. No I/O, no clock: the present is a parameter.

mod clock;
mod day;
mod gather;
mod length;
mod numbers;
mod phrases;
mod pieces;
mod place;
mod said;
mod tokens;

pub use phrases::Part;
pub use place::{SaidPlace, said_place};
pub use said::{SaidTime, Stretch, When, said_time};
