//! Objects with named members: the code that all of them share.
//!
//! In: the slots and parts that `object!` lays out for one type. Out: a filled type, or written members. What a
//! macro emits for one type is a list without a branch; every loop and every decision is here, and is compiled once
//! for each format instead of once for each type.

use super::literal::Literal;
use super::members::{Member, Names, Visit};
use super::{By, Json, Map, Mapping, Patch, Seed, Wire, Written, path, scalar::refuse_text};
use serde::{
    Deserializer, Serialize, Serializer,
    de::{DeserializeSeed, Error, IgnoredAny, MapAccess, Visitor},
    ser::{Error as _, SerializeMap},
};
use std::{fmt, marker::PhantomData};

/// A type with named members, laid out by `object!`.
pub trait Object: Sized {
    /// Fills the type's slots from the members; `None` when that failed, and then the members know why.
    fn build<'de, A: MapAccess<'de>>(members: &mut Members<'de, A>) -> Option<Self>;

    /// Shows the members one after the other, beside those of another object.
    fn members<V: Visit>(&self, other: &Self, visitor: &mut V);
}

/// Reads an object.
///
/// # Errors
/// When the input is no object, a member is wrong, or a required one is missing.
fn read_object<'de, T: Object, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    deserializer.deserialize_map(ObjectVisitor(PhantomData))
}

/// Objects are read and written member by member.
pub struct ByObject;

impl<T: Object> By<T> for ByObject {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
        read_object(deserializer)
    }

    fn write<S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
        write_object(value, serializer)
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Object> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<T, A::Error> {
        Members::read(map)
    }

    refuse_text!();
}

/// The members of an object that is being read.
pub struct Members<'de, A: MapAccess<'de>> {
    map: A,
    /// Where members go that the type has no place for, if they are kept.
    others: Option<Map<Json>>,
    error: Option<A::Error>,
}

impl<'de, A: MapAccess<'de>> Members<'de, A> {
    /// Reads all members as a value, without those that its type has no place for.
    pub(crate) fn read<T: Object>(map: A) -> Result<T, A::Error> {
        Self::read_keeping(map, None).map(|(value, _)| value)
    }

    /// Reads all members as a value, and those that its type has no place for.
    pub(crate) fn read_all<T: Object>(map: A) -> Result<(T, Map<Json>), A::Error> {
        let (value, others) = Self::read_keeping(map, Some(Map::new()))?;
        Ok((value, others.unwrap_or_default()))
    }

    fn read_keeping<T: Object>(
        map: A,
        others: Option<Map<Json>>,
    ) -> Result<(T, Option<Map<Json>>), A::Error> {
        let mut members = Members {
            map,
            others,
            error: None,
        };
        match T::build(&mut members) {
            Some(value) => Ok((value, members.others)),
            None => Err(members
                .error
                .unwrap_or_else(|| A::Error::custom("the object could not be read"))),
        }
    }

    /// Reads every member into the slot of its name, in the order of `names`. A slot beyond the names takes the members without a name.
    /// Returns whether all went well and nothing required is missing.
    pub fn fill(
        &mut self,
        names: &'static [&'static str],
        slots: &mut [&mut dyn Slot<'de, A>],
    ) -> bool {
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
        names: &'static [&'static str],
        slots: &mut [&mut dyn Slot<'de, A>],
    ) -> Result<(), A::Error> {
        let wants_others = slots.len() > names.len() || self.others.is_some();
        let mut other = wants_others.then(String::new);
        let mut next = 0;
        let mut absent = Absent::all(names.len());
        while let Some(at) = self.map.next_key_seed(Key {
            names,
            next,
            other: other.as_mut(),
        })? {
            match slots.get_mut(at) {
                Some(slot) if at < names.len() => {
                    next = at + 1;
                    absent.remove(at);
                    if let Err(error) = slot.read(&mut self.map) {
                        return Err(path::at_key(error, names.get(at).unwrap_or(&"")));
                    }
                }
                Some(rest) => {
                    rest.read_other(other.take().unwrap_or_default(), &mut self.map)?;
                    other = Some(String::new());
                }
                None => match &mut self.others {
                    Some(others) => {
                        let name = other.take().unwrap_or_default();
                        match self.map.next_value_seed(Seed::<Json>::NEW) {
                            Ok(value) => others.insert(name, value),
                            Err(error) => return Err(path::at_key(error, &name)),
                        };
                        other = Some(String::new());
                    }
                    None => {
                        self.map.next_value::<IgnoredAny>()?;
                    }
                },
            }
        }
        let missing = |at: &usize| slots.get(*at).is_some_and(|slot| slot.is_missing());
        match absent.find(missing).and_then(|at| names.get(at)) {
            Some(name) => Err(path::member(name, "required member is missing")),
            None => Ok(()),
        }
    }
}

/// The positions of members that were not there. Those behind the first 64 are not counted, and always count as such.
struct Absent {
    first: u64,
    behind: std::ops::Range<usize>,
}

impl Absent {
    fn all(length: usize) -> Self {
        let first = if length < 64 {
            (1 << length) - 1
        } else {
            u64::MAX
        };
        Absent {
            first,
            behind: 64..length.max(64),
        }
    }

    fn remove(&mut self, at: usize) {
        if at < 64 {
            self.first &= !(1 << at);
        }
    }
}

impl Iterator for Absent {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        if self.first == 0 {
            return self.behind.next();
        }
        let at = self.first.trailing_zeros() as usize;
        self.remove(at);
        Some(at)
    }
}

/// Finds a member's name among those of the type: its position, or the first position beyond. Members mostly come in
/// the order of the document, so the search starts behind the last one found.
struct Key<'a> {
    names: &'a [&'static str],
    next: usize,
    /// Takes the name of a member that is not among them, if it is wanted.
    other: Option<&'a mut String>,
}

impl<'de> DeserializeSeed<'de> for Key<'_> {
    type Value = usize;

    #[inline]
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        deserializer.deserialize_str(self)
    }
}

impl Visitor<'_> for Key<'_> {
    type Value = usize;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a member name")
    }

    #[inline]
    fn visit_str<E>(self, key: &str) -> Result<usize, E> {
        match self.names.get(self.next) {
            Some(name) if *name == key => Ok(self.next),
            _ => Ok(self.search(key)),
        }
    }
}

impl Key<'_> {
    fn search(self, key: &str) -> usize {
        let (before, after) = self
            .names
            .split_at_checked(self.next)
            .unwrap_or((self.names, &[]));
        let position = |names: &[&str]| names.iter().position(|name| *name == key);
        match position(after)
            .map(|at| at + before.len())
            .or_else(|| position(before))
        {
            Some(at) => at,
            None => {
                if let Some(other) = self.other {
                    key.clone_into(other);
                }
                self.names.len()
            }
        }
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
pub struct Rest<M>(pub M);

/// An empty one, of the map that its field is.
#[must_use]
pub fn rest_of<T: Wire, M: Mapping<Value = T>>() -> Rest<M> {
    Rest(M::default())
}

impl<'de, A: MapAccess<'de>, M: Mapping> Slot<'de, A> for Rest<M> {
    fn read(&mut self, map: &mut A) -> Result<(), A::Error> {
        map.next_value::<IgnoredAny>().map(|_| ())
    }

    fn read_other(&mut self, name: String, map: &mut A) -> Result<(), A::Error> {
        match map.next_value_seed(Seed::<M::Value>::NEW) {
            Ok(value) => {
                self.0.put(name, value);
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

/// Writes an object.
///
/// # Errors
/// When a member cannot be written, or one of the rest has the name of another.
fn write_object<T: Object, S: Serializer>(object: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut writer = Writer::new(serializer.serialize_map(None)?);
    object.members(object, &mut writer);
    if writer.has_rest {
        writer.refuse(Names::of(object).twice);
    }
    writer.end()
}

/// An object that is being written. The first failure is kept and told at the end, so that generated code needs no
/// branch for each member.
pub struct Writer<M: SerializeMap> {
    map: M,
    /// Whether there are members without a name of their own, which may have the name of another.
    has_rest: bool,
    error: Option<M::Error>,
}

impl<M: SerializeMap> Writer<M> {
    pub(crate) fn new(map: M) -> Self {
        Writer {
            map,
            has_rest: false,
            error: None,
        }
    }

    /// Refuses an object that has a member twice.
    pub(crate) fn refuse(&mut self, twice: Option<String>) {
        if let Some(name) = twice {
            self.error.get_or_insert_with(|| {
                M::Error::custom(format_args!(
                    "member `{name}` is a field of its own and cannot stand among the others"
                ))
            });
        }
    }

    /// Ends the object, or tells the first failure.
    pub(crate) fn end(self) -> Result<M::Ok, M::Error> {
        match self.error {
            None => self.map.end(),
            Some(error) => Err(error),
        }
    }

    #[inline]
    fn entry<T: Serialize>(&mut self, name: &str, value: &T) {
        if self.error.is_none() {
            if let Err(error) = self.map.serialize_entry(name, value) {
                self.error = Some(error);
            }
        }
    }
}

impl<M: SerializeMap> Visit for Writer<M> {
    #[inline]
    fn member<T: Member>(&mut self, name: &'static str, value: &T, _: &T) {
        self.entry(name, &Written(value));
    }

    #[inline]
    fn optional<T: Member>(&mut self, name: &'static str, value: &Option<T>, _: &Option<T>) {
        if let Some(value) = value {
            self.entry(name, &Written(value));
        }
    }

    #[inline]
    fn patch<T: Member>(&mut self, name: &'static str, value: &Patch<T>, _: &Patch<T>) {
        if let Patch::Present(value) = value {
            self.entry(name, &Written(value));
        }
    }

    fn constant(&mut self, name: &'static str, value: Literal) {
        self.entry(name, &value);
    }

    fn rest<T: Member, P: Mapping<Value = T> + PartialEq>(&mut self, map: &P, _: &P) {
        for (name, value) in map.members() {
            self.has_rest = true;
            self.entry(name, &Written(value));
        }
    }
}
