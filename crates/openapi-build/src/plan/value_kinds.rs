//! The kinds of values that looks and the tests of unions ask for, as each other.

use crate::ir::ValueKind;
use crate::shape;
use crate::shape::Seen;
use crate::shape::Width;

/// The kind of a test that asks for a kind of a look.
pub(super) fn of(it: shape::ValueKind) -> ValueKind {
    match it {
        shape::ValueKind::Null => ValueKind::Null,
        shape::ValueKind::Absent => ValueKind::Absent,
        shape::ValueKind::Boolean => ValueKind::Boolean,
        shape::ValueKind::Number => ValueKind::Number,
        shape::ValueKind::Integer => ValueKind::Integer,
        shape::ValueKind::Wide(Width::I32) => ValueKind::I32,
        shape::ValueKind::Wide(Width::U32) => ValueKind::U32,
        shape::ValueKind::Wide(Width::I64) => ValueKind::I64,
        shape::ValueKind::Wide(Width::U64) => ValueKind::U64,
        shape::ValueKind::Wide(Width::I128) => ValueKind::I128,
        shape::ValueKind::Wide(Width::U128) => ValueKind::U128,
        shape::ValueKind::String => ValueKind::String,
        shape::ValueKind::Seen(it) => seen(it),
        shape::ValueKind::Array => ValueKind::Array,
        shape::ValueKind::Object => ValueKind::Object,
    }
}

fn seen(it: Seen) -> ValueKind {
    match it {
        Seen::DateTime => ValueKind::DateTime,
        Seen::Date => ValueKind::Date,
        Seen::Time => ValueKind::Time,
        Seen::Duration => ValueKind::Duration,
        Seen::Uuid => ValueKind::Uuid,
        Seen::Uri => ValueKind::Uri,
        Seen::Ipv4 => ValueKind::Ipv4,
        Seen::Ipv6 => ValueKind::Ipv6,
        Seen::Decimal => ValueKind::Decimal,
        Seen::Email => ValueKind::Email,
        Seen::Hostname => ValueKind::Hostname,
    }
}

/// The width that a kind of integers is for.
pub(super) fn width(kind: ValueKind) -> Option<Width> {
    Some(match kind {
        ValueKind::I32 => Width::I32,
        ValueKind::U32 => Width::U32,
        ValueKind::I64 => Width::I64,
        ValueKind::U64 => Width::U64,
        ValueKind::I128 => Width::I128,
        ValueKind::U128 => Width::U128,
        _ => return None,
    })
}
