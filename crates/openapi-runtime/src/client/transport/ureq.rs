//! The transport over ureq: for programs without an async runtime.
//!
//! In: a complete request. Out: ureq's answer, in the very call that asks for it: the future is always ready. TLS is rustls
//! with ring. Redirects are off: the client follows them itself.

use std::io::{self, Read};
use std::pin::Pin;
use std::task::{Context, Poll};
use std::thread;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use ureq::{Agent, Error, SendBody};

use super::{Body, BoxFuture, Limits, Transport, TransportError, TransportErrorKind, broken_off};
use crate::blocking::block_on;
use crate::client::body::pieces::{Piece, Pieces, poll_data};

/// Pieces of this size are read.
const PIECE: usize = 64 * 1024;

/// The transport over ureq; see [`crate::blocking`]. It blocks the thread that polls it.
///
/// Limits of time are kept by ureq. Where an answer may be a stream, the time for the call holds for each step on its own
/// (resolving, connecting, sending, the head of the answer), and the time for which a stream may be silent holds for the
/// wait for its head too.
#[derive(Clone, Debug)]
pub struct Ureq(Agent);

impl Ureq {
    /// A transport with the default settings: 10 seconds to connect, and the proxy that the environment names
    /// (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, less `NO_PROXY`). For others, make an agent and convert it.
    #[must_use]
    pub fn new() -> Self {
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_connect(Some(Duration::from_secs(10)))
            .build();
        Ureq(config.into())
    }

    fn call(&self, request: Request<Body>) -> Result<Response<Body>, TransportError> {
        let limits = request.extensions().get::<Limits>().copied();
        let request = match request.body().as_bytes().cloned() {
            Some(bytes) if bytes.is_empty() && !request.method().is_safe() => {
                request.map(|_| SendBody::from_owned_reader(io::empty()))
            }
            Some(bytes) if bytes.is_empty() => request.map(|_| SendBody::none()),
            Some(bytes) => with_length(request, bytes.len() as u64)
                .map(|_| SendBody::from_owned_reader(io::Cursor::new(bytes))),
            None => {
                let length = request.body().len();
                let request = match length {
                    Some(length) => with_length(request, length),
                    None => request,
                };
                request.map(|body| SendBody::from_owned_reader(Outgoing::new(body)))
            }
        };
        let request = self.limited(request, limits.unwrap_or_default());
        let response = self.0.run(request).map_err(translate)?;
        Ok(response.map(|body| Body::pieces(Incoming(body.into_reader()))))
    }

    /// A request with its limits, and those of the agent where these are shorter.
    fn limited(
        &self,
        request: Request<SendBody<'static>>,
        limits: Limits,
    ) -> Request<SendBody<'static>> {
        let request = self.0.configure_request(request);
        let whole = limits.timeout;
        if !limits.may_stream {
            return request.timeout_global(whole).build();
        }
        let own = self.0.config().timeouts();
        let shorter = |own: Option<Duration>| own.into_iter().chain(whole).min();
        request
            .timeout_resolve(shorter(own.resolve))
            .timeout_connect(shorter(own.connect))
            .timeout_send_request(shorter(own.send_request))
            .timeout_send_body(shorter(own.send_body))
            .timeout_recv_response(shorter(own.recv_response))
            .timeout_per_read(limits.idle)
            .build()
    }
}

impl Default for Ureq {
    fn default() -> Self {
        Ureq::new()
    }
}

impl From<Agent> for Ureq {
    /// Takes an agent as it is. Turn its redirects and its errors for statuses off: they are the client's.
    fn from(agent: Agent) -> Self {
        Ureq(agent)
    }
}

impl Transport for Ureq {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move { self.call(request) })
    }

    fn wait(&self, time: Duration) -> BoxFuture<'_, ()> {
        Box::pin(async move { thread::sleep(time) })
    }

    /// Never ready: whatever it would interrupt has blocked the thread until it was over.
    fn timer(&self, _: Duration) -> BoxFuture<'static, ()> {
        Box::pin(std::future::pending())
    }
}

fn with_length<T>(mut request: Request<T>, length: u64) -> Request<T> {
    request
        .headers_mut()
        .insert(http::header::CONTENT_LENGTH, length.into());
    request
}

/// A body as a reader.
struct Outgoing {
    body: Body,
    piece: Bytes,
}

impl Outgoing {
    fn new(body: Body) -> Self {
        Outgoing {
            body,
            piece: Bytes::new(),
        }
    }
}

impl Read for Outgoing {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.piece.is_empty() {
            let body = &mut self.body;
            let next = block_on(std::future::poll_fn(|context| {
                poll_data(Pin::new(&mut *body), context)
            }));
            match next {
                None => return Ok(0),
                Some(Err(error)) => return Err(io::Error::other(error)),
                Some(Ok(piece)) => self.piece = piece,
            }
        }
        let count = self.piece.len().min(into.len());
        let piece = self.piece.split_to(count);
        into.iter_mut().zip(piece).for_each(|(to, from)| *to = from);
        Ok(count)
    }
}

/// ureq's body, with our errors.
struct Incoming(ureq::BodyReader<'static>);

impl Pieces for Incoming {
    fn poll_piece(&mut self, _: &mut Context<'_>) -> Poll<Piece> {
        let mut piece = vec![0; PIECE];
        Poll::Ready(match self.0.read(&mut piece) {
            Ok(0) => None,
            Ok(count) => {
                piece.truncate(count);
                Some(Ok(piece.into()))
            }
            Err(error) => Some(Err(match translate(Error::from(error)) {
                error if is_timeout(error.kind()) => error,
                error => broken_off(Some(error.into())),
            })),
        })
    }
}

fn is_timeout(kind: TransportErrorKind) -> bool {
    matches!(
        kind,
        TransportErrorKind::Timeout | TransportErrorKind::IdleTimeout
    )
}

fn translate(error: Error) -> TransportError {
    use TransportErrorKind as Kind;
    let (kind, message) = match &error {
        Error::Timeout(ureq::Timeout::Connect | ureq::Timeout::Resolve) => (
            Kind::ConnectTimeout,
            "no connection within the time for connecting",
        ),
        Error::Timeout(ureq::Timeout::PerRead) => (
            Kind::IdleTimeout,
            "nothing more came within the time for which a stream may be silent",
        ),
        Error::Timeout(_) => (Kind::Timeout, "the time for the call ran out"),
        Error::HostNotFound | Error::ConnectionFailed | Error::Tls(_) => {
            (Kind::Connect, "no connection")
        }
        Error::Io(io) => match io.kind() {
            io::ErrorKind::ConnectionRefused
            | io::ErrorKind::NotFound
            | io::ErrorKind::AddrNotAvailable
            | io::ErrorKind::HostUnreachable
            | io::ErrorKind::NetworkUnreachable => (Kind::Connect, "no connection"),
            io::ErrorKind::UnexpectedEof
            | io::ErrorKind::ConnectionReset
            | io::ErrorKind::ConnectionAborted
            | io::ErrorKind::BrokenPipe => (
                Kind::BrokenOff,
                "the connection was closed before an answer came",
            ),
            _ => (Kind::Other, "the request failed"),
        },
        _ => (Kind::Other, "the request failed"),
    };
    TransportError::new(kind, message).with_source(error)
}
