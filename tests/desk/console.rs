//! What agents do on the console goes through the same door as what they do in Telegram: same rights, same commit, and both see
//! it.

use ringback::callback::{DispositionCode, RequestId, Role, State, Surface, UserId};
use ringback::conversation::{AgentClick, AgentStep, Answer, ConsoleDeed, Sight, WorkClick};
use ringback::desk::Acted;
use ringback::store::Backlog;
use ringback::text::Locale;

use super::{House, LIN, MAYA};

const ONE: RequestId = RequestId(1001);

impl House {
    /// An agent does this on the console, and everything has been sent that follows.
    async fn acts(&self, agent: i64, deed: ConsoleDeed) -> Vec<Answer> {
        let acted = self.desk.act(UserId(agent), deed, Locale::En).await.unwrap();
        self.settle().await;
        match acted {
            Acted::Settled(answers) => answers,
            other => panic!("{other:?}"),
        }
    }

    async fn press_on_console(&self, agent: i64, click: AgentClick) -> Vec<Answer> {
        self.acts(agent, ConsoleDeed::Press(click, AgentStep::Idle)).await
    }

    async fn stands(&self) -> State {
        self.store.request(ONE).await.unwrap().unwrap().value.state
    }
}

fn said(answers: &[Answer]) -> String {
    answers.iter().map(|answer| answer.text.to_string()).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn a_whole_call_is_made_on_the_console_and_telegram_sees_it() {
    let house = House::open().await;
    let ann = house.ann_books().await;
    let claimed = house.press_on_console(LIN, AgentClick::TakeNext).await;
    assert!(claimed.iter().all(|answer| !answer.refused), "{claimed:?}");
    assert!(matches!(house.stands().await, State::Claimed { by: UserId(LIN), .. }));
    assert!(house.group_view().contains("Lin"), "the card in the group tells who has it");

    let page = house.desk.read_request(UserId(LIN), ONE, Locale::En).await.unwrap().unwrap();
    assert_eq!(page.sight, Sight::Own);
    let person = page.person.unwrap();
    assert_eq!((person.name.as_str(), person.dial.as_str()), ("Ann", "+12025550143"));

    house.press_on_console(LIN, AgentClick::Calling(ONE)).await;
    assert!(
        ann.view().to_string().contains("4 8 2 7"),
        "the customer reads the code that is said first: {}",
        ann.view()
    );
    let page = house.desk.read_request(UserId(LIN), ONE, Locale::En).await.unwrap().unwrap();
    assert!(page.person.unwrap().code.is_some(), "and so does the agent");

    let asked = house.press_on_console(LIN, AgentClick::Finish(ONE, DispositionCode::new("resolved").unwrap())).await;
    assert_eq!(asked.iter().filter_map(|answer| answer.asks.clone()).next_back(), Some(AgentStep::Summary(ONE)));
    let summary = ConsoleDeed::Write(AgentStep::Summary(ONE), "Your coins arrive within an hour.".to_owned());
    let sent = house.acts(LIN, summary).await;
    assert_eq!(house.stands().await, State::Resolved);
    house.undo_is_over().await;
    assert_eq!(house.stands().await, State::Resolved);
    assert!(ann.view().to_string().contains("Your coins arrive within an hour."), "{sent:?}\n{}", ann.view());

    let history = house.store.request(ONE).await.unwrap().unwrap().value.history;
    let by_lin = history.iter().filter(|line| line.by == ringback::callback::Actor::Agent(UserId(LIN)));
    assert!(by_lin.clone().count() >= 3, "{history:?}");
    assert!(by_lin.clone().all(|line| line.from == Surface::Console), "{history:?}");
    house.close().await;
}

#[tokio::test]
async fn who_is_slower_reads_who_has_it_on_either_surface() {
    let house = House::open().await;
    house.ann_books().await;
    house.press_on_console(LIN, AgentClick::Claim(ONE)).await;
    let late = house.press_on_console(MAYA, AgentClick::ClaimAnyway(ONE)).await;
    assert!(late.iter().any(|answer| answer.refused) && said(&late).contains("Lin"), "{late:?}");
    house.press_on_console(LIN, AgentClick::Release(ONE)).await;
    house.takes(&house.lin).await;
    let history = house.store.request(ONE).await.unwrap().unwrap().value.history;
    let surfaces: Vec<Surface> =
        history.iter().filter(|line| line.why == ringback::callback::Cause::Claimed).map(|line| line.from).collect();
    assert_eq!(surfaces, [Surface::Console, Surface::Telegram]);
    house.close().await;
}

#[tokio::test]
async fn an_agent_who_never_opened_the_chat_works_on_the_console() {
    let house = House::open().await;
    house.ann_books().await;
    // Nia is on the roster and has never written to the bot.
    let nia = house.telegram.person(ringback::stand_in::NewPerson::named("Nia").id(1003).language("en"));
    house.employ(&[(LIN, Role::Agent), (MAYA, Role::Lead), (1003, Role::Agent)]).await;
    house.press_on_console(1003, AgentClick::Claim(ONE)).await;
    assert!(matches!(house.stands().await, State::Claimed { by: UserId(1003), .. }), "nothing took it back");
    assert_eq!(house.store.backlog().await.unwrap(), Backlog::default());
    assert!(nia.view().messages.is_empty(), "what cannot be read is not sent: {}", nia.view());
    assert_eq!(house.desk.read_request(UserId(1003), ONE, Locale::En).await.unwrap().unwrap().sight, Sight::Own);
    house.close().await;
}

#[tokio::test]
async fn who_does_not_work_here_does_nothing() {
    let house = House::open().await;
    house.ann_books().await;
    let acted = house
        .desk
        .act(UserId(4711), ConsoleDeed::Press(AgentClick::Claim(ONE), AgentStep::Idle), Locale::En)
        .await
        .unwrap();
    assert_eq!(acted, Acted::Stranger);
    assert_eq!(house.stands().await, State::New);
    assert!(house.desk.read_request(UserId(4711), ONE, Locale::En).await.unwrap().is_none());
    assert!(house.desk.read_queue(UserId(4711), Locale::En).await.unwrap().is_none());
    house.close().await;
}

#[tokio::test]
async fn details_of_somebody_else_s_request_are_covered_until_a_reason_is_given() {
    let house = House::open().await;
    house.ann_books().await;
    house.press_on_console(LIN, AgentClick::Claim(ONE)).await;
    let covered = house.desk.read_request(UserId(MAYA), ONE, Locale::En).await.unwrap().unwrap();
    assert_eq!((covered.sight, covered.person.is_none()), (Sight::Covered, true));
    let shown = format!("{covered:?}");
    for personal in ["Ann", "2025550143", "pending since yesterday"] {
        assert!(!shown.contains(personal), "{personal}: {shown}");
    }
    let before = house.maya.view().messages.len();
    let no_reason = ConsoleDeed::Write(AgentStep::Reveal(ONE), "x".to_owned());
    house.acts(MAYA, no_reason).await;
    assert_eq!(house.desk.read_request(UserId(MAYA), ONE, Locale::En).await.unwrap().unwrap().sight, Sight::Covered);
    house.acts(MAYA, ConsoleDeed::Write(AgentStep::Reveal(ONE), "Lin asked me to help".to_owned())).await;
    let open = house.desk.read_request(UserId(MAYA), ONE, Locale::En).await.unwrap().unwrap();
    assert!(matches!(open.sight, Sight::Until(_)), "{open:?}");
    assert_eq!(open.person.unwrap().name, "Ann");
    assert_eq!(house.maya.view().messages.len(), before, "what is shown on the page is not sent besides");
    assert_eq!(house.store.looks(Some(ONE)).await.unwrap().last().unwrap().by, UserId(MAYA));
    house.close().await;
}

#[tokio::test]
async fn words_on_the_console_are_guarded_and_change_no_chat() {
    let house = House::open().await;
    house.ann_books().await;
    house.press_on_console(LIN, AgentClick::Claim(ONE)).await;
    // Lin is asked for a note in the chat; what is written on the console does not answer that.
    house.presses(&house.lin, "Note").await;
    let secret = "seed: legal winner thank year wave sausage worth useful legal winner thank yellow";
    house.acts(LIN, ConsoleDeed::Write(AgentStep::Note(ONE), secret.to_owned())).await;
    let notes = house.store.request(ONE).await.unwrap().unwrap().value.notes;
    assert!(notes.is_empty(), "{notes:?}");
    house.acts(LIN, ConsoleDeed::Write(AgentStep::Note(ONE), "speaks slowly".to_owned())).await;
    house.says(&house.lin, "prefers mornings").await;
    let notes = house.store.request(ONE).await.unwrap().unwrap().value.notes;
    let texts: Vec<&str> = notes.iter().map(|note| note.text.as_str()).collect();
    assert_eq!(texts, ["speaks slowly", "prefers mornings"]);
    house.close().await;
}

#[tokio::test]
async fn what_a_chat_asks_for_the_page_is_told_to_ask_for() {
    let house = House::open().await;
    house.ann_books().await;
    house.press_on_console(LIN, AgentClick::Claim(ONE)).await;
    for (click, step) in [
        (AgentClick::Note(ONE), AgentStep::Note(ONE)),
        (AgentClick::Work(ONE, WorkClick::Question), AgentStep::Question(ONE)),
        (AgentClick::Work(ONE, WorkClick::Number), AgentStep::Number(ONE)),
    ] {
        let answers = house.press_on_console(LIN, click).await;
        assert_eq!(answers.last().and_then(|answer| answer.asks.clone()), Some(step), "{answers:?}");
    }
    let own = "Please install AnyDesk so that I can help you".to_owned();
    let refused = house.acts(LIN, ConsoleDeed::Write(AgentStep::Question(ONE), own)).await;
    let asks = refused.last().and_then(|answer| answer.asks.clone());
    assert_eq!(asks, Some(AgentStep::Question(ONE)), "what could harm is not sent, and asked for again: {refused:?}");
    house.close().await;
}

#[tokio::test]
async fn the_queue_shows_everybody_the_same_order_and_nobody_a_person() {
    let house = House::open().await;
    house.ann_books().await;
    let wei = house.wei();
    house.says(&wei, "号被盗了").await;
    house.says(&wei, "我的币被转走了").await;
    wei.shares_contact().unwrap();
    house.settle().await;
    let queue = house.desk.read_queue(UserId(LIN), Locale::En).await.unwrap().unwrap();
    let order: Vec<RequestId> = queue.rows.iter().map(|row| row.id).collect();
    assert_eq!(order, [RequestId(1002), ONE], "what is urgent leads");
    assert_eq!((queue.ready, queue.with_agents, queue.later), (2, 0, 0));
    let duty = house.desk.read_duty(UserId(LIN), Locale::En).await.unwrap().unwrap();
    let speaks: Vec<bool> = queue.rows.iter().map(|row| duty.languages.contains(&row.language)).collect();
    assert_eq!(speaks, [false, true]);
    let shown = format!("{queue:?}");
    for personal in ["Ann", "小伟", "2025550143", "13800138000", "pending since", "转走了"] {
        assert!(!shown.contains(personal), "{personal}: {shown}");
    }
    house.acts(LIN, ConsoleDeed::Command("/on".to_owned())).await;
    house.press_on_console(LIN, AgentClick::Claim(ONE)).await;
    let duty = house.desk.read_duty(UserId(LIN), Locale::En).await.unwrap().unwrap();
    assert!(duty.on && duty.mine.len() == 1, "{duty:?}");
    house.close().await;
}
