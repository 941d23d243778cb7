//! The secrets guard: what it finds, what it lets pass, and that no text stops it. `report.rs` prints the tables.

mod samples;

use bip39::Language;
use proptest::prelude::*;
use ringback::safety::secrets::{SecretKind, find, mentions, redact};

pub use samples::by_hand;
use samples::random::Random;
use samples::{LANGUAGES, ordinary, phrases, secrets};

/// Of the mistyped and shortened phrases and of parts, so many must be caught; of all else but what could be prose by chance,
/// every one.
const MISTYPED: f64 = 0.95;
/// Chinese without gaps and without a word about it can be prose by chance.
const NO_GAPS: f64 = 0.99;
/// False alarms.
const ALARMS: f64 = 0.001;

#[test]
fn what_must_be_caught_is_caught_and_nothing_of_it_is_left() {
    let mut rows = std::collections::BTreeMap::<(SecretKind, &str, String), (u32, u32, Vec<String>)>::new();
    for sample in secrets() {
        let kept = redact(&sample.text);
        let caught = kept.is_some_and(|kept| kept.kinds.contains(&sample.kind) && !kept.text.contains(&sample.secret));
        let row = rows.entry((sample.kind, sample.row, sample.language)).or_default();
        row.0 += u32::from(caught);
        row.1 += 1;
        if !caught {
            row.2.push(sample.text);
        }
    }
    assert!(rows.len() > 40, "kinds and languages: {}", rows.len());
    for ((kind, row, language), (caught, all, missed)) in rows {
        let least = match row {
            "phrase, 1-2 typos" => MISTYPED,
            "phrase, no gaps" | "told in a sentence" => NO_GAPS,
            "a part, told" | "first letters" => MISTYPED,
            _ => 1.0,
        };
        assert!(row == "by hand" || all >= 500, "{kind:?} {row} {language}: {all} are too few to say anything");
        assert!(
            f64::from(caught) >= least * f64::from(all),
            "{kind:?} {row} {language}: {caught} of {all}: {missed:#?}"
        );
    }
}

#[test]
fn ordinary_messages_pass() {
    for language in LANGUAGES {
        let messages = ordinary::messages(language);
        let wrong: Vec<_> = messages.iter().filter(|message| !find(message).is_empty()).collect();
        assert!(messages.len() >= 2000);
        assert!(wrong.len() as f64 <= ALARMS * messages.len() as f64, "{language}: {wrong:#?}");
        for message in samples::hand(&format!("ordinary-{language}.txt")) {
            assert_eq!(redact(&message), None, "written by hand, and harmless");
        }
    }
}

#[test]
fn what_stands_around_a_secret_stays() {
    let kept = |text: &str| redact(text).map(|kept| kept.text).unwrap_or_default();
    assert_eq!(
        kept("I cannot log in. My password is Tr0ub4dor&3, please help"),
        "I cannot log in. My password is ⟦password⟧, please help"
    );
    assert_eq!(kept("验证码４８２９１３，提现单号 77"), "验证码⟦one-time-code⟧，提现单号 77");
    assert_eq!(kept("card 4111 1111 1111 1111 cvv 123!"), "card ⟦card⟧ cvv ⟦card⟧!");
    let phrase = "ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic";
    assert_eq!(kept(&format!("这是我的助记词：\n{phrase}\n帮我恢复")), "这是我的助记词：\n⟦recovery-phrase⟧\n帮我恢复");
}

#[test]
fn a_hash_is_a_key_only_where_somebody_says_so() {
    let digits = "e9873d79c6d87dc0fb6a5778633389f4453213303da61f20bd67fc233aa33262";
    let kinds = |text: String| find(&text).into_iter().map(|finding| finding.kind).collect::<Vec<_>>();
    assert_eq!(kinds(digits.into()), [], "bare: nearly always a transaction");
    assert_eq!(kinds(format!("should I tell you my private key? the tx is {digits}")), []);
    assert_eq!(kinds(format!("https://example.com/tx/{digits} 私钥也没丢")), []);
    assert_eq!(kinds(format!("hash: {digits}\n私钥: {digits}")), [SecretKind::PrivateKey]);
    assert_eq!(kinds(format!("我的私钥在这里，交易一直失败，你们看看 {digits}")), [SecretKind::PrivateKey]);
    assert_eq!(kinds(format!("api secret {digits}")), [SecretKind::ApiSecret]);
}

#[test]
fn talk_about_secrets_is_known() {
    for text in ["我的助记词丢了", "the verification code never comes", "私鑰在哪裡看", "can I change my password"]
    {
        assert!(mentions(text), "{text}");
    }
    for text in ["提现没到账", "hello", "what are the fees?", ""] {
        assert!(!mentions(text), "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn no_text_stops_the_guard(text in "\\PC{0,400}|[ -~\\n]{0,400}|[\u{3040}-\u{30ff}\u{4e00}-\u{4fff}\u{ac00}-\u{ac40}0-9 ]{0,200}") {
        holds(&text);
    }

    #[test]
    fn words_and_labels_in_any_order_do_not_stop_it(pieces in prop::collection::vec(piece(), 0..60)) {
        holds(&pieces.concat());
    }

    #[test]
    fn a_phrase_in_noise_is_found(seed: u64, before in "[a-z ]{0,80}", after in "(\\.|\n)[a-z0-9 ]{0,80}", language in 0..10_usize) {
        let language = phrases::ALL[language].0;
        let words = phrases::words(&mut Random::new(seed), language);
        let kept = redact(&format!("{before}\n{}{after}", words.join(" ")));
        let kept = kept.filter(|kept| kept.kinds.contains(&SecretKind::RecoveryPhrase));
        prop_assert!(kept.is_some_and(|kept| !kept.text.contains(&words.join(" "))));
    }
}

/// What is true of every text: places are whole characters in order, and what is left holds no secret.
fn holds(text: &str) {
    let findings = find(text);
    let mut end = 0;
    for finding in &findings {
        assert!(finding.span.start >= end && !finding.span.is_empty() && text.get(finding.span.clone()).is_some());
        end = finding.span.end;
    }
    let kept = redact(text);
    assert_eq!(kept.is_some(), !findings.is_empty());
    assert!(kept.is_none_or(|kept| find(&kept.text).is_empty()));
}

fn piece() -> impl Strategy<Value = String> {
    const PIECES: [&str; 56] = [
        "密码",
        "验证码",
        "助记词",
        "私钥",
        "is",
        " ",
        "\n",
        ":",
        "：",
        "是",
        "code",
        "password",
        "api secret",
        "cvv",
        "12",
        "482913",
        "4111111111111111",
        "-",
        "\"",
        "。",
        "①",
        "ﬁ",
        "\u{3099}",
        "\u{301}",
        "한",
        "abandon ",
        "abandn ",
        "zoo ",
        "的",
        "忠 ",
        "G-",
        "0x",
        "BEGIN",
        "-----BEGIN PRIVATE KEY-----",
        "[1,2,3",
        ",",
        "e9873d79c6d87dc0fb6a5778633389f4",
        "⟦",
        "⟧",
        "İ",
        "seed",
        "first is ",
        "第二个字是",
        "四八二七",
        "ability ",
        "0x12, ",
        "private key ",
        "backup codes ",
        "12ab-34cd ",
        "exp 09/29 ",
        "а",
        "٤",
        "{\"ciphertext\" \"kdf\"",
        "}",
        "ann@example.com:",
        "otpauth://",
    ];
    prop::sample::select(PIECES.as_slice()).prop_map(str::to_owned)
}

#[test]
fn the_largest_texts_are_worked_off() {
    const LARGEST: usize = 64 << 10;
    let words = Language::English.word_list();
    let mut random = Random::new(1);
    let almost = |random: &mut Random| {
        format!("{} {} ", words[random.below(2048)], random.text("abcdefghijklmnopqrstuvwxyz", 7))
    };
    let endless: [&mut dyn FnMut() -> String; 14] = [
        &mut || "密码是".into(),
        &mut || "4 ".into(),
        &mut || "abandonability".into(),
        &mut || "的一是在不了".into(),
        &mut || almost(&mut random),
        &mut || "seed ability ".into(),
        &mut || "密码(".into(),
        &mut || "12ab34 backup code ".into(),
        &mut || "0x12,".into(),
        &mut || "a@b.cc:".into(),
        &mut || "第一个字是否".into(),
        &mut || "error code ".into(),
        &mut || "private key L55R ".into(),
        &mut || "四八二 ".into(),
    ];
    for (index, more) in endless.into_iter().enumerate() {
        // What grows with the square shows in less.
        let length = if index < 5 { LARGEST } else { LARGEST / 4 };
        let mut text = String::new();
        while text.len() < length {
            text.push_str(&more());
        }
        holds(&text);
    }
}
