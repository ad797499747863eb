//! Which declared answer came, and its value.
//!
//! In: status, headers and bytes, and the declared answers of an operation. Out: a value, or an error that keeps all
//! three. The status decides first (exact, then range, then default), then the media type. Deliberately absent:
//! reading from the network.

use std::error::Error as StdError;
use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, HeaderName, StatusCode, header};

use super::error::{Error, Undecodable};
use super::media::{self, MediaType};
use super::request::Called;
use crate::wire::{DecodeError, Wire};

/// An answer as it came.
///
/// `Debug` shows neither the body nor the values of cookies.
pub struct Answer {
    pub(crate) called: Called,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// What may help to understand a failure: a redirect that was not followed, a credential that is missing.
    pub(crate) note: Option<Box<str>>,
}

impl Answer {
    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.status
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The bytes of the body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    pub(crate) fn content_type(&self) -> Option<&str> {
        self.headers
            .get(header::CONTENT_TYPE)
            .and_then(|value| value.to_str().ok())
    }

    pub(crate) fn fmt_note(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.note
            .as_ref()
            .map_or(Ok(()), |note| write!(f, "; {note}"))
    }
}

/// `POST /v1/things answered 422 Unprocessable Entity (application/json, 158 bytes)`.
impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Answer {
            called,
            status,
            body,
            ..
        } = self;
        let kind = self
            .content_type()
            .map(|kind| kind.split(';').next().unwrap_or(kind).trim());
        write!(
            f,
            "{called} answered {status} ({}, {} bytes)",
            kind.unwrap_or("no content type"),
            body.len()
        )
    }
}

impl fmt::Debug for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Answer")
            .field("called", &self.called)
            .field("status", &self.status)
            .field("headers", &Shown(&self.headers))
            .field("body", &format_args!("{} bytes", self.body.len()))
            .field("note", &self.note)
            .finish()
    }
}

/// Headers without the values that may be secret.
pub(crate) struct Shown<'a>(pub(crate) &'a HeaderMap);

const SECRET: [HeaderName; 4] = [
    header::AUTHORIZATION,
    header::PROXY_AUTHORIZATION,
    header::COOKIE,
    header::SET_COOKIE,
];

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        for (name, value) in self.0 {
            if value.is_sensitive() || SECRET.contains(name) {
                map.entry(&name.as_str(), &format_args!("[redacted]"));
            } else {
                map.entry(&name.as_str(), value);
            }
        }
        map.finish()
    }
}

/// A success: its value, with status, headers and bytes.
pub struct Response<T> {
    value: T,
    answer: Answer,
}

impl<T> Response<T> {
    /// The value.
    pub fn value(&self) -> &T {
        &self.value
    }

    /// The value alone.
    pub fn into_value(self) -> T {
        self.value
    }

    /// The value, and the answer that it was read from.
    pub fn into_parts(self) -> (T, Answer) {
        (self.value, self.answer)
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.answer.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.answer.headers
    }

    /// The bytes that the value was read from.
    pub fn body(&self) -> &Bytes {
        &self.answer.body
    }
}

impl<T: fmt::Debug> fmt::Debug for Response<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("value", &self.value)
            .field("answer", &self.answer)
            .finish()
    }
}

/// A declared failure: its value, with status, headers and bytes.
pub struct Failure<E> {
    value: E,
    answer: Answer,
}

impl<E> Failure<E> {
    /// The value.
    pub fn value(&self) -> &E {
        &self.value
    }

    /// The value alone.
    pub fn into_value(self) -> E {
        self.value
    }

    /// The answer that the value was read from.
    pub fn answer(&self) -> &Answer {
        &self.answer
    }

    /// The answer alone.
    pub fn into_answer(self) -> Answer {
        self.answer
    }

    /// The status.
    pub fn status(&self) -> StatusCode {
        self.answer.status
    }

    /// The headers.
    pub fn headers(&self) -> &HeaderMap {
        &self.answer.headers
    }

    /// The bytes that the value was read from.
    pub fn body(&self) -> &Bytes {
        &self.answer.body
    }
}

impl<E: fmt::Debug> fmt::Debug for Failure<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Failure")
            .field("value", &self.value)
            .field("answer", &self.answer)
            .finish()
    }
}

/// How the body of a declared answer is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Codec {
    /// JSON.
    Json,
    /// Text.
    Text,
    /// Bytes.
    Bytes,
    /// Nothing.
    Empty,
}

/// For which answers a row stands.
#[derive(Debug)]
pub struct Accepts {
    /// `200`, `4XX` or `default`.
    pub status: &'static str,
    /// How the body is read.
    pub codec: Codec,
    /// Media types or ranges of them.
    pub media: &'static [&'static str],
}

/// A declared answer.
pub struct Row<T> {
    /// For which answers it stands.
    pub accepts: Accepts,
    /// Reads the body.
    pub read: fn(&Bytes) -> Result<T, Reason>,
}

impl<T> fmt::Debug for Row<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.accepts.fmt(f)
    }
}

/// Why a body is not what the document says.
#[derive(Debug)]
#[non_exhaustive]
pub enum Reason {
    /// The media type is not a declared one; both are named.
    ContentType {
        /// What came; none when the header is missing.
        got: Option<Box<str>>,
        /// What is declared.
        expected: Box<str>,
    },
    /// The body is empty.
    Empty,
    /// The body is compressed in a way that was not asked for.
    Encoding(Box<str>),
    /// Not JSON, or not the JSON that the document says.
    Json(DecodeError),
    /// Text in a character set that is not UTF-8.
    Charset(Box<str>),
    /// Bytes that are not UTF-8.
    NotUtf8(std::str::Utf8Error),
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::ContentType {
                got: Some(got),
                expected,
            } => {
                write!(
                    f,
                    "the content type is {got:?} where the document says {expected}"
                )
            }
            Reason::ContentType {
                got: None,
                expected,
            } => {
                write!(
                    f,
                    "there is no content type where the document says {expected}"
                )
            }
            Reason::Empty => f.write_str("the body is empty"),
            Reason::Encoding(encoding) => write!(
                f,
                "the body is encoded as {encoding:?}, which was not asked for"
            ),
            Reason::Json(error) => write!(f, "its JSON cannot be read: {error}"),
            Reason::Charset(charset) => write!(f, "its text is in {charset:?}, not in UTF-8"),
            Reason::NotUtf8(error) => write!(f, "its text is not UTF-8: {error}"),
        }
    }
}

impl StdError for Reason {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Reason::Json(error) => Some(error),
            Reason::NotUtf8(error) => Some(error),
            Reason::ContentType { .. }
            | Reason::Empty
            | Reason::Encoding(_)
            | Reason::Charset(_) => None,
        }
    }
}

/// Functions for [`Row::read`].
pub mod read {
    use super::{Bytes, Reason, Wire};

    /// JSON.
    ///
    /// # Errors
    /// When the bytes are not the JSON of a `T`.
    pub fn json<T: Wire>(body: &Bytes) -> Result<T, Reason> {
        if body.is_empty() {
            return Err(Reason::Empty);
        }
        crate::wire::decode(body).map_err(Reason::Json)
    }

    /// Text in UTF-8.
    ///
    /// # Errors
    /// When the bytes are not UTF-8.
    pub fn text(body: &Bytes) -> Result<String, Reason> {
        std::str::from_utf8(body)
            .map(str::to_owned)
            .map_err(Reason::NotUtf8)
    }

    /// The bytes.
    ///
    /// # Errors
    /// None.
    pub fn bytes(body: &Bytes) -> Result<Bytes, Reason> {
        Ok(body.clone())
    }

    /// Nothing; what came is not looked at.
    ///
    /// # Errors
    /// None.
    pub fn empty(_: &Bytes) -> Result<(), Reason> {
        Ok(())
    }
}

/// Reads an answer by the declared ones.
pub(crate) fn decode<T, E>(
    answer: Answer,
    ok: &'static [Row<T>],
    err: &'static [Row<E>],
) -> Result<Response<T>, Error<E>> {
    let sides = Sides {
        ok: ok.iter().map(|row| &row.accepts).collect(),
        err: err.iter().map(|row| &row.accepts).collect(),
    };
    let undecodable = |answer, reason| Err(Error::Decode(Box::new(Undecodable { answer, reason })));
    match sides.pick(&answer) {
        Picked::Ok(row) => match ok.get(row).map(|row| (row.read)(&answer.body)) {
            Some(Ok(value)) => Ok(Response { value, answer }),
            Some(Err(reason)) => undecodable(answer, reason),
            None => Err(Error::Undeclared(Box::new(answer))),
        },
        Picked::Err(row) => match err.get(row).map(|row| (row.read)(&answer.body)) {
            Some(Ok(value)) => Err(Error::Declared(Box::new(Failure { value, answer }))),
            Some(Err(reason)) => undecodable(answer, reason),
            None => Err(Error::Undeclared(Box::new(answer))),
        },
        Picked::Undeclared => Err(Error::Undeclared(Box::new(answer))),
        Picked::Unreadable(reason) => undecodable(answer, reason),
    }
}

/// The declared answers of both sides.
pub(crate) struct Sides {
    pub(crate) ok: Vec<&'static Accepts>,
    pub(crate) err: Vec<&'static Accepts>,
}

enum Picked {
    Ok(usize),
    Err(usize),
    Undeclared,
    Unreadable(Reason),
}

/// How well a status fits a row; more is better.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Default,
    Range,
    Exact,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Ok,
    Err,
}

impl Accepts {
    fn fit(&self, status: StatusCode, side: Side) -> Option<Fit> {
        if self.status.eq_ignore_ascii_case("default") {
            return (status.is_success() == (side == Side::Ok)).then_some(Fit::Default);
        }
        if self.status == status.as_str() {
            return Some(Fit::Exact);
        }
        let hundreds = self.status.to_ascii_uppercase();
        let range = hundreds.strip_suffix("XX")?;
        status.as_str().starts_with(range).then_some(Fit::Range)
    }

    /// Whether the row names the status itself, alone or in a range.
    pub(crate) fn names(&self, status: StatusCode) -> bool {
        matches!(self.fit(status, Side::Err), Some(Fit::Exact | Fit::Range))
    }
}

impl Sides {
    fn pick(&self, answer: &Answer) -> Picked {
        let rows =
            |rows: &[&'static Accepts], side: Side| -> Vec<(usize, Side, &'static Accepts, Fit)> {
                let fitting = |(index, row): (usize, &&'static Accepts)| {
                    row.fit(answer.status, side)
                        .map(|fit| (index, side, *row, fit))
                };
                rows.iter().enumerate().filter_map(fitting).collect()
            };
        let mut fitting = rows(&self.ok, Side::Ok);
        fitting.extend(rows(&self.err, Side::Err));
        let Some(best) = fitting.iter().map(|(.., fit)| *fit).max() else {
            return Picked::Undeclared;
        };
        fitting.retain(|(.., fit)| *fit == best);
        let accepts: Vec<&Accepts> = fitting.iter().map(|(_, _, row, _)| *row).collect();
        match by_content(answer, &accepts) {
            Err(reason) => Picked::Unreadable(reason),
            Ok(at) => match fitting.get(at) {
                Some((index, Side::Ok, ..)) => Picked::Ok(*index),
                Some((index, Side::Err, ..)) => Picked::Err(*index),
                None => Picked::Undeclared,
            },
        }
    }
}

/// Picks a row by content; the rows are not empty and stand for the same status.
fn by_content(answer: &Answer, rows: &[&Accepts]) -> Result<usize, Reason> {
    let empty = rows.iter().position(|row| row.codec == Codec::Empty);
    if let ([_], Some(at)) = (rows, empty) {
        return Ok(at);
    }
    if let (true, Some(at)) = (answer.body.is_empty(), empty) {
        return Ok(at);
    }
    let at = match answer.content_type() {
        None if answer.headers.contains_key(header::CONTENT_TYPE) => None,
        None if rows.len() == 1 => Some(0),
        None if answer.body.is_empty() => return Err(Reason::Empty),
        None => None,
        Some(got) => best_by_media(&MediaType::new(got), rows),
    };
    match at {
        Some(at) => readable(answer, rows.get(at).map(|row| row.codec)).map(|()| at),
        None if answer.body.is_empty() => Err(Reason::Empty),
        None => {
            let expected: Vec<&str> = rows
                .iter()
                .flat_map(|row| row.media.iter().copied())
                .collect();
            let got = answer
                .headers
                .get(header::CONTENT_TYPE)
                .map(|value| String::from_utf8_lossy(value.as_bytes()).into());
            Err(Reason::ContentType {
                got,
                expected: expected.join(", ").into(),
            })
        }
    }
}

fn best_by_media(got: &MediaType<'_>, rows: &[&Accepts]) -> Option<usize> {
    let ranked = rows.iter().enumerate().filter_map(|(index, row)| {
        let rank = row
            .media
            .iter()
            .filter_map(|media| media::rank(got, &MediaType::new(media), row.codec))
            .max()?;
        Some((index, rank))
    });
    // The first of several that fit equally well.
    ranked
        .reduce(|best, next| if next.1 > best.1 { next } else { best })
        .map(|(index, _)| index)
}

/// Refuses what would be read as something else.
fn readable(answer: &Answer, codec: Option<Codec>) -> Result<(), Reason> {
    let encoding = answer
        .headers
        .get(header::CONTENT_ENCODING)
        .map(|value| String::from_utf8_lossy(value.as_bytes()));
    if let Some(encoding) = encoding.filter(|encoding| {
        !encoding.trim().is_empty() && !encoding.trim().eq_ignore_ascii_case("identity")
    }) {
        return Err(Reason::Encoding(encoding.into()));
    }
    let charset = answer
        .content_type()
        .and_then(|kind| MediaType::new(kind).parameter("charset"));
    let foreign = charset.filter(|charset| {
        !["utf-8", "utf8", "us-ascii", "ascii"]
            .iter()
            .any(|known| charset.eq_ignore_ascii_case(known))
    });
    match (codec, foreign) {
        // ASCII reads the same in every character set that is still in use but UTF-16 and its kin.
        (Some(Codec::Text | Codec::Json), Some(charset))
            if !answer.body.is_ascii() || answer.body.contains(&0) =>
        {
            Err(Reason::Charset(charset.into()))
        }
        (Some(Codec::Text | Codec::Json | Codec::Bytes | Codec::Empty) | None, Some(_) | None) => {
            Ok(())
        }
    }
}
