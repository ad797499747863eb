//! Writing the tag of a union before the members of its payload.

use super::literal::Literal;
use super::{Wire, Written};
use serde::{
    Serialize, Serializer,
    ser::{Error, Impossible, SerializeMap, SerializeStruct},
};

/// Writes a payload with a tag before its members.
///
/// # Errors
/// When the payload is not written as an object, or cannot be written.
pub(super) fn write_adding<S: Serializer, T: Wire>(
    tag: &'static str,
    literal: Literal,
    payload: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    Written(payload).serialize(Adding {
        tag,
        literal,
        serializer,
    })
}

/// A serializer that takes objects only, and begins them with a tag.
struct Adding<S> {
    tag: &'static str,
    literal: Literal,
    serializer: S,
}

impl<S: Serializer> Adding<S> {
    fn no_object<T>(&self) -> Result<T, S::Error> {
        Err(S::Error::custom(format_args!(
            "a variant that is no object cannot carry the tag `{}`",
            self.tag
        )))
    }
}

macro_rules! refuse {
    ($($method:ident($($type:ty),*) -> $ok:ty,)*) => { $(
        fn $method(self, $(_: $type),*) -> Result<$ok, S::Error> {
            self.no_object()
        }
    )* };
}

impl<S: Serializer> Serializer for Adding<S> {
    type Ok = S::Ok;
    type Error = S::Error;
    type SerializeSeq = Impossible<S::Ok, S::Error>;
    type SerializeTuple = Impossible<S::Ok, S::Error>;
    type SerializeTupleStruct = Impossible<S::Ok, S::Error>;
    type SerializeTupleVariant = Impossible<S::Ok, S::Error>;
    type SerializeMap = S::SerializeMap;
    type SerializeStruct = AddingStruct<S::SerializeMap>;
    type SerializeStructVariant = Impossible<S::Ok, S::Error>;

    fn serialize_map(self, len: Option<usize>) -> Result<S::SerializeMap, S::Error> {
        let mut map = self
            .serializer
            .serialize_map(len.map(|len| len.saturating_add(1)))?;
        map.serialize_entry(self.tag, &self.literal)?;
        Ok(map)
    }

    fn serialize_struct(
        self,
        _: &'static str,
        len: usize,
    ) -> Result<Self::SerializeStruct, S::Error> {
        self.serialize_map(Some(len)).map(AddingStruct)
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<S::Ok, S::Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: &T,
    ) -> Result<S::Ok, S::Error> {
        self.no_object()
    }

    refuse! {
        serialize_bool(bool) -> S::Ok,
        serialize_i8(i8) -> S::Ok,
        serialize_i16(i16) -> S::Ok,
        serialize_i32(i32) -> S::Ok,
        serialize_i64(i64) -> S::Ok,
        serialize_i128(i128) -> S::Ok,
        serialize_u8(u8) -> S::Ok,
        serialize_u16(u16) -> S::Ok,
        serialize_u32(u32) -> S::Ok,
        serialize_u64(u64) -> S::Ok,
        serialize_u128(u128) -> S::Ok,
        serialize_f32(f32) -> S::Ok,
        serialize_f64(f64) -> S::Ok,
        serialize_char(char) -> S::Ok,
        serialize_str(&str) -> S::Ok,
        serialize_bytes(&[u8]) -> S::Ok,
        serialize_none() -> S::Ok,
        serialize_unit() -> S::Ok,
        serialize_unit_struct(&'static str) -> S::Ok,
        serialize_unit_variant(&'static str, u32, &'static str) -> S::Ok,
        serialize_seq(Option<usize>) -> Self::SerializeSeq,
        serialize_tuple(usize) -> Self::SerializeTuple,
        serialize_tuple_struct(&'static str, usize) -> Self::SerializeTupleStruct,
        serialize_tuple_variant(&'static str, u32, &'static str, usize) -> Self::SerializeTupleVariant,
        serialize_struct_variant(&'static str, u32, &'static str, usize) -> Self::SerializeStructVariant,
    }
}

/// For foreign payloads: a struct's members, written after the tag.
struct AddingStruct<M>(M);

impl<M: SerializeMap> SerializeStruct for AddingStruct<M> {
    type Ok = M::Ok;
    type Error = M::Error;

    fn serialize_field<T: Serialize + ?Sized>(
        &mut self,
        name: &'static str,
        value: &T,
    ) -> Result<(), M::Error> {
        self.0.serialize_entry(name, value)
    }

    fn end(self) -> Result<M::Ok, M::Error> {
        self.0.end()
    }
}
