//! Schemas that apply under a condition: `if`, `then`, `else`, `dependentSchemas`, and variants that only constrain.
//!
//! A type cannot say the condition. What such schemas name has to survive all the same: a member that only `then`
//! declares is a member, and what `unevaluatedProperties` finds left depends on them.

use super::null;
use super::parts;
use super::parts::Choices;
use super::parts::Part;
use super::parts::Parts;
use super::parts::Topics;
use crate::document::schema::Schema as Keywords;
use crate::resolve::Api;
use crate::resolve::Schema;
use crate::resolve::SchemaId;
use std::collections::BTreeSet;

/// The schemas under a condition of a set, with what they refer to, and those under conditions of theirs.
pub fn parts(api: &Api, of: &Parts) -> Parts {
    let mut found: Vec<SchemaId> = of.list.iter().flat_map(|it| below(api, it)).collect();
    let mut all: BTreeSet<SchemaId> = BTreeSet::new();
    while let Some(at) = found.pop() {
        if all.len() > parts::MOST || !all.insert(at) {
            continue;
        }
        for part in parts::flatten(&api.schemas, &[at]).list {
            found.extend(below(api, &part));
            // Which variant applies is a condition as well.
            let keywords = api.schemas.get(&part.schema).map(|it| &it.keywords);
            found.extend(keywords.map_or(&[][..], |it| choices(api, it)));
        }
    }
    let all: Vec<SchemaId> = all.into_iter().collect();
    parts::flatten(&api.schemas, &all)
}

fn below(api: &Api, part: &Part) -> Vec<SchemaId> {
    let Some(schema) = api.schemas.get(&part.schema) else {
        return Vec::new();
    };
    let it = &schema.keywords;
    let mut found = it.conditional.clone();
    found.extend(choices_left(api, it));
    let taken = choices(api, it);
    if part.choices == Choices::Taken && only_constrain(api, taken) {
        found.extend(taken);
    }
    found
}

/// The variants that say what a schema's type is: those of `anyOf`, and of `oneOf` where `anyOf` only constrains.
pub fn choices<'a>(api: &Api, it: &'a Keywords) -> &'a [SchemaId] {
    let one_of = it.any_of.is_empty() || (!it.one_of.is_empty() && only_constrain(api, &it.any_of));
    if one_of { &it.one_of } else { &it.any_of }
}

/// The variants that do not, because [`choices`] are others.
pub fn choices_left<'a>(api: &Api, it: &'a Keywords) -> &'a [SchemaId] {
    match it.any_of.is_empty() || it.one_of.is_empty() {
        true => &[],
        false if choices(api, it) == it.any_of.as_slice() => &it.one_of,
        false => &it.any_of,
    }
}

/// Whether no variant says anything of the looks, beside null.
fn only_constrain(api: &Api, variants: &[SchemaId]) -> bool {
    let said = |it: &&SchemaId| !null::is_only_null(api, **it);
    variants.iter().any(|it| said(&it))
        && variants
            .iter()
            .filter(said)
            .all(|it| only_constrains(api, *it))
}

/// Whether a variant says nothing of the looks but `required` and limits.
pub fn only_constrains(api: &Api, variant: SchemaId) -> bool {
    let Some(schema) = api.schemas.get(&variant) else {
        return false;
    };
    let it = &schema.keywords;
    let constrains = !it.required.is_empty() || !it.limits.is_empty() || !it.applicators.is_empty();
    let constraining = [Topics::REQUIRED, Topics::CONDITIONS];
    let bare = Topics::of(schema).without(&constraining).is_empty();
    constrains && bare && schema.target.is_none() && it.all_of.is_empty()
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
