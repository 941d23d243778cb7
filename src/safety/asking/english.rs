//! Who is told to do what with a secret, in English. Rules over words; when in doubt, it asks.

use super::english_words::{ASK, ENTER, FILL, GIVE, IDLE, MODAL, NOT, OTHER, PLACE, READY, STRANGER, US, WHEN};
use super::noun::Noun;
use crate::safety::secrets::SecretKind;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Token<'t> {
    Word(&'t str),
    Noun(usize),
    Comma,
    Break,
}

/// The secret that a sentence asks for.
pub fn asks<'n>(low: &str, nouns: &'n [Noun]) -> Option<&'n Noun> {
    if nouns.is_empty() || !low.contains(|c: char| c.is_ascii_lowercase()) {
        return None;
    }
    let low = without_idle(low);
    let tokens = tokens(&low, nouns);
    let question = low.trim_end().ends_with('?');
    let places = tokens.iter().enumerate().filter_map(|(at, token)| match token {
        Token::Noun(noun) => Some((at, nouns.get(*noun)?)),
        _ => None,
    });
    let reader = Reader { tokens: &tokens, question };
    let places: Vec<(usize, &Noun)> = places.collect();
    let asked = places.iter().find(|(at, noun)| reader.is_asked(*at, noun.kind));
    // "When the code arrives, forward it to us."
    let pointed = || places.iter().find(|(at, _)| reader.asks_it(at + 1));
    asked.or_else(pointed).map(|(_, noun)| *noun)
}

/// The secret that a line of things to have ready names.
pub fn names<'n>(low: &str, nouns: &'n [Noun]) -> Option<&'n Noun> {
    let low = without_idle(low);
    let tokens = tokens(&low, nouns);
    let reader = Reader { tokens: &tokens, question: false };
    let named = tokens.iter().enumerate().find_map(|(at, token)| match token {
        Token::Noun(noun) if !reader.is_negated(at) => Some(*noun),
        _ => None,
    })?;
    // A line in Chinese is read by the rules for Chinese.
    nouns.get(named).filter(|_| low.is_ascii())
}

/// Whether a sentence asks for what the one before it named.
pub fn asks_it(low: &str) -> bool {
    let low = without_idle(low);
    let tokens = tokens(&low, &[]);
    let reader = Reader { tokens: &tokens, question: false };
    reader.asks_it(0)
}

fn without_idle(low: &str) -> String {
    IDLE.iter().fold(low.to_owned(), |text, idle| text.replace(idle, &" ".repeat(idle.len())))
}

fn tokens<'t>(low: &'t str, nouns: &[Noun]) -> Vec<Token<'t>> {
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(c) = low.get(at..).and_then(|rest| rest.chars().next()) {
        if let Some(index) = nouns.iter().position(|noun| noun.range.start == at) {
            tokens.push(Token::Noun(index));
            at = nouns.get(index).map_or(at + 1, |noun| noun.range.end.max(at + 1));
            continue;
        }
        let in_word = |c: char| c.is_ascii_alphanumeric() || matches!(c, '\'' | '’' | '-');
        if in_word(c) {
            let rest = low.get(at..).unwrap_or_default();
            let next_noun = nouns.iter().map(|noun| noun.range.start).filter(|start| *start > at).min();
            let end = rest.find(|c| !in_word(c)).map_or(low.len(), |end| at + end);
            let end = next_noun.map_or(end, |noun| end.min(noun));
            tokens.push(Token::Word(low.get(at..end).unwrap_or_default()));
            at = end;
            continue;
        }
        match c {
            ',' | '，' | '(' | ')' => tokens.push(Token::Comma),
            ':' | '：' | '–' | '—' | ';' => tokens.push(Token::Break),
            _ => {}
        }
        at += c.len_utf8();
    }
    tokens
}

struct Reader<'t> {
    tokens: &'t [Token<'t>],
    question: bool,
}

impl<'t> Reader<'t> {
    fn word(&self, at: usize) -> &'t str {
        match self.tokens.get(at) {
            Some(Token::Word(word)) => word,
            _ => "",
        }
    }

    /// Whether something named before is to be handed over.
    fn asks_it(&self, from: usize) -> bool {
        (from..self.tokens.len()).any(|at| {
            GIVE.contains(&self.word(at))
                && matches!(self.word(at + 1), "it" | "them")
                && !self.is_negated(at)
                && !self.is_elsewhere(at)
                && !self.has_after(at, &["nobody", "nothing", "no"])
        })
    }

    fn is_asked(&self, noun: usize, kind: SecretKind) -> bool {
        if self.is_negated_object(noun) {
            return false;
        }
        if self.is_wanted(noun) || self.is_to_be_ready(noun) {
            return true;
        }
        let Some(verb) = self.verb_before(noun) else { return false };
        let word = self.word(verb);
        if OTHER.contains(&word) || (verb + 1..noun).any(|at| NOT.contains(&self.word(at))) || self.is_negated(verb) {
            return false;
        }
        if ASK.contains(&word) {
            return self.asked_by_us(verb);
        }
        let own_page = matches!(kind, SecretKind::Password | SecretKind::OneTimeCode | SecretKind::Card)
            && ENTER.contains(&word)
            && self.has_after(0, &PLACE)
            && !self.has_after(verb, &["here", "chat", "us", "me", "agent", "reply", "message", "bot"]);
        !own_page && !self.is_elsewhere(verb)
    }

    /// The verb that a noun belongs to: the nearest before it.
    fn verb_before(&self, noun: usize) -> Option<usize> {
        (0..noun).rev().take_while(|at| self.tokens.get(*at) != Some(&Token::Break)).find(|at| self.is_verb(*at))
    }

    fn is_verb(&self, at: usize) -> bool {
        let word = self.word(at);
        let next = self.word(at + 1);
        let handing = match word {
            // These are things as often as deeds.
            "text" | "email" | "e-mail" | "message" | "state" | "show" | "post" | "share" | "hand" | "read"
            | "pass" => {
                US.contains(&next)
                    || STRANGER.contains(&next)
                    || matches!(
                        next,
                        "your" | "the" | "it" | "them" | "out" | "over" | "on" | "to" | "this" | "that" | "any"
                    )
                    || matches!(self.tokens.get(at + 1), Some(Token::Noun(_)))
                    || matches!(next, "or" | "and")
            }
            "reply" | "respond" => next == "with" || self.word(at + 2) == "with",
            "need" => next != "be",
            "want" | "require" | "ask" | "request" => true,
            word => GIVE.contains(&word) || ENTER.contains(&word) || ASK.contains(&word),
        };
        handing || OTHER.contains(&word) || self.is_gerund(at)
    }

    /// "by sending us your code"
    fn is_gerund(&self, at: usize) -> bool {
        let stem = self.word(at).strip_suffix("ing").unwrap_or_default();
        let verb = |verb: &str| verb == stem || verb.strip_suffix('e') == Some(stem);
        at > 0
            && matches!(self.word(at - 1), "by" | "start" | "begin")
            && (GIVE.iter().any(|word| verb(word)) || ENTER.iter().any(|word| verb(word)))
    }

    /// Whether a "not" before this word reaches it: from the same clause, or from the verb that it goes on from with "or".
    fn is_negated(&self, at: usize) -> bool {
        for before in (0..at).rev() {
            match self.tokens.get(before) {
                Some(Token::Word(word)) if NOT.contains(word) => return true,
                Some(Token::Word("but" | "then" | "so")) | Some(Token::Break) => return false,
                Some(Token::Word(_)) if self.is_verb(before) && !ASK.contains(&self.word(before)) => {
                    let joined = (before + 1..at).all(|between| match self.tokens.get(between) {
                        Some(Token::Word(word)) => FILL.contains(word) || US.contains(word) || *word == "to",
                        Some(Token::Noun(_) | Token::Comma) => true,
                        _ => false,
                    });
                    return joined
                        && (before + 1..at).any(|between| matches!(self.word(between), "or" | "and" | "nor"))
                        && self.is_negated(before);
                }
                Some(Token::Comma) => {
                    let goes_on = matches!(self.word(before + 1), "or" | "nor" | "and");
                    let aside = (0..before).rev().find(|at| matches!(self.tokens.get(*at), Some(Token::Comma)));
                    // "We never, whatever happens, ask": a few words between commas belong to neither side.
                    let inserted = aside.is_some_and(|opens| before - opens <= 5 && before + 1 == at);
                    if !goes_on && !inserted && !matches!(self.tokens.get(before + 1), Some(Token::Noun(_))) {
                        return false;
                    }
                }
                _ => {}
            }
        }
        false
    }

    /// "Not your password", "send it to nobody", "your password to no one".
    fn is_negated_object(&self, noun: usize) -> bool {
        let before = (0..noun).rev().take(2).any(|at| matches!(self.word(at), "not" | "never" | "without" | "no"));
        let after = (noun + 1..noun + 4)
            .any(|at| matches!(self.word(at), "to" | "with") && matches!(self.word(at + 1), "nobody" | "no" | "none"));
        before || after
    }

    /// Whether somebody else than the reader does it, or the reader only may or did.
    fn is_elsewhere(&self, verb: usize) -> bool {
        let mut at = verb;
        while at > 0 && FILL.contains(&self.word(at - 1)) {
            at -= 1;
        }
        let Some(before) = at.checked_sub(1) else { return false };
        let word = self.word(before);
        let checks = ENTER.iter().skip(5).any(|check| *check == self.word(verb));
        match word {
            "to" => self.told_by_stranger(before),
            "you" => {
                let subordinate = before > 0 && WHEN.contains(&self.word(before - 1));
                let to_us = (verb + 1..verb + 5).any(|at| US.contains(&self.word(at)));
                subordinate && !to_us
            }
            word if MODAL.contains(&word) => {
                let subject = before.checked_sub(1).map_or("", |at| self.word(at));
                subject != "you" && !checks
            }
            word => STRANGER.contains(&word) || matches!(word, "we" | "agents" | "i") && !checks,
        }
    }

    /// "who asks you to", "if they tell you to"
    fn told_by_stranger(&self, to: usize) -> bool {
        let near = to.saturating_sub(8)..to;
        if to > 0 && self.word(to - 1) == "has" {
            // "The caller has to say it": third persons only.
            return true;
        }
        let told = near.clone().any(|at| {
            matches!(
                self.word(at),
                "ask"
                    | "asks"
                    | "asked"
                    | "asking"
                    | "tell"
                    | "tells"
                    | "told"
                    | "want"
                    | "wants"
                    | "urges"
                    | "pressed"
                    | "presses"
                    | "push"
                    | "pushes"
                    | "tries"
            )
        });
        told && near.clone().any(|at| STRANGER.contains(&self.word(at)))
            && !near.clone().any(|at| matches!(self.word(at), "we" | "our"))
            || near.clone().any(|at| NOT.contains(&self.word(at)))
    }

    /// "We need your password", but not "anybody who asks for it" and not "you need it to sign in".
    fn asked_by_us(&self, verb: usize) -> bool {
        let subject = (0..verb).rev().take(6).map(|at| self.word(at)).find(|word| {
            US.contains(word) || STRANGER.contains(word) || matches!(*word, "you" | "it" | "that" | "this")
        });
        match subject {
            None => verb == 0 || self.word(verb).ends_with("ing"),
            Some("that") => (0..verb).any(|at| matches!(self.word(at), "agent" | "agents" | "we")),
            Some(subject) => US.contains(&subject),
        }
    }

    /// "What is your password?", "May we have the code?", "your code is required".
    fn is_wanted(&self, noun: usize) -> bool {
        let before = |words: &[&str]| (0..noun).any(|at| words.contains(&self.word(at)));
        let what = before(&["what", "what's", "what’s", "which"])
            && (self.question && before(&["is", "what's", "what’s", "are"]));
        let what = what && !before(&["if", "do", "does", "did", "should"]);
        let may_we = (0..noun).any(|at| {
            matches!(self.word(at), "may" | "can" | "could" | "let")
                && matches!(self.word(at + 1), "we" | "i" | "us")
                && matches!(self.word(at + 2), "have" | "get" | "see" | "know" | "take" | "note")
        });
        let passive = matches!(self.word(noun + 1), "is" | "are" | "will" | "must" | "should" | "has" | "needs")
            && (noun + 2..noun + 5).any(|at| {
                matches!(self.word(at), "required" | "needed" | "necessary" | "sent" | "given" | "provided" | "shared")
            })
            && !(noun + 1..noun + 5).any(|at| NOT.contains(&self.word(at)))
            && !before(&["if", "when", "where", "once", "never", "nobody"])
            && !self.has_after(noun, &["sign", "log", "login"]);
        (what || may_we || passive) && !self.is_negated(noun)
    }

    /// "Have your password ready"
    fn is_to_be_ready(&self, noun: usize) -> bool {
        let ready = (0..self.tokens.len()).find(|at| match self.word(*at) {
            "hand" => matches!(self.word(at.saturating_sub(1)), "at" | "to"),
            word => READY.contains(&word),
        });
        ready.is_some_and(|ready| {
            let verb =
                self.verb_before(noun).filter(|verb| OTHER.contains(&self.word(*verb)) && self.word(*verb) != "keep");
            !self.is_negated(noun) && !self.is_negated(ready) && verb.is_none_or(|verb| verb < ready && noun > ready)
        })
    }

    fn has_after(&self, from: usize, words: &[&str]) -> bool {
        (from + 1..self.tokens.len()).any(|at| words.contains(&self.word(at)))
    }
}
