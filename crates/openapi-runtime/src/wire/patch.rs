//! Three states of a member: absent, null, a value.

use std::{fmt, ops::Deref};

/// A member that is optional and nullable, so that absent and null mean different things.
///
/// It reads like an `Option`: absent and null are both `None` there.
///
/// ```
/// use openapi_runtime::Patch;
///
/// let hint = Patch::value("rare");
/// assert_eq!(*hint, Some("rare"));
/// assert!(hint.is_some_and(|hint| hint.starts_with('r')));
///
/// assert_eq!(*Patch::<i64>::null(), None);
/// assert_ne!(Patch::<i64>::null(), Patch::absent());
/// ```
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Patch<T> {
    /// The member is not there.
    Absent,
    /// The member is there: a value, or null as `None`.
    Present(Option<T>),
}

impl<T> Patch<T> {
    /// The member is not there.
    #[must_use]
    pub const fn absent() -> Self {
        Patch::Absent
    }

    /// The member is there and says null.
    #[must_use]
    pub const fn null() -> Self {
        Patch::Present(None)
    }

    /// The member is there and says this.
    #[must_use]
    pub const fn value(value: T) -> Self {
        Patch::Present(Some(value))
    }

    /// Whether the member is not there.
    #[must_use]
    pub const fn is_absent(&self) -> bool {
        matches!(self, Patch::Absent)
    }

    /// Whether the member is there and says null.
    #[must_use]
    pub const fn is_null(&self) -> bool {
        matches!(self, Patch::Present(None))
    }

    /// The value; `None` for absent and for null.
    #[must_use]
    pub fn into_option(self) -> Option<T> {
        match self {
            Patch::Absent => None,
            Patch::Present(value) => value,
        }
    }
}

impl<T> Deref for Patch<T> {
    type Target = Option<T>;

    fn deref(&self) -> &Option<T> {
        match self {
            Patch::Absent => &None,
            Patch::Present(value) => value,
        }
    }
}

/// Absent.
impl<T> Default for Patch<T> {
    fn default() -> Self {
        Patch::Absent
    }
}

impl<T> From<T> for Patch<T> {
    fn from(value: T) -> Self {
        Patch::value(value)
    }
}

/// `None` is absent: null is only ever written when it is asked for, by [`Patch::null`].
impl<T> From<Option<T>> for Patch<T> {
    fn from(value: Option<T>) -> Self {
        match value {
            Some(value) => Patch::value(value),
            None => Patch::Absent,
        }
    }
}

impl<T> From<Patch<T>> for Option<T> {
    fn from(patch: Patch<T>) -> Self {
        patch.into_option()
    }
}

impl<T: fmt::Debug> fmt::Debug for Patch<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Patch::Absent => f.write_str("Absent"),
            Patch::Present(None) => f.write_str("Null"),
            Patch::Present(Some(value)) => f.debug_tuple("Value").field(value).finish(),
        }
    }
}
