//! The answer writer's tools: explanations and the linter.

use super::{SAMPLE_MATCHER, SAMPLES, desk};
use ringback::matching::{Concern, IntentExamples, IntentId, MatchSettings, Matcher, Mended, Obstacle, Part, lint};
use ringback::text::Language;

#[test]
fn an_explanation_tells_what_was_mended_and_what_counted() {
    let explained = SAMPLE_MATCHER.explain("how do i wihtdraw zorblax", &SAMPLES);
    assert_eq!(explained.mended, [Mended { typed: "wihtdraw".into(), read: "withdraw".into() }]);
    assert_eq!(explained.unknown, ["zorblax"]);
    assert_eq!(explained.candidates[0].intent.as_str(), "withdraw");
    assert!(
        explained
            .evidence_for
            .iter()
            .any(|weight| matches!(&weight.part, Part::Text(text) if text.contains("withdraw"))),
        "{explained:#?}"
    );
    assert!(explained.evidence_for.iter().all(|weight| weight.weight > 0.0));
    assert!(explained.evidence_against.iter().all(|weight| weight.weight < 0.0));
    assert_eq!(explained.nearest.unwrap().intent.as_str(), "withdraw");
}

#[test]
fn an_example_is_its_own_nearest() {
    let explained = SAMPLE_MATCHER.explain("手续费", &SAMPLES);
    let nearest = explained.nearest.unwrap();
    assert_eq!((nearest.intent.as_str(), nearest.example.as_str()), ("fees", "手续费"));
    assert!(nearest.likeness > 0.99);
    assert_eq!((explained.obstacle, explained.unknown), (None, Vec::new()));
}

#[test]
fn an_explanation_tells_what_is_missing() {
    assert_eq!(SAMPLE_MATCHER.explain("", &SAMPLES).obstacle, Some(Obstacle::NothingKnown));
    let weather = SAMPLE_MATCHER.explain("今天天气怎么样", &SAMPLES).obstacle;
    assert!(matches!(weather, Some(Obstacle::NotSure { missing }) if missing > 0.0), "{weather:?}");
}

#[test]
fn the_evidence_of_all_parts_adds_up() {
    // A desk without small talk in common: what is shown must be what the scores are made of.
    let explained = SAMPLE_MATCHER.explain("提现", &SAMPLES);
    let shown: f32 = explained.evidence_for.iter().chain(&explained.evidence_against).map(|part| part.weight).sum();
    assert!(shown > 1.0, "{explained:#?}");
}

/// Six intents of ten examples each that are far apart.
fn sound() -> Vec<(&'static str, Vec<String>)> {
    let subjects = [
        ("apples", "apple orchard fruit red"),
        ("boats", "boat harbour sail anchor"),
        ("chess", "chess knight checkmate pawn"),
        ("drums", "drum rhythm stick cymbal"),
        ("eagles", "eagle nest feather wing"),
        ("forks", "fork spoon kitchen drawer"),
    ];
    let frames = ["show me the {}", "where is a {}", "I lost my {}", "the {} is broken", "how old is that {}"];
    let examples = |words: &str| {
        let words: Vec<&str> = words.split(' ').collect();
        (0..10)
            .map(|n| frames[n % 5].replace("{}", &format!("{} {}", words[n % 4], words[(n + 1 + n / 5) % 4])))
            .collect()
    };
    subjects.map(|(id, words)| (id, examples(words))).to_vec()
}

fn linted(intents: &[(&str, Vec<String>)]) -> Vec<Concern> {
    let borrowed: Vec<(&str, Vec<&str>)> =
        intents.iter().map(|(id, examples)| (*id, examples.iter().map(String::as_str).collect())).collect();
    let borrowed: Vec<(&str, &[&str])> = borrowed.iter().map(|(id, examples)| (*id, examples.as_slice())).collect();
    lint(&desk(Language::En, &borrowed), &MatchSettings { answer_precision: 0.5, answer_at_least: 0.1 })
}

#[test]
fn a_shared_example_an_odd_one_and_too_few_are_found() {
    let mut intents = sound();
    intents[0].1.push("where is the harbour anchor".into());
    let borrowed = intents[2].1[0].clone();
    intents[3].1.push(borrowed.clone());
    intents[5].1.truncate(3);
    let concerns = linted(&intents);
    let about = |id: &str, test: &dyn Fn(&Concern) -> bool| {
        concerns.iter().any(|concern| concern.intent().is_some_and(|intent| intent.as_str() == id) && test(concern))
    };
    assert!(
        about("apples", &|c| matches!(c, Concern::CloserToAnother { other, .. } if other.as_str() == "boats")),
        "{concerns:#?}"
    );
    assert!(about(
        "chess",
        &|c| matches!(c, Concern::Shared { other, example, .. } if other.as_str() == "drums" && *example == borrowed)
    ));
    assert!(about("forks", &|c| matches!(c, Concern::TooFew { count: 3, .. })));
    assert!(concerns.iter().all(|concern| !concern.to_string().is_empty() && !concern.suggestion().is_empty()));
}

#[test]
fn a_counter_example_that_is_an_examples_twin_is_found() {
    let mut set = desk(
        Language::En,
        &[
            (
                "apples",
                &["where is the apple orchard", "is this apple red", "an apple fell on me", "fruit of the tree"],
            ),
            ("boats", &["where is the boat harbour", "the sail is torn", "drop the anchor", "a boat of my own"]),
            ("chess", &["a knight takes a pawn", "is this checkmate", "the queen is gone", "black moves first"]),
            ("drums", &["the drum is loud", "a new pair of sticks", "which cymbal is best", "keep the rhythm"]),
        ],
    );
    set.intents[0].texts[0].not =
        ["where is the orchard apple", "The sail is torn!", "my apple computer is slow"].map(str::to_owned).to_vec();
    let concerns = lint(&set, &MatchSettings { answer_precision: 0.5, answer_at_least: 0.1 });
    let found = |test: &dyn Fn(&Concern) -> bool| concerns.iter().filter(|concern| test(concern)).count();
    let of_another = |c: &Concern| matches!(c, Concern::CounterOfAnother { other, .. } if other.as_str() == "boats");
    assert_eq!(found(&of_another), 1, "{concerns:#?}");
    let near = |c: &Concern| {
        matches!(c, Concern::CounterTooNear { intent, like, .. }
            if intent.as_str() == "apples" && like == "where is the apple orchard")
    };
    assert!(found(&near) <= 1 && found(&|c| c.to_string().contains("computer")) == 0, "{concerns:#?}");
    set.intents[0].texts[0].not = vec!["Where is the apple orchard?".into()];
    let concerns = lint(&set, &MatchSettings { answer_precision: 0.5, answer_at_least: 0.1 });
    assert!(concerns.iter().any(near), "{concerns:#?}");
}

#[test]
fn intents_that_say_the_same_collide() {
    let mut intents = sound();
    // The same words in the same frames, so that nothing but chance tells the two apart.
    let texts = |odd: usize| intents[1].1.iter().skip(odd).step_by(2).cloned().collect::<Vec<_>>();
    let (boats, ships) = (texts(0), texts(1));
    intents[1].1 = boats;
    intents.push(("ships", ships));
    let concerns = linted(&intents);
    assert!(concerns.iter().any(|concern| matches!(concern, Concern::Collision { .. })), "{concerns:#?}");
}

#[test]
fn languages_are_compared() {
    let mut set = desk(Language::En, &[("a", &["one"; 0]), ("b", &[])]);
    set.intents.clear();
    let many: Vec<String> = (0..20).map(|n| format!("thing number {n}")).collect();
    let text = |language, examples: &[String]| ringback::matching::LanguageExamples {
        language,
        title: String::new(),
        examples: examples.to_vec(),
        not: Vec::new(),
    };
    let intent =
        |id: &str, texts| IntentExamples { id: IntentId::new(id), courtesy: false, keywords: Vec::new(), texts };
    set.intents.push(intent("both", vec![text(Language::En, &many), text(Language::Zh, &many[..9])]));
    set.intents.push(intent("lone", vec![text(Language::En, &many)]));
    let concerns = lint(&set, &MatchSettings::default());
    assert!(
        concerns.iter().any(|c| matches!(c, Concern::Unbalanced { count: 9, most: 20, language: Language::Zh, .. }))
    );
    assert!(concerns.iter().any(
        |c| matches!(c, Concern::MissingLanguage { intent, language: Language::Zh } if intent.as_str() == "lone")
    ));
}

#[test]
fn lint_of_nothing_is_empty() {
    assert_eq!(lint(&ringback::matching::IntentSet::default(), &MatchSettings::default()), []);
}

#[test]
fn a_matcher_weighs_something() {
    assert!(SAMPLE_MATCHER.memory() > 100_000);
    assert!(Matcher::new(&desk(Language::En, &[])).memory() < SAMPLE_MATCHER.memory());
}
