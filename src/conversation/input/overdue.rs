//! "Three days already", "still nothing", 还没到: that time has passed or nothing has come, and not a word of what. Means something only
//! after an answer about what may be long in coming, which is its reader's to know.

use std::sync::LazyLock;

use super::phrases::{Lists, Phrases};

/// The words.
static LISTS: LazyLock<Lists> = LazyLock::new(|| Lists::read(include_str!("overdue.txt")));

/// Longer messages tell something of their own, about as many words.
const SHORT: usize = 12;

/// Whether a message says that something is overdue, and nothing else.
pub(in crate::conversation) fn says_overdue(text: &str) -> bool {
    let said = Phrases::of(text);
    let list = |name| LISTS.of(name);
    let counted = said.has_pair(|count| is_count(count, list("counts")), list("units"))
        || said.tokens().any(|word| is_count_with_unit(word, list("units")))
        || said.any(list("counted-han"));
    // "In three days" is still to come, and "just a minute" has not passed either.
    let past = counted && !said.any(list("moment")) && !said.tokens().any(|word| word == "in");
    if said.is(list("alone")) {
        return true;
    }
    (past || said.any(list("nothing")))
        && said.words() <= SHORT
        && said.tokens().all(|word| {
            is_count(word, list("counts"))
                || is_count_with_unit(word, list("units"))
                || list("units").contains(&word)
                || list("around").contains(&word)
                || is_around_han(word, list("around-han"))
        })
}

fn is_count(word: &str, counts: &[&str]) -> bool {
    word.bytes().all(|byte| byte.is_ascii_digit()) || counts.contains(&word)
}

/// "3d", "72hrs".
fn is_count_with_unit(word: &str, units: &[&str]) -> bool {
    let unit = word.trim_start_matches(|c: char| c.is_ascii_digit());
    unit.len() < word.len() && units.contains(&unit)
}

/// Whether a run of Chinese is made of such characters only, digits and names of coins among them.
fn is_around_han(word: &str, around: &[&str]) -> bool {
    let known = |c: char| c.is_ascii_digit() || around.iter().any(|characters| characters.contains(c));
    let latin: String = word.chars().filter(char::is_ascii_alphabetic).collect();
    (latin.is_empty() || LISTS.of("around").contains(&latin.as_str()))
        && !word.is_ascii()
        && word.chars().filter(|c| !c.is_ascii_alphabetic()).all(known)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_overdue_is_heard() {
        for text in [
            "三天了",
            "还没到",
            "一直没收到",
            "都两天了！",
            "等了5个小时了",
            "还没有到账",
            "怎么还没到",
            "三天了还没到账啊",
            "到现在都没收到",
            "仍然没到",
            "還沒到",
            "已經三天了",
            "快一周了",
            "半天了都没动静",
            "我的币还没到",
            "没到账",
            "一个礼拜了",
            "usdt还没到",
            "24小时过去了",
            "昨天到现在了",
            "还是没有",
            "it's been three days",
            "still nothing",
            "not yet",
            "nothing yet",
            "3 days now",
            "already 2 weeks!!",
            "still not here",
            "it hasn't arrived",
            "hasn't come",
            "been 5 hours",
            "72h already",
            "I'm still waiting",
            "not in my wallet yet",
            "no sign of it",
            "its been over a week now",
            "still hasn't arrived",
            "nothing has arrived",
            "waiting since monday",
            "it never came",
            "still pending",
            "and it's been 3 days",
            "but its been 2 days already",
            "mine has been 3 days",
            "I've been waiting for 4 days",
            "didn't arrive",
            "it still says pending",
            "how long",
            "一直在审核",
            "还在处理中",
            "三天？",
            "还要多久",
        ] {
            assert!(says_overdue(text), "{text}");
        }
    }

    #[test]
    fn what_says_more_or_less_is_not() {
        for text in [
            "ok",
            "thanks",
            "yes",
            "no",
            "三个币种",
            "三天后可以吗",
            "手续费多少",
            "好的",
            "昨天",
            "我昨天改了密码",
            "三天前我的账号被盗",
            "还没注册",
            "我还没提现",
            "等一下",
            "等等",
            "还没想好",
            "不急",
            "我再等三天",
            "收到了",
            "到了",
            "三天内",
            "一会儿",
            "还没绑定手机",
            "three coins",
            "in three days",
            "just a minute",
            "wait a minute please",
            "one min",
            "what are the fees",
            "i have not decided yet",
            "not yet decided",
            "i haven't tried yet",
            "waiting",
            "my account was locked three days ago",
            "wait",
            "one moment",
            "it arrived",
            "not now",
            "3",
            "still there?",
            "never mind",
            "i will wait three days",
            "call me in two hours",
            "within 3 days",
            "3 days ago i changed my password",
            "not yet verified",
        ] {
            assert!(!says_overdue(text), "{text}");
        }
    }
}
