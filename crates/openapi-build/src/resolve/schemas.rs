//! All schemas that can be reached, and what their references name.

use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::diag::Remedy;
use crate::document;
use crate::document::Dialect;
use crate::document::keywords;
use crate::document::reader::Reader;
use crate::resolve::Api;
use crate::resolve::SchemaId;
use crate::resolve::refs::names_nothing;
use crate::resolve::refs::with_hint;
use crate::source::NodeId;
use crate::tree::Tree;
use crate::tree::Unresolved;
use crate::tree::Value;
use indexmap::IndexMap;

/// A schema and what its references name.
#[derive(Clone, Debug)]
pub struct Schema {
    /// The keywords.
    pub keywords: document::schema::Schema,
    /// What `$ref` (or `$dynamicRef`, in its static meaning) names.
    pub target: Option<SchemaId>,
    /// What each entry of `discriminator.mapping` names: value, schema.
    pub mapping: Vec<(Box<str>, SchemaId)>,
    /// What `discriminator.defaultMapping` names.
    pub default_mapping: Option<SchemaId>,
}

/// Reads every schema that `roots` reach.
pub fn reach(
    tree: &Tree,
    dialect: Dialect,
    roots: Vec<SchemaId>,
    diags: &mut Diagnostics,
) -> IndexMap<SchemaId, Schema> {
    let mut found = IndexMap::new();
    go_on(tree, dialect, roots, &mut found, diags);
    found
}

/// Reads also the schemas of keywords that only constrain, such as `not` and `contains`, and all that they reach.
pub fn reach_constraints(tree: &Tree, api: &mut Api, diags: &mut Diagnostics) {
    let mut done = 0;
    // What is read has such keywords in turn.
    while done < api.schemas.len() {
        let fresh = api.schemas.values().skip(done);
        let inner: Vec<SchemaId> = fresh.flat_map(|it| constraints(tree, it)).collect();
        done = api.schemas.len();
        go_on(tree, api.dialect, inner, &mut api.schemas, diags);
    }
}

/// The schemas of keywords that only constrain.
fn constraints(tree: &Tree, schema: &Schema) -> Vec<SchemaId> {
    let each = |(key, at): &(Box<str>, NodeId)| match (&**key, tree.value(*at)) {
        ("dependentRequired", _) => Vec::new(),
        // `dependencies` of older drafts has lists of names beside schemas.
        ("dependentSchemas" | "dependencies", Value::Map(map)) => {
            let schemas = map.iter().map(|(_, it)| it);
            let is_schema = |it: &NodeId| tree.value(*it).as_list().is_none();
            schemas.filter(is_schema).collect()
        }
        ("dependentSchemas" | "dependencies", _) => Vec::new(),
        _ => vec![*at],
    };
    schema.keywords.applicators.iter().flat_map(each).collect()
}

/// Reads every schema that `roots` reach and that is not there yet.
fn go_on(
    tree: &Tree,
    dialect: Dialect,
    roots: Vec<SchemaId>,
    found: &mut IndexMap<SchemaId, Schema>,
    diags: &mut Diagnostics,
) {
    let mut waiting = roots;
    // A stack; reversed so that schemas are read in the order of the document.
    waiting.reverse();
    while let Some(at) = waiting.pop() {
        if found.contains_key(&at) {
            continue;
        }
        let keywords = document::schema::read(&mut Reader { tree, diags }, dialect, at);
        for (key, it) in &keywords.unknown {
            keywords::stranger(&mut Reader { tree, diags }, &keywords::SCHEMA, key, *it);
        }
        let mut schema = Schema {
            keywords,
            target: None,
            mapping: Vec::new(),
            default_mapping: None,
        };
        follow(tree, at, &mut schema, diags);
        let mut children = children(&schema);
        children.reverse();
        waiting.extend(children);
        found.insert(at, schema);
    }
}

/// Finds what the references of one schema name.
fn follow(tree: &Tree, at: SchemaId, schema: &mut Schema, diags: &mut Diagnostics) {
    let keywords = &schema.keywords;
    if let Some((text, node)) = keywords
        .reference
        .as_ref()
        .or(keywords.dynamic_reference.as_ref())
    {
        match recursive(tree, at, schema.keywords.reference.is_none(), text) {
            Ok(target) => schema.target = Some(target),
            Err(why) => {
                let found = names_nothing(&why, *node, why.reason.clone());
                let found = with_hint(tree, *node, text, found);
                diags.push(found.label("what it should name becomes any JSON value"));
            }
        }
    }
    let Some(discriminator) = &keywords.discriminator else {
        return;
    };
    for (value, text, node) in &discriminator.mapping {
        match mapped(tree, at, text) {
            Some(target) => schema.mapping.push((value.clone(), target)),
            None => diags.push(
                Diagnostic::new(
                    Code::DanglingReference,
                    node.value(),
                    format!(
                        "the discriminator maps `{value}` to `{text}`, which points at nothing"
                    ),
                )
                .label("values with this tag are kept as JSON")
                .remedy(Remedy::Remove { at: *node }),
            ),
        }
    }
    if let Some((text, node)) = &discriminator.default {
        schema.default_mapping = mapped(tree, at, text);
        if schema.default_mapping.is_none() {
            let message = format!("`defaultMapping` is `{text}`, which points at nothing");
            diags.push(
                Diagnostic::new(Code::DanglingReference, node.value(), message)
                    .label("values without a known tag are kept as JSON"),
            );
        }
    }
}

/// What `$ref` or `$dynamicRef` names. `$recursiveRef: '#'` of draft 2019-09 is the schema around it that has a
/// `$recursiveAnchor`.
fn recursive(tree: &Tree, at: SchemaId, dynamic: bool, text: &str) -> Result<SchemaId, Unresolved> {
    let anchored = |it: &SchemaId| {
        let anchor = tree.get(*it, "$recursiveAnchor");
        anchor.is_some_and(|it| *tree.value(it) == Value::Bool(true))
    };
    let mut around = std::iter::successors(Some(at), |it| tree.parent(*it));
    let own = around.find(anchored).filter(|_| dynamic && text == "#");
    own.map_or_else(|| tree.resolve(at, text), Ok)
}

/// What a mapping's value names: a component by its name, or any schema by a reference.
fn mapped(tree: &Tree, at: SchemaId, text: &str) -> Option<SchemaId> {
    let under = |at: NodeId, key: &str| tree.referred(at).find_map(|it| tree.get(it, key));
    let by_name = || {
        let components = tree.get(tree.root(), "components")?;
        under(under(components, "schemas")?, text)
    };
    by_name().or_else(|| tree.resolve(at, text).ok())
}

/// The schemas that one schema leads to.
fn children(schema: &Schema) -> Vec<NodeId> {
    let keywords = &schema.keywords;
    let mut out: Vec<NodeId> = schema.target.into_iter().collect();
    out.extend(keywords.properties.iter().map(|(_, it)| *it));
    out.extend(keywords.patterns.iter().map(|(_, it)| *it));
    out.extend(
        [keywords.additional, keywords.property_names, keywords.items]
            .into_iter()
            .flatten(),
    );
    out.extend(
        [keywords.unevaluated_properties, keywords.unevaluated_items]
            .into_iter()
            .flatten(),
    );
    out.extend(keywords.content_schema);
    out.extend(keywords.prefix_items.iter().flatten());
    out.extend(
        keywords
            .all_of
            .iter()
            .chain(&keywords.any_of)
            .chain(&keywords.one_of),
    );
    out.extend(&keywords.conditional);
    out.extend(schema.mapping.iter().map(|(_, it)| *it));
    out.extend(schema.default_mapping);
    out
}
