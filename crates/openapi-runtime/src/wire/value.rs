//! The value buffer: JSON that must be looked at before it is known what it is.
//!
//! In: any deserializer. Out: a tree that keeps numbers as they came and members in their order, to be replayed
//! through a deserializer of its own (`replay`). A buffer that is buffered again is handed over, not copied, so that
//! unions inside unions stay linear.

use super::{Seed, list::reserve, path};
use serde::{
    Deserializer, Serialize, Serializer,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor},
};
use std::{cell::Cell, fmt};

/// How deep buffered JSON may be: as deep as `serde_json` reads.
const DEEPEST: usize = 128;

/// The name by which a buffer's own deserializer is asked to hand its value over.
pub(crate) const HAND_OVER: &str = "$openapi_runtime::Value";

/// The member by which `serde_json` passes a number as text, when its `arbitrary_precision` is on.
const NUMBER_AS_TEXT: &str = "$serde_json::private::Number";

thread_local! {
    static HANDED_OVER: Cell<Option<Value>> = const { Cell::new(None) };
}

/// Any JSON.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(String),
    /// An array.
    Array(Vec<Value>),
    /// An object: its members as they came.
    Object(Vec<(String, Value)>),
}

/// A number, in the form in which the format passed it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// A negative integer.
    Signed(i64),
    /// An integer from zero.
    Unsigned(u64),
    /// An integer beyond 64 bits.
    Wide(i128),
    /// Any other.
    Float(f64),
}

impl Number {
    /// The nearest float.
    #[allow(clippy::cast_precision_loss)]
    pub(crate) fn as_f64(self) -> f64 {
        match self {
            Number::Signed(value) => value as f64,
            Number::Unsigned(value) => value as f64,
            Number::Wide(value) => value as f64,
            Number::Float(value) => value,
        }
    }

    fn parse(text: &str) -> Option<Self> {
        if let Ok(value) = text.parse() {
            return Some(Number::Unsigned(value));
        }
        if let Ok(value) = text.parse() {
            return Some(Number::Signed(value));
        }
        if let Ok(value) = text.parse() {
            return Some(Number::Wide(value));
        }
        text.parse()
            .ok()
            .filter(|value: &f64| value.is_finite())
            .map(Number::Float)
    }
}

impl Value {
    /// What the value is, without quoting what it says.
    pub(crate) fn describe(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Bool(_) => "another boolean",
            Value::Number(_) => "another number",
            Value::String(_) => "another string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }

    /// Whether it is the same JSON: numbers by what they are, members in any order.
    pub(crate) fn same(&self, other: &Value) -> bool {
        match (self, other) {
            (Value::Number(a), Value::Number(b)) => {
                let integer = |it: Number| match it {
                    Number::Signed(it) => Some(i128::from(it)),
                    Number::Unsigned(it) => Some(i128::from(it)),
                    Number::Wide(it) => Some(it),
                    Number::Float(it) => super::number::exact_integer(it).map(i128::from),
                };
                match (integer(*a), integer(*b)) {
                    (Some(a), Some(b)) => a == b,
                    _ => a.as_f64() == b.as_f64(),
                }
            }
            (Value::Array(a), Value::Array(b)) => {
                a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.same(b))
            }
            (Value::Object(a), Value::Object(b)) => {
                let has = |(name, it): &(String, Value)| {
                    other.member(name).is_some_and(|other| it.same(other))
                };
                a.len() == b.len() && a.iter().all(has)
            }
            _ => self == other,
        }
    }

    /// The last member of this name.
    pub(crate) fn member(&self, name: &str) -> Option<&Value> {
        match self {
            Value::Object(members) => members
                .iter()
                .rev()
                .find(|(key, _)| key == name)
                .map(|(_, value)| value),
            Value::Null
            | Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_) => None,
        }
    }

    /// Reads a value into a buffer.
    pub(crate) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        ValueSeed::NEW.deserialize(deserializer)
    }

    /// Passes the value to the visitor that [`ValueSeed`] makes, which finds it where no trait can carry it.
    pub(crate) fn hand_over<'de, V: Visitor<'de>, E: Error>(
        self,
        visitor: V,
    ) -> Result<V::Value, E> {
        HANDED_OVER.set(Some(self));
        let result = visitor.visit_unit();
        HANDED_OVER.set(None);
        result
    }
}

/// As it came: members in their order.
impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Value::Null => serializer.serialize_unit(),
            Value::Bool(value) => serializer.serialize_bool(*value),
            Value::Number(Number::Signed(value)) => serializer.serialize_i64(*value),
            Value::Number(Number::Unsigned(value)) => serializer.serialize_u64(*value),
            Value::Number(Number::Wide(value)) => super::Wire::write(value, serializer),
            Value::Number(Number::Float(value)) => super::Wire::write(value, serializer),
            Value::String(text) => serializer.serialize_str(text),
            Value::Array(items) => serializer.collect_seq(items),
            Value::Object(members) => {
                serializer.collect_map(members.iter().map(|(name, value)| (name, value)))
            }
        }
    }
}

/// Reads a value into a buffer, and counts how deep it is.
#[derive(Clone, Copy)]
pub(crate) struct ValueSeed {
    depth: usize,
}

impl ValueSeed {
    pub(crate) const NEW: Self = ValueSeed { depth: 0 };

    fn deeper<E: Error>(self) -> Result<Self, E> {
        if self.depth < DEEPEST {
            Ok(ValueSeed {
                depth: self.depth + 1,
            })
        } else {
            Err(E::custom("nested too deeply"))
        }
    }
}

impl<'de> DeserializeSeed<'de> for ValueSeed {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_newtype_struct(HAND_OVER, self)
    }
}

impl<'de> Visitor<'de> for ValueSeed {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    /// How formats that are not a buffer answer: the name means nothing to them.
    fn visit_newtype_struct<D: Deserializer<'de>>(
        self,
        deserializer: D,
    ) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(HANDED_OVER.take().unwrap_or(Value::Null))
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::Number(
            u64::try_from(value).map_or(Number::Signed(value), Number::Unsigned),
        ))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::Number(Number::Unsigned(value)))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Value, E> {
        Ok(Value::Number(Number::Wide(value)))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        match i128::try_from(value) {
            Ok(value) => self.visit_i128(value),
            Err(_) => Err(E::custom("number out of range")),
        }
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Value::Number(Number::Float(value)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let seed = self.deeper()?;
        let mut list = Vec::with_capacity(reserve::<Value>(items.size_hint()));
        loop {
            match items.next_element_seed(seed) {
                Ok(Some(item)) => list.push(item),
                Ok(None) => return Ok(Value::Array(list)),
                Err(error) => return Err(path::at_index(error, list.len())),
            }
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let seed = self.deeper()?;
        let mut list = Vec::with_capacity(reserve::<(String, Value)>(members.size_hint()));
        while let Some(key) = members.next_key_seed(Seed::<String>::NEW)? {
            if key == NUMBER_AS_TEXT && list.is_empty() {
                let text = members.next_value_seed(Seed::<String>::NEW)?;
                return Number::parse(&text)
                    .map(Value::Number)
                    .ok_or_else(|| Error::custom("number out of range"));
            }
            match members.next_value_seed(seed) {
                Ok(value) => list.push((key, value)),
                Err(error) => return Err(path::at_key(error, &key)),
            }
        }
        Ok(Value::Object(list))
    }
}
