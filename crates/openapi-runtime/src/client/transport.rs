//! How a request reaches a server.
//!
//! In: an `http::Request` that is complete. Out: an `http::Response`, or why there is none. A transport connects,
//! sends and reads; it follows no redirects, retries nothing and knows no document: those are the client's.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

mod memory;
#[cfg(feature = "reqwest")]
mod reqwest;
mod timer;
#[cfg(feature = "tower")]
mod tower;
#[cfg(feature = "blocking")]
mod ureq;

#[cfg(feature = "tower")]
pub use self::tower::{Tower, TransportService};
#[cfg(feature = "blocking")]
pub use self::ureq::Ureq;
pub use super::body::Body;
pub use memory::Memory;
#[cfg(feature = "reqwest")]
pub use reqwest::Reqwest;
#[cfg(feature = "reqwest")]
pub(crate) use reqwest::Settings;

/// A future in a box that can go to another thread.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

type BoxError = Box<dyn StdError + Send + Sync>;

/// Sends requests.
///
/// The time that a request may take stands in its extensions as [`Timeout`]; a transport honours it or says in its
/// documentation that it does not. A transport does not follow redirects.
///
/// ```
/// use openapi_runtime::transport::{Body, BoxFuture, Transport, TransportError};
///
/// /// Answers everything with 204.
/// struct Silent;
///
/// impl Transport for Silent {
///     fn send(&self, _: http::Request<Body>) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>> {
///         Box::pin(async {
///             let mut response = http::Response::new(Body::empty());
///             *response.status_mut() = http::StatusCode::NO_CONTENT;
///             Ok(response)
///         })
///     }
/// }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends a request and waits for the head of the answer.
    ///
    /// # Errors
    /// When there is no answer. What goes wrong while the body is read is an error of the body.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;

    /// Waits, before a request is sent once more.
    ///
    /// Here it is a thread that sleeps, which works with every async runtime; a transport that belongs to one can do
    /// better.
    fn wait(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(timer::Sleep::new(time))
    }
}

/// How long a request may take, from the first step to the last byte of the answer: an extension of requests.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeout(pub Duration);

/// Why there is no complete answer.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    message: Box<str>,
    source: Option<BoxError>,
}

/// What kind of failure a [`TransportError`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// No connection: the name is unknown, nobody listens, TLS was refused.
    Connect,
    /// No connection within the time for connecting.
    ConnectTimeout,
    /// The time for the request ran out.
    Timeout,
    /// The connection was closed before the answer was complete.
    BrokenOff,
    /// What was to be sent could not be read: a file, a stream, a length that is not true.
    Body,
    /// The answer is larger than the client accepts.
    TooLarge,
    /// Something else.
    Other,
}

impl TransportError {
    /// An error with its message: a clause without a capital and without a full stop, and without secrets.
    pub fn new(kind: TransportErrorKind, message: impl Into<Box<str>>) -> Self {
        TransportError {
            kind,
            message: message.into(),
            source: None,
        }
    }

    /// Adds what caused the error.
    #[must_use]
    pub fn with_source(self, source: impl Into<BoxError>) -> Self {
        TransportError {
            source: Some(source.into()),
            ..self
        }
    }

    /// What kind of failure it is.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source
            .as_ref()
            .map(|source| &**source as &(dyn StdError + 'static))
    }
}
