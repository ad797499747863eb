//! Lists on the wire.

use super::{Seed, Wire, Written, path, scalar::refuse_text};
use serde::{
    Deserializer, Serializer,
    de::{SeqAccess, Visitor},
    ser::SerializeSeq,
};
use std::{fmt, marker::PhantomData};

/// The most bytes reserved because a format says how long a list will be.
const MOST_RESERVED: usize = 64 * 1024;

/// How many items to reserve for a list that is said to be this long. The hint comes from outside.
pub(crate) fn reserve<T>(hint: Option<usize>) -> usize {
    hint.unwrap_or(0).min(MOST_RESERVED / size_of::<T>().max(1))
}

/// A list of texts.
#[must_use]
pub fn texts(items: &[&str]) -> Vec<String> {
    items.iter().map(|it| (*it).to_owned()).collect()
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Wire> Visitor<'de> for ListVisitor<T> {
    type Value = Vec<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
        let mut list = Vec::with_capacity(reserve::<T>(items.size_hint()));
        loop {
            match items.next_element_seed(Seed::<T>::NEW) {
                Ok(Some(item)) => list.push(item),
                Ok(None) => return Ok(list),
                Err(error) => return Err(path::at_index(error, list.len())),
            }
        }
    }

    refuse_text!();
}

impl<T: Wire> Wire for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(ListVisitor(PhantomData))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        write_list(self, serializer)
    }
}

/// Writes items one after the other.
pub(crate) fn write_list<T: Wire, S: Serializer>(
    items: &[T],
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let mut list = serializer.serialize_seq(Some(items.len()))?;
    for item in items {
        list.serialize_element(&Written(item))?;
    }
    list.end()
}
