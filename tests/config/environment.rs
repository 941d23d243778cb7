//! The token from the environment, and variables that nobody reads.

use std::ffi::OsString;
use std::fs;

use ringback::config::environment::{self, key, token};
use ringback::telegram::Token;
use tempfile::TempDir;

const TOKEN: &str = "123456:ABC-DEF_ghi";

fn given<'v>(variables: &'v [(&'v str, &'v str)]) -> impl Fn(&str) -> Option<OsString> + 'v {
    |name| variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
}

#[test]
fn the_token_comes_from_a_variable_or_a_file_and_is_never_shown() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("token");
    fs::write(&file, format!("{TOKEN}\n")).unwrap();
    let file = file.to_str().unwrap();
    for variables in [[("RINGBACK_TOKEN", TOKEN)], [("RINGBACK_TOKEN_FILE", file)]] {
        let token = token(given(&variables)).unwrap();
        assert_eq!(token, Token::parse(TOKEN).unwrap());
        assert!(!format!("{token:?}").contains(TOKEN));
    }
    let why = |variables: &[(&str, &str)]| token(given(variables)).unwrap_err().to_string();
    insta::assert_snapshot!(why(&[]), @"no bot token: set RINGBACK_TOKEN to the token that @BotFather gave you, or RINGBACK_TOKEN_FILE to a file that holds it");
    insta::assert_snapshot!(why(&[("RINGBACK_TOKEN", TOKEN), ("RINGBACK_TOKEN_FILE", file)]), @"both RINGBACK_TOKEN and RINGBACK_TOKEN_FILE are set; leave one out");
    insta::assert_snapshot!(why(&[("RINGBACK_TOKEN", " ")]), @"RINGBACK_TOKEN is empty");
    insta::assert_snapshot!(why(&[("RINGBACK_TOKEN", "123:a/../b")]), @"RINGBACK_TOKEN is no bot token: expected digits, a colon, then letters, digits, _ and -, like 123456:ABC-DEF");
    assert!(
        why(&[("RINGBACK_TOKEN_FILE", "nowhere")]).starts_with("cannot read nowhere, which RINGBACK_TOKEN_FILE names")
    );
}

#[test]
fn the_key_of_the_data_comes_from_a_variable_or_a_file_and_is_never_shown() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("key");
    let text = "0f".repeat(32);
    fs::write(&file, format!("{text}\n")).unwrap();
    let file = file.to_str().unwrap();
    assert!(key(given(&[])).unwrap().is_none());
    for variables in [[("RINGBACK_KEY", text.as_str())], [("RINGBACK_KEY_FILE", file)]] {
        let key = key(given(&variables)).unwrap().unwrap();
        assert_eq!(key.reveal().as_str(), text);
        assert!(!format!("{key:?}").contains("0f0f"));
    }
    let why = |variables: &[(&str, &str)]| key(given(variables)).unwrap_err().to_string();
    insta::assert_snapshot!(why(&[("RINGBACK_KEY", &text), ("RINGBACK_KEY_FILE", file)]), @"both RINGBACK_KEY and RINGBACK_KEY_FILE are set; leave one out");
    insta::assert_snapshot!(why(&[("RINGBACK_KEY", "secret words")]), @"RINGBACK_KEY is no key: expected 32 random bytes as 64 hex digits or as base64, as `ringback key new` makes them");
    insta::assert_snapshot!(why(&[("RINGBACK_KEY", "")]), @"RINGBACK_KEY is no key: it is empty");
    assert!(
        why(&[("RINGBACK_KEY_FILE", "nowhere")])
            .starts_with("cannot read the key from nowhere, which RINGBACK_KEY_FILE names")
    );
}

#[test]
fn variables_that_nobody_reads_are_named() {
    let names = ["PATH", "RINGBACK_TOKN", "RINGBACK_TOKEN", "RINGBACK_CONSOLE_ADR", "RINGBACK_COLOUR"];
    let said: Vec<_> = environment::unknown(names.map(OsString::from)).iter().map(ToString::to_string).collect();
    insta::assert_snapshot!(said.join("\n"), @r#"
    environment: warning: unknown variable RINGBACK_COLOUR; known are RINGBACK_TOKEN, RINGBACK_TOKEN_FILE, RINGBACK_API_URL, RINGBACK_CONFIG, RINGBACK_DATA, RINGBACK_INTENTS, RINGBACK_STORE, RINGBACK_KEY, RINGBACK_KEY_FILE, RINGBACK_SMTP_PASSWORD, RINGBACK_SMTP_PASSWORD_FILE, RINGBACK_LOG, RINGBACK_LOG_FORMAT, RINGBACK_METRICS_ADDR, RINGBACK_CONSOLE_ADDR, RINGBACK_CONSOLE_URL
    environment: warning: unknown variable RINGBACK_CONSOLE_ADR; did you mean RINGBACK_CONSOLE_ADDR?
    environment: warning: unknown variable RINGBACK_TOKN; did you mean RINGBACK_TOKEN?
    "#);
}
