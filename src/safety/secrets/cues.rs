//! The words around a secret that tell what it is: labels of keys, passwords and codes, and those of harmless numbers.
//! Found all at once, in one pass.

use std::ops::Range;
use std::sync::LazyLock;

use aho_corasick::{AhoCorasick, MatchKind};

use super::plain::{MARK_CLOSES, MARK_OPENS, Plain};

/// What a word around a number or a token says of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cue {
    /// A recovery phrase.
    Phrase,
    /// A private key.
    Key,
    /// Perhaps a private key: wallets are imported by key, among other ways.
    Import,
    /// A transaction, a block, a signature.
    Hash,
    /// The secret of a programming interface.
    Secret,
    /// A password.
    Password,
    /// The key of an authenticator.
    Authenticator,
    /// A code sent or made for one use.
    Code,
    /// Any code.
    AnyCode,
    /// A code that is no secret: of an error, an invitation, a country.
    OpenCode,
    /// A card.
    Card,
    /// A card's security code.
    CardCode,
    /// A number that names something: an order, a user, an address.
    Id,
}

const TABLE: &[(Cue, &[&str])] = &[
    (
        Cue::Phrase,
        &[
            "助记词",
            "助記詞",
            "助忆词",
            "助憶詞",
            "注记词",
            "註記詞",
            "注記詞",
            "恢复词",
            "恢復詞",
            "种子词",
            "種子詞",
            "种子短语",
            "恢复短语",
            "恢復短語",
            "备份词",
            "備份詞",
            "备份短语",
            "私密短语",
            "助记码",
            "助记单词",
            "seed phrase",
            "seedphrase",
            "seed words",
            "seed word",
            "recovery phrase",
            "recovery words",
            "secret phrase",
            "backup phrase",
            "backup words",
            "mnemonic",
            "wallet words",
            "12 words",
            "24 words",
            "12 word",
            "24 word",
            "12个词",
            "24个词",
            "12个单词",
            "24个单词",
            "12個單詞",
            "24個單詞",
        ],
    ),
    (
        Cue::Key,
        &[
            "私钥",
            "私鑰",
            "秘钥",
            "秘鑰",
            "private key",
            "private-key",
            "private_key",
            "privatekey",
            "privkey",
            "priv key",
            "priv_key",
            "wallet key",
            "signing key",
            "钱包密钥",
            "錢包密鑰",
        ],
    ),
    (Cue::Import, &["导入", "導入", "import", "imported"]),
    (
        Cue::Hash,
        &[
            "tx",
            "txid",
            "tx id",
            "txhash",
            "tx hash",
            "txn",
            "hash",
            "哈希",
            "哈希值",
            "交易",
            "交易号",
            "交易id",
            "transaction",
            "transaction id",
            "transfer",
            "区块",
            "區塊",
            "block",
            "explorer",
            "etherscan",
            "tronscan",
            "blockchair",
            "转账",
            "轉帳",
            "转帐",
            "凭证",
            "憑證",
            "signature",
            "签名",
            "簽名",
            "查询",
            "sha256",
            "checksum",
            "merkle",
        ],
    ),
    (
        Cue::Secret,
        &[
            "api secret",
            "api_secret",
            "apisecret",
            "api-secret",
            "api secret key",
            "secret key",
            "secret_key",
            "secretkey",
            "secret-key",
            "secret",
            "client secret",
            "client_secret",
            "access token",
            "access_token",
            "api token",
            "api_token",
            "api key",
            "api_key",
            "apikey",
            "api-key",
            "bearer",
            "api密钥",
            "api密鑰",
            "api 密钥",
            "api私钥",
            "api 私钥",
            "api秘钥",
            "api 秘钥",
            "密钥",
            "密鑰",
            "api口令",
            "access key",
            "access_key",
            "secret access key",
            "私钥secret",
        ],
    ),
    (
        Cue::Password,
        &[
            "密码",
            "密碼",
            "口令",
            "支付密码",
            "登录密码",
            "登陆密码",
            "资金密码",
            "交易密码",
            "交易密碼",
            "登錄密碼",
            "資金密碼",
            "提现密码",
            "钱包密码",
            "邮箱密码",
            "账户密码",
            "账号密码",
            "帐号密码",
            "pin码",
            "password",
            "passwords",
            "passwd",
            "passwort",
            "pwd",
            "passcode",
            "pass code",
            "passphrase",
            "pass phrase",
            "pass word",
            "login pass",
            "my pin",
            "pin",
        ],
    ),
    (
        Cue::Authenticator,
        &[
            "谷歌密钥",
            "谷歌验证器密钥",
            "谷歌验证密钥",
            "验证器密钥",
            "身份验证器密钥",
            "绑定密钥",
            "google authenticator key",
            "authenticator key",
            "authenticator secret",
            "2fa key",
            "2fa secret",
            "totp secret",
            "totp key",
            "setup key",
            "google密钥",
            "2fa密钥",
            "備用密鑰",
            "备用密钥",
        ],
    ),
    (
        Cue::Code,
        &[
            "验证码",
            "驗證碼",
            "校验码",
            "校驗碼",
            "动态码",
            "動態碼",
            "动态口令",
            "动态密码",
            "短信码",
            "谷歌码",
            "谷歌验证",
            "谷歌验证码",
            "确认码",
            "確認碼",
            "一次性密码",
            "短信验证码",
            "手机验证码",
            "邮箱验证码",
            "邮件验证码",
            "安全验证码",
            "授权码",
            "verification code",
            "verify code",
            "security code",
            "login code",
            "confirmation code",
            "sms code",
            "auth code",
            "authentication code",
            "authenticator code",
            "2fa code",
            "2fa",
            "otp",
            "otp code",
            "one-time code",
            "one time code",
            "one-time password",
            "one time password",
            "google code",
            "text code",
            "email code",
            "access code",
            "passkey code",
            "withdrawal code",
            "authorization code",
            "authorisation code",
            "two-factor code",
        ],
    ),
    (Cue::AnyCode, &["code", "codes"]),
    (
        Cue::OpenCode,
        &[
            "error code",
            "error",
            "errors",
            "failed with code",
            "status code",
            "response code",
            "return code",
            "exit code",
            "promo code",
            "referral code",
            "invite code",
            "invitation code",
            "coupon code",
            "discount code",
            "voucher code",
            "gift code",
            "zip code",
            "postal code",
            "area code",
            "country code",
            "dialing code",
            "dial code",
            "swift code",
            "sort code",
            "bank code",
            "branch code",
            "qr code",
            "source code",
            "product code",
            "currency code",
            "tracking code",
            "错误代码",
            "错误码",
            "错误",
            "錯誤",
            "錯誤碼",
            "錯誤代碼",
            "报错",
            "代码",
            "代碼",
            "邀请码",
            "邀請碼",
            "推荐码",
            "推薦碼",
            "优惠码",
            "返佣码",
            "二维码",
            "邮编",
            "区号",
            "code of conduct",
        ],
    ),
    (
        Cue::Card,
        &[
            "卡号",
            "卡號",
            "银行卡",
            "銀行卡",
            "信用卡",
            "储蓄卡",
            "借记卡",
            "card number",
            "card no",
            "card",
            "credit card",
            "debit card",
            "visa",
            "mastercard",
            "unionpay",
            "银联",
        ],
    ),
    (Cue::CardCode, &["cvv", "cvc", "cvv2", "cvc2", "cvn", "安全码", "安全碼", "卡背面"]),
    (
        Cue::Id,
        &[
            "订单",
            "訂單",
            "订单号",
            "訂單號",
            "订单编号",
            "单号",
            "單號",
            "流水",
            "流水号",
            "编号",
            "編號",
            "工单",
            "工單",
            "uid",
            "id",
            "user id",
            "order",
            "order id",
            "order no",
            "order number",
            "request id",
            "trace id",
            "traceid",
            "requestid",
            "ticket",
            "reference",
            "ref",
            "case",
            "case id",
            "地址",
            "address",
            "addr",
            "合约",
            "合約",
            "contract",
            "身份证",
            "身份證",
            "passport",
            "护照",
            "tracking",
            "invoice",
            "client id",
            "device id",
            "session id",
            "memo",
            "tag",
            "备注",
        ],
    ),
];

struct Table {
    automaton: Option<AhoCorasick>,
    classes: Vec<Cue>,
}

static AUTOMATON: LazyLock<Table> = LazyLock::new(|| {
    let all = || TABLE.iter().flat_map(|(cue, words)| words.iter().map(|word| (*cue, *word)));
    let automaton =
        AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(all().map(|(_, word)| word)).ok();
    Table { automaton, classes: all().map(|(cue, _)| cue).collect() }
});

/// The cues of a text.
pub struct Cues(Vec<(Cue, Range<usize>)>);

impl Cues {
    /// Finds them. The names in our own marks are none.
    pub fn of(plain: &Plain) -> Self {
        let Table { automaton: Some(automaton), classes } = &*AUTOMATON else { return Self(Vec::new()) };
        let marked = plain.low.contains(MARK_OPENS);
        let found = automaton
            .find_iter(&plain.low)
            .filter_map(|hit| Some((*classes.get(hit.pattern().as_usize())?, hit.range())))
            .filter(|(_, range)| stands_alone(&plain.low, range) && !(marked && in_mark(&plain.low, range)))
            .collect();
        Self(found)
    }

    /// All of one kind.
    pub fn all(&self, wanted: Cue) -> impl Iterator<Item = Range<usize>> + '_ {
        self.0.iter().filter(move |(cue, _)| *cue == wanted).map(|(_, range)| range.clone())
    }

    /// Whether there is one of these.
    pub fn any(&self, wanted: &[Cue]) -> bool {
        self.0.iter().any(|(cue, _)| wanted.contains(cue))
    }

    /// The one of these kinds that stands nearest before `at`, within `reach` bytes, and the bytes between.
    pub fn before(&self, at: usize, reach: usize, wanted: &[Cue]) -> Option<(Cue, usize)> {
        self.0
            .iter()
            .filter(|(cue, range)| wanted.contains(cue) && range.end <= at)
            .map(|(cue, range)| (*cue, at - range.end))
            .filter(|(_, gap)| *gap <= reach)
            .min_by_key(|(_, gap)| *gap)
    }

    /// The one of these kinds that stands nearest after `at`, within `reach` bytes.
    pub fn after(&self, at: usize, reach: usize, wanted: &[Cue]) -> Option<(Cue, usize)> {
        self.0
            .iter()
            .filter(|(cue, range)| wanted.contains(cue) && range.start >= at)
            .map(|(cue, range)| (*cue, range.start - at))
            .filter(|(_, gap)| *gap <= reach)
            .min_by_key(|(_, gap)| *gap)
    }
}

/// Whether a Latin word is no part of a longer one.
fn stands_alone(low: &str, range: &Range<usize>) -> bool {
    let inner = |at: usize| low.as_bytes().get(at).is_some_and(u8::is_ascii_alphanumeric);
    let before = range.start.checked_sub(1).is_some_and(inner);
    !(before && inner(range.start) || inner(range.end) && range.end.checked_sub(1).is_some_and(inner))
}

fn in_mark(low: &str, range: &Range<usize>) -> bool {
    let before = low.get(..range.start).unwrap_or_default();
    before.rfind(MARK_OPENS).is_some_and(|opens| before.rfind(MARK_CLOSES).is_none_or(|closes| closes < opens))
}
