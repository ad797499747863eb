//! One document over time: generated with the lock of the version before, nothing that stays in the document is called
//! otherwise.
//!
//! The versions are not part of the project. `OPENAPI_HISTORY` names a folder of them, or `OPENAPI_SHARED` one that has
//! `history/galileo`; the order of the files' names is that of time.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use openapi_build::config::Lock;
use openapi_build::{Client, Config, generate, ir};

fn versions() -> Vec<PathBuf> {
    let shared = || {
        let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
        let shared = std::env::var_os("OPENAPI_SHARED").map_or_else(beside, PathBuf::from);
        shared.join("history/galileo")
    };
    let folder = std::env::var_os("OPENAPI_HISTORY").map_or_else(shared, PathBuf::from);
    let Ok(files) = std::fs::read_dir(&folder) else {
        eprintln!(
            "skipped: there is no history; OPENAPI_HISTORY names a folder with versions of a document"
        );
        return Vec::new();
    };
    let mut found: Vec<PathBuf> = files
        .flatten()
        .map(|it| it.path())
        .filter(|it| {
            it.extension()
                .is_some_and(|it| it == "yaml" || it == "json")
        })
        .collect();
    found.sort();
    found
}

fn run(path: &Path, lock: Option<String>) -> Client {
    let text = std::fs::read_to_string(path).unwrap();
    let source = |name: &str| match name {
        "openapi.yaml" => Ok(text.clone()),
        _ => Err("there is no such file".to_owned()),
    };
    let config = Config {
        lock: lock.map(|text| Lock {
            path: "names.lock".to_owned(),
            text,
        }),
        ..Config::default()
    };
    generate("openapi.yaml", &source, &config).client.unwrap()
}

/// The names of types and methods by what the lock calls them, and of the parts of types by these and their own text.
fn names(client: &Client) -> BTreeMap<String, String> {
    let mut names = BTreeMap::new();
    let mut types = BTreeMap::new();
    for line in client.lock.lines().filter(|it| !it.starts_with('#')) {
        let words: Vec<&str> = line.split('\t').collect();
        let [kind, what, name] = words.as_slice() else {
            panic!("{line}");
        };
        // What is written alike in many places is named where it is first met; the same name may go another way.
        if *kind == "method" || *kind == "request" || what.matches('/').count() == 3 {
            names.insert(format!("{kind} {what}"), (*name).to_owned());
        }
        if *kind == "type" && what.matches('/').count() == 3 {
            types.insert((*name).to_owned(), (*what).to_owned());
        }
    }
    for def in &client.plan.types {
        let Some(owner) = types.get(def.ident.as_str()) else {
            continue;
        };
        let mut add = |wire: &str, ident: &ir::Ident| {
            names.insert(format!("{owner} {wire}"), ident.as_str().to_owned());
        };
        match &def.kind {
            ir::Kind::Struct(it) => it.fields.iter().for_each(|it| add(&it.wire, &it.ident)),
            ir::Kind::Strings(it) => it.variants.iter().for_each(|it| add(&it.value, &it.ident)),
            _ => {}
        }
    }
    names
}

#[test]
fn names_stay_while_the_document_grows() {
    let mut before: Option<Client> = None;
    let mut compared = 0;
    let mut moved = Vec::new();
    for path in versions() {
        let client = run(&path, before.as_ref().map(|it| it.lock.clone()));
        if let Some(before) = &before {
            let now = names(&client);
            for (what, name) in names(before) {
                let Some(new) = now.get(&what) else { continue };
                compared += 1;
                if *new != name {
                    moved.push(format!("{}: {what}: {name} is {new}", path.display()));
                }
            }
        }
        before = Some(client);
    }
    assert!(
        moved.is_empty(),
        "{} of {compared}:\n{}",
        moved.len(),
        moved.join("\n")
    );
    assert!(
        before.is_none() || compared > 1_000,
        "{compared} names are no history"
    );
}

/// Our own documents, which are part of the project.
fn fixtures() -> Vec<PathBuf> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = [
        "tests/types",
        "tests/operations",
        "../../generated-tests/documents",
    ];
    let files = folders.iter().flat_map(|it| {
        let entries = std::fs::read_dir(package.join(it)).unwrap();
        entries.map(|it| it.unwrap().path())
    });
    files
        .filter(|it| it.extension().is_some_and(|it| it == "yaml"))
        .collect()
}

#[test]
fn with_its_own_lock_a_document_gives_the_same_again() {
    let all = fixtures();
    assert!(all.len() > 40, "{}", all.len());
    for path in all {
        let first = run(&path, None);
        let again = run(&path, Some(first.lock.clone()));
        assert_eq!(first.lock, again.lock, "{}", path.display());
        assert_eq!(first.files, again.files, "{}", path.display());
    }
}

/// A document with one union.
fn of_branches(name: &str, branches: &str) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let document = format!(
        "openapi: 3.1.0\ninfo: {{ title: A, version: '1' }}\npaths: {{}}\n\
         components: {{ schemas: {{ Id: {{ anyOf: [ {branches} ] }} }} }}\n"
    );
    std::fs::write(&path, document).unwrap();
    path
}

/// The branches of the only type.
fn branches(client: &Client) -> Vec<&str> {
    let [
        ir::TypeDef {
            kind: ir::Kind::Union(it),
            ..
        },
    ] = client.plan.types.as_slice()
    else {
        panic!("{:?}", client.plan.types);
    };
    it.variants.iter().map(|it| it.0.ident.as_str()).collect()
}

#[test]
fn branches_that_hold_the_same_keep_their_names() {
    let same = "{ type: string, maxLength: 1 }, { type: integer }, { type: string }";
    let path = of_branches("branches.yaml", same);
    let first = run(&path, None);
    let again = run(&path, Some(first.lock.clone()));
    assert_eq!(first.files, again.files);
    assert!(first.lock.contains(" String (2)\t"), "{}", first.lock);
}

#[test]
fn a_newcomer_takes_no_name_from_the_variants_behind_it() {
    let kind = |it: &str| format!("{{ type: object, properties: {{ kind: {{ const: {it} }} }} }}");
    let needs = |it: &str| {
        format!(
            "{{ type: object, required: [{it}], properties: {{ {it}: {{ type: object, properties: {{ \
             {it}_at: {{ type: string }} }} }} }} }}"
        )
    };
    let list = |it: &str| format!("{{ type: array, items: {{ type: {it} }} }}");
    let document = |branches: &[String]| {
        format!(
            "openapi: 3.1.0\ninfo: {{ title: A, version: '1' }}\npaths: {{}}\n\
             components: {{ schemas: {{ Any: {{ anyOf: [ {} ] }} }} }}\n",
            branches.join(", ")
        )
    };
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("newcomers.yaml");
    let named = |client: &Client, lock: &str| -> Vec<String> {
        let lines = lock.lines().filter(|it| !it.starts_with('#'));
        let mut names: Vec<String> = lines
            .filter_map(|it| it.rsplit('\t').next())
            .map(str::to_owned)
            .collect();
        names.extend(
            client
                .plan
                .types
                .iter()
                .map(|it| it.ident.as_str().to_owned()),
        );
        names
    };
    let old = [
        kind("a"),
        kind("b"),
        needs("user"),
        needs("email"),
        list("string"),
    ];
    std::fs::write(&path, document(&old)).unwrap();
    let first = run(&path, None);
    let before = named(&first, &first.lock);
    for name in ["AnyA", "AnyB", "AnyUser", "AnyUserUser", "List"] {
        assert!(before.contains(&name.to_owned()), "{name}: {before:?}");
    }
    let mut new = vec![kind("c"), needs("user_id"), list("integer")];
    new.extend(old);
    std::fs::write(&path, document(&new)).unwrap();
    let grown = run(&path, Some(first.lock.clone()));
    let after = named(&grown, &grown.lock);
    for name in before {
        assert!(after.contains(&name), "{name}: {after:?}");
    }
    for name in ["AnyC", "AnyUserId", "IntegerList"] {
        assert!(after.contains(&name.to_owned()), "{name}: {after:?}");
    }
    for line in first.lock.lines() {
        assert!(grown.lock.contains(line), "{line}\n{}", grown.lock);
    }
}

#[test]
fn branches_are_called_by_their_format_and_known_by_it() {
    let [date, moment, plain] = [
        "{ type: string, format: date }",
        "{ type: string, format: date-time }",
        "{ type: string }",
    ];
    let path = |branches: &[&str]| of_branches("formats.yaml", &branches.join(", "));
    let all = path(&[moment, date, plain]);
    let fresh = run(&all, None);
    assert_eq!(branches(&fresh), ["DateTime", "Date", "String"]);
    assert_eq!(run(&all, Some(fresh.lock.clone())).lock, fresh.lock);
    let alone = run(&path(&[moment, "{ type: integer }"]), None);
    assert_eq!(branches(&alone), ["String", "Integer"]);
    let grown = path(&[date, plain, "{ type: integer }", moment]);
    assert_eq!(
        branches(&run(&grown, None)),
        ["Date", "String", "Integer", "DateTime"]
    );
    // The one that was there keeps its name, wherever it stands now.
    let kept = run(&grown, Some(alone.lock));
    assert_eq!(branches(&kept), ["Date", "String2", "Integer", "String"]);
    assert_eq!(run(&grown, Some(kept.lock.clone())).lock, kept.lock);
}

#[test]
fn what_is_put_together_from_a_component_does_not_take_its_name() {
    let answer = |name: &str| {
        format!(
            "{{ allOf: [ {{ type: object, properties: {{ {name}: {{ type: string }} }} }}, \
             {{ $ref: '#/components/schemas/Alpha' }} ] }}"
        )
    };
    let operation = |name: &str| {
        let schema = answer(name);
        format!(
            "  /{name}:\n    get:\n      operationId: list_{name}\n      responses:\n        '200':\n          \
             description: x\n          content: {{ application/json: {{ schema: {schema} }} }}\n"
        )
    };
    let document = |paths: &[&str]| {
        let paths: String = paths.iter().map(|it| operation(it)).collect();
        format!(
            "openapi: 3.1.0\ninfo: {{ title: A, version: '1' }}\npaths:\n{paths}components:\n  schemas:\n    \
             Alpha: {{ type: object, properties: {{ total: {{ type: integer }} }} }}\n"
        )
    };
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("put_together.yaml");
    let named = |client: &Client| -> Vec<String> {
        let types = client.plan.types.iter();
        types.map(|it| it.ident.as_str().to_owned()).collect()
    };
    std::fs::write(&path, document(&["b", "c"])).unwrap();
    let first = run(&path, None);
    assert_eq!(named(&first), ["Alpha", "ListBResponse", "ListCResponse"]);
    let again = run(&path, Some(first.lock.clone()));
    assert_eq!(first.files, again.files);
    assert_eq!(first.lock, again.lock);
    // A newcomer before them takes nothing from them.
    std::fs::write(&path, document(&["a", "b", "c"])).unwrap();
    let grown = run(&path, Some(first.lock.clone()));
    assert_eq!(
        named(&grown),
        ["Alpha", "ListAResponse", "ListBResponse", "ListCResponse"]
    );
}
