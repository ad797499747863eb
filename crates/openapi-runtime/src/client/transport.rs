//! How a request reaches a server.
//!
//! In: an `http::Request` that is complete. Out: an `http::Response`, or why there is none. A transport connects,
//! sends and reads; it follows no redirects, retries nothing and knows no document: those are the client's.

use std::error::Error as StdError;
use std::fmt;
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
pub use super::threads::{BoxFuture, MaybeSend, MaybeSync};
pub use memory::Memory;
#[cfg(feature = "reqwest")]
pub use reqwest::Reqwest;
#[cfg(feature = "reqwest")]
pub(crate) use reqwest::Settings;

type BoxError = Box<dyn StdError + Send + Sync>;

/// Sends requests.
///
/// The client keeps its limits of time itself, by [`Transport::timer`]: when one runs out, it drops the future or the body
/// that it waits for. Only a transport that blocks its thread has to keep them, which stand in the extensions of the request
/// as [`Limits`]. A transport does not follow redirects.
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
pub trait Transport: MaybeSend + MaybeSync + 'static {
    /// Sends a request and waits for the head of the answer.
    ///
    /// # Errors
    /// When there is no answer. What goes wrong while the body is read is an error of the body.
    fn send(
        &self,
        request: http::Request<Body>,
    ) -> BoxFuture<'_, Result<http::Response<Body>, TransportError>>;

    /// Waits, before a request is sent once more.
    fn wait(&self, time: Duration) -> BoxFuture<'_, ()> {
        self.timer(time)
    }

    /// Is ready after this time, and dropped when it is not needed any more.
    ///
    /// Here it is Tokio's timer inside of a Tokio runtime (with the feature `reqwest`), and one thread for all timers
    /// elsewhere, which works with every async runtime. In a browser there is neither: a transport there has a timer of its
    /// own, and without one no limit of time holds.
    fn timer(&self, time: Duration) -> BoxFuture<'static, ()> {
        timer::after(time)
    }
}

/// How long a request may take: an extension of requests, for transports that block their thread.
///
/// ```
/// use openapi_runtime::transport::Limits;
/// use std::time::Duration;
///
/// let mut request = http::Request::new(());
/// request.extensions_mut().insert(Limits::default());
/// let limits = request.extensions().get::<Limits>().copied().unwrap_or_default();
/// assert_eq!(limits.timeout, None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Limits {
    /// How long it may take, from the first step to the last byte of the answer; to the end of its head where the
    /// answer is a stream.
    pub timeout: Option<Duration>,
    /// Whether the answer may be a stream: events, many values, a download.
    pub may_stream: bool,
    /// How long a stream may be silent.
    pub idle: Option<Duration>,
}

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
    /// The time for the call, or for one attempt of it, ran out.
    Timeout,
    /// A stream was silent for too long.
    IdleTimeout,
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

/// The connection was closed in the middle of an answer.
#[cfg(any(feature = "reqwest", feature = "blocking"))]
fn broken_off(source: Option<BoxError>) -> TransportError {
    TransportError {
        source,
        ..TransportError::new(TransportErrorKind::BrokenOff, "the answer was broken off")
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
