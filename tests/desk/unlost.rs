//! Whatever a customer writes and presses while they book, in whatever order: no word of theirs is lost, and nothing leads to a
//! dead end.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use ringback::callback::{CallbackRequest, ChatId};
use ringback::stand_in::{NewPerson, Person};
use tokio::runtime::Builder;

use super::House;

/// What a customer does.
#[derive(Clone, Debug)]
enum Deed {
    /// Tells something of their own, with a word that nobody else says.
    Tells(u8),
    /// Asks what the desk knows.
    Asks,
    /// Says hello, thanks, or that they want a human.
    Chats(u8),
    /// Names a time.
    SaysWhen(u8),
    /// Types a number.
    Types,
    /// Changes what they wrote last.
    Edits(u8),
    /// Sends a picture.
    Shows,
    /// Presses one of the buttons of the last message; none that leaves.
    Presses(u8),
    /// Shares their number, where it is asked for.
    Shares,
    /// One step back, in words.
    GoesBack,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        4 => any::<u8>().prop_map(Deed::Tells),
        1 => Just(Deed::Asks),
        1 => any::<u8>().prop_map(Deed::Chats),
        1 => any::<u8>().prop_map(Deed::SaysWhen),
        1 => Just(Deed::Types),
        1 => any::<u8>().prop_map(Deed::Edits),
        1 => Just(Deed::Shows),
        3 => any::<u8>().prop_map(Deed::Presses),
        1 => Just(Deed::Shares),
        1 => Just(Deed::GoesBack),
    ];
    proptest::collection::vec(deed, 1..10)
}

/// Buttons that leave the booking, or the desk's side of it: pressing them loses what was told, and says so.
const LEAVES: [&str; 5] = ["Not now", "Cancel the call", "Yes, cancel", "Another number", "Add something"];

/// A customer whose words are remembered.
struct Teller<'a> {
    house: &'a House,
    person: Person,
    told: Vec<String>,
    last: Option<i64>,
}

impl Teller<'_> {
    async fn does(&mut self, deed: &Deed) {
        match deed {
            Deed::Tells(word) => self.tells(*word).await,
            Deed::Asks => drop(self.house.says(&self.person, "what are the fees?").await),
            Deed::Chats(which) => {
                self.says_one_of(*which, &["hello", "ok", "I want to talk to a human", "good morning"]).await
            }
            Deed::SaysWhen(which) => {
                self.says_one_of(*which, &["tomorrow at 3 pm", "wednesday afternoon", "at 4am"]).await
            }
            Deed::Types => drop(self.house.says(&self.person, "+44 20 7946 0018").await),
            Deed::Edits(word) => self.edits(*word).await,
            Deed::Shows => {
                self.person.sends_photo("");
                self.house.settle().await;
            }
            Deed::Presses(which) => self.presses(*which).await,
            Deed::Shares => {
                if self.person.view().keyboard.is_some() {
                    self.person.shares_contact().unwrap();
                    self.house.settle().await;
                }
            }
            Deed::GoesBack => drop(self.house.says(&self.person, "go back").await),
        }
    }

    fn sentence(word: u8, made: usize) -> String {
        format!("the gardener of house zq{word}x{made} has seen the blue lantern")
    }

    async fn tells(&mut self, word: u8) {
        let text = Self::sentence(word, self.told.len());
        self.last = Some(self.house.says(&self.person, &text).await);
        self.told.push(text);
    }

    async fn edits(&mut self, word: u8) {
        let Some(last) = self.last else { return };
        let text = Self::sentence(word, self.told.len() + 100);
        self.person.edits(last, &text).unwrap();
        self.house.settle().await;
        // The old words are replaced, or stand beside the new ones.
        self.told.pop();
        self.told.push(text);
    }

    async fn says_one_of(&self, which: u8, list: &[&str]) {
        self.house.says(&self.person, list[usize::from(which) % list.len()]).await;
    }

    /// The buttons of the last message, without those that leave.
    fn offered(&self) -> Vec<String> {
        let view = self.person.view();
        let last = view.last_from_bot().unwrap();
        let labels = last.buttons.iter().flatten().map(|button| button.label.clone());
        labels.filter(|label| !LEAVES.contains(&label.as_str())).collect()
    }

    async fn presses(&self, which: u8) {
        let offered = self.offered();
        if let Some(label) = offered.get(usize::from(which) % offered.len().max(1)) {
            self.house.presses(&self.person, label).await;
        }
    }

    async fn request(&self) -> Option<CallbackRequest> {
        self.house.store.open_request_of(ChatId(self.person.chat_id())).await.unwrap().map(|read| read.value)
    }

    /// Goes the shortest way to a call; every state offers it.
    async fn books(&self) -> CallbackRequest {
        for _ in 0..12 {
            if let Some(request) = self.request().await {
                return request;
            }
            let offered = self.offered();
            let soon = offered.iter().find(|label| label.starts_with("As soon as") || label.starts_with("Yes"));
            let topic = offered.iter().find(|label| *label == "Something else");
            if let Some(label) = soon.or(topic).or(offered.first()) {
                self.house.presses(&self.person, label).await;
            } else if self.person.view().keyboard.is_some() {
                self.person.shares_contact().unwrap();
                self.house.settle().await;
            } else {
                self.house.says(&self.person, "/call").await;
            }
        }
        panic!("a dead end:\n{}", self.person.view());
    }
}

#[test]
fn no_word_is_lost_and_nothing_leads_to_a_dead_end() {
    let runtime = Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    let house = runtime.block_on(House::open());
    let next = std::cell::Cell::new(5000);
    let config = Config { cases: 60, failure_persistence: None, ..Config::default() };
    let outcome = TestRunner::new(config).run(&deeds(), |deeds| {
        next.set(next.get() + 1);
        let id = next.get();
        runtime.block_on(async {
            let phone = format!("+1202555{:04}", id % 10_000);
            let person = house.telegram.person(NewPerson::named("Teller").id(id).language("en").phone(&phone));
            let mut teller = Teller { house: &house, person, told: Vec::new(), last: None };
            house.says(&teller.person, "/call").await;
            for deed in &deeds {
                teller.does(deed).await;
            }
            let request = teller.books().await;
            let story = request.story.iter().map(|note| note.text.as_str());
            let story: Vec<&str> = story.chain(request.prepared.iter().map(|one| one.answer.as_str())).collect();
            for told in &teller.told {
                prop_assert!(
                    story.iter().any(|text| text.contains(told.as_str())),
                    "lost: {told}\nkept: {story:?}\n{}",
                    teller.person.view()
                );
            }
            Ok(())
        })
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
    runtime.block_on(house.close());
}
