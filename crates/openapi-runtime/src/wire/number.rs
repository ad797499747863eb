//! Numbers on the wire.
//!
//! JSON has one kind of number, so `1.0` and `1e3` are integers too. A number that the type cannot hold is an error,
//! never another number. A number with a fraction or an exponent is read through `f64`, which is exact for integers
//! below 2^53; beyond that such a spelling is refused, because its last digits are already lost.

use super::replay::Replay;
use super::value::{AS_TEXT, ValueSeed};
use super::{Wire, scalar::refuse_text};
use serde::{
    Deserializer, Serializer,
    de::{Error, MapAccess, Unexpected, Visitor},
    ser::Error as _,
};
use std::{fmt, marker::PhantomData};

/// The first integer from which on `f64` skips some.
const FIRST_INEXACT: f64 = 9_007_199_254_740_992.0;

/// The integer that a float is, when it is exactly one.
pub(crate) fn exact_integer(value: f64) -> Option<i64> {
    // The cast is exact: the value has no fraction and is below 2^53.
    #[allow(clippy::cast_possible_truncation)]
    (value.fract() == 0.0 && value.abs() < FIRST_INEXACT).then_some(value as i64)
}

struct IntegerVisitor<T>(&'static str, PhantomData<T>);

impl<T: TryFrom<i64> + TryFrom<u64> + TryFrom<i128> + TryFrom<u128>> Visitor<'_>
    for IntegerVisitor<T>
{
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an integer that fits {}", self.0)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        T::try_from(value).map_err(|_| E::invalid_value(Unexpected::Signed(value), &self))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        T::try_from(value).map_err(|_| E::invalid_value(Unexpected::Unsigned(value), &self))
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<T, E> {
        T::try_from(value)
            .map_err(|_| E::invalid_value(Unexpected::Other(&format!("integer `{value}`")), &self))
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<T, E> {
        T::try_from(value)
            .map_err(|_| E::invalid_value(Unexpected::Other(&format!("integer `{value}`")), &self))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        exact_integer(value)
            .and_then(|integer| T::try_from(integer).ok())
            .ok_or_else(|| E::invalid_value(Unexpected::Float(value), &self))
    }

    refuse_text!();
}

macro_rules! integers {
    ($($type:ident $read:ident $write:ident,)*) => { $(
        impl Wire for $type {
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.$read(IntegerVisitor(stringify!($type), PhantomData))
            }

            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.$write(*self)
            }
        }
    )* };
}

integers! {
    i8 deserialize_i8 serialize_i8,
    i16 deserialize_i16 serialize_i16,
    i32 deserialize_i32 serialize_i32,
    i64 deserialize_i64 serialize_i64,
    u8 deserialize_u8 serialize_u8,
    u16 deserialize_u16 serialize_u16,
    u32 deserialize_u32 serialize_u32,
    u64 deserialize_u64 serialize_u64,
}

/// An integer that may be beyond 64 bits. `serde_json` reads one only where it has no fraction and no exponent, and `1.0` is one
/// as well: so it is asked for the text. Other formats are asked for the integer.
struct WideVisitor<T>(IntegerVisitor<T>);

/// How a format is asked for an integer of a type.
trait Ask {
    fn ask<'de, D: Deserializer<'de>, V: Visitor<'de>>(
        deserializer: D,
        visitor: V,
    ) -> Result<V::Value, D::Error>;
}

impl<'de, T> Visitor<'de> for WideVisitor<T>
where
    T: Ask + TryFrom<i64> + TryFrom<u64> + TryFrom<i128> + TryFrom<u128>,
{
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.expecting(f)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::ask(deserializer, self.0)
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<T, A::Error> {
        let value = ValueSeed::EXACT.visit_map(members)?;
        Replay::new(value).deserialize_any(self.0)
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<T, E> {
        self.0.visit_i64(value)
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<T, E> {
        self.0.visit_u64(value)
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<T, E> {
        self.0.visit_f64(value)
    }

    refuse_text!();
}

/// The 128-bit integers: formats that know no such numbers still read the smaller ones.
macro_rules! wide_integers {
    ($($type:ident $read:ident $write:ident,)*) => { $(
        impl Ask for $type {
            fn ask<'de, D: Deserializer<'de>, V: Visitor<'de>>(
                deserializer: D,
                visitor: V,
            ) -> Result<V::Value, D::Error> {
                deserializer.$read(visitor)
            }
        }

        impl Wire for $type {
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let integer = IntegerVisitor(stringify!($type), PhantomData);
                deserializer.deserialize_newtype_struct(AS_TEXT, WideVisitor(integer))
            }

            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                match (u64::try_from(*self), i64::try_from(*self)) {
                    (Ok(value), _) => serializer.serialize_u64(value),
                    (_, Ok(value)) => serializer.serialize_i64(value),
                    (Err(_), Err(_)) => serializer.$write(*self),
                }
            }
        }
    )* };
}

wide_integers! {
    i128 deserialize_i128 serialize_i128,
    u128 deserialize_u128 serialize_u128,
}

struct FloatVisitor;

impl Visitor<'_> for FloatVisitor {
    type Value = f64;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number")
    }

    fn visit_f64<E>(self, value: f64) -> Result<f64, E> {
        Ok(value)
    }

    // The nearest float, as every JSON reader takes a number.
    #[allow(clippy::cast_precision_loss)]
    fn visit_i64<E>(self, value: i64) -> Result<f64, E> {
        Ok(value as f64)
    }

    #[allow(clippy::cast_precision_loss)]
    fn visit_u64<E>(self, value: u64) -> Result<f64, E> {
        Ok(value as f64)
    }

    #[allow(clippy::cast_precision_loss)]
    fn visit_i128<E>(self, value: i128) -> Result<f64, E> {
        Ok(value as f64)
    }

    #[allow(clippy::cast_precision_loss)]
    fn visit_u128<E>(self, value: u128) -> Result<f64, E> {
        Ok(value as f64)
    }

    refuse_text!();
}

/// Writes a float; JSON has no form for what is not a number.
fn write_float<S: Serializer>(value: f64, serializer: S) -> Result<S::Ok, S::Error> {
    if value.is_finite() {
        serializer.serialize_f64(value)
    } else {
        Err(S::Error::custom("JSON has no form for NaN and infinities"))
    }
}

impl Wire for f64 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_f64(FloatVisitor)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_float(*self, serializer)
    }
}

/// Read as the nearest `f32`, and written with the digits that make it: `0.03` stays `0.03`.
impl Wire for f32 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let wide = deserializer.deserialize_f64(FloatVisitor)?;
        #[allow(clippy::cast_possible_truncation)]
        let narrow = wide as f32;
        if narrow.is_finite() == wide.is_finite() {
            Ok(narrow)
        } else {
            Err(D::Error::invalid_value(
                Unexpected::Float(wide),
                &"a number that fits f32",
            ))
        }
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // The shortest text that reads as this `f32`, so that a serializer that widens does not add digits.
        write_float(
            self.to_string()
                .parse()
                .unwrap_or_else(|_| f64::from(*self)),
            serializer,
        )
    }
}
