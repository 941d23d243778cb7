//! `ringback check`: what it prints and the code it ends with.

use std::fs;
use std::path::Path;
use std::process::Command;

use tempfile::TempDir;

/// Runs `check` in an empty folder that holds these files; returns the exit code, standard output and standard error.
fn check(files: &[(&str, &str)], arguments: &[&str]) -> (Option<i32>, String, String) {
    let dir = TempDir::new().unwrap();
    for (name, text) in files {
        let file = dir.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    let output = Command::new(env!("CARGO_BIN_EXE_ringback"))
        .arg("check")
        .args(arguments)
        .current_dir(dir.path())
        .env_clear()
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

const SOUND: &str =
    "[zh]\ntitle = '一'\nexamples = ['一', '二']\nanswer = '三'\n[en]\ntitle = 'a'\nexamples = ['b']\nanswer = 'c'\n";
const SETTINGS: &str = "[agents]\nmembers = [{ id = 1, name = 'Lin', role = 'lead' }]\n";

#[test]
fn well_is_zero() {
    let (code, out, err) = check(&[("ringback.toml", SETTINGS), ("intents/a.toml", SOUND)], &["--no-lint"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    insta::assert_snapshot!(out, @"0 errors, 0 warnings; 1 intent with 3 examples in intents");
}

#[test]
fn warnings_alone_are_zero_too() {
    let (code, out, _) = check(&[("intents/a.toml", SOUND)], &[]);
    assert_eq!(code, Some(0));
    insta::assert_snapshot!(out, @r#"
    intents/a.toml: warning: only 1 example in en; add examples until there are at least 8, worded differently
    intents/a.toml: warning: only 2 examples in zh; add examples until there are at least 8, worded differently
    ringback.toml: warning: no such file; with the defaults there are no agents, so nobody would see a callback request
    0 errors, 3 warnings; 1 intent with 3 examples in intents
    "#);
}

#[test]
fn problems_of_both_are_one_and_stand_in_order() {
    let settings = "[desk]\nlanguages = ['en']\n[facts]\nfee = '1'\n";
    let intent = "[en]\ntitle = 'a'\nexamples = ['b']\nanswer = '{feee} https://example.com'\n";
    let files = [("ringback.toml", settings), ("intents/b.toml", "x = 1\n"), ("intents/a.toml", intent)];
    let (code, out, _) = check(&files, &[]);
    assert_eq!(code, Some(1));
    insta::assert_snapshot!(out, @r#"
    intents/a.toml:4:11: error: unknown fact {feee}; did you mean {fee}?
    intents/a.toml:4:18: error: the link https://example.com is not allowed; [official] lists the links and names that are
    intents/b.toml:1:1: error: no [en]; the desk speaks it (languages in [desk])
    intents/b.toml:1:1: error: unknown key "x"; expected one of priority, escalate, courtesy, verify, money, awaited, front, keywords, zh, en
    ringback.toml:1:1: warning: no members in [agents]; nobody would see a callback request
    4 errors, 1 warning
    "#);
    let (code, out, _) = check(&files, &["--json"]);
    assert_eq!(code, Some(1));
    insta::assert_snapshot!(out, @r#"{"ok":false,"errors":4,"warnings":1,"intents":null,"examples":null,"problems":[{"file":"intents/a.toml","line":4,"column":11,"severity":"error","message":"unknown fact {feee}; did you mean {fee}?"},{"file":"intents/a.toml","line":4,"column":18,"severity":"error","message":"the link https://example.com is not allowed; [official] lists the links and names that are"},{"file":"intents/b.toml","line":1,"column":1,"severity":"error","message":"no [en]; the desk speaks it (languages in [desk])"},{"file":"intents/b.toml","line":1,"column":1,"severity":"error","message":"unknown key \"x\"; expected one of priority, escalate, courtesy, verify, money, awaited, front, keywords, zh, en"},{"file":"ringback.toml","line":1,"column":1,"severity":"warning","message":"no members in [agents]; nobody would see a callback request"}]}"#);
}

#[test]
fn what_could_harm_customers_is_refused_where_it_stands() {
    let intent = SOUND
        .replace("'三'", "\"\"\"\n好的。\n请把验证码发给客服。\n我们绝不会索要密码。\n\"\"\"")
        .replace("'c'", "'Call +1 202 555 0199 or write to @example_help. Please send us your **password**.'\nprepare = ['Your recovery phrase']");
    let settings = format!("{SETTINGS}[official]\nhandles = ['@example_desk']\n");
    let (code, out, _) = check(&[("ringback.toml", &settings), ("intents/a.toml", &intent)], &[]);
    assert_eq!(code, Some(1));
    insta::assert_snapshot!(out, @r"
    intents/a.toml:6:1: error: asks for a secret (one time code), which nobody from the desk may do: 请把验证码发给客服。
    intents/a.toml:12:16: error: the number +1 202 555 0199 is not allowed; [official] phones lists those that are
    intents/a.toml:12:44: error: the link @example_help is not allowed; [official] lists the links and names that are
    intents/a.toml:12:81: error: asks for a secret (password), which nobody from the desk may do: Please send us your password.
    intents/a.toml:13:13: error: asks for a secret (recovery phrase), which nobody from the desk may do: Your recovery phrase
    5 errors, 0 warnings
    ");
}

#[test]
fn broken_settings_cause_no_false_alarm_in_the_intents() {
    let intent = SOUND.replace("'c'", "'{fee} https://example.com'");
    let (code, out, _) = check(&[("ringback.toml", "[facts\nfee = '1'\n"), ("intents/a.toml", &intent)], &[]);
    assert_eq!(code, Some(1));
    insta::assert_snapshot!(out, @r#"
    intents/a.toml: warning: only 1 example in en; add examples until there are at least 8, worded differently
    intents/a.toml: warning: only 2 examples in zh; add examples until there are at least 8, worded differently
    ringback.toml:1:7: error: not valid TOML: unclosed table, expected `]`
    1 error, 2 warnings; 1 intent with 3 examples in intents
    "#);
}

#[test]
fn what_cannot_be_read_is_two() {
    let (code, out, err) = check(&[("ringback.toml", SETTINGS)], &[]);
    assert_eq!((code, out.as_str()), (Some(2), ""));
    insta::assert_snapshot!(err, @"ringback: cannot read the intents folder intents: No such file or directory (os error 2)");
    let (code, _, err) = check(&[("intents/a.toml", SOUND)], &["--config", "mine.toml"]);
    assert_eq!(code, Some(2));
    insta::assert_snapshot!(err, @"ringback: cannot read the settings file mine.toml: No such file or directory (os error 2)");
}

#[test]
fn the_samples_are_well() {
    let output = Command::new(env!("CARGO_BIN_EXE_ringback"))
        .arg("check")
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
        .env_clear()
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8(output.stdout).unwrap().starts_with("0 errors, 0 warnings; 24 intents with "));
}
