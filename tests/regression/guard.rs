//! The secrets guard: what got past it and what it took wrongly (S4, S5, report 15). The kinds are tested with their samples
//! in `tests/secrets`, what is kept of an update in `tests/telegram/batches.rs`.

use std::path::Path;

use jiff::Timestamp;
use ringback::conversation::{Incoming, What};
use ringback::intents::{IntentLibrary, LoadRules};
use ringback::safety::secrets::{OwnTexts, SecretKind, find, find_beside, redact};
use ringback::telegram::{decode, read_batch};
use ringback::text::Language;
use ringback::words::sentences;
use serde_json::value::to_raw_value;
use serde_json::{Value, json};

const PHRASE: &str = "ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic";

/// What is kept of a customer's message with these fields, and what it is read as.
fn kept(more: &Value, own: &OwnTexts) -> (String, Option<Incoming>) {
    let mut message = json!({
        "message_id": 5, "date": 1_800_000_000, "chat": {"id": 77, "type": "private", "first_name": "Ana"},
        "from": {"id": 77, "is_bot": false, "first_name": "Ana"},
    });
    message.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let updates = to_raw_value(&json!([{"update_id": 1, "message": message}])).unwrap();
    let json = read_batch(&updates, own).unwrap().updates.remove(0).json;
    let read = decode(&json, Timestamp::UNIX_EPOCH).unwrap();
    (json, read)
}

fn kinds(text: &str) -> Vec<SecretKind> {
    find(text).into_iter().map(|finding| finding.kind).collect()
}

#[test]
fn s4_characters_that_are_not_seen_hide_no_word() {
    let hidden = "\u{180e}\u{115f}\u{17b4}\u{fff9}\u{61c}\u{ad}\u{34f}\u{1160}\u{17b5}\u{180b}\u{2060}\u{2065}\u{206a}\u{3164}\u{feff}\
                  \u{ffa0}\u{fff0}\u{1d173}\u{e0001}\u{e0100}\u{7}\u{7f}\u{200d}\u{fe0f}\u{2800}";
    for c in hidden.chars() {
        let words = PHRASE.split(' ').map(|word| format!("{}{c}{}", &word[..2], &word[2..]));
        let text = words.collect::<Vec<_>>().join(" ");
        let (json, read) = kept(&json!({ "text": text }), &OwnTexts::default());
        assert!(matches!(read.map(|read| read.what), Some(What::Secret { .. })), "{:?}: {json}", u32::from(c));
        assert!(!json.contains("pic") && !json.contains("nic"), "{json}");
    }
}

#[test]
fn s4_a_second_secret_of_the_kind_goes_as_well() {
    for (text, secrets) in [
        ("code (email): 739183 code (sms): 731483", ["739183", "731483"]),
        ("验证码 739183，另外 731483 也不行，验证码是 731483", ["739183", "731483"]),
        ("password: Tiger88x and the old password: Tiger77x", ["Tiger88x", "Tiger77x"]),
        ("cards 4111 1111 1111 1111 and 5500 0000 0000 0004", ["4111 1111", "5500 0000"]),
    ] {
        let kept = redact(text).map(|kept| kept.text).unwrap_or_default();
        assert!(!kept.is_empty() && secrets.iter().all(|secret| !kept.contains(secret)), "{text}: {kept}");
    }
}

#[test]
fn s4_what_a_key_is_for_does_not_excuse_it() {
    let digits = "92fc0e4356b9fcadfd0639dee68a0013c0741c9efa5e0bb1f2e65de6a79995da";
    for text in
        ["my private key for the transaction", "here is the private key of my transfer", "private key (for this tx)"]
    {
        assert_eq!(kinds(&format!("{text} {digits}")), [SecretKind::PrivateKey], "{text}");
    }
    for text in ["the transaction", "my private key is safe. the transaction is", "deposit", "order hash"] {
        assert_eq!(kinds(&format!("{text} {digits}")), [], "{text}");
    }
}

#[test]
fn s4_numbers_of_orders_and_amounts_are_no_cards() {
    for text in [
        "4720732434599428",
        "充值单 6258803269317007",
        "p2p 6294663322576830227 买家没付款",
        "I bought 4111111111111111 SHIB",
        "sold 5500000000000004 PEPE with my card",
        "verification failed code 482731",
    ] {
        assert_eq!(kinds(text), [], "{text}");
    }
    assert_eq!(kinds("4111 1111 1111 1111"), [SecretKind::Card], "as cards are printed");
    assert_eq!(kinds("4111111111111111 exp 08/27"), [SecretKind::Card], "as cards are talked of");
}

#[test]
fn s4_sentences_in_single_characters_are_no_phrase() {
    for text in
        ["你 好 我 的 钱 没 有 到 账 怎 么 办", "来 人 啊 有 没 有 人 工 客 服", "请 问 什 么 时 候 可 以 到 账 啊"]
    {
        assert_eq!(kinds(text), [], "{text}");
    }
    assert_eq!(kinds("伟 脉 劳 祝 掷 检 段 热 理 峡 巨 九"), [SecretKind::RecoveryPhrase]);
}

#[test]
fn s5_no_field_keeps_a_phrase_and_no_unknown_field_is_kept() {
    let words: Vec<Value> = PHRASE.split(' ').map(|word| json!({ "text": word })).collect();
    let (first, last) = PHRASE.split_at(36);
    let contact = |field: &str| {
        let mut contact = json!({"phone_number": "+8613800138000", "first_name": "Ana", "user_id": 77});
        contact[field] = json!(PHRASE);
        json!({ "contact": contact })
    };
    let unknown = json!({"deep": {"list": [PHRASE]}});
    for fields in [
        contact("first_name"),
        contact("last_name"),
        contact("vcard"),
        contact("phone_number"),
        json!({"checklist": {"title": "mine", "tasks": words}}),
        json!({"poll": {"question": "which?", "options": words}}),
        json!({"text": "hi", "quote": {"text": PHRASE}}),
        json!({"text": "hi", "reply_to_message": {"message_id": 1, "text": PHRASE, "from": {"first_name": PHRASE}}}),
        json!({"text": "hi", "from": {"id": 77, "is_bot": false, "first_name": first, "last_name": last}}),
        json!({"text": "hi", "from": {"id": 77, "is_bot": false, "first_name": "Ana", "username": PHRASE}}),
        json!({"venue": {"title": PHRASE, "address": first}, "location": {"latitude": 1.0}}),
        json!({"game": {"title": PHRASE, "description": "x"}}),
        json!({"sticker": {"set_name": PHRASE, "emoji": "x"}}),
        json!({"dice": {"emoji": PHRASE, "value": 1}}),
        json!({"photo": [{"file_id": "abc", "width": 1, "height": 1}], "caption": PHRASE}),
        json!({"document": {"file_id": "abc", "file_name": PHRASE, "mime_type": PHRASE}}),
        json!({"text": "hi", "something_new": unknown}),
        json!({"text": "hi", "entities": [{"type": "text_link", "offset": 0, "length": 2, "url": "https://x.test", "new": PHRASE}]}),
    ] {
        let (json, read) = kept(&fields, &OwnTexts::default());
        let left: Vec<&str> = PHRASE.split(' ').filter(|word| json.contains(word)).collect();
        assert!(left.is_empty() && read.is_some(), "{fields}: {left:?} in {json}");
    }
}

#[test]
fn s5_texts_of_one_update_are_judged_together() {
    let (first, second) = PHRASE.split_at(36);
    let (json, read) = kept(&json!({"text": first, "quote": {"text": second}}), &OwnTexts::default());
    assert!(matches!(read.map(|read| read.what), Some(What::Secret { .. })) && !json.contains("ozone"), "{json}");
}

/// Everything that the desk says: the sample answers and the sentences of the program.
fn own() -> (OwnTexts, Vec<String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("intents");
    let library = IntentLibrary::load(&folder, &LoadRules::any_language()).unwrap().library;
    let mut texts: Vec<String> = Language::ALL.into_iter().flat_map(sentences).map(|sentence| sentence.text).collect();
    texts.extend(library.iter().flat_map(|intent| intent.texts.values()).map(|text| text.answer.clone()));
    (OwnTexts::of(texts.iter().map(String::as_str)), texts)
}

#[test]
fn trial_c4_what_the_desk_says_is_nobodys_secret() {
    let (own, texts) = own();
    assert!(texts.len() > 500, "{}", texts.len());
    for text in &texts {
        let half: String = text.chars().skip(text.chars().count() / 3).collect();
        for sent in [
            text.clone(),
            half,
            format!("is this from you?\n{text}"),
            format!("{text}\n请问这是你们发的吗？谢谢"),
            text.replace("**", ""),
        ] {
            assert_eq!(find_beside(&sent, &own), [], "{sent}");
        }
    }
}

#[test]
fn trial_c4_a_secret_beside_the_desks_words_is_one() {
    let (own, texts) = own();
    for text in texts.iter().filter(|text| text.chars().count() > 60) {
        let sent = format!("{text}\n{PHRASE}");
        let (json, read) = kept(&json!({ "text": sent }), &own);
        assert!(matches!(read.map(|read| read.what), Some(What::Secret { .. })), "{json}");
        assert!(!json.contains("ozone drill") && !json.contains("eight picnic"), "{json}");
    }
}

#[test]
fn report_15_names_seeds_tokens_and_backup_codes() {
    for (text, kind) in [
        (
            "my monero seed: sequence atlas unveil summon pebbles tuesday beer rudely snake rockets different fuselage woven tagged \
          bested dented vegan hover rapid fawns obvious muppet randomly seasons randomly",
            SecretKind::RecoveryPhrase,
        ),
        (
            "shamir share: duckling enlarge academic academic agency result length solution fridge kidney coal piece deal husband \
          erode duke ajar critical decision keyboard",
            SecretKind::RecoveryPhrase,
        ),
        ("nsec164lrtnsr02r0jupgx3ga95h90tw5lwwejpxluex9estm3dzpazna6h7zls", SecretKind::PrivateKey),
        ("SRVQGO24KHAZOVPRLNYNSHAPPRVTIRCSSOR6PYWWTGW6EXHQXALGCJUI", SecretKind::PrivateKey),
        ("my 2fa backup codes: 8f3k-2m9q 7d2x-0plw", SecretKind::OneTimeCode),
        ("482913 这个是刚收到的验证码", SecretKind::OneTimeCode),
    ] {
        let kept = redact(text);
        assert!(kept.is_some_and(|kept| kept.kinds.contains(&kind)), "{text}");
    }
}

#[test]
fn report_15b_a_coins_name_after_a_number_makes_an_amount_of_it() {
    for coin in ["SHIB", "PEPE", "USDT", "个", "枚"] {
        assert_eq!(kinds(&format!("I bought 4111111111111111 {coin}")), [], "{coin}");
    }
}
