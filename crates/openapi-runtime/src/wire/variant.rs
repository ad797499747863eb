//! The variant that a union is.
//!
//! In: the one `match` that `union!` or `tagged!` makes of a type. Out: what everything that looks at the variant needs of
//! it: writing it, here, and comparing and `Debug`.

use super::literal::Literal;
use super::members::Member;
use super::tag::write_adding;
use serde::Serializer;

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

/// Writes the variant that it is shown.
pub(super) struct Writing<S> {
    serializer: S,
    tag: Option<(&'static str, Literal)>,
}

impl<S> Writing<S> {
    pub(super) fn to(serializer: S) -> Self {
        Writing {
            serializer,
            tag: None,
        }
    }
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
