//! What asks nothing; each row is a kind.

use super::{Aside, aside};

fn all(expected: Option<Aside>, messages: &[&str]) {
    for message in messages {
        assert_eq!(aside(message), expected, "{message}");
    }
}

#[test]
fn words_that_say_nothing() {
    all(
        Some(Aside::Nothing),
        &[
            "lol",
            "LOL",
            "so",
            "soooo",
            "hm",
            "hmmmm",
            "a",
            "…",
            "😂",
            "haha",
            "hahahaha",
            "哈哈哈哈哈哈",
            "额",
            "!!!",
            "z",
            "test",
        ],
    );
    all(
        Some(Aside::Heard),
        &[
            "ok",
            "OK!",
            "k",
            "kk",
            "okkkk",
            "okay",
            "yes",
            "好",
            "好的",
            "好吧。",
            "嗯",
            "嗯嗯",
            "哦",
            "知道了",
            "收到",
            "got it",
            "I see",
            "no",
            "不用了",
            "no thanks",
        ],
    );
}

#[test]
fn thanks_and_thanks_with_a_complaint() {
    all(
        Some(Aside::Thanks),
        &[
            "thanks",
            "Thank you so much!",
            "thx",
            "ok thanks",
            "thanks a lot for your help",
            "cheers mate",
            "谢谢",
            "谢谢你",
            "好的，谢谢",
            "多謝",
            "非常感谢您的帮助",
            "解决了，谢谢",
            "唔該晒",
            "thanks, it works now",
        ],
    );
    all(
        Some(Aside::Unsolved),
        &[
            "ok thanks but still nothing",
            "thank you but my money has not arrived",
            "thanks, still waiting",
            "谢谢，不过还是没到账",
            "谢谢，但是没用",
            "感謝，可是還沒到",
            "thx but it doesn't work",
        ],
    );
}

#[test]
fn values_alone() {
    all(
        Some(Aside::BareValue),
        &[
            "0x742d35Cc6634C0532925a3b844Bc454e4438f44e",
            "TJRabPrwbZy45sbavfcjinPJC18kjpRTv8",
            "RB-1042",
            "202611271234",
            "500",
            "0.5",
            "500 USDT",
            "500usdt",
            "$500",
        ],
    );
    all(
        None,
        &["address 0x742d35Cc6634C0532925a3b844Bc454e4438f44e", "500 people", "my order 12345 failed", "地址 0x742d35"],
    );
}

#[test]
fn none_of_what_was_offered() {
    all(
        Some(Aside::NoneOfThese),
        &[
            "none of these",
            "None of the above.",
            "not what I asked",
            "that's not it",
            "neither",
            "不是这个",
            "都不对",
            "都不是",
            "不是這個",
            "答非所问",
            "以上都不是",
            "other",
        ],
    );
}

#[test]
fn a_human_in_any_words() {
    all(
        Some(Aside::Human),
        &[
            "human",
            "agent",
            "AGENT!!",
            "representative",
            "operator",
            "real person",
            "can i speak to someone",
            "can I talk to a real person please",
            "live agent",
            "I want a human",
            "get me a manager",
            "customer service representative",
            "connect me to an agent",
            "how do i speak to a human",
            "i need to talk to somebody",
            "not a bot, a real human please",
            "有没有人",
            "有沒有人",
            "有冇人呀",
            "转人工",
            "轉人工",
            "人工",
            "人工客服",
            "客服呢",
            "客服在吗",
            "我要真人",
            "找客服",
            "客服",
            "人呢",
            "让我跟真人说话",
            "有真人吗",
        ],
    );
    all(
        None,
        &[
            "someone stole my coins",
            "are you human",
            "are you a human?",
            "am i talking to a real person",
            "a person called me and asked for my code",
            "你是真人吗骗子",
            "假客服找我",
            "no one can call me on the phone",
            "is this agent really yours: @lin",
            "自称客服的人要我转账",
            "人工费多少",
            "agent fees",
            "someone hacked my account",
        ],
    );
}

#[test]
fn stop_and_help() {
    all(Some(Aside::Stop), &["stop", "STOP", "unsubscribe", "leave me alone", "退订", "别再发了"]);
    all(Some(Aside::Help), &["help", "HELP!", "please help", "help me", "帮助", "救命", "i need help"]);
    all(None, &["help me withdraw", "stop loss order failed", "帮我提现", "how do i stop a trade"]);
}

#[test]
fn questions_are_left_to_the_intents() {
    all(
        None,
        &[
            "how do I withdraw",
            "withdraw",
            "fees",
            "提现",
            "手续费",
            "my account was hacked",
            "ok how do i withdraw",
            "好的，那手续费多少",
            "thanks, how long does it take?",
            "谢谢，请问怎么提现",
            "??",
            "no withdrawal arrived",
            "yes my account is locked",
            "why",
            "account",
            "登录",
            "",
            "so how long",
            "还没到",
            "三天了",
            "what",
            "订单失败",
        ],
    );
}
