//! Why a body is not what the document says.

use std::error::Error as StdError;
use std::fmt;

use crate::check::Violations;
use crate::wire::{DecodeError, EncodeError};

/// Why a body is not what the document says.
#[derive(Debug)]
#[non_exhaustive]
pub enum Reason {
    /// The media type is not a declared one; both are named.
    ContentType {
        /// What came; none when the header is missing.
        got: Option<Box<str>>,
        /// What is declared.
        expected: Box<str>,
    },
    /// The body is empty.
    Empty,
    /// The body is compressed in a way that was not asked for.
    Encoding(Box<str>),
    /// Not JSON, or not the JSON that the document says.
    Json(DecodeError),
    /// Text in a character set that is not UTF-8.
    Charset(Box<str>),
    /// Bytes that are not UTF-8.
    NotUtf8(std::str::Utf8Error),
    /// A value in a sequence that may have lost its end.
    Truncated,
    /// The value was read, and has no JSON form: only where answers are written back as JSON.
    NotWritten(EncodeError),
    /// The value was read, and violates its schema: only where answers are checked.
    Violations(Box<Violations>),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::ContentType {
                got: Some(got),
                expected,
            } => {
                write!(
                    f,
                    "the content type is {got:?} where the document says {expected}"
                )
            }
            Reason::ContentType {
                got: None,
                expected,
            } => {
                write!(
                    f,
                    "there is no content type where the document says {expected}"
                )
            }
            Reason::Empty => f.write_str("the body is empty"),
            Reason::Encoding(encoding) => write!(
                f,
                "the body is encoded as {encoding:?}, which was not asked for"
            ),
            Reason::Json(error) => write!(f, "its JSON cannot be read: {error}"),
            Reason::Charset(charset) => write!(f, "its text is in {charset:?}, not in UTF-8"),
            Reason::NotUtf8(error) => write!(f, "its text is not UTF-8: {error}"),
            Reason::Truncated => f.write_str("a value of its sequence has no end"),
            Reason::NotWritten(error) => write!(f, "its value has no JSON form: {error}"),
            Reason::Violations(violations) => {
                write!(f, "its JSON violates the document: {violations}")
            }
        }
    }
}

impl StdError for Reason {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Reason::Json(error) => Some(error),
            Reason::NotUtf8(error) => Some(error),
            Reason::NotWritten(error) => Some(error),
            Reason::Violations(violations) => Some(&**violations),
            Reason::ContentType { .. }
            | Reason::Empty
            | Reason::Encoding(_)
            | Reason::Charset(_)
            | Reason::Truncated => None,
        }
    }
}
