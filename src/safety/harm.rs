//! What a text of the desk must not carry: a link, number or name that is not its own, a question for a secret.
//! One judge for answers, canned replies and language files.

use super::asking::{Asked, Shape, asked};
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
}

impl Harm {
    /// Where to look for it in the text: the first of these that is found as it stands.
    pub fn words(&self) -> [&str; 2] {
        match self {
            Self::Link(written) | Self::Number(written) => [written, written],
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
        }
    }
}

/// Everything in a text as it is shown that must not be sent. `links` are those behind its words and among them.
pub fn harms<'t>(text: &str, links: impl IntoIterator<Item = &'t str>, shape: Shape, official: &Official) -> Vec<Harm> {
    let allowed = official.allowed();
    let links = links.into_iter().filter(|link| !is_allowed(link, &allowed)).map(|link| Harm::Link(link.to_owned()));
    let numbers = official.foreign_numbers(text).into_iter().map(Harm::Number);
    links.chain(numbers).chain(asked(text, shape).into_iter().map(Harm::Asks)).collect()
}
