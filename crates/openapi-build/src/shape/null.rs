//! Whether null is among the values of a schema. Nobody else looks for it.

use super::Null;
use super::parts::Choices;
use super::parts::Parts;
use crate::document::schema::Types;
use crate::resolve::Api;
use crate::resolve::Schema;
use crate::resolve::SchemaId;
use crate::tree::Tree;
use crate::tree::Value;

/// Whether a schema lets null through and nothing else.
pub fn is_only_null(api: &Api, at: SchemaId) -> bool {
    let Some(schema) = api.schemas.get(&at) else {
        return false;
    };
    let it = &schema.keywords;
    if it.types == Some(Types::NULL) {
        return true;
    }
    // A reference to such a schema; one step, so that a loop of references ends.
    schema
        .target
        .and_then(|target| api.schemas.get(&target))
        .is_some_and(|target| target.keywords.types == Some(Types::NULL))
}

/// Whether a set of schemas lets null through: one of them must say so, and none may exclude it.
pub fn of(api: &Api, tree: &Tree, parts: &Parts) -> Null {
    let mut said = Null::Refused;
    for part in &parts.list {
        let Some(schema) = api.schemas.get(&part.schema) else {
            continue;
        };
        match opinion(api, tree, schema, part.choices, &mut LOOKS.clone()) {
            Opinion::Allows => said = Null::Allowed,
            Opinion::Refuses => return Null::Refused,
            Opinion::Silent => {}
        }
    }
    said
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Opinion {
    Allows,
    Refuses,
    Silent,
}

/// How deep `anyOf` within `anyOf` is looked into, and how many variants of variants.
#[derive(Clone)]
struct Looks {
    deeper: usize,
    left: usize,
}

const LOOKS: Looks = Looks {
    deeper: 16,
    left: 200,
};

/// How many references may follow each other.
const STEPS: usize = 16;

/// What one schema says of null.
fn opinion(
    api: &Api,
    tree: &Tree,
    schema: &Schema,
    choices: Choices,
    looks: &mut Looks,
) -> Opinion {
    let it = &schema.keywords;
    if it.or_null {
        return Opinion::Allows;
    }
    if let Some(types) = it.types {
        return if types.has(Types::NULL) {
            Opinion::Allows
        } else {
            Opinion::Refuses
        };
    }
    let is_null = |at: &SchemaId| *tree.value(*at) == Value::Null;
    if let Some(values) = &it.enumeration {
        return if values.iter().any(is_null) {
            Opinion::Allows
        } else {
            Opinion::Refuses
        };
    }
    if let Some(value) = &it.constant {
        return if is_null(value) {
            Opinion::Allows
        } else {
            Opinion::Refuses
        };
    }
    let chooses = !(it.any_of.is_empty() && it.one_of.is_empty());
    if choices == Choices::Open && looks.deeper > 0 && looks.left > 0 && chooses {
        looks.deeper -= 1;
        let found = choice(api, tree, schema, looks);
        looks.deeper += 1;
        return found;
    }
    // An author who lists members or items means objects or lists.
    let looks = !it.properties.is_empty()
        || it.additional.is_some()
        || it.items.is_some()
        || it.prefix_items.is_some();
    if looks || it.always == Some(false) {
        Opinion::Refuses
    } else {
        Opinion::Silent
    }
}

/// `anyOf`, `oneOf`: null comes in by any variant, through references as well.
fn choice(api: &Api, tree: &Tree, schema: &Schema, looks: &mut Looks) -> Opinion {
    let variants = schema.keywords.any_of.iter().chain(&schema.keywords.one_of);
    for variant in variants {
        let mut next = api.schemas.get(variant);
        let mut steps = 0;
        while let Some(it) = next {
            looks.left = looks.left.saturating_sub(1);
            match opinion(api, tree, it, Choices::Open, looks) {
                Opinion::Allows => return Opinion::Allows,
                Opinion::Refuses => break,
                Opinion::Silent => {}
            }
            steps += 1;
            next = it
                .target
                .filter(|_| steps < STEPS)
                .and_then(|target| api.schemas.get(&target));
        }
    }
    Opinion::Refuses
}
