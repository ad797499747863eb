//! An answer whose body is still to come: its head, and pieces of the body.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::again::Again;
use crate::client::answer::{Answer, Reason};
use crate::client::body::pieces::{Piece, Pieces, poll_data};
use crate::client::checks::Checker;
use crate::client::clock::Idle;
use crate::client::error::{Error, TransportFailure, Undecodable};
use crate::client::request::Called;
use crate::client::transport::{Body, TransportError, TransportErrorKind};

/// An answer whose body is still to come.
pub struct Incoming {
    head: Head,
    body: Body,
    limit: u64,
    idle: Option<Idle>,
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
            // A stream is not checked.
            checker: Checker::default(),
        }
    }

    pub(super) fn broken(&self, error: TransportError, come: Bytes) -> Error {
        Error::Transport(Box::new(TransportFailure {
            called: self.called.clone(),
            error,
            partial: Some(self.answer(come)),
            attempts: 1,
        }))
    }

    pub(super) fn undecodable(&self, reason: Reason, come: Bytes) -> Error {
        Error::Decode(Box::new(Undecodable {
            answer: self.answer(come),
            reason,
        }))
    }

    pub(super) fn too_large(&self, what: &str, limit: u64, come: Bytes) -> Error {
        let message = format!(
            "{what} is larger than {limit} bytes, the limit that the client was built with (`answer_limit`)"
        );
        self.broken(
            TransportError::new(TransportErrorKind::TooLarge, message),
            come,
        )
    }
}

impl Incoming {
    pub(crate) fn new(answer: &Answer, body: Body, limit: u64, idle: Option<Idle>) -> Self {
        Incoming {
            head: Head {
                called: answer.called.clone(),
                status: answer.status,
                headers: answer.headers.clone(),
            },
            body,
            limit,
            idle,
            again: None,
        }
    }

    pub(super) fn head(&self) -> &Head {
        &self.head
    }

    /// How much of it may be held at once.
    pub(super) fn limit(&self) -> u64 {
        self.limit
    }
}

/// The pieces of the body, none of them too late.
impl Pieces for Incoming {
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Piece> {
        if let Poll::Ready(piece) = poll_data(Pin::new(&mut self.body), context) {
            self.idle.iter_mut().for_each(Idle::reset);
            return Poll::Ready(piece);
        }
        match self.idle.as_mut().map(|idle| idle.poll(context)) {
            Some(Poll::Ready(error)) => Poll::Ready(Some(Err(error))),
            Some(Poll::Pending) | None => Poll::Pending,
        }
    }

    fn left(&self) -> Option<u64> {
        self.body.len()
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
