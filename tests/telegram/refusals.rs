//! Telegram's refusals, told apart; and that no failure shows the token.

use std::time::Duration;

use ringback::callback::ChatId;
use ringback::telegram::{ApiFailure, Bot, Parameters, Token, TokenFault};

fn told(code: u16, words: &str) -> ApiFailure {
    ApiFailure::classify(code, words, Parameters::default())
}

#[test]
fn refusals_are_told_apart_by_code_and_wording() {
    let name = |code, words: &str| format!("{:?}", told(code, words));
    let head = |code, words: &str| name(code, words).split(['(', ' ']).next().unwrap_or_default().to_owned();
    let cases = [
        (403, "Forbidden: bot was blocked by the user", "Forbidden"),
        (403, "Forbidden: user is deactivated", "Forbidden"),
        (403, "Forbidden: bot was kicked from the group chat", "Forbidden"),
        (403, "Forbidden: bot is not a member of the supergroup chat", "Forbidden"),
        (400, "Forbidden: whatever comes next year", "Forbidden"),
        (400, "Bad Request: chat not found", "NoSuchChat"),
        (400, "Bad Request: PEER_ID_INVALID", "NoSuchChat"),
        (
            400,
            "Bad Request: message is not modified: specified new message content and reply markup are exactly the same",
            "NotModified",
        ),
        (400, "Bad Request: message to edit not found", "Gone"),
        (400, "Bad Request: message to delete not found", "Gone"),
        (400, "Bad Request: message can't be deleted for everyone", "Gone"),
        (400, "Bad Request: MESSAGE_ID_INVALID", "Gone"),
        (400, "Bad Request: query is too old and response timeout expired or query ID is invalid", "TooOldPress"),
        (400, "Bad Request: can't parse entities: Unsupported start tag \"x\" at byte offset 3", "Markup"),
        (400, "Bad Request: message text is empty", "BadRequest"),
        (413, "Request Entity Too Large", "BadRequest"),
        (401, "Unauthorized", "BadToken"),
        (404, "Not Found", "BadToken"),
        (500, "Internal Server Error", "Server"),
        (502, "Bad Gateway", "Server"),
        (599, "", "Server"),
    ];
    for (code, words, expected) in cases {
        assert_eq!(head(code, words), expected, "{code} {words}");
    }
}

#[test]
fn two_pollers_and_a_webhook_are_told_apart() {
    let other =
        told(409, "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running");
    assert_eq!(other, ApiFailure::ConflictingPoll { webhook: false });
    assert!(other.to_string().starts_with("another program asks for the updates"), "{other}");
    let webhook = told(
        409,
        "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first",
    );
    assert_eq!(webhook, ApiFailure::ConflictingPoll { webhook: true });
    assert!(webhook.to_string().contains("deleteWebhook"), "{webhook}");
}

#[test]
fn a_pause_is_what_telegram_says_within_reason() {
    let pause = |retry_after| {
        ApiFailure::classify(429, "Too Many Requests", Parameters { retry_after, ..Parameters::default() })
    };
    assert_eq!(pause(Some(8)), ApiFailure::RetryAfter(Duration::from_secs(8)));
    assert_eq!(pause(Some(0)), ApiFailure::RetryAfter(Duration::from_secs(1)));
    assert_eq!(pause(None), ApiFailure::RetryAfter(Duration::from_secs(5)));
    assert_eq!(pause(Some(u64::MAX)), ApiFailure::RetryAfter(Duration::from_secs(24 * 3600)));
}

#[test]
fn a_migration_counts_before_its_code() {
    let parameters = Parameters { migrate_to_chat_id: Some(-100_200), retry_after: None };
    let failure = ApiFailure::classify(400, "Bad Request: group chat was upgraded to a supergroup chat", parameters);
    assert_eq!(failure, ApiFailure::Migrated(ChatId(-100_200)));
}

#[test]
fn a_token_is_checked_and_never_shown() {
    assert_eq!(Token::parse("  \n"), Err(TokenFault::Empty));
    for bad in ["abc", "123:", ":abc", "12x:abc", "123:abc/../x", "123:a b", "123:abc?x=1", "１２３:abc"] {
        assert_eq!(Token::parse(bad), Err(TokenFault::Malformed), "{bad}");
    }
    let token = Token::parse("123456:SECRET-part_9\n").unwrap();
    assert_eq!(format!("{token:?}"), "Token(…)");
    let bot = Bot::new(&token, "https://example.com").unwrap();
    assert_eq!(format!("{bot:?}"), "Bot(…)");
}

#[tokio::test]
async fn a_network_failure_shows_neither_token_nor_address() {
    // A port that was free a moment ago, so nobody listens.
    let address = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let bot = Bot::new(&Token::parse("123456:SECRET").unwrap(), &format!("http://{address}/prefix/")).unwrap();
    let failure = bot.call(&teloxide::payloads::GetMe::new()).await.unwrap_err();
    let shown = format!("{failure} {failure:?}");
    assert!(matches!(failure, ApiFailure::Network { perhaps_done: false, .. }), "{shown}");
    assert!(!shown.contains("SECRET") && !shown.contains("prefix"), "{shown}");
}

#[test]
fn an_unusable_address_is_refused() {
    let token = Token::parse("1:a").unwrap();
    for bad in ["", "api.telegram.org", "ftp://example.com", "http://", "https://example.com/?x=1"] {
        let fault = Bot::new(&token, bad).unwrap_err().to_string();
        assert!(fault.contains("RINGBACK_API_URL"), "{bad}: {fault}");
    }
}
