//! `readOnly` and `writeOnly`.

use crate::merge;
use serde_json::Value;

/// The way that values go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the server: without `readOnly` members.
    Request,
    /// From the server: without `writeOnly` members.
    Response,
}

/// Takes the members of the other direction out of the schemas at `places`.
pub fn narrow(root: &mut Value, places: &[String], direction: Direction) {
    let word = match direction {
        Direction::Request => "readOnly",
        Direction::Response => "writeOnly",
    };
    let mut gone: Vec<(&String, Vec<String>)> = Vec::new();
    for place in places {
        let properties = root
            .pointer(place)
            .and_then(|it| it.get("properties")?.as_object());
        let names: Vec<String> = properties
            .into_iter()
            .flatten()
            .filter(|(_, it)| says(root, it, word))
            .map(|(name, _)| name.clone())
            .collect();
        if !names.is_empty() {
            gone.push((place, names));
        }
    }
    for (place, names) in gone {
        let Some(schema) = root.pointer_mut(place) else {
            continue;
        };
        if let Some(Value::Object(properties)) = schema.get_mut("properties") {
            properties.retain(|name, _| !names.contains(name));
        }
        if let Some(Value::Array(required)) = schema.get_mut("required") {
            required.retain(|it| {
                it.as_str()
                    .is_none_or(|it| !names.iter().any(|gone| gone == it))
            });
        }
    }
}

/// Whether a schema, or one that it refers to, says `word`.
fn says(root: &Value, schema: &Value, word: &str) -> bool {
    let mut at = schema;
    for _ in 0..32 {
        let all = at.get("allOf").and_then(Value::as_array);
        let own = std::iter::once(at).chain(all.into_iter().flatten());
        if own
            .into_iter()
            .any(|it| it.get(word) == Some(&Value::Bool(true)))
        {
            return true;
        }
        match at
            .get("$ref")
            .and_then(Value::as_str)
            .and_then(|it| merge::target(root, it))
        {
            Some(next) => at = next,
            None => return false,
        }
    }
    false
}
