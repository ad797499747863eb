//! Between transports and tower: a service as a transport, and a transport as a service that layers can be put around.

use std::sync::Arc;
use std::task::{Context, Poll};

use http::{Request, Response};
use tower_service::Service;

use super::{Body, BoxFuture, Transport, TransportError, TransportErrorKind};

/// A tower service as a transport. A clone of it is made for each request, waited for until it is ready, and called.
///
/// Its errors are [`TransportErrorKind::Other`], unless they are a [`TransportError`] already. The client's limits of time
/// hold: what is not there in time is dropped.
#[derive(Clone, Debug)]
pub struct Tower<S>(S);

impl<S> Tower<S> {
    /// Sends through a service.
    pub fn new(service: S) -> Self {
        Tower(service)
    }
}

impl<S, B> Transport for Tower<S>
where
    S: Service<Request<Body>, Response = Response<B>> + Clone + Send + Sync + 'static,
    S::Error: Into<Box<dyn std::error::Error + Send + Sync>>,
    S::Future: Send,
    B: Into<Body> + 'static,
{
    fn send(
        &self,
        request: Request<Body>,
    ) -> BoxFuture<'_, Result<Response<Body>, TransportError>> {
        let mut service = self.0.clone();
        Box::pin(async move {
            std::future::poll_fn(|context| service.poll_ready(context))
                .await
                .map_err(failed)?;
            let answer = service.call(request).await.map_err(failed)?;
            Ok(answer.map(Into::into))
        })
    }
}

fn failed(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> TransportError {
    match error.into().downcast::<TransportError>() {
        Ok(error) => *error,
        Err(error) => {
            TransportError::new(TransportErrorKind::Other, "the service failed").with_source(error)
        }
    }
}

/// A transport as a tower service: what layers are put around, before [`Tower`] makes a transport of the whole.
#[derive(Clone)]
pub struct TransportService(Arc<dyn Transport>);

impl TransportService {
    /// A service that sends by a transport.
    pub fn new(transport: impl Transport) -> Self {
        TransportService(Arc::new(transport))
    }
}

impl std::fmt::Debug for TransportService {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("TransportService")
    }
}

impl Service<Request<Body>> for TransportService {
    type Response = Response<Body>;
    type Error = TransportError;
    type Future = BoxFuture<'static, Result<Response<Body>, TransportError>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), TransportError>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request<Body>) -> Self::Future {
        let transport = Arc::clone(&self.0);
        Box::pin(async move { transport.send(request).await })
    }
}
