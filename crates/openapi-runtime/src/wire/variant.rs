//! The variant that a union is.
//!
//! In: the one `match` that `union!` or `tagged!` makes of a type. Out: what everything that looks at the variant needs of
//! it: writing it, comparing two unions, and `Debug`.

use super::literal::Literal;
use super::members::Member;
use super::tag::write_adding;
use super::union::Union;
use serde::Serializer;
use std::any::Any;
use std::fmt;

/// Is shown the variant that a union is.
pub trait Show<'a>: Sized {
    /// What comes of it.
    type Out;

    /// The payload is written with this tag, which it does not have among its members.
    #[must_use]
    fn adding(self, _tag: &'static str, _literal: Literal) -> Self {
        self
    }

    /// The variant, and what is in it.
    fn variant<T: Member + 'static>(self, name: &'static str, payload: &'a T) -> Self::Out;
}

/// Writes the variant that a union is.
///
/// # Errors
/// As [`Wire::write`](super::Wire::write).
pub(super) fn write<T: Union, S: Serializer>(union: &T, serializer: S) -> Result<S::Ok, S::Error> {
    union.show(Writing {
        serializer,
        tag: None,
    })
}

struct Writing<S> {
    serializer: S,
    tag: Option<(&'static str, Literal)>,
}

impl<'a, S: Serializer> Show<'a> for Writing<S> {
    type Out = Result<S::Ok, S::Error>;

    #[inline]
    fn adding(mut self, tag: &'static str, literal: Literal) -> Self {
        self.tag = Some((tag, literal));
        self
    }

    #[inline]
    fn variant<T: Member + 'static>(self, _: &'static str, payload: &'a T) -> Self::Out {
        match self.tag {
            None => payload.write(self.serializer),
            Some((tag, literal)) => write_adding(tag, literal, payload, self.serializer),
        }
    }
}

/// What is in a variant, whatever its type.
trait Payload: fmt::Debug {
    fn any(&self) -> &dyn Any;
    fn equals(&self, other: &dyn Any) -> bool;
}

impl<T: Member + 'static> Payload for T {
    fn any(&self) -> &dyn Any {
        self
    }

    fn equals(&self, other: &dyn Any) -> bool {
        other.downcast_ref::<T>() == Some(self)
    }
}

struct Seen;

impl<'a> Show<'a> for Seen {
    type Out = (&'static str, &'a dyn Payload);

    fn variant<T: Member + 'static>(self, name: &'static str, payload: &'a T) -> Self::Out {
        (name, payload)
    }
}

/// Whether two unions are the same variant with equal payloads.
pub fn same<T: Union>(one: &T, other: &T) -> bool {
    let ((name, one), (other_name, other)) = (one.show(Seen), other.show(Seen));
    name == other_name && one.equals(other.any())
}

/// Shows a union as `Variant(payload)`.
///
/// # Errors
/// What the formatter reports.
pub fn show_variant<T: Union>(union: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let (name, payload) = union.show(Seen);
    f.debug_tuple(name).field(&payload).finish()
}
