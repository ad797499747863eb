//! One document for each kind of finding, and the findings as people see them. `UPDATE_EXPECT=1` writes the expected
//! files anew; read their diff.

use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use openapi_build::diag::render::{Look, snippet};
use openapi_build::{Config, generate};

fn specimens() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/ui");
    let all = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let mut documents: Vec<PathBuf> = all
        .filter(|it| it.extension().is_some_and(|it| it == "yaml"))
        .collect();
    documents.sort();
    documents
}

#[test]
fn every_specimen_is_shown_as_expected() {
    for path in specimens() {
        let number = path.file_stem().unwrap().to_str().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let source = |name: &str| match name {
            "openapi.yaml" => Ok(text.clone()),
            other => Err(format!("there is no `{other}`")),
        };
        let made = generate("openapi.yaml", &source, &Config::default());
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
