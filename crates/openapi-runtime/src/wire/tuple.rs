//! Tuples on the wire: arrays of a fixed length whose items have types of their own.

use super::{Seed, Wire, Written, path, scalar::refuse_text};
use serde::{
    Deserializer, Serializer,
    de::{Error, IgnoredAny, SeqAccess, Visitor},
    ser::SerializeSeq,
};
use std::{fmt, marker::PhantomData};

struct TupleVisitor<T>(PhantomData<T>);

/// Reads the next item, which must be there.
fn item<'de, T: Wire, A: SeqAccess<'de>>(items: &mut A, index: usize) -> Result<T, A::Error> {
    match items.next_element_seed(Seed::<T>::NEW) {
        Ok(Some(item)) => Ok(item),
        Ok(None) => Err(path::at_index(
            A::Error::custom("required item is missing"),
            index,
        )),
        Err(error) => Err(path::at_index(error, index)),
    }
}

/// Refuses an item behind the last one: dropping it would lose it.
fn end<'de, A: SeqAccess<'de>>(items: &mut A, length: usize) -> Result<(), A::Error> {
    match items.next_element::<IgnoredAny>()? {
        None => Ok(()),
        Some(_) => Err(A::Error::custom(format_args!(
            "the array has more than {length} items"
        ))),
    }
}

macro_rules! tuples {
    ($($length:literal: $($type:ident $index:tt),*;)*) => { $(
        impl<'de, $($type: Wire),*> Visitor<'de> for TupleVisitor<($($type,)*)> {
            type Value = ($($type,)*);

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "an array of {} items", $length)
            }

            fn visit_seq<S: SeqAccess<'de>>(self, mut items: S) -> Result<Self::Value, S::Error> {
                let tuple = ($(item::<$type, S>(&mut items, $index)?,)*);
                end(&mut items, $length)?;
                Ok(tuple)
            }

            refuse_text!();
        }

        impl<$($type: Wire),*> Wire for ($($type,)*) {
            fn read<'de, R: Deserializer<'de>>(deserializer: R) -> Result<Self, R::Error> {
                deserializer.deserialize_seq(TupleVisitor::<Self>(PhantomData))
            }

            fn write<W: Serializer>(&self, serializer: W) -> Result<W::Ok, W::Error> {
                let mut items = serializer.serialize_seq(Some($length))?;
                $(items.serialize_element(&Written(&self.$index))?;)*
                items.end()
            }
        }
    )* };
}

tuples! {
    1: T0 0;
    2: T0 0, T1 1;
    3: T0 0, T1 1, T2 2;
    4: T0 0, T1 1, T2 2, T3 3;
    5: T0 0, T1 1, T2 2, T3 3, T4 4;
    6: T0 0, T1 1, T2 2, T3 3, T4 4, T5 5;
    7: T0 0, T1 1, T2 2, T3 3, T4 4, T5 5, T6 6;
    8: T0 0, T1 1, T2 2, T3 3, T4 4, T5 5, T6 6, T7 7;
    9: T0 0, T1 1, T2 2, T3 3, T4 4, T5 5, T6 6, T7 7, T8 8;
    10: T0 0, T1 1, T2 2, T3 3, T4 4, T5 5, T6 6, T7 7, T8 8, T9 9;
    11: T0 0, T1 1, T2 2, T3 3, T4 4, T5 5, T6 6, T7 7, T8 8, T9 9, T10 10;
    12: T0 0, T1 1, T2 2, T3 3, T4 4, T5 5, T6 6, T7 7, T8 8, T9 9, T10 10, T11 11;
}
