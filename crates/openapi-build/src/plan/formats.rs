//! JSON type and format to Rust type: one table.

use crate::ir::DateCrate::Own;
use crate::ir::Leaf;
use crate::ir::UriType::Http;
use crate::ir::UuidType::Bits;
use crate::shape::Number;
use crate::shape::Text;
use crate::shape::Width;

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

/// The formats of strings that have a type, and those of integers.
#[cfg(test)]
pub(crate) fn with_types() -> [Vec<&'static str>; 2] {
    let strings = STRINGS.iter().map(|it| it.0).collect();
    [strings, crate::shape::integer_formats()]
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

/// The type of an integer: the one that is as wide.
pub fn integer(number: &Number) -> Leaf {
    match Width::of(number) {
        Width::I32 => Leaf::I32,
        Width::U32 => Leaf::U32,
        Width::I64 => Leaf::I64,
        Width::U64 => Leaf::U64,
        Width::I128 => Leaf::I128,
        Width::U128 => Leaf::U128,
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
