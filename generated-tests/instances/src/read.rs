//! Text to `serde_json::Value`: YAML and JSON.
//!
//! `serde_yaml` into `serde_json::Value` alone is not enough: real documents have integers beyond 64 bits, keys that are
//! no strings, and `<<`.

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::fmt;

/// Reads one text.
///
/// # Errors
///
/// It is neither JSON nor YAML; the message is the YAML reader's, or the JSON reader's for a text that begins like JSON.
pub fn read(text: &str) -> Result<Value, String> {
    if text.trim_start().starts_with('{') {
        match serde_json::from_str(text) {
            Ok(value) => return Ok(value),
            Err(why) => {
                return Any
                    .deserialize(serde_yaml::Deserializer::from_str(text))
                    .map_err(|_| why.to_string());
            }
        }
    }
    Any.deserialize(serde_yaml::Deserializer::from_str(text))
        .map_err(|why| why.to_string())
}

struct Any;

impl<'de> DeserializeSeed<'de> for Any {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Any {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any value")
    }

    fn visit_bool<E>(self, it: bool) -> Result<Value, E> {
        Ok(it.into())
    }

    fn visit_i64<E>(self, it: i64) -> Result<Value, E> {
        Ok(it.into())
    }

    fn visit_u64<E>(self, it: u64) -> Result<Value, E> {
        Ok(it.into())
    }

    #[allow(clippy::cast_precision_loss)]
    fn visit_i128<E>(self, it: i128) -> Result<Value, E> {
        Ok((it as f64).into())
    }

    #[allow(clippy::cast_precision_loss)]
    fn visit_u128<E>(self, it: u128) -> Result<Value, E> {
        Ok((it as f64).into())
    }

    fn visit_f64<E>(self, it: f64) -> Result<Value, E> {
        Ok(it.into())
    }

    fn visit_str<E>(self, it: &str) -> Result<Value, E> {
        Ok(it.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, from: D) -> Result<Value, D::Error> {
        from.deserialize_any(self)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(it) = from.next_element_seed(Any)? {
            items.push(it);
        }
        Ok(items.into())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut from: A) -> Result<Value, A::Error> {
        let mut members = Map::new();
        let mut merged = Vec::new();
        while let Some(key) = from.next_key_seed(Key)? {
            let value = from.next_value_seed(Any)?;
            if key == "<<" {
                merged.push(value);
            } else {
                members.insert(key, value);
            }
        }
        for it in merged {
            match it {
                Value::Object(more) => merge(&mut members, more),
                Value::Array(list) => {
                    for it in list {
                        if let Value::Object(more) = it {
                            merge(&mut members, more);
                        }
                    }
                }
                _ => return Err(A::Error::custom("`<<` is no mapping")),
            }
        }
        Ok(members.into())
    }
}

fn merge(members: &mut Map<String, Value>, more: Map<String, Value>) {
    for (key, value) in more {
        members.entry(key).or_insert(value);
    }
}

/// A key as the text that it is written as: `200`, `yes`, `null`.
struct Key;

impl<'de> DeserializeSeed<'de> for Key {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<String, D::Error> {
        from.deserialize_str(self)
    }
}

impl Visitor<'_> for Key {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a key")
    }

    fn visit_str<E>(self, it: &str) -> Result<String, E> {
        Ok(it.to_owned())
    }
}
