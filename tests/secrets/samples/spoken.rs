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
