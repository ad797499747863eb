//! From JSON text to a value and back, and what is said when that fails.

use super::{Argument, Json, Wire, Written, path};
use std::{error, fmt};

/// Reads a value from JSON text.
///
/// A byte order mark before the text is skipped. The depth of the text is bounded (128 levels).
///
/// # Errors
/// When the text is not JSON, is not what the type says, or goes on after the value.
///
/// ```
/// use openapi_runtime::wire::{self, Map};
///
/// let error = wire::decode::<Map<Vec<bool>>>(br#"{"a b": [true, 7]}"#).unwrap_err();
/// assert_eq!(error.path(), "$['a b'][1]");
/// assert_eq!(error.reason(), "invalid type: integer `7`, expected a boolean");
/// assert_eq!((error.line(), error.column()), (1, 16));
/// ```
pub fn decode<T: Wire>(text: &[u8]) -> Result<T, DecodeError> {
    let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
    // Once for the whole text, which is faster than once for each string.
    let text = std::str::from_utf8(text)
        .map_err(|error| DecodeError::not_utf8(text, error.valid_up_to()))?;
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let value = T::read(&mut deserializer);
    value
        .and_then(|value| deserializer.end().map(|()| value))
        .map_err(|error| DecodeError::new(&error))
}

/// Writes a value as JSON text.
///
/// # Errors
/// When the value has no JSON form: a float that is not a number, a member of the rest that is also a named one.
///
/// ```
/// assert_eq!(openapi_runtime::wire::encode(&vec![Some(1), None])?, b"[1,null]");
/// # Ok::<(), openapi_runtime::wire::EncodeError>(())
/// ```
pub fn encode<T: Argument + ?Sized>(value: &T) -> Result<Vec<u8>, EncodeError> {
    serde_json::to_vec(&Written(value)).map_err(EncodeError)
}

/// Writes a value into a JSON value.
///
/// # Errors
/// As [`encode`]; also for integers that a JSON value cannot hold.
pub fn to_json<T: Argument + ?Sized>(value: &T) -> Result<Json, EncodeError> {
    serde_json::to_value(Written(value)).map_err(EncodeError)
}

/// Why JSON text could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecodeError {
    path: String,
    reason: String,
    line: usize,
    column: usize,
}

impl DecodeError {
    #[cold]
    fn new(error: &serde_json::Error) -> Self {
        let message = error.to_string();
        let (text, _) = path::split_position(&message);
        let (path, reason) = path::split(text);
        DecodeError {
            path: path.to_owned(),
            reason: path::presentable(reason).into_owned(),
            line: error.line(),
            column: error.column(),
        }
    }

    #[cold]
    fn not_utf8(text: &[u8], at: usize) -> Self {
        let valid = text.get(..at).unwrap_or_default();
        let (line, column) = valid
            .iter()
            .fold((1, 1), |(line, column), byte| match byte {
                b'\n' => (line + 1, 1),
                _ => (line, column + 1),
            });
        DecodeError {
            path: "$".to_owned(),
            reason: "the text is not UTF-8".to_owned(),
            line,
            column,
        }
    }

    /// Where in the JSON, from its root `$`: `$.detail[0].msg`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// What is wrong there. Text of the body is not quoted.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// The line of the text, from 1; 0 when it is not known.
    #[must_use]
    pub const fn line(&self) -> usize {
        self.line
    }

    /// The column in bytes, from 1; 0 when it is not known, or for the end of the line before.
    #[must_use]
    pub const fn column(&self) -> usize {
        self.column
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let DecodeError {
            path,
            reason,
            line,
            column,
        } = self;
        write!(f, "{path}: {reason}")?;
        if *line > 0 {
            write!(f, " at line {line} column {column}")
        } else {
            Ok(())
        }
    }
}

impl error::Error for DecodeError {}

/// Why a value could not be written.
#[derive(Debug)]
pub struct EncodeError(serde_json::Error);

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl error::Error for EncodeError {}
