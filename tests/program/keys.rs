//! The key of the data at the terminal: made at the first start, asked for at the next ones, made and changed by hand.

use std::fs;
use std::time::Duration;

use ringback::callback::ChatId;
use ringback::stand_in::{NewPerson, Options, StandIn};
use ringback::store::{self, DataKey, Protection};

use super::{Home, ringback, run};

const SOON: Duration = Duration::from_secs(60);

/// A desk that has talked with somebody under the key that it made itself.
async fn served() -> (Home, StandIn) {
    let home = Home::new();
    let telegram = StandIn::start(Options::default()).await.unwrap();
    let ann = telegram.person(NewPerson::named("Ann").id(11).language("en"));
    ann.says("what are the fees?");
    let running = home.start(&telegram);
    telegram.wait_until("the answer", SOON, || ann.view().shows("The trading fee is 0.1%")).await.unwrap();
    assert_eq!(running.terminate(), Some(0), "{}", home.log());
    (home, telegram)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_first_start_makes_a_key_and_without_it_there_is_no_second() {
    let (home, telegram) = served().await;
    let told = "made a key for the data; keep a copy of it apart from the data and from their backups";
    assert!(home.log().contains(told), "{}", home.log());
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        assert_eq!(fs::metadata(home.path("data.key")).unwrap().permissions().mode() & 0o777, 0o600);
    }
    let serve = || home.serve(&telegram.url(), telegram.token());
    fs::rename(home.path("data.key"), home.path("elsewhere")).unwrap();
    let (code, _, err) = run(&mut serve());
    assert_eq!(code, 2);
    assert!(err.contains("is encrypted with the key") && err.contains("set RINGBACK_KEY_FILE"), "{err}");
    assert!(!home.path("data.key").exists(), "no second key is made");
    let (code, _, err) = run(serve().env("RINGBACK_KEY", "ab".repeat(32)));
    assert_eq!(code, 2);
    assert!(err.contains("give the key that belongs to this folder"), "{err}");
    let (code, _, err) = run(serve().env("RINGBACK_KEY", "my secret"));
    assert_eq!(code, 2);
    assert!(err.contains("RINGBACK_KEY is no key") && !err.contains("my secret"), "{err}");

    let settings = fs::read_to_string(home.path("ringback.toml")).unwrap();
    fs::write(home.path("ringback.toml"), format!("{settings}\n[data]\nencryption = \"off\"\n")).unwrap();
    let (code, _, err) = run(&mut serve());
    assert_eq!(code, 2);
    assert!(err.contains("but encryption is switched off"), "{err}");
    let (code, _, err) = run(serve().env("RINGBACK_KEY_FILE", home.path("elsewhere")));
    assert_eq!(code, 2);
    assert!(err.contains("leave one of them out"), "{err}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_key_is_made_and_takes_the_place_of_the_old_one() {
    let (home, telegram) = served().await;
    let (code, out, err) = run(ringback().args(["key", "new"]));
    assert_eq!((code, err.as_str()), (0, ""));
    DataKey::parse(&out).unwrap();
    let file = home.path("new.key");
    let (code, out, err) = run(ringback().args(["key", "new"]).arg(&file));
    assert_eq!((code, err.as_str()), (0, ""), "{out}");
    let key = DataKey::read(&file).unwrap();
    assert!(out.contains(&key.id().to_string()) && !out.contains(key.reveal().as_str()), "{out}");
    assert!(out.contains("Keep a copy apart from the data and from their backups"), "{out}");
    let (code, _, err) = run(ringback().args(["key", "new"]).arg(&file));
    assert_eq!(code, 2);
    assert!(err.contains("there is such a file already"), "{err}");

    let rotate = || {
        let mut command = ringback();
        command.current_dir(home.path("")).args(["key", "rotate", "--to", "new.key"]);
        command
    };
    let (code, _, err) = run(rotate().args(["--data", "nowhere"]));
    assert_eq!(code, 2);
    assert!(err.contains("there is no data folder nowhere"), "{err}");
    let running = home.start(&telegram);
    let polls = telegram.polls_begun();
    telegram.wait_until("it polls", SOON, || telegram.polls_begun() > polls).await.unwrap();
    let (code, _, err) = run(&mut rotate());
    assert_eq!(code, 2);
    assert!(err.contains("in use by another Ringback"), "{err}");
    assert_eq!(running.terminate(), Some(0));

    let (code, out, err) = run(&mut rotate());
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("Start the desk with RINGBACK_KEY_FILE=new.key"), "{out}");
    let (code, out, _) = run(&mut rotate());
    assert_eq!(code, 0);
    assert!(out.contains("already"), "{out}");
    let (code, _, err) = run(&mut home.serve(&telegram.url(), telegram.token()));
    assert_eq!(code, 2);
    assert!(err.contains("the key given is"), "{err}");
    let store = store::open(&home.path("data"), &Protection::Key(key)).unwrap();
    assert!(store.conversation(ChatId(11)).await.unwrap().is_some());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_kept_of_a_customer_is_written_out_by_the_running_desk_and_from_its_data() {
    let (home, telegram) = served().await;
    let export = |who: &str| {
        let mut command = ringback();
        command.current_dir(home.path("")).args(["export", "--customer", who]);
        run(&mut command)
    };
    let kept_of_ann = || {
        let (code, out, err) = export("11");
        assert_eq!((code, err.as_str()), (0, ""));
        let export: serde_json::Value = serde_json::from_str(&out).unwrap();
        assert_eq!(
            (&export["customer"], &export["kept"]["conversation"]["topic"]),
            (&11.into(), &"fees".into()),
            "{out}"
        );
        export["kept"].clone()
    };
    let unknown = || {
        for (who, code, why) in [
            ("12", 1, "nothing is kept of 12\n"),
            ("RB-1001", 1, "there is no request RB-1001\n"),
            ("Ann", 2, "expected a number in Telegram, like 7000000011, or a reference, like RB-1042"),
        ] {
            let (ended, out, err) = export(who);
            assert_eq!((ended, out.as_str()), (code, ""), "{err}");
            assert!(err.contains(why), "{err}");
        }
    };
    let from_its_data = kept_of_ann();
    unknown();
    let running = home.start(&telegram);
    let polls = telegram.polls_begun();
    telegram.wait_until("it polls", SOON, || telegram.polls_begun() > polls).await.unwrap();
    assert_eq!(kept_of_ann(), from_its_data);
    unknown();
    assert_eq!(running.terminate(), Some(0));
}
