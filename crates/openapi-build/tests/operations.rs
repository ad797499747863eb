//! What is planned for the operations of a document: a fixture, named for what it shows, and the client's half of
//! the plan with all findings. `UPDATE_EXPECT=1` writes the expected files anew; read their diff.

use std::fs;
use std::path::{Path, PathBuf};

use expect_test::{expect, expect_file};
use openapi_build::config::Lock;
use openapi_build::{Config, Generated, generate, ir};

/// A document that stands in the test itself.
fn plan(text: &str, config: &Config) -> Generated {
    let source = |name: &str| match name {
        "openapi.yaml" => Ok(text.to_owned()),
        other => Err(format!("there is no `{other}`")),
    };
    generate("openapi.yaml", &source, config)
}

/// The client's half of the plan, the names of types, and what was found.
fn shown(made: &Generated) -> String {
    let mut out = String::new();
    if let Some(client) = &made.client {
        out.push_str(&ir::dump::client(&client.plan));
        for it in &client.plan.types {
            out.push_str(&format!("type {}\n", it.ident.as_str()));
        }
    }
    for it in made.diagnostics.iter() {
        let place = made.tree.pointer(it.primary.place.node);
        out.push_str(&format!("{}  {place}: {}\n", it.code.number(), it.message));
    }
    out
}

fn fixtures() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/operations");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().path())
        .collect();
    paths.sort();
    paths
}

#[test]
fn every_fixture_is_planned_as_expected() {
    let documents: Vec<PathBuf> = fixtures()
        .into_iter()
        .filter(|it| it.extension().unwrap() == "yaml")
        .collect();
    assert!(
        documents.len() > 10,
        "the fixtures are not where they should be"
    );
    for path in documents {
        let made = plan(&fs::read_to_string(&path).unwrap(), &Config::default());
        expect_file![path.with_extension("expected")].assert_eq(&shown(&made));
    }
}

#[test]
fn every_expected_file_has_its_fixture() {
    for path in fixtures()
        .iter()
        .filter(|it| it.extension().unwrap() == "expected")
    {
        assert!(
            path.with_extension("yaml").exists(),
            "{} belongs to nothing",
            path.display()
        );
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    for path in fixtures()
        .iter()
        .filter(|it| it.extension().unwrap() == "yaml")
    {
        let text = fs::read_to_string(path).unwrap();
        let files = || plan(&text, &Config::default()).client.unwrap().files;
        assert_eq!(files(), files(), "{}", path.display());
    }
}

const TWO_OPERATIONS: &str = "
openapi: 3.1.0
info: { title: Names, version: '1' }
paths:
  /pets:
    get: { operationId: listPets, tags: [pets], responses: { '204': {} } }
  /pets/new:
    get: { operationId: list_pets, tags: [pets], responses: { '204': {} } }
";

#[test]
fn locked_names_win() {
    let lock = "method\tGET /pets\tanimals.all\nrequest\tGET /pets\tAllAnimals\nmethod\tGET /gone\tpets.gone\n";
    let lock = Lock {
        path: "names.lock".into(),
        text: lock.into(),
    };
    let made = plan(
        TWO_OPERATIONS,
        &Config {
            lock: Some(lock),
            ..Config::default()
        },
    );
    expect![[r#"
        group Pets  client.animals()
          all() -> AllAnimals  GET /pets  "listPets"
            ok  ()
              204 empty
            err  nothing declared
          list_pets_new() -> ListPetsNew  GET /pets/new  "list_pets"
            ok  ()
              204 empty
            err  nothing declared
        N0601  #/paths/~1pets/get/tags/0: the operations of `pets` are in `animals`
        N0601  #/paths/~1pets/get/operationId: the operation `listPets` is called `all`
        N0601  #/paths/~1pets~1new/get/operationId: the operation `list_pets` is called `list_pets_new`
        N0602  #: the names lock keeps `pets.gone` for GET /gone, which is not in the document
    "#]].assert_eq(&shown(&made));
}

#[test]
fn the_lock_that_is_written_keeps_the_names() {
    let first = plan(TWO_OPERATIONS, &Config::default());
    let text = first.client.as_ref().unwrap().lock.clone();
    let grown = TWO_OPERATIONS.replace("paths:\n", "paths:\n  /animals:\n    get: { operationId: list-pets, tags: [pets], responses: { '204': {} } }\n");
    let lock = Lock {
        path: "names.lock".into(),
        text,
    };
    let made = plan(
        &grown,
        &Config {
            lock: Some(lock),
            ..Config::default()
        },
    );
    let names = |made: &Generated, path: &str| {
        let operations = &made.client.as_ref().unwrap().plan.client.operations;
        let found = operations.iter().find(|it| &*it.path == path).unwrap();
        (
            found.method_ident.as_str().to_owned(),
            found.ident.as_str().to_owned(),
        )
    };
    for path in ["/pets", "/pets/new"] {
        assert_eq!(names(&first, path), names(&made, path));
    }
}
