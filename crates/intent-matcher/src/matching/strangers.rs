//! The desk's own questions asked of somebody else: an example with the name of another business or thing put into it.
//! They teach what a message looks like that has the desk's words and is none of its business.

use crate::hashing::hash;
use crate::numeric::mix;
use crate::text::Language;

/// Other businesses and things, one a line; the Chinese ones are not ASCII.
static STRANGERS: &str = include_str!("strangers.txt");
/// Words that what is asked about follows; the stranger comes between.
const DETERMINERS: [&str; 8] = ["my", "your", "the", "a", "an", "our", "this", "that"];
/// How a stranger is added where there is no such word.
const ADDED: [&str; 4] = ["at the", "for my", "of the", "with my"];
/// So many strangers are tried before an example is left alone.
const TRIES: u64 = 4;

/// `example` asked of a stranger that `known` does not know; `None` where none is found. The same every time.
pub(super) fn asked_of_a_stranger(example: &str, language: Language, known: impl Fn(&str) -> bool) -> Option<String> {
    let all = || STRANGERS.lines().filter(|line| line.is_ascii() == (language == Language::En));
    let count = all().count() as u64;
    let seed = mix(hash(example.as_bytes()));
    (0..TRIES).find_map(|turn| {
        let stranger = all().nth(usize::try_from(mix(seed + turn) % count.max(1)).ok()?)?;
        (!known(stranger)).then(|| match language {
            Language::Zh => format!("{stranger}{}{example}", if seed & 1 == 0 { "的" } else { "" }),
            Language::En => with_stranger(example, stranger, seed),
        })
    })
}

fn with_stranger(example: &str, stranger: &str, seed: u64) -> String {
    let mut words: Vec<&str> = example.trim_end_matches(['?', '!', '.', ' ']).split(' ').collect();
    let is_determiner = |word: &&str| DETERMINERS.iter().any(|known| word.eq_ignore_ascii_case(known));
    match words.iter().position(is_determiner).filter(|at| at + 1 < words.len()) {
        Some(at) => words.insert(at + 1, stranger),
        None => {
            words.extend(ADDED.get(seed as usize % ADDED.len()));
            words.push(stranger);
        }
    }
    words.join(" ")
}
