//! Typed formats of strings.
//!
//! In: strings of a document's `format`. Out: values that keep their text: it is written back as it came, and text
//! that is not what the format says fails when the value is asked for, not when the whole answer is read. Values of the
//! crates chrono, time, uuid and url come with features of these names.
//! Deliberately absent: formats of numbers, which are Rust's own types.

mod address;
mod binary;
mod bits;
#[cfg(feature = "chrono")]
pub mod chrono;
#[cfg(feature = "jiff")]
mod date;
mod decimal;
pub mod kind;
#[cfg(any(feature = "chrono", feature = "time"))]
mod text;
#[cfg(feature = "time")]
pub mod time;
#[cfg(feature = "url")]
pub mod url;
#[cfg(feature = "uuid")]
pub mod uuid;

pub use decimal::Fixed;

use crate::wire::Wire;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::{cmp::Ordering, error, fmt, hash, marker::PhantomData, str::FromStr};

/// A string of a format. Two are equal when their texts are.
///
/// ```
/// use openapi_runtime::formats::{DateTime, Ipv4};
///
/// let address: Ipv4 = "127.0.0.1".parse()?;
/// assert!(address.get()?.is_loopback());
///
/// // What a server sent is kept, even when it is not what the document promised.
/// let created = DateTime::from_text("2024-02-30 noon");
/// assert_eq!(created.as_str(), "2024-02-30 noon");
/// # Ok::<(), openapi_runtime::formats::FormatError>(())
/// ```
pub struct Formatted<F> {
    text: String,
    format: PhantomData<fn() -> F>,
}

/// What the text of a [`Formatted`] means.
pub trait Format {
    /// The value that the text stands for.
    type Value;

    /// The format's name, as documents write it.
    const NAME: &'static str;

    /// Reads the text.
    ///
    /// # Errors
    /// When it is not what the format says.
    fn parse(text: &str) -> Result<Self::Value, FormatError>;
}

/// Why a text is not what its format says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatError {
    format: &'static str,
    reason: String,
}

impl FormatError {
    /// For the format of this name, because of this.
    pub fn new(format: &'static str, reason: impl fmt::Display) -> Self {
        FormatError {
            format,
            reason: reason.to_string(),
        }
    }
}

impl fmt::Display for FormatError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not a `{}`: {}", self.format, self.reason)
    }
}

impl error::Error for FormatError {}

/// Markers for the formats that are known here.
pub mod format {
    macro_rules! markers {
        ($($(#[$doc:meta])* $name:ident,)*) => { $(
            $(#[$doc])*
            #[derive(Debug)]
            pub enum $name {}
        )* };
    }
    markers! {
        /// `date-time`
        DateTime,
        /// `date`
        Date,
        /// `time`
        Time,
        /// `duration`
        Duration,
        /// `uuid`
        Uuid,
        /// `uri`
        Uri,
        /// `ipv4`
        Ipv4,
        /// `ipv6`
        Ipv6,
        /// `decimal`
        Decimal,
        /// `byte`, or a content encoding of `base64`
        Base64,
    }
}

/// `date-time`: a moment. With the feature `jiff`, its value is a `jiff::Timestamp`.
pub type DateTime = Formatted<format::DateTime>;
/// `date`: a day. With the feature `jiff`, its value is a `jiff::civil::Date`.
pub type Date = Formatted<format::Date>;
/// `time`: a time of day. With the feature `jiff`, its value is a `jiff::civil::Time` and its offset from UTC, if any.
pub type Time = Formatted<format::Time>;
/// `duration`: ISO 8601. With the feature `jiff`, its value is a `jiff::Span`.
pub type Duration = Formatted<format::Duration>;
/// `uuid`: its value is the 128 bits.
pub type Uuid = Formatted<format::Uuid>;
/// `uri`: its value is an [`http::Uri`], which leaves a fragment out.
pub type Uri = Formatted<format::Uri>;
/// `ipv4`: its value is a [`std::net::Ipv4Addr`].
pub type Ipv4 = Formatted<format::Ipv4>;
/// `ipv6`: its value is a [`std::net::Ipv6Addr`].
pub type Ipv6 = Formatted<format::Ipv6>;
/// `decimal`: its value is a [`Fixed`]; no digit is lost.
pub type Decimal = Formatted<format::Decimal>;
/// `byte`: its value is the bytes.
pub type Base64 = Formatted<format::Base64>;

impl<F> Formatted<F> {
    /// Keeps any text, whether it is of the format or not.
    pub fn from_text(text: impl Into<String>) -> Self {
        Formatted {
            text: text.into(),
            format: PhantomData,
        }
    }

    /// The text, as it came and as it is written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The text.
    #[must_use]
    pub fn into_text(self) -> String {
        self.text
    }

    /// The value as a type of your choice, of any crate.
    ///
    /// # Errors
    /// When that type does not take the text.
    ///
    /// ```
    /// use openapi_runtime::formats::Ipv4;
    ///
    /// let address = Ipv4::from_text("10.0.0.1");
    /// assert!(address.parse::<std::net::IpAddr>()?.is_ipv4());
    /// # Ok::<(), std::net::AddrParseError>(())
    /// ```
    pub fn parse<T: FromStr>(&self) -> Result<T, T::Err> {
        self.text.parse()
    }
}

impl<F: Format> Formatted<F> {
    /// The value.
    ///
    /// # Errors
    /// When the text is not what the format says.
    pub fn get(&self) -> Result<F::Value, FormatError> {
        F::parse(&self.text)
    }
}

/// Checked: the text must be of the format.
impl<F: Format> FromStr for Formatted<F> {
    type Err = FormatError;

    fn from_str(text: &str) -> Result<Self, FormatError> {
        F::parse(text).map(|_| Formatted::from_text(text))
    }
}

impl<F> Clone for Formatted<F> {
    fn clone(&self) -> Self {
        Formatted::from_text(self.text.clone())
    }
}

impl<F> PartialEq for Formatted<F> {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl<F> Eq for Formatted<F> {}

impl<F> PartialOrd for Formatted<F> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl<F> Ord for Formatted<F> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.text.cmp(&other.text)
    }
}

impl<F> hash::Hash for Formatted<F> {
    fn hash<H: hash::Hasher>(&self, state: &mut H) {
        self.text.hash(state);
    }
}

impl<F> fmt::Debug for Formatted<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.fmt(f)
    }
}

impl<F> fmt::Display for Formatted<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl<F> AsRef<str> for Formatted<F> {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl<F> Wire for Formatted<F> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::read(deserializer).map(Formatted::from_text)
    }

    fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<F> Serialize for Formatted<F> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.write(serializer)
    }
}

impl<'de, F> Deserialize<'de> for Formatted<F> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::read(deserializer)
    }
}
