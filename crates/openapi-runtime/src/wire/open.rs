//! An object with the members that its type does not name.

use super::members::{Names, Visit};
use super::object::{Members, Object, Writer};
use super::{By, Generated, Json, Map, Wire, scalar::refuse_text};
use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{MapAccess, Visitor},
};
use std::ops::{Deref, DerefMut};
use std::{fmt, marker::PhantomData};

/// A value of a type, and the members beside it that the type does not name.
///
/// An `anyOf` makes such values: a JSON object may follow several of its schemas at once (JSON Schema 2020-12, §10.2.1.2).
/// It is read as the one that it resembles most; what only the others declare stands here, and is written back.
///
/// It reads like the value itself, and is made from it.
///
/// ```
/// use openapi_runtime::Open;
///
/// let open = Open::from(String::from("a"));
/// assert_eq!(open.len(), 1);
/// assert!(open.additional.is_empty());
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Open<T> {
    /// The value.
    pub value: T,
    /// The members that its type does not name.
    pub additional: Map<Json>,
}

impl<T> Deref for Open<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Open<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T> From<T> for Open<T> {
    fn from(value: T) -> Self {
        Open {
            value,
            additional: Map::new(),
        }
    }
}

impl<T: Object> Generated for Open<T> {
    type By = ByOpen;
}

/// Objects with the members that their type does not name.
pub struct ByOpen;

impl<T: Object> By<Open<T>> for ByOpen {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Open<T>, D::Error> {
        deserializer.deserialize_map(OpenVisitor(PhantomData))
    }

    fn write<S: Serializer>(open: &Open<T>, serializer: S) -> Result<S::Ok, S::Error> {
        let mut writer = Writer::new(serializer.serialize_map(None)?);
        open.value.members(&open.value, &mut writer);
        if !open.additional.is_empty() {
            writer.rest(&open.additional, &open.additional);
            let mut names = Names::of(&open.value);
            names.rest(&open.additional, &open.additional);
            writer.refuse(names.twice);
        }
        writer.end()
    }
}

impl<T> Serialize for Open<T>
where
    Open<T>: Wire,
{
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write(serializer)
    }
}

impl<'de, T> Deserialize<'de> for Open<T>
where
    Open<T>: Wire,
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(deserializer)
    }
}

struct OpenVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for OpenVisitor<T> {
    type Value = Open<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Open<T>, A::Error> {
        let (value, additional) = Members::read_all(map)?;
        Ok(Open { value, additional })
    }

    refuse_text!();
}
