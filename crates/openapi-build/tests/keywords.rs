//! What becomes of every keyword: measured by taking it away from a document that has all of them, and written to
//! `docs/keywords.md`. `UPDATE_EXPECT=1` writes the page anew; read its diff as behaviour.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use expect_test::expect_file;
use openapi_build::config::Checks;
use openapi_build::diag::Diagnostics;
use openapi_build::document::keywords::{ALL, Object, SCHEMA};
use openapi_build::tree::{Tree, Value as Node};
use openapi_build::{Config, Generated, generate};
use serde_json::Value;

/// Where the fixture has objects of a kind: those with keys that `is` takes.
fn instances(object: &Object, document: &Value) -> Vec<String> {
    let at = |list: &[&str]| list.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    let below = |folder: &str| -> Vec<String> {
        let members = document.pointer(folder).and_then(Value::as_object);
        let keys = members.into_iter().flat_map(|it| it.keys());
        keys.map(|it| format!("{folder}/{it}")).collect()
    };
    let post = "/paths/~1all/post";
    let under = |end: &[&str]| {
        end.iter()
            .map(|it| format!("{post}{it}"))
            .collect::<Vec<_>>()
    };
    match object.name {
        "OpenAPI Object" => at(&[""]),
        "Info Object" => at(&["/info"]),
        "Contact Object" => at(&["/info/contact"]),
        "License Object" => at(&["/info/license"]),
        "Server Object" => at(&["/servers/0"]),
        "Server Variable Object" => at(&["/servers/0/variables/region"]),
        "Components Object" => at(&["/components"]),
        "Path Item Object" => at(&["/paths/~1ref", "/paths/~1pets~1{id}"]),
        "Operation Object" => at(&[post]),
        "External Documentation Object" => under(&["/externalDocs"]),
        "Parameter Object" => under(&["/parameters/0", "/parameters/1", "/parameters/2"]),
        "Request Body Object" => under(&["/requestBody"]),
        "Media Type Object" => {
            let mut all = under(&[
                "/requestBody/content/multipart~1form-data",
                "/requestBody/content/multipart~1mixed",
            ]);
            all.push("/paths/~1events/get/responses/200/content/text~1event-stream".to_owned());
            all
        }
        "Encoding Object" => under(&[
            "/requestBody/content/multipart~1form-data/encoding/file",
            "/requestBody/content/multipart~1form-data/encoding/note",
            "/requestBody/content/multipart~1form-data/encoding/list",
            "/requestBody/content/multipart~1mixed/prefixEncoding/0",
        ]),
        "Response Object" => under(&["/responses/200"]),
        "Example Object" => at(&["/components/examples/E"]),
        "Link Object" => under(&["/responses/200/links/next"]),
        "Header Object" => under(&[
            "/responses/200/headers/X-Old",
            "/responses/200/headers/X-New",
        ]),
        "Tag Object" => at(&["/tags/0"]),
        "Reference Object" => at(&["/paths/~1ref"]),
        "Schema Object" => {
            let mut all = below("/components/schemas");
            let inside: Vec<String> = all
                .iter()
                .flat_map(|it| below(&format!("{it}/properties")))
                .collect();
            all.extend(inside);
            all.push("/components/schemas/Anchored/$defs/inner".to_owned());
            all
        }
        "Discriminator Object" => at(&["/components/schemas/One/discriminator"]),
        "XML Object" => at(&["/components/schemas/Object/xml"]),
        "Security Scheme Object" => below("/components/securitySchemes"),
        "OAuth Flows Object" => at(&["/components/securitySchemes/oauth/flows"]),
        "OAuth Flow Object" => below("/components/securitySchemes/oauth/flows"),
        other => panic!("nobody said where the fixture has a {other}"),
    }
}

fn run(document: &Value) -> Generated {
    run_with(document, Checks::No)
}

fn run_with(document: &Value, checks: Checks) -> Generated {
    let text = document.to_string();
    let source = |name: &str| match name {
        "openapi.json" => Ok(text.clone()),
        _ => Err("there is no such file".to_owned()),
    };
    let config = Config {
        checks,
        ..Config::default()
    };
    generate("openapi.json", &source, &config)
}

/// The schemas that values are checked by.
fn schemas(document: &Value) -> Option<String> {
    let made = run_with(document, Checks::Yes);
    let files = made.client.as_ref()?.files.iter();
    let mut texts = files.filter(|it| it.name == "schemas.json");
    Some(texts.next()?.text.clone())
}

/// The generated code, and its documentation with that of the crate.
fn code(made: &Generated) -> Option<(String, String)> {
    let client = made.client.as_ref()?;
    let lines = || client.files.iter().flat_map(|it| it.text.lines());
    let is_words = |it: &&str| {
        let it = it.trim_start();
        it.starts_with("//") || it.starts_with("#[doc")
    };
    let code: Vec<&str> = lines().filter(|it| !is_words(it)).collect();
    let of_crate = client.plan.about.docs.iter().map(|it| &**it);
    let words: Vec<&str> = lines().filter(is_words).chain(of_crate).collect();
    Some((code.join("\n"), words.join("\n")))
}

fn without(document: &Value, pointer: &str, keyword: &str) -> Value {
    let mut changed = document.clone();
    let object = changed.pointer_mut(pointer).and_then(Value::as_object_mut);
    object.unwrap().remove(keyword);
    changed
}

/// Keywords that only count where another one is not there.
const BESIDE: &[(&str, &str, &str)] = &[
    ("Info Object", "summary", "description"),
    ("Response Object", "summary", "description"),
    ("Tag Object", "summary", "description"),
];

/// What taking a keyword away changes, and the findings that stand at it.
fn becomes(
    document: &Value,
    whole: &Generated,
    object: &Object,
    keyword: &str,
) -> (&'static str, BTreeSet<String>) {
    if object.name == "Reference Object" && keyword != "$ref" {
        return ("nothing", BTreeSet::new());
    }
    let all = instances(object, document);
    let has = |it: &&String| {
        document
            .pointer(it)
            .is_some_and(|it| it.get(keyword).is_some())
    };
    let having: Vec<&String> = all.iter().filter(has).collect();
    assert!(
        !having.is_empty(),
        "the fixture has no `{keyword}` of a {}",
        object.name
    );
    let mut most = "nothing";
    let mut codes = BTreeSet::new();
    for pointer in having {
        let place = format!(
            "#{pointer}/{}",
            keyword.replace('~', "~0").replace('/', "~1")
        );
        let found = whole.diagnostics.iter();
        let here = found.filter(|it| whole.tree.pointer(it.primary.place.node) == place);
        codes.extend(here.map(|it| it.code.number().to_owned()));
        let beside = BESIDE
            .iter()
            .find(|it| (it.0, it.1) == (object.name, keyword));
        let (before, document) = match beside {
            Some((_, _, first)) => {
                let document = without(document, pointer, first);
                (code(&run(&document)), document)
            }
            None => (code(whole), document.clone()),
        };
        let after = code(&run(&without(&document, pointer, keyword)));
        let effect = match (before, after) {
            (Some(before), Some(after)) if before.0 == after.0 && before.1 == after.1 => "nothing",
            (Some(before), Some(after)) if before.0 == after.0 => "documentation",
            _ => "code",
        };
        let rank = |it: &str| {
            ["nothing", "documentation", "code"]
                .iter()
                .position(|other| *other == it)
        };
        if rank(effect) > rank(most) {
            most = effect;
        }
    }
    (most, codes)
}

/// Whether taking a keyword of schemas away changes what values are checked by.
fn checks(document: &Value, whole: &Option<String>, keyword: &str) -> bool {
    let all = instances(&SCHEMA, document);
    let has = |it: &&String| {
        document
            .pointer(it)
            .is_some_and(|it| it.get(keyword).is_some())
    };
    let mut having = all.iter().filter(has);
    having.any(|it| schemas(&without(document, it, keyword)) != *whole)
}

/// The fixture as JSON.
fn fixture() -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/keywords.yaml");
    let text = std::fs::read_to_string(path).unwrap();
    let source = |_: &str| Ok(text.clone());
    let tree = Tree::read("keywords.yaml", &source, &mut Diagnostics::default());
    json(&tree, tree.root())
}

fn json(tree: &Tree, at: openapi_build::source::NodeId) -> Value {
    match tree.value(at) {
        Node::Null => Value::Null,
        Node::Bool(it) => (*it).into(),
        Node::Number(it) => serde_json::from_str(&it.to_string()).unwrap(),
        Node::String(it) => (&**it).into(),
        Node::List(items) => items.iter().map(|it| json(tree, *it)).collect(),
        Node::Map(map) => Value::Object(
            map.iter()
                .map(|(key, it)| (key.to_owned(), json(tree, it)))
                .collect(),
        ),
    }
}

const HEAD: &str = "# What becomes of every keyword

Measured, by `crates/openapi-build/tests/keywords.rs`: each keyword is taken away from a document that has all of them, and the
generated files are compared. *code*: the code changes. *documentation*: doc comments change. *nothing*: neither does; such a keyword
is for people or for other tools, or a finding stands at it that says so. *`check`*: what values are checked by changes, where the
client is generated with [checks](decisions/checks.md). A key that is none of these is a finding as well: `W0205`
when it is nearly one of them, `W0209` when it is one of something else, else `N0203`. Keys that begin with `x-` are anyone's, but for
those of schemas that are listed here.
";

#[test]
fn the_page_says_what_becomes_of_every_keyword() {
    let document = fixture();
    let whole = run(&document);
    let missing = whole
        .diagnostics
        .iter()
        .find(|it| matches!(it.code.number(), "N0203" | "W0205" | "W0209"));
    assert!(
        missing.is_none(),
        "a keyword of the fixture is not known: {missing:?}"
    );
    assert!(whole.client.is_some(), "{:?}", whole.diagnostics);
    let mut page = HEAD.to_owned();
    let checked_by = schemas(&document);
    assert!(checked_by.is_some());
    for object in ALL {
        let _ = write!(
            page,
            "\n## {}\n\n| keyword | becomes | findings |\n|---|---|---|\n",
            object.name
        );
        for keyword in object.keywords {
            let (effect, codes) = becomes(&document, &whole, object, keyword);
            let codes: Vec<String> = codes.into_iter().collect();
            let of_schemas = object.name == SCHEMA.name;
            let check = match (
                effect,
                of_schemas && checks(&document, &checked_by, keyword),
            ) {
                (effect, false) => effect.to_owned(),
                ("nothing", true) => "`check`".to_owned(),
                (effect, true) => format!("{effect}, `check`"),
            };
            let _ = writeln!(page, "| `{keyword}` | {check} | {} |", codes.join(" "));
        }
    }
    expect_file!["../../../docs/keywords.md"].assert_eq(&page);
}

fn specifications() -> Option<PathBuf> {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("OPENAPI_SHARED").map_or_else(beside, PathBuf::from);
    let folder = shared.join("specifications");
    if !folder.is_dir() {
        eprintln!(
            "skipped: there are no specifications; OPENAPI_SHARED names the folder that has them"
        );
        return None;
    }
    Some(folder)
}

/// The fields that a specification has for its objects: object, field.
fn fields(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut object = String::new();
    for line in text.lines() {
        if let Some(title) = line.strip_prefix("### ") {
            object = title
                .rsplit('>')
                .next()
                .unwrap_or_default()
                .trim()
                .to_owned();
        }
        let Some((_, rest)) = line.strip_prefix('|').and_then(|it| it.split_once("</a>")) else {
            continue;
        };
        let field = rest.split('|').next().unwrap_or_default().trim();
        let plain = |it: char| it.is_ascii_alphanumeric() || it == '$';
        if line.trim_start_matches(['|', ' ']).starts_with("<a name=")
            && !field.is_empty()
            && field.chars().all(plain)
        {
            found.push((object.clone(), field.to_owned()));
        }
    }
    found
}

#[test]
fn every_field_of_the_specifications_is_a_keyword_here() {
    let Some(folder) = specifications() else {
        return;
    };
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    for version in ["3.0.4", "3.1.2", "3.2.0"] {
        let text = std::fs::read_to_string(folder.join(format!("openapi-{version}.md"))).unwrap();
        let fields = fields(&text);
        assert!(fields.len() > 100, "{version} is not read");
        seen.extend(fields);
    }
    for (object, field) in &seen {
        // Keys of `responses` are statuses; the one with a name is no keyword.
        if object == "Responses Object" || !object.ends_with("Object") {
            continue;
        }
        let known = ALL.iter().find(|it| it.name == object);
        let known = known.unwrap_or_else(|| panic!("nobody knows the {object}"));
        assert!(
            known.keywords.contains(&&**field),
            "`{field}` of the {object}"
        );
    }
    for object in ALL.iter().filter(|it| it.name != SCHEMA.name) {
        for keyword in object.keywords {
            let field = (object.name.to_owned(), (*keyword).to_owned());
            assert!(
                seen.contains(&field),
                "no specification has `{keyword}` of the {}",
                object.name
            );
        }
    }
}

#[test]
fn every_keyword_of_json_schema_is_one_here() {
    let Some(folder) = specifications() else {
        return;
    };
    let mut found = BTreeSet::new();
    for file in [
        "jsonschema-core-2020-12.xml",
        "jsonschema-validation-2020-12.xml",
    ] {
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        for title in text.split("<section title=").skip(1) {
            let quote = title.chars().next().unwrap();
            let title = title[1..].split(quote).next().unwrap();
            let quoted = title.split('"').skip(1).step_by(2).map(str::to_owned);
            found.extend(quoted);
            let alone = title.starts_with(|it: char| it.is_ascii_lowercase())
                && title.chars().all(|it| it.is_ascii_alphanumeric());
            found.extend(alone.then(|| title.to_owned()));
        }
    }
    assert!(found.len() > 40, "{found:?}");
    // A format has a section of its own as well.
    found.remove("regex");
    for it in &found {
        assert!(SCHEMA.keywords.contains(&&**it), "`{it}`");
    }
}
