//! What the generator had to say about the documents: notes, and no warnings.

use std::path::Path;

use openapi_build::diag::Severity;
use openapi_build::{Config, generate};

/// Every document, by its path in a folder.
fn documents() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("documents");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The text of a document.
fn text(name: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("documents");
    std::fs::read_to_string(folder.join(name)).unwrap()
}

/// What is asked for of a document, as the build script reads it.
fn config(name: &str) -> Config {
    let file = name.replace(".yaml", ".txt");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("settings");
    let text = std::fs::read_to_string(path.join(file)).unwrap_or_default();
    let settings = text.lines().map(|it| it.parse().unwrap());
    Config {
        settings: settings.collect(),
        ..Config::default()
    }
}

#[test]
fn no_document_has_a_warning() {
    for name in documents() {
        let source = |_: &str| Ok(text(&name));
        let made = generate(&name, &source, &config(&name));
        assert!(made.client.is_some(), "{name}");
        let warnings: Vec<&str> = made
            .diagnostics
            .iter()
            .filter(|finding| finding.code.severity() != Severity::Note)
            .map(|finding| &*finding.message)
            .collect();
        assert_eq!(warnings, [""; 0], "{name}");
    }
}

#[test]
fn twice_and_from_two_folders_gives_the_same_bytes() {
    for name in documents() {
        let source = |_: &str| Ok(text(&name));
        let made = |root: &str| {
            let made = generate(root, &source, &config(&name));
            let client = made.client.unwrap();
            let files: Vec<(String, String)> = client
                .files
                .iter()
                .map(|it| (it.name.clone(), it.text.clone()))
                .collect();
            (files, client.lock)
        };
        let here = made(&name);
        assert!(here.0.iter().any(|(_, text)| text.len() > 500), "{name}");
        assert_eq!(here, made(&name), "{name}");
        assert_eq!(here, made(&format!("elsewhere/below/{name}")), "{name}");
        assert_eq!(here, made(&format!("/absolute/{name}")), "{name}");
    }
}

#[test]
fn every_document_has_its_tests() {
    let tests = include_str!("main.rs");
    for name in documents() {
        let module = format!("\nmod {};\n", name.trim_end_matches(".yaml"));
        assert!(
            tests.contains(&module),
            "{name} is generated and not tested"
        );
    }
}
