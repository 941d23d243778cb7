//! The systemd unit: it is what systemd understands, it is shut tight, and names only what the program reads.

use std::process::Command;

use ringback::config::environment;

use super::contrib;

#[test]
fn the_unit_is_understood_and_names_only_what_is_read() {
    let text = std::fs::read_to_string(contrib("systemd/ringback.service")).unwrap();
    let set = text.lines().filter_map(|line| line.strip_prefix("Environment=")?.split('=').next());
    let set: Vec<&str> = set.collect();
    assert!(set.contains(&"RINGBACK_TOKEN_FILE") && set.contains(&"RINGBACK_KEY_FILE"), "{set:?}");
    let unknown = environment::unknown(set.iter().map(Into::into));
    assert!(unknown.is_empty(), "{unknown:?}");
    // Its program is not installed here, so that it is told to be another one's.
    let folder = tempfile::tempdir().unwrap();
    let unit = folder.path().join("ringback.service");
    std::fs::write(
        &unit,
        text.replace("/usr/bin/ringback", "/bin/true").replace("Documentation=man:ringback(1)\n", ""),
    )
    .unwrap();
    let verify = Command::new("systemd-analyze").arg("verify").arg(&unit).output();
    let verify =
        verify.unwrap_or_else(|error| panic!("systemd-analyze cannot be run ({error}): apt-get install -y systemd"));
    let said = String::from_utf8_lossy(&[verify.stdout, verify.stderr].concat()).into_owned();
    let about: Vec<&str> = said.lines().filter(|line| line.contains("ringback")).collect();
    assert!(about.is_empty(), "{said}");
    let security = Command::new("systemd-analyze")
        .args(["security", "--offline=true", "--threshold=20"])
        .arg(&unit)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&security.stdout).into_owned();
    assert!(security.status.success(), "exposed by more than 2.0: {said}");
}
