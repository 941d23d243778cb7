//! What a message is that asks nothing: an acknowledgement, a thank-you, a name or a number alone; and the few wishes that
//! every desk must hear in any words: a human, help, to be left alone. Judges short messages only, and says nothing of a
//! message that may be a question.

mod words;

use std::collections::HashSet;

use words::{
    AROUND, BESIDE, BUT, BUT_CHINESE, CERTAIN, HEARD, HELP, NO_WISH_CHINESE, NONE, NOTHING, PERSON, PERSON_CHINESE,
    STOP, TALK, THANKS,
};

use super::kind::{CharKind, kind};
use super::normalize::normalize;

/// What a message is that needs no answer from the intents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Aside {
    /// Nothing was said: one letter, "lol", "so", signs or pictures alone.
    Nothing,
    /// "ok", 好, 嗯: heard, nothing more.
    Heard,
    /// Thanks, with no complaint in the same breath.
    Thanks,
    /// "ok thanks but still nothing": thanks, and it is not solved. The words are a complaint.
    Unsolved,
    /// A wallet's address, a hash, an order number or an amount alone, with no word of what about it.
    BareValue,
    /// None of what was offered: 不是这个, "none of these".
    NoneOfThese,
    /// They want a human, in whatever words.
    Human,
    /// They want no more messages.
    Stop,
    /// "help" and nothing else.
    Help,
}

/// Words of one breath; who writes more than this says something of their own.
const LONGEST: usize = 8;
/// Han characters of one breath.
const LONGEST_HAN: usize = 14;
/// Words in which somebody asks for a human, at most: longer messages are a story, which the intents read.
const LONGEST_WISH: usize = 14;
/// A run of letters and digits at least this long, of both, is an address or a hash.
const SHORTEST_CODE: usize = 6;

/// The kind of a message that asks nothing; `None` for everything that the intents should read.
pub fn aside(message: &str) -> Option<Aside> {
    let mut text = String::new();
    normalize(message, &mut text);
    if is_bare_value(message) {
        return Some(Aside::BareValue);
    }
    let asks = message.contains(['?', '？', '吗', '嗎', '呢']);
    let mut plain: String = text.chars().filter(|c| *c != '\'').collect();
    if message.contains("唔該") || message.contains("唔该") {
        // Cantonese for thanks, which the normal form turns into "should not".
        plain = plain.replace("不该晒", "谢谢").replace("不该", "谢谢");
    }
    let words: Vec<&str> = plain.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let phrase = words.join(" ");
    let han = plain.chars().filter(|c| kind(*c) == CharKind::Ideograph).count();
    if words.is_empty() {
        // Question marks alone ask for something.
        return (!asks && !message.trim().is_empty()).then_some(Aside::Nothing);
    }
    let is = |list: &HashSet<&'static str>| list.contains(phrase.as_str());
    let found = [
        (is(&STOP) && phrase != "t", Aside::Stop),
        (is(&HELP), Aside::Help),
        (is(&NONE), Aside::NoneOfThese),
        (is_human(&words, &plain, han), Aside::Human),
    ];
    if let Some((_, aside)) = found.into_iter().find(|(is, _)| *is) {
        return Some(aside);
    }
    if asks {
        return None;
    }
    if let Some(aside) = thanks(&words, &plain, han) {
        return Some(aside);
    }
    let each = |list: &HashSet<&'static str>| {
        words.len() <= LONGEST
            && words.iter().all(|word| list.contains(word) || list.contains(stretched(word).as_str()))
    };
    if is(&HEARD) || each(&HEARD) {
        return Some(Aside::Heard);
    }
    let letter = words.len() == 1 && plain.chars().filter(|c| c.is_alphanumeric()).count() == 1 && han == 0;
    if letter
        || is(&NOTHING)
        || words
            .iter()
            .all(|word| NOTHING.contains(word) || NOTHING.contains(stretched(word).as_str()) || HEARD.contains(word))
    {
        return Some(Aside::Nothing);
    }
    None
}

/// A word without what was stretched for effect: "okkkk", "soooo", 哈哈哈哈哈.
fn stretched(word: &str) -> String {
    let mut short = String::with_capacity(word.len());
    for c in word.chars() {
        if !short.ends_with(c) {
            short.push(c);
        }
    }
    short
}

/// Thanks alone, or thanks that go on with what is still wrong.
fn thanks(words: &[&str], plain: &str, han: usize) -> Option<Aside> {
    if han > 0 {
        let thanked =
            ["谢谢", "多谢", "感谢", "谢了", "谢啦", "唔该", "不该晒", "辛苦"].iter().any(|word| plain.contains(word));
        let fine = ["没问题", "没有问题", "没有别的", "没有其他", "没事"].iter().any(|word| plain.contains(word));
        if !thanked || han > LONGEST_HAN * 2 {
            return None;
        }
        let but = !fine && BUT_CHINESE.iter().any(|word| plain.contains(word));
        let rest: String = plain.chars().filter(|c| kind(*c) == CharKind::Ideograph && !"谢多感好的您你了啦帮助忙大非常太真很我嗯哦明白知道解决收到辛苦不客气啊呀哈们家先那就这边没问题事".contains(*c)).collect();
        return match (but, rest.is_empty() && han <= LONGEST_HAN) {
            (true, _) => Some(Aside::Unsolved),
            (false, true) => Some(Aside::Thanks),
            (false, false) => None,
        };
    }
    let thanked = words.iter().any(|word| THANKS.contains(word));
    if !thanked || words.len() > LONGEST * 2 {
        return None;
    }
    // "thanks, no more problems" and "not yet needed" are thanks as well.
    let settled = plain.contains("no problem")
        || plain.contains("no more")
        || plain.contains("no worries")
        || plain.contains("nothing else");
    let no_thanks = matches!(words, ["no" | "nope" | "nah", rest @ ..] if rest.iter().all(|word| THANKS.contains(word) || BESIDE.contains(word)));
    if no_thanks {
        return Some(Aside::Heard);
    }
    if !settled && words.iter().any(|word| BUT.contains(word)) {
        return Some(Aside::Unsolved);
    }
    words
        .iter()
        .all(|word| THANKS.contains(word) || BESIDE.contains(word) || HEARD.contains(word))
        .then_some(Aside::Thanks)
}

/// Whether a message asks for a human, and for nothing else.
fn is_human(words: &[&str], plain: &str, han: usize) -> bool {
    if han > 0 {
        let squeezed: String = plain.chars().filter(|c| c.is_alphanumeric()).collect();
        let has = |list: &[&str]| list.iter().any(|word| squeezed.contains(word));
        let alone = ["人工", "客服", "有人吗在线", "人"].contains(&squeezed.as_str());
        return alone || (han <= LONGEST_HAN && !has(&NO_WISH_CHINESE) && has(&PERSON_CHINESE));
    }
    let has = |list: &[&str]| words.iter().any(|word| list.contains(word));
    let person = words.iter().any(|word| PERSON.contains(word));
    let around = words.iter().all(|word| PERSON.contains(word) || AROUND.contains(word));
    // "is anyone there" greets; "someone" needs a wish to talk beside it.
    let certain = has(&CERTAIN) || has(&TALK);
    // Whether they talk to a human is a question about us.
    let bot =
        words.windows(2).any(|pair| matches!(pair, ["are", "you"] | ["you", "be"] | ["am", "i"] | ["is", "this"]));
    let refused = words.windows(2).any(|pair| matches!(pair, ["not" | "no", "human" | "agent" | "person"]));
    let staff = matches!(words, ["staff" | "employee" | "person" | "manager" | "consultant"]);
    person && around && words.len() <= LONGEST_WISH && !refused && !bot && (certain || staff)
}

/// Whether a message is one address, hash, reference or amount.
fn is_bare_value(message: &str) -> bool {
    let trimmed = message.trim().trim_end_matches(['.', ',', '。', '，', '!']);
    let mut parts = trimmed.split_whitespace();
    let (Some(first), second) = (parts.next(), parts.next()) else { return false };
    if parts.next().is_some() {
        return false;
    }
    let digits = first.chars().filter(char::is_ascii_digit).count();
    let letters = first.chars().filter(char::is_ascii_alphabetic).count();
    let symbols = first.chars().filter(|c| "-_:.,#$€£¥+/".contains(*c)).count();
    let ascii = digits + letters + symbols == first.chars().count();
    let amount = ascii && digits > 0 && letters == 0;
    let code = ascii && digits > 1 && first.len() >= SHORTEST_CODE && letters > 0;
    match second {
        None => code || (amount && first.len() > 1),
        // An amount and its coin.
        Some(coin) => {
            amount
                && coin.len() <= 5
                && !coin.is_empty()
                && coin.chars().all(|c| c.is_ascii_alphabetic())
                && super::judge::everybodys(&coin.to_ascii_lowercase())
        }
    }
}

#[cfg(test)]
mod tests;
