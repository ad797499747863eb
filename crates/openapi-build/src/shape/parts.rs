//! The schemas that apply to one value together: `$ref` with siblings, `allOf`.

use crate::document::schema::Types;
use crate::resolve::Schema;
use crate::resolve::SchemaId;
use indexmap::IndexMap;

/// A set of schemas that all apply to the same value, and what it is narrowed to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Parts {
    /// The schemas, in the order of the document, each once.
    pub list: Vec<Part>,
    /// The types that are looked at: all, or the one that a variant of a multi-type schema has.
    pub only: Types,
}

/// One schema of a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Part {
    /// The schema.
    pub schema: SchemaId,
    /// Whether its `anyOf`/`oneOf` count, or have been taken out because a variant was chosen.
    pub choices: Choices,
}

/// Whether a schema's `anyOf`/`oneOf` count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Choices {
    /// They count.
    Open,
    /// A variant was chosen.
    Taken,
}

/// The set of `start`: itself, what its `$ref` names, and its `allOf`, all the way down.
pub fn flatten(schemas: &IndexMap<SchemaId, Schema>, start: &[SchemaId]) -> Parts {
    let mut list: Vec<Part> = Vec::new();
    let mut seen: Vec<SchemaId> = Vec::new();
    let mut waiting: Vec<SchemaId> = start.iter().rev().copied().collect();
    while let Some(at) = waiting.pop() {
        let Some(schema) = schemas.get(&at) else { continue };
        if seen.contains(&at) {
            continue;
        }
        seen.push(at);
        // A stack: what is pushed last comes first. Base schemas come before what is added to them.
        if says_something(schema) {
            list.push(Part { schema: at, choices: Choices::Open });
        }
        waiting.extend(schema.keywords.all_of.iter().rev());
        waiting.extend(schema.target);
    }
    // The members of a base stand first, whichever side of `allOf` the schema wrote its own on.
    if let Some(own) = list.first().copied()
        && list.len() > 1
        && schemas.get(&own.schema).is_some_and(|it| !it.keywords.all_of.is_empty() || it.target.is_some())
        && start.len() == 1
    {
        list.rotate_left(1);
    }
    Parts { list, only: Types::ALL }
}

/// Whether a schema says anything about what a value looks like, beside its `$ref` and `allOf`.
pub fn says_something(schema: &Schema) -> bool {
    let it = &schema.keywords;
    it.always == Some(false)
        || it.types.is_some()
        || it.or_null
        || it.format.is_some()
        || it.content_encoding.is_some()
        || it.content_media_type.is_some()
        || it.enumeration.is_some()
        || it.constant.is_some()
        || !it.properties.is_empty()
        || !it.required.is_empty()
        || it.additional.is_some()
        || !it.patterns.is_empty()
        || it.property_names.is_some()
        || it.unevaluated_properties.is_some()
        || it.items.is_some()
        || it.prefix_items.is_some()
        || it.unevaluated_items.is_some()
        || it.unique
        || !it.any_of.is_empty()
        || !it.one_of.is_empty()
}
