//! Dates and times, as values of the crate `jiff`.

use super::{Format, FormatError, Formatted, format, kind};
use jiff::{Span, Timestamp, civil, tz::Offset};

macro_rules! dates {
    ($($format:ident $name:literal $value:ty,)*) => { $(
        impl Format for format::$format {
            type Value = $value;
            const NAME: &'static str = $name;

            fn parse(text: &str) -> Result<$value, FormatError> {
                text.parse().map_err(|error| FormatError::new($name, error))
            }
        }

        impl<F: kind::$format> TryFrom<&Formatted<F>> for $value {
            type Error = FormatError;

            fn try_from(text: &Formatted<F>) -> Result<Self, FormatError> {
                format::$format::parse(text.as_str())
            }
        }

        impl From<$value> for Formatted<format::$format> {
            fn from(value: $value) -> Self {
                Formatted::from_text(value.to_string())
            }
        }
    )* };
}

dates! {
    DateTime "date-time" Timestamp,
    Date "date" civil::Date,
    Duration "duration" Span,
}

impl Format for format::Time {
    type Value = (civil::Time, Option<Offset>);
    const NAME: &'static str = "time";

    fn parse(text: &str) -> Result<Self::Value, FormatError> {
        let (time, offset) = split_offset(text);
        let time = time
            .parse()
            .map_err(|error| FormatError::new(Self::NAME, error))?;
        let offset = match offset {
            "" => None,
            "Z" | "z" => Some(Offset::UTC),
            text => Some(
                parse_offset(text)
                    .ok_or_else(|| FormatError::new(Self::NAME, "the offset is not `±hh:mm`"))?,
            ),
        };
        Ok((time, offset))
    }
}

impl From<civil::Time> for Formatted<format::Time> {
    fn from(value: civil::Time) -> Self {
        Formatted::from_text(value.to_string())
    }
}

/// The time, and the offset behind it.
fn split_offset(text: &str) -> (&str, &str) {
    text.split_at(text.find(['Z', 'z', '+', '-']).unwrap_or(text.len()))
}

/// An offset `±hh:mm`.
fn parse_offset(text: &str) -> Option<Offset> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+')?),
    };
    let (hours, minutes) = rest.split_once(':')?;
    let number = |text: &str, below: i32| {
        let digits = text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit());
        text.parse::<i32>()
            .ok()
            .filter(|number| digits && *number < below)
    };
    Offset::from_seconds(sign * (number(hours, 24)? * 3600 + number(minutes, 60)? * 60)).ok()
}
