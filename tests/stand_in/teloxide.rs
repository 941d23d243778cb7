//! teloxide against the stand-in: its types decode every update, its typed requests break no rule.

use ringback::stand_in::{NewPerson, spec};
use serde_json::{Map, Value, json};
use teloxide::prelude::*;
use teloxide::types::{
    BotCommand, BotCommandScope, ButtonRequest, CallbackQueryId, ChatAction, InlineKeyboardButton,
    InlineKeyboardMarkup, InputFile, KeyboardButton, KeyboardMarkup, KeyboardRemove, LinkPreviewOptions, MediaKind,
    MessageId, MessageKind, ParseMode, ReactionType, ReplyParameters, UpdateKind,
};

use super::Bench;

fn bot(bench: &Bench) -> Bot {
    let url = reqwest::Url::parse(&bench.telegram.url()).unwrap();
    Bot::new(bench.telegram.token()).set_api_url(url)
}

#[tokio::test]
async fn every_update_decodes() {
    let bench = Bench::start().await;
    let ana = bench.telegram.person(
        NewPerson::named("Ana").last_name("Lima").username("ana").id(11).language("zh-hans").phone("+12025550143"),
    );
    ana.starts_with("payload");
    let text = ana.says("How do I withdraw?");
    ana.edits(text, "How do I withdraw money?").unwrap();
    ana.replies(text, "please");
    ana.shares_contact().unwrap();
    ana.shares_contact_of("Bo", "12025550144", None);
    ana.sends_photo("my screen");
    ana.sends_sticker("👍");
    ana.sends_voice(4);
    ana.sends_location(1.5, 2.5);
    let keyboard = json!({"inline_keyboard": [[{"text": "Yes", "callback_data": "y"}]]});
    let sent = bench.call("sendMessage", json!({"chat_id": 11, "text": "Sure?", "reply_markup": keyboard})).await;
    ana.presses("Yes").unwrap();
    bench.call("deleteMessage", json!({"chat_id": 11, "message_id": sent["message_id"]})).await;
    ana.presses_data(sent["message_id"].as_i64().unwrap(), "y").unwrap();
    ana.blocks();
    ana.unblocks();
    let group = bench.telegram.group("Agents", Some(-500), &[&ana]);
    group.promotes_bot(&ana);
    ana.in_group(&group).says("/queue");
    bench.telegram.person(NewPerson::named("Mo")).in_group(&group).says("hello");
    let _ = group.becomes_supergroup(&ana);
    let mut kinds = Vec::new();
    for update in bench.updates(json!({})).await {
        assert_eq!(spec::value_findings("Update", &update), Vec::<String>::new(), "{update}");
        let decoded: Update = serde_json::from_str(&update.to_string()).unwrap();
        kinds.push(match decoded.kind {
            UpdateKind::Message(message) => {
                assert!(!matches!(message.kind, MessageKind::Empty {}), "{update}");
                if let MessageKind::Common(common) = &message.kind
                    && let MediaKind::Contact(contact) = &common.media_kind
                {
                    let known = contact.contact.user_id.map(|id| id.0);
                    format!("contact {} {known:?}", contact.contact.phone_number)
                } else {
                    "message".to_owned()
                }
            }
            UpdateKind::EditedMessage(message) => format!("edited {}", message.text().unwrap()),
            UpdateKind::CallbackQuery(query) => {
                format!("click {} {}", query.data.unwrap(), query.message.unwrap().regular_message().is_some())
            }
            UpdateKind::MyChatMember(change) => format!("{:?}", change.new_chat_member.status()),
            other => panic!("{other:?} from {update}"),
        });
    }
    insta::assert_snapshot!(kinds.join("\n"), @r"
    message
    message
    edited How do I withdraw money?
    message
    contact +12025550143 Some(11)
    contact 12025550144 None
    message
    message
    message
    message
    click y true
    click y false
    Banned
    Member
    Member
    Administrator
    message
    message
    message
    message
    message
    ");
}

#[tokio::test]
async fn what_teloxide_cannot_decode_can_be_sent_too() {
    let bench = Bench::start().await;
    let ana = bench.ana();
    ana.sends(Map::from_iter([("hologram".to_owned(), json!({"depth": 3}))]));
    bench.telegram.inject(json!({"brand_new_kind": {"x": 1}}));
    let updates = bench.raw_updates().await;
    let decode = |update: &Value| serde_json::from_str::<Update>(&update.to_string()).unwrap().kind;
    assert!(
        matches!(decode(&updates[0]), UpdateKind::Message(message) if matches!(message.kind, MessageKind::Empty {}))
    );
    assert!(matches!(decode(&updates[1]), UpdateKind::Error(_)));
}

#[tokio::test]
async fn typed_requests_break_no_rule() {
    let bench = Bench::start().await;
    let ana = bench.ana();
    let hello = MessageId(i32::try_from(ana.says("hello")).unwrap());
    let bot = bot(&bench);
    let chat = ChatId(11);
    let inline = InlineKeyboardMarkup::new([[
        InlineKeyboardButton::callback("Yes", "y"),
        InlineKeyboardButton::url("Site", reqwest::Url::parse("https://example.com").unwrap()),
    ]]);
    assert_eq!(bot.get_me().await.unwrap().username(), "ringback_bot");
    bot.send_chat_action(chat, ChatAction::Typing).await.unwrap();
    let preview = LinkPreviewOptions {
        is_disabled: true,
        url: None,
        prefer_small_media: false,
        prefer_large_media: false,
        show_above_text: false,
    };
    let sent = bot
        .send_message(chat, "<b>Sure?</b>")
        .parse_mode(ParseMode::Html)
        .link_preview_options(preview)
        .protect_content(true)
        .reply_parameters(ReplyParameters::new(hello))
        .reply_markup(inline.clone())
        .await
        .unwrap();
    assert_eq!(sent.text(), Some("Sure?"));
    ana.presses("Yes").unwrap();
    let updates = bot.get_updates().offset(-1).limit(10).timeout(0).await.unwrap();
    let UpdateKind::CallbackQuery(query) = updates[0].kind.clone() else { panic!("{updates:?}") };
    bot.answer_callback_query(query.id).text("Done").show_alert(true).await.unwrap();
    let stale = bot.answer_callback_query(CallbackQueryId("none".to_owned())).await.unwrap_err();
    assert!(stale.to_string().contains("query is too old"), "{stale}");
    bot.edit_message_text(chat, sent.id, "Sure.").reply_markup(inline).await.unwrap();
    bot.edit_message_reply_markup(chat, sent.id).await.unwrap();
    let unchanged = bot.edit_message_text(chat, sent.id, "Sure.").await.unwrap_err();
    assert!(matches!(unchanged, teloxide::RequestError::Api(teloxide::ApiError::MessageNotModified)), "{unchanged}");
    let ask = KeyboardMarkup::new([[KeyboardButton::new("Share").request(ButtonRequest::Contact)]]).resize_keyboard();
    bot.send_message(chat, "Your number?").reply_markup(ask.one_time_keyboard()).await.unwrap();
    bot.send_message(chat, "Thanks").reply_markup(KeyboardRemove::new()).await.unwrap();
    bot.set_message_reaction(chat, hello).reaction([ReactionType::Emoji { emoji: "👍".to_owned() }]).await.unwrap();
    bot.send_photo(chat, InputFile::memory(vec![1, 2, 3])).caption("uploaded").await.unwrap();
    bot.forward_message(chat, chat, hello).await.unwrap();
    bot.copy_message(chat, chat, hello).await.unwrap();
    bot.delete_message(chat, hello).await.unwrap();
    bot.set_my_commands([BotCommand::new("help", "Help")])
        .scope(BotCommandScope::Chat { chat_id: chat.into() })
        .language_code("en")
        .await
        .unwrap();
    bot.get_my_commands().await.unwrap();
    bot.delete_my_commands().await.unwrap();
    bot.set_my_description().description("A desk").language_code("en").await.unwrap();
    bot.set_my_short_description().short_description("A desk").await.unwrap();
    bot.get_chat(chat).await.unwrap();
    bot.get_chat_member(chat, UserId(11)).await.unwrap();
    assert_eq!(bot.get_webhook_info().await.unwrap().url, None);
    bot.delete_webhook().await.unwrap();
    ana.blocks();
    let blocked = bot.send_message(chat, "x").await.unwrap_err();
    assert!(matches!(blocked, teloxide::RequestError::Api(teloxide::ApiError::BotBlocked)), "{blocked}");
    assert_eq!(bench.telegram.violations(), Vec::<String>::new());
    insta::assert_snapshot!(ana.view(), @r"
    bot (to a deleted message) (edited) (protected): Sure.
    (alert to Ana) Done
    bot: Your number?
    bot: Thanks
    bot: ‹photo› uploaded
    bot (forwarded from Ana): hello
    bot: hello
    ");
}
