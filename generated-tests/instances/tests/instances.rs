//! What values are made, on small documents.

use instances::{Direction, Document, Kind, Options};
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// The values for one component `A`; other components may stand beside it.
fn values(openapi: &str, schemas: &str) -> Vec<Value> {
    let document = document(openapi, schemas);
    let found = document
        .instances("/components/schemas/A", &Options::default())
        .unwrap();
    found.into_iter().map(|it| it.value).collect()
}

fn document(openapi: &str, schemas: &str) -> Document {
    let head = format!("openapi: {openapi}\ninfo: {{ title: T, version: '1' }}\n");
    Document::parse(&format!("{head}components: {{ schemas: {schemas} }}\n")).unwrap()
}

fn types(values: &[Value]) -> BTreeSet<&'static str> {
    let name = |it: &Value| match it {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    values.iter().map(name).collect()
}

#[test]
fn every_listed_value_and_every_variant_has_its_turn() {
    let letters: Vec<String> = (0..40).map(|it| format!("v{it}")).collect();
    let all = values(
        "3.1.0",
        &format!("{{ A: {{ enum: [{}] }} }}", letters.join(", ")),
    );
    assert_eq!(all.len(), 40);
    let any = values(
        "3.1.0",
        "{ A: { anyOf: [{ type: string }, { type: integer }, { type: 'null' }, { type: array }] } }",
    );
    assert_eq!(
        types(&any),
        BTreeSet::from(["array", "null", "number", "string"])
    );
}

#[test]
fn the_least_and_the_whole_are_among_the_values() {
    let all = values(
        "3.1.0",
        "{ A: { type: object, required: [a], properties: { a: { const: 1 }, b: { const: 2 } } } }",
    );
    assert!(all.contains(&json!({ "a": 1 })));
    assert!(all.contains(&json!({ "a": 1, "b": 2 })));
}

#[test]
fn null_comes_where_3_0_says_nullable() {
    assert!(values("3.0.3", "{ A: { type: string, nullable: true } }").contains(&Value::Null));
    assert!(!values("3.1.0", "{ A: { type: string, nullable: true } }").contains(&Value::Null));
    let around = "{ A: { nullable: true, allOf: [{ $ref: '#/components/schemas/B' }] }, B: { type: object } }";
    assert!(values("3.0.3", around).contains(&Value::Null));
}

#[test]
fn a_boolean_bound_of_3_0_is_a_bound() {
    let all = values(
        "3.0.3",
        "{ A: { type: integer, minimum: 3, exclusiveMinimum: true, maximum: 5 } }",
    );
    assert!(all.contains(&json!(4)));
    assert!(
        all.iter()
            .all(|it| it.as_f64().is_some_and(|it| it > 3.0 && it <= 5.0))
    );
}

#[test]
fn numbers_go_to_their_ends() {
    let all = values("3.1.0", "{ A: { type: integer, format: int32 } }");
    assert!(all.contains(&json!(i32::MAX)) && all.contains(&json!(i32::MIN)));
    assert!(
        all.contains(&json!(1.0)),
        "an integer may be written with a fraction of nothing"
    );
    let wide = values("3.1.0", "{ A: { type: integer } }");
    assert!(wide.contains(&json!(i64::MAX)) && wide.contains(&json!(i64::MIN)));
}

#[test]
fn texts_match_their_pattern_and_length() {
    let all = values(
        "3.1.0",
        r"{ A: { type: string, pattern: '^[a-z]{2}-\d+$', maxLength: 6 } }",
    );
    assert!(all.len() > 1, "{all:?}");
    let long = values(
        "3.1.0",
        "{ A: { type: string, minLength: 10, maxLength: 12 } }",
    );
    let lengths: BTreeSet<usize> = long
        .iter()
        .filter_map(|it| Some(it.as_str()?.chars().count()))
        .collect();
    assert!(
        lengths.contains(&10) && lengths.contains(&12),
        "{lengths:?}"
    );
}

#[test]
fn what_contains_itself_comes_to_an_end() {
    let optional = "{ A: { type: object, properties: { next: { $ref: '#/components/schemas/A' }, all: { type: array, items: { $ref: '#/components/schemas/A' } } } } }";
    assert!(values("3.1.0", optional).contains(&json!({})));
    let by_variant = "{ A: { oneOf: [{ type: object, required: [a, b], properties: { a: { $ref: '#/components/schemas/A' }, b: { $ref: '#/components/schemas/A' } } }, { type: string }] } }";
    let all = values("3.1.0", by_variant);
    assert_eq!(types(&all), BTreeSet::from(["object", "string"]));
    let never = "{ A: { type: object, required: [a], properties: { a: { $ref: '#/components/schemas/A' } } } }";
    assert!(values("3.1.0", never).is_empty());
}

#[test]
fn the_tag_of_a_discriminator_names_the_variant() {
    let all = values(
        "3.1.0",
        "{ A: { anyOf: [{ $ref: '#/components/schemas/Cat' }, { $ref: '#/components/schemas/Dog' }], discriminator: { propertyName: kind, mapping: { cat: Cat } } },
           Cat: { type: object, required: [kind], properties: { kind: { type: string } } },
           Dog: { type: object, required: [kind], properties: { kind: { type: string } } } }",
    );
    let tags: BTreeSet<&str> = all.iter().filter_map(|it| it["kind"].as_str()).collect();
    assert_eq!(tags, BTreeSet::from(["Dog", "cat"]));
}

#[test]
fn members_without_a_name_come_only_where_they_are_declared() {
    let closed = values(
        "3.1.0",
        "{ A: { type: object, properties: { a: { type: integer } } } }",
    );
    assert!(
        closed
            .iter()
            .all(|it| it.as_object().unwrap().keys().all(|it| it == "a"))
    );
    let open = values(
        "3.1.0",
        "{ A: { type: object, properties: { a: { type: integer } }, additionalProperties: { type: boolean } } }",
    );
    assert!(open.iter().any(|it| it.as_object().unwrap().len() > 1));
    let patterns = values(
        "3.1.0",
        "{ A: { type: object, patternProperties: { '^x-': { type: boolean } }, additionalProperties: false } }",
    );
    assert!(
        patterns
            .iter()
            .any(|it| !it.as_object().unwrap().is_empty())
    );
    let names = values(
        "3.1.0",
        "{ A: { type: object, additionalProperties: true, propertyNames: { enum: [p, q] } } }",
    );
    assert!(names.iter().any(|it| it.get("p").is_some()));
}

#[test]
fn examples_come_where_they_are_valid() {
    let document = document(
        "3.1.0",
        "{ A: { type: integer, examples: [7, seven], default: 8 } }",
    );
    let found = document
        .instances("/components/schemas/A", &Options::default())
        .unwrap();
    let examples: Vec<&Value> = found
        .iter()
        .filter(|it| it.kind == Kind::Example)
        .map(|it| &it.value)
        .collect();
    assert_eq!(examples, [&json!(8), &json!(7)]);
}

#[test]
fn a_direction_takes_the_members_of_the_other_away() {
    let both = document(
        "3.1.0",
        "{ A: { type: object, required: [id, secret], properties: { id: { type: integer, readOnly: true }, secret: { type: string, writeOnly: true } } } }",
    );
    let pointer = "/components/schemas/A";
    let request = both.for_direction(Direction::Request).unwrap();
    let sent = request.instances(pointer, &Options::default()).unwrap();
    assert!(
        !sent.is_empty()
            && sent
                .iter()
                .all(|it| it.value.get("id").is_none() && it.value.get("secret").is_some())
    );
    let response = both.for_direction(Direction::Response).unwrap();
    let received = response.instances(pointer, &Options::default()).unwrap();
    assert!(
        !received.is_empty()
            && received
                .iter()
                .all(|it| it.value.get("id").is_some() && it.value.get("secret").is_none())
    );
}

#[test]
fn a_pointer_goes_through_references() {
    let document = Document::parse(
        "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: { '/a': { get: { parameters: [{ $ref: '#/components/parameters/P' }] } } }\n\
         components: { parameters: { P: { name: p, in: query, schema: { type: boolean } } } }",
    )
    .unwrap();
    let found = document
        .instances("#/paths/~1a/get/parameters/0/schema", &Options::default())
        .unwrap();
    assert_eq!(found.len(), 2);
    assert!(
        document
            .instances("/paths/~1b", &Options::default())
            .is_err()
    );
}

#[test]
fn the_same_seed_gives_the_same_values() {
    let schemas = "{ A: { type: object, properties: { a: { type: string }, b: { type: integer }, c: { type: array } } } }";
    let make = |seed| {
        let options = Options {
            seed,
            ..Options::default()
        };
        document("3.1.0", schemas)
            .instances("/components/schemas/A", &options)
            .unwrap()
    };
    assert_eq!(make(3), make(3));
    assert_ne!(make(3), make(4));
}

#[test]
fn one_slip_does_not_take_the_document_along() {
    let all = values(
        "3.1.0",
        "{ A: { type: object, required: true, properties: { a: { type: file }, b: { $ref: '#/nowhere' }, c: { type: string, pattern: '(' } } } }",
    );
    assert!(all.iter().any(|it| it.as_object().unwrap().len() == 3));
}

#[test]
fn a_recursive_reference_is_the_schema_around_it() {
    let schema = "{ A: { $recursiveAnchor: true, type: object, required: [all], properties: { all: { type: array, minItems: 1, items: { oneOf: [ { type: integer }, { $recursiveRef: '#' } ] } } } } }";
    let all = values("3.1.0", schema);
    let items: Vec<Value> = all
        .iter()
        .filter_map(|it| it["all"].as_array().cloned())
        .flatten()
        .collect();
    assert_eq!(types(&items), BTreeSet::from(["number", "object"]));
}
