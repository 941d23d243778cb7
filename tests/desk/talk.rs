//! Free talk: greeting, answers, did-you-mean, no-match, languages, floods.

use insta::assert_snapshot;
use jiff::SignedDuration;
use ringback::stand_in::NewPerson;

use super::House;

#[tokio::test]
async fn a_customer_is_greeted_and_answered_in_english() {
    let house = House::open().await;
    let ann = house.ann();
    house.says(&ann, "/start").await;
    house.says(&ann, "how can i withdrw my mony").await;
    house.presses(&ann, "That helped").await;
    house.says(&ann, "hello").await;
    assert_snapshot!("english", ann.view());
    house.close().await;
}

#[tokio::test]
async fn a_customer_is_greeted_and_answered_in_chinese() {
    let house = House::open().await;
    let wei = house.wei();
    house.says(&wei, "/start").await;
    house.says(&wei, "怎么把钱提出来").await;
    house.presses(&wei, "解决了").await;
    house.says(&wei, "/help").await;
    assert_snapshot!("chinese", wei.view());
    house.close().await;
}

#[tokio::test]
async fn the_second_no_match_offers_a_call() {
    let house = House::open().await;
    let ann = house.ann();
    house.says(&ann, "what is the weather like on the moon").await;
    house.says(&ann, "which football team plays tonight").await;
    assert_snapshot!("no-match", ann.view());
    house.presses(&ann, "Call me back").await;
    assert!(ann.view().shows("What is it about?"), "{}", ann.view());
    house.close().await;
}

#[tokio::test]
async fn the_language_follows_what_is_written_until_it_is_fixed() {
    let house = House::open().await;
    let ann = house.ann();
    house.says(&ann, "手续费是多少").await;
    assert!(ann.view().shows("交易手续费是 0.1%"), "{}", ann.view());
    house.says(&ann, "what are the fees?").await;
    assert!(ann.view().shows("The trading fee is 0.1%"), "{}", ann.view());
    house.says(&ann, "/language").await;
    house.presses(&ann, "繁體中文（臺灣）").await;
    house.says(&ann, "what are the fees?").await;
    assert_snapshot!("language", ann.view());
    house.close().await;
}

#[tokio::test]
async fn traditional_chinese_is_read_and_written() {
    let house = House::open().await;
    let mei = house.telegram.person(NewPerson::named("美玲").id(13).language("zh-hant"));
    house.says(&mei, "/start").await;
    house.says(&mei, "我的帳戶被盜了").await;
    assert_snapshot!("traditional", mei.view());
    house.close().await;
}

#[tokio::test]
async fn a_flood_is_answered_with_one_polite_notice() {
    let house = House::open().await;
    let ann = house.ann();
    for _ in 0..40 {
        ann.says("hello");
    }
    house.settle().await;
    let replies = ann.view().messages.iter().filter(|message| message.from_bot).count();
    assert_eq!(replies, 21, "20 answers and one notice");
    assert!(ann.view().shows("Please wait a minute"));
    house.pass(SignedDuration::from_mins(1)).await;
    house.says(&ann, "hello").await;
    let replies = ann.view().messages.iter().filter(|message| message.from_bot).count();
    assert_eq!(replies, 22);
    house.close().await;
}

#[tokio::test]
async fn what_is_no_text_is_answered_kindly_and_stickers_not_at_all() {
    let house = House::open().await;
    let ann = house.ann();
    ann.sends_photo("");
    house.settle().await;
    ann.sends_sticker("👍");
    ann.sends_photo("what are the fees?");
    house.settle().await;
    assert_snapshot!("media", ann.view());
    house.close().await;
}

#[tokio::test]
async fn customers_words_are_shown_as_written_whatever_they_contain() {
    let house = House::open().await;
    let ann = house.ann();
    house.says(&ann, "/call").await;
    house.presses(&ann, "Fees").await;
    house.says(&ann, "<b>5 < 6 && *stars* _lines_ `code` [a](https://example.com/x)\n\n    # 1. & done").await;
    house.presses(&ann, "📱 Share my number").await;
    house.presses_what_begins(&ann, "As soon as possible").await;
    assert_snapshot!("escaped", ann.view().last_from_bot().unwrap().text_with_links());
    house.close().await;
}
