//! Objects with named members: the code that all of them share.
//!
//! In: the slots and parts that `object!` lays out for one type. Out: a filled type, or written members. What a
//! macro emits for one type is a list without a branch; every loop and every decision is here, and is compiled once
//! for each format instead of once for each type.

use super::literal::Literal;
use super::{Map, Patch, Seed, Wire, Written, path, scalar::refuse_text};
use serde::{
    Deserializer, Serializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor},
    ser::{Error as _, SerializeMap},
};
use std::{fmt, marker::PhantomData};

/// A type with named members, laid out by `object!`.
pub trait Object: Sized {
    /// Fills the type's slots from the members; `None` when that failed, and then the members know why.
    fn build<'de, A: MapAccess<'de>>(members: &mut Members<'de, A>) -> Option<Self>;
}

/// Reads an object.
///
/// # Errors
/// When the input is no object, a member is wrong, or a required one is missing.
pub fn read_object<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        let mut members = Members { map, error: None };
        let built = T::build(&mut members);
        match (members.error, built) {
            (Some(error), _) => Err(error),
            (None, Some(value)) => Ok(value),
            (None, None) => Err(A::Error::custom("a required member is missing")),
        }
    }

    refuse_text!();
}

/// The members of an object that is being read.
pub struct Members<'de, A: MapAccess<'de>> {
    map: A,
    error: Option<A::Error>,
}

impl<'de, A: MapAccess<'de>> Members<'de, A> {
    /// Reads every member into the slot of its name. A slot beyond the names takes the members without a name.
    /// Returns whether all went well and nothing required is missing.
    pub fn fill(&mut self, names: &[&'static str], slots: &mut [&mut dyn Slot<'de, A>]) -> bool {
        match self.try_fill(names, slots) {
            Ok(()) => true,
            Err(error) => {
                self.error = Some(error);
                false
            }
        }
    }

    fn try_fill(
        &mut self,
        names: &[&'static str],
        slots: &mut [&mut dyn Slot<'de, A>],
    ) -> Result<(), A::Error> {
        let others = if slots.len() > names.len() {
            Others::Kept
        } else {
            Others::Skipped
        };
        let mut next = 0;
        while let Some(found) = self.map.next_key_seed(Key {
            names,
            next,
            others,
        })? {
            match found {
                Found::Named(at, name) => {
                    next = at + 1;
                    if let Some(slot) = slots.get_mut(at) {
                        slot.read(&mut self.map)
                            .map_err(|error| path::at_key(error, name))?;
                    }
                }
                Found::Other(name) => {
                    if let Some(slot) = slots.get_mut(names.len()) {
                        slot.read_other(name, &mut self.map)?;
                    }
                }
                Found::Skipped => {
                    self.map.next_value::<IgnoredAny>()?;
                }
            }
        }
        match names.iter().zip(slots).find(|(_, slot)| slot.is_missing()) {
            Some((name, _)) => Err(path::member(name, "required member is missing")),
            None => Ok(()),
        }
    }
}

/// What happens to members without a name of their own.
#[derive(Clone, Copy)]
enum Others {
    Kept,
    Skipped,
}

/// Finds a member's name among those of the type. Members mostly come in the order of the document, so the search
/// starts behind the last one found.
struct Key<'a> {
    names: &'a [&'static str],
    next: usize,
    others: Others,
}

enum Found {
    Named(usize, &'static str),
    Other(String),
    Skipped,
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = Found;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Found, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = Found;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member name")
    }

    #[inline]
    fn visit_str<E>(self, key: &str) -> Result<Found, E> {
        let (before, after) = self
            .names
            .split_at_checked(self.next)
            .unwrap_or((self.names, &[]));
        let position = |names: &[&str]| names.iter().position(|name| *name == key);
        let at = position(after)
            .map(|at| at + before.len())
            .or_else(|| position(before));
        Ok(
            match (
                at.and_then(|at| Some((at, *self.names.get(at)?))),
                self.others,
            ) {
                (Some((at, name)), _) => Found::Named(at, name),
                (None, Others::Kept) => Found::Other(key.to_owned()),
                (None, Others::Skipped) => Found::Skipped,
            },
        )
    }
}

/// Where a member's value goes.
pub trait Slot<'de, A: MapAccess<'de>> {
    /// Reads the value; a later one replaces an earlier one.
    ///
    /// # Errors
    /// When the value is wrong.
    fn read(&mut self, map: &mut A) -> Result<(), A::Error>;

    /// Reads the value of a member without a name of its own.
    ///
    /// # Errors
    /// When the value is wrong; the message names the member.
    fn read_other(&mut self, _name: String, map: &mut A) -> Result<(), A::Error> {
        map.next_value::<IgnoredAny>().map(|_| ())
    }

    /// Whether a member that must be there was not.
    fn is_missing(&self) -> bool {
        false
    }
}

/// The slot of a member that must be there.
pub struct Required<T>(pub Option<T>);

impl<'de, A: MapAccess<'de>, T: Wire> Slot<'de, A> for Required<T> {
    fn read(&mut self, map: &mut A) -> Result<(), A::Error> {
        match map.next_value_seed(Seed::<T>::NEW) {
            Ok(value) => {
                self.0 = Some(value);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }

    fn is_missing(&self) -> bool {
        self.0.is_none()
    }
}

/// The slot of a member that may be left out; null says the same.
impl<'de, A: MapAccess<'de>, T: Wire> Slot<'de, A> for Option<T> {
    fn read(&mut self, map: &mut A) -> Result<(), A::Error> {
        match map.next_value_seed(Seed::<Option<T>>::NEW) {
            Ok(value) => {
                *self = value;
                Ok(())
            }
            Err(error) => Err(error),
        }
    }
}

/// The slot of a member whose absence and null differ.
impl<'de, A: MapAccess<'de>, T: Wire> Slot<'de, A> for Patch<T> {
    fn read(&mut self, map: &mut A) -> Result<(), A::Error> {
        match map.next_value_seed(Seed::<Option<T>>::NEW) {
            Ok(value) => {
                *self = Patch::Present(value);
                Ok(())
            }
            Err(error) => Err(error),
        }
    }
}

/// The slot of the members without a name of their own. It allocates only when there are some.
pub struct Rest<T>(pub Map<T>);

impl<'de, A: MapAccess<'de>, T: Wire> Slot<'de, A> for Rest<T> {
    fn read(&mut self, map: &mut A) -> Result<(), A::Error> {
        map.next_value::<IgnoredAny>().map(|_| ())
    }

    fn read_other(&mut self, name: String, map: &mut A) -> Result<(), A::Error> {
        match map.next_value_seed(Seed::<T>::NEW) {
            Ok(value) => {
                self.0.insert(name, value);
                Ok(())
            }
            Err(error) => Err(path::at_key(error, &name)),
        }
    }
}

/// The slot of a member that always says the same.
pub struct Constant {
    literal: Literal,
    state: ConstantState,
}

enum ConstantState {
    Missing,
    NotNeeded,
    Seen,
}

impl Constant {
    /// It must be there.
    #[must_use]
    pub fn required(literal: Literal) -> Self {
        Constant {
            literal,
            state: ConstantState::Missing,
        }
    }

    /// It may be left out.
    #[must_use]
    pub fn optional(literal: Literal) -> Self {
        Constant {
            literal,
            state: ConstantState::NotNeeded,
        }
    }
}

impl<'de, A: MapAccess<'de>> Slot<'de, A> for Constant {
    fn read(&mut self, map: &mut A) -> Result<(), A::Error> {
        self.state = ConstantState::Seen;
        map.next_value_seed(self.literal)
    }

    fn is_missing(&self) -> bool {
        matches!(self.state, ConstantState::Missing)
    }
}

/// Writes an object: each part under its name. A part beyond the names writes members of its own.
///
/// # Errors
/// When a part cannot be written, or the rest holds a member that has a name of its own.
pub fn write_object<S: Serializer>(
    serializer: S,
    names: &[&'static str],
    parts: &[&dyn Part<S::SerializeMap>],
) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    for (name, part) in names.iter().zip(parts) {
        part.put(name, &mut map)?;
    }
    if let Some(rest) = parts.get(names.len()) {
        rest.put_all(names, &mut map)?;
    }
    map.end()
}

/// What a member writes.
pub trait Part<M: SerializeMap> {
    /// Writes the member, or nothing when it is left out.
    ///
    /// # Errors
    /// When the value cannot be written.
    fn put(&self, name: &'static str, map: &mut M) -> Result<(), M::Error>;

    /// Writes members that have their names with them.
    ///
    /// # Errors
    /// When a value cannot be written, or a member is one of `names`.
    fn put_all(&self, _names: &[&'static str], _map: &mut M) -> Result<(), M::Error> {
        Ok(())
    }
}

/// A member that is always written.
pub struct Always<'a, T>(pub &'a T);

impl<M: SerializeMap, T: Wire> Part<M> for Always<'_, T> {
    fn put(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry(name, &Written(self.0))
    }
}

impl<M: SerializeMap, T: Wire> Part<M> for Option<T> {
    fn put(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        match self {
            Some(value) => map.serialize_entry(name, &Written(value)),
            None => Ok(()),
        }
    }
}

impl<M: SerializeMap, T: Wire> Part<M> for Patch<T> {
    fn put(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        match self {
            Patch::Absent => Ok(()),
            Patch::Present(value) => map.serialize_entry(name, &Written(value)),
        }
    }
}

impl<M: SerializeMap> Part<M> for Literal {
    fn put(&self, name: &'static str, map: &mut M) -> Result<(), M::Error> {
        map.serialize_entry(name, self)
    }
}

/// The members without a name of their own.
impl<M: SerializeMap, T: Wire> Part<M> for Map<T> {
    fn put(&self, _name: &'static str, _map: &mut M) -> Result<(), M::Error> {
        Ok(())
    }

    fn put_all(&self, names: &[&'static str], map: &mut M) -> Result<(), M::Error> {
        for (name, value) in self {
            if names.contains(&name.as_str()) {
                return Err(M::Error::custom(format_args!(
                    "member `{name}` is a field of its own and cannot stand among the others"
                )));
            }
            map.serialize_entry(name, &Written(value))?;
        }
        Ok(())
    }
}
