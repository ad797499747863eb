//! Whether a value came through unchanged.
//!
//! Unchanged means: equal, after leaving out members that were added with exactly their declared default, and undeclared
//! members of objects that say nothing about extras.

use serde_json::Value;

use crate::reading::equal;
use crate::schema::Position;

/// The first difference between what went in and what came out, in words; none when it is unchanged.
#[must_use]
pub fn difference(before: &Value, after: &Value, position: &Position<'_>) -> Option<String> {
    differs(before, after, position, &mut String::new())
}

fn differs(
    before: &Value,
    after: &Value,
    position: &Position<'_>,
    path: &mut String,
) -> Option<String> {
    match (before, after) {
        (Value::Object(old), Value::Object(new)) => {
            let open = position.speaks_of_others();
            for (key, old) in old {
                let at = path.len();
                path.push_str(&format!("/{key}"));
                match new.get(key) {
                    Some(new) => {
                        let found = differs(old, new, &position.member(key), path);
                        if found.is_some() {
                            return found;
                        }
                    }
                    None if open || position.declares(key) => {
                        return Some(format!("`{path}` was {} and is gone", short(old)));
                    }
                    None => {}
                }
                path.truncate(at);
            }
            let added = new.iter().find(|(key, value)| {
                !old.contains_key(*key) && !is_default(value, &position.member(key))
            });
            added
                .map(|(key, value)| format!("`{path}/{key}` was not there and is {}", short(value)))
        }
        (Value::Array(old), Value::Array(new)) if old.len() == new.len() => old
            .iter()
            .zip(new)
            .enumerate()
            .find_map(|(index, (old, new))| {
                let at = path.len();
                path.push_str(&format!("/{index}"));
                let found = differs(old, new, &position.item(index), path);
                path.truncate(at);
                found
            }),
        (old, new) if equal(old, new) => None,
        (old, new) => Some(format!("`{path}` was {} and is {}", short(old), short(new))),
    }
}

/// Whether a value is a declared default, in which members may have been filled in as well.
fn is_default(value: &Value, position: &Position<'_>) -> bool {
    let parts = position.parts();
    let mut defaults = parts.iter().filter_map(|it| it.get("default"));
    defaults.any(|it| differs(it.value(), value, position, &mut String::new()).is_none())
}

/// A value for a message.
#[must_use]
pub fn short(value: &Value) -> String {
    let text = value.to_string();
    if text.chars().count() <= 120 {
        return text;
    }
    let begin: String = text.chars().take(120).collect();
    format!("{begin}…")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Node;
    use instances::Document;
    use serde_json::json;

    const DOCUMENT: &str = "
openapi: 3.1.0
a: { properties: { b: { type: integer, default: 1 }, c: { $ref: '#/a' }, d: { type: array, items: { $ref: '#/a' } } } }
e: { type: object, additionalProperties: true }
f: { properties: { g: { $ref: '#/a', default: {} } } }
";

    fn found(schema: &str, before: Value, after: Value) -> Option<String> {
        let document = Document::parse(DOCUMENT).unwrap();
        let node = Node::root(&document).get(schema).unwrap();
        difference(&before, &after, &Position::of(Some(&node)))
    }

    #[test]
    fn defaults_may_be_added_and_undeclared_members_may_go() {
        assert_eq!(
            found(
                "a",
                json!({"c": {"x": 1}, "d": [{}]}),
                json!({"b": 1, "c": {"b": 1.0}, "d": [{"b": 1}]})
            ),
            None
        );
    }

    #[test]
    fn a_default_that_is_added_may_have_its_own_defaults_added() {
        assert_eq!(found("f", json!({}), json!({"g": {"b": 1}})), None);
        assert_eq!(
            found("f", json!({}), json!({"g": {"b": 2}})).unwrap(),
            "`/g` was not there and is {\"b\":2}"
        );
    }

    #[test]
    fn everything_else_is_a_difference() {
        let fault = |before, after| found("a", before, after).unwrap();
        assert_eq!(
            fault(json!({"c": {"b": 2}}), json!({"c": {}})),
            "`/c/b` was 2 and is gone"
        );
        assert_eq!(
            fault(json!({"d": [{}, {}]}), json!({"d": [{}, {"b": 2}]})),
            "`/d/1/b` was not there and is 2"
        );
        assert_eq!(
            fault(json!({"b": 1}), json!({"b": "1"})),
            "`/b` was 1 and is \"1\""
        );
        assert_eq!(
            found("e", json!({"x": 1}), json!({})).unwrap(),
            "`/x` was 1 and is gone"
        );
    }
}
