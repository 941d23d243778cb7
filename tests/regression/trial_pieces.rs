//! Pieces of one thought are joined and answered once (C8): several short messages, albums, and what must not wait for them.
//! How rows are leased together stands in `tests/store/contract/pieces.rs`.

use insta::assert_snapshot;
use jiff::SignedDuration;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use ringback::callback::{CallbackRequest, ChatId};
use ringback::stand_in::{ChatView, Person};
use serde_json::{Value, json};
use tokio::runtime::Builder;

use crate::desk::House;

const ENGLISH: [&str; 6] =
    ["hi", "i have a problem", "with my withdrawal", "its been 3 days", "usdt trc20", "please help"];

const RECOVERY: &str = "abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon abandon about";

impl House {
    /// A person writes these one right after the other; the number of the first message.
    async fn hears_pieces(&self, person: &Person, pieces: &[&str]) -> i64 {
        let messages: Vec<i64> = pieces.iter().map(|piece| person.says(piece)).collect();
        self.settle().await;
        messages[0]
    }

    /// All that has come in waits, and nothing is answered: a moment later, by the real clock.
    async fn waits(&self, inbox: usize) {
        self.taken_in().await;
        tokio::task::yield_now().await;
        assert_eq!(self.store.backlog().await.unwrap().inbox, inbox);
    }

    async fn open_call_of(&self, person: &Person) -> Option<CallbackRequest> {
        self.store.open_request_of(ChatId(person.chat_id())).await.unwrap().map(|read| read.value)
    }

    async fn story_of(&self, person: &Person) -> Vec<String> {
        let own = self.open_call_of(person).await.expect("a call is owed");
        own.story.iter().map(|note| note.text.clone()).collect()
    }
}

/// What the bot has written since a message.
fn answers(view: &ChatView, since: i64) -> Vec<String> {
    let answers = view.messages.iter().filter(|message| message.from_bot && message.id > since);
    answers.map(|message| message.text.clone()).collect()
}

fn photo_of(album: &str, file: &str, caption: Option<&str>) -> serde_json::Map<String, Value> {
    let size = json!({"file_id": file, "file_unique_id": file, "width": 90, "height": 90});
    let mut content = json!({"photo": [size], "media_group_id": album});
    if let Some(caption) = caption {
        content["caption"] = json!(caption);
    }
    let Value::Object(content) = content else { unreachable!() };
    content
}

#[tokio::test]
async fn trial_c8_six_short_messages_get_one_answer() {
    let house = House::gathering().await;
    let ann = house.ann();
    let first = house.hears_pieces(&ann, &ENGLISH).await;
    assert_eq!(answers(&ann.view(), first).len(), 1, "{}", ann.view());
    assert_snapshot!("pieces-en", ann.view());
    house.close().await;
}

#[tokio::test]
async fn trial_c8_chinese_pieces_get_one_answer() {
    let house = House::gathering().await;
    let wei = house.wei();
    let first = house.hears_pieces(&wei, &["你好", "我昨天提现usdt", "三天了", "还没到账"]).await;
    assert_eq!(answers(&wei.view(), first).len(), 1, "{}", wei.view());
    let second = house.hears_pieces(&wei, &["三天了", "还没到"]).await;
    assert_eq!(answers(&wei.view(), second).len(), 1, "{}", wei.view());
    assert!(!wei.view().shows("没有待处理的回电"), "{}", wei.view());
    assert_snapshot!("pieces-zh", wei.view());
    house.close().await;
}

#[tokio::test]
async fn trial_c8_two_questions_in_two_pieces_are_both_answered() {
    let house = House::gathering().await;
    let ann = house.ann();
    house.hears_pieces(&ann, &["what are the fees", "how do i withdraw my money"]).await;
    let view = ann.view();
    assert!(view.shows("Trading fee: 0.1%") && view.shows("Time to arrive"), "{view}");
    house.close().await;
}

#[tokio::test]
async fn trial_c8_the_call_that_is_owed_gets_all_words_once() {
    let house = House::gathering().await;
    let ann = house.ann_books().await;
    let before = house.story_of(&ann).await;
    let pieces = ["the money left", "my bank says", "nothing arrived there", "since sunday evening"];
    let first = house.hears_pieces(&ann, &pieces).await;
    assert_eq!(answers(&ann.view(), first).len(), 1, "{}", ann.view());
    let told = house.story_of(&ann).await.split_off(before.len());
    let told = told.join("\n");
    for piece in pieces {
        assert_eq!(told.matches(piece).count(), 1, "{piece}: {told}");
    }
    house.takes(&house.lin).await;
    assert_snapshot!("pieces-with-call", house.lin.view().last_from_bot().unwrap().text);
    house.close().await;
}

#[tokio::test]
async fn trial_c8_a_story_told_amid_a_booking_is_kept_line_by_line_and_each_can_be_edited() {
    let house = House::gathering().await;
    let ann = house.ann();
    house.says(&ann, "/call").await;
    house.presses(&ann, "Withdrawals").await;
    let pieces = ["it left on sunday", "the blue lantern exchange", "says it has nothing"];
    let messages: Vec<i64> = pieces.iter().map(|piece| ann.says(piece)).collect();
    house.settle().await;
    assert_eq!(answers(&ann.view(), messages[0]).len(), 1, "{}", ann.view());
    ann.edits(messages[1], "the red lantern exchange").unwrap();
    house.settle().await;
    house.presses(&ann, "📱 Share my number").await;
    house.presses_what_begins(&ann, "As soon as possible").await;
    let story = house.story_of(&ann).await.join("\n");
    assert!(story.contains("it left on sunday\nthe red lantern exchange\nsays it has nothing"), "{story}");
    assert!(!story.contains("blue"), "{story}");
    house.close().await;
}

#[tokio::test]
async fn trial_c8_a_call_asked_for_in_pieces_has_topic_time_and_story() {
    let house = House::gathering().await;
    let ann = house.ann();
    let first = house.hears_pieces(&ann, &["can you call me", "tomorrow at 3 pm", "about my withdrawal"]).await;
    assert_eq!(answers(&ann.view(), first).len(), 1, "{}", ann.view());
    house.presses(&ann, "📱 Share my number").await;
    assert!(ann.view().last_from_bot().unwrap().text.contains("15:00"), "{}", ann.view());
    house.close().await;
}

#[tokio::test]
async fn trial_c8_the_number_among_pieces_is_deleted_and_nothing_else() {
    let house = House::gathering().await;
    let ann = house.ann();
    house.says(&ann, "/call").await;
    house.presses(&ann, "Withdrawals").await;
    let pieces = ["the lantern was blue", "ring me on +44 20 7946 0018 please", "the bank has nothing"];
    house.hears_pieces(&ann, &pieces).await;
    let view = ann.view();
    assert!(!view.shows("7946 0018 please") && view.shows("the lantern was") && view.shows("the bank has"), "{view}");
    house.presses_what_begins(&ann, "As soon as possible").await;
    let own = house.open_call_of(&ann).await.unwrap();
    assert_eq!(own.phone.reveal(), "+442079460018");
    let story = house.story_of(&ann).await.join("\n");
    assert!(!story.contains("7946"), "{story}");
    for words in ["the lantern was blue", "the bank has nothing"] {
        assert_eq!(story.matches(words).count(), 1, "{story}");
    }
    house.close().await;
}

#[tokio::test]
async fn trial_c8_an_album_is_answered_once() {
    let house = House::gathering().await;
    let wei = house.wei();
    let send = |album: &str, caption: Option<&str>| {
        let first = wei.sends(photo_of(album, &format!("{album}-1"), None));
        wei.sends(photo_of(album, &format!("{album}-2"), caption));
        wei.sends(photo_of(album, &format!("{album}-3"), None));
        first
    };
    let lone = send("71", None);
    house.settle().await;
    assert_eq!(answers(&wei.view(), lone).len(), 1, "{}", wei.view());

    house.says(&wei, "/call").await;
    house.presses(&wei, "提现").await;
    let booking = send("72", Some("链上记录在图里"));
    house.settle().await;
    assert_eq!(answers(&wei.view(), booking).len(), 1, "{}", wei.view());
    house.presses(&wei, "📱 分享我的号码").await;
    house.presses_what_begins(&wei, "尽快").await;
    // Files of the last seconds would be taken for the same album.
    house.clock.advance(SignedDuration::from_mins(1));
    let owed = send("73", Some("还有这三张"));
    house.settle().await;
    assert_eq!(answers(&wei.view(), owed).len(), 1, "{}", wei.view());
    let own = house.open_call_of(&wei).await.unwrap();
    let files: Vec<&str> =
        own.story.iter().filter_map(|note| note.file.as_ref()).map(|file| file.id.as_str()).collect();
    assert_eq!(files, ["72-1", "72-2", "72-3", "73-1", "73-2", "73-3"]);
    for words in ["链上记录在图里", "还有这三张"] {
        assert_eq!(own.story.iter().filter(|note| note.text.contains(words)).count(), 1, "{:?}", own.story);
    }
    house.close().await;
}

#[tokio::test]
async fn trial_c8_words_and_what_is_sent_with_them_are_answered_once() {
    let house = House::gathering().await;
    let (wei, ann) = (house.wei(), house.ann());
    let album = |caption: Option<&str>| {
        wei.sends(photo_of("81", "81-1", caption));
        wei.sends(photo_of("81", "81-2", None));
    };
    let first = wei.says("你好，我的提现一直没到账");
    album(None);
    house.settle().await;
    let told = answers(&wei.view(), first);
    assert!(told.len() == 1 && told[0].contains("到账时间"), "{told:?}");

    let voice = json!({"voice": {"file_id": "v", "file_unique_id": "v", "duration": 3}});
    let voice = voice.as_object().unwrap();
    let first = ann.sends(voice.clone());
    ann.says("what are the fees");
    house.settle().await;
    let told = answers(&ann.view(), first);
    assert!(told.len() == 1 && told[0].contains("Trading fee"), "{told:?}");

    house.says(&wei, "/call").await;
    house.clock.advance(SignedDuration::from_mins(1));
    let first = wei.says("金额五百，两天没到");
    album(Some("这是截图"));
    house.settle().await;
    assert_eq!(answers(&wei.view(), first).len(), 1, "{}", wei.view());
    house.presses(&wei, "📱 分享我的号码").await;
    house.presses_what_begins(&wei, "尽快").await;
    house.clock.advance(SignedDuration::from_mins(1));
    let first = wei.says("收款行是工商银行");
    wei.sends(voice.clone());
    album(Some("银行流水"));
    house.settle().await;
    let told = answers(&wei.view(), first);
    assert!(told.len() == 1 && told[0].contains("已补充到 RB-1001"), "{told:?}");
    let own = house.open_call_of(&wei).await.unwrap();
    let files = own.story.iter().filter(|note| note.file.is_some()).count();
    assert_eq!(files, 5, "{:?}", own.story);
    for words in ["金额五百，两天没到", "这是截图", "收款行是工商银行", "银行流水"] {
        assert_eq!(own.story.iter().filter(|note| note.text.contains(words)).count(), 1, "{words}: {:?}", own.story);
    }
    house.close().await;
}

#[tokio::test]
async fn trial_c8_a_theft_told_below_a_picture_raises_the_call_that_is_owed() {
    let house = House::gathering().await;
    let ann = house.ann_books().await;
    ann.sends(photo_of("82", "82-1", Some("someone hacked my account")));
    house.settle().await;
    let own = house.open_call_of(&ann).await.unwrap();
    assert_eq!(own.priority, ringback::intents::Priority::Urgent, "{}", ann.view());
    assert!(own.story.iter().any(|note| note.file.is_some()), "{:?}", own.story);
    house.close().await;
}

#[tokio::test]
async fn trial_c8_a_piece_that_is_a_secret_is_deleted_and_ends_the_thought() {
    let house = House::gathering().await;
    let ann = house.ann_books().await;
    let first = house.hears_pieces(&ann, &["this is what it asks for", RECOVERY, "is that right"]).await;
    let view = ann.view();
    assert!(!view.shows("abandon") && view.shows("this is what it asks for"), "{view}");
    let story = house.story_of(&ann).await.join("\n");
    assert!(!story.contains("abandon"), "{story}");
    assert_eq!(story.matches("this is what it asks for").count(), 1, "{story}");
    assert_snapshot!("pieces-with-secret", view.since(first));
    house.close().await;
}

#[tokio::test]
async fn trial_c8_a_secret_told_over_several_pieces_reaches_no_story() {
    let house = House::gathering().await;
    let ann = house.ann_books().await;
    let before = house.story_of(&ann).await.len();
    let words: Vec<&str> = RECOVERY.split(' ').collect();
    let mut pieces: Vec<String> = words.chunks(4).map(|four| four.join(" ")).collect();
    pieces.push("the bank has nothing".to_owned());
    house.hears_pieces(&ann, &pieces.iter().map(String::as_str).collect::<Vec<_>>()).await;
    assert!(!ann.view().shows("abandon"), "{}", ann.view());
    assert_eq!(house.story_of(&ann).await.split_off(before), ["the bank has nothing"]);
    house.close().await;
}

#[tokio::test]
async fn trial_c8_a_piece_that_cannot_be_read_dies_alone() {
    let house = House::gathering().await;
    let ann = house.ann_books().await;
    let before = house.story_of(&ann).await.len();
    ann.says("the first half");
    let chat = json!({"id": ann.chat_id(), "type": "private"});
    house.telegram.inject(json!({"message": {"message_id": "none", "chat": chat, "text": "odd"}}));
    ann.says("and the second half");
    house.settle().await;
    assert_eq!(house.store.dead_letters().await.unwrap(), 1);
    assert_eq!(house.story_of(&ann).await.split_off(before), ["the first half", "and the second half"]);
    house.close().await;
}

#[tokio::test]
async fn trial_c8_what_is_urgent_waits_for_nobody_and_takes_along_what_was_said_before() {
    let house = House::gathering().await;
    let (ann, wei) = (house.ann(), house.wei());
    let began = house.desk.now();
    ann.says("someone hacked my account");
    house.until("the first steps", || ann.view().shows("change your password")).await;
    let pieces = ["你好", "我的账户里", "有人把我的币转走了，我被盗号了"].map(|piece| wei.says(piece));
    house.until("第一步", || !answers(&wei.view(), pieces[0]).is_empty()).await;
    assert_eq!(house.desk.now(), began, "nobody had to be quiet");
    assert_eq!(answers(&wei.view(), pieces[0]).len(), 1, "{}", wei.view());
    house.presses(&wei, "📱 马上打给我").await;
    let own = house.open_call_of(&wei).await.unwrap();
    assert_eq!(own.priority, ringback::intents::Priority::Urgent);
    let story = house.story_of(&wei).await.join("\n");
    assert_eq!(story.matches("有人把我的币转走了").count(), 1, "{story}");
    house.close().await;
}

#[tokio::test]
async fn trial_c8_a_victim_who_tells_it_in_pieces_gets_the_alarm() {
    let house = House::gathering().await;
    for (id, pieces) in [
        (201, ["a man from support rang", "he told me to move", "my coins to a safe wallet", "how do i withdraw"]),
        (202, ["hello", "i gave my seed phrase", "to your support", "and the withdrawal fee is"]),
    ] {
        let person = house.somebody(id, "en");
        house.hears_pieces(&person, &pieces).await;
        let view = person.view();
        assert!(view.shows("scam") || view.shows("fraud"), "{view}");
        assert!(!view.shows("How to withdraw"), "{view}");
    }
    house.close().await;
}

#[tokio::test]
async fn trial_c8_more_than_six_are_answered_on_the_way_and_none_is_lost() {
    let house = House::gathering().await;
    let ann = house.ann_books().await;
    let before = house.story_of(&ann).await.len();
    let pieces = [
        "piece one",
        "piece two",
        "piece three",
        "piece four",
        "piece five",
        "piece six",
        "piece seven",
        "piece eight",
    ];
    let first = house.hears_pieces(&ann, &pieces).await;
    assert_eq!(answers(&ann.view(), first).len(), 2, "{}", ann.view());
    assert_eq!(house.story_of(&ann).await.split_off(before), pieces);
    house.close().await;
}

#[tokio::test]
async fn trial_c8_a_command_ends_the_thought_and_waits_for_nobody() {
    let house = House::gathering().await;
    let ann = house.ann_books().await;
    let before = house.story_of(&ann).await.len();
    let began = house.desk.now();
    ann.says("my bank says");
    ann.says("nothing arrived there");
    let command = ann.says("/status");
    house
        .until("the status", || ann.view().messages.iter().any(|message| message.id > command && message.from_bot))
        .await;
    assert_eq!(house.desk.now(), began, "what the command ended did not wait either");
    assert_eq!(answers(&ann.view(), command).len(), 2, "{}", ann.view());
    assert_eq!(house.story_of(&ann).await.split_off(before), ["my bank says", "nothing arrived there"]);
    house.close().await;
}

#[tokio::test]
async fn trial_c8_what_is_complete_is_answered_at_once() {
    let house = House::gathering().await;
    let ann = house.somebody(103, "en");
    let began = house.desk.now();
    let at_once = async |what: &str, message: i64| {
        let answered = || !answers(&ann.view(), message).is_empty();
        house.until(what, answered).await;
        assert_eq!(house.desk.now(), began, "{what}: {}", ann.view());
    };
    at_once("a command", ann.says("/call")).await;
    house.presses(&ann, "Withdrawals").await;
    at_once("a button below the input field", ann.says("‹ Back")).await;
    house.presses(&ann, "Withdrawals").await;
    at_once("a number", ann.says("+44 7400 900299")).await;
    at_once("a time", ann.says("tomorrow at 3 pm")).await;
    at_once("an agent", house.lin.says("/queue")).await;
    house.close().await;
}

#[tokio::test]
async fn trial_c8_two_customers_are_not_mixed_up() {
    let house = House::gathering().await;
    let (ann, wei) = (house.ann(), house.wei());
    let mut first = Vec::new();
    for (english, chinese) in [("hi", "你好"), ("my withdrawal", "我的验证码"), ("is not here yet", "一直收不到")]
    {
        first.push((ann.says(english), wei.says(chinese)));
    }
    house.settle().await;
    assert_eq!(answers(&ann.view(), first[0].0).len(), 1, "{}", ann.view());
    assert_eq!(answers(&wei.view(), first[0].1).len(), 1, "{}", wei.view());
    house.close().await;
}

#[tokio::test]
async fn trial_c8_typing_is_shown_while_the_desk_waits_and_a_steady_typist_is_answered() {
    let house = House::gathering().await;
    let ann = house.ann();
    let first = ann.says("it left on sunday");
    house.telegram.wait_until("typing", crate::desk::SOON, || ann.view().typing).await.unwrap();
    house.waits(1).await;
    for (second, words) in [(1, "then nothing"), (2, "for days"), (3, "and no mail"), (4, "no word")] {
        house.clock.advance(SignedDuration::from_secs(1));
        house.desk.inbox().notify_waiters();
        if second < 4 {
            ann.says(words);
            house.waits(usize::try_from(second + 1).unwrap()).await;
        }
    }
    house
        .telegram
        .wait_until("an answer", crate::desk::SOON, || !answers(&ann.view(), first).is_empty())
        .await
        .unwrap();
    house.settle().await;
    assert_eq!(answers(&ann.view(), first).len(), 1, "{}", ann.view());
    house.close().await;
}

#[tokio::test]
async fn trial_c8_pieces_that_waited_at_a_stop_are_answered_once_after_the_start() {
    let house = House::gathering().await;
    let wei = house.wei();
    for piece in ["你好", "我昨天提现", "三天了", "还没到账"] {
        wei.says(piece);
    }
    house.waits(4).await;
    let wei = wei.chat_id();
    let folder = house.close_and_keep().await;
    let house = House::again(folder).await;
    assert_eq!(house.store.dead_letters().await.unwrap(), 0);
    // The new Telegram knows nobody yet, but the desk tried to tell him.
    let told = house.telegram.calls("sendMessage");
    assert_eq!(told.iter().filter(|call| call.chat_id() == Some(wei)).count(), 1, "{told:?}");
    house.close().await;
}

#[tokio::test]
async fn trial_c8_every_piece_counts_as_a_message() {
    let house = House::gathering().await;
    let ann = house.ann();
    let pieces: Vec<String> = (0..30).map(|number| format!("the gardener saw lantern {number}")).collect();
    let first = house.hears_pieces(&ann, &pieces.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let told = answers(&ann.view(), first);
    assert_eq!(told.iter().filter(|text| text.contains("a lot at once")).count(), 1, "{told:?}");
    house.close().await;
}

/// What a customer does while a call is owed.
#[derive(Clone, Debug)]
enum Beat {
    Writes,
    /// Nothing, for so many tenths of a second.
    Pauses(u8),
    Presses,
    Sends,
}

/// Whatever is sent in whatever rhythm: every word reaches the call exactly once, in order.
#[test]
fn trial_c8_in_whatever_rhythm_words_reach_the_call_exactly_once_and_in_order() {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let house = runtime.block_on(House::gathering());
    let next = std::cell::Cell::new(7000);
    let beat = prop_oneof![
        5 => Just(Beat::Writes),
        3 => (0..30_u8).prop_map(Beat::Pauses),
        1 => Just(Beat::Presses),
        1 => Just(Beat::Sends),
    ];
    let config = Config { cases: 24, failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config).run(&proptest::collection::vec(beat, 1..18), |beats| {
        next.set(next.get() + 1);
        runtime.block_on(async {
            let ann = house.somebody(next.get(), "en");
            house.books_withdrawal(&ann).await;
            let before = house.story_of(&ann).await.len();
            let mut told = Vec::new();
            for beat in &beats {
                match beat {
                    Beat::Writes => {
                        told.push(format!("gardener zq{}x{} saw the lantern", next.get(), told.len()));
                        ann.says(told.last().unwrap());
                    }
                    Beat::Pauses(tenths) => {
                        house.taken_in().await;
                        house.clock.advance(SignedDuration::from_millis(i64::from(*tenths) * 100));
                        house.desk.inbox().notify_waiters();
                    }
                    Beat::Presses => drop(ann.says("/status")),
                    Beat::Sends => drop(ann.sends(photo_of("9", &format!("zq{}", told.len()), None))),
                }
            }
            house.settle().await;
            let story = house.story_of(&ann).await.split_off(before);
            let words: Vec<String> = story.into_iter().filter(|text| !text.is_empty()).collect();
            prop_assert_eq!(words, told, "{}", ann.view());
            Ok(())
        })
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
    runtime.block_on(house.close());
}
