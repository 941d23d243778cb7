//! What the linter finds: a concern about a desk's examples, in words and with a suggestion.

use std::fmt;

use serde::Serialize;

use crate::text::Language;

use super::calibrate::Outlook;
use super::intent_set::IntentId;

/// Fewer examples of an intent in a language than this leave too much to luck: five against ten examples cost 7 points
/// of accuracy on 77 intents.
pub(super) const FEWEST: usize = 8;

/// One weakness of a desk's examples.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "concern", rename_all = "snake_case")]
pub enum Concern {
    /// An intent has too few examples in a language.
    TooFew {
        /// The intent.
        intent: IntentId,
        /// The language.
        language: Language,
        /// How many it has.
        count: usize,
    },
    /// An intent has no examples in a language that others have.
    MissingLanguage {
        /// The intent.
        intent: IntentId,
        /// The language.
        language: Language,
    },
    /// An intent has far more examples in one language than in another.
    Unbalanced {
        /// The intent.
        intent: IntentId,
        /// The language with too few.
        language: Language,
        /// How many it has.
        count: usize,
        /// How many the best-served language has.
        most: usize,
    },
    /// Two intents have the same example.
    Shared {
        /// The one intent.
        intent: IntentId,
        /// The other.
        other: IntentId,
        /// The example, as the first has it.
        example: String,
    },
    /// Two examples of one intent say the same.
    TooAlike {
        /// The intent.
        intent: IntentId,
        /// The one.
        example: String,
        /// The other.
        like: String,
    },
    /// A counter-example says the same as an example of its intent.
    CounterTooNear {
        /// The intent.
        intent: IntentId,
        /// The counter-example.
        example: String,
        /// The example.
        like: String,
    },
    /// A counter-example says the same as an example of another intent: it is that one's business.
    CounterOfAnother {
        /// The intent that it stands with.
        intent: IntentId,
        /// The counter-example.
        example: String,
        /// The intent that it belongs to.
        other: IntentId,
        /// Its example.
        like: String,
    },
    /// An example is more like one of another intent than like any of its own.
    CloserToAnother {
        /// The intent.
        intent: IntentId,
        /// The example.
        example: String,
        /// The other intent.
        other: IntentId,
        /// Its example.
        like: String,
    },
    /// An example that would be answered with another intent, had the example not been learnt.
    NotWon {
        /// The intent.
        intent: IntentId,
        /// The example.
        example: String,
        /// The intent that would win.
        other: IntentId,
    },
    /// Many examples of one intent are taken for another's.
    Collision {
        /// The one.
        intent: IntentId,
        /// The other.
        other: IntentId,
        /// The share of the examples of the first that are taken for the other's.
        share: f32,
    },
    /// The wished precision is not to be expected.
    WishUnmet {
        /// The wish.
        wished: f32,
        /// What cross-validation lets expect.
        outlook: Outlook,
    },
}

impl Concern {
    /// The example that the concern is about, to find its place.
    pub fn example(&self) -> Option<(&IntentId, &str)> {
        match self {
            Self::Shared { intent, example, .. }
            | Self::TooAlike { intent, example, .. }
            | Self::CounterTooNear { intent, example, .. }
            | Self::CounterOfAnother { intent, example, .. }
            | Self::CloserToAnother { intent, example, .. }
            | Self::NotWon { intent, example, .. } => Some((intent, example)),
            _ => None,
        }
    }

    /// The intent that the concern is about; none when it is about the desk.
    pub fn intent(&self) -> Option<&IntentId> {
        match self {
            Self::TooFew { intent, .. }
            | Self::MissingLanguage { intent, .. }
            | Self::Unbalanced { intent, .. }
            | Self::Shared { intent, .. }
            | Self::TooAlike { intent, .. }
            | Self::CounterTooNear { intent, .. }
            | Self::CounterOfAnother { intent, .. }
            | Self::CloserToAnother { intent, .. }
            | Self::NotWon { intent, .. }
            | Self::Collision { intent, .. } => Some(intent),
            Self::WishUnmet { .. } => None,
        }
    }

    /// What to do about it.
    pub fn suggestion(&self) -> String {
        match self {
            Self::TooFew { .. } => format!("add examples until there are at least {FEWEST}, worded differently"),
            Self::MissingLanguage { language, .. } => format!("add a [{language}] table with examples"),
            Self::Unbalanced { language, .. } => format!("add {language} examples"),
            Self::Shared { .. } => "keep it in one of the two".into(),
            Self::TooAlike { .. } => "reword one of them or take it out".into(),
            Self::CounterTooNear { .. } => "reword the counter-example or take one of the two out".into(),
            Self::CounterOfAnother { other, .. } => {
                format!("take it out: what {other} answers needs no counter-example elsewhere")
            }
            Self::CloserToAnother { other, .. } => format!("move it to {other}, or reword it"),
            Self::NotWon { intent, other, .. } => {
                format!("add examples like it to {intent}, or move it to {other} if it belongs there")
            }
            Self::Collision { intent, other, .. } => {
                format!("give {intent} and {other} examples with the words that tell them apart, or merge them")
            }
            Self::WishUnmet { .. } => "add examples to the intents that are confused most, or wish for less".into(),
        }
    }
}

impl fmt::Display for Concern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFew { language, count, .. } => write!(f, "only {} in {language}", examples(*count)),
            Self::MissingLanguage { language, .. } => write!(f, "no examples in {language}, which other intents have"),
            Self::Unbalanced { language, count, most, .. } => {
                write!(f, "{} in {language} against {most} in another language", examples(*count))
            }
            Self::Shared { other, example, .. } => write!(f, "\"{example}\" is an example of {other} too"),
            Self::TooAlike { example, like, .. } => write!(f, "\"{example}\" and \"{like}\" say the same"),
            Self::CounterTooNear { example, like, .. } => {
                write!(f, "the counter-example \"{example}\" says the same as the example \"{like}\"")
            }
            Self::CounterOfAnother { example, other, like, .. } => {
                write!(f, "the counter-example \"{example}\" says the same as \"{like}\" of {other}")
            }
            Self::CloserToAnother { example, other, like, .. } => {
                write!(f, "\"{example}\" is closer to \"{like}\" of {other} than to any example of its own intent")
            }
            Self::NotWon { example, other, .. } => {
                write!(f, "\"{example}\" would be answered with {other} if it were not an example")
            }
            Self::Collision { other, share, .. } => {
                write!(f, "{:.0} % of the examples would be taken for {other}", share * 100.0)
            }
            Self::WishUnmet { wished, outlook } => write!(
                f,
                "of the answers {:.0} % are expected to be right, {:.0} % are wished for",
                outlook.precision * 100.0,
                wished * 100.0
            ),
        }
    }
}

fn examples(count: usize) -> String {
    format!("{count} example{}", if count == 1 { "" } else { "s" })
}
