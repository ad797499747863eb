//! Tuples on the wire: arrays whose first items have types of their own.
//!
//! A plain tuple is an array of so many items. An item that is a [`Patch`] may be missing, and then none follows it. Where
//! more items may follow than have types of their own, the tuple is the first part of an [`Sequence`].

use super::{Patch, Seed, Wire, Written, list::reserve, path, scalar::refuse_text};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, IgnoredAny, SeqAccess, Visitor},
    ser::{Error as _, SerializeSeq},
};
use std::ops::{Deref, DerefMut};
use std::{fmt, marker::PhantomData};

/// An array whose first items have types of their own, and that may go on behind them.
///
/// `first` is a tuple. An item of it that is a [`Patch`] may be missing, and then the array ends there.
///
/// ```
/// use openapi_runtime::{Patch, Sequence, wire};
///
/// type Call = Sequence<(String, Patch<i64>), bool>;
///
/// let call: Call = wire::decode(br#"["add", 1, true, false]"#)?;
/// assert_eq!(call.0, "add");
/// assert_eq!(call.rest, [true, false]);
///
/// let short: Call = wire::decode(br#"["stop"]"#)?;
/// assert!(short.1.is_absent());
/// assert_eq!(wire::encode(&short).unwrap(), br#"["stop"]"#);
/// # Ok::<(), wire::DecodeError>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Sequence<T, R> {
    /// The first items.
    pub first: T,
    /// The items behind them.
    pub rest: Vec<R>,
}

impl<T, R> Deref for Sequence<T, R> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.first
    }
}

impl<T, R> DerefMut for Sequence<T, R> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.first
    }
}

impl<T, R> From<T> for Sequence<T, R> {
    fn from(first: T) -> Self {
        let rest = Vec::new();
        Sequence { first, rest }
    }
}

/// An item of a tuple: it must be there, or it is a [`Patch`] and may be missing.
pub trait Item: Sized {
    /// Reads the item at `index`.
    ///
    /// # Errors
    /// When it is missing and must not be, or it is wrong; the message has its path.
    fn next<'de, A: SeqAccess<'de>>(items: &mut A, index: usize) -> Result<Self, A::Error>;

    /// Writes the item.
    ///
    /// # Errors
    /// When it cannot be written, or one before it is missing.
    fn put<S: SerializeSeq>(&self, items: &mut Writing<S>) -> Result<(), S::Error>;
}

impl<T: Wire> Item for T {
    fn next<'de, A: SeqAccess<'de>>(items: &mut A, index: usize) -> Result<T, A::Error> {
        match items.next_element_seed(Seed::<T>::NEW) {
            Ok(Some(item)) => Ok(item),
            Ok(None) => Err(path::at_index(
                A::Error::custom("required item is missing"),
                index,
            )),
            Err(error) => Err(path::at_index(error, index)),
        }
    }

    fn put<S: SerializeSeq>(&self, items: &mut Writing<S>) -> Result<(), S::Error> {
        items.item(self)
    }
}

impl<T: Wire> Item for Patch<T> {
    fn next<'de, A: SeqAccess<'de>>(items: &mut A, index: usize) -> Result<Patch<T>, A::Error> {
        match items.next_element_seed(Seed::<Option<T>>::NEW) {
            Ok(Some(item)) => Ok(Patch::Present(item)),
            Ok(None) => Ok(Patch::Absent),
            Err(error) => Err(path::at_index(error, index)),
        }
    }

    fn put<S: SerializeSeq>(&self, items: &mut Writing<S>) -> Result<(), S::Error> {
        match self {
            Patch::Present(item) => items.item(item),
            Patch::Absent => {
                items.ended = true;
                Ok(())
            }
        }
    }
}

/// An array that is being written.
pub struct Writing<S> {
    items: S,
    ended: bool,
}

impl<S: SerializeSeq> Writing<S> {
    fn item<T: Wire>(&mut self, item: &T) -> Result<(), S::Error> {
        if self.ended {
            return Err(S::Error::custom(
                "an item stands behind one that is missing",
            ));
        }
        self.items.serialize_element(&Written(item))
    }
}

/// A tuple of items.
pub trait Tuple: Sized {
    /// How many items it has at most.
    const LENGTH: usize;

    /// Reads the items.
    ///
    /// # Errors
    /// As [`Item::next`].
    fn take<'de, A: SeqAccess<'de>>(items: &mut A) -> Result<Self, A::Error>;

    /// Writes the items.
    ///
    /// # Errors
    /// As [`Item::put`].
    fn put_all<S: SerializeSeq>(&self, items: &mut Writing<S>) -> Result<(), S::Error>;
}

struct TupleVisitor<T>(PhantomData<T>);

impl<'de, T: Tuple> Visitor<'de> for TupleVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an array of {} items", T::LENGTH)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<T, A::Error> {
        let tuple = T::take(&mut items)?;
        end(&mut items, T::LENGTH)?;
        Ok(tuple)
    }

    refuse_text!();
}

struct SequenceVisitor<T, R>(PhantomData<(T, R)>);

impl<'de, T: Tuple, R: Wire> Visitor<'de> for SequenceVisitor<T, R> {
    type Value = Sequence<T, R>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Sequence<T, R>, A::Error> {
        let first = T::take(&mut items)?;
        let mut rest = Vec::with_capacity(reserve::<R>(items.size_hint()));
        loop {
            match items.next_element_seed(Seed::<R>::NEW) {
                Ok(Some(item)) => rest.push(item),
                Ok(None) => return Ok(Sequence { first, rest }),
                Err(error) => return Err(path::at_index(error, T::LENGTH + rest.len())),
            }
        }
    }

    refuse_text!();
}

impl<T: Tuple, R: Wire> Wire for Sequence<T, R> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(SequenceVisitor(PhantomData))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writing = Writing {
            items: serializer.serialize_seq(None)?,
            ended: false,
        };
        self.first.put_all(&mut writing)?;
        for item in &self.rest {
            writing.item(item)?;
        }
        writing.items.end()
    }
}

impl<T: Tuple, R: Wire> Serialize for Sequence<T, R> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write(serializer)
    }
}

impl<'de, T: Tuple, R: Wire> Deserialize<'de> for Sequence<T, R> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(deserializer)
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
        impl<$($type: Item),*> Tuple for ($($type,)*) {
            const LENGTH: usize = $length;

            fn take<'de, A: SeqAccess<'de>>(items: &mut A) -> Result<Self, A::Error> {
                Ok(($($type::next(items, $index)?,)*))
            }

            fn put_all<S: SerializeSeq>(&self, items: &mut Writing<S>) -> Result<(), S::Error> {
                $(self.$index.put(items)?;)*
                Ok(())
            }
        }

        impl<$($type: Item),*> Wire for ($($type,)*) {
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_seq(TupleVisitor::<Self>(PhantomData))
            }

            fn write<W: Serializer>(&self, serializer: W) -> Result<W::Ok, W::Error> {
                let mut writing = Writing {
                    items: serializer.serialize_seq(None)?,
                    ended: false,
                };
                self.put_all(&mut writing)?;
                writing.items.end()
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
