//! Kinds of JSON values, as the tests of a union name them. The runtime's `wire::kind` has the same.

/// A kind of JSON value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ValueKind {
    /// `null`
    Null,
    /// `null` where the document has none.
    Absent,
    /// `true` or `false`
    Boolean,
    /// Any number.
    Number,
    /// A number without a fraction.
    Integer,
    /// A number without a fraction that the type of this name holds.
    I32,
    /// As `I32`.
    U32,
    /// As `I32`.
    I64,
    /// As `I32`.
    U64,
    /// As `I32`.
    I128,
    /// As `I32`.
    U128,
    /// A string.
    String,
    /// A string, best one that is a `date-time`.
    DateTime,
    /// The same with `date`.
    Date,
    /// The same with `time`.
    Time,
    /// The same with `duration`.
    Duration,
    /// The same with `uuid`.
    Uuid,
    /// The same with `uri`.
    Uri,
    /// The same with `ipv4`.
    Ipv4,
    /// The same with `ipv6`.
    Ipv6,
    /// The same with `decimal`.
    Decimal,
    /// The same with `email`.
    Email,
    /// The same with `hostname`.
    Hostname,
    /// An array.
    Array,
    /// An object.
    Object,
}

impl ValueKind {
    /// Its word in the rows of a union.
    pub fn word(self) -> &'static str {
        match self {
            ValueKind::Null => "null",
            ValueKind::Absent => "absent",
            ValueKind::Boolean => "boolean",
            ValueKind::Number => "number",
            ValueKind::Integer => "integer",
            ValueKind::I32 => "i32",
            ValueKind::U32 => "u32",
            ValueKind::I64 => "i64",
            ValueKind::U64 => "u64",
            ValueKind::I128 => "i128",
            ValueKind::U128 => "u128",
            ValueKind::String => "string",
            ValueKind::DateTime => "date_time",
            ValueKind::Date => "date",
            ValueKind::Time => "time",
            ValueKind::Duration => "duration",
            ValueKind::Uuid => "uuid",
            ValueKind::Uri => "uri",
            ValueKind::Ipv4 => "ipv4",
            ValueKind::Ipv6 => "ipv6",
            ValueKind::Decimal => "decimal",
            ValueKind::Email => "email",
            ValueKind::Hostname => "hostname",
            ValueKind::Array => "array",
            ValueKind::Object => "object",
        }
    }
}
