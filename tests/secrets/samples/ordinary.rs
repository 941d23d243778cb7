//! Ordinary support messages that hold nothing secret, though much that looks like it: hashes, addresses, order numbers,
//! phone numbers, codes of errors, talk about passwords and phrases.

use std::collections::BTreeSet;

use super::hand;
use super::random::Random;

const EACH: usize = 2000;

const ZH: [&str; 72] = [
    "提现 {amount} {coin} 到 {address}，{time}了还没到账",
    "交易哈希 {hash}，帮我查一下",
    "txid: {txid}",
    "{txid}",
    "{order}",
    "{order} 这个怎么还没好",
    "{hash} 这笔转账没到",
    "订单号 {order} 一直显示处理中",
    "订单{order}买家已付款，请放币",
    "我的UID是{uid}",
    "UID {uid}，账户被冻结了",
    "单号：{order}，什么时候退款",
    "充值了{amount}{coin}，区块链浏览器显示成功 https://example.com/tx/{hash}",
    "合约地址 {address} 能充值吗",
    "错误代码 {error}",
    "登录报错 error code {error}",
    "提现手续费是{percent}吗",
    "手机号 {phone} 换不了",
    "请打我的电话 {phone}",
    "{phone}",
    "{date} 下单的，到现在没成交",
    "价格到 {amount} 为什么没有触发止损",
    "忘记密码了怎么办",
    "密码错误 {small} 次被锁了",
    "密码要求 8-{small} 位吗",
    "密码是不是必须有大写字母",
    "验证码收不到",
    "验证码 {small} 分钟还没来",
    "验证码是几位数",
    "手机收不到验证码，试了{small}次",
    "谷歌验证码一直提示错误 {error}",
    "为什么要输两次验证码",
    "邀请码 {invite} 不能用",
    "我的邀请码是{invite}",
    "助记词忘了能找回吗",
    "助记词是什么",
    "需要提供助记词吗？",
    "私钥和助记词有什么区别",
    "客服会问我要私钥吗",
    "API 权限怎么开",
    "API密钥创建失败，提示{error}",
    "api key 到期了怎么续",
    "银行卡提现多久到账",
    "绑定的银行卡尾号{four}怎么换",
    "信用卡买币手续费多少",
    "卡号填错了怎么改",
    "尾号{four}的卡被拒了",
    "工单 {uid} 没人回",
    "流水号{order}",
    "从 {address} 转到 {address} 需要多久",
    "hash是{txid}，网络 TRC20",
    "我有一笔交易 {hash} 失败了，gas 扣了 {amount}",
    "TxHash {hash}",
    "区块高度 {block}",
    "参考号 RB-{four}",
    "IP {ip} 登录不是我",
    "身份证号 {identity} 认证失败",
    "版本 {version} 闪退",
    "杠杆 {small} 倍，保证金 {amount} USDT，强平价多少",
    "我在{date}向 {address} 转了 {amount} {coin}，哈希 {hash}，请核实",
    "快递单号 {order}",
    "{amount} {coin} = 多少人民币",
    "充值单 {order}",
    "p2p {order} 买家没付款",
    "卖了 {order} 个 SHIB 还没到账",
    "验证失败 {uid}",
    "充值 {hash} 到账了吗",
    "短信等了 {small} 分钟",
    "第一步点提现，第二步选 {coin}，第三步填 {address}，然后就卡住了",
    "密码是 {small} 位的可以吗",
    "钱 包 里 的 钱 怎 么 不 见 了 啊 急",
    "谷歌验证器换手机了，UID {uid}",
];

const EN: [&str; 72] = [
    "my withdrawal of {amount} {coin} to {address} is pending since {date}",
    "tx hash {hash}, please check",
    "txid: {txid}",
    "{txid}",
    "{order}",
    "{order} is still open, why?",
    "{hash} has not arrived",
    "order {order} is stuck",
    "Order number: {order} buyer has paid",
    "my uid is {uid}",
    "UID {uid} account frozen",
    "ticket {uid} nobody answers",
    "deposited {amount} {coin}, explorer says success https://example.com/tx/{hash}",
    "can I deposit to contract {address}?",
    "error code {error}",
    "login fails with code {error}",
    "the app says code: {error}",
    "is the withdrawal fee {percent}?",
    "I want to change my phone {phone}",
    "please call me at {phone}",
    "{phone}",
    "I placed it on {date} and it is not filled",
    "price hit {amount} but my stop did not trigger",
    "I forgot my password",
    "my password is not working",
    "my password is wrong but I am sure it is right",
    "the password is incorrect",
    "password must be 8-{small} characters?",
    "locked after {small} wrong passwords",
    "I do not receive the verification code",
    "the verification code takes {small} minutes to arrive",
    "how many digits is the code",
    "no sms code since {date}",
    "2FA code is always wrong, error {error}",
    "why do I need two codes",
    "referral code {invite} does not work",
    "my promo code is {invite}",
    "I lost my recovery phrase, what now?",
    "what is a seed phrase",
    "do you need my seed phrase?",
    "difference between private key and seed phrase",
    "will support ask for my private key?",
    "how do I create an api key",
    "api key creation fails with {error}",
    "my api key expired, how do I renew it?",
    "how long does a withdrawal to my bank card take",
    "card ending {four} was declined",
    "what is the fee for credit cards",
    "I typed the wrong card number",
    "zip code {four}1 is not accepted",
    "transfer from {address} to {address} takes how long",
    "the hash is {txid} on TRC20",
    "transaction {hash} failed and gas of {amount} was taken",
    "TxHash {hash}",
    "block {block} confirmed",
    "reference RB-{four}",
    "login from ip {ip} was not me",
    "passport {invite}{four} rejected",
    "version {version} crashes",
    "{small}x leverage with {amount} USDT margin, where is liquidation",
    "on {date} I sent {amount} {coin} to {address}, hash {hash}, please verify",
    "invoice {order}",
    "deposit {order}",
    "p2p {order} the buyer did not pay",
    "I bought {order} SHIB",
    "verification failed code {uid}",
    "my deposit {hash} is missing, the address is right and the key info too",
    "first I pressed withdraw, then I chose {coin}, then I typed {address}, and then nothing happened",
    "1. open the app 2. press withdraw 3. choose {coin} 4. see error {error}",
    "the sms takes {small} minutes, uid {uid}",
    "my password is {small} characters long, is that enough?",
    "my passport {invite} was not accepted",
];

/// Ordinary messages of a language: made, and written by hand.
pub fn messages(language: &str) -> Vec<String> {
    let mut random = Random::new(u64::from(language == "zh") + 11);
    let templates: &[&str] = if language == "zh" { &ZH } else { &EN };
    let mut messages: BTreeSet<String> = hand(&format!("ordinary-{language}.txt")).into_iter().collect();
    while messages.len() < EACH {
        let template = random.one(templates);
        messages.insert(filled(&mut random, template));
    }
    messages.into_iter().collect()
}

fn filled(random: &mut Random, template: &str) -> String {
    let mut text = template.to_owned();
    while let Some((before, rest)) = text.split_once('{') {
        let (slot, after) = rest.split_once('}').unwrap();
        text = format!("{before}{}{after}", value(random, slot));
    }
    text
}

fn value(random: &mut Random, slot: &str) -> String {
    match slot {
        "amount" => format!("{}.{}", random.below(90_000), random.digits(4)),
        "coin" => random.one(&["USDT", "BTC", "ETH", "TRX", "SOL"]).to_string(),
        "hash" => format!("0x{}", random.hex(64)),
        "txid" => random.hex(64),
        "address" => address(random),
        "order" => match random.below(5) {
            0 => format!("2026{:02}{:02}{}", 1 + random.below(12), 1 + random.below(28), random.digits(12)),
            1 => random.digits(19),
            2 => random.digits(16),
            3 => random.digits(18),
            _ => format!("P2P{}", random.digits(14)),
        },
        "uid" => {
            let length = 6 + random.below(4);
            random.digits(length)
        }
        "error" => {
            random.one(&["50011", "-1021", "10060", "429", "0x80004005", "E1024", "502", "60001", "403"]).to_string()
        }
        "percent" => format!("0.{}%", 1 + random.below(9)),
        "phone" => match random.below(5) {
            0 => format!("+1 202 555 01{:02}", random.below(100)),
            1 => format!("138{}", random.text("0123456789", 8)),
            2 => format!("+44 7700 900{:03}", random.below(1000)),
            3 => format!("+62 812 {} {}", random.digits(4), random.digits(4)),
            _ => format!("+86 139 {} {}", random.digits(4), random.digits(4)),
        },
        "date" => format!("2026-{:02}-{:02}", 1 + random.below(12), 1 + random.below(28)),
        "time" => random.one(&["两个小时", "一天", "三天", "半小时"]).to_string(),
        "small" => (1 + random.below(60)).to_string(),
        "four" => random.text("0123456789", 4),
        "invite" => random.text("ABCDEFGHJKLMNPQRSTUVWXYZ23456789", 8),
        "block" => random.digits(8),
        "ip" => format!("203.0.113.{}", random.below(256)),
        "identity" => identity(random),
        "version" => format!("{}.{}.{}", random.below(9), random.below(30), random.below(9)),
        other => panic!("no such slot: {other}"),
    }
}

fn address(random: &mut Random) -> String {
    match random.below(4) {
        0 => format!("0x{}", random.text("0123456789abcdefABCDEF", 40)),
        1 => {
            let mut bytes = vec![0x41];
            bytes.extend(random.bytes(20));
            bs58::encode(bytes).with_check().into_string()
        }
        2 => format!("bc1q{}", random.text("023456789acdefghjklmnpqrstuvwxyz", 38)),
        _ => bs58::encode(random.bytes(32)).into_string(),
    }
}

/// A Chinese identity number with a right check digit, of a region whose numbers look like cards.
fn identity(random: &mut Random) -> String {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    let region = *random.one(&["110101", "310104", "620102", "440305"]);
    let day = format!("19{:02}{:02}{:02}", 60 + random.below(40), 1 + random.below(12), 1 + random.below(28));
    let number = format!("{region}{day}{}", random.text("0123456789", 3));
    let sum: u32 = number.bytes().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    let check = ["1", "0", "X", "9", "8", "7", "6", "5", "4", "3", "2"][(sum % 11) as usize];
    format!("{number}{check}")
}
