//! Who is told to do what with a secret, in Chinese. Rules over clauses; when in doubt, it asks.

use super::noun::Noun;
use crate::safety::secrets::SecretKind;
use crate::text::{CharKind, kind};

/// What hands a secret over.
const GIVE: [&str; 37] = [
    "发给",
    "发送",
    "发到",
    "发来",
    "发我",
    "发过来",
    "发一下",
    "发至",
    "发出",
    "告诉",
    "告知",
    "提供",
    "说出",
    "说一下",
    "报给",
    "报出",
    "报一下",
    "念给",
    "念出",
    "读给",
    "读出",
    "回复",
    "转发",
    "上传",
    "分享",
    "出示",
    "写下",
    "写上",
    "粘贴",
    "交给",
    "传给",
    "给我",
    "给客服",
    "截图",
    "拍照",
    "透露",
    "附上",
];
/// What enters a secret somewhere. On the desk's own pages that is how things are done.
const ENTER: [&str; 13] =
    ["输入", "填写", "填入", "填到", "填上", "提交", "核实", "核对", "核验", "确认", "验证", "校验", "录入"];
/// What asks for it.
const ASK: [&str; 7] = ["索要", "索取", "询问", "需要", "请问", "收集", "需"];
/// What else is done with a secret.
const OTHER: [&str; 29] = [
    "修改",
    "更改",
    "改",
    "重置",
    "重设",
    "设置",
    "找回",
    "忘记",
    "忘了",
    "丢失",
    "保管",
    "保护",
    "保存",
    "泄露",
    "绑定",
    "更换",
    "使用",
    "删除",
    "收到",
    "收不到",
    "获取",
    "查看",
    "看到",
    "去掉",
    "知道",
    "记住",
    "开启",
    "妥善",
    "包含",
];
pub(super) const NOT: [&str; 17] = [
    "不", "别", "勿", "莫", "没", "未", "无需", "无须", "禁止", "严禁", "避免", "谨防", "拒绝", "防止", "切忌", "杜绝",
    "而非",
];
/// Words with a "not" that forbid nothing.
pub(super) const IDLE: [&str; 26] = [
    "不妨",
    "不仅",
    "不但",
    "不论",
    "不管",
    "不同",
    "不久",
    "不断",
    "不好意思",
    "不客气",
    "不过",
    "不得不",
    "无论",
    "没关系",
    "没问题",
    "别担心",
    "别急",
    "别慌",
    "别忘了",
    "别忘记",
    "不要忘记",
    "不要忘了",
    "不用担心",
    "请勿担心",
    "不要犹豫",
    "不要担心",
];
pub(super) const STRANGER: [&str; 16] = [
    "对方",
    "有人",
    "任何人",
    "谁",
    "别人",
    "他人",
    "他们",
    "骗子",
    "陌生人",
    "自称",
    "冒充",
    "假冒",
    "来电者",
    "打电话的人",
    "打来电话",
    "诈骗",
];
/// Having somebody do something.
const TOLD: [&str; 12] =
    ["要求", "让您", "让你", "叫您", "叫你", "要您", "要你", "诱导", "骗您", "引导", "请您", "请你"];
const PLACE: [&str; 8] = ["官方", "官网", "应用", "app", "页面", "网站", "网页", "登录框"];
const HERE: [&str; 8] = ["这里", "此处", "聊天", "对话", "客服", "我们", "机器人", "本群"];
/// What hands over something that the clause before named.
const PASS_ON: [&str; 10] = ["发给", "发送给", "发到", "发过来", "发来", "回复给", "转发给", "念给", "读给", "报给"];
/// Coming to have a secret.
const GOT: [&str; 10] = ["收到", "拿到", "获取", "找到", "写下", "抄下", "记下", "打开", "复制", "有"];
/// Clauses that begin with these go on with the "not" of the clause before.
const GO_ON: [&str; 6] = ["或", "以及", "及", "和", "更", "甚至"];

/// The secret that a sentence asks for.
pub fn asks<'n>(low: &str, nouns: &'n [Noun]) -> Option<&'n Noun> {
    let clauses = clauses(low);
    if nouns.is_empty() || clauses.is_empty() {
        return None;
    }
    let mut negated_before = false;
    for (index, clause) in clauses.iter().enumerate() {
        let before = clauses.get(..index).unwrap_or_default();
        let inside: Vec<&Noun> = nouns.iter().filter(|noun| clause.holds(noun.range.start)).collect();
        let goes_on = GO_ON.iter().any(|word| clause.text.starts_with(word)) && negated_before;
        negated_before = goes_on || NOT.iter().any(|not| clause.text.contains(not));
        if goes_on {
            continue;
        }
        let reading = Reading { clause, before, sentence: low };
        if let Some(noun) = inside.iter().find(|noun| reading.asks(noun, &inside)) {
            return Some(noun);
        }
        let carried = inside.is_empty() && reading.passes_on();
        let named = before.last().filter(|clause| {
            carried
                && GOT.iter().any(|got| clause.text.contains(got))
                && !NOT.iter().any(|not| clause.text.contains(not))
        });
        if let Some(noun) = named.and_then(|clause| nouns.iter().find(|noun| clause.holds(noun.range.start))) {
            return Some(noun);
        }
    }
    None
}

/// The secret that a line of things to have ready names.
pub fn names<'n>(low: &str, nouns: &'n [Noun]) -> Option<&'n Noun> {
    let clauses = clauses(low);
    nouns.iter().find(|noun| {
        clauses.iter().any(|clause| clause.holds(noun.range.start) && !NOT.iter().any(|not| clause.text.contains(not)))
    })
}

/// Whether a sentence asks for what the one before it named.
pub fn asks_it(low: &str) -> bool {
    clauses(low).iter().any(|clause| {
        let it = ["把它", "将它", "将其", "把其", "把这", "将这"].iter().any(|it| clause.text.contains(it));
        it && GIVE.iter().any(|give| clause.text.contains(give)) && !NOT.iter().any(|not| clause.text.contains(not))
    })
}

struct Clause {
    /// Where it begins in the sentence.
    from: usize,
    /// Its words, idle negations blanked out.
    text: String,
}

impl Clause {
    fn holds(&self, at: usize) -> bool {
        (self.from..self.from + self.text.len()).contains(&at)
    }
}

/// The clauses of a sentence that is in Chinese.
fn clauses(low: &str) -> Vec<Clause> {
    if !low.chars().any(|c| kind(c) == CharKind::Ideograph) {
        return Vec::new();
    }
    let low = IDLE.iter().fold(low.to_owned(), |text, idle| text.replace(idle, &"□".repeat(idle.len() / "□".len())));
    let mut clauses = Vec::new();
    let mut from = 0;
    for (at, mark) in low.match_indices(['，', ',', '：', ':', '（', '）', '(', ')']) {
        clauses.push(Clause { from, text: low.get(from..at).unwrap_or_default().to_owned() });
        from = at + mark.len();
    }
    clauses.push(Clause { from, text: low.get(from..).unwrap_or_default().to_owned() });
    clauses
}

struct Reading<'c> {
    clause: &'c Clause,
    before: &'c [Clause],
    sentence: &'c str,
}

impl Reading<'_> {
    fn asks(&self, noun: &Noun, nouns: &[&Noun]) -> bool {
        let text = self.clause.text.as_str();
        let start = noun.range.start - self.clause.from;
        let end = (noun.range.end - self.clause.from).min(text.len());
        let (left, right) = (text.get(..start).unwrap_or_default(), text.get(end..).unwrap_or_default());
        if ["是多少", "是什么", "是几", "多少"].iter().any(|asked| right.starts_with(asked)) {
            return !is_negated(left);
        }
        if self.is_to_be_ready(left) {
            return true;
        }
        // What stands inside a word for a secret is no verb: 验证 in 验证码.
        let within =
            |at: usize| nouns.iter().any(|noun| (noun.range.start..noun.range.end).contains(&(self.clause.from + at)));
        let verbs = |words: &'static [&'static str]| {
            words.iter().flat_map(move |word| text.match_indices(word)).filter(move |(at, _)| !within(*at))
        };
        let between = |from: usize, to: usize| text.get(from..to).unwrap_or_default();
        let handing = verbs(&GIVE).map(|verb| (verb, false)).chain(verbs(&ENTER).map(|verb| (verb, true)));
        for ((at, verb), enters) in handing {
            let governs = if at < start {
                !does_other(between(at + verb.len(), start))
            } else {
                let to_verb = between(end, at);
                let takes = left.rfind(['把', '将']);
                let handed =
                    takes.map_or_else(|| is_topic(left), |takes| !does_other(left.get(takes..).unwrap_or_default()));
                handed && !does_other(to_verb)
            };
            let after = text.get(at + verb.len()..).unwrap_or_default();
            let own_page = enters && is_for_pages(noun.kind) && self.is_on_a_page();
            if governs && !own_page && !is_negated(text.get(..at).unwrap_or_default()) && !self.is_elsewhere(at, after)
            {
                return true;
            }
        }
        verbs(&ASK).any(|(at, _)| at < start && self.is_wanted_by_us(at, start))
    }

    /// Whether the clause hands on what the one before it named.
    fn passes_on(&self) -> bool {
        let text = &self.clause.text;
        PASS_ON.iter().filter_map(|verb| text.find(verb)).any(|at| {
            !is_negated(text.get(..at).unwrap_or_default())
                && !self.is_elsewhere(at, text.get(at..).unwrap_or_default())
        })
    }

    /// Whether somebody else does it or has it done, or it has been done.
    fn is_elsewhere(&self, at: usize, after: &str) -> bool {
        let left = self.clause.text.get(..at).unwrap_or_default();
        let earlier: String = self.before.iter().map(|clause| clause.text.as_str()).collect();
        let done = after.starts_with(['了', '过'])
            || ["已经", "已", "曾", "是否", "有没有"].iter().any(|done| left.contains(done));
        let to_stranger = ["对方", "别人", "他人", "任何人", "骗子", "陌生人"].iter().any(|who| after.starts_with(who));
        let told = TOLD.iter().any(|told| left.contains(told));
        let by_stranger = STRANGER.iter().any(|who| left.contains(who) || told && earlier.contains(who));
        let by_us = ["我们会", "我们将", "客服会", "专员会", "客服人员会"].iter().any(|us| left.contains(us));
        let fraud = told
            && ["的都是骗", "的都是诈骗", "的一定是骗", "的就是骗", "都是骗子", "是骗子"]
                .iter()
                .any(|end| after.contains(end));
        let says = ["客服会", "同事会", "专员会", "会向您", "会先"].iter().any(|who| left.contains(who)) && !told;
        done || to_stranger || fraud || says || by_stranger && !by_us
    }

    /// "我们需要您的密码", but not "登录需要密码" and not "有人索要".
    fn is_wanted_by_us(&self, at: usize, noun: usize) -> bool {
        let text = &self.clause.text;
        let left = text.get(..at).unwrap_or_default();
        let between = text.get(at..noun).unwrap_or_default();
        let stranger =
            STRANGER.iter().any(|who| left.contains(who) || self.before.iter().any(|before| before.text.contains(who)));
        let us = ["我们", "客服", "专员", "同事", "工作人员"].iter().any(|us| left.contains(us));
        let yours = between.contains("您的") || between.contains("你的") || between.contains("您") || us;
        yours
            && !stranger
            && !is_negated(text.get(..noun).unwrap_or_default())
            && !does_other(between)
            && (us || between.starts_with("请问"))
    }

    fn is_to_be_ready(&self, left: &str) -> bool {
        let ready = ["准备好", "备好", "准备"].iter().find_map(|ready| left.find(ready).map(|at| (at, *ready)));
        ready.is_some_and(|(at, ready)| {
            let between = left.get(at + ready.len()..).unwrap_or_default();
            !is_negated(left.get(..at).unwrap_or_default())
                && !NOT.iter().any(|not| between.contains(not))
                && !does_other(between)
        })
    }

    fn is_on_a_page(&self) -> bool {
        PLACE.iter().any(|place| self.sentence.contains(place))
            && !HERE.iter().any(|here| self.clause.text.contains(here))
    }
}

/// Whether something else is done with it there. "收到的" only tells which one is meant.
fn does_other(text: &str) -> bool {
    OTHER.iter().any(|other| {
        text.match_indices(other).any(|(at, _)| !text.get(at + other.len()..).unwrap_or_default().starts_with('的'))
    })
}

/// Whether these secrets are entered on the desk's own pages in the course of things. The words and keys of a wallet never are.
fn is_for_pages(kind: SecretKind) -> bool {
    matches!(kind, SecretKind::Password | SecretKind::OneTimeCode | SecretKind::Card)
}

/// Whether a "not" stands before a verb. One before a 请 that begins anew does not reach it: "登录不了请提供…".
fn is_negated(left: &str) -> bool {
    let reach = left.rfind('请').map_or(left, |at| {
        let before = left.get(..at).unwrap_or_default();
        let refused = ["不", "不会", "不能", "不得", "从不", "绝不", "勿"].iter().any(|not| before.ends_with(not));
        if refused { left } else { left.get(at..).unwrap_or_default() }
    });
    NOT.iter().any(|not| reach.contains(not))
}

/// Whether nothing but what names it stands before a secret: it is what the clause is about.
fn is_topic(left: &str) -> bool {
    const NAMING: [&str; 20] = [
        "请", "您", "你", "的", "该", "此", "这个", "收到", "短信", "邮箱", "手机", "、", "和", "与", "及", "或",
        "当前", "登录", "账户", "然后",
    ];
    let mut rest = left.trim();
    while let Some(next) = NAMING.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = next.trim_start();
    }
    rest.is_empty()
        || ["密码", "验证码", "助记词", "私钥", "卡号"]
            .iter()
            .any(|noun| rest.trim_end_matches(['、', '和', '或']).ends_with(noun))
}
