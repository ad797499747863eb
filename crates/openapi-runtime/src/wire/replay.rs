//! Reading again what was buffered.
//!
//! In: a buffered value ([`Replay`]), or an object of which some members were buffered and the rest still is in the
//! format ([`ReplayObject`]). Out: serde calls, as the format itself would have made them.

use super::json::ROUNDED;
use super::literal::{Literal, buffered};
use super::value::{HAND_OVER, Number, Value, ValueSeed};
use super::{Json, Wire};
use serde::{
    Deserializer,
    de::{
        DeserializeSeed, EnumAccess, Error, IntoDeserializer, MapAccess, SeqAccess, Unexpected,
        VariantAccess, Visitor, value::BorrowedStrDeserializer,
    },
    forward_to_deserialize_any,
};
use std::{marker::PhantomData, mem, vec};

/// A deserializer over a buffered value.
pub(crate) struct Replay<E> {
    value: Value,
    error: PhantomData<fn() -> E>,
}

impl<E> Replay<E> {
    pub(crate) fn new(value: Value) -> Self {
        Replay {
            value,
            error: PhantomData,
        }
    }
}

/// A buffered value as any JSON.
///
/// # Errors
/// When a number has no place there.
pub(crate) fn json<E: Error>(value: Value) -> Result<Json, E> {
    Wire::read(Replay::new(value))
}

impl<'de, E: Error> Deserializer<'de> for Replay<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(value),
            Value::Number(Number::Signed(value)) => visitor.visit_i64(value),
            Value::Number(Number::Unsigned(value)) => visitor.visit_u64(value),
            Value::Number(Number::Wide(value)) => visitor.visit_i128(value),
            Value::Number(Number::Huge(value)) => visitor.visit_u128(value),
            Value::Number(Number::Float(value)) => visitor.visit_f64(value),
            Value::String(value) => visitor.visit_string(value),
            Value::Array(items) => visitor.visit_seq(ReplayItems {
                items: items.into_iter(),
                error: PhantomData,
            }),
            Value::Object(members) => visitor.visit_map(ReplayMembers {
                members: members.into_iter(),
                value: None,
                error: PhantomData,
            }),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.value {
            Value::Null => visitor.visit_none(),
            Value::Bool(_)
            | Value::Number(_)
            | Value::String(_)
            | Value::Array(_)
            | Value::Object(_) => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        if name == HAND_OVER {
            self.value.hand_over(visitor)
        } else if name == ROUNDED {
            visitor.visit_newtype_struct(Replay::new(self.value.rounded()))
        } else {
            visitor.visit_newtype_struct(self)
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, E> {
        let (variant, content) = match self.value {
            Value::String(variant) => (variant, None),
            Value::Object(members) => match <[(String, Value); 1]>::try_from(members) {
                Ok([(variant, content)]) => (variant, Some(content)),
                Err(_) => {
                    return Err(E::invalid_value(
                        Unexpected::Map,
                        &"an object with one member",
                    ));
                }
            },
            other => {
                return Err(E::invalid_type(
                    Unexpected::Other(other.describe()),
                    &"a string or an object",
                ));
            }
        };
        visitor.visit_enum(ReplayEnum {
            variant,
            content,
            error: PhantomData,
        })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

impl<'de, E: Error> IntoDeserializer<'de, E> for Replay<E> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

struct ReplayItems<E> {
    items: vec::IntoIter<Value>,
    error: PhantomData<fn() -> E>,
}

impl<'de, E: Error> SeqAccess<'de> for ReplayItems<E> {
    type Error = E;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, E> {
        self.items
            .next()
            .map(|item| seed.deserialize(Replay::new(item)))
            .transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

struct ReplayMembers<E> {
    members: vec::IntoIter<(String, Value)>,
    value: Option<Value>,
    error: PhantomData<fn() -> E>,
}

impl<'de, E: Error> MapAccess<'de> for ReplayMembers<E> {
    type Error = E;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, E> {
        match self.members.next() {
            Some((key, value)) => {
                self.value = Some(value);
                seed.deserialize(Replay::new(Value::String(key))).map(Some)
            }
            None => Ok(None),
        }
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, E> {
        match self.value.take() {
            Some(value) => seed.deserialize(Replay::new(value)),
            None => Err(E::custom("a value was asked for before its name")),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.members.len())
    }
}

/// For foreign types: serde's own form of an enum.
struct ReplayEnum<E> {
    variant: String,
    content: Option<Value>,
    error: PhantomData<fn() -> E>,
}

impl<'de, E: Error> EnumAccess<'de> for ReplayEnum<E> {
    type Error = E;
    type Variant = ReplayVariant<E>;

    fn variant_seed<T: DeserializeSeed<'de>>(
        self,
        seed: T,
    ) -> Result<(T::Value, ReplayVariant<E>), E> {
        let variant = seed.deserialize(Replay::new(Value::String(self.variant)))?;
        Ok((
            variant,
            ReplayVariant(Replay::new(self.content.unwrap_or(Value::Null))),
        ))
    }
}

struct ReplayVariant<E>(Replay<E>);

impl<'de, E: Error> VariantAccess<'de> for ReplayVariant<E> {
    type Error = E;

    fn unit_variant(self) -> Result<(), E> {
        serde::Deserialize::deserialize(self.0)
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, E> {
        seed.deserialize(self.0)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, visitor: V) -> Result<V::Value, E> {
        self.0.deserialize_any(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, E> {
        self.0.deserialize_any(visitor)
    }
}

/// A deserializer over an object of which some members were buffered, then its tag; the rest follows from the format.
pub(crate) struct ReplayObject<'de, A: MapAccess<'de>> {
    first: vec::IntoIter<(String, Value)>,
    tag: Option<(&'static str, Literal)>,
    next: Next,
    rest: A,
    lifetime: PhantomData<&'de ()>,
}

/// The value that follows the name last read.
enum Next {
    Buffered(Value),
    Tag(Literal),
    Rest,
}

impl<'de, A: MapAccess<'de>> ReplayObject<'de, A> {
    pub(crate) fn new(
        first: Vec<(String, Value)>,
        tag: Option<(&'static str, Literal)>,
        rest: A,
    ) -> Self {
        ReplayObject {
            first: first.into_iter(),
            tag,
            next: Next::Rest,
            rest,
            lifetime: PhantomData,
        }
    }
}

impl<'de, A: MapAccess<'de>> Deserializer<'de> for ReplayObject<'de, A> {
    type Error = A::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
        visitor.visit_map(self)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, A::Error> {
        visitor.visit_some(self)
    }

    /// How unions begin to read. They get the whole object from a buffer: a union inside a union would otherwise be read
    /// from a type inside that type, and unions that contain each other from endlessly many types.
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, A::Error> {
        Replay::new(ValueSeed::NEW.visit_map(self)?).deserialize_newtype_struct(name, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct enum identifier ignored_any
    }
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for ReplayObject<'de, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        if let Some((key, value)) = self.first.next() {
            self.next = Next::Buffered(value);
            return seed.deserialize(Replay::new(Value::String(key))).map(Some);
        }
        if let Some((key, literal)) = self.tag.take() {
            self.next = Next::Tag(literal);
            return seed
                .deserialize(BorrowedStrDeserializer::new(key))
                .map(Some);
        }
        self.next = Next::Rest;
        self.rest.next_key_seed(seed)
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, A::Error> {
        match mem::replace(&mut self.next, Next::Rest) {
            Next::Rest => self.rest.next_value_seed(seed),
            Next::Buffered(value) => seed.deserialize(Replay::new(value)),
            Next::Tag(literal) => seed.deserialize(ReplayLiteral {
                literal,
                error: PhantomData,
            }),
        }
    }
}

/// A deserializer over a literal of the document.
struct ReplayLiteral<E> {
    literal: Literal,
    error: PhantomData<fn() -> E>,
}

impl<'de, E: Error> Deserializer<'de> for ReplayLiteral<E> {
    type Error = E;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.literal {
            Literal::Null => visitor.visit_unit(),
            Literal::Bool(value) => visitor.visit_bool(value),
            Literal::Integer(value) => match (u64::try_from(value), i64::try_from(value)) {
                (Ok(value), _) => visitor.visit_u64(value),
                (_, Ok(value)) => visitor.visit_i64(value),
                (Err(_), Err(_)) => visitor.visit_i128(value),
            },
            Literal::Huge(value) => visitor.visit_u128(value),
            Literal::Number(text) => match text.parse() {
                Ok(value) => visitor.visit_f64(value),
                Err(error) => Err(E::custom(error)),
            },
            Literal::String(text) => visitor.visit_borrowed_str(text),
            Literal::Json(text) => match buffered(text) {
                Some(value) => Replay::new(value).deserialize_any(visitor),
                None => Err(E::custom("the literal is not JSON")),
            },
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, E> {
        match self.literal {
            Literal::Null => visitor.visit_none(),
            Literal::Bool(_)
            | Literal::Integer(_)
            | Literal::Huge(_)
            | Literal::Number(_)
            | Literal::String(_)
            | Literal::Json(_) => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, E> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, E> {
        match self.literal {
            Literal::String(text) => visitor.visit_enum(BorrowedStrDeserializer::new(text)),
            Literal::Null
            | Literal::Bool(_)
            | Literal::Integer(_)
            | Literal::Huge(_)
            | Literal::Number(_)
            | Literal::Json(_) => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq tuple
        tuple_struct map struct identifier ignored_any
    }
}

#[cfg(test)]
mod tests {
    use super::Replay;
    use crate::wire::value::Value;
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Deserialize)]
    enum Foreign {
        Unit,
        Newtype(i64),
        Tuple(i64, String),
        Struct { a: Option<f64> },
    }

    #[test]
    fn serde_types_read_the_same_from_a_buffer() {
        let text = r#"["Unit", {"Newtype": 1}, {"Tuple": [-2, "b"]}, {"Struct": {"a": 0.5}}, {"Struct": {}}]"#;
        let mut deserializer = serde_json::Deserializer::from_str(text);
        let value = Value::read(&mut deserializer).unwrap();
        let read = Vec::<Foreign>::deserialize(Replay::<serde_json::Error>::new(value)).unwrap();
        assert_eq!(read, serde_json::from_str::<Vec<Foreign>>(text).unwrap());
    }
}
