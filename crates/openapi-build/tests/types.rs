//! What is planned for the schemas of a document: a fixture, named for what it shows, and the types' half of the
//! plan with all findings. `UPDATE_EXPECT=1` writes the expected files anew; read their diff.

use std::fs;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use openapi_build::config::Lock;
use openapi_build::{Config, Generated, generate, ir};

fn plan(text: &str, config: &Config) -> Generated {
    let source = |name: &str| match name {
        "openapi.yaml" => Ok(text.to_owned()),
        other => Err(format!("there is no `{other}`")),
    };
    generate("openapi.yaml", &source, config)
}

fn shown(made: &Generated) -> String {
    let mut out = String::new();
    if let Some(client) = &made.client {
        out.push_str(&ir::dump::types(&client.plan));
    }
    for it in made.diagnostics.iter() {
        let place = made.tree.pointer(it.primary.place.node);
        out.push_str(&format!("{}  {place}: {}\n", it.code.number(), it.message));
    }
    out
}

fn fixtures(ending: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/types");
    let all = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path());
    let mut paths: Vec<PathBuf> = all
        .filter(|it| it.extension().is_some_and(|it| it == ending))
        .collect();
    paths.sort();
    paths
}

#[test]
fn every_fixture_is_planned_as_expected() {
    let documents = fixtures("yaml");
    assert!(
        documents.len() > 5,
        "the fixtures are not where they should be"
    );
    for path in documents {
        let made = plan(&fs::read_to_string(&path).unwrap(), &Config::default());
        expect_file![path.with_extension("expected")].assert_eq(&shown(&made));
    }
}

#[test]
fn every_expected_file_has_its_fixture() {
    for path in fixtures("expected") {
        assert!(
            path.with_extension("yaml").exists(),
            "{} belongs to nothing",
            path.display()
        );
    }
}

#[test]
fn the_lock_keeps_every_name_of_every_fixture() {
    for path in fixtures("yaml") {
        let text = fs::read_to_string(&path).unwrap();
        let names = |made: &Generated| -> Vec<String> {
            let types = &made.client.as_ref().unwrap().plan.types;
            types
                .iter()
                .map(|it| it.ident.as_str().to_owned())
                .collect()
        };
        let first = plan(&text, &Config::default());
        let lock = Lock {
            path: "names.lock".to_owned(),
            text: first.client.as_ref().unwrap().lock.clone(),
        };
        let config = Config {
            lock: Some(lock),
            ..Config::default()
        };
        // A newcomer before all others, that wants the name of the first.
        let wanted = names(&first).swap_remove(0);
        let newcomer = format!(
            "  schemas:\n    {}: {{ type: boolean }}\n",
            wanted.to_lowercase()
        );
        let grown = plan(&text.replacen("  schemas:\n", &newcomer, 1), &config);
        let kept = names(&grown);
        for name in names(&first) {
            assert!(kept.contains(&name), "{name} of {} moved", path.display());
        }
    }
}
