//! Which schemas extend which by `allOf` (OpenAPI 3.1 §4.8.25.1).

use super::Literal;
use super::parts;
use crate::resolve::Api;
use crate::resolve::Schema;
use crate::resolve::SchemaId;
use std::collections::HashMap;

/// A base, and those that extend it with the values of the property that name each.
#[derive(Debug)]
pub(super) struct Base {
    /// The schemas, the base itself last.
    pub variants: Vec<SchemaId>,
    /// The values, a list for each.
    pub values: Vec<Vec<Literal>>,
}

/// The schemas that extend each schema with a discriminator of its own.
pub(super) fn extending(api: &Api) -> HashMap<SchemaId, Vec<SchemaId>> {
    let is_base = |it: &Schema| {
        let it = &it.keywords;
        it.discriminator.is_some() && it.any_of.is_empty() && it.one_of.is_empty()
    };
    let mut found: HashMap<SchemaId, Vec<SchemaId>> = HashMap::new();
    for (at, schema) in api.schemas.iter().filter(|(_, it)| is_base(it)) {
        let mapped = schema.mapping.iter().map(|(_, it)| *it);
        found.insert(*at, mapped.filter(|it| it != at).collect());
    }
    if found.is_empty() {
        return found;
    }
    for component in &api.components {
        let extends = api
            .schemas
            .get(&component.schema)
            .is_some_and(|it| !it.keywords.all_of.is_empty());
        if !extends {
            continue;
        }
        for part in parts::flatten(&api.schemas, &[component.schema]).list {
            if let Some(list) = found.get_mut(&part.schema)
                && part.schema != component.schema
                && !list.contains(&component.schema)
            {
                list.push(component.schema);
            }
        }
    }
    // A mapping may name a schema twice.
    for list in found.values_mut() {
        let mut seen = Vec::new();
        list.retain(|it| {
            !seen.contains(it) && {
                seen.push(*it);
                true
            }
        });
    }
    found.retain(|_, list| !list.is_empty());
    found
}

/// The bases above each schema that extends some.
pub(super) fn above(
    extending: &HashMap<SchemaId, Vec<SchemaId>>,
) -> HashMap<SchemaId, Vec<SchemaId>> {
    let mut found: HashMap<SchemaId, Vec<SchemaId>> = HashMap::new();
    for (base, children) in extending {
        for child in children {
            found.entry(*child).or_default().push(*base);
        }
    }
    found
}
