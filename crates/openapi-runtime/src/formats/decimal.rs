//! `decimal`: numbers whose digits all count.

use super::{Format, FormatError, Formatted, format};
use std::fmt;

/// A decimal number: `unscaled / 10^scale`.
///
/// ```
/// use openapi_runtime::formats::Decimal;
///
/// let price = Decimal::from_text("-0.030").get()?;
/// assert_eq!((price.unscaled, price.scale), (-30, 3));
/// assert_eq!(price.to_string(), "-0.030");
/// # Ok::<(), openapi_runtime::formats::FormatError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Fixed {
    /// The digits as one integer.
    pub unscaled: i128,
    /// How many of the digits stand behind the point.
    pub scale: u32,
}

impl fmt::Display for Fixed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scale = self.scale as usize;
        let sign = if self.unscaled < 0 { "-" } else { "" };
        let digits = self.unscaled.unsigned_abs().to_string();
        // Not by a width: those of the standard library end at 65,535.
        let zeros = "0".repeat(scale.saturating_add(1).saturating_sub(digits.len()));
        let digits = zeros + &digits;
        let (whole, fraction) = digits.split_at(digits.len() - scale);
        let point = if scale > 0 { "." } else { "" };
        write!(f, "{sign}{whole}{point}{fraction}")
    }
}

impl Format for format::Decimal {
    type Value = Fixed;
    const NAME: &'static str = "decimal";

    fn parse(text: &str) -> Result<Fixed, FormatError> {
        parse(text)
            .ok_or_else(|| FormatError::new(Self::NAME, "expected digits with at most one point"))
    }
}

fn parse(text: &str) -> Option<Fixed> {
    let (number, exponent) = match text.split_once(['e', 'E']) {
        Some((number, exponent)) => (number, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", number.strip_prefix('+').unwrap_or(number)),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let only_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.len() + fraction.len() == 0 || !only_digits(whole) || !only_digits(fraction) {
        return None;
    }
    let unscaled: i128 = format!("{sign}{whole}{fraction}").parse().ok()?;
    let scale = i32::try_from(fraction.len()).ok()?.checked_sub(exponent)?;
    match u32::try_from(scale) {
        // A scale beyond any number of digits would only make a long run of zeros.
        Ok(scale) => (scale <= 1000).then_some(Fixed { unscaled, scale }),
        Err(_) => {
            let factor = 10i128.checked_pow(scale.unsigned_abs())?;
            Some(Fixed {
                unscaled: unscaled.checked_mul(factor)?,
                scale: 0,
            })
        }
    }
}

impl From<Fixed> for Formatted<format::Decimal> {
    fn from(value: Fixed) -> Self {
        Formatted::from_text(value.to_string())
    }
}

impl From<i64> for Formatted<format::Decimal> {
    fn from(value: i64) -> Self {
        Formatted::from_text(value.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_scale_is_written() {
        let tiny = Fixed {
            unscaled: -1,
            scale: 70_000,
        };
        let text = tiny.to_string();
        assert_eq!(text.len(), "-0.".len() + 70_000);
        assert!(text.starts_with("-0.0") && text.ends_with("01"));
    }
}
