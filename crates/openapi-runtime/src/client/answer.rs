//! An answer, and the value that was read from it.
//!
//! In: status, headers and bytes. Out: a value, or a failure, that keeps all three. One file a question: `rows` which
//! declared answer came, `read` its value, `reason` why there is none, `shown` what of its headers may be shown.
//! Deliberately absent: reading from the network.

pub mod read;
mod reason;
mod rows;
mod shown;

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};

use super::checks::Checker;
use super::header::{self as typed, Header, HeaderError};
use super::request::Called;
use super::stream::Incoming;
use crate::wire::Wire;

pub use reason::Reason;
pub use rows::{Accepts, Codec, Reads, Row};
pub(crate) use rows::{Picked, Sides, decode};
use shown::Shown;
pub(crate) use shown::is_secret_name;

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
    /// What it is checked by.
    pub(crate) checker: Checker,
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
            Incoming::new(answer, answer.body.clone().into(), length, None)
        };
        let rest = self.rest.take();
        rest.unwrap_or_else(|| come(self))
    }

    /// `Content-Type`, up to what is not ASCII: types have nothing else, and of parameters (`name="é.pdf"`) nothing depends on it.
    pub(crate) fn content_type(&self) -> Option<&str> {
        let bytes = self.headers.get(header::CONTENT_TYPE)?.as_bytes();
        let ascii = bytes.split(|it| !it.is_ascii()).next()?;
        std::str::from_utf8(ascii).ok().filter(|it| !it.is_empty())
    }

    pub(crate) fn fmt_note(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.note
            .as_ref()
            .map_or(Ok(()), |note| write!(f, "; {note}"))
    }
}

/// `POST https://h/v1/things (add_thing) answered 422 Unprocessable Entity (application/json, 158 bytes)`.
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
