//! What a text of the desk must not carry: a link, number or name that is not its own, an address of coins, a question for
//! a secret. One judge for answers, canned replies, text blocks and language files; what agents write in their own words is
//! judged by `free_text`, which asks this one first.

use super::asking::{Asked, Shape, asked};
use super::free_text::coins;
use super::official::{Official, is_allowed};

/// Something that must not be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Harm {
    /// A link, mail address or name on Telegram that `[official]` does not list, as written.
    Link(String),
    /// A phone number that `[official]` does not list, as written.
    Number(String),
    /// A sentence that asks for a secret.
    Asks(Asked),
    /// An address to which coins can be sent, as written.
    Coins(String),
    /// A sentence of an agent's own that asks the customer to do what harms them.
    Deed {
        /// What.
        deed: Deed,
        /// The sentence, in the form that was judged.
        written: String,
    },
}

/// What a customer must not be asked to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Deed {
    /// To tell a code, words, a backup, without calling it so.
    Secret,
    /// To send or pay coins or money.
    Money,
    /// To let somebody see or control their device.
    Remote,
    /// To switch a protection off.
    Weaken,
    /// To approve what their device asks, or to scan a code.
    Approve,
    /// To do without the code that proves the call.
    SkipCode,
    /// To talk somewhere else.
    Elsewhere,
    /// Anything in a script that cannot be judged.
    Unread,
}

impl Deed {
    /// Every one.
    pub const ALL: [Self; 8] = [
        Self::Secret,
        Self::Money,
        Self::Remote,
        Self::Weaken,
        Self::Approve,
        Self::SkipCode,
        Self::Elsewhere,
        Self::Unread,
    ];

    /// Its name in the table of rules and in texts that choose by it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Secret => "secret",
            Self::Money => "money",
            Self::Remote => "remote",
            Self::Weaken => "weaken",
            Self::Approve => "approve",
            Self::SkipCode => "skip-code",
            Self::Elsewhere => "elsewhere",
            Self::Unread => "unread",
        }
    }
}

impl Harm {
    /// What kind of harm it is, for texts that choose by it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Link(_) => "link",
            Self::Number(_) => "number",
            Self::Asks(_) => Deed::Secret.code(),
            Self::Coins(_) => "coins",
            Self::Deed { deed, .. } => deed.code(),
        }
    }

    /// Where to look for it in the text: the first of these that is found as it stands.
    pub fn words(&self) -> [&str; 2] {
        match self {
            Self::Link(written) | Self::Number(written) | Self::Coins(written) | Self::Deed { written, .. } => {
                [written, written]
            }
            Self::Asks(asked) => [&asked.sentence, &asked.noun],
        }
    }
}

impl std::fmt::Display for Harm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Link(link) => {
                write!(f, "the link {link} is not allowed; [official] lists the links and names that are")
            }
            Self::Number(number) => {
                write!(f, "the number {number} is not allowed; [official] phones lists those that are")
            }
            Self::Asks(asked) => {
                let what = asked.kind.code().replace('-', " ");
                write!(f, "asks for a secret ({what}), which nobody from the desk may do: {}", asked.sentence)
            }
            Self::Coins(address) => write!(f, "{address} looks like an address of coins; no text may carry one"),
            Self::Deed { deed, written } => {
                let what = match deed {
                    Deed::Secret => "asks for a secret",
                    Deed::Money => "asks the customer to move money",
                    Deed::Remote => "asks for control of the customer's device",
                    Deed::Weaken => "asks the customer to switch a protection off",
                    Deed::Approve => "asks the customer to approve or scan something",
                    Deed::SkipCode => "asks the customer to do without the call code",
                    Deed::Elsewhere => "leads the customer to another channel",
                    Deed::Unread => "is in a script that cannot be judged",
                };
                write!(f, "{what}: {written}")
            }
        }
    }
}

/// Everything in a text as it is shown that must not be sent. `links` are those behind its words and among them.
pub fn harms<'t>(text: &str, links: impl IntoIterator<Item = &'t str>, shape: Shape, official: &Official) -> Vec<Harm> {
    let allowed = official.allowed();
    let links = links.into_iter().filter(|link| !is_allowed(link, &allowed)).map(|link| Harm::Link(link.to_owned()));
    let numbers = official.foreign_numbers(text).into_iter().map(Harm::Number);
    let coins = coins::addresses(text).map(Harm::Coins);
    links.chain(numbers).chain(coins).chain(asked(text, shape).into_iter().map(Harm::Asks)).collect()
}
