//! What a customer wants done about a call that is owed or is over, told by turns of phrase in Chinese and English. Reads no
//! times and numbers, and decides nothing: whether there is such a call is not known here.

use std::sync::LazyLock;

use super::phrases::{Lists, Phrases};

/// The turns of phrase.
static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::read(include_str!("wish.txt")));

/// What a customer wants of their call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CallWish {
    /// Nobody has called, though it was said.
    NobodyCalled,
    /// Not now: another time.
    Later,
    /// It is not needed any more.
    Cancel,
    /// Sooner than promised.
    Sooner,
    /// How long it takes, how many are before them.
    HowLong,
    /// After all, or again.
    CallAgain,
    /// Another number, of which none stands in the words.
    OtherNumber,
    /// A person, or to be called by one.
    Person,
}

/// Longer messages tell a story, in which such words mean something else, about as many words.
const SHORT: usize = 16;

/// A turn of phrase that names the call is understood in longer ones too.
const LONG: usize = 45;

impl CallWish {
    /// The wish that a message tells, if it tells one.
    pub fn read(text: &str) -> Option<Self> {
        let said = Phrases::of(text);
        let (short, long) = (said.words() <= SHORT, said.words() > LONG);
        if long {
            return None;
        }
        let cancels = !said.any(LISTS.of("not-cancel"));
        let wish = match () {
            () if said.any(LISTS.of("later-of-call")) => Self::Later,
            () if cancels && said.any(LISTS.of("cancel-call")) => Self::Cancel,
            () if said.is(LISTS.of("cancel-alone")) => Self::Cancel,
            () if said.any(LISTS.of("nobody")) => Self::NobodyCalled,
            () if short && said.any(LISTS.of("other-number")) => Self::OtherNumber,
            () if said.any(LISTS.of("call-again")) => Self::CallAgain,
            () if short && said.any(LISTS.of("sooner")) => Self::Sooner,
            () if said.any(LISTS.of("how-long-of-call")) || said.is(LISTS.of("how-long")) => Self::HowLong,
            () if short && said.any(LISTS.of("person")) && !said.any(LISTS.of("no-person")) => Self::Person,
            () if short && cancels && said.any(LISTS.of("cancel")) => Self::Cancel,
            () if short && said.any(LISTS.of("later")) => Self::Later,
            () => return None,
        };
        Some(wish)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(wish: CallWish, texts: &[&str]) {
        for text in texts {
            assert_eq!(CallWish::read(text), Some(wish), "{text}");
        }
    }

    #[test]
    fn what_is_wanted_of_a_call_is_read() {
        all(
            CallWish::Cancel,
            &[
                "不用打了，已经到账了",
                "never mind, it arrived",
                "I changed my mind, no need to call",
                "算了",
                "問題解決了",
            ],
        );
        all(
            CallWish::Later,
            &["i cannot take the call now, later please", "现在不方便，晚点再打", "Not now, I'm driving", "改天吧"],
        );
        all(
            CallWish::NobodyCalled,
            &["你们怎么还没打", "nobody called me", "I haven't been called yet", "说好的电话呢"],
        );
        all(CallWish::Sooner, &["can you call me sooner?", "能不能快点", "call me NOW"]);
        all(CallWish::HowLong, &["how long do I wait", "我要排队多久", "还要多久", "when will you call me?"]);
        all(CallWish::CallAgain, &["actually do call me", "还是给我打吧"]);
        all(CallWish::OtherNumber, &["that was the wrong number", "号码写错了"]);
    }

    #[test]
    fn stories_and_questions_are_no_wishes() {
        for text in [
            "how long does a withdrawal take",
            "提现要多久到账",
            "my withdrawal has not arrived",
            "还没到账",
            "what are the fees",
            "the transfer went to another chain and support told me it would be looked at, but since Monday nothing happened at all",
        ] {
            assert_eq!(CallWish::read(text), None, "{text}");
        }
    }
}
