//! `uuid`: 128 bits in five groups of hexadecimal digits.

use super::{Format, FormatError, Formatted, format};

/// Where the hyphens stand.
const HYPHENS: [usize; 4] = [8, 13, 18, 23];

impl Format for format::Uuid {
    type Value = u128;
    const NAME: &'static str = "uuid";

    fn parse(text: &str) -> Result<u128, FormatError> {
        let error = || {
            FormatError::new(
                Self::NAME,
                "expected the form 00000000-0000-0000-0000-000000000000",
            )
        };
        if text.len() != 36 {
            return Err(error());
        }
        let mut value = 0;
        for (at, byte) in text.bytes().enumerate() {
            if HYPHENS.contains(&at) {
                if byte != b'-' {
                    return Err(error());
                }
            } else {
                let digit = char::from(byte).to_digit(16).ok_or_else(error)?;
                value = (value << 4) | u128::from(digit);
            }
        }
        Ok(value)
    }
}

impl From<u128> for Formatted<format::Uuid> {
    fn from(value: u128) -> Self {
        let mut text = format!("{value:032x}");
        for at in HYPHENS {
            text.insert(at, '-');
        }
        Formatted::from_text(text)
    }
}
