//! Maps on the wire: objects whose member names are data.

use super::{Seed, Wire, Written, path, scalar::refuse_text};
use serde::{
    Deserializer, Serializer,
    de::{MapAccess, Visitor},
    ser::SerializeMap,
};
use std::{fmt, marker::PhantomData};

/// An object whose member names are data. It keeps the order in which the members came.
pub type Map<T> = indexmap::IndexMap<String, T>;

struct MapVisitor<T>(PhantomData<T>);

impl<'de, T: Wire> Visitor<'de> for MapVisitor<T> {
    type Value = Map<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Map<T>, A::Error> {
        let mut map = Map::new();
        while let Some(key) = members.next_key_seed(Seed::<String>::NEW)? {
            match members.next_value_seed(Seed::<T>::NEW) {
                Ok(value) => {
                    map.insert(key, value);
                }
                Err(error) => return Err(path::at_key(error, &key)),
            }
        }
        Ok(map)
    }

    refuse_text!();
}

impl<T: Wire> Wire for Map<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MapVisitor(PhantomData))
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.len()))?;
        for (key, value) in self {
            map.serialize_entry(key, &Written(value))?;
        }
        map.end()
    }
}
