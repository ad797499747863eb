//! Schemas as JSON Schema 2020-12 has them.
//!
//! Two things happen: 3.0 is upgraded (`nullable`, boolean bounds, siblings of `$ref`), and keywords whose value no
//! validator can use are taken out, so that one slip does not take its whole document along.

use crate::places::{LISTS, MAPS, ONE};
use crate::pointer;
use serde_json::{Map, Value, json};

/// The version of a document, as far as schemas depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// 3.0
    Old,
    /// 3.1 and later.
    New,
}

/// Repairs the schemas at `places`.
pub fn all(root: &mut Value, places: &[String], version: Version) {
    references_to_around(root, places);
    // Inner schemas first: upgrading an outer one may move them.
    for place in places.iter().rev() {
        let slot = root.pointer_mut(place);
        match slot {
            Some(Value::Object(schema)) => one(schema, version),
            Some(Value::Bool(_)) | None => {}
            Some(other) => *other = true.into(),
        }
    }
    for place in places {
        let reference = root
            .pointer(place)
            .and_then(|it| it.get("$ref")?.as_str())
            .map(str::to_owned);
        let Some(reference) = reference else { continue };
        let found = pointer::of_reference(&reference).and_then(|it| root.pointer(&it));
        let usable = found.is_some_and(|it| it.is_object() || it.is_boolean());
        if !usable && let Some(Value::Object(schema)) = root.pointer_mut(place) {
            schema.remove("$ref");
        }
    }
}

/// `$recursiveRef: "#"` (2019-09) is the schema around it that says `$recursiveAnchor`: authors of 3.1 write it, too.
fn references_to_around(root: &mut Value, places: &[String]) {
    for place in places {
        let says = |place: &str, key: &str| root.pointer(place)?.get(key).cloned();
        if says(place, "$recursiveRef") != Some("#".into()) {
            continue;
        }
        let around = places.iter().filter(|it| {
            let inner = place.strip_prefix(it.as_str());
            inner.is_some_and(|it| it.starts_with('/'))
                && says(it, "$recursiveAnchor") == Some(true.into())
        });
        // The outermost one (JSON Schema 2019-09 §8.2.4.2).
        let Some(target) = around.min_by_key(|it| it.len()) else {
            continue;
        };
        let reference = pointer::as_reference(target);
        if let Some(Value::Object(schema)) = root.pointer_mut(place) {
            schema.remove("$recursiveRef");
            schema.insert("$ref".to_owned(), reference.into());
        }
    }
}

fn one(schema: &mut Map<String, Value>, version: Version) {
    if version == Version::Old {
        upgrade(schema);
    }
    // Without quotes it means null where nothing else is said of the value.
    if schema.get("type") == Some(&Value::Null) && !says_more(schema) {
        schema.insert("type".to_owned(), "null".into());
    }
    let wrong: Vec<String> = schema
        .iter()
        .filter(|(key, value)| !usable(key, value))
        .map(|(key, _)| key.clone())
        .collect();
    for key in wrong {
        schema.remove(&key);
    }
    tidy(schema);
}

/// Whether a schema says what a value is without its type.
fn says_more(schema: &Map<String, Value>) -> bool {
    let others = ["$ref", "properties", "enum", "items"];
    others
        .iter()
        .chain(LISTS)
        .any(|it| schema.contains_key(*it))
}

/// What 3.0 says in another way.
fn upgrade(schema: &mut Map<String, Value>) {
    if schema.contains_key("$ref") {
        schema.retain(|key, _| key == "$ref");
        return;
    }
    for (bound, flag) in [
        ("minimum", "exclusiveMinimum"),
        ("maximum", "exclusiveMaximum"),
    ] {
        if let Some(Value::Bool(exclusive)) = schema.get(flag) {
            let exclusive = *exclusive;
            schema.remove(flag);
            if exclusive && let Some(value) = schema.remove(bound) {
                schema.insert(flag.to_owned(), value);
            }
        }
    }
    if schema.remove("nullable") == Some(Value::Bool(true)) {
        let is_choice = LISTS.iter().any(|it| schema.contains_key(*it));
        if let Some(Value::String(name)) = schema.get("type") {
            let types = json!([name, "null"]);
            schema.insert("type".to_owned(), types);
        } else if is_choice && !schema.contains_key("enum") {
            // Beside `allOf` and the like, authors mean that null comes as well.
            let rest = Value::Object(std::mem::take(schema));
            schema.insert("anyOf".to_owned(), json!([rest, { "type": "null" }]));
        }
    }
}

/// Whether a validator can use a keyword with this value.
fn usable(key: &str, value: &Value) -> bool {
    let is_schema = |it: &Value| it.is_object() || it.is_boolean();
    match key {
        // Every reference is one by pointer within the common value.
        "$id" | "$schema" | "$anchor" | "$dynamicRef" | "$dynamicAnchor" | "$recursiveRef"
        | "$recursiveAnchor" | "$vocabulary" => false,
        "$ref" => value.is_string(),
        "type" => match value {
            Value::String(name) => is_type(name),
            Value::Array(names) => {
                !names.is_empty() && names.iter().all(|it| it.as_str().is_some_and(is_type))
            }
            _ => false,
        },
        "required" => value
            .as_array()
            .is_some_and(|it| it.iter().all(Value::is_string)),
        "enum" => value.as_array().is_some_and(|it| !it.is_empty()),
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => value.is_number(),
        "multipleOf" => value.as_f64().is_some_and(|it| it > 0.0),
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties"
        | "minContains" | "maxContains" => value.as_f64().is_some_and(|it| it >= 0.0),
        "uniqueItems" => value.is_boolean(),
        "format" | "contentEncoding" | "contentMediaType" => value.is_string(),
        "pattern" => value.as_str().is_some_and(is_pattern),
        "dependentRequired" => value.as_object().is_some_and(|it| {
            it.values().all(|it| {
                it.as_array()
                    .is_some_and(|it| it.iter().all(Value::is_string))
            })
        }),
        "patternProperties" => value
            .as_object()
            .is_some_and(|it| it.keys().all(|it| is_pattern(it))),
        key if ONE.contains(&key) => is_schema(value),
        key if LISTS.contains(&key) => value.as_array().is_some_and(|it| !it.is_empty()),
        key if MAPS.contains(&key) => value.is_object(),
        _ => true,
    }
}

fn is_type(name: &str) -> bool {
    matches!(
        name,
        "null" | "boolean" | "integer" | "number" | "string" | "array" | "object"
    )
}

/// Whether the validator reads a pattern; it is the judge, so nobody else is asked.
fn is_pattern(text: &str) -> bool {
    jsonschema::options()
        .build(&json!({ "pattern": text }))
        .is_ok()
}

/// Doubles that a validator refuses.
fn tidy(schema: &mut Map<String, Value>) {
    if let Some(Value::Array(names)) = schema.get_mut("required") {
        let mut seen: Vec<Value> = Vec::new();
        names.retain(|it| {
            let fresh = !seen.contains(it);
            seen.push(it.clone());
            fresh
        });
    }
    if let Some(Value::Array(names)) = schema.get_mut("type") {
        names.sort_by_key(|it| it.as_str().map(str::to_owned));
        names.dedup();
    }
}
