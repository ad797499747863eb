//! The schemas that apply to one value together: `$ref` with siblings, `allOf`.

use crate::document::schema::Types;
use crate::resolve::Schema;
use crate::resolve::SchemaId;
use indexmap::IndexMap;
use indexmap::IndexSet;

/// A set of schemas that all apply to the same value, and what it is narrowed to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Parts {
    /// The schemas, in the order of the document, each once.
    pub list: Vec<Part>,
    /// The types that are looked at: all, or the one that a variant of a multi-type schema has.
    pub only: Types,
    /// What becomes of members that no schema of the set declares.
    pub beside: Beside,
}

impl Parts {
    /// No schema: any value.
    pub fn nothing() -> Self {
        Parts {
            list: Vec::new(),
            only: Types::ALL,
            beside: Beside::AsSaid,
        }
    }
}

/// What becomes of members that no schema of a set declares.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Beside {
    /// What the schemas say.
    AsSaid,
    /// They are kept: another variant of an `anyOf` declares some, and may apply as well.
    Kept,
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

/// So many schemas may apply to one value together. A set that has more is cut here, and is any value.
pub const MOST: usize = 128;

/// So many schemas are looked at for one value, those that only name others among them. What names more is cut as well.
const FARTHEST: usize = 256;

/// The set of `start`: itself, what its `$ref` names, and its `allOf`, all the way down.
pub fn flatten(schemas: &IndexMap<SchemaId, Schema>, start: &[SchemaId]) -> Parts {
    let mut list: Vec<Part> = Vec::new();
    let mut seen: IndexSet<SchemaId> = IndexSet::new();
    let mut waiting: Vec<SchemaId> = start.iter().rev().copied().collect();
    let far = |seen: &IndexSet<SchemaId>| seen.len() > FARTHEST;
    while let Some(at) = waiting.pop().filter(|_| list.len() <= MOST && !far(&seen)) {
        let Some(schema) = schemas.get(&at) else {
            continue;
        };
        if !seen.insert(at) {
            continue;
        }
        // A stack: what is pushed last comes first. Base schemas come before what is added to them.
        if !Topics::of(schema).is_empty() {
            list.push(Part {
                schema: at,
                choices: Choices::Open,
            });
        }
        waiting.extend(schema.keywords.all_of.iter().rev());
        waiting.extend(schema.target);
    }
    // All of them apply, whatever they say: far too many.
    if far(&seen) {
        let first = seen.iter().take(MOST + 1);
        let choices = Choices::Open;
        list = first
            .map(|it| Part {
                schema: *it,
                choices,
            })
            .collect();
    }
    // The members of a base stand first, whichever side of `allOf` the schema wrote its own on.
    if let Some(own) = list.first().copied()
        && list.len() > 1
        && schemas
            .get(&own.schema)
            .is_some_and(|it| !it.keywords.all_of.is_empty() || it.target.is_some())
        && start.len() == 1
    {
        list.rotate_left(1);
    }
    Parts {
        list,
        only: Types::ALL,
        beside: Beside::AsSaid,
    }
}

/// The set without the schemas that say a `type` alone, which others of it say as well: `type: object` beside a schema of
/// objects. It is the set of what is left, and has that one's name.
pub fn without_types_said_again(schemas: &IndexMap<SchemaId, Schema>, parts: &Parts) -> Parts {
    let types = |it: &Part| schemas.get(&it.schema)?.keywords.types;
    let only_type = |it: &Part| {
        let schema = schemas.get(&it.schema);
        schema.is_some_and(|it| Topics::of(it).without(&[Topics::TYPE]).is_empty())
    };
    let mut list = parts.list.clone();
    let mut at = 0;
    while let Some(part) = list.get(at).copied() {
        let own = types(&part).filter(|_| only_type(&part));
        let others = list.iter().filter(|it| **it != part);
        let said = others.filter_map(types);
        if own.is_some_and(|own| said.into_iter().any(|it| own.has(it))) {
            list.remove(at);
        } else {
            at += 1;
        }
    }
    Parts {
        list,
        ..parts.clone()
    }
}

/// What a schema speaks of, beside its `$ref` and `allOf`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Topics(u16);

impl Topics {
    /// Nothing.
    pub const NOTHING: Topics = Topics(0);
    /// `type`.
    pub const TYPE: Topics = Topics(1);
    /// 3.0 `nullable` without a `type`.
    pub const NULL: Topics = Topics(2);
    /// `format`, `contentEncoding`, `contentMediaType`.
    pub const FORMAT: Topics = Topics(4);
    /// `enum`, `const`, and `false`.
    pub const LITERALS: Topics = Topics(8);
    /// `properties`, `patternProperties`, `propertyNames`.
    pub const MEMBERS: Topics = Topics(16);
    /// `required`.
    pub const REQUIRED: Topics = Topics(32);
    /// `additionalProperties`, `unevaluatedProperties`.
    pub const REST: Topics = Topics(64);
    /// `items`, `prefixItems`, `unevaluatedItems`.
    pub const ITEMS: Topics = Topics(128);
    /// `uniqueItems`.
    pub const UNIQUE: Topics = Topics(256);
    /// `anyOf`, `oneOf`.
    pub const CHOICES: Topics = Topics(512);
    /// `if`, `then`, `else`, `dependentSchemas`.
    pub const CONDITIONS: Topics = Topics(1024);

    /// In this one but in none of `others`.
    pub fn without(self, others: &[Topics]) -> Topics {
        Topics(others.iter().fold(self.0, |left, it| left & !it.0))
    }

    /// Whether there is nothing.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// What `schema` speaks of.
    pub fn of(schema: &Schema) -> Topics {
        let it = &schema.keywords;
        let topic = |says: bool, topic: Topics| if says { topic.0 } else { 0 };
        let format =
            it.format.is_some() || it.content_encoding.is_some() || it.content_media_type.is_some();
        let literals =
            it.enumeration.is_some() || it.constant.is_some() || it.always == Some(false);
        let members =
            !it.properties.is_empty() || !it.patterns.is_empty() || it.property_names.is_some();
        let rest = it.additional.is_some() || it.unevaluated_properties.is_some();
        let items =
            it.items.is_some() || it.prefix_items.is_some() || it.unevaluated_items.is_some();
        Topics(
            topic(it.types.is_some(), Topics::TYPE)
                | topic(it.or_null, Topics::NULL)
                | topic(format, Topics::FORMAT)
                | topic(literals, Topics::LITERALS)
                | topic(members, Topics::MEMBERS)
                | topic(!it.required.is_empty(), Topics::REQUIRED)
                | topic(rest, Topics::REST)
                | topic(items, Topics::ITEMS)
                | topic(it.unique, Topics::UNIQUE)
                | topic(!it.conditional.is_empty(), Topics::CONDITIONS)
                | topic(
                    !it.any_of.is_empty() || !it.one_of.is_empty(),
                    Topics::CHOICES,
                ),
        )
    }
}
