//! An answer of server-sent events, each with its data as the document says.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::sse::{Message, Parser};
use super::{Head, Incoming};
use crate::client::answer::Reason;
use crate::client::error::Error;
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
    incoming: Option<Incoming>,
    head: Head,
    limit: u64,
    parser: Parser,
    read: Read<T>,
}

impl<T> EventStream<T> {
    fn new(incoming: Incoming, read: Read<T>) -> Self {
        EventStream(Box::new(State {
            head: incoming.head.clone(),
            limit: incoming.limit,
            incoming: Some(incoming),
            parser: Parser::default(),
            read,
        }))
    }

    /// The next event; none at the end.
    pub async fn next(&mut self) -> Option<Result<Event<T>, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// The last id that the server gave: what a new request sends as `Last-Event-ID` to go on from here.
    #[must_use]
    pub fn last_event_id(&self) -> Option<&str> {
        Some(self.0.parser.last_id()).filter(|id| !id.is_empty())
    }

    /// How long the server wishes a client to wait before it connects again, if it said so.
    #[must_use]
    pub fn retry(&self) -> Option<Duration> {
        self.0.parser.retry().map(Duration::from_millis)
    }
}

impl<T> EventStream<T> {
    pub(crate) fn limit(&self) -> u64 {
        self.0.limit
    }

    /// All of it together is larger than the client accepts.
    pub(crate) fn too_large(&self) -> Error {
        let state = &self.0;
        state
            .head
            .too_large("the events together", state.limit, Bytes::new())
    }

    /// One of it cannot be written.
    pub(crate) fn undecodable(&self, reason: Reason) -> Error {
        self.0.head.undecodable(reason, Bytes::new())
    }
}

impl<T: Wire> EventStream<T> {
    /// Events whose data is the JSON of a `T`.
    pub(crate) fn of_json(incoming: Incoming) -> Self {
        EventStream::new(incoming, |message| {
            if message.data.trim() == "[DONE]" {
                return Ok(None);
            }
            crate::client::answer::read::json(&Bytes::copy_from_slice(message.data.as_bytes()))
                .map(Some)
        })
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
            object.insert("id".to_owned(), message.id.clone().into());
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
        let this = &mut *self.0;
        loop {
            let Some(incoming) = &mut this.incoming else {
                return Poll::Ready(None);
            };
            if let Some(message) = this.parser.pop() {
                let data = match (this.read)(&message) {
                    Ok(Some(data)) => data,
                    Ok(None) => {
                        this.incoming = None;
                        continue;
                    }
                    Err(reason) => {
                        let come = Bytes::from(message.data);
                        return Poll::Ready(Some(Err(incoming.head.undecodable(reason, come))));
                    }
                };
                return Poll::Ready(Some(Ok(Event {
                    event: message.event,
                    data,
                    id: message.id,
                })));
            }
            let failure = match incoming.poll_piece(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(None) => None,
                Poll::Ready(Some(Err(error))) => Some(incoming.head.broken(error, Bytes::new())),
                Poll::Ready(Some(Ok(piece))) => {
                    this.parser.push(&piece);
                    if this.parser.waiting() as u64 <= incoming.limit {
                        continue;
                    }
                    let limit = incoming.limit;
                    Some(incoming.head.too_large("an event", limit, Bytes::new()))
                }
            };
            this.incoming = None;
            return Poll::Ready(failure.map(Err));
        }
    }
}

impl<T> fmt::Debug for EventStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("EventStream")
            .field(&self.0.incoming)
            .finish()
    }
}
