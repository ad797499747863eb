//! What the texts of a format are, whichever crate their values are of.
//!
//! `date-time` is one format with several markers: [`format::DateTime`] and, with features, one for each crate whose types
//! its values can be. Conversions are written once for all of them.

use super::format;

/// Formats of moments: `date-time` (RFC 3339 §5.6).
pub trait DateTime {}

/// Formats of days: `date` (RFC 3339 §5.6).
pub trait Date {}

/// Formats of times of day: `time` (RFC 3339 §5.6).
pub trait Time {}

/// Formats of lengths of time: `duration` (RFC 3339, appendix A).
pub trait Duration {}

/// Formats of 128 bits: `uuid` (RFC 9562 §4).
pub trait Uuid {}

/// Formats of addresses: `uri` (RFC 3986).
pub trait Uri {}

impl DateTime for format::DateTime {}
impl Date for format::Date {}
impl Time for format::Time {}
impl Duration for format::Duration {}
impl Uuid for format::Uuid {}
impl Uri for format::Uri {}
