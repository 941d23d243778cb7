//! The work that one message makes is bounded, whatever it is: counted here, not timed. What is counted is what all time
//! is spent on: bytes read, features made, parts read once more, ways tried to mend a word.

use super::decide::Finding;
use super::features::Block;
use super::parts::MOST;
use super::pieces::Pieces;
use super::reader::{LONGEST, Reader, Reading, start};
use super::repair::{LONGEST as LONGEST_WORD, shortened};

/// A byte of the normal form makes at most so many features: an ideograph is three bytes and has some forty with its
/// neighbours, a word of one letter and its gap have about twenty.
const FEATURES_A_BYTE: usize = 24;

/// 64 KB of what makes much work: nothing but words, ideographs, ends of sentences, characters that grow when they are
/// normalised.
fn long_messages() -> impl Iterator<Item = String> {
    let pieces = [
        "a ",
        "1 ",
        "ab ",
        "提",
        "提现",
        "怎么提现？",
        "withdrwa ",
        "abcdefghijklmnopqrstuvwx ",
        "a. ",
        "，",
        "提，",
        "zhuang",
        "xi'an ",
        "🏳️‍🌈",
        "\u{301}",
        "\u{fdfa}",
        "İ",
        "ß",
        "\n",
        "ive ",
        "a and ",
        "提还有",
    ];
    pieces.into_iter().map(|piece| piece.repeat(64 * 1024 / piece.len()))
}

#[test]
fn no_more_than_the_longest_message_is_read_and_features_are_in_proportion() {
    let reader = Reader::new([("怎么提现 tixian", true), ("how do i withdraw", false)].into_iter());
    let mut reading = Reading::default();
    let mut normal = String::new();
    for message in long_messages() {
        start(&message, &mut normal);
        assert!(normal.len() <= LONGEST);
        reader.read_normal(&normal, &mut reading);
        let features: usize = Block::ALL.iter().map(|block| reading.features.block(*block).len()).sum();
        let head: String = message.chars().take(8).collect();
        assert!(reading.tokens.list.len() <= LONGEST, "{head}");
        assert!(features <= FEATURES_A_BYTE * LONGEST, "{head}: {features}");
    }
}

#[test]
fn parts_are_few_and_the_message_is_read_at_most_twice_more() {
    let mut pieces = Pieces::default();
    let mut normal = String::new();
    for size in [8, 30, LONGEST] {
        let whole = Finding { best: [(0, 0.5), (1, 0.5), (2, 0.0)], confidence: 0.5, size, asks: false, hinted: false };
        for message in long_messages() {
            start(&message, &mut normal);
            pieces.cut(&normal, &whole);
            assert!(pieces.spans.len() <= 2 * MOST);
            assert!(pieces.spans.iter().map(ExactSizeIterator::len).sum::<usize>() <= 2 * LONGEST);
        }
    }
}

#[test]
fn a_word_has_a_bounded_number_of_ways_to_be_mended() {
    let mut ways = 0;
    shortened(&"x".repeat(LONGEST_WORD), 2, &mut |_| ways += 1);
    assert!(ways <= 1 + LONGEST_WORD + LONGEST_WORD * LONGEST_WORD / 2, "{ways}");
}
