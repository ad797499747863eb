//! Which formats of a string can be seen in its text, so that a look tells them from other strings.
//!
//! Absent: formats that nearly every text has, such as `byte`, `regex` and `uri-reference`. They are strings like others.

use super::Text;

/// Formats, and the word of a test for them.
const FORMATS: &[(&str, &str)] = &[
    ("date-time", "date_time"),
    ("date", "date"),
    ("time", "time"),
    ("duration", "duration"),
    ("uuid", "uuid"),
    ("uuid1", "uuid"),
    ("uuid3", "uuid"),
    ("uuid4", "uuid"),
    ("uuid5", "uuid"),
    ("uuid6", "uuid"),
    ("uuid7", "uuid"),
    ("guid", "uuid"),
    ("uri", "uri"),
    ("url", "uri"),
    ("ipv4", "ipv4"),
    ("ipv6", "ipv6"),
    ("decimal", "decimal"),
    ("email", "email"),
    ("idn-email", "email"),
    ("hostname", "hostname"),
];

/// The formats that can be seen, and their words.
#[cfg(test)]
pub(crate) fn formats() -> &'static [(&'static str, &'static str)] {
    FORMATS
}

/// The word of a test for texts of a string's format, if it can be seen. What is encoded shows its encoding.
pub(super) fn word(text: &Text) -> Option<&'static str> {
    row(text).map(|it| it.1)
}

/// The format, if it can be seen.
pub fn format(text: &Text) -> Option<&'static str> {
    row(text).map(|it| it.0)
}

/// Whether a word of a test is that of a format.
pub(super) fn is_word(word: &str) -> bool {
    FORMATS.iter().any(|it| it.1 == word)
}

fn row(text: &Text) -> Option<&'static (&'static str, &'static str)> {
    let format = text.format.as_deref().filter(|_| text.encoding.is_none())?;
    FORMATS.iter().find(|(name, _)| *name == format)
}
