//! Values that a document spells out: constants, tags, enumerated values.

use super::judge::{Judge, Judged};
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
    /// An integer beyond `i128`.
    Huge(u128),
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
            _ => match (
                i128::from_str_radix(text, 10),
                u128::from_str_radix(text, 10),
            ) {
                (Ok(value), _) => Literal::Integer(value),
                (_, Ok(value)) => Literal::Huge(value),
                (Err(_), Err(_)) => Literal::Number(text),
            },
        }
    }

    /// Whether the value is this one. Numbers are compared by what they are, not by how they are written.
    pub(crate) fn is(&self, value: &Value) -> bool {
        match (self, value) {
            (Literal::Null, Value::Null) => true,
            (Literal::Bool(want), Value::Bool(is)) => want == is,
            (Literal::String(want), Value::String(is)) => want == is,
            (Literal::Integer(want), Value::Number(number)) => {
                same((*want < 0, want.unsigned_abs()), *number)
            }
            (Literal::Huge(want), Value::Number(number)) => same((false, *want), *number),
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
                | Literal::Huge(_)
                | Literal::Number(_)
                | Literal::Json(_),
                _,
            ) => false,
        }
    }
}

impl Literal {
    /// Whether an integer beyond 64 bits is in it, or may be: to be compared with it, a value has to be read exactly.
    pub(crate) fn is_wide(&self) -> bool {
        /// As many digits as the largest `i64`.
        const DIGITS: usize = 19;
        match self {
            Literal::Integer(it) => i64::try_from(*it).is_err() && u64::try_from(*it).is_err(),
            Literal::Huge(_) => true,
            Literal::Json(text) => {
                let mut runs = text.split(|it: char| !it.is_ascii_digit());
                runs.any(|it| it.len() >= DIGITS)
            }
            Literal::Null | Literal::Bool(_) | Literal::Number(_) | Literal::String(_) => false,
        }
    }

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
            Literal::Huge(value) => value.fmt(f),
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
            Literal::Huge(value) => super::Wire::write(value, serializer),
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

/// JSON text of a document, as a buffer with all its digits.
pub(super) fn buffered(text: &str) -> Option<Value> {
    Value::read_exactly(&mut serde_json::Deserializer::from_str(text)).ok()
}

/// Whether a number is an integer of the document, which is given as whether it is negative and its magnitude: exactly, where all
/// digits are known; else if both are the same float.
#[allow(clippy::cast_precision_loss, clippy::float_cmp)]
fn same(want: (bool, u128), number: Number) -> bool {
    match number.integer() {
        Some(is) => want == is,
        None => {
            let (is, magnitude) = (number.as_f64(), want.1 as f64);
            is.fract() == 0.0 && is == if want.0 { -magnitude } else { magnitude }
        }
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
            | Literal::Huge(_)
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
    use super::{Literal, buffered};
    use crate::wire::replay::Replay;
    use crate::wire::value::Value;

    #[test]
    fn lists_and_objects_are_written_in_the_order_of_the_document() {
        let text = r#"{"b":[1,-2,0.5],"a":{"d":null,"c":"x"}}"#;
        assert_eq!(serde_json::to_string(&Literal::Json(text)).unwrap(), text);
    }

    #[test]
    fn integers_of_any_width_are_compared_and_written_digit_by_digit() {
        let list = r#"[{"a":[18446744073709551617]},-170141183460469231731687303715884105728]"#;
        for (literal, text, others) in [
            (
                Literal::of("18446744073709551617", "1"),
                "18446744073709551617",
                ["18446744073709551616", "-18446744073709551617"],
            ),
            (
                Literal::of("-9223372036854775809", "-"),
                "-9223372036854775809",
                ["-9223372036854775808", "9223372036854775809"],
            ),
            (
                Literal::of("340282366920938463463374607431768211455", "3"),
                "340282366920938463463374607431768211455",
                ["340282366920938463463374607431768211454", "1"],
            ),
            (
                Literal::Json(list),
                list,
                [
                    r#"[{"a":[18446744073709551616]},-170141183460469231731687303715884105728]"#,
                    "[]",
                ],
            ),
        ] {
            assert!(literal.is_wide());
            assert_eq!(serde_json::to_string(&literal).unwrap(), text);
            assert!(literal.is(&buffered(text).unwrap()), "{text}");
            for other in others {
                assert!(
                    !literal.is(&buffered(other).unwrap()),
                    "{text} is not {other}"
                );
            }
        }
        // What is a float on the wire has no more digits.
        assert!(Literal::Integer(1 << 64).is(&buffered("1.8446744073709552e19").unwrap()));
        assert!(Literal::Integer(5).is(&buffered("5.0").unwrap()));
        assert!(!Literal::Integer(5).is_wide() && !Literal::Json(r#"["a"]"#).is_wide());
    }

    #[test]
    fn a_buffer_that_keeps_all_digits_is_the_same_as_another_one_else() {
        let text = r#" { "a" : [1, -2, 0.5, 1e3, "x\u00e9\"", true, null, {}], "b": {"$c": []}, "a": "twice" } "#;
        let plain = Value::read(&mut serde_json::Deserializer::from_str(text)).unwrap();
        assert_eq!(buffered(text).unwrap(), plain);
        // Through a value of serde_json, and from a buffer.
        let json: serde_json::Value = serde_json::from_str(r#"{"a":[1,"x"]}"#).unwrap();
        let known = Value::read(json.clone()).unwrap();
        assert_eq!(Value::read_exactly(json).unwrap(), known);
        let replay = Replay::<serde_json::Error>::new(known.clone());
        assert_eq!(Value::read_exactly(replay).unwrap(), known);
        // A member that looks as if the format had made it up is one like any other, however often.
        let mut nested = "1".to_owned();
        for _ in 0..5 {
            let text = serde_json::to_string(&nested).unwrap();
            nested = format!(r#"{{"$serde_json::private::RawValue":{text}}}"#);
        }
        assert!(matches!(buffered(&nested), Some(Value::Object(it)) if it.len() == 1));
        let deep = "[".repeat(200) + &"]".repeat(200);
        assert!(buffered(&deep).is_none());
        assert!(buffered("1e999").is_none() && buffered("[1,]").is_none());
    }
}
