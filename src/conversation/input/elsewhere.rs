//! Another company's business: a mailbox or a game account that was hacked, another exchange's fees. Told only where nothing in the
//! message may be ours; whoever moved coins, or may have lost some, is no matter of somebody else's.

use std::sync::LazyLock;

use super::phrases::{Lists, Phrases};

/// The words.
static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::read(include_str!("elsewhere.txt")));

/// Longer messages tell a story, in which such names mean anything, about as many words.
const SHORT: usize = 16;

/// Whose business it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// Somebody is in their account with another service: ours may be in danger too.
    Account,
    /// Another exchange's fees, locks and passwords.
    Exchange,
}

impl Elsewhere {
    /// What a message is about, if it is somebody else's alone.
    pub fn read(text: &str) -> Option<Self> {
        let said = Phrases::of(text);
        if said.words() > SHORT || said.any(LISTS.of("ours")) {
            return None;
        }
        let about = |names: &str, what: &str| said.any(LISTS.of(names)) && said.any(LISTS.of(what));
        match () {
            () if about("exchanges", "theirs") => Some(Self::Exchange),
            () if about("services", "happened") => Some(Self::Account),
            () => None,
        }
    }

    /// The name of the sentence.
    pub fn key(self) -> &'static str {
        match self {
            Self::Account => "elsewhere-account",
            Self::Exchange => "elsewhere-exchange",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_somebody_else_s_is_told_from_what_may_be_ours() {
        for text in [
            "my gmail was hacked what do i do",
            "someone took over my instagram",
            "somebody got into my steam account",
            "我的微信被盗了",
            "我QQ号被人盗了",
            "steam账号被盗",
            "我的邮箱被黑了",
        ] {
            assert_eq!(Elsewhere::read(text), Some(Elsewhere::Account), "{text}");
        }
        for text in [
            "binance froze my withdrawal",
            "what are the coinbase fees",
            "币安手续费多少",
            "欧易账户被冻结了怎么办",
            "别的交易所的手续费",
        ] {
            assert_eq!(Elsewhere::read(text), Some(Elsewhere::Exchange), "{text}");
        }
        for text in [
            "someone hacked my account",
            "my gmail was hacked and my coins are gone",
            "my withdrawal to binance is frozen",
            "i sent usdt from okx and it was locked",
            "why are your fees higher than binance",
            "a man on whatsapp told me my account was hacked",
            "我的账号被盗了",
            "微信上有人让我转账，我的号被盗了",
            "从币安转过来的币冻结了",
            "我的邮箱被盗了，你们那边的账户会不会有事",
            "how do i change my email",
            "我的邮箱换了",
        ] {
            assert_eq!(Elsewhere::read(text), None, "{text}");
        }
    }
}
