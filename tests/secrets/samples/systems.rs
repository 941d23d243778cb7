//! Phrases of other systems than BIP-39, and phrases of every system told, shortened and written in other ways.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use bip39::Language;
use ringback::safety::secrets::SecretKind;

use super::random::Random;
use super::{LANGUAGES, Sample, phrases};

const EACH: usize = 600;

fn list(text: &'static str) -> Vec<&'static str> {
    text.lines().filter(|line| !line.starts_with('#')).flat_map(str::split_whitespace).collect()
}

fn monero() -> Vec<&'static str> {
    list(include_str!("../../../src/safety/secrets/lists/monero.txt"))
}

fn slip39() -> Vec<&'static str> {
    list(include_str!("../../../src/safety/secrets/lists/slip39.txt"))
}

fn electrum() -> Vec<&'static str> {
    list(include_str!("../../../src/safety/secrets/lists/electrum.txt"))
}

/// Words of a list, drawn evenly.
fn draw(random: &mut Random, list: &[&'static str], count: usize) -> Vec<String> {
    (0..count).map(|_| (*random.one(list)).to_owned()).collect()
}

fn around(random: &mut Random, language: &str) -> &'static str {
    match language {
        "zh" => random.one::<&str>(&[
            "{}",
            "助记词：{}",
            "这是我的助记词 {} 帮我恢复一下",
            "我的钱包种子是 {}",
            "门罗币助记词 {}",
        ]),
        _ => random.one::<&str>(&[
            "{}",
            "my seed: {}",
            "recovery phrase is {}",
            "here are my seed words\n{}",
            "shamir backup share {}",
        ]),
    }
}

/// A way to write a phrase: the text, and a piece of it that must be gone.
type Make = fn(&mut Random, &str) -> (String, String);

const ROWS: [(&str, Make); 9] = [
    ("Monero", |random, language| {
        let words = monero_phrase(random);
        (around(random, language).replace("{}", &words.join(" ")), words.join(" "))
    }),
    ("SLIP-39 share", |random, language| {
        let count = *random.one(&[20, 33]);
        let words = draw(random, &slip39(), count);
        (around(random, language).replace("{}", &words.join(" ")), words.join(" "))
    }),
    ("Electrum 1", |random, language| {
        let words = draw(random, &electrum(), 12).join(" ");
        let around = match language {
            "zh" => *random.one(&["{}", "助记词：{}"]),
            _ => random.one(&["{}", "my electrum seed: {}", "hi\n{}\nthanks"]),
        };
        (around.replace("{}", &words), words)
    }),
    ("first letters", |random, language| {
        let words: Vec<String> =
            phrases::words(random, Language::English).into_iter().map(|word| word.chars().take(4).collect()).collect();
        (around(random, language).replace("{}", &words.join(" ")), words.join(" "))
    }),
    ("told in a sentence", told),
    ("numbers of the words", |random, language| {
        let places: Vec<String> = (0..12).map(|_| random.below(2048).to_string()).collect();
        let around = match language {
            "zh" => *random.one(&["助记词的编号：{}", "我的助记词是这些数字 {}"]),
            _ => random.one(&["my seed phrase as numbers: {}", "seed words by index {}"]),
        };
        let gap = *random.one(&[" ", ", ", ","]);
        (around.replace("{}", &places.join(gap)), places.join(gap))
    }),
    ("encoded", |random, language| {
        let words = phrases::words(random, Language::English).join(" ");
        let secret = match random.below(3) {
            0 => STANDARD.encode(&words),
            1 => words.bytes().map(|byte| format!("{byte:02x}")).collect(),
            _ => return entropy(random, language),
        };
        (format!("{}{secret}", random.one(&["", "base64: ", "看这个 "])), secret)
    }),
    ("look-alike letters", |random, language| {
        let words = phrases::words(random, Language::English).join(" ");
        let alike: String = words
            .chars()
            .map(|c| {
                let theirs = match c {
                    'a' => 'а',
                    'e' => 'е',
                    'o' => 'о',
                    'c' => 'с',
                    'p' => 'р',
                    'i' => 'і',
                    _ => c,
                };
                if random.below(3) > 0 { theirs } else { c }
            })
            .collect();
        (around(random, language).replace("{}", &alike), alike)
    }),
    ("a part, told", |random, language| {
        let words: Vec<String> = plain_words(random, 6);
        let around = match language {
            "zh" => *random.one(&["助记词前六个是 {}", "我的助记词前面几个词是：{}"]),
            _ => random.one(&["the first six words of my seed phrase are {}", "half of my recovery phrase: {}"]),
        };
        (around.replace("{}", &words.join(" ")), words.join(" "))
    }),
];

/// Words that are none of those sentences are held together by: six of them in a row can be told from prose.
fn plain_words(random: &mut Random, count: usize) -> Vec<String> {
    const OF_SENTENCES: [&str; 8] = ["that", "this", "then", "will", "can", "have", "when", "where"];
    let mut words = Vec::new();
    while words.len() < count {
        let word = *random.one(Language::English.word_list());
        if word.len() > 4 && !OF_SENTENCES.contains(&word) {
            words.push(word.to_owned());
        }
    }
    words
}

fn entropy(random: &mut Random, language: &str) -> (String, String) {
    let length = *random.one(&[32, 64]);
    let digits = random.hex(length);
    let around = if language == "zh" { "助记词的熵 {}" } else { "my seed entropy: {}" };
    (around.replace("{}", &digits), digits)
}

/// Twenty-four words and the one that their first letters choose.
fn monero_phrase(random: &mut Random) -> Vec<String> {
    let mut words = draw(random, &monero(), 24);
    let short: String = words.iter().map(|word| &word[..3]).collect();
    words.push(words[crc32(short.as_bytes()) as usize % words.len()].clone());
    words
}

/// CRC-32 as Ethernet has it.
fn crc32(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { crc >> 1 ^ 0xedb8_8320 } else { crc >> 1 })
    })
}

fn told(random: &mut Random, language: &str) -> (String, String) {
    const ORDINALS: [&str; 12] = [
        "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
        "twelfth",
    ];
    const HAN: [&str; 12] = ["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"];
    let each = |words: &[String], gap: &str, form: &dyn Fn(usize, &str) -> String| {
        words.iter().enumerate().map(|(at, word)| form(at, word)).collect::<Vec<_>>().join(gap)
    };
    if language == "zh" {
        let mut han = phrases::words(random, Language::SimplifiedChinese);
        han.truncate(HAN.len());
        let text = match random.below(4) {
            0 => each(&han, "，", &|at, word| format!("第{}个字是{word}", at + 1)),
            1 => each(&han, "，", &|at, word| format!("第{}个字是{word}", HAN[at])),
            2 => each(&han, "\n", &|at, word| format!("{}、{word}", HAN[at])),
            _ => each(&han, " ", &|at, word| format!("第{}个：{word}", at + 1)),
        };
        let from = text.find(&han[0]).unwrap_or_default();
        return (text.clone(), text[from..].to_owned());
    }
    let mut words = phrases::words(random, Language::English);
    words.truncate(ORDINALS.len());
    let text = match random.below(5) {
        0 => each(&words, ", ", &|at, word| format!("{} is {word}", ORDINALS[at])),
        1 => each(&words, "\n", &|at, word| format!("{} word: {word}", ORDINALS[at])),
        2 => each(&words, " and then ", &|_, word| word.to_owned()),
        3 => each(&words, ", ", &|at, word| format!("the {} one is {word}", ORDINALS[at])),
        _ => each(&words, "; ", &|at, word| format!("word number {} is {word}", at + 1)),
    };
    let from = text.find(&words[0]).unwrap_or_default();
    (text.clone(), text[from..].to_owned())
}

pub fn samples() -> Vec<Sample> {
    let mut random = Random::new(39);
    let mut samples = Vec::new();
    for language in LANGUAGES {
        for (row, make) in ROWS {
            for _ in 0..EACH {
                let (text, secret) = make(&mut random, language);
                let kind = SecretKind::RecoveryPhrase;
                samples.push(Sample { kind, row, language: language.into(), text, secret });
            }
        }
    }
    samples
}
