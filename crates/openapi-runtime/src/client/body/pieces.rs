//! What gives a body piece by piece.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Frame, SizeHint};

use crate::client::transport::TransportError;

/// The next piece; none at the end.
pub(crate) type Piece = Option<Result<Bytes, TransportError>>;

/// What gives a body piece by piece: all that differs from one source to the other.
pub(crate) trait Pieces: Unpin {
    /// The next piece.
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Piece>;

    /// The length of what is still to come, if it is known.
    fn left(&self) -> Option<u64> {
        None
    }
}

/// Pieces as a body.
pub(crate) struct Pieced<P>(pub(crate) P);

impl<P: Pieces> http_body::Body for Pieced<P> {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        let piece = self.0.poll_piece(context);
        piece.map(|piece| piece.map(|piece| piece.map(Frame::data)))
    }

    fn is_end_stream(&self) -> bool {
        self.0.left() == Some(0)
    }

    fn size_hint(&self) -> SizeHint {
        self.0
            .left()
            .map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}

/// The next piece of a body, without its trailers.
pub(crate) fn poll_data<B>(
    body: Pin<&mut B>,
    context: &mut Context<'_>,
) -> Poll<Option<Result<Bytes, B::Error>>>
where
    B: http_body::Body<Data = Bytes> + ?Sized,
{
    let mut body = body;
    loop {
        let Poll::Ready(frame) = body.as_mut().poll_frame(context) else {
            return Poll::Pending;
        };
        return Poll::Ready(match frame {
            None => None,
            Some(Err(error)) => Some(Err(error)),
            Some(Ok(frame)) => match frame.into_data() {
                Ok(piece) => Some(Ok(piece)),
                // Trailers.
                Err(_) => continue,
            },
        });
    }
}
