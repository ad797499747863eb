//! How wide an integer is: what its format says, if the bounds fit into it; else what the bounds ask for.

use super::Number;

/// In how many bits an integer has room, and whether one of them is a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Width {
    /// 32 bits, signed.
    I32,
    /// 32 bits.
    U32,
    /// 64 bits, signed.
    I64,
    /// 64 bits.
    U64,
    /// 128 bits, signed.
    I128,
    /// 128 bits.
    U128,
}

/// `integer` formats that say how wide it is.
const FORMATS: &[(&str, Width)] = &[
    ("int8", Width::I32),
    ("int16", Width::I32),
    ("int32", Width::I32),
    ("uint8", Width::U32),
    ("uint16", Width::U32),
    ("uint32", Width::U32),
    ("int64", Width::I64),
    ("uint64", Width::U64),
    ("uint", Width::U64),
    ("int128", Width::I128),
    ("uint128", Width::U128),
];

impl Width {
    /// Of an integer.
    pub fn of(number: &Number) -> Width {
        match of_format(number.format.as_deref()) {
            Some(width) if width.fits(number) => width,
            // It is as wide, and has a sign.
            Some(Width::U128) => Width::I128,
            Some(_) | None => by_bounds(number),
        }
    }

    /// The smallest integer, and the largest; for the widest one, which is beyond, the largest `i128`.
    pub fn range(self) -> (i128, i128) {
        match self {
            Width::I32 => (i32::MIN.into(), i32::MAX.into()),
            Width::U32 => (0, u32::MAX.into()),
            Width::I64 => (i64::MIN.into(), i64::MAX.into()),
            Width::U64 => (0, u64::MAX.into()),
            Width::I128 => (i128::MIN, i128::MAX),
            Width::U128 => (0, i128::MAX),
        }
    }

    /// Whether all integers of another width are of this one too.
    pub fn has_room_for(self, other: Width) -> bool {
        use Width::*;
        let wider: &[Width] = match other {
            I32 => &[I64, I128],
            U32 => &[I64, U64, I128, U128],
            I64 => &[I128],
            U64 => &[I128, U128],
            I128 | U128 => &[],
        };
        self == other || wider.contains(&self)
    }

    /// Whether the document's own bounds lie within it. Those of 64 bits are taken at its word.
    fn fits(self, number: &Number) -> bool {
        let (least, most) = match self {
            Width::I64 => return true,
            other => other.range(),
        };
        number.minimum.is_none_or(|it| it >= least) && number.maximum.is_none_or(|it| it <= most)
    }
}

/// The formats that say how wide an integer is.
#[cfg(test)]
pub(crate) fn formats() -> Vec<&'static str> {
    FORMATS.iter().map(|it| it.0).collect()
}

fn of_format(format: Option<&str>) -> Option<Width> {
    let format = format?;
    let row = FORMATS.iter().find(|(name, _)| *name == format);
    row.map(|(_, width)| *width)
}

/// The width that holds all that the bounds let through: 64 bits where they say nothing else. A bound of 64 bits that went
/// through a floating-point number, such as 9223372036854776000, is still one of 64 bits: one of 128 is only for what is a
/// greater floating-point number as well.
fn by_bounds(number: &Number) -> Width {
    let (minimum, maximum) = (number.minimum, number.maximum);
    let above = |most: f64| maximum.is_some_and(|it| it as f64 > most);
    let positive = minimum.is_some_and(|it| it >= 0);
    let negative = minimum.is_some_and(|it| it < 0);
    let below = minimum.is_some_and(|it| (it as f64) < i64::MIN as f64);
    match positive {
        true if above(u64::MAX as f64) => Width::U128,
        true if maximum.is_some_and(|it| it > i128::from(i64::MAX)) => Width::U64,
        _ if below || above(u64::MAX as f64) => Width::I128,
        _ if negative && above(i64::MAX as f64) => Width::I128,
        _ => Width::I64,
    }
}
