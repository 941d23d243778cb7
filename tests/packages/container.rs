//! The container's files in a chroot, where nothing else is: a call is booked there.

use std::process::{Command, Stdio};

use ringback::stand_in::{NewPerson, Options, StandIn};

use super::contrib;
use crate::program::scripted::books;
use crate::program::{Home, Running};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_call_is_booked_where_nothing_is_but_what_the_container_holds() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path().join("root");
    let built =
        Command::new(contrib("container/rootfs")).arg(env!("CARGO_BIN_EXE_ringback")).arg(&root).output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let home = Home::new();
    std::fs::copy(home.path("ringback.toml"), root.join("etc/ringback/ringback.toml")).unwrap();
    for file in std::fs::read_dir(home.path("intents")).unwrap() {
        let file = file.unwrap();
        std::fs::copy(file.path(), root.join("etc/ringback/intents").join(file.file_name())).unwrap();
    }
    let telegram = StandIn::start(Options::default()).await.unwrap();
    let ann = telegram.person(NewPerson::named("Ann").id(11).language("en").phone("+447400123456"));
    let log = std::fs::File::create(home.path("log")).unwrap();
    // A user namespace of its own, so that nobody need be root for it.
    let mut command = Command::new("unshare");
    command
        .args(["--user", "--map-root-user", "--root"])
        .arg(&root)
        .args(["--wd", "/etc/ringback", "/usr/bin/ringback", "serve"])
        .env_clear()
        .env("RINGBACK_CONFIG", "/etc/ringback/ringback.toml")
        .env("RINGBACK_INTENTS", "/etc/ringback/intents")
        .env("RINGBACK_DATA", "/var/lib/ringback/data")
        .env("RINGBACK_TOKEN", telegram.token())
        .env("RINGBACK_API_URL", telegram.url())
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log);
    let running = Running::of(command.spawn().unwrap());
    let booked = books(&telegram, &ann, "my coins have not arrived").await;
    booked.unwrap_or_else(|vain| panic!("{vain}\n{}", home.log()));
    assert_eq!(running.terminate(), Some(0), "{}", home.log());
    assert!(root.join("var/lib/ringback/data").is_dir());
}
