//! Dates and times as values of the crate `chrono` (feature `chrono`).
//!
//! A [`DateTime`](super::DateTime) becomes a `chrono::DateTime`, and the other way round. Nothing is lost on the way: what
//! chrono would cut off, or RFC 3339 cannot write, is an error.
//!
//! ```
//! use openapi_runtime::formats::{DateTime, FormatError};
//!
//! let born = DateTime::from_text("2024-02-29T12:00:00+02:00");
//! let value = chrono::DateTime::<chrono::FixedOffset>::try_from(&born)?;
//! assert_eq!(value.timestamp(), 1_709_200_800);
//! assert_eq!(DateTime::try_from(value)?.as_str(), "2024-02-29T12:00:00+02:00");
//! # Ok::<(), FormatError>(())
//! ```

use super::{Format, FormatError, Formatted, kind, text};
use ::chrono::{
    DateTime as Moment, Datelike, FixedOffset, NaiveDate, NaiveTime, Offset, SecondsFormat,
    TimeZone, Timelike, Utc,
};

/// Markers of formats whose values are chrono's.
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

/// `date-time`: its value is a `chrono::DateTime` with the offset that the text has.
pub type DateTime = Formatted<format::DateTime>;
/// `date`: its value is a `chrono::NaiveDate`.
pub type Date = Formatted<format::Date>;
/// `time`: its value is a `chrono::NaiveTime`; a text with an offset has none.
pub type Time = Formatted<format::Time>;

impl kind::DateTime for format::DateTime {}
impl kind::Date for format::Date {}
impl kind::Time for format::Time {}

impl Format for format::DateTime {
    type Value = Moment<FixedOffset>;
    const NAME: &'static str = "date-time";

    fn parse(text: &str) -> Result<Self::Value, FormatError> {
        text::fine(Self::NAME, text)?;
        Moment::parse_from_rfc3339(text).map_err(|error| FormatError::new(Self::NAME, error))
    }
}

impl Format for format::Date {
    type Value = NaiveDate;
    const NAME: &'static str = "date";

    fn parse(text: &str) -> Result<NaiveDate, FormatError> {
        let parts = text::date(text).and_then(|(year, month, day)| {
            NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
        });
        parts.ok_or_else(|| FormatError::new(Self::NAME, "expected a day as `yyyy-mm-dd`"))
    }
}

impl Format for format::Time {
    type Value = NaiveTime;
    const NAME: &'static str = "time";

    fn parse(text: &str) -> Result<NaiveTime, FormatError> {
        let (hour, minute, second, nano) = text::time(text::without_offset(Self::NAME, text)?)
            .ok_or_else(|| text::no_time(Self::NAME))?;
        // A leap second is the second before it with more than a thousand million nanoseconds.
        let (second, nano) = match second {
            60 => (59, nano + 1_000_000_000),
            _ => (second, nano),
        };
        let time = NaiveTime::from_hms_nano_opt(hour, minute, second, nano);
        time.ok_or_else(|| text::no_time(Self::NAME))
    }
}

impl<F: kind::DateTime> TryFrom<&Formatted<F>> for Moment<FixedOffset> {
    type Error = FormatError;

    fn try_from(text: &Formatted<F>) -> Result<Self, FormatError> {
        format::DateTime::parse(text.as_str())
    }
}

/// The same moment; its offset is left behind.
impl<F: kind::DateTime> TryFrom<&Formatted<F>> for Moment<Utc> {
    type Error = FormatError;

    fn try_from(text: &Formatted<F>) -> Result<Self, FormatError> {
        format::DateTime::parse(text.as_str()).map(|it| it.to_utc())
    }
}

impl<F: kind::DateTime, Z: TimeZone> TryFrom<Moment<Z>> for Formatted<F> {
    type Error = FormatError;

    fn try_from(value: Moment<Z>) -> Result<Self, FormatError> {
        let value = value.fixed_offset();
        if value.offset().fix().local_minus_utc() % 60 != 0 {
            return Err(FormatError::new("date-time", "its offset has seconds"));
        }
        year(value.year(), "date-time")?;
        Ok(Formatted::from_text(
            value.to_rfc3339_opts(SecondsFormat::AutoSi, true),
        ))
    }
}

impl<F: kind::Date> TryFrom<&Formatted<F>> for NaiveDate {
    type Error = FormatError;

    fn try_from(text: &Formatted<F>) -> Result<Self, FormatError> {
        format::Date::parse(text.as_str())
    }
}

impl<F: kind::Date> TryFrom<NaiveDate> for Formatted<F> {
    type Error = FormatError;

    fn try_from(value: NaiveDate) -> Result<Self, FormatError> {
        year(value.year(), "date")?;
        Ok(Formatted::from_text(value.to_string()))
    }
}

impl<F: kind::Time> TryFrom<&Formatted<F>> for NaiveTime {
    type Error = FormatError;

    fn try_from(text: &Formatted<F>) -> Result<Self, FormatError> {
        format::Time::parse(text.as_str())
    }
}

impl<F: kind::Time> From<NaiveTime> for Formatted<F> {
    fn from(value: NaiveTime) -> Self {
        let (second, nano) = match value.nanosecond() {
            leap @ 1_000_000_000.. => (value.second() + 1, leap - 1_000_000_000),
            nano => (value.second(), nano),
        };
        Formatted::from_text(text::write_time(value.hour(), value.minute(), second, nano))
    }
}

/// Refuses years that RFC 3339 cannot write.
fn year(year: i32, name: &'static str) -> Result<(), FormatError> {
    if (0..=9999).contains(&year) {
        Ok(())
    } else {
        Err(FormatError::new(name, "its year has not four digits"))
    }
}
