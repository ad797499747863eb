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
use super::header::{self as typed, Header, HeaderError};
use super::media::{self, MediaType};
use super::request::Called;
use super::stream::Incoming;
use crate::wire::{DecodeError, EncodeError, Wire};

/// An answer as it came.
///
/// `Debug` shows neither the body, nor values of headers that may be secret by their names (cookies, tokens, keys), nor URLs
/// with a query.
pub struct Answer {
    pub(crate) called: Called,
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Bytes,
    /// The body, where it is still to come.
    pub(crate) rest: Option<Incoming>,
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

    /// The value of a header that the document declares, as its type; none where it did not come.
    ///
    /// # Errors
    /// When the header is not what the document says.
    pub fn header<H: Wire>(&self, header: Header<H>) -> Result<Option<H>, HeaderError> {
        typed::read(&self.headers, header)
    }

    /// The bytes of the body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Whether it says that it is a stream of events.
    pub(crate) fn is_events(&self) -> bool {
        let kind = self.content_type().unwrap_or_default();
        let essence = kind.split(';').next().unwrap_or_default().trim();
        essence.eq_ignore_ascii_case("text/event-stream")
    }

    /// The body to be read bit by bit; one that has come already can be read so as well.
    pub(crate) fn incoming(&mut self) -> Incoming {
        let come = |answer: &Answer| {
            let length = answer.body.len() as u64;
            Incoming::new(answer, answer.body.clone().into(), length)
        };
        let rest = self.rest.take();
        rest.unwrap_or_else(|| come(self))
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

/// Headers without the values that may be secret: those whose names say so, and the queries of URLs.
struct Shown<'a>(&'a HeaderMap);

/// Words of names whose values are not shown.
const SECRET: [&str; 11] = [
    "auth",
    "authorization",
    "cookie",
    "credential",
    "key",
    "password",
    "secret",
    "session",
    "signature",
    "token",
    "apikey",
];

const URLS: [HeaderName; 4] = [
    header::LOCATION,
    header::CONTENT_LOCATION,
    header::LINK,
    header::REFRESH,
];

fn is_secret(name: &HeaderName) -> bool {
    is_secret_name(name.as_str())
}

/// Whether the name of a header, in lower case, says that its value is a secret.
pub(crate) fn is_secret_name(name: &str) -> bool {
    name.split(['-', '_']).any(|word| SECRET.contains(&word))
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        for (name, value) in self.0 {
            let has_query = URLS.contains(name) && value.as_bytes().contains(&b'?');
            if value.is_sensitive() || is_secret(name) || has_query {
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

    /// The value of a header that the document declares, as its type; none where it did not come.
    ///
    /// # Errors
    /// When the header is not what the document says.
    pub fn header<H: Wire>(&self, header: Header<H>) -> Result<Option<H>, HeaderError> {
        self.answer.header(header)
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

    /// The value of a header that the document declares, as its type; none where it did not come.
    ///
    /// # Errors
    /// When the header is not what the document says.
    pub fn header<H: Wire>(&self, header: Header<H>) -> Result<Option<H>, HeaderError> {
        self.answer.header(header)
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
    /// Bytes, as they come.
    Download,
    /// Server-sent events, as they come.
    Events,
    /// Many JSON values, as they come.
    Items,
    /// Nothing.
    Empty,
}

impl Codec {
    /// Whether the body is read bit by bit.
    pub(crate) fn streams(self) -> bool {
        match self {
            Codec::Download | Codec::Events | Codec::Items => true,
            Codec::Json | Codec::Text | Codec::Bytes | Codec::Empty => false,
        }
    }
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
    pub read: Reads<T>,
}

/// How a body becomes a value.
pub enum Reads<T> {
    /// When all of it has come.
    Whole(fn(&Bytes) -> Result<T, Reason>),
    /// By the one who asks for it.
    Stream(fn(Incoming) -> T),
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
    /// A value in a sequence that may have lost its end.
    Truncated,
    /// The value was read, and has no JSON form: only where answers are written back as JSON.
    NotWritten(EncodeError),
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
            Reason::Truncated => f.write_str("a value of its sequence has no end"),
            Reason::NotWritten(error) => write!(f, "its value has no JSON form: {error}"),
        }
    }
}

impl StdError for Reason {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Reason::Json(error) => Some(error),
            Reason::NotUtf8(error) => Some(error),
            Reason::NotWritten(error) => Some(error),
            Reason::ContentType { .. }
            | Reason::Empty
            | Reason::Encoding(_)
            | Reason::Charset(_)
            | Reason::Truncated => None,
        }
    }
}

/// Functions for [`Row::read`].
pub mod read {
    use super::{Bytes, Incoming, Reason, Wire};
    use crate::client::stream::{ByteStream, EventStream, ItemStream};

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

    /// Bytes as they come.
    pub fn download(incoming: Incoming) -> ByteStream {
        ByteStream::new(incoming)
    }

    /// Events with JSON in their data.
    pub fn events<T: Wire>(incoming: Incoming) -> EventStream<T> {
        EventStream::of_json(incoming)
    }

    /// Events with text in their data.
    pub fn text_events(incoming: Incoming) -> EventStream<String> {
        EventStream::of_text(incoming)
    }

    /// Events that are described as objects.
    pub fn event_objects<T: Wire>(incoming: Incoming) -> EventStream<T> {
        EventStream::of_objects(incoming)
    }

    /// A JSON value a line.
    pub fn lines<T: Wire>(incoming: Incoming) -> ItemStream<T> {
        ItemStream::of_lines(incoming)
    }

    /// A JSON value behind each record separator.
    pub fn sequence<T: Wire>(incoming: Incoming) -> ItemStream<T> {
        ItemStream::of_sequence(incoming)
    }
}

/// Reads an answer by the declared ones.
pub(crate) fn decode<T, E>(
    mut answer: Answer,
    ok: &'static [Row<T>],
    err: &'static [Row<E>],
) -> Result<Response<T>, Error<E>> {
    let sides = Sides::new(ok, err);
    let undecodable = |answer, reason| Err(Error::Decode(Box::new(Undecodable { answer, reason })));
    match sides.pick(&answer) {
        Picked::Ok(row) => match ok.get(row).map(|row| row.read.read(&mut answer)) {
            Some(Ok(value)) => Ok(Response { value, answer }),
            Some(Err(reason)) => undecodable(answer, reason),
            None => Err(Error::Undeclared(Box::new(answer))),
        },
        Picked::Err(row) => match err.get(row).map(|row| row.read.read(&mut answer)) {
            Some(Ok(value)) => Err(Error::Declared(Box::new(Failure { value, answer }))),
            Some(Err(reason)) => undecodable(answer, reason),
            None => Err(Error::Undeclared(Box::new(answer))),
        },
        Picked::Undeclared => Err(Error::Undeclared(Box::new(answer))),
        Picked::Unreadable(reason) => undecodable(answer, reason),
    }
}

impl<T> Reads<T> {
    fn read(&self, answer: &mut Answer) -> Result<T, Reason> {
        match self {
            Reads::Whole(read) => read(&answer.body),
            Reads::Stream(open) => Ok(open(answer.incoming())),
        }
    }
}

/// The declared answers of both sides.
#[derive(Clone, Default)]
pub(crate) struct Sides {
    pub(crate) ok: Vec<&'static Accepts>,
    pub(crate) err: Vec<&'static Accepts>,
}

/// Which row stands for an answer.
pub(crate) enum Picked {
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
    /// All declared answers, successes first.
    pub(crate) fn all(&self) -> impl Iterator<Item = &'static Accepts> {
        self.ok.iter().chain(&self.err).copied()
    }

    /// Whether the body of an answer is to be read bit by bit, to judge by its head.
    pub(crate) fn stream(&self, answer: &Answer) -> bool {
        let rows = self.fitting(answer.status);
        let rows: Vec<&Accepts> = rows.iter().map(|(_, _, row, _)| *row).collect();
        let row = match answer.content_type() {
            Some(got) => best_by_media(&MediaType::new(got), &rows),
            None => (rows.len() == 1).then_some(0),
        };
        row.and_then(|row| rows.get(row))
            .is_some_and(|row| row.codec.streams())
    }

    fn new<T, E>(ok: &'static [Row<T>], err: &'static [Row<E>]) -> Self {
        Sides {
            ok: ok.iter().map(|row| &row.accepts).collect(),
            err: err.iter().map(|row| &row.accepts).collect(),
        }
    }

    /// The rows that fit a status best: index, side, row.
    fn fitting(&self, status: StatusCode) -> Vec<(usize, Side, &'static Accepts, Fit)> {
        let rows =
            |rows: &[&'static Accepts], side: Side| -> Vec<(usize, Side, &'static Accepts, Fit)> {
                let fitting = |(index, row): (usize, &&'static Accepts)| {
                    row.fit(status, side).map(|fit| (index, side, *row, fit))
                };
                rows.iter().enumerate().filter_map(fitting).collect()
            };
        let mut fitting = rows(&self.ok, Side::Ok);
        fitting.extend(rows(&self.err, Side::Err));
        let best = fitting.iter().map(|(.., fit)| *fit).max();
        fitting.retain(|(.., fit)| Some(*fit) == best);
        fitting
    }

    /// The row for an answer, by status and media type.
    pub(crate) fn pick(&self, answer: &Answer) -> Picked {
        let fitting = self.fitting(answer.status);
        if fitting.is_empty() {
            return Picked::Undeclared;
        }
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
    let nothing = answer.body.is_empty() && answer.rest.is_none();
    if let (true, Some(at)) = (nothing, empty) {
        return Ok(at);
    }
    let at = match answer.content_type() {
        None if answer.headers.contains_key(header::CONTENT_TYPE) => None,
        None if rows.len() == 1 => Some(0),
        None if nothing => return Err(Reason::Empty),
        None => None,
        Some(got) => best_by_media(&MediaType::new(got), rows),
    };
    match at {
        Some(at) => readable(answer, rows.get(at).map(|row| row.codec)).map(|()| at),
        None if nothing => Err(Reason::Empty),
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
        // Events and lists of JSON values are UTF-8, whatever a header says of them.
        (_, Some(_) | None) => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_of_headers_are_not_shown() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("set-cookie", "a=s3cret"),
            ("x-auth-token", "s3cret"),
            ("X-Api-Key", "s3cret"),
            ("location", "https://h/back?code=s3cret"),
            ("link", "</x?key=s3cret>; rel=next"),
            ("content-location", "/shown"),
            ("x-ratelimit-remaining-tokens", "also shown"),
        ] {
            let name = HeaderName::try_from(name).unwrap();
            headers.append(name, value.parse().unwrap());
        }
        let shown = format!("{:?}", Shown(&headers));
        assert!(!shown.contains("s3cret"), "{shown}");
        assert!(
            shown.contains("/shown") && shown.contains("also shown"),
            "{shown}"
        );
    }
}
