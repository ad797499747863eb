//! What one schema says that no value can have, or that says nothing.
//!
//! In: every schema as it is written. Out: findings alone; shapes are made without them. Absent: what several schemas say
//! of one value together.

use super::conditional;
use super::parts;
use super::pattern;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::diag::Diagnostics;
use crate::diag::Remedy;
use crate::document::keywords;
use crate::document::keywords::Of;
use crate::document::schema::Schema as Keywords;
use crate::document::schema::Types;
use crate::resolve::Api;
use crate::resolve::Schema;
use crate::resolve::SchemaId;
use crate::source::NodeId;
use crate::tree::Number;
use crate::tree::Tree;
use crate::tree::Value;
use std::collections::HashSet;

/// Looks at every schema of `api`.
pub(super) fn report(api: &Api, tree: &Tree, diags: &mut Diagnostics) {
    let mut formats: HashSet<&str> = HashSet::new();
    for (at, schema) in &api.schemas {
        unknown_format(tree, *at, schema, &mut formats, diags);
        large_numbers(tree, schema, diags);
        pattern::report(tree, schema, diags);
        values(tree, schema, diags);
        choices(api, tree, *at, schema, diags);
        content(schema, diags);
        idle(tree, *at, schema, diags);
        format(tree, *at, schema, diags);
        mapping(api, schema, diags);
        tags(api, schema, diags);
    }
}

/// Values of `enum` and `const` that the type beside them refuses.
fn values(tree: &Tree, schema: &Schema, diags: &mut Diagnostics) {
    let keywords = &schema.keywords;
    let Some(types) = keywords.types.filter(|_| !keywords.or_null) else {
        return;
    };
    let all = keywords.enumeration.iter().flatten();
    for at in all.chain(&keywords.constant) {
        let value = tree.value(*at);
        if types.and(type_of(value)).is_empty() {
            let message = match value {
                Value::Null => "null is listed, and `type` refuses it".to_owned(),
                other => format!("{} is listed, and `type` refuses it", other.kind()),
            };
            diags.push(
                Diagnostic::new(Code::ValueUnfit, at.value(), message)
                    .label("no value can be this")
                    .help("correct the value, or add its type to `type`")
                    .remedy(Remedy::Remove { at: *at }),
            );
        }
    }
}

/// `oneOf` beside `anyOf`: one of them is the choice of types. The other one loses nothing where it only constrains.
fn choices(api: &Api, tree: &Tree, at: SchemaId, schema: &Schema, diags: &mut Diagnostics) {
    let keywords = &schema.keywords;
    if conditional::choices_left(api, keywords).is_empty() {
        return;
    }
    let taken = conditional::choices(api, keywords);
    let (left, says) = match taken == keywords.any_of.as_slice() {
        true => ("oneOf", "anyOf"),
        false => ("anyOf", "oneOf"),
    };
    if let Some(node) = tree.get(at, left) {
        let message = format!("`{left}` stands beside `{says}`, which says what the type is");
        ignored(node, message, diags);
    }
}

/// `contentSchema` of what is encoded: the value is bytes, and nothing looks into them.
fn content(schema: &Schema, diags: &mut Diagnostics) {
    let keywords = &schema.keywords;
    if let (Some(node), Some(encoding)) = (keywords.content_schema, &keywords.content_encoding) {
        let message = format!("`contentSchema` has no effect beside `contentEncoding: {encoding}`");
        ignored(node, message, diags);
    }
}

/// The JSON type of a value; a whole number is an integer.
fn type_of(value: &Value) -> Types {
    match value {
        Value::Null => Types::NULL,
        Value::Bool(_) => Types::BOOLEAN,
        Value::Number(number) if number.as_f64().fract() == 0.0 => Types::INTEGER,
        Value::Number(_) => Types::FRACTION,
        Value::String(_) => Types::STRING,
        Value::List(_) => Types::ARRAY,
        Value::Map(_) => Types::OBJECT,
    }
}

/// Keywords for objects or lists beside a type that is neither.
fn idle(tree: &Tree, at: SchemaId, schema: &Schema, diags: &mut Diagnostics) {
    let keywords = &schema.keywords;
    let Some(types) = keywords.types.map(|it| it.without(Types::NULL)) else {
        return;
    };
    const OF_OBJECTS: &[&str] = &[
        "properties",
        "required",
        "additionalProperties",
        "patternProperties",
    ];
    const OF_LISTS: &[&str] = &["items", "prefixItems"];
    for (of, what, words) in [
        (Types::OBJECT, "objects", OF_OBJECTS),
        (Types::ARRAY, "lists", OF_LISTS),
    ] {
        if types.is_empty() || types.has(of) {
            continue;
        }
        for key in words {
            // `required: true` of older drafts is told elsewhere.
            let node = tree.get(at, key).filter(|it| !is_flag(tree, *it));
            if let Some(node) = node {
                ignored(
                    node,
                    format!("`{key}` is for {what}, and `type` refuses them"),
                    diags,
                );
            }
        }
    }
}

fn is_flag(tree: &Tree, at: NodeId) -> bool {
    matches!(tree.value(at), Value::Bool(_))
}

/// A format of texts beside a type that is none, or the other way round.
fn format(tree: &Tree, at: SchemaId, schema: &Schema, diags: &mut Diagnostics) {
    let said = &schema.keywords;
    let (Some(format), Some(types)) = (said.format.as_deref(), said.types) else {
        return;
    };
    let text = types.has(Types::STRING);
    let number = !types.and(Types::NUMBER).is_empty();
    let fits = match keywords::format(format) {
        Some(Of::Texts) => text,
        Some(Of::Numbers) => number,
        Some(Of::Either) => text || number,
        // Told as one that is not known.
        None => true,
    };
    if let (Some(node), false) = (tree.get(at, "format"), fits) {
        ignored(
            node,
            format!("`format: {format}` does not fit the `type`"),
            diags,
        );
    }
}

/// A format that nothing knows, told once.
fn unknown_format<'a>(
    tree: &Tree,
    at: SchemaId,
    schema: &'a Schema,
    told: &mut HashSet<&'a str>,
    diags: &mut Diagnostics,
) {
    let format = schema.keywords.format.as_deref();
    let unknown = format.filter(|it| keywords::format(it).is_none() && !it.starts_with("x-"));
    let (Some(format), Some(node)) = (unknown, tree.get(at, "format")) else {
        return;
    };
    if !told.insert(format) {
        return;
    }
    let message = format!("`{format}` is not a format that is known");
    let found = Diagnostic::new(Code::UnknownFormat, node.value(), message)
        .label("the value is what its `type` says");
    diags.push(match keywords::nearest_format(format) {
        Some(meant) => found.help(format!("`{meant}` is one")),
        None => found,
    });
}

/// Numbers of `enum`, `const` and `default` that no integer of 64 bits is, also inside of lists and objects.
fn large_numbers(tree: &Tree, schema: &Schema, diags: &mut Diagnostics) {
    let it = &schema.keywords;
    let mut waiting: Vec<NodeId> = it.enumeration.iter().flatten().copied().collect();
    waiting.extend(it.constant);
    waiting.extend(it.default);
    while let Some(at) = waiting.pop() {
        match tree.value(at) {
            Value::List(items) => waiting.extend(items),
            Value::Map(map) => waiting.extend(map.iter().map(|(_, it)| it)),
            Value::Number(number) if is_large(number) => {
                let message = "this number is beyond 64 bits";
                diags.push(
                    Diagnostic::new(Code::LargeNumber, at.value(), message)
                        .label("is exact up to 128 bits, but in any JSON, where it is a floating-point number"),
                );
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }
}

/// Whether a whole number fits neither `i64` nor `u64`.
fn is_large(number: &Number) -> bool {
    match number {
        Number::Int(it) => i64::try_from(*it).is_err() && u64::try_from(*it).is_err(),
        Number::Huge(_) => true,
        Number::Float(it) => it.fract() == 0.0 && it.is_finite() && it.abs() >= 1.8e19,
    }
}

fn ignored(at: NodeId, message: String, diags: &mut Diagnostics) {
    diags
        .push(Diagnostic::new(Code::KeywordIgnored, at.key(), message).label("this has no effect"));
}

/// Entries of `mapping` that name none of the variants.
fn mapping(api: &Api, schema: &Schema, diags: &mut Diagnostics) {
    let keywords = &schema.keywords;
    let Some(discriminator) = &keywords.discriminator else {
        return;
    };
    let variants: Vec<SchemaId> = keywords
        .one_of
        .iter()
        .chain(&keywords.any_of)
        .copied()
        .collect();
    if variants.is_empty() {
        return;
    }
    for (value, target) in &schema.mapping {
        let target = last(api, *target);
        if variants.iter().any(|it| last(api, *it) == target) {
            continue;
        }
        let mut entries = discriminator.mapping.iter();
        if let Some((_, text, node)) = entries.find(|(it, _, _)| it == value) {
            let message =
                format!("the discriminator maps `{value}` to `{text}`, which is no variant");
            diags.push(
                Diagnostic::new(Code::MappingUnfit, node.value(), message)
                    .label("values with this tag are kept as JSON")
                    .help("add the schema to `oneOf`, or take the entry away")
                    .remedy(Remedy::Remove { at: *node }),
            );
        }
    }
}

/// Variants that do not declare the property of the discriminator.
fn tags(api: &Api, schema: &Schema, diags: &mut Diagnostics) {
    let keywords = &schema.keywords;
    let Some(discriminator) = &keywords.discriminator else {
        return;
    };
    let variants = || keywords.one_of.iter().chain(&keywords.any_of);
    let mixed = variants().any(|it| is_no_object(&applying(api, *it)));
    for variant in variants() {
        let all = applying(api, *variant);
        let declares = all.iter().any(|it| {
            let named = |(name, _): &(Box<str>, NodeId)| *name == discriminator.property;
            it.properties.iter().any(named) || !it.one_of.is_empty() || !it.any_of.is_empty()
        });
        let only_null = all.iter().any(|it| it.types == Some(Types::NULL));
        if declares || only_null || all.is_empty() {
            continue;
        }
        let message = format!(
            "a variant does not declare `{}`, by which the discriminator tells it apart",
            discriminator.property
        );
        let label = match (is_no_object(&all), mixed) {
            (true, _) => "it is told apart by its JSON type",
            (false, true) => "the tag is not kept: other variants are no objects",
            (false, false) => "the tag is written beside what this variant declares",
        };
        diags.push(
            Diagnostic::new(Code::TagUndeclared, variant.value(), message)
                .label(label)
                .related(discriminator.at.value(), "the discriminator"),
        );
    }
}

/// The keywords of all schemas that apply together with one.
fn applying(api: &Api, at: SchemaId) -> Vec<&Keywords> {
    let list = parts::flatten(&api.schemas, &[at]).list;
    let of = |at: &SchemaId| api.schemas.get(at).map(|it| &it.keywords);
    list.iter().filter_map(|it| of(&it.schema)).collect()
}

fn is_no_object(all: &[&Keywords]) -> bool {
    all.iter()
        .filter_map(|it| it.types)
        .any(|it| !it.has(Types::OBJECT) && it != Types::NULL)
}

/// The schema at the end of references that stand alone.
fn last(api: &Api, at: SchemaId) -> SchemaId {
    let mut at = at;
    for _ in 0..64 {
        match api.schemas.get(&at).and_then(|it| it.target) {
            Some(target) => at = target,
            None => break,
        }
    }
    at
}
