//! The program as it is run: the real binary, its exit codes and sentences, and what survives when it is killed.

mod backup;
mod commands;
mod doctor;
mod keys;
mod killed;
mod privacy;
mod rights;
pub mod scripted;
mod secrets;
mod serve;

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use ringback::stand_in::StandIn;
use scripted::SOON;

/// A log is looked at so often.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// The program, knowing nothing of the machine's settings.
pub fn ringback() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ringback"));
    for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("RINGBACK_")) {
        command.env_remove(name);
    }
    command.current_dir(env!("CARGO_MANIFEST_DIR"));
    command
}

/// Runs to the end; the exit code and what was printed.
pub fn run(command: &mut Command) -> (i32, String, String) {
    let Output { status, stdout, stderr } = command.stdin(Stdio::null()).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (status.code().unwrap_or(-1), text(stdout), text(stderr))
}

/// A folder with settings, intents and data of a desk that is always open.
pub struct Home {
    folder: tempfile::TempDir,
}

impl Home {
    pub fn new() -> Self {
        let home = Self { folder: tempfile::tempdir().unwrap() };
        std::fs::write(home.path("ringback.toml"), SETTINGS).unwrap();
        std::fs::create_dir(home.path("intents")).unwrap();
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/desk/intents");
        for file in std::fs::read_dir(samples).unwrap() {
            let file = file.unwrap();
            std::fs::copy(file.path(), home.path("intents").join(file.file_name())).unwrap();
        }
        home
    }

    /// The same with more settings.
    pub fn with(more: &str) -> Self {
        let home = Self::new();
        std::fs::write(home.path("ringback.toml"), format!("{SETTINGS}\n{more}\n")).unwrap();
        home
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// `ringback serve` for this home and this Telegram.
    pub fn serve(&self, telegram: &str, token: &str) -> Command {
        let mut command = ringback();
        command
            .arg("serve")
            .current_dir(self.folder.path())
            .env("RINGBACK_TOKEN", token)
            .env("RINGBACK_API_URL", telegram)
            .stdin(Stdio::null());
        command
    }

    /// The running program; what it logs goes to a file in this home.
    pub fn start(&self, telegram: &StandIn) -> Running {
        let log = std::fs::File::options().create(true).append(true).open(self.path("log")).unwrap();
        Running(self.serve(&telegram.url(), telegram.token()).stdout(Stdio::null()).stderr(log).spawn().unwrap())
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.path("log")).unwrap_or_default()
    }

    /// Waits until the log says this more than so many times. It is read again and again: that a line was logged is no change
    /// that Telegram could tell of.
    pub async fn logs(&self, words: &str, times: usize) {
        let deadline = Instant::now() + SOON;
        while self.log().matches(words).count() <= times {
            assert!(Instant::now() < deadline, "never logged: {words}\n{}", self.log());
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }
}

/// A program that runs; killed when the test ends before it does.
pub struct Running(Child);

impl Running {
    /// As the plug being pulled.
    pub fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// One that was started otherwise.
    pub fn of(child: Child) -> Self {
        Self(child)
    }

    /// Its number among processes.
    pub fn id(&self) -> u32 {
        self.0.id()
    }

    /// Sends it a signal, by name.
    pub fn signal(&self, name: &str) {
        let told = Command::new("kill").args([&format!("-{name}"), &self.0.id().to_string()]).status().unwrap();
        assert!(told.success());
    }

    /// Waits until it ends by itself; its exit code.
    pub fn ended(mut self) -> Option<i32> {
        self.0.wait().unwrap().code()
    }

    /// Asks it to stop; its exit code.
    pub fn terminate(self) -> Option<i32> {
        self.signal("TERM");
        self.ended()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

const SETTINGS: &str = r#"
[desk]
name = "bitp"
languages = ["en", "zh"]
time_zone = "UTC"

[agents]
group = -1001234567890
members = [{ id = 1001, name = "Lin", role = "lead" }, { id = 1002, name = "Maya" }]

[hours]
mon = ["00:00-24:00"]
tue = ["00:00-24:00"]
wed = ["00:00-24:00"]
thu = ["00:00-24:00"]
fri = ["00:00-24:00"]
sat = ["00:00-24:00"]
sun = ["00:00-24:00"]

[facts]
withdrawal_fee = "0.1%"

[telegram]
overall_per_second = 100000
chat_per_second = 100000
group_per_minute = 100000
"#;
