//! What the sample desk must understand, and what it must leave alone.

use super::{SAMPLE_MATCHER, SAMPLES, desk, said};
use ringback::matching::{Matcher, Verdict};
use ringback::text::Language;

#[track_caller]
fn answers(cases: &[(&str, &str)]) {
    let wrong: Vec<_> = cases
        .iter()
        .map(|(message, intent)| (message, intent, said(&SAMPLE_MATCHER, message)))
        .filter(|(_, intent, said)| *intent != said)
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn questions_in_own_words() {
    answers(&[
        ("我想把钱取出来", "withdraw"),
        ("钱怎么还没到我银行卡", "withdraw"),
        ("how do I get my cash out of here", "withdraw"),
        ("买卖一笔要收多少", "fees"),
        ("how much do you take per trade", "fees"),
        ("我的账号好像被人登录了", "account-stolen"),
        ("someone broke into my account", "account-stolen"),
        ("周末有人上班吗", "service-hours"),
        ("are you guys open on sunday", "service-hours"),
        ("谁在给我打电话", "official-contact"),
        ("给我打电话", "request-callback"),
    ]);
}

#[test]
fn a_word_or_two_is_enough() {
    answers(&[
        ("提现", "withdraw"),
        ("withdraw", "withdraw"),
        ("用不了", "technical-problem"),
        ("不能用", "technical-problem"),
        ("手续费", "fees"),
        ("fees?", "fees"),
        ("人工", "request-callback"),
        ("hello", "greeting"),
        ("谢谢", "thanks"),
    ]);
}

#[test]
fn mistyped_words() {
    answers(&[
        ("how do i wihtdraw my mony", "withdraw"),
        ("my acount was hakced", "account-stolen"),
        ("what are teh feees", "fees"),
        ("体现多久到帐", "withdraw"),
        ("手序费是多少", "fees"),
    ]);
}

#[test]
fn traditional_cantonese_and_taiwanese_wording() {
    answers(&[
        ("帳號被盜了怎麼辦", "account-stolen"),
        ("點樣提現", "withdraw"),
        ("手續費幾多", "fees"),
        ("提領要多久", "withdraw"),
    ]);
}

#[test]
fn pinyin_typed_with_latin_letters() {
    answers(&[("tixian duojiu daozhang", "withdraw"), ("shouxufei shi duoshao", "fees")]);
}

#[test]
fn mixed_languages_numbers_coins_and_pictures() {
    answers(&[
        ("USDT怎么提现", "withdraw"),
        ("withdraw 5,000 USDT to my wallet please 🙏", "withdraw"),
        ("我的 account 被盗了 😭😭", "account-stolen"),
    ]);
}

#[test]
fn small_talk_and_general_knowledge_are_left_alone() {
    answers(&[
        ("今天天气怎么样", "-"),
        ("what's the weather", "-"),
        ("what's the weather like tomorrow", "-"),
        ("推荐一部电影", "-"),
        ("who won the football match", "-"),
        ("红烧肉怎么做", "-"),
        ("12345", "-"),
        ("🍕🍕🍕", "-"),
        ("", "-"),
        ("  \n\t ", "-"),
    ]);
}

#[test]
fn two_questions_get_both() {
    answers(&[
        ("How do I withdraw my money and what are the fees?", "fees + withdraw"),
        ("怎么提现，手续费是多少？", "fees + withdraw"),
        ("What are the fees? When are you open?", "fees + service-hours"),
        ("谢谢！怎么提现，手续费是多少？", "fees + withdraw"),
        ("How do I withdraw my money\nwhen are you open", "service-hours + withdraw"),
    ]);
}

#[test]
fn a_courtesy_is_no_second_question() {
    answers(&[
        ("你好，请问怎么提现？", "withdraw"),
        ("怎么提现？谢谢", "withdraw"),
        ("Hi! How do I withdraw my money?", "withdraw"),
        ("how do I withdraw? thanks a lot for your help", "withdraw"),
        ("Thanks a lot for your help! How do I withdraw?", "withdraw"),
        ("Hi there, good morning. Someone hacked my account", "account-stolen"),
        ("hi, thanks", "thanks"),
    ]);
}

#[test]
fn a_courtesy_beside_a_question_gives_way_to_it_whatever_its_size() {
    let desk = |courtesy| {
        let mut desk = desk(
            Language::En,
            &[
                (
                    "greet",
                    &["hello there dear friends of the house", "good morning everybody here", "a very good day to all"],
                ),
                ("door", &["open the red door", "please open the door", "the door is shut", "the door again"]),
                ("lamp", &["light the lamp", "the lamp is dark", "another lamp please", "the lamp again"]),
            ],
        );
        desk.intents[0].courtesy = courtesy;
        Matcher::new(&desk)
    };
    let message = "A very good day to all! Light the lamp.";
    assert_eq!(said(&desk(false), message), "greet + lamp");
    assert_eq!(said(&desk(true), message), "lamp");
    assert_eq!(said(&desk(true), "A very good day to all!"), "greet");
}

#[test]
fn a_question_buried_in_a_story() {
    answers(&[(
        "Hello there. I moved to another city last month and everything has been a mess since then, my boxes are \
         still in the corridor and the dog is nervous. Anyway, I wanted to ask something. How do I change my phone \
         number? I already have the new one and the old one will be off on Friday.",
        "change-details",
    )]);
}

#[test]
fn a_question_that_the_writer_adds_is_matched_at_once() {
    let question = "do you sponsor marathon runners";
    assert!(!matches!(SAMPLE_MATCHER.verdict(question), Verdict::Answer { .. }));
    let mut intents = SAMPLES.clone();
    let fees = intents.intents.iter_mut().find(|intent| intent.id.as_str() == "fees").unwrap();
    let english = fees.texts.iter_mut().find(|texts| texts.language.code() == "en").unwrap();
    english.examples.push(question.into());
    let matcher = Matcher::new(&intents);
    assert_eq!(said(&matcher, question), "fees");
    assert_eq!(said(&matcher, "Do you sponsor marathon runners?!"), "fees");
}

#[test]
fn a_counter_example_is_never_answered() {
    let plain = desk(
        Language::En,
        &[
            ("freeze", &["freeze my card", "block my card please", "my card is lost", "card stolen, stop it"]),
            ("hours", &["when are you open", "opening hours", "are you open on sunday", "when do you close"]),
            ("fees", &["what are the fees", "how much is a trade", "fee for a transfer", "is it free"]),
            ("login", &["I cannot log in", "password forgotten", "sign in fails", "locked out"]),
        ],
    );
    let mut taught = plain.clone();
    taught.intents[0].texts[0].not =
        ["freeze my library card", "my library card is lost", "block my bus card"].map(str::to_owned).to_vec();
    let (plain, taught) = (Matcher::new(&plain), Matcher::new(&taught));
    let certainty = |matcher: &Matcher, message: &str| match matcher.verdict(message) {
        Verdict::Answer { first, .. } => first.confidence,
        Verdict::Unsure(asked) => asked[0].confidence,
        Verdict::None => 0.0,
    };
    assert_eq!(said(&taught, "Freeze my library card!"), "-");
    assert_eq!(said(&taught, "freeze my card"), "freeze");
    let near = "please freeze the library card";
    assert!(certainty(&taught, near) < certainty(&plain, near));
}

#[test]
fn what_was_said_before_counts_where_the_message_hangs_on_it() {
    let after = |before: &str, message: &str| match SAMPLE_MATCHER.verdict_after(message, before) {
        Verdict::Answer { first, .. } => first.intent.to_string(),
        _ => "-".into(),
    };
    assert_eq!(after("how long does a withdrawal take?", "and to my bank?"), "withdraw");
    assert_eq!(after("提现多久到账？", "那到银行卡呢？"), "withdraw");
    // What is sure by itself is about itself, and what is nobody's business stays so.
    assert_eq!(after("how long does a withdrawal take?", "and what are the fees?"), "fees");
    assert_eq!(after("how long does a withdrawal take?", "and what's the weather like tomorrow?"), "-");
    assert_eq!(after("how long does a withdrawal take?", "who won the football match"), "-");
}

#[test]
fn every_example_is_answered_with_its_own_intent() {
    let mut lost = Vec::new();
    for intent in &SAMPLES.intents {
        for example in intent.texts.iter().flat_map(|texts| &texts.examples) {
            let right = match SAMPLE_MATCHER.verdict(example) {
                Verdict::Answer { first, second } => {
                    first.intent == intent.id || second.is_some_and(|second| second.intent == intent.id)
                }
                Verdict::Unsure(_) | Verdict::None => false,
            };
            if !right {
                lost.push((intent.id.to_string(), example, said(&SAMPLE_MATCHER, example)));
            }
        }
    }
    assert!(lost.is_empty(), "{lost:#?}");
}
