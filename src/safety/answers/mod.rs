//! What a customer writes while an agent's question is open, held to stricter rules than other texts.
//!
//! Digits that may be a code and words that may belong to a wallet are taken out, also when they come in pieces over several
//! answers. Of earlier answers only counts are known, never what stood in them.

mod digits;

use std::collections::BTreeSet;
use std::ops::Range;

use self::digits::{Run, runs};
use super::free_text::lists::is_one;
use super::secrets::{Plain, Redacted, SecretKind, is_telling, mark, redact};
use crate::text::{CharKind, english, kind};

/// Digits of a code.
const CODE: std::ops::RangeInclusive<usize> = 4..=8;

/// A code stands alone or with a few words: longer texts are a story with numbers in it.
const FEW_WORDS: usize = 14;
const FEW_CHARACTERS: usize = 80;

/// Digits in pieces over several answers that are taken for a code, and how many a piece has at least.
const PIECED_DIGITS: usize = 5;
const LEAST_PIECE: usize = 2;

/// Words of a list in a row that are taken for part of a phrase, and over several answers.
const IN_A_ROW: usize = 5;
const OVER_ANSWERS: usize = 6;

/// Within an answer of other words, so many in a row count.
const ROW_COUNTS: usize = 3;

/// Of the words of an answer so many in ten must be of a list, for the answer to count.
const TENTHS: usize = 8;

/// The letters that tell every word of the English list.
const SHORT_FORM: usize = 4;

/// How much of earlier answers looked like pieces of a secret.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pieces {
    /// Words that may belong to a wallet.
    pub words: usize,
    /// Digits in answers that were little else.
    pub digits: usize,
}

impl Pieces {
    /// The pieces of one text.
    pub fn of(text: &str) -> Self {
        let answer = Answer::read(text);
        let marked = |kind| text.contains(&mark(kind));
        let phrase = if marked(SecretKind::RecoveryPhrase) { OVER_ANSWERS } else { 0 };
        Self { words: answer.counted().max(phrase), digits: answer.bare_digits() }
    }

    /// These and those.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self { words: self.words.saturating_add(other.words), digits: self.digits.saturating_add(other.digits) }
    }

    /// The more of each.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self { words: self.words.max(other.words), digits: self.digits.max(other.digits) }
    }
}

/// An answer without what may be secret in it, given the pieces that came before; `None` when nothing is.
pub fn guarded(text: &str, before: Pieces) -> Option<Redacted> {
    let usual = redact(text);
    let plain = usual.as_ref().map_or(text, |redacted| redacted.text.as_str());
    let answer = Answer::read(plain);
    let now = Pieces { words: answer.counted(), digits: answer.bare_digits() };
    let all = before.and(now);
    let pieced = now.words > 0 && all.words >= OVER_ANSWERS || answer.longest_row() >= IN_A_ROW;
    let codes = answer.codes(now.digits > 0 && all.digits >= PIECED_DIGITS);
    if !pieced && codes.is_empty() {
        return usual;
    }
    let mut kinds: BTreeSet<SecretKind> = usual.as_ref().map(|redacted| redacted.kinds.clone()).unwrap_or_default();
    kinds.extend(pieced.then_some(SecretKind::RecoveryPhrase));
    kinds.extend((!codes.is_empty()).then_some(SecretKind::OneTimeCode));
    // What is left of a list of words would still tell them.
    let text = if pieced { kinds.iter().map(|kind| mark(*kind)).collect() } else { without(plain, &codes) };
    Some(Redacted { text, kinds })
}

fn without(text: &str, codes: &[Range<usize>]) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut from = 0;
    for code in codes {
        kept.push_str(text.get(from..code.start).unwrap_or_default());
        kept.push_str(&mark(SecretKind::OneTimeCode));
        from = code.end;
    }
    kept.push_str(text.get(from..).unwrap_or_default());
    kept
}

/// A text cut into words, digits and single Chinese characters.
struct Answer<'t> {
    text: &'t str,
    words: Vec<Piece>,
}

/// A word of an answer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// Of a list, and no word of everyday talk.
    Listed,
    /// Of everyday talk, or numbering: neither here nor there.
    Common,
    /// Any other.
    Other,
}

impl<'t> Answer<'t> {
    fn read(text: &'t str) -> Self {
        let low = Plain::whole(text).low;
        let is_han = |c: char| kind(c) == CharKind::Ideograph;
        let mut words = Vec::new();
        for word in low.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()) {
            if word.chars().any(is_han) {
                // A character by itself is how phrases are written, a run of them is a sentence.
                let lone = word.chars().count() == 1 && languages_of_han(word);
                words.push(if lone { Piece::Listed } else { Piece::Other });
            } else {
                words.push(piece(word));
            }
        }
        Self { text, words }
    }

    fn listed(&self) -> usize {
        self.words.iter().filter(|word| **word == Piece::Listed).count()
    }

    /// The words that count towards a phrase: those of an answer that is little else, or a row of them. A single one counts
    /// where it is all that was written.
    fn counted(&self) -> usize {
        let told = self.words.iter().filter(|word| **word != Piece::Common).count();
        let (listed, row) = (self.listed(), self.longest_row());
        match listed {
            1 => usize::from(self.words.len() == 1),
            _ if listed * 10 >= told * TENTHS => listed,
            _ if row >= ROW_COUNTS => row,
            _ => 0,
        }
    }

    /// The most words of a list with nothing but everyday words between.
    fn longest_row(&self) -> usize {
        let rows = self.words.split(|word| *word == Piece::Other);
        rows.map(|row| row.iter().filter(|word| **word == Piece::Listed).count()).max().unwrap_or_default()
    }

    fn is_short(&self) -> bool {
        self.words.len() <= FEW_WORDS && self.text.chars().count() <= FEW_CHARACTERS
    }

    /// The digits of an answer that is nothing else: pieces of a code.
    fn bare_digits(&self) -> usize {
        let runs = runs(self.text);
        let [run] = runs.as_slice() else { return 0 };
        let counted = self.is_short() && run.digits >= LEAST_PIECE && !run.is_told(self.text);
        let alone = self.words.iter().filter(|word| **word == Piece::Other).count() <= 1;
        if counted && alone { run.digits } else { 0 }
    }

    /// Where codes stand; with `pieced`, also shorter ones.
    fn codes(&self, pieced: bool) -> Vec<Range<usize>> {
        if !self.is_short() {
            return Vec::new();
        }
        let least = if pieced { LEAST_PIECE } else { *CODE.start() };
        let fits = |run: &Run| (least..=*CODE.end()).contains(&run.digits) && !run.is_told(self.text);
        runs(self.text).into_iter().filter(fits).map(|run| run.span).collect()
    }
}

/// What a word without Chinese characters is.
fn piece(word: &str) -> Piece {
    if is_one(COMMON, word) {
        return Piece::Common;
    }
    let listed = is_telling(word);
    let short = word.len() == SHORT_FORM
        && word.is_ascii()
        && english(word).is_none()
        && bip39::Language::English.words_by_prefix_iter(word).count() == 1;
    if listed || short { Piece::Listed } else { Piece::Other }
}

fn languages_of_han(word: &str) -> bool {
    bip39::Language::SimplifiedChinese.find_word(word).is_some()
        || bip39::Language::TraditionalChinese.find_word(word).is_some()
}

/// Words of the lists that people use all the time, and those that number a list.
const COMMON: &str = "a|able|about|above|again|all|already|always|and|another|any|are|around|ask|at|away|bank|be|because|become\
    |before|between|both|but|buy|call|can|card|cash|check|code|coin|confirm|correct|day|deposit|do|eight|eighth\
    |eleven|eleventh|end|enter|error|evening|every|exchange|fee|fifth|find|first|five|fine|for|four|fourth|from\
    |get|good|half|happy|have|hello|help|here|home|hour|how|hundred|i|in|inside|into|is|it|just|keep|know|laptop\
    |later|like|list|little|live|long|main|make|market|message|minute|miss|mobile|month|more|morning|much|must\
    |my|name|need|network|never|next|night|nine|ninth|no|not|now|number|of|off|office|often|ok|okay|old|on|once\
    |one|only|open|option|or|order|other|own|phone|please|possible|problem|say|second|service|seven|seventh\
    |should|side|six|sixth|soon|sorry|start|still|such|system|tell|ten|tenth|text|than|thank|that|the|then|there\
    |they|third|this|three|time|to|today|together|told|tomorrow|too|try|two|twelve|twelfth|under|until|up|upon\
    |us|use|very|wait|wallet|want|was|way|we|week|well|were|what|when|where|which|while|who|why|will|with\
    |without|word|work|write|wrong|year|yes|yesterday|yet|you|young|your|zero|thanks|hi|hey|am|as|by|can't|cant\
    |could|did|does|done|don't|else|even|ever|has|had|he|her|his|him|if|its|it's|me|mine|mr|mrs|ms|new|nor|our\
    |out|over|per|put|really|said|same|see|send|sent|she|since|so|some|something|sure|take|them|these|those\
    |through|went|yeah|app|website|money|pay|paid|trade|withdraw|withdrawal|account|balance|transfer|usdt";

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<&'static str> {
        let found = guarded(text, Pieces::default()).map(|redacted| redacted.kinds).unwrap_or_default();
        found.into_iter().map(SecretKind::code).collect()
    }

    #[test]
    fn digits_that_may_be_a_code_are_taken_out() {
        for text in [
            "604128",
            "it says 604128",
            "六零四一二八",
            "604 128",
            "604-128",
            "６０４１２８",
            "it says 6041",
            "数字是604128",
            "60 41 28",
            "6 0 4 1 2 8",
            "six zero four one two eight",
            "the number is 60412837",
            "604\n128",
            "ok: 604128 thanks",
            "肆一二八六零",
            "604,128",
            "G-604128",
            "它说 604.128",
            "yes 604128 and 739183",
        ] {
            assert_eq!(kinds(text), ["one-time-code"], "{text}");
            let kept = guarded(text, Pieces::default()).map(|redacted| redacted.text).unwrap_or_default();
            assert!(!kept.contains("604") && !kept.contains("六零"), "{kept}");
        }
        for text in [
            "3500 usdt",
            "about 1200.50",
            "at 14:30",
            "2026-11-23",
            "order 60412837",
            "订单604128",
            "RB-1042",
            "13800138000",
            "1234567890123",
            "3 times",
            "350",
            "in 2 days",
            "版本 6120",
            "2000元",
            "二〇二六年",
            "$1500",
            "I pressed it twice",
            "no",
            "version 1042",
        ] {
            assert_eq!(kinds(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn words_of_a_wallet_are_taken_out_in_pieces_too() {
        let first = "ozone drill grab fiber curtain grace";
        assert_eq!(kinds(first), ["recovery-phrase"]);
        assert_eq!(kinds("they are: ozone, drill, grab, fiber, curtain"), ["recovery-phrase"]);
        assert_eq!(kinds("owne pilo symp area funn craw"), ["recovery-phrase"]);
        assert_eq!(kinds("是 爹 疏 棱 貌 舅"), ["recovery-phrase"]);
        let mut before = Pieces::default();
        let halves = ["ozone drill grab", "fiber curtain grace"];
        let taken = halves.map(|half| {
            let taken = guarded(half, before).is_some();
            before = before.and(Pieces::of(half));
            taken
        });
        assert_eq!(taken, [false, true]);
        assert!(guarded("pudding", before).is_some(), "one more word, when six were told");
        assert!(guarded("yes, thank you", before).is_none(), "talk goes on");
        for text in [
            "good morning all, thank you",
            "yes you can call me now",
            "I used the bank card about half a year ago",
            "my phone is new and the app is still old",
            "it was around noon, I think",
            "the mobile app, then the website",
            "请晚点打给我",
            "昨天下午在家里用手机转的",
        ] {
            assert_eq!(kinds(text), Vec::<&str>::new(), "{text}");
        }
    }

    #[test]
    fn a_code_in_two_answers_is_taken_with_the_second() {
        let first = Pieces::of("604");
        assert!(guarded("604", Pieces::default()).is_none());
        assert!(guarded("128", first).is_some());
        assert!(guarded("128 usdt", first).is_none());
    }

    #[test]
    fn a_long_story_keeps_its_numbers() {
        let story = "I wanted to withdraw on Monday evening, the app showed 604128 for a moment, then it was gone, and since then \
                     I cannot see my balance any more, please help me.";
        assert!(guarded(story, Pieces::default()).is_none());
    }
}
