//! Completions and manual pages: there for every shell and every command.

use crate::program::{ringback, run};

#[test]
fn every_command_has_a_page_and_every_shell_its_completions() {
    let folder = tempfile::tempdir().unwrap();
    let (code, out, err) = run(ringback().arg("man").arg(folder.path().join("man1")));
    assert_eq!(code, 0, "{err}");
    let (_, help, _) = run(ringback().arg("--help"));
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let commands: Vec<&str> = commands
        .filter_map(|line| line.strip_prefix("  ")?.split(' ').next())
        .filter(|name| !["", "help"].contains(name))
        .collect();
    assert!(commands.len() > 10, "{help}");
    for command in &commands {
        let page = folder.path().join("man1").join(format!("ringback-{command}.1"));
        let text = std::fs::read_to_string(&page).unwrap_or_else(|error| panic!("{}: {error}", page.display()));
        assert!(text.contains(".TH") && text.contains("SYNOPSIS"), "{text}");
    }
    assert!(folder.path().join("man1/ringback.1").is_file());
    assert!(out.contains("the manual pages are in"), "{out}");
    assert!(folder.path().join("man1/ringback-key-new.1").is_file(), "those below as well: {out}");
    for shell in ["bash", "zsh", "fish"] {
        let (code, script, err) = run(ringback().args(["completions", shell]));
        assert_eq!(code, 0, "{err}");
        assert!(commands.iter().all(|command| script.contains(command)), "{shell}: {script}");
    }
    let (code, _, err) = run(ringback().args(["completions", "cmd"]));
    assert_eq!(code, 2);
    assert!(err.contains("bash") && err.contains("fish"), "what can be had is told: {err}");
    let file = folder.path().join("file");
    std::fs::write(&file, "").unwrap();
    let (code, _, err) = run(ringback().arg("man").arg(&file));
    assert_eq!(code, 2);
    assert!(err.contains("cannot make the folder"), "{err}");
}
