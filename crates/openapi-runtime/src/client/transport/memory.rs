//! A transport without a network: a function from requests to answers.

use std::time::Duration;

use http::{Request, Response};

use super::{Body, BoxFuture, Transport, TransportError};

type Answering = dyn Fn(Request<Body>) -> Result<Response<Body>, TransportError> + Send + Sync;

/// A transport that asks a function: for tests. Answers are there at once, and retries follow each other at once; a body
/// that is a stream takes the time that it takes, with the client's limits.
///
/// ```
/// use openapi_runtime::transport::{Body, Memory};
///
/// let teapot = Memory::new(|request| {
///     assert_eq!(request.uri().path(), "/tea");
///     http::Response::builder().status(418).body(Body::from("short and stout")).unwrap()
/// });
/// # let _ = teapot;
/// ```
pub struct Memory(Box<Answering>);

impl Memory {
    /// A transport that always has an answer.
    pub fn new(answer: impl Fn(Request<Body>) -> Response<Body> + Send + Sync + 'static) -> Self {
        Memory(Box::new(move |request| Ok(answer(request))))
    }

    /// A transport that may fail.
    pub fn failing(
        answer: impl Fn(Request<Body>) -> Result<Response<Body>, TransportError> + Send + Sync + 'static,
    ) -> Self {
        Memory(Box::new(answer))
    }
}

impl std::fmt::Debug for Memory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Memory")
    }
}

impl Transport for Memory {
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let answer = (self.0)(request);
        Box::pin(std::future::ready(answer))
    }

    fn wait(&self, _: Duration) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}
