//! The house rules that a compiler does not know: which room imports which, what a core room never touches, how files open.

mod imports;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use imports::{Modules, circles, code_lines, shown};

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

/// Circles of files that are still there: the room, and how many files each has. The list only gets shorter: an entry that is
/// no longer needed fails the test, and so does a circle that has grown or shrunk. Most are a `mod.rs` that holds a type which
/// the files below it take from it; the type in a file of its own opens them.
const CIRCLES: [(&str, usize); 12] = [
    ("src/cli/", 2),
    ("src/config/", 4),
    ("src/desk/", 8),
    ("src/document/", 2),
    ("src/safety/official/", 3),
    ("src/safety/official/", 3),
    ("src/safety/secrets/", 3),
    ("src/sandbox/server/", 5),
    ("src/simulate/", 5),
    ("src/store/sled/", 3),
    ("src/store/sled/", 2),
    ("src/store/sled/", 2),
];

#[test]
fn no_files_use_each_other_in_a_circle() {
    let modules = Modules::read(&root().join("src"));
    let uses = modules.uses();
    let arrows: usize = uses.values().map(BTreeSet::len).sum();
    assert!(arrows > uses.len(), "the imports of src were not understood: {arrows} in {} files", uses.len());
    let mut left = CIRCLES.to_vec();
    let mut found = Vec::new();
    for circle in circles(&uses) {
        let files: Vec<String> = circle.iter().map(|file| shown(file)).collect();
        let known = left
            .iter()
            .position(|(room, most)| files.len() <= *most && files.iter().all(|file| file.starts_with(room)));
        match known {
            Some(entry) => drop(left.remove(entry)),
            None => found.push(files),
        }
    }
    assert!(found.is_empty(), "circles of files: {found:#?}");
    assert!(left.is_empty(), "these circles are gone, so take them off the list: {left:#?}");
}

/// The floors inside `conversation` from the ground up, as its `mod.rs` lists them.
fn floors() -> Vec<String> {
    let list = fs::read_to_string(root().join("src/conversation/mod.rs")).unwrap();
    list.lines().filter_map(|line| line.strip_prefix("mod ")?.strip_suffix(';')).map(str::to_owned).collect()
}

#[test]
fn a_floor_of_the_talk_uses_only_floors_below_it() {
    let floors = floors();
    assert!(floors.len() > 6, "the floors of conversation were not understood: {floors:?}");
    let modules = Modules::read(&root().join("src"));
    // `mod.rs` stands above all of them.
    let floor = |file: &Path| {
        let below = file.strip_prefix(root().join("src/conversation")).ok()?.with_extension("");
        let name = below.iter().next()?.to_str()?;
        Some(floors.iter().position(|floor| floor == name).unwrap_or(floors.len()))
    };
    let mut breaches = Vec::new();
    for (file, used) in modules.uses() {
        for other in used {
            if let (Some(own), Some(above)) = (floor(file), floor(other))
                && above > own
            {
                breaches.push(format!("{} uses {}", shown(file), shown(other)));
            }
        }
    }
    assert!(breaches.is_empty(), "{breaches:#?}");
}

#[test]
fn the_core_is_pure() {
    const CORE: [&str; 8] = [
        "crates/intent-matcher/src",
        "crates/said-time/src",
        "src/callback",
        "src/admission",
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

/// How long a file may be, in lines of code without comments and its own tests: what one person holds in mind.
const MOST_LINES: usize = 400;

/// Files that are longer. The list only gets shorter.
const LONGER: [&str; 0] = [];

#[test]
fn files_are_at_most_400_lines_of_code() {
    let long = |file: &PathBuf| code_lines(file) > MOST_LINES;
    let found: Vec<String> = ["src", "crates"]
        .into_iter()
        .flat_map(|folder| rust_files(&root().join(folder)))
        .filter(long)
        .map(|file| shown(&file))
        .collect();
    assert_eq!(found, LONGER, "files of more than {MOST_LINES} lines of code");
}

/// How long a function may be, in lines with its signature.
const MOST_FUNCTION_LINES: usize = 60;

/// Functions that are longer. The list only gets shorter.
const LONGER_FUNCTIONS: [&str; 6] = [
    "src/cli/serve.rs run",
    "src/desk/deeds.rs decide",
    "src/sandbox/load/rush.rs drive_rush",
    "src/simulate/svg.rs svg",
    "src/telegram/poll.rs run",
    "crates/telegram-stand-in/src/server.rs decide",
];

/// The functions of a piece of formatted code, each with its length in lines.
fn functions(code: &str) -> Vec<(String, usize)> {
    let lines: Vec<&str> = code.lines().collect();
    let mut found = Vec::new();
    for (start, line) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let words: Vec<&str> = line.split_whitespace().collect();
        let Some(at) = words.iter().position(|word| *word == "fn") else { continue };
        let Some(name) = words.get(at + 1).and_then(|rest| rest.split(['(', '<']).next()) else { continue };
        let end =
            |line: &&str| line.len() > indent && line[..indent].trim().is_empty() && line[indent..].starts_with('}');
        // A function of a trait that ends with its signature is followed by another function or by the trait's end.
        let rest = &lines[start..];
        let ends = rest.iter().position(|line| line.trim_end().ends_with('{'));
        let semicolon = rest.iter().position(|line| line.trim_end().ends_with(';'));
        if semicolon.is_some_and(|semicolon| ends.is_none_or(|ends| semicolon < ends)) {
            continue;
        }
        found.push((name.to_owned(), rest.iter().position(end).map_or(1, |end| end + 1)));
    }
    found
}

#[test]
fn functions_are_at_most_60_lines() {
    let mut found = Vec::new();
    for file in ["src", "crates"].into_iter().flat_map(|folder| rust_files(&root().join(folder))) {
        let text = fs::read_to_string(&file).unwrap();
        let own = text.split("#[cfg(test)]").next().unwrap_or_default();
        if file.ends_with("tests.rs")
            || file.components().any(|part| ["tests", "benches"].iter().any(|name| part.as_os_str() == *name))
        {
            continue;
        }
        let long = functions(own).into_iter().filter(|(_, lines)| *lines > MOST_FUNCTION_LINES);
        found.extend(long.map(|(name, _)| format!("{} {name}", shown(&file))));
    }
    assert_eq!(found, LONGER_FUNCTIONS, "functions of more than {MOST_FUNCTION_LINES} lines");
    let two = functions(
        "fn a() {\n    b();\n}\n\ntrait T {\n    fn c(&self);\n    fn d(\n        &self,\n    ) {\n    }\n}\n",
    );
    assert_eq!(two, [("a".to_owned(), 3), ("d".to_owned(), 4)]);
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
fn examples_in_docs_are_run() {
    for folder in [".", "crates/intent-matcher", "crates/said-time", "crates/telegram-stand-in"] {
        let manifest = fs::read_to_string(root().join(folder).join("Cargo.toml")).unwrap();
        let are_run = !manifest.lines().any(|line| line.starts_with("doctest = false"));
        let has_example = |file: &PathBuf| {
            let text = fs::read_to_string(file).unwrap();
            let mut docs = text.lines().map(str::trim_start).filter(|line| line.starts_with("//"));
            docs.any(|line| line.contains("```"))
        };
        let with: Vec<PathBuf> = rust_files(&root().join(folder).join("src")).into_iter().filter(has_example).collect();
        assert!(are_run || with.is_empty(), "drop `doctest = false` in {folder}/Cargo.toml: {with:#?}");
        assert!(!are_run || !with.is_empty(), "{folder} has no examples in its docs: set `doctest = false`");
    }
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
