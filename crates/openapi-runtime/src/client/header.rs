//! The typed value of a header of an answer.
//!
//! In: the headers of an answer, and which of them is wanted as which type. Out: its value, or why it has none: the
//! inverse of what `style` writes for `simple`. The type says what a text is, because a header does not: `7` is a number
//! where a number is declared, and text where text is. Deliberately absent: escapes, which headers do not have
//! (OpenAPI 3.1 Appendix D).

mod text;

use std::borrow::Cow;
use std::error::Error as StdError;
use std::fmt;
use std::marker::PhantomData;

use http::{HeaderMap, HeaderValue, header};
use serde::de::value::Error as Refused;
use text::{Field, Guess};

use super::answer::is_secret_name;
use super::style::Style;
use crate::wire::{self, Wire, path};

/// A header that the document declares for an answer: its name, and the type of its value.
///
/// Generated request types have a constant for each, to be given to [`Response::header`](crate::Response::header),
/// [`Failure::header`](crate::Failure::header) and [`Answer::header`](crate::Answer::header).
pub struct Header<T> {
    name: &'static str,
    style: Style,
    of: PhantomData<fn() -> T>,
}

impl<T> Header<T> {
    /// A header, and how its value is spelled: [`Style::SIMPLE`], [`Style::SIMPLE_EXPLODE`] or [`Style::JSON`].
    ///
    /// ```
    /// use openapi_runtime::client::style::Style;
    /// use openapi_runtime::Header;
    ///
    /// const REMAINING: Header<i64> = Header::new("X-Rate-Limit-Remaining", Style::SIMPLE);
    /// assert_eq!(REMAINING.name(), "X-Rate-Limit-Remaining");
    /// ```
    #[must_use]
    pub const fn new(name: &'static str, style: Style) -> Self {
        Header {
            name,
            style,
            of: PhantomData,
        }
    }

    /// The name as the document writes it. Case makes no difference.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        self.name
    }
}

impl<T> Clone for Header<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Header<T> {}

impl<T> fmt::Debug for Header<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Header").field(&self.name).finish()
    }
}

/// Why a header is not what the document says.
///
/// The value itself is never quoted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderError {
    name: &'static str,
    reason: Box<str>,
}

impl HeaderError {
    /// The header.
    #[must_use]
    pub fn name(&self) -> &str {
        self.name
    }

    /// What is wrong with it.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }
}

impl fmt::Display for HeaderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "header `{}`: {}", self.name, self.reason)
    }
}

impl StdError for HeaderError {}

/// The value of a header; none where it did not come.
pub(crate) fn read<T: Wire>(
    headers: &HeaderMap,
    wanted: Header<T>,
) -> Result<Option<T>, HeaderError> {
    let lines: Vec<&HeaderValue> = headers.get_all(wanted.name).iter().collect();
    if lines.is_empty() {
        return Ok(None);
    }
    let secret = lines.iter().any(|it| it.is_sensitive())
        || is_secret_name(&wanted.name.to_ascii_lowercase());
    let value = value(wanted, &lines);
    value.map(Some).map_err(|reason| HeaderError {
        name: wanted.name,
        reason: if secret {
            "its value is not what the document says".into()
        } else {
            reason.into()
        },
    })
}

fn value<T: Wire>(wanted: Header<T>, lines: &[&HeaderValue]) -> Result<T, String> {
    let texts: Result<Vec<&str>, _> = lines
        .iter()
        .map(|it| std::str::from_utf8(it.as_bytes()))
        .collect();
    let lines = texts.map_err(|_| "the value is not UTF-8".to_owned())?;
    let field = Field {
        joined: joined(&lines),
        // The one header whose lines are no list (RFC 9110 §5.3).
        items: if wanted
            .name
            .eq_ignore_ascii_case(header::SET_COOKIE.as_str())
        {
            lines
        } else {
            lines
                .iter()
                .flat_map(|it| it.split(','))
                .map(str::trim)
                .collect()
        },
        explode: wanted.style.explodes(),
        guess: Guess::Json,
    };
    if wanted.style.is_json() {
        let read = wire::decode(field.joined.as_bytes());
        return read.map_err(|error| error.to_string());
    }
    // Where the type does not say what a text is, a word that is JSON is taken as JSON if that can be, and else as text.
    T::read(&field)
        .or_else(|error| {
            let guess = Guess::Text;
            T::read(&Field { guess, ..field }).map_err(|_| error)
        })
        .map_err(|error| reason(&error))
}

/// Several lines of a header are one list (RFC 9110 §5.3).
fn joined<'a>(lines: &[&'a str]) -> Cow<'a, str> {
    match lines {
        [one] => Cow::Borrowed(one),
        all => all.join(", ").into(),
    }
}

/// What is wrong, and in which part.
fn reason(error: &Refused) -> String {
    let message = error.to_string();
    match path::split(&message) {
        ("$", reason) => path::presentable(reason).into_owned(),
        (path, reason) => format!("{path}: {}", path::presentable(reason)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{Json, Map};
    use http::HeaderName;

    fn came(lines: &[(&'static str, &str)]) -> HeaderMap {
        let line = |(name, text): &(&'static str, &str)| {
            let value = HeaderValue::from_bytes(text.as_bytes()).unwrap();
            (HeaderName::from_bytes(name.as_bytes()).unwrap(), value)
        };
        lines.iter().map(line).collect()
    }

    fn one<T: Wire>(style: Style, text: &str) -> Result<T, String> {
        let read = read(&came(&[("X-A", text)]), Header::new("x-a", style));
        read.map(Option::unwrap).map_err(|it| it.to_string())
    }

    #[test]
    fn the_type_says_what_a_text_is() {
        assert_eq!(one::<i64>(Style::SIMPLE, "7"), Ok(7));
        assert_eq!(
            one::<String>(Style::SIMPLE, "7, true"),
            Ok("7, true".into())
        );
        assert_eq!(one::<bool>(Style::SIMPLE, "true"), Ok(true));
        assert_eq!(one::<f64>(Style::SIMPLE, "0.5"), Ok(0.5));
        assert_eq!(
            one::<u64>(Style::SIMPLE, "18446744073709551615"),
            Ok(u64::MAX)
        );
        assert_eq!(one::<Json>(Style::SIMPLE, "7"), Ok(7.into()));
        assert_eq!(one::<Json>(Style::SIMPLE, "007"), Ok("007".into()));
        assert_eq!(one::<Option<i64>>(Style::SIMPLE, "7"), Ok(Some(7)));
    }

    #[test]
    fn lists_and_objects_are_what_simple_writes() {
        let words = vec!["a".to_owned(), "b".to_owned()];
        assert_eq!(one(Style::SIMPLE, "a, b,,"), Ok(words.clone()));
        assert_eq!(one::<Vec<i64>>(Style::SIMPLE, ""), Ok(Vec::new()));
        let colour: Map<i64> = [("R".into(), 100), ("G".into(), 200)].into_iter().collect();
        assert_eq!(one(Style::SIMPLE, "R,100,G,200"), Ok(colour.clone()));
        assert_eq!(
            one(Style::SIMPLE_EXPLODE, "R=100, G=200"),
            Ok(colour.clone())
        );
        assert_eq!(one(Style::JSON, r#"{"R": 100, "G": 200}"#), Ok(colour));
        let lines = came(&[("x-a", "a"), ("x-a", "b")]);
        assert_eq!(
            read(&lines, Header::new("X-A", Style::SIMPLE)),
            Ok(Some(words))
        );
        let joined = read(&lines, Header::<String>::new("X-A", Style::SIMPLE));
        assert_eq!(joined, Ok(Some("a, b".into())));
        let cookies = came(&[("set-cookie", "a=1; Expires=Sun, 1"), ("set-cookie", "b")]);
        let read: Option<Vec<String>> =
            read(&cookies, Header::new("Set-Cookie", Style::SIMPLE)).unwrap();
        assert_eq!(read.unwrap(), ["a=1; Expires=Sun, 1", "b"]);
    }

    #[test]
    fn an_error_names_the_header_and_quotes_no_text() {
        let check = |error: Result<(), String>, expected: &str| {
            assert_eq!(error.unwrap_err(), expected);
        };
        check(
            one::<i64>(Style::SIMPLE, "hush").map(drop),
            "header `x-a`: invalid type: string, expected an integer that fits i64",
        );
        check(
            one::<Vec<bool>>(Style::SIMPLE, "true,hush").map(drop),
            "header `x-a`: $[1]: invalid type: string, expected a boolean",
        );
        check(
            one::<Map<i64>>(Style::SIMPLE, "R,1,G").map(drop),
            "header `x-a`: a name without a value",
        );
        check(
            one::<Map<i64>>(Style::SIMPLE_EXPLODE, "R=1,G").map(drop),
            "header `x-a`: a part that is not `name=value`",
        );
        check(
            one::<String>(Style::JSON, "hush").map(drop),
            "header `x-a`: $: expected value at line 1 column 1",
        );
        let secret = read(
            &came(&[("set-cookie", "300")]),
            Header::<i8>::new("Set-Cookie", Style::SIMPLE),
        );
        let secret = secret.unwrap_err();
        assert_eq!(secret.reason(), "its value is not what the document says");
    }

    #[test]
    fn a_header_that_did_not_come_is_none() {
        let wanted = Header::<i64>::new("X-A", Style::SIMPLE);
        assert_eq!(read(&came(&[]), wanted), Ok(None));
        assert_eq!(format!("{wanted:?}"), r#"Header("X-A")"#);
    }
}
