//! Random schemas: every keyword with every other one, sensible or not.

use proptest::collection::vec;
use proptest::option::weighted;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Map, Value, json};

/// Names that are hard for Rust: keywords, the same in another case, nothing but symbols, none at all.
const NAMES: &[&str] = &[
    "a", "A", "a_", "type", "Self", "self", "crate", "", "+1", "-1", "1", "kind", "new", "Option",
    "String", "é", "a b", "a-b", "Box", "_", "\"", "{", "r#in",
];
/// The components that references go to; one of them is not there.
pub const COMPONENTS: &[&str] = &[
    "One",
    "Two",
    "three",
    "Three",
    "Four-Input",
    "Four",
    "Missing",
];

fn name() -> impl Strategy<Value = String> {
    select(NAMES).prop_map(str::to_owned)
}

/// A value as a document has it in `enum`, `default`, `example`.
pub fn value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        prop_oneof![Just(0.0), Just(0.5), Just(1e300), any::<f64>()].prop_map(|it| json!(it)),
        name().prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
    ];
    leaf.prop_recursive(2, 6, 3, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..3).prop_map(Value::from),
            vec((name(), inner), 0..3).prop_map(|it| Value::Object(it.into_iter().collect())),
        ]
    })
}

/// A schema, with schemas inside to some depth.
pub fn schema() -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        8 => plain(),
        3 => select(COMPONENTS).prop_map(|it| json!({ "$ref": format!("#/components/schemas/{it}") })),
        1 => any::<bool>().prop_map(Value::from),
        1 => value(),
    ];
    leaf.prop_recursive(4, 24, 4, |inner| {
        (plain(), nested(inner)).prop_map(|(plain, nested)| match (plain, nested) {
            (Value::Object(mut one), Value::Object(other)) => {
                one.extend(other);
                Value::Object(one)
            }
            (_, nested) => nested,
        })
    })
    .boxed()
}

/// Keywords without schemas inside.
fn plain() -> impl Strategy<Value = Value> {
    let types = select(
        &[
            "string", "integer", "number", "boolean", "array", "object", "null", "file",
        ][..],
    );
    let formats = select(
        &[
            "date-time",
            "uuid",
            "int32",
            "uint64",
            "byte",
            "binary",
            "float",
            "decimal",
            "none",
        ][..],
    );
    let limits = select(
        &[
            "minimum",
            "maximum",
            "minLength",
            "maxItems",
            "multipleOf",
            "pattern",
            "exclusiveMinimum",
        ][..],
    );
    (
        weighted(
            0.6,
            prop_oneof![
                types.clone().prop_map(Value::from),
                vec(types, 0..4).prop_map(Value::from)
            ],
        ),
        weighted(0.2, formats),
        weighted(0.2, vec(value(), 0..4)),
        weighted(0.1, value()),
        weighted(0.2, value()),
        weighted(0.2, (limits, value())),
        weighted(0.2, ".{0,20}"),
        weighted(
            0.1,
            select(
                &[
                    "nullable",
                    "readOnly",
                    "writeOnly",
                    "deprecated",
                    "uniqueItems",
                ][..],
            ),
        ),
    )
        .prop_map(
            |(types, format, listed, constant, default, limit, description, flag)| {
                let mut out = Map::new();
                let mut put =
                    |key: &str, it: Option<Value>| out.extend(it.map(|it| (key.to_owned(), it)));
                put("type", types);
                put("format", format.map(Value::from));
                put("enum", listed.map(Value::from));
                put("const", constant);
                put("default", default);
                put("description", description.map(Value::from));
                if let Some((key, it)) = limit {
                    put(key, Some(it));
                }
                if let Some(key) = flag {
                    put(key, Some(true.into()));
                }
                Value::Object(out)
            },
        )
}

/// Keywords with schemas inside.
fn nested(inner: impl Strategy<Value = Value> + Clone + 'static) -> impl Strategy<Value = Value> {
    let one = select(
        &[
            "items",
            "additionalProperties",
            "unevaluatedProperties",
            "propertyNames",
            "not",
            "if",
            "then",
            "contains",
        ][..],
    );
    let many = select(&["allOf", "anyOf", "oneOf", "prefixItems"][..]);
    let map = select(
        &[
            "properties",
            "patternProperties",
            "dependentSchemas",
            "$defs",
        ][..],
    );
    let properties =
        vec((name(), inner.clone()), 0..4).prop_map(|it| Value::Object(it.into_iter().collect()));
    (
        weighted(0.3, (one, inner.clone())),
        weighted(0.5, (many, vec(inner, 0..4))),
        weighted(0.5, (map, properties)),
        weighted(0.4, vec(name(), 0..3)),
        weighted(0.2, name()),
    )
        .prop_map(|(one, many, map, required, tag)| {
            let mut out = Map::new();
            out.extend(one.map(|(key, it)| (key.to_owned(), it)));
            out.extend(many.map(|(key, it)| (key.to_owned(), it.into())));
            out.extend(map.map(|(key, it)| (key.to_owned(), it)));
            out.extend(required.map(|it| ("required".to_owned(), it.into())));
            out.extend(tag.map(|it| ("discriminator".to_owned(), json!({ "propertyName": it }))));
            Value::Object(out)
        })
}
