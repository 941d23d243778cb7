//! Which file of `src` uses which, told from its paths. Reads text, so a method that stands in another file than its type is
//! no use of that file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// A path in code: `["crate", "words", "Words"]`.
type Segments = Vec<String>;

/// One file as a module.
struct Module {
    file: PathBuf,
    code: String,
    /// The names that its `use` items bring in, with the paths they stand for.
    names: BTreeMap<String, Segments>,
    /// Those of them that are only passed on to others.
    passed_on: BTreeSet<String>,
}

/// The modules of a crate by their paths below `crate`.
pub struct Modules(BTreeMap<Segments, Module>);

impl Modules {
    /// Reads all files below this folder but those that hold tests alone.
    pub fn read(src: &Path) -> Self {
        let mut modules = BTreeMap::new();
        for file in super::rust_files(src) {
            let below = file.strip_prefix(src).unwrap().with_extension("");
            let mut path: Segments = below.iter().map(|part| part.to_str().unwrap().to_owned()).collect();
            match path.last().map(String::as_str) {
                Some("tests" | "main") => continue,
                Some("mod" | "lib") => drop(path.pop()),
                _ => {}
            }
            modules.insert(path, Module::read(file));
        }
        Self(modules)
    }

    /// For each file the files that it uses.
    pub fn uses(&self) -> BTreeMap<&Path, BTreeSet<&Path>> {
        let mut uses = BTreeMap::new();
        for (path, module) in &self.0 {
            let mut used = BTreeSet::new();
            for (name, target) in &module.names {
                if !module.passed_on.contains(name) || module.says(name) {
                    used.extend(self.item(path, target, 0));
                }
            }
            for target in paths(&module.code) {
                used.extend(self.item(path, &target, 0));
            }
            used.remove(module.file.as_path());
            uses.insert(module.file.as_path(), used);
        }
        uses
    }

    /// The file that defines what a path in this module ends at; `None` for a module itself and for what is not ours.
    fn item(&self, from: &Segments, path: &[String], depth: usize) -> Option<&Path> {
        // A name that is passed on in a ring does not compile.
        assert!(depth < 20, "{path:?} in {from:?} leads nowhere");
        let (first, mut rest) = path.split_first()?;
        let child = |of: &Segments, name: &String| [of.as_slice(), std::slice::from_ref(name)].concat();
        let mut here = match first.as_str() {
            "crate" => Vec::new(),
            "self" => from.clone(),
            "super" => from.split_last()?.1.to_vec(),
            _ if self.0.contains_key(&child(from, first)) => child(from, first),
            _ => {
                let target = self.0.get(from)?.names.get(first)?;
                let whole = [target.as_slice(), rest].concat();
                return if target.first() == Some(first) { None } else { self.item(from, &whole, depth + 1) };
            }
        };
        while let Some((next, after)) = rest.split_first() {
            if next == "super" {
                here.pop();
            } else if self.0.contains_key(&child(&here, next)) {
                here = child(&here, next);
            } else {
                let module = self.0.get(&here)?;
                return match module.names.get(next) {
                    Some(target) => self.item(&here, &[target.as_slice(), after].concat(), depth + 1),
                    None => Some(&module.file),
                };
            }
            rest = after;
        }
        None
    }
}

impl Module {
    fn read(file: PathBuf) -> Self {
        let code = super::code(&file);
        let (mut names, mut passed_on) = (BTreeMap::new(), BTreeSet::new());
        let mut rest = String::new();
        let mut lines = code.lines();
        while let Some(line) = lines.next() {
            let bare = line.trim_start();
            let public = bare.starts_with("pub");
            let after = if public { bare.split_once(' ').map_or("", |(_, after)| after) } else { bare };
            // `pub(in crate::conversation) use` has a blank within its brackets.
            let after =
                after.strip_prefix("crate::").map_or(after, |path| path.split_once(") ").map_or("", |(_, end)| end));
            let Some(tree) = after.strip_prefix("use ") else {
                rest.push_str(line);
                rest.push('\n');
                continue;
            };
            let mut tree = tree.to_owned();
            while !tree.contains(';') {
                tree.push_str(lines.next().unwrap_or(";"));
            }
            let mut found = Vec::new();
            expand(&[], tree.split(';').next().unwrap_or_default(), &mut found);
            for (name, path) in found {
                if public {
                    passed_on.insert(name.clone());
                }
                names.insert(name, path);
            }
        }
        Self { file, code: rest, names, passed_on }
    }

    /// Whether the code, its imports left out, says this name.
    fn says(&self, name: &str) -> bool {
        self.code.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == name)
    }
}

/// The names that a tree of `use` brings in.
fn expand(before: &[String], tree: &str, found: &mut Vec<(String, Segments)>) {
    let tree = tree.trim();
    if let Some((path, inner)) = tree.strip_suffix('}').and_then(|tree| tree.split_once('{')) {
        let mut before = before.to_vec();
        before.extend(path.split("::").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned));
        let (mut depth, mut start) = (0, 0);
        for (at, c) in inner.char_indices() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                ',' if depth == 0 => {
                    expand(&before, &inner[start..at], found);
                    start = at + 1;
                }
                _ => {}
            }
        }
        return expand(&before, &inner[start..], found);
    }
    if tree.is_empty() {
        return;
    }
    let (path, name) = tree.split_once(" as ").unwrap_or((tree, ""));
    let mut path: Segments =
        before.iter().cloned().chain(path.split("::").map(|part| part.trim().to_owned())).collect();
    path.retain(|part| part != "self");
    let Some(last) = path.last() else { return };
    found.push((if name.is_empty() { last.clone() } else { name.trim().to_owned() }, path));
}

/// The paths of at least two names in a piece of code.
fn paths(code: &str) -> BTreeSet<Segments> {
    let of_a_path = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    code.split(|c: char| !of_a_path(c))
        .filter(|word| word.contains("::"))
        .map(|word| word.trim_matches(':').split("::").map(str::to_owned).collect::<Segments>())
        .filter(|path| path.len() > 1 && path.iter().all(|part| !part.is_empty() && !part.contains(':')))
        .collect()
}

/// The circles: groups of files of which each uses, over others or at once, all the others.
pub fn circles<'a>(uses: &BTreeMap<&'a Path, BTreeSet<&'a Path>>) -> BTreeSet<BTreeSet<&'a Path>> {
    let mut reached: BTreeMap<&Path, BTreeSet<&'a Path>> = BTreeMap::new();
    for start in uses.keys() {
        let (mut seen, mut open) = (BTreeSet::new(), vec![*start]);
        while let Some(file) = open.pop() {
            let next = uses.get(file).into_iter().flatten();
            open.extend(next.copied().filter(|file| seen.insert(*file)));
        }
        reached.insert(start, seen);
    }
    let reaches = |from: &Path, to: &Path| reached.get(from).is_some_and(|seen| seen.contains(to));
    let circle = |file: &&'a Path| {
        let all: BTreeSet<&'a Path> =
            uses.keys().copied().filter(|to| reaches(file, to) && reaches(to, file)).collect();
        (all.len() > 1).then_some(all)
    };
    uses.keys().filter_map(circle).collect()
}

/// The text of a file that is named in a report, from the root of the crate on.
pub fn shown(file: &Path) -> String {
    file.strip_prefix(super::root()).unwrap_or(file).display().to_string()
}

/// The lines of code in a file: comments, blank lines and its own tests left out.
pub fn code_lines(file: &Path) -> usize {
    super::code(file).lines().filter(|line| !line.trim().is_empty()).count()
}

#[test]
fn a_tree_of_imports_is_understood() {
    let mut found = Vec::new();
    expand(&[], "super::{self, a::{B, c::D as E}, f}", &mut found);
    let found: Vec<String> = found.into_iter().map(|(name, path)| format!("{name}={}", path.join("::"))).collect();
    assert_eq!(found, ["super=super", "B=super::a::B", "E=super::a::c::D", "f=super::f"]);
}

#[test]
fn a_circle_is_found() {
    let folder = std::env::temp_dir().join(format!("ringback-circle-{}", std::process::id()));
    fs::create_dir_all(folder.join("room")).unwrap();
    let write = |name: &str, text: &str| fs::write(folder.join(name), text).unwrap();
    write("lib.rs", "pub mod room;\npub mod other;");
    write("room/mod.rs", "mod a;\nmod b;\npub use a::A;\npub use b::B;\n");
    write("room/a.rs", "use super::B;\npub struct A(B);\n");
    write("room/b.rs", "pub struct B;\nfn f() { crate::other::g(); }\n");
    write("other.rs", "use crate::room::{self};\npub fn g() { drop(room::A); }\n");
    let modules = Modules::read(&folder);
    let found = circles(&modules.uses());
    let names: Vec<BTreeSet<String>> = found
        .iter()
        .map(|circle| circle.iter().map(|file| file.strip_prefix(&folder).unwrap().display().to_string()).collect())
        .collect();
    fs::remove_dir_all(&folder).unwrap();
    let expected = ["other.rs", "room/a.rs", "room/b.rs"].map(str::to_owned);
    assert_eq!(names, [BTreeSet::from(expected)]);
}
