//! Bodies one after the other.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body as _, Frame, SizeHint};

use super::{Body, TransportError};

/// Bodies one after the other.
pub(super) struct Chain(VecDeque<Body>);

impl Chain {
    pub(super) fn new(bodies: Vec<Body>) -> Self {
        Chain(bodies.into())
    }

    pub(super) fn try_clone(&self) -> Option<Chain> {
        let bodies: Option<VecDeque<Body>> = self.0.iter().map(Body::try_clone).collect();
        bodies.map(Chain)
    }

    pub(super) fn poll_frame(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        while let Some(first) = self.0.front_mut() {
            match Pin::new(first).poll_frame(context) {
                Poll::Ready(None) => drop(self.0.pop_front()),
                // Trailers of a part are no trailers of the whole.
                Poll::Ready(Some(Ok(frame))) if !frame.is_data() => {}
                other => return other,
            }
        }
        Poll::Ready(None)
    }

    pub(super) fn is_end_stream(&self) -> bool {
        self.0.iter().all(Body::is_empty)
    }

    pub(super) fn size_hint(&self) -> SizeHint {
        let lengths: Option<Vec<u64>> = self.0.iter().map(Body::len).collect();
        match lengths {
            Some(lengths) => SizeHint::with_exact(lengths.iter().sum()),
            None => SizeHint::new(),
        }
    }
}
