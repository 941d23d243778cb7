//! What customers add to their request: words, screenshots and files reach the claimer in private, and nobody else.

use insta::assert_snapshot;
use jiff::SignedDuration;
use ringback::callback::ChatId;

use super::House;

#[tokio::test]
async fn a_screenshot_reaches_the_claimer_and_whoever_claims_later() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    let booked = ann.view().messages.last().unwrap().id;
    house.says(&ann, "/status").await;
    house.presses(&ann, "Add something").await;
    ann.sends_photo("");
    house.settle().await;
    let lin = house.lin.in_group(house.group.as_ref().unwrap());
    house.presses(&lin, "认领").await;
    let claimed = house.lin.view().messages.last().unwrap().id;
    house.clock.advance(SignedDuration::from_mins(1));
    ann.sends_document("trade.pdf", "application/pdf", "the trade I mean");
    ann.sends_photo("");
    house.settle().await;
    ann.sends_voice(4);
    house.settle().await;
    assert_snapshot!("files-customer", ann.view().since(booked));
    assert_snapshot!("files-agent", house.lin.view().since(claimed - 1));
    assert!(!house.group_view().contains('‹'), "the group saw a file: {}", house.group_view());
    house.presses(&house.lin, "Release").await;
    let maya = house.maya.in_group(house.group.as_ref().unwrap());
    house.presses(&maya, "认领").await;
    let shown = house.maya.view().messages;
    let files: Vec<_> = shown.iter().filter_map(|message| message.attachment.clone()).collect();
    assert_eq!(files, ["photo", "document", "photo", "voice"]);
    assert!(shown.iter().filter(|message| message.attachment.is_some()).all(|message| message.protected));
    let kept = house.store.open_request_of(ChatId(11)).await.unwrap().unwrap().value.story;
    assert_eq!(kept.iter().filter(|note| note.file.is_some()).count(), 4);
    house.close().await;
}

#[tokio::test]
async fn no_picture_is_kept_while_the_talk_is_about_secrets() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    house.says(&ann, "where do I find my recovery phrase?").await;
    let asked = ann.view().messages.last().unwrap().id;
    ann.sends_photo("");
    house.settle().await;
    assert_snapshot!("files-secret", ann.view().since(asked));
    let kept = house.store.open_request_of(ChatId(11)).await.unwrap().unwrap().value.story;
    assert!(kept.iter().all(|note| note.file.is_none()));
    house.close().await;
}
