//! The figures: all that are promised are there, they count what happens, name nobody, and what is built on them names no other.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use ringback::stand_in::NewPerson;
use ringback::telemetry::NAMES;

use super::{SOON, page, stand_in, watched};

/// Debian's package `prometheus` has it.
fn promtool(arguments: &[&str], input: &str) -> (bool, String) {
    let child = Command::new("promtool")
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = child.unwrap_or_else(|error| {
        panic!("promtool cannot be run ({error}): apt-get install -y --no-install-recommends prometheus")
    });
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    (output.status.success(), String::from_utf8_lossy(&[output.stdout, output.stderr].concat()).into_owned())
}

fn value(figures: &str, of: &str) -> f64 {
    let line = figures.lines().find_map(|line| line.strip_prefix(of)?.strip_prefix(' '));
    line.unwrap_or_else(|| panic!("no {of} in:\n{figures}")).parse().unwrap()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn they_count_what_happens_and_name_nobody() {
    let telegram = stand_in().await;
    let ann = telegram.person(NewPerson::named("Annabella").id(77_100_011).language("en"));
    let (running, address, home) = watched(&telegram.url(), telegram.token());
    ann.says("what are the fees?");
    telegram.wait_until("the answer", SOON, || ann.view().shows("The trading fee is 0.1%")).await.unwrap();
    let secret = ann.says("my password is Zebra!Quartz77");
    telegram
        .wait_until("the warning", SOON, || ann.view().since(secret).messages.iter().any(|m| m.from_bot))
        .await
        .unwrap();
    let asked = ann.says("/call");
    telegram
        .wait_until("the next step", SOON, || ann.view().since(asked).shows("Which number may we call?"))
        .await
        .unwrap();
    // The sender writes down what it sent a moment after it was seen.
    let sent = async {
        loop {
            let (_, figures) = page(&address, "/metrics").await;
            if value(&figures, "ringback_messages_settled_total{result=\"sent\"}") >= 3.0
                && value(&figures, "ringback_updates_settled_total{result=\"done\"}") >= 3.0
            {
                return figures;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
    };
    let figures = tokio::time::timeout(SOON, sent).await.unwrap();
    for name in NAMES {
        assert!(figures.contains(&format!("# HELP {name} ")), "{name} is not there:\n{figures}");
    }
    let there: BTreeSet<&str> =
        figures.lines().filter_map(|line| line.strip_prefix("# TYPE ")?.split(' ').next()).collect();
    assert_eq!(there, NAMES.into_iter().collect(), "every figure is listed");
    assert_eq!(value(&figures, "ringback_updates_received_total{result=\"new\"}"), 3.0);
    assert_eq!(value(&figures, "ringback_updates_received_total{result=\"left_out\"}"), 0.0, "zero, not absent");
    assert_eq!(value(&figures, "ringback_questions_total{result=\"answered\"}"), 1.0);
    assert_eq!(value(&figures, "ringback_secrets_removed_total{kind=\"password\"}"), 1.0);
    assert!(value(&figures, "ringback_store_commit_seconds_count") >= 3.0);
    assert_eq!(value(&figures, "ringback_update_handling_seconds_count"), 3.0);
    for personal in ["Annabella", "77100011", "Zebra", "123456"] {
        assert!(!figures.contains(personal), "{personal}:\n{figures}");
    }
    let (well, said) = promtool(&["check", "metrics"], &figures);
    assert!(well && said.trim().is_empty(), "promtool: {said}");
    assert_eq!(running.terminate(), Some(0), "{}", home.log());
}

/// The names of our figures in a text, without what Prometheus adds to those of histograms.
fn named_in(text: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (at, _) in text.match_indices("ringback_") {
        let name: String = text[at..].chars().take_while(|c| c.is_ascii_lowercase() || *c == '_').collect();
        let bare = ["_bucket", "_count", "_sum"].iter().find_map(|ending| name.strip_suffix(ending));
        names.insert(bare.unwrap_or(&name).to_owned());
    }
    names
}

#[test]
fn what_is_built_on_them_names_figures_that_are_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let known: BTreeSet<String> = NAMES.map(str::to_owned).into();
    for (file, all) in [
        ("contrib/prometheus/ringback.rules.yml", false),
        ("contrib/grafana/ringback.json", true),
        ("docs/watching.md", true),
    ] {
        let text = std::fs::read_to_string(root.join(file)).unwrap();
        let named = named_in(&text);
        assert!(named.is_subset(&known), "{file} names what is not there: {:?}", named.difference(&known));
        assert!(!all || named == known, "{file} leaves out: {:?}", known.difference(&named));
    }
    let dashboard = std::fs::read_to_string(root.join("contrib/grafana/ringback.json")).unwrap();
    let dashboard: serde_json::Value = serde_json::from_str(&dashboard).unwrap();
    let rules = root.join("contrib/prometheus/ringback.rules.yml");
    let (well, said) = promtool(&["check", "rules", "--lint-fatal", rules.to_str().unwrap()], "");
    assert!(well, "promtool: {said}");
    let alerts = std::fs::read_to_string(rules).unwrap().matches("- alert:").count();
    assert!(alerts >= 10, "{alerts}");
    // What a panel asks must be a question that Prometheus understands: as rules, promtool reads them.
    let panels = dashboard["panels"].as_array().unwrap().iter().flat_map(|panel| panel["targets"].as_array().unwrap());
    let rules = panels.enumerate().map(|(number, target)| {
        let asks = target["expr"].as_str().unwrap().replace("$__rate_interval", "5m");
        serde_json::json!({ "record": format!("panel:{number}"), "expr": asks })
    });
    let rules = serde_json::json!({ "groups": [{ "name": "panels", "rules": rules.collect::<Vec<_>>() }] });
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("panels.yml");
    std::fs::write(&file, rules.to_string()).unwrap();
    let (well, said) = promtool(&["check", "rules", file.to_str().unwrap()], "");
    assert!(well, "promtool: {said}");
}
