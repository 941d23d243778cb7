//! Names a person can read for the features of a message, in the order in which `features` finds them.

use crate::text::{sense_name, senses, sound_name};

use super::features::{Block, Features, HAN_REACH, LETTER_RUN, SENSE_REACH, STEM_REACH, spoken};
use super::tokens::{Token, Tokens};

/// The features of a message by block: key and name of each occurrence.
pub(super) fn names(tokens: &Tokens, features: &Features, block: Block) -> Vec<(u64, String)> {
    let names = match block {
        Block::Stem => latin(tokens),
        Block::StemPair => pairs(&latin(tokens), " "),
        Block::StemNear => near(&latin(tokens), STEM_REACH),
        Block::Letters => tokens.list.iter().flat_map(|token| letters(tokens, token)).collect(),
        Block::Han => han(tokens),
        Block::HanPair => pairs(&han(tokens), ""),
        Block::HanNear => near(&han(tokens), HAN_REACH),
        Block::Sound => sounds(tokens),
        Block::SoundPair => pairs(&sounds(tokens), " "),
        Block::Sense => meanings(tokens),
        Block::SensePair => near(&meanings(tokens), SENSE_REACH),
    };
    features.block(block).iter().copied().zip(names).collect()
}

fn latin(tokens: &Tokens) -> Vec<String> {
    let mut names = Vec::new();
    for token in &tokens.list {
        match *token {
            Token::Word { start, end, .. } => names.push(tokens.word(start, end).to_owned()),
            Token::Number { digits } => names.extend(["#".to_owned(), format!("#×{digits}")]),
            Token::Picture(c) => names.push(c.to_string()),
            Token::Ideograph(_) | Token::Spelled { .. } => {}
        }
    }
    names
}

fn han(tokens: &Tokens) -> Vec<String> {
    let ideographs = tokens.list.iter().filter_map(|token| match token {
        Token::Ideograph(c) => Some(c.to_string()),
        _ => None,
    });
    ideographs.collect()
}

fn sounds(tokens: &Tokens) -> Vec<String> {
    let mut syllables = Vec::new();
    spoken(tokens, &mut syllables);
    syllables.iter().filter_map(|syllable| syllable.sound).map(|sound| sound_name(sound).to_owned()).collect()
}

fn meanings(tokens: &Tokens) -> Vec<String> {
    let mut syllables = Vec::new();
    spoken(tokens, &mut syllables);
    let mut names = Vec::new();
    let mut rest = syllables.as_slice();
    while !rest.is_empty() {
        let length = senses(rest, |sense| names.push(format!("≈{}", sense_name(sense)))).unwrap_or(1);
        rest = rest.get(length..).unwrap_or(&[]);
    }
    names
}

fn letters(tokens: &Tokens, token: &Token) -> Vec<String> {
    let Token::Word { start, end, .. } = *token else { return Vec::new() };
    let mut edged = vec!['_'];
    edged.extend(tokens.word(start, end).chars());
    edged.push('_');
    let mut names = Vec::new();
    for from in 0..edged.len() {
        for length in LETTER_RUN {
            if let Some(run) = edged.get(from..from + length) {
                names.push(format!("…{}…", run.iter().collect::<String>()));
            }
        }
    }
    names
}

fn pairs(names: &[String], between: &str) -> Vec<String> {
    names.iter().zip(names.iter().skip(1)).map(|(first, second)| format!("{first}{between}{second}")).collect()
}

fn near(names: &[String], reach: usize) -> Vec<String> {
    let mut found = Vec::new();
    for (at, first) in names.iter().enumerate() {
        found.extend(names.iter().skip(at + 1).take(reach).map(|second| format!("{first} … {second}")));
    }
    found
}
