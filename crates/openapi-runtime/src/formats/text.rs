//! Pieces of the texts of dates and times, for crates that would read more than a format allows or keep less than it says.

// Leap seconds are only in the way of the crate `time`.
#![cfg_attr(not(feature = "time"), allow(dead_code))]

use super::FormatError;

/// The number that these digits are; nothing when there are not exactly so many.
fn digits(text: &str, length: usize) -> Option<u32> {
    let all = text.len() == length && text.bytes().all(|it| it.is_ascii_digit());
    all.then(|| text.parse().ok()).flatten()
}

/// Year, month and day of a `full-date`.
pub(super) fn date(text: &str) -> Option<(u32, u32, u32)> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let parts = (digits(year, 4)?, digits(month, 2)?, digits(day, 2)?);
    (text.len() == 10).then_some(parts)
}

/// Hour, minute, second and nanosecond of a `partial-time`; nothing where a nanosecond is not fine enough.
pub(super) fn time(text: &str) -> Option<(u32, u32, u32, u32)> {
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, fraction_of(fraction)?),
        None => (text, 0),
    };
    let mut parts = whole.split(':');
    let (hour, minute, second) = (parts.next()?, parts.next()?, parts.next()?);
    let parts = (digits(hour, 2)?, digits(minute, 2)?, digits(second, 2)?);
    (whole.len() == 8).then_some((parts.0, parts.1, parts.2, fraction))
}

/// Nanoseconds of the digits behind a point.
fn fraction_of(text: &str) -> Option<u32> {
    let kept = text.trim_end_matches('0');
    let any = !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    (any && kept.len() <= 9).then(|| format!("{kept:0<9}").parse().ok())?
}

/// Refuses a moment that is finer than a nanosecond, which crates would cut off in silence.
pub(super) fn fine(name: &'static str, text: &str) -> Result<(), FormatError> {
    let digits = text.split_once('.').map_or("", |(_, behind)| {
        behind
            .split(|it: char| !it.is_ascii_digit())
            .next()
            .unwrap_or("")
    });
    if digits.trim_end_matches('0').len() > 9 {
        return Err(FormatError::new(name, "it is finer than a nanosecond"));
    }
    Ok(())
}

/// Whether a moment or a time is in a leap second.
pub(super) fn is_leap(text: &str) -> bool {
    let seconds = text.split(':').nth(2).and_then(|it| it.get(..2));
    seconds == Some("60")
}

/// A `partial-time` as it is written, without zeros at the end of the fraction.
pub(super) fn write_time(hour: u32, minute: u32, second: u32, nanosecond: u32) -> String {
    let mut text = format!("{hour:02}:{minute:02}:{second:02}");
    if nanosecond > 0 {
        let fraction = format!("{nanosecond:09}");
        text.push('.');
        text.push_str(fraction.trim_end_matches('0'));
    }
    text
}

/// Why a time with an offset is no time of a crate without one.
pub(super) fn without_offset<'t>(
    name: &'static str,
    text: &'t str,
) -> Result<&'t str, FormatError> {
    if text.contains(['Z', 'z', '+', '-']) {
        let reason = "it has an offset from UTC, which the type of the value cannot keep";
        return Err(FormatError::new(name, reason));
    }
    Ok(text)
}

/// The reason for a text that is no time.
pub(super) fn no_time(name: &'static str) -> FormatError {
    FormatError::new(
        name,
        "expected `hh:mm:ss`, with at most nine digits of a second",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_times_are_read_strictly() {
        assert_eq!(date("2024-02-30"), Some((2024, 2, 30)));
        for it in ["2024-2-30", "24-02-30", "2024-02-30-01", "+024-02-30", ""] {
            assert_eq!(date(it), None, "{it}");
        }
        assert_eq!(time("09:08:07"), Some((9, 8, 7, 0)));
        assert_eq!(time("09:08:07.0500"), Some((9, 8, 7, 50_000_000)));
        assert_eq!(time("09:08:07.1234567890"), Some((9, 8, 7, 123_456_789)));
        for it in [
            "9:08:07",
            "09:08",
            "09:08:07.",
            "09:08:07.1234567891",
            "09:08:07.5x",
        ] {
            assert_eq!(time(it), None, "{it}");
        }
    }

    #[test]
    fn what_is_too_fine_and_what_is_leap_is_seen() {
        assert!(fine("t", "2024-01-01T00:00:00.1234567890Z").is_ok());
        assert!(fine("t", "2024-01-01T00:00:00.1234567891Z").is_err());
        assert!(is_leap("2016-12-31T23:59:60Z") && is_leap("23:59:60.5"));
        assert!(!is_leap("2016-12-31T23:59:59Z") && !is_leap("x"));
    }

    #[test]
    fn times_are_written_without_zeros_at_the_end() {
        assert_eq!(write_time(9, 8, 7, 0), "09:08:07");
        assert_eq!(write_time(9, 8, 7, 50_000_000), "09:08:07.05");
    }
}
