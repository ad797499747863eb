//! Types that only know serde.

use super::Wire;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};
use std::ops::{Deref, DerefMut};

/// A type that only knows serde, used where a [`Wire`] is wanted.
///
/// ```
/// use openapi_runtime::wire::{self, Foreign};
///
/// #[derive(serde::Serialize, serde::Deserialize)]
/// struct Mine { a: u8 }
///
/// let mine: Vec<Foreign<Mine>> = wire::decode(br#"[{"a": 1}]"#)?;
/// assert_eq!(mine[0].a, 1);
/// # Ok::<(), wire::DecodeError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Foreign<T>(pub T);

impl<T> Deref for Foreign<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for Foreign<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T> From<T> for Foreign<T> {
    fn from(value: T) -> Self {
        Foreign(value)
    }
}

impl<T: Serialize> Serialize for Foreign<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Foreign<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Foreign)
    }
}

impl<T: Serialize + DeserializeOwned> Wire for Foreign<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Foreign)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}
