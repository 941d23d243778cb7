//! The program under test, started as a person starts it and stopped as Ctrl-C stops it.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// Longest that anything in these tests may take; nothing should come near it.
pub const SOON: Duration = Duration::from_secs(90);

/// A program call in the project's folder, without the caller's settings.
pub fn ringback(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_ringback"));
    command.args(args).current_dir(env!("CARGO_MANIFEST_DIR"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("RINGBACK_") {
            command.env_remove(name);
        }
    }
    command
}

/// Runs a call to its end.
pub fn run(args: &[&str]) -> Output {
    ringback(args).output().unwrap()
}

/// A sandbox that runs.
pub struct Running {
    child: Child,
    /// The page's address, with a slash at the end.
    pub page: String,
    /// What it said before.
    pub said: Vec<String>,
}

impl Running {
    /// Starts a sandbox on a free port and waits until it tells where its page is.
    pub fn start(args: &[&str]) -> Self {
        let mut command = ringback(&["sandbox", "--addr", "127.0.0.1:0"]);
        let mut child = command.args(args).stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let mut said = Vec::new();
        let page = loop {
            let line = lines.next().expect("the sandbox ended without telling where its page is").unwrap();
            let page =
                line.split_once("http://").filter(|_| line.ends_with('/')).map(|(_, rest)| format!("http://{rest}"));
            said.push(line);
            if let Some(page) = page {
                break page;
            }
        };
        // Kept open, so that what it says later does not break its pipe.
        std::thread::spawn(move || lines.for_each(drop));
        Self { child, page, said }
    }

    /// Has a deed done, as the page does it.
    pub async fn act(&self, deed: Value) -> Value {
        let answer = reqwest::Client::new().post(format!("{}api/do", self.page)).json(&deed).send().await.unwrap();
        assert!(answer.status().is_success(), "{deed}: {}", answer.text().await.unwrap());
        answer.json().await.unwrap()
    }

    /// What the page's event stream says first, by kind.
    pub async fn state(&self) -> Value {
        let mut answer = reqwest::get(format!("{}api/events", self.page)).await.unwrap();
        let mut text = String::new();
        while let Some(chunk) = answer.chunk().await.unwrap() {
            text.push_str(std::str::from_utf8(&chunk).unwrap());
            if let Some((_, rest)) = text.split_once("event: state\ndata: ")
                && let Some((data, _)) = rest.split_once('\n')
            {
                return serde_json::from_str(data).unwrap();
            }
        }
        Value::Null
    }

    /// Waits until the desk is in this phase.
    pub async fn desk_is(&self, phase: &str) {
        let deadline = Instant::now() + SOON;
        loop {
            let state = self.state().await;
            if state["desk"]["phase"] == json!(phase) {
                return;
            }
            assert!(Instant::now() < deadline, "the desk is not {phase}: {state}");
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    }

    /// Presses Ctrl-C and gives the exit code.
    pub fn interrupt(mut self) -> Option<i32> {
        self.stop()
    }

    /// The number of the sandbox's process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    fn stop(&mut self) -> Option<i32> {
        if let Ok(Some(status)) = self.child.try_wait() {
            return status.code();
        }
        let asked = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        assert!(asked.is_ok_and(|status| status.success()), "the sandbox cannot be interrupted");
        self.child.wait().unwrap().code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // In order, so that it takes its folder along.
        self.stop();
    }
}
