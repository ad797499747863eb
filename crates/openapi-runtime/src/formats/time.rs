//! Dates and times as values of the crate `time` (feature `time`).
//!
//! Nothing is lost on the way: what the crate would change, such as a leap second, or RFC 3339 cannot write, is an error.
//!
//! ```
//! use openapi_runtime::formats::{DateTime, FormatError};
//!
//! let born = DateTime::from_text("2024-02-29T12:00:00+02:00");
//! let value = time::OffsetDateTime::try_from(&born)?;
//! assert_eq!(value.unix_timestamp(), 1_709_200_800);
//! assert_eq!(DateTime::try_from(value)?.as_str(), "2024-02-29T12:00:00+02:00");
//! # Ok::<(), FormatError>(())
//! ```

use super::{Format, FormatError, Formatted, kind, text};
use ::time::format_description::well_known::Rfc3339;
use ::time::{Month, OffsetDateTime};

/// Markers of formats whose values are those of the crate `time`.
pub mod format {
    /// `date-time`
    #[derive(Debug)]
    pub enum DateTime {}
    /// `date`
    #[derive(Debug)]
    pub enum Date {}
    /// `time`
    #[derive(Debug)]
    pub enum Time {}
}

/// `date-time`: its value is a `time::OffsetDateTime`.
pub type DateTime = Formatted<format::DateTime>;
/// `date`: its value is a `time::Date`.
pub type Date = Formatted<format::Date>;
/// `time`: its value is a `time::Time`; a text with an offset has none.
pub type Time = Formatted<format::Time>;

impl kind::DateTime for format::DateTime {}
impl kind::Date for format::Date {}
impl kind::Time for format::Time {}

impl Format for format::DateTime {
    type Value = OffsetDateTime;
    const NAME: &'static str = "date-time";

    fn parse(text: &str) -> Result<OffsetDateTime, FormatError> {
        text::fine(Self::NAME, text)?;
        if text::is_leap(text) {
            let reason = "it is a leap second, which the type of the value cannot keep";
            return Err(FormatError::new(Self::NAME, reason));
        }
        OffsetDateTime::parse(text, &Rfc3339).map_err(|error| FormatError::new(Self::NAME, error))
    }
}

impl Format for format::Date {
    type Value = ::time::Date;
    const NAME: &'static str = "date";

    fn parse(text: &str) -> Result<::time::Date, FormatError> {
        let date = text::date(text).and_then(|(year, month, day)| {
            let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
            let (year, day) = (i32::try_from(year).ok()?, u8::try_from(day).ok()?);
            ::time::Date::from_calendar_date(year, month, day).ok()
        });
        date.ok_or_else(|| FormatError::new(Self::NAME, "expected a day as `yyyy-mm-dd`"))
    }
}

impl Format for format::Time {
    type Value = ::time::Time;
    const NAME: &'static str = "time";

    fn parse(text: &str) -> Result<::time::Time, FormatError> {
        let parts = text::time(text::without_offset(Self::NAME, text)?);
        let time = parts.and_then(|(hour, minute, second, nano)| {
            let small = |it: u32| u8::try_from(it).ok();
            ::time::Time::from_hms_nano(small(hour)?, small(minute)?, small(second)?, nano).ok()
        });
        time.ok_or_else(|| text::no_time(Self::NAME))
    }
}

impl<F: kind::DateTime> TryFrom<&Formatted<F>> for OffsetDateTime {
    type Error = FormatError;

    fn try_from(text: &Formatted<F>) -> Result<Self, FormatError> {
        format::DateTime::parse(text.as_str())
    }
}

impl<F: kind::DateTime> TryFrom<OffsetDateTime> for Formatted<F> {
    type Error = FormatError;

    fn try_from(value: OffsetDateTime) -> Result<Self, FormatError> {
        let text = value.format(&Rfc3339);
        text.map(Formatted::from_text)
            .map_err(|error| FormatError::new("date-time", error))
    }
}

impl<F: kind::Date> TryFrom<&Formatted<F>> for ::time::Date {
    type Error = FormatError;

    fn try_from(text: &Formatted<F>) -> Result<Self, FormatError> {
        format::Date::parse(text.as_str())
    }
}

impl<F: kind::Date> TryFrom<::time::Date> for Formatted<F> {
    type Error = FormatError;

    fn try_from(value: ::time::Date) -> Result<Self, FormatError> {
        let (year, month, day) = value.to_calendar_date();
        if !(0..=9999).contains(&year) {
            return Err(FormatError::new("date", "its year has not four digits"));
        }
        let month = u8::from(month);
        Ok(Formatted::from_text(format!(
            "{year:04}-{month:02}-{day:02}"
        )))
    }
}

impl<F: kind::Time> TryFrom<&Formatted<F>> for ::time::Time {
    type Error = FormatError;

    fn try_from(text: &Formatted<F>) -> Result<Self, FormatError> {
        format::Time::parse(text.as_str())
    }
}

impl<F: kind::Time> From<::time::Time> for Formatted<F> {
    fn from(value: ::time::Time) -> Self {
        let (hour, minute, second, nano) = value.as_hms_nano();
        let [hour, minute, second] = [hour, minute, second].map(u32::from);
        Formatted::from_text(text::write_time(hour, minute, second, nano))
    }
}
