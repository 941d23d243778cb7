//! The table of rules, and whether a sentence breaks one. Knows words, not meaning.

use std::sync::LazyLock;

use super::phrases::{
    BACK, COLLEAGUES, ELSE, LAST_DIGITS, NOT_OURS, OURSELVES, PAGES, PLEASE, RENEWED, RESTING, SECRETS, WHETHER,
};
use super::stance::Stance;
use crate::safety::harm::Deed;

/// The rules, and the groups of words that they name.
const TABLE: &str = include_str!("rules.txt");

/// A sentence of at most so many words may be a bare request: "Password please".
const BARE_WORDS: usize = 5;

/// The same in Chinese, characters.
const BARE_CHARS: usize = 8;

/// A group of words: its name and the words.
type Group = (&'static str, Vec<Word>);

/// A word of the table.
struct Word {
    text: &'static str,
    /// Whether any ending fits.
    open: bool,
}

struct Rule {
    deed: Deed,
    /// Whether a question about it is none that is let pass.
    strict: bool,
    /// Places in the groups.
    groups: Vec<usize>,
}

struct Rules {
    groups: Vec<Group>,
    rules: Vec<Rule>,
}

static RULES: LazyLock<Rules> = LazyLock::new(|| {
    let lines = || TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(':'));
    let groups: Vec<Group> = lines()
        .filter_map(|(name, words)| Some((name.strip_prefix('@')?, words.split(',').map(Word::read).collect())))
        .collect();
    let place = |name: &str| groups.iter().position(|(known, _)| name.trim().strip_prefix('@') == Some(known));
    let rules = lines()
        .filter(|(name, _)| !name.starts_with('@'))
        .filter_map(|(name, parts)| {
            let deed = Deed::ALL.into_iter().find(|deed| deed.code() == name.trim_end_matches('!'))?;
            let groups = parts.split(" + ").map(place).collect::<Option<Vec<usize>>>()?;
            Some(Rule { deed, strict: name.ends_with('!'), groups })
        })
        .collect();
    Rules { groups, rules }
});

impl Word {
    fn read(word: &'static str) -> Self {
        let word = word.trim();
        Self { text: word.trim_end_matches('*'), open: word.ends_with('*') }
    }

    /// Where it stands in a sentence. A Latin word stands alone; before one in Chinese anything may stand.
    fn hits<'s>(&'s self, text: &'s str) -> impl Iterator<Item = (usize, usize)> + 's {
        let inner = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        let starts = self.text.starts_with(|c: char| c.is_ascii_alphanumeric());
        let ends = self.text.ends_with(|c: char| c.is_ascii_alphanumeric()) && !self.open;
        text.match_indices(self.text).map(|(at, word)| (at, at + word.len())).filter(move |(at, end)| {
            let before = text.get(..*at).and_then(|text| text.chars().next_back());
            let after = text.get(*end..).and_then(|text| text.chars().next());
            !(starts && inner(before) || ends && inner(after))
        })
    }
}

/// A sentence in its plain form.
pub struct Sentence<'t> {
    pub text: &'t str,
}

impl<'t> Sentence<'t> {
    pub fn of(text: &'t str) -> Self {
        Self { text }
    }

    /// The clause around a place, and how it speaks of it.
    pub fn stance(&self, at: usize) -> Stance<'t> {
        let ends = |c: char| matches!(c, ',' | ':' | ';' | '(' | ')' | '–' | '—' | '、');
        let start = self.text.get(..at).and_then(|text| text.rfind(ends)).map_or(0, |cut| cut + 1);
        let end = self.text.get(at..).and_then(|text| text.find(ends)).map_or(self.text.len(), |cut| at + cut);
        let start = (start..=at).find(|place| self.text.is_char_boundary(*place)).unwrap_or(at);
        Stance {
            before: self.text.get(start..at).unwrap_or_default(),
            clause: self.text.get(start..end).unwrap_or_default(),
            rest: self.text.get(end..).unwrap_or_default(),
        }
    }

    fn has(&self, group: &str) -> bool {
        let group = RULES.groups.iter().find(|(name, _)| *name == group);
        group.is_some_and(|(_, words)| words.iter().any(|word| word.hits(self.text).next().is_some()))
    }
}

/// What a sentence asks for, each once.
pub fn deeds(sentence: &Sentence<'_>) -> Vec<Deed> {
    let hits: Vec<Vec<(usize, usize)>> = RULES
        .groups
        .iter()
        .map(|(name, words)| {
            let hits = words.iter().flat_map(|word| word.hits(sentence.text));
            let follows = |end: usize| sentence.text.get(end..).unwrap_or_default();
            let other = |end: usize| ELSE.iter().any(|word| follows(end).starts_with(word));
            let page = |end: usize| PAGES.iter().any(|word| follows(end).starts_with(word));
            hits.filter(|(_, end)| {
                let named = matches!(*name, "backup" | "channel" | "othername") && other(*end);
                !(named || *name == "login" && page(*end))
            })
            .collect()
        })
        .collect();
    let of = |group: &usize| hits.get(*group).map(Vec::as_slice).unwrap_or_default();
    let mut found: Vec<Deed> = Vec::new();
    for rule in &RULES.rules {
        let Some((anchor, others)) = rule.groups.split_first() else { continue };
        let broken = of(anchor).iter().any(|at| {
            let apart = |other: &(usize, usize)| other.1 <= at.0 || other.0 >= at.1;
            others.iter().all(|group| of(group).iter().any(apart)) && asks(rule, sentence, *at, others.first().map(of))
        });
        if broken && !found.contains(&rule.deed) {
            found.push(rule.deed);
        }
    }
    if is_bare_request(sentence) && !found.contains(&Deed::Secret) {
        found.push(Deed::Secret);
    }
    found
}

/// Words that speak of the call code as it is meant to be used, or of codes that are none of ours.
const OF_CODES: [&str; 23] = [
    "from you",
    "hang up",
    "tell any",
    "tell nobody",
    "read out",
    "read it out",
    "please compare",
    "wrong number",
    "告诉",
    "念",
    "透露",
    "请核对",
    "挂断",
    "挂掉",
    "是骗",
    "never",
    "error code",
    "绝不",
    "从不",
    "向您",
    "不会向",
    "错误码",
    "错误代码",
];

/// Whether a sentence that has all the words asks for it, rather than warning or asking about it.
fn asks(rule: &Rule, sentence: &Sentence<'_>, (at, end): (usize, usize), named: Option<&[(usize, usize)]>) -> bool {
    let stance = sentence.stance(at);
    if rule.deed == Deed::SkipCode {
        // Here the "not" is the harm; "we never need a code from you" is none, and "never mind" is no "never".
        let text = sentence.text.replace("never mind", " ");
        return !OF_CODES.iter().any(|word| text.contains(word));
    }
    // "Two-factor is on again, withdrawals rest for a day": what rests is no protection.
    if rule.deed == Deed::Weaken && rests(&stance) && !named.is_some_and(|places| stance.holds(at, places)) {
        return false;
    }
    // "Remove AnyDesk": what is got rid of.
    let rid = rule.deed == Deed::Remote
        && ["uninstall", "remove", "delete", "卸载", "删除", "删掉"].iter().any(|word| stance.clause.contains(word));
    // A "not" before the thing itself, or somebody else who asks for it: "your name, but not your password".
    let not_it = named.is_some_and(|places| places.iter().all(|place| sentence.stance(place.0).is_warded()));
    // "Keep your recovery phrase to yourself", "tell me whether the password works".
    let tells = sentence.text.get(at..end).is_some_and(|words| words.starts_with("tell") || words.starts_with("let"));
    let kept = rule.deed == Deed::Secret
        && (RENEWED.iter().any(|word| sentence.text.contains(word))
            || tells && sentence.text.get(end..).is_some_and(|rest| WHETHER.iter().any(|word| rest.starts_with(word))));
    // "The account that wrote to you is not ours."
    let told_off = rule.deed == Deed::Elsewhere && NOT_OURS.iter().any(|word| sentence.text.contains(word));
    // "The last four digits": what a bank prints as well.
    let printed = rule.deed == Deed::Secret && LAST_DIGITS.iter().any(|word| sentence.text.contains(word));
    // "We have lifted the limit."
    let done = stance.before.ends_with(['已', '被']);
    let by_us = done || OURSELVES.iter().chain(&COLLEAGUES).any(|word| stance.before.contains(word));
    let ours = matches!(rule.deed, Deed::Weaken | Deed::Approve) && by_us;
    // "How did the fake reach you, by phone or by chat?"
    let whole =
        rule.deed == Deed::Elsewhere && sentence.text.trim_end().ends_with('?') && sentence.stance(0).is_asked_about();
    let asked_about = stance.is_asked_about() || whole;
    let passes = if rule.strict { is_about_the_past(&stance) } else { asked_about };
    !(rid || kept || told_off || printed || ours || not_it || passes || stance.is_warded())
}

/// Even where a question is no excuse, one after a fake's doings is.
fn is_about_the_past(stance: &Stance<'_>) -> bool {
    [
        "did you",
        "did they",
        "did he",
        "did she",
        "have you ever",
        "did anybody",
        "did anyone",
        "did somebody",
        "did someone",
        "有没有把",
        "是否曾",
        "曾经",
    ]
    .iter()
    .any(|past| stance.clause.contains(past))
        && !["what", "which"].iter().any(|word| stance.clause.contains(word))
        || ["error", "报错", "错误", "fake", "scam", "骗子", "诈骗", "suspicious", "可疑", "order number", "订单"]
            .iter()
            .any(|word| stance.clause.contains(word))
}

/// Whether a clause tells that something which is no protection stands still.
fn rests(stance: &Stance<'_>) -> bool {
    RESTING.iter().any(|thing| stance.clause.contains(thing))
}

/// "Password please", "Your code?": little else than the name of a secret.
fn is_bare_request(sentence: &Sentence<'_>) -> bool {
    let text = sentence.text.trim();
    let short = text.split_whitespace().count() <= BARE_WORDS && text.is_ascii() || text.chars().count() <= BARE_CHARS;
    short
        && ["login", "more", "backup"].iter().any(|group| sentence.has(group))
        && PLEASE.iter().any(|word| text.contains(word))
        && !sentence.stance(text.len().min(sentence.text.len())).is_warded()
        && !RENEWED.iter().chain(&["change", "reset", "忘记", "改了"]).any(|word| text.contains(word))
        && !sentence.stance(0).is_asked_about()
}

/// "Do you get an error when you enter the code?"
pub fn is_about_an_error(sentence: &str) -> bool {
    const ERRORS: [&str; 5] = ["报错", "错误", "提示什么", "error", "failed"];
    const TO_US: [&str; 10] = ["给我", "发", "告诉", "报给", "念", "send", "tell", "read", "give", "share"];
    let low = sentence.to_lowercase();
    ERRORS.iter().any(|word| low.contains(word)) && !TO_US.iter().any(|word| low.contains(word))
}

/// Whether a sentence names a secret, so that the next may ask for "it".
pub fn names_a_secret(sentence: &Sentence<'_>) -> bool {
    SECRETS.iter().any(|group| sentence.has(group)) || sentence.has("word") && sentence.has("ofwallet")
}

/// Whether a sentence asks for what the one before named.
pub fn points_back(sentence: &Sentence<'_>) -> bool {
    BACK.iter().any(|words| sentence.text.find(words).is_some_and(|at| !sentence.stance(at).is_warded()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_read_whole() {
        let lines = || TABLE.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        let rules = lines().filter(|line| !line.starts_with('@')).count();
        assert_eq!(RULES.rules.len(), rules, "a rule names no deed or no group");
        assert_eq!(RULES.groups.len(), lines().filter(|line| line.starts_with('@')).count());
        for (name, words) in &RULES.groups {
            assert!(words.iter().all(|word| !word.text.is_empty()), "{name} has an empty word");
        }
        for name in SECRETS {
            assert!(RULES.groups.iter().any(|(known, _)| *known == name), "{name}");
        }
    }
}
