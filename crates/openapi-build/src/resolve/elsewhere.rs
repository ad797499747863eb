//! Schemas that have a name without standing in `components.schemas`: those of other files, and those in `$defs`.
//!
//! In: all schemas that are reached. Out: a component for each that is referred to and stands under a name of its own: a
//! whole file, an entry of a file, an entry of `$defs` or `definitions`. Absent: what stands inside of another schema, as a
//! member or an item does; what a component of the document only refers to, because it has that component's name.

use crate::resolve::Component;
use crate::resolve::Schema;
use crate::resolve::SchemaId;
use crate::source::NodeId;
use crate::tree::Step;
use crate::tree::Tree;
use indexmap::IndexMap;
use indexmap::IndexSet;
use std::collections::HashSet;

/// How many references are followed from a component.
const REFERENCES: usize = 16;

/// Keys below which schemas stand that have no name of their own.
const INSIDE: &[&str] = &[
    "allOf",
    "anyOf",
    "dependencies",
    "dependentSchemas",
    "oneOf",
    "patternProperties",
    "prefixItems",
    "properties",
];

/// Keys that a schema without a name of its own has.
const PARTS: &[&str] = &[
    "additionalItems",
    "additionalProperties",
    "contains",
    "contentSchema",
    "else",
    "if",
    "itemSchema",
    "items",
    "not",
    "propertyNames",
    "schema",
    "then",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// The components that stand elsewhere, in the order in which they are first referred to.
pub(super) fn components(
    tree: &Tree,
    own: &[Component],
    schemas: &IndexMap<SchemaId, Schema>,
) -> Vec<Component> {
    let target = |it: &SchemaId| schemas.get(it)?.target;
    let way = |it: &Component| std::iter::successors(Some(it.schema), target).take(REFERENCES);
    let named: HashSet<SchemaId> = own.iter().flat_map(way).collect();
    let referred: IndexSet<SchemaId> = schemas
        .values()
        .flat_map(|it| {
            it.target
                .into_iter()
                .chain(it.mapping.iter().map(|it| it.1))
        })
        .filter(|it| !named.contains(it))
        .collect();
    referred
        .into_iter()
        .filter_map(|at| {
            Some(Component {
                name: name(tree, at)?.into(),
                schema: at,
                pointer: tree.pointer(at).into(),
            })
        })
        .collect()
}

/// The name that a schema has where it stands.
fn name(tree: &Tree, at: NodeId) -> Option<String> {
    let key = match tree.step(at) {
        Step::Root(_) => return file_name(&tree.pointer(at)),
        Step::Key(key) => key,
        Step::Index(_) => return None,
    };
    let around = tree.parent(at)?;
    let container = match tree.step(around) {
        Step::Root(_) => "",
        Step::Key(container) => container,
        Step::Index(_) => return None,
    };
    let defined = matches!(container, "$defs" | "definitions");
    let elsewhere = tree.file(at) != tree.file(tree.root());
    let part = PARTS.contains(&key) || INSIDE.contains(&container);
    (defined || (elsewhere && !part)).then(|| key.to_owned())
}

/// What a file is called: `schemas/error-response.json#` is `error-response`, and an index is its folder.
fn file_name(pointer: &str) -> Option<String> {
    let path = pointer.split('#').next()?;
    let mut parts = path.rsplit('/');
    let file = parts.next()?;
    let stem = file.rsplit_once('.').map_or(file, |it| it.0);
    let stem = stem.strip_suffix(".schema").unwrap_or(stem);
    let name = match stem {
        "index" | "_index" => parts.next()?,
        stem => stem,
    };
    let is_name = name.chars().any(char::is_alphanumeric);
    is_name.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_without_its_folder_and_its_ending() {
        let name = |it| file_name(it).unwrap_or_default();
        assert_eq!(name("schemas/error-response.json#"), "error-response");
        assert_eq!(name("User.schema.yaml#"), "User");
        assert_eq!(name("schemas/User/index.yaml#"), "User");
        assert_eq!(name("../common#"), "common");
        assert_eq!(file_name("../index.yaml#"), None);
        assert_eq!(file_name("#"), None);
    }
}
