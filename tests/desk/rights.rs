//! Who may see what: nothing personal in the group, details for a reason and for a while, every look written down, rights
//! that end at once; and who may write to the desk at all.

use insta::assert_snapshot;
use jiff::SignedDuration;
use ringback::callback::{ChatId, Look, MAX_REVEALS, MAX_UNCALLED, RequestId, Role, SHORTEST_CALL, State, UserId, Why};
use ringback::conversation::{AgentClick, Click, SnoozeFor, WorkClick};
use ringback::stand_in::{NewPerson, Person};
use ringback::text::Language;
use serde_json::{Value, json};

use super::{GROUP, House, LIN, MAYA};

const NIA: i64 = 1003;

impl House {
    /// A colleague of Lin's who does not lead.
    async fn nia(&self) -> Person {
        let nia = self.telegram.person(NewPerson::named("Nia").id(NIA).language("en"));
        self.says(&nia, "/start").await;
        self.employ(&[(LIN, Role::Agent), (MAYA, Role::Lead), (NIA, Role::Agent)]).await;
        nia
    }

    async fn lin_has_ann(&self) -> Person {
        let ann = self.ann_books().await;
        self.presses(&self.lin.in_group(self.group.as_ref().unwrap()), "认领").await;
        ann
    }

    async fn presses_any(&self, person: &Person, data: &str) {
        let message = person.view().messages.last().unwrap().id;
        person.presses_data(message, data).unwrap();
        self.settle().await;
    }

    /// Every word the bot ever sent or wrote into this chat.
    fn written_to(&self, chat: i64) -> String {
        let calls = self.telegram.journal();
        calls.iter().filter(|call| call.chat_id() == Some(chat)).map(|call| format!("{}\n", call.parameters)).collect()
    }

    async fn looks(&self) -> Vec<Look> {
        self.store.looks(None).await.unwrap()
    }
}

/// What is Ann's and Wei's alone.
const PERSONAL: [&str; 14] = [
    "Ann",
    "小伟",
    "20255501",
    "2025550143",
    "2025550143",
    "555 01",
    "13800138000",
    "138 0013",
    "8000",
    "pending since yesterday",
    "order is from Monday",
    "speaks slowly",
    "被转走",
    "released and arrives",
];

#[tokio::test]
async fn the_group_never_reads_anything_personal() {
    let house = House::open().await;
    let group = house.group.clone().unwrap();
    let nia = house.nia().await;
    // Two customers, both languages, the whole life of a request: claimed, added to, edited, noted, called in vain, with
    // a wrong number, moved, released, revealed, settled, cancelled.
    let ann = house.lin_has_ann().await;
    house.says(&ann, "the order is from Monday").await;
    let said = ann.says("the order is from Mnday");
    house.settle().await;
    ann.edits(said, "the order is from Monday, really").unwrap();
    house.settle().await;
    house.presses(&house.lin, "Note").await;
    house.says(&house.lin, "Ann speaks slowly, call 2025550143").await;
    house.presses(&house.lin, "📞 Calling now").await;
    house.writes_down(&house.lin, "📵 No answer").await;
    house.pass(SignedDuration::from_mins(31)).await;
    house.presses(&house.lin.in_group(&group), "认领").await;
    house.presses(&house.lin, "📞 Calling now").await;
    house.writes_down(&house.lin, "❌ Wrong number").await;
    house.says(&ann, "+1 202 555 0177").await;
    house.presses(&house.lin.in_group(&group), "认领").await;
    house.presses_any(&nia, "reveal:1001").await;
    house.says(&nia, "Lin asked me to help").await;
    house.presses(&house.lin, "Release").await;
    let wei = house.wei();
    house.says(&wei, "号被盗了").await;
    house.says(&wei, "我的币被转走了").await;
    wei.shares_contact().unwrap();
    house.settle().await;
    let maya = house.maya.in_group(&group);
    house.says(&maya, "/queue").await;
    house.presses_any(&house.maya, "claim:1002").await;
    house.presses_any(&house.maya, "calling:1002").await;
    house.presses_any(&house.maya, "finish:1002:resolved").await;
    house.says(&house.maya, "The coins are released and arrive today, 13800138000").await;
    house.says(&ann, "/cancel").await;
    house.presses_any(&ann, "cancelyes:1001").await;
    house.pass(SignedDuration::from_hours(2)).await;

    let group_read = house.written_to(GROUP);
    assert!(group_read.contains("RB\\\\-1001") || group_read.contains("RB-1001"), "{group_read}");
    assert!(group_read.contains("RB-1002"), "{group_read}");
    for personal in PERSONAL {
        assert!(!group_read.contains(personal), "the group read {personal:?}:\n{group_read}");
    }
    // The same words did come where they belong, or this test says nothing.
    let private = [LIN, MAYA, NIA].map(|agent| house.written_to(agent)).concat();
    for personal in ["Ann", "小伟", "2025550143", "order is from Monday", "speaks slowly", "被转走"] {
        assert!(private.contains(personal), "nobody read {personal:?}");
    }
    house.close().await;
}

#[tokio::test]
async fn what_is_shown_in_private_cannot_be_passed_on_and_is_gone_when_the_request_leaves() {
    let house = House::open().await;
    let ann = house.lin_has_ann().await;
    house.says(&ann, "the order is from Monday").await;
    house.says(&ann, "and it is for 3 USDT").await;
    let personal = |text: &str| ["2025550143", "Ann", "Monday", "3 USDT"].iter().any(|word| text.contains(word));
    let shown: Vec<_> = house.lin.view().messages.into_iter().filter(|message| personal(&message.text)).collect();
    assert_eq!(shown.len(), 3, "{shown:?}");
    assert!(shown.iter().all(|message| message.protected), "{shown:?}");
    house.presses(&house.lin, "Release").await;
    assert!(!house.lin.view().messages.iter().any(|message| personal(&message.text)), "{}", house.lin.view());
    house.close().await;
}

/// Every way in which a request leaves the agent who has it.
#[tokio::test]
async fn details_are_gone_however_the_request_leaves() {
    let to_maya = String::from(Click::Agent(AgentClick::Work(RequestId(1001), WorkClick::Give(UserId(MAYA)))));
    let to_chinese = String::from(Click::Agent(AgentClick::Work(RequestId(1001), WorkClick::GiveTo(Language::Zh))));
    let later =
        String::from(Click::Agent(AgentClick::Work(RequestId(1001), WorkClick::Snooze(SnoozeFor::Minutes(30)))));
    let lins =
        ["release:1001", "releasemine", "finish:1001:resolved", "finish:1001:no_answer", "finish:1001:wrong_number"];
    let ways = lins.into_iter().chain([to_maya.as_str(), &to_chinese, &later, "ann", "lead", "lapse"]);
    for way in ways {
        let house = House::open().await;
        house.employ(&[(LIN, Role::Agent), (MAYA, Role::Lead)]).await;
        let ann = house.lin_has_ann().await;
        house.says(&ann, "the order is from Monday").await;
        ann.sends_photo("that is the screen");
        house.settle().await;
        let words = ["2025550143", "Ann", "Monday", "3 USDT", "screen", "photo"];
        let shown = || {
            let told = house.lin.view().messages.into_iter().filter(|message| message.protected);
            let text = told.map(|message| message.text + "\n").collect::<String>();
            words.into_iter().filter(|word| text.contains(word)).count()
        };
        assert!(shown() >= 5, "{way}: {}", house.lin.view());
        match way {
            "ann" => house.presses_any(&ann, "cancelyes:1001").await,
            "lead" => house.presses_any(&house.maya, "release:1001").await,
            "lapse" => house.pass(SignedDuration::from_hours(3)).await,
            data => {
                if data.starts_with("finish") {
                    // An outcome tells of a call.
                    house.presses_any(&house.lin, "calling:1001").await;
                }
                house.presses_any(&house.lin, data).await;
                house.undo_is_over().await;
            }
        }
        let owner = house.store.request(RequestId(1001)).await.unwrap().unwrap().value.state.owner();
        assert_ne!(owner, Some(UserId(LIN)), "{way}: {}", house.lin.view());
        assert_eq!(shown(), 0, "{way}: {}", house.lin.view());
        house.close().await;
    }
}

#[tokio::test]
async fn what_is_too_old_to_be_deleted_is_emptied() {
    let house = House::open().await;
    let ann = house.lin_has_ann().await;
    house.says(&ann, "the order is from Monday").await;
    house.says(&ann, "and it is for 3 USDT").await;
    // The desk looks away for two days: Telegram deletes nothing of this any more.
    house.pass(SignedDuration::from_hours(49)).await;
    let view = house.lin.view();
    for word in ["2025550143", "Ann", "Monday", "3 USDT"] {
        assert!(!view.shows(word), "{word}: {view}");
    }
    assert_eq!(view.messages.iter().filter(|message| message.text == "🗑").count(), 2, "{view}");
    house.close().await;
}

#[tokio::test]
async fn a_colleague_sees_details_for_a_reason_and_for_a_while() {
    let house = House::open().await;
    let nia = house.nia().await;
    house.lin_has_ann().await;
    let before = nia.view().messages.last().unwrap().id;
    house.presses_any(&nia.in_group(house.group.as_ref().unwrap()), "reveal:1001").await;
    assert!(!nia.view().shows("2025550143"), "{}", nia.view());
    house.presses(&nia, "🔎 Show details").await;
    house.says(&nia, "x").await;
    house.says(&nia, "Lin is ill, I take her calls").await;
    assert_snapshot!("revealed", nia.view().since(before));
    let details = nia.view().last_from_bot().unwrap().clone();
    assert!(details.protected);
    let why = Why::Reason("Lin is ill, I take her calls".to_owned());
    let looks: Vec<(UserId, Why)> = house.looks().await.into_iter().map(|look| (look.by, look.why)).collect();
    assert_eq!(looks, [(UserId(LIN), Why::Claimed), (UserId(NIA), why)]);
    house.clock.advance(SignedDuration::from_mins(10));
    house.until("the card in the place of the details", || !nia.view().shows("2025550143")).await;
    assert!(!nia.view().shows("pending since yesterday"), "{}", nia.view());
    assert!(house.lin.view().shows("2025550143"), "the claimer's own stay");
    house.says(&house.maya, "/looks RB-1001").await;
    assert_snapshot!("looks", house.maya.view().last_from_bot().unwrap().text);
    house.says(&nia, "/looks RB-1001").await;
    assert!(nia.view().shows("Only leads of the desk can do this"), "{}", nia.view());
    house.close().await;
}

#[tokio::test]
async fn shown_details_can_be_hidden_and_become_the_claimer_s_own() {
    let house = House::open().await;
    house.ann_books().await;
    for _ in 0..2 {
        house.presses_any(&house.lin, "reveal:1001").await;
        house.says(&house.lin, "a look before I claim").await;
        assert!(house.lin.view().shows("2025550143"), "{}", house.lin.view());
        house.presses(&house.lin, "Hide now").await;
        assert!(!house.lin.view().shows("2025550143"), "{}", house.lin.view());
    }
    house.presses_any(&house.lin, "reveal:1001").await;
    house.says(&house.lin, "once more").await;
    house.presses_any(&house.lin, "claim:1001").await;
    assert_eq!(house.lin.view().messages.iter().filter(|message| message.text.contains("2025550143")).count(), 1);
    house.pass(SignedDuration::from_mins(20)).await;
    assert!(house.lin.view().shows("2025550143"), "the claimer's details are not taken away");
    house.close().await;
}

#[tokio::test]
async fn who_looks_at_unusually_many_is_held_back_until_another_lead_allows_it() {
    let house = House::open().await;
    let nia = house.nia().await;
    house.lin_has_ann().await;
    let look = async || {
        house.clock.advance(SignedDuration::from_secs(30));
        house.presses_any(&nia, "reveal:1001").await;
        house.says(&nia, "just looking").await;
    };
    for _ in 0..MAX_REVEALS {
        look().await;
    }
    let reveals = async || house.looks().await.iter().filter(|look| look.by == UserId(NIA)).count();
    assert_eq!(reveals().await, MAX_REVEALS);
    assert!(!house.maya.view().shows("Nia"));
    look().await;
    look().await;
    assert_eq!(reveals().await, MAX_REVEALS, "no further look");
    assert!(house.maya.view().shows("Nia 在一小时内查看他人请求的详情超过 10 次"), "{}", house.maya.view());
    let alerts = house.maya.view().messages.iter().filter(|message| message.text.contains("Nia")).count();
    assert_eq!(alerts, 1, "{}", house.maya.view());
    house.presses_any(&nia, "allow:1003").await;
    look().await;
    assert_eq!(reveals().await, MAX_REVEALS, "nobody allows themselves");
    house.presses(&house.maya, "恢复查看").await;
    look().await;
    assert_eq!(reveals().await, MAX_REVEALS + 1);
    house.close().await;
}

#[tokio::test]
async fn a_lead_is_held_back_as_well_and_cannot_allow_it_themselves() {
    let house = House::open().await;
    let nia = house.nia().await;
    house.lin_has_ann().await;
    let look = async || {
        house.clock.advance(SignedDuration::from_secs(30));
        house.presses_any(&house.maya, "reveal:1001").await;
        house.says(&house.maya, "只是看看").await;
    };
    for _ in 0..=MAX_REVEALS {
        look().await;
    }
    let reveals = async || house.looks().await.iter().filter(|look| look.by == UserId(MAYA)).count();
    assert_eq!(reveals().await, MAX_REVEALS);
    // There is no other lead, so that everybody hears of it.
    assert!(house.group_view().contains("Maya 在一小时内查看他人请求的详情超过 10 次"), "{}", house.group_view());
    let allow = format!("allow:{MAYA}");
    house.presses_any(&house.maya, &allow).await;
    house.presses_any(&nia, &allow).await;
    look().await;
    assert_eq!(reveals().await, MAX_REVEALS, "neither they themselves nor an agent can allow it");
    house.clock.advance(SignedDuration::from_hours(24));
    look().await;
    assert_eq!(reveals().await, MAX_REVEALS + 1, "a desk with one lead does not stand still");
    house.close().await;
}

#[tokio::test]
async fn claiming_and_giving_back_is_no_way_to_read_the_queue() {
    let house = House::open().await;
    house.nia().await;
    house.ann_books().await;
    for _ in 0..=MAX_UNCALLED {
        house.clock.advance(SignedDuration::from_secs(30));
        house.presses_any(&house.lin, "claim:1001").await;
        house.presses_any(&house.lin, "release:1001").await;
    }
    assert!(house.maya.view().shows("Lin 在一小时内认领后未通话就放回的请求超过 10 个"), "{}", house.maya.view());
    let looks = house.looks().await.len();
    house.presses_any(&house.lin, "claim:1001").await;
    assert_eq!(house.looks().await.len(), looks);
    let request = house.store.request(RequestId(1001)).await.unwrap().unwrap().value;
    assert_eq!(request.state, State::New, "a hold refuses the claim as well");
    house.presses_any(&house.maya, "claimanyway:1001").await;
    assert!(house.maya.view().shows("2025550143"), "others are not held back");
    let to_lin = String::from(Click::Agent(AgentClick::Work(RequestId(1001), WorkClick::Give(UserId(LIN)))));
    house.presses_any(&house.maya, &to_lin).await;
    assert!(house.maya.view().shows("Lin 目前不能查看详情"), "nobody hands it to them: {}", house.maya.view());
    assert_eq!(house.looks().await.len(), looks + 1);
    house.close().await;
}

#[tokio::test]
async fn who_calls_and_who_hands_out_work_is_never_held_back() {
    let house = House::open().await;
    house.ann_books().await;
    let to_lin = String::from(Click::Agent(AgentClick::Work(RequestId(1001), WorkClick::Give(UserId(LIN)))));
    for round in 0..3 * MAX_UNCALLED {
        house.clock.advance(SignedDuration::from_secs(30));
        // Maya hands out what comes in; Lin dials, and something comes in between.
        for (by, data) in
            [(&house.maya, "claimanyway:1001"), (&house.maya, to_lin.as_str()), (&house.lin, "calling:1001")]
        {
            house.presses_any(by, data).await;
        }
        house.clock.advance(SHORTEST_CALL);
        house.presses_any(&house.lin, "release:1001").await;
        let board = house.store.board().await.unwrap().map(|board| board.value).unwrap_or_default();
        for agent in [LIN, MAYA] {
            assert!(!board.is_held(UserId(agent), house.desk.now()), "{agent} after {round}");
        }
    }
    assert_eq!(house.looks().await.len(), 6 * MAX_UNCALLED, "each claim and each handing over is one look");
    house.close().await;
}

#[tokio::test]
async fn who_leaves_the_roster_loses_everything_at_once() {
    let house = House::open().await;
    let nia = house.nia().await;
    let ann = house.lin_has_ann().await;
    house.says(&ann, "the order is from Monday").await;
    house.presses_any(&nia, "reveal:1001").await;
    house.says(&nia, "to help Lin").await;
    assert!(nia.view().shows("2025550143") && house.lin.view().shows("2025550143"));
    house.employ(&[(MAYA, Role::Lead)]).await;
    // Before the clock ticks: no press has an effect any more.
    let mut request = house.store.request(RequestId(1001)).await.unwrap().unwrap().value;
    house.presses_any(&house.lin, "finish:1001:resolved").await;
    house.presses_any(&house.lin.in_group(house.group.as_ref().unwrap()), "finish:1001:resolved").await;
    house
        .until("the details are gone", || {
            let shown = |person: &Person| person.view().shows("2025550143") || person.view().shows("Monday");
            !shown(&house.lin) && !shown(&nia)
        })
        .await;
    request = house.store.request(request.id).await.unwrap().unwrap().value;
    assert_eq!((request.state, request.attempts), (State::New, 0));
    assert!(house.group_view().contains("RB-1001 "), "{}", house.group_view());
    house.says(&house.lin, "/queue").await;
    assert!(
        house.lin.view().shows("only for our agents") || !house.lin.view().shows("open request"),
        "{}",
        house.lin.view()
    );
    house.takes(&house.maya).await;
    house.close().await;
}

#[tokio::test]
async fn a_lead_blocks_and_unblocks() {
    let house = House::open().await;
    let ann = house.lin_has_ann().await;
    let before = ann.view().messages.last().unwrap().id;
    house.says(&house.lin, "/block RB-1001 rude").await;
    assert!(house.lin.view().shows("Only leads of the desk can do this"));
    for command in
        ["/block", "/block RB-1001", "/block RB-9999 x", "/block RB-1001 3d threatened a colleague", "/block"]
    {
        house.says(&house.maya, command).await;
    }
    assert_snapshot!("block-lead", house.maya.view());
    assert!(!house.lin.view().shows("2025550143"), "{}", house.lin.view());
    let request = house.store.request(RequestId(1001)).await.unwrap().unwrap().value;
    assert_eq!(request.state, State::Cancelled);
    for words in ["hello", "/call", "/status", "what are the fees?", "you will hear from me"] {
        house.says(&ann, words).await;
    }
    ann.shares_contact().ok();
    house.presses_any(&ann, "human").await;
    assert_eq!(house.store.open_request_of(ChatId(ann.chat_id())).await.unwrap(), None);
    assert_snapshot!("block-customer", ann.view().since(before));
    house.says(&house.maya, "/unblock RB-1001").await;
    house.says(&house.maya, "/unblock RB-1001").await;
    house.says(&ann, "what are the fees?").await;
    assert!(ann.view().shows("0.1%"), "{}", ann.view());
    // A block ends by itself as well.
    house.says(&house.maya, "/block RB-1001 1d rude again").await;
    let asked = house.says(&ann, "what are the fees?").await;
    assert!(!ann.view().since(asked).shows("0.1%"));
    house.clock.advance(SignedDuration::from_hours(25));
    let asked = house.says(&ann, "what are the fees?").await;
    assert!(ann.view().since(asked).shows("0.1%"), "{}", ann.view());
    // Nobody blocks a colleague, who may have tried the desk as a customer.
    house.employ(&[(LIN, Role::Agent), (MAYA, Role::Lead), (ann.chat_id(), Role::Agent)]).await;
    house.says(&house.maya, "/block RB-1001 a colleague").await;
    assert!(house.maya.view().shows("不能屏蔽客服"), "{}", house.maya.view());
    let board = house.store.board().await.unwrap().unwrap().value;
    assert!(board.blocks.of(ChatId(ann.chat_id()), house.desk.now()).is_none());
    house.close().await;
}

#[tokio::test]
async fn who_is_blocked_while_being_robbed_is_called_all_the_same() {
    let house = House::open().await;
    let wei = house.wei();
    house.says(&wei, "号被盗了").await;
    house.says(&wei, "我的币被转走了，你们这些废物").await;
    wei.shares_contact().unwrap();
    house.settle().await;
    let before = wei.view().messages.last().unwrap().id;
    let lead_before = house.maya.view().messages.last().unwrap().id;
    house.says(&house.maya, "/block RB-1001 3天 辱骂同事").await;
    house.presses_any(&wei, "cancelyes:1001").await;
    house.says(&wei, "/cancel").await;
    assert_snapshot!("block-urgent-customer", wei.view().since(before));
    assert_snapshot!("block-urgent-lead", house.maya.view().since(lead_before));
    assert_eq!(house.store.request(RequestId(1001)).await.unwrap().unwrap().value.state, State::New);
    house.presses_any(&house.maya, "claimanyway:1001").await;
    house.presses_any(&house.maya, "calling:1001").await;
    assert!(wei.view().since(before).shows("Maya"), "the blocked are told who calls: {}", wei.view());
    house.close().await;
}

/// What looks like a command and is none.
#[tokio::test]
async fn nothing_but_a_typed_command_is_one() {
    let house = House::open().await;
    let ann = house.lin_has_ann().await;
    let forwarded = |person: &Person, text: &str| {
        let origin = json!({"type": "hidden_user", "sender_user_name": "Bo", "date": 1_790_000_000});
        let Value::Object(content) = json!({"text": text, "forward_origin": origin}) else { unreachable!() };
        person.sends(content)
    };
    let before = house.store.request(RequestId(1001)).await.unwrap();
    for text in ["/cancel", "/start claim_1001", "/claim 1001", "/block RB-1001 3d x", "/queue"] {
        for person in [&ann, &house.lin, &house.maya, &house.maya.in_group(house.group.as_ref().unwrap())] {
            house.clock.advance(SignedDuration::from_secs(5));
            let sent = forwarded(person, text);
            house.settle().await;
            let heard = person.view().since(sent);
            for effect in ["Really cancel", "open request", "个未完成", "blocked until", "屏蔽至"] {
                assert!(!heard.shows(effect), "{text}: {heard}");
            }
        }
    }
    ann.sends_photo("/cancel");
    let edited = ann.says("hello");
    house.settle().await;
    ann.edits(edited, "/cancel").unwrap();
    house.settle().await;
    assert!(!ann.view().shows("Really cancel"), "{}", ann.view());
    let after = house.store.request(RequestId(1001)).await.unwrap();
    assert_eq!(after.as_ref().map(|r| r.value.state), before.as_ref().map(|r| r.value.state));
    assert_eq!(house.store.board().await.unwrap(), None);
    // A deep link is a greeting, whatever it carries.
    for payload in ["claim_1001", "RB-1001", "admin", "../../etc/passwd", &"x".repeat(64)] {
        house.clock.advance(SignedDuration::from_secs(5));
        let mallory = house.telegram.person(NewPerson::named("Mallory").id(66).language("en"));
        mallory.starts_with(payload);
        house.settle().await;
        let answer = mallory.view().last_from_bot().unwrap().text.clone();
        assert!(answer.starts_with("Hello, this is bitp support") && !answer.contains("1001"), "{answer}");
    }
    assert_eq!(
        house.store.request(RequestId(1001)).await.unwrap().map(|r| r.value.state),
        after.map(|r| r.value.state)
    );
    house.close().await;
}

#[tokio::test]
async fn nobody_is_served_who_is_no_person_of_the_roster_in_the_group() {
    let house = House::open().await;
    house.ann_books().await;
    let group = house.group.clone().unwrap();
    let eve = house.telegram.person(NewPerson::named("Eve").id(77).language("en"));
    let guest = eve.in_group(&group);
    let before = house.store.request(RequestId(1001)).await.unwrap();
    let calls = house.telegram.journal().len();
    let place = json!({"id": GROUP, "type": "supergroup", "title": "Agents"});
    let from = |id: i64, is_bot: bool| json!({"id": id, "is_bot": is_bot, "first_name": "x"});
    let says = |more: Value| {
        let mut message = json!({"message_id": 900, "date": 1_790_000_000, "chat": place, "text": "/queue"});
        message.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "message": message })
    };
    let updates = [
        // An anonymous administrator, a channel that speaks in the group, another bot, a channel's own post.
        says(json!({"from": from(1_087_968_824, true), "sender_chat": place})),
        says(json!({"from": from(LIN, false), "sender_chat": {"id": -100_777, "type": "channel", "title": "News"}})),
        says(json!({"from": from(4343, true)})),
        json!({"channel_post": {"message_id": 1, "date": 1, "chat": {"id": -100_777, "type": "channel", "title": "N"}, "text": "/queue"}}),
        json!({"edited_message": {"message_id": 5, "date": 1, "edit_date": 2, "chat": place, "from": from(LIN, false), "text": "/queue"}}),
    ];
    for update in updates {
        house.telegram.inject(update).unwrap();
        house.settle().await;
    }
    let sent = house.telegram.journal()[calls..].iter().filter(|call| call.chat_id().is_some()).count();
    assert_eq!(sent, 1, "only the anonymous administrator is told why nothing happens");
    // A guest is told where to go, but a flood of theirs leaves the group to the agents.
    for command in ["/queue", "/next", "/find RB-1001", "/mine", "/on", "/off", "/extend 23:00", "/block RB-1001 3d x"]
    {
        house.says(&guest, command).await;
    }
    let sent: Vec<_> =
        house.telegram.journal().into_iter().skip(calls).filter(|call| call.chat_id().is_some()).collect();
    assert_eq!(sent.len(), 4, "{sent:?}");
    let says = |words: &str| sent.iter().filter(|call| call.parameters.to_string().contains(words)).count();
    assert_eq!((says("以群的身份发言"), says("请直接私聊我")), (1, 3), "{sent:?}");
    assert_eq!(house.store.request(RequestId(1001)).await.unwrap(), before);
    house.close().await;
}

#[tokio::test]
async fn oversized_and_twisted_input_is_cut_and_harmless() {
    let house = House::open().await;
    let name = format!("\u{202e}{}\u{2066}\u{0}", "Z\u{30d}\u{30d}\u{30d}\u{30d}\u{30d}\u{30d}\u{30d}".repeat(200));
    let twisted = house.telegram.person(NewPerson::named(&name).id(88).language("en").phone("+12025550188"));
    house.says(&twisted, "/call").await;
    house.presses(&twisted, "Withdrawals").await;
    house.says(&twisted, &format!("{}\u{202e}\u{200b}{}", "汉".repeat(5000), "a\u{301}".repeat(500))).await;
    // The story was Chinese, and so is what follows.
    house.presses(&twisted, "📱 分享我的号码").await;
    house.presses_any(&twisted, "zone:America/New_York").await;
    house.presses_any(&twisted, "book:1:soon").await;
    house.takes(&house.lin).await;
    assert!(house.lin.view().shows("+12025550188"), "{}", house.lin.view());
    let written = [LIN, GROUP, 88].map(|chat| house.written_to(chat)).concat();
    for hidden in ['\u{202e}', '\u{2066}', '\u{200b}', '\u{0}'] {
        assert!(!written.contains(hidden) && !written.contains(&format!("\\u{:04x}", u32::from(hidden))), "{hidden:?}");
    }
    assert!(!written.contains(&"\u{30d}".repeat(5)));
    house.close().await;
}

#[tokio::test]
async fn a_crowd_of_strangers_is_answered_to_the_last_one() {
    let house = House::open().await;
    let strangers: Vec<Person> = (0..300)
        .map(|number| house.telegram.person(NewPerson::named("Stranger").id(50_000 + number).language("en")))
        .collect();
    for stranger in &strangers {
        stranger.says("what are the fees?");
    }
    house.settle().await;
    let told = |person: &&Person| person.view().shows("0.1%");
    assert_eq!(strangers.iter().filter(told).count(), 300);
    // Who works here is served all the while.
    house.says(&house.lin, "/queue").await;
    assert!(house.lin.view().shows("Nobody is waiting"));
    house.close().await;
}
