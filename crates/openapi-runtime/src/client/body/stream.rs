//! Streams and asynchronous readers as bodies, and bodies whose length somebody else knows.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_core::Stream;
use http_body::{Frame, SizeHint};

use super::{Body, TransportError, TransportErrorKind, unreadable};

/// The pieces of a stream.
pub(super) struct StreamBody<S>(pub(super) Pin<Box<S>>);

impl<S, B, E> http_body::Body for StreamBody<S>
where
    S: Stream<Item = Result<B, E>>,
    B: Into<Bytes>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let message = "the stream that was to be sent failed";
        self.0.as_mut().poll_next(context).map(|piece| {
            piece.map(|piece| {
                piece
                    .map(|piece| Frame::data(piece.into()))
                    .map_err(|error| unreadable(message, error))
            })
        })
    }
}

/// What an asynchronous reader gives.
#[cfg(feature = "reqwest")]
pub(super) struct AsyncReadBody<R>(pub(super) Pin<Box<R>>);

#[cfg(feature = "reqwest")]
impl<R: tokio::io::AsyncRead> http_body::Body for AsyncReadBody<R> {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let mut piece = vec![0; 64 * 1024];
        let mut read = tokio::io::ReadBuf::new(&mut piece);
        match self.0.as_mut().poll_read(context, &mut read) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Err(error)) => Poll::Ready(Some(Err(unreadable(
                "what was to be sent could not be read",
                error,
            )))),
            Poll::Ready(Ok(())) => {
                let length = read.filled().len();
                piece.truncate(length);
                Poll::Ready((length > 0).then(|| Ok(Frame::data(Bytes::from(piece)))))
            }
        }
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

impl http_body::Body for Measured {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let frame = match Pin::new(&mut self.body).poll_frame(context) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(frame) => frame,
        };
        Poll::Ready(match frame {
            Some(Ok(frame)) => {
                let come = frame.data_ref().map_or(0, Bytes::len) as u64;
                match self.left.checked_sub(come) {
                    Some(left) => {
                        self.left = left;
                        Some(Ok(frame))
                    }
                    None => Some(Err(self.wrong("the body is longer than it was said to be"))),
                }
            }
            None if self.left > 0 => {
                Some(Err(self.wrong("the body is shorter than it was said to be")))
            }
            other => other,
        })
    }

    fn is_end_stream(&self) -> bool {
        self.left == 0 && self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(self.left)
    }
}
