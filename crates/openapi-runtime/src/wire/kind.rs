//! Kinds of JSON values, as the rules of unions name them, and which values are of which.
//!
//! A number of a narrower kind is of the wider ones too: 5 is `i32`, `integer` and `number`. What a text says is a wish, not
//! a condition: every string is of every kind of text, so that one which is not what its format promises is still read, and
//! [`Kind::is_said_by`] tells whether it is.

use super::text;
use super::value::{Number, Value};

/// A kind of JSON value.
#[allow(non_camel_case_types)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `null`
    null,
    /// `null` where the document has none, which is read as a member that is not there.
    absent,
    /// `true` or `false`
    boolean,
    /// A number without a fraction that the type of this name holds.
    i32,
    /// As `i32`.
    u32,
    /// As `i32`.
    i64,
    /// As `i32`.
    u64,
    /// As `i32`.
    i128,
    /// As `i32`.
    u128,
    /// A number without a fraction.
    integer,
    /// Any number.
    number,
    /// A string, best one that is a `date-time`.
    date_time,
    /// The same with `date`.
    date,
    /// The same with `time`.
    time,
    /// The same with `duration`.
    duration,
    /// The same with `uuid`.
    uuid,
    /// The same with `uri`.
    uri,
    /// The same with `ipv4`.
    ipv4,
    /// The same with `ipv6`.
    ipv6,
    /// The same with `decimal`.
    decimal,
    /// The same with `email`.
    email,
    /// The same with `hostname`.
    hostname,
    /// A string.
    string,
    /// An array.
    array,
    /// An object.
    object,
}

impl Kind {
    /// Whether a value is of this kind.
    pub(super) fn takes(self, value: &Value) -> bool {
        match value {
            Value::Null => matches!(self, Kind::null | Kind::absent),
            Value::Bool(_) => self == Kind::boolean,
            Value::Number(it) => self == Kind::number || self.holds(*it),
            Value::String(_) => self == Kind::string || self.format().is_some(),
            Value::Array(_) => self == Kind::array,
            Value::Object(_) => self == Kind::object,
        }
    }

    /// Whether it is a kind of integers that a number is of.
    pub(super) fn holds(self, number: Number) -> bool {
        let (least, most): (u128, u128) = match self {
            Kind::i32 => (1 << 31, (1 << 31) - 1),
            Kind::u32 => (0, (1 << 32) - 1),
            Kind::i64 => (1 << 63, (1 << 63) - 1),
            Kind::u64 => (0, (1 << 64) - 1),
            Kind::i128 => (1 << 127, (1 << 127) - 1),
            Kind::u128 => (0, u128::MAX),
            Kind::integer => (u128::MAX, u128::MAX),
            _ => return false,
        };
        let Some((negative, magnitude)) = number.integer() else {
            return false;
        };
        magnitude <= if negative { least } else { most }
    }

    /// Whether a text is what the format of this kind says; none where the kind has no format.
    pub(super) fn is_said_by(self, text: &str) -> Option<bool> {
        self.format().map(|is| is(text))
    }

    fn format(self) -> Option<fn(&str) -> bool> {
        Some(match self {
            Kind::date_time => text::date_time,
            Kind::date => text::date,
            Kind::time => text::time,
            Kind::duration => text::duration,
            Kind::uuid => text::uuid,
            Kind::uri => text::uri,
            Kind::ipv4 => text::ipv4,
            Kind::ipv6 => text::ipv6,
            Kind::decimal => text::decimal,
            Kind::email => text::email,
            Kind::hostname => text::hostname,
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{Format, format};

    fn number(text: &str) -> Number {
        match Value::read_exactly(&mut serde_json::Deserializer::from_str(text)).unwrap() {
            Value::Number(it) => it,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn an_integer_is_of_the_kinds_that_hold_it() {
        let all = [
            Kind::i32,
            Kind::u32,
            Kind::i64,
            Kind::u64,
            Kind::i128,
            Kind::u128,
            Kind::integer,
        ];
        for (text, held) in [
            ("0", [true, true, true, true, true, true, true]),
            ("-0.0", [true, true, true, true, true, true, true]),
            ("2147483647", [true, true, true, true, true, true, true]),
            ("2147483648", [false, true, true, true, true, true, true]),
            ("-2147483648", [true, false, true, false, true, false, true]),
            (
                "-2147483649",
                [false, false, true, false, true, false, true],
            ),
            ("4294967296.0", [false, false, true, true, true, true, true]),
            (
                "9223372036854775808",
                [false, false, false, true, true, true, true],
            ),
            (
                "-9223372036854775809",
                [false, false, false, false, true, false, true],
            ),
            (
                "18446744073709551616",
                [false, false, false, false, true, true, true],
            ),
            (
                "170141183460469231731687303715884105728",
                [false, false, false, false, false, true, true],
            ),
            ("0.5", [false; 7]),
            ("1e300", [false; 7]),
        ] {
            assert_eq!(all.map(|it| it.holds(number(text))), held, "{text}");
        }
    }

    /// Asserts which texts are of a kind, and that the format of the runtime reads them.
    #[track_caller]
    fn are<F: Format>(kind: Kind, yes: &[&str], no: &[&str]) {
        for text in yes {
            assert_eq!(kind.is_said_by(text), Some(true), "{text}");
            let read = F::parse(text);
            assert!(read.is_ok(), "{text} is not read: {:?}", read.err());
        }
        for text in no {
            assert_eq!(kind.is_said_by(text), Some(false), "{text}");
        }
    }

    #[cfg(feature = "jiff")]
    #[test]
    fn moments_days_times_and_durations_are_seen() {
        are::<format::DateTime>(
            Kind::date_time,
            &[
                "1985-04-12T23:20:50.52Z",
                "1996-12-19t16:39:57-08:00",
                "1990-12-31T23:59:60z",
            ],
            &[
                "",
                "1985-04-12",
                "1985-04-12T23:20:50",
                "1985-04-12 23:20:50Z",
                "1985-02-30T00:00:00Z",
                "1985-04-12T24:00:00Z",
                "1985-04-12T23:20Z",
                "1985-04-12T23:20:50.Z",
                "1985-04-12T23:20:50+1:00",
                "1985-04-12T23:20:50+01:60",
                "1985-04-12T23:20:50+\u{e9}1:00",
                "T",
                "1985-04-12T23:20:50ZZ",
            ],
        );
        are::<format::Date>(
            Kind::date,
            &["2024-02-29", "2000-02-29", "1999-12-31"],
            &[
                "2023-02-29",
                "1900-02-29",
                "1999-13-01",
                "1999-00-01",
                "1999-1-01",
                "1999-12-31Z",
                "99-12-31",
                "1999-04-31",
                "+999-12-31",
                "1999-12-00",
                "19991231",
                "1999-12-31-01",
            ],
        );
        are::<format::Time>(
            Kind::time,
            &[
                "23:20:50",
                "23:20:50.52Z",
                "00:00:00-01:30",
                "16:39:57.123456789+08:00",
            ],
            &[
                "23:20",
                "24:00:00",
                "23:60:00",
                "23:20:61",
                "23:20:50.",
                "23:20:50+24:00",
                "23:20:50+0100",
                "Z",
                "-",
            ],
        );
        are::<format::Duration>(
            Kind::duration,
            &["P1D", "PT1.5S", "P1Y2M3W4DT5H6M7S", "-P1D", "PT36H", "P4W"],
            &[
                "",
                "P",
                "PT",
                "P1DT",
                "P1",
                "1D",
                "P1S",
                "PT1D",
                "P1D2Y",
                "P1.5D",
                "PT1.5H1M",
                "PT.5S",
                "p1d",
                "--P1D",
                "P1DT1H\u{e9}",
                "P-1D",
            ],
        );
    }

    #[test]
    fn ids_addresses_and_numbers_are_seen() {
        are::<format::Uuid>(
            Kind::uuid,
            &[
                "67e55044-10b1-426f-9247-bb680e5fe0c8",
                "00000000-0000-0000-0000-00000000000A",
            ],
            &[
                "67e5504410b1426f9247bb680e5fe0c8",
                "{67e55044-10b1-426f-9247-bb680e5fe0c8}",
                "",
                "67e55044-10b1-426f-9247-bb680e5fe0cg",
                "67e55044-10b1-426f9-247-bb680e5fe0c8",
            ],
        );
        are::<format::Uri>(
            Kind::uri,
            &[
                "https://example.com/a?b=%20#c",
                "http://127.0.0.1:80",
                "ftp://[::1]/",
            ],
            &[
                "/a",
                "a b:c",
                "note: c",
                "1a:b",
                "a:",
                "https://example.com/%2",
                "https://example.com/\u{e9}",
                "a:<b>",
            ],
        );
        for text in [
            "urn:isbn:0451450523",
            "mailto:ann@example.com",
            "tel:+1-816-555-1212",
        ] {
            assert_eq!(Kind::uri.is_said_by(text), Some(true), "{text}");
        }
        are::<format::Ipv4>(
            Kind::ipv4,
            &["127.0.0.1"],
            &["127.0.0", "256.0.0.1", "01.0.0.1", "::1"],
        );
        are::<format::Ipv6>(
            Kind::ipv6,
            &["::1", "2001:db8::8:800:200c:417a", "::ffff:1.2.3.4"],
            &["1.2.3.4", ":::1", "::1%1"],
        );
        are::<format::Decimal>(
            Kind::decimal,
            &["1", "-0.030", ".5", "5.", "+1e3", "1.5E-7"],
            &[
                "", ".", "-", "1.2.3", "1e", "1e+", "e5", "0x1", "1_000", "NaN", "--1",
            ],
        );
    }

    #[test]
    fn names_of_people_and_machines_are_seen() {
        let said = |kind: Kind, text| kind.is_said_by(text).unwrap();
        for text in [
            "ann@example.com",
            "a.b+c@d",
            "\"a b\"@example.com",
            "a@[127.0.0.1]",
            "\u{e4}@\u{f6}.example",
        ] {
            assert!(said(Kind::email, text), "{text}");
        }
        for text in [
            "",
            "@",
            "a@",
            "@b",
            "a b@c",
            "a@b c",
            "a@b..c",
            "a@b@c",
            "Ann <a@b.c>",
            "a@b.",
        ] {
            assert!(!said(Kind::email, text), "{text}");
        }
        for text in ["localhost", "a-b.example.com", "1.2", "xn--4gbwdl.example"] {
            assert!(said(Kind::hostname, text), "{text}");
        }
        for text in [
            "",
            "a_b",
            "-a",
            "a-.b",
            "a..b",
            "a b",
            "\u{f6}",
            &"a".repeat(64),
            &"a.".repeat(127),
        ] {
            assert!(!said(Kind::hostname, text), "{text}");
        }
        assert_eq!(Kind::string.is_said_by("a"), None);
        assert!(Kind::email.takes(&Value::String(String::new())));
        assert!(!Kind::email.takes(&Value::Null));
    }
}
