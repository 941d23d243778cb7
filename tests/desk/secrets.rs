//! Secrets at the front door: taken out of the chat, answered with what to do now, counted, and in nobody's hands.

use insta::assert_snapshot;
use jiff::SignedDuration;
use ringback::safety::secrets::SecretKind;
use ringback::text::Language;

use super::{House, samples};

const PHRASE: &str = "ozone drill grab fiber curtain grace pudding thank cruise elder eight picnic";
const KEY: &str = "e9873d79c6d87dc0fb6a5778633389f4453213303da61f20bd67fc233aa33262";

#[tokio::test]
async fn a_phrase_is_deleted_and_the_next_step_is_told_in_english() {
    let house = House::open().await;
    let ann = house.ann();
    house.says(&ann, &format!("My wallet is gone, please restore it: {PHRASE}")).await;
    assert_snapshot!("secret-english", ann.view());
    assert!(!ann.view().to_string().contains("ozone"), "{}", ann.view());
    house.presses(&ann, "Urgent call").await;
    assert!(ann.view().offers("📱 Call me now"), "{}", ann.view());
    assert_eq!(house.store.incidents().await.unwrap(), [(SecretKind::RecoveryPhrase, 1)].into());
    house.close().await;
}

#[tokio::test]
async fn every_kind_has_its_advice_in_chinese() {
    let house = House::open().await;
    let wei = house.wei();
    house.says(&wei, &format!("我的助记词：\n{PHRASE}\n私钥：{KEY}")).await;
    house.says(&wei, "卡号 4111 1111 1111 1111，密码是 Wang@1988，验证码 482913").await;
    house.says(&wei, "api secret: 9Xk2LmQ7vB4nRt8wYz3cEf6hJp1sUd5a，护照号 E48291736").await;
    assert_snapshot!("secret-chinese", wei.view());
    let counted = house.store.incidents().await.unwrap();
    assert_eq!(counted, SecretKind::ALL.map(|kind| (kind, 1)).into());
    house.close().await;
}

#[tokio::test]
async fn the_desks_own_answers_sent_back_are_answered_and_not_deleted() {
    let house = House::open_with_samples().await;
    let samples = samples();
    for id in ["account-stolen", "withdraw"] {
        let intent = samples.library.iter().find(|intent| intent.id.as_str().starts_with(id)).unwrap();
        for (person, language) in [(house.ann(), Language::En), (house.wei(), Language::Zh)] {
            let answer = intent.texts[&language].answer.replace("**", "");
            house.says(&person, &format!("is this from you?\n{answer}")).await;
            let first = answer.lines().next().unwrap();
            assert!(person.view().to_string().contains(first), "still there: {}", person.view());
        }
    }
    assert!(house.store.incidents().await.unwrap().is_empty());
    house.close().await;
}

#[tokio::test]
async fn a_secret_in_a_booking_joins_no_story_and_the_question_stands() {
    let house = House::open().await;
    let ann = house.ann();
    house.says(&ann, "/call").await;
    house.presses(&ann, "Withdrawals").await;
    house.says(&ann, "my password is Tr0ub4dor&3").await;
    assert!(ann.view().last_from_bot().unwrap().text.contains("Which number may we call?"), "{}", ann.view());
    house.says(&ann, "My withdrawal of 3 USDT is pending since yesterday").await;
    house.presses(&ann, "📱 Share my number").await;
    house.presses(&ann, "At another time").await;
    house.presses(&ann, "Beijing · 10:00").await;
    house.presses(&ann, "As soon as possible (today 10:00–11:00)").await;
    house.says(&ann, "the code is 482913").await;
    house.presses(&house.lin.in_group(house.group.as_ref().unwrap()), "认领").await;
    let details = house.lin.view().to_string();
    assert!(
        details.contains("pending since yesterday") && !details.contains("Tr0ub4dor") && !details.contains("482913")
    );
    house.close().await;
}

#[tokio::test]
async fn a_changed_message_and_a_caption_are_guarded_as_well() {
    let house = House::open().await;
    let ann = house.ann();
    let first = house.says(&ann, "hello").await;
    ann.edits(first, "my password is Tr0ub4dor&3").unwrap();
    house.settle().await;
    ann.sends_photo("my card 4111 1111 1111 1111");
    house.settle().await;
    let seen = ann.view().to_string();
    assert!(!seen.contains("Tr0ub4dor") && !seen.contains("4111 1111"), "{seen}");
    let counted = house.store.incidents().await.unwrap();
    assert_eq!(counted, [(SecretKind::Card, 1), (SecretKind::Password, 1)].into());
    house.close().await;
}

#[tokio::test]
async fn a_picture_is_met_with_a_warning_while_the_talk_is_about_a_secret() {
    let house = House::open().await;
    let ann = house.ann();
    house.says(&ann, "where do I find my recovery phrase?").await;
    ann.sends_photo("");
    house.settle().await;
    assert_snapshot!("secret-picture", ann.view().last_from_bot().unwrap().text);
    house.pass(SignedDuration::from_mins(16)).await;
    ann.sends_photo("");
    house.settle().await;
    assert!(ann.view().last_from_bot().unwrap().text.contains("I can only read text"), "{}", ann.view());
    house.close().await;
}

#[tokio::test]
async fn an_agent_s_note_with_a_secret_is_not_taken() {
    let house = House::open().await;
    house.ann_books().await;
    house.presses(&house.lin.in_group(house.group.as_ref().unwrap()), "认领").await;
    house.presses(&house.lin, "Note").await;
    house.says(&house.lin, "she says her password is Tr0ub4dor&3").await;
    let refused = house.lin.view();
    assert_snapshot!("secret-note", refused.last_from_bot().unwrap().text);
    assert!(!refused.to_string().contains("Tr0ub4dor"), "{refused}");
    house.says(&house.lin, "she will change her password first").await;
    assert!(house.lin.view().shows("she will change her password first"), "{}", house.lin.view());
    house.close().await;
}

#[tokio::test]
async fn an_agent_s_secret_in_the_group_is_deleted() {
    let house = House::open().await;
    let group = house.group.clone().unwrap();
    let there = house.lin.in_group(&group);
    // The bot hears in groups what begins like a command.
    house.says(&there, &format!("/queue and the customer's private key {KEY}")).await;
    assert!(house.group_view().contains("敏感内容"), "{}", house.group_view());
    assert_eq!(house.store.incidents().await.unwrap(), [(SecretKind::PrivateKey, 1)].into());
    house.close().await;
}

#[tokio::test]
async fn in_a_flood_secrets_are_deleted_though_nobody_is_answered() {
    let house = House::open().await;
    let ann = house.ann();
    for _ in 0..30 {
        ann.says("the code is 482913");
    }
    house.settle().await;
    assert!(!ann.view().to_string().contains("482913"), "{}", ann.view());
    assert_eq!(house.store.incidents().await.unwrap(), [(SecretKind::OneTimeCode, 30)].into());
    house.close().await;
}
