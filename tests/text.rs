//! Normal form and the language of a message.

use ringback::text::{Aside, Language, LanguageMemory, Locale, Told, aside, detect, judge, normalize};

fn normal(text: &str) -> String {
    let mut out = String::new();
    normalize(text, &mut out);
    out
}

#[test]
fn width_case_script_and_space_have_one_normal_form() {
    for (text, expected) in [
        ("  Hello   WORLD ", "hello world"),
        ("ＵＳＤＴ　１００", "usdt 100"),
        ("手續費是多少", "手续费是多少"),
        ("with\u{200b}draw", "withdraw"),
        ("can’t", "can't"),
        ("唔係", "不是"),
        ("STRASSE straße", "strasse strasse"),
        ("", ""),
    ] {
        assert_eq!(normal(text), expected, "{text:?}");
    }
}

#[test]
fn a_normal_form_is_its_own() {
    for text in ["Ｈｅｌｌｏ  Ｗｏｒｌｄ", "帳號被盜了！", "① ﬁ ㎏", "İstanbul", "唔該晒"] {
        assert_eq!(normal(&normal(text)), normal(text), "{text}");
    }
}

#[test]
fn detection() {
    use Locale::{En, ZhHans, ZhHant};
    for (message, current, expected) in [
        // The script is told by characters that only one has.
        ("怎么提现", En, ZhHans),
        ("怎麼提現", En, ZhHant),
        ("怎麼提現", ZhHans, ZhHant),
        ("手续费", ZhHant, ZhHans),
        // Without any the current script stays.
        ("你好", ZhHant, ZhHant),
        ("你好", ZhHans, ZhHans),
        ("你好", En, ZhHans),
        ("人工", ZhHant, ZhHant),
        // English by its words.
        ("How do I withdraw?", ZhHans, En),
        ("fees", ZhHans, En),
        ("take me home", ZhHans, En),
        ("HELP ME PLEASE", ZhHant, En),
        // Pinyin is Chinese.
        ("tixian duojiu daozhang", En, ZhHans),
        ("ni hao", En, ZhHans),
        ("tixian duojiu", ZhHant, ZhHant),
        // Too little to tell.
        ("ok", ZhHant, ZhHant),
        ("USDT", ZhHans, ZhHans),
        ("btc", En, En),
        ("SHIB", ZhHans, ZhHans),
        ("can", ZhHans, ZhHans),
        ("123", ZhHant, ZhHant),
        ("👍", En, En),
        ("", ZhHant, ZhHant),
        ("!!!", En, En),
        // Both: what there is more of.
        ("USDT怎么提现", En, ZhHans),
        ("我的account被hack了怎么办", En, ZhHans),
        ("what does 提现 mean in this app", ZhHans, En),
        ("怎么登录 Telegram app", En, ZhHans),
    ] {
        assert_eq!(detect(message, current), expected, "{message:?} after {current:?}");
    }
}

/// The examples of the sample intents in a language.
fn examples(language: Language) -> Vec<String> {
    let here = |name: &str| std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(name);
    let settings = ringback::config::Settings::load(Some(&here("ringback.toml"))).unwrap().settings;
    let library = ringback::intents::IntentLibrary::load(&here("intents"), &settings.intent_rules());
    let library = library.unwrap_or_else(|_| panic!("the sample intents do not load")).library;
    let texts = library.iter().filter_map(|intent| intent.texts.get(&language));
    texts.flat_map(|text| text.examples.iter().cloned()).collect()
}

#[test]
fn every_example_is_answered_in_the_language_of_its_writer() {
    for (language, locales) in [(Language::En, &[Locale::En][..]), (Language::Zh, &[Locale::ZhHans, Locale::ZhHant])] {
        let examples = examples(language);
        assert!(examples.len() > 200, "only {} examples", examples.len());
        for locale in locales {
            // The first message of a talk, and one in the middle of it.
            let first = LanguageMemory::begin(*locale, Some(*locale));
            let mut later = first;
            (0..5).for_each(|_| later.note(Told::Ours(*locale)));
            for (example, memory) in examples.iter().flat_map(|example| [(example, first), (example, later)]) {
                let mut memory = memory;
                let told = judge(example, &memory);
                memory.note(told);
                assert_eq!(memory.current.language(), language, "{example}");
                assert!(!matches!(told, Told::Other(_)), "{example}: {told:?}");
                assert_eq!(detect(example, *locale).language(), language, "{example}");
            }
        }
    }
}

#[test]
fn an_example_is_a_question_to_the_intents_or_what_its_intent_says() {
    for language in Language::ALL {
        for example in examples(language) {
            // Courtesies, a wish for a human and "help" may be heard as such; nothing else of the examples may.
            let heard = aside(&example);
            let told_off = matches!(
                heard,
                Some(Aside::Nothing | Aside::BareValue | Aside::NoneOfThese | Aside::Stop | Aside::Unsolved)
            );
            assert!(!told_off, "{example}: {heard:?}");
        }
    }
}
