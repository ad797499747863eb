//! An answer that no document describes, read bit by bit.

use http::header::AsHeaderName;
use http::{HeaderMap, StatusCode};
use serde::de::DeserializeOwned;

use super::RawResponse;
use crate::client::answer::{Answer, read};
use crate::client::error::Error;
use crate::client::stream::{ByteStream, EventStream, ItemStream};

/// An answer whose body is still to come, of [`RawRequest::stream`](crate::RawRequest::stream).
///
/// What the body is, is for the caller to know: no media type is looked at.
#[derive(Debug)]
#[must_use = "nothing of its body is read until it is asked for"]
pub struct RawStream(Answer);

impl RawStream {
    pub(super) fn new(answer: Answer) -> Self {
        RawStream(answer)
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.status()
    }

    /// The headers.
    #[must_use]
    pub fn headers(&self) -> &HeaderMap {
        self.0.headers()
    }

    /// The value of a header, if it is text.
    #[must_use]
    pub fn header(&self, name: impl AsHeaderName) -> Option<&str> {
        let value = self.0.headers().get(name)?;
        value.to_str().ok()
    }

    /// The same answer, if its status is a success.
    ///
    /// # Errors
    /// When the status is not 2xx; the error keeps the answer with its body.
    pub fn success(self) -> Result<RawStream, Error> {
        RawResponse(self.0).success().map(|it| RawStream(it.0))
    }

    /// The bytes.
    pub fn bytes(mut self) -> ByteStream {
        read::download(self.0.incoming())
    }

    /// Server-sent events whose data is JSON, into a type that serde can read; generated types are such.
    ///
    /// Data that is `[DONE]` ends them. They can be [asked for again](EventStream::reconnecting) where the answer says that it is a
    /// stream of events.
    pub fn events<T: DeserializeOwned>(mut self) -> EventStream<T> {
        EventStream::of_serde(self.0.incoming())
    }

    /// Server-sent events whose data is text.
    pub fn text_events(mut self) -> EventStream<String> {
        read::text_events(self.0.incoming())
    }

    /// JSON values, one a line (NDJSON, JSON Lines), into a type that serde can read.
    pub fn lines<T: DeserializeOwned>(mut self) -> ItemStream<T> {
        ItemStream::lines(self.0.incoming(), read::readable)
    }

    /// JSON values, each behind a record separator (RFC 7464), into a type that serde can read.
    pub fn sequence<T: DeserializeOwned>(mut self) -> ItemStream<T> {
        ItemStream::sequence(self.0.incoming(), read::readable)
    }
}
