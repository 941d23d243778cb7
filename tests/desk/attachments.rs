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
    house.takes(&house.maya).await;
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

#[tokio::test]
async fn files_sent_while_a_call_is_booked_are_kept_with_it() {
    let house = House::open().await;
    let ann = house.ann();
    house.says(&ann, "/call").await;
    house.presses(&ann, "Withdrawals").await;
    // What stands below a picture tells the story.
    ann.sends_photo("my withdrawal is stuck");
    house.settle().await;
    house.clock.advance(SignedDuration::from_mins(1));
    let asked = ann.view().messages.last().unwrap().id;
    // An album, while the number is asked for: one thanks, and the question again.
    for _ in 0..3 {
        ann.sends_photo("");
        house.settle().await;
    }
    let shown = ann.view().since(asked).to_string();
    assert_eq!(shown.matches("Got it. Only").count(), 1, "{shown}");
    assert_eq!(shown.matches("Which number may we call?").count(), 1, "{shown}");
    house.presses(&ann, "📱 Share my number").await;
    house.presses(&ann, "At another time").await;
    house.presses(&ann, "Beijing · 10:01").await;
    for _ in 0..7 {
        ann.sends_document("trade.pdf", "application/pdf", "");
        house.settle().await;
    }
    assert!(ann.view().shows("as much as I can keep"), "{}", ann.view());
    house.presses_what_begins(&ann, "As soon as possible").await;
    let story = house.store.open_request_of(ChatId(11)).await.unwrap().unwrap().value.story;
    let texts: Vec<_> = story.iter().map(|note| (note.file.is_some(), note.text.as_str())).collect();
    assert_eq!(texts[..2], [(false, "my withdrawal is stuck"), (true, "")]);
    assert_eq!(texts.iter().filter(|(is_file, _)| *is_file).count(), 10);
    house.close().await;
}

#[tokio::test]
async fn no_picture_is_kept_in_a_booking_that_talks_of_a_secret() {
    let house = House::open().await;
    let ann = house.ann();
    house.says(&ann, "/call").await;
    house.presses(&ann, "Withdrawals").await;
    house.says(&ann, "I lost my recovery phrase").await;
    ann.sends_photo("");
    house.settle().await;
    assert!(ann.view().shows("I can't see what is in pictures"), "{}", ann.view());
    house.presses(&ann, "📱 Share my number").await;
    house.presses(&ann, "At another time").await;
    house.presses(&ann, "Beijing · 10:00").await;
    house.presses_what_begins(&ann, "As soon as possible").await;
    let story = house.store.open_request_of(ChatId(11)).await.unwrap().unwrap().value.story;
    assert!(story.iter().all(|note| note.file.is_none()));
    house.close().await;
}
