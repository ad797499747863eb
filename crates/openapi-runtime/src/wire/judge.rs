//! Comparing a value with literals while it is read, without keeping its text.
//!
//! In: a deserializer. Out: what the judge says of the value. A string is judged where it stands; anything else is
//! small, or wrong, and is judged from a buffer.

use super::value::{Value, ValueSeed};
use serde::{
    Deserializer,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor},
};
use std::fmt;

/// Says what a value is.
pub(crate) trait Judge: Sized {
    /// What it is.
    type Verdict;

    /// Judges a string.
    fn text<E: Error>(self, text: &str) -> Result<Self::Verdict, E>;

    /// Judges anything that is no string.
    fn value<E: Error>(self, value: Value) -> Result<Self::Verdict, E>;
}

/// Reads a value and judges it.
pub(crate) struct Judged<J>(pub(crate) J);

impl<'de, J: Judge> DeserializeSeed<'de> for Judged<J> {
    type Value = J::Verdict;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<J::Verdict, D::Error> {
        deserializer.deserialize_any(self)
    }
}

macro_rules! buffer {
    ($($method:ident($type:ty),)*) => { $(
        fn $method<E: Error>(self, value: $type) -> Result<J::Verdict, E> {
            self.0.value(ValueSeed::NEW.$method(value)?)
        }
    )* };
}

impl<'de, J: Judge> Visitor<'de> for Judged<J> {
    type Value = J::Verdict;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        ValueSeed::NEW.expecting(f)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<J::Verdict, E> {
        self.0.text(text)
    }

    fn visit_unit<E: Error>(self) -> Result<J::Verdict, E> {
        self.0.value(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<J::Verdict, E> {
        self.0.value(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<J::Verdict, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<J::Verdict, A::Error> {
        self.0.value(ValueSeed::NEW.visit_seq(items)?)
    }

    /// Also how `serde_json` passes numbers, when its `arbitrary_precision` is on.
    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<J::Verdict, A::Error> {
        self.0.value(ValueSeed::NEW.visit_map(members)?)
    }

    buffer! {
        visit_bool(bool),
        visit_i64(i64),
        visit_i128(i128),
        visit_u64(u64),
        visit_u128(u128),
        visit_f64(f64),
    }
}
