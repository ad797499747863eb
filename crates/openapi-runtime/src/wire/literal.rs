//! Values that a document spells out: constants, tags, enumerated values.

use super::judge::{Judge, Judged};
use super::number::exact_integer;
use super::value::{Number, Value};
use serde::{
    Deserializer, Serialize, Serializer,
    de::{DeserializeSeed, Error},
};
use std::fmt;

/// A value that a document spells out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Literal {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// An integer.
    Integer(i128),
    /// A number, as the document spells it.
    Number(&'static str),
    /// A string.
    String(&'static str),
    /// A list or an object, as JSON text.
    Json(&'static str),
}

impl Literal {
    /// The value of a Rust literal, from its text (`concat!`) and its spelling (`stringify!`, quotes included). A
    /// macro sees a literal but not its kind; this tells the kinds apart and can stand in a constant.
    #[must_use]
    pub const fn of(text: &'static str, spelling: &'static str) -> Self {
        match spelling.as_bytes() {
            [b'"' | b'r', ..] => Literal::String(text),
            [b't', ..] => Literal::Bool(true),
            [b'f', ..] => Literal::Bool(false),
            _ => match i128::from_str_radix(text, 10) {
                Ok(value) => Literal::Integer(value),
                Err(_) => Literal::Number(text),
            },
        }
    }

    /// Whether the value is this one. Numbers are compared by what they are, not by how they are written.
    pub(crate) fn is(&self, value: &Value) -> bool {
        match (self, value) {
            (Literal::Null, Value::Null) => true,
            (Literal::Bool(want), Value::Bool(is)) => want == is,
            (Literal::String(want), Value::String(is)) => want == is,
            (Literal::Integer(want), Value::Number(number)) => match *number {
                Number::Signed(is) => *want == i128::from(is),
                Number::Unsigned(is) => *want == i128::from(is),
                Number::Wide(is) => *want == is,
                Number::Float(is) => same_float(*want, is),
            },
            (Literal::Number(want), Value::Number(number)) => {
                want.parse().is_ok_and(|want: f64| want == number.as_f64())
            }
            (Literal::Json(text), Value::Array(_) | Value::Object(_)) => {
                buffered(text).is_some_and(|want| want.same(value))
            }
            (
                Literal::Null
                | Literal::Bool(_)
                | Literal::String(_)
                | Literal::Integer(_)
                | Literal::Number(_)
                | Literal::Json(_),
                _,
            ) => false,
        }
    }
}

impl Literal {
    #[cold]
    fn refuse<E: Error>(self, found: &str) -> E {
        E::custom(format_args!("expected {self}, found {found}"))
    }
}

impl fmt::Display for Literal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Literal::Null => f.write_str("null"),
            Literal::Bool(value) => value.fmt(f),
            Literal::Integer(value) => value.fmt(f),
            Literal::Number(text) | Literal::Json(text) => f.write_str(text),
            Literal::String(text) => write!(f, "{text:?}"),
        }
    }
}

impl Serialize for Literal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Literal::Null => serializer.serialize_unit(),
            Literal::Bool(value) => serializer.serialize_bool(*value),
            Literal::Integer(value) => super::Wire::write(value, serializer),
            Literal::Number(text) => match text.parse::<f64>() {
                Ok(value) => super::Wire::write(&value, serializer),
                Err(error) => Err(serde::ser::Error::custom(error)),
            },
            Literal::String(text) => serializer.serialize_str(text),
            // Through the buffer: any JSON would sort the members.
            Literal::Json(text) => match buffered(text) {
                Some(value) => value.serialize(serializer),
                None => Err(serde::ser::Error::custom("the literal is not JSON")),
            },
        }
    }
}

/// JSON text of a document, as a buffer.
pub(super) fn buffered(text: &str) -> Option<Value> {
    Value::read(&mut serde_json::Deserializer::from_str(text)).ok()
}

/// Whether a number with a fraction or an exponent is an integer of the document: exactly below 2^53, and beyond it if
/// both are the same float.
#[allow(clippy::cast_precision_loss, clippy::float_cmp)]
fn same_float(want: i128, is: f64) -> bool {
    match exact_integer(is) {
        Some(is) => want == i128::from(is),
        None => is.fract() == 0.0 && want as f64 == is,
    }
}

/// Reads a value that must be this one.
impl<'de> DeserializeSeed<'de> for Literal {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        Judged(self).deserialize(deserializer)
    }
}

impl Judge for Literal {
    type Verdict = ();

    fn text<E: Error>(self, text: &str) -> Result<(), E> {
        match self {
            Literal::String(want) if want == text => Ok(()),
            Literal::Null
            | Literal::Bool(_)
            | Literal::Integer(_)
            | Literal::Number(_)
            | Literal::String(_)
            | Literal::Json(_) => Err(self.refuse("another string")),
        }
    }

    fn value<E: Error>(self, value: Value) -> Result<(), E> {
        if self.is(&value) {
            Ok(())
        } else {
            Err(self.refuse(value.describe()))
        }
    }
}

/// Says which values would have been right.
#[cold]
pub(crate) fn expected<'a, E: Error>(
    literals: impl IntoIterator<Item = &'a Literal>,
    found: &Value,
) -> E {
    let mut list = String::new();
    for (at, literal) in literals.into_iter().enumerate() {
        if at == 12 {
            list.push_str(", …");
            break;
        }
        list.push_str(if at == 0 { "" } else { ", " });
        list.push_str(&literal.to_string());
    }
    E::custom(format_args!(
        "expected one of {list}, found {}",
        found.describe()
    ))
}

#[cfg(test)]
mod tests {
    use super::Literal;

    #[test]
    fn lists_and_objects_are_written_in_the_order_of_the_document() {
        let text = r#"{"b":[1,-2,0.5],"a":{"d":null,"c":"x"}}"#;
        assert_eq!(serde_json::to_string(&Literal::Json(text)).unwrap(), text);
    }
}
