//! Schemas.

use crate::{Row, schema, whole};

fn v30(
    name: &'static str,
    lines: &str,
    codes: &'static [&'static str],
    plan: &'static [&'static str],
) -> Row {
    let row = schema(name, lines, codes, plan);
    whole(name, row.text.replacen("3.1.0", "3.0.3", 1), codes, plan)
}

pub fn rows() -> Vec<Row> {
    vec![
        schema("type any", "A: { type: object, properties: { b: { type: any } } }", &["W0202"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json"]),
        schema("type file", "A: { type: object, properties: { b: { type: file } } }", &["W0202"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json"]),
        schema("type int", "A: { type: object, properties: { b: { type: int } } }", &["W0202"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json"]),
        schema("type datetime", "A: { type: object, properties: { b: { type: datetime } } }", &["W0202"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json"]),
        schema("type in capitals", "A: { type: object, properties: { b: { type: String } } }", &["W0202"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json"]),
        v30("another type beside a reference in 3.0", "
A: { type: object, properties: { b: { $ref: '#/components/schemas/B', type: string, description: c } } }
B: { type: object, properties: { d: { type: string } } }", &["N0401"], &["b  Optional  B", "struct B  derives Debug Default Eq Hash"]),
        v30("another type beside a reference that may be null in 3.0", "
A: { type: object, properties: { b: { $ref: '#/components/schemas/B', type: array, nullable: true } } }
B: { type: object, nullable: true, properties: { d: { type: string } } }", &["N0401"], &["b  OptionalNullable  B", "struct B  derives Debug Default Eq Hash"]),
        schema("type is a schema", "A: { type: object, properties: { b: { type: { type: string } } } }", &["W0202"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json"]),
        schema("type is empty", "A: { type: object, properties: { b: { type: [] } } }", &["W0202"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json"]),
        schema("required is not a list", "A: { type: object, required: b, properties: { b: { type: string, required: true } } }", &["W0202"], &["struct A  derives Debug Default Eq Hash", "b  Optional  String"]),
        schema("requierd", "A: { type: object, requierd: [b], properties: { b: { type: string } } }", &["W0205"], &["struct A  derives Debug Default Eq Hash", "b  Optional  String"]),
        schema("required of what is not declared", "A: { type: object, required: [c], properties: { b: { type: string } } }", &["W0405"], &["struct A  derives Debug Default Eq", "b  Optional  String", "c  OptionalNullable  Json"]),
        schema("required twice", "A: { type: object, required: [b, b], properties: { b: { type: string } } }", &[], &["struct A  derives Debug Eq Hash", "b  Required  String"]),
        schema("properties is a list", "A: { type: object, properties: [b] }", &["W0202"], &["newtype A(Map<Json>)"]),
        schema("a property that is text", "A: { type: object, properties: { b: string } }", &["W0202"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json"]),
        schema("a property that is null", "A: { type: object, properties: { b: } }", &["W0202"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json"]),
        schema("a schema that is a list", "A: [string, integer]", &["W0202"], &["alias A = Json"]),
        schema("a schema that is a number", "A: 5", &["W0202"], &["alias A = Json"]),
        schema("a schema that is null", "A:", &["W0202"], &["alias A = Json"]),
        schema("a schema that is false", "A: false", &[], &["alias A = Never"]),
        schema("an enum with mixed types", "A: { type: object, properties: { b: { enum: [a, 1, true, 2.5] } } }", &[], &["struct A  derives Debug Default Eq", "b  Optional  AB", "literals AB  else Unknown", "A  \"a\""]),
        schema("an enum with duplicates", "A: { type: string, enum: [a, b, a] }", &["N0404"], &["strings A  else Unknown", "A  \"a\"", "B  \"b\""]),
        schema("an enum with null", "A: { type: object, properties: { b: { type: string, enum: [a, null] } } }", &["W0406"], &["struct A  derives Debug Default Eq Hash", "b  Optional  AB", "strings AB  else Unknown", "A  \"a\""]),
        schema("an enum with null that the type refuses", "A: { type: object, required: [b], properties: { b: { type: string, enum: [a, null] } } }", &["W0406"], &["struct A  derives Debug Default Eq Hash", "-  Constant(\"a\")  wire \"b\""]),
        schema("an enum of another type", "A: { type: object, properties: { b: { type: integer, enum: [a, b] } } }", &["W0406"], &["struct A  derives Debug Default Eq Hash", "b  Optional  I64"]),
        schema("an enum of some values of another type", "A: { type: object, properties: { b: { type: string, enum: [a, 1, yes] } } }", &["W0406"], &["struct A  derives Debug Default Eq Hash", "b  Optional  AB", "strings AB  else Unknown", "A  \"a\""]),
        schema("an enum that is empty", "A: { type: object, properties: { b: { type: string, enum: [] } } }", &["W0202"], &["struct A  derives Debug Default Eq Hash", "b  Optional  String"]),
        schema("an enum that is text", "A: { type: object, properties: { b: { type: string, enum: a } } }", &["W0202"], &["struct A  derives Debug Default Eq Hash", "b  Optional  String"]),
        schema("an enum of objects", "A: { type: object, properties: { b: { enum: [{ c: 1 }] } } }", &[], &["struct A  derives Debug Default Eq", "b  Optional  AB", "literals AB  else Unknown", "Object  {\"c\": 1}"]),
        schema("an enum that was a truth", "A: { type: object, properties: { b: { type: string, enum: [on, off, yes, no] } } }", &[], &["struct A  derives Debug Default Eq Hash", "b  Optional  AB", "strings AB  else Unknown", "On  \"on\""]),
        schema("keys that were truths", "A: { type: object, properties: { on: { type: string }, no: { type: string }, null: { type: string }, 1: { type: string }, 1.5: { type: string } } }", &[], &["struct A  derives Debug Default Eq Hash", "on  Optional  String", "no  Optional  String", "null  Optional  String"]),
        schema("const of another type", "A: { type: object, required: [b], properties: { b: { type: string, const: 5 } } }", &["W0406"], &["struct A  derives Debug Eq Hash", "b  Required  String"]),
        schema("allOf that is empty", "A: { allOf: [] }", &["W0202"], &["alias A = Json"]),
        schema("allOf that is a mapping", "A: { type: object, allOf: { type: object, properties: { b: { type: string } } } }", &["W0202"], &["newtype A(Map<Json>)"]),
        schema("oneOf of an empty schema", "A: { oneOf: [{}] }", &[], &["alias A = Json"]),
        schema("oneOf that is empty", "A: { oneOf: [] }", &["W0202"], &["alias A = Json"]),
        schema("anyOf of an empty schema and text", "A: { anyOf: [{}, { type: string }] }", &[], &["alias A = Json"]),
        schema("allOf that excludes itself", "A: { type: object, properties: { b: { allOf: [{ type: string }, { type: integer }] } } }", &["W0402"], &["struct A  derives Debug Default Eq", "b  OptionalNullable  Json"]),
        schema("a discriminator on a missing property", "
A: { oneOf: [{ $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/C' }], discriminator: { propertyName: kind } }
B: { type: object, properties: { b: { type: string } } }
C: { type: object, properties: { c: { type: string } } }", &["N0407"], &["union A  by \"kind\"  else Unknown", "B(B)  \"B\"  writes the tag", "C(C)  \"C\"  writes the tag", "struct B  derives Debug Default Eq Hash"]),
        schema("a discriminator whose mapping leads nowhere", "
A: { oneOf: [{ $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/C' }], discriminator: { propertyName: kind, mapping: { b: '#/components/schemas/B', d: '#/components/schemas/D' } } }
B: { type: object, required: [kind], properties: { kind: { type: string } } }
C: { type: object, required: [kind], properties: { kind: { type: string } } }", &["W0301"], &["union A  by \"kind\"  else Unknown", "B(B)  \"b\"", "C(C)  \"C\"", "struct B  derives Debug Eq Hash"]),
        schema("a discriminator whose mapping leads to no branch", "
A: { oneOf: [{ $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/C' }], discriminator: { propertyName: kind, mapping: { b: B, c: C, d: D } } }
B: { type: object, required: [kind], properties: { kind: { type: string } } }
C: { type: object, required: [kind], properties: { kind: { type: string } } }
D: { type: object, required: [kind], properties: { kind: { type: string } } }", &["W0410"], &["union A  by \"kind\"  else Unknown", "B(B)  \"b\"", "C(C)  \"c\"", "struct B  derives Debug Eq Hash"]),
        schema("a discriminator that is text", "
A: { oneOf: [{ $ref: '#/components/schemas/B' }], discriminator: kind }
B: { type: object, required: [kind], properties: { kind: { type: string, enum: [b] } } }", &["W0202"], &["struct B  derives Debug Default Eq Hash", "-  Constant(\"b\")  wire \"kind\"", "alias A = B"]),
        schema("a discriminator without propertyName", "
A: { oneOf: [{ $ref: '#/components/schemas/B' }], discriminator: { mapping: { b: B } } }
B: { type: object, required: [kind], properties: { kind: { type: string, enum: [b] } } }", &["W0202"], &["struct B  derives Debug Default Eq Hash", "-  Constant(\"b\")  wire \"kind\"", "alias A = B"]),
        schema("a discriminator whose default leads nowhere", "
A: { oneOf: [{ $ref: '#/components/schemas/B' }, { $ref: '#/components/schemas/C' }], discriminator: { propertyName: kind, defaultMapping: Nothing } }
B: { type: object, required: [kind], properties: { kind: { type: string } } }
C: { type: object, required: [kind], properties: { kind: { type: string } } }", &["W0301"], &["union A  by \"kind\"  else Unknown", "B(B)  \"B\"", "C(C)  \"C\"", "struct B  derives Debug Eq Hash"]),
        schema("a discriminator beside nothing", "A: { type: object, discriminator: { propertyName: kind }, properties: { kind: { type: string } } }", &["N0401"], &["struct A  derives Debug Default Eq Hash", "kind  Optional  String"]),
        schema("additionalProperties is a number", "A: { type: object, properties: { b: { type: string } }, additionalProperties: 5 }", &["W0202"], &["struct A  derives Debug Default Eq Hash", "b  Optional  String"]),
        schema("additionalProperties is text", "A: { type: object, additionalProperties: 'false' }", &["W0202"], &["newtype A(Map<Json>)"]),
        schema("items is a list", "A: { type: object, properties: { b: { type: array, items: [{ type: string }, { type: integer }] } } }", &["N0207"], &["struct A  derives Debug Default Eq", "b  Optional  Sequence<(Patch<String>, Patch<I64>), Json>"]),
        schema("items is text", "A: { type: object, properties: { b: { type: array, items: string } } }", &["W0202"], &["struct A  derives Debug Default Eq", "b  Optional  Vec<Json>"]),
        schema("an array without items", "A: { type: object, properties: { b: { type: array } } }", &[], &["struct A  derives Debug Default Eq", "b  Optional  Vec<Json>"]),
        schema("items of text", "A: { type: object, properties: { b: { type: string, items: { type: integer } } } }", &["N0401"], &["struct A  derives Debug Default Eq Hash", "b  Optional  String"]),
        schema("properties of text", "A: { type: string, properties: { b: { type: integer } } }", &["N0401"], &["newtype A(String)"]),
        schema("exclusiveMinimum is true in 3.1", "A: { type: object, properties: { b: { type: integer, minimum: 1, exclusiveMinimum: true } } }", &["N0207"], &["struct A  derives Debug Default Eq Hash", "b  Optional  I64"]),
        v30("exclusiveMinimum is a number in 3.0", "A: { type: object, properties: { b: { type: integer, exclusiveMinimum: 1 } } }", &["N0207"], &["struct A  derives Debug Default Eq Hash", "b  Optional  I64"]),
        v30("nullable without type", "A: { type: object, required: [b], properties: { b: { nullable: true } } }", &[], &["struct A  derives Debug Eq", "b  Required  Json"]),
        v30("nullable beside a reference", "
A: { type: object, required: [b], properties: { b: { $ref: '#/components/schemas/B', nullable: true } } }
B: { type: string }", &[], &["struct A  derives Debug Eq Hash", "b  Nullable  B", "newtype B(String)"]),
        v30("nullable is text", "A: { type: object, required: [b], properties: { b: { type: string, nullable: 'true' } } }", &["W0202"], &["struct A  derives Debug Eq Hash", "b  Nullable  String"]),
        schema("nullable in 3.1", "A: { type: object, required: [b], properties: { b: { type: string, nullable: true } } }", &["N0207"], &["struct A  derives Debug Eq Hash", "b  Nullable  String"]),
        v30("a list of types in 3.0", "A: { type: object, required: [b], properties: { b: { type: [string, 'null'] } } }", &[], &["struct A  derives Debug Eq Hash", "b  Nullable  String"]),
        schema("a default of another type", "A: { type: object, properties: { b: { type: integer, default: 'five' } } }", &["W0501"], &["struct A  derives Debug Default Eq Hash", "b  Optional  I64"]),
        schema("a default that is not listed", "A: { type: object, properties: { b: { type: string, enum: [a, b], default: c } } }", &["W0501"], &["struct A  derives Debug Default Eq Hash", "b  Optional  AB", "strings AB  else Unknown", "A  \"a\""]),
        schema("a default of null that the type refuses", "A: { type: object, properties: { b: { type: string, default: null } } }", &["W0501"], &["struct A  derives Debug Default Eq Hash", "b  Optional  String"]),
        schema("a default of a required member", "A: { type: object, required: [b], properties: { b: { type: string, default: x } } }", &[], &["struct A  derives Debug Eq Hash", "b  Required  String"]),
        schema("a format of another type", "A: { type: object, properties: { b: { type: integer, format: date-time } } }", &["N0401"], &["struct A  derives Debug Default Eq Hash", "b  Optional  I64"]),
        schema("int64 of a string", "A: { type: object, properties: { b: { type: string, format: int64 } } }", &["N0401"], &["struct A  derives Debug Default Eq Hash", "b  Optional  String"]),
        schema("a format that nobody knows", "A: { type: object, properties: { b: { type: string, format: kebab } } }", &["N0411"], &["struct A  derives Debug Default Eq Hash", "b  Optional  String"]),
        schema("a format that is a list", "A: { type: object, properties: { b: { type: string, format: [date] } } }", &["W0202"], &["struct A  derives Debug Default Eq Hash", "b  Optional  String"]),
        schema("a pattern that is none", "A: { type: object, properties: { b: { type: string, pattern: '([' } } }", &["N0413"], &["struct A  derives Debug Default Eq Hash", "b  Optional  String"]),
        schema("patternProperties with a pattern that is none", "A: { type: object, patternProperties: { '([': { type: string } } }", &["N0401", "N0413"], &["newtype A(Map<Json>)"]),
        schema("minLength is text", "A: { type: object, properties: { b: { type: string, minLength: '5' } } }", &["W0202"], &["struct A  derives Debug Default Eq Hash", "b  Optional  String"]),
        schema("minimum above maximum", "A: { type: object, properties: { b: { type: integer, minimum: 5, maximum: 1 } } }", &[], &["struct A  derives Debug Default Eq Hash", "b  Optional  I64"]),
        schema("a description that is a list", "A: { type: object, description: [a, b] }", &["W0202"], &["newtype A(Map<Json>)"]),
        schema("members that are one name in Rust", "A: { type: object, properties: { fooBar: { type: string }, foo_bar: { type: string }, foo-bar: { type: string } } }", &["N0601"], &["struct A  derives Debug Default Eq Hash", "foo_bar_2  Optional  String  wire \"fooBar\"", "foo_bar  Optional  String", "foo_bar_3  Optional  String  wire \"foo-bar\""]),
        schema("members without a letter", "A: { type: object, properties: { '': { type: string }, '+1': { type: string }, '-1': { type: string }, '$': { type: string } } }", &["N0601"], &["struct A  derives Debug Default Eq Hash", "empty  Optional  String  wire \"\"", "plus_1  Optional  String  wire \"+1\"", "minus_1  Optional  String  wire \"-1\""]),
        schema("components that are one name in Rust", "
foo-bar: { type: object }
FooBar: { type: object, properties: { a: { type: string } } }", &["N0601"], &["newtype FooBar2(Map<Json>)", "struct FooBar  derives Debug Default Eq Hash", "a  Optional  String"]),
        schema("a component with an odd name", "
'A/b ~c%': { type: object, properties: { x: { type: string } } }
B: { $ref: '#/components/schemas/A~1b%20~0c%25' }", &["N0601"], &["struct ABCPercent  derives Debug Default Eq Hash", "x  Optional  String", "alias B = ABCPercent"]),
        schema("readOnly and writeOnly", "A: { type: object, properties: { b: { type: string, readOnly: true, writeOnly: true } } }", &[], &["struct A  derives Debug Default Eq Hash", "b  Optional  String"]),
        schema("dependencies, contains and not", "A: { type: object, not: { required: [b] }, dependentRequired: { b: [c] }, properties: { b: { type: array, contains: { type: string } }, c: { type: string } } }", &["N0401"], &["struct A  derives Debug Default Eq", "b  Optional  Vec<Json>", "c  Optional  String"]),
        schema("a recursion by value that never ends", "A: { type: object, required: [a], properties: { a: { $ref: '#/components/schemas/A' } } }", &[], &["struct A  derives Debug Eq Hash", "a  Required  Box<A>"]),
        schema("example on a property that is a keyword", "A: { type: object, properties: { type: { type: string }, properties: { type: object }, $ref: { type: string }, required: { type: boolean } } }", &["N0601"], &["struct A  derives Debug Default Eq", "type_  Optional  String  wire \"type\"", "properties  Optional  Map<Json>", "ref_  Optional  String  wire \"$ref\""]),
    ]
}
