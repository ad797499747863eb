//! Whether a value came back as it was.
//!
//! In: a schema of a document, a value before and after. Out: the first place that differs. Equal means equal but for
//! two things that a type may do: fill in a member with exactly the default that the document declares (in which members
//! may be filled in too), and leave out a member that no schema of its object declares, when none of them says what else may stand there. Absent: validation;
//! the value is one that the schema lets through.

use super::json::Json;
use openapi_build::source::NodeId;
use openapi_build::tree::{Tree, Value};
use std::fmt;

/// A place where two values differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where, from the root `$`.
    pub path: String,
    /// What.
    pub what: String,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.path, self.what)
    }
}

/// The first difference that is not allowed. `schema` is the node of the schema in `tree`.
pub fn difference(tree: &Tree, schema: NodeId, before: &Json, after: &Json) -> Option<Difference> {
    compare(tree, &applying(tree, vec![schema]), before, after, "$")
}

fn compare(
    tree: &Tree,
    schemas: &[NodeId],
    before: &Json,
    after: &Json,
    path: &str,
) -> Option<Difference> {
    match (before, after) {
        (Json::List(before), Json::List(after)) if before.len() == after.len() => {
            let mut items = before.iter().zip(after).enumerate();
            items.find_map(|(index, (before, after))| {
                let schemas = applying(tree, items_at(tree, schemas, index));
                compare(tree, &schemas, before, after, &format!("{path}[{index}]"))
            })
        }
        (Json::Object(_), Json::Object(_)) => objects(tree, schemas, before, after, path),
        _ if before == after => None,
        _ => Some(Difference {
            path: path.to_owned(),
            what: format!("{} became {}", short(before), short(after)),
        }),
    }
}

fn objects(
    tree: &Tree,
    schemas: &[NodeId],
    before: &Json,
    after: &Json,
    path: &str,
) -> Option<Difference> {
    let (before, after) = (before.members()?, after.members()?);
    let at = |name: &str| format!("{path}.{name}");
    for (name, value) in before {
        let below = members_at(tree, schemas, name);
        match after.get(name) {
            Some(now) => {
                let found = compare(tree, &applying(tree, below), value, now, &at(name));
                if found.is_some() {
                    return found;
                }
            }
            None if below.is_empty() && names_members(tree, schemas) => {}
            None => {
                return Some(Difference {
                    path: at(name),
                    what: "is lost".to_owned(),
                });
            }
        }
    }
    let added = after.iter().find(|(name, value)| {
        let below = || applying(tree, members_at(tree, schemas, name));
        !before.contains_key(*name) && !is_default(tree, &below(), value)
    });
    added.map(|(name, value)| Difference {
        path: at(name),
        what: format!("is added as {}", short(value)),
    })
}

/// Whether some schema names members, and so says which ones it knows.
fn names_members(tree: &Tree, schemas: &[NodeId]) -> bool {
    schemas
        .iter()
        .any(|it| tree.get(*it, "properties").is_some())
}

/// The schemas that say something of a member.
fn members_at(tree: &Tree, schemas: &[NodeId], name: &str) -> Vec<NodeId> {
    let mut out = Vec::new();
    for schema in schemas {
        let keyword = |key: &str| tree.get(*schema, key);
        let named = |it| tree.referred(it).find_map(|it| tree.get(it, name));
        out.extend(keyword("properties").and_then(named));
        // Which pattern a name follows is not asked: where there are any, nothing may be left out.
        out.extend(
            keyword("patternProperties")
                .into_iter()
                .flat_map(|it| children(tree, it)),
        );
        out.extend(keyword("additionalProperties"));
        out.extend(keyword("unevaluatedProperties"));
    }
    // What refuses every value says nothing of one that is let through.
    out.retain(|it| *tree.value(*it) != Value::Bool(false));
    out
}

/// The schemas that say something of an item.
fn items_at(tree: &Tree, schemas: &[NodeId], index: usize) -> Vec<NodeId> {
    let mut out = Vec::new();
    for schema in schemas {
        let keyword = |key: &str| tree.get(*schema, key);
        let first = keyword("prefixItems").map(|it| children(tree, it));
        out.extend(first.and_then(|it| it.get(index).copied()));
        out.extend(
            ["items", "contains", "unevaluatedItems"]
                .into_iter()
                .filter_map(keyword),
        );
    }
    out
}

/// The schemas, and all that apply to the same value because of them.
fn applying(tree: &Tree, mut schemas: Vec<NodeId>) -> Vec<NodeId> {
    let mut next = 0;
    while let Some(schema) = schemas.get(next).copied() {
        next += 1;
        let keyword = |key: &str| tree.get(schema, key);
        let mut found: Vec<NodeId> = Vec::new();
        for key in ["$ref", "$dynamicRef"] {
            let target =
                keyword(key).and_then(|it| tree.resolve(it, tree.value(it).as_str()?).ok());
            found.extend(target);
        }
        for key in ["allOf", "anyOf", "oneOf", "dependentSchemas"] {
            found.extend(keyword(key).into_iter().flat_map(|it| children(tree, it)));
        }
        found.extend(["if", "then", "else"].into_iter().filter_map(keyword));
        for it in found {
            if !schemas.contains(&it) {
                schemas.push(it);
            }
        }
    }
    schemas
}

fn children(tree: &Tree, id: NodeId) -> Vec<NodeId> {
    match tree.value(id) {
        Value::List(items) => items.clone(),
        Value::Map(map) => map.iter().map(|(_, it)| it).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => Vec::new(),
    }
}

/// Whether `value` is the default that one of its schemas declares. Where that is an object, its own members may have been
/// filled in as well.
fn is_default(tree: &Tree, schemas: &[NodeId], value: &Json) -> bool {
    let mut defaults = schemas.iter().filter_map(|it| tree.get(*it, "default"));
    defaults.any(|it| compare(tree, schemas, &written(tree, it), value, "").is_none())
}

/// A value of the document.
fn written(tree: &Tree, id: NodeId) -> Json {
    match tree.value(id) {
        Value::Null => Json::Word("null".into()),
        Value::Bool(it) => Json::Word(it.to_string().into()),
        Value::Number(it) => Json::Number(super::json::Number::read(&it.to_string())),
        Value::String(it) => Json::Text(it.to_string()),
        Value::List(items) => Json::List(items.iter().map(|it| written(tree, *it)).collect()),
        Value::Map(map) => {
            let members = map
                .iter()
                .map(|(key, it)| (key.to_owned(), written(tree, it)));
            Json::Object(members.collect())
        }
    }
}

fn short(value: &Json) -> String {
    match value {
        Json::Word(word) => word.to_string(),
        Json::Number(number) => format!("the number {number}"),
        Json::Text(text) if text.chars().count() > 40 => "a long text".to_owned(),
        Json::Text(text) => format!("{text:?}"),
        Json::List(items) => format!("a list of {}", items.len()),
        Json::Object(members) => format!("an object of {}", members.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use openapi_build::diag::Diagnostics;

    const SCHEMAS: &str = "
base: { properties: { a: { type: string, default: x } } }
open: { allOf: [{ $ref: '#/base' }] }
kept: { $ref: '#/base', additionalProperties: true }
map: { additionalProperties: { $ref: '#/base' } }
list: { items: { $ref: '#/base' } }
any: {}
inside: { properties: { of: { $ref: '#/base', default: {} } } }
";

    fn found(schema: &str, before: &str, after: &str) -> Option<String> {
        let source = |_: &str| Ok(SCHEMAS.to_owned());
        let tree = Tree::read("s.yaml", &source, &mut Diagnostics::default());
        let schema = tree.get(tree.root(), schema).unwrap();
        let read = |text| Json::read(text).unwrap();
        difference(&tree, schema, &read(before), &read(after)).map(|it| it.to_string())
    }

    #[test]
    fn a_declared_default_may_be_added_and_nothing_else() {
        assert_eq!(found("open", "{}", r#"{"a":"x"}"#), None);
        let other = found("open", "{}", r#"{"a":"y"}"#);
        assert_eq!(other.as_deref(), Some("$.a: is added as \"y\""));
        assert!(found("map", r#"{"k":{}}"#, r#"{"k":{"a":"x"},"l":{}}"#).is_some());
        assert_eq!(found("list", "[{}]", r#"[{"a":"x"}]"#), None);
    }

    #[test]
    fn a_default_that_is_added_may_have_its_own_defaults_added() {
        assert_eq!(found("inside", "{}", r#"{"of":{}}"#), None);
        assert_eq!(found("inside", "{}", r#"{"of":{"a":"x"}}"#), None);
        let other = found("inside", "{}", r#"{"of":{"a":"y"}}"#);
        assert_eq!(other.as_deref(), Some("$.of: is added as an object of 1"));
    }

    #[test]
    fn only_members_of_which_nothing_is_said_may_be_left_out() {
        assert_eq!(found("open", r#"{"b":1}"#, "{}"), None);
        let lost = Some("$.b: is lost".to_owned());
        assert_eq!(found("kept", r#"{"b":1}"#, "{}"), lost);
        assert_eq!(found("any", r#"{"b":1}"#, "{}"), lost);
        assert_eq!(
            found("open", r#"{"a":"z"}"#, "{}").as_deref(),
            Some("$.a: is lost")
        );
        assert!(found("list", r#"[{"a":1},{}]"#, r#"[{"a":1}]"#).is_some());
    }
}
