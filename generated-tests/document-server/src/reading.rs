//! What a text on the wire can mean.
//!
//! A query or a path holds text; whether `5` is a number and `a` a list of one item, only the document can say, and
//! sometimes it allows both. So what is read is a [`Reading`], and a parameter may have several of them.

use serde_json::{Map, Number, Value};

use crate::schema::{self, Position, Types};

/// What was read, with texts that have no type yet.
#[derive(Clone, Debug, PartialEq)]
pub enum Reading {
    /// A text, decoded.
    Text(String),
    /// A value that was JSON.
    Json(Value),
    /// A list.
    List(Vec<Reading>),
    /// An object, in the order in which its members came.
    Object(Vec<(String, Reading)>),
}

/// What a text is taken for where a document allows several types.
#[derive(Clone, Copy)]
enum First {
    Literal,
    String,
}

impl Reading {
    /// Whether this is how `given` reads on the wire.
    #[must_use]
    pub fn is(&self, given: &Value) -> bool {
        match (self, given) {
            (Reading::Text(text), Value::String(it)) => text == it,
            (Reading::Text(text), Value::Number(it)) => {
                number(text).is_some_and(|text| equal_numbers(&text, it))
            }
            (Reading::Text(text), Value::Bool(it)) => *text == it.to_string(),
            (Reading::Text(text), Value::Null) => text.is_empty(),
            (Reading::Json(value), given) => equal(value, given),
            (Reading::List(items), Value::Array(given)) => {
                items.len() == given.len()
                    && items.iter().zip(given).all(|(item, given)| item.is(given))
            }
            (Reading::Object(members), Value::Object(given)) => {
                members.len() == given.len()
                    && members
                        .iter()
                        .all(|(key, member)| given.get(key).is_some_and(|it| member.is(it)))
            }
            (Reading::Text(_) | Reading::List(_) | Reading::Object(_), _) => false,
        }
    }

    /// The value, with the types that a schema gives it.
    ///
    /// # Errors
    ///
    /// In no way is it valid; says why.
    pub fn value(&self, position: &Position<'_>) -> Result<Value, String> {
        let valid = |value: &Value| {
            position
                .schemas()
                .try_for_each(|it| schema::check(it, value))
        };
        let literal = self.typed(position, First::Literal);
        let Err(why) = valid(&literal) else {
            return Ok(literal);
        };
        let text = self.typed(position, First::String);
        valid(&text).map(|()| text).map_err(|_| why)
    }

    fn typed(&self, position: &Position<'_>, first: First) -> Value {
        match self {
            Reading::Text(text) => typed_text(text, position.types(), first),
            Reading::Json(value) => value.clone(),
            Reading::List(items) => {
                let items = items.iter().enumerate();
                items
                    .map(|(index, it)| it.typed(&position.item(index), first))
                    .collect()
            }
            Reading::Object(members) => {
                let typed = |(key, it): &(String, Reading)| {
                    (key.clone(), it.typed(&position.member(key), first))
                };
                Value::Object(members.iter().map(typed).collect::<Map<_, _>>())
            }
        }
    }
}

fn typed_text(text: &str, types: Types, first: First) -> Value {
    let string = || Value::String(text.to_owned());
    match first {
        First::String if types.meet(Types::STRING) => return string(),
        First::String | First::Literal => {}
    }
    if types.meet(Types::NUMBER)
        && let Some(number) = number(text)
    {
        return Value::Number(number);
    }
    // In forms, an object among other values is JSON.
    if !types.meet(Types::STRING)
        && types.meet(Types::OBJECT.or(Types::ARRAY))
        && let Ok(value) = serde_json::from_str::<Value>(text)
        && types.meet(Types::of(&value))
    {
        return value;
    }
    match text {
        "true" if types.meet(Types::BOOLEAN) => Value::Bool(true),
        "false" if types.meet(Types::BOOLEAN) => Value::Bool(false),
        "" if types.meet(Types::NULL) && !types.meet(Types::STRING) => Value::Null,
        _ => string(),
    }
}

/// A number as JSON writes it.
fn number(text: &str) -> Option<Number> {
    serde_json::from_str(text).ok()
}

/// Whether two values are the same, where `1` and `1.0` are one number.
#[must_use]
pub fn equal(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => equal_numbers(a, b),
        (Value::Array(a), Value::Array(b)) => {
            a.len() == b.len() && a.iter().zip(b).all(|(a, b)| equal(a, b))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter()
                    .all(|(key, a)| b.get(key).is_some_and(|b| equal(a, b)))
        }
        (a, b) => a == b,
    }
}

/// Whether two numbers are the same.
#[must_use]
pub fn equal_numbers(a: &Number, b: &Number) -> bool {
    let whole = |it: &Number| it.as_i128();
    match (whole(a), whole(b)) {
        (Some(a), Some(b)) => a == b,
        (_, _) => a.as_f64() == b.as_f64(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Node;
    use serde_json::json;

    #[test]
    fn texts_get_the_type_that_the_document_gives() {
        let document = instances::Document::parse(
            "
openapi: 3.1.0
components: { schemas: {
  n: { type: array, items: { type: integer } },
  s: { type: array, items: { type: string } },
  b: { type: array, items: { type: [integer, string], pattern: '^[0-9]' } }
} }",
        )
        .unwrap();
        let schemas = Node::root(&document)
            .at("components")
            .unwrap()
            .at("schemas");
        let read = |reading: &Reading, key: &str| {
            let schema = schemas.as_ref().unwrap().get(key);
            reading.value(&Position::of(schema.as_ref()))
        };
        let reading = Reading::List(vec![Reading::Text("1".into()), Reading::Text("2".into())]);
        assert_eq!(read(&reading, "n"), Ok(json!([1, 2])));
        assert_eq!(read(&reading, "s"), Ok(json!(["1", "2"])));
        assert_eq!(read(&reading, "b"), Ok(json!([1, 2])));
        let wrong = Reading::List(vec![Reading::Text("x".into())]);
        assert!(read(&wrong, "n").is_err());
    }

    #[test]
    fn a_reading_is_what_was_given_when_the_texts_agree() {
        let object = Reading::Object(vec![("a".into(), Reading::Text("1".into()))]);
        assert!(
            object.is(&json!({"a": 1}))
                && object.is(&json!({"a": "1"}))
                && object.is(&json!({"a": 1.0}))
        );
        assert!(
            !object.is(&json!({"a": 2}))
                && !object.is(&json!({"a": 1, "b": 2}))
                && !object.is(&json!(1))
        );
        assert!(Reading::Text("true".into()).is(&json!(true)));
        assert!(!Reading::Text("True".into()).is(&json!(true)));
        assert!(Reading::Json(json!({"a": [1.0]})).is(&json!({"a": [1]})));
    }
}
