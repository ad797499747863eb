//! The property that tells a union's variants apart, if there is one.
//!
//! Decided in this order: a `discriminator`; a property with literals of its own in each variant.

use super::Declared;
use super::Kind;
use super::Literal;
use super::Object;
use super::Required;
use super::Shape;
use super::ShapeId;
use super::Tag;
use super::Union;
use super::Use;
use crate::resolve::Api;
use crate::resolve::Schema;
use crate::resolve::SchemaId;
use std::collections::HashMap;
use std::collections::HashSet;

/// How deep unions within unions are looked into.
const DEPTH: usize = 8;

/// The schema whose `discriminator` tells a union's variants apart.
#[derive(Debug)]
pub(super) struct Discriminator {
    /// The schema.
    pub at: SchemaId,
    /// The values for each variant, where they are known already: of a base that others extend.
    pub values: Vec<Vec<Literal>>,
}

/// What is known when tags are looked for: all shapes, and the discriminators of the unions among them.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    pub shapes: &'a [Shape],
    pub api: &'a Api,
    pub discriminators: &'a HashMap<ShapeId, Discriminator>,
}

/// Whether a tag alone can tell the variants apart: none of them is a list, a text or the like.
pub(super) fn only_objects(shapes: &[Shape], union: &Union) -> bool {
    union.variants.iter().all(|it| is_object(shapes, it, 0))
}

fn is_object(shapes: &[Shape], variant: &Use, depth: usize) -> bool {
    match shape(shapes, variant).map(|it| &it.kind) {
        Some(Kind::Union(union)) if depth < DEPTH => union
            .variants
            .iter()
            .all(|it| is_object(shapes, it, depth + 1)),
        Some(
            Kind::Bool
            | Kind::Integer(_)
            | Kind::Number(_)
            | Kind::String(_)
            | Kind::Literals(_)
            | Kind::List(_)
            | Kind::Tuple(_),
        ) => false,
        _ => true,
    }
}

/// The property that tells a union's variants apart, if there is one.
pub(super) fn tag(known: Known<'_>, id: ShapeId, union: &Union) -> Option<Tag> {
    tag_at(known, id, union, 0)
}

fn tag_at(known: Known<'_>, id: ShapeId, union: &Union, depth: usize) -> Option<Tag> {
    let discriminator = known.discriminators.get(&id);
    discriminator
        .and_then(|it| match it.values.as_slice() {
            [] => declared(known, union, it.at, depth),
            values => extended(known.shapes, known.api, union, it.at, values),
        })
        .or_else(|| distinct_property(known.shapes, union))
}

/// A schema that others extend: the values are known, and a value without the property is the schema itself, unless it
/// must be there.
fn extended(
    shapes: &[Shape],
    api: &Api,
    union: &Union,
    at: SchemaId,
    values: &[Vec<Literal>],
) -> Option<Tag> {
    let schema = api.schemas.get(&at)?;
    let property = &schema.keywords.discriminator.as_ref()?.property;
    let itself = union.variants.len().checked_sub(1)?;
    let may_be_absent = object(shapes, union.variants.get(itself)?)?
        .members
        .iter()
        .any(|it| it.name == *property && it.required == Required::No);
    let own = |index: &usize| {
        let variant = union.variants.get(*index);
        variant
            .and_then(|it| property_literals(shapes, it, property))
            .unwrap_or_default()
    };
    let values = values.iter().enumerate().map(|(index, values)| {
        let own = own(&index);
        let typed = |it: &Literal| match it {
            Literal::String(text) => typed_like(text, Some(&own)),
            other => other.clone(),
        };
        values.iter().map(typed).collect()
    });
    let tag = Tag {
        property: property.clone(),
        values: values.collect(),
        declared: union
            .variants
            .iter()
            .map(|it| declares(shapes, it, property))
            .collect(),
        absent: may_be_absent.then_some(itself),
        other: None,
    };
    Some(with_default(api, union, schema, tag))
}

fn declares(shapes: &[Shape], variant: &Use, property: &str) -> Declared {
    if has_member(shapes, variant, property) {
        Declared::Yes
    } else {
        Declared::No
    }
}

/// `defaultMapping` (OpenAPI 3.2): what a value is whose property is absent or says something else. Only a variant that
/// has the property can be it: another one would be written with a value that was never there.
fn with_default(api: &Api, union: &Union, schema: &Schema, mut tag: Tag) -> Tag {
    let is = |target: SchemaId| {
        let mut variants = union.variants.iter().zip(&tag.declared);
        variants.position(|(it, declared)| {
            *declared == Declared::Yes && same_schema(api, target, it.at)
        })
    };
    if let Some(index) = schema.default_mapping.and_then(is) {
        tag.absent = Some(index);
        tag.other = Some(index);
    }
    tag
}

/// The `discriminator` keyword: mapped values, else the literals of the property, else what tells the variant's own
/// variants apart by the same property, else the component's name.
fn declared(known: Known<'_>, union: &Union, at: SchemaId, depth: usize) -> Option<Tag> {
    let schema = known.api.schemas.get(&at)?;
    let property = &schema.keywords.discriminator.as_ref()?.property;
    let variants = || union.variants.iter();
    let own: Vec<Vec<Literal>> = variants()
        .map(|it| within(known, it, property, depth).unwrap_or_default())
        .collect();
    let mut values: Vec<Vec<Literal>> = variants()
        .zip(&own)
        .map(|(it, own)| mapped(known.api, schema, it, own))
        .collect();
    listed_beside_mapping(&mut values, &own);
    for ((variant, own), values) in variants().zip(own).zip(&mut values) {
        if values.is_empty() {
            *values = own;
        }
        if values.is_empty() {
            *values = implicit(known.api, variant);
        }
    }
    let declared = variants().map(|it| declares(known.shapes, it, property));
    let tag = Tag {
        property: property.clone(),
        values,
        declared: declared.collect(),
        absent: None,
        other: None,
    };
    tells_apart(known.shapes, union, &tag).then(|| with_default(known.api, union, schema, tag))
}

/// The values that a mapping gives to a variant.
fn mapped(api: &Api, schema: &Schema, variant: &Use, own: &[Literal]) -> Vec<Literal> {
    let mut values: Vec<Literal> = Vec::new();
    for (value, target) in &schema.mapping {
        let value = typed_like(value, Some(own));
        if same_schema(api, *target, variant.at) && !values.contains(&value) {
            values.push(value);
        }
    }
    values
}

/// A mapping need not name every value: what the property of one variant alone may be, and no key of the mapping, is
/// that variant as well.
fn listed_beside_mapping(values: &mut [Vec<Literal>], own: &[Vec<Literal>]) {
    let mapped: HashSet<String> = values.iter().flatten().map(Literal::json).collect();
    let mut listed: HashMap<String, usize> = HashMap::new();
    for value in own.iter().flatten() {
        *listed.entry(value.json()).or_default() += 1;
    }
    for (values, own) in values.iter_mut().zip(own) {
        let alone = |it: &&Literal| {
            let text = it.json();
            listed.get(&text) == Some(&1) && !mapped.contains(&text)
        };
        if !values.is_empty() {
            values.extend(own.iter().filter(alone).cloned());
        }
    }
}

/// The values that the property of a variant may have, each once: those that it lists, or those by which its own variants
/// are told apart.
fn within(known: Known<'_>, variant: &Use, property: &str, depth: usize) -> Option<Vec<Literal>> {
    let mut values =
        property_literals(known.shapes, variant, property).or_else(|| {
            match &shape(known.shapes, variant)?.kind {
                Kind::Union(union) if depth < DEPTH => {
                    let tag = tag_at(known, variant.shape, union, depth + 1)?;
                    (*tag.property == *property).then(|| tag.values.concat())
                }
                _ => None,
            }
        })?;
    let mut seen = HashSet::new();
    values.retain(|it| seen.insert(it.json()));
    Some(values)
}

/// Whether no value chooses two variants, and each variant that can have the property has one.
fn tells_apart(shapes: &[Shape], union: &Union, tag: &Tag) -> bool {
    let mut seen: Vec<&Literal> = Vec::new();
    let mut variants = union.variants.iter().zip(&tag.values);
    variants.all(|(variant, values)| {
        if !is_object(shapes, variant, 0) {
            return true;
        }
        let fresh = !values.is_empty() && values.iter().all(|it| !seen.contains(&it));
        seen.extend(values);
        fresh
    })
}

/// A mapping's keys are strings; the property may be an integer or a boolean.
fn typed_like(value: &str, own: Option<&[Literal]>) -> Literal {
    let same = own.and_then(|own| own.iter().find(|it| it.json() == value));
    same.cloned()
        .unwrap_or_else(|| Literal::String(value.into()))
}

/// Whether a mapping's target is this variant: the same schema, or what it refers to.
fn same_schema(api: &Api, target: SchemaId, variant: SchemaId) -> bool {
    let mut at = variant;
    for _ in 0..16 {
        if at == target {
            return true;
        }
        match api.schemas.get(&at).and_then(|it| it.target) {
            Some(next) => at = next,
            None => return false,
        }
    }
    false
}

/// OpenAPI 3.1 §4.8.25: without a mapping, the value is the component's name.
fn implicit(api: &Api, variant: &Use) -> Vec<Literal> {
    let named = api
        .components
        .iter()
        .find(|it| same_schema(api, it.schema, variant.at));
    named
        .map(|it| Literal::String(it.name.clone()))
        .into_iter()
        .collect()
}

/// A property that is required in every variant, with literals of its own in each.
fn distinct_property(shapes: &[Shape], union: &Union) -> Option<Tag> {
    let objects: Vec<&Object> = union
        .variants
        .iter()
        .map(|it| object(shapes, it))
        .collect::<Option<_>>()?;
    let first = objects.first()?;
    first.members.iter().find_map(|member| {
        let property = &member.name;
        let required = objects.iter().all(|it| {
            it.members
                .iter()
                .any(|it| it.name == *property && it.required == Required::Yes)
        });
        if !required {
            return None;
        }
        let values: Vec<Vec<Literal>> = union
            .variants
            .iter()
            .map(|it| property_literals(shapes, it, property))
            .collect::<Option<_>>()?;
        let declared = vec![Declared::Yes; values.len()];
        let tag = Tag {
            property: property.clone(),
            values,
            declared,
            absent: None,
            other: None,
        };
        tells_apart(shapes, union, &tag).then_some(tag)
    })
}

fn shape<'a>(shapes: &'a [Shape], it: &Use) -> Option<&'a Shape> {
    shapes.get(it.shape.0 as usize)
}

fn object<'a>(shapes: &'a [Shape], it: &Use) -> Option<&'a Object> {
    match &shape(shapes, it)?.kind {
        Kind::Object(object) => Some(object),
        _ => None,
    }
}

/// The literals that a property of a variant may have; those of all variants, if the variant is a union.
fn property_literals(shapes: &[Shape], variant: &Use, property: &str) -> Option<Vec<Literal>> {
    literals_at(shapes, variant, property, 0)
}

fn literals_at(
    shapes: &[Shape],
    variant: &Use,
    property: &str,
    depth: usize,
) -> Option<Vec<Literal>> {
    match &shape(shapes, variant)?.kind {
        Kind::Object(object) => {
            let member = object.members.iter().find(|it| &*it.name == property)?;
            match &shape(shapes, &member.value)?.kind {
                Kind::Literals(literals) => literals
                    .values
                    .iter()
                    .map(|it| Some(it.value.clone()).filter(Literal::is_scalar))
                    .collect(),
                _ => None,
            }
        }
        Kind::Union(union) if depth < DEPTH => {
            let mut all = Vec::new();
            for variant in &union.variants {
                all.extend(literals_at(shapes, variant, property, depth + 1)?);
            }
            Some(all)
        }
        _ => None,
    }
}

fn has_member(shapes: &[Shape], variant: &Use, property: &str) -> bool {
    member_at(shapes, variant, property, 0)
}

fn member_at(shapes: &[Shape], variant: &Use, property: &str, depth: usize) -> bool {
    match shape(shapes, variant).map(|it| &it.kind) {
        Some(Kind::Object(object)) => object.members.iter().any(|it| &*it.name == property),
        Some(Kind::Union(union)) if depth < DEPTH => union
            .variants
            .iter()
            .all(|it| member_at(shapes, it, property, depth + 1)),
        Some(Kind::Map(_) | Kind::Any) => true,
        _ => false,
    }
}
