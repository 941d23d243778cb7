//! `[mail]`: through whom mails are sent, and what keeps them from being.

use std::ffi::OsString;
use std::fs;

use ringback::config::LoginError;
use ringback::config::environment::smtp_password;
use ringback::mail::{Password, Tls};
use tempfile::TempDir;

use super::{said, sound};

#[test]
fn without_the_table_there_are_no_mails_and_with_it_the_usual_port() {
    assert!(sound("").mail.is_none());
    let ports = [("", 465), ("tls = 'required'", 465), ("tls = 'starttls'", 587), ("tls = 'off'", 25)];
    for (tls, port) in ports {
        let mail =
            sound(&format!("[mail]\nhost = 'smtp.example.com'\nfrom = 'Desk@Example.com'\n{tls}\n")).mail.unwrap();
        assert_eq!((mail.port, mail.from.reveal()), (port, "Desk@example.com"));
    }
    let mail = sound("[mail]\nhost = 'h'\nfrom = 'a@b.example'\ntls = 'starttls'\nport = 2525\nuser = 'desk'\n").mail;
    let mail = mail.unwrap();
    assert_eq!((mail.tls, mail.port, mail.user.as_deref()), (Tls::StartTls, 2525, Some("desk")));
    assert_eq!(mail.server(None).unwrap_err(), LoginError::NoPassword);
    let server = mail.server(Some(Password::new("s3cret".to_owned()))).unwrap();
    assert!(server.login.is_some() && !format!("{server:?}").contains("s3cret"));
    insta::assert_snapshot!(LoginError::NoPassword, @r#""user" in [mail] has no password: set RINGBACK_SMTP_PASSWORD to it, or RINGBACK_SMTP_PASSWORD_FILE to a file that holds it"#);
}

#[test]
fn every_problem_of_the_table_is_told_at_once() {
    let broken = "[mail]\nhost = 'smtp://example.com'\nport = 70000\ntls = 'startls'\nfrom = 'desk'\nname = 'x'\npassword = 'hunter2'\n";
    let said = said(broken);
    assert!(!said.contains("hunter2"), "{said}");
    insta::assert_snapshot!(said, @r#"
    ringback.toml:1:1: warning: no members in [agents]; nobody would see a callback request
    ringback.toml:2:8: error: "host" in [mail] must be the name of a mail server like "smtp.example.com"; found "smtp://example.com"
    ringback.toml:3:8: error: "port" in [mail] must be a port, 1 to 65535; found 70000
    ringback.toml:4:7: error: "tls" in [mail] must be one of required, starttls, off; found "startls"; did you mean "starttls"?
    ringback.toml:5:8: error: "from" in [mail] must be an address like "desk@example.com"; found "desk"
    ringback.toml:6:1: error: unknown key "name" in [mail]; expected one of host, from, tls, port, user
    ringback.toml:7:1: error: a password does not belong in this file: set RINGBACK_SMTP_PASSWORD, or RINGBACK_SMTP_PASSWORD_FILE to a file that holds it
    "#);
    let bare = super::said("[mail]\n");
    assert!(bare.contains("[mail] without \"host\"") && bare.contains("[mail] without \"from\""), "{bare}");
    let open = super::said("[mail]\nhost = 'h'\nfrom = 'a@b.example'\nuser = 'u'\ntls = 'off'\n");
    assert!(open.contains("5:7: warning: \"tls\" in [mail] is off: the password and every code travel"), "{open}");
}

#[test]
fn the_password_comes_from_a_variable_or_a_file_and_is_never_shown() {
    let dir = TempDir::new().unwrap();
    let file = dir.path().join("password");
    fs::write(&file, " pass word \n").unwrap();
    let given = |variables: &[(&str, &str)]| {
        let variables: Vec<_> =
            variables.iter().map(|(name, value)| (name.to_string(), OsString::from(value))).collect();
        smtp_password(move |name| variables.iter().find(|(known, _)| known == name).map(|(_, value)| value.clone()))
    };
    assert_eq!(given(&[]).unwrap(), None);
    let (variable, in_file) = ("RINGBACK_SMTP_PASSWORD", "RINGBACK_SMTP_PASSWORD_FILE");
    assert_eq!(given(&[(variable, "hunter2")]).unwrap(), Some(Password::new("hunter2".to_owned())));
    let path = file.to_str().unwrap();
    // Blanks may belong to a password; the file's last newline does not.
    assert_eq!(given(&[(in_file, path)]).unwrap(), Some(Password::new(" pass word ".to_owned())));
    let why = |variables: &[(&str, &str)]| given(variables).unwrap_err().to_string();
    insta::assert_snapshot!(why(&[(variable, "x"), (in_file, path)]), @"both RINGBACK_SMTP_PASSWORD and RINGBACK_SMTP_PASSWORD_FILE are set; leave one out");
    insta::assert_snapshot!(why(&[(variable, "")]), @"RINGBACK_SMTP_PASSWORD is empty or no text");
    assert!(why(&[(in_file, "nowhere")]).starts_with("cannot read nowhere, which RINGBACK_SMTP_PASSWORD_FILE names"));
}
