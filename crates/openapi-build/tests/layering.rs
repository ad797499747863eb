//! Who may know whom. Stages look back, never ahead; changing a row is the architectural change. Within a stage, no two
//! files need each other.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// A module and what it may use.
const ROWS: &[(&str, &[&str])] = &[
    ("source", &[]),
    ("config", &[]),
    ("diag", &["source"]),
    ("ir", &["source"]),
    ("tree", &["source", "diag"]),
    ("document", &["source", "diag", "tree"]),
    ("resolve", &["source", "config", "diag", "tree", "document"]),
    ("shape", &["source", "diag", "tree", "document", "resolve"]),
    ("bundle", &["source", "diag", "tree", "document", "resolve"]),
    (
        "plan",
        &[
            "source", "diag", "resolve", "shape", "bundle", "config", "ir",
        ],
    ),
    ("emit", &["ir"]),
    ("render", &[]),
    ("files", &["source", "diag", "ir", "emit", "render"]),
    ("cargo", STAGES),
    ("lib", STAGES),
    ("builder", FRONT),
];

/// Every stage, for who puts them together.
const STAGES: &[&str] = &[
    "source", "config", "diag", "ir", "tree", "document", "resolve", "shape", "bundle", "plan",
    "emit", "render", "files",
];

/// What the call of a build script may use: what users of the library see.
const FRONT: &[&str] = &["config", "cargo", "lib"];

/// What `files` (their paths below `src`, and their texts) use without a right to.
fn breaches(files: &[(String, String)]) -> Vec<String> {
    let mut breaches = Vec::new();
    for (path, text) in files {
        let module = path
            .split('/')
            .next()
            .unwrap_or(path)
            .trim_end_matches(".rs");
        let Some((_, allowed)) = ROWS.iter().find(|it| it.0 == module) else {
            breaches.push(format!(
                "{path}: `{module}` has no row; decide where it stands"
            ));
            continue;
        };
        for (number, line) in text.lines().enumerate() {
            for used in used(line, depth(path)) {
                // What is no module is an item of the root.
                let owner = if used == "{" || ROWS.iter().any(|it| it.0 == used) {
                    used
                } else {
                    "lib"
                };
                if owner != module && !allowed.contains(&owner) {
                    breaches.push(format!(
                        "{path}:{}: `{module}` may not use `{used}`",
                        number + 1
                    ));
                }
            }
        }
    }
    breaches
}

/// How many modules the file is below the crate's root.
fn depth(path: &str) -> usize {
    path.split('/')
        .filter(|it| *it != "mod.rs" && *it != "lib.rs")
        .count()
}

/// The modules of the root that a line names, by `crate::` or by enough `super::`.
fn used(line: &str, depth: usize) -> Vec<&str> {
    let code = if line.trim_start().starts_with("//") {
        ""
    } else {
        line.split(" // ").next().unwrap_or(line)
    };
    let mut used: Vec<&str> = code
        .match_indices("crate::")
        .map(|(at, it)| first_word(&code[at + it.len()..]))
        .collect();
    if depth > 0 {
        let climb = "super::".repeat(depth);
        let stage = |at: usize| first_word(&code[at + climb.len()..]);
        used.extend(
            code.match_indices(&climb)
                .map(|(at, _)| stage(at))
                .filter(|it| ROWS.iter().any(|row| row.0 == *it)),
        );
    }
    used
}

/// The word at the start; `{` for a list, which this search does not read.
fn first_word(text: &str) -> &str {
    let end = text
        .find(|it: char| !(it.is_alphanumeric() || it == '_'))
        .unwrap_or(text.len());
    if end == 0 {
        text.get(..1).unwrap_or_default()
    } else {
        &text[..end]
    }
}

fn sources(folder: &Path, prefix: &str, into: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.file_type().unwrap().is_dir() {
            sources(&entry.path(), &format!("{name}/"), into);
        } else if name.ends_with(".rs") {
            into.push((name, fs::read_to_string(entry.path()).unwrap()));
        }
    }
}

/// The files of the crate, their paths below `src`, and their texts.
fn all_sources() -> Vec<(String, String)> {
    let mut files = Vec::new();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    sources(&folder, "", &mut files);
    files.sort();
    assert!(
        files.iter().any(|it| it.0 == "tree/mod.rs"),
        "the search finds the sources"
    );
    files
}

/// The path of a file's module: `plan/names/mod.rs` is `plan::names`.
fn module(path: &str) -> Vec<&str> {
    let path = path.trim_end_matches(".rs");
    let path = path.strip_suffix("/mod").unwrap_or(path);
    path.split('/').filter(|it| *it != "lib").collect()
}

/// The module whose file an import of `module` goes to; none if that is the module itself or one around it, which its own
/// files may know.
fn target<'a>(
    modules: &BTreeSet<Vec<&'a str>>,
    module: &[&'a str],
    line: &'a str,
) -> Option<Vec<&'a str>> {
    let code = line.trim_start();
    let code = code.strip_prefix("pub ").unwrap_or(code);
    let mut path = code.strip_prefix("use ")?.trim_end_matches(';');
    let mut from = module.to_vec();
    if let Some(rest) = path.strip_prefix("crate::") {
        (from, path) = (Vec::new(), rest);
    } else {
        while let Some(rest) = path.strip_prefix("super::") {
            from.pop();
            path = rest;
        }
        path = path.strip_prefix("self::").unwrap_or(path);
    }
    let words = path.split(|it: char| !(it.is_alphanumeric() || it == '_'));
    from.extend(words.filter(|it| !it.is_empty()));
    while !modules.contains(&from) {
        from.pop()?;
    }
    (!module.starts_with(&from)).then_some(from)
}

/// Files that need each other in a circle; empty if there are none.
fn circle(files: &[(String, String)]) -> Vec<String> {
    let modules: BTreeSet<Vec<&str>> = files.iter().map(|it| module(&it.0)).collect();
    let mut uses: BTreeMap<Vec<&str>, BTreeSet<Vec<&str>>> = BTreeMap::new();
    for (path, text) in files {
        let module = module(path);
        let targets = text
            .lines()
            .filter_map(|line| target(&modules, &module, line));
        uses.insert(module.clone(), targets.collect());
    }
    // Who uses nothing that is left is in no circle.
    loop {
        let left: BTreeSet<Vec<&str>> = uses.keys().cloned().collect();
        let before = uses.len();
        uses.retain(|_, targets| targets.iter().any(|it| left.contains(it)));
        if uses.len() == before {
            break;
        }
    }
    // Everybody left uses somebody left, so that whoever is followed comes back.
    let mut way: Vec<&Vec<&str>> = uses.keys().take(1).collect();
    while let Some(last) = way.last() {
        let next = uses[*last]
            .iter()
            .find(|it| uses.contains_key(*it))
            .unwrap();
        if let Some(start) = way.iter().position(|it| *it == next) {
            return way[start..].iter().map(|it| it.join("::")).collect();
        }
        way.push(next);
    }
    Vec::new()
}

#[test]
fn every_module_uses_only_what_its_row_lists() {
    let breaches = breaches(&all_sources());
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
}

#[test]
fn no_files_need_each_other_in_a_circle() {
    let circle = circle(&all_sources());
    assert!(circle.is_empty(), "{} and so on", circle.join(" -> "));
}

#[test]
fn a_planted_circle_is_found() {
    let file = |path: &str, text: &str| (path.to_owned(), text.to_owned());
    let files = [
        file("lib.rs", "mod plan;"),
        file("plan/mod.rs", "mod a;\nmod b;\nmod c;\npub use a::A;"),
        file("plan/a.rs", "use super::b::B;\nuse super::Kind;"),
        file("plan/b.rs", "use crate::plan::c;"),
        file("plan/c.rs", "/// Not `use super::a::A;`"),
    ];
    assert!(circle(&files).is_empty());
    let mut files = files.to_vec();
    files[4].1.push_str("\npub use super::a::{A, other};");
    assert_eq!(circle(&files), ["plan::a", "plan::b", "plan::c"]);
}

#[test]
fn planted_breaches_are_found() {
    let check =
        |path: &str, line: &str| breaches(&[(path.to_owned(), format!("// fine\n{line}\n"))]);
    assert_eq!(
        check("emit/items.rs", "use crate::config::Config;"),
        ["emit/items.rs:2: `emit` may not use `config`"]
    );
    assert_eq!(
        check("plan/names.rs", "let it: crate::tree::Tree;"),
        ["plan/names.rs:2: `plan` may not use `tree`"]
    );
    assert_eq!(
        check("tree/read.rs", "use super::super::shape::Shape;"),
        ["tree/read.rs:2: `tree` may not use `shape`"]
    );
    assert_eq!(
        check("render.rs", "use super::ir;"),
        ["render.rs:2: `render` may not use `ir`"]
    );
    assert_eq!(
        check("shape/mod.rs", "use crate::{plan, ir};"),
        ["shape/mod.rs:2: `shape` may not use `{`"]
    );
    assert_eq!(
        check("ir/mod.rs", "use crate::Config;"),
        ["ir/mod.rs:2: `ir` may not use `Config`"]
    );
    assert_eq!(
        check("helpers.rs", ""),
        ["helpers.rs: `helpers` has no row; decide where it stands"]
    );
}

#[test]
fn what_is_allowed_passes() {
    let check = |path: &str, line: &str| breaches(&[(path.to_owned(), line.to_owned())]);
    for (path, line) in [
        ("emit/items.rs", "use crate::ir::Item;"),
        ("emit/items.rs", "/// As [`crate::plan`] decided."),
        ("emit/items.rs", "use super::ir_rows;"),
        ("plan/names.rs", "use crate::plan::docs; // not crate::tree"),
        ("tree/positions/yaml.rs", "use super::super::Step;"),
        ("builder.rs", "use crate::generate;"),
    ] {
        assert!(check(path, line).is_empty(), "{path}: {line}");
    }
}

#[test]
fn rows_look_back_only() {
    for (module, allowed) in ROWS {
        for used in *allowed {
            let position = |name: &str| ROWS.iter().position(|it| it.0 == name);
            assert!(
                position(used) <= position(module),
                "`{module}` looks ahead at `{used}`"
            );
        }
    }
}
