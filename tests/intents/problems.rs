//! Broken intent files: every problem at once, each at its place.

use std::fs;
use std::path::Path;

use proptest::prelude::*;
use ringback::document::Document;
use ringback::intents::{Fact, Facts, IntentLibrary, LoadError, LoadRules, fingerprint};
use ringback::safety::official::Official;
use ringback::text::Language;
use tempfile::TempDir;

/// A folder of intent files.
pub fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

fn rules() -> LoadRules {
    let facts: Facts = [("fee".to_owned(), Fact::Same("0.1%".to_owned()))].into_iter().collect();
    let official = Official { links: vec!["https://example.com".to_owned()], ..Official::default() };
    LoadRules::of_desk(&[Language::Zh, Language::En], &facts, &official)
}

/// What the loader says of these files, without the folder's own path.
fn said(files: &[(&str, &str)]) -> String {
    let folder = folder(files);
    let said = match IntentLibrary::load(folder.path(), &rules()) {
        Ok(loaded) => loaded.warnings.to_string(),
        Err(LoadError::Problems(problems)) => problems.to_string(),
        Err(error) => error.to_string(),
    };
    said.replace(&format!("{}/", folder.path().display()), "").replace(&folder.path().display().to_string(), "FOLDER")
}

/// A sound intent with these examples.
fn sound(zh: &str, en: &str) -> String {
    format!(
        "[zh]\ntitle = '一'\nexamples = ['{zh}']\nanswer = '二'\n[en]\ntitle = 'a'\nexamples = ['{en}']\nanswer = 'b'\n"
    )
}

#[test]
fn every_problem_of_a_file_is_told_at_once() {
    let broken = r#"prioritty = "high"
priority = "urgnt"
escalate = 3
keywords = "btc"
colour = "red"

[zh]
titel = "提现"
examples = ["怎么提现", "怎么 提现？", 5, " "]
answer = "{fee} {fees} {Fee} {later|稍后} {fe|费用} {{fee}} {"
prepare = ["见 [网站](https://example.com.evil.test/x)", "http://example.com @someone t.me/x https://example.com/ok"]

[en]
title = """Two
lines"""
examples = []

[de]
title = "Auszahlung"
"#;
    insta::assert_snapshot!(said(&[("broken.toml", broken)]), @r#"
    broken.toml:1:1: error: unknown key "prioritty"; did you mean "priority"?
    broken.toml:2:12: error: "priority" must be one of low, normal, high, urgent; found "urgnt"; did you mean "urgent"?
    broken.toml:3:12: error: "escalate" must be a string; found the whole number 3
    broken.toml:4:12: error: "keywords" must be a list, like ["…", "…"]; found the string "btc"
    broken.toml:5:1: error: unknown key "colour"; expected one of priority, escalate, courtesy, verify, money, awaited, front, keywords, zh, en
    broken.toml:7:1: error: no "title" in [zh]
    broken.toml:8:1: error: unknown key "titel" in [zh]; did you mean "title"?
    broken.toml:9:21: warning: "怎么 提现？" stands here twice, first in line 9
    broken.toml:9:31: error: item 3 of "examples" in [zh] must be a string; found the whole number 5
    broken.toml:9:34: error: item 4 of "examples" in [zh] is empty
    broken.toml:10:11: error: expected {name} or {name|words}, or {{ and }} for braces; found "{"
    broken.toml:10:17: error: unknown fact {fees}; did you mean {fee}?
    broken.toml:10:24: error: expected {name} or {name|words}, or {{ and }} for braces; found "{Fee}"
    broken.toml:10:41: warning: no fact is called {fe}; did you mean {fee}?
    broken.toml:11:20: error: the link https://example.com.evil.test/x is not allowed; [official] lists the links and names that are
    broken.toml:11:56: error: the link http://example.com is not allowed; [official] lists the links and names that are
    broken.toml:11:75: error: the link @someone is not allowed; [official] lists the links and names that are
    broken.toml:11:84: error: the link t.me/x is not allowed; [official] lists the links and names that are
    broken.toml:13:1: error: no "answer" in [en]
    broken.toml:14:9: error: the title stands on a button: expected one line of at most 64 characters
    broken.toml:16:12: error: "examples" in [en] is empty; expected what people write when they mean this
    broken.toml:18:2: error: unknown key "de"; expected one of priority, escalate, courtesy, verify, money, awaited, front, keywords, zh, en
    "#);
}

#[test]
fn a_file_that_is_no_toml_is_read_as_far_as_it_goes() {
    let broken = "[zh]\ntitle = \"提现\nexamples = [\"a\" \"b\"]\nanswer = 5\nprepare = \"x\"\n\n[en\ntitle = 'a'\n";
    insta::assert_snapshot!(said(&[("broken.toml", broken), ("half.toml", "[zh]\nanswer = \"\"\"一\n\n[en]\n")]), @r#"
    broken.toml:2:12: error: not valid TOML: invalid basic string, expected `"`
    broken.toml:3:17: error: not valid TOML: missing comma between array elements, expected `,`
    broken.toml:4:10: error: "answer" in [zh] must be a string; found the whole number 5
    broken.toml:5:11: error: "prepare" in [zh] must be a list, like ["…", "…"]; found the string "x"
    broken.toml:7:4: error: not valid TOML: unclosed table, expected `]`
    half.toml:5:1: error: not valid TOML: invalid multi-line basic string, expected `"`
    "#);
}

#[test]
fn a_missing_part_is_told_where_it_belongs() {
    let halves = [("empty.toml", ""), ("half.toml", "priority = 'low'\n[zh]\ntitle = '一'\nexamples = ['一']\n")];
    insta::assert_snapshot!(said(&halves), @r#"
    empty.toml:1:1: error: no [en]; the desk speaks it (languages in [desk])
    empty.toml:1:1: error: no [zh]; the desk speaks it (languages in [desk])
    half.toml:1:1: error: no [en]; the desk speaks it (languages in [desk])
    half.toml:2:1: error: no "answer" in [zh]
    "#);
}

#[test]
fn a_counter_example_is_no_example() {
    let file = "keywords = ['refund']
[zh]
title = '一'
examples = ['怎么提现']
not = ['图书馆卡怎么办']
answer = '二'
[en]
title = 'a'
examples = ['how do I withdraw']
not = ['how do I withdraw from the race', 'How do I  withdraw?', 'Refund!', 'how do i withdraw from the race']
answer = 'b'
";
    insta::assert_snapshot!(said(&[("withdraw.toml", file)]), @r#"
    withdraw.toml:10:43: error: "How do I  withdraw?" is an example of this intent too, in line 9; keep one
    withdraw.toml:10:66: error: "Refund!" is a keyword of this intent too, in line 1; keep one
    withdraw.toml:10:77: warning: "how do i withdraw from the race" stands here twice, first in line 10
    "#);
    let sound = file.replace(", 'How do I  withdraw?', 'Refund!', 'how do i withdraw from the race'", "");
    let folder = folder(&[("withdraw.toml", &sound)]);
    let library = IntentLibrary::load(folder.path(), &rules()).unwrap().library;
    let learnt = library.training();
    let not: Vec<_> = learnt.intents[0].texts.iter().flat_map(|texts| &texts.not).collect();
    assert_eq!(not, ["图书馆卡怎么办", "how do I withdraw from the race"]);
}

#[test]
fn an_example_belongs_to_one_intent() {
    let files = [
        ("a.toml", sound("怎么提现", "OK, withdraw!")),
        ("b.toml", sound("怎么提现？", "withdraw it")),
        ("c.toml", format!("keywords = ['提现', '提现']\n{}", sound("别的", "ok withdraw"))),
        ("d.toml", format!("keywords = ['提现']\n{}", sound("還有", "same here', 'Same  here."))),
    ];
    let files: Vec<_> = files.iter().map(|(name, text)| (*name, text.as_str())).collect();
    insta::assert_snapshot!(said(&files), @r#"
    b.toml:3:13: error: the example "怎么提现？" is also one of a (a.toml:3:13)
    c.toml:1:19: warning: "提现" stands here twice, first in line 1
    c.toml:8:13: error: the example "ok withdraw" is also one of a (a.toml:7:13)
    d.toml:1:13: warning: the keyword "提现" is also one of c (c.toml:1:13)
    d.toml:8:26: warning: "Same  here." stands here twice, first in line 8
    "#);
}

#[test]
fn an_answer_must_fit_one_message_as_it_is_shown() {
    let answer = |units: usize| {
        let text = "x".repeat(units);
        format!(
            "[zh]\ntitle='t'\nexamples=['e']\nanswer='''**{text}** [😀](https://example.com/long)'''\n[en]\ntitle='t'\nexamples=['f']\nanswer='a'\n"
        )
    };
    // The shown text: the letters, a blank and an emoji of two UTF-16 units.
    insta::assert_snapshot!(said(&[("fits.toml", &answer(4096 - 3))]), @"");
    insta::assert_snapshot!(said(&[("long.toml", &answer(4096 - 2))]), @"long.toml:4:8: error: the answer takes 4097 UTF-16 units; a Telegram message holds 4096");
}

#[test]
fn names_bytes_and_folders_are_checked_too() {
    let dir = folder(&[("Bad Name.toml", &sound("一", "a")), ("note.txt", "="), ("x.toml~", "="), (".y.toml", "=")]);
    fs::write(dir.path().join("bytes.toml"), b"[zh]\ntitle = '\xe6\xff'").unwrap();
    fs::create_dir(dir.path().join("folder.toml")).unwrap();
    let Err(LoadError::Problems(problems)) = IntentLibrary::load(dir.path(), &rules()) else { panic!("must not load") };
    insta::assert_snapshot!(problems.to_string().replace(&format!("{}/", dir.path().display()), ""), @r#"
    Bad Name.toml:1:1: error: the file's name is the intent's: expected 1 to 40 of a-z, 0-9 and -, then .toml; found "Bad Name"
    bytes.toml:2:10: error: not UTF-8 text; save the file as UTF-8
    "#);
    insta::assert_snapshot!(said(&[("readme.md", "nothing")]), @"FOLDER: error: no intents here; expected files like withdraw.toml");
    let nowhere = IntentLibrary::load(&dir.path().join("nowhere"), &rules()).unwrap_err();
    assert!(nowhere.to_string().starts_with("cannot read the intents folder "), "{nowhere}");
}

#[test]
fn for_measuring_one_language_is_enough_and_answers_stand_as_they_are() {
    let dir =
        folder(&[("a.toml", "[en]\ntitle = 'a'\nexamples = ['b']\nanswer = 'see {x} {y|z} at https://evil.test'\n")]);
    let loaded = IntentLibrary::load(dir.path(), &LoadRules::any_language()).unwrap();
    let answers: Vec<_> =
        loaded.library.iter().flat_map(|intent| intent.texts.values()).map(|text| &text.answer).collect();
    assert_eq!(answers, ["see x z at https://evil.test"]);
    assert!(loaded.warnings.is_empty());
    assert!(said(&[("a.toml", "[en]\ntitle = 'a'\nexamples = ['b']\nanswer = 'c'\n")]).contains("no [zh]"));
}

#[test]
fn the_fingerprint_changes_with_names_and_contents_alone() {
    let dir = folder(&[("a.toml", "a"), ("b.toml", "b")]);
    let before = fingerprint(dir.path()).unwrap();
    fs::write(dir.path().join("a.toml~"), "other").unwrap();
    fs::write(dir.path().join("a.toml"), "a").unwrap();
    assert_eq!(fingerprint(dir.path()).unwrap(), before);
    fs::write(dir.path().join("a.toml"), "a2").unwrap();
    let changed = fingerprint(dir.path()).unwrap();
    assert_ne!(changed, before);
    fs::rename(dir.path().join("b.toml"), dir.path().join("c.toml")).unwrap();
    assert_ne!(fingerprint(dir.path()).unwrap(), changed);
}

#[test]
fn equal_folders_load_equal_whatever_the_order_of_writing() {
    let (a, b) = (sound("一", "a"), sound("二", "b"));
    let there = folder(&[("a.toml", &a), ("b.toml", &b)]);
    let back = folder(&[("b.toml", &b), ("a.toml", &a)]);
    let load = |dir: &TempDir| IntentLibrary::load(dir.path(), &rules()).unwrap().library;
    assert_eq!(load(&there), load(&back));
    assert_eq!(fingerprint(there.path()).unwrap(), fingerprint(back.path()).unwrap());
}

/// A sound file with one stretch of it replaced.
fn mutated() -> impl Strategy<Value = String> {
    let base = format!("priority = 'low'\nkeywords = ['币']\n{}prepare = ['{{fee|x}}']\n", sound("怎么提现", "how"));
    let chars: Vec<char> = base.chars().collect();
    (0..chars.len(), 0..12_usize, r#"[\[\]{}"'=,.#\n\ra-z0-9提😀]{0,6}|\PC{0,3}"#).prop_map(move |(at, cut, insert)| {
        let mut text: String = chars.iter().take(at).collect();
        text.push_str(&insert);
        text.extend(chars.iter().skip(at + cut));
        text
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_bytes_make_the_loader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let dir = TempDir::new().unwrap();
        fs::write(dir.path().join("any.toml"), bytes).unwrap();
        let _ = IntentLibrary::load(dir.path(), &rules());
    }

    #[test]
    fn a_damaged_file_is_loaded_or_refused_with_places_in_it(text in mutated()) {
        let dir = folder(&[("any.toml", &text)]);
        if let Err(LoadError::Problems(problems)) = IntentLibrary::load(dir.path(), &rules()) {
            for problem in problems.iter() {
                let position = problem.place.position.unwrap();
                prop_assert!((1..=text.lines().count() + 1).contains(&position.line), "{problem}");
                let line = text.split('\n').nth(position.line - 1).unwrap_or_default();
                prop_assert!((1..=line.chars().count() + 1).contains(&position.column), "{problem}");
            }
        }
    }

    #[test]
    fn no_text_makes_the_document_panic(text in r#"([\[\]{}"'=,.#\n\r \\a-z0-9提]{0,8}|\PC){0,40}"#) {
        let document = Document::parse(Path::new("any.toml"), &text);
        let _ = document.leaves();
        document.root().end();
        let _ = document.into_problems();
    }
}

#[test]
fn the_short_part_of_an_answer_is_short_and_held_to_its_rules() {
    let with = |short: &str| sound("一", "b").replace("answer = 'b'", &format!("short = '{short}'\nanswer = 'b'"));
    let long = said(&[("a.toml", &with(&"x".repeat(301)))]);
    assert!(long.contains("the short part of an answer has 301 characters; expected at most 300"), "{long}");
    let unknown = said(&[("a.toml", &with("{fees}"))]);
    assert!(unknown.contains("unknown fact {fees}; did you mean {fee}?"), "{unknown}");
    let evil = said(&[("a.toml", &with("see https://example.net"))]);
    assert!(evil.contains("https://example.net"), "{evil}");
}
