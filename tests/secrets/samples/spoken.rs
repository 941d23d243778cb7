//! Passwords and one-time codes as people say them.

use ringback::safety::secrets::SecretKind;

use super::random::{ALPHANUMERIC, LOWER, Random, UPPER};
use super::{LANGUAGES, Sample};

const EACH: usize = 600;

fn passwords(language: &str) -> &'static [&'static str] {
    match language {
        "zh" => &[
            "我的密码是{}",
            "密码：{}",
            "密码 {}",
            "登录密码是 {}，帮我登一下",
            "账号 ann@example.com 密码 {}",
            "密码改成{}了还是登不上",
            "我的资金密码是：{}",
            "原来的密码是“{}”",
            "密碼是{}",
            "交易密码设为{}可以吗",
            "{}是我的密码",
            "账号密码：ann@example.com {}",
            "我设置的支付密码就是{}",
            "pin码是{}",
        ],
        _ => &[
            "my password is {}",
            "password: {}",
            "Password {}",
            "my login is ann@example.com and the password is {}",
            "pwd: {}",
            "pwd={}",
            "I changed my password to {}",
            "the old password was {}",
            "my password is \"{}\"",
            "{} is my password",
            "passcode: {}",
            "user ann@example.com password {}",
            "my password is still {} but it says wrong",
            "passphrase is {}",
        ],
    }
}

fn codes(language: &str) -> &'static [&'static str] {
    match language {
        "zh" => &[
            "验证码 {}",
            "验证码是{}",
            "我收到的验证码：{}",
            "验证码{}，帮我登录",
            "谷歌验证码 {}",
            "短信验证码是 {} 对吗",
            "{}是我的验证码",
            "驗證碼：{}",
            "【bitp】您的验证码是{}，5分钟内有效，请勿泄露",
            "动态码{}",
            "刚收到验证码{}",
            "校验码 {}",
            "邮箱验证码为{}",
            "2FA: {}",
        ],
        _ => &[
            "the code is {}",
            "my code is {}",
            "verification code: {}",
            "verification code {}",
            "{} is your bitp verification code",
            "OTP {}",
            "my otp is {}",
            "2fa code {}",
            "I got the code {}",
            "the sms code they sent me is {}",
            "security code is {}",
            "login code: {}. Do not give it to anyone",
            "Your confirmation code is {}.",
            "google authenticator code {}",
        ],
    }
}

pub fn samples() -> Vec<Sample> {
    let mut random = Random::new(2);
    let mut samples = Vec::new();
    for language in LANGUAGES {
        for _ in 0..EACH {
            let secret = password(&mut random);
            let text = random.one(passwords(language)).replace("{}", &secret);
            let row = "password in context";
            samples.push(Sample { kind: SecretKind::Password, row, language: language.into(), text, secret });
        }
        for _ in 0..EACH {
            let numerals = *random.one(&["零一二三四五六七八九", "〇壹贰叁肆伍陆柒捌玖"]);
            let numerals: Vec<char> = numerals.chars().collect();
            let spoken = |digits: &str| digits.bytes().map(|b| numerals[usize::from(b - b'0')]).collect::<String>();
            let code = spoken(&random.text("0123456789", 6));
            let card = spoken(&super::cards::number(&mut random));
            let codes = random.one(&["验证码{}", "验证码是{}", "短信验证码：{}"]).replace("{}", &code);
            let cards = random.one(&["银行卡号 {}", "我的卡号是{}", "卡号：{}"]).replace("{}", &card);
            for (kind, text, secret) in [(SecretKind::OneTimeCode, codes, code), (SecretKind::Card, cards, card)] {
                samples.push(Sample { kind, row: "Chinese numerals", language: language.into(), text, secret });
            }
        }
        for (row, kind, around) in others(language) {
            for _ in 0..EACH {
                let secret = match row {
                    "password of words" => words(&mut random),
                    _ if kind == SecretKind::Password => password(&mut random),
                    _ => random.text("0123456789", 6),
                };
                let text = random.one(around).replace("{}", &secret);
                samples.push(Sample { kind, row, language: language.into(), text, secret });
            }
        }
        for _ in 0..EACH {
            let secret = match random.below(8) {
                0 => format!("{} {}", random.digits(3), random.text("0123456789", 3)),
                1 => format!("{}-{}", random.digits(3), random.text("0123456789", 3)),
                _ => random.text("0123456789", 6),
            };
            let text = random.one(codes(language)).replace("{}", &secret);
            let row = "one-time code in context";
            samples.push(Sample { kind: SecretKind::OneTimeCode, row, language: language.into(), text, secret });
        }
    }
    samples
}

/// Two or three words with capitals.
fn words(random: &mut Random) -> String {
    const WORDS: [&str; 10] =
        ["Summer", "Rain", "Tiger", "Mountain", "Silver", "Dragon", "Winter", "Moon", "Garden", "River"];
    let count = 2 + random.below(2);
    (0..count).map(|_| *random.one(&WORDS)).collect::<Vec<_>>().join(" ")
}

type Others = (&'static str, SecretKind, &'static [&'static str]);

/// Labels of other languages, before or after, with remarks between.
fn others(language: &str) -> [Others; 3] {
    let (codes, passwords, phrases): (&[&str], &[&str], &[&str]) = match language {
        "zh" => (
            &[
                "短信 {}",
                "谷歌 {}",
                "{} 这个是刚收到的验证码",
                "它让我输 {}",
                "邮件里的数字是 {}",
                "验证马 {}",
                "код {}",
                "認証コードは {}",
                "验证码（短信）：{}",
                "인증번호 {}",
                "код из смс: {}",
            ],
            &[
                "密码（区分大小写）：{}",
                "пароль: {}",
                "パスワードは {}",
                "비밀번호: {}",
                "mima: {}",
                "密码【登录】：{}",
                "login: ann\n密码 - {}",
                "ann@example.com:{}",
                "密码设置成了{}",
            ],
            &["密码是 {}", "我的密码：{}", "登录密码是“{}”"],
        ),
        _ => (
            &[
                "verification: {}",
                "two factor {}",
                "they asked me for {}",
                "ga {}",
                "código de verificación: {}",
                "code de vérification : {}",
                "code (email): {}",
                "{} <- the code",
                "codice {}",
                "mã OTP là {}",
                "sms: {}",
            ],
            &[
                "mot de passe: {}",
                "Passwort: {}",
                "contraseña: {}",
                "senha: {}",
                "login: ann\npassword - {}",
                "i set password as {}",
                "the password for my account would be {}",
                "ann@example.com:{}",
                "p@ssword is {}",
                "password (old one): {}",
                "пароль {}",
            ],
            &["my password is {}", "password: {}", "my password is \"{}\""],
        ),
    };
    [
        ("code, other labels", SecretKind::OneTimeCode, codes),
        ("password, other labels", SecretKind::Password, passwords),
        ("password of words", SecretKind::Password, phrases),
    ]
}

fn password(random: &mut Random) -> String {
    let name = || ["dragon", "sunny", "lucky", "monkey", "wang", "maria", "bitcoin", "summer", "tiger", "zhang"];
    let word = *random.one(&name());
    match random.below(7) {
        0 => format!("{word}{}", random.digits(4)),
        1 => format!("{}{}{}!", word[..1].to_uppercase(), &word[1..], random.digits(3)),
        2 => random.text(ALPHANUMERIC, 10) + "7a",
        3 => format!("{}@{}", word, random.digits(3)),
        4 => format!("{}{}#{}", random.text(UPPER, 2), random.text(LOWER, 4), random.digits(2)),
        5 => format!("{}{}", random.text(LOWER, 2), random.digits(6)),
        _ => format!("{}_{}x", word, random.digits(4)),
    }
}
