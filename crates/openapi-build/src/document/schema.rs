//! A Schema Object (OpenAPI 3.1 §4.8.24, JSON Schema 2020-12), keyword by keyword.
//!
//! Sub-schemas stay nodes: `resolve` asks for them one by one. 3.0 is upgraded here:
//! `nullable`, boolean `exclusiveMinimum`, `format: binary` and `byte`.

use super::Dialect;
use super::enum_values;
use super::enum_values::Said;
use super::keywords;
use super::reader::Reader;
use crate::diag::Code;
use crate::diag::Diagnostic;
use crate::source::NodeId;
use crate::tree::Tree;
use crate::tree::Value;
use std::collections::HashMap;

/// The JSON types that a value may have, as a set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Types(u8);

impl Types {
    /// No type.
    pub const NONE: Types = Types(0);
    /// `null`
    pub const NULL: Types = Types(1);
    /// `boolean`
    pub const BOOLEAN: Types = Types(2);
    /// `integer`
    pub const INTEGER: Types = Types(4);
    /// `number`, without the integers.
    pub const FRACTION: Types = Types(8);
    /// `number`
    pub const NUMBER: Types = Types(12);
    /// `string`
    pub const STRING: Types = Types(16);
    /// `array`
    pub const ARRAY: Types = Types(32);
    /// `object`
    pub const OBJECT: Types = Types(64);
    /// Every type.
    pub const ALL: Types = Types(127);

    /// In both.
    pub fn and(self, other: Types) -> Types {
        Types(self.0 & other.0)
    }

    /// In either.
    pub fn or(self, other: Types) -> Types {
        Types(self.0 | other.0)
    }

    /// In this one but not in `other`.
    pub fn without(self, other: Types) -> Types {
        Types(self.0 & !other.0)
    }

    /// Whether all of `other` is in this one.
    pub fn has(self, other: Types) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether nothing is in it.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The single types in it; `number` counts as one.
    pub fn each(self) -> impl Iterator<Item = Types> {
        let number = if self.has(Types::NUMBER) {
            Types::NUMBER
        } else {
            self.and(Types::NUMBER)
        };
        [
            Types::NULL,
            Types::BOOLEAN,
            number,
            Types::STRING,
            Types::ARRAY,
            Types::OBJECT,
        ]
        .into_iter()
        .filter(move |it| !it.is_empty() && self.has(*it))
    }

    /// The type that a word of the `type` keyword names.
    pub fn named(word: &str) -> Option<Types> {
        Some(match word {
            "null" => Types::NULL,
            "boolean" => Types::BOOLEAN,
            "integer" => Types::INTEGER,
            "number" => Types::NUMBER,
            "string" => Types::STRING,
            "array" => Types::ARRAY,
            "object" => Types::OBJECT,
            _ => return None,
        })
    }
}

/// A `discriminator`.
#[derive(Clone, Debug)]
pub struct Discriminator {
    /// Its node.
    pub at: NodeId,
    /// `propertyName`.
    pub property: Box<str>,
    /// `mapping`: value, reference or component name, node of the entry.
    pub mapping: Vec<(Box<str>, Box<str>, NodeId)>,
    /// `defaultMapping` (3.2).
    pub default: Option<(Box<str>, NodeId)>,
}

/// Every keyword that decides what a value may look like, and what is said of it.
#[derive(Clone, Debug, Default)]
pub struct Schema {
    /// `true` or `false` instead of keywords.
    pub always: Option<bool>,
    /// `$ref`.
    pub reference: Option<(Box<str>, NodeId)>,
    /// `$dynamicRef`.
    pub dynamic_reference: Option<(Box<str>, NodeId)>,
    /// `type`, and null where 3.0 says `nullable`.
    pub types: Option<Types>,
    /// 3.0 `nullable: true` without a `type`, or with one beside `allOf`.
    pub or_null: bool,
    /// `format`.
    pub format: Option<Box<str>>,
    /// `contentEncoding`.
    pub content_encoding: Option<Box<str>>,
    /// `contentMediaType`.
    pub content_media_type: Option<Box<str>>,
    /// `contentSchema`.
    pub content_schema: Option<NodeId>,
    /// `enum`.
    pub enumeration: Option<Vec<NodeId>>,
    /// What extensions say of the values of `enum`.
    pub said_of_values: HashMap<NodeId, Said>,
    /// `const`.
    pub constant: Option<NodeId>,
    /// `default`.
    pub default: Option<NodeId>,
    /// `properties`.
    pub properties: Vec<(Box<str>, NodeId)>,
    /// `required`.
    pub required: Vec<(Box<str>, NodeId)>,
    /// `additionalProperties`.
    pub additional: Option<NodeId>,
    /// `patternProperties`.
    pub patterns: Vec<(Box<str>, NodeId)>,
    /// `propertyNames`.
    pub property_names: Option<NodeId>,
    /// `unevaluatedProperties`.
    pub unevaluated_properties: Option<NodeId>,
    /// `items`.
    pub items: Option<NodeId>,
    /// `prefixItems`.
    pub prefix_items: Option<Vec<NodeId>>,
    /// `unevaluatedItems`.
    pub unevaluated_items: Option<NodeId>,
    /// `uniqueItems: true`.
    pub unique: bool,
    /// `allOf`.
    pub all_of: Vec<NodeId>,
    /// `anyOf`.
    pub any_of: Vec<NodeId>,
    /// `oneOf`.
    pub one_of: Vec<NodeId>,
    /// `discriminator`.
    pub discriminator: Option<Discriminator>,
    /// Sub-schemas that apply to the same value under a condition: `if`, `then`, `else`, `dependentSchemas`.
    pub conditional: Vec<NodeId>,
    /// Keywords with sub-schemas that only constrain: `not`, `if`, `contains` …
    pub applicators: Vec<(Box<str>, NodeId)>,
    /// Keywords that only constrain, for the documentation: `minimum`, `pattern` …
    pub limits: Vec<(Box<str>, NodeId)>,
    /// `title`.
    pub title: Option<Box<str>>,
    /// `description`.
    pub description: Option<Box<str>>,
    /// `deprecated: true`.
    pub deprecated: bool,
    /// `readOnly: true`.
    pub read_only: bool,
    /// `writeOnly: true`.
    pub write_only: bool,
    /// Keys that mean nothing here.
    pub unknown: Vec<(Box<str>, NodeId)>,
}

/// Reads the schema at `at`. A value that is no schema is read as the empty one, with a warning.
pub fn read(reader: &mut Reader<'_>, dialect: Dialect, at: NodeId) -> Schema {
    let mut schema = Schema::default();
    let entries = match reader.tree.value(at) {
        Value::Bool(always) => {
            schema.always = Some(*always);
            return schema;
        }
        Value::Map(_) => reader.entries(at),
        Value::Null | Value::Number(_) | Value::String(_) | Value::List(_) => {
            reader.wrong(at, "a schema");
            return schema;
        }
    };
    let mut nullable = false;
    for (key, it) in entries {
        if &*key == "nullable" {
            nullable = reader.flag(it).unwrap_or(false);
            if nullable && dialect == Dialect::V31 {
                of_another_version(reader, it, "3.0 has `nullable`; write `type: […, 'null']`");
            }
        } else if !annotation(reader, &mut schema, &key, it)
            && !structure(reader, &mut schema, &key, it)
        {
            constraint(reader, dialect, &mut schema, key, it);
        }
    }
    null_without_quotes(reader, &mut schema, at);
    if dialect == Dialect::V30 {
        type_beside_reference(reader, &mut schema, at);
    }
    if schema.types.is_some() {
        // Alone it lets nothing through; who gives a type as well means values of it.
        schema.enumeration = schema.enumeration.filter(|it| !it.is_empty());
    }
    if let Some(values) = &schema.enumeration {
        schema.said_of_values = enum_values::read(reader, at, values);
    }
    if schema.types.is_none() && lists_only_null(reader.tree, &schema) {
        schema.types = Some(Types::NULL);
    }
    upgrade(reader.tree, &mut schema, nullable);
    schema
}

/// `enum: [null]`, `const: null`.
fn lists_only_null(tree: &Tree, schema: &Schema) -> bool {
    let is_null = |at: &NodeId| *tree.value(*at) == Value::Null;
    let listed = schema.enumeration.as_deref().unwrap_or_default();
    schema.constant.as_ref().is_some_and(is_null)
        || (!listed.is_empty() && listed.iter().all(is_null))
}

/// Keywords that say something of the value.
fn annotation(reader: &mut Reader<'_>, schema: &mut Schema, key: &str, it: NodeId) -> bool {
    match key {
        "title" => schema.title = reader.text(it),
        "description" => schema.description = reader.text(it),
        "deprecated" => schema.deprecated = reader.flag(it).unwrap_or(false),
        "readOnly" => schema.read_only = reader.flag(it).unwrap_or(false),
        "writeOnly" => schema.write_only = reader.flag(it).unwrap_or(false),
        "default" => schema.default = Some(it),
        "externalDocs" => keywords::check(reader, it, &keywords::EXTERNAL_DOCS),
        "xml" => keywords::check(reader, it, &keywords::XML),
        "example" | "examples" | "$comment" | "$schema" | "$id" | "$anchor" | "$dynamicAnchor"
        | "$recursiveAnchor" | "$defs" | "definitions" | "$vocabulary" | "id" => {}
        _ => return key.starts_with("x-"),
    }
    true
}

/// Keywords that decide the type.
fn structure(reader: &mut Reader<'_>, schema: &mut Schema, key: &str, it: NodeId) -> bool {
    match key {
        "$ref" => schema.reference = reader.text(it).map(|text| (text, it)),
        "$dynamicRef" | "$recursiveRef" => {
            schema.dynamic_reference = reader.text(it).map(|text| (text, it))
        }
        "type" => schema.types = types(reader, it),
        "format" => schema.format = reader.text(it),
        "contentEncoding" => schema.content_encoding = reader.text(it),
        "contentMediaType" => schema.content_media_type = reader.text(it),
        "contentSchema" => schema.content_schema = Some(it),
        "enum" => {
            let listed = not_empty(reader, it);
            let is_list = reader.tree.value(it).as_list().is_some();
            schema.enumeration = listed.or(is_list.then(Vec::new));
        }
        "const" => schema.constant = Some(it),
        "properties" => schema.properties = reader.named(it),
        "required" => schema.required = required(reader, it),
        "additionalProperties" => schema.additional = Some(it),
        "patternProperties" => schema.patterns = reader.named(it),
        "propertyNames" => schema.property_names = Some(it),
        "unevaluatedProperties" => schema.unevaluated_properties = Some(it),
        "items" => items(reader, schema, it),
        "prefixItems" => schema.prefix_items = Some(reader.items(it)),
        "unevaluatedItems" => schema.unevaluated_items = Some(it),
        "uniqueItems" => {
            schema.unique = reader.flag(it).unwrap_or(false);
            if schema.unique {
                schema.limits.push((key.into(), it));
            }
        }
        "allOf" => schema.all_of = not_empty(reader, it).unwrap_or_default(),
        "anyOf" => schema.any_of = not_empty(reader, it).unwrap_or_default(),
        "oneOf" => schema.one_of = not_empty(reader, it).unwrap_or_default(),
        "discriminator" => schema.discriminator = discriminator(reader, it),
        _ => return false,
    }
    true
}

/// Keywords that only narrow the values, and those that nobody knows.
fn constraint(
    reader: &mut Reader<'_>,
    dialect: Dialect,
    schema: &mut Schema,
    key: Box<str>,
    it: NodeId,
) {
    schema
        .conditional
        .extend(conditional(reader.tree, &key, it));
    match &*key {
        "not" | "if" | "then" | "else" | "contains" | "dependentSchemas" | "dependentRequired"
        | "dependencies" | "additionalItems" => schema.applicators.push((key, it)),
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" | "multipleOf"
        | "minLength" | "maxLength" | "pattern" | "minItems" | "maxItems" | "minContains"
        | "maxContains" | "minProperties" | "maxProperties" => {
            if is_limit(reader, dialect, &key, it) {
                schema.limits.push((key, it));
            }
        }
        _ => schema.unknown.push((key, it)),
    }
}

/// The items of a list that has some. An empty one lets nothing through, or everything; nobody means that.
fn not_empty(reader: &mut Reader<'_>, at: NodeId) -> Option<Vec<NodeId>> {
    let items = reader.items(at);
    if items.is_empty() && reader.tree.value(at).as_list().is_some() {
        reader.other(at, "a list with at least one item");
    }
    (!items.is_empty()).then_some(items)
}

/// Whether the value of a keyword that only constrains is one. 3.0 writes `exclusiveMinimum: true` beside `minimum`; the
/// flag `false` says nothing.
fn is_limit(reader: &mut Reader<'_>, dialect: Dialect, key: &str, at: NodeId) -> bool {
    let exclusive = matches!(key, "exclusiveMinimum" | "exclusiveMaximum");
    let advice = match (reader.tree.value(at), dialect) {
        (Value::String(_), _) if key == "pattern" => return true,
        (Value::Number(_), Dialect::V30) if exclusive => "3.1 has a number here, 3.0 a boolean",
        (Value::Bool(true), Dialect::V31) if exclusive => "3.0 has a boolean here, 3.1 a number",
        (Value::Number(_), _) if key != "pattern" => return true,
        (Value::Bool(flag), _) if exclusive => return *flag,
        _ => {
            let expected = if key == "pattern" {
                "a string"
            } else {
                "a number"
            };
            reader.wrong(at, expected);
            return false;
        }
    };
    of_another_version(reader, at, advice);
    true
}

/// Notes a keyword that another version of OpenAPI writes so. It is read as it is meant.
fn of_another_version(reader: &mut Reader<'_>, at: NodeId, advice: &str) {
    reader.diags.push(
        Diagnostic::new(
            Code::OtherVersion,
            at.key(),
            format!("this is written as another version of OpenAPI has it: {advice}"),
        )
        .label("read as it is meant"),
    );
}

/// The schemas of a keyword that apply to the same value, when something else is so as well.
fn conditional(tree: &Tree, key: &str, it: NodeId) -> Vec<NodeId> {
    let is_schema = |at: &NodeId| matches!(tree.value(*at), Value::Map(_) | Value::Bool(_));
    let found = match (key, tree.value(it)) {
        ("if" | "then" | "else", _) => vec![it],
        // `dependencies` of older drafts has lists of names beside schemas.
        ("dependentSchemas" | "dependencies", Value::Map(map)) => {
            map.iter().map(|(_, it)| it).collect()
        }
        _ => Vec::new(),
    };
    found.into_iter().filter(is_schema).collect()
}

/// `type: null` without quotes means null to an author who says nothing else of the value. Beside something else it is a
/// slip, and says nothing.
fn null_without_quotes(reader: &mut Reader<'_>, schema: &mut Schema, at: NodeId) {
    let Some(node) = reader.tree.get(at, "type") else {
        return;
    };
    let says_more = !schema.any_of.is_empty()
        || !schema.one_of.is_empty()
        || !schema.all_of.is_empty()
        || !schema.properties.is_empty()
        || schema.reference.is_some()
        || schema.enumeration.is_some()
        || schema.items.is_some();
    if says_more && *reader.tree.value(node) == Value::Null {
        schema.types = None;
        reader.wrong(node, "a JSON type, or nothing");
    }
}

/// What a reference names has a type of its own, and 3.0 reads the reference alone (OpenAPI 3.0 §4.7.24). Other keywords beside
/// it, which authors mean, add to what it names; another `type` would only leave no value.
fn type_beside_reference(reader: &mut Reader<'_>, schema: &mut Schema, at: NodeId) {
    let Some(node) = reader.tree.get(at, "type") else {
        return;
    };
    if schema.reference.is_some() && schema.types.take().is_some() {
        let message = "`type` has no effect beside `$ref` in OpenAPI 3.0";
        let finding = Diagnostic::new(Code::KeywordIgnored, node.key(), message);
        reader.diags.push(finding);
    }
}

/// `type`: a word or a list of words.
fn types(reader: &mut Reader<'_>, at: NodeId) -> Option<Types> {
    let words = match reader.tree.value(at) {
        Value::List(_) => reader.texts(at),
        Value::Null => vec![("null".into(), at)],
        Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Map(_) => {
            reader.text(at).map(|word| (word, at)).into_iter().collect()
        }
    };
    let mut found = None;
    for (word, it) in words {
        match Types::named(&word) {
            Some(types) => found = Some(found.unwrap_or(Types::NONE).or(types)),
            None => reader.other(
                it,
                "a JSON type: null, boolean, integer, number, string, array or object",
            ),
        }
    }
    if reader.tree.value(at).as_list().is_some_and(<[_]>::is_empty) {
        reader.other(at, "a list with at least one item");
    }
    found
}

/// `required`: a list of names. `required: true` on a property is a habit of draft 3; it says nothing here.
fn required(reader: &mut Reader<'_>, at: NodeId) -> Vec<(Box<str>, NodeId)> {
    reader.texts(at)
}

/// `items`: a schema; a list of schemas is what later drafts call `prefixItems`.
fn items(reader: &mut Reader<'_>, schema: &mut Schema, at: NodeId) {
    match reader.tree.value(at) {
        Value::List(items) => {
            schema.prefix_items = Some(items.clone());
            of_another_version(reader, at, "a list of schemas is `prefixItems`");
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Map(_) => {
            schema.items = Some(at)
        }
    }
}

fn discriminator(reader: &mut Reader<'_>, at: NodeId) -> Option<Discriminator> {
    // Some documents write the property's name alone.
    let property = match reader.tree.value(at) {
        Value::String(_) => {
            reader.wrong(at, "a discriminator object");
            reader.text(at)?
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::List(_) | Value::Map(_) => {
            keywords::check(reader, at, &keywords::DISCRIMINATOR);
            if reader.tree.get(at, "propertyName").is_none() {
                reader.wrong(at, "a discriminator with a `propertyName`");
            }
            reader.text_at(at, "propertyName")?
        }
    };
    let entries = reader
        .tree
        .get(at, "mapping")
        .map(|it| reader.entries(it))
        .unwrap_or_default();
    let mapping = entries
        .into_iter()
        .filter_map(|(value, it)| Some((value, reader.text(it)?, it)))
        .collect();
    let default = reader
        .tree
        .get(at, "defaultMapping")
        .and_then(|it| Some((reader.text(it)?, it)));
    Some(Discriminator {
        at,
        property,
        mapping,
        default,
    })
}

/// 3.0 to 3.1. Documents of 3.1 still write `format: binary` and `byte`, so both are read in both.
fn upgrade(tree: &Tree, schema: &mut Schema, nullable: bool) {
    if nullable {
        match schema.types {
            // The type is that of what it names: both or null.
            Some(types) if schema.all_of.is_empty() => schema.types = Some(types.or(Types::NULL)),
            Some(_) | None => schema.or_null = true,
        }
    }
    match schema.format.as_deref() {
        Some("binary") if schema.types.is_none_or(|it| it.has(Types::STRING)) => {
            schema.format = None;
            schema.content_media_type = Some("application/octet-stream".into());
        }
        Some("byte") => {
            schema.format = None;
            schema.content_encoding = Some("base64".into());
        }
        Some(_) | None => {}
    }
    // A boolean `exclusiveMinimum` has turned `minimum` into an exclusive bound.
    let exclusive = |limits: &[(Box<str>, NodeId)], name: &str| {
        limits
            .iter()
            .position(|(key, it)| &**key == name && *tree.value(*it) == Value::Bool(true))
    };
    for (bound, flag) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        if let Some(index) = exclusive(&schema.limits, flag) {
            schema.limits.remove(index);
            for (key, _) in schema.limits.iter_mut().filter(|(key, _)| &**key == bound) {
                *key = flag.into();
            }
        }
    }
}
