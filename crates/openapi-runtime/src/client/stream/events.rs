//! An answer of server-sent events, each with its data as the document says.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::Incoming;
use super::again::{Again, Opening, Reconnects};
use super::feed::{End, Feed};
use super::sse::{Message, Parser};
use crate::client::answer::{Answer, Reason, read};
use crate::client::error::Error;
use crate::client::send::Fault;
use crate::wire::{self, Wire};

/// An event of a stream (WHATWG HTML, "Server-sent events").
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Event<T> {
    /// The name of the event; `message` when the server gave it none.
    pub event: String,
    /// Its data, as the document says.
    pub data: T,
    /// The last id that the server gave, here or before; empty when it gave none.
    pub id: String,
}

/// How the data of a message becomes a value; none: this message ends the stream.
type Read<T> = fn(&Message) -> Result<Option<T>, Reason>;

/// The events of an answer as they come.
///
/// An event that is not what the document says is an error, after which the next one can be read. After an error of the
/// connection there is nothing more. Data that is `[DONE]` where JSON is expected ends the stream, as many servers mean it.
///
/// ```
/// # async fn show(mut events: openapi_runtime::EventStream<String>) -> Result<(), openapi_runtime::Error> {
/// while let Some(event) = events.next().await {
///     let event = event?;
///     println!("{}: {}", event.event, event.data);
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing of it is read until it is asked for"]
pub struct EventStream<T>(Box<State<T>>);

struct State<T> {
    feed: Feed<Parser>,
    read: Read<T>,
    reconnects: Reconnects,
    /// Attempts since the last event.
    attempts: u32,
    opening: Option<Opening>,
}

impl<T> EventStream<T> {
    fn new(incoming: Incoming, read: Read<T>) -> Self {
        EventStream(Box::new(State {
            feed: Feed::new(incoming, Parser::default()),
            read,
            reconnects: Reconnects::never(),
            attempts: 0,
            opening: None,
        }))
    }

    /// The next event; none at the end.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The same stream, which asks for the rest of it when it ends or breaks off (WHATWG HTML, "Server-sent events").
    ///
    /// The request is sent again as it was, with `Last-Event-ID`. A body that was a stream itself cannot be sent again. An
    /// answer that is no stream of events ends it: 204 as its end, a failure as an error.
    pub fn reconnecting(mut self, reconnects: Reconnects) -> Self {
        self.0.reconnects = reconnects;
        self
    }

    /// The last id that the server gave: what a new request sends as `Last-Event-ID` to go on from here.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        Some(self.0.feed.framing.last_id()).filter(|id| !id.is_empty())
    }

    /// How long the server wishes a client to wait before it connects again, if it said so.
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        self.0.feed.framing.retry().map(Duration::from_millis)
    }
}

impl<T> EventStream<T> {
    pub(crate) fn limit(&self) -> u64 {
        self.0.feed.limit()
    }

    /// All of it together is larger than the client accepts.
    pub(crate) fn too_large(&self) -> Error {
        self.0.feed.too_large()
    }

    /// One of it cannot be written.
    pub(crate) fn undecodable(&self, reason: Reason) -> Error {
        self.0.feed.undecodable(reason, Bytes::new())
    }
}

impl<T: serde::de::DeserializeOwned> EventStream<T> {
    /// Events whose data is the JSON of a `T`, as serde reads it.
    pub(crate) fn of_serde(incoming: Incoming) -> Self {
        EventStream::new(incoming, |message| json(message, read::readable))
    }
}

/// The data of a message, unless it is the end.
fn json<T>(message: &Message, read: fn(&Bytes) -> Result<T, Reason>) -> Result<Option<T>, Reason> {
    if message.data.trim() == "[DONE]" {
        return Ok(None);
    }
    read(&Bytes::copy_from_slice(message.data.as_bytes())).map(Some)
}

impl<T: Wire> EventStream<T> {
    /// Events whose data is the JSON of a `T`.
    pub(crate) fn of_json(incoming: Incoming) -> Self {
        EventStream::new(incoming, |message| json(message, read::json))
    }

    /// Events that are described as a whole: an object of `event`, `data` and `id`.
    pub(crate) fn of_objects(incoming: Incoming) -> Self {
        EventStream::new(incoming, |message| {
            if message.data.trim() == "[DONE]" {
                return Ok(None);
            }
            whole(message).map(Some)
        })
    }
}

impl EventStream<String> {
    /// Events whose data is text.
    pub(crate) fn of_text(incoming: Incoming) -> Self {
        EventStream::new(incoming, |message| Ok(Some(message.data.clone())))
    }
}

/// Reads an event as an object: its data as JSON where that is what the document says, else as text.
fn whole<T: Wire>(message: &Message) -> Result<T, Reason> {
    let read = |data: serde_json::Value| {
        let mut object = serde_json::Map::new();
        object.insert("event".to_owned(), message.event.clone().into());
        if !message.id.is_empty() {
            object.insert("id".to_owned(), message.id.as_ref().into());
        }
        object.insert("data".to_owned(), data);
        let text = serde_json::Value::Object(object).to_string();
        wire::decode(text.as_bytes())
    };
    let text = || read(message.data.clone().into());
    match serde_json::from_str(&message.data).map(read) {
        Ok(Ok(value)) => Ok(value),
        Ok(Err(error)) => text().map_err(|_| Reason::Json(error)),
        Err(_) => text().map_err(Reason::Json),
    }
}

impl<T> Stream for EventStream<T> {
    type Item = Result<Event<T>, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let state = &mut *self.0;
        loop {
            if let Some(opening) = &mut state.opening {
                let Poll::Ready((again, got)) = opening.as_mut().poll(context) else {
                    return Poll::Pending;
                };
                state.opening = None;
                match state.opened(again, got) {
                    Ok(()) => continue,
                    Err(error) => return Poll::Ready(Some(Err(*error))),
                }
            }
            let next = match state.feed.poll(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Ok(message)) => state.event(message),
                Poll::Ready(Err(end)) => state.ended(end).map(Err),
            };
            if next.is_some() || state.opening.is_none() {
                return Poll::Ready(next);
            }
        }
    }
}

impl<T> State<T> {
    /// The event that a message is; none when it is the end.
    fn event(&mut self, message: Message) -> Option<Result<Event<T>, Error>> {
        self.attempts = 0;
        match (self.read)(&message) {
            Ok(Some(data)) => Some(Ok(Event {
                event: message.event,
                data,
                id: message.id.as_ref().to_owned(),
            })),
            Ok(None) => {
                // The id stays, what came behind it does not.
                let mut parser = std::mem::take(&mut self.feed.framing);
                parser.reconnect();
                self.feed.close(parser);
                self.feed.again();
                None
            }
            Err(reason) => {
                let come = Bytes::from(message.data);
                Some(Err(self.feed.undecodable(reason, come)))
            }
        }
    }

    /// Begins to ask for the rest, or ends the stream, with an error if there is one.
    fn ended(&mut self, end: End) -> Option<Error> {
        let again = self.feed.again();
        match again {
            Some(again) if !matches!(end, End::TooLarge) && self.may_open() => {
                self.open(again);
                None
            }
            Some(_) | None => self.feed.failure(end),
        }
    }

    fn may_open(&self) -> bool {
        self.reconnects.allows(self.attempts)
    }

    fn open(&mut self, again: Box<Again>) {
        self.attempts += 1;
        let parser = &mut self.feed.framing;
        parser.reconnect();
        let wished = parser.retry().map(Duration::from_millis);
        let wait = self.reconnects.next(self.attempts, wished);
        self.opening = Some(again.open(wait, parser.last_id()));
    }

    /// Goes on with a new connection, or with the next attempt.
    fn opened(&mut self, again: Box<Again>, got: Result<Answer, Fault>) -> Result<(), Box<Error>> {
        match got {
            Ok(mut answer) => match answer.rest.take() {
                Some(incoming) if answer.is_events() => {
                    self.feed.go_on(incoming);
                    Ok(())
                }
                Some(_) | None if answer.status.is_success() => Ok(()),
                Some(_) | None => Err(Box::new(Error::Undeclared(Box::new(answer)))),
            },
            Err(Fault::Transport(_)) if self.may_open() => {
                self.open(again);
                Ok(())
            }
            Err(fault) => Err(Box::new(fault.into_error())),
        }
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("EventStream").field(&self.0.feed).finish()
    }
}
