//! Reading and writing JSON as an OpenAPI document says.
//!
//! In: any serde deserializer or serializer, in practice `serde_json`. Out: the values that generated types hold,
//! or an error whose message begins with the JSON path. Deliberately absent: HTTP, and every decision that the
//! document makes; those come as rows of the macros.

pub(crate) mod choice;
mod decode;
pub(crate) mod derived;
mod foreign;
pub(crate) mod json;
mod judge;
pub(crate) mod kind;
pub(crate) mod list;
pub(crate) mod literal;
mod map;
pub(crate) mod members;
mod number;
pub(crate) mod object;
mod open;
mod option;
mod patch;
pub(crate) mod path;
pub(crate) mod redacted;
mod replay;
pub(crate) mod rule;
mod scalar;
pub(crate) mod tag;
mod text;
mod tuple;
pub(crate) mod union;
mod value;
pub(crate) mod variant;

pub use choice::UnknownValue;
pub use decode::{DecodeError, EncodeError, decode, encode, to_json};
pub use foreign::Foreign;
pub use json::Json;
pub use map::{HashedMap, Map, Mapping, SortedMap};
pub use open::Open;
pub use patch::Patch;
pub use tuple::Sequence;

use serde::{Deserializer, Serializer, de::DeserializeSeed};
use std::marker::PhantomData;

/// A value read from and written to JSON as an OpenAPI document says.
///
/// It differs from serde's own traits where documents differ from Rust: `1.0` is an integer, an integer that does
/// not fit is an error and never another number, and errors name the JSON path.
///
/// Generated types implement it through a macro, and forward serde's `Serialize` and `Deserialize` to it. A type
/// that only knows serde comes in through [`Foreign`].
///
/// ```
/// use openapi_runtime::wire;
///
/// let numbers: Vec<i64> = wire::decode(b"[1, 2.0, 3e2]")?;
/// assert_eq!(numbers, [1, 2, 300]);
///
/// let error = wire::decode::<Vec<i8>>(b"[1, 300]").unwrap_err();
/// assert_eq!(error.path(), "$[1]");
/// # Ok::<(), wire::DecodeError>(())
/// ```
pub trait Wire: Sized {
    /// Reads the value.
    ///
    /// # Errors
    /// When the input is not what the document says; the message names the JSON path.
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;

    /// Writes the value.
    ///
    /// # Errors
    /// When the value has no JSON form (a float that is not a number), or the serializer fails.
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

/// A generated type, which says how it is read and written instead of doing it: an impl with a body in each type is what a
/// compiler spends its time on.
pub trait Generated: Sized {
    /// The way.
    type By: By<Self>;
}

/// A way to read and write values of a type.
pub trait By<T> {
    /// Reads a value.
    ///
    /// # Errors
    /// As [`Wire::read`].
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error>;

    /// Writes a value.
    ///
    /// # Errors
    /// As [`Wire::write`].
    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error>;
}

impl<T: Generated> Wire for T {
    #[inline]
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::By::read(deserializer)
    }

    #[inline]
    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        T::By::write(self, serializer)
    }
}

/// A generated type around another one.
pub trait Newtype: std::ops::Deref<Target = Self::Inner> + From<Self::Inner> {
    /// What is inside.
    type Inner: Wire;
}

/// Newtypes are read and written as what is in them.
pub struct ByInner;

impl<T: Newtype> By<T> for ByInner {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        T::Inner::read(deserializer).map(T::from)
    }

    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        T::Inner::write(value, serializer)
    }
}

/// What can be written as an argument of a request: every [`Wire`] value, `str`, and slices.
pub trait Argument {
    /// Writes the value.
    ///
    /// # Errors
    /// As [`Wire::write`].
    fn write_argument<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error>;
}

impl<T: Wire> Argument for T {
    fn write_argument<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write(serializer)
    }
}

impl Argument for str {
    fn write_argument<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<T: Wire> Argument for [T] {
    fn write_argument<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        list::write_list(self, serializer)
    }
}

/// Reads a `T` where serde wants a seed.
pub(crate) struct Seed<T>(PhantomData<T>);

impl<T> Seed<T> {
    pub(crate) const NEW: Self = Seed(PhantomData);
}

impl<'de, T: Wire> DeserializeSeed<'de> for Seed<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer)
    }
}

/// Writes an argument where serde wants a `Serialize`.
pub(crate) struct Written<'a, T: ?Sized>(pub(crate) &'a T);

impl<T: Argument + ?Sized> serde::Serialize for Written<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.write_argument(serializer)
    }
}
