//! A try to sign in: a browser shows a number, and a member of the desk presses the same one in Telegram. Lasts a minute, is good
//! once and for the browser that asked. Refuses everybody else, each with a reason.

use std::fmt;
use std::str::FromStr;

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};

use super::browser::Browser;
use super::secret::SecretHash;
use crate::callback::UserId;

/// How long the number can be pressed.
pub const LIFE: SignedDuration = SignedDuration::from_secs(60);

/// How long the browser may take to come for its session once it was: it asks every few seconds.
pub const TAKE_WITHIN: SignedDuration = SignedDuration::from_secs(60);

/// How many numbers there are to choose from.
pub const CHOICES: usize = 3;

/// Names an attempt: in the link to the bot, in the bot's buttons. It proves nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct AttemptCode(u64);

/// Letters and digits that nobody confuses (Crockford's base 32).
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Letters of a code: 40 bits, more than anybody tries out in a minute.
const CODE_CHARS: usize = 8;

const BITS: u32 = 5;

impl AttemptCode {
    /// A code of random bytes.
    pub fn new(random: [u8; 5]) -> Self {
        Self(random.iter().fold(0, |code, byte| code << 8 | u64::from(*byte)))
    }
}

impl fmt::Display for AttemptCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for place in (0..CODE_CHARS as u32).rev() {
            let letter = usize::try_from(self.0 >> (place * BITS) & 31).unwrap_or_default();
            let letter = ALPHABET.get(letter).copied().unwrap_or(b'0');
            write!(f, "{}", char::from(letter))?;
        }
        Ok(())
    }
}

impl FromStr for AttemptCode {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        if text.len() != CODE_CHARS {
            return Err(());
        }
        text.bytes()
            .try_fold(0, |code, byte| {
                let place = ALPHABET.iter().position(|letter| *letter == byte.to_ascii_lowercase()).ok_or(())?;
                Ok(code << BITS | u64::try_from(place).map_err(drop)?)
            })
            .map(Self)
    }
}

/// How far an attempt has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// The page shows the number.
    Shown,
    /// This member was asked for it in Telegram.
    Asked(UserId),
    /// They pressed the right one, then.
    Granted(UserId, Timestamp),
    /// It leads nowhere any more.
    Denied(Denied),
}

/// Why an attempt leads nowhere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Denied {
    /// No attempt has this code, or it ended long ago.
    #[error("unknown")]
    Unknown,
    /// Its minute is over.
    #[error("late")]
    Late,
    /// Another number was pressed.
    #[error("wrong number")]
    WrongNumber,
    /// Whoever was asked said that it was not them.
    #[error("not me")]
    NotMe,
    /// Somebody else was asked first.
    #[error("somebody else's")]
    Taken,
    /// It was used already.
    #[error("used")]
    Used,
    /// Whoever pressed does not work here.
    #[error("not on the roster")]
    Stranger,
    /// Another browser asked for it.
    #[error("another browser")]
    OtherBrowser,
}

impl Denied {
    /// The word by which the record's sentences tell it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Late => "late",
            Self::WrongNumber => "wrong-number",
            Self::NotMe => "not-me",
            Self::Taken => "taken",
            Self::Used => "used",
            Self::Stranger => "stranger",
            Self::OtherBrowser => "other-browser",
        }
    }

    /// The sentence for whoever is denied.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::Unknown => "sign-in-unknown",
            Self::Late => "sign-in-late",
            Self::WrongNumber => "sign-in-wrong-number",
            Self::NotMe => "sign-in-not-wanted",
            Self::Taken | Self::OtherBrowser => "sign-in-taken",
            Self::Used => "sign-in-used",
            Self::Stranger => "sign-in-stranger",
        }
    }
}

/// A try to sign in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attempt {
    /// What the page shows.
    pub number: u8,
    /// What the bot offers, the right one among them.
    pub choices: [u8; CHOICES],
    /// What the browser must know to come in.
    pub secret: SecretHash,
    /// When it began.
    pub made_at: Timestamp,
    /// From which browser.
    pub browser: Browser,
    /// How far it has come.
    pub stage: Stage,
}

impl Attempt {
    /// The member opened the bot's link: they are asked for the number.
    ///
    /// # Errors
    /// Why not.
    pub fn ask(&mut self, who: UserId, now: Timestamp) -> Result<(), Denied> {
        self.is_open_to(who, now)?;
        self.stage = Stage::Asked(who);
        Ok(())
    }

    /// The member pressed a number. A wrong one ends the attempt: with three to choose from, a second guess is half a right one.
    ///
    /// # Errors
    /// Why it leads nowhere.
    pub fn choose(&mut self, who: UserId, number: u8, now: Timestamp) -> Result<(), Denied> {
        self.is_open_to(who, now)?;
        // Only the member who was asked has our buttons.
        if self.stage != Stage::Asked(who) {
            return Err(Denied::Taken);
        }
        if number != self.number {
            self.stage = Stage::Denied(Denied::WrongNumber);
            return Err(Denied::WrongNumber);
        }
        self.stage = Stage::Granted(who, now);
        Ok(())
    }

    /// The member who was asked says that it is not theirs.
    ///
    /// # Errors
    /// When they were not asked.
    pub fn disown(&mut self, who: UserId) -> Result<(), Denied> {
        match self.stage {
            Stage::Asked(asked) | Stage::Granted(asked, _) if asked == who => {
                self.stage = Stage::Denied(Denied::NotMe);
                Ok(())
            }
            Stage::Denied(why) => Err(why),
            _ => Err(Denied::Taken),
        }
    }

    /// The member who signs this browser in; `None` until somebody has pressed the number.
    ///
    /// # Errors
    /// Why nobody ever will.
    pub fn outcome(&self, secret: &SecretHash, now: Timestamp) -> Result<Option<UserId>, Denied> {
        if self.secret != *secret {
            return Err(Denied::OtherBrowser);
        }
        match self.stage {
            Stage::Denied(why) => Err(why),
            Stage::Granted(who, at) if now.duration_since(at) < TAKE_WITHIN => Ok(Some(who)),
            Stage::Granted(..) => Err(Denied::Late),
            Stage::Shown | Stage::Asked(_) if self.is_late(now) => Err(Denied::Late),
            Stage::Shown | Stage::Asked(_) => Ok(None),
        }
    }

    /// Whether it can be forgotten: nobody can do anything with it, and whoever comes late was told why.
    pub fn is_over(&self, now: Timestamp) -> bool {
        now.duration_since(self.made_at) >= LIFE + TAKE_WITHIN + LIFE
    }

    fn is_late(&self, now: Timestamp) -> bool {
        now.duration_since(self.made_at) >= LIFE
    }

    fn is_open_to(&self, who: UserId, now: Timestamp) -> Result<(), Denied> {
        match self.stage {
            Stage::Denied(why) => Err(why),
            Stage::Granted(..) => Err(Denied::Used),
            _ if self.is_late(now) => Err(Denied::Late),
            Stage::Asked(asked) if asked != who => Err(Denied::Taken),
            Stage::Shown | Stage::Asked(_) => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ANN: UserId = UserId(1);
    const BEN: UserId = UserId(2);

    fn after(seconds: i64) -> Timestamp {
        Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds)
    }

    fn attempt() -> Attempt {
        Attempt {
            number: 42,
            choices: [17, 42, 88],
            secret: SecretHash::new(b"browser"),
            made_at: after(0),
            browser: Browser { name: String::new(), address: None },
            stage: Stage::Shown,
        }
    }

    #[test]
    fn the_right_number_lets_the_browser_in_that_asked() {
        let (mut attempt, secret) = (attempt(), SecretHash::new(b"browser"));
        assert_eq!(attempt.outcome(&secret, after(1)), Ok(None));
        assert_eq!(attempt.ask(ANN, after(1)), Ok(()));
        assert_eq!(attempt.choose(ANN, 42, after(59)), Ok(()));
        assert_eq!(attempt.outcome(&secret, after(61)), Ok(Some(ANN)));
        assert_eq!(attempt.outcome(&SecretHash::new(b"other"), after(61)), Err(Denied::OtherBrowser));
        assert_eq!(attempt.outcome(&secret, after(120)), Err(Denied::Late), "it waits no longer than a minute");
        assert_eq!(attempt.choose(ANN, 42, after(60)), Err(Denied::Used));
        assert_eq!(attempt.ask(BEN, after(60)), Err(Denied::Used));
    }

    #[test]
    fn nobody_else_nor_later_nor_twice() {
        let (mut attempt, secret) = (attempt(), SecretHash::new(b"browser"));
        assert_eq!(attempt.choose(ANN, 42, after(1)), Err(Denied::Taken), "she was not asked");
        assert_eq!(attempt.ask(ANN, after(1)), Ok(()));
        assert_eq!(attempt.ask(BEN, after(2)), Err(Denied::Taken));
        assert_eq!(attempt.choose(BEN, 42, after(2)), Err(Denied::Taken));
        assert_eq!(attempt.choose(ANN, 42, after(60)), Err(Denied::Late));
        assert_eq!(attempt.choose(ANN, 17, after(3)), Err(Denied::WrongNumber));
        assert_eq!(attempt.choose(ANN, 42, after(4)), Err(Denied::WrongNumber), "no second guess");
        assert_eq!(attempt.outcome(&secret, after(4)), Err(Denied::WrongNumber));
    }

    #[test]
    fn who_did_not_ask_ends_it() {
        let (mut attempt, secret) = (attempt(), SecretHash::new(b"browser"));
        assert_eq!(attempt.disown(ANN), Err(Denied::Taken));
        assert_eq!(attempt.ask(ANN, after(1)), Ok(()));
        assert_eq!(attempt.disown(BEN), Err(Denied::Taken));
        assert_eq!(attempt.disown(ANN), Ok(()));
        assert_eq!(attempt.outcome(&secret, after(2)), Err(Denied::NotMe));
        assert_eq!(attempt.choose(ANN, 42, after(2)), Err(Denied::NotMe));
    }

    proptest! {
        #[test]
        fn a_code_is_read_back(random: [u8; 5]) {
            let code = AttemptCode::new(random);
            prop_assert_eq!(code.to_string().parse(), Ok(code));
            prop_assert_eq!(code.to_string().to_uppercase().parse(), Ok(code));
        }
    }
}
