//! Enumerated values: strings, integers, and mixed ones.
//!
//! In: the two functions that a macro makes for one enum (from a value, to a value). Out: the wire code and the
//! errors that all of them share.

use super::literal::{Literal, expected};
use super::value::Value;
use super::{By, Json, Wire, replay};
use serde::{
    Deserializer, Serialize, Serializer,
    de::{Error, Visitor},
};
use std::{error, fmt, marker::PhantomData};

/// A value that is none of those which the document lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownValue(pub(crate) &'static str);

impl UnknownValue {
    /// For the type of this name.
    #[must_use]
    pub const fn of(name: &'static str) -> Self {
        UnknownValue(name)
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a value that the document lists for `{}`", self.0)
    }
}

impl error::Error for UnknownValue {}

/// An enum of strings, made by `strings!`.
pub trait Strings: AsRef<str> + Sized {
    /// The variant for a string; `None` when there is none.
    fn of(text: &str) -> Option<Self>;

    /// The type's name.
    const NAME: &'static str;
}

/// Reads an enum of strings.
///
/// # Errors
/// When the input is no string, or is none of the values of a closed enum.
fn read_strings<'de, T: Strings, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_str(StringsVisitor(PhantomData))
}

/// Enums of strings are read and written as the string.
pub struct ByText;

impl<T: Strings> By<T> for ByText {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        read_strings(deserializer)
    }

    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(value.as_ref())
    }
}

struct StringsVisitor<T>(PhantomData<T>);

impl<T: Strings> Visitor<'_> for StringsVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        T::of(text).ok_or_else(|| E::custom(UnknownValue(T::NAME)))
    }

    fn visit_bytes<E: Error>(self, _: &[u8]) -> Result<T, E> {
        Err(E::invalid_type(
            serde::de::Unexpected::Other("bytes"),
            &self,
        ))
    }
}

/// An enum of integers, made by `integers!`.
pub trait Integers: Sized {
    /// The variant for an integer; `None` when there is none.
    fn of(value: i64) -> Option<Self>;

    /// The type's name.
    const NAME: &'static str;
}

/// Reads an enum of integers.
///
/// # Errors
/// When the input is no integer, or is none of the values of a closed enum.
pub fn read_integers<'de, T: Integers, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let value = i64::read(deserializer)?;
    T::of(value).ok_or_else(|| D::Error::custom(UnknownValue(T::NAME)))
}

/// A value read for `literals!`: the position of the literal that it is, or the value itself.
///
/// # Errors
/// When the input cannot be read.
pub fn read_literal<'de, T: Clone, D: Deserializer<'de>>(
    deserializer: D,
    table: &[(Literal, T)],
    unknown: Option<fn(Json) -> T>,
) -> Result<T, D::Error> {
    let exactly = table.iter().any(|(literal, _)| literal.is_wide());
    let value = match exactly {
        true => Value::read_exactly(deserializer)?,
        false => Value::read(deserializer)?,
    };
    match (
        table.iter().find(|(literal, _)| literal.is(&value)),
        unknown,
    ) {
        (Some((_, variant)), _) => Ok(variant.clone()),
        (None, Some(unknown)) => replay::json(value).map(unknown),
        (None, None) => Err(expected(table.iter().map(|(literal, _)| literal), &value)),
    }
}

/// Writes a literal.
///
/// # Errors
/// What the serializer reports.
pub fn write_literal<S: Serializer>(literal: Literal, serializer: S) -> Result<S::Ok, S::Error> {
    literal.serialize(serializer)
}

/// The variant for a string, as `FromStr` wants it.
///
/// # Errors
/// When a closed enum has no such value.
pub fn known_text<T: Strings>(text: &str) -> Result<T, UnknownValue> {
    T::of(text).ok_or(UnknownValue(T::NAME))
}

/// The variant for a string, or the one that keeps any other.
pub fn text_or<T: Strings>(text: &str, unknown: fn(String) -> T) -> T {
    T::of(text).unwrap_or_else(|| unknown(text.to_owned()))
}

/// The variant for an integer, or the one that keeps any other.
pub fn integer_or<T: Integers>(value: i64, unknown: fn(i64) -> T) -> T {
    T::of(value).unwrap_or_else(|| unknown(value))
}
