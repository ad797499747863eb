//! One document for each kind of finding, and the findings as people see them. `UPDATE_EXPECT=1` writes the expected
//! files anew; read their diff. `NUMBER.overlay`, `NUMBER.lock`, `NUMBER.selection`, `NUMBER.settings` and `NUMBER.features` beside a
//! document are given to the run as well, and with `NUMBER.checks` it makes checks; `NUMBER.broken` is the file `broken.yaml` that it refers to.

use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use openapi_build::config::{Checks, Features, Lock, Selection, Selector};
use openapi_build::diag::Code;
use openapi_build::diag::render::{Look, snippet};
use openapi_build::{Config, generate};

fn specimens() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui");
    let all = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let mut documents: Vec<PathBuf> = all
        .filter(|it| {
            it.extension()
                .is_some_and(|it| it == "yaml" || it == "json")
        })
        .collect();
    documents.sort();
    documents
}

#[test]
fn every_specimen_is_shown_as_expected() {
    for path in specimens() {
        let number = path.file_stem().unwrap().to_str().unwrap();
        let beside = |ending: &str| fs::read_to_string(path.with_extension(ending)).ok();
        let root = format!("openapi.{}", path.extension().unwrap().to_str().unwrap());
        let text = fs::read_to_string(&path).unwrap();
        let source = |name: &str| match name {
            it if it == root => Ok(text.clone()),
            "broken.yaml" => beside("broken").ok_or_else(|| "there is no such file".to_owned()),
            "overlay.yaml" => beside("overlay").ok_or_else(|| "there is no such file".to_owned()),
            _ => Err("there is no such file".to_owned()),
        };
        // An overlay that is named and not there is beside as an empty file of another name.
        let overlay = beside("overlay").or_else(|| beside("no-overlay"));
        let config = Config {
            overlay: overlay.map(|_| "overlay.yaml".to_owned()),
            lock: beside("lock").map(|text| Lock {
                path: "names.lock".to_owned(),
                text,
            }),
            settings: beside("settings")
                .iter()
                .flat_map(|it| it.lines())
                .map(|it| it.parse().unwrap())
                .collect(),
            selection: selection(beside("selection").as_deref().unwrap_or_default()),
            features: match beside("features") {
                Some(text) => Features::Declared(text.lines().map(str::to_owned).collect()),
                None => Features::None,
            },
            checks: match beside("checks") {
                Some(_) => Checks::Yes,
                None => Checks::No,
            },
            ..Config::default()
        };
        let made = generate(&root, &source, &config);
        let shown: Vec<String> = made
            .diagnostics
            .iter()
            .map(|it| snippet(&made.tree, it, Look::Plain))
            .collect();
        assert!(
            made.diagnostics.iter().any(|it| it.code.number() == number),
            "{} does not show {number}, only\n{}",
            path.display(),
            shown.join("\n")
        );
        expect_file![path.with_extension("expected")].assert_eq(&(shown.join("\n\n") + "\n"));
    }
}

/// A line each: `tag pets`, `operation list_pets`, `path /pets`, all of which are included.
fn selection(text: &str) -> Selection {
    let selector = |line: &str| match line.split_once(' ') {
        Some(("tag", it)) => Selector::Tag(it.to_owned()),
        Some(("operation", it)) => Selector::Operation(it.to_owned()),
        Some(("path", it)) => Selector::Path(it.to_owned()),
        other => panic!("{other:?} selects nothing"),
    };
    Selection {
        include: text.lines().map(selector).collect(),
        exclude: Vec::new(),
    }
}

/// `Internal` is a fault of the generator: no document is known that shows it.
const WITHOUT_SPECIMEN: &[Code] = &[Code::Internal];

#[test]
fn every_code_has_its_specimen() {
    let numbers: Vec<String> = specimens()
        .iter()
        .map(|it| it.file_stem().unwrap().to_str().unwrap().to_owned())
        .collect();
    for code in Code::ALL {
        let there = numbers.iter().any(|it| it == code.number());
        let expected = !WITHOUT_SPECIMEN.contains(code);
        assert_eq!(there, expected, "tests/ui/{}.yaml", code.number());
    }
}
