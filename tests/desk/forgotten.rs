//! What stays of a customer who has told all there is to tell and then has it erased: searched for in the raw data, which
//! lie there unencrypted for this, and in the agents' chats.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use jiff::SignedDuration;
use memchr::memmem;
use ringback::callback::{ChatId, RequestId, SHOWN_FOR};
use ringback::stand_in::{NewPerson, Person};
use ringback::store::{self, DataKey, Protection};

use super::House;
use crate::store::opening::behind_its_back;

const QUINCEY: ChatId = ChatId(7_000_000_011);

/// Everything that she told, and that was written about her.
const PERSONAL: [&str; 23] = [
    "Annabelle",
    "Quincey",
    "7000000011",
    "2025550143",
    "2025550177",
    "202 555 0177",
    "annabelle@quincey.example",
    "green cover",
    "flat in Elm Street",
    "Elm Road",
    "America/New_York",
    "order 4711 of my wedding day",
    "landlord",
    "after my wedding",
    "patience of an angel",
    "hard of hearing",
    "Which bank is it",
    "the bank by the river",
    "reaches her today",
    "55550199",
    "the cat walked over it",
    "her sister",
    "who is upset",
];

impl House {
    /// Tells the desk all that it can be told; the first call is over then, the second is owed and claimed.
    async fn quincey_tells_everything(&self) -> Person {
        let person = NewPerson::named("Annabelle Quincey").id(QUINCEY.0).language("en").phone("+12025550143");
        let ann = self.telegram.person(person);
        let in_group = self.lin.in_group(self.group.as_ref().unwrap());
        self.says(&ann, "the one with the green cover and nothing else").await;
        self.says(&ann, "/call").await;
        self.presses(&ann, "Withdrawals").await;
        let told = self.says(&ann, "my withdrawal never came to my flat in Elm Street").await;
        ann.edits(told, "my withdrawal never came to my flat in Elm Street, I mean Elm Road").unwrap();
        self.settle().await;
        self.presses(&ann, "📱 Share my number").await;
        self.presses(&ann, "At another time").await;
        self.says(&ann, "new york").await;
        self.presses_what_begins(&ann, "As soon as possible").await;
        self.presses(&ann, "Answer 2 questions").await;
        self.says(&ann, "annabelle@quincey.example").await;
        self.says(&ann, "order 4711 of my wedding day").await;
        self.presses(&in_group, "认领").await;
        ann.sends_photo("a letter from my landlord");
        self.settle().await;
        self.says(&ann, "it was on the Tuesday after my wedding").await;
        self.presses(&self.lin, "Note").await;
        self.says(&self.lin, "Is hard of hearing, speak up.").await;
        self.presses(&self.lin, "More…").await;
        self.presses(&self.lin, "❓ Ask customer").await;
        self.says(&self.lin, "Which bank is it?").await;
        self.says(&ann, "the bank by the river").await;
        self.presses(&self.lin, "More…").await;
        self.presses(&self.lin, "☎️ Correct number").await;
        self.says(&self.lin, "+1 202 555 0177").await;
        self.presses(&self.lin, "✉️ Code by e-mail").await;
        self.says(&self.lin, "annabelle@quincey.example").await;
        self.presses(&self.lin, "📞 Calling now").await;
        self.writes_down(&self.lin, "✅ Resolved").await;
        self.says(&self.lin, "The money reaches her today.").await;
        self.presses(&ann, "Yes, solved").await;
        self.presses(&ann, "5 ★").await;
        self.says(&ann, "The patience of an angel").await;
        // Nobody writes so much at once.
        self.pass(SignedDuration::from_mins(5)).await;
        self.says(&ann, "+852 5555 0199").await;
        self.presses(&ann, "Report a scam").await;
        self.presses(&ann, "Nothing").await;
        self.books_withdrawal(&ann).await;
        self.presses(&in_group, "认领").await;
        self.says(&ann, "the cat walked over it").await;
        let message = self.maya.view().messages.last().unwrap().id;
        for (request, reason) in [("1001", "her sister in Elm Street rang"), ("1002", "for Quincey, who is upset")] {
            self.maya.presses_data(message, &format!("reveal:{request}")).unwrap();
            self.settle().await;
            self.says(&self.maya, reason).await;
        }
        ann
    }
}

/// A row as it lies on the disk.
struct Row {
    key: Vec<u8>,
    value: Vec<u8>,
}

/// Every row of a closed folder, by its tree.
fn rows(folder: &Path) -> BTreeMap<String, Vec<Row>> {
    let mut rows = BTreeMap::new();
    behind_its_back(folder, |db| {
        for name in db.tree_names() {
            let tree = db.open_tree(&name).unwrap();
            let tree =
                tree.iter().map(Result::unwrap).map(|(key, value)| Row { key: key.to_vec(), value: value.to_vec() });
            rows.insert(String::from_utf8(name.to_vec()).unwrap(), tree.collect());
        }
    });
    rows
}

fn contains(bytes: &[u8], sought: &[u8]) -> bool {
    memmem::find(bytes, sought).is_some()
}

/// What of this can be read in any file of a folder.
fn readable(folder: &Path, sought: &[String]) -> Vec<String> {
    let (mut found, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(bytes) = fs::read(&path) {
                found.extend(sought.iter().filter(|sought| contains(&bytes, sought.as_bytes())).cloned());
            }
        }
    }
    found
}

#[tokio::test]
async fn nothing_of_a_customer_who_was_forgotten_is_in_the_raw_data_or_before_an_agent() {
    let house = House::readable_with_mail().await;
    let ann = house.quincey_tells_everything().await;
    let requests = house.store.kept_of(QUINCEY).await.unwrap().requests;
    let file = requests.iter().flat_map(|request| &request.story).find_map(|note| note.file.clone()).unwrap();
    let mut sought = PERSONAL.map(str::to_owned).to_vec();
    sought.push(file.id);
    let kept = serde_json::to_string(&requests).unwrap();
    for told in
        ["landlord", "+12025550177", "patience of an angel", "hard of hearing", "bank by the river", "Elm Street"]
    {
        assert!(kept.contains(told), "{told} is kept until then: {kept}");
    }

    house.says(&ann, "/forget").await;
    house.presses(&ann, "Yes, erase it").await;
    // Details of an ended call that are being looked at are covered by the clock.
    house.erased_after(SHOWN_FOR, async || !house.maya.view().shows("Annabelle")).await;
    assert!(ann.view().last_from_bot().unwrap().text.contains("is erased"), "{}", ann.view());
    let group = house.group.as_ref().unwrap().view();
    for view in [house.lin.view(), house.maya.view(), group] {
        for message in view.messages.iter().filter(|message| message.from_bot) {
            let shown = format!("{} {:?}", message.text, message.buttons);
            let left = sought.iter().find(|sought| shown.contains(sought.as_str()));
            assert_eq!((left, &message.attachment), (None, &None), "before agents:\n{view}");
        }
    }

    let folder = house.close_and_keep().await;
    let rows = rows(folder.path());
    let text = |row: &Row| String::from_utf8_lossy(&row.value).into_owned();
    let values: Vec<(&str, String)> =
        rows.iter().flat_map(|(tree, rows)| rows.iter().map(|row| (tree.as_str(), text(row)))).collect();
    for sought in &sought {
        let left: Vec<_> = values.iter().filter(|(_, value)| value.contains(sought.as_str())).collect();
        assert!(left.is_empty(), "{sought} is left: {left:?}");
    }
    // The chat's number names the talk, of which only what protects others is left, until its time is over.
    let chat = (QUINCEY.0.cast_unsigned() ^ (1 << 63)).to_be_bytes();
    let names = |row: &Row| contains(&row.key, &chat) || contains(&row.value, &chat);
    let named = rows.iter().filter(|(_, rows)| rows.iter().any(names));
    assert_eq!(named.map(|(tree, _)| tree.as_str()).collect::<Vec<_>>(), ["conversations"]);
    let past = rows["requests_past"].len();
    assert_eq!((past, rows["requests_open"].len(), rows["requests_ended"].len()), (2, 0, 0));

    // The engine has not written over the old rows yet; encrypting the data writes everything anew.
    assert!(!readable(folder.path(), &sought).is_empty(), "the search sees nothing");
    let protection = Protection::Key(DataKey::generate().unwrap());
    store::encrypt(folder.path(), &protection).unwrap();
    let store = store::open(folder.path(), &protection).unwrap();
    assert!(store.call_record(RequestId::FIRST).await.unwrap().is_some());
    store.close().await.unwrap();
    assert_eq!(readable(folder.path(), &sought), Vec::<String>::new());
}
