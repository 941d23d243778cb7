//! Words around a rule's that take the harm out of a sentence, or put it in. Decides nothing.

/// What makes a request of a bare secret.
pub const PLEASE: [&str; 8] = ["please", "pls", "plz", "?", "now", "请", "发", "给"];

/// What is done with a secret that is one's own.
pub const RENEWED: [&str; 20] = [
    "change your",
    "changed your",
    "reset your",
    "renew your",
    "set a new",
    "choose a new",
    "keep your",
    "protect your",
    "forgot",
    "修改",
    "更改",
    "重置",
    "重设",
    "改一下",
    "保存好",
    "收好",
    "妥善",
    "保管",
    "保护",
    "设置新",
];

/// After "tell me" these ask how something is, not for the thing itself.
pub const WHETHER: [&str; 8] = [" if", " whether", " when", " once", " why", " how", " that", " which error"];

/// What is said of a fake.
pub const NOT_OURS: [&str; 8] = ["not ours", "isn't ours", "not us", "fake", "scam", "不是我们", "假冒", "诈骗"];

/// Digits that many know.
pub const LAST_DIGITS: [&str; 8] =
    ["last four digits", "last 4 digits", "last two digits", "how many digits", "后四位", "后4位", "尾号", "几位数"];

/// What follows "login" where it is a page, not what is entered there.
pub const PAGES: [&str; 10] =
    [" page", " screen", " error", " problem", " time", " history", " record", " attempt", " method", " button"];

/// What the desk does itself, or what happens by itself.
pub const OURSELVES: [&str; 20] = [
    "we have",
    "we will",
    "we've",
    "we'll",
    "we are",
    "has been",
    "have been",
    "will be",
    "is being",
    "automatically",
    "by itself",
    "我们会",
    "我们已",
    "我们将",
    "已为您",
    "会为您",
    "系统会",
    "自动",
    "将会",
    "已经",
];

/// What the desk has rest for a while, to protect a customer or to mend something.
pub const RESTING: [&str; 16] = [
    "withdrawal",
    "payout",
    "trading",
    "trades",
    "deposits",
    "transfers",
    "orders",
    "提现",
    "提币",
    "出金",
    "充值",
    "交易",
    "转账",
    "买卖",
    "下单",
    "提款",
];

/// Who else may do it.
pub const COLLEAGUES: [&str; 10] =
    ["team", "colleague", "finance", "bank", "network", "财务", "同事", "团队", "系统", "审核"];

/// What follows the name of something else than the word seems to say: a second mailbox, a way to pay.
pub const ELSE: [&str; 14] = [
    " e-mail",
    " email",
    " mail",
    " phone",
    " number",
    " address",
    " pay",
    "支付",
    "付款",
    "转账",
    "收款",
    "钱包",
    "邮箱",
    "手机号",
];

/// What asks for a thing that was named before.
pub const BACK: [&str; 32] = [
    "what does it say",
    "what it says",
    "send it",
    "send them",
    "tell me",
    "tell it",
    "read it",
    "read them",
    "give it",
    "give them",
    "paste it",
    "paste them",
    "share it",
    "share them",
    "type it",
    "type them",
    "forward it",
    "show it",
    "show me",
    "write it",
    "write them",
    "what is it",
    "what are they",
    "which are they",
    "what's it",
    "发给我",
    "告诉我",
    "念给我",
    "报给我",
    "是什么",
    "是多少",
    "给我看",
];

/// The groups whose words name a secret.
pub const SECRETS: [&str; 4] = ["login", "more", "backup", "sms"];
