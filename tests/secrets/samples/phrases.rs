//! Recovery phrases in the ten languages, in every way people write them down.

use bip39::{Language, Mnemonic};
use ringback::safety::secrets::SecretKind;

use super::Sample;
use super::random::{LOWER, Random};

const EACH: usize = 600;

pub const ALL: [(Language, &str); 10] = [
    (Language::English, "English"),
    (Language::SimplifiedChinese, "Chinese, simplified"),
    (Language::TraditionalChinese, "Chinese, traditional"),
    (Language::Japanese, "Japanese"),
    (Language::Korean, "Korean"),
    (Language::French, "French"),
    (Language::Italian, "Italian"),
    (Language::Spanish, "Spanish"),
    (Language::Portuguese, "Portuguese"),
    (Language::Czech, "Czech"),
];

const BEFORE: [&str; 14] = [
    "",
    "",
    "",
    "",
    "my recovery phrase is: ",
    "here are my 12 words ",
    "seed phrase\n",
    "please check my wallet: ",
    "我的助记词是：",
    "助记词如下\n",
    "帮我看看这个钱包，",
    "助記詞：",
    "恢复词 ",
    "I can't get in, this is what I wrote down\n",
];
const AFTER: [&str; 8] = ["", "", "", "", " please help", "\n谢谢", "。帮我恢复一下", ". thank you!"];

pub fn samples() -> Vec<Sample> {
    let mut random = Random::new(39);
    let mut samples = Vec::new();
    for (language, name) in ALL {
        for row in ["phrase, clean", "phrase, 1-2 typos"] {
            for _ in 0..EACH {
                let mut words = words(&mut random, language);
                if row != "phrase, clean" {
                    for _ in 0..1 + random.below(2) {
                        slip(&mut random, &mut words);
                    }
                }
                let written = written(&mut random, language, &words);
                let text = format!("{}{written}{}", random.one(&BEFORE), random.one(&AFTER));
                let language = name.to_owned();
                samples.push(Sample { kind: SecretKind::RecoveryPhrase, row, language, text, secret: written });
            }
        }
        if language == Language::SimplifiedChinese || language == Language::TraditionalChinese {
            for _ in 0..EACH {
                let words = words(&mut random, language);
                let written = if random.below(2) == 0 { words.concat() } else { grouped(&mut random, &words) };
                let before = ["", "", "我的助记词是：", "助记词如下\n", "我的助记词是", "助記詞 ", "钱包恢复词："];
                let text = format!("{}{written}{}", random.one(&before), random.one(&["", "", "\n谢谢"]));
                let row = "phrase, no gaps";
                samples.push(Sample {
                    kind: SecretKind::RecoveryPhrase,
                    row,
                    language: name.into(),
                    text,
                    secret: written,
                });
            }
        }
    }
    samples
}

/// The words of a phrase; of every fourth one the checksum is wrong.
pub fn words(random: &mut Random, language: Language) -> Vec<String> {
    let count = *random.one(&[12, 12, 12, 15, 18, 21, 24, 24]);
    if random.below(4) == 0 {
        return (0..count).map(|_| random.one(language.word_list()).to_string()).collect();
    }
    let entropy = random.bytes(count * 4 / 3);
    Mnemonic::from_entropy_in(language, &entropy).unwrap().words().map(str::to_owned).collect()
}

fn written(random: &mut Random, language: Language, words: &[String]) -> String {
    let numbered = |mark: &str, gap: &str| {
        let lines = words.iter().enumerate().map(|(index, word)| format!("{}{mark}{word}", index + 1));
        lines.collect::<Vec<_>>().join(gap)
    };
    let latin = !matches!(
        language,
        Language::SimplifiedChinese | Language::TraditionalChinese | Language::Japanese | Language::Korean
    );
    match random.below(16) {
        0..5 => words.join(" "),
        5 => words.join("\n"),
        6 => words.join(", "),
        7 => words.join("，"),
        8 => numbered(". ", "\n"),
        9 => numbered(". ", " "),
        10 => numbered(")", " "),
        11 => words.join("\u{3000}"),
        12 if latin => words.join(" ").to_uppercase(),
        13 if latin => words.iter().map(|word| capital(word)).collect::<Vec<_>>().join(" "),
        14 => words.chunks(4).map(|line| line.join(" ")).collect::<Vec<_>>().join("\n"),
        15 => words.join(" - "),
        _ => numbered("、", " "),
    }
}

fn grouped(random: &mut Random, words: &[String]) -> String {
    let size = *random.one(&[3, 4, 6]);
    words.chunks(size).map(<[String]>::concat).collect::<Vec<_>>().join(*random.one(&[" ", "\n"]))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A slip in one of the words: an adjacent swap, a dropped, doubled or wrong letter; another character in Chinese.
fn slip(random: &mut Random, words: &mut [String]) {
    let index = random.below(words.len());
    let mut letters: Vec<char> = words[index].chars().collect();
    let at = random.below(letters.len());
    if letters.len() == 1 {
        letters[0] = char::from_u32(0x4e00 + random.below(0x5000) as u32).unwrap();
    } else {
        match random.below(4) {
            0 => letters.swap(at.max(1) - 1, at.max(1)),
            1 => drop(letters.remove(at)),
            2 => letters.insert(at, letters[at]),
            _ if letters[at].is_ascii() => letters[at] = random.text(LOWER, 1).chars().next().unwrap(),
            _ => letters.insert(at, letters[at]),
        }
    }
    words[index] = letters.into_iter().collect();
}
