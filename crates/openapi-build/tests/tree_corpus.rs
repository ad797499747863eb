//! Real documents: each is read, each reference resolves or says why not, and places show what they should.
//!
//! The documents are not part of the project. `OPENAPI_SHARED` names the folder that has `corpus/*/openapi.*`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use openapi_build::diag::{Code, Diagnostics};
use openapi_build::source::{Locate, NodeId};
use openapi_build::tree::{Tree, Value};

fn shared() -> PathBuf {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    std::env::var_os("OPENAPI_SHARED").map_or_else(beside, PathBuf::from)
}

fn documents() -> Vec<PathBuf> {
    let Ok(folders) = std::fs::read_dir(shared().join("corpus")) else {
        eprintln!("skipped: there is no corpus; OPENAPI_SHARED names the folder that has it");
        return Vec::new();
    };
    let files = ["openapi.yaml", "openapi.json"];
    let mut found: Vec<_> = folders
        .flatten()
        .flat_map(|it| files.map(|name| it.path().join(name)))
        .filter(|it| it.is_file())
        .collect();
    found.sort();
    found
}

/// Every value below the root.
fn all(tree: &Tree) -> Vec<NodeId> {
    let mut all = vec![tree.root()];
    let mut at = 0;
    while let Some(id) = all.get(at).copied() {
        match tree.value(id) {
            Value::Map(map) => all.extend(map.iter().map(|it| it.1)),
            Value::List(items) => all.extend(items),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
        at += 1;
    }
    all
}

/// Whether the text is a way to write the value, as far as one can tell in one line.
fn shows(text: &str, value: &Value) -> bool {
    let bare = text.trim_matches(['"', '\'']);
    match value {
        Value::Null => true,
        Value::Bool(it) => bare == it.to_string(),
        Value::Number(it) => bare.parse::<f64>().is_ok_and(|bare| bare == it.as_f64()),
        // Escapes and folded lines are not undone here: the first plain word is enough.
        Value::String(it) => {
            let word = |text: &str| {
                let text = text.trim_start_matches(['"', '\'', ' ', '\n', '\r', '\t']);
                text.split([' ', '\n', '\'', '"', '\\', '\r'])
                    .next()
                    .map(str::to_owned)
            };
            let (seen, meant) = (word(text).unwrap_or_default(), word(it).unwrap_or_default());
            text.contains('\\') || meant.starts_with(&seen)
        }
        Value::List(_) => true,
        Value::Map(_) => true,
    }
}

#[test]
fn every_document_is_read_and_its_places_are_right() {
    let mut wrong = Vec::new();
    for path in documents() {
        // The unoptimised parsers need a minute for all of them.
        let large = std::fs::metadata(&path).is_ok_and(|it| it.len() > 1_000_000);
        if cfg!(debug_assertions) && large {
            continue;
        }
        let name = path.display().to_string();
        let source = |path: &str| std::fs::read_to_string(path).map_err(|it| it.to_string());
        let mut diags = Diagnostics::default();
        let start = Instant::now();
        let tree = Tree::read(&name, &source, &mut diags);
        let read = start.elapsed();
        assert!(
            tree.value(tree.root()).as_map().is_some(),
            "{name}: {:?}",
            diags.iter().next()
        );
        let others = diags
            .iter()
            .filter(|it| it.code != Code::DuplicateKey)
            .count();
        assert_eq!(others, 0, "{name}: {:?}", diags.iter().next());

        let nodes = all(&tree);
        let (mut resolved, mut dangling) = (0, Vec::new());
        for id in &nodes {
            let reference = tree.get(*id, "$ref").and_then(|it| tree.value(it).as_str());
            match reference.map(|it| tree.resolve(*id, it)) {
                Some(Ok(_)) => resolved += 1,
                Some(Err(why)) => {
                    assert!(!why.reason.is_empty());
                    dangling.push(why.reason);
                }
                None => {}
            }
        }
        let start = Instant::now();
        tree.locate(tree.root().value());
        let positions = start.elapsed();
        // All of a small document, a part of a large one.
        for id in nodes.iter().step_by(1 + nodes.len() / 20_000) {
            let found = tree.locate(id.value());
            let text = tree
                .text(found.file)
                .get(found.start..found.end)
                .unwrap_or_default();
            if !shows(text, tree.value(*id)) {
                wrong.push(format!(
                    "{name}:{}: `{text}` for {:?}",
                    found.line,
                    tree.value(*id)
                ));
            }
        }
        eprintln!(
            "{name}: {} values in {read:.1?}, positions in {positions:.1?}, {resolved} references, dangling {dangling:?}",
            nodes.len()
        );
    }
    assert!(
        wrong.is_empty(),
        "{} wrong places, such as {:#?}",
        wrong.len(),
        &wrong[..wrong.len().min(20)]
    );
}
