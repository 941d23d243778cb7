//! A day of agents in Telegram, as a trial found it wanting (A1 to A7): slips that could not be taken back, hands too full,
//! requests that came back to whoever gave them away.

use jiff::SignedDuration;
use ringback::callback::{CallbackRequest, Cause, Role, Roster, Rules, State, UserId};
use ringback::desk::Profile;
use ringback::stand_in::{NewPerson, Person};
use ringback::text::Language;

use crate::desk::{House, LIN, profile};

const MAYA: i64 = 1002;

/// The first and the second request of a desk.
const ANNS: u64 = 1001;

impl House {
    /// A desk by these rules.
    async fn by_rules(rules: Rules) -> Self {
        Self::with_profile(Profile { rules, ..profile(true) }).await
    }

    async fn request_numbered(&self, number: u64) -> CallbackRequest {
        self.store.request(ringback::callback::RequestId(number)).await.unwrap().unwrap().value
    }

    /// Another customer who reads English books a call about a withdrawal.
    async fn another_books(&self, number: i64) -> Person {
        let name = format!("Customer {number}");
        let phone = format!("+120255501{number:02}");
        let person = self.telegram.person(NewPerson::named(&name).id(100 + number).language("en").phone(&phone));
        self.books_withdrawal(&person).await;
        person
    }

    /// Whom these requests belong to.
    async fn owners(&self, numbers: std::ops::RangeInclusive<u64>) -> Vec<Option<i64>> {
        let mut owners = Vec::new();
        for number in numbers {
            owners.push(self.request_numbered(number).await.state.owner().map(|id| id.0));
        }
        owners
    }

    /// Presses the last message's button that carries this, seen or not.
    async fn forces(&self, person: &Person, data: &str) {
        let message = person.view().messages.last().unwrap().id;
        person.presses_data(message, data).unwrap();
        self.settle().await;
    }
}

/// The last line above a person's chat.
fn notice(person: &Person) -> String {
    person.view().notices.last().map(|notice| notice.text.clone()).unwrap_or_default()
}

fn offers(person: &Person, label: &str) -> bool {
    person.view().offers(label)
}

#[tokio::test]
async fn trial_a1_outcomes_that_tell_of_a_call_are_offered_once_one_is_made() {
    let house = House::open().await;
    house.ann_books().await;
    house.says(&house.lin, "/next").await;
    for outcome in ["✅ Resolved", "📵 No answer", "🔀 Needs somebody else", "🚫 Declined"] {
        assert!(!offers(&house.lin, outcome), "{outcome}: {}", house.lin.view());
    }
    house.presses(&house.lin, "📞 Calling now").await;
    for outcome in ["✅ Resolved", "📵 No answer", "🔀 Needs somebody else", "🚫 Declined"] {
        assert!(offers(&house.lin, outcome), "{outcome}: {}", house.lin.view());
    }
    house.close().await;
}

#[tokio::test]
async fn trial_a1_an_outcome_is_taken_back_within_ten_seconds_and_the_customer_heard_nothing() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    house.says(&house.lin, "/next").await;
    house.presses(&house.lin, "📞 Calling now").await;
    let read = ann.view().messages.len();
    for outcome in ["✅ Resolved", "📵 No answer", "❌ Wrong number", "🚫 Declined", "☎️ Busy", "📼 Voicemail"]
    {
        house.presses(&house.lin, outcome).await;
        assert_eq!(ann.view().messages.len(), read, "{outcome}: {}", ann.view());
        assert!(!offers(&house.lin, "📞 Calling now") && !offers(&house.lin, "✅ Resolved"), "{}", house.lin.view());
        house.pass(SignedDuration::from_secs(9)).await;
        house.presses(&house.lin, "↩️ Undo").await;
        let request = house.request_numbered(ANNS).await;
        assert!(matches!(request.state, State::Calling { by: UserId(LIN), .. }), "{outcome}: {:?}", request.state);
        assert!(matches!(&request.history.last().unwrap().why, Cause::Undone(_)), "{:?}", request.history.last());
        assert!(offers(&house.lin, "✅ Resolved"), "{}", house.lin.view());
    }
    house.pass(SignedDuration::from_mins(1)).await;
    assert_eq!(ann.view().messages.len(), read, "{}", ann.view());
    assert_eq!(house.request_numbered(ANNS).await.attempts, 0);
    // The one that stands is told, and cannot be taken back.
    house.presses(&house.lin, "✅ Resolved").await;
    house.pass(SignedDuration::from_secs(10)).await;
    assert!(ann.view().shows("Call finished"), "{}", ann.view());
    house.forces(&house.lin, "undo:1001").await;
    assert!(notice(&house.lin).contains("already ended"), "{}", notice(&house.lin));
    assert_eq!(house.request_numbered(ANNS).await.state, State::Resolved);
    house.close().await;
}

#[tokio::test]
async fn trial_a1_what_is_pressed_late_counts_although_the_clock_has_not_looked_yet() {
    let house = House::open().await;
    house.ann_books().await;
    house.says(&house.lin, "/next").await;
    house.presses(&house.lin, "📞 Calling now").await;
    house.presses(&house.lin, "📵 No answer").await;
    house.clock.advance(SignedDuration::from_secs(10));
    house.forces(&house.lin, "undo:1001").await;
    house.undo_is_over().await;
    let request = house.request_numbered(ANNS).await;
    assert_eq!((request.attempts, request.state.owner()), (1, None));
    assert!(!request.history.iter().any(|line| matches!(line.why, Cause::Undone(_))));
    house.close().await;
}

#[tokio::test]
async fn trial_a1_a_summary_that_is_sent_makes_the_outcome_stand() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    house.says(&house.lin, "/next").await;
    house.presses(&house.lin, "📞 Calling now").await;
    house.presses(&house.lin, "✅ Resolved").await;
    house.says(&house.lin, "The withdrawal arrives today.").await;
    let view = ann.view().to_string();
    let (finished, agreed) = (view.find("Call finished"), view.find("The withdrawal arrives today."));
    assert!(finished.is_some() && finished < agreed, "{view}");
    house.forces(&house.lin, "undo:1001").await;
    assert_eq!(house.request_numbered(ANNS).await.state, State::Resolved);
    house.close().await;
}

#[tokio::test]
async fn trial_a1_an_outcome_outlives_the_desk_and_is_told_after_it_comes_back() {
    let house = House::readable().await;
    house.ann_books().await;
    house.says(&house.lin, "/next").await;
    house.presses(&house.lin, "📞 Calling now").await;
    house.presses(&house.lin, "🚫 Declined").await;
    let folder = house.close_and_keep().await;
    let house = House::again(folder).await;
    let ann = house.ann();
    // The stand-in writes to nobody who has not begun.
    house.says(&ann, "/status").await;
    assert!(house.request_numbered(ANNS).await.written.is_some());
    house.pass(SignedDuration::from_secs(10)).await;
    assert_eq!(house.request_numbered(ANNS).await.state, State::Cancelled);
    assert!(ann.view().shows("cancelled"), "{}", ann.view());
    house.close().await;
}

#[tokio::test]
async fn trial_a2_one_agent_holds_one_request_and_one_more_while_calling() {
    let house = House::open().await;
    house.ann_books().await;
    for number in 2..=4 {
        house.another_books(number).await;
    }
    house.says(&house.lin, "/next").await;
    for way in 0..3 {
        match way {
            0 => drop(house.says(&house.lin, "/next").await),
            1 => house.forces(&house.lin, "takenext").await,
            _ => house.forces(&house.lin.in_group(house.group.as_ref().unwrap()), "claim:1002").await,
        }
        assert_eq!(house.owners(1001..=1004).await, [Some(LIN), None, None, None], "way {way}");
    }
    assert!(house.lin.view().shows("You still have RB-1001."), "{}", house.lin.view());
    house.presses(&house.lin, "📞 Calling now").await;
    house.says(&house.lin, "/next").await;
    house.says(&house.lin, "/next").await;
    house.forces(&house.lin, "calling:1002").await;
    house.says(&house.lin, "/next").await;
    assert_eq!(house.owners(1001..=1004).await, [Some(LIN), Some(LIN), None, None]);
    // An outcome that is written down frees the hand at once.
    house.forces(&house.lin, "finish:1001:no_answer").await;
    house.says(&house.lin, "/next").await;
    assert_eq!(house.owners(1001..=1003).await, [Some(LIN), Some(LIN), Some(LIN)]);
    house.close().await;
}

#[tokio::test]
async fn trial_a2_presses_at_once_in_two_chats_make_no_exception() {
    let house = House::open().await;
    house.ann_books().await;
    house.another_books(2).await;
    let group = house.lin.in_group(house.group.as_ref().unwrap());
    for round in 0..5 {
        let (card, note) = (group.view().messages[0].id, house.lin.view().messages[0].id);
        group.presses_data(card, "claim:1001").unwrap();
        house.lin.presses_data(note, "claim:1002").unwrap();
        house.settle().await;
        let held = house.owners(1001..=1002).await;
        assert_eq!(held.iter().flatten().count(), 1, "round {round}: {held:?}");
        house.forces(&house.lin, if held[0].is_some() { "release:1001" } else { "release:1002" }).await;
    }
    house.close().await;
}

#[tokio::test]
async fn trial_a2_an_urgent_one_is_taken_beside_an_ordinary_one() {
    let house = House::open().await;
    house.ann_books().await;
    house.says(&house.lin, "/next").await;
    let eve = house.telegram.person(NewPerson::named("Eve").id(31).language("en").phone("+12025550166"));
    house.says(&eve, "my account was stolen").await;
    eve.shares_contact().unwrap();
    house.settle().await;
    house.says(&house.lin, "/next").await;
    assert_eq!(house.owners(1001..=1002).await, [Some(LIN), Some(LIN)], "{}", house.lin.view());
    house.close().await;
}

#[tokio::test]
async fn trial_a2_the_limit_is_a_setting() {
    let house = House::by_rules(Rules { claims: 2, ..Rules::default() }).await;
    house.ann_books().await;
    for number in 2..=3 {
        house.another_books(number).await;
    }
    for _ in 0..3 {
        house.says(&house.lin, "/next").await;
    }
    assert_eq!(house.owners(1001..=1003).await, [Some(LIN), Some(LIN), None]);
    assert!(house.lin.view().shows("You still have RB-1001, RB-1002."), "{}", house.lin.view());
    house.close().await;
}

#[tokio::test]
async fn trial_a2_off_shift_nothing_is_taken() {
    let house = House::open().await;
    house.ann_books().await;
    house.says(&house.lin, "/off").await;
    house.says(&house.lin, "/next").await;
    assert!(house.lin.view().shows("You are off work"), "{}", house.lin.view());
    house.presses(&house.lin.in_group(house.group.as_ref().unwrap()), "认领").await;
    house.forces(&house.lin, "claimanyway:1001").await;
    assert_eq!(house.owners(1001..=1001).await, [None]);
    house.says(&house.lin, "/on").await;
    house.says(&house.lin, "/next").await;
    assert_eq!(house.owners(1001..=1001).await, [Some(LIN)]);
    house.close().await;
}

#[tokio::test]
async fn trial_a2_who_does_not_speak_the_language_is_asked_first() {
    let house = House::open().await;
    let wei = house.wei();
    house.says(&wei, "号被盗了").await;
    wei.shares_contact().unwrap();
    house.settle().await;
    house.presses(&house.lin.in_group(house.group.as_ref().unwrap()), "认领").await;
    assert_eq!(house.owners(1001..=1001).await, [None]);
    assert!(house.lin.view().shows("speaks Chinese, which is not among your languages"), "{}", house.lin.view());
    house.presses(&house.lin, "Take it anyway").await;
    assert_eq!(house.owners(1001..=1001).await, [Some(LIN)]);
    house.close().await;
}

#[tokio::test]
async fn trial_a2_whoever_is_on_call_takes_what_is_urgent_at_night_off_shift() {
    let roster = Roster::new()
        .with(UserId(LIN), "Lin", &[Language::En], Role::Agent)
        .with(UserId(MAYA), "Maya", &[Language::Zh], Role::Lead)
        .with_on_call(&[UserId(LIN)]);
    let house = House::with_roster(roster).await;
    house.says(&house.lin, "/off").await;
    house.pass(SignedDuration::from_hours(10)).await;
    let ann = house.ann();
    house.says(&ann, "my account was stolen").await;
    ann.shares_contact().unwrap();
    house.settle().await;
    house.presses(&house.lin, "Claim").await;
    assert_eq!(house.owners(1001..=1001).await, [Some(LIN)], "{}", house.lin.view());
    house.close().await;
}

#[tokio::test]
async fn trial_a2_sixty_that_wait_are_seen_in_pages_and_by_what_is_looked_for() {
    let house = House::open().await;
    let wei = house.wei();
    house.says(&wei, "号被盗了").await;
    wei.shares_contact().unwrap();
    house.settle().await;
    for number in 2..=19 {
        house.another_books(number).await;
    }
    house.says(&house.lin, "/queue").await;
    let shown = || house.lin.view().last_from_bot().unwrap().text.clone();
    let first = shown();
    assert!(first.contains("Can be called now: 19"), "{first}");
    assert!(
        first.contains("RB-1001 · Stolen account · ")
            && first.contains("· Chinese (simplified) · promised today 10:00"),
        "{first}"
    );
    assert!(first.contains("RB-1008") && !first.contains("RB-1009"), "{first}");
    let messages = house.lin.view().messages.len();
    house.presses(&house.lin, "›").await;
    house.presses(&house.lin, "›").await;
    assert!(shown().contains("RB-1019") && !shown().contains("RB-1016 "), "{}", shown());
    assert!(offers(&house.lin, "3 of 3") && !offers(&house.lin, "›"), "{}", house.lin.view());
    // Lin cannot call in Chinese.
    house.presses(&house.lin, "I can call 18").await;
    assert!(shown().contains("RB-1002") && !shown().contains("RB-1001"), "{}", shown());
    house.presses(&house.lin, "Urgent 1").await;
    assert!(shown().contains("RB-1001") && !shown().contains("RB-1002"), "{}", shown());
    assert!(offers(&house.lin, "• Urgent 1") && offers(&house.lin, "Claim RB-1001"), "{}", house.lin.view());
    house.presses(&house.lin, "All 19").await;
    house.presses(&house.lin, "Claim RB-1002").await;
    house.forces(&house.lin, "queue:held:0").await;
    assert!(shown().contains("With agents: 1") && shown().contains("RB-1002"), "{}", shown());
    assert_eq!(house.lin.view().messages.len(), messages + 1, "pages take each other's place: {}", house.lin.view());
    house.forces(&house.lin, "queue:later:9").await;
    assert!(shown().contains("Nothing of that kind"), "{}", shown());
    house.close().await;
}

#[tokio::test]
async fn trial_a4_needs_somebody_else_comes_back_to_nobody_who_said_so() {
    let house = two_for_english().await;
    let sam = house.telegram.person(NewPerson::named("Sam").id(1003).language("en"));
    house.says(&sam, "/start").await;
    house.ann_books().await;
    house.says(&house.lin, "/next").await;
    house.presses(&house.lin, "📞 Calling now").await;
    house.presses(&house.lin, "Note").await;
    house.says(&house.lin, "needs the finance team").await;
    house.writes_down(&house.lin, "🔀 Needs somebody else").await;
    house.says(&house.lin, "/next").await;
    assert_eq!(house.owners(1001..=1001).await, [None], "{}", house.lin.view());
    // While nobody else is at work it is theirs after all.
    house.says(&sam, "/off").await;
    house.says(&house.lin, "/next").await;
    assert_eq!(house.owners(1001..=1001).await, [Some(LIN)]);
    house.presses(&house.lin, "Release").await;
    house.says(&sam, "/on").await;
    house.says(&sam, "/next").await;
    assert_eq!(house.owners(1001..=1001).await, [Some(1003)]);
    house.close().await;
}

#[tokio::test]
async fn trial_a4_what_is_opened_again_goes_first_to_whoever_had_it() {
    let house = two_for_english().await;
    let sam = house.telegram.person(NewPerson::named("Sam").id(1003).language("en"));
    house.says(&sam, "/start").await;
    let ann = house.ann_books().await;
    house.says(&house.lin, "/next").await;
    house.presses(&house.lin, "📞 Calling now").await;
    house.writes_down(&house.lin, "✅ Resolved").await;
    house.presses(&house.lin, "Nothing to add").await;
    let again = |house: &House| house.lin.view().shows("RB-1001, which you had, was opened again");
    house.presses(&ann, "No, call me again").await;
    house.presses_what_begins(&ann, "As soon as possible").await;
    assert!(again(&house), "{}", house.lin.view());
    assert!(house.group_view().contains("🔁 重新打开"), "{}", house.group_view());
    house.says(&sam, "/next").await;
    assert_eq!(house.owners(1001..=1001).await, [None], "{}", sam.view());
    // Not for ever.
    house.pass(SignedDuration::from_mins(15)).await;
    house.says(&sam, "/next").await;
    assert_eq!(house.owners(1001..=1001).await, [Some(1003)], "{}", sam.view());
    house.close().await;
}

async fn two_for_english() -> House {
    let roster = Roster::new()
        .with(UserId(LIN), "Lin", &[Language::En], Role::Agent)
        .with(UserId(MAYA), "Maya", &[Language::Zh], Role::Lead)
        .with(UserId(1003), "Sam", &[Language::En], Role::Agent);
    House::with_roster(roster).await
}

#[tokio::test]
async fn trial_a5_the_details_end_with_the_number_its_country_and_the_time_there() {
    let house = House::open().await;
    let ada = house.telegram.person(NewPerson::named("Ada").id(41).language("en").phone("+447400123456"));
    house.books_withdrawal(&ada).await;
    house.says(&house.lin, "/next").await;
    let details = house.lin.view().last_from_bot().unwrap().text.clone();
    assert!(details.contains("📞 +447400123456 ✓ own Telegram number · 🇬🇧 United Kingdom"), "{details}");
    // At ten in Shanghai it is two at night in London.
    assert!(details.trim_end().ends_with("🌙 It is 02:00 there (London time). People may be asleep."), "{details}");
    house.presses(&house.lin, "📞 Calling now").await;
    assert!(house.lin.view().last_from_bot().unwrap().text.contains("Call code"), "{}", house.lin.view());
    house.close().await;
}

#[tokio::test]
async fn trial_a5_what_happened_stands_in_one_line_of_time() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    house.says(&house.lin, "/next").await;
    house.presses(&house.lin, "Note").await;
    house.says(&house.lin, "first a note").await;
    house.pass(SignedDuration::from_mins(5)).await;
    house.says(&ann, "then some words").await;
    house.presses(&house.lin, "📞 Calling now").await;
    house.pass(SignedDuration::from_mins(1)).await;
    house.writes_down(&house.lin, "📵 No answer").await;
    house.pass(SignedDuration::from_mins(31)).await;
    house.says(&ann, "at last something new").await;
    house.says(&house.lin, "/next").await;
    let details = house.lin.view().last_from_bot().unwrap().text.clone();
    let order =
        ["pending since yesterday", "first a note", "then some words", "Lin: 📵 No answer", "something new", "📞 +1"];
    let places: Vec<_> = order.iter().map(|words| details.find(words)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{places:?}: {details}");
    house.close().await;
}

#[tokio::test]
async fn trial_a5_who_calls_again_is_no_newcomer() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    house.says(&house.lin, "/next").await;
    house.presses(&house.lin, "📞 Calling now").await;
    house.writes_down(&house.lin, "✅ Resolved").await;
    house.presses(&house.lin, "Nothing to add").await;
    house.books_withdrawal(&ann).await;
    let before = house.lin.view().messages.last().unwrap().id;
    house.says(&house.lin, "/next").await;
    let told = house.lin.view().since(before);
    assert!(told.shows("RB-1002: earlier requests of this customer"), "{told}");
    assert!(told.shows("RB-1001 · Withdrawals · Resolved · today"), "{told}");
    assert!(told.last_from_bot().unwrap().text.contains("📞 +12025550143"), "the details come last: {told}");
    house.presses(&house.lin, "Release").await;
    assert!(!house.lin.view().shows("earlier requests"), "{}", house.lin.view());
    house.close().await;
}

#[tokio::test]
async fn trial_a6_an_alarm_names_the_try_and_is_claimed_from_in_one_place() {
    let house = House::open().await;
    house.ann_books().await;
    house.says(&house.lin, "/next").await;
    house.presses(&house.lin, "📞 Calling now").await;
    house.writes_down(&house.lin, "📵 No answer").await;
    let (lead, group) = (house.maya.view().messages.len(), house.lin.in_group(house.group.as_ref().unwrap()));
    house.pass(SignedDuration::from_mins(61)).await;
    let alarm = group.view().last_from_bot().unwrap().text.clone();
    assert!(alarm.contains("已经晚了") && alarm.contains("第 2 次，最晚今天 11:00"), "{alarm}");
    assert_eq!(house.maya.view().messages.len(), lead, "nobody reads it twice: {}", house.maya.view());
    house.presses(&group, "认领 RB-1001").await;
    assert_eq!(house.owners(1001..=1001).await, [Some(LIN)]);
    house.close().await;
}

#[tokio::test]
async fn trial_a6_the_night_is_no_waiting() {
    let house = House::open().await;
    house.pass(SignedDuration::from_mins(7 * 60 + 20)).await;
    let ann = house.ann();
    house.says(&ann, "/call").await;
    house.presses(&ann, "Withdrawals").await;
    house.says(&ann, "It is pending since yesterday").await;
    house.presses(&ann, "📱 Share my number").await;
    house.presses_what_begins(&ann, "As soon as possible").await;
    house.pass(SignedDuration::from_hours(15)).await;
    house.says(&house.lin, "/queue").await;
    let queue = house.lin.view().last_from_bot().unwrap().text.clone();
    assert!(queue.contains("waiting 40 min"), "{queue}");
    house.close().await;
}

#[tokio::test]
async fn trial_a5_what_an_agent_writes_unasked_goes_nowhere_before_they_say_where() {
    let house = House::open().await;
    house.ann_books().await;
    house.says(&house.lin, "/next").await;
    for (words, press) in [("she prefers mornings", "📝 Note on RB-1001"), ("buy milk", "Never mind")] {
        house.says(&house.lin, words).await;
        let asked = house.lin.view().last_from_bot().unwrap().text.clone();
        assert_eq!(asked, "Where does that go? I have passed it on to nobody.");
        house.presses(&house.lin, press).await;
    }
    let notes: Vec<String> = house.request_numbered(ANNS).await.notes.into_iter().map(|note| note.text).collect();
    assert_eq!(notes, ["she prefers mornings"]);
    // What waits to be told where it goes is replaced by what is written next, and asked of once.
    house.says(&house.lin, "what are your fees?").await;
    house.says(&house.lin, "How much is a withdrawal?").await;
    house.presses(&house.lin, "Ask the desk, as a customer would").await;
    assert!(house.lin.view().last_from_bot().unwrap().text.contains("0.1%"), "{}", house.lin.view());
    house.says(&house.lin, "when are you open?").await;
    assert!(!house.lin.view().last_from_bot().unwrap().text.contains("Where does that go"), "{}", house.lin.view());
    house.forces(&house.lin, "straynote:1001").await;
    assert_eq!(house.request_numbered(ANNS).await.notes.len(), 1);
    house.close().await;
}

#[tokio::test]
async fn trial_a7_a_lead_sees_who_is_at_work_and_hands_a_request_over() {
    let house = two_for_english().await;
    let sam = house.telegram.person(NewPerson::named("Sam").id(1003).language("en"));
    house.says(&sam, "/start").await;
    let ann = house.ann_books().await;
    house.says(&house.lin, "/next").await;
    house.says(&house.maya, "/off").await;
    house.pass(SignedDuration::from_mins(5)).await;
    house.says(&house.maya, "/team").await;
    let team = house.maya.view().last_from_bot().unwrap().text.clone();
    assert!(team.contains("在班：2 人，共 3 人"), "{team}");
    assert!(team.contains("🟢 Lin（英语）· 在班 · RB-1001（已认领，5 分钟）"), "{team}");
    assert!(team.contains("⚪ Maya（中文）· 下班，自今天 10:00起"), "{team}");
    assert!(!team.contains("Ann") && !team.contains("2025550143"), "{team}");
    house.says(&house.maya, "/find RB-1001").await;
    house.presses(&house.maya, "👥 转交").await;
    assert!(!offers(&house.maya, "Lin") && !offers(&house.maya, "Maya"), "{}", house.maya.view());
    house.presses(&house.maya, "Sam").await;
    assert_eq!(house.owners(1001..=1001).await, [Some(1003)]);
    assert!(sam.view().shows("Maya has handed RB-1001 to you") && sam.view().shows("2025550143"), "{}", sam.view());
    assert!(house.lin.view().shows("Maya has handed RB-1001 to Sam"), "{}", house.lin.view());
    assert!(!house.lin.view().shows("2025550143"), "{}", house.lin.view());
    // A call that is being made stays where it is; and nobody else hands over what is not theirs.
    house.presses(&sam, "📞 Calling now").await;
    house.forces(&house.maya, "assignto:1001:1001").await;
    house.forces(&house.lin, "assignto:1001:1001").await;
    house.forces(&house.lin, "assign:1001").await;
    assert_eq!(house.owners(1001..=1001).await, [Some(1003)]);
    house.says(&house.lin, "/team").await;
    assert!(!house.lin.view().last_from_bot().unwrap().text.contains("At work"), "{}", house.lin.view());
    drop(ann);
    house.close().await;
}

#[tokio::test]
async fn trial_a7_a_lead_finds_somebody_by_number_for_a_reason_that_is_kept() {
    let house = House::open().await;
    house.ann_books().await;
    house.another_books(2).await;
    house.says(&house.maya, "/find +1 202 555 0143").await;
    assert!(!house.maya.view().shows("0143"), "{}", house.maya.view());
    house.says(&house.maya, "ok").await;
    assert!(house.store.looks(None).await.unwrap().is_empty());
    house.says(&house.maya, "客户打热线来，没有编号").await;
    let found = house.maya.view().last_from_bot().unwrap().text.clone();
    assert!(found.contains("RB-1001") && !found.contains("RB-1002"), "{found}");
    let looks = house.store.looks(None).await.unwrap();
    assert_eq!(looks.len(), 1);
    assert!(format!("{:?}", looks[0].why).contains("客户打热线来"), "{looks:?}");
    house.presses(&house.maya, "RB-1001 的详情").await;
    house.says(&house.maya, "要核对她的提现").await;
    assert!(house.maya.view().shows("+12025550143"), "{}", house.maya.view());
    // A number that nobody has, and an agent who does not lead.
    house.says(&house.maya, "/find +1 202 555 0199").await;
    house.says(&house.maya, "客户打热线来，没有编号").await;
    assert!(house.maya.view().shows("没有请求用这个号码"), "{}", house.maya.view());
    house.says(&house.lin, "/find +1 202 555 0143").await;
    assert!(house.lin.view().shows("is no reference"), "{}", house.lin.view());
    house.close().await;
}
