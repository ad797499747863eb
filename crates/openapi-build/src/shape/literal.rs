//! Literal values of the document, and whether they fit a shape.

use crate::document::schema::Types;
use crate::source::NodeId;
use crate::tree::Number;
use crate::tree::Tree;
use crate::tree::Value;

/// A JSON value written in the document.
#[derive(Clone, Debug, PartialEq)]
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

    /// The JSON text.
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
