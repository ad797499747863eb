//! From the pieces of an answer to what they hold: events, values.
//!
//! In: pieces, cut anywhere, and what finds the ends in them. Out: one whole thing after the other, then how it ended.
//! Deliberately absent: what a thing means.

use std::fmt;
use std::task::{Context, Poll};

use bytes::Bytes;

use super::Incoming;
use super::again::Again;
use super::incoming::Head;
use crate::client::answer::Reason;
use crate::client::body::pieces::Pieces as _;
use crate::client::error::Error;
use crate::client::transport::TransportError;

/// Finds where things begin and end.
pub(super) trait Framing {
    /// What stands between the ends.
    type Item;
    /// One of them, in words.
    const ONE: &'static str;
    /// All of them, in words.
    const ALL: &'static str;

    /// Takes a piece.
    fn push(&mut self, piece: &[u8]);

    /// Nothing more comes.
    fn end(&mut self);

    /// The next thing that is whole.
    fn pop(&mut self) -> Option<Self::Item>;

    /// The length of what waits for its end.
    fn waiting(&self) -> usize;

    /// What waits for its end, for an error.
    fn rest(&mut self) -> Bytes;
}

/// An answer, and what finds the ends in it.
pub(super) struct Feed<F> {
    incoming: Option<Incoming>,
    pub(super) framing: F,
    head: Head,
    limit: u64,
    again: Option<Box<Again>>,
}

/// How an answer ended.
pub(super) enum End {
    /// As it should.
    Whole,
    /// It was broken off, or was silent for too long.
    Broken(TransportError),
    /// One thing is larger than the client accepts.
    TooLarge,
}

impl<F: Framing> Feed<F> {
    pub(super) fn new(mut incoming: Incoming, framing: F) -> Self {
        Feed {
            head: incoming.head().clone(),
            limit: incoming.limit(),
            again: incoming.again.take(),
            incoming: Some(incoming),
            framing,
        }
    }

    /// The next thing, or how it ended; after the end it stays ended.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Result<F::Item, End>> {
        loop {
            if let Some(item) = self.framing.pop() {
                return Poll::Ready(Ok(item));
            }
            let Some(incoming) = &mut self.incoming else {
                return Poll::Ready(Err(End::Whole));
            };
            let end = match incoming.poll_piece(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(piece))) => {
                    self.framing.push(&piece);
                    if self.framing.waiting() as u64 <= self.limit {
                        continue;
                    }
                    End::TooLarge
                }
                Poll::Ready(Some(Err(error))) => End::Broken(error),
                Poll::Ready(None) => {
                    self.framing.end();
                    self.incoming = None;
                    continue;
                }
            };
            self.incoming = None;
            return Poll::Ready(Err(end));
        }
    }

    /// The error that an end is, if it is one.
    pub(super) fn failure(&mut self, end: End) -> Option<Error> {
        match end {
            End::Whole => None,
            End::Broken(error) => Some(self.head.broken(error, self.framing.rest())),
            End::TooLarge => Some(self.head.too_large(F::ONE, self.limit, Bytes::new())),
        }
    }

    /// All of it together is larger than the client accepts.
    pub(super) fn too_large(&self) -> Error {
        self.head.too_large(F::ALL, self.limit, Bytes::new())
    }

    /// One of it is not what the document says, or cannot be written.
    pub(super) fn undecodable(&self, reason: Reason, come: Bytes) -> Error {
        self.head.undecodable(reason, come)
    }

    pub(super) fn limit(&self) -> u64 {
        self.limit
    }

    /// Reads no further.
    pub(super) fn close(&mut self, framing: F) {
        self.incoming = None;
        self.framing = framing;
    }

    /// How the rest of it can be asked for, if it can.
    pub(super) fn again(&mut self) -> Option<Box<Again>> {
        self.again.take()
    }

    /// Goes on with another answer.
    pub(super) fn go_on(&mut self, mut incoming: Incoming) {
        self.again = incoming.again.take();
        self.incoming = Some(incoming);
    }
}

impl<F> fmt::Debug for Feed<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.incoming, f)
    }
}
