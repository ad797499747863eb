//! UUIDs as values of the crate `uuid` (feature `uuid`).
//!
//! ```
//! use openapi_runtime::formats::{FormatError, Uuid};
//!
//! let id = Uuid::from_text("67e55044-10b1-426f-9247-bb680e5fe0c8");
//! let value = uuid::Uuid::try_from(&id)?;
//! assert_eq!(Uuid::from(value), id);
//! # Ok::<(), FormatError>(())
//! ```

use super::{Format, FormatError, Formatted, kind};

/// Markers of formats whose values are those of the crate `uuid`.
pub mod format {
    /// `uuid`
    #[derive(Debug)]
    pub enum Uuid {}
}

/// `uuid`: its value is a `uuid::Uuid`.
pub type Uuid = Formatted<format::Uuid>;

impl kind::Uuid for format::Uuid {}

impl Format for format::Uuid {
    type Value = ::uuid::Uuid;
    const NAME: &'static str = "uuid";

    fn parse(text: &str) -> Result<::uuid::Uuid, FormatError> {
        super::format::Uuid::parse(text).map(::uuid::Uuid::from_u128)
    }
}

impl<F: kind::Uuid> TryFrom<&Formatted<F>> for ::uuid::Uuid {
    type Error = FormatError;

    fn try_from(text: &Formatted<F>) -> Result<Self, FormatError> {
        format::Uuid::parse(text.as_str())
    }
}

impl<F: kind::Uuid> From<::uuid::Uuid> for Formatted<F> {
    fn from(value: ::uuid::Uuid) -> Self {
        Formatted::from_text(value.hyphenated().to_string())
    }
}
