//! How large a load or a rush is, as typed: `chats=1000,messages=10000`, `newcomers=1000,within=60`.

use std::str::FromStr;
use std::time::Duration;

/// Messages that the desk answers one person in a burst; what comes after is a flood to it, so a load stays below.
const BURST: usize = 18;

/// New messages a second in the steady flow, unless told otherwise: a busy day of a large exchange.
const RATE: f64 = 50.0;

/// Messages of one person so many seconds apart are answered one by one; what comes closer may be one thought to the desk
/// (`docs/pieces.md`), which a load does not try.
pub const APART_S: i64 = 3;

/// The steady flow has one message for so many of the backlog.
const STEADY_SHARE: usize = 10;

/// Customers with an open call in a rush, unless told otherwise: what a team of eight has at hand.
const KNOWN: usize = 10;

/// A rush may take so many seconds at most: an hour, for nobody watches longer.
const WITHIN_MOST: u64 = 3600;

/// What is to be tried.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Scenario {
    /// Answers as fast as the machine can.
    Load(Size),
    /// More people than Telegram's limits let the desk answer at once.
    Rush(RushSize),
}

/// How large a rush is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RushSize {
    /// First-time customers.
    pub newcomers: usize,
    /// The time within which they come.
    pub within: Duration,
    /// Customers who have an open call and write meanwhile.
    pub known: usize,
    /// Chats that flood.
    pub flood: usize,
}

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
    /// The same, of a rush.
    #[error("{0:?} is not name=number; expected newcomers=1000,within=60 and, if wanted, known=10 and flood=0")]
    RushForm(String),
    /// A rush without people or time, or with too much.
    #[error("newcomers must be more than 0, and within 1 to {WITHIN_MOST} seconds")]
    NoRush,
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
    /// Too fast for each.
    #[error(
        "at {rate} messages a second the next one of the same chat comes within {APART_S} seconds, and the desk answers both at once; use a rate of at most {most}"
    )]
    OneThought {
        /// The rate.
        rate: f64,
        /// So many a second would do.
        most: usize,
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
        let most = size.chats / usize::try_from(APART_S).unwrap_or(1);
        #[expect(clippy::cast_precision_loss, reason = "a count of people is far below where doubles get coarse")]
        if size.steady() > size.chats && size.rate > most as f64 {
            return Err(SizeFault::OneThought { rate: size.rate, most });
        }
        Ok(size)
    }
}

impl FromStr for Scenario {
    type Err = SizeFault;

    fn from_str(text: &str) -> Result<Self, SizeFault> {
        let is_rush = text.split(',').any(|part| part.trim().starts_with("newcomers"));
        if is_rush { text.parse().map(Self::Rush) } else { text.parse().map(Self::Load) }
    }
}

impl FromStr for RushSize {
    type Err = SizeFault;

    fn from_str(text: &str) -> Result<Self, SizeFault> {
        let (mut size, mut within) = (Self { newcomers: 0, within: Duration::ZERO, known: KNOWN, flood: 0 }, 60);
        for part in text.split(',') {
            let wrong = || SizeFault::RushForm(part.to_owned());
            let (name, number) = part.split_once('=').ok_or_else(wrong)?;
            let number: usize = number.trim().parse().map_err(|_| wrong())?;
            match name.trim() {
                "newcomers" => size.newcomers = number,
                "within" => within = u64::try_from(number).map_err(|_| wrong())?,
                "known" => size.known = number,
                "flood" => size.flood = number,
                _ => return Err(wrong()),
            }
        }
        if size.newcomers == 0 || !(1..=WITHIN_MOST).contains(&within) {
            return Err(SizeFault::NoRush);
        }
        size.within = Duration::from_secs(within);
        Ok(size)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rush_is_typed_in_words() {
        let rush = |newcomers, within, known, flood| {
            Ok(Scenario::Rush(RushSize { newcomers, within: Duration::from_secs(within), known, flood }))
        };
        assert_eq!("newcomers=1000,within=60".parse(), rush(1000, 60, 10, 0));
        assert_eq!("known=3,newcomers=5,flood=7,within=9".parse(), rush(5, 9, 3, 7));
        assert_eq!("newcomers=0".parse::<Scenario>(), Err(SizeFault::NoRush));
        assert_eq!("newcomers=5,within=0".parse::<Scenario>(), Err(SizeFault::NoRush));
        let chats = "newcomers=5,chats=3".parse::<Scenario>();
        assert_eq!(chats, Err(SizeFault::RushForm("chats=3".to_owned())));
        assert!(matches!("chats=10,messages=20".parse(), Ok(Scenario::Load(_))));
    }

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
        assert_eq!(
            "chats=100,messages=1600,rate=40".parse::<Size>(),
            Err(SizeFault::OneThought { rate: 40.0, most: 33 })
        );
        assert!("chats=100,messages=1600,rate=33".parse::<Size>().is_ok());
    }
}
