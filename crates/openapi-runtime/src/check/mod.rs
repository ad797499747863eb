//! Checking values by all that a document's schemas say.
//!
//! In: a value, and its schema in the document. Out: nothing, or what it violates: `minimum`, `pattern`, `not`, `if` and whatever else a
//! type of Rust does not say. Types know their schemas where they are generated so (`Builder::checks` of `openapi-build`); with the
//! feature `check` they have `Check::check`, and clients can check what they send and what comes: `ClientBuilder::checks`.
//! Deliberately absent: the rules of JSON Schema, which are the crate `jsonschema`'s.

#[cfg(feature = "check")]
mod compiled;
mod macros;
#[cfg(feature = "check")]
mod one_sided;
mod violations;
#[cfg(feature = "check")]
mod words;

#[cfg(feature = "check")]
pub use crate::client::{Checks, Violating};
pub use violations::{Violation, Violations};

#[cfg(feature = "check")]
use crate::wire::{self, Wire};
#[cfg(feature = "check")]
pub(crate) use compiled::Compiled;
use std::any::TypeId;

/// The schemas of a document: the text of the generated `schemas.json`.
#[derive(Debug)]
pub struct Schemas {
    #[cfg_attr(not(feature = "check"), allow(dead_code))]
    text: &'static str,
}

impl Schemas {
    /// Schemas as the generator writes them.
    #[doc(hidden)]
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Schemas { text }
    }
}

/// A generated type whose schema is known.
pub trait Checked: 'static {
    /// Where it is known.
    #[doc(hidden)]
    type Of: SchemaTable;
}

/// The schemas of a document, and which of them are whose.
#[doc(hidden)]
pub trait SchemaTable {
    /// All of them.
    const SCHEMAS: &'static Schemas;
    /// Those of types.
    const TYPES: &'static [SchemaRow];
}

/// A type, and the pointers of its schemas, each with a NUL behind it: its values are let through by any of them.
#[doc(hidden)]
pub type SchemaRow = (fn() -> TypeId, &'static str);

/// Which way a value goes: of members that only the other side sets (`readOnly`, `writeOnly`), `required` asks nothing.
#[cfg(feature = "check")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Direction {
    /// Either way: neither members that only a server sets must be there, nor those that only a client does.
    #[default]
    Either,
    /// To the server: members that only it sets may be missing.
    Request,
    /// From the server: members that only a client sets may be missing.
    Answer,
}

/// Whether a `format` that is known has to hold.
#[cfg(feature = "check")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Formats {
    /// It only says what is meant (JSON Schema 2020-12, Validation §7.2.1).
    #[default]
    Said,
    /// It has to. Formats that are not known always hold.
    Asserted,
}

/// How a value is checked.
///
/// ```
/// use openapi_runtime::check::{CheckOptions, Direction, Formats};
///
/// let strict = CheckOptions::new().direction(Direction::Request).formats(Formats::Asserted);
/// assert_ne!(strict, CheckOptions::default());
/// ```
#[cfg(feature = "check")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct CheckOptions {
    pub(crate) direction: Direction,
    pub(crate) formats: Formats,
}

#[cfg(feature = "check")]
impl CheckOptions {
    /// Of a value that may go either way, with formats that only say what is meant.
    #[must_use]
    pub fn new() -> Self {
        CheckOptions::default()
    }

    /// Which way the value goes.
    #[must_use]
    pub fn direction(mut self, direction: Direction) -> Self {
        self.direction = direction;
        self
    }

    /// Whether formats have to hold.
    #[must_use]
    pub fn formats(mut self, formats: Formats) -> Self {
        self.formats = formats;
        self
    }
}

/// A value that can be checked: one of a generated type that knows its schema.
///
/// What is checked is the value as it is written: an optional member that is `None` is not there, a constant is there, a null that was
/// read as absence is absent.
#[cfg(feature = "check")]
pub trait Check {
    /// Checks the value by all that its schema in the document says, as a value that may go either way.
    ///
    /// The schema is prepared at the first check of a type, and kept.
    ///
    /// # Errors
    /// What the value violates, or why it cannot be checked.
    fn check(&self) -> Result<(), Violations> {
        self.check_with(CheckOptions::new())
    }

    /// The same in another way.
    ///
    /// # Errors
    /// As [`Check::check`].
    fn check_with(&self, options: CheckOptions) -> Result<(), Violations>;
}

#[cfg(feature = "check")]
impl<T: Checked + Wire> Check for T {
    fn check_with(&self, options: CheckOptions) -> Result<(), Violations> {
        match wire::encode(self) {
            Ok(json) => Compiled::of(T::Of::SCHEMAS).check_a::<T>(&json, options),
            Err(error) => Err(Violations::uncheckable(
                "",
                format!("the value has no JSON form: {error}"),
            )),
        }
    }
}
