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

/// The name by which `serde_json` is asked for the text of a value (its feature `raw_value`), and the member by which it passes
/// it. To other formats the name means nothing.
pub(crate) const AS_TEXT: &str = "$serde_json::private::RawValue";

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
    /// An integer beyond `i128`.
    Huge(u128),
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
            Number::Huge(value) => value as f64,
            Number::Float(value) => value,
        }
    }

    /// The integer that it is, as whether it is negative and its magnitude; none where digits may be lost.
    pub(crate) fn integer(self) -> Option<(bool, u128)> {
        let signed = |it: i128| (it < 0, it.unsigned_abs());
        match self {
            Number::Signed(it) => Some(signed(it.into())),
            Number::Unsigned(it) => Some((false, it.into())),
            Number::Wide(it) => Some(signed(it)),
            Number::Huge(it) => Some((false, it)),
            Number::Float(it) => super::number::exact_integer(it).map(|it| signed(it.into())),
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
        if let Ok(value) = text.parse() {
            return Some(Number::Huge(value));
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
            (Value::Number(a), Value::Number(b)) => match (a.integer(), b.integer()) {
                (Some(a), Some(b)) => a == b,
                _ => a.as_f64() == b.as_f64(),
            },
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

    /// Reads a value into a buffer that keeps every digit of its numbers, also of integers that `serde_json` passes as floats
    /// when it is not known what is to be read. Each list and object is gone through once more for each that it is in.
    pub(crate) fn read_exactly<'de, D: Deserializer<'de>>(
        deserializer: D,
    ) -> Result<Self, D::Error> {
        ValueSeed::EXACT.deserialize(deserializer)
    }

    /// Integers that `serde_json`'s value cannot hold become the nearest floats, as they are when it reads them itself.
    pub(crate) fn rounded(self) -> Self {
        match self {
            Value::Number(Number::Wide(it)) if serde_json::Number::from_i128(it).is_none() => {
                Value::Number(Number::Float(Number::Wide(it).as_f64()))
            }
            Value::Number(Number::Huge(it)) if serde_json::Number::from_u128(it).is_none() => {
                Value::Number(Number::Float(Number::Huge(it).as_f64()))
            }
            Value::Array(items) => Value::Array(items.into_iter().map(Value::rounded).collect()),
            Value::Object(members) => {
                let rounded = |(name, value): (String, Value)| (name, value.rounded());
                Value::Object(members.into_iter().map(rounded).collect())
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => self,
        }
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
            Value::Number(Number::Huge(value)) => super::Wire::write(value, serializer),
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
    digits: Digits,
}

/// What becomes of the digits of numbers.
#[derive(Clone, Copy, PartialEq)]
enum Digits {
    /// They are as the format passes them.
    AsTheyCome,
    /// They are taken from the text, where the format gives it.
    AllKept,
    /// The same, for what is in a value whose text is there: no member of that value itself is one that the format makes up.
    KeptBelow,
}

impl Digits {
    /// What becomes of those inside.
    fn below(self) -> Self {
        match self {
            Digits::AsTheyCome => Digits::AsTheyCome,
            Digits::AllKept | Digits::KeptBelow => Digits::AllKept,
        }
    }
}

impl ValueSeed {
    pub(crate) const NEW: Self = ValueSeed {
        depth: 0,
        digits: Digits::AsTheyCome,
    };

    pub(crate) const EXACT: Self = ValueSeed {
        depth: 0,
        digits: Digits::AllKept,
    };

    fn deeper<E: Error>(self) -> Result<Self, E> {
        if self.depth < DEEPEST {
            Ok(ValueSeed {
                depth: self.depth + 1,
                digits: self.digits.below(),
            })
        } else {
            Err(E::custom("nested too deeply"))
        }
    }

    /// Reads the text of a value.
    fn text<E: Error>(self, text: &str) -> Result<Value, E> {
        if text.starts_with(|it: char| it == '-' || it.is_ascii_digit()) {
            let number = Number::parse(text).map(Value::Number);
            return number.ok_or_else(|| E::custom("number out of range"));
        }
        serde_json::Deserializer::from_str(text)
            .deserialize_any(ValueSeed {
                digits: Digits::KeptBelow,
                ..self
            })
            .map_err(E::custom)
    }
}

impl<'de> DeserializeSeed<'de> for ValueSeed {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        let name = match self.digits {
            Digits::AsTheyCome => HAND_OVER,
            Digits::AllKept | Digits::KeptBelow => AS_TEXT,
        };
        deserializer.deserialize_newtype_struct(name, self)
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
        match self.digits {
            Digits::AsTheyCome => deserializer.deserialize_any(self),
            // No text is given here; a buffer may be handed over.
            Digits::AllKept | Digits::KeptBelow => ValueSeed {
                digits: Digits::AsTheyCome,
                ..self
            }
            .deserialize(deserializer),
        }
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

    fn visit_u128<E>(self, value: u128) -> Result<Value, E> {
        Ok(Value::Number(
            i128::try_from(value).map_or(Number::Huge(value), Number::Wide),
        ))
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
            if key == AS_TEXT && list.is_empty() && self.digits == Digits::AllKept {
                let text = members.next_value_seed(Seed::<String>::NEW)?;
                return self.text(&text);
            }
            match members.next_value_seed(seed) {
                Ok(value) => list.push((key, value)),
                Err(error) => return Err(path::at_key(error, &key)),
            }
        }
        Ok(Value::Object(list))
    }
}
