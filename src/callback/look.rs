//! Who saw a customer's details, when and why. Written once and never changed; holds nothing of the customer.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::{RequestId, UserId};
use crate::text::{CharKind, kind};

/// One look at a customer's details.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Look {
    /// When.
    pub at: Timestamp,
    /// Who.
    pub by: UserId,
    /// Whose: the customer of this request.
    pub request: RequestId,
    /// Why.
    pub why: Why,
}

/// What led to a look.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// The agent took the request.
    Claimed,
    /// It was handed to the agent.
    Handed,
    /// The agent has it and asked for the details once more.
    Again,
    /// The agent, who does not have it, gave this reason.
    Reason(String),
    /// Everything that is kept of the customer was written out by a command, for those who ask for their data. There is no
    /// agent then: whoever runs the desk did it.
    Exported,
    /// The agent, who did not have it, gave a reason, which was erased with the customer.
    Erased,
}

/// Words that say why, at least: "fraud" says little, "asked by Maya" something.
const LEAST_WORDS: usize = 2;

/// The same in Chinese, characters, and how many of them differ.
const LEAST_CHARACTERS: usize = 4;
const LEAST_DIFFERENT: usize = 3;

/// Whether a text gives a reason: two different words, or four Chinese characters. Signs and single letters are none.
pub fn is_reason(text: &str) -> bool {
    let han: Vec<char> = text.chars().filter(|c| kind(*c) == CharKind::Ideograph).collect();
    let different: BTreeSet<char> = han.iter().copied().collect();
    let words = text
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().filter(|c| c.is_alphabetic()).count() >= 2);
    let words: BTreeSet<String> = words.map(str::to_lowercase).collect();
    words.len() >= LEAST_WORDS || han.len() >= LEAST_CHARACTERS && different.len() >= LEAST_DIFFERENT
}

impl Look {
    /// The same without words that may tell of the customer.
    pub fn without_identity(self) -> Self {
        let why = if matches!(self.why, Why::Reason(_)) { Why::Erased } else { self.why };
        Self { why, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::is_reason;

    #[test]
    fn a_reason_has_words() {
        for reason in [
            "asked by Maya",
            "VIP complaint",
            "客户来电投诉",
            "主管要求核对",
            "check of yesterday's call",
            "RB-1042 complaint, Maya",
        ] {
            assert!(is_reason(reason), "{reason}");
        }
        for none in
            ["...", "ok", "VIP", "x y z", "!!! ???", "aaa aaa", "123 456", "看看", "哈哈哈哈", "。。。。", "- - -", ""]
        {
            assert!(!is_reason(none), "{none}");
        }
    }
}
