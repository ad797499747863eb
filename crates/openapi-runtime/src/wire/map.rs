//! Maps on the wire: objects whose member names are data.

use super::{Seed, Wire, Written, path, scalar::refuse_text};
use serde::{
    Deserializer, Serializer,
    de::{MapAccess, Visitor},
    ser::SerializeMap,
};
use std::collections::{BTreeMap, HashMap};
use std::{fmt, marker::PhantomData};

/// An object whose member names are data. It keeps the order in which the members came.
pub type Map<T> = indexmap::IndexMap<String, T>;

/// The same, in the order of its keys.
pub type SortedMap<T> = BTreeMap<String, T>;

/// The same, in no order: what is written differs from run to run.
pub type HashedMap<T> = HashMap<String, T>;

/// A map from names to values, of any of these kinds.
pub trait Mapping: Default {
    /// Its values.
    type Value: Wire;

    /// Puts a member in; the last one of a name counts.
    fn put(&mut self, name: String, value: Self::Value);

    /// The members.
    fn members(&self) -> impl ExactSizeIterator<Item = (&String, &Self::Value)>;
}

struct MapVisitor<M>(PhantomData<M>);

impl<'de, M: Mapping> Visitor<'de> for MapVisitor<M> {
    type Value = M;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<M, A::Error> {
        let mut map = M::default();
        while let Some(key) = members.next_key_seed(Seed::<String>::NEW)? {
            match members.next_value_seed(Seed::<M::Value>::NEW) {
                Ok(value) => map.put(key, value),
                Err(error) => return Err(path::at_key(error, &key)),
            }
        }
        Ok(map)
    }

    refuse_text!();
}

macro_rules! maps {
    ($($map:ident)*) => { $(
        impl<T: Wire> Mapping for $map<T> {
            type Value = T;

            fn put(&mut self, name: String, value: T) {
                self.insert(name, value);
            }

            fn members(&self) -> impl ExactSizeIterator<Item = (&String, &T)> {
                self.iter()
            }
        }

        impl<T: Wire> Wire for $map<T> {
            fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                deserializer.deserialize_map(MapVisitor(PhantomData))
            }

            fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let members = self.members();
                let mut map = serializer.serialize_map(Some(members.len()))?;
                for (key, value) in members {
                    map.serialize_entry(key, &Written(value))?;
                }
                map.end()
            }
        }
    )* };
}

maps! { Map SortedMap HashedMap }
