//! Having things ready for a call, and proving who one is: by code, by contact, by the agent's own check.

use insta::assert_snapshot;
use jiff::SignedDuration;
use ringback::stand_in::Person;

use super::House;
use crate::mail::decoded;
use crate::mail::server::Manner;

impl House {
    /// Books an urgent call about a stolen account, in English.
    pub async fn ann_is_robbed(&self) -> Person {
        let ann = self.ann();
        self.says(&ann, "/call").await;
        self.presses(&ann, "Stolen account").await;
        self.says(&ann, "Somebody changed my password").await;
        if ann.view().offers("📱 Call me now") {
            self.presses(&ann, "📱 Call me now").await;
        } else {
            self.presses_what_begins(&ann, "📞 Now").await;
        }
        ann
    }

    async fn lin_takes_it(&self) -> Person {
        self.takes(&self.lin).await;
        self.lin.clone()
    }

    /// The last mail, as its reader sees it, and the code in it.
    pub fn last_mail(&self) -> (String, String) {
        let mail = self.smtp.as_ref().unwrap().arrived().pop().expect("a mail");
        let (head, body) = mail.data.split_once("\n\n").unwrap();
        let text = if head.contains("base64") { decoded(body) } else { body.replace("=\n", "") };
        let code = text.split(|c: char| !c.is_ascii_digit()).find(|digits| digits.len() == 6).expect("a code");
        let shown = format!("to {}\n{}\n\n{}", mail.to, subject(head), text.replace(code, "••••••").replace('\r', ""));
        (shown, code.to_owned())
    }
}

fn subject(head: &str) -> &str {
    head.lines().find(|line| line.starts_with("Subject: ")).unwrap()
}

/// A code that is not this one.
pub fn another(code: &str) -> &'static str {
    if code == "111111" { "222222" } else { "111111" }
}

#[tokio::test]
async fn what_to_have_ready_is_asked_one_by_one_and_shown_to_the_claimer() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    let booked = ann.view().messages.last().unwrap().id;
    house.presses(&ann, "Answer 2 questions").await;
    house.says(&ann, "ann@example.com").await;
    house.presses(&ann, "Skip").await;
    let lin = house.lin_takes_it().await;
    assert!(lin.view().shows("your registered e-mail: ann@example.com"), "{}", lin.view());
    // Another secret is never stored, and the question stands.
    house.says(&ann, "/status").await;
    house.presses(&ann, "Answer the last question").await;
    house.says(&ann, "my password is Tr0ub4dor&3").await;
    house.says(&ann, "No. 4711 of Monday").await;
    assert_snapshot!("prepared-customer", ann.view().since(booked - 1));
    assert_snapshot!("prepared-details", lin.view());
    house.close().await;
}

#[tokio::test]
async fn questions_can_wait_and_nothing_else_is_taken_for_an_answer() {
    let house = House::open().await;
    let wei = house.wei();
    house.says(&wei, "/call").await;
    house.presses(&wei, "提现").await;
    house.says(&wei, "提币一直没到账").await;
    house.presses(&wei, "📱 分享我的号码").await;
    house.presses(&wei, "尽快（今天 10:00–11:00）").await;
    let booked = wei.view().messages.last().unwrap().id;
    house.presses(&wei, "回答 2 个问题").await;
    house.presses(&wei, "稍后再说").await;
    house.presses(&wei, "回答 2 个问题").await;
    house.says(&wei, "wei@example.com").await;
    house.says(&wei, "/status").await;
    house.says(&wei, "我昨天提的币").await;
    let lin = house.lin_takes_it().await;
    assert_snapshot!("prepared-chinese", wei.view().since(booked - 1));
    assert!(lin.view().shows("your registered e-mail: wei@example.com"), "{}", lin.view());
    assert!(!lin.view().shows("the withdrawal's record: 我昨天提的币"), "{}", lin.view());
    house.close().await;
}

#[tokio::test]
async fn a_code_by_mail_proves_the_customer_and_only_then_is_a_stolen_account_settled() {
    let house = House::with_mail(&[]).await;
    let ann = house.ann_is_robbed().await;
    let booked = ann.view().messages.last().unwrap().id;
    let lin = house.lin_takes_it().await;
    let claimed = lin.view().messages.last().unwrap().id;
    house.presses(&lin, "📞 Calling now").await;
    house.writes_down(&lin, "✅ Resolved").await;
    house.presses(&lin, "✉️ Code by e-mail").await;
    house.says(&lin, "not an address").await;
    house.says(&lin, "Ann@example.com").await;
    let (mail, code) = house.last_mail();
    assert_snapshot!("code-mail-english", mail);
    house.says(&ann, another(&code)).await;
    house.says(&ann, &format!("the code is {code}")).await;
    house.writes_down(&lin, "✅ Resolved").await;
    let seen = format!("{}\n{}", ann.view(), lin.view());
    assert!(!seen.contains(&code), "nobody keeps the code, and its message is gone:\n{seen}");
    assert_snapshot!("code-customer", ann.view().since(booked));
    assert_snapshot!("code-agent", lin.view().since(claimed - 1));
    house.close().await;
}

#[tokio::test]
async fn a_customer_proves_their_mailbox_before_the_call() {
    let house = House::with_mail(&[]).await;
    let wei = house.wei();
    house.says(&wei, "我的账户被盗了").await;
    house.says(&wei, "密码被人改了").await;
    house.presses(&wei, "📱 马上打给我").await;
    let booked = wei.view().messages.last().unwrap().id;
    house.presses(&wei, "现在验证邮箱").await;
    house.says(&wei, "wei@example.com").await;
    let (mail, _) = house.last_mail();
    assert_snapshot!("code-mail-chinese", mail);
    house.pass(SignedDuration::from_mins(11)).await;
    house.says(&wei, "123456").await;
    house.presses(&wei, "再发一封邮件").await;
    let (_, code) = house.last_mail();
    house.says(&wei, &code).await;
    assert_snapshot!("code-chinese", wei.view().since(booked - 1));
    house.takes(&house.maya).await;
    assert_snapshot!(
        "code-details-chinese",
        house.maya.view().since(house.maya.view().messages.last().unwrap().id - 1)
    );
    house.close().await;
}

#[tokio::test]
async fn five_wrong_codes_fail_the_check_and_the_agent_decides() {
    let house = House::with_mail(&[]).await;
    let ann = house.ann_is_robbed().await;
    house.presses(&ann, "Answer 3 questions").await;
    house.says(&ann, "My address is ann@example.com, I think").await;
    house.presses(&ann, "Later").await;
    let lin = house.lin_takes_it().await;
    house.presses(&lin, "✉️ Code by e-mail").await;
    house.presses(&lin, "To a•••@e•••.com (named by the customer)").await;
    let asked = ann.view().messages.last().unwrap().id;
    let (_, code) = house.last_mail();
    for _ in 0..5 {
        house.says(&ann, another(&code)).await;
    }
    // No code is awaited any more, so this is plain words, and worthless.
    house.says(&ann, "hello?").await;
    assert_snapshot!("code-spent", ann.view().since(asked - 1));
    assert!(lin.view().shows("❌ failed, today at 10:00"), "{}", lin.view());
    house.presses(&lin, "📞 Calling now").await;
    house.presses(&lin, "Identity ✅").await;
    house.presses(&lin, "Identity ❌").await;
    house.writes_down(&lin, "✅ Resolved").await;
    assert!(lin.view().to_string().contains("identity"), "{}", lin.view());
    house.presses(&lin, "Identity ✅").await;
    house.writes_down(&lin, "✅ Resolved").await;
    assert!(ann.view().shows("Call finished"), "{}", ann.view());
    house.close().await;
}

#[tokio::test]
async fn an_address_that_the_mail_server_refuses_is_asked_for_again() {
    let house = House::with_mail(&[Manner::KnowsNobody]).await;
    let ann = house.ann_is_robbed().await;
    let lin = house.lin_takes_it().await;
    let claimed = lin.view().messages.last().unwrap().id;
    let booked = ann.view().messages.last().unwrap().id;
    house.presses(&lin, "✉️ Code by e-mail").await;
    house.presses(&lin, "Ask the customer").await;
    house.says(&ann, "ann@exmaple.com").await;
    house.says(&ann, "ann@example.com").await;
    let (_, code) = house.last_mail();
    house.says(&ann, &code).await;
    assert_snapshot!("code-refused-customer", ann.view().since(booked));
    assert_snapshot!("code-refused-agent", lin.view().since(claimed - 1));
    house.close().await;
}

#[tokio::test]
async fn nobody_causes_more_than_three_mails_an_hour() {
    let house = House::with_mail(&[]).await;
    let ann = house.ann_is_robbed().await;
    house.presses(&ann, "Confirm my e-mail now").await;
    house.says(&ann, "ann@example.com").await;
    house.presses(&ann, "Mail me again").await;
    house.presses(&ann, "Mail me again").await;
    house.presses(&ann, "Mail me again").await;
    assert!(ann.view().shows("We have sent several mails already. Please try again today at 11:00."), "{}", ann.view());
    // A new request is no way around it.
    house.says(&ann, "/cancel").await;
    house.presses(&ann, "Yes, cancel").await;
    let ann = house.ann_is_robbed().await;
    house.presses(&ann, "Confirm my e-mail now").await;
    house.says(&ann, "stranger@example.com").await;
    assert_eq!(house.smtp.as_ref().unwrap().arrived().len(), 3);
    house.close().await;
}

#[tokio::test]
async fn without_mails_the_agent_s_own_check_is_the_way() {
    let house = House::open().await;
    let ann = house.ann_is_robbed().await;
    assert!(!ann.view().shows("Confirm my e-mail now"), "{}", ann.view());
    let lin = house.lin_takes_it().await;
    assert!(!lin.view().shows("Code by e-mail"), "{}", lin.view());
    // A button of a time when the desk had mails.
    let details = lin.view().messages.last().unwrap().id;
    lin.presses_data(details, "mail:1001").unwrap();
    house.settle().await;
    house.presses(&lin, "Identity ✅").await;
    house.presses(&lin, "📞 Calling now").await;
    house.writes_down(&lin, "✅ Resolved").await;
    assert!(ann.view().shows("Call finished"), "{}", ann.view());
    house.close().await;
}

#[tokio::test]
async fn somebody_else_s_contact_fails_its_check() {
    let house = House::open().await;
    let ann = house.ann();
    house.says(&ann, "/call").await;
    house.presses(&ann, "Withdrawals").await;
    ann.shares_contact_of("小伟", "+8613800138000", Some(12));
    house.settle().await;
    house.presses(&ann, "As soon as possible (today 10:00–11:00)").await;
    let lin = house.lin_takes_it().await;
    assert!(lin.view().shows("Own Telegram number: ❌ failed"), "{}", lin.view());
    house.close().await;
}
