//! What a message is that asks nothing: an acknowledgement, a thank-you, a name or a number alone; and the few wishes that
//! every desk must hear in any words: a human, help, to be left alone. Judges short messages only, and says nothing of a
//! message that may be a question.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::kind::{CharKind, kind};
use super::normalize::normalize;

/// What a message is that needs no answer from the intents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aside {
    /// Nothing was said: one letter, "lol", "so", signs or pictures alone.
    Nothing,
    /// "ok", 好, 嗯: heard, nothing more.
    Heard,
    /// Thanks, with no complaint in the same breath.
    Thanks,
    /// "ok thanks but still nothing": thanks, and it is not solved. The words are a complaint.
    Unsolved,
    /// A wallet's address, a hash, an order number or an amount alone, with no word of what about it.
    BareValue,
    /// None of what was offered: 不是这个, "none of these".
    NoneOfThese,
    /// They want a human, in whatever words.
    Human,
    /// They want no more messages.
    Stop,
    /// "help" and nothing else.
    Help,
}

/// Words of one breath; who writes more than this says something of their own.
const LONGEST: usize = 8;
/// Han characters of one breath.
const LONGEST_HAN: usize = 14;
/// Words in which somebody asks for a human, at most: longer messages are a story, which the intents read.
const LONGEST_WISH: usize = 14;
/// A run of letters and digits at least this long, of both, is an address or a hash.
const SHORTEST_CODE: usize = 6;

type Words = LazyLock<HashSet<&'static str>>;

fn set(list: &'static str) -> HashSet<&'static str> {
    list.split(',').collect()
}

static NOTHING: Words = LazyLock::new(|| {
    set(
        "lol,lmao,rofl,haha,hahaha,hahahaha,hehe,hihi,hm,hmm,hmmm,hmmmm,um,uh,uhm,er,eh,ah,oh,so,well,and,but,or,then,the,wow,omg,wtf,\
         xd,meh,pff,ugh,huh,test,testing,asdf,qwerty,哈,哈哈,哈哈哈,哈哈哈哈,呵呵,嘻嘻,嘿嘿,额,呃,唔,啊,哎,唉,哦豁,笑死,测试,然后,那,那个,这个,所以,还有,就是",
    )
});
static HEARD: Words = LazyLock::new(|| {
    set(
        "ok,okay,okey,okie,oki,okk,kk,k,yes,yep,yeah,yea,yup,ya,sure,fine,good,great,nice,cool,perfect,alright,understood,got it,gotcha,i see,\
         noted,right,agreed,done,all right,no problem,no,nope,nah,aha,mhm,okok,ok then,ok good,ok cool,oh ok,ah ok,oh i see,i understand,very well,no worries,sounds good,\
         好,好的,好吧,好呀,好哒,好滴,好啦,好了,嗯,嗯嗯,恩,恩恩,哦,哦哦,噢,喔,是,是的,对,对的,行,行吧,可以,知道了,明白,明白了,了解,了解了,收到,懂了,\
         没事,没事了,不用了,不是,没有,不,不用,没关系,ok好的,好ok,得,得啦,系,系啊,冇问题,没问题,晓得了,知道,清楚了,okok,1,6,666",
    )
});
static THANKS: Words = LazyLock::new(|| {
    set(
        "thanks,thank,thx,thnx,tnx,ty,tysm,thankyou,cheers,appreciated,谢谢,多谢,感谢,谢谢你,谢谢您,谢了,谢啦,辛苦了,感恩,唔该,不该,唔该晒,不该晒,3q,thks,tks",
    )
});
/// Words that may stand beside thanks or "ok" without saying more.
static BESIDE: Words = LazyLock::new(|| {
    set(
        "a,lot,lots,so,much,very,you,u,your,for,the,it,that,this,all,many,ok,okay,great,good,bye,goodbye,really,again,man,mate,bro,sir,dear,friend,team,help,\
         helping,is,was,now,im,i,am,got,alright,perfect,cool,nice,and,well,to,guys,everyone,works,solved,helped,answer,info,quick,reply,bot,had,useful,my,yes,then,oh,ah,much,more,very",
    )
});
/// Words by which a thank-you goes on to say that nothing is solved.
static BUT: Words = LazyLock::new(|| {
    set(
        "but,still,however,yet,not,nothing,didnt,doesnt,isnt,hasnt,havent,wont,cant,cannot,no,never,wrong,useless,waiting,nope,though,unfortunately,problem,issue,stuck,missing",
    )
});
const BUT_CHINESE: [&str; 22] = [
    "不过",
    "但",
    "可是",
    "还是",
    "还没",
    "仍",
    "没到",
    "没有到",
    "没用",
    "没解决",
    "不行",
    "不能",
    "没收到",
    "未到",
    "没来",
    "没打",
    "没人",
    "依然",
    "问题是",
    "却",
    "没反应",
    "没变",
];
static STOP: Words = LazyLock::new(|| {
    set(
        "stop,unsubscribe,stop it,stop please,please stop,opt out,optout,leave me alone,stop messaging me,stop texting me,stop writing me,dont write me,dont message me,\
         remove me,take me off,退订,取消订阅,停止,停,别发了,不要再发了,别再发了,不要发了,别烦我,td,t,唔好再发,不要再发消息,别再给我发消息",
    )
});
static HELP: Words = LazyLock::new(|| {
    set(
        "help,help me,help please,please help,help me please,pls help,plz help,help pls,i need help,need help,can you help,can you help me,can u help me,help!,sos,\
         帮助,帮帮我,帮忙,救命,求助,帮我,请帮忙,需要帮助,我需要帮助,能帮我吗,可以帮我吗,帮下我,帮帮忙,怎么用,使用说明,菜单,menu,commands,start",
    )
});
static NONE: Words = LazyLock::new(|| {
    set(
        "none,none of these,none of them,none of those,none of the above,not this,not that,not these,neither,not what i meant,not what i asked,thats not it,that is not it,\
         no not that,not it,no none,wrong,wrong answer,not my question,thats not my question,thats not what i asked,thats not what i meant,that is not what i asked,something else,other,other question,no match,nope none,\
         none fit,doesnt help,not helpful,didnt help,that didnt help,\
         不是这个,不是这些,都不是,都不对,不对,不是这个问题,没有我要的,没有我的问题,都没有,不是我问的,不是我要的,答非所问,我不是问这个,我问的不是这个,以上都不是,别的问题,其他问题,其它问题,其他,其它,\
         不是这意思,不是这个意思,没有合适的,没有一个对,唔系呢个,不是呢个,都不系,没帮助,没有帮助,不系",
    )
});
/// Words that alone ask for a human.
static PERSON: Words = LazyLock::new(|| {
    set(
        "human,humans,agent,agents,representative,rep,operator,person,people,somebody,someone,anybody,anyone,staff,employee,advisor,adviser,consultant,manager,supervisor,specialist,\
         colleague,human being,live,real,csr",
    )
});
/// Words that may stand around them in a wish for a human, and in nothing else that a desk is asked.
static AROUND: Words = LazyLock::new(|| {
    set(
        "a,an,the,i,me,my,we,us,to,with,want,wanna,need,would,like,id,please,pls,plz,can,could,may,get,give,let,speak,talk,chat,connect,transfer,put,through,real,live,human,actual,customer,service,support,care,\
         is,there,are,be,here,any,some,have,someone,somebody,just,now,right,asap,immediately,hello,hi,hey,your,from,team,on,phone,directly,instead,not,bot,robot,machine,no,more,sales,senior,ok,yes,still,of,so,for,help,good,sir,\
         call,contact,reach,how,do,switch,want,person,people,agent,rep,only,again,who,else,speaking,talking,this,am,you,first,available,next,department,desk,at,alive,around,online,see,a.",
    )
});
const PERSON_CHINESE: [&str; 36] = [
    "转人工",
    "人工客服",
    "人工服务",
    "真人",
    "找人工",
    "要人工",
    "接人工",
    "人工在吗",
    "有人工吗",
    "有没有人工",
    "有没有人",
    "有没人",
    "有人吗客服",
    "客服呢",
    "客服在吗",
    "客服在哪",
    "客服人呢",
    "找客服",
    "转客服",
    "联系客服",
    "叫客服",
    "让客服",
    "要客服",
    "人呢",
    "活人",
    "有没有客服",
    "有客服吗",
    "换个人",
    "换人",
    "叫你们经理",
    "找经理",
    "叫主管",
    "找主管",
    "有人理我",
    "没人理",
    "专人",
];

/// What a message is, if it is none that asks something; `None` for everything that the intents should read.
pub fn aside(message: &str) -> Option<Aside> {
    let mut text = String::new();
    normalize(message, &mut text);
    if is_bare_value(message) {
        return Some(Aside::BareValue);
    }
    let asks = message.contains(['?', '？', '吗', '嗎', '呢']);
    let mut plain: String = text.chars().filter(|c| *c != '\'').collect();
    if message.contains("唔該") || message.contains("唔该") {
        // Cantonese for thanks, which the normal form turns into "should not".
        plain = plain.replace("不该晒", "谢谢").replace("不该", "谢谢");
    }
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let phrase = words.join(" ");
    let han = plain.chars().filter(|c| kind(*c) == CharKind::Ideograph).count();
    if words.is_empty() {
        // Question marks alone ask for something.
        return (!asks && !message.trim().is_empty()).then_some(Aside::Nothing);
    }
    let is = |list: &HashSet<&'static str>| list.contains(phrase.as_str());
    let found = [
        (is(&STOP) && phrase != "t", Aside::Stop),
        (is(&HELP), Aside::Help),
        (is(&NONE), Aside::NoneOfThese),
        (is_human(&words, &plain, han), Aside::Human),
    ];
    if let Some((_, aside)) = found.into_iter().find(|(is, _)| *is) {
        return Some(aside);
    }
    if asks {
        return None;
    }
    if let Some(aside) = thanks(&words, &plain, han) {
        return Some(aside);
    }
    let each = |list: &HashSet<&'static str>| {
        words.len() <= LONGEST
            && words.iter().all(|word| list.contains(word) || list.contains(stretched(word).as_str()))
    };
    if is(&HEARD) || each(&HEARD) {
        return Some(Aside::Heard);
    }
    let letter = words.len() == 1 && plain.chars().filter(|c| c.is_alphanumeric()).count() == 1 && han == 0;
    if letter
        || is(&NOTHING)
        || words
            .iter()
            .all(|word| NOTHING.contains(word) || NOTHING.contains(stretched(word).as_str()) || HEARD.contains(word))
    {
        return Some(Aside::Nothing);
    }
    None
}

/// A word without what was stretched for effect: "okkkk", "soooo", 哈哈哈哈哈.
fn stretched(word: &str) -> String {
    let mut short = String::with_capacity(word.len());
    for c in word.chars() {
        if short.chars().next_back() != Some(c) {
            short.push(c);
        }
    }
    short
}

/// Thanks alone, or thanks that go on with what is still wrong.
fn thanks(words: &[&str], plain: &str, han: usize) -> Option<Aside> {
    if han > 0 {
        let thanked =
            ["谢谢", "多谢", "感谢", "谢了", "谢啦", "唔该", "不该晒", "辛苦"].iter().any(|word| plain.contains(word));
        let fine = ["没问题", "没有问题", "没有别的", "没有其他", "没事"].iter().any(|word| plain.contains(word));
        if !thanked || han > LONGEST_HAN * 2 {
            return None;
        }
        let but = !fine && BUT_CHINESE.iter().any(|word| plain.contains(word));
        let rest: String = plain.chars().filter(|c| kind(*c) == CharKind::Ideograph && !"谢多感好的您你了啦帮助忙大非常太真很我嗯哦明白知道解决收到辛苦不客气啊呀哈们家先那就这边没问题事".contains(*c)).collect();
        return match (but, rest.is_empty() && han <= LONGEST_HAN) {
            (true, _) => Some(Aside::Unsolved),
            (false, true) => Some(Aside::Thanks),
            (false, false) => None,
        };
    }
    let thanked = words.iter().any(|word| THANKS.contains(word));
    if !thanked || words.len() > LONGEST * 2 {
        return None;
    }
    // "thanks, no more problems" and "not yet needed" are thanks as well.
    let settled = plain.contains("no problem")
        || plain.contains("no more")
        || plain.contains("no worries")
        || plain.contains("nothing else");
    let no_thanks = matches!(words, ["no" | "nope" | "nah", rest @ ..] if rest.iter().all(|word| THANKS.contains(word) || BESIDE.contains(word)));
    if no_thanks {
        return Some(Aside::Heard);
    }
    if !settled && words.iter().any(|word| BUT.contains(word)) {
        return Some(Aside::Unsolved);
    }
    words
        .iter()
        .all(|word| THANKS.contains(word) || BESIDE.contains(word) || HEARD.contains(word))
        .then_some(Aside::Thanks)
}

/// Whether a message asks for a human, and for nothing else.
fn is_human(words: &[&str], plain: &str, han: usize) -> bool {
    if han > 0 {
        let squeezed: String = plain.chars().filter(|c| c.is_alphanumeric()).collect();
        let alone = ["人工", "客服", "有人吗在线", "人"].contains(&squeezed.as_str());
        // "不要人工" and 人工费 speak of something else; a stranger who calls himself 客服 is a fraud.
        let other = [
            "费",
            "智能",
            "假客服",
            "冒充",
            "骗",
            "不用",
            "不要人工",
            "自称",
            "电话是",
            "转账",
            "私聊",
            "找我",
            "联系我",
        ]
        .iter()
        .any(|word| squeezed.contains(word));
        return alone || (han <= LONGEST_HAN && !other && PERSON_CHINESE.iter().any(|word| squeezed.contains(word)));
    }
    let person = words.iter().any(|word| PERSON.contains(word));
    let around = words.iter().all(|word| PERSON.contains(word) || AROUND.contains(word));
    // "is anyone there" greets; "someone" needs a wish to talk beside it.
    let certain = words.iter().any(|word| {
        matches!(
            *word,
            "human"
                | "humans"
                | "agent"
                | "agents"
                | "representative"
                | "rep"
                | "operator"
                | "manager"
                | "supervisor"
                | "advisor"
                | "adviser"
                | "csr"
                | "specialist"
        )
    });
    let talk = words.iter().any(|word| {
        matches!(
            *word,
            "speak"
                | "talk"
                | "chat"
                | "connect"
                | "transfer"
                | "real"
                | "live"
                | "actual"
                | "reach"
                | "contact"
                | "speaking"
        )
    });
    // Whether they talk to a human is a question about us.
    let bot =
        words.windows(2).any(|pair| matches!(pair, ["are", "you"] | ["you", "be"] | ["am", "i"] | ["is", "this"]));
    let refused = words.windows(2).any(|pair| matches!(pair, ["not" | "no", "human" | "agent" | "person"]))
        || words.iter().any(|word| matches!(*word, "dont"));
    let staff = matches!(words, ["staff" | "employee" | "person" | "manager" | "consultant"]);
    person && around && words.len() <= LONGEST_WISH && !refused && !bot && (certain || talk || staff)
}

/// Whether a message is one address, hash, reference or amount.
fn is_bare_value(message: &str) -> bool {
    let trimmed = message.trim().trim_end_matches(['.', ',', '。', '，', '!']);
    let mut parts = trimmed.split_whitespace();
    let (Some(first), second) = (parts.next(), parts.next()) else { return false };
    if parts.next().is_some() {
        return false;
    }
    let digits = first.chars().filter(char::is_ascii_digit).count();
    let letters = first.chars().filter(char::is_ascii_alphabetic).count();
    let symbols = first.chars().filter(|c| "-_:.,#$€£¥+/".contains(*c)).count();
    let ascii = digits + letters + symbols == first.chars().count();
    let amount = ascii && digits > 0 && letters == 0;
    let code = ascii && digits > 1 && first.len() >= SHORTEST_CODE && letters > 0;
    match second {
        None => code || (amount && first.len() > 1),
        // An amount and its coin.
        Some(coin) => {
            amount
                && coin.len() <= 5
                && !coin.is_empty()
                && coin.chars().all(|c| c.is_ascii_alphabetic())
                && super::judge::everybodys(&coin.to_ascii_lowercase())
        }
    }
}

#[cfg(test)]
mod tests {
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
            &[
                "address 0x742d35Cc6634C0532925a3b844Bc454e4438f44e",
                "500 people",
                "my order 12345 failed",
                "地址 0x742d35",
            ],
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
}
