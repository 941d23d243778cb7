//! kill -9 at any moment: nothing that Telegram was told is received gets lost, and no update has its effect twice.

use std::time::Duration;

use ringback::callback::ChatId;
use ringback::stand_in::{NewPerson, Options, Person, StandIn, WaitedInVain};
use ringback::store::{self, Backlog, Protection};

use super::Home;

/// Longest that any wait may take; none should come near it.
const SOON: Duration = Duration::from_secs(120);

/// Customers who talk at the same time.
const CUSTOMERS: i64 = 30;

/// Words that each adds to the booked request: with the six steps of the booking, as many as may come at once.
const WORDS: usize = 13;

/// How often the plug is pulled.
const KILLS: u64 = 22;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_is_lost_or_doubled_over_many_kills() {
    let home = Home::new();
    let telegram = StandIn::start(Options::default()).await.unwrap();
    let lin = telegram.person(NewPerson::named("Lin").id(1001));
    telegram.group("Agents", Some(-1_001_234_567_890), &[&lin]);
    let customers: Vec<Person> = (1..=CUSTOMERS)
        .map(|id| {
            let phone = format!("+1202555{id:04}");
            telegram.person(NewPerson::named("Ann").id(id).language("en").phone(&phone))
        })
        .collect();

    let talks = customers.iter().map(|customer| talk(&telegram, customer));
    let killing = async {
        // A fixed seed: the moments differ from run to run all the same, because the machine does.
        let mut seed = 0x5eed_u64;
        for _ in 0..KILLS {
            let running = home.start(&telegram);
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let until = requests(&telegram) + 3 + (seed >> 33) % 50;
            telegram.wait_until("the next moment to kill", SOON, || requests(&telegram) >= until).await.unwrap();
            running.kill();
        }
        home.start(&telegram)
    };
    let (running, talks) = tokio::join!(killing, futures_util::future::join_all(talks));
    let references: Vec<String> =
        talks.into_iter().map(|talk| talk.unwrap_or_else(|error| panic!("{error}\n{}", home.log()))).collect();
    telegram.wait_until("all is confirmed", SOON, || telegram.pending_updates() == 0).await.unwrap();
    assert_eq!(running.terminate(), Some(0), "{}", home.log());

    let store = store::open(&home.path("data"), &Protection::KeyBeside).unwrap();
    assert_eq!(store.backlog().await.unwrap().inbox, Backlog::default().inbox);
    assert_eq!(store.dead_letters().await.unwrap(), 0);
    for (customer, reference) in customers.iter().zip(&references) {
        let request = store.open_request_of(ChatId(customer.chat_id())).await.unwrap().unwrap().value;
        assert_eq!(request.id.to_string(), *reference, "the customer was told another reference");
        let story: Vec<String> = request.story.iter().map(|note| note.text.clone()).collect();
        let said: Vec<String> = (0..WORDS).map(|word| words(customer, word)).collect();
        assert_eq!(story, said, "customer {}", customer.id());
    }
    assert_eq!(store.queue(1).await.unwrap().open, customers.len());
    store.close().await.unwrap();
    assert_eq!(telegram.violations(), Vec::<String>::new());
}

/// One customer books a call and adds words, each once the one before is answered. Returns the reference they were told.
async fn talk(telegram: &StandIn, customer: &Person) -> Result<String, WaitedInVain> {
    customer.says("/call");
    for button in ["Something else", "Skip", "📱 Share my number", "UTC", "As soon as possible", "Yes, book the call"]
    {
        let press = || {
            let view = customer.view();
            let buttons =
                view.messages.iter().flat_map(|message| &message.buttons).chain(view.keyboard.iter().flatten());
            let label = buttons.flatten().map(|shown| shown.label.clone()).find(|label| label.starts_with(button))?;
            customer.presses(&label).ok()
        };
        telegram.wait_for(button, SOON, press).await?;
    }
    let booked = || {
        let view = customer.view();
        let message = view.messages.iter().find(|message| message.text.contains("Your call is booked"))?;
        let reference = message.text.lines().next()?.split_whitespace().last()?;
        Some(reference.to_owned())
    };
    let reference = telegram.wait_for("the booking", SOON, booked).await?;
    for word in 0..WORDS {
        let said = customer.says(&words(customer, word));
        let added = || customer.view().since(said).messages.iter().any(|message| message.from_bot);
        telegram.wait_until("the words are added", SOON, added).await?;
    }
    Ok(reference)
}

/// Words that mean nothing to the matcher and stand nowhere else.
fn words(customer: &Person, word: usize) -> String {
    format!("zq{}x{word}", customer.id())
}

fn requests(telegram: &StandIn) -> u64 {
    telegram.counts().values().sum()
}
