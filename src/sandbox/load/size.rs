//! How large a load is, as typed: `chats=1000,messages=10000`.

use std::str::FromStr;

/// Messages that the desk answers one person in a burst; what comes after is a flood to it, so a load stays below.
const BURST: usize = 18;

/// New messages a second in the steady flow, unless told otherwise: a busy day of a large exchange.
const RATE: f64 = 50.0;

/// The steady flow has one message for so many of the backlog.
const STEADY_SHARE: usize = 10;

/// How large a load is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// People, each in a private chat.
    pub chats: usize,
    /// Messages that wait when the desk starts.
    pub messages: usize,
    /// Messages a second in the steady flow that follows.
    pub rate: f64,
}

/// Not a load.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum SizeFault {
    /// Not `name=number`.
    #[error("{0:?} is not name=number; expected chats=1000,messages=10000 and, if wanted, rate=50")]
    Form(String),
    /// Something is zero or missing.
    #[error("chats, messages and rate must be more than 0")]
    Nothing,
    /// Too many for each.
    #[error(
        "{messages} messages from {chats} chats are more than {BURST} each, which the desk treats as a flood; use at least {least} chats"
    )]
    Flood {
        /// The chats.
        chats: usize,
        /// The messages.
        messages: usize,
        /// So many chats would do.
        least: usize,
    },
}

impl Size {
    /// Messages in the steady flow.
    pub fn steady(self) -> usize {
        (self.messages / STEADY_SHARE).max(1)
    }
}

impl FromStr for Size {
    type Err = SizeFault;

    fn from_str(text: &str) -> Result<Self, SizeFault> {
        let mut size = Self { chats: 0, messages: 0, rate: RATE };
        for part in text.split(',') {
            let wrong = || SizeFault::Form(part.to_owned());
            let (name, number) = part.split_once('=').ok_or_else(wrong)?;
            match name.trim() {
                "chats" => size.chats = number.trim().parse().map_err(|_| wrong())?,
                "messages" => size.messages = number.trim().parse().map_err(|_| wrong())?,
                "rate" => size.rate = number.trim().parse().map_err(|_| wrong())?,
                _ => return Err(wrong()),
            }
        }
        let counts = size.rate.is_finite() && size.rate > 0.0;
        if size.chats == 0 || size.messages == 0 || !counts {
            return Err(SizeFault::Nothing);
        }
        let all = size.messages + size.steady();
        if all > size.chats.saturating_mul(BURST) {
            let least = all.div_ceil(BURST);
            return Err(SizeFault::Flood { chats: size.chats, messages: size.messages, least });
        }
        Ok(size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_load_is_typed_in_words() {
        let size: Result<Size, _> = "chats=1000,messages=10000".parse();
        assert_eq!(size, Ok(Size { chats: 1000, messages: 10_000, rate: RATE }));
        assert_eq!("chats=5,messages=x".parse::<Size>(), Err(SizeFault::Form("messages=x".to_owned())));
        assert_eq!("chats=5".parse::<Size>(), Err(SizeFault::Nothing));
        assert_eq!("chats=5,messages=5,rate=-1".parse::<Size>(), Err(SizeFault::Nothing));
        assert_eq!(
            "chats=10,messages=1000".parse::<Size>(),
            Err(SizeFault::Flood { chats: 10, messages: 1000, least: 62 })
        );
    }
}
