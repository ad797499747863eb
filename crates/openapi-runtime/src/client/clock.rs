//! How long things may take.
//!
//! In: the times that client and call set, and the transport's timer. Out: waiting that ends in time, with an error that
//! names the limit. A transport that blocks its thread has no timer: it keeps the limits itself, and what it hands over in
//! pieces is looked at between them. Deliberately absent: the time for connecting, which is the transport's.

use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::{Context, Poll};
use std::time::Duration;

use super::Client;
use super::exclusive::Exclusive;
use super::threads::Instant;
use super::transport::{BoxFuture, TransportError, TransportErrorKind};

/// Until when a call may take.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Deadline(Option<(Instant, Duration)>);

impl Deadline {
    /// So long from now; a time that no clock can hold is no limit.
    pub(crate) fn after(time: Option<Duration>) -> Self {
        Deadline(time.and_then(|time| Some((Instant::now().checked_add(time)?, time))))
    }

    /// What is left of it.
    pub(crate) fn left(self) -> Option<Duration> {
        self.0
            .map(|(until, _)| until.saturating_duration_since(Instant::now()))
    }

    /// Counts for one attempt, which may have a shorter time of its own.
    pub(crate) fn clock(self, client: &Client, attempt: Option<Duration>) -> Clock {
        let own = Deadline::after(attempt);
        let (limit, of) = match (self.0, own.0) {
            (Some(call), Some(attempt)) if attempt.0 < call.0 => {
                (Some(attempt), "one attempt (`attempt_timeout`)")
            }
            (None, Some(attempt)) => (Some(attempt), "one attempt (`attempt_timeout`)"),
            (call, _) => (call, "the call (`timeout`)"),
        };
        Clock::new(client, Deadline(limit), of)
    }
}

/// A limit that is running.
pub(crate) struct Clock {
    deadline: Deadline,
    timer: Option<BoxFuture<'static, ()>>,
    of: &'static str,
}

impl Clock {
    /// Counts to a deadline, which is that of this.
    pub(crate) fn new(client: &Client, deadline: Deadline, of: &'static str) -> Self {
        let timer = deadline.left().map(|left| client.transport().timer(left));
        Clock {
            deadline,
            timer,
            of,
        }
    }

    /// What is left.
    pub(crate) fn left(&self) -> Option<Duration> {
        self.deadline.left()
    }

    /// Waits for something as long as there is time.
    pub(crate) async fn within<F: Future>(
        &mut self,
        future: F,
    ) -> Result<F::Output, TransportError> {
        let mut future = pin!(future);
        if self.left() == Some(Duration::ZERO) {
            return Err(self.ran_out());
        }
        poll_fn(|context| {
            if let Poll::Ready(output) = future.as_mut().poll(context) {
                return Poll::Ready(Ok(output));
            }
            let timer = self.timer.as_mut();
            if timer.is_some_and(|timer| timer.as_mut().poll(context).is_ready()) {
                self.timer = None;
                return Poll::Ready(Err(self.ran_out()));
            }
            Poll::Pending
        })
        .await
    }

    fn ran_out(&self) -> TransportError {
        let time = self.deadline.0.map_or(Duration::ZERO, |(_, time)| time);
        let message = format!(
            "no complete answer came within {time:?}, the time for {}",
            self.of
        );
        TransportError::new(TransportErrorKind::Timeout, message)
    }
}

/// How long a stream may be silent.
pub(crate) struct Idle {
    client: Client,
    time: Duration,
    /// Runs while nothing comes.
    timer: Exclusive<Option<BoxFuture<'static, ()>>>,
}

impl Idle {
    pub(crate) fn new(client: &Client, time: Duration) -> Self {
        Idle {
            client: client.clone(),
            time,
            timer: Exclusive::new(None),
        }
    }

    /// Something came.
    pub(crate) fn reset(&mut self) {
        *self.timer.get_mut() = None;
    }

    /// Nothing has come yet; gives the error when it was silent for too long.
    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<TransportError> {
        let Idle {
            client,
            time,
            timer,
        } = self;
        let timer = timer.get_mut();
        let running = timer.get_or_insert_with(|| client.transport().timer(*time));
        running.as_mut().poll(context).map(|()| {
            let message = format!(
                "nothing more of the stream came within {time:?}, the time for which it may be silent (`idle_timeout`)"
            );
            TransportError::new(TransportErrorKind::IdleTimeout, message)
        })
    }
}
