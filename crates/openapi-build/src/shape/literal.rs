//! Literal values of the document, and whether they fit a shape.

use crate::document::schema::Types;
use crate::source::NodeId;
use crate::tree::Number;
use crate::tree::Tree;
use crate::tree::Value;

/// A JSON value written in the document. Two are equal as JSON values are: members of objects have no order.
#[derive(Clone, Debug)]
pub enum Literal {
    /// `null`
    Null,
    /// `true`, `false`
    Bool(bool),
    /// An integer; `1.0` is one.
    Int(i128),
    /// An integer beyond `i128`.
    Huge(u128),
    /// Any other number.
    Float(f64),
    /// A string.
    String(Box<str>),
    /// A list.
    List(Vec<Literal>),
    /// An object, in source order.
    Object(Vec<(Box<str>, Literal)>),
}

impl Literal {
    /// Reads the value at `at`.
    pub fn read(tree: &Tree, at: NodeId) -> Literal {
        match tree.value(at) {
            Value::Null => Literal::Null,
            Value::Bool(value) => Literal::Bool(*value),
            Value::Number(Number::Int(value)) => Literal::Int(*value),
            Value::Number(Number::Huge(value)) => Literal::Huge(*value),
            Value::Number(Number::Float(value)) => float(*value),
            Value::String(text) => Literal::String(text.clone()),
            Value::List(items) => {
                Literal::List(items.iter().map(|it| Literal::read(tree, *it)).collect())
            }
            Value::Map(map) => Literal::Object(
                map.iter()
                    .map(|(key, it)| (key.into(), Literal::read(tree, it)))
                    .collect(),
            ),
        }
    }

    /// Whether it is no list and no object.
    pub fn is_scalar(&self) -> bool {
        !matches!(self, Literal::List(_) | Literal::Object(_))
    }

    /// The JSON type.
    pub fn json_type(&self) -> Types {
        match self {
            Literal::Null => Types::NULL,
            Literal::Bool(_) => Types::BOOLEAN,
            Literal::Int(_) | Literal::Huge(_) => Types::INTEGER,
            Literal::Float(_) => Types::FRACTION,
            Literal::String(_) => Types::STRING,
            Literal::List(_) => Types::ARRAY,
            Literal::Object(_) => Types::OBJECT,
        }
    }

    /// A text that equal values have in common: JSON in which the members of objects are sorted.
    pub fn key(&self) -> String {
        match self {
            Literal::List(items) => {
                let items: Vec<String> = items.iter().map(Literal::key).collect();
                format!("[{}]", items.join(", "))
            }
            Literal::Object(members) => {
                let mut members: Vec<(&str, String)> =
                    members.iter().map(|(key, it)| (&**key, it.key())).collect();
                members.sort();
                let members: Vec<String> = members
                    .iter()
                    .map(|(key, it)| format!("{}: {it}", quoted(key)))
                    .collect();
                format!("{{{}}}", members.join(", "))
            }
            scalar => scalar.json(),
        }
    }

    /// The JSON text, with members in the order of the document.
    pub fn json(&self) -> String {
        match self {
            Literal::Null => "null".to_owned(),
            Literal::Bool(value) => value.to_string(),
            Literal::Int(value) => value.to_string(),
            Literal::Huge(value) => value.to_string(),
            Literal::Float(value) => value.to_string(),
            Literal::String(text) => quoted(text),
            Literal::List(items) => {
                let items: Vec<String> = items.iter().map(Literal::json).collect();
                format!("[{}]", items.join(", "))
            }
            Literal::Object(members) => {
                let members: Vec<String> = members
                    .iter()
                    .map(|(key, it)| format!("{}: {}", quoted(key), it.json()))
                    .collect();
                format!("{{{}}}", members.join(", "))
            }
        }
    }
}

impl PartialEq for Literal {
    fn eq(&self, with: &Literal) -> bool {
        match (self, with) {
            (Literal::Null, Literal::Null) => true,
            (Literal::Bool(one), Literal::Bool(other)) => one == other,
            (Literal::Int(one), Literal::Int(other)) => one == other,
            (Literal::Huge(one), Literal::Huge(other)) => one == other,
            (Literal::Float(one), Literal::Float(other)) => one == other,
            (Literal::String(one), Literal::String(other)) => one == other,
            (Literal::List(one), Literal::List(other)) => one == other,
            (Literal::Object(one), Literal::Object(other)) => {
                one.len() == other.len() && self.key() == with.key()
            }
            _ => false,
        }
    }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// JSON Schema has no floats: a number without a fraction is an integer.
fn float(value: f64) -> Literal {
    // Beyond 2^53 neighbouring integers are no longer told apart, but the value stays what it is.
    if value.fract() == 0.0 && value.abs() < 1e36 {
        Literal::Int(value as i128)
    } else {
        Literal::Float(value)
    }
}

#[cfg(test)]
mod tests {
    use super::Literal;

    fn object(members: &[(&str, Literal)]) -> Literal {
        let members = members.iter();
        Literal::Object(
            members
                .map(|(key, it)| ((*key).into(), it.clone()))
                .collect(),
        )
    }

    #[test]
    fn members_of_objects_have_no_order() {
        let inner = |swapped: bool| {
            let (a, b) = (("a", Literal::Int(1)), ("b", Literal::Null));
            object(&if swapped { [b, a] } else { [a, b] })
        };
        let outer = |swapped: bool| Literal::List(vec![inner(swapped), Literal::Bool(true)]);
        assert_eq!(outer(false), outer(true));
        assert_eq!(outer(false).key(), outer(true).key());
        assert_ne!(outer(false).json(), outer(true).json());
        let turned = Literal::List(vec![Literal::Bool(true), inner(false)]);
        assert_ne!(outer(false), turned);
        let fewer = object(&[("a", Literal::Int(1))]);
        let other = object(&[("a", Literal::Int(1)), ("b", Literal::Bool(false))]);
        assert!(inner(true) != fewer && inner(true) != other);
        // A comma within a text is none between members.
        let odd = object(&[("a", Literal::String("1, b: 2".into()))]);
        assert_ne!(
            odd.key(),
            object(&[("a", Literal::Int(1)), ("b", Literal::Int(2))]).key()
        );
    }
}
