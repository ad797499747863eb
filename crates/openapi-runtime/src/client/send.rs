//! From a request to an answer: sending, redirects, reading.
//!
//! In: a [`Request`]. Out: an [`Answer`], or why there is none. Redirects are followed here, the same for every
//! transport: see [`Redirects`]. Deliberately absent: what an answer means.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, HeaderName, Method, StatusCode, Uri, header};
use http_body::Body as _;

use super::Client;
use super::answer::{Answer, Response};
use super::api::Operation;
use super::error::{Error, RequestError, TransportFailure};
use super::redirect;
use super::request::{Prepared, Request};
use super::stream::Incoming;
use super::transport::{Body, BoxFuture, Timeout, TransportError, TransportErrorKind};

/// Why there is no answer.
pub(crate) enum Fault {
    Request(Box<RequestError>),
    Transport(Box<TransportFailure>),
}

impl Fault {
    pub(crate) fn into_error<E>(self) -> Error<E> {
        match self {
            Fault::Request(error) => Error::Request(error),
            Fault::Transport(failure) => Error::Transport(failure),
        }
    }
}

type Sending = BoxFuture<'static, Result<Answer, Fault>>;

/// A call under way that gives a value.
pub struct Pending<O> {
    sending: Sending,
    operation: PhantomData<fn() -> O>,
}

/// A call under way that gives a value with status and headers.
pub struct PendingResponse<O>(Pending<O>);

impl<O> Pending<O> {
    pub(crate) fn new(request: Request) -> Self {
        Pending {
            sending: Box::pin(execute(request)),
            operation: PhantomData,
        }
    }
}

impl<O> PendingResponse<O> {
    pub(crate) fn new(request: Request) -> Self {
        PendingResponse(Pending::new(request))
    }
}

impl<O: Operation> Future for PendingResponse<O> {
    type Output = Result<Response<O::Ok>, Error<O::Err>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0
            .sending
            .as_mut()
            .poll(context)
            .map(|answer| match answer {
                Ok(answer) => O::decode(answer),
                Err(fault) => Err(fault.into_error()),
            })
    }
}

impl<O: Operation> Future for Pending<O> {
    type Output = Result<O::Ok, Error<O::Err>>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.sending
            .as_mut()
            .poll(context)
            .map(|answer| match answer {
                Ok(answer) => O::decode(answer).map(Response::into_value),
                Err(fault) => Err(fault.into_error()),
            })
    }
}

impl<O> std::fmt::Debug for Pending<O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Pending")
    }
}

impl<O> std::fmt::Debug for PendingResponse<O> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("PendingResponse")
    }
}

/// Sends a request, follows redirects, reads the answer.
pub(crate) async fn execute(request: Request) -> Result<Answer, Fault> {
    let (client, mut prepared) = request.prepare().map_err(Fault::Request)?;
    let deadline = prepared
        .timeout
        .and_then(|timeout| Instant::now().checked_add(timeout));
    let mut hop = Hop {
        method: prepared.method.clone(),
        uri: prepared.uri.clone(),
        headers: prepared.headers.clone(),
        body: Some(std::mem::replace(&mut prepared.body, Body::empty())),
    };
    let mut followed = 0;
    loop {
        let body = hop.body.take().unwrap_or_else(Body::empty);
        hop.body = body.try_clone();
        let mut answer = exchange(&client, &prepared, &hop, body, deadline).await?;
        match redirect::next(client.redirects(), &prepared, &hop, &answer, followed) {
            redirect::Next::Follow(next) => hop = *next,
            redirect::Next::Stop(note) => {
                answer.note = note.or_else(|| missing_credential(&prepared, &hop, answer.status));
                return Ok(answer);
            }
        }
        followed += 1;
    }
}

/// One request on the way.
pub(crate) struct Hop {
    pub(crate) method: Method,
    pub(crate) uri: Uri,
    pub(crate) headers: HeaderMap,
    /// What would be sent once more; none when the body was a stream, which is gone.
    pub(crate) body: Option<Body>,
}

impl Hop {
    /// The same request once more, if its body can be sent twice.
    pub(crate) fn again(&self) -> Option<Hop> {
        let body = self.body.as_ref()?.try_clone()?;
        Some(Hop {
            body: Some(body),
            ..self.without_body()
        })
    }

    /// The same request with nothing in it.
    pub(crate) fn without_body(&self) -> Hop {
        Hop {
            method: self.method.clone(),
            uri: self.uri.clone(),
            headers: self.headers.clone(),
            body: Some(Body::empty()),
        }
    }
}

fn missing_credential(prepared: &Prepared, hop: &Hop, status: StatusCode) -> Option<Box<str>> {
    let refused = matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
    let by_hand = [header::AUTHORIZATION, header::COOKIE]
        .iter()
        .any(|name: &HeaderName| hop.headers.contains_key(name));
    if refused && !by_hand {
        prepared.refused.clone()
    } else {
        None
    }
}

async fn exchange(
    client: &Client,
    prepared: &Prepared,
    hop: &Hop,
    body: Body,
    deadline: Option<Instant>,
) -> Result<Answer, Fault> {
    let failed = |error, partial| {
        Fault::Transport(Box::new(TransportFailure {
            called: prepared.called.clone(),
            error,
            partial,
        }))
    };
    let mut request = http::Request::new(body);
    *request.method_mut() = hop.method.clone();
    *request.uri_mut() = hop.uri.clone();
    *request.headers_mut() = hop.headers.clone();
    if let Some(deadline) = deadline {
        let left = deadline.saturating_duration_since(Instant::now());
        if left == Duration::ZERO {
            let error = TransportError::new(
                TransportErrorKind::Timeout,
                "the time for the request ran out",
            );
            return Err(failed(error, None));
        }
        request.extensions_mut().insert(Timeout(left));
    }
    let response = client
        .transport()
        .send(request)
        .await
        .map_err(|error| failed(error, None))?;
    let (parts, body) = response.into_parts();
    let mut headers = parts.headers;
    if let header::Entry::Occupied(mut cookies) = headers.entry(header::SET_COOKIE) {
        cookies
            .iter_mut()
            .for_each(|cookie| cookie.set_sensitive(true));
    }
    let mut answer = Answer {
        called: prepared.called.clone(),
        status: parts.status,
        headers,
        body: Bytes::new(),
        rest: None,
        note: None,
    };
    if prepared.accepts.0.stream(&answer) {
        answer.rest = Some(Incoming::new(&answer, body, client.limit()));
        return Ok(answer);
    }
    let (body, end) = read(body, client.limit()).await;
    answer.body = body;
    match end {
        Ok(()) => Ok(answer),
        Err(error) => Err(failed(error, Some(answer))),
    }
}

/// Reads a body up to a limit; gives what came, and how it ended.
async fn read(mut body: Body, limit: u64) -> (Bytes, Result<(), TransportError>) {
    let too_large = || {
        let message = format!(
            "the answer is larger than {limit} bytes, the limit that the client was built with"
        );
        Err(TransportError::new(TransportErrorKind::TooLarge, message))
    };
    if body.size_hint().lower() > limit {
        return (Bytes::new(), too_large());
    }
    let mut first = Bytes::new();
    let mut rest = BytesMut::new();
    let end = loop {
        let frame = std::future::poll_fn(|context| Pin::new(&mut body).poll_frame(context)).await;
        let data = match frame {
            None => break Ok(()),
            Some(Err(error)) => break Err(error),
            // Trailers.
            Some(Ok(frame)) => frame.into_data().unwrap_or_default(),
        };
        let come = (first.len() + rest.len() + data.len()) as u64;
        if come > limit {
            break too_large();
        }
        if first.is_empty() {
            first = data;
        } else {
            rest.extend_from_slice(&data);
        }
    };
    if rest.is_empty() {
        return (first, end);
    }
    let mut all = BytesMut::with_capacity(first.len() + rest.len());
    all.extend_from_slice(&first);
    all.extend_from_slice(&rest);
    (all.freeze(), end)
}
