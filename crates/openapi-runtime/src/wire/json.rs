//! Any JSON on the wire.

use super::Wire;
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{
        Error, IntoDeserializer, MapAccess, SeqAccess, Visitor,
        value::{MapAccessDeserializer, SeqAccessDeserializer},
    },
};
use std::fmt;

/// Any JSON: what a document says nothing about.
///
/// It is `serde_json`'s own value, with its limits: without its feature `arbitrary_precision`, an integer beyond 64
/// bits becomes a float; without `preserve_order`, members are sorted by name.
pub type Json = serde_json::Value;

/// An object of any JSON.
#[must_use]
pub fn json_object<const N: usize>(members: [(String, Json); N]) -> Json {
    Json::Object(members.into_iter().collect())
}

/// The name by which a buffer's own deserializer is asked for numbers that a [`Json`] can hold. To formats it means nothing.
pub(crate) const ROUNDED: &str = "$openapi_runtime::Json";

/// Reads any JSON.
struct AsJson;

macro_rules! scalars {
    ($($method:ident($type:ty),)*) => { $(
        fn $method<E: Error>(self, value: $type) -> Result<Json, E> {
            Json::deserialize(value.into_deserializer())
        }
    )* };
}

impl<'de> Visitor<'de> for AsJson {
    type Value = Json;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON value")
    }

    /// How formats answer: the name means nothing to them.
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        Json::deserialize(deserializer)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Json, D::Error> {
        Json::deserialize(deserializer)
    }

    fn visit_unit<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_none<E>(self) -> Result<Json, E> {
        Ok(Json::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Json, A::Error> {
        Json::deserialize(SeqAccessDeserializer::new(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Json, A::Error> {
        Json::deserialize(MapAccessDeserializer::new(members))
    }

    scalars! {
        visit_bool(bool),
        visit_i64(i64),
        visit_u64(u64),
        visit_f64(f64),
        visit_str(&str),
        visit_string(String),
    }
}

/// What is written of a [`Json`]. `serde_json` writes its numbers through a private form when some crate of the graph
/// turns `arbitrary_precision` on; numbers that fit an ordinary form take that one, so that other formats read them.
struct Plain<'a>(&'a Json);

impl Serialize for Plain<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Json::Null => serializer.serialize_unit(),
            Json::Bool(value) => serializer.serialize_bool(*value),
            Json::Number(number) => write_number(number, serializer),
            Json::String(text) => serializer.serialize_str(text),
            Json::Array(items) => serializer.collect_seq(items.iter().map(Plain)),
            Json::Object(members) => {
                serializer.collect_map(members.iter().map(|(key, value)| (key, Plain(value))))
            }
        }
    }
}

fn write_number<S: Serializer>(
    number: &serde_json::Number,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    if let Some(value) = number.as_u64() {
        return serializer.serialize_u64(value);
    }
    if let Some(value) = number.as_i64() {
        return serializer.serialize_i64(value);
    }
    match number
        .as_f64()
        .filter(|value| serde_json::Number::from_f64(*value).as_ref() == Some(number))
    {
        Some(value) => serializer.serialize_f64(value),
        None => number.serialize(serializer),
    }
}

impl Wire for Json {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(ROUNDED, AsJson)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Plain(self).serialize(serializer)
    }
}
