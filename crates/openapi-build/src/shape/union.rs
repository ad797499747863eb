//! How a reader can tell a union's variants apart.
//!
//! Decided once, in this order: a `discriminator`; a property with literals of its own in each
//! variant; else one look at the value: JSON type, listed strings, constant members, required
//! members, declared members.

use super::Declared;
use super::Kind;
use super::Literal;
use super::Look;
use super::Null;
use super::Object;
use super::Required;
use super::Shape;
use super::ShapeId;
use super::Tag;
use super::Told;
use super::Union;
use super::Use;
use crate::resolve::Api;
use crate::resolve::SchemaId;
use std::collections::HashMap;

/// Takes a union out of itself: what it lets through as its own variant it lets through anyway, and a reader would
/// never come to an end. Runs before unions are told apart.
pub(super) fn untangle(shapes: &mut [Shape]) {
    for start in 0..shapes.len() {
        let mut seen: Vec<ShapeId> = vec![ShapeId(start as u32)];
        let mut waiting = seen.clone();
        while let Some(id) = waiting.pop() {
            let Some(Shape {
                kind: Kind::Union(union),
                ..
            }) = shapes.get_mut(id.0 as usize)
            else {
                continue;
            };
            union.variants.retain(|it| it.shape.0 as usize != start);
            for variant in union
                .variants
                .iter()
                .filter(|it| !seen.contains(&it.shape))
                .collect::<Vec<_>>()
            {
                seen.push(variant.shape);
                waiting.push(variant.shape);
            }
        }
    }
    for shape in shapes {
        if matches!(&shape.kind, Kind::Union(union) if union.variants.is_empty()) {
            shape.kind = Kind::Any;
        }
    }
}

/// Decides for every union. Runs when all shapes are known.
pub(super) fn tell_apart(
    shapes: &mut [Shape],
    api: &Api,
    discriminators: &HashMap<ShapeId, SchemaId>,
) {
    let decided: Vec<(usize, Told)> = shapes
        .iter()
        .enumerate()
        .filter_map(|(index, shape)| match &shape.kind {
            Kind::Union(union) => {
                let schema = discriminators.get(&ShapeId(index as u32));
                Some((index, decide(shapes, api, union, schema.copied())))
            }
            _ => None,
        })
        .collect();
    for (index, told) in decided {
        if let Some(Shape {
            kind: Kind::Union(union),
            ..
        }) = shapes.get_mut(index)
        {
            union.told = told;
        }
    }
}

fn decide(shapes: &[Shape], api: &Api, union: &Union, discriminator: Option<SchemaId>) -> Told {
    if let Some(tag) = discriminator.and_then(|at| declared(shapes, api, union, at)) {
        return Told::ByProperty(tag);
    }
    if let Some(tag) = distinct_property(shapes, union) {
        return Told::ByProperty(tag);
    }
    Told::ByLook(
        union
            .variants
            .iter()
            .map(|it| look(shapes, it, 0))
            .collect(),
    )
}

/// The `discriminator` keyword: mapped values, else the component's name, else the literals of the property.
fn declared(shapes: &[Shape], api: &Api, union: &Union, at: SchemaId) -> Option<Tag> {
    let schema = api.schemas.get(&at)?;
    let property = &schema.keywords.discriminator.as_ref()?.property;
    let mut values = Vec::new();
    let mut declared = Vec::new();
    for variant in &union.variants {
        let own = property_literals(shapes, variant, property);
        let mut mapped: Vec<Literal> = schema
            .mapping
            .iter()
            .filter(|(_, target)| same_schema(api, *target, variant.at))
            .map(|(value, _)| typed_like(value, own.as_deref()))
            .collect();
        if mapped.is_empty() {
            mapped = own.clone().unwrap_or_else(|| implicit(api, variant));
        }
        values.push(mapped);
        declared.push(if has_member(shapes, variant, property) {
            Declared::Yes
        } else {
            Declared::No
        });
    }
    let tag = Tag {
        property: property.clone(),
        values,
        declared,
    };
    tells_apart(&tag).then_some(tag)
}

/// Whether no value chooses two variants, and each variant has one.
fn tells_apart(tag: &Tag) -> bool {
    let mut seen: Vec<&Literal> = Vec::new();
    tag.values.iter().all(|values| {
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
        };
        tells_apart(&tag).then_some(tag)
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

/// How deep unions within unions are looked into.
const DEPTH: usize = 8;

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

/// What can be seen of a variant's values at one look.
fn look(shapes: &[Shape], variant: &Use, depth: usize) -> Look {
    let Some(shape) = shape(shapes, variant) else {
        return Look::default();
    };
    let kinds = |words: &[&'static str]| Look {
        kinds: words.to_vec(),
        ..Look::default()
    };
    match &shape.kind {
        Kind::Any => kinds(&["null", "boolean", "number", "string", "array", "object"]),
        Kind::Never => kinds(&[]),
        Kind::Null => kinds(&["null"]),
        Kind::Bool => kinds(&["boolean"]),
        Kind::Integer(_) => kinds(&["integer"]),
        Kind::Number(_) => kinds(&["number"]),
        Kind::String(_) => kinds(&["string"]),
        Kind::List(item) => Look {
            items: items(shapes, item, depth),
            ..kinds(&["array"])
        },
        Kind::Tuple(_) => kinds(&["array"]),
        Kind::Map(_) => kinds(&["object"]),
        Kind::Literals(literals) => listed(literals.values.iter().map(|it| &it.value)),
        Kind::Object(object) => members(shapes, object),
        Kind::Union(union) if depth < DEPTH => {
            let inner: Vec<Look> = union
                .variants
                .iter()
                .map(|it| look(shapes, it, depth + 1))
                .collect();
            either(&inner)
        }
        Kind::Union(_) => kinds(&["object"]),
    }
}

/// What the items of a list may look like: a look for each type that they may have; none when that says nothing.
fn items(shapes: &[Shape], item: &Use, depth: usize) -> Vec<Look> {
    if depth >= DEPTH / 2 {
        return Vec::new();
    }
    let mut looks = match shape(shapes, item).map(|it| &it.kind) {
        None | Some(Kind::Any | Kind::Never) => return Vec::new(),
        Some(Kind::Union(union)) => union
            .variants
            .iter()
            .map(|it| look(shapes, it, depth + 1))
            .collect(),
        Some(_) => vec![look(shapes, item, depth + 1)],
    };
    if item.null == Null::Allowed {
        looks.push(Look {
            kinds: vec!["null"],
            ..Look::default()
        });
    }
    looks
}

fn listed<'a>(values: impl Iterator<Item = &'a Literal>) -> Look {
    let mut look = Look::default();
    for value in values {
        let kind = match value {
            Literal::Null => "null",
            Literal::Bool(_) => "boolean",
            Literal::Int(_) => "integer",
            Literal::Float(_) => "number",
            Literal::String(text) => {
                look.one_of.push(text.clone());
                "string"
            }
            Literal::List(_) => "array",
            Literal::Object(_) => "object",
        };
        if !look.kinds.contains(&kind) {
            look.kinds.push(kind);
        }
    }
    look
}

fn members(shapes: &[Shape], object: &Object) -> Look {
    let mut look = Look {
        kinds: vec!["object"],
        ..Look::default()
    };
    for member in &object.members {
        look.knows.push(member.name.clone());
        let literals = match shape(shapes, &member.value).map(|it| &it.kind) {
            Some(Kind::Literals(literals)) => Some(literals),
            _ => None,
        };
        match (member.required, literals) {
            (Required::Yes, Some(literals)) if matches!(literals.values.as_slice(), [only] if only.value.is_scalar()) =>
            {
                let values = literals.values.iter().map(|it| it.value.clone()).collect();
                look.constants.push((member.name.clone(), values));
            }
            (Required::Yes, _) => look.needs.push(member.name.clone()),
            (Required::No, _) => {}
        }
    }
    look
}

/// A union's look: what any of its variants may show.
fn either(looks: &[Look]) -> Look {
    let mut all = Look::default();
    for look in looks {
        for kind in &look.kinds {
            if !all.kinds.contains(kind) {
                all.kinds.push(kind);
            }
        }
        all.knows.extend(
            look.knows
                .iter()
                .filter(|it| !all.knows.contains(it))
                .cloned()
                .collect::<Vec<_>>(),
        );
    }
    let free = looks
        .iter()
        .any(|it| it.kinds.contains(&"string") && it.one_of.is_empty());
    if !free {
        all.one_of = looks
            .iter()
            .flat_map(|it| it.one_of.iter().cloned())
            .collect();
    }
    let lists = looks.iter().filter(|it| it.kinds.contains(&"array"));
    if !lists.clone().any(|it| it.items.is_empty()) {
        all.items = lists.flat_map(|it| it.items.iter().cloned()).collect();
    }
    if let Some((first, more)) = looks.split_first() {
        all.needs = first.needs.clone();
        all.needs
            .retain(|name| more.iter().all(|it| it.needs.contains(name)));
    }
    all
}
