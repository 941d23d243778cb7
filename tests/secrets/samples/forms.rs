//! Keys and tokens of many systems, labelled in many languages and written in pieces; keystores, authenticators and backup
//! codes.

use ringback::safety::secrets::SecretKind;

use super::random::{ALPHANUMERIC, LOWER, Random, UPPER};
use super::{LANGUAGES, Sample};

const EACH: usize = 600;

const BASE58: &str = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
const BASE32: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BECH32: &str = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";

/// Makes a secret and the message around it.
type Make = fn(&mut Random, &str) -> (String, String);

const ROWS: [(SecretKind, &str, Make); 9] = [
    (SecretKind::PrivateKey, "key of its own form", |random, language| bare(random, language, key)),
    (SecretKind::PrivateKey, "key, labelled in other languages", |random, _| {
        let label = *random.one(&[
            "приватный ключ {}",
            "秘密鍵 {}",
            "clave privada {}",
            "clé privée : {}",
            "Privatschlüssel {}",
            "私钥：{}",
            "私鑰是 {}",
            "개인키 {}",
            "chave privada {}",
            "my private key for the transaction {}",
            "pkey {}",
            "khóa riêng {}",
        ]);
        let digits = random.hex(64);
        (label.replace("{}", &digits), digits)
    }),
    (SecretKind::PrivateKey, "key in pieces", pieces),
    (SecretKind::PrivateKey, "keystore", |random, _| {
        let (iv, text, salt) = (random.hex(32), random.hex(64), random.hex(64));
        let name = *random.one(&["crypto", "Crypto"]);
        let file = format!(
            "{{\"version\": 3, \"address\": \"{}\", \"{name}\": {{\"cipher\": \"aes-128-ctr\", \"cipherparams\": {{\"iv\": \"{iv}\"}}, \
             \"ciphertext\": \"{text}\", \"kdf\": \"scrypt\", \"kdfparams\": {{\"n\": 8192, \"salt\": \"{salt}\"}}}}}}",
            random.hex(40)
        );
        (file, text)
    }),
    (SecretKind::ApiSecret, "token of its own form", |random, language| bare(random, language, token)),
    (SecretKind::Password, "authenticator", |random, language| {
        let length = *random.one(&[16, 26, 32]);
        let secret = format!("{}7{}", random.text(BASE32, length / 2), random.text(BASE32, length - length / 2 - 1));
        let around = match language {
            "zh" => ["绑定谷歌时给的是 {}", "谷歌验证器密钥 {}", "2fa密钥：{}", "谷歌验证的那个 {} 还能用吗"],
            _ => [
                "my 2fa secret is {}",
                "google authenticator {}",
                "otpauth://totp/a:b?secret={}&issuer=a",
                "totp key: {}",
            ],
        };
        (random.one(&around).replace("{}", &secret), secret)
    }),
    (SecretKind::OneTimeCode, "backup codes", |random, language| {
        let code = |random: &mut Random| {
            format!("{}{}-{}2{}", random.text(LOWER, 2), random.digits(2), random.text(LOWER, 1), random.digits(2))
        };
        let codes = [code(random), code(random), code(random)].join(*random.one(&[" ", ", ", "\n"]));
        let around = match language {
            "zh" => ["谷歌备份码 {}", "我的备用码：{}", "恢复码是 {}"],
            _ => ["my backup codes: {}", "2fa recovery codes {}", "backup codes are\n{}"],
        };
        (random.one(&around).replace("{}", &codes), codes)
    }),
    (SecretKind::Identity, "passport, social security", |random, language| {
        let (digits, social) = (random.digits(8), random.below(2) == 0);
        let passport = format!("{}{}", random.text(UPPER, 1), &digits);
        let number = format!("{}-{}-{}", random.digits(3), random.digits(2), random.digits(4));
        match language {
            "zh" => (format!("{}{passport}", random.one(&["护照号 ", "护照：", "我的护照号码是"])), passport),
            _ if social => (format!("{}{number}", random.one(&["my SSN is ", "social security number: "])), number),
            _ => (format!("{}{passport}", random.one(&["passport ", "my passport number is "])), passport),
        }
    }),
    (SecretKind::Card, "card security code by the date", |random, language| {
        let code = random.text("0123456789", 3);
        let label =
            if language == "zh" { *random.one(&["有效期 ", "exp "]) } else { *random.one(&["exp ", "valid thru "]) };
        (format!("{label}0{}/2{} {code}", random.digits(1), random.digits(1)), code)
    }),
];

pub fn samples() -> Vec<Sample> {
    let mut random = Random::new(173);
    let mut samples = Vec::new();
    for language in LANGUAGES {
        for (kind, row, make) in ROWS {
            for _ in 0..EACH {
                let (text, secret) = make(&mut random, language);
                samples.push(Sample { kind, row, language: language.into(), text, secret });
            }
        }
    }
    samples
}

/// By itself, or with words that do not say what it is.
fn bare(random: &mut Random, language: &str, make: fn(&mut Random) -> String) -> (String, String) {
    let secret = make(random);
    let around = match language {
        "zh" => ["{}", "帮我看看这个 {}", "这个用不了：{}"],
        _ => ["{}", "what is {} for?", "it says {} and nothing else"],
    };
    (random.one(&around).replace("{}", &secret), secret)
}

fn key(random: &mut Random) -> String {
    match random.below(9) {
        0 => format!("edsk{}", random.text(BASE58, 50)),
        1 => format!("PVT_K1_{}", random.text(BASE58, 50)),
        2 => bech32(random, "nsec", 32),
        3 => bech32(random, "suiprivkey", 33),
        4 => format!("ed25519-priv-0x{}", random.hex(64)),
        5 => {
            let name = *random.one(&["addr_xsk", "root_xsk", "ed25519_sk"]);
            bech32(random, name, 64)
        }
        6 => bech32(random, "age-secret-key-", 32).to_uppercase(),
        7 => stellar(random),
        _ => {
            let bytes = [&[1, 0xe1, 0x4b][..], &random.bytes(16)].concat();
            bs58::encode(bytes).with_alphabet(bs58::Alphabet::RIPPLE).with_check().into_string()
        }
    }
}

fn token(random: &mut Random) -> String {
    match random.below(8) {
        0 => format!("{}:AA{}", random.digits(10), random.text(ALPHANUMERIC, 33)),
        1 => format!("ghp_{}7", random.text(ALPHANUMERIC, 35)),
        2 => format!("xoxb-{}-{}-{}", random.digits(12), random.digits(12), random.text(ALPHANUMERIC, 24)),
        3 => format!("AKIA{}", random.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)),
        4 => format!("sk_live_{}4", random.text(ALPHANUMERIC, 23)),
        5 => format!(
            "eyJ{}.eyJ{}.{}",
            random.text(ALPHANUMERIC, 30),
            random.text(ALPHANUMERIC, 60),
            random.text(ALPHANUMERIC, 43)
        ),
        6 => format!("glpat-{}9", random.text(ALPHANUMERIC, 19)),
        _ => random.text(ALPHANUMERIC, 56) + "aB3zQ9xY",
    }
}

/// A labelled key in groups, as bytes, as numbers.
fn pieces(random: &mut Random, language: &str) -> (String, String) {
    let label = match language {
        "zh" => *random.one(&["私钥：", "我的私钥是 ", "钱包私钥 "]),
        _ => *random.one(&["private key: ", "my private key is ", "private key "]),
    };
    let bytes = random.bytes(32);
    let each = |form: &dyn Fn(&u8) -> String, gap: &str| bytes.iter().map(form).collect::<Vec<_>>().join(gap);
    let grouped = |text: String, size: usize| {
        let chars: Vec<char> = text.chars().collect();
        chars.chunks(size).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    };
    let secret = match random.below(6) {
        0 => each(&|byte| format!("{byte:02x}"), " "),
        1 => each(&|byte| format!("0x{byte:02x}"), ", "),
        2 => each(&u8::to_string, ","),
        3 => each(&|byte| format!("{byte:02x}"), ":"),
        4 => grouped(each(&|byte| format!("{byte:02x}"), ""), *random.one(&[4, 8, 16])),
        _ => {
            let key = [&[0x80][..], &bytes, &[1]].concat();
            grouped(bs58::encode(key).with_check().into_string(), 4)
        }
    };
    (format!("{label}{secret}"), secret)
}

/// BIP-173, written for this test.
fn bech32(random: &mut Random, name: &str, bytes: usize) -> String {
    let count = (bytes * 8).div_ceil(5);
    let mut values: Vec<u32> = (0..count).map(|_| random.below(32) as u32).collect();
    let high = name.bytes().map(|b| u32::from(b >> 5));
    let low = name.bytes().map(|b| u32::from(b & 31));
    let all: Vec<u32> = high.chain([0]).chain(low).chain(values.iter().copied()).chain([0; 6]).collect();
    let sum = all.iter().fold(1_u32, |sum, value| {
        let top = sum >> 25;
        let sum = (sum & 0x01ff_ffff) << 5 ^ value;
        [0x3b6a_57b2, 0x2650_8e6d, 0x1ea1_19fa, 0x3d42_33dd, 0x2a14_62b3]
            .iter()
            .enumerate()
            .filter(|(bit, _)| top >> bit & 1 == 1)
            .fold(sum, |sum, (_, generator)| sum ^ generator)
    }) ^ 1;
    values.extend((0..6).map(|place| sum >> (5 * (5 - place)) & 31));
    let alphabet: Vec<char> = BECH32.chars().collect();
    format!("{name}1{}", values.iter().map(|value| alphabet[*value as usize]).collect::<String>())
}

/// SEP-23, written for this test.
fn stellar(random: &mut Random) -> String {
    let mut bytes = vec![18 << 3];
    bytes.extend(random.bytes(32));
    let crc = bytes.iter().fold(0_u16, |crc, byte| {
        (0..8).fold(crc ^ u16::from(*byte) << 8, |crc, _| crc << 1 ^ if crc & 0x8000 == 0 { 0 } else { 0x1021 })
    });
    bytes.extend(crc.to_le_bytes());
    let alphabet: Vec<char> = BASE32.chars().collect();
    let bits: Vec<u8> = bytes.iter().flat_map(|byte| (0..8).rev().map(move |bit| byte >> bit & 1)).collect();
    bits.chunks(5)
        .map(|five| alphabet[five.iter().fold(0_usize, |value, bit| value << 1 | usize::from(*bit))])
        .collect()
}
