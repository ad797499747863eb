//! Schemas that apply under a condition: `if`, `then`, `else`, `dependentSchemas`.
//!
//! A type cannot say the condition. What such schemas name has to survive all the same: a member that only `then`
//! declares is a member, and what `unevaluatedProperties` finds left depends on them.

use super::parts;
use super::parts::Parts;
use crate::resolve::Api;
use crate::resolve::Schema;
use crate::resolve::SchemaId;

/// The schemas under a condition of a set, with what they refer to, and those under conditions of theirs.
pub fn parts(api: &Api, of: &Parts) -> Parts {
    let mut found = below(api, of);
    let mut all: Vec<SchemaId> = Vec::new();
    while let Some(at) = found.pop() {
        if all.contains(&at) || all.len() > parts::MOST {
            continue;
        }
        all.push(at);
        found.extend(below(api, &parts::flatten(&api.schemas, &[at])));
    }
    all.sort();
    parts::flatten(&api.schemas, &all)
}

fn below(api: &Api, of: &Parts) -> Vec<SchemaId> {
    let schemas = of.list.iter().filter_map(|it| api.schemas.get(&it.schema));
    schemas
        .flat_map(|it| it.keywords.conditional.iter().copied())
        .collect()
}

/// A schema by which a member may be evaluated that has no name there.
pub fn may_evaluate_members(api: &Api, of: &Parts) -> Option<SchemaId> {
    let evaluates = |it: &Schema| {
        let it = &it.keywords;
        !it.patterns.is_empty() || it.additional.is_some() || it.unevaluated_properties.is_some()
    };
    which(api, &parts(api, of), evaluates).or_else(|| dynamic(api, of))
}

/// A schema by which an item may be evaluated.
pub fn may_evaluate_items(api: &Api, of: &Parts) -> Option<SchemaId> {
    let evaluates = |it: &Schema| {
        let it = &it.keywords;
        it.items.is_some() || it.prefix_items.is_some() || it.unevaluated_items.is_some()
    };
    let contains = |it: &Schema| {
        it.keywords
            .applicators
            .iter()
            .any(|(key, _)| &**key == "contains")
    };
    let below = parts(api, of);
    which(api, &below, |it| evaluates(it) || contains(it))
        .or_else(|| which(api, of, contains))
        .or_else(|| dynamic(api, of))
}

/// `$dynamicRef`: what it names is read in its static meaning, but a value may be evaluated by another schema.
fn dynamic(api: &Api, of: &Parts) -> Option<SchemaId> {
    which(api, of, |it| it.keywords.dynamic_reference.is_some())
}

fn which(api: &Api, of: &Parts, is: impl Fn(&Schema) -> bool) -> Option<SchemaId> {
    let found = of
        .list
        .iter()
        .find(|it| api.schemas.get(&it.schema).is_some_and(&is));
    found.map(|it| it.schema)
}
