//! Messages as people write them, each from somebody who has said nothing before, through the front door: `said/en.tsv` and
//! `said/zh.tsv`, a kind and a message a line. None is answered in the wrong language, none of a victim's gets anything but
//! help, none that asks for a person is refused one; with a call that is owed (`+`), what is wanted of it is done or offered. What is
//! another company's business is told to be theirs, and what is no theft gets no alarm (`calm`).

use ringback::stand_in::Person;

use super::House;
use crate::regression::wishes::is_han;

/// What somebody in danger reads: one of these.
const STEPS: [&str; 9] =
    ["do this", "Do these two things", "a fraud", "请马上", "請馬上", "马上停下", "馬上停下", "诈骗", "詐騙"];

/// The ways to a call for them.
const PERSON: [&str; 7] =
    ["Urgent call", "紧急回电", "緊急回電", "Talk to a person", "转人工", "轉真人客服", "轉駁真人"];

/// What a line of the tables is about.
fn lines(table: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    table.lines().filter_map(|line| line.split_once('\t'))
}

/// What is wrong with the replies to a message of this kind.
async fn wrong(house: &House, person: &Person, kind: &str, text: &str, english: bool) -> Option<String> {
    let (told, labels) = house.hears(person, text).await;
    let label = |wanted: [&str; 2]| labels.iter().any(|label| wanted.contains(&label.as_str()));
    let said = |wanted: [&str; 2]| wanted.iter().any(|words| told.contains(words));
    let letters = told.chars().any(char::is_alphabetic);
    let right = match kind {
        "help" => {
            let steps = STEPS.iter().any(|words| told.contains(words)) && !said(["withdrawal page", "提现页面"]);
            steps && (house.books(person).await || PERSON.iter().any(|words| label([words; 2])))
        }
        "+help" => said(["goes first already", "已经排在最前面"]) || said(["first: ", "已经排到最前面"]),
        "person" => house.books(person).await,
        "calm" => letters && !STEPS.iter().any(|words| told.contains(words)) && !house.books(person).await,
        "elsewhere" => said(["another company", "other company"]) || said(["别家公司", "别家平台"]),
        "quiet" => !label(["That helped", "解决了"]) && !house.books(person).await,
        "+cancel" => label(["Yes, cancel", "确定取消"]) || label(["確定取消"; 2]),
        "+move" => {
            said(["Shall I move", "要把"]) || said(["rather be called", "您想改到"]) || said(["nearest", "最接近"])
        }
        "+wait" => said(["next in line", "下一位就是您"]) || said(["before you", "前面还有"]),
        _ => letters,
    };
    let in_language = !letters || told.chars().any(is_han) != english;
    (!right || !in_language).then(|| format!("{kind} {text:?}: {told:?} {labels:?}"))
}

/// People whom one desk hears before the next one opens.
const HEARD: usize = 120;

/// Calls that one desk can owe at once with "as soon as possible" still to be had.
const CALLS: usize = 20;

async fn check(table: &'static str, english: bool) {
    let numbered: Vec<_> = (10_000..).zip(lines(table)).collect();
    let (owed, free): (Vec<_>, Vec<_>) = numbered.into_iter().partition(|(_, (kind, _))| kind.starts_with('+'));
    let mut faults = Vec::new();
    for portion in free.chunks(HEARD).chain(owed.chunks(CALLS)) {
        let house = House::open_with_samples().await;
        for (id, (kind, text)) in portion {
            let person = house.somebody(*id, if english { "en" } else { "zh-hans" });
            match (kind.starts_with('+'), english) {
                (true, true) => house.books_withdrawal(&person).await,
                (true, false) => house.has_a_chinese_call(&person).await,
                (false, _) => {}
            }
            faults.extend(wrong(&house, &person, kind, text, english).await);
        }
        house.close().await;
    }
    assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults.join("\n"));
}

#[tokio::test]
async fn english_messages_get_what_they_ask_for_in_english() {
    check(include_str!("said/en.tsv"), true).await;
}

#[tokio::test]
async fn chinese_messages_get_what_they_ask_for_in_chinese() {
    check(include_str!("said/zh.tsv"), false).await;
}
