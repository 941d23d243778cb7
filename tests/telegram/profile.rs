//! What the bot shows of itself, set at start.

use ringback::callback::{ChatId, UserId};
use ringback::stand_in::{Fault, ProfileText};
use ringback::telegram::{Command, Profile, ProfilePage};
use serde_json::json;

use super::bench::{Bench, SOON};

fn page(language: Option<&str>, words: &str) -> ProfilePage {
    let command = |name: &str| Command { name: name.to_owned(), description: format!("{words} {name}") };
    ProfilePage {
        language: language.map(str::to_owned),
        commands: vec![command("start"), command("call")],
        agent_commands: vec![command("queue")],
        description: format!("{words} desk"),
        short_description: format!("{words} short"),
    }
}

#[tokio::test]
async fn commands_and_descriptions_are_set_for_everybody_and_for_agents() {
    let mut bench = Bench::new().await;
    let agent = bench.person(90);
    let group = bench.telegram.group("Agents", Some(-500), &[&agent]);
    bench.group = Some(ChatId(group.id()));
    bench.agents = vec![UserId(90), UserId(91)]; // 91 has never written to the bot
    bench.profile = Profile { pages: vec![page(None, "default"), page(Some("zh"), "中文")] };
    bench.telegram.fail(Fault::retry_after(1).on("setMyDescription"));
    bench.open();
    let last = || bench.telegram.profile_text(ProfileText::ShortDescription, "zh");
    bench.telegram.wait_until("the last text", SOON, || last() == "中文 short").await.unwrap();
    for (language, words) in [("", "default"), ("zh", "中文")] {
        let customers = bench.telegram.commands(Some(json!({"type": "all_private_chats"})), language);
        let expected = [("start".to_owned(), format!("{words} start")), ("call".to_owned(), format!("{words} call"))];
        assert_eq!(customers, expected);
        for chat in [-500, 90] {
            let agents = bench.telegram.commands(Some(json!({"type": "chat", "chat_id": chat})), language);
            assert_eq!(agents, [("queue".to_owned(), format!("{words} queue"))], "chat {chat}");
        }
        assert_eq!(bench.telegram.profile_text(ProfileText::Description, language), format!("{words} desk"));
    }
    bench.close().await;
}

#[tokio::test]
async fn a_profile_that_cannot_be_set_harms_nothing() {
    let mut bench = Bench::new().await;
    bench.profile = Profile { pages: vec![page(None, "default")] };
    bench.telegram.fail(Fault::refusal(400, "Bad Request: a test").on("setMyCommands").times(u32::MAX));
    bench.open();
    let short = || bench.telegram.profile_text(ProfileText::ShortDescription, "");
    bench.telegram.wait_until("the rest", SOON, || short() == "default short").await.unwrap();
    bench.person(1);
    bench.desk.wait_until("a text", || bench.desk.texts().len() == 1).await;
    bench.close().await;
}
