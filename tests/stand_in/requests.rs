//! How requests may come in, what the journal keeps of them, and what the specification finds wrong with them.

use ringback::stand_in::{JournalMode, METHODS, ProfileText};
use serde_json::{Value, json};

use super::Bench;

async fn begun() -> Bench {
    let bench = Bench::start().await;
    bench.ana().says("hello");
    bench
}

fn body(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[tokio::test]
async fn parameters_come_as_query_form_json_or_multipart_and_names_in_any_case() {
    let bench = begun().await;
    let keyboard = r#"{"inline_keyboard":[[{"text":"Yes","callback_data":"y"}]]}"#;
    let query = [("chat_id", "11"), ("text", "by query"), ("protect_content", "true"), ("reply_markup", keyboard)];
    let url = reqwest::Url::parse_with_params(&bench.address("SENDMESSAGE"), query).unwrap();
    let encoded = url.query().unwrap().replace("by+query", "by+form").to_owned();
    let response = bench.http.get(url).send().await.unwrap();
    assert_eq!(response.status(), 200, "{}", response.text().await.unwrap());
    let form = "application/x-www-form-urlencoded";
    let post = bench.http.post(bench.address("SendMessage")).header("content-type", form).body(encoded);
    assert_eq!(post.send().await.unwrap().status(), 200);
    let parts = [("chat_id", "11"), ("text", "by multipart"), ("reply_markup", keyboard)];
    let mut multipart = String::new();
    for (name, value) in parts {
        multipart.push_str(&format!("--B\r\ncontent-disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
    }
    multipart.push_str("--B--\r\n");
    let kind = "multipart/form-data; boundary=B";
    let post = bench.http.post(bench.address("sendmessage")).header("content-type", kind).body(multipart);
    assert_eq!(post.send().await.unwrap().status(), 200);
    insta::assert_snapshot!(bench.ana().view(), @r"
    Ana: hello
    bot (protected): by query
        [Yes]
    bot (protected): by form
        [Yes]
    bot: by multipart
        [Yes]
    ");
    assert_eq!(bench.telegram.violations(), Vec::<String>::new());
    let post = bench.http.post(bench.address("getMe")).header("content-type", "application/json").body("{");
    let response = post.send().await.unwrap();
    assert_eq!(response.status(), 400);
    assert!(body(&response.text().await.unwrap())["description"].as_str().unwrap().contains("can't parse parameters"));
}

#[tokio::test]
async fn the_journal_keeps_what_was_asked_and_answered() {
    let bench = begun().await;
    bench.call("sendMessage", json!({"chat_id": 11, "text": "one"})).await;
    bench.refused("sendMessage", json!({"chat_id": 12, "text": "two"})).await;
    let calls = bench.telegram.calls("sendMessage");
    assert_eq!((calls[0].chat_id(), calls[0].is_ok(), calls[0].refusal()), (Some(11), true, None));
    assert_eq!(calls[0].parameter("text"), Some(&json!("one")));
    assert_eq!(calls[1].refusal(), Some("Bad Request: chat not found"));
    assert_eq!(calls[1].number, 2);
    assert_eq!(calls[1].at.as_second(), super::MONDAY);
    assert_eq!(bench.telegram.journal().len(), 2);
    let counting = Bench::with(|options| options.journal = JournalMode::Counts).await;
    counting.call("getMe", json!({})).await;
    assert_eq!((counting.telegram.journal().len(), counting.telegram.count("getMe")), (0, 1));
    let short = Bench::with(|options| options.journal = JournalMode::Last(1)).await;
    short.call("getMe", json!({})).await;
    short.call("getMyName", json!({})).await;
    assert_eq!(short.telegram.journal().len(), 1);
    assert_eq!(short.telegram.counts().len(), 2);
}

#[tokio::test]
async fn requests_that_break_the_specification_are_found() {
    let bench = begun().await;
    let wrong = [
        ("sendMessage", json!({"chat_id": 11, "text": "x", "reply_to": 1})),
        ("sendMessage", json!({"chat_id": 11})),
        ("sendMessage", json!({"chat_id": true, "text": "x"})),
        ("sendMessage", json!({"chat_id": 11, "text": "x", "disable_notification": "maybe"})),
        ("sendMessage", json!({"chat_id": 11, "text": format!("<b>{}</b>", "x".repeat(4097)), "parse_mode": "HTML"})),
        (
            "sendMessage",
            json!({"chat_id": 11, "text": "x", "reply_markup": {"inline_keyboard": [[
            {"text": "Yes", "callback_data": "y".repeat(65)}, {"callback_data": "z"}]]}}),
        ),
        (
            "sendMessage",
            json!({"chat_id": 11, "text": "x", "reply_markup": {"keyboard": [["Yes", {"text": "No", "request_contact": 1}]]}}),
        ),
        ("answerCallbackQuery", json!({"callback_query_id": 5})),
        ("setMyCommands", json!({"commands": [{"command": "c"}], "scope": {"type": "chat"}})),
        ("setMyDescription", json!({"description": "提".repeat(513)})),
        ("deleteMessages", json!({"chat_id": 11, "message_ids": []})),
        ("getUpdates", json!({"limit": 101, "allowed_updates": "message"})),
        ("makeCoffee", json!({})),
    ];
    let mut findings = Vec::new();
    for (method, parameters) in wrong {
        bench.send(method, parameters).await.unwrap();
        let all = bench.telegram.violations();
        assert!(all.len() > findings.len(), "nothing found in {method}");
        findings = all;
    }
    // Telegram reads a request's fields in any order, and so does the check.
    findings.sort();
    insta::assert_snapshot!(findings.join("\n"), @r"
    answerCallbackQuery.callback_query_id: is a number, must be String
    deleteMessages.message_ids: 0 items, allowed are 1 to 100
    getUpdates.allowed_updates: is a string, must be Array of String
    getUpdates.limit: 101, allowed are 1 to 100
    makeCoffee: this method is not served
    sendMessage.chat_id: is a boolean, must be one of Integer, String
    sendMessage.disable_notification: is a string, must be Boolean
    sendMessage.reply_markup.inline_keyboard[0][0].callback_data: 65 bytes, allowed are 1 to 64
    sendMessage.reply_markup.inline_keyboard[0][1]: the required field text is missing
    sendMessage.reply_markup.keyboard[0][1].request_contact: is a number, must be Boolean
    sendMessage.text: 4097 characters, allowed are 1 to 4096
    sendMessage: the field reply_to is unknown
    sendMessage: the required field text is missing
    setMyCommands.commands[0]: the required field description is missing
    setMyCommands.scope: the required field chat_id is missing
    setMyDescription.description: 513 characters, allowed are 0 to 512
    ");
}

#[tokio::test]
async fn the_profile_is_kept_per_language_and_scope() {
    let bench = begun().await;
    let commands = |word: &str| json!([{"command": "help", "description": word}]);
    let private = json!({"type": "all_private_chats"});
    bench.call("setMyCommands", json!({"commands": commands("Help")})).await;
    bench.call("setMyCommands", json!({"commands": commands("帮助"), "scope": private, "language_code": "zh"})).await;
    let help = |words: &str| vec![("help".to_owned(), words.to_owned())];
    assert_eq!(bench.telegram.commands(None, ""), help("Help"));
    assert_eq!(bench.telegram.commands(Some(private.clone()), "zh"), help("帮助"));
    let asked = bench.call("getMyCommands", json!({"scope": private, "language_code": "zh"})).await;
    assert_eq!(asked, commands("帮助"));
    bench.call("deleteMyCommands", json!({"scope": private, "language_code": "zh"})).await;
    assert_eq!(bench.telegram.commands(Some(private), "zh"), []);
    bench.call("setMyDescription", json!({"description": "A support desk"})).await;
    bench.call("setMyDescription", json!({"description": "服务台", "language_code": "zh"})).await;
    assert_eq!(bench.call("getMyDescription", json!({"language_code": "zh"})).await["description"], json!("服务台"));
    assert_eq!(bench.telegram.profile_text(ProfileText::Description, "de"), "A support desk");
    bench.call("setMyShortDescription", json!({"short_description": "Desk"})).await;
    assert_eq!(bench.call("getMyShortDescription", json!({})).await["short_description"], json!("Desk"));
    bench.call("setMyName", json!({"name": "bitp support"})).await;
    assert_eq!(bench.call("getMyName", json!({})).await["name"], json!("bitp support"));
    assert_eq!(bench.call("getMe", json!({})).await["first_name"], json!("bitp support"));
}

#[tokio::test]
async fn questions_about_chats_files_and_reactions() {
    let bench = begun().await;
    let ana = bench.ana();
    assert_eq!(bench.call("getChat", json!({"chat_id": 11})).await["first_name"], json!("Ana"));
    let group = bench.telegram.group("Agents", None, &[&ana]);
    let member = |user: i64| json!({"chat_id": group.id(), "user_id": user});
    assert_eq!(bench.call("getChatMember", member(11)).await["status"], json!("member"));
    assert_eq!(bench.call("getChatMember", member(4242)).await["status"], json!("member"));
    group.promotes_bot(&ana);
    assert_eq!(bench.call("getChatMember", member(4242)).await["status"], json!("administrator"));
    assert_eq!(bench.refused("getChatMember", member(99)).await, "400 Bad Request: user not found");
    let photo = ana.sends_photo("my screen");
    let updates = bench.updates(json!({"offset": -1})).await;
    let file = updates[0]["message"]["photo"][0]["file_id"].clone();
    bench.call("getFile", json!({"file_id": file})).await;
    let missing = "400 Bad Request: wrong file_id or the file is temporarily unavailable";
    assert_eq!(bench.refused("getFile", json!({"file_id": "none"})).await, missing);
    bench
        .call("sendPhoto", json!({"chat_id": 11, "photo": file, "caption": "<b>seen</b>", "parse_mode": "HTML"}))
        .await;
    let wrong = "400 Bad Request: wrong file identifier/HTTP URL specified";
    assert_eq!(bench.refused("sendPhoto", json!({"chat_id": 11, "photo": "none"})).await, wrong);
    let thumb = json!({"chat_id": 11, "message_id": photo, "reaction": [{"type": "emoji", "emoji": "👍"}]});
    bench.call("setMessageReaction", thumb).await;
    insta::assert_snapshot!(ana.view(), @r"
    Ana: hello
    Ana: ‹photo› my screen
        (👍)
    bot: ‹photo› seen
    ");
}

#[tokio::test]
async fn every_method_is_served_and_in_the_specification() {
    let bench = begun().await;
    for method in METHODS {
        let (status, body) = bench.send(method, json!({})).await.unwrap();
        assert_ne!(status, 404, "{method}: {body}");
    }
    let unspecified: Vec<String> =
        bench.telegram.violations().into_iter().filter(|finding| finding.contains("not in the spec")).collect();
    assert_eq!(unspecified, Vec::<String>::new());
}
