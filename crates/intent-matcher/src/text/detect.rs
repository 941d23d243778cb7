//! Tells which language and script a message is written in. Keeps the current one rather than guess from too little.

use super::kind::{CharKind, kind};
use super::language::{Language, Locale};
use super::pinyin::syllables;
use super::simplified::{HanScript, han_script};

/// Words that people of every language type: coins, and what a support desk deals in. They tell nothing.
const EVERYBODYS: [&str; 56] = [
    "ada", "admin", "airdrop", "android", "api", "apk", "app", "arb", "avax", "bch", "binance", "bitcoin", "bnb",
    "btc", "bug", "bye", "defi", "doge", "dot", "email", "eth", "ethereum", "google", "hello", "hey", "hi", "https",
    "id", "ios", "iphone", "kyc", "link", "ltc", "matic", "nft", "ok", "okay", "otp", "pc", "pin", "sol", "solana",
    "sms", "telegram", "tether", "ton", "trc", "tron", "trx", "usd", "usdc", "usdt", "vip", "web", "wifi", "xrp",
];

/// Common English words that can also be cut into pinyin syllables. English when in company of their kind.
const ENGLISH_TOO: [&str; 96] = [
    "a", "age", "an", "angel", "be", "bang", "banana", "ben", "bike", "bin", "cake", "can", "case", "change", "china",
    "chinese", "cute", "dance", "date", "den", "die", "done", "fake", "fan", "fate", "fine", "fun", "game", "gang",
    "guide", "gun", "hang", "have", "he", "hide", "huge", "lane", "late", "lie", "like", "line", "long", "made",
    "make", "man", "mango", "me", "mean", "media", "men", "mine", "name", "nine", "one", "pace", "page", "pan",
    "panda", "pie", "pin", "ping", "rage", "ran", "range", "ride", "rule", "run", "sale", "same", "sane", "sang",
    "seen", "she", "shine", "shape", "shoe", "side", "site", "size", "song", "sue", "sun", "take", "tale", "tan",
    "ten", "tide", "tie", "time", "wage", "wait", "women", "wide", "wine", "yang", "you",
];

/// Initials and finals that English hardly writes: one of them makes a lone word pinyin.
const PLAIN_PINYIN: [&str; 13] = ["zh", "xi", "qi", "xu", "qu", "iao", "ian", "uan", "uai", "jiu", "duo", "guo", "zuo"];

/// The length of a coin's ticker: this many capitals in a message that is not shouted are no word.
const TICKER: std::ops::RangeInclusive<usize> = 2..=6;
/// A lone English word shorter than this is too little to change the language by.
const LONE_WORD: usize = 4;
/// A Latin word weighs about as much as this many Han characters when a message mixes both.
const WORD_IN_HAN: usize = 2;

/// Whether a lower-case word is one that people of every language type: a coin's name or ticker and the like.
pub fn everybodys(word: &str) -> bool {
    EVERYBODYS.contains(&word)
}

/// The locale a message is written in; `current` where its words do not tell (digits, coin names, emoji).
///
/// Characters that only one Chinese script has decide between the scripts; a message without any keeps `current`'s
/// script when that is Chinese, else counts as simplified. Pinyin typed with Latin letters is Chinese.
pub fn detect(message: &str, current: Locale) -> Locale {
    let mut han = Han::default();
    for c in message.chars() {
        han.count(c);
    }
    let words = Words::of(message);
    if han.all > 0 && han.all >= words.english * WORD_IN_HAN {
        return han.locale(current);
    }
    if words.english > words.pinyin {
        let lone = words.all == 1 && words.letters < LONE_WORD;
        return if lone { current } else { Locale::En };
    }
    if words.pinyin > words.english && (words.pinyin > 1 || words.plain_pinyin) {
        return han.locale(current);
    }
    if words.english == 0 && words.pinyin == 0 && words.english_too > 1 {
        return Locale::En;
    }
    if han.all > 0 { han.locale(current) } else { current }
}

/// Counts of Han characters.
#[derive(Default)]
struct Han {
    all: usize,
    simplified: usize,
    traditional: usize,
}

impl Han {
    fn count(&mut self, c: char) {
        if ('\u{3400}'..='\u{9fff}').contains(&c) {
            self.all += 1;
            match han_script(c) {
                HanScript::Simplified => self.simplified += 1,
                HanScript::Traditional => self.traditional += 1,
                HanScript::Both => {}
            }
        }
    }

    fn locale(&self, current: Locale) -> Locale {
        match self.simplified.cmp(&self.traditional) {
            std::cmp::Ordering::Greater => Locale::ZhHans,
            std::cmp::Ordering::Less => Locale::ZhHant,
            std::cmp::Ordering::Equal if current.language() == Language::Zh => current,
            std::cmp::Ordering::Equal => Locale::ZhHans,
        }
    }
}

/// Counts of Latin words by what they tell.
#[derive(Default)]
struct Words {
    all: usize,
    letters: usize,
    english: usize,
    english_too: usize,
    pinyin: usize,
    plain_pinyin: bool,
}

impl Words {
    fn of(message: &str) -> Self {
        let mut words = Self::default();
        let shouted = !message.bytes().any(|b| b.is_ascii_lowercase());
        for word in message.split(|c| kind(c) != CharKind::Letter) {
            if word.is_empty() || !word.is_ascii() {
                continue;
            }
            words.count(word, shouted && message.trim().contains(' '));
        }
        words
    }

    fn count(&mut self, word: &str, shouted: bool) {
        let lower = word.to_ascii_lowercase();
        let ticker = !shouted && TICKER.contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase());
        if ticker || everybodys(&lower) {
            return;
        }
        self.all += 1;
        self.letters += word.len();
        if ENGLISH_TOO.contains(&lower.as_str()) {
            self.english_too += 1;
        } else if syllables(&lower, |_| {}) > 0 {
            self.pinyin += 1;
            self.plain_pinyin |= PLAIN_PINYIN.iter().any(|mark| lower.contains(mark));
        } else {
            self.english += 1;
        }
    }
}
