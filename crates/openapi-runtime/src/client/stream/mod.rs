//! Answers that are read bit by bit: bytes, events, lists of JSON values.
//!
//! In: the head of an answer, and its body as it comes. Out: streams, which read no further than they are asked to. The
//! limit of the client holds for one event or item, never for a stream as a whole. Deliberately absent: which answers are
//! streams, which the generator decides.

mod events;
mod items;
mod sse;

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http::{HeaderMap, StatusCode};
use http_body::Body as _;

use super::answer::{Answer, Reason};
use super::error::{Error, TransportFailure, Undecodable};
use super::request::Called;
use super::send::Again;
use super::transport::{Body, TransportError, TransportErrorKind};

pub use events::{Event, EventStream, Reconnects};
pub use items::ItemStream;

/// An answer whose body is still to come.
pub struct Incoming {
    head: Head,
    body: Body,
    limit: u64,
    /// How it can be asked for again, if it can.
    pub(crate) again: Option<Box<Again>>,
}

/// What is known of an answer before its body is read.
#[derive(Clone)]
pub(crate) struct Head {
    called: Called,
    status: StatusCode,
    headers: HeaderMap,
}

impl Head {
    /// The answer as far as it was read.
    fn answer(&self, body: Bytes) -> Answer {
        Answer {
            called: self.called.clone(),
            status: self.status,
            headers: self.headers.clone(),
            body,
            rest: None,
            note: None,
        }
    }

    fn broken(&self, error: TransportError, come: Bytes) -> Error {
        Error::Transport(Box::new(TransportFailure {
            called: self.called.clone(),
            error,
            partial: Some(self.answer(come)),
            attempts: 1,
        }))
    }

    fn undecodable(&self, reason: Reason, come: Bytes) -> Error {
        Error::Decode(Box::new(Undecodable {
            answer: self.answer(come),
            reason,
        }))
    }

    fn too_large(&self, what: &str, limit: u64, come: Bytes) -> Error {
        let message = format!(
            "{what} is larger than {limit} bytes, the limit that the client was built with"
        );
        self.broken(
            TransportError::new(TransportErrorKind::TooLarge, message),
            come,
        )
    }
}

impl Incoming {
    pub(crate) fn new(answer: &Answer, body: Body, limit: u64) -> Self {
        Incoming {
            head: Head {
                called: answer.called.clone(),
                status: answer.status,
                headers: answer.headers.clone(),
            },
            body,
            limit,
            again: None,
        }
    }

    /// The next piece of the body; none at its end.
    fn poll_piece(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            return match Pin::new(&mut self.body).poll_frame(context) {
                Poll::Pending => Poll::Pending,
                Poll::Ready(None) => Poll::Ready(None),
                Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(error))),
                Poll::Ready(Some(Ok(frame))) => match frame.into_data() {
                    Ok(piece) => Poll::Ready(Some(Ok(piece))),
                    // Trailers.
                    Err(_) => continue,
                },
            };
        }
    }
}

impl fmt::Debug for Incoming {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Incoming")
            .field("called", &self.head.called)
            .field("status", &self.head.status)
            .finish_non_exhaustive()
    }
}

/// The bytes of an answer as they come: a download.
///
/// Nothing is read before it is asked for, so that a slow reader slows the server down instead of filling the memory.
/// After an error there is nothing more.
///
/// ```
/// # async fn save(mut download: openapi_runtime::ByteStream) -> Result<(), Box<dyn std::error::Error>> {
/// use std::io::Write as _;
///
/// let mut file = std::fs::File::create("report.pdf")?;
/// while let Some(piece) = download.next().await {
///     file.write_all(&piece?)?;
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "nothing of it is read until it is asked for"]
pub struct ByteStream(Option<Box<Incoming>>);

impl ByteStream {
    pub(crate) fn new(incoming: Incoming) -> Self {
        ByteStream(Some(Box::new(incoming)))
    }

    /// The length of what is still to come, if the server said it.
    #[must_use]
    pub fn len(&self) -> Option<u64> {
        match &self.0 {
            Some(incoming) => incoming.body.len(),
            None => Some(0),
        }
    }

    /// Whether it is known that nothing more comes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == Some(0)
    }

    /// The next bytes; none at the end.
    pub async fn next(&mut self) -> Option<Result<Bytes, Error>> {
        poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    /// All bytes together.
    ///
    /// # Errors
    /// When the answer is broken off, or larger than the client's limit; the error keeps what came.
    pub async fn bytes(mut self) -> Result<Bytes, Error> {
        let Some(incoming) = &self.0 else {
            return Ok(Bytes::new());
        };
        let (head, limit) = (incoming.head.clone(), incoming.limit);
        let mut all = BytesMut::new();
        while let Some(piece) = self.next().await {
            let piece = match piece {
                Ok(piece) => piece,
                Err(Error::Transport(failure)) => {
                    return Err(head.broken(failure.error, all.freeze()));
                }
                Err(other) => return Err(other),
            };
            if (all.len() + piece.len()) as u64 > limit {
                return Err(head.too_large("the answer", limit, all.freeze()));
            }
            all.extend_from_slice(&piece);
        }
        Ok(all.freeze())
    }

    /// The rest of it as a body, to be sent on.
    pub fn into_body(self) -> Body {
        self.0.map_or_else(Body::empty, |incoming| incoming.body)
    }
}

impl Stream for ByteStream {
    type Item = Result<Bytes, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(incoming) = &mut self.0 else {
            return Poll::Ready(None);
        };
        let piece = match incoming.poll_piece(context) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(piece) => piece,
        };
        let head = &incoming.head;
        let piece = piece.map(|piece| piece.map_err(|error| head.broken(error, Bytes::new())));
        if !matches!(piece, Some(Ok(_))) {
            self.0 = None;
        }
        Poll::Ready(piece)
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ByteStream").field(&self.0).finish()
    }
}
