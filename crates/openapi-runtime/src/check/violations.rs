//! What a value violates.
//!
//! Values are not quoted: what is wrong with a password is not to show it. Names of members are shown, and what the document says.

use std::{error, fmt};

/// What a value violates: at least one thing.
#[derive(Clone, PartialEq, Eq)]
pub struct Violations {
    list: Vec<Violation>,
}

/// A keyword of the document that a value violates.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Violation {
    pub(super) path: Box<str>,
    pub(super) keyword: Box<str>,
    pub(super) schema: Box<str>,
    pub(super) message: Box<str>,
}

/// The keyword of what cannot be checked.
const UNCHECKABLE: &str = "";

#[cfg_attr(not(feature = "check"), allow(dead_code))]
impl Violations {
    /// None, where the list has nothing.
    pub(super) fn of(list: Vec<Violation>) -> Option<Self> {
        (!list.is_empty()).then_some(Violations { list })
    }

    /// A value that cannot be checked.
    pub(crate) fn uncheckable(schema: &str, why: impl Into<Box<str>>) -> Self {
        let violation = Violation {
            path: "$".into(),
            keyword: UNCHECKABLE.into(),
            schema: schema.into(),
            message: why.into(),
        };
        Violations {
            list: vec![violation],
        }
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.list.len()
    }
}

impl Violations {
    /// Each of them.
    pub fn iter(&self) -> std::slice::Iter<'_, Violation> {
        self.list.iter()
    }

    /// Whether the value was not checked: its schema is none that can be used (a `pattern` that is no regular expression), or it has
    /// a number beyond what JSON readers hold. The message says which.
    #[must_use]
    pub fn is_uncheckable(&self) -> bool {
        self.list.iter().any(Violation::is_uncheckable)
    }
}

impl<'a> IntoIterator for &'a Violations {
    type Item = &'a Violation;
    type IntoIter = std::slice::Iter<'a, Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::vec::IntoIter<Violation>;

    fn into_iter(self) -> Self::IntoIter {
        self.list.into_iter()
    }
}

impl Violation {
    /// Where in the value, from its root `$`: `$.owner.tags[0]`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The keyword: `minLength`. Empty for what cannot be checked.
    #[must_use]
    pub fn keyword(&self) -> &str {
        &self.keyword
    }

    /// Where the document says so, as a JSON pointer: `#/components/schemas/Pet/properties/name/minLength`.
    #[must_use]
    pub fn schema(&self) -> &str {
        &self.schema
    }

    /// What is wrong, in words. The value is not quoted.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// Whether the value was not checked, for the reason that the message says.
    #[must_use]
    pub fn is_uncheckable(&self) -> bool {
        *self.keyword == *UNCHECKABLE
    }
}

/// `$.name: it is shorter than 3 characters (#/components/schemas/Pet/properties/name/minLength)`
impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Violation {
            path,
            schema,
            message,
            ..
        } = self;
        if self.is_uncheckable() {
            write!(f, "{path}: it cannot be checked: {message}")?;
        } else {
            write!(f, "{path}: {message}")?;
        }
        match &**schema {
            "" => Ok(()),
            schema => write!(f, " ({schema})"),
        }
    }
}

/// How many are shown where all are to be.
const SHOWN: usize = 5;

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, it) in self.list.iter().take(SHOWN).enumerate() {
            if index > 0 {
                f.write_str("; ")?;
            }
            it.fmt(f)?;
        }
        match self.list.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, "; and {more} more"),
        }
    }
}

impl fmt::Debug for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(&self.list).finish()
    }
}

impl error::Error for Violation {}
impl error::Error for Violations {}
