//! Who a clause speaks of: a warning, what somebody else did, and a question about what has happened ask for nothing.

use crate::safety::asking::words::CHINESE;
use crate::safety::asking::words::{ENGLISH, Tongue};

/// What ends the reach of a "not" besides a comma.
const TURNS: [&str; 12] = [
    " but ",
    " then ",
    " so ",
    " instead ",
    " just ",
    " and please ",
    " please ",
    " otherwise ",
    "而是",
    "然后",
    "请",
    "麻烦",
];

/// A question that begins so is about what happened.
const PAST: [&str; 22] = [
    "did",
    "have you",
    "has any",
    "has some",
    "has he",
    "has she",
    "has it",
    "have they",
    "have any",
    "had",
    "was",
    "were",
    "do you have",
    "does any",
    "is your",
    "is the",
    "are your",
    "are you",
    "do you",
    "does the",
    "does your",
    "is it",
];

/// A question that begins so is about how things are.
const ASKS: [&str; 11] = [
    "when",
    "where",
    "who",
    "why",
    "how",
    "which",
    "what time",
    "what kind",
    "what happened",
    "since when",
    "what did",
];

/// Such a question has one of these, too: "when your phone asks, press yes" has not.
const HELPS: [&str; 12] =
    [" did ", " do ", " does ", " was ", " were ", " is ", " are ", " have ", " has ", " had ", " much ", " many "];

/// Chinese words of questions about what happened or how things are.
const CHINESE_ASKS: [&str; 36] = [
    "了吗",
    "了没",
    "过吗",
    "过没",
    "有没有",
    "是否",
    "是不是",
    "的吗",
    "什么时候",
    "何时",
    "几点",
    "哪个",
    "哪一",
    "哪家",
    "哪里",
    "哪种",
    "哪天",
    "哪笔",
    "哪条",
    "哪些平台",
    "多少",
    "几次",
    "几个",
    "怎么",
    "为什么",
    "谁",
    "还是",
    "什么地方",
    "什么币",
    "什么网络",
    "什么链",
    "哪条链",
    "多久",
    "几号",
    "吗",
    "没收到",
];

/// Words that make a request of a question.
const CHINESE_WISHES: [&str; 25] = [
    "可以",
    "能不能",
    "能否",
    "可否",
    "方便",
    "麻烦",
    "帮忙",
    "劳烦",
    "能把",
    "能发",
    "能给",
    "烦请",
    "能分享",
    "能共享",
    "能让",
    "能开",
    "能提供",
    "能告诉",
    "能说",
    "能念",
    "能转",
    "能付",
    "能先",
    "给一下",
    "发一下",
];

/// A clause and where something in it stands.
pub struct Stance<'s> {
    /// The clause up to it.
    pub before: &'s str,
    /// All of the clause.
    pub clause: &'s str,
    /// What follows the clause in the sentence.
    pub rest: &'s str,
}

impl Stance<'_> {
    /// Whether a "not" reaches it, or somebody else does it.
    pub fn is_warded(&self) -> bool {
        let before = cleared(self.before);
        let reach = TURNS.iter().filter_map(|turn| before.rfind(turn).map(|at| at + turn.len())).max().unwrap_or(0);
        let reach = before.get(reach..).unwrap_or_default();
        let no = |tongue: &Tongue, text: &str| tongue.not.iter().any(|not| tongue.holds(text, not));
        if (no(&ENGLISH, reach) || no(&CHINESE, reach)) && !self.is_owed() {
            return true;
        }
        let stranger = |tongue: &Tongue| tongue.stranger.iter().any(|who| tongue.holds(&before, who));
        let by_us = ["our team", "our agent", "our colleague", "from us", "we ", "我们的同事", "我们会", "我们同事"];
        let fraud = ["是骗", "是诈骗", "is a scam", "is a fraud", "are scam"]
            .iter()
            .any(|end| self.clause.contains(end) || self.rest.contains(end));
        fraud || (stranger(&ENGLISH) || stranger(&CHINESE)) && !by_us.iter().any(|us| before.contains(us))
    }

    /// Whether one of these places stands in the clause around this one.
    pub fn holds(&self, at: usize, places: &[(usize, usize)]) -> bool {
        let start = at.saturating_sub(self.before.len());
        places.iter().any(|(place, end)| *place >= start && *end <= start + self.clause.len())
    }

    /// Whether it is asked about, as something that happened or is so.
    pub fn is_asked_about(&self) -> bool {
        let clause = self.clause.trim_start();
        let padded = format!(" {clause} ");
        let begins = |words: &[&str]| {
            words.iter().any(|word| clause.starts_with(word) || self.before.contains(&format!(" {word} ")))
        };
        let english = begins(&PAST) || begins(&ASKS) && HELPS.iter().any(|word| padded.contains(word));
        let wish = CHINESE_WISHES.iter().any(|wish| clause.contains(wish)) || clause.replace("请问", "").contains('请');
        english || !wish && CHINESE_ASKS.iter().any(|word| clause.contains(word))
    }

    /// "You have not sent me the code yet": a "not" that asks all the same.
    fn is_owed(&self) -> bool {
        let owed = [
            "not yet",
            "yet",
            "haven't",
            "have not",
            "hasn't",
            "didn't",
            "why not",
            "还没",
            "还未",
            "没有发",
            "没发",
            "没给",
        ];
        let to_us = [" me", " us", "给我", "发来", "告诉我", "发过来"];
        owed.iter().any(|word| self.clause.contains(word)) && to_us.iter().any(|word| self.clause.contains(word))
    }
}

/// Without the words with a "not" that forbid nothing.
fn cleared(text: &str) -> String {
    let all = ENGLISH.idle.iter().chain(CHINESE.idle);
    all.fold(text.to_owned(), |text, idle| text.replace(idle, " "))
}
