//! Diagnostics as people read them.

use std::collections::BTreeMap;

use expect_test::{Expect, expect, expect_file};
use openapi_build::diag::render::{Look, headline, snippet};
use openapi_build::diag::{Code, Diagnostic, Diagnostics, Severity, docs};
use openapi_build::tree::Tree;

fn read(files: &[(&str, &str)]) -> Tree {
    let source: BTreeMap<String, String> = files
        .iter()
        .map(|(a, b)| (a.to_string(), b.to_string()))
        .collect();
    Tree::read(files[0].0, &source, &mut Diagnostics::default())
}

#[track_caller]
fn check(tree: &Tree, finding: Diagnostic, expected: Expect) {
    let shown = format!(
        "{}\n\n{}\n",
        headline(tree, &finding),
        snippet(tree, &finding, Look::Plain)
    );
    expected.assert_eq(
        &shown
            .lines()
            .map(|it| format!("{}\n", it.trim_end()))
            .collect::<String>(),
    );
}

fn find(tree: &Tree, pointer: &str) -> openapi_build::source::NodeId {
    tree.resolve(tree.root(), pointer).unwrap()
}

#[test]
fn labels_on_the_value_and_on_another_value_of_the_line() {
    let tree = read(&[(
        "spec/openapi.yaml",
        "a:\n  limit: { é: integer, default: \"many\" }\n",
    )]);
    let finding = Diagnostic::new(
        Code::DefaultNotInSchema,
        find(&tree, "#/a/limit/default").value(),
        "the default is not a value of its own schema",
    )
    .label("this is a string")
    .related(
        find(&tree, "#/a/limit/é").value(),
        "this schema admits integers",
    )
    .help("write a number, or add an entry to spec/overlay.yaml");
    check(
        &tree,
        finding,
        expect![[r#"
        spec/openapi.yaml:2:33: the default is not a value of its own schema [W0501]

        warning[W0501]: the default is not a value of its own schema
         --> spec/openapi.yaml:2:33
          |
        2 |   limit: { é: integer, default: "many" }
          |               -------           ^^^^^^ this is a string
          |               |
          |               this schema admits integers
          |
          = help: write a number, or add an entry to spec/overlay.yaml
    "#]],
    );
}

#[test]
fn labels_on_keys_far_apart_and_in_another_file() {
    let filler = "# filler\n".repeat(100);
    let text = format!("a: {{ $ref: 'b.json#/x' }}\r\n{filler}b: 1\r\n");
    let tree = read(&[
        ("spec/openapi.yaml", &text),
        ("spec/b.json", "{\n  \"x\": [\n    1\n  ]\n}"),
    ]);
    let finding = Diagnostic::new(
        Code::Contradiction,
        find(&tree, "#/a/$ref").key(),
        "two parts of a schema\nexclude each other",
    )
    .related(find(&tree, "#/b").key(), "here")
    .related(find(&tree, "b.json#/x").value(), "and there");
    check(
        &tree,
        finding,
        expect![[r#"
        spec/openapi.yaml:1:6: two parts of a schema exclude each other [W0402]

        warning[W0402]: two parts of a schema exclude each other
           --> spec/openapi.yaml:1:6
            |
          1 | a: { $ref: 'b.json#/x' }
            |      ^^^^
            |
           ::: spec/openapi.yaml:102:1
            |
        102 | b: 1
            | - here
            |
           ::: spec/b.json:2:8
            |
          2 |   "x": [
            |        - and there
    "#]],
    );
}

#[test]
fn a_long_line_is_shown_in_part() {
    let text = format!(
        "{{\"a\": \"{}\", \"b\": 1, \"c\": \"{}\"}}",
        "é".repeat(3000),
        "x".repeat(3000)
    );
    let tree = read(&[("openapi.json", &text)]);
    let finding = Diagnostic::new(Code::WrongType, find(&tree, "#/b").value(), "not a string")
        .label("a number");
    check(
        &tree,
        finding,
        expect![[r#"
        openapi.json:1:3016: not a string [W0202]

        warning[W0202]: not a string
         --> openapi.json:1:3016
          |
         :::
        1 | ééééééééééééééééééééé", "b": 1, "c": "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx
          |                              ^ a number
    "#]],
    );
}

#[test]
fn a_document_that_is_not_there() {
    let none = |path: &str| Err(format!("no such file: {path}"));
    let mut diags = Diagnostics::default();
    let tree = Tree::read("spec/openapi.yaml", &none, &mut diags);
    assert!(diags.gate().is_err());
    let finding = diags.iter().next().cloned().unwrap();
    check(
        &tree,
        finding,
        expect![[r#"
        spec/openapi.yaml:1:1: `spec/openapi.yaml` cannot be read: no such file: spec/openapi.yaml [E0101]

        error[E0101]: `spec/openapi.yaml` cannot be read: no such file: spec/openapi.yaml
         --> spec/openapi.yaml
    "#]],
    );
}

#[test]
fn colours_are_for_terminals() {
    let tree = read(&[("a.yaml", "a: 1")]);
    let finding = Diagnostic::new(Code::WrongType, find(&tree, "#/a").key(), "m");
    assert!(snippet(&tree, &finding, Look::Colour).contains("\u{1b}["));
    assert!(!snippet(&tree, &finding, Look::Plain).contains('\u{1b}'));
}

#[test]
fn text_of_a_document_cannot_disturb_the_report() {
    let tree = read(&[("a.yaml", "a: 1")]);
    let finding = Diagnostic::new(
        Code::WrongType,
        find(&tree, "#/a").key(),
        "x\u{1b}[31m\u{202e}y\r\nz",
    );
    let shown = format!(
        "{}{}",
        headline(&tree, &finding),
        snippet(&tree, &finding, Look::Plain)
    );
    assert!(!shown.contains(['\u{1b}', '\u{202e}', '\r']), "{shown:?}");
}

#[test]
fn the_same_finding_is_kept_once() {
    let tree = read(&[("a.yaml", "a: 1\nb: 2")]);
    let mut diags = Diagnostics::default();
    for pointer in ["#/a", "#/a", "#/b"] {
        diags.push(Diagnostic::new(
            Code::WrongType,
            find(&tree, pointer).value(),
            "m",
        ));
        diags.push(Diagnostic::new(
            Code::WrongType,
            find(&tree, pointer).value(),
            "other",
        ));
    }
    assert_eq!(
        (
            diags.iter().count(),
            diags.count(Severity::Warning),
            diags.gate()
        ),
        (4, 4, Ok(()))
    );
}

#[test]
fn numbers_are_unique_and_say_the_severity() {
    let mut numbers: Vec<_> = Code::ALL.iter().map(|it| it.number()).collect();
    for code in Code::ALL {
        let letter = match code.severity() {
            Severity::Error => 'E',
            Severity::Warning => 'W',
            Severity::Note => 'N',
        };
        assert!(
            code.number().starts_with(letter) && code.number().len() == 5,
            "{}",
            code.number()
        );
    }
    numbers.sort_unstable_by_key(|it| it[1..].to_owned());
    numbers.dedup_by_key(|it| it[1..].to_owned());
    assert_eq!(numbers.len(), Code::ALL.len());
}

/// After a change of the table: `UPDATE_EXPECT=1 cargo test -p openapi-build --test diag`.
#[test]
fn the_page_of_diagnostics_is_that_of_the_table() {
    expect_file!["../../../docs/diagnostics.md"].assert_eq(&docs::page());
}
