//! JSON type and format to Rust type: one table.

use crate::ir::DateCrate::Own;
use crate::ir::Leaf;
use crate::ir::UriType::Http;
use crate::ir::UuidType::Bits;
use crate::shape::Number;
use crate::shape::Text;

/// `string` formats that have a type.
const STRINGS: &[(&str, Leaf)] = &[
    ("date-time", Leaf::DateTime(Own)),
    ("date", Leaf::Date(Own)),
    ("time", Leaf::Time(Own)),
    ("duration", Leaf::Duration),
    ("uuid", Leaf::Uuid(Bits)),
    ("uuid1", Leaf::Uuid(Bits)),
    ("uuid3", Leaf::Uuid(Bits)),
    ("uuid4", Leaf::Uuid(Bits)),
    ("uuid5", Leaf::Uuid(Bits)),
    ("uuid6", Leaf::Uuid(Bits)),
    ("uuid7", Leaf::Uuid(Bits)),
    ("guid", Leaf::Uuid(Bits)),
    ("uri", Leaf::Uri(Http)),
    ("url", Leaf::Uri(Http)),
    ("ipv4", Leaf::Ipv4),
    ("ipv6", Leaf::Ipv6),
    ("decimal", Leaf::Decimal),
];

/// `integer` formats that say which type it is.
const INTEGERS: &[(&str, Leaf)] = &[
    ("int8", Leaf::I32),
    ("int16", Leaf::I32),
    ("int32", Leaf::I32),
    ("uint8", Leaf::U32),
    ("uint16", Leaf::U32),
    ("uint32", Leaf::U32),
    ("int64", Leaf::I64),
    ("uint64", Leaf::U64),
    ("uint", Leaf::U64),
    ("int128", Leaf::I128),
    ("uint128", Leaf::U128),
];

/// The formats of strings that have a type, and those of integers.
#[cfg(test)]
pub(crate) fn with_types() -> [Vec<&'static str>; 2] {
    let names = |table: &[(&'static str, Leaf)]| table.iter().map(|it| it.0).collect();
    [names(STRINGS), names(INTEGERS)]
}

/// The type of a string, as the runtime has it by itself. A format that is not listed is a string.
pub fn string(text: &Text) -> Leaf {
    if text
        .encoding
        .as_deref()
        .is_some_and(|it| it.eq_ignore_ascii_case("base64") || it.eq_ignore_ascii_case("base64url"))
    {
        return Leaf::Base64;
    }
    find(STRINGS, text.format.as_deref()).unwrap_or(Leaf::String)
}

/// The type of an integer: what the format says, if the bounds fit into it; else what the bounds ask for.
pub fn integer(number: &Number) -> Leaf {
    match find(INTEGERS, number.format.as_deref()) {
        Some(leaf) if fits(leaf, number) => leaf,
        // It is as wide, and has a sign.
        Some(Leaf::U128) => Leaf::I128,
        Some(_) | None => by_bounds(number),
    }
}

/// The type that holds all that the bounds let through: `i64` where they say nothing else. A bound of 64 bits that went through a
/// floating-point number, such as 9223372036854776000, is still one of 64 bits: a type of 128 is only for what is a greater
/// floating-point number as well.
fn by_bounds(number: &Number) -> Leaf {
    let (minimum, maximum) = (number.minimum, number.maximum);
    let above = |most: f64| maximum.is_some_and(|it| it as f64 > most);
    let positive = minimum.is_some_and(|it| it >= 0);
    let negative = minimum.is_some_and(|it| it < 0);
    let below = minimum.is_some_and(|it| (it as f64) < i64::MIN as f64);
    match positive {
        true if above(u64::MAX as f64) => Leaf::U128,
        true if maximum.is_some_and(|it| it > i128::from(i64::MAX)) => Leaf::U64,
        _ if below || above(u64::MAX as f64) => Leaf::I128,
        _ if negative && above(i64::MAX as f64) => Leaf::I128,
        _ => Leaf::I64,
    }
}

/// A `float` is an `f64` as well: 0.03 stays 0.03.
pub fn number(_: &Number) -> Leaf {
    Leaf::F64
}

fn find(table: &[(&str, Leaf)], format: Option<&str>) -> Option<Leaf> {
    let format = format?;
    table
        .iter()
        .find(|(name, _)| *name == format)
        .map(|(_, leaf)| *leaf)
}

/// Whether the document's own bounds lie within the type.
fn fits(leaf: Leaf, number: &Number) -> bool {
    let (least, most) = match leaf {
        Leaf::I32 => (i128::from(i32::MIN), i128::from(i32::MAX)),
        Leaf::U32 => (0, i128::from(u32::MAX)),
        Leaf::U64 => (0, i128::from(u64::MAX)),
        Leaf::U128 => (0, i128::MAX),
        _ => return true,
    };
    number.minimum.is_none_or(|it| it >= least) && number.maximum.is_none_or(|it| it <= most)
}
