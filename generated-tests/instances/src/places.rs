//! Where schemas stand in a document.

use crate::pointer;
use serde_json::Value;
use std::collections::{HashMap, HashSet};

/// Keywords whose value is a schema.
pub const ONE: &[&str] = &[
    "items",
    "additionalProperties",
    "unevaluatedProperties",
    "unevaluatedItems",
    "propertyNames",
    "contains",
    "not",
    "if",
    "then",
    "else",
];
/// Keywords whose value is a list of schemas.
pub const LISTS: &[&str] = &["allOf", "anyOf", "oneOf", "prefixItems"];
/// Keywords whose value is an object of schemas.
pub const MAPS: &[&str] = &[
    "properties",
    "patternProperties",
    "$defs",
    "definitions",
    "dependentSchemas",
];
/// Members of other objects that hold values, not parts of a document.
const VALUES: &[&str] = &["example", "examples", "default", "enum", "links"];

/// The places of all schemas that the document at `entry` reaches, the outer ones first.
pub fn of(root: &Value, entry: &str) -> Vec<String> {
    let mut walk = Walk {
        root,
        schemas: Vec::new(),
        seen: HashSet::new(),
        waiting: vec![(entry.to_owned(), Role::Other)],
    };
    while let Some((place, role)) = walk.waiting.pop() {
        let Some(value) = root.pointer(&place) else {
            continue;
        };
        if !walk.seen.insert((place.clone(), role)) {
            continue;
        }
        match role {
            Role::Schema => walk.schema(&place, value),
            Role::Other => walk.other(&place, value),
        }
    }
    walk.schemas.sort_by_key(String::len);
    walk.schemas
}

#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Role {
    Schema,
    Other,
}

struct Walk<'a> {
    root: &'a Value,
    schemas: Vec<String>,
    seen: HashSet<(String, Role)>,
    waiting: Vec<(String, Role)>,
}

impl Walk<'_> {
    fn reference(&mut self, value: &Value, role: Role) {
        let target = value
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(pointer::of_reference);
        if let Some(target) = target.filter(|it| self.root.pointer(it).is_some()) {
            self.waiting.push((target, role));
        }
    }

    fn other(&mut self, place: &str, value: &Value) {
        self.reference(value, Role::Other);
        match value {
            Value::Array(items) => {
                for index in 0..items.len() {
                    self.waiting.push((format!("{place}/{index}"), Role::Other));
                }
            }
            Value::Object(members) => {
                for (key, it) in members {
                    let below = format!("{place}/{}", pointer::escape(key));
                    match key.as_str() {
                        "schema" | "itemSchema" => self.waiting.push((below, Role::Schema)),
                        "schemas" if place.ends_with("/components") => self.all(&below, it),
                        key if VALUES.contains(&key) || key.starts_with("x-") => {}
                        _ => self.waiting.push((below, Role::Other)),
                    }
                }
            }
            _ => {}
        }
    }

    fn schema(&mut self, place: &str, value: &Value) {
        self.schemas.push(place.to_owned());
        self.reference(value, Role::Schema);
        let Value::Object(members) = value else {
            return;
        };
        for (key, it) in members {
            let below = format!("{place}/{}", pointer::escape(key));
            match key.as_str() {
                key if ONE.contains(&key) => self.waiting.push((below, Role::Schema)),
                key if LISTS.contains(&key) || MAPS.contains(&key) => self.all(&below, it),
                _ => {}
            }
        }
    }

    /// The schemas of a list or an object.
    fn all(&mut self, place: &str, value: &Value) {
        match value {
            Value::Array(items) => {
                for index in 0..items.len() {
                    self.waiting
                        .push((format!("{place}/{index}"), Role::Schema));
                }
            }
            Value::Object(members) => {
                for key in members.keys() {
                    let below = format!("{place}/{}", pointer::escape(key));
                    self.waiting.push((below, Role::Schema));
                }
            }
            _ => {}
        }
    }
}

/// A schema, by where it stands in memory; the document does not move.
pub type Address = usize;

/// The address of a value.
pub fn address(value: &Value) -> Address {
    std::ptr::from_ref(value) as Address
}

/// What the chosen variant's discriminator has to say: a schema for each variant of a union, by the union's address.
pub type Tags = HashMap<Address, Vec<Value>>;

/// Finds it for all unions among `places`.
pub fn tags(root: &Value, places: &[String]) -> Tags {
    let mut tags = Tags::new();
    for place in places {
        let Some(union) = root.pointer(place) else {
            continue;
        };
        let Some(property) = union
            .pointer("/discriminator/propertyName")
            .and_then(Value::as_str)
        else {
            continue;
        };
        let file = place.split('/').nth(2).map(pointer::unescape);
        let mapping = mapping(union, &file.unwrap_or_default());
        for keyword in ["anyOf", "oneOf"] {
            if let Some(Value::Array(variants)) = union.get(keyword) {
                let schemas = variants.iter().map(|it| tag(it, property, &mapping));
                tags.insert(
                    address(union) + usize::from(keyword == "oneOf"),
                    schemas.collect(),
                );
            }
        }
    }
    tags
}

/// Values with the references that they are mapped to.
fn mapping(union: &Value, file: &str) -> Vec<(String, String)> {
    let entries = union
        .pointer("/discriminator/mapping")
        .and_then(Value::as_object);
    let mut out = Vec::new();
    for (value, target) in entries.into_iter().flatten() {
        let Some(target) = target.as_str() else {
            continue;
        };
        let named = format!("#/components/schemas/{target}");
        let reference = if target.contains(['/', '#', '.']) {
            target
        } else {
            &named
        };
        if let Some((_, reference)) = crate::files::absolute(reference, file) {
            out.push((value.clone(), reference));
        }
    }
    out
}

/// The schema of the tag beside a variant: `true` where nothing is known.
fn tag(variant: &Value, property: &str, mapping: &[(String, String)]) -> Value {
    let Some(reference) = variant.get("$ref").and_then(Value::as_str) else {
        return true.into();
    };
    let mut values: Vec<String> = mapping
        .iter()
        .filter(|(_, target)| target == reference)
        .map(|(value, _)| value.clone())
        .collect();
    if values.is_empty() {
        let name = pointer::of_reference(reference)
            .and_then(|it| Some(pointer::unescape(it.rsplit_once('/')?.1)));
        values.extend(name);
    }
    serde_json::json!({
        "properties": { property: { "x-tag": values } },
        "required": [property],
    })
}
