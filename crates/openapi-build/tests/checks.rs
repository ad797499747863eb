//! The schemas that values are checked by: their text, and the rows of types.

use std::collections::BTreeMap;

use expect_test::{Expect, expect};
use openapi_build::config::{Checks, Features, Selection, Selector};
use openapi_build::{Config, Generated, generate};

fn with_checks(files: &[(&str, &str)], config: Config) -> Generated {
    let files: BTreeMap<String, String> = files
        .iter()
        .map(|(name, text)| ((*name).to_owned(), (*text).to_owned()))
        .collect();
    let config = Config {
        checks: Checks::Yes,
        ..config
    };
    let root = if files.contains_key("api/openapi.yaml") {
        "api/openapi.yaml"
    } else {
        "openapi.yaml"
    };
    generate(root, &files, &config)
}

fn text(made: &Generated, name: &str) -> String {
    let client = made.client.as_ref().expect("a client");
    let file = client.files.iter().find(|it| it.name == name);
    file.expect("the file").text.clone()
}

/// The rows of types.
fn rows(made: &Generated) -> String {
    let types = text(made, "types.rs");
    let lines = types.lines().skip_while(|it| !it.contains("rt::checked!"));
    lines.map(|it| format!("{it}\n")).collect()
}

fn check(files: &[(&str, &str)], schemas: Expect, types: Expect) {
    let made = with_checks(files, Config::default());
    schemas.assert_eq(&text(&made, "schemas.json"));
    types.assert_eq(&rows(&made));
}

const SHOP: &str = "\
openapi: 3.1.0
info: { title: Shop, version: '1' }
paths:
  /things/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: integer, minimum: 1 } }
    put:
      operationId: putThing
      tags: [things]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Thing' } } } }
      responses:
        '200': { description: Done, content: { application/json: { schema: { type: object, properties: { left: { type: integer, minimum: 0 } } } } } }
        '204': { description: Done }
components:
  schemas:
    Thing:
      description: A thing.
      type: object
      required: [id, name, code]
      properties:
        id: { type: integer, readOnly: true, example: 7 }
        name: { title: Name, type: string, minLength: 1, default: x }
        code: { writeOnly: true, allOf: [{ $ref: '#/components/schemas/Code' }] }
        parts: { type: array, uniqueItems: true, items: { $ref: '#/components/schemas/Thing' } }
      x-own: 1
    Code: { type: string, pattern: '^\\w+$', not: { $ref: '#/components/schemas/Forbidden' } }
    Forbidden: { const: none }
";

#[test]
fn schemas_stand_where_the_document_has_them_without_texts_for_people() {
    check(
        &[("openapi.yaml", SHOP)],
        expect![[r##"
        {"files":{"":{"components":{"schemas":{
        "Thing":{"type":"object","properties":{"id":{"type":"integer"},"name":{"type":"string","minLength":1},"code":{"allOf":[{"$ref":"#/files//components/schemas/Code"}]},"parts":{"type":"array","uniqueItems":true,"items":{"$ref":"#/files//components/schemas/Thing"}}},"required":["name"],"requiredInAnswers":["id"],"requiredInRequests":["code"]},
        "Code":{"type":"string","pattern":"^\\w+$","not":{"$ref":"#/files//components/schemas/Forbidden"}},
        "Forbidden":{"const":"none"}}},"paths":{"/things/{id}":{"parameters":{"0":{
        "schema":{"type":"integer","minimum":1}}},"put":{"requestBody":{"content":{"application/json":{
        "schema":{"$ref":"#/files//components/schemas/Thing"}}}},"responses":{"200":{"content":{"application/json":{
        "schema":{"type":"object","properties":{"left":{"type":"integer","minimum":0}}}}}}}}}}}},
        "operations":{
        "putThing":{"path id":"#/paths/~1things~1{id}/parameters/0/schema","body application/json":"#/paths/~1things~1{id}/put/requestBody/content/application~1json/schema","200 application/json":"#/paths/~1things~1{id}/put/responses/200/content/application~1json/schema"}}}
    "##]],
        expect![[r##"
        rt::checked! { super::client::SCHEMAS {
            Thing "#/components/schemas/Thing",
            Code "#/components/schemas/Code",
            Forbidden "#/components/schemas/Forbidden",
            PutThingResponse "#/paths/~1things~1{id}/put/responses/200/content/application~1json/schema",
        } }
    "##]],
    );
}

#[test]
fn what_3_0_writes_otherwise_is_written_as_3_1_does() {
    let document = "\
openapi: 3.0.3
info: { title: Old, version: '1' }
paths: {}
components:
  schemas:
    Old:
      type: object
      nullable: true
      properties:
        a: { type: number, minimum: 1, exclusiveMinimum: true, maximum: 5, exclusiveMaximum: false }
        b: { type: string, nullable: true, enum: [x] }
        c: { nullable: true, allOf: [{ $ref: '#/components/schemas/Old' }, { minProperties: 1 }] }
        d: { $ref: '#/components/schemas/Old', maxProperties: 2 }
        e: { type: array, items: [{ type: string }], additionalItems: { type: integer } }
        f: { type: string, format: byte }
      dependencies: { a: [b], b: { required: [c] } }
";
    check(
        &[("openapi.yaml", document)],
        expect![[r##"
        {"files":{"":{"components":{"schemas":{
        "Old":{"type":["null","object"],"properties":{"a":{"type":"number","exclusiveMinimum":1,"maximum":5},"b":{"type":["null","string"],"enum":["x",null]},"c":{"anyOf":[{"type":"null"},{"$ref":"#/files//components/schemas/Old/properties/c/%28not%20null%29"}],"(not null)":{"allOf":[{"$ref":"#/files//components/schemas/Old"},{"minProperties":1}]}},"d":{"$ref":"#/files//components/schemas/Old","maxProperties":2},"e":{"type":"array","prefixItems":[{"type":"string"}],"items":{"type":"integer"}},"f":{"type":"string"}},"dependentSchemas":{"b":{"required":["c"]}},"dependentRequired":{"a":["b"]}}}}}},
        "operations":{}}
    "##]],
        expect![[r##"
        rt::checked! { super::client::SCHEMAS {
            Old "#/components/schemas/Old",
            OldB "#/components/schemas/Old/properties/b",
            OldC "#/components/schemas/Old/properties/c",
        } }
    "##]],
    );
}

#[test]
fn references_lead_to_other_files_and_to_places_that_are_no_keywords() {
    let document = "\
openapi: 3.1.0
info: { title: Files, version: '1' }
paths: {}
components:
  schemas:
    A:
      $id: https://example.com/a
      $dynamicAnchor: node
      type: object
      properties:
        next: { $dynamicRef: '#node' }
        size: { $ref: '#size' }
        model: { $ref: 'https://example.com/a#/x-models/M' }
        other: { $ref: '../models/b%20c.yaml#/B' }
      x-models: { M: { type: string, maxLength: 3 } }
      $defs: { size: { $anchor: size, type: integer, minimum: 0 } }
";
    let other = "B: { type: object, properties: { up: { $ref: '../api/openapi.yaml#/components/schemas/A' }, self: { $ref: '#/B' } } }\n";
    let files = [("api/openapi.yaml", document), ("models/b c.yaml", other)];
    check(
        &files,
        expect![[r##"
            {"files":{"":{"components":{"schemas":{
            "A":{"type":"object","properties":{"next":{"$ref":"#/files//components/schemas/A"},"size":{"$ref":"#/files//components/schemas/A/%24defs/size"},"model":{"$ref":"#/files//components/schemas/A/x-models/M"},"other":{"$ref":"#/files/..~1models~1b%20c.yaml/B"}},"$defs":{"size":{"type":"integer","minimum":0}},"x-models":{"M":{"type":"string","maxLength":3}}}}}},"../models/b c.yaml":{
            "B":{"type":"object","properties":{"up":{"$ref":"#/files//components/schemas/A"},"self":{"$ref":"#/files/..~1models~1b%20c.yaml/B"}}}}},
            "operations":{}}
        "##]],
        expect![[r##"
            rt::checked! { super::client::SCHEMAS {
                A "#/components/schemas/A",
                Size "#/components/schemas/A/$defs/size",
                B "../models/b c.yaml#/B",
            } }
        "##]],
    );
}

#[test]
fn without_checks_nothing_of_them_is_written() {
    let made = generate(
        "openapi.yaml",
        &BTreeMap::from([("openapi.yaml".to_owned(), SHOP.to_owned())]),
        &Config::default(),
    );
    let client = made.client.as_ref().expect("a client");
    for file in &client.files {
        assert!(!file.name.ends_with("json"));
        assert!(
            !file.text.to_lowercase().contains("checked"),
            "{}",
            file.name
        );
        assert!(!file.text.contains("SCHEMAS"), "{}", file.name);
    }
    // With them, the code is the same but for the table and the static.
    let with = with_checks(&[("openapi.yaml", SHOP)], Config::default());
    let before = text(&made, "types.rs");
    assert!(text(&with, "types.rs").starts_with(&before));
    assert_eq!(text(&made, "operations.rs"), text(&with, "operations.rs"));
}

#[test]
fn what_is_not_generated_has_no_schema_and_what_has_a_feature_has_its_row_behind_it() {
    let selection = Selection {
        include: vec![
            Selector::Path("/nowhere/**".into()),
            Selector::Tag("things".into()),
        ],
        exclude: Vec::new(),
    };
    let document =
        format!("{SHOP}    Unused: {{ type: object, properties: {{ a: {{ type: string }} }} }}\n");
    let config = Config {
        selection,
        features: Features::PerTag,
        ..Config::default()
    };
    let made = with_checks(&[("openapi.yaml", &document)], config);
    assert!(!text(&made, "schemas.json").contains("Unused"));
    let types = text(&made, "types.rs");
    let row = "    #[cfg(feature = \"things\")] Thing \"#/components/schemas/Thing\",\n";
    assert!(types.contains(row), "{types}");
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let made = || {
        text(
            &with_checks(&[("openapi.yaml", SHOP)], Config::default()),
            "schemas.json",
        )
    };
    let first = made();
    assert!((0..4).all(|_| made() == first));
    serde_json::from_str::<serde_json::Value>(&first).expect("JSON");
}
