//! Places: what is underlined for a value, in YAML and in JSON.

use std::collections::BTreeMap;

use openapi_build::diag::{Code, Diagnostics};
use openapi_build::source::{Locate, NodeId, Part, Place};
use openapi_build::tree::Tree;

fn read(files: &[(&str, &str)]) -> (Tree, Diagnostics) {
    let source: BTreeMap<String, String> = files
        .iter()
        .map(|(a, b)| (a.to_string(), b.to_string()))
        .collect();
    let mut diags = Diagnostics::default();
    let tree = Tree::read(files[0].0, &source, &mut diags);
    (tree, diags)
}

/// `path:line:column` and the text there.
fn at(tree: &Tree, place: Place) -> String {
    let found = tree.locate(place);
    let text = &tree.text(found.file)[found.start..found.end];
    format!(
        "{}:{}:{} {text}",
        tree.path(found.file),
        found.line,
        found.column
    )
}

fn by_pointer(tree: &Tree, pointer: &str) -> NodeId {
    tree.resolve(tree.root(), pointer).unwrap()
}

#[track_caller]
fn check(text: &str, pointer: &str, key: &str, value: &str) {
    let (tree, _) = read(&[("a.yaml", text)]);
    let node = by_pointer(&tree, pointer);
    assert_eq!(
        (at(&tree, node.key()), at(&tree, node.value())),
        (format!("a.yaml:{key}"), format!("a.yaml:{value}"))
    );
}

#[test]
fn columns_count_characters_and_ranges_count_bytes() {
    check("é: {ü: 1, name: 2}", "#/é/name", "1:11 name", "1:17 2");
    check(
        "# ünïcödé 😀\né:\n  - 'ß': x y\n  - z",
        "#/é/0/ß",
        "3:5 'ß'",
        "3:10 x y",
    );
    check(
        "# ünïcödé 😀\né:\n  - 'ß': x y\n  - z",
        "#/é/1",
        "4:5 z",
        "4:5 z",
    );
}

#[test]
fn line_ends_of_windows_and_byte_order_marks() {
    check(
        "\u{feff}a: é\r\nb:\r\n  c: 1\r\n",
        "#/b/c",
        "3:3 c",
        "3:6 1",
    );
    check(
        "\u{feff}{\"a\": \"é\",\r\n \"b\": 1}",
        "#/b",
        "2:2 \"b\"",
        "2:7 1",
    );
}

#[test]
fn json_with_surrogates_and_tabs() {
    check(
        "{\t\"a\\ud83d\\ude00\": [\"\\\"}\", {\"b\":\ttrue}]}",
        "#/a😀/1/b",
        "1:29 \"b\"",
        "1:34 true",
    );
}

#[test]
fn a_value_over_several_lines_shows_its_first_line() {
    check("a:\n  b: 1\n  c: 2\n", "#/a", "1:1 a", "2:3 b: 1");
    check("a: |\n  long\n  text\nb: 1\n", "#/a", "1:1 a", "2:3 long");
    check("a: {\n  b: 1 }\n", "#/a", "1:1 a", "1:4 {");
    check("{\"a\": [\n1]}", "#/a", "1:2 \"a\"", "1:7 [");
    check("a: [b, c]\n", "#/a", "1:1 a", "1:4 [b, c]");
    check("a:\nb: 1\n", "#/a", "1:1 a", "1:1 a");
}

#[test]
fn aliases_lead_to_their_anchor_and_merges_to_their_base() {
    let text = "base: &b {x: 1}\nc: *b\nd: {<<: *b, y: 2}\ne:\n  <<: [*b, {z: 3}]\n";
    check(text, "#/c", "2:1 c", "2:4 *b");
    check(text, "#/c/x", "1:11 x", "1:14 1");
    check(text, "#/d/x", "1:11 x", "1:14 1");
    check(text, "#/d/y", "3:13 y", "3:16 2");
    check(text, "#/e/z", "5:13 z", "5:16 3");
}

#[test]
fn tags_anchors_and_keys_of_other_types() {
    check("200: !x &y [!z 1]\n", "#/200/0", "1:13 !z 1", "1:13 !z 1");
    check("200: &y\n  a: 'b'\n", "#/200/a", "2:3 a", "2:6 'b'");
}

#[test]
fn a_key_that_is_there_twice_shows_both() {
    for text in ["a: 1\nb: 2\na: 3\n", "{\"a\": 1,\n\"b\": 2,\n\"a\": 3}"] {
        let (tree, diags) = read(&[("a.yaml", text)]);
        let it = diags.iter().next().unwrap();
        assert_eq!(it.code, Code::DuplicateKey);
        assert_eq!(tree.locate(it.primary.place).line, 3);
        assert_eq!(tree.locate(it.related[0].place).line, 1);
        assert_eq!(it.related[0].place.part, Part::Key);
    }
}

#[test]
fn places_in_other_files_and_in_values_made_in_rust() {
    let (tree, _) = read(&[
        ("s/a.yaml", "a: {$ref: 'm/b.json#/x'}"),
        ("s/m/b.json", "{\n  \"x\": [1]}"),
    ]);
    let x = by_pointer(&tree, "m/b.json#/x/0");
    assert_eq!(at(&tree, x.value()), "s/m/b.json:2:9 1");

    let mut diags = Diagnostics::default();
    let none = |path: &str| Err(format!("no {path}"));
    let tree = Tree::from_value(
        "made in build.rs",
        &openapiv3::OpenAPI::default(),
        &none,
        &mut diags,
    );
    assert_eq!(
        at(&tree, by_pointer(&tree, "#/openapi").key()),
        "made in build.rs:2:3 \"openapi\""
    );
}

/// The finding, as `code path:line:column text: message`.
fn fault(name: &str, text: &str) -> String {
    let (tree, diags) = read(&[(name, text)]);
    let findings: Vec<_> = diags.iter().collect();
    assert_eq!(findings.len(), 1, "{findings:?}");
    let place = findings[0].primary.place;
    format!(
        "{} {}: {}",
        findings[0].code.number(),
        at(&tree, place),
        findings[0].message
    )
}

#[test]
fn faults_of_syntax_stand_where_the_parser_gave_up() {
    let faults = [
        fault("a.yaml", "a: 1\né: [1, 2\nb: 3\n"),
        fault("a.yaml", "a: 1\n  b: 2\n"),
        fault("a.yaml", "é: é\nb: *nobody\n"),
        fault("a.json", "{\"é\": \"é\", \"b\": tru }"),
        fault("a.json", "{\"a\": 1"),
        fault("a.yaml", "? [a]\n: 1\n"),
        fault("a.yaml", "a: \"\u{1}\""),
    ];
    expect_test::expect![[r#"
        E0102 a.yaml:3:2 :: did not find expected ',' or ']', while parsing a flow sequence at line 2 column 4
        E0102 a.yaml:2:4 :: mapping values are not allowed in this context
        E0102 a.yaml:2:4 *: unknown anchor
        W0104 a.json:1:20 : read as YAML: expected ident
        E0102 a.json:1:7 1: EOF while parsing an object
        E0102 a.yaml:1:3 [: invalid type: sequence, expected a key that is text
        E0102 a.yaml:1:5 : control characters are not allowed"#]].assert_eq(&faults.join("\n"));
}
