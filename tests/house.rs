//! The house rules that a compiler does not know: which room imports which, what a core room never touches, how files open.

use std::fs;
use std::path::{Path, PathBuf};

/// The rooms from the ground up, as `src/lib.rs` lists them.
fn rooms() -> Vec<String> {
    let lib = fs::read_to_string(root().join("src/lib.rs")).unwrap();
    lib.lines().filter_map(|line| line.strip_prefix("pub mod ")?.strip_suffix(';')).map(str::to_owned).collect()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The code of a file without comments and without its own tests.
fn code(path: &Path) -> String {
    let text = fs::read_to_string(path).unwrap();
    let text = text.split("#[cfg(test)]").next().unwrap_or_default().to_owned();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_room_imports_only_rooms_below_it() {
    let rooms = rooms();
    assert!(rooms.len() > 10, "the list of rooms in src/lib.rs was not understood: {rooms:?}");
    let mut breaches = Vec::new();
    for (floor, room) in rooms.iter().enumerate() {
        for file in rust_files(&root().join("src").join(room)) {
            let code = code(&file);
            for above in &rooms[floor + 1..] {
                if code.contains(&format!("crate::{above}::")) || code.contains(&format!("crate::{above};")) {
                    breaches.push(format!("{} uses {above}", file.display()));
                }
            }
        }
    }
    assert!(breaches.is_empty(), "{breaches:#?}");
}

#[test]
fn the_core_is_pure() {
    const CORE: [&str; 7] = [
        "crates/intent-matcher/src",
        "crates/said-time/src",
        "src/callback",
        "src/safety",
        "src/words",
        "src/conversation",
        "src/document",
    ];
    const IMPURE: [&str; 9] = [
        "std::fs",
        "std::net",
        "std::env",
        "SystemTime::now",
        "Timestamp::now",
        "Zoned::now",
        "tokio::",
        "teloxide",
        "sled::",
    ];
    let mut breaches = Vec::new();
    for room in CORE {
        for file in rust_files(&root().join(room)) {
            let code = code(&file);
            breaches.extend(IMPURE.iter().filter(|word| code.contains(**word)).map(|word| (file.clone(), *word)));
        }
    }
    assert!(breaches.is_empty(), "{breaches:#?}");
}

#[test]
fn only_its_own_room_names_an_engine_or_telegram() {
    let mut breaches = Vec::new();
    for file in rust_files(&root().join("src")) {
        let code = code(&file);
        let inside = |room: &str| file.starts_with(root().join("src").join(room));
        if code.contains("sled::") && !inside("store/sled") && !file.ends_with("src/store/mod.rs") {
            breaches.push(format!("{} names sled", file.display()));
        }
        if code.contains("teloxide") && !inside("telegram") {
            breaches.push(format!("{} names teloxide", file.display()));
        }
    }
    assert!(breaches.is_empty(), "{breaches:#?}");
}

#[test]
fn every_file_says_what_it_is_for() {
    let mut silent = Vec::new();
    for folder in ["src", "crates", "tests", "benches"] {
        for file in rust_files(&root().join(folder)) {
            if !fs::read_to_string(&file).unwrap().starts_with("//! ") {
                silent.push(file);
            }
        }
    }
    assert!(silent.is_empty(), "these files do not begin with //!: {silent:#?}");
}

#[test]
fn no_path_of_a_machine_is_in_the_tree() {
    let mut found = Vec::new();
    let skip = ["target", ".git", "house.rs", "Cargo.lock"];
    let mut folders = vec![root()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.file_name().is_some_and(|name| skip.iter().any(|skip| name == *skip)) {
                continue;
            }
            if path.is_dir() {
                folders.push(path);
            } else if let Ok(text) = fs::read_to_string(&path) {
                let bad = ["/work/", "/root/", "/tmp/"].iter().any(|machine| text.contains(machine));
                found.extend(bad.then_some(path));
            }
        }
    }
    assert!(found.is_empty(), "{found:#?}");
}

/// `path::name` in code marks: a test that a paper names.
fn named_tests(line: &str) -> impl Iterator<Item = (&str, &str)> {
    line.split('`')
        .skip(1)
        .step_by(2)
        .filter_map(|code| code.split_once("::"))
        .filter(|(path, _)| path.ends_with(".rs"))
}

#[test]
fn every_row_of_the_threats_names_a_test_that_exists() {
    let paper = fs::read_to_string(root().join("THREATS.md")).unwrap();
    let mut missing = Vec::new();
    for (path, name) in paper.lines().flat_map(named_tests) {
        let code = fs::read_to_string(root().join(path)).unwrap_or_default();
        let defined = [format!("fn {name}("), format!("fn {name}<")].iter().any(|start| code.contains(start.as_str()));
        // A function that no attribute or list makes a test proves nothing.
        let runs = code.contains("#[test]")
            || code.contains("#[tokio::test")
            || code.contains("proptest!")
            || path.contains("store/contract/");
        if !defined || !runs {
            missing.push(format!("{path}::{name}"));
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
    let rows = paper.split("| they try |").skip(1).flat_map(|table| {
        table.lines().skip(2).take_while(|line| line.starts_with('|')).map(str::to_owned).collect::<Vec<_>>()
    });
    let rows: Vec<String> = rows.collect();
    assert!(rows.len() > 20, "the tables of THREATS.md were not understood: {rows:#?}");
    let bare: Vec<&String> = rows.iter().filter(|row| named_tests(row).next().is_none()).collect();
    assert!(bare.is_empty(), "rows without a test: {bare:#?}");
}
