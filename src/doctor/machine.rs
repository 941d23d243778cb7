//! The machine: its clock, its disk, the key, the hours and the mail server.

use std::fmt;
use std::io::ErrorKind;
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::time::Duration;

use jiff::fmt::rfc2822;
use jiff::{SignedDuration, Timestamp};

use super::finding::Finding;
use crate::config::Settings;
use crate::console::Site;
use crate::mail;
use crate::store::{exposure, file_beside};

/// A clock that is off by more than this gives customers wrong times; Telegram's own date has whole seconds.
const CLOCK_OFF: SignedDuration = SignedDuration::from_secs(5);

/// How long the server may take that is asked for its clock.
const CLOCK_LIMIT: Duration = Duration::from_secs(10);

/// How long the console of a desk that runs may take to answer.
const CONSOLE_LIMIT: Duration = Duration::from_secs(2);

/// Room for weeks of a desk's work; the running desk warns at the same.
const LOW_SPACE_BYTES: u64 = 1024 * 1024 * 1024;

/// The machine's clock against that of the Bot API server.
pub(super) async fn clock(api_url: &str) -> Finding {
    let asked = async {
        let answer = reqwest::Client::builder().timeout(CLOCK_LIMIT).build()?.head(api_url).send().await?;
        Ok::<_, reqwest::Error>(answer.headers().get(reqwest::header::DATE).cloned())
    };
    let theirs = match asked.await {
        Ok(date) => date.and_then(|date| rfc2822::parse(date.to_str().ok()?).ok()).map(|date| date.timestamp()),
        Err(_) => return Finding::warn("clock", "could not be compared: the Bot API server does not answer"),
    };
    let Some(theirs) = theirs else {
        return Finding::warn("clock", "could not be compared: the Bot API server tells no date");
    };
    compared(Timestamp::now(), theirs)
}

fn compared(ours: Timestamp, theirs: Timestamp) -> Finding {
    let off = ours.duration_since(theirs);
    if off.abs() <= CLOCK_OFF {
        return Finding::ok("clock", format!("agrees with the Bot API server to {} s", off.as_secs().abs()));
    }
    let side = if off.is_positive() { "ahead of" } else { "behind" };
    Finding::fail(
        "clock",
        format!("{} s {side} the Bot API server's: promised times are wrong by it; set it (NTP)", off.as_secs().abs()),
    )
}

/// Whether the desk ever opens.
pub(super) fn hours(settings: &Settings) -> Finding {
    let zone = settings.desk.time_zone.iana_name().unwrap_or("its own zone");
    match settings.hours.open_from(Timestamp::now()) {
        Some(from) => {
            let local = from.to_zoned(settings.desk.time_zone.clone());
            Finding::ok("hours", format!("open from {} in {zone}", local.strftime("%a %Y-%m-%d %H:%M")))
        }
        None => Finding::fail("hours", "the desk never opens: no call can be promised"),
    }
}

/// Whether there is room where the data lie, or will lie.
pub(super) fn disk(data: &Path) -> Finding {
    let there = data.ancestors().find(|folder| folder.is_dir()).unwrap_or(Path::new("."));
    match fs4::available_space(there) {
        Ok(free) if free < LOW_SPACE_BYTES => Finding::warn(
            "disk",
            format!("{} MiB free: make room, the store stops for good on a full disk", free >> 20),
        ),
        Ok(free) => Finding::ok("disk", format!("{} GiB free", free >> 30)),
        Err(error) => Finding::warn("disk", format!("{} does not tell its free space: {error}", there.display())),
    }
}

/// Whether the data have a key, and whether others could read it.
pub(super) fn key(encryption: bool, named: Option<&Path>, data: &Path) -> Finding {
    if !encryption {
        return Finding::warn(
            "key",
            "encryption is switched off in the settings: whoever has the disk reads everything",
        );
    }
    let file = named.map(Path::to_path_buf).or_else(|| file_beside(data));
    let Some(file) = file else { return Finding::fail("key", "the data folder has no name, so its key has no place") };
    let shown = file.display();
    if !file.exists() {
        return match named {
            Some(_) => Finding::fail("key", format!("{shown} is not there")),
            None if data.exists() => {
                Finding::fail("key", format!("{shown} is not there, and without it nobody reads the data"))
            }
            None => Finding::ok("key", format!("the first start makes {shown}; keep a copy of it apart from the data")),
        };
    }
    match exposure(&file) {
        Some(exposed) => Finding::warn("key", exposed),
        None => Finding::ok("key", format!("{shown} is its owner's alone; a copy of it belongs apart from the data")),
    }
}

/// Whether the mail server takes our login.
pub(super) async fn mail(post: Option<&mail::Post>) -> Finding {
    let Some(post) = post else { return Finding::ok("mail", "the settings send none") };
    let server = post.server();
    let name = format!("{}:{}", server.host, server.port);
    match post.greet().await {
        Ok(()) if server.login.is_some() => Finding::ok("mail", format!("{name} takes our login")),
        Ok(()) => Finding::ok("mail", format!("{name} answers")),
        Err(failure) => Finding::fail("mail", format!("{name}: {failure}")),
    }
}

/// Whether the agents' console can be where it was told to be.
pub fn console(site: Result<Option<Site>, impl fmt::Display>) -> Finding {
    let site = match site {
        Ok(Some(site)) => site,
        Ok(None) => return Finding::ok("console", "is off: no address is set"),
        Err(fault) => return Finding::fail("console", fault.to_string()),
    };
    let (listens, origin) = (site.listens(), site.origin());
    match TcpListener::bind(listens) {
        Ok(_) => Finding::ok("console", format!("will listen at {listens}, and browsers reach it at {origin}")),
        // The desk itself, if it runs.
        Err(error) if error.kind() == ErrorKind::AddrInUse => match TcpStream::connect_timeout(&listens, CONSOLE_LIMIT)
        {
            Ok(_) => Finding::ok("console", format!("{listens} answers, and browsers reach it at {origin}")),
            Err(_) => Finding::warn("console", format!("{listens} is taken by a program that does not answer")),
        },
        Err(error) => Finding::fail("console", format!("cannot listen at {listens}: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::doctor::finding::State;

    #[test]
    fn a_clock_that_is_off_is_told_with_its_side() {
        let at = |seconds| Timestamp::UNIX_EPOCH + SignedDuration::from_secs(seconds);
        assert_eq!(compared(at(100), at(97)).state, State::Ok);
        let ahead = compared(at(400), at(97));
        assert_eq!((ahead.state, ahead.words.starts_with("303 s ahead of")), (State::Fail, true), "{}", ahead.words);
        assert!(compared(at(0), at(97)).words.starts_with("97 s behind"));
    }
}
