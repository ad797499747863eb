//! A value that is sent as a part with headers of its own.

use std::fmt;

use http::{HeaderName, HeaderValue};
use serde::{Deserializer, Serializer};

use super::{Form, part_header};
use crate::wire::Wire;

/// The content of a part for which the document declares headers: a value, and the headers that the caller adds.
///
/// ```
/// use openapi_runtime::Headed;
///
/// let plain: Headed<i64> = 7.into();
/// let told = Headed::new(7).with_header("X-Checksum", "4a5b");
/// assert_eq!(plain.value, told.value);
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Headed<T> {
    /// The content.
    pub value: T,
    headers: Vec<(HeaderName, HeaderValue)>,
    problem: Option<Box<str>>,
}

impl<T> Headed<T> {
    /// A value without headers.
    pub fn new(value: T) -> Self {
        Headed {
            value,
            headers: Vec::new(),
            problem: None,
        }
    }

    /// Adds a header to the part; to each of them, where a list is several parts.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        match part_header(name, value) {
            Ok(header) => self.headers.push(header),
            Err(reason) => {
                self.problem.get_or_insert(reason.into());
            }
        }
        self
    }
}

impl<T> From<T> for Headed<T> {
    fn from(value: T) -> Self {
        Headed::new(value)
    }
}

impl From<&str> for Headed<String> {
    fn from(value: &str) -> Self {
        Headed::new(value.to_owned())
    }
}

/// Shows the names of the headers, not their values.
impl<T: fmt::Debug> fmt::Debug for Headed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("Headed")
            .field("value", &self.value)
            .field("headers", &names)
            .finish()
    }
}

/// As the value alone: headers are added where it becomes a part.
impl<T: Wire> Wire for Headed<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Headed::new)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.write(serializer)
    }
}

/// What has headers for its parts: a headed value, required or not.
pub trait Heads {
    #[doc(hidden)]
    fn put(&self, form: &mut Form, first: usize);
}

impl<T> Heads for Headed<T> {
    fn put(&self, form: &mut Form, first: usize) {
        for (name, part) in form.parts.iter_mut().skip(first) {
            part.headers.extend(self.headers.iter().cloned());
            if let Some(problem) = &self.problem {
                let reason = format!("the part {name:?}: {problem}");
                form.problem.get_or_insert(reason.into());
            }
        }
    }
}

impl<H: Heads> Heads for Option<H> {
    fn put(&self, form: &mut Form, first: usize) {
        if let Some(headed) = self {
            headed.put(form, first);
        }
    }
}

impl Form {
    /// Adds parts, and headers to each of them.
    pub fn add_headed<H: Heads>(&mut self, value: &H, add: impl FnOnce(&mut Form, &H)) {
        let first = self.parts.len();
        add(self, value);
        value.put(self, first);
    }
}
