//! An answer of bytes.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::Incoming;
use crate::client::body::pieces::Pieces as _;
use crate::client::error::Error;
use crate::client::transport::Body;

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
            Some(incoming) => incoming.left(),
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
        let (head, limit) = (incoming.head().clone(), incoming.limit());
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
        self.0
            .map_or_else(Body::empty, |incoming| Body::pieces(*incoming))
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
        let head = incoming.head();
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
