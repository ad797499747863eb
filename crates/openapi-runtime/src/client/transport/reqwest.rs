//! The transport over reqwest.
//!
//! In: a complete request. Out: reqwest's answer, with errors that name no URL (it may hold a key). Redirects are off
//! in clients made here: the client follows them itself, by rules that keep credentials at home. TLS: the platform's
//! library if the feature `native-tls` is on, else rustls with aws-lc if `aws-lc` is on, else rustls with ring; rustls
//! trusts the certificates of the platform, and Mozilla's list on a machine that has none.

use std::error::Error as StdError;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use http::header::CONTENT_LENGTH;
use http::{HeaderValue, Method, Request, Response};

use super::{Body, BoxFuture, Transport, TransportError, TransportErrorKind, broken_off};
use crate::client::body::pieces::{Piece, Pieces, poll_data};
use crate::client::error::BuildError;

/// The transport over reqwest; needs a Tokio runtime.
#[derive(Clone, Debug)]
pub struct Reqwest(::reqwest::Client);

/// What a client's builder says about the connection.
pub(crate) struct Settings {
    pub(crate) connect_timeout: Option<Duration>,
}

impl Reqwest {
    /// A transport with the default settings.
    ///
    /// # Errors
    /// When TLS cannot be set up.
    pub(crate) fn new(settings: &Settings) -> Result<Self, BuildError> {
        let mut builder =
            ::reqwest::Client::builder().redirect(::reqwest::redirect::Policy::none());
        if let Some(timeout) = settings.connect_timeout {
            builder = builder.connect_timeout(timeout);
        }
        let client = with_tls(builder)?.build();
        client.map(Reqwest).map_err(|error| {
            BuildError::because("reqwest refused its settings", error.without_url())
        })
    }
}

impl From<::reqwest::Client> for Reqwest {
    /// Takes a client as it is, with its own redirect policy: turn that off for the client's safer rules.
    fn from(client: ::reqwest::Client) -> Self {
        Reqwest(client)
    }
}

#[cfg(any(feature = "native-tls", not(feature = "_rustls")))]
fn with_tls(builder: ::reqwest::ClientBuilder) -> Result<::reqwest::ClientBuilder, BuildError> {
    #[cfg(feature = "native-tls")]
    let builder = builder.tls_backend_native();
    Ok(builder)
}

#[cfg(all(feature = "_rustls", not(feature = "native-tls")))]
fn with_tls(builder: ::reqwest::ClientBuilder) -> Result<::reqwest::ClientBuilder, BuildError> {
    use rustls_platform_verifier::BuilderVerifierExt as _;
    use std::sync::Arc;

    #[cfg(feature = "aws-lc")]
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    #[cfg(not(feature = "aws-lc"))]
    let provider = Arc::new(rustls::crypto::ring::default_provider());

    let versioned = || {
        rustls::ClientConfig::builder_with_provider(Arc::clone(&provider))
            .with_safe_default_protocol_versions()
    };
    let refused = |error: rustls::Error| BuildError::because("TLS could not be set up", error);
    let config = match versioned().map_err(refused)?.with_platform_verifier() {
        Ok(config) => config,
        // A machine without certificates of its own, such as a bare container.
        Err(_) => {
            let roots: rustls::RootCertStore =
                webpki_roots::TLS_SERVER_ROOTS.iter().cloned().collect();
            versioned().map_err(refused)?.with_root_certificates(roots)
        }
    };
    Ok(builder.tls_backend_preconfigured(config.with_no_client_auth()))
}

impl Transport for Reqwest {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        Box::pin(async move {
            if tokio::runtime::Handle::try_current().is_err() {
                let message = "the reqwest transport works inside a Tokio runtime only, and there is none here";
                return Err(TransportError::new(TransportErrorKind::Other, message));
            }
            let request = ::reqwest::Request::try_from(with_length(request).map(outgoing))
                .map_err(translate)?;
            let response = self.0.execute(request).await.map_err(translate)?;
            Ok(Response::from(response).map(|body: ::reqwest::Body| Body::pieces(Incoming(body))))
        })
    }
}

/// Says that there is no body where one is expected; some servers refuse to guess (411).
fn with_length(mut request: Request<Body>) -> Request<Body> {
    let expects = [Method::POST, Method::PUT, Method::PATCH].contains(request.method());
    if expects && request.body().as_bytes().is_some_and(Bytes::is_empty) {
        let none = HeaderValue::from_static("0");
        request.headers_mut().insert(CONTENT_LENGTH, none);
    }
    request
}

fn outgoing(body: Body) -> ::reqwest::Body {
    match body.as_bytes() {
        Some(bytes) => ::reqwest::Body::from(bytes.clone()),
        None => ::reqwest::Body::wrap(body),
    }
}

/// reqwest's body, with our errors.
struct Incoming(::reqwest::Body);

impl Pieces for Incoming {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Piece> {
        let broken = |error| match translate(error) {
            error if error.kind() == TransportErrorKind::Other => broken_off(error.source),
            error => error,
        };
        let piece = poll_data(Pin::new(&mut self.0), context);
        piece.map(|piece| piece.map(|piece| piece.map_err(broken)))
    }

    fn left(&self) -> Option<u64> {
        http_body::Body::size_hint(&self.0).exact()
    }
}

fn translate(error: ::reqwest::Error) -> TransportError {
    // The URL may hold a key in its query.
    let error = error.without_url();
    let ours = causes(&error).find_map(|cause| cause.downcast_ref::<TransportError>());
    let (kind, message) = if let Some(unsent) = ours {
        (unsent.kind(), unsent.to_string())
    } else if error.is_timeout() && error.is_connect() {
        let message = "no connection within the time for connecting".to_owned();
        (TransportErrorKind::ConnectTimeout, message)
    } else if error.is_timeout() {
        // A limit of a reqwest client of the caller's own.
        (
            TransportErrorKind::Timeout,
            "the time of the reqwest client ran out".to_owned(),
        )
    } else if error.is_connect() {
        (
            TransportErrorKind::Connect,
            format!("no connection{}", because(&error)),
        )
    } else if error.is_request() && is_broken_off(&error) {
        (
            TransportErrorKind::BrokenOff,
            "the connection was closed before an answer came".to_owned(),
        )
    } else {
        (
            TransportErrorKind::Other,
            format!("the request failed{}", because(&error)),
        )
    };
    TransportError::new(kind, message).with_source(error)
}

fn causes(error: &::reqwest::Error) -> impl Iterator<Item = &(dyn StdError + 'static)> {
    std::iter::successors(error.source(), |&cause| cause.source())
}

/// The innermost cause, which is the one that says what happened.
fn because(error: &::reqwest::Error) -> String {
    causes(error)
        .last()
        .map(|cause| format!(": {cause}"))
        .unwrap_or_default()
}

fn is_broken_off(error: &::reqwest::Error) -> bool {
    // hyper's own error type is not among our dependencies; an I/O error or its words are what there is to go by.
    causes(error).any(|cause| {
        let closed = |io: &std::io::Error| {
            use std::io::ErrorKind::{
                BrokenPipe, ConnectionAborted, ConnectionReset, UnexpectedEof,
            };
            matches!(
                io.kind(),
                BrokenPipe | ConnectionAborted | ConnectionReset | UnexpectedEof
            )
        };
        cause.downcast_ref::<std::io::Error>().is_some_and(closed)
            || cause
                .to_string()
                .contains("closed before message completed")
    })
}
