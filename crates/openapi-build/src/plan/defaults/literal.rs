//! Literals of the document and literals of the plan.

use crate::ir::Json;
use crate::ir::Literal as Value;
use crate::shape::Literal;

/// Whether a literal of the plan is the one of the document. Members of objects have no order.
pub fn same(value: &Value, literal: &Literal) -> bool {
    match (value, literal) {
        (Value::Null, Literal::Null) => true,
        (Value::Bool(one), Literal::Bool(other)) => one == other,
        (Value::Int(one), Literal::Int(other)) => one == other,
        (Value::Huge(one), Literal::Huge(other)) => one == other,
        (Value::Float(one), Literal::Float(other)) => one == other,
        (Value::String(one), Literal::String(other)) => one == other,
        (Value::Json(one), Literal::List(_) | Literal::Object(_)) => {
            is_same_json(one, &literal.json())
        }
        _ => false,
    }
}

fn is_same_json(one: &str, other: &str) -> bool {
    let read = |text| serde_json::from_str::<serde_json::Value>(text).ok();
    one == other || read(one).is_some_and(|it| read(other) == Some(it))
}

/// A literal that is a scalar, in the plan's words.
pub fn scalar(literal: &Literal) -> Option<Value> {
    Some(match literal {
        Literal::Null => Value::Null,
        Literal::Bool(value) => Value::Bool(*value),
        Literal::Int(value) => Value::Int(*value),
        Literal::Huge(value) => Value::Huge(*value),
        Literal::Float(value) => Value::Float(*value),
        Literal::String(text) => Value::String(text.clone()),
        Literal::List(_) | Literal::Object(_) => return None,
    })
}

/// A literal as any JSON. An integer beyond 64 bits is a float, as it is when it is read.
pub fn json(literal: &Literal) -> Json {
    match literal {
        Literal::Null => Json::Null,
        Literal::Bool(value) => Json::Bool(*value),
        Literal::Int(value) => match (i64::try_from(*value), u64::try_from(*value)) {
            (Ok(value), _) => Json::Int(value),
            (_, Ok(value)) => Json::Large(value),
            (Err(_), Err(_)) => Json::Float(*value as f64),
        },
        Literal::Huge(value) => Json::Float(*value as f64),
        Literal::Float(value) => Json::Float(*value),
        Literal::String(text) => Json::String(text.clone()),
        Literal::List(items) => Json::List(items.iter().map(json).collect()),
        Literal::Object(members) => Json::Object(
            members
                .iter()
                .map(|(key, it)| (key.clone(), json(it)))
                .collect(),
        ),
    }
}

/// The member of this name.
pub fn member<'a>(members: &'a [(Box<str>, Literal)], name: &str) -> Option<&'a Literal> {
    members
        .iter()
        .find(|(key, _)| **key == *name)
        .map(|(_, it)| it)
}
