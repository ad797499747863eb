//! Documents with one fault each: every kind of value in every place that a fixture has. Whatever comes of it, it comes
//! soon and without a panic, and what is generated is Rust with names that are legal and apart.
//!
//! All fixtures of this repository are taken, and the smaller documents of a corpus where `OPENAPI_SHARED` names one.
//! `OPENAPI_MUTATIONS` is how many faults are tried; they are the same ones every time.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use openapi_build::diag::Diagnostics;
use openapi_build::source::Locate;
use openapi_build::tree::{Tree, Value};
use openapi_build::{Client, Config, Generated, generate, ir};
use serde_json::Value as Json;
use serde_json::json;

/// Build scripts run on the main thread, which has one megabyte on Windows.
const STACK: usize = 1 << 20;

/// Nothing small takes that long, however busy the machine is.
const SLOW: Duration = Duration::from_secs(30);

/// A generator of numbers that is the same everywhere.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % sides.max(1) as u64) as usize
    }
}

fn files(folder: &Path, names: &mut Vec<PathBuf>) {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    names.extend(
        entries
            .map(|it| it.path())
            .filter(|it| it.extension().is_some_and(|it| it == "yaml")),
    );
}

/// The documents, as JSON.
fn documents() -> Vec<(String, Json)> {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut names = Vec::new();
    for folder in [
        "tests/types",
        "tests/operations",
        "tests/ui",
        "../../generated-tests/documents",
    ] {
        files(&package.join(folder), &mut names);
    }
    assert!(
        names.len() > 60,
        "the fixtures are not where they should be"
    );
    names.extend(corpus());
    names.sort();
    let read = |path: &PathBuf| {
        let text = std::fs::read_to_string(path).ok()?;
        let source = |name: &str| match name {
            "a.yaml" => Ok(text.clone()),
            _ => Err("there is no such file".to_owned()),
        };
        let tree = Tree::read("a.yaml", &source, &mut Diagnostics::default());
        Some((path.display().to_string(), plain(&tree, tree.root())))
    };
    let read: Vec<(String, Json)> = names.iter().filter_map(read).collect();
    read.into_iter().filter(|(_, it)| it.is_object()).collect()
}

/// Documents of a corpus that are small enough to be read many times.
fn corpus() -> Vec<PathBuf> {
    let Some(shared) = std::env::var_os("OPENAPI_SHARED").map(PathBuf::from) else {
        eprintln!("without a corpus: OPENAPI_SHARED does not name the folder that has one");
        return Vec::new();
    };
    let folders = std::fs::read_dir(shared.join("corpus"))
        .into_iter()
        .flatten()
        .flatten();
    folders
        .flat_map(|it| ["openapi.yaml", "openapi.json"].map(|name| it.path().join(name)))
        .filter(|it| std::fs::metadata(it).is_ok_and(|it| it.len() < 60_000))
        .collect()
}

fn plain(tree: &Tree, at: openapi_build::source::NodeId) -> Json {
    match tree.value(at) {
        Value::Null => Json::Null,
        Value::Bool(it) => (*it).into(),
        Value::Number(it) => serde_json::from_str(&it.to_string()).unwrap_or(Json::Null),
        Value::String(it) => (&**it).into(),
        Value::List(items) => items.iter().map(|it| plain(tree, *it)).collect(),
        Value::Map(map) => map
            .iter()
            .map(|(key, it)| (key.to_owned(), plain(tree, it)))
            .collect::<serde_json::Map<_, _>>()
            .into(),
    }
}

/// Every value below the root, as a JSON pointer.
fn pointers(value: &Json, at: &str, out: &mut Vec<String>) {
    let mut add = |key: &str, it: &Json| {
        let below = format!("{at}/{}", key.replace('~', "~0").replace('/', "~1"));
        out.push(below.clone());
        pointers(it, &below, out);
    };
    match value {
        Json::Array(items) => {
            for (index, it) in items.iter().enumerate() {
                add(&index.to_string(), it);
            }
        }
        Json::Object(map) => {
            for (key, it) in map {
                add(key, it);
            }
        }
        Json::Null | Json::Bool(_) | Json::Number(_) | Json::String(_) => {}
    }
}

/// What is put in the place of a value.
fn faults() -> Vec<Json> {
    let deep = (0..60).fold(json!({}), |it, _| json!({ "properties": { "a": it } }));
    let long = "x".repeat(5_000);
    let mut wide = serde_json::Map::new();
    for it in 0..300 {
        wide.insert(
            format!("{it}"),
            json!({ "enum": [it, "a", "A", "-a", null, [1], {}] }),
        );
    }
    vec![
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(-1.5),
        json!(1e308),
        json!(18_446_744_073_709_551_615_u64),
        json!(""),
        json!("a b\n*/ \"#\\ é 😀 \u{202e} `{}"),
        json!("#"),
        json!("#/components"),
        json!("2xx"),
        json!([]),
        json!([null, 1, "a", [], {}, [[]]]),
        json!({}),
        json!({ "": null, "type": ["null", 7], "required": "x", "enum": {} }),
        json!({ "$ref": "#" }),
        json!({ "$ref": "#/nothing/here" }),
        json!({ "$ref": "other.yaml#/a" }),
        json!({ "$ref": 7 }),
        json!({ "allOf": [{ "$ref": "#/components/schemas" }, { "type": "string" }, { "type": "object" }] }),
        json!({ "type": "array", "items": { "type": "array", "prefixItems": [{}, false, null] } }),
        json!({ "oneOf": [{ "type": "null" }, {}, true, { "const": 1 }, { "const": 1 }] }),
        json!({ "oneOf": [], "discriminator": { "propertyName": 3, "mapping": { "a": {} } } }),
        json!({ "properties": wide }),
        json!(long),
        deep,
    ]
}

/// The document with one fault, and words for it.
fn with_fault(document: &Json, dice: &mut Dice, faults: &[Json]) -> Option<(Json, String)> {
    let mut all = Vec::new();
    pointers(document, "", &mut all);
    let pointer = all.get(dice.roll(all.len()))?;
    let (parent, key) = pointer.rsplit_once('/')?;
    let key = key.replace("~1", "/").replace("~0", "~");
    let mut copy = document.clone();
    let kind = dice.roll(faults.len() + 5);
    let what = match kind {
        // Taken out.
        0 | 1 => {
            match copy.pointer_mut(parent)? {
                Json::Object(map) => drop(map.remove(&key)),
                Json::Array(items) => drop(items.remove(key.parse().ok()?)),
                _ => return None,
            }
            "taken out".to_owned()
        }
        // Put under another key.
        2 => {
            let to = [
                "", "type", "$ref", "a b", "Self", "😀", "x-a", "200", "{", "get",
            ];
            let to = to.get(dice.roll(to.len()))?;
            let Json::Object(map) = copy.pointer_mut(parent)? else {
                return None;
            };
            let value = map.remove(&key)?;
            map.insert((*to).to_owned(), value);
            format!("under `{to}`")
        }
        // What stands somewhere else, or a reference to it: loops among them.
        3 => {
            let other = all.get(dice.roll(all.len()))?;
            let value = document.pointer(other)?.clone();
            *copy.pointer_mut(pointer)? = value;
            format!("as at {other}")
        }
        4 => {
            let other = all.get(dice.roll(all.len()))?;
            *copy.pointer_mut(pointer)? = json!({ "$ref": format!("#{other}") });
            format!("a reference to {other}")
        }
        _ => {
            let fault = faults.get(kind - 5)?;
            *copy.pointer_mut(pointer)? = fault.clone();
            let text = fault.to_string();
            text.chars().take(80).collect()
        }
    };
    Some((copy, format!("{pointer}: {what}")))
}

fn run(text: &str) -> Generated {
    let source = |name: &str| match name {
        "a.json" => Ok(text.to_owned()),
        _ => Err("there is no such file".to_owned()),
    };
    generate("a.json", &source, &Config::default())
}

/// Everything that must hold of a run.
fn check(text: &str) {
    let start = Instant::now();
    let made = run(text);
    for it in made.diagnostics.iter() {
        for label in std::iter::once(&it.primary).chain(&it.related) {
            let found = made.tree.locate(label.place);
            assert!(
                made.tree
                    .text(found.file)
                    .get(found.start..found.end)
                    .is_some()
            );
        }
    }
    let errors = made.diagnostics.count(openapi_build::diag::Severity::Error);
    assert_eq!(made.client.is_none(), errors > 0);
    if let Some(client) = &made.client {
        for file in &client.files {
            if let Err(why) = syn::parse_file(&file.text) {
                panic!("{} does not parse: {why}", file.name);
            }
        }
        names(client);
    }
    assert!(start.elapsed() < SLOW, "it took {:?}", start.elapsed());
}

/// Names are legal, and those of one scope differ.
fn names(client: &Client) {
    let apart = |scope: &str, names: &mut dyn Iterator<Item = &ir::Ident>| {
        let mut seen = HashSet::new();
        for name in names {
            let legal = syn::parse_str::<syn::Ident>(name.as_str()).is_ok();
            assert!(legal, "`{}` of {scope} is no name", name.as_str());
            assert!(
                seen.insert(name.as_str()),
                "{scope} has `{}` twice",
                name.as_str()
            );
        }
    };
    apart(
        "the module",
        &mut client.plan.types.iter().map(|it| &it.ident),
    );
    for def in &client.plan.types {
        let scope = def.ident.as_str();
        match &def.kind {
            ir::Kind::Struct(it) => apart(
                scope,
                &mut it
                    .fields
                    .iter()
                    .map(|it| &it.ident)
                    .chain(it.rest.iter().map(|it| &it.ident)),
            ),
            ir::Kind::Strings(it) => apart(
                scope,
                &mut it.variants.iter().map(|it| &it.ident).chain(&it.unknown),
            ),
            ir::Kind::Integers(it) => apart(
                scope,
                &mut it.variants.iter().map(|it| &it.ident).chain(&it.unknown),
            ),
            ir::Kind::Literals(it) => apart(
                scope,
                &mut it.variants.iter().map(|it| &it.ident).chain(&it.unknown),
            ),
            ir::Kind::Tagged(it) => apart(
                scope,
                &mut it
                    .variants
                    .iter()
                    .map(|it| &it.variant.ident)
                    .chain(&it.unknown),
            ),
            ir::Kind::Union(it) => apart(
                scope,
                &mut it
                    .variants
                    .iter()
                    .map(|(it, _)| &it.ident)
                    .chain(&it.unknown),
            ),
            ir::Kind::Multipart(it) => {
                let fields = it.fields.iter().map(|(it, _)| &it.ident);
                apart(scope, &mut fields.chain(it.rest.iter().map(|it| &it.ident)));
            }
            ir::Kind::Newtype(_) | ir::Kind::Alias(_) => {}
        }
    }
    for group in &client.plan.client.groups {
        let methods = group.operations.iter();
        let methods = methods.filter_map(|it| client.plan.client.operations.get(*it));
        apart("a group", &mut methods.map(|it| &it.method_ident));
    }
}

/// Runs where a build script would.
fn on_a_small_stack(work: impl FnOnce() + Send) {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().stack_size(STACK);
        let done = thread.spawn_scoped(scope, work).unwrap().join();
        done.unwrap_or_else(|panic| std::panic::resume_unwind(panic));
    });
}

#[test]
fn no_fault_of_a_document_makes_the_generator_panic() {
    let rounds = std::env::var("OPENAPI_MUTATIONS")
        .ok()
        .and_then(|it| it.parse().ok());
    let rounds: usize = rounds.unwrap_or(if cfg!(debug_assertions) {
        1_500
    } else {
        15_000
    });
    on_a_small_stack(|| {
        let (documents, faults) = (documents(), faults());
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
        let mut failed = Vec::new();
        for _ in 0..rounds {
            let (name, document) = &documents[dice.roll(documents.len())];
            let Some((mut faulty, mut what)) = with_fault(document, &mut dice, &faults) else {
                continue;
            };
            // Two faults meet where one alone is caught.
            if dice.roll(3) == 0
                && let Some((more, second)) = with_fault(&faulty, &mut dice, &faults)
            {
                (faulty, what) = (more, format!("{what}; {second}"));
            }
            let text = faulty.to_string();
            if std::panic::catch_unwind(|| check(&text)).is_err() {
                failed.push(format!("{name} {what}"));
            }
        }
        assert!(
            failed.is_empty(),
            "{} faults:\n{}",
            failed.len(),
            failed.join("\n")
        );
    });
}

/// A document around some schemas.
fn around(schemas: &str) -> String {
    format!(
        r#"{{"openapi":"3.1.0","info":{{"title":"A","version":"1"}},"paths":{{"/a":{{"get":{{"responses":{{"200":{{"description":"",
        "content":{{"application/json":{{"schema":{{"$ref":"{}"}}}}}}}}}}}}}}}},{schemas}}}"#,
        "#/x/S0"
    )
}

/// `x` with as many schemas, each made from the next.
fn chain(length: usize, link: impl Fn(&str) -> String) -> String {
    let schemas: Vec<String> = (0..length)
        .map(|it| {
            format!(
                r##""S{it}":{}"##,
                link(&format!("#/x/S{}", (it + 1) % length))
            )
        })
        .collect();
    around(&format!(r#""x":{{{}}}"#, schemas.join(",")))
}

/// The same as components, where each has a name of its own.
fn components(length: usize, link: impl Fn(&str) -> String) -> String {
    let schemas: Vec<String> = (0..length)
        .map(|it| {
            let next = format!("#/components/schemas/S{}", (it + 1) % length);
            format!(r##""S{it}":{}"##, link(&next))
        })
        .collect();
    around(&format!(
        r##""x":{{"S0":{{"$ref":"#/components/schemas/S0"}}}},"components":{{"schemas":{{{}}}}}"##,
        schemas.join(",")
    ))
}

/// Ways in which one schema is made from another.
const LINKS: &[(&str, &str)] = &[
    ("a reference", r#"{"$ref":"NEXT"}"#),
    ("a list", r#"{"type":"array","items":{"$ref":"NEXT"}}"#),
    (
        "a map",
        r#"{"type":"object","additionalProperties":{"$ref":"NEXT"}}"#,
    ),
    (
        "a tuple",
        r#"{"type":"array","prefixItems":[{"$ref":"NEXT"},{}],"minItems":2,"items":false}"#,
    ),
    (
        "a member",
        r#"{"type":"object","properties":{"a":{"$ref":"NEXT"}}}"#,
    ),
    (
        "a needed member",
        r#"{"type":"object","required":["a"],"properties":{"a":{"$ref":"NEXT"}}}"#,
    ),
    ("allOf", r#"{"allOf":[{"$ref":"NEXT"}]}"#),
    (
        "allOf and more",
        r#"{"allOf":[{"$ref":"NEXT"}],"properties":{"a":{}}}"#,
    ),
    (
        "a reference and more",
        r#"{"$ref":"NEXT","properties":{"a":{"$ref":"NEXT"}}}"#,
    ),
    ("anyOf", r#"{"anyOf":[{"$ref":"NEXT"},{"type":"string"}]}"#),
    (
        "anyOf with null",
        r#"{"anyOf":[{"$ref":"NEXT"},{"type":"null"}]}"#,
    ),
    (
        "oneOf",
        r#"{"oneOf":[{"type":"object","required":["b"],"properties":{"b":{"$ref":"NEXT"}}},{"$ref":"NEXT"}]}"#,
    ),
    ("anyOf alone", r#"{"anyOf":[{"$ref":"NEXT"}]}"#),
    (
        "a mapping",
        r#"{"oneOf":[{"$ref":"NEXT"}],"discriminator":{"propertyName":"t","mapping":{"a":"NEXT"}}}"#,
    ),
    (
        "not",
        r#"{"not":{"$ref":"NEXT"},"properties":{"a":{"not":{"$ref":"NEXT"}}}}"#,
    ),
];

#[test]
fn schemas_that_contain_themselves_come_to_an_end() {
    for (_, link) in LINKS {
        for length in [1, 2, 3] {
            on_a_small_stack(|| {
                check(&chain(length, |next| link.replace("NEXT", next)));
                check(&components(length, |next| link.replace("NEXT", next)));
            });
        }
    }
}

#[test]
fn schemas_made_from_many_others_come_to_an_end() {
    for (_, link) in LINKS {
        on_a_small_stack(|| {
            let many = |next: &str| link.replace("NEXT", next);
            check(&chain(40, many));
            check(&components(40, many));
        });
    }
}

/// Lists, maps and members nest by reference as deep as a document likes; a call stack is not that deep.
#[test]
fn schemas_nest_deeper_than_any_stack() {
    for (_, link) in &LINKS[1..6] {
        on_a_small_stack(|| {
            let many = |next: &str| link.replace("NEXT", next);
            check(&chain(2_000, many));
            check(&components(2_000, many));
        });
    }
}
