//! Streams and asynchronous readers as bodies, and bodies whose length somebody else knows.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;

use super::pieces::{Piece, Pieces, poll_data};
use super::{Body, TransportError, TransportErrorKind, unreadable};

/// The pieces of a stream.
pub(super) struct StreamBody<S>(pub(super) Pin<Box<S>>);

impl<S, B, E> Pieces for StreamBody<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Piece> {
        let failed = |error| unreadable("the stream that was to be sent failed", error);
        let piece = self.0.as_mut().poll_next(context);
        piece.map(|piece| piece.map(|piece| piece.map(Into::into).map_err(failed)))
    }
}

/// What an asynchronous reader gives.
#[cfg(feature = "reqwest")]
pub(super) struct AsyncReadBody<R>(pub(super) Pin<Box<R>>);

#[cfg(feature = "reqwest")]
impl<R: tokio::io::AsyncRead> Pieces for AsyncReadBody<R> {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Piece> {
        let mut piece = vec![0; super::PIECE];
        let mut read = tokio::io::ReadBuf::new(&mut piece);
        let done = self.0.as_mut().poll_read(context, &mut read);
        let length = read.filled().len();
        done.map(|done| match done {
            Err(error) => Some(Err(super::unread(error))),
            Ok(()) if length == 0 => None,
            Ok(()) => {
                piece.truncate(length);
                Some(Ok(piece.into()))
            }
        })
    }
}

/// A body whose length somebody else knows.
pub(super) struct Measured {
    body: Body,
    left: u64,
}

impl Measured {
    pub(super) fn new(body: Body, length: u64) -> Self {
        Measured { body, left: length }
    }

    fn wrong(&mut self, message: &str) -> TransportError {
        self.left = 0;
        self.body = Body::empty();
        TransportError::new(TransportErrorKind::Body, message)
    }
}

impl Pieces for Measured {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Piece> {
        let piece = match poll_data(Pin::new(&mut self.body), context) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(piece) => piece,
        };
        Poll::Ready(match piece {
            Some(Ok(piece)) => match self.left.checked_sub(piece.len() as u64) {
                Some(left) => {
                    self.left = left;
                    Some(Ok(piece))
                }
                None => Some(Err(self.wrong("the body is longer than it was said to be"))),
            },
            None if self.left > 0 => {
                Some(Err(self.wrong("the body is shorter than it was said to be")))
            }
            other => other,
        })
    }

    fn left(&self) -> Option<u64> {
        Some(self.left)
    }
}
