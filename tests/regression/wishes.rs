//! What people say in free talk and of a call that is owed: urgent stays urgent, wishes are done, what asks nothing gets no
//! answer (C1, C3, C5, C7, C10; reports 1, 2, 8, 11, 12, 13, 16, 18). Further kinds stand in `tests/desk/said.rs`.

use jiff::SignedDuration;
use ringback::callback::{CallbackRequest, Cause, ChatId, Promise, RequestId, State};
use ringback::conversation::Step;
use ringback::intents::Priority;
use ringback::stand_in::{NewPerson, Person};

use crate::desk::House;

impl House {
    /// A new customer with this language and number.
    pub fn somebody(&self, id: i64, language: &str) -> Person {
        let phone = if language == "en" { "+447400900299" } else { "+8613800138000" };
        self.telegram.person(NewPerson::named("Sample").id(id).language(language).phone(phone))
    }

    /// What a person is told when they write this: texts and labels of the new messages.
    pub async fn hears(&self, person: &Person, text: &str) -> (String, Vec<String>) {
        let message = self.says(person, text).await;
        let view = person.view();
        let replies = view.messages.iter().filter(|reply| reply.from_bot && reply.id > message);
        let text: Vec<&str> = replies.clone().map(|reply| reply.text.as_str()).collect();
        let labels = replies.flat_map(|reply| reply.buttons.iter().flatten()).map(|button| button.label.clone());
        (text.join("\n"), labels.collect())
    }

    /// Books a call about a withdrawal in Chinese, as soon as possible.
    pub async fn has_a_chinese_call(&self, person: &Person) {
        self.says(person, "/call").await;
        self.presses(person, "提现").await;
        self.says(person, "我的提现两天没到账").await;
        self.presses(person, "📱 分享我的号码").await;
        self.presses_what_begins(person, "尽快").await;
    }

    async fn owed(&self) -> CallbackRequest {
        self.store.request(RequestId(1001)).await.unwrap().unwrap().value
    }

    /// Whether a person is being asked the questions of a booking.
    pub async fn books(&self, person: &Person) -> bool {
        let state = self.store.conversation(ChatId(person.id())).await.unwrap();
        state.is_some_and(|state| matches!(state.value.step, Step::Booking(_)))
    }
}

fn no_later(after: Promise, before: Promise) -> bool {
    after.to <= before.to && after.from <= before.from
}

#[tokio::test]
async fn c1_a_stolen_account_puts_the_call_that_is_owed_first() {
    let house = House::open_with_samples().await;
    let ann = house.somebody(101, "en");
    house.books_withdrawal(&ann).await;
    let before = house.owed().await.promise;
    let (told, labels) = house.hears(&ann, "someone hacked my account").await;
    assert!(told.contains("change your password"), "{told}");
    assert!(
        told.contains("I have put your call RB-1001 first: Stolen account") && told.contains("You are next"),
        "{told}"
    );
    assert_eq!(labels, ["My call"]);
    let owed = house.owed().await;
    assert_eq!((owed.priority, owed.state), (Priority::Urgent, State::New));
    assert_eq!(owed.topic.as_ref().map(|id| id.as_str()), Some("account-stolen"));
    assert!(owed.story.iter().any(|note| note.text == "someone hacked my account"), "{:?}", owed.story);
    assert!(no_later(owed.promise, before), "{owed:?}");
    let group = house.group_view();
    assert!(group.contains("RB-1001 现在最优先") && group.contains("紧急"), "{group}");
    let (told, _) = house.hears(&ann, "they are in my account right now, hacked!!").await;
    assert!(told.contains("goes first already"), "{told}");
    house.close().await;
}

#[tokio::test]
async fn c1_the_same_in_chinese_and_in_a_rush() {
    let house = House::open_with_samples().await;
    let wei = house.somebody(102, "zh-hans");
    house.has_a_chinese_call(&wei).await;
    let (told, _) = house.hears(&wei, "我的账号被盗了！").await;
    assert!(told.contains("RB-1001 已经排到最前面：账户被盗") && told.contains("下一位就是您"), "{told}");
    assert_eq!(house.owed().await.priority, Priority::Urgent);
    house.close().await;
}

#[tokio::test]
async fn c1_a_call_that_waits_for_tomorrow_comes_now_and_one_tap_moves_it_back() {
    let house = House::open_with_samples().await;
    let ann = house.somebody(103, "en");
    house.books_withdrawal(&ann).await;
    house.says(&ann, "/status").await;
    house.presses(&ann, "Another time").await;
    house.presses_what_begins(&ann, "today 05:00").await;
    let chosen = house.owed().await;
    assert_eq!(chosen.state, State::Scheduled);
    let (told, labels) = house.hears(&ann, "my account has been hacked and my coins are gone").await;
    assert!(told.contains("It was to be today 05:00–06:00"), "{told}");
    let raised = house.owed().await;
    assert_eq!((raised.priority, raised.state), (Priority::Urgent, State::New));
    assert!(no_later(raised.promise, chosen.promise));
    assert!(labels.contains(&"Back to today 05:00–06:00".to_owned()), "{labels:?}");
    house.presses(&ann, "Back to today 05:00–06:00").await;
    let back = house.owed().await;
    assert_eq!((back.promise, back.priority), (chosen.promise, Priority::Urgent));
    house.close().await;
}

#[tokio::test]
async fn c1_who_has_the_call_is_told_at_once() {
    let house = House::open_with_samples().await;
    let ann = house.somebody(104, "en");
    house.books_withdrawal(&ann).await;
    house.presses(&house.lin.in_group(house.group.as_ref().unwrap()), "认领").await;
    let (told, _) = house.hears(&ann, "somebody is logged into my account and moves my coins").await;
    assert!(told.contains("Lin has your request"), "{told}");
    let lin = house.lin.view().to_string();
    assert!(lin.contains("RB-1001 goes first now") && lin.contains("moves my coins"), "{lin}");
    house.close().await;
}

#[tokio::test]
async fn c1_at_night_the_truth_and_the_steps_and_first_in_the_morning() {
    let house = House::open_with_samples().await;
    house.pass(SignedDuration::from_hours(12)).await;
    let ann = house.somebody(105, "en");
    let (told, labels) = house.hears(&ann, "someone hacked my account").await;
    assert!(told.contains("closed") && told.contains("first when we open"), "{told}");
    assert!(house.books(&ann).await || labels.contains(&"Talk to a person".to_owned()), "{labels:?}");
    house.close().await;
}

#[tokio::test]
async fn c1_words_of_a_theft_are_no_comment_to_a_rating() {
    let house = House::open_with_samples().await;
    let ann = house.somebody(106, "en");
    house.books_withdrawal(&ann).await;
    house.presses(&house.lin.in_group(house.group.as_ref().unwrap()), "认领").await;
    house.presses(&house.lin, "📞 Calling now").await;
    house.clock.advance(SignedDuration::from_mins(6));
    house.writes_down(&house.lin, "✅ Resolved").await;
    house.says(&house.lin, "The withdrawal is released and arrives today.").await;
    house.presses(&ann, "Yes, solved").await;
    house.presses(&ann, "4 ★").await;
    let (told, _) = house.hears(&ann, "someone hacked my account").await;
    assert!(told.contains("change your password"), "{told}");
    assert!(house.owed().await.rating.unwrap().comment.is_none());
    house.presses(&ann, "Urgent call").await;
    let owed = house.owed().await;
    assert!(owed.state.is_open() && owed.priority == Priority::Urgent, "{owed:?}");
    house.close().await;
}

#[tokio::test]
async fn report_01_victims_get_the_alarm_and_never_the_steps_of_a_withdrawal() {
    let house = House::open_with_samples().await;
    let victims = [
        "i got a call saying my account is compromised and i should move my coins to a secure wallet",
        "i gave my seed phrase to support on telegram",
        "my money was stolen by fake support",
        "i was scammed",
        "he had me install a remote control program",
        "they told me to transfer everything to a safe wallet, how do i withdraw quickly?",
        "我把助记词发给了一个客服",
        "被骗了50000u怎么办",
        "对方让我把币提到安全账户，怎么提现快",
        "他让我共享屏幕然后币没了",
    ];
    for (id, text) in (200..).zip(victims) {
        let person = house.somebody(id, if text.is_ascii() { "en" } else { "zh-hans" });
        let (told, labels) = house.hears(&person, text).await;
        assert!(told.contains("fraud") || told.contains("诈骗"), "{text}: {told}");
        assert!(!told.contains("withdrawal page") && !told.contains("提现页面"), "{text}: {told}");
        let offered = labels.iter().any(|label| label == "Urgent call" || label == "紧急回电");
        assert!(offered || house.books(&person).await, "{text}: {labels:?}");
    }
    house.close().await;
}

#[tokio::test]
async fn report_01_a_fraud_told_while_a_call_is_owed_raises_it() {
    let house = House::open_with_samples().await;
    let wei = house.somebody(220, "zh-hans");
    house.has_a_chinese_call(&wei).await;
    let (told, _) = house.hears(&wei, "他让我把币转到安全账户").await;
    assert!(told.contains("马上挂断") && told.contains("RB-1001 已经排到最前面"), "{told}");
    assert_eq!(house.owed().await.priority, Priority::Urgent);
    house.close().await;
}

#[tokio::test]
async fn report_02_and_c3_the_language_is_told_by_sentences_not_by_addresses_and_pinyin() {
    let house = House::open_with_samples().await;
    let english = [
        "are you open",
        "when are you open",
        "are you open now",
        "are you open today",
        "hey, anyone here?",
        "what time are you open",
    ];
    for (id, text) in (300..).zip(english) {
        let (told, _) = house.hears(&house.somebody(id, "en"), text).await;
        assert!(!told.chars().any(is_han), "{text}: {told}");
    }
    let chinese = [
        "提现没到账，哈希 0x5f2c8a0e1b7d4c6f9a3e2d1c0b9a8f7e6d5c4b3a291807f6e5d4c3b2a1908070",
        "对了地址是 TJRabPrwbZy45sbavfcjinPJC18kjpRTv8 提现没到账",
        "why 提现 failed",
        "手續费 how much",
        "如何 提币 withdraw",
    ];
    for (id, text) in (320..).zip(chinese) {
        let (told, _) = house.hears(&house.somebody(id, "zh-hans"), text).await;
        assert!(told.chars().any(is_han), "{text}: {told}");
    }
    house.close().await;
}

pub fn is_han(c: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&c)
}

#[tokio::test]
async fn report_11_another_time_is_offered_with_one_tap() {
    let house = House::open_with_samples().await;
    let wei = house.somebody(401, "zh-hans");
    house.has_a_chinese_call(&wei).await;
    let (told, labels) = house.hears(&wei, "下午三点给我打").await;
    assert!(told.contains("要把 RB-1001 改到这个时间吗"), "{told}");
    assert_eq!(labels.first().map(String::as_str), Some("今天 15:00–16:00"));
    house.presses(&wei, "今天 15:00–16:00").await;
    assert_eq!(house.owed().await.state, State::Scheduled);
    let (_, labels) = house.hears(&wei, "改到明天上午").await;
    assert_eq!(labels.first().map(String::as_str), Some("明天 09:00–10:00"));
    let (told, _) = house.hears(&wei, "现在不方便接，晚点再打").await;
    assert!(told.contains("您想改到什么时候"), "{told}");
    let owed = house.owed().await;
    assert!(
        owed.story.iter().all(|note| !note.text.contains("三点") && !note.text.contains("上午")),
        "{:?}",
        owed.story
    );
    house.close().await;
}

#[tokio::test]
async fn report_11_another_number_is_asked_about_and_leaves_the_chat() {
    let house = House::open_with_samples().await;
    let ann = house.somebody(402, "en");
    house.books_withdrawal(&ann).await;
    let (told, labels) = house.hears(&ann, "wrong number, call me on +447400900123").await;
    assert!(told.contains("Shall we call +44 (United Kingdom) ••• 0123 for RB-1001 instead?"), "{told}");
    assert_eq!(labels, ["Yes, call this number", "No, it called me"]);
    assert!(!ann.view().shows("900123"), "{}", ann.view());
    house.presses(&ann, "Yes, call this number").await;
    assert_eq!(house.owed().await.phone.reveal(), "+447400900123");
    house.hears(&ann, "07400 900555").await;
    house.presses(&ann, "No, it called me").await;
    assert!(ann.view().last_from_bot().unwrap().text.contains("not on our list"), "{}", ann.view());
    assert_eq!(house.owed().await.phone.reveal(), "+447400900123");
    let (told, _) = house.hears(&ann, "+447400900777 called me, is this you?").await;
    assert!(told.contains("not on our list"), "{told}");
    house.close().await;
}

#[tokio::test]
async fn report_11_cancelling_in_any_words_asks_and_nothing_else() {
    let house = House::open_with_samples().await;
    let ann = house.somebody(403, "en");
    house.books_withdrawal(&ann).await;
    for text in [
        "never mind, it arrived",
        "I changed my mind, no need to call",
        "please cancel the call",
        "all sorted now, thanks anyway",
    ] {
        let (told, labels) = house.hears(&ann, text).await;
        assert!(told.ends_with("Cancel your call request RB-1001?"), "{text}: {told}");
        assert_eq!(labels, ["Yes, cancel", "No, keep it"], "{text}");
    }
    let (told, _) = house.hears(&ann, "it still has not arrived").await;
    assert!(!told.contains("Cancel your call"), "{told}");
    house.hears(&ann, "never mind, it arrived").await;
    house.presses(&ann, "Yes, cancel").await;
    let (told, _) = house.hears(&ann, "actually do call me").await;
    assert!(told.contains("When may we call you about RB-1001?"), "{told}");
    house.presses_what_begins(&ann, "As soon as possible").await;
    let owed = house.owed().await;
    assert!(owed.state.is_open() && !owed.story.is_empty(), "{owed:?}");
    house.close().await;
}

#[tokio::test]
async fn report_11_how_long_and_why_nobody_rang_are_answered_from_what_is_known() {
    let house = House::open_with_samples().await;
    let wei = house.somebody(404, "zh-hans");
    house.has_a_chinese_call(&wei).await;
    for text in ["我要排队多久", "还要多久", "什么时候打给我"] {
        let (told, _) = house.hears(&wei, text).await;
        assert!(told.contains("RB-1001") && told.contains("下一位就是您"), "{text}: {told}");
    }
    let (told, _) = house.hears(&wei, "你们怎么还没打").await;
    assert!(told.contains("还没有给您打过电话"), "{told}");
    house.takes(&house.lin).await;
    house.presses(&house.lin, "📞 Calling now").await;
    house.clock.advance(SignedDuration::from_mins(3));
    house.writes_down(&house.lin, "📵 No answer").await;
    let (told, _) = house.hears(&wei, "怎么没人打给我").await;
    assert!(told.contains("打过一次") && told.contains("再打一次"), "{told}");
    house.close().await;
}

#[tokio::test]
async fn report_12_thanks_with_a_complaint_are_a_complaint() {
    let house = House::open_with_samples().await;
    for (id, language, text) in [(501, "en", "ok thanks but still nothing"), (502, "zh-hans", "谢谢，不过还是没到账")]
    {
        let (told, labels) = house.hears(&house.somebody(id, language), text).await;
        assert!(told.contains("sorry") || told.contains("抱歉"), "{text}: {told}");
        assert!(labels.iter().any(|label| label == "Call me back" || label == "给我回电"), "{labels:?}");
    }
    house.close().await;
}

#[tokio::test]
async fn report_13_and_c7_what_asks_nothing_gets_no_topics_answer() {
    let house = House::open_with_samples().await;
    let nothing = [
        ("en", "k"),
        ("en", "lol"),
        ("en", "ok"),
        ("en", "so"),
        ("en", "account"),
        ("en", "login"),
        ("en", "please"),
        ("en", "message"),
        ("en", "none of these"),
        ("en", "0x742d35Cc6634C0532925a3b844Bc454e4438f44e"),
        ("zh-hans", "好"),
        ("zh-hans", "账户"),
        ("zh-hans", "登录"),
        ("zh-hans", "不是这个"),
        ("zh-hans", "都不对"),
        ("zh-hans", "嗯"),
        ("zh-hans", "地址 0x742d35Cc6634C0532925a3b844Bc454e4438f44e"),
        ("zh-hans", "订单号 202611271234"),
    ];
    for (id, (language, text)) in (600..).zip(nothing) {
        let person = house.somebody(id, language);
        let (told, labels) = house.hears(&person, text).await;
        assert!(!labels.iter().any(|label| label == "That helped" || label == "解决了"), "{text}: {told}");
        assert!(!house.books(&person).await, "{text}: {told}");
    }
    house.close().await;
}

#[tokio::test]
async fn c7_a_person_for_whoever_asks_for_one_and_no_courtesy_as_did_you_mean() {
    let house = House::open_with_samples().await;
    let wanted = [
        "agent",
        "representative",
        "can i speak to someone",
        "I want to talk to a person NOW",
        "real human please",
        "有没有人",
        "有冇人呀",
        "转人工",
        "人呢",
        "让真人来",
        "someone please phone me",
        "give me a call",
        "打个电话给我吧",
    ];
    for (id, text) in (700..).zip(wanted) {
        let person = house.somebody(id, if text.is_ascii() { "en" } else { "zh-hans" });
        let (told, _) = house.hears(&person, text).await;
        assert!(house.books(&person).await, "{text}: {told}");
    }
    let (told, labels) = house.hears(&house.somebody(720, "en"), "stop").await;
    assert!(told.contains("/forget") && labels.contains(&"Erase my data".to_owned()), "{told}");
    for (id, text) in (730..).zip([
        "where is your office",
        "whats the price of bitcoin",
        "no one can call me on the phone",
        "are you a bot?",
    ]) {
        let (told, labels) = house.hears(&house.somebody(id, "en"), text).await;
        let wrong = ["Greeting", "Thanks", "My call", "Cancel my call", "Ask for a call"];
        assert!(!labels.iter().any(|label| wrong.contains(&label.as_str())), "{text}: {labels:?}");
        assert!(!told.contains("nothing to cancel"), "{text}: {told}");
    }
    house.close().await;
}

#[tokio::test]
async fn c7_still_is_said_only_of_the_same_question() {
    let house = House::open_with_samples().await;
    let ann = house.somebody(740, "en");
    house.hears(&ann, "does the moon shine on your penguins").await;
    let (told, _) = house.hears(&ann, "zebra umbrella tournament tonight").await;
    assert!(!told.contains("still"), "{told}");
    let (told, _) = house.hears(&ann, "zebra umbrella tournament tonight??").await;
    assert!(told.contains("still can't answer"), "{told}");
    house.close().await;
}

#[tokio::test]
async fn c10_the_same_answer_is_not_said_twice_word_for_word() {
    let house = House::open_with_samples().await;
    let ann = house.somebody(801, "en");
    let (first, _) = house.hears(&ann, "how do I withdraw my money?").await;
    let (second, labels) = house.hears(&ann, "how can I withdraw money please").await;
    assert!(first.contains("withdrawal page") && !second.contains("withdrawal page"), "{second}");
    assert_eq!(labels, ["Call me back", "Show it again"]);
    house.presses(&ann, "Show it again").await;
    assert!(ann.view().last_from_bot().unwrap().text.contains("withdrawal page"), "{}", ann.view());
    house.pass(SignedDuration::from_mins(11)).await;
    let (later, _) = house.hears(&ann, "how do I withdraw my money?").await;
    assert!(later.contains("withdrawal page"), "{later}");
    house.close().await;
}

#[tokio::test]
async fn c8_overdue_after_an_answer_about_what_takes_time_is_late_and_no_riddle() {
    let house = House::open_with_samples().await;
    for (id, language, asked, said, late) in [
        (190, "en", "how long does a withdrawal take", "it's been three days", "Is yours taking longer"),
        (191, "en", "my deposit has not arrived", "still nothing", "Is yours taking longer"),
        (192, "en", "i don't get the verification code", "not yet", "Is yours taking longer"),
        (193, "zh-hans", "提现多久到账", "三天了", "您是不是已经等得更久"),
        (194, "zh-hans", "提现多久到账", "还没到", "您是不是已经等得更久"),
        (195, "zh-hans", "收不到验证码", "一直没收到", "您是不是已经等得更久"),
    ] {
        let person = house.somebody(id, language);
        house.says(&person, asked).await;
        let (told, labels) = house.hears(&person, said).await;
        assert!(told.contains(late), "{said}: {told}");
        assert!(labels.iter().any(|label| label == "Call me back" || label == "给我回电"), "{labels:?}");
        house.presses(&person, if language == "en" { "Call me back" } else { "给我回电" }).await;
        let state = house.store.conversation(ChatId(id)).await.unwrap().unwrap().value;
        let Step::Booking(booking) = &state.step else { panic!("{said}: {state:?}") };
        assert!(booking.topic.is_some(), "{said}");
        assert!(booking.told().is_some_and(|told| told.contains(asked) && told.contains(said)), "{said}: {booking:?}");
    }
    house.close().await;
}

#[tokio::test]
async fn c8_overdue_is_nothing_where_nothing_takes_time() {
    let house = House::open_with_samples().await;
    for (id, asked, said) in [
        (200, None, "it's been three days"),
        (201, Some("what are the fees"), "not yet"),
        (202, Some("how long does a withdrawal take"), "three coins"),
        (203, Some("when are you open"), "3 days now"),
    ] {
        let person = house.somebody(id, "en");
        if let Some(asked) = asked {
            house.says(&person, asked).await;
        }
        let (told, _) = house.hears(&person, said).await;
        assert!(!told.contains("Is yours taking longer"), "{said}: {told}");
    }
    house.close().await;
}

#[tokio::test]
async fn report_16_ten_photos_without_words_get_one_answer() {
    let house = House::open_with_samples().await;
    let ann = house.somebody(802, "en");
    for _ in 0..10 {
        ann.sends_photo("");
    }
    house.settle().await;
    assert_eq!(ann.view().messages.iter().filter(|message| message.from_bot).count(), 1, "{}", ann.view());
    house.close().await;
}

#[tokio::test]
async fn report_08_an_edit_that_changes_the_meaning_is_answered() {
    let house = House::open_with_samples().await;
    let wei = house.somebody(803, "zh-hans");
    let message = house.says(&wei, "月亮上的企鹅怎么样").await;
    wei.edits(message, "手续费多少").unwrap();
    house.settle().await;
    assert!(wei.view().last_from_bot().unwrap().text.contains("0.1%"), "{}", wei.view());
    let count = wei.view().messages.len();
    wei.edits(message, "手续费是多少").unwrap();
    house.settle().await;
    assert_eq!(wei.view().messages.len(), count, "the same meaning is not answered again");
    house.close().await;
}

#[tokio::test]
async fn report_18_another_language_is_answered_in_itself_with_the_choice_as_buttons() {
    let house = House::open_with_samples().await;
    let others = [
        ("ru", "Здравствуйте, у меня не пришли деньги", "китайский и английский"),
        ("fa", "سلام، پول من نرسیده است، لطفا کمک کنید", "چینی و انگلیسی"),
        ("ar", "مرحبا، لم تصل أموالي حتى الآن", "الصينية والإنجليزية"),
        ("es", "Hola, necesito ayuda con mi cuenta", "chino e inglés"),
        ("pt", "Olá, preciso de ajuda com a minha conta", "chinês e inglês"),
        ("tr", "Merhaba, param hesabıma gelmedi, yardım eder misiniz", "Çince ve İngilizce"),
        ("id", "Halo, saya tidak bisa menarik uang saya", "Mandarin dan Inggris"),
        ("hi", "नमस्ते, मेरा पैसा नहीं आया", "चीनी और अंग्रेज़ी"),
        ("uk", "Вітаю, мої гроші ще не прийшли", "китайську та англійську"),
        ("uz", "Assalomu alaykum, pulim kelmadi, yordam bering iltimos", "xitoy va ingliz"),
        ("vi", "Xin chào, tôi không rút được tiền", "tiếng Trung và tiếng Anh"),
        ("ja", "こんにちは、出金できません", "中国語と英語"),
        ("ko", "안녕하세요, 출금이 안 됩니다", "중국어와 영어"),
        ("fr", "Bonjour, je n'ai pas reçu mon argent", "chinois et l’anglais"),
        ("de", "Hallo, ich habe mein Geld nicht bekommen", "Chinesisch und Englisch"),
        ("it", "Buongiorno, non ho ricevuto i miei soldi", "cinese e l’inglese"),
    ];
    for (id, (language, text, says)) in (900..).zip(others) {
        let person = house.somebody(id, language);
        let (told, labels) = house.hears(&person, text).await;
        assert!(told.contains(says), "{language}: {told}");
        assert_eq!(labels, ["简体中文", "繁體中文（臺灣）", "繁體中文（香港）", "English"], "{language}");
    }
    house.close().await;
}

#[tokio::test]
async fn report_11_who_complains_that_nobody_called_is_marked_for_the_agents() {
    let house = House::open_with_samples().await;
    let ann = house.somebody(171, "en");
    house.books_withdrawal(&ann).await;
    assert!(!house.group_view().contains("客户不满"), "{}", house.group_view());
    house.hears(&ann, "nobody called me!!").await;
    assert!(house.group_view().contains("😠 客户不满"), "{}", house.group_view());
    let complained = house.owed().await.complained_at;
    house.hears(&ann, "nobody has called me yet").await;
    assert_eq!(house.owed().await.complained_at, complained, "the first complaint counts");
    let lines = house.owed().await.history;
    assert_eq!(lines.iter().filter(|line| line.why == Cause::Complained).count(), 1);
    house.close().await;
    let house = House::open_with_samples().await;
    let wei = house.somebody(172, "zh-hans");
    house.has_a_chinese_call(&wei).await;
    house.hears(&wei, "怎么还没给我打电话").await;
    assert!(house.group_view().contains("😠 客户不满"), "{}", house.group_view());
    house.close().await;
}

#[tokio::test]
async fn trial_c2_a_moved_call_and_a_new_number_name_the_country() {
    let house = House::open_with_samples().await;
    let ann = house.somebody(173, "en");
    house.books_withdrawal(&ann).await;
    house.presses(&ann, "Another time").await;
    house.presses_what_begins(&ann, "today 05:00").await;
    let moved = "For RB-1001 we'll now call +44 (United Kingdom) ••• 0299 today 05:00–06:00";
    assert!(ann.view().shows(moved), "{}", ann.view());
    house.says(&ann, "/status").await;
    assert!(ann.view().shows("Number: +44 (United Kingdom) ••• 0299"), "{}", ann.view());
    house.presses(&ann, "Another number").await;
    house.says(&ann, "+85291234567").await;
    assert!(ann.view().shows("For RB-1001 we'll call +852 (Hong Kong) ••• 4567"), "{}", ann.view());
    house.close().await;
    let house = House::open_with_samples().await;
    let wei = house.somebody(174, "zh-hans");
    house.has_a_chinese_call(&wei).await;
    house.presses(&wei, "改时间").await;
    house.presses_what_begins(&wei, "今天 13:00").await;
    assert!(wei.view().shows("打给 +86（中国）••• 8000"), "{}", wei.view());
    house.close().await;
}

#[tokio::test]
async fn trial_c1_under_something_urgent_the_person_comes_before_that_helped() {
    let house = House::open_with_samples().await;
    for (id, language, text, solved) in [
        (175, "en", "was my account maybe hacked? i see a strange login", "That helped"),
        (176, "zh-hans", "我的账户是不是被盗了，有陌生登录", "解决了"),
    ] {
        let person = house.somebody(id, language);
        let (told, labels) = house.hears(&person, text).await;
        let at = |label: &str| labels.iter().position(|shown| shown.as_str() == label);
        assert!(at(solved) != Some(0), "{labels:?}: {told}");
        // The topic by its button: the person first there too.
        let topic = if language == "en" { "Stolen account" } else { "账户被盗" };
        house.says(&person, "/start").await;
        house.presses(&person, topic).await;
        let view = person.view();
        let shown = view.last_from_bot().unwrap().buttons.iter().flatten().map(|button| button.label.as_str());
        assert!(shown.clone().next() != Some(solved), "{:?}", shown.collect::<Vec<_>>());
    }
    house.close().await;
}
