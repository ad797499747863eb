//! Which formats of a string can be seen in its text, so that a look tells them from other strings.
//!
//! Absent: formats that nearly every text has, such as `byte`, `regex` and `uri-reference`. They are strings like others.

use super::Text;

/// What can be seen of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Seen {
    /// A day and a time with an offset.
    DateTime,
    /// A day.
    Date,
    /// A time of a day.
    Time,
    /// A length of time.
    Duration,
    /// A UUID.
    Uuid,
    /// A URI.
    Uri,
    /// An address of IPv4.
    Ipv4,
    /// An address of IPv6.
    Ipv6,
    /// A number of decimal digits.
    Decimal,
    /// An address for mail.
    Email,
    /// The name of a host.
    Hostname,
}

/// Formats, and what is seen of them.
const FORMATS: &[(&str, Seen)] = &[
    ("date-time", Seen::DateTime),
    ("date", Seen::Date),
    ("time", Seen::Time),
    ("duration", Seen::Duration),
    ("uuid", Seen::Uuid),
    ("uuid1", Seen::Uuid),
    ("uuid3", Seen::Uuid),
    ("uuid4", Seen::Uuid),
    ("uuid5", Seen::Uuid),
    ("uuid6", Seen::Uuid),
    ("uuid7", Seen::Uuid),
    ("guid", Seen::Uuid),
    ("uri", Seen::Uri),
    ("url", Seen::Uri),
    ("ipv4", Seen::Ipv4),
    ("ipv6", Seen::Ipv6),
    ("decimal", Seen::Decimal),
    ("email", Seen::Email),
    ("idn-email", Seen::Email),
    ("hostname", Seen::Hostname),
];

/// The formats that can be seen.
#[cfg(test)]
pub(crate) fn formats() -> &'static [(&'static str, Seen)] {
    FORMATS
}

/// What is seen of texts of a string's format. What is encoded shows its encoding.
pub(super) fn of(text: &Text) -> Option<Seen> {
    row(text).map(|it| it.1)
}

/// The format, if it can be seen.
pub fn format(text: &Text) -> Option<&'static str> {
    row(text).map(|it| it.0)
}

fn row(text: &Text) -> Option<&'static (&'static str, Seen)> {
    let format = text.format.as_deref().filter(|_| text.encoding.is_none())?;
    FORMATS.iter().find(|(name, _)| *name == format)
}
