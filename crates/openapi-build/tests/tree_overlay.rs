//! Overlays: what actions do, what they refuse, where the result has its places.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use openapi_build::diag::{Code, Diagnostics};
use openapi_build::source::{Locate, NodeId};
use openapi_build::tree::{Tree, Value};

fn apply(files: &[(&str, &str)]) -> (Tree, Diagnostics) {
    let source: BTreeMap<String, String> = files
        .iter()
        .map(|(a, b)| (a.to_string(), b.to_string()))
        .collect();
    let mut diags = Diagnostics::default();
    let mut tree = Tree::read(files[0].0, &source, &mut diags);
    tree.overlay(files[1].0, &source, &mut diags);
    (tree, diags)
}

/// The tree as text; that children know their place is checked on the way.
fn show(tree: &Tree, id: NodeId) -> String {
    assert_eq!(
        tree.resolve(tree.root(), &tree.pointer(id))
            .map_err(|it| it.reason),
        Ok(id)
    );
    match tree.value(id) {
        Value::Null => "null".to_owned(),
        Value::Bool(it) => it.to_string(),
        Value::Number(it) => it.to_string(),
        Value::String(it) => it.to_string(),
        Value::List(items) => format!(
            "[{}]",
            items
                .iter()
                .map(|it| show(tree, *it))
                .collect::<Vec<_>>()
                .join(", ")
        ),
        Value::Map(map) => {
            let entries: Vec<_> = map
                .iter()
                .map(|(key, it)| format!("{key}: {}", show(tree, it)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
    }
}

/// One action on one document.
#[track_caller]
fn check(document: &str, action: &str, expected: &str) {
    let overlay = format!("overlay: 1.1.0\nactions:\n- {action}\n");
    let (tree, diags) = apply(&[("api.yaml", document), ("overlay.yaml", &overlay)]);
    let findings: Vec<_> = diags.iter().map(|it| &it.message).collect();
    assert!(findings.is_empty(), "{findings:?}");
    assert_eq!(show(&tree, tree.root()), expected);
}

/// One action that is refused, and the place and words of the finding. The document stays.
#[track_caller]
fn refuse(document: &str, action: &str, expected: &str) {
    let overlay = format!("overlay: 1.1.0\nactions:\n- {action}\n");
    let (tree, diags) = apply(&[("api.yaml", document), ("overlay.yaml", &overlay)]);
    let before = Tree::read(
        "api.yaml",
        &|_: &str| Ok(document.to_owned()),
        &mut Diagnostics::default(),
    );
    assert_eq!(show(&tree, tree.root()), show(&before, before.root()));
    let found: Vec<_> = diags
        .iter()
        .map(|it| {
            let at = tree.locate(it.primary.place);
            format!(
                "{} {}:{}:{} {}",
                it.code.number(),
                tree.path(at.file),
                at.line,
                at.column,
                it.message
            )
        })
        .collect();
    assert_eq!(found, [expected]);
}

#[test]
fn mappings_are_merged_lists_concatenated_primitives_replaced() {
    check(
        "a: {b: 1, c: {d: [1]}}",
        "{target: $.a, update: {b: 2, c: {d: [2], e: 3}, f: {g: 4}}}",
        "{a: {b: 2, c: {d: [1, 2], e: 3}, f: {g: 4}}}",
    );
    check("a: [1]", "{target: $.a, update: [2, 3]}", "{a: [1, 2, 3]}");
    check(
        "a: [1]",
        "{target: $.a, update: {b: 2}}",
        "{a: [1, {b: 2}]}",
    );
    check("a: [1]", "{target: $.a, update: 2}", "{a: [1, 2]}");
    check("a: [1, 2]", "{target: '$.a[0]', update: x}", "{a: [x, 2]}");
    check(
        "a: 1",
        "{target: $, update: {a: null, b: 2}}",
        "{a: null, b: 2}",
    );
}

#[test]
fn queries_select_as_rfc_9535_says() {
    let text = "paths: {/a~b: {get: {tags: [x, y], p: [{in: query, name: n}, {in: path}]}}, /c: {post: {tags: [x]}}}";
    check(
        text,
        "{target: \"$.paths['/a~b'].get.p[?@.in=='query']\", remove: true}",
        "{paths: {/a~b: {get: {tags: [x, y], p: [{in: path}]}}, /c: {post: {tags: [x]}}}}",
    );
    check(
        text,
        "{target: \"$.paths.*.*.tags[?@=='x']\", remove: true}",
        "{paths: {/a~b: {get: {tags: [y], p: [{in: query, name: n}, {in: path}]}}, /c: {post: {tags: []}}}}",
    );
    check(
        text,
        "{target: \"$['paths'][\\\"/c\\\"].post\", remove: true}",
        "{paths: {/a~b: {get: {tags: [x, y], p: [{in: query, name: n}, {in: path}]}}, /c: {}}}",
    );
    check(
        text,
        "{target: $..tags, update: [z]}",
        "{paths: {/a~b: {get: {tags: [x, y, z], p: [{in: query, name: n}, {in: path}]}}, /c: {post: {tags: [x, z]}}}}",
    );
}

#[test]
fn values_are_copied_as_they_were_before_the_action() {
    check(
        "a: {b: 1}\nc: {}\nd: {b: 0}",
        "{target: '$[\"c\",\"d\"]', copy: $.a}",
        "{a: {b: 1}, c: {b: 1}, d: {b: 1}}",
    );
    check(
        "a: {b: {c: {}}}",
        "{target: $.a.b.c, copy: $.a}",
        "{a: {b: {c: {b: {c: {}}}}}}",
    );
    check(
        "a: [1]\nb: [2]",
        "{target: $.a, copy: $.b}",
        "{a: [1, 2], b: [2]}",
    );
}

#[test]
fn actions_that_cannot_be_applied_change_nothing() {
    refuse(
        "a: {b: 1}",
        "{target: $.c, update: {}}",
        "W0106 overlay.yaml:3:12 this action matches nothing",
    );
    refuse(
        "a: {b: 1}",
        "{target: $.a, update: 1}",
        "E0105 overlay.yaml:3:25 a number cannot change #/a, which is a mapping",
    );
    refuse(
        "a: {b: 1, c: 2}",
        "{target: $.a, update: {c: 3, b: [1]}}",
        "E0105 overlay.yaml:3:35 a list cannot change #/a/b, which is a number",
    );
    refuse(
        "a: {b: 1, c: {}}",
        "{target: $.a.*, update: 2}",
        "E0105 overlay.yaml:3:27 the targets must be all mappings, all lists or none of both",
    );
    refuse(
        "a: 1",
        "{target: $, remove: true}",
        "E0105 overlay.yaml:3:12 the whole document cannot be removed",
    );
    refuse(
        "a: 1",
        "{target: $.a}",
        "E0105 overlay.yaml:3:3 an action has `update`, `copy` or `remove: true`",
    );
    refuse(
        "a: 1",
        "{update: 2}",
        "E0105 overlay.yaml:3:3 an action has a `target`",
    );
    refuse(
        "a: 1",
        "{target: $.a, update: 1, copy: $.a}",
        "E0105 overlay.yaml:3:34 an action has either `update` or `copy`",
    );
    refuse(
        "a: 1\nb: 2",
        "{target: $.a, copy: $.*}",
        "E0105 overlay.yaml:3:23 `copy` must name one value",
    );
    let (_, diags) = apply(&[
        ("api.yaml", "a: 1"),
        (
            "overlay.yaml",
            "overlay: 1.0.0\nactions: [{target: 'a[', remove: true}]",
        ),
    ]);
    assert!(
        diags
            .iter()
            .all(|it| it.code == Code::BadOverlay
                && it.message.starts_with("not a JSONPath query: "))
    );
    for broken in [
        "overlay: 2.0.0\nactions: []",
        "actions: []",
        "overlay: 1.0.0",
        "[",
        "",
    ] {
        let (tree, diags) = apply(&[("api.yaml", "a: 1"), ("overlay.yaml", broken)]);
        assert_eq!(
            (diags.gate().is_err(), show(&tree, tree.root()).as_str()),
            (true, "{a: 1}"),
            "{broken}"
        );
    }
}

#[test]
fn copies_of_copies_end() {
    let actions = "- {target: $.a, copy: $}\n".repeat(60);
    let overlay =
        format!("overlay: 1.1.0\nactions:\n- {{target: $, update: {{a: {{}}}}}}\n{actions}");
    let nested = overlay.replace("{target: $.a, copy: $}", "{target: '$.a', copy: $}");
    for overlay in [
        overlay,
        nested,
        "overlay: 1.1.0\nactions:\n".to_owned() + &"- {target: $.l, copy: $}\n".repeat(60),
    ] {
        let (_, diags) = apply(&[("api.yaml", "l: [1]\nz: 1"), ("overlay.yaml", &overlay)]);
        assert!(
            diags
                .iter()
                .any(|it| it.message == "the document becomes too large or too deep")
        );
    }
}

#[test]
fn places_point_to_where_a_value_was_written() {
    let document = "a:\n  b: 1\nl:\n  - x: 1\n  - x: 2\n  - x: 3\n";
    let overlay = "overlay: 1.1.0\nactions:\n- target: $\n  update:\n    a:\n      n: {deep: [é, new]}\n- {target: '$.l[0]', remove: true}\n- {target: $.a, copy: '$.l[1]'}\n- {target: $.a.b, update: 9}\n";
    let (tree, diags) = apply(&[("api.yaml", document), ("overlay.yaml", overlay)]);
    assert_eq!(diags.iter().count(), 0);
    assert_eq!(
        show(&tree, tree.root()),
        "{a: {b: 9, n: {deep: [é, new]}, x: 3}, l: [{x: 2}, {x: 3}]}"
    );
    let at = |pointer: &str| {
        let node = tree.resolve(tree.root(), pointer).unwrap();
        let show = |place| {
            let found = tree.locate(place);
            format!("{}:{}:{}", tree.path(found.file), found.line, found.column)
        };
        [show(node.key()), show(node.value())]
    };
    assert_eq!(
        at("#/a/n/deep/1"),
        ["overlay.yaml:6:21", "overlay.yaml:6:21"]
    );
    assert_eq!(at("#/a/n"), ["overlay.yaml:6:7", "overlay.yaml:6:10"]);
    assert_eq!(at("#/a"), ["api.yaml:1:1", "api.yaml:2:3"]);
    assert_eq!(at("#/l/1/x"), ["api.yaml:6:5", "api.yaml:6:8"]);
    assert_eq!(at("#/a/x"), ["api.yaml:6:5", "api.yaml:6:8"]);
    assert_eq!(at("#/a/b")[1], "overlay.yaml:9:27");
}

#[test]
fn references_that_an_overlay_brings_are_those_of_the_document() {
    let (tree, diags) = apply(&[
        ("spec/api.yaml", "a: {}\nold: {$id: 'https://e.org/old'}"),
        (
            "overlays/o.yaml",
            "overlay: 1.1.0\nactions:\n- {target: $.a, update: {r: {$ref: 'm.yaml#/x'}, i: {$anchor: here}}}\n- {target: $.old, remove: true}",
        ),
        ("spec/m.yaml", "x: 1"),
    ]);
    assert_eq!(diags.iter().count(), 0);
    let from = tree.resolve(tree.root(), "#/a/r/$ref").unwrap();
    assert_eq!(
        tree.resolve(from, "m.yaml#/x").map(|it| tree.pointer(it)),
        Ok("m.yaml#/x".to_owned())
    );
    assert_eq!(
        tree.resolve(from, "#here").map(|it| tree.pointer(it)),
        Ok("#/a/i".to_owned())
    );
    assert!(tree.resolve(from, "https://e.org/old").is_err());
    assert_eq!(
        tree.files().collect::<Vec<_>>(),
        ["spec/api.yaml", "overlays/o.yaml", "spec/m.yaml"]
    );
}

/// The order of members does not matter.
fn sorted(tree: &Tree, id: NodeId) -> String {
    match tree.value(id) {
        Value::Map(map) => {
            let members: BTreeMap<_, _> = map
                .iter()
                .map(|(key, it)| (key, sorted(tree, it)))
                .collect();
            format!("{members:?}")
        }
        Value::List(items) => format!(
            "{:?}",
            items.iter().map(|it| sorted(tree, *it)).collect::<Vec<_>>()
        ),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => show(tree, id),
    }
}

#[test]
fn the_compliance_sets_of_the_specification_pass() {
    let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    let shared = std::env::var_os("OPENAPI_SHARED").map_or_else(beside, PathBuf::from);
    let Ok(sets) = std::fs::read_dir(shared.join("specifications/overlay-compliant-sets")) else {
        eprintln!(
            "skipped: there are no compliance sets; OPENAPI_SHARED names the folder that has them"
        );
        return;
    };
    let mut count = 0;
    for set in sets.flatten().map(|it| it.path()).filter(|it| it.is_dir()) {
        let read =
            |path: &str| std::fs::read_to_string(set.join(path)).map_err(|it| it.to_string());
        let mut diags = Diagnostics::default();
        let mut tree = Tree::read("openapi.yaml", &read, &mut diags);
        tree.overlay("overlay.yaml", &read, &mut diags);
        let output = Tree::read("output.yaml", &read, &mut diags);
        let name = set.display();
        let findings: Vec<_> = diags
            .iter()
            .filter(|it| it.code != Code::IdleOverlay)
            .collect();
        assert!(findings.is_empty(), "{name}: {findings:?}");
        assert_eq!(
            sorted(&tree, tree.root()),
            sorted(&output, output.root()),
            "{name}"
        );
        count += 1;
    }
    assert!(count >= 8, "{count} sets");
}
