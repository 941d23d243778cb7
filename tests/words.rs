//! The language files: complete in every language, alike in their values, used, and known to the code.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::PathBuf;

use ferrous_opencc::OpenCC;
use ferrous_opencc::config::BuiltinConfig;
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use ringback::text::{Language, Locale};
use ringback::words::{GREETINGS, Phrasebook, Region, Value, flag, sources};

/// Every sentence of a language with the values it shows or chooses by.
fn sentences(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut sentences = BTreeMap::new();
    for source in sources(language) {
        let resource = parser::parse(source).unwrap_or_else(|(_, errors)| panic!("{language}: {errors:?}"));
        for entry in resource.body {
            if let Entry::Message(message) = entry {
                let mut values = BTreeSet::new();
                collect(&message.value.unwrap(), &mut values);
                let twice = sentences.insert(message.id.name.to_owned(), values);
                assert!(twice.is_none(), "{language}: {} stands twice", message.id.name);
            }
        }
    }
    sentences
}

fn collect(pattern: &Pattern<&str>, values: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            match expression {
                Expression::Inline(inline) => collect_inline(inline, values),
                Expression::Select { selector, variants } => {
                    collect_inline(selector, values);
                    for variant in variants {
                        collect(&variant.value, values);
                    }
                }
            }
        }
    }
}

fn collect_inline(inline: &InlineExpression<&str>, values: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            values.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => {
            if let Expression::Inline(inline) = expression.as_ref() {
                collect_inline(inline, values);
            }
        }
        _ => {}
    }
}

/// The code of the rooms that speak, as one text.
fn code() -> String {
    files("rs")
}

/// All files of an extension, as one text.
fn files(wanted: &str) -> String {
    let mut text = String::new();
    let source = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders: Vec<PathBuf> = ["admission", "conversation", "desk", "words", "sandbox", "console", "cli"]
        .iter()
        .map(|room| source.join(room))
        .collect();
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == wanted) {
                text.push_str(&fs::read_to_string(path).unwrap());
            }
        }
    }
    text
}

#[test]
fn both_languages_say_the_same_things() {
    let zh = sentences(Language::Zh);
    let en = sentences(Language::En);
    assert_eq!(zh.keys().collect::<Vec<_>>(), en.keys().collect::<Vec<_>>());
    // A language may choose by a value that the other does not need, but shows nothing the other hides; the names of
    // months and days are the one difference that grammar demands.
    for (key, values) in &zh {
        let (mut zh, mut en) = (values.clone(), en[key].clone());
        for grammar in ["month", "month-name"] {
            zh.remove(grammar);
            en.remove(grammar);
        }
        assert_eq!(zh, en, "{key} has other values");
    }
}

#[test]
fn every_sentence_is_used_and_every_used_one_is_there() {
    let sentences = sentences(Language::En);
    let code = code();
    let page = files("js");
    let templates = files("html");
    // The page makes some names of a stem and a value: `sandbox-desk-${phase}`.
    let stems: Vec<&str> = page.split('`').filter_map(|part| part.split_once("${")).map(|(stem, _)| stem).collect();
    let made = |key: &str| stems.iter().any(|stem| stem.starts_with("sandbox-") && key.starts_with(stem));
    let said = |key: &str| {
        code.contains(&format!("\"{key}\""))
            || [&page, &templates].iter().any(|text| text.contains(&format!("\"{key}\"")))
            || made(key)
    };
    let unused: Vec<_> = sentences.keys().filter(|key| !said(key)).collect();
    assert!(unused.is_empty(), "never said: {unused:?}");
    let mut missing = Vec::new();
    for call in
        ["say(\"", "label(\"", "toast(\"", "button(words, \"", "button(self.words, \"", "button(self.words(), \""]
    {
        for rest in code.split(call).skip(1).chain(templates.split(call).skip(1)) {
            let key = rest.split('"').next().unwrap_or_default();
            if !sentences.contains_key(key) {
                missing.push(key.to_owned());
            }
        }
    }
    let named = page.split('"').filter(|word| word.starts_with("sandbox-") && !word.contains(' '));
    missing.extend(named.filter(|key| !sentences.contains_key(*key)).map(str::to_owned));
    assert!(missing.is_empty(), "not in the language files: {missing:?}");
}

#[test]
fn traditional_chinese_is_converted_and_people_s_words_are_not() {
    let book = Phrasebook::new();
    let words = book.page(Locale::ZhHant);
    insta::assert_snapshot!(words.label("button-human", &[]), @"轉真人客服");
    insta::assert_snapshot!(words.say("added-to-request", &[("reference", "RB-1".into())]), @r"已補充到 RB\-1，同事會在通話前看到。");
    insta::assert_snapshot!(words.label("edited-story", &[("text", "提现没到账".into())]), @"更正：提现没到账");
}

/// All that the desk says of itself in Chinese, in the words of one locale: its sentences and the sample answers.
fn said_in(locale: Locale) -> String {
    let book = Phrasebook::new();
    let words = book.page(locale);
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("intents");
    let mut said = sources(Language::Zh).map(|source| words.own(source)).join("\n");
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let Ok(file) = toml::from_str::<toml::Table>(&fs::read_to_string(&path).unwrap_or_default()) else { continue };
        let Some(chinese) = file.get("zh").and_then(toml::Value::as_table) else { continue };
        for key in ["title", "short", "answer"] {
            said.push_str(&words.own(chinese.get(key).and_then(toml::Value::as_str).unwrap_or_default()));
            said.push('\n');
        }
    }
    said
}

#[test]
fn no_mainland_word_remains_for_taiwan_or_hong_kong() {
    for (locale, region) in [(Locale::ZhHant, Region::Taiwan), (Locale::ZhHantHk, Region::HongKong)] {
        let said = said_in(locale);
        assert!(said.chars().count() > 10_000, "{region:?}: only {} characters", said.chars().count());
        let plain = OpenCC::from_config(BuiltinConfig::S2t).unwrap();
        let mut count = 0;
        for (ours, theirs) in region.words() {
            count += 1;
            // Where only the conversion erred, the word is the region's own.
            let wrong = [ours.to_owned(), plain.convert(ours)];
            for wrong in wrong.iter().filter(|wrong| !theirs.contains(*wrong) && *wrong != theirs) {
                assert!(!said.contains(wrong), "{region:?} still reads {wrong}, not {theirs}");
            }
        }
        assert!(count > 40, "{region:?}: {count} words");
    }
}

#[test]
fn each_region_reads_its_own_words() {
    let book = Phrasebook::new();
    let taiwan = Locale::from_tag("zh-TW").unwrap();
    assert_eq!(
        (taiwan, Locale::from_tag("zh-hant"), Locale::from_tag("zh-Hans-HK")),
        (Locale::ZhHant, Some(Locale::ZhHant), Some(Locale::ZhHans))
    );
    let hong_kong = Locale::from_tag("zh-HK").unwrap();
    assert_eq!((hong_kong, Locale::from_tag("zh-Hant-MO")), (Locale::ZhHantHk, Some(Locale::ZhHantHk)));
    let ours = "提现到账后会发短信，账户里可以查看。回电结束 3 天后，通过邮箱通知。";
    insta::assert_snapshot!(book.page(taiwan).own(ours), @"提領入帳後會發簡訊，帳戶裡可以檢視。回電結束 3 天後，通過信箱通知。");
    insta::assert_snapshot!(book.page(hong_kong).own(ours), @"提款到賬後會發短訊，戶口裏可以查看。回電結束 3 天後，通過電郵通知。");
    // What people wrote stays as they wrote it.
    let said = book.page(hong_kong).label("edited-story", &[("text", "短信没收到".into())]);
    assert_eq!(said, "更正：短信没收到");
}

#[test]
fn every_country_with_phone_numbers_has_a_name() {
    let book = Phrasebook::new();
    let mut count = 0;
    for meta in phonenumber::metadata::DATABASE.iter().filter(|meta| meta.id().len() == 2) {
        let code = meta.id();
        let (en, zh) = (book.page(Locale::En).country(code), book.page(Locale::ZhHans).country(code));
        assert!(en != code && !en.is_empty(), "{code}: {en}");
        assert!(zh != code && !zh.chars().any(|c| c.is_ascii_alphabetic()), "{code}: {zh}");
        assert_eq!(flag(code).chars().count(), 2, "{code}");
        count += 1;
    }
    assert!(count > 240, "only {count} countries: the metadata were not understood");
    assert_eq!(book.page(Locale::ZhHant).country("HK"), "香港");
    assert_eq!(book.page(Locale::ZhHant).country("GB"), "英國");
    assert_eq!(book.page(Locale::En).country("XX"), "XX");
    assert_eq!((flag("GB").as_str(), flag("g").as_str()), ("🇬🇧", ""));
}

#[test]
fn buttons_fit_a_phone() {
    // Telegram cuts a label of a full row at about this many half-width cells.
    const CELLS: usize = 40;
    for locale in Locale::ALL {
        let words = Phrasebook::new();
        let words = words.page(locale);
        for key in sentences(locale.language()).into_keys().filter(|key| key.starts_with("button-")) {
            let label = words.label(
                &key,
                &[
                    ("window", "10:00–11:00".into()),
                    ("reference", "RB-1042".into()),
                    ("script", Value::Key("simplified")),
                ],
            );
            let cells: usize = label.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum();
            assert!(cells <= CELLS, "{locale:?} {key}: {label}");
        }
    }
}

#[test]
fn every_greeting_says_which_languages_the_desk_speaks() {
    // The ten most written on Telegram, and those that people wrote to desks in reports.
    const WANTED: [&str; 16] =
        ["ru", "fa", "ar", "es", "pt", "tr", "id", "hi", "uz", "uk", "vi", "ja", "ko", "fr", "de", "it"];
    let book = Phrasebook::new();
    let tags: BTreeSet<&str> = GREETINGS.iter().map(|(tag, _)| *tag).collect();
    assert!(WANTED.iter().all(|tag| tags.contains(tag)), "{tags:?}");
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src/words/greetings");
    assert_eq!(fs::read_dir(folder).unwrap().count(), GREETINGS.len(), "a file is not compiled in");
    let mut all = BTreeSet::new();
    for (tag, source) in GREETINGS {
        let resource = parser::parse(*source).unwrap_or_else(|(_, errors)| panic!("{tag}: {errors:?}"));
        let messages = resource.body.iter().filter(|entry| matches!(entry, Entry::Message(_))).count();
        assert_eq!(messages, 1, "{tag}");
        let say = |languages: &[Language]| book.greeting(tag, languages).unwrap().to_string();
        let (zh, en, both) = (say(&[Language::Zh]), say(&[Language::En]), say(&[Language::Zh, Language::En]));
        assert!(zh != en && en != both && zh != both, "{tag}: {zh} {en} {both}");
        assert!(!both.contains("languages") && both.chars().count() > 60, "{tag}: {both}");
        assert!(all.insert(both), "{tag} says what another one says");
    }
    assert!(book.greeting("xx", &[Language::En]).is_none());
}
