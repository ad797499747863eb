//! Addresses as values of the crate `url` (feature `url`). A reference without a scheme is none.
//!
//! ```
//! use openapi_runtime::formats::{FormatError, Uri};
//!
//! let link = Uri::from_text("https://example.com/a#b");
//! let value = url::Url::try_from(&link)?;
//! assert_eq!(value.fragment(), Some("b"));
//! assert_eq!(Uri::from(value), link);
//! # Ok::<(), FormatError>(())
//! ```

use super::{Format, FormatError, Formatted, kind};

/// Markers of formats whose values are those of the crate `url`.
pub mod format {
    /// `uri`
    #[derive(Debug)]
    pub enum Uri {}
}

/// `uri`: its value is a `url::Url`.
pub type Uri = Formatted<format::Uri>;

impl kind::Uri for format::Uri {}

impl Format for format::Uri {
    type Value = ::url::Url;
    const NAME: &'static str = "uri";

    fn parse(text: &str) -> Result<::url::Url, FormatError> {
        ::url::Url::parse(text).map_err(|error| FormatError::new(Self::NAME, error))
    }
}

impl<F: kind::Uri> TryFrom<&Formatted<F>> for ::url::Url {
    type Error = FormatError;

    fn try_from(text: &Formatted<F>) -> Result<Self, FormatError> {
        format::Uri::parse(text.as_str())
    }
}

impl<F: kind::Uri> From<::url::Url> for Formatted<F> {
    fn from(value: ::url::Url) -> Self {
        Formatted::from_text(value)
    }
}
