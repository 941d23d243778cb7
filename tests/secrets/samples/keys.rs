//! Private keys and secrets of programming interfaces, with what people write around them.

use ringback::safety::secrets::SecretKind;

use super::random::{ALPHANUMERIC, Random};
use super::{LANGUAGES, Sample};

const EACH: usize = 600;

/// `{}` stands for the key.
fn around(language: &str) -> &'static [&'static str] {
    match language {
        "zh" => &[
            "我的私钥是{}",
            "私钥：{}",
            "私鑰 {}，麻煩幫我看看",
            "这是我的钱包私钥 {} 帮我导入一下",
            "{} 这是私钥，转不出来",
            "导入 {} 一直失败",
            "小狐狸导出的私钥：\n{}",
            "用私钥{}导入钱包，余额是0怎么回事",
            "privatekey: {}",
            "我把私钥发你：{}。帮我查一下",
            "私钥(private key)={}",
            "客服让我提供私钥，就是这个 {}",
        ],
        _ => &[
            "my private key is {}",
            "private key: {}",
            "Private Key = {}",
            "here is the private key {} can you restore my wallet",
            "{} is my private key",
            "I tried to import {} but the balance is zero",
            "privkey {}",
            "PRIVATE_KEY=\"{}\"",
            "MetaMask export gave me this private key:\n{}\nplease check",
            "wallet key {}",
            "I imported my wallet with the private key {}, nothing shows",
            "the private-key you asked for: {}",
        ],
    }
}

fn around_api(language: &str) -> &'static [&'static str] {
    match language {
        "zh" => &[
            "api secret是 {}",
            "API密钥：{}",
            "我的API私钥 {} 为什么签名不对",
            "API Secret: {}\n报签名错误",
            "secret key {}",
            "apisecret={}",
            "我的 api 密钥是{}，帮我看看权限",
            "密钥 {} 用不了",
            "这个secret {} 是不是失效了",
            "API 秘钥：{}",
        ],
        _ => &[
            "my api secret is {}",
            "API Secret: {}",
            "secret key {}",
            "apiSecret=\"{}\"",
            "the secret key I got is {} and it fails",
            "api_secret = {}",
            "I use the api secret {} with python",
            "client_secret: {}",
            "Access token {}",
            "my secret is {}",
        ],
    }
}

pub fn samples() -> Vec<Sample> {
    let mut random = Random::new(256);
    let mut samples = Vec::new();
    for language in LANGUAGES {
        for (row, key) in ROWS {
            for _ in 0..EACH {
                let secret = key(&mut random);
                let bare = matches!(row, "WIF" | "extended key" | "byte array") && random.below(3) == 0;
                let around = if bare { "{}" } else { random.one(around(language)) };
                let text = around.replace("{}", &secret);
                samples.push(Sample { kind: SecretKind::PrivateKey, row, language: language.into(), text, secret });
            }
        }
        for _ in 0..EACH {
            let length = *random.one(&[20, 32, 40, 43, 64, 64]);
            let mut secret = if random.below(4) == 0 { random.hex(length) } else { random.text(ALPHANUMERIC, length) };
            if random.below(6) == 0 {
                let at = length / 2;
                let mark = *random.one(&["+", "/", "-", "_"]);
                secret.replace_range(at..at + 1, mark);
            }
            let text = random.one(around_api(language)).replace("{}", &secret);
            let row = "API secret, labelled";
            samples.push(Sample { kind: SecretKind::ApiSecret, row, language: language.into(), text, secret });
        }
    }
    samples
}

type Make = fn(&mut Random) -> String;

const ROWS: [(&str, Make); 5] = [
    ("hex key, labelled", hex),
    ("WIF", wif),
    ("extended key", extended),
    ("Solana key, labelled", solana),
    ("byte array", array),
];

fn hex(random: &mut Random) -> String {
    let digits = random.hex(64);
    match random.below(4) {
        0 => format!("0x{digits}"),
        1 => digits.to_uppercase(),
        _ => digits,
    }
}

fn wif(random: &mut Random) -> String {
    let version = *random.one(&[0x80, 0x80, 0x80, 0xef, 0xb0, 0x9e]);
    let mut bytes = vec![version];
    bytes.extend(random.bytes(32));
    if random.below(2) == 0 {
        bytes.push(1);
    }
    bs58::encode(bytes).with_check().into_string()
}

fn extended(random: &mut Random) -> String {
    let version = *random.one(&[0x0488_ade4_u32, 0x049d_7878, 0x04b2_430c, 0x0435_8394]);
    let mut bytes = version.to_be_bytes().to_vec();
    bytes.extend(random.bytes(9 + 32));
    bytes.push(0);
    bytes.extend(random.bytes(32));
    bs58::encode(bytes).with_check().into_string()
}

fn solana(random: &mut Random) -> String {
    loop {
        let key = bs58::encode(random.bytes(64)).into_string();
        if key.len() >= 87 {
            return key;
        }
    }
}

fn array(random: &mut Random) -> String {
    let numbers: Vec<String> = random.bytes(64).iter().map(u8::to_string).collect();
    format!("[{}]", numbers.join(*random.one(&[",", ", "])))
}
