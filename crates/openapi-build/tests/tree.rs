//! What the tree makes of texts, references and faults.

use std::collections::BTreeMap;

use openapi_build::diag::{Code, Diagnostics};
use openapi_build::source::NodeId;
use openapi_build::tree::{Number, Step, Tree, Value};

fn read(files: &[(&str, &str)]) -> (Tree, Diagnostics) {
    let source: BTreeMap<String, String> = files
        .iter()
        .map(|(a, b)| (a.to_string(), b.to_string()))
        .collect();
    let mut diags = Diagnostics::default();
    let tree = Tree::read(files[0].0, &source, &mut diags);
    (tree, diags)
}

fn one(text: &str) -> Tree {
    let (tree, diags) = read(&[("api.yaml", text)]);
    let findings: Vec<_> = diags.iter().collect();
    assert!(findings.is_empty(), "{findings:?}");
    tree
}

/// The tree as one line of text, so that tests can compare whole values.
fn show(tree: &Tree, id: NodeId) -> String {
    match tree.value(id) {
        Value::Null => "null".to_owned(),
        Value::Bool(it) => it.to_string(),
        Value::Number(it) => it.to_string(),
        Value::String(it) => format!("{it:?}"),
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                assert_eq!(
                    (tree.parent(*item), tree.step(*item)),
                    (Some(id), Step::Index(index))
                );
            }
            format!(
                "[{}]",
                items
                    .iter()
                    .map(|it| show(tree, *it))
                    .collect::<Vec<_>>()
                    .join(", ")
            )
        }
        Value::Map(map) => {
            for (key, item) in map.iter() {
                assert_eq!(
                    (tree.parent(item), tree.step(item)),
                    (Some(id), Step::Key(key))
                );
                assert_eq!(map.get(key), Some(item));
            }
            let entries: Vec<_> = map
                .iter()
                .map(|(key, it)| format!("{key}: {}", show(tree, it)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

fn shown(text: &str) -> String {
    let tree = one(text);
    show(&tree, tree.root())
}

#[test]
fn plain_scalars_are_those_of_yaml_1_2() {
    let text = "[no, on, Yes, true, False, ~, null, 2024-01-01, 12:30, 012, 0x1F, 1.0, 1e3, -3, +4, .5, abc, '5', !!str 5]";
    let expected = r#"["no", "on", "Yes", true, false, null, null, "2024-01-01", "12:30", "012", 31, 1.0, 1000.0, -3, 4, 0.5, "abc", "5", "5"]"#;
    assert_eq!(shown(&format!("# not JSON\n{text}")), expected);
}

#[test]
fn keys_are_their_text() {
    assert_eq!(
        shown("200: a\nno: b\n1.10: c\nnull: d\n2024-01-01: e"),
        r#"{200: "a", no: "b", 1.10: "c", null: "d", 2024-01-01: "e"}"#
    );
}

#[test]
fn integers_beyond_64_bits_keep_their_digits() {
    for text in [
        "a: -9223372036854776000\nb: 18446744073709551616",
        r#"{"a": -9223372036854776000, "b": 18446744073709552000}"#,
    ] {
        let tree = one(text);
        let a = tree.get(tree.root(), "a").unwrap();
        assert_eq!(
            tree.value(a),
            &Value::Number(Number::Int(-9223372036854776000))
        );
        let b = tree.get(tree.root(), "b").unwrap();
        assert!(
            matches!(tree.value(b), Value::Number(Number::Int(it)) if *it > i128::from(u64::MAX))
        );
    }
}

#[test]
fn integers_of_json_have_the_digits_of_the_text() {
    let text = r#"{
        "18446744073709551617": "18446744073709551617",
        "a": [18446744073709551617, -18446744073709551617, 340282366920938463463374607431768211455],
        "b": { "min": -9223372036854775808, "max": 18446744073709551615, "past": 9223372036854775809 },
        "c": [1e30, 18446744073709551617.0],
        "d": 18446744073709551618, "e": 1180591620717411303425
    }"#;
    let tree = one(text);
    let number = |path: &str| {
        let at = tree.resolve(tree.root(), path).unwrap();
        tree.value(at).as_number().unwrap()
    };
    for (path, expected) in [
        ("#/a/0", Number::Int((1 << 64) + 1)),
        ("#/a/1", Number::Int(-(1 << 64) - 1)),
        ("#/a/2", Number::Huge(u128::MAX)),
        ("#/b/min", Number::Int(i64::MIN.into())),
        ("#/b/max", Number::Int(u64::MAX.into())),
        ("#/b/past", Number::Int((1 << 63) + 1)),
        ("#/c/0", Number::Int(10_i128.pow(30))),
        ("#/d", Number::Int((1 << 64) + 2)),
        ("#/e", Number::Int((1 << 70) + 1)),
    ] {
        assert_eq!(number(path), expected, "{path}");
    }
    assert_eq!(number("#/a/2").to_string(), u128::MAX.to_string());
}

#[test]
fn merges_are_applied_and_own_keys_win() {
    let text = "a: &a {x: 1, y: 2}\nb: &b {y: 3, z: 4}\nc: {<<: *a, y: 5}\nd: {w: 0, <<: [*a, *b]}";
    assert_eq!(
        shown(text),
        "{a: {x: 1, y: 2}, b: {y: 3, z: 4}, c: {x: 1, y: 5}, d: {w: 0, x: 1, y: 2, z: 4}}"
    );
}

#[test]
fn tags_aliases_and_further_documents() {
    assert_eq!(
        shown("a: !thing {x: !other 1}\nb: &b [1]\nc: *b\n---\n"),
        "{a: {x: 1}, b: [1], c: [1]}"
    );
    let (tree, diags) = read(&[("api.yaml", "a: 1\n---\nb: 2")]);
    let codes: Vec<_> = diags.iter().map(|it| it.code).collect();
    assert_eq!(show(&tree, tree.root()), "{a: 1}");
    assert_eq!(codes, [Code::SecondDocument]);
}

#[test]
fn marks_and_line_ends_of_windows() {
    assert_eq!(
        shown("\u{feff}a: 1\r\nb: |\r\n  x\r\n  y\r\n"),
        r#"{a: 1, b: "x\ny\n"}"#
    );
    assert_eq!(shown("\u{feff}{\r\n\"a\": 1}"), "{a: 1}");
}

#[test]
fn what_looks_like_json_may_be_yaml() {
    assert_eq!(shown("{a: 1, b: [x,],}"), r#"{a: 1, b: ["x"]}"#);
    let (tree, diags) = read(&[("api.json", "a: 1")]);
    let codes: Vec<_> = diags.iter().map(|it| it.code).collect();
    assert_eq!(
        (show(&tree, tree.root()).as_str(), &*codes),
        ("{a: 1}", &[Code::NotJson][..])
    );
    assert_eq!(
        shown(r#"{"a": "\ud83d\ude00	"}"#.replace('\t', "\\t").as_str()),
        r#"{a: "😀\t"}"#
    );
}

#[test]
fn the_last_of_equal_keys_counts() {
    let many: String = (0..30).map(|it| format!("k{it}: {it}\n")).collect();
    for text in [
        "a: 1\nb: 2\na: 3\na: 4".to_owned(),
        format!("{many}a: 1\na: 2\na: 4"),
    ] {
        let (tree, diags) = read(&[("api.yaml", &text)]);
        let codes: Vec<_> = diags.iter().map(|it| it.code).collect();
        assert_eq!(codes, [Code::DuplicateKey, Code::DuplicateKey]);
        let a = tree.get(tree.root(), "a").unwrap();
        assert_eq!(tree.value(a), &Value::Number(Number::Int(4)));
        show(&tree, tree.root());
    }
}

#[test]
fn references_across_files() {
    let (tree, diags) = read(&[
        (
            "spec/openapi.yaml",
            "a: {$ref: 'models/m.yml#/M'}\nb: {$ref: '#/c~1d/0'}\nc/d: [x]\ne: {$ref: 'none.yml'}",
        ),
        (
            "spec/models/m.yml",
            "M: {$ref: '../n.json'}\nN: {discriminator: {mapping: {o: 'o.yml', p: P}}}",
        ),
        ("spec/n.json", r##"{"$ref": "openapi.yaml#/a"}"##),
        ("spec/models/o.yml", "{}"),
    ]);
    assert_eq!(diags.iter().count(), 0);
    let files: Vec<_> = tree.files().collect();
    assert_eq!(
        files,
        [
            "spec/openapi.yaml",
            "spec/models/m.yml",
            "spec/n.json",
            "spec/models/o.yml"
        ]
    );
    let m = tree.resolve(tree.root(), "models/m.yml#/M").unwrap();
    assert_eq!(tree.pointer(m), "models/m.yml#/M");
    let n = tree.resolve(m, "../n.json").unwrap();
    assert_eq!(tree.pointer(n), "n.json#");
    let back = tree.resolve(n, "openapi.yaml#/c~1d/0").unwrap();
    assert_eq!(tree.pointer(back), "#/c~1d/0");
    assert_eq!(
        tree.resolve(tree.root(), "#/c%2Fd/0").unwrap_err().code,
        Code::DanglingReference
    );
    assert_eq!(tree.resolve(tree.root(), "#/c~1d/%30").unwrap(), back);
    let missing = tree.resolve(tree.root(), "none.yml").unwrap_err();
    assert_eq!(missing.code, Code::Unreadable);
    let address = tree
        .resolve(tree.root(), "https://example.org/x.yml")
        .unwrap_err();
    assert_eq!(address.code, Code::DanglingReference);
}

#[test]
fn identifiers_and_anchors() {
    let (tree, diags) = read(&[
        (
            "api.yaml",
            "$self: https://e.org/api/openapi\n\
             A: {$id: schemas/a, $defs: {in: {$anchor: here}, B: {$id: b, x: {$dynamicAnchor: there}}}}\n\
             C: {$anchor: here}\nfile: {$id: 'other.yaml', y: 1}\n",
        ),
        ("other.yaml", "z: 1"),
    ]);
    assert_eq!(diags.iter().count(), 0);
    let at = |pointer: &str| {
        tree.resolve(tree.root(), pointer)
            .map(|it| tree.pointer(it))
    };
    let from = |place: &str, reference: &str| {
        let from = tree.resolve(tree.root(), place).unwrap();
        tree.resolve(from, reference)
            .map(|it| tree.pointer(it))
            .map_err(|it| it.code)
    };
    // The document's own anchors, and those of a schema with an identifier.
    assert_eq!(at("#here").unwrap(), "#/C");
    assert_eq!(from("#/A/$defs/in", "#here").unwrap(), "#/A/$defs/in");
    assert_eq!(from("#/A/$defs/B/x", "#there").unwrap(), "#/A/$defs/B/x");
    // Pointers start at the schema with the identifier, or at the document when it has no such value.
    assert_eq!(from("#/A/$defs/in", "#/$defs/B").unwrap(), "#/A/$defs/B");
    assert_eq!(from("#/A/$defs/in", "#/C").unwrap(), "#/C");
    assert_eq!(at("other.yaml#/y").unwrap(), "#/file/y");
    // Addresses, as seen from where the reference stands.
    assert_eq!(at("schemas/a").unwrap(), "#/A");
    assert_eq!(
        at("https://e.org/api/schemas/a#/$defs").unwrap(),
        "#/A/$defs"
    );
    assert_eq!(from("#/A/$defs/in", "b#there").unwrap(), "#/A/$defs/B/x");
    assert_eq!(at("schemas/b").unwrap(), "#/A/$defs/B");
    assert_eq!(at("https://e.org/api/openapi#/C").unwrap(), "#/C");
    assert_eq!(
        from("#/C", "https://e.org/none"),
        Err(Code::DanglingReference)
    );
    assert_eq!(from("#/C", "#nowhere"), Err(Code::DanglingReference));
}

#[test]
fn what_a_reference_lacks_is_said_in_words() {
    let tree = one("a: {Pet: {b: [1]}}");
    let why = |reference: &str| tree.resolve(tree.root(), reference).unwrap_err().reason;
    assert_eq!(why("#/a/pet"), "`#/a/pet`: `#/a` has no `pet`, only `Pet`");
    assert_eq!(
        why("#/a/Pet/b/1"),
        "`#/a/Pet/b/1`: `#/a/Pet/b` has 1 items, no `1`"
    );
    assert_eq!(
        why("#/a/Pet/b/00"),
        "`#/a/Pet/b/00`: `#/a/Pet/b` has 1 items, no `00`"
    );
    assert_eq!(
        why("#/a/Pet/b/0/x"),
        "`#/a/Pet/b/0/x`: `#/a/Pet/b/0` is a number, it has no `x`"
    );
}
