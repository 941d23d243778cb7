//! Card numbers of all issuers, as people type them, and security codes.

use ringback::safety::secrets::SecretKind;

use super::random::Random;
use super::{LANGUAGES, Sample};

const EACH: usize = 600;

fn around(language: &str) -> &'static [&'static str] {
    match language {
        "zh" => &[
            "{}",
            "我的卡号是{}",
            "银行卡 {} 充值失败",
            "卡号：{}，有效期 08/27",
            "信用卡{}被拒了，为什么",
            "用{}买币不成功",
            "{}\n这张卡扣了钱没到账",
            "招商银行卡号 {}",
            "我绑的卡{}不见了",
            "请帮我解绑 {}",
        ],
        _ => &[
            "{}",
            "my card number is {}",
            "card {} was declined",
            "Visa {} exp 08/27",
            "please unlink {}",
            "I paid with {} and nothing arrived",
            "the card is {}, why is it refused?",
            "{} this card was charged twice",
            "debit card: {}",
            "credit card no. {}",
        ],
    }
}

pub fn samples() -> Vec<Sample> {
    let mut random = Random::new(7812);
    let mut samples = Vec::new();
    for language in LANGUAGES {
        for _ in 0..EACH {
            let around = *random.one(around(language));
            // Undivided and without a word it may as well be the number of an order, and passes.
            let secret = if around == "{}" { divided(&mut random) } else { typed(&mut random) };
            let text = around.replace("{}", &secret);
            samples.push(sample("card number", language, text, secret));
        }
        for _ in 0..EACH {
            let secret = random.text("0123456789", 3);
            let around = match language {
                "zh" => ["cvv {}", "CVV是{}", "安全码：{}", "cvc:{}", "卡背面安全码{}"],
                _ => ["cvv {}", "my cvv is {}", "CVC: {}", "cvv2 = {}", "the cvv on the back is {}"],
            };
            let text = random.one(&around).replace("{}", &secret);
            samples.push(sample("card security code", language, text, secret));
        }
    }
    samples
}

fn sample(row: &'static str, language: &str, text: String, secret: String) -> Sample {
    Sample { kind: SecretKind::Card, row, language: language.into(), text, secret }
}

/// A number of some issuer with a right check digit.
pub fn number(random: &mut Random) -> String {
    let (head, length) = *random.one(&[
        ("4", 16),
        ("4", 16),
        ("51", 16),
        ("55", 16),
        ("2221", 16),
        ("34", 15),
        ("37", 15),
        ("6011", 16),
        ("65", 16),
        ("3530", 16),
        ("36", 14),
        ("62", 16),
        ("622", 19),
        ("6217", 19),
        ("6228", 19),
    ]);
    let mut number = format!("{head}{}", random.text("0123456789", length - head.len() - 1));
    let sum: u32 = number
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit - b'0');
            if place % 2 == 1 { digit } else { digit * 2 / 10 + digit * 2 % 10 }
        })
        .sum();
    number.push(char::from(b'0' + ((10 - sum % 10) % 10) as u8));
    number
}

/// As cards are printed, and with what people put between the groups.
fn divided(random: &mut Random) -> String {
    let number = number(random);
    in_groups(&number, random.one::<&str>(&[" ", "-", "_", ",", ".", "  "]))
}

fn in_groups(number: &str, gap: &str) -> String {
    let digits: Vec<char> = number.chars().collect();
    digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(gap)
}

fn typed(random: &mut Random) -> String {
    let number = number(random);
    match random.below(8) {
        0 => in_groups(&number, " "),
        1 => in_groups(&number, "-"),
        3 => number.chars().map(|digit| char::from_u32(digit as u32 - '0' as u32 + 0x660).unwrap()).collect(),
        2 => number.chars().map(|digit| char::from_u32(digit as u32 + 0xfee0).unwrap()).collect(),
        _ => number,
    }
}
