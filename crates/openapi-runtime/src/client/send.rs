//! From a request to an answer: sending, redirects, reading.
//!
//! In: a [`Request`]. Out: an [`Answer`], or why there is none. Tokens are got, failures retried and redirects followed
//! here, the same for every transport: see [`Retries`] and [`Redirects`]. Each hop of a redirect has its own attempts.
//! Deliberately absent: what an answer means.
//!
//! [`Retries`]: super::Retries
//! [`Redirects`]: super::Redirects

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use http::{HeaderMap, HeaderName, Method, StatusCode, Uri, header};
use http_body::Body as _;

use super::Client;
use super::answer::{Answer, Response};
use super::api::Operation;
use super::auth::{Choice, Secret};
use super::body::pieces::poll_data;
use super::clock::{Clock, Deadline, Idle};
use super::error::{Error, RequestError, TransportFailure};
use super::redirect;
use super::request::{Called, Prepared, Request};
use super::retry::Outcome;
use super::stream::{Again, Incoming};
use super::trace;
use super::transport::{Body, BoxFuture, Limits, TransportError, TransportErrorKind};

/// Why there is no answer.
pub(crate) enum Fault {
    Request(Box<RequestError>),
    Transport(Box<TransportFailure>),
}

impl Fault {
    fn transport(called: &Called, error: TransportError, partial: Option<Answer>) -> Self {
        Fault::Transport(Box::new(TransportFailure {
            called: called.clone(),
            error,
            partial,
            attempts: 1,
        }))
    }

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

/// Gets credentials, sends a request, sends it again where it may be, follows redirects, reads the answer.
pub(crate) async fn execute(mut request: Request) -> Result<Answer, Fault> {
    let settled = request.settle();
    trace::within(request, |request| async {
        settled.map_err(Fault::Request)?;
        call(request).await
    })
    .await
}

/// The same, for a request that is settled.
pub(crate) async fn execute_settled(request: Request) -> Result<Answer, Fault> {
    trace::within(request, call).await
}

async fn call(mut request: Request) -> Result<Answer, Fault> {
    let client = request.client().clone();
    let deadline = Deadline::after(request.timeout());
    let mut choice = request.choose().map_err(Fault::Request)?;
    let mut refused = Vec::new();
    loop {
        let first = refused.is_empty();
        refused = ready(&request, &mut choice, &refused, deadline).await?;
        let additions = request.placed(&choice).map_err(Fault::Request)?;
        let (body, repeats) = request.take_body();
        let mut prepared = request.prepare(&additions, body).map_err(Fault::Request)?;
        let (mut answer, at_home) = follow(&client, &mut prepared, deadline).await?;
        let renewed = answer.status == StatusCode::UNAUTHORIZED && at_home && repeats;
        if !(first && renewed) || refused.is_empty() {
            let events = answer.is_events();
            if let Some(rest) = answer.rest.as_mut().filter(|_| repeats && events) {
                rest.again = Some(Box::new(Again::new(request)));
            }
            return Ok(answer);
        }
        choice = request.choose().map_err(Fault::Request)?;
    }
}

/// A scheme, and the token that was sent for it.
type Sent = (Box<str>, Secret);

/// Puts tokens in the place of sources of tokens, others than those that were refused; gives them.
async fn ready(
    request: &Request,
    choice: &mut Choice,
    refused: &[Sent],
    deadline: Deadline,
) -> Result<Vec<Sent>, Fault> {
    let client = request.client();
    let mut clock = deadline.clock(client, None);
    let mut sent = Vec::new();
    for (name, scheme, credential) in &mut choice.credentials {
        let old = refused.iter().find(|(known, _)| known == name);
        let old = old.map(|(_, token)| token);
        let left = clock.left();
        let got = clock.within(credential.ready(scheme, old, client, left));
        let got = got.await.map_err(|error| {
            let message = format!("the token for `{name}` was not there in time: {error}");
            let error = TransportError::new(error.kind(), message);
            Fault::transport(request.called(), error, None)
        })?;
        let (ready, token) = got.map_err(|why| Fault::Request(request.without_token(name, why)))?;
        *credential = ready;
        sent.extend(token.map(|token| (name.clone(), token)));
    }
    Ok(sent)
}

/// Sends a request and follows redirects; also says whether the answer comes from where the request was sent.
async fn follow(
    client: &Client,
    prepared: &mut Prepared,
    deadline: Deadline,
) -> Result<(Answer, bool), Fault> {
    let mut hop = Hop {
        method: prepared.method.clone(),
        uri: prepared.uri.clone(),
        headers: prepared.headers.clone(),
        body: Some(std::mem::replace(&mut prepared.body, Body::empty())),
    };
    let mut followed = 0;
    loop {
        let mut answer = attempts(client, prepared, &mut hop, deadline).await?;
        match redirect::next(client.redirects(), prepared, &hop, &answer, followed) {
            redirect::Next::Follow(next) => hop = *next,
            redirect::Next::Stop(note) => {
                let note = note.or_else(|| missing_credential(prepared, &hop, answer.status));
                answer.note = note.or(answer.note);
                let at_home = redirect::same_origin(&hop.uri, &prepared.uri);
                return Ok((answer, at_home));
            }
        }
        followed += 1;
    }
}

/// Sends a request, and once more as long as that may help.
async fn attempts(
    client: &Client,
    prepared: &Prepared,
    hop: &mut Hop,
    deadline: Deadline,
) -> Result<Answer, Fault> {
    let mut attempts = 1;
    loop {
        let body = hop.body.take().unwrap_or_else(Body::empty);
        hop.body = body.try_clone();
        let mut got = exchange(client, prepared, hop, body, deadline).await;
        let outcome = match &got {
            Ok(answer) => Outcome::Answer(answer.status, &answer.headers),
            Err(Fault::Transport(failure)) => Outcome::Failure(failure.error().kind()),
            Err(Fault::Request(_)) => return got,
        };
        let request = (&hop.method, &hop.headers);
        let wait = prepared
            .retries
            .wait(attempts, request, &outcome, deadline.left());
        let (Some(wait), Some(_)) = (wait, &hop.body) else {
            match &mut got {
                Ok(answer) if attempts > 1 => {
                    answer.note = Some(format!("it was sent {attempts} times").into());
                }
                Err(Fault::Transport(failure)) => failure.attempts = attempts,
                Ok(_) | Err(Fault::Request(_)) => {}
            }
            return got;
        };
        client.transport().wait(wait).await;
        trace::resent(attempts);
        attempts += 1;
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
    deadline: Deadline,
) -> Result<Answer, Fault> {
    let failed = |error, partial| Fault::transport(&prepared.called, error, partial);
    let mut request = http::Request::new(body);
    *request.method_mut() = hop.method.clone();
    *request.uri_mut() = hop.uri.clone();
    *request.headers_mut() = hop.headers.clone();
    let mut clock = deadline.clock(client, prepared.attempt_timeout);
    let limits = Limits {
        timeout: clock.left(),
        may_stream: prepared.may_stream(),
        idle: prepared.idle_timeout,
    };
    let response = head(client, request, limits, &mut clock)
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
        checker: client.checker(),
    };
    if prepared.streams(&answer) {
        let idle = prepared.idle_timeout.map(|time| Idle::new(client, time));
        answer.rest = Some(Incoming::new(&answer, body, client.limit(), idle));
        return Ok(answer);
    }
    let (body, end) = read(body, client.limit(), &mut clock).await;
    answer.body = body;
    match end {
        Ok(()) => Ok(answer),
        Err(error) => Err(failed(error, Some(answer))),
    }
}

/// Sends a request with its limits, and waits for the head of the answer.
pub(crate) async fn head(
    client: &Client,
    mut request: http::Request<Body>,
    limits: Limits,
    clock: &mut Clock,
) -> Result<http::Response<Body>, TransportError> {
    request.extensions_mut().insert(limits);
    clock.within(client.transport().send(request)).await?
}

/// Reads a body up to a limit, in time; gives what came, and how it ended.
pub(crate) async fn read(
    mut body: Body,
    limit: u64,
    clock: &mut Clock,
) -> (Bytes, Result<(), TransportError>) {
    let too_large = || {
        let message = format!(
            "the answer is larger than {limit} bytes, the limit that the client was built with (`answer_limit`)"
        );
        Err(TransportError::new(TransportErrorKind::TooLarge, message))
    };
    if body.size_hint().lower() > limit {
        return (Bytes::new(), too_large());
    }
    let mut first = Bytes::new();
    let mut rest = BytesMut::new();
    let end = loop {
        let next = std::future::poll_fn(|context| poll_data(Pin::new(&mut body), context));
        let data = match clock.within(next).await {
            Ok(None) => break Ok(()),
            Ok(Some(Err(error))) | Err(error) => break Err(error),
            Ok(Some(Ok(piece))) => piece,
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
