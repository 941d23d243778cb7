//! The judge of what an agent writes to a customer in their own words: questions, summaries, notes, captions, file names.
//!
//! Stricter than what is asked of answers, which leads write and everybody can read: whoever means harm writes here, once
//! and to one person. Refuses links, numbers and names of others in any spelling, addresses of coins, and requests for
//! secrets, money, remote control, weaker protection, another channel. Rules over words, not understanding: a person can
//! put a refused text another way, or take a text block.

pub(super) mod coins;
mod letters;
pub(super) mod lists;
mod money;
mod numbers;
mod phrases;
mod rules;
mod stance;

use super::asking::{Shape, asked};
use super::harm::{Deed, Harm, harms};
use super::official::{Claim, Official, Verdict, is_handle, links_in};

use self::letters::Letters;
use self::rules::Sentence;

/// Everything in a text of an agent that must not reach a customer, each kind once.
pub fn judge(text: &str, official: &Official) -> Vec<Harm> {
    let letters = Letters::of(text);
    let mut found = harms(text, links_in(text), Shape::Said, official);
    // Those two are told here in more spellings, and with more that passes.
    found.retain(|harm| !matches!(harm, Harm::Number(_) | Harm::Asks(_)));
    let spellings = [text, &letters.joined];
    found.extend(spellings.into_iter().flat_map(|text| contacts(text, official)));
    found.extend(bare_name(&letters.joined, official).map(Harm::Link));
    found.extend(numeric_host(&letters.joined).map(Harm::Link));
    found.extend(numbers::foreign(&letters, official).map(Harm::Number));
    for plain in letters.plain() {
        found.extend(
            asked(plain, Shape::Said)
                .into_iter()
                .filter(|asked| !rules::is_about_an_error(&asked.sentence))
                .map(Harm::Asks),
        );
        found.extend(deeds(plain));
    }
    if let Some(written) = letters.unread() {
        found.push(Harm::Deed { deed: Deed::Unread, written });
    }
    let mut once: Vec<Harm> = Vec::new();
    for harm in found {
        if !once.iter().any(|known| known.code() == harm.code()) {
            once.push(harm);
        }
    }
    once
}

/// Links, names and mail addresses that are not the desk's, whatever they look like.
fn contacts(text: &str, official: &Official) -> Vec<Harm> {
    let foreign = official.sightings(text).into_iter().filter(|sighting| sighting.verdict != Verdict::Official);
    foreign
        .filter(|sighting| !matches!(sighting.claim, Claim::Number(_)))
        .map(|sighting| Harm::Link(sighting.written))
        .collect()
}

/// A name on Telegram without its sign: letters with a line below between.
fn bare_name(text: &str, official: &Official) -> Option<String> {
    let words = text.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '_' | '@' | '.'))).map(str::trim);
    let own =
        |word: &str| official.handles.iter().any(|handle| handle.trim_start_matches('@').eq_ignore_ascii_case(word));
    let is_name = |word: &&str| {
        is_handle(word)
            && word.trim_matches('_').contains('_')
            && word.contains(|c: char| c.is_ascii_lowercase())
            && !own(word)
    };
    words.into_iter().find(is_name).map(str::to_owned)
}

/// The address of a machine in numbers. One that begins with a single digit is a program's version.
fn numeric_host(text: &str) -> Option<String> {
    let words = text.split(|c: char| !(c.is_ascii_digit() || c == '.')).map(|word| word.trim_matches('.'));
    let is_host = |word: &&str| {
        let parts: Vec<&str> = word.split('.').collect();
        let byte = |part: &&str| part.len() <= 3 && part.parse::<u8>().is_ok();
        parts.len() == 4 && parts.iter().all(byte) && parts.first().is_some_and(|first| first.len() > 1)
    };
    words.into_iter().find(is_host).map(str::to_owned)
}

/// What a text asks the customer to do, sentence by sentence. "Send it to me." asks for what the sentence before named.
fn deeds(plain: &str) -> Vec<Harm> {
    let mut found = Vec::new();
    let mut named = false;
    for words in letters::sentences(plain) {
        let sentence = Sentence::of(words);
        let asks = |deed| Harm::Deed { deed, written: words.trim().to_owned() };
        found.extend(rules::deeds(&sentence).into_iter().map(asks));
        found.extend(money::is_moved(&sentence).then(|| asks(Deed::Money)));
        if named && rules::points_back(&sentence) {
            found.push(asks(Deed::Secret));
        }
        named = rules::names_a_secret(&sentence) || named && rules::points_back(&sentence);
    }
    found
}
