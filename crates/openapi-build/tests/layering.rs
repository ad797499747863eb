//! Who may know whom. Stages look back, never ahead; changing a row is the architectural change.

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
    (
        "plan",
        &["source", "diag", "resolve", "shape", "config", "ir"],
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
    "source", "config", "diag", "ir", "tree", "document", "resolve", "shape", "plan", "emit",
    "render", "files",
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

#[test]
fn every_module_uses_only_what_its_row_lists() {
    let mut files = Vec::new();
    sources(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src"),
        "",
        &mut files,
    );
    files.sort();
    assert!(
        files.iter().any(|it| it.0 == "tree/mod.rs"),
        "the search finds the sources"
    );
    let breaches = breaches(&files);
    assert!(breaches.is_empty(), "\n{}\n", breaches.join("\n"));
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
