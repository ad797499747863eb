//! The members of an object, one after the other.
//!
//! In: the one list that `object!` makes of a type's members. Out: what everything that goes through all members needs of
//! it: writing them, comparing two objects, and `Debug`. A list for each would be a function body for each, and those are
//! what a compiler spends its time on.

use super::literal::Literal;
use super::object::Object;
use super::{Mapping, Patch, Wire};
use std::fmt;

/// What is done with a value that stands in an object: it is written, shown and compared.
pub trait Member: Wire + fmt::Debug + PartialEq {}

impl<T: Wire + fmt::Debug + PartialEq> Member for T {}

/// Goes through the members of an object, and through those of another one of the same type beside it. Who needs one
/// object only is given it twice.
pub trait Visit {
    /// A member that is always there.
    fn member<T: Member>(&mut self, name: &'static str, value: &T, other: &T);

    /// A member that may be left out.
    fn optional<T: Member>(&mut self, name: &'static str, value: &Option<T>, other: &Option<T>);

    /// A member whose absence and null differ.
    fn patch<T: Member>(&mut self, name: &'static str, value: &Patch<T>, other: &Patch<T>);

    /// A member that always says the same.
    fn constant(&mut self, name: &'static str, value: Literal);

    /// The members without a name of their own, after all others.
    fn rest<T: Member, M: Mapping<Value = T> + PartialEq>(&mut self, map: &M, other: &M);

    /// The next member is a secret.
    fn secret(&mut self) {}
}

/// The names of an object's members, whether they are there or not.
pub(super) struct Names {
    seen: Vec<&'static str>,
    /// A member without a name of its own that has the name of another.
    pub(super) twice: Option<String>,
}

impl Names {
    pub(super) fn of<T: Object>(object: &T) -> Names {
        let mut names = Names {
            seen: Vec::new(),
            twice: None,
        };
        object.members(object, &mut names);
        names
    }
}

impl Visit for Names {
    fn member<T: Member>(&mut self, name: &'static str, _: &T, _: &T) {
        self.seen.push(name);
    }

    fn optional<T: Member>(&mut self, name: &'static str, _: &Option<T>, _: &Option<T>) {
        self.seen.push(name);
    }

    fn patch<T: Member>(&mut self, name: &'static str, _: &Patch<T>, _: &Patch<T>) {
        self.seen.push(name);
    }

    fn constant(&mut self, name: &'static str, _: Literal) {
        self.seen.push(name);
    }

    fn rest<T: Member, M: Mapping<Value = T> + PartialEq>(&mut self, map: &M, _: &M) {
        let mut names = map.members().map(|(name, _)| name.as_str());
        let twice = names.find(|name| self.seen.contains(name));
        self.twice = twice.map(str::to_owned);
    }
}
