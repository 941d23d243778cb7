//! The real program in a folder of its own: started, killed, asked by its own commands what it has kept.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

use ringback::stand_in::StandIn;
use ringback::store::{self, Protection};
use serde_json::Value;

use super::stage::Fault;

pub const GROUP: i64 = -1_001_234_567_890;

/// Who works here.
pub const AGENTS: [(i64, &str); 6] =
    [(1001, "Lin"), (1002, "Maya"), (1003, "Sam"), (1004, "Noor"), (1005, "Ivo"), (1006, "Tess")];

/// What the desk's own commands tell at the end.
pub struct Kept {
    /// `ringback export --customer`, of each customer; nothing where it kept nothing.
    pub exports: Vec<(i64, Value)>,
    /// `ringback stats --json`.
    pub stats: Value,
}

/// A folder with settings, intents and data of a desk that is always open.
pub struct Desk {
    program: PathBuf,
    folder: tempfile::TempDir,
}

impl Desk {
    pub fn new(program: &Path) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("ringback.toml"), settings()).unwrap();
        let intents = folder.path().join("intents");
        std::fs::create_dir(&intents).unwrap();
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/desk/intents");
        for file in std::fs::read_dir(samples).unwrap().map(Result::unwrap) {
            std::fs::copy(file.path(), intents.join(file.file_name())).unwrap();
        }
        Self { program: program.to_owned(), folder }
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        for (name, _) in std::env::vars().filter(|(name, _)| name.starts_with("RINGBACK_")) {
            command.env_remove(name);
        }
        command.args(arguments).current_dir(self.folder.path()).stdin(Stdio::null());
        command
    }

    /// The desk, running; what it logs goes to a file.
    pub fn start(&self, telegram: &StandIn) -> Running {
        let log = File::options().create(true).append(true).open(self.folder.path().join("log")).unwrap();
        let mut command = self.command(&["serve"]);
        command.env("RINGBACK_TOKEN", telegram.token()).env("RINGBACK_API_URL", telegram.url());
        Running(command.stdout(Stdio::null()).stderr(log).spawn().unwrap())
    }

    pub fn log(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("log")).unwrap_or_default()
    }

    /// What is kept of one person, as it is written out, or why it cannot be.
    pub fn export(&self, chat: i64) -> String {
        let output = self.command(&["export", "--customer", &chat.to_string()]).output().unwrap();
        String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned()
    }

    /// What the running desk says it has kept of these many customers.
    pub fn kept(&self, customers: u16) -> Result<Kept, Fault> {
        let json = |output: &Output| serde_json::from_slice::<Value>(&output.stdout).ok();
        let mut exports = Vec::new();
        for chat in 1..=i64::from(customers) {
            let output = self.command(&["export", "--customer", &chat.to_string()]).output().unwrap();
            let told = || String::from_utf8_lossy(&output.stderr).into_owned();
            exports.push((chat, json(&output).ok_or_else(|| Fault::new(format!("no export of {chat}: {}", told())))?));
        }
        // Two days, for midnight may have passed.
        let output = self.command(&["stats", "--days", "2", "--json"]).output().unwrap();
        let stats = json(&output).ok_or_else(|| Fault::new("no stats"))?;
        Ok(Kept { exports, stats })
    }

    /// What the closed store still holds that nobody has worked off.
    pub async fn left_over(&self) -> Vec<String> {
        let store = store::open(&self.folder.path().join("data"), &Protection::KeyBeside).unwrap();
        let (backlog, dead) = (store.backlog().await.unwrap(), store.dead_letters().await.unwrap());
        let open = store.queue(1).await.unwrap().open;
        store.close().await.unwrap();
        let counts = [("updates not worked off", backlog.inbox), ("dead letters", dead), ("requests open", open)];
        counts.iter().filter(|(_, count)| *count > 0).map(|(what, count)| format!("{count} {what}")).collect()
    }
}

/// The running program.
pub struct Running(Child);

impl Running {
    /// As the plug being pulled.
    pub fn kill(mut self) {
        self.0.kill().unwrap();
        self.0.wait().unwrap();
    }

    /// Its exit code, if it has ended without being asked to.
    pub fn ended_by_itself(&mut self) -> Option<Option<i32>> {
        self.0.try_wait().unwrap().map(|status| status.code())
    }

    /// Asks it to stop; its exit code.
    pub fn terminate(mut self) -> Option<i32> {
        Command::new("kill").args(["-TERM", &self.0.id().to_string()]).status().unwrap();
        self.0.wait().unwrap().code()
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn settings() -> String {
    let members: Vec<String> = AGENTS
        .iter()
        .map(|(id, name)| {
            let role = if *id == AGENTS[0].0 { "lead" } else { "agent" };
            format!("{{ id = {id}, name = \"{name}\", role = \"{role}\" }}")
        })
        .collect();
    let days: Vec<String> =
        ["mon", "tue", "wed", "thu", "fri", "sat", "sun"].map(|day| format!("{day} = [\"00:00-24:00\"]")).into();
    format!(
        "[desk]\nname = \"bitp\"\nlanguages = [\"en\", \"zh\"]\ntime_zone = \"UTC\"\n\n\
         [agents]\ngroup = {GROUP}\nmembers = [{}]\n\n[hours]\n{}\n\n[facts]\nwithdrawal_fee = \"0.1%\"\n\n\
         [telegram]\noverall_per_second = 100000\nchat_per_second = 100000\ngroup_per_minute = 100000\n",
        members.join(", "),
        days.join("\n")
    )
}
