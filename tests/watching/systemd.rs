//! The word that systemd gets: ready only once Telegram has answered, signs of life, and that it stops.

use std::os::unix::net::UnixDatagram;

use ringback::stand_in::NewPerson;

use crate::program::{Home, Running};

use super::{SOON, stand_in};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn systemd_is_told_when_it_is_ready_alive_and_stopping() {
    let telegram = stand_in().await;
    let home = Home::new();
    let socket = UnixDatagram::bind(home.path("notify")).unwrap();
    socket.set_read_timeout(Some(SOON)).unwrap();
    let hears = || {
        let mut word = [0; 512];
        let length = socket.recv(&mut word).unwrap();
        String::from_utf8_lossy(&word[..length]).into_owned()
    };
    // With something to say, Telegram answers the first poll at once.
    telegram.person(NewPerson::named("Ann").id(11).language("en")).says("/start");
    let mut command = home.serve(&telegram.url(), telegram.token());
    command.env("NOTIFY_SOCKET", home.path("notify")).env("WATCHDOG_USEC", "300000");
    let running = Running::of(command.spawn().unwrap());
    let ready = hears();
    assert!(ready.contains("READY=1"), "{ready}");
    assert!(telegram.count("getUpdates") > 0, "not before Telegram has answered");
    assert!(hears().contains("WATCHDOG=1"));
    assert!(hears().contains("WATCHDOG=1"), "again and again");
    running.signal("TERM");
    let stopping = std::iter::repeat_with(hears).find(|word| word.contains("STOPPING=1"));
    assert!(stopping.is_some());
    assert_eq!(running.ended(), Some(0));
}
