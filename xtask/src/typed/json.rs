//! JSON values that lose nothing: numbers are compared by all of their digits.
//!
//! In: JSON text. Out: values. `serde_json`'s own would make a float of an integer beyond 64 bits, and so could not show
//! that somebody else did.

use serde_json::value::RawValue;
use std::collections::BTreeMap;
use std::fmt;

/// A value.
#[derive(Clone, Debug, PartialEq)]
pub enum Json {
    /// `null`, `true`, `false`.
    Word(Box<str>),
    /// A number.
    Number(Number),
    /// A string.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object.
    Object(BTreeMap<String, Json>),
}

impl Json {
    /// Reads text.
    ///
    /// # Errors
    ///
    /// It is not JSON.
    pub fn read(text: &str) -> Result<Self, String> {
        let raw: &RawValue = serde_json::from_str(text).map_err(|why| why.to_string())?;
        Json::of(raw)
    }

    fn of(raw: &RawValue) -> Result<Self, String> {
        let text = raw.get();
        let say = |why: serde_json::Error| why.to_string();
        Ok(match text.as_bytes().first() {
            Some(b'{') => {
                let members: BTreeMap<String, &RawValue> =
                    serde_json::from_str(text).map_err(say)?;
                let members = members
                    .into_iter()
                    .map(|(key, it)| Ok((key, Json::of(it)?)));
                Json::Object(members.collect::<Result<_, String>>()?)
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text).map_err(say)?;
                Json::List(items.into_iter().map(Json::of).collect::<Result<_, _>>()?)
            }
            Some(b'"') => Json::Text(serde_json::from_str(text).map_err(say)?),
            Some(b'n' | b't' | b'f') => Json::Word(text.into()),
            Some(_) | None => Json::Number(Number::read(text)),
        })
    }

    /// The members of an object.
    pub fn members(&self) -> Option<&BTreeMap<String, Json>> {
        match self {
            Json::Object(members) => Some(members),
            Json::Word(_) | Json::Number(_) | Json::Text(_) | Json::List(_) => None,
        }
    }
}

/// A number by its decimal digits: `1`, `1.0` and `10e-1` are one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    negative: bool,
    /// Without zeros at either end.
    digits: String,
    /// What power of ten the digits stand before.
    exponent: i64,
}

impl Number {
    /// The number that JSON text is.
    pub fn read(text: &str) -> Self {
        let (negative, text) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (mantissa, power) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        let significant = digits.trim_end_matches('0');
        let places = i64::try_from(fraction.len()).unwrap_or(0);
        let zeros = i64::try_from(digits.len() - significant.len()).unwrap_or(0);
        let power: i64 = power.trim_start_matches('+').parse().unwrap_or(i64::MAX);
        let significant = significant.trim_start_matches('0');
        if significant.is_empty() {
            return Number {
                negative: false,
                digits: String::new(),
                exponent: 0,
            };
        }
        Number {
            negative,
            digits: significant.to_owned(),
            exponent: power.saturating_add(zeros - places),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        match (self.digits.as_str(), self.exponent) {
            ("", _) => f.write_str("0"),
            (digits, 0) => write!(f, "{sign}{digits}"),
            (digits, exponent) => write!(f, "{sign}{digits}e{exponent}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_compared_by_value_and_by_all_digits() {
        let same = |a: &str, b: &str| Number::read(a) == Number::read(b);
        assert!(same("1", "1.0") && same("1", "10e-1") && same("100", "1E+2") && same("0", "-0.0"));
        assert!(same("0.03", "3e-2") && same("-12.50", "-12.5"));
        assert!(!same("1", "-1") && !same("1", "10") && !same("0.1", "0.10000000000000001"));
        assert!(!same("12345678910111213141516", "1.2345678910111213e22"));
    }

    #[test]
    fn order_of_members_is_no_difference_and_order_of_items_is_one() {
        let read = |text| Json::read(text).unwrap();
        assert_eq!(
            read(r#"{"a": [1, null], "b": "\u0041"}"#),
            read(r#"{"b":"A","a":[1.0,null]}"#)
        );
        assert_ne!(read("[1,2]"), read("[2,1]"));
        assert!(Json::read("[1,").is_err());
    }
}
