//! What is new, gone and different between two versions of a document.
//!
//! In: two texts. Out: lines for people: operations, then schemas. Absent: what it means in Rust; the compiler says that.

use super::tree_of;
use super::yaml::same;
use openapi_build::source::NodeId;
use openapi_build::tree::{Tree, Value};
use std::collections::BTreeMap;

/// Keys of a path item that are operations.
const METHODS: &[&str] = &[
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// So many places of a difference are named.
const PLACES: usize = 3;

/// The lines. `old` is none when there was no document.
pub fn between(old: Option<&str>, new: &str) -> Vec<String> {
    if old == Some(new) {
        return vec!["the document is the same".to_owned()];
    }
    let (old, _) = tree_of(old.unwrap_or("{}"));
    let (new, _) = tree_of(new);
    let mut lines = section(
        "operations",
        (&old, operations(&old)),
        (&new, operations(&new)),
    );
    lines.extend(section(
        "schemas",
        (&old, schemas(&old)),
        (&new, schemas(&new)),
    ));
    if lines.is_empty() {
        lines.push("the text changed; operations and schemas are the same".to_owned());
    }
    lines
}

/// Parts of a document by name; a part is all values that belong to it.
type Parts = BTreeMap<String, Vec<NodeId>>;

fn operations(tree: &Tree) -> Parts {
    let mut parts = Parts::new();
    for (path, item) in members(tree, tree.get(tree.root(), "paths")) {
        let shared = ["parameters", "servers", "$ref"]
            .iter()
            .filter_map(|it| tree.get(item, it));
        let shared: Vec<NodeId> = shared.collect();
        for (method, operation) in members(tree, Some(item)) {
            if METHODS.contains(&method) {
                let all = std::iter::once(operation).chain(shared.iter().copied());
                parts.insert(
                    format!("{} {path}", method.to_ascii_uppercase()),
                    all.collect(),
                );
            }
        }
    }
    parts
}

fn schemas(tree: &Tree) -> Parts {
    let components = tree
        .get(tree.root(), "components")
        .and_then(|it| tree.get(it, "schemas"));
    members(tree, components)
        .map(|(name, id)| (name.to_owned(), vec![id]))
        .collect()
}

fn members(tree: &Tree, of: Option<NodeId>) -> impl Iterator<Item = (&str, NodeId)> {
    of.and_then(|it| tree.value(it).as_map())
        .into_iter()
        .flat_map(|it| it.iter())
}

fn section(
    title: &str,
    (old, before): (&Tree, Parts),
    (new, after): (&Tree, Parts),
) -> Vec<String> {
    let mut lines = Vec::new();
    let added: Vec<_> = after
        .keys()
        .filter(|it| !before.contains_key(*it))
        .collect();
    let removed: Vec<_> = before
        .keys()
        .filter(|it| !after.contains_key(*it))
        .collect();
    lines.extend(added.iter().map(|it| format!("  + {it}")));
    lines.extend(removed.iter().map(|it| format!("  - {it}")));
    let mut changed = 0;
    for (name, now) in &after {
        let Some(then) = before.get(name) else {
            continue;
        };
        let mut places = Vec::new();
        if then.len() != now.len() {
            places.push("path".to_owned());
        }
        for (then, now) in then.iter().zip(now) {
            differences((old, *then), (new, *now), "", &mut places);
        }
        if !places.is_empty() {
            changed += 1;
            lines.push(format!("  ~ {name}  ({})", shown(&places)));
        }
    }
    if !lines.is_empty() {
        let heading = format!(
            "{title}: {} added, {} removed, {changed} changed",
            added.len(),
            removed.len()
        );
        lines.insert(0, heading);
    }
    lines
}

fn shown(places: &[String]) -> String {
    let mut text = places
        .iter()
        .take(PLACES)
        .cloned()
        .collect::<Vec<_>>()
        .join(", ");
    if places.len() > PLACES {
        text.push_str(&format!(" and {} more", places.len() - PLACES));
    }
    text
}

/// The places below two values at which they differ.
fn differences((a, x): (&Tree, NodeId), (b, y): (&Tree, NodeId), at: &str, out: &mut Vec<String>) {
    match (a.value(x), b.value(y)) {
        (Value::Map(xs), Value::Map(ys)) => {
            for (key, x) in xs.iter() {
                let at = format!("{at}/{key}");
                match ys.get(key) {
                    Some(y) => differences((a, x), (b, y), &at, out),
                    None => out.push(at),
                }
            }
            out.extend(
                ys.keys()
                    .filter(|it| !xs.contains(it))
                    .map(|it| format!("{at}/{it}")),
            );
        }
        (Value::List(xs), Value::List(ys)) if xs.len() == ys.len() => {
            for (index, (x, y)) in xs.iter().zip(ys).enumerate() {
                differences((a, *x), (b, *y), &format!("{at}/{index}"), out);
            }
        }
        _ if same((a, x), (b, y)) => {}
        _ => out.push(if at.is_empty() {
            "/".to_owned()
        } else {
            at.to_owned()
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const OLD: &str = "
paths:
  /a: { get: { summary: x }, parameters: [] }
  /b: { get: {}, post: {} }
components: { schemas: { A: { type: object, required: [a] }, B: { type: string }, C: { a: 1, b: 2, c: 3, d: 4 } } }
";
    const NEW: &str = "
paths:
  /a: { get: { summary: y }, parameters: [] }
  /b: { get: {}, delete: {} }
components: { schemas: { B: { type: string }, A: { required: [a, b], type: object }, D: {}, C: {} } }
";

    #[test]
    fn everything_that_differs_is_named() {
        assert_eq!(
            between(Some(OLD), NEW),
            [
                "operations: 1 added, 1 removed, 1 changed",
                "  + DELETE /b",
                "  - POST /b",
                "  ~ GET /a  (/summary)",
                "schemas: 1 added, 0 removed, 2 changed",
                "  + D",
                "  ~ A  (/required)",
                "  ~ C  (/a, /b, /c and 1 more)",
            ]
        );
    }

    #[test]
    fn parameters_of_a_path_are_part_of_its_operations() {
        let with = OLD.replace("parameters: []", "parameters: [{ name: q }]");
        assert_eq!(
            between(Some(OLD), &with),
            [
                "operations: 0 added, 0 removed, 1 changed",
                "  ~ GET /a  (/)"
            ]
        );
    }

    #[test]
    fn a_change_of_text_alone_is_said() {
        assert_eq!(between(Some(OLD), OLD), ["the document is the same"]);
        assert_eq!(
            between(Some(OLD), &format!("# c\n{OLD}")),
            ["the text changed; operations and schemas are the same"]
        );
        assert_eq!(between(None, OLD).len(), 8);
    }
}
