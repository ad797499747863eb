//! The members of an object, one after the other.
//!
//! In: the one list that `object!` makes of a type's members. Out: what everything that goes through all members needs of
//! it: writing them, comparing two objects, and `Debug`. A list for each would be a function body for each, and those are
//! what a compiler spends its time on.

use super::literal::Literal;
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

    /// The members without a name of their own, which must be none of the names.
    fn rest<T: Member, M: Mapping<Value = T> + PartialEq>(
        &mut self,
        names: &[&str],
        map: &M,
        other: &M,
    );

    /// The next member is a secret.
    fn secret(&mut self) {}
}
