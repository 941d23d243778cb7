//! Calls that prove themselves, "is this you?", and reports of fakes.

use insta::assert_snapshot;
use jiff::SignedDuration;
use ringback::stand_in::Person;
use serde_json::{Map, Value, json};

use super::House;

const CODE: &str = "4 8 2 7";

impl House {
    /// Lin has claimed Ann's request and dials.
    async fn lin_calls(&self, ann: &Person) -> i64 {
        let before = ann.view().messages.last().unwrap().id;
        self.takes(&self.lin).await;
        self.presses(&self.lin, "📞 Calling now").await;
        before
    }

    /// The last words of the bot in a person's chat.
    fn told(person: &Person) -> String {
        person.view().last_from_bot().unwrap().text.clone()
    }
}

/// A text as somebody forwards it who does not say from whom.
fn forwarded(text: &str) -> Map<String, Value> {
    let origin = json!({"type": "hidden_user", "sender_user_name": "bitp Support", "date": 1_795_000_000});
    Map::from_iter([("text".to_owned(), json!(text)), ("forward_origin".to_owned(), origin)])
}

#[tokio::test]
async fn a_call_proves_itself_by_a_code_that_customer_and_claimer_alone_see() {
    let house = House::open_with_samples().await;
    let ann = house.ann_books().await;
    let before = house.lin_calls(&ann).await;
    assert_snapshot!("code-customer", ann.view().since(before));
    assert_snapshot!("code-claimer", House::told(&house.lin));
    assert!(!house.group_view().contains(CODE) && !house.maya.view().to_string().contains(CODE));
    house.says(&ann, "is it really you calling me?").await;
    assert_snapshot!("code-asked", House::told(&ann));
    house.writes_down(&house.lin, "✅ Resolved").await;
    assert!(!house.lin.view().messages.iter().any(|message| message.text.contains(CODE)), "{}", house.lin.view());
    house.says(&ann, "/verify").await;
    assert_snapshot!("code-after", House::told(&ann));
    house.close().await;
}

#[tokio::test]
async fn a_code_is_told_in_chinese_ends_with_time_and_is_made_anew() {
    let house = House::open_with_samples().await;
    let ann = house.ann_books().await;
    house.says(&ann, "/language").await;
    house.presses(&ann, "简体中文").await;
    let before = house.lin_calls(&ann).await;
    house.pass(SignedDuration::from_mins(11)).await;
    house.says(&ann, "/verify").await;
    assert!(House::told(&ann).contains("已经过期"), "{}", ann.view());
    house.presses(&house.lin, "🔄 New code").await;
    house.says(&ann, "有个自称客服的给我打电话").await;
    assert_snapshot!("code-chinese", ann.view().since(before));
    house.close().await;
}

#[tokio::test]
async fn an_outcome_and_a_lapsed_claim_end_the_code() {
    let house = House::open_with_samples().await;
    let ann = house.ann_books().await;
    house.lin_calls(&ann).await;
    house.writes_down(&house.lin, "📵 No answer").await;
    house.says(&ann, "/verify").await;
    assert!(House::told(&ann).starts_with("Nobody from bitp is calling you right now."), "{}", ann.view());
    assert!(!House::told(&ann).contains(CODE), "{}", ann.view());
    house.close().await;
}

#[tokio::test]
async fn numbers_links_and_names_are_looked_at_in_english() {
    let house = House::open_with_samples().await;
    let ann = house.ann();
    let first = house.says(&ann, "/verify").await;
    for text in [
        "+1 202 555 0100",
        "https://www.example.com/help",
        "is https://examp1e.com yours?",
        "@example_desk",
        "https://example.com.evil.test/login",
        "+852 5555 0199",
        "Example-Support.com",
    ] {
        house.says(&ann, text).await;
    }
    assert_snapshot!("looked-at-english", ann.view().since(first));
    house.close().await;
}

#[tokio::test]
async fn a_forwarded_text_and_a_contact_are_looked_at_in_chinese() {
    let house = House::open_with_samples().await;
    let wei = house.wei();
    let first = house.says(&wei, "你好").await;
    wei.sends(forwarded("【bitp】Your account is at risk, call +852 5555 0199 or open example.com.evil.test now"));
    house.settle().await;
    wei.shares_contact_of("客服小王", "85255550199", Some(66));
    house.settle().await;
    assert_snapshot!("looked-at-chinese", wei.view().since(first));
    house.close().await;
}

#[tokio::test]
async fn a_report_is_written_down_leads_are_alerted_and_the_next_one_is_warned() {
    let house = House::open_with_samples().await;
    let wei = house.wei();
    let ann = house.ann();
    house.says(&wei, "+852 5555 0199").await;
    let first = wei.view().messages.last().unwrap().id;
    house.presses(&wei, "举报诈骗").await;
    house.presses(&wei, "密码或验证码").await;
    assert_snapshot!("report-customer", wei.view().since(first));
    assert_snapshot!("report-lead", house.maya.view());
    assert_snapshot!("report-group", house.group_view());
    // Pressed again, nobody is alerted again.
    let alerts = house.maya.view().messages.len();
    house.says(&wei, "+852 5555 0199").await;
    house.presses(&wei, "举报诈骗").await;
    house.presses(&wei, "密码或验证码").await;
    assert_eq!(house.maya.view().messages.len(), alerts);
    house.says(&ann, "0085255550199").await;
    assert!(House::told(&ann).contains("One person has reported it."), "{}", ann.view());
    house.presses(&ann, "Report a scam").await;
    house.says(&wei, "+852 5555 0199").await;
    assert!(House::told(&wei).contains("已有 2 人举报"), "{}", wei.view());
    house.close().await;
}

#[tokio::test]
async fn a_call_about_a_fake_goes_before_everything_and_says_what_was_given_away() {
    let house = House::open_with_samples().await;
    let ann = house.ann();
    house.says(&ann, "https://examp1e.com").await;
    house.presses(&ann, "Report a scam").await;
    house.presses(&ann, "A recovery phrase or key").await;
    house.presses(&ann, "Urgent call").await;
    assert_snapshot!("report-call", House::told(&ann));
    house.presses(&ann, "📱 Call me now").await;
    assert_snapshot!("report-card", house.group_view());
    house.presses(&house.lin.in_group(house.group.as_ref().unwrap()), "认领").await;
    let details = house.lin.view().to_string();
    assert!(details.contains("examp1e.com") && details.contains("recovery phrase"), "{details}");
    house.close().await;
}

#[tokio::test]
async fn a_fake_reported_while_a_call_is_owed_makes_that_call_urgent() {
    let house = House::open_with_samples().await;
    let ann = house.ann_books().await;
    house.says(&ann, "I want to report a scam").await;
    house.presses(&ann, "Sent money or coins").await;
    assert!(house.group_view().contains("紧急"), "{}", house.group_view());
    // Nothing is left to press: the call goes first already.
    assert!(House::told(&ann).contains("I have put your call RB-1001 first"), "{}", ann.view());
    house.close().await;
}

#[tokio::test]
async fn what_we_never_ask_is_said_once_a_day_where_money_is_moved() {
    let house = House::open_with_samples().await;
    let ann = house.ann();
    let never = |ann: &Person| House::told(ann).contains("nor ask you to move money");
    house.says(&ann, "What are your hours?").await;
    assert!(!never(&ann));
    house.says(&ann, "how do I withdraw my money?").await;
    assert!(never(&ann), "{}", ann.view());
    house.says(&ann, "what are the fees?").await;
    assert!(!never(&ann));
    house.pass(SignedDuration::from_hours(25)).await;
    house.says(&ann, "what are the fees?").await;
    assert!(never(&ann));
    house.close().await;
}

#[tokio::test]
async fn an_agent_cannot_write_a_customer_what_could_harm_them() {
    let house = House::open_with_samples().await;
    let ann = house.ann_books().await;
    house.lin_calls(&ann).await;
    house.writes_down(&house.lin, "✅ Resolved").await;
    for harm in ["Now send us your recovery phrase.", "Write to @example_help", "Call me on +852 5555 0199"] {
        house.says(&house.lin, harm).await;
        assert!(House::told(&house.lin).contains("was not sent to the customer"), "{}", house.lin.view());
    }
    house.says(&house.lin, "The withdrawal arrives today.").await;
    assert!(House::told(&ann).contains("The withdrawal arrives today."), "{}", ann.view());
    assert!(!ann.view().to_string().contains("send us your recovery phrase"), "{}", ann.view());
    house.close().await;
}
