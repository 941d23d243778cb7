//! A booking with the desk's own intents: urgent with the number alone (`c1_`, `c9_`), numbers (`c2_`, `report_03_`), times
//! (`c5_`), a talk in the midst of it (`c6_`, `report_05_`, `report_08_`). The kinds are told in `desk/both`.

use ringback::callback::{CallbackRequest, ChatId};
use ringback::intents::Priority;
use ringback::stand_in::{NewPerson, Person};

use crate::desk::House;

/// The request that is owed to a person.
async fn owed(house: &House, person: &Person) -> Option<CallbackRequest> {
    house.store.open_request_of(ChatId(person.chat_id())).await.unwrap().map(|read| read.value)
}

/// What the desk said last.
fn last(person: &Person) -> String {
    person.view().last_from_bot().map(|message| message.text.clone()).unwrap_or_default()
}

/// What an agent will read of the story, line by line.
async fn story(house: &House, person: &Person) -> Vec<String> {
    owed(house, person).await.unwrap().story.into_iter().map(|note| note.text).collect()
}

async fn shares(house: &House, person: &Person) {
    person.shares_contact().unwrap();
    house.settle().await;
}

/// A new customer of this language.
fn newcomer(house: &House, id: i64, language: &str, phone: &str) -> Person {
    house.telegram.person(NewPerson::named("New").id(id).language(language).phone(phone))
}

#[tokio::test]
async fn c1_a_stolen_account_is_one_message_and_two_taps() {
    let house = House::open_with_samples().await;
    let victims = [
        ("en", "+447700900299", "someone hacked my account"),
        ("en", "+12025550143", "someone stole my coins"),
        ("zh-hans", "+8613800138000", "我的账号被盗了！"),
        ("zh-hans", "+8613900139000", "有人登了我的号，币被转走了"),
    ];
    for (id, (language, phone, text)) in (300..).zip(victims) {
        let person = newcomer(&house, id, language, phone);
        house.says(&person, text).await;
        assert!(person.view().offers("📱 Call me now") || person.view().offers("📱 马上打给我"), "{}", person.view());
        shares(&house, &person).await;
        let request = owed(&house, &person).await.unwrap_or_else(|| panic!("{}", person.view()));
        assert_eq!(request.priority, Priority::Urgent);
        assert_eq!(story(&house, &person).await, [text]);
    }
    house.close().await;
}

#[tokio::test]
async fn c2_a_national_number_is_never_completed_in_silence() {
    let house = House::open_with_samples().await;
    for (id, typed) in (320..).zip(["07700 900299", "2025550143", "(415) 555-2671"]) {
        let person = newcomer(&house, id, "en", "+447700900123");
        house.says(&person, "/call").await;
        house.presses(&person, "Something else").await;
        house.says(&person, typed).await;
        let shown = person.view().to_string();
        assert!(shown.contains("(United") || last(&person).contains("Which"), "{typed}: {shown}");
        assert!(!shown.contains("we'll call +86"), "{typed}: {shown}");
    }
    house.close().await;
}

#[tokio::test]
async fn c5_a_time_is_understood_at_every_step() {
    let house = House::open_with_samples().await;
    let ben = newcomer(&house, 340, "en", "+447700900124");
    house.says(&ben, "call me at 9 am tomorrow about my withdrawal").await;
    shares(&house, &ben).await;
    assert!(last(&ben).contains("09:00–10:00 (London time), right?"), "{}", ben.view());
    house.presses(&ben, "Yes, call me then").await;
    assert!(owed(&house, &ben).await.is_some(), "{}", ben.view());
    let wei = newcomer(&house, 341, "zh-hans", "+8613800138001");
    house.says(&wei, "打给我明天下午三点").await;
    house.presses(&wei, "其他问题").await;
    shares(&house, &wei).await;
    assert!(last(&wei).contains("明天 15:00–16:00（北京时间）"), "{}", wei.view());
    for said in ["下午3点", "周三下午", "晚点再说"] {
        house.says(&wei, said).await;
        assert!(!wei.view().last_from_bot().unwrap().buttons.is_empty(), "{said}: {}", wei.view());
    }
    house.says(&wei, "越快越好").await;
    assert!(owed(&house, &wei).await.is_some(), "{}", wei.view());
    house.close().await;
}

#[tokio::test]
async fn c6_a_booking_is_no_trap() {
    let house = House::open_with_samples().await;
    let ann = newcomer(&house, 360, "en", "+447700900125");
    house.says(&ann, "/call").await;
    house.presses(&ann, "Something else").await;
    house.says(&ann, "wait what are your fees?").await;
    assert!(last(&ann).contains("0.1%") && last(&ann).contains("Which number"), "{}", ann.view());
    house.says(&ann, "my account was hacked").await;
    assert!(ann.view().offers("📱 Call me now"), "{}", ann.view());
    let wei = newcomer(&house, 361, "zh-hans", "+8613800138002");
    house.says(&wei, "算了").await;
    house.says(&wei, "/call").await;
    house.presses(&wei, "其他问题").await;
    house.says(&wei, "等一下,手续费多少").await;
    assert!(last(&wei).contains("我们打哪个号码给您"), "{}", wei.view());
    house.says(&wei, "转人工客服").await;
    shares(&house, &wei).await;
    house.says(&wei, "尽快").await;
    assert_eq!(story(&house, &wei).await, Vec::<String>::new(), "{}", wei.view());
    house.close().await;
}

#[tokio::test]
async fn report_03_a_wrong_number_is_not_booked_without_a_word() {
    let house = House::open_with_samples().await;
    let wei = newcomer(&house, 380, "zh-hans", "+8613800138003");
    house.says(&wei, "/call").await;
    house.presses(&wei, "其他问题").await;
    house.says(&wei, "138OO138OOO").await;
    assert!(wei.view().shows("8000"), "the letter O is a zero: {}", wei.view());
    house.says(&wei, "尽快").await;
    assert_eq!(owed(&house, &wei).await.unwrap().phone.reveal(), "+8613800138000");
    let may = newcomer(&house, 381, "zh-hans", "+88805556677");
    house.says(&may, "/call").await;
    house.presses(&may, "其他问题").await;
    shares(&house, &may).await;
    assert!(last(&may).contains("+888"), "{}", may.view());
    let bob = newcomer(&house, 382, "zh-hans", "+8613800138004");
    house.says(&bob, "/call").await;
    house.presses(&bob, "其他问题").await;
    bob.shares_contact_of("Bob", "13800138000", None);
    house.settle().await;
    assert!(bob.view().shows("+86（中国）"), "{}", bob.view());
    house.close().await;
}

#[tokio::test]
async fn report_05_what_is_written_while_booking_is_kept() {
    let house = House::open_with_samples().await;
    let wei = newcomer(&house, 400, "zh-hans", "+8613800138005");
    house.says(&wei, "/call").await;
    house.presses(&wei, "提现").await;
    let told = ["USDT 提现", "两天没到账", "金额 500 U，TRC20 网络"];
    for text in told {
        house.says(&wei, text).await;
        assert!(last(&wei).contains("记下了"), "{}", wei.view());
    }
    shares(&house, &wei).await;
    house.says(&wei, "对了地址是 TJRabPrwbZy45sbavfcjinPJC18kjpRTv8").await;
    house.presses_what_begins(&wei, "尽快").await;
    let kept = story(&house, &wei).await;
    assert_eq!(kept[..3], told);
    assert!(kept[3].contains("TJRabPrwbZy45sbavfcjinPJC18kjpRTv8"));
    house.close().await;
}

#[tokio::test]
async fn report_08_edits_while_booking_count() {
    let house = House::open_with_samples().await;
    let wei = newcomer(&house, 420, "zh-hans", "+8613800138006");
    house.says(&wei, "/call").await;
    house.presses(&wei, "提现").await;
    let told = house.says(&wei, "提现没到，金额 500").await;
    wei.edits(told, "提现没到，金额 5000").unwrap();
    house.settle().await;
    assert!(last(&wei).contains("已更正"), "{}", wei.view());
    shares(&house, &wei).await;
    house.presses_what_begins(&wei, "尽快").await;
    assert_eq!(story(&house, &wei).await, ["提现没到，金额 5000"]);
    house.close().await;
}
