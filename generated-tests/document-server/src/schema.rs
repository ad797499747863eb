//! What schemas allow.
//!
//! In: places of schemas. Out: whether a value is valid (the document's validator decides), and, for what is read from
//! text, which JSON types are possible at a place. Deliberately absent: what a schema would be in any language.

use serde_json::Value;

use crate::document::Node;

/// So deep are compositions followed.
const DEPTH: usize = 24;

/// Whether a value is valid at a place; an error says what is wrong.
///
/// # Errors
///
/// The value is not valid.
pub fn check(schema: &Node<'_>, value: &Value) -> Result<(), String> {
    schema.document().check(schema.place(), value)
}

/// A set of JSON types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Types(u8);

impl Types {
    /// No type.
    pub const NONE: Types = Types(0);
    /// `null`.
    pub const NULL: Types = Types(1);
    /// Booleans.
    pub const BOOLEAN: Types = Types(2);
    /// Numbers, whole or not.
    pub const NUMBER: Types = Types(4);
    /// Strings.
    pub const STRING: Types = Types(8);
    /// Arrays.
    pub const ARRAY: Types = Types(16);
    /// Objects.
    pub const OBJECT: Types = Types(32);
    /// All types.
    pub const ALL: Types = Types(63);

    /// The type of a value.
    #[must_use]
    pub fn of(value: &Value) -> Types {
        match value {
            Value::Null => Types::NULL,
            Value::Bool(_) => Types::BOOLEAN,
            Value::Number(_) => Types::NUMBER,
            Value::String(_) => Types::STRING,
            Value::Array(_) => Types::ARRAY,
            Value::Object(_) => Types::OBJECT,
        }
    }

    fn named(name: &str) -> Types {
        match name {
            "null" => Types::NULL,
            "boolean" => Types::BOOLEAN,
            "number" | "integer" => Types::NUMBER,
            "string" => Types::STRING,
            "array" => Types::ARRAY,
            "object" => Types::OBJECT,
            _ => Types::NONE,
        }
    }

    /// Whether they share a type.
    #[must_use]
    pub fn meet(self, other: Types) -> bool {
        self.0 & other.0 != 0
    }

    /// All types but null.
    #[must_use]
    pub fn without_null(self) -> Types {
        Types(self.0 & !Types::NULL.0)
    }

    /// Types of either.
    #[must_use]
    pub const fn or(self, other: Types) -> Types {
        Types(self.0 | other.0)
    }

    fn and(self, other: Types) -> Types {
        Types(self.0 & other.0)
    }
}

/// The types that values of a schema can have.
#[must_use]
pub fn types(schema: &Node<'_>) -> Types {
    types_within(schema, DEPTH)
}

fn types_within(schema: &Node<'_>, depth: usize) -> Types {
    let Some(depth) = depth.checked_sub(1) else {
        return Types::ALL;
    };
    if schema.value() == &Value::Bool(false) {
        return Types::NONE;
    }
    let mut out = Types::ALL;
    if let Some(next) = schema.next() {
        out = out.and(types_within(&next, depth));
    }
    match schema.value().get("type") {
        Some(Value::String(name)) => out = out.and(Types::named(name)),
        Some(Value::Array(names)) => {
            let names = names.iter().filter_map(Value::as_str);
            out = out.and(names.fold(Types::NONE, |all, it| all.or(Types::named(it))));
        }
        Some(_) | None => {}
    }
    if let Some(values) = schema.value().get("enum").and_then(Value::as_array) {
        out = out.and(
            values
                .iter()
                .fold(Types::NONE, |all, it| all.or(Types::of(it))),
        );
    }
    if let Some(value) = schema.value().get("const") {
        out = out.and(Types::of(value));
    }
    for part in schema.get("allOf").iter().flat_map(Node::items) {
        out = out.and(types_within(&part, depth));
    }
    for key in ["anyOf", "oneOf"] {
        let Some(list) = schema.get(key) else {
            continue;
        };
        let any = |all: Types, it: Node<'_>| all.or(types_within(&it, depth));
        out = out.and(list.items().into_iter().fold(Types::NONE, any));
    }
    out
}

/// Schemas of which one or several describe the same value.
#[derive(Clone, Debug, Default)]
pub struct Position<'d> {
    schemas: Vec<Node<'d>>,
    /// What describes the items of a list that itself has no schema.
    items: Vec<Node<'d>>,
}

impl<'d> Position<'d> {
    /// What one schema describes; without one, anything.
    #[must_use]
    pub fn of(schema: Option<&Node<'d>>) -> Position<'d> {
        Position {
            schemas: schema.into_iter().cloned().collect(),
            items: Vec::new(),
        }
    }

    /// A list of what one schema describes.
    #[must_use]
    pub fn list_of(item: Option<&Node<'d>>) -> Position<'d> {
        Position {
            schemas: Vec::new(),
            items: item.into_iter().cloned().collect(),
        }
    }

    fn all(schemas: Vec<Node<'d>>) -> Position<'d> {
        Position {
            schemas,
            items: Vec::new(),
        }
    }

    /// The types that are possible here.
    #[must_use]
    pub fn types(&self) -> Types {
        if self.schemas.is_empty() {
            return Types::ALL;
        }
        self.schemas
            .iter()
            .fold(Types::NONE, |all, it| all.or(types(it)))
    }

    /// All schema objects that may apply here, behind references and compositions.
    #[must_use]
    pub fn parts(&self) -> Vec<Node<'d>> {
        let mut out = Vec::new();
        let mut seen = Vec::new();
        self.schemas
            .iter()
            .for_each(|it| collect(it, &mut seen, &mut out));
        out
    }

    /// The items of a list.
    #[must_use]
    pub fn item(&self, index: usize) -> Position<'d> {
        let of = |part: &Node<'d>| {
            let tuple = part
                .get("prefixItems")
                .and_then(|it| it.items().into_iter().nth(index));
            tuple.or_else(|| part.get("items"))
        };
        let own = self.parts();
        Position::all(
            own.iter()
                .filter_map(of)
                .chain(self.items.iter().cloned())
                .collect(),
        )
    }

    /// A member of an object: what declares it by name, else what says anything of other members.
    #[must_use]
    pub fn member(&self, name: &str) -> Position<'d> {
        let parts = self.parts();
        let declared: Vec<Node<'d>> = parts
            .iter()
            .filter_map(|it| it.get("properties")?.get(name))
            .collect();
        if !declared.is_empty() {
            return Position::all(declared);
        }
        let patterns = parts.iter().filter_map(|it| it.get("patternProperties"));
        let mut others: Vec<Node<'d>> = patterns
            .flat_map(|it| it.members())
            .map(|(_, it)| it)
            .collect();
        for key in ["additionalProperties", "unevaluatedProperties"] {
            let schemas = parts.iter().filter_map(|it| it.get(key));
            others.extend(schemas.filter(|it| it.value().is_object()));
        }
        Position::all(others)
    }

    /// Whether a member is declared by its name.
    #[must_use]
    pub fn declares(&self, name: &str) -> bool {
        self.parts().iter().any(|it| {
            it.get("properties")
                .is_some_and(|it| it.get(name).is_some())
        })
    }

    /// Whether the document says anything of members that it does not name.
    #[must_use]
    pub fn speaks_of_others(&self) -> bool {
        let keys = [
            "additionalProperties",
            "patternProperties",
            "unevaluatedProperties",
            "propertyNames",
        ];
        let parts = self.parts();
        // A schema that declares nothing at all is open to everything.
        let silent = parts.iter().all(|it| {
            let value = it.value();
            value.get("properties").is_none()
        });
        silent
            || parts
                .iter()
                .any(|it| keys.iter().any(|key| it.get(key).is_some()))
    }

    /// The schemas themselves.
    pub fn schemas(&self) -> impl Iterator<Item = &Node<'d>> {
        self.schemas.iter()
    }
}

fn collect<'d>(schema: &Node<'d>, seen: &mut Vec<String>, out: &mut Vec<Node<'d>>) {
    if seen.iter().any(|it| it == schema.place()) {
        return;
    }
    seen.push(schema.place().to_owned());
    out.push(schema.clone());
    if let Some(next) = schema.next() {
        collect(&next, seen, out);
    }
    for key in ["allOf", "anyOf", "oneOf"] {
        for part in schema.get(key).iter().flat_map(Node::items) {
            collect(&part, seen, out);
        }
    }
    for key in ["then", "else"] {
        if let Some(part) = schema.get(key) {
            collect(&part, seen, out);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use instances::Document;
    use serde_json::json;

    const DOCUMENT: &str = "
openapi: 3.1.0
components: { schemas: {
  a: { type: [integer, 'null'] },
  b: { anyOf: [ { $ref: '#/components/schemas/a' }, { type: array, items: { enum: [x, 1] } } ] },
  c: { allOf: [ { $ref: '#/components/schemas/b' }, { type: [array, object] } ] },
  d: { properties: { e: { type: string } }, additionalProperties: { $ref: '#/components/schemas/a' } },
  f: { allOf: [ { $ref: '#/components/schemas/d' }, { $ref: '#/components/schemas/f' } ] },
  g: { type: object, properties: { h: true } }
} }
";

    fn schema<'d>(document: &'d Document, name: &str) -> Node<'d> {
        let schemas = Node::root(document).at("components").unwrap().at("schemas");
        schemas.unwrap().get(name).unwrap()
    }

    #[test]
    fn types_are_found_through_compositions() {
        let document = Document::parse(DOCUMENT).unwrap();
        let of = |key| types(&schema(&document, key));
        assert_eq!(of("a"), Types::NUMBER.or(Types::NULL));
        assert_eq!(of("b"), Types::NUMBER.or(Types::NULL).or(Types::ARRAY));
        assert_eq!(of("c"), Types::ARRAY);
        assert_eq!(of("f"), Types::ALL);
    }

    #[test]
    fn members_and_items_have_positions() {
        let document = Document::parse(DOCUMENT).unwrap();
        let of = |key| Position::of(Some(&schema(&document, key)));
        assert_eq!(of("c").item(3).types(), Types::STRING.or(Types::NUMBER));
        assert_eq!(of("f").member("e").types(), Types::STRING);
        assert_eq!(of("f").member("z").types(), Types::NUMBER.or(Types::NULL));
        assert!(of("f").declares("e") && !of("f").declares("z"));
        assert!(of("f").speaks_of_others() && !of("g").speaks_of_others());
        assert!(of("a").speaks_of_others());
    }

    #[test]
    fn values_are_checked_where_a_schema_stands() {
        let document = Document::parse(DOCUMENT).unwrap();
        let schema = schema(&document, "d");
        assert!(check(&schema, &json!({"e": "x", "y": 1})).is_ok());
        let fault = check(&schema, &json!({"y": "x"})).unwrap_err();
        assert!(fault.contains("/y"), "{fault}");
    }
}
