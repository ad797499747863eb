//! Kinds of JSON values, as a look tells them apart: JSON types, integers by their width, strings by their format.

use super::seen::Seen;
use super::width::Width;

/// A kind of JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ValueKind {
    /// `null`
    Null,
    /// `null` where the document has none, which is read as a member that is not there.
    Absent,
    /// `true` or `false`
    Boolean,
    /// Any number.
    Number,
    /// A number without a fraction.
    Integer,
    /// A number without a fraction that so many bits hold.
    Wide(Width),
    /// A string.
    String,
    /// A string, best one of the format.
    Seen(Seen),
    /// An array.
    Array,
    /// An object.
    Object,
}

impl ValueKind {
    /// Values of every JSON type.
    pub(super) const ALL: &'static [ValueKind] = &[
        ValueKind::Null,
        ValueKind::Boolean,
        ValueKind::Number,
        ValueKind::String,
        ValueKind::Array,
        ValueKind::Object,
    ];

    /// The JSON type. An integer is a number as well.
    pub(super) fn json_type(self) -> ValueKind {
        match self.whole() {
            ValueKind::Integer => ValueKind::Number,
            it => it,
        }
    }

    /// The kind without its width or format.
    pub(super) fn whole(self) -> ValueKind {
        match self {
            ValueKind::Wide(_) => ValueKind::Integer,
            ValueKind::Seen(_) => ValueKind::String,
            it => it,
        }
    }

    /// Whether all values of another kind are of this one too, so that a variant of this kind takes them. An integer beside
    /// any number is an integer.
    pub fn takes_all(self, other: ValueKind) -> bool {
        match (self, other) {
            (ValueKind::Wide(one), ValueKind::Wide(other)) => one.has_room_for(other),
            (one, other) => one == other,
        }
    }
}
